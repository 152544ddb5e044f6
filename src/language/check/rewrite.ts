// The clauses by which a rule changes a call's arguments: their targets, of a type that the tools have there, and what is put in.
// What a call becomes when several rules change it is not known here.

import { REWRITES_MAX } from "../../base/limits.js";
import { rewriting } from "../../words/effects.js";
import type { Effect } from "../../words/effects.js";
import type { Expression, RuleClause, RuleItem, ToolItem } from "../syntax/ast.js";
import { termOf } from "./formula.js";
import type { ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import type { CheckedRewrite, Replaced } from "./policy.js";
import { reportWord } from "./report.js";
import { cellType, fits, itemType, typeText } from "./structure.js";
import type { Type } from "./structure.js";
import { readArgument } from "./root.js";
import { dotted, readValue } from "./value.js";

type Clause<K extends RuleClause["kind"]> = Extract<RuleClause, { kind: K }>;
type Written = Clause<"set" | "remove" | "mask">;

interface Target {
  /** Null for the row. */
  readonly path: readonly string[] | null;
  readonly type: Type;
}

/** What text is put in where a rule says nothing: for all that was found, and where some of it stays. */
const masks = { whole: "[redacted]", part: "****" } as const;

/** The rewrites of a rule; rules that have to have some have, and others have none. */
export function readRewrites(item: RuleItem, effect: Effect | null, place: Place): readonly CheckedRewrite[] {
  const written = item.clauses.filter((clause): clause is Written => clause.kind === "set" || clause.kind === "remove" || clause.kind === "mask");
  const [first] = written;
  if (effect !== null && !rewriting.includes(effect)) {
    for (const clause of written) place.report.add("check/misplaced-rewrite", clause.span, { clause: clause.kind, effect });
    return [];
  }
  if (effect !== null && first === undefined && item.broken !== true) {
    const help = effect === "redact" ? "say what is taken out, as `mask credentials(args.text) in args.text`" : "say what the arguments become, as `set args.workdir to \"/work\"`";
    place.report.add("check/missing-clause", item.name.span, { name: item.name.text, clause: "set`, `remove` or `mask" }, { help });
  }
  const last = written[REWRITES_MAX];
  if (last !== undefined) place.report.add("check/too-many", last.span, { what: "rewrites of one rule", count: written.length, max: REWRITES_MAX });
  const read = written.slice(0, REWRITES_MAX).flatMap((clause) => readRewrite(clause, place) ?? []);
  reportConflicts(read, place);
  return read;
}

function readRewrite(clause: Written, place: Place): CheckedRewrite | null {
  const target = readTarget(clause.target, place);
  const { span } = clause;
  switch (clause.kind) {
    case "remove":
      if (target?.path != null) warnOfRequired(target.path, clause, place);
      return target === null ? null : { kind: "remove", path: target.path, span };
    case "set": {
      const value = readReplaced(clause.value, place, target === null ? "any" : target.type);
      return value === null || target === null ? null : { kind: "set", path: target.path, value, span };
    }
    case "mask": {
      const of = readReplaced(clause.of, place, { union: ["string", { list: "string" }] });
      if (target !== null && !fits(target.type, "string")) {
        place.report.add("check/wrong-type", clause.target.span, { expected: "a string", found: typeText(target.type) }, { help: "only text has parts that can be masked; `set` or `remove` the whole argument" });
        return null;
      }
      const keep = clause.keep === null ? null : readKeep(clause.keep, place);
      return of === null || target === null ? null : { kind: "mask", path: target.path, of, keep, with: clause.with?.text ?? (keep === null ? masks.whole : masks.part), span };
    }
  }
}

/** An argument, or the rule's row. */
function readTarget(target: Expression, place: Place): Target | null {
  const names = dotted(target);
  const [first] = names ?? [];
  if (first !== undefined && names?.length === 1 && first.text === place.row) {
    place.read.add(first.text);
    return { path: null, type: "any" };
  }
  if (first?.text === "args" && names !== null && names.length > 1) {
    const operand = readArgument(names, target.span, place);
    return operand === null ? null : { path: names.slice(1).map((name) => name.text), type: operand.type };
  }
  place.report.add("check/bad-target", target.span, {}, { help: place.row === null ? undefined : `the row is \`${place.row}\`` });
  return null;
}

/** What is put in, as a value of the view. */
function readReplaced(expression: Expression, place: Place, wanted: Type): Replaced | null {
  const operand = readValue(expression, place, typeText(wanted));
  if (operand === null) return null;
  if (!fits(operand.type, wanted)) {
    place.report.add("check/wrong-type", expression.span, { expected: typeText(wanted), found: typeText(operand.type) });
    return null;
  }
  const type = cellType(operand.type);
  if (typeof operand.type === "object" && type === "any" && itemType(operand.type) === null) {
    place.report.add("check/wrong-type", expression.span, { expected: "one value or a list", found: typeText(operand.type) });
    return null;
  }
  switch (operand.value.kind) {
    case "string": case "number": case "boolean": case "column": case "row": case "row-column": return operand.value;
    default: return computed(operand, place);
  }
}

/** A choice between values, as one that the kernel computes. */
function computed(operand: ValueOperand, place: Place): Replaced | null {
  const term = termOf(operand.formula, operand.span, place);
  if (term === null) return null;
  const column = { kind: "term", term, type: cellType(operand.type) } as const;
  return operand.formula.uses.row ? { kind: "row-column", column, span: operand.span } : { kind: "column", column, span: operand.span };
}

function readKeep({ side, count }: NonNullable<Clause<"mask">["keep"]>, place: Place): { readonly side: "first" | "last"; readonly count: number } | null {
  if (side.text !== "first" && side.text !== "last") {
    reportWord(place.report, "end of a text", side, ["first", "last"]);
    return null;
  }
  if (!Number.isSafeInteger(count) || count < 1) {
    place.report.add("check/wrong-type", side.span, { expected: "a whole number of characters to keep, at least 1", found: `\`${count}\`` });
    return null;
  }
  return { side: side.text, count };
}

/** Warns where every tool that the rule is about needs the argument it takes away. */
function warnOfRequired(path: readonly string[], clause: Written, place: Place): void {
  const [name] = path;
  if (path.length > 1 || place.anyArgs || place.tools.length === 0) return;
  const needs = (tool: ToolItem): boolean => tool.params.some((param) => param.name.text === name && !param.optional);
  if (place.tools.every(needs)) place.report.add("check/removes-required", clause.span, { name: name ?? "" });
}

/** Two rewrites of one rule that could never both be done. */
function reportConflicts(rewrites: readonly CheckedRewrite[], place: Place): void {
  rewrites.forEach((rewrite, at) => {
    const first = rewrites.slice(0, at).find((earlier) => clash(earlier, rewrite));
    if (first !== undefined) place.report.add("check/conflicting-rewrites", rewrite.span, {}, { also: { span: first.span, label: "the first one" } });
  });
}

/** Masks of one argument go together; anything else that changes an argument, or what stands in it, twice does not. */
function clash(a: CheckedRewrite, b: CheckedRewrite): boolean {
  if (a.path === null || b.path === null) return a.path === b.path && (a.kind !== "mask" || b.kind !== "mask");
  const [short, long] = a.path.length <= b.path.length ? [a.path, b.path] : [b.path, a.path];
  if (!short.every((name, step) => name === long[step])) return false;
  return a.kind !== "mask" || b.kind !== "mask";
}
