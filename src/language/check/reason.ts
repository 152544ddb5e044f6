// The text behind `because` as parts:
// words, and values in braces that are filled in when the rule fires. `{{` and `}}` are braces.

import type { Span } from "../../base/span.js";
import type { Expression, Name } from "../syntax/ast.js";
import { parseExpression } from "../syntax/parse.js";
import { find } from "./names.js";
import type { Place } from "./place.js";
import type { CheckedReason } from "./policy.js";
import { reportUnknown } from "./report.js";
import { readArgument } from "./root.js";
import { cellType, typeOf } from "./structure.js";
import { dotted, readValue } from "./value.js";

/** What braces may hold beside arguments, rows and facts. */
const fixed: ReadonlyMap<string, CheckedReason> = new Map<string, CheckedReason>([
  ["source", { kind: "source", field: "whole" }], ["source.tool", { kind: "source", field: "tool" }], ["source.step", { kind: "source", field: "step" }],
  ["sink.tool", { kind: "sink", field: "tool" }], ["sink.op", { kind: "sink", field: "op" }],
]);

/** What of the principal a reason may say. */
const principalFields = ["id", "roles", "tenant"] as const;

/** The parts of a reason. `hasSource` where the rule knows a source: it has a row, or a `from`. */
export function readReason(text: Name, place: Place, hasSource: boolean): readonly CheckedReason[] {
  const parts: CheckedReason[] = [];
  const add = (part: CheckedReason): void => {
    const last = parts.at(-1);
    if (part.kind === "text" && last?.kind === "text") parts[parts.length - 1] = { kind: "text", text: last.text + part.text };
    else if (part.kind !== "text" || part.text !== "") parts.push(part);
  };
  let at = 0;
  for (const match of text.text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]/g)) {
    add({ kind: "text", text: text.text.slice(at, match.index) });
    at = match.index + match[0].length;
    const span = spanIn(text, match.index, at);
    if (match[0] === "{{" || match[0] === "}}") add({ kind: "text", text: match[0].slice(1) });
    else if (match[1] === undefined) place.report.add("check/bad-reason", span, { problem: `a \`${match[0]}\` stands alone` }, { help: `a brace that is meant as one is written twice: \`${match[0]}${match[0]}\`` });
    else {
      const name = match[1].trim();
      const inside = spanIn(text, match.index + 1 + match[1].indexOf(name), match.index + 1 + match[1].indexOf(name) + name.length);
      const part = readPart({ text: name, span }, inside, place, hasSource);
      if (part !== null) add(part);
    }
  }
  add({ kind: "text", text: text.text.slice(at) });
  return parts;
}

function readPart(name: Name, inside: Span, place: Place, hasSource: boolean): CheckedReason | null {
  if (name.text === place.row) {
    place.read.add(name.text);
    return { kind: "row" };
  }
  const part = fixed.get(name.text);
  if (part?.kind === "source" && !hasSource) {
    place.report.add("check/bad-reason", name.span, { problem: "this rule has no source: it has neither `from` nor `into`" });
    return null;
  }
  if (part !== undefined) return part;
  const written = parseExpression({ text: name.text, span: inside });
  const shown = written === null ? null : dotted(written);
  if (written !== null && (shown === null || isDeclared(shown, place))) return readShown(written, place);
  const names = name.text.split(".").map((text) => ({ text, span: name.span }));
  if (names[0]?.text === "args") {
    const operand = readArgument(names, name.span, place);
    return operand?.value.kind === "column" ? { kind: "column", column: operand.value.column } : null;
  }
  const field = principalFields.find((known) => name.text === `principal.${known}`);
  if (field !== undefined) return { kind: "column", column: { kind: "principal", field, type: field === "roles" ? "strings" : "string" } };
  const facts = place.runtime === null ? undefined : place.names.facts.get(place.runtime);
  const fact = facts?.get(name.text);
  if (fact !== undefined) return { kind: "column", column: { kind: "host", name: name.text, type: cellType(typeOf(fact.type)) } };
  if (shown === null) place.report.add("check/bad-reason", name.span, { problem: `\`${name.text}\` is no value` });
  else reportUnknown(place.report, "check/unknown-name", name, [...(place.row === null ? [] : [place.row]), ...fixed.keys(), ...principalFields.map((known) => `principal.${known}`), ...(facts?.keys() ?? [])]);
  return null;
}

/** Whether a constant, data or a definition is called so. */
function isDeclared([root]: readonly Name[], { names, pack, report }: Place): boolean {
  const { constants, data, defines } = names;
  return root !== undefined && [constants, data, defines].some((table) => find<unknown>(names, table, pack, root, report) !== undefined);
}

/** What is computed of the call, as a column; null where it is none, which is reported. */
function readShown(written: Expression, place: Place): CheckedReason | null {
  const operand = readValue(written, { ...place, sources: null }, "a value of the call");
  if (operand === null) return null;
  if (operand.formula.kind === "literal") return { kind: "text", text: String(operand.formula.value) };
  if (operand.value.kind === "column") return { kind: "column", column: operand.value.column };
  place.report.add("check/bad-reason", operand.span, { problem: "values of the call are shown, and the row as it is" }, { help: "what may be absent is shown by itself, without `else`" });
  return null;
}

/** The place of a part of a string; all of it where escapes make offsets differ. */
function spanIn(text: Name, start: number, end: number): Span {
  const { span } = text;
  if (span.end - span.start !== text.text.length + 2) return span;
  return { file: span.file, start: span.start + 1 + start, end: span.start + 1 + end };
}
