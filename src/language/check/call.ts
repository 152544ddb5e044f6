// Calls of functions over values: extractors, and the functions of `words/functions`, typed by their table. What they give is
// computed by the kernel, before a rule is asked; what only literals are given to is written out by whoever writes the policy.

import { numberCell } from "../../words/cell.js";
import { extractors } from "../../words/column.js";
import type { Extractor } from "../../words/column.js";
import { functions } from "../../words/functions.js";
import type { FunctionName, FunctionRow, TypeText } from "../../words/functions.js";
import type { Expression, Name } from "../syntax/ast.js";
import { listFormula } from "./each.js";
import { formula } from "./formula.js";
import type { Formula } from "./formula.js";
import { columnOperand, distributed, literalOperand, nameOf, operandOf } from "./operand.js";
import type { Operand, ValueOperand } from "./operand.js";
import type { Place } from "./place.js";
import { checkPattern } from "./regex.js";
import { reportWord } from "./report.js";
import { decides } from "./root.js";
import { entryType, fits, isPerhapsList, itemType, typeText } from "./structure.js";
import type { Type } from "./structure.js";
import { notHere, readOperand, readValue, readWhole, refuse } from "./value.js";

/** A call as written. */
export type Call = Extract<Expression, { kind: "call" }>;

/** Extractors that policies write; those with a dot are fields. */
export const written: readonly Extractor[] = ["path", "basename", "fold", "host", "domain", "private_host", "credentials"];
/** Functions that policies write by their names. */
export const named: readonly FunctionName[] = names().filter((name) => /^[a-z_0-9]+$/.test(name) && name !== "asked_of");
/** The fields of `shell(x)` and of `local_time(ZONE)`. */
export const shellFields: readonly string[] = [...Object.keys(extractors), ...names()].flatMap((name) => (name.startsWith("shell.") ? [name.slice("shell.".length)] : []));
export const timeFields: readonly string[] = names().flatMap((name) => (name.startsWith("local_time.") ? [name.slice("local_time.".length)] : []));

/** The dialects of SQL that are read. */
const dialects: readonly string[] = ["postgresql", "mysql", "sqlite", "bigquery"];

/** How a function is called, for messages. */
export function signatureOf(name: string): string | null {
  if ((written as readonly string[]).includes(name)) return `${name}(args.NAME)`;
  if (name === "shell") return "shell(args.NAME).runs";
  if (name === "local_time") return "local_time(\"ZONE\").hour";
  if (!isFunction(name)) return null;
  const row: FunctionRow = functions[name];
  return `${name}(${row.params.map((param, at) => (row.literals?.includes(at) === true ? `"${name === "sql" ? "DIALECT" : name === "found" ? "REGEX" : "LITERAL"}"` : paramText(param))).join(", ")})`;
}

/** `shell(x).field`, `local_time(zone).field`; null where the call is another. */
export function readFunctionField(call: Call, field: Name, place: Place): Operand | null {
  const { function: { text }, span } = call;
  if (text !== "shell" && text !== "local_time") return null;
  const fields = text === "shell" ? shellFields : timeFields;
  const name = `${text}.${field.text}`;
  if (!fields.includes(field.text)) {
    reportWord(place.report, `field of \`${text}(...)\``, field, fields);
    return { kind: "wrong", span };
  }
  if (text === "local_time") return readTime(call, name, place);
  return isExtractorName(name) ? readExtractor(call, name, place) : isFunction(name) ? readFunction(call, name, place) : null;
}

/** An extractor over a string. */
export function readExtractor(call: Call, extractor: Extractor, place: Place): Operand {
  const wrong: Operand = { kind: "wrong", span: call.span };
  const [arg] = call.args;
  if (arg === undefined || call.args.length > 1) return wrongArguments(call, place);
  const operand = extractor === "credentials" ? readValue(arg, place, "a value") : readValue(arg, place, "a string");
  if (operand === null) return wrong;
  if (extractor !== "credentials" && !fits(operand.type, "string")) {
    const help = fits(itemType(operand.type) ?? "number", "string") ? `ask it of each: \`some x in LIST (${call.function.text}(x) ...)\`` : undefined;
    place.report.add("check/wrong-type", arg.span, { expected: "a string", found: nameOf(operand) }, { help });
    return wrong;
  }
  const of = distributed(extractor, operand.formula);
  if (of !== null) return operandOf(of, call.span, place);
  place.report.add("check/not-extractable", arg.span, { name: call.function.text });
  return wrong;
}

