// Definitions that nothing uses -> what is wrong with them whatever their parameters will be. One that is used is checked where it is,
// with what it is given; of the others only what no use could set right is told, each parameter standing for any value of its type.

import { failed } from "../../base/diagnostic.js";
import type { Findings } from "../../base/messages.generated.js";
import type { Span } from "../../base/span.js";
import type { DefineItem } from "../syntax/ast.js";
import { startCounters } from "./counter.js";
import { startHistories } from "./history.js";
import { partsOf } from "./join.js";
import type { Declared } from "./names.js";
import { columnOperand } from "./operand.js";
import type { Argument, Place } from "./place.js";
import type { Report } from "./report.js";
import { cellType, typeOf } from "./structure.js";
import { readOperand } from "./value.js";

/** Findings that do not hang on where a definition is used. */
const certain: ReadonlySet<keyof Findings> = new Set<keyof Findings>([
  "check/wrong-type", "check/wrong-operator", "check/wrong-arguments", "check/unknown-field", "check/unknown-function", "check/unknown-argument", "check/bad-literal", "check/no-filter",
]);

/** Reports what is wrong with definitions that nothing uses; where there are errors already, their users may be missing. */
export function checkDrafts(place: Place): void {
  const { names, report } = place;
  if (failed(report.found()) || report.lost.size > 0) return;
  for (const declared of [...names.defines.values()].flat()) if (!names.used.has(declared.item)) checkDraft(declared, place);
}

function checkDraft({ pack, item }: Declared<DefineItem>, place: Place): void {
  const params = new Map(item.params.map((param): [string, Argument] => {
    const type = param.type === null ? "any" : typeOf(param.type);
    const any = columnOperand({ kind: "data", name: `${pack}.${item.name.text}(${param.name.text})`, type: cellType(type) }, param.span, type);
    return [param.name.text, { expression: { kind: "name", name: param.name, span: param.name.span }, place, type, any }];
  }));
  // A text may be a literal or a word where it is used, and stand where only those do.
  const free = new Set([...params].flatMap(([name, { type }]) => (type === "any" || type === "string" ? [name] : [])));
  const unsure = new Set(namesIn(item).flatMap(({ text, span }) => (free.has(text) ? [span.start] : [])));
  const report: Report = {
    ...place.report,
    add: (code, span, ...more) => { if (certain.has(code) && !unsure.has(span.start)) place.report.add(code, span, ...more); },
  };
  const { names, written } = place;
  readOperand(item.value, {
    ...place, pack, report, names: { ...names, used: new Map() }, counters: startCounters(), histories: startHistories(), tools: names.bound, anyArgs: names.bound.length === 0,
    body: { params, locals: [], row: null, open: [item] }, written: { count: 0, all: written.all },
  });
}

/** The names that stand in a definition by themselves. */
function namesIn(item: DefineItem): readonly { readonly text: string; readonly span: Span }[] {
  const found: { readonly text: string; readonly span: Span }[] = [];
  for (const open = [item.value]; open.length > 0;) {
    const next = open.pop();
    if (next === undefined) break;
    if (next.kind === "name") found.push({ text: next.name.text, span: next.span });
    open.push(...partsOf(next));
  }
  return found;
}
