// Names with dots, by what they begin with: `args.x`, `result.x`, `principal.id`, `source.args.x`, facts of a runtime; and external
// data. Each becomes a column, or one of the rule's sources.

import type { Span } from "../../base/span.js";
import type { Column } from "../../words/column.js";
import type { DataItem, Name, ToolItem } from "../syntax/ast.js";
import { functionHabit } from "../syntax/habits.js";
import { formula } from "./formula.js";
import { factHint } from "./hint.js";
import { find } from "./names.js";
import type { Declared } from "./names.js";
import { columnOperand, operandOf } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { reportArgument, reportUnknown, reportWord } from "./report.js";
import { cellType, fieldType, together, typeOf, typeOfColumn } from "./structure.js";
import type { Type } from "./structure.js";
import { notHere } from "./value.js";

/** What names joined by dots are; null where their beginning is something of its own, that has a field. */
export function readQualified(names: readonly Name[], span: Span, place: Place): Operand | null {
  const [root, ...rest] = names;
  const text = names.map((name) => name.text).join(".");
  if (root === undefined || hasFact(place, text)) return readFact(text, span, place);
  const { names: { constants, data, defines }, pack, report } = place;
  if (root.text === "args") return readArgument(names, span, place) ?? { kind: "wrong", span };
  if (root.text === "result" && place.result) return readResult(rest, span);
  if (root.text === "principal" && rest.length > 0) return readPrincipal(rest, span, place);
  if (root.text === "source" && rest.length > 0) return readSource(rest, span, place);
  if ([constants, data, defines].some((table) => find<unknown>(place.names, table, pack, root, report) !== undefined)) return null;
  switch (root.text) {
    case "result": return notHere("`result`", span, place, "what came back is known in histories, in `result ... when` of a tool, and in `from source where`");
    case "sink": return notHere(`\`${text}\``, span, place, `in a history's \`where\` it is the pending call; elsewhere write \`${rest.map((name) => name.text).join(".")}\``);
    case "time": return notHere(`\`${text}\``, span, place, "the time is read as `local_time(\"Europe/Berlin\").hour`, and by `within` of histories");
    default: return readFact(text, span, place);
  }
}

/** The column of an argument, its type that of the tools the place may mean; null where none of them has it. */
export function readArgument(names: readonly Name[], span: Span, place: Place): ValueOperand | null {
  const found = argumentColumn(names, span, place.tools, place.anyArgs, place);
  return found === null ? null : columnOperand(found.column, span, found.type);
}

/** A fact of the host rule's runtime. Dots are for facts and arguments alone. */
export function readFact(name: string, span: Span, place: Place): Operand {
  const { facts: all } = place.names;
  const facts = place.runtime === null ? undefined : all.get(place.runtime);
  const fact = facts?.get(name);
  if (fact !== undefined && !decides(place)) return notHere(`the fact \`${name}\``, span, place, "what a runtime provides is known of the pending call: ask for it in the rule's own `when`");
  if (fact === undefined) {
    const declared = [...all.keys()].find((runtime) => all.get(runtime)?.has(name) === true);
    if (declared !== undefined && place.runtime === null) return notHere(`the fact \`${name}\``, span, place, `facts of a runtime are read in its rules: \`host ${declared} ...\``);
    // Of a runtime that nobody declares all facts are unknown, and that is told once.
    if (place.runtime !== null && facts === undefined) return { kind: "wrong", span };
    const hint = factHint({ text: name, span }, place);
    if (hint !== undefined) place.report.add("check/unknown-fact", span, { name }, hint);
    else reportUnknown(place.report, "check/unknown-fact", { text: name, span }, facts?.keys() ?? []);
    return { kind: "wrong", span };
  }
  const type = typeOf(fact.type);
  return columnOperand({ kind: "host", name, type: cellType(type) }, span, type);
}

/** External data. */
export function readData({ pack, item }: Declared<DataItem>, span: Span): Operand {
  const type = typeOf(item.type);
  return columnOperand({ kind: "data", name: `${pack}.${item.name.text}`, type: cellType(type) }, span, type);
}

/** Whether rules decide here, about a call that is pending. */
export function decides(place: Place): boolean {
  return place.kind === "rule" || place.kind === "scope";
}

