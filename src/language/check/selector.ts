// A selector as a scope: its words are ops, sink kinds and act classes, its `where` a condition over the arguments of the tools
// that it can mean.

import type { Span } from "../../base/span.js";
import { ops, sinkKinds } from "../../words/ops.js";
import type { Op, SinkKind } from "../../words/ops.js";
import type { Expression, Name, Selector, ToolItem } from "../syntax/ast.js";
import { flat } from "../syntax/doc.js";
import { expressionDoc } from "../syntax/layout.js";
import { readCondition } from "./condition.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Place } from "./place.js";
import type { Scope } from "./policy.js";
import { reportUnknown } from "./report.js";

/** What a selector means, and the tools whose calls it can mean. */
export interface Selected {
  readonly scope: Scope;
  readonly tools: readonly ToolItem[];
  /** Also calls of tools that nobody declared. */
  readonly anyArgs: boolean;
}

/** Reads a selector; its `where` (or what is given for it) stands in a place of the given kind. */
export function readSelector(selector: Selector, place: Place, kind: "scope" | "counter", written: Expression | null = selector.where): Selected {
  const words = selector.atoms.flatMap((atom) => (atom.kind === "word" ? [atom.name] : []));
  const named = selector.atoms.flatMap((atom) => (atom.kind === "tools" ? atom.names : []));
  const atoms = {
    ops: new Set<Op>(), sinks: new Set<SinkKind>(), acts: new Set<string>(), tools: new Set<string>(), unbound: false, every: false,
  };
  for (const word of words) readWord(word, atoms, place);
  for (const name of named) {
    if (place.names.tools.has(name.text)) atoms.tools.add(name.text);
    else if (place.body?.params.has(name.text) === true) place.report.add("check/unknown-tool", name.span, { name: name.text }, { help: `tools are named by themselves; that of a parameter is asked for with \`call where tool == ${name.text}\`` });
    else if (/[*?]/.test(name.text)) place.report.add("check/unknown-tool", name.span, { name: name.text }, { help: `tools are named whole; by a pattern they are chosen with \`on call where tool matches text "${name.text}"\`` });
    else reportUnknown(place.report, "check/unknown-tool", name, place.names.tools.keys());
  }
  const scope = { ops: [...atoms.ops].sort(), sinks: [...atoms.sinks].sort(), acts: [...atoms.acts].sort(), tools: [...atoms.tools].sort(), unbound: atoms.unbound, every: atoms.every };
  const tools = kind === "counter" && atoms.ops.has("USER") ? [...toolsOf(scope, place), message] : toolsOf(scope, place);
  const anyArgs = scope.unbound || tools.length === 0;
  const inside = whereOf({ tools, anyArgs }, place, kind);
  return { scope: { ...scope, where: written === null ? null : readCondition(written, inside) }, tools, anyArgs };
}

const nowhere: Span = { file: "", start: 0, end: 0 };

/** A message of the user's, as histories see it: a call whose argument is its text. */
const message: ToolItem = {
  kind: "tool", name: { text: "@user", span: nowhere }, open: false, clauses: [], span: nowhere,
  params: [{ name: { text: "text", span: nowhere }, optional: false, type: { kind: "named", name: { text: "string", span: nowhere }, span: nowhere }, span: nowhere }],
};

/** The tools whose calls can be in the scope; those that are named are not sought. */
function toolsOf(scope: Omit<Scope, "where">, { names }: Place): readonly ToolItem[] {
  const named = scope.ops.length + scope.sinks.length + scope.acts.length === 0 && !scope.every;
  if (named) return scope.tools.flatMap((name) => (names.tools.get(name) ?? []).slice(0, 1)).map((declared) => declared.item);
  return names.bound.filter((tool) => canMean(scope, tool));
}

/** Where conditions over the calls of a selector stand: a history's calls have finished, or will be asked again when they have. */
export function whereOf({ tools, anyArgs }: Pick<Selected, "tools" | "anyArgs">, place: Place, kind: "scope" | "counter"): Place {
  const hidden = [...place.hidden, ...place.locals.flatMap((local) => [local.name, ...(local.key === null ? [] : [local.key])]), ...(place.row === null ? [] : [place.row])];
  return { ...place, kind, tools, anyArgs, row: null, locals: [], hidden: kind === "counter" ? hidden : [], sources: null, result: kind === "counter" };
}

/** Whether a call of the tool can be in the scope; where parts of its binding did not parse, it may be in any. */
export function canMean(scope: Omit<Scope, "where">, tool: ToolItem): boolean {
  if (tool.broken === true) return true;
  if (scope.every || scope.tools.includes(tool.name.text)) return true;
  return tool.clauses.some((clause) =>
    clause.kind === "op" ? (scope.ops as readonly string[]).includes(clause.op.text)
      : clause.kind === "sink" ? clause.names.some((name) => (scope.sinks as readonly string[]).includes(name.text))
        : clause.kind === "act" && clause.names.some((name) => scope.acts.includes(name.text)));
}

/** The sink kind, reported where it is none. */
export function readSink(name: Name, place: Pick<Place, "report">): SinkKind | null {
  const sink = sinkKinds.find((kind) => kind === name.text);
  if (sink === undefined) reportUnknown(place.report, "check/unknown-sink", name, sinkKinds);
  return sink ?? null;
}

/** The act class, reported where the package sees none of that name. */
export function readAct(name: Name, place: Pick<Place, "report" | "names" | "pack">): string | null {
  const { names, pack, report } = place;
  const act = find(names, names.acts, pack, name, report);
  if (act === undefined) reportUnknown(report, "check/unknown-act", name, seenNames(names, names.acts, pack), declaredElsewhere(names.acts, name.text));
  return act?.name.text ?? null;
}

type Atoms = { ops: Set<Op>; sinks: Set<SinkKind>; acts: Set<string>; unbound: boolean; every: boolean };

/** A sink kind and an act class of one name are both meant. */
function readWord(word: Name, atoms: Atoms, place: Place): void {
  const { names, pack, report } = place;
  const op = ops.find((known) => known === word.text);
  const sink = sinkKinds.find((known) => known === word.text);
  const act = find(names, names.acts, pack, word, report);
  if (op !== undefined) atoms.ops.add(op);
  if (sink !== undefined) atoms.sinks.add(sink);
  if (act !== undefined) atoms.acts.add(act.name.text);
  if (word.text === "unbound") atoms.unbound = true;
  if (word.text === "call") atoms.every = true;
  if (op !== undefined || sink !== undefined || act !== undefined || word.text === "unbound" || word.text === "call") return;
  if (/^[A-Z]+$/.test(word.text)) reportUnknown(report, "check/unknown-op", word, ops);
  else if (names.tools.has(word.text)) report.add("check/unknown-selector", word.span, { name: word.text }, { help: `it is a tool: write \`tool ${word.text}\`` });
  else reportUnknown(report, "check/unknown-selector", word, [...sinkKinds, ...seenNames(names, names.acts, pack), ...ops, "unbound", "call"], declaredElsewhere(names.acts, word.text));
}

/** The selector in words, for the counter's key: tools in the order of the scope, `where` without what compares with the pending call. */
export function selectorText(selector: Selector, scope: Scope, where: Expression | null): string {
  const tools = scope.tools.length === 0 ? [] : [`tool ${scope.tools.join(", ")}`];
  const words = selector.atoms.flatMap((atom) => (atom.kind === "word" ? [atom.name.text] : []));
  return [...new Set(words), ...tools].join(", ") + (where === null ? "" : ` where ${flat(expressionDoc(where))}`);
}
