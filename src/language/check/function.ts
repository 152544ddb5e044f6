// Calls of the language's functions as operands: extractor columns, facts of the kernel, labels and provenance.
// What each gives is computed by the kernel, before a rule is asked.

import { extractors } from "../../words/column.js";
import type { Extractor } from "../../words/column.js";
import type { Expression, Name } from "../syntax/ast.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import { extracted, formOf } from "./operand.js";
import type { Operand } from "./operand.js";
import type { Place } from "./place.js";
import type { LabelSubject } from "./policy.js";
import { reportUnknown, reportWord } from "./report.js";
import { columnOperand, dotted, notHere, readArgument, readValue } from "./value.js";

type Call = Extract<Expression, { kind: "call" }>;

/** Functions and how they are called, for messages. */
const signatures: ReadonlyMap<string, string> = new Map([
  ["present", "present(args.NAME)"], ["asked", "asked(ACT)"], ["approved", "approved(sink)"], ["repeats", "repeats(tool, args)"],
  ["trust", "trust(sink)"], ["secrecy", "secrecy(sink)"], ["tags", "tags(sink)"],
  ["who", "who(ROW)"], ["shape", "shape(ROW)"], ["named", "named(ROW)"], ["shell", "shell(args.NAME).runs"],
  ...["path", "basename", "fold", "host", "domain", "private_host", "credentials"].map((name) => [name, `${name}(args.NAME)`] as const),
]);

/** The fields of `shell(x)`. */
const shellFields = Object.keys(extractors).filter((name) => name.startsWith("shell.")).map((name) => name.slice("shell.".length));

/** A call of one of the functions. */
export function readCall(call: Call, place: Place): Operand {
  const name = call.function.text;
  switch (name) {
    case "present": return readPresent(call, place);
    case "asked": return readAsked(call, place);
    case "approved": return readFixed(call, place, ["sink"]);
    case "repeats": return readFixed(call, place, ["tool", "args"]);
    case "trust": case "secrecy": case "tags": {
      const subject = readSubject(call, place);
      return subject === null ? wrong(call) : { kind: name, subject, span: call.span };
    }
    case "who": case "shape": case "named": return readProvenance(call, name, place);
    case "shell":
      place.report.add("check/wrong-arguments", call.span, { signature: "shell(args.NAME).runs" }, { help: `say what of the command: ${shellFields.map((field) => `\`.${field}\``).join(", ")}` });
      return wrong(call);
    default:
      if (signatures.has(name) && isExtractor(name)) return readExtractor(call, name, place);
      reportUnknown(place.report, "check/unknown-function", call.function, signatures.keys());
      return wrong(call);
  }
}

/** `shell(x).field` */
export function readShell(call: Call, field: Name, place: Place): Operand {
  const extractor = `shell.${field.text}`;
  if (isExtractor(extractor)) return readExtractor(call, extractor, place);
  reportWord(place.report, "field of `shell(...)`", field, shellFields);
  return wrong(call);
}

function readExtractor(call: Call, extractor: Extractor, place: Place): Operand {
  const [arg] = call.args;
  if (arg === undefined || call.args.length > 1) return wrongArguments(call, place);
  const operand = readValue(arg, place, "a string");
  if (operand === null) return wrong(call);
  if (operand.type !== "string" && operand.type !== "any") {
    place.report.add("check/wrong-type", arg.span, { expected: "a string", found: operand.type === "boolean" || operand.type === "number" ? `a ${operand.type}` : "a list" });
    return wrong(call);
  }
  const value = extracted(extractor, operand.value);
  if (value === null) {
    place.report.add("check/not-extractable", arg.span, { name: call.function.text });
    return wrong(call);
  }
  return { kind: "value", value, type: extractors[extractor], form: formOf(value), span: call.span };
}

function readPresent(call: Call, place: Place): Operand {
  const [arg] = call.args;
  const names = arg === undefined ? null : dotted(arg);
  if (names?.[0]?.text !== "args" || names.length < 2 || call.args.length > 1) return wrongArguments(call, place);
  const operand = readArgument(names, call.span, place);
  if (operand === null || operand.value.kind !== "column") return wrong(call);
  return { kind: "condition", condition: { kind: "present", column: operand.value.column, span: call.span }, span: call.span };
}

function readAsked(call: Call, place: Place): Operand {
  const [arg] = call.args;
  if (arg?.kind !== "name" || call.args.length > 1) return wrongArguments(call, place);
  if (!decides(place)) return notHere("`asked`", call.span, place);
  const act = find(place.names, place.names.acts, place.pack, arg.name, place.report);
  if (act !== undefined) return columnOperand({ kind: "asked", act: act.name.text, type: "boolean" }, call.span);
  reportUnknown(place.report, "check/unknown-act", arg.name, seenNames(place.names, place.names.acts, place.pack), declaredElsewhere(place.names.acts, arg.name.text));
  return wrong(call);
}

/** Functions that have one way to be called. */
function readFixed(call: Call, place: Place, words: readonly string[]): Operand {
  const given = call.args.map((arg) => (arg.kind === "name" ? arg.name.text : ""));
  if (given.join() !== words.join()) return wrongArguments(call, place);
  if (!decides(place)) return notHere(`\`${call.function.text}\``, call.span, place);
  return columnOperand(words.length === 1 ? { kind: "approved", type: "boolean" } : { kind: "repeats", type: "number" }, call.span);
}