/** A function of the table. */
export function readFunction(call: Call, name: FunctionName, place: Place): Operand {
  const row: FunctionRow = functions[name];
  if (call.args.length !== row.params.length) {
    const ofLists = name === "min" ? "smallest" : name === "max" ? "largest" : null;
    return wrongArguments(call, place, undefined, ofLists === null || call.args.length !== 1 ? undefined : `of the items of a list: \`${ofLists}(LIST)\``);
  }
  if ((name === "unopened" || name === "unsaid" || name === "planted") && !decides(place)) return notHere(`\`${name}\``, call.span, place);
  const operands = row.params.map((param, at) => readParam(call, name, param, at, place));
  const sound = operands.filter((operand) => operand !== null);
  if (sound.length < operands.length) return { kind: "wrong", span: call.span };
  const length = milliseconds.get(name);
  const [only] = sound;
  if (length !== undefined && only?.formula.kind === "literal" && typeof only.formula.value === "number") return ofLiteral(only.formula.value * length, call, place);
  // A moment of the text is one of the calendar: nobody writes it as a number.
  if (name !== "time" && sound.every((operand) => operand.formula.kind === "literal")) {
    place.report.add("check/not-extractable", call.span, { name: name.replace(/\..*$/, "") }, { help: "it is a function of literals alone: write what it gives" });
    return { kind: "wrong", span: call.span };
  }
  return operandOf(formula({ kind: "apply", function: name, of: sound.map((operand, at) => listed(operand.formula, row.params[at] ?? "any")) }, resultType(name, row, sound)), call.span, place);
}

/** Lengths of time by the functions that give them. */
const milliseconds: ReadonlyMap<string, number> = new Map([["seconds", 1000], ["minutes", 60_000], ["hours", 3_600_000], ["days", 86_400_000]]);

function ofLiteral(value: number, { span }: Call, place: Place): Operand {
  if (numberCell(value) !== null) return literalOperand(value, span);
  place.report.add("check/wrong-type", span, { expected: "a finite number, exact up to 2^53", found: "one that is not" });
  return { kind: "wrong", span };
}

/** Whether it is the name of a function of the table. */
export function isFunction(name: string): name is FunctionName {
  return Object.hasOwn(functions, name);
}

/** Says how a function is called. */
export function wrongArguments(call: Call, place: Place, signature = signatureOf(call.function.text) ?? call.function.text, help?: string): Operand {
  place.report.add("check/wrong-arguments", call.span, { signature }, { help });
  return { kind: "wrong", span: call.span };
}

function readParam(call: Call, name: FunctionName, param: TypeText, at: number, place: Place): ValueOperand | null {
  const arg = call.args[at];
  const row: FunctionRow = functions[name];
  const networks = name === "in_network" && at === 1 && arg !== undefined ? readNetworks(arg, place) : null;
  if (networks !== null) return networks.kind === "value" ? networks : null;
  const operand = arg === undefined ? null : (typeof param === "object" ? readWhole : readValue)(arg, place, typeText(param));
  if (operand === null) return null;
  if (row.literals?.includes(at) === true) return isKnown(name, operand, place) ? operand : null;
  if (fits(operand.type, param)) return operand;
  const help = name === "length" && itemType(operand.type) !== null ? "how many items a list has is `size(LIST)`" : undefined;
  place.report.add("check/wrong-type", operand.span, { expected: typeText(param), found: nameOf(operand) }, { help });
  return null;
}

/** Several networks, any of which will do: a set of them, or external data. Null where it is one, as any literal is read. */
function readNetworks(arg: Expression, place: Place): Operand | null {
  if (arg.kind === "string") return null;
  const operand = readOperand(arg, place);
  const isData = operand.kind === "value" && operand.formula.kind === "column" && operand.formula.column.kind === "data";
  if (operand.kind === "value" && isData && fits(operand.type, { list: "string" })) return operand;
  if (operand.kind === "value") return isKnown("in_network", operand, place) ? operand : { kind: "wrong", span: arg.span };
  if (operand.kind !== "set" || operand.words.length > 0 || operand.numbers.length > 0 || operand.strings.length === 0) {
    refuse(operand, place, "a network, a set of networks, or data");
    return { kind: "wrong", span: arg.span };
  }
  const sound = operand.strings.map((network) => isKnown("in_network", literalOperand(network.text, network.span), place)).every(Boolean);
  return sound ? operandOf(listFormula(operand.strings.map(({ text }) => text)), arg.span, place) : { kind: "wrong", span: arg.span };
}

