// What a tool's binding says of undoing its calls: the calls that do, their arguments computed of the call and of what it gave, and
// when each is the one; or that nothing does. What is made of it when a session is rolled back is not known here.

import type { Expression, Name, ToolClause, ToolItem } from "../syntax/ast.js";
import { readCondition } from "./condition.js";
import { formulaOf } from "./each.js";
import { termOf } from "./formula.js";
import type { Known, Place } from "./place.js";
import type { Tool } from "./policy.js";
import { reportUnknown } from "./report.js";
import { fits, typeOf, typeText } from "./structure.js";
import { readTerm } from "./term.js";
import type { Term } from "../../words/term.js";

type Clause = Extract<ToolClause, { readonly kind: "compensate" }>;

/** How calls of a tool are undone. */
export function readUndoing(item: ToolItem, tool: Place): Pick<Tool, "compensations" | "irreversible"> {
  const place: Place = { ...tool, result: true };
  const clauses = item.clauses.filter((clause): clause is Clause => clause.kind === "compensate");
  const [first, again] = item.clauses.filter(({ kind }) => kind === "irreversible");
  if (again !== undefined) place.report.add("check/duplicate-clause", again.span, { clause: "irreversible" });
  const [written] = clauses;
  if (first !== undefined && written !== undefined) place.report.add("check/irreversible-compensation", first.span, { name: item.name.text }, { also: { span: written.span, label: "what would undo it" } });
  const last = clauses.findIndex(({ when }) => when === null);
  for (const clause of last === -1 ? [] : clauses.slice(last + 1)) refuse(clause, "one that has no condition stands before it", place);
  return { compensations: clauses.flatMap((clause) => readCompensation(clause, item, place) ?? []), irreversible: first !== undefined };
}

function readCompensation(clause: Clause, item: ToolItem, place: Place): Tool["compensations"][number] | null {
  const [declared] = place.names.tools.get(clause.tool.text) ?? [];
  if (declared === undefined) reportUnknown(place.report, "check/unknown-tool", clause.tool, place.names.tools.keys());
  else checkGiven(clause, declared.item, place);
  if (isItself(clause, item)) place.report.add("check/compensates-itself", clause.span, { name: item.name.text });
  const args = clause.args.flatMap(({ key, value }) => readArgument(key, value, declared?.item, place) ?? []);
  const when = clause.when === null ? null : truthTerm(clause.when, place);
  if (declared === undefined || args.length < clause.args.length || (clause.when !== null && when === null)) return null;
  return { tool: clause.tool.text, args, when, span: clause.span };
}

/** Whether the tool takes what it is given, and is given what it needs. */
function checkGiven(clause: Clause, tool: ToolItem, place: Place): void {
  if (tool.broken === true) return;
  const names = clause.args.map(({ key }) => key.text);
  for (const [at, { key }] of clause.args.entries()) {
    if (names.indexOf(key.text) < at) refuse(clause, `it is given \`${key.text}\` twice`, place, key);
    else if (!tool.open && !tool.params.some(({ name }) => name.text === key.text)) refuse(clause, `it has no parameter \`${key.text}\``, place, key);
  }
  const missing = tool.params.filter(({ name, optional }) => !optional && !names.includes(name.text)).map(({ name }) => `\`${name.text}\``);
  if (missing.length > 0) refuse(clause, `it needs ${missing.join(", ")}`, place, clause.tool);
}

/** Whether it is the very call over again. */
function isItself({ tool, args }: Clause, item: ToolItem): boolean {
  return tool.text === item.name.text && args.length > 0 && args.every(({ key, value }) =>
    value.kind === "field" && value.of.kind === "name" && value.of.name.text === "args" && value.field.text === key.text);
}

function readArgument(key: Name, value: Expression, tool: ToolItem | undefined, place: Place): Tool["compensations"][number]["args"][number] | null {
  const read = readTerm(value, place);
  if (read === null) return null;
  const param = tool?.params.find(({ name }) => name.text === key.text);
  if (param !== undefined && !fits(read.type, typeOf(param.type))) {
    place.report.add("check/wrong-type", value.span, { expected: typeText(typeOf(param.type)), found: typeText(read.type) }, { also: { span: param.name.span, label: "declared here" } });
    return null;
  }
  return { name: key.text, term: read.term };
}

/** A condition as a term, which the kernel computes when it is asked how a call is undone. */
function truthTerm(expression: Expression, place: Place): Term | null {
  const known: Known = { formulas: new Map(), locals: new Map() };
  const inside: Place = { ...place, known };
  const { span } = expression;
  const formula = formulaOf(readCondition(expression, inside), { known, place: inside, span });
  return formula === null ? null : termOf(formula, span, place);
}

function refuse({ tool, span }: Clause, problem: string, { report }: Place, at?: Name): void {
  report.add("check/bad-compensation", at?.span ?? span, { tool: tool.text, problem });
}
