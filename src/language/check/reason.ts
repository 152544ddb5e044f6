// The text behind `because` as parts:
// words, and values in braces that are filled in when the rule fires. `{{` and `}}` are braces.

import type { Span } from "../../base/span.js";
import type { Name } from "../syntax/ast.js";
import type { Place } from "./place.js";
import type { CheckedReason } from "./policy.js";
import { reportUnknown } from "./report.js";
import { profileFacts } from "./runtime.js";
import { readArgument } from "./root.js";
import { cellType, typeOf } from "./structure.js";

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
    else if (match[1] === undefined) place.report.add("check/bad-reason", span, { problem: `a \`${match[0]}\` stands alone` });
    else {
      const part = readPart({ text: match[1].trim(), span }, place, hasSource);
      if (part !== null) add(part);
    }
  }
  add({ kind: "text", text: text.text.slice(at) });
  return parts;
}

function readPart(name: Name, place: Place, hasSource: boolean): CheckedReason | null {
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
  const names = name.text.split(".").map((text) => ({ text, span: name.span }));
  if (names[0]?.text === "args") {
    const operand = readArgument(names, name.span, place);
    return operand?.value.kind === "column" ? { kind: "column", column: operand.value.column } : null;
  }
  const field = principalFields.find((known) => name.text === `principal.${known}`);
  if (field !== undefined) return { kind: "column", column: { kind: "principal", field, type: field === "roles" ? "strings" : "string" } };
  const facts = place.runtime === null ? [] : profileFacts(place.names, place.runtime);
  const fact = facts.find((known) => known.name.text === name.text);
  if (fact !== undefined) return { kind: "column", column: { kind: "host", name: name.text, type: cellType(typeOf(fact.type)) } };
  reportUnknown(place.report, "check/unknown-name", name, [...(place.row === null ? [] : [place.row]), ...fixed.keys(), ...principalFields.map((known) => `principal.${known}`), ...facts.map((known) => known.name.text)]);
  return null;
}

/** The place of a part of a string; all of it where escapes make offsets differ. */
function spanIn(text: Name, start: number, end: number): Span {
  const { span } = text;
  if (span.end - span.start !== text.text.length + 2) return span;
  return { file: span.file, start: span.start + 1 + start, end: span.start + 1 + end };
}
