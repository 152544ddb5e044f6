// Calls as operands: facts of the kernel, approvals, labels and provenance, definitions, and functions over values.
// What each gives is computed by the kernel, before a rule is asked.

import { DELEGATION, type Column } from "../../words/column.js";
import type { Name } from "../syntax/ast.js";
import { functionHabit } from "../syntax/habits.js";
import { isFunction, named, readExtractor, readFunction, shellFields, signatureOf, timeFields, wrongArguments, written } from "./call.js";
import type { Call } from "./call.js";
import { findDefine, resolved, writtenOut } from "./define.js";
import { formula, isExtractor, literalFormula } from "./formula.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import { columnOperand, operandOf } from "./operand.js";
import type { Operand } from "./operand.js";
import { rowName } from "./place.js";
import type { Place } from "./place.js";
import type { LabelSubject } from "./policy.js";
import { reportUnknown } from "./report.js";
import { decides } from "./root.js";
import { dotted, notHere, readOperand, readValue, refuse } from "./value.js";

/** What is no function over values, and how it is called, for messages. */
const signatures: ReadonlyMap<string, string> = new Map([
  ["present", "present(args.NAME)"], ["asked", "asked(ACT)"], ["asked_of", "asked_of(ACT, VALUE)"], ["delegated", "delegated(ACT)"], ["approved", "approved(sink)"], ["repeats", "repeats(tool, args)"], ["alternates", "alternates(tool, args)"], ["changed", "changed(tool)"],
  ["approvers", "approvers(sink)"], ["approver_roles", "approver_roles(sink)"],
  ["trust", "trust(sink)"], ["secrecy", "secrecy(sink)"], ["tags", "tags(sink)"],
  ["who", "who(ROW)"], ["shape", "shape(ROW)"], ["named", "named(ROW)"], ["told", "told(ROW)"], ["called", "called(ROW)"],
]);