/** A literal that a function knows: a zone, a dialect, a network, a regular expression. */
function isKnown(name: FunctionName, operand: ValueOperand, place: Place): boolean {
  if (operand.value.kind !== "string") {
    place.report.add("check/wrong-type", operand.span, { expected: "a literal text, or a constant", found: operand.value.kind === "number" ? "a number" : "a value that is known only later" });
    return false;
  }
  const { value } = operand.value;
  const word = { text: value, span: operand.span };
  if (name === "found") return checkPattern(word, place.report, "found");
  if (name === "sql" && !dialects.includes(value)) {
    reportWord(place.report, "dialect of SQL", word, dialects);
    return false;
  }
  const problem = name === "in_network" ? networkProblem(value) : name.startsWith("local_time.") ? zoneProblem(value) : null;
  if (problem !== null) place.report.add("check/bad-literal", operand.span, { literal: value, problem });
  return problem === null;
}

/** Why it is no network in the notation `address/bits`. */
function networkProblem(text: string): string | null {
  const [address = "", bits = "", more] = text.split("/");
  const isV4 = /^\d{1,3}(\.\d{1,3}){3}$/.test(address) && address.split(".").every((part) => Number(part) < 256);
  const isV6 = /^[0-9a-f:.]+$/i.test(address) && address.includes(":") && parses(`http://[${address}]`);
  if (!isV4 && !isV6) return "a network is an address and how many of its bits are fixed, as `10.0.0.0/8` or `fd00::/8`";
  if (more !== undefined || !/^\d{1,3}$/.test(bits) || Number(bits) > (isV4 ? 32 : 128)) return `behind the address stand its fixed bits, \`/0\` to \`/${isV4 ? 32 : 128}\``;
  return null;
}

function parses(url: string): boolean {
  return URL.canParse(url);
}

/** Why it is no name of a zone as `Europe/Berlin`. */
export function zoneProblem(text: string): string | null {
  const problem = "a zone is a name of the time zone database, as `Europe/Berlin` or `UTC`";
  if (!/^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/.test(text)) return problem;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone === "" ? problem : null;
  } catch {
    return problem;
  }
}

/** `local_time(ZONE).field`: of the time of the call; `local_time(ZONE, MOMENT).field`: of another. */
function readTime(call: Call, name: string, place: Place): Operand {
  const [zone, written, more] = call.args;
  if (zone === undefined || more !== undefined || !isFunction(name)) return wrongArguments(call, place);
  if (written === undefined && !decides(place)) return notHere("`local_time`", call.span, place, "the time of a call is read in rules; of another time: `local_time(\"Europe/Berlin\", time(args.NAME)).hour`");
  const operand = readValue(zone, place, "a literal text");
  const moment = written === undefined ? columnOperand({ kind: "time", type: "number" }, call.span) : readValue(written, place, "a moment");
  if (operand === null || moment === null || !isKnown(name, operand, place)) return { kind: "wrong", span: call.span };
  if (!fits(moment.type, "number")) {
    place.report.add("check/wrong-type", moment.span, { expected: "a moment, as `time(args.NAME)` gives it", found: nameOf(moment) });
    return { kind: "wrong", span: call.span };
  }
  const row: FunctionRow = functions[name];
  return operandOf(formula({ kind: "apply", function: name, of: [moment.formula, operand.formula] }, row.gives), call.span, place);
}

/** What may be a list or a single value is a list wherever one is wanted. */
function listed(of: Formula, param: TypeText): Formula {
  const wantsList = typeof param === "object" && "list" in param;
  return wantsList && isPerhapsList(of.type) ? listOf(of) : of;
}

/** A value as a list: itself where it is one. */
export function listOf(of: Formula): Formula {
  return formula({ kind: "apply", function: "list", of: [of] }, { list: itemType(of.type) ?? of.type });
}

/** What a function gives, where the table knows less than its operands tell. */
function resultType(name: FunctionName, row: FunctionRow, operands: readonly ValueOperand[]): Type {
  const type = operands[0]?.type ?? "any";
  switch (name) {
    case "list": return { list: itemType(type) ?? type };
    case "unique": return { list: itemType(type) ?? "any" };
    case "flatten": return { list: itemType(itemType(type) ?? "any") ?? itemType(type) ?? "any" };
    case "values": return { list: entryType(type) ?? "any" };
    default: return row.gives;
  }
}

function paramText(param: TypeText): string {
  if (typeof param === "string") return param === "any" ? "VALUE" : param.toUpperCase();
  return "list" in param ? "LIST" : "map" in param ? "MAP" : "RECORD";
}

function names(): readonly FunctionName[] {
  return Object.keys(functions).filter(isFunction);
}

function isExtractorName(name: string): name is Extractor {
  return Object.hasOwn(extractors, name);
}

