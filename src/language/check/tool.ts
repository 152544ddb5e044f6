// A tool declaration as a binding: its ops, sinks, acts, roles and result labels, with conditions over its own arguments.
// A call without one is the kernel's affair.

import { cores, ops } from "../../words/ops.js";
import { roles } from "../../words/provenance.js";
import type { Role } from "../../words/provenance.js";
import type { Name, ToolClause, ToolItem, TypeNode } from "../syntax/ast.js";
import { readUndoing } from "./compensate.js";
import { readCondition } from "./condition.js";
import { readClauses } from "./label.js";
import type { Place } from "./place.js";
import type { Condition, Tool } from "./policy.js";
import { reportArgument, reportUnknown, reportWord } from "./report.js";
import { readAct, readSink } from "./selector.js";
import { readRecords } from "./records.js";
import { checkParams } from "./type.js";

/** The clauses of a kind; two kinds may share a shape. */
type Clause<K extends ToolClause["kind"]> = Shaped<ToolClause, K>;
type Shaped<C, K> = C extends { readonly kind: infer Kinds } ? (K extends Kinds ? C : never) : never;

/** The formats a result may have. */
const formats = ["structure", "text"] as const;

/** A tool's binding. */
export function readTool(item: ToolItem, base: Place): Tool {
  const place: Place = { ...base, kind: "tool", tools: [item], anyArgs: false };
  const when = (condition: { readonly when: Parameters<typeof readCondition>[0] | null }): Condition | null =>
    (condition.when === null ? null : readCondition(condition.when, place));
  // What a call gave is known when the labels of its result are: they are asked again then.
  const whenDone = (clause: Clause<"result">): Condition | null => (clause.when === null ? null : readCondition(clause.when, { ...place, result: true }));
  checkParams(item.params, place.report);
  return {
    name: item.name.text,
    params: item.params.filter((param) => !param.optional).map((param) => param.name.text),
    declared: [...new Set(item.params.map((param) => param.name.text))].sort(), open: item.open,
    roles: of(item, "role").flatMap((clause) => readRole(clause, item, place)),
    format: readFormat(of(item, "format"), place),
    ops: readOps(item, place, when),
    sinks: of(item, "sink").map((clause) => ({ sinks: clause.names.flatMap((name) => readSink(name, place) ?? []), when: when(clause) })),
    acts: of(item, "act").map((clause) => ({ acts: clause.names.flatMap((name) => readAct(name, place) ?? []), when: when(clause) })),
    results: of(item, "result").map((clause) => ({ ...readClauses(clause.labels, place), when: whenDone(clause) })),
    ...readRecords(item, place),
    ...readUndoing(item, place),
    span: item.span,
  };
}

function of<K extends ToolClause["kind"]>(item: ToolItem, kind: K): readonly Clause<K>[] {
  return item.clauses.filter((clause): clause is ToolClause & Clause<K> => clause.kind === kind);
}

/** Ops without an effect on anything outside the agent. */
const weak: ReadonlySet<string> = new Set(ops.filter((op, number) => cores[number] === "cognitive" || op === "READ" || op === "RETRIEVE" || op === "WAIT"));

function isOp(text: string): boolean {
  return (ops as readonly string[]).includes(text);
}

/** The last op has no condition, and only the last. */
function readOps(item: ToolItem, place: Place, when: (clause: Clause<"op">) => Condition | null): Tool["ops"] {
  const clauses = of(item, "op");
  const first = clauses.findIndex((clause) => clause.when === null);
  if (first === -1 && item.broken !== true) place.report.add("check/op-without-default", item.name.span, { name: item.name.text }, { help: item.clauses.some((clause) => clause.kind === "op") ? "the last `op` has no `when`" : "say what a call of it does, as in `op READ`" });
  for (const clause of first === -1 ? [] : clauses.slice(first + 1)) place.report.add("check/unreachable-clause", clause.span, { name: item.name.text });
  const last = clauses[first];
  const strong = clauses.slice(0, Math.max(first, 0)).find((clause) => !weak.has(clause.op.text) && isOp(clause.op.text));
  if (last !== undefined && strong !== undefined && weak.has(last.op.text)) {
    place.report.add("check/weak-default", last.span, { name: item.name.text, op: last.op.text, strong: strong.op.text });
  }
  return clauses.flatMap((clause) => {
    const op = ops.find((known) => known === clause.op.text);
    if (op === undefined) reportUnknown(place.report, "check/unknown-op", clause.op, ops);
    const condition = when(clause);
    return op === undefined ? [] : [{ op, when: condition }];
  });
}