/** A call of one of the functions. */
export function readCall(call: Call, place: Place): Operand {
  const name = call.function.text;
  switch (name) {
    case "present": return readPresent(call, place);
    case "asked": return readAsked(call, place);
    case "asked_of": return readAskedOf(call, place);
    case "delegated": return readDelegated(call, place);
    case "approved": case "approvers": case "approver_roles": return readApprovals(call, name, place);
    case "repeats": return readTurns(call, "repeats", place);
    case "alternates": return readTurns(call, "alternates", place);
    case "changed": return readChanged(call, place);
    case "trust": case "secrecy": case "tags": {
      const subject = readSubject(call, place);
      return subject === null ? wrong(call) : { kind: name, subject, span: call.span };
    }
    case "who": case "shape": case "named": case "told": case "called": return readProvenance(call, name, place);
    case "shell": case "local_time":
      return wrongArguments(call, place, undefined, `say what of it: ${(name === "shell" ? shellFields : timeFields).map((field) => `\`.${field}\``).join(", ")}`);
    default: return readOther(call, place);
  }
}

function readOther(call: Call, place: Place): Operand {
  const { function: name, span } = call;
  const { names, report } = place;
  if (isExtractor(name.text) && written.includes(name.text)) return readExtractor(call, name.text, place);
  if (isFunction(name.text) && named.includes(name.text)) return readFunction(call, name.text, place);
  const dimension = names.lattices.get(name.text);
  if (dimension !== undefined) {
    find(names, names.dimensions, place.pack, name, report);
    const subject = readSubject(call, place);
    return subject === null ? wrong(call) : { kind: "dimension", dimension, subject, span };
  }
  // A dimension that is no lattice is reported where it stands.
  if (names.dimensions.has(name.text)) return wrong(call);
  const define = findDefine(name, place);
  if (define !== undefined) return writtenOut(define, call.args, span, place);
  const habit = functionHabit(name.text);
  if (habit !== undefined && declaredElsewhere(names.defines, name.text) === undefined) report.add("check/unknown-function", name.span, { name: name.text }, { help: habit });
  else reportUnknown(report, "check/unknown-function", name, namesFor(place), declaredElsewhere(names.defines, name.text));
  return wrong(call);
}

/** Names that a function may be called by here. */
function* namesFor({ names, pack }: Place): Iterable<string> {
  yield* [...signatures.keys(), "shell", "local_time", ...written, ...named, ...names.dimensions.keys()];
  yield* seenNames(names, names.defines, pack);
}

/** Whether something is given: an argument, a fact, an entry of a map. */
function readPresent(call: Call, place: Place): Operand {
  const [arg] = call.args;
  const shown = arg === undefined ? null : resolved(arg, place).expression;
  const names = shown === null ? null : dotted(shown);
  if (arg === undefined || call.args.length > 1 || (names?.length === 1 && names[0]?.text === "args")) {
    return refused(call, place);
  }
  const operand = readOperand(arg, place);
  if (operand.kind !== "value") {
    refuse(operand, place, "an argument, as `args.NAME`");
    return wrong(call);
  }
  if (operand.formula.kind === "literal") return refused(call, place, "what is written in the policy is always there");
  if (operand.formula.kind === "item" || operand.formula.kind === "row") return refused(call, place, "items of a list and rows cannot be absent; they are unknown");
  const { span } = call;
  if (operand.value.kind === "column" && place.known === null) return { kind: "condition", condition: { kind: "present", column: operand.value.column, span }, span };
  // What stands beside an element, or is no column, is computed.
  const given = operandOf(formula({ kind: "apply", function: "(present)", of: [operand.formula] }, "boolean"), span, place);
  return given.kind === "value" ? { kind: "condition", condition: { kind: "truth", value: given.value, span }, span } : given;
}

function readAsked(call: Call, place: Place): Operand {
  const [written, more] = call.args;
  const arg = written === undefined ? undefined : resolved(written, place).expression;
  const isMore = wordsOf(call)[1] === "more";
  if (arg?.kind !== "name" || call.args.length > 2 || (more !== undefined && !isMore)) return refused(call, place, "`asked(ACT, more)` is whether the user asked for more of them than were made since");
  if (!decides(place)) return notHere("`asked`", call.span, place);
  const act = readAct(arg.name, place);
  return act === undefined ? wrong(call) : columnOperand({ kind: "asked", act, ...(isMore ? { more: true } : {}), type: "boolean" }, call.span);
}

/** Whether the user asked for it of a value. */
function readAskedOf(call: Call, place: Place): Operand {
  const [written, of] = call.args;
  const arg = written === undefined ? undefined : resolved(written, place).expression;
  if (arg?.kind !== "name" || of === undefined || call.args.length > 2) return refused(call, place, "of what it is asked stands behind the act: `asked_of(removal, args.path)`");
  if (!decides(place)) return notHere("`asked_of`", call.span, place);
  const act = readAct(arg.name, place);
  const operand = readValue(of, place, "a value");
  if (act === undefined || operand === null) return wrong(call);
  return operandOf(formula({ kind: "apply", function: "asked_of", of: [literalFormula(act), operand.formula] }, "boolean"), call.span, place);
}

/** Whether a source that the user named asks for it; by which words the user hands over, an act class says that is called so. */
function readDelegated(call: Call, place: Place): Operand {
  const [written] = call.args;
  const arg = written === undefined ? undefined : resolved(written, place).expression;
  if (arg?.kind !== "name" || call.args.length > 1) return refused(call, place);
  if (!decides(place)) return notHere("`delegated`", call.span, place);
  const act = readAct(arg.name, place);
  const words = readAct({ ...call.function, text: DELEGATION }, place);
  return act === undefined || words === undefined ? wrong(call) : columnOperand({ kind: "delegated", act, type: "boolean" }, call.span);
}

function readAct(name: Name, { names, pack, report }: Place): string | undefined {
  const act = find(names, names.acts, pack, name, report);
  if (act === undefined) reportUnknown(report, "check/unknown-act", name, seenNames(names, names.acts, pack), declaredElsewhere(names.acts, name.text));
  return act?.name.text;
}

function readTurns(call: Call, kind: "repeats" | "alternates", place: Place): Operand {
  if (wordsOf(call).join() !== "tool,args") return refused(call, place);
  return decides(place) ? columnOperand({ kind, type: "number" }, call.span) : notHere(`\`${kind}\``, call.span, place);
}