function hasFact(place: Place, name: string): boolean {
  return place.runtime !== null && place.names.facts.get(place.runtime)?.has(name) === true;
}

function argumentColumn(names: readonly Name[], span: Span, tools: readonly ToolItem[], anyArgs: boolean, place: Place): { readonly column: Column; readonly type: Type } | null {
  const path = names.slice(1).map((name) => name.text);
  if (path.length === 0) {
    place.report.add("check/wrong-type", span, { expected: "one argument, as `args.path`", found: "all of `args`" });
    return null;
  }
  const types = tools.map((tool) => argumentType(tool, path)).filter((type) => type !== null);
  const type = types.length > 0 ? together(types) : anyArgs ? "any" : null;
  if (type !== null) return { column: { kind: "arg", path, type: cellType(type) }, type };
  const method = path.length > 1 ? /^(?:length|size|count)$/.test(path.at(-1) ?? "") ? "how many items a list has is `size(x)`, how long a text is `length(x)`" : functionHabit(path.at(-1) ?? "") : undefined;
  const known = new Set(tools.flatMap((tool) => tool.params.map((param) => param.name.text)));
  reportArgument(place.report, { text: path.join("."), span: behind(span, names) }, tools.map((tool) => tool.name.text), known, method);
  return null;
}

/** The place of a dotted name without its first word, where it is written in one piece. */
function behind(span: Span, names: readonly Name[]): Span {
  const [root = 0, ...rest] = names.map(({ text }) => text.length);
  const length = rest.reduce((sum, one) => sum + one, rest.length - 1);
  return span.end - span.start === root + 1 + length ? { ...span, start: span.end - length } : span;
}

/** The type of an argument by its path, or null where the tool cannot have it. */
function argumentType(tool: ToolItem, [first, ...rest]: readonly string[]): Type | null {
  const param = tool.params.find((declared) => declared.name.text === first);
  if (param === undefined) return tool.open ? "any" : null;
  return rest.reduce<Type | null>((type, name) => (type === null ? null : fieldType(type, name)), typeOf(param.type));
}

function readResult(path: readonly Name[], span: Span): Operand {
  return columnOperand({ kind: "result", path: path.map((name) => name.text), type: "any" }, span);
}

function readPrincipal([field, more]: readonly Name[], span: Span, place: Place): Operand {
  if (!decides(place) && place.kind !== "counter") return notHere("`principal`", span, place, "whom the agent acts for is read in rules, and in histories whom an earlier call was made for");
  const fields = ["id", "roles", "tenant"] as const;
  const known = fields.find((name) => name === field?.text);
  if (known === undefined || more !== undefined) {
    reportWord(place.report, "field of `principal`", more ?? field ?? { text: "", span }, fields);
    return { kind: "wrong", span };
  }
  return columnOperand({ kind: "principal", field: known, type: known === "roles" ? "strings" : "string" }, span);
}

/** Something of the rule's sources: their arguments, what they gave, their tool. */
function readSource(names: readonly Name[], span: Span, place: Place): Operand {
  const [root, ...rest] = names;
  if (place.sources === null) {
    const help = place.kind === "source" ? "everything here is the source's: leave `source.` away" : "only a relational rule with `from` has sources, and compares them in `when` and `unless`";
    return notHere(`\`source.${names.map((name) => name.text).join(".")}\``, span, place, help);
  }
  const take = (column: Column, type: Type = typeOfColumn(column.type)): Operand => operandOf(formula({ kind: "source", column }, type), span, place);
  // The rule puts the quantifier over its sources around what was read.
  place.sources.read = true;
  switch (root?.text) {
    case "tool": if (rest.length === 0) return take({ kind: "tool", type: "string" }); break;
    case "result": return take({ kind: "result", path: rest.map((name) => name.text), type: "any" });
    case "args": {
      const found = argumentColumn(names, span, place.names.bound, place.names.bound.length === 0, place);
      return found === null ? { kind: "wrong", span } : take(found.column, found.type);
    }
    default:
  }
  reportWord(place.report, "field of `source`", rest[0] ?? root ?? { text: "", span }, ["args", "result", "tool"]);
  return { kind: "wrong", span };
}