function readFormat(clauses: readonly Clause<"format">[], place: Place): "structure" | "text" {
  for (const again of clauses.slice(1)) place.report.add("check/duplicate-clause", again.span, { clause: "result is" });
  const [clause] = clauses;
  if (clause === undefined) return "structure";
  const format = formats.find((known) => known === clause.format.text);
  if (format === undefined) reportWord(place.report, "format of a result", clause.format, formats);
  return format ?? "structure";
}

function readRole(clause: Clause<"role">, item: ToolItem, place: Place): Tool["roles"] {
  const role = roles.find((known) => known === clause.role.text);
  const [first] = clause.paths;
  const swapped = role === undefined && clause.paths.length === 1 && first !== undefined && roles.some((known) => known === first.text) && item.params.some((param) => param.name.text === clause.role.text);
  if (swapped) {
    place.report.add("check/unknown-word", clause.role.span, { what: "role", name: clause.role.text }, { help: `the role stands before the argument: write \`role ${first.text}: ${clause.role.text}\`` });
    return [];
  }
  if (role === undefined) reportWord(place.report, "role", clause.role, roles);
  const paths = clause.paths.filter((path) => checkPath(path, item, place));
  return role === undefined ? [] : paths.map((path): { role: Role; path: string } => ({ role, path: path.text }));
}

/** Whether a role's path leads to leaves of the tool's arguments: `a.b`, `list[]`, `list[].text`, `a.*`. */
function checkPath(path: Name, item: ToolItem, place: Place): boolean {
  // What may stand where the path has led so far: of a parameter with several types, all of them.
  let here: readonly (TypeNode | "any")[] = [{ kind: "record", params: item.params, open: item.open, span: item.span }];
  for (const step of path.text.split(".")) {
    if (step === "*") return true;
    const name = step.replace(/(\[\])+$/, "");
    here = here.flatMap((type) => fieldTypes(type, name));
    for (let list = 0; list < (step.length - name.length) / 2; list++) here = here.flatMap(itemTypes);
    if (here.length === 0) {
      reportArgument(place.report, path, [item.name.text], item.params.map((param) => param.name.text));
      return false;
    }
  }
  if (here.some((type) => type === "any" || type.kind === "named")) return true;
  const isList = here.some((type) => type !== "any" && type.kind === "list");
  const help = isList ? `for its elements write \`${path.text}[]\`` : `for all below it write \`${path.text}.*\``;
  place.report.add("check/wrong-type", path.span, { expected: "a path to single values", found: isList ? "a list" : "a record" }, { help });
  return false;
}

/** What may stand in a field. */
function fieldTypes(type: TypeNode | "any", name: string): readonly (TypeNode | "any")[] {
  if (type === "any" || isAny(type)) return ["any"];
  if (type.kind === "map") return alternatives(type.of);
  if (type.kind !== "record") return [];
  const param = type.params.find((declared) => declared.name.text === name);
  return param !== undefined ? alternatives(param.type) : type.open ? ["any"] : [];
}

/** What may stand in a list. */
function itemTypes(type: TypeNode | "any"): readonly (TypeNode | "any")[] {
  if (type === "any" || isAny(type)) return ["any"];
  return type.kind === "list" ? alternatives(type.of) : [];
}

function alternatives(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.of.flatMap(alternatives) : [type];
}

function isAny(type: TypeNode): boolean {
  return type.kind === "named" && type.name.text === "any";
}