/** Whose labels are read: what that can be depends on the place. */
function readSubject(call: Call, place: Place): LabelSubject | null {
  const [arg] = call.args;
  if (arg?.kind !== "name" || call.args.length > 1) {
    wrongArguments(call, place);
    return null;
  }
  const { text } = arg.name;
  if (place.kind === "source" && text === "source") return { kind: "source" };
  if (decides(place) && text === place.row) {
    place.read.add(text);
    return { kind: "row" };
  }
  if (decides(place) && text === "sink") return { kind: "flow", via: place.via };
  if (decides(place) && text === "target") return { kind: "target" };
  const subjects = place.kind === "source" ? ["source"] : decides(place) ? ["sink", "target", ...(place.row === null ? [] : [place.row])] : [];
  if (text === "source" || text === "sink" || text === "target" || subjects.length === 0) {
    const help = text === "source" && decides(place) ? "what a source must be is said in `from source where ...`" : undefined;
    notHere(`\`${call.function.text}(${text})\``, call.span, place, help);
  } else reportUnknown(place.report, "check/unknown-name", arg.name, subjects);
  return null;
}

function readProvenance(call: Call, name: "who" | "shape" | "named", place: Place): Operand {
  const [arg] = call.args;
  if (arg?.kind !== "name" || call.args.length > 1) return wrongArguments(call, place);
  if (place.row === null) return notHere(`\`${name}(${arg.name.text})\``, call.span, place, "only a row has provenance: bind one with `into args[role: ...] as NAME`");
  if (arg.name.text !== place.row) {
    reportUnknown(place.report, "check/unknown-name", arg.name, [place.row]);
    return wrong(call);
  }
  place.read.add(place.row);
  if (name === "named") return { kind: "condition", condition: { kind: "named", span: call.span }, span: call.span };
  return { kind: name, span: call.span };
}

function decides(place: Place): boolean {
  return place.kind === "rule" || place.kind === "scope";
}

function isExtractor(name: string): name is Extractor {
  return Object.hasOwn(extractors, name);
}

function wrongArguments(call: Call, place: Place): Operand {
  place.report.add("check/wrong-arguments", call.span, { signature: signatures.get(call.function.text) ?? call.function.text });
  return wrong(call);
}

function wrong(call: Call): Operand {
  return { kind: "wrong", span: call.span };
}