function readChanged(call: Call, place: Place): Operand {
  if (wordsOf(call).join() !== "tool") return refused(call, place);
  return decides(place) ? columnOperand({ kind: "changed", type: "boolean" }, call.span) : notHere("`changed`", call.span, place);
}

/** Who approved this very call (`sink`), or any of its tool. */
function readApprovals(call: Call, name: "approved" | "approvers" | "approver_roles", place: Place): Operand {
  const [scope, session, more] = wordsOf(call);
  const isScope = scope === "sink" || scope === "tool";
  if (!isScope || more !== undefined || (session !== undefined && (session !== "session" || name === "approved"))) {
    return refused(call, place, name === "approved" ? undefined : "`sink` is this very call, `tool` any of its tool; with `, session` approvals that are used up count too");
  }
  if (!decides(place)) return notHere(`\`${name}\``, call.span, place);
  const { span } = call;
  if (name === "approved" && scope === "sink") return columnOperand({ kind: "approved", type: "boolean" }, span);
  const column: Column = { kind: "approvers", scope, session: session !== undefined, field: name === "approver_roles" ? "role" : "by", type: "strings" };
  const people = columnOperand(column, span);
  if (name !== "approved") return people;
  const count = operandOf(formula({ kind: "apply", function: "size", of: [people.formula] }, "number"), span, place);
  if (count.kind !== "value") return count;
  return { kind: "condition", condition: { kind: "compare", order: ">=", left: count.value, right: { kind: "number", value: 1 }, span }, span };
}

/** Whose labels are read: what that can be depends on the place. */
function readSubject(call: Call, place: Place): LabelSubject | null {
  const [written] = call.args;
  const meant = written === undefined ? null : resolved(written, place);
  const arg = meant?.expression;
  if (meant === null || arg?.kind !== "name" || call.args.length > 1) {
    refused(call, place);
    return null;
  }
  const { text } = arg.name;
  const row = rowName(meant.place);
  if (place.kind === "source" && text === "source") return { kind: "source" };
  if (decides(place) && text === row) {
    place.read.add(text);
    return { kind: "row" };
  }
  if (decides(place) && text === "sink") return { kind: "flow", via: place.via };
  if (decides(place) && text === "target") return { kind: "target" };
  const subjects = place.kind === "source" ? ["source"] : decides(place) ? ["sink", "target", ...(row === null ? [] : [row])] : [];
  if (text === "source" || text === "sink" || text === "target" || subjects.length === 0) {
    const help = text === "source" && decides(place) ? "what a source must be is said in `from source where ...`" : undefined;
    notHere(`\`${call.function.text}(${text})\``, call.span, place, help);
  } else reportUnknown(place.report, "check/unknown-name", arg.name, subjects);
  return null;
}

function readProvenance(call: Call, name: "who" | "shape" | "named" | "told" | "called", place: Place): Operand {
  const [written] = call.args;
  const meant = written === undefined ? null : resolved(written, place);
  const arg = meant?.expression;
  if (meant === null || arg?.kind !== "name" || call.args.length > 1) return refused(call, place, `an argument is given a name by \`into\`: \`into args[role: destination] as to\`, then \`${name}(to)\``);
  const row = rowName(meant.place);
  if (row === null) return notHere(`\`${name}(${arg.name.text})\``, call.span, place, "only a row has provenance: bind one with `into args[role: ...] as NAME`");
  if (arg.name.text !== row) {
    reportUnknown(place.report, "check/unknown-name", arg.name, [row]);
    return wrong(call);
  }
  place.read.add(row);
  if (name === "named") return { kind: "condition", condition: { kind: "named", span: call.span }, span: call.span };
  if (name === "told" || name === "called") return operandOf(formula({ kind: name }, "boolean"), call.span, place);
  return { kind: name, span: call.span };
}

/** The words that a call is given; what is no word is empty. */
function wordsOf(call: Call): readonly string[] {
  return call.args.map((arg) => (arg.kind === "name" ? arg.name.text : ""));
}

function refused(call: Call, place: Place, help?: string): Operand {
  const name = call.function.text;
  return wrongArguments(call, place, signatures.get(name) ?? (place.names.lattices.has(name) ? `${name}(sink)` : signatureOf(name) ?? name), help);
}

function wrong(call: Call): Operand {
  return { kind: "wrong", span: call.span };
}
