// The pattern of a rule's sources -> the same, false of texts wherever it reads what only calls have. A message has no arguments, an
// answer has its text alone, and neither gave anything; left unknown there, each would be a source perhaps, and the rule would fire
// wherever somebody spoke.

import type { Span } from "../../base/span.js";
import type { Column } from "../../words/column.js";
import { termColumns } from "../../words/term.js";
import type { Condition, Value } from "./policy.js";
import { visit } from "./walk.js";

/** What a pattern may read of a call: `others` are arguments that an answer has not. */
type Part = "args" | "others" | "result" | "tool";

/** A source pattern of which no part that reads arguments, a result or a tool's name is true, or unknown, of what has none. */
export function ofCalls(pattern: Condition): Condition {
  return partsOf(pattern).size === 0 ? pattern : guarded(pattern, false);
}

/** Each comparison in it is asked of calls alone, the `not` before it too; but that a text has no name is known, so `not` holds of it. */
function guarded(condition: Condition, negated: boolean): Condition {
  switch (condition.kind) {
    case "not": return guarded(condition.operand, !negated);
    case "and": case "or": {
      const kind = negated === (condition.kind === "and") ? "or" : "and";
      return { kind, left: guarded(condition.left, negated), right: guarded(condition.right, negated) };
    }
    default: {
      const parts = partsOf(condition);
      const named = parts.has("tool") ? having("tool", condition) : condition;
      const signed: Condition = negated ? { kind: "not", operand: named } : named;
      const given = parts.has("others") ? unanswered(signed) : signed;
      const made = parts.has("args") ? having("tool", given) : given;
      return parts.has("result") ? having("result", made) : made;
    }
  }
}

/** A condition of what has this part: a call has a tool, and one that has finished a result. */
function having(part: "result" | "tool", condition: Condition): Condition {
  const column: Column = part === "result" ? { kind: "result", path: [], type: "any" } : { kind: "tool", type: "string" };
  return { kind: "and", left: { kind: "present", column, span: spanOf(condition) }, right: condition };
}

/** A condition of what is no answer. */
function unanswered(condition: Condition): Condition {
  const span = spanOf(condition);
  const left: Value = { kind: "column", column: { kind: "tool", type: "string" }, span };
  return { kind: "and", left: { kind: "compare", order: "!=", left, right: { kind: "string", value: ANSWER }, span }, right: condition };
}

/** The tool that an answer is a call of, and its one argument. */
const ANSWER = "@response";
const ANSWERED = "text";

function spanOf(condition: Condition): Span {
  return "span" in condition ? condition.span : nowhere;
}

const nowhere = { file: "", start: 0, end: 0 };

/** What a condition reads of a call, as values. */
function partsOf(condition: Condition): ReadonlySet<Part> {
  const parts = new Set<Part>();
  const note = (column: Column): void => {
    switch (column.kind) {
      case "arg": case "extract":
        parts.add("args");
        if (column.path[0] !== ANSWERED) parts.add("others");
        break;
      case "result": case "tool": parts.add(column.kind); break;
      case "term": termColumns(column.term).forEach(note); break;
      default:
    }
  };
  visit(condition, {
    condition: (inner) => { if (inner.kind === "present") note(inner.column); },
    value: (value) => { if (value.kind === "column") note(value.column); },
  });
  return parts;
}
