// Literals, sets and maps of them, and the constants that stand for them. A constant is what was written for it, read where it is used;
// words in a set stay words until a comparison gives them a meaning.

import { CONSTANT_DEPTH_MAX, CONSTANT_MEMBERS_MAX, MAP_MEMBERS_MAX, SET_MEMBERS_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import { numberCell, textCell } from "../../words/cell.js";
import type { Constant } from "../../words/term.js";
import type { ConstItem, Expression, Name } from "../syntax/ast.js";
import { readArithmetic } from "./arithmetic.js";
import type { Sets } from "./member.js";
import { find } from "./names.js";
import type { Declared } from "./names.js";
import { literalOperand } from "./operand.js";
import type { Operand } from "./operand.js";
import { deeper } from "./place.js";
import type { Place } from "./place.js";
import { typeText } from "./structure.js";
import type { Type } from "./structure.js";

/** A constant that was read: what it stands for, and how many constants stand below it, itself counted. */
export interface KnownConstant {
  readonly operand: Operand;
  readonly height: number;
}

/** The constants that were read so far; `open` are those that are being read. `members` counts those of all their sets; `sets` are what conditions made of them. */
export interface Constants {
  readonly read: Map<ConstItem, KnownConstant | "open">;
  readonly sets: Sets;
  members: number;
}

type Literal = Extract<Expression, { kind: "string" | "number" | "boolean" }>;
type SetExpression = Extract<Expression, { kind: "set" }>;
type MapExpression = Extract<Expression, { kind: "map" }>;

/** A string, number or boolean; one that no value can equal is reported. */
export function readLiteral(literal: Literal, place: Place): Operand {
  const { span } = literal;
  switch (literal.kind) {
    case "string":
      if (textCell(literal.value) === null) return refuse(literal, place, "well-formed Unicode", "a string with half a character");
      return literalOperand(literal.value, span);
    case "number":
      if (numberCell(literal.value) === null) return refuse(literal, place, "a finite number, exact up to 2^53", `\`${literal.value}\``);
      return literalOperand(literal.value, span);
    case "boolean": return literalOperand(literal.value, span);
  }
}

/** What reading constants on the way to one tells of them: how many stand above it, and how high those below it are. */
interface Chain {
  readonly above: number;
  readonly heights: number[];
}

/** A set with the constants in it put in, each member once: strings or numbers, and words. */
export function readSet(set: SetExpression, place: Place, chain: Chain = { above: 0, heights: [] }): Operand {
  const strings = new Map<string, Name>();
  const numbers = new Set<number>();
  const words = new Map<string, Name>();
  // Sets that stand in it already: one constant's name may be written very often.
  const taken = new Set<readonly Name[]>();
  let wrong = false;
  const takeSet = (operand: Extract<Operand, { kind: "set" }>): void => {
    if (taken.has(operand.strings)) return;
    taken.add(operand.strings);
    for (const name of operand.strings) strings.set(name.text, name);
    for (const number of operand.numbers) numbers.add(number);
    for (const name of operand.words) words.set(name.text, name);
  };
  for (const item of set.items) {
    const operand = readItem(item, place, chain);
    if (operand.kind === "set") takeSet(operand);
    else if (operand.kind === "value" && operand.value.kind === "string") strings.set(operand.value.value, { text: operand.value.value, span: item.span });
    else if (operand.kind === "value" && operand.value.kind === "number") numbers.add(operand.value.value);
    else if (operand.kind === "word") words.set(operand.name.text, operand.name);
    else {
      if (operand.kind !== "wrong") place.report.add("check/not-constant", item.span, {});
      wrong = true;
    }
    if (strings.size + numbers.size + words.size > SET_MEMBERS_MAX) {
      place.report.add("check/too-many", set.span, { what: "members of a set", count: strings.size + numbers.size + words.size, max: SET_MEMBERS_MAX });
      return { kind: "wrong", span: set.span };
    }
  }
  if (strings.size > 0 && numbers.size > 0) {
    place.report.add("check/wrong-type", set.span, { expected: "strings alone or numbers alone", found: "both in one set" });
    wrong = true;
  }
  return wrong ? { kind: "wrong", span: set.span } : { kind: "set", strings: [...strings.values()], numbers: [...numbers], words: [...words.values()], span: set.span };
}

/** A map with the constants in it put in: keys each once, values all of one type; but a map that stands in another may be a record. */
export function readMap(map: MapExpression, place: Place, chain: Chain = { above: 0, heights: [] }, isInner = false): Operand {
  const { report } = place;
  const wrong: Operand = { kind: "wrong", span: map.span };
  if (map.entries.length > SET_MEMBERS_MAX) {
    report.add("check/too-many", map.span, { what: "entries of a map", count: map.entries.length, max: SET_MEMBERS_MAX });
    return wrong;
  }
  const entries = new Map<string, { readonly name: Name; readonly value: Constant; readonly type: Type }>();
  let sound = true;
  for (const { key, value } of map.entries) {
    const first = entries.get(key.text);
    if (first !== undefined) report.add("check/duplicate-declaration", key.span, { kind: "key", name: key.text }, { also: { span: first.name.span, label: "here first" } });
    const operand = value.kind === "map" ? readMap(value, place, chain, true) : readItem(value, place, chain);
    const constant = constantOf(operand);
    if (constant !== null && textCell(key.text) !== null) entries.set(key.text, { name: key, ...constant });
    else {
      if (operand.kind !== "wrong") report.add("check/not-constant", value.span, {});
      sound = false;
    }
    sound &&= first === undefined;
  }
  if (!sound) return wrong;
  const sorted = [...entries].map(([key, { value }]) => [key, value] as const).sort(([a], [b]) => (a < b ? -1 : 1));
  // INVARIANT: constants in constants are shared, and their types too: what they come to is bounded before anything goes through it.
  const count = membersOf({ map: sorted }, MAP_MEMBERS_MAX);
  if (count > MAP_MEMBERS_MAX) {
    report.add("check/too-many", map.span, { what: "members of a map", count, max: MAP_MEMBERS_MAX });
    return wrong;
  }
  const types = [...entries.values()].map(({ type }) => type);
  const type = alike(types);
  if (type === null && !isInner) {
    report.add("check/wrong-type", map.span, { expected: `a map of one type, as its first value is ${typeText(types[0] ?? "any")}`, found: "values of several types" });
    return wrong;
  }
  const record = Object.fromEntries([...entries].map(([key, entry]) => [key, entry.type]));
  return { kind: "map", entries: sorted, type: isInner || type === null ? { record } : { map: type }, span: map.span };
}

/** What may stand in a map: a literal, a set, another map; null for anything else. */
function constantOf(operand: Operand): { readonly value: Constant; readonly type: Type } | null {
  if (operand.kind === "value" && operand.formula.kind === "literal") return { value: operand.formula.value, type: operand.type };
  if (operand.kind === "map") return { value: { map: operand.entries }, type: operand.type };
  if (operand.kind !== "set" || operand.words.length > 0) return null;
  const list = [...operand.strings.map(({ text }) => text), ...operand.numbers];
  return { value: { list }, type: { list: list.length === 0 ? "any" : operand.strings.length > 0 ? "string" : "number" } };
}

/** The type of values that are of one, records and maps with different keys too; null where they are of several. */
function alike(types: readonly Type[]): Type | null {
  const [first, ...others] = types;
  if (first === undefined) return "any";
  if (others.length === 0 || typeof first === "string") return others.every((type) => type === first) ? first : null;
  const lists = types.flatMap((type) => (typeof type === "object" && "list" in type ? [type.list] : []));
  if (lists.length === types.length) {
    const item = alike(lists.filter((type) => type !== "any"));
    return item === null ? null : { list: item };
  }
  const fields = types.map((type) => (typeof type === "object" && "record" in type ? type.record : null));
  if (fields.some((record) => record === null)) return null;
  const byName = new Map<string, Type[]>();
  for (const [name, type] of fields.flatMap((record) => Object.entries(record ?? {}))) byName.set(name, [...byName.get(name) ?? [], type]);
  const merged = [...byName].map(([name, each]) => [name, alike(each)] as const);
  return merged.some(([, type]) => type === null) ? null : { record: Object.fromEntries(merged.map(([name, type]) => [name, type ?? "any"])) };
}

/** How many members a constant has, those of what stands in it counted; past `max` no further ones are. */
function membersOf(value: Constant, max: number): number {
  if (typeof value !== "object") return 1;
  let count = 1;
  for (const item of "list" in value ? value.list : value.map.map(([, one]) => one)) {
    if (count > max) break;
    count += membersOf(item, max - count);
  }
  return count;
}

/** What a constant stands for, with the span of where it is used. Each is read once. */
export function readConstant(declared: Declared<ConstItem>, place: Place, span = declared.name.span, chain: Chain = { above: 0, heights: [] }): Operand {
  const { constants } = place;
  const known = constants.read.get(declared.item);
  if (known === undefined && chain.above >= CONSTANT_DEPTH_MAX) {
    place.report.add("check/too-deep", declared.name.span, { max: CONSTANT_DEPTH_MAX });
    return { kind: "wrong", span };
  }
  if (known === "open") place.report.add("check/recursive-constant", declared.name.span, { name: declared.name.text });
  const { operand, height } = known === "open" ? nothingKnown(span) : known ?? readFirst(declared, place, chain.above);
  chain.heights.push(height);
  return { ...operand, span };
}

/** A constant that nobody has read yet. */
function readFirst({ pack, name, item }: Declared<ConstItem>, place: Place, above: number): KnownConstant {
  const { constants, report } = place;
  constants.read.set(item, "open");
  const chain: Chain = { above: above + 1, heights: [] };
  const operand = readItem(item.value, { ...place, pack }, chain);
  const height = 1 + chain.heights.reduce((most, one) => Math.max(most, one), 0);
  const sound = operand.kind === "value" || operand.kind === "set" || operand.kind === "map" || operand.kind === "word";
  if (!sound && operand.kind !== "wrong") report.add("check/not-constant", item.value.span, {});
  if (height > CONSTANT_DEPTH_MAX) report.add("check/too-deep", name.span, { max: CONSTANT_DEPTH_MAX });
  if (operand.kind === "map") constants.members += membersOf({ map: operand.entries }, MAP_MEMBERS_MAX);
  if (operand.kind === "set") constants.members += operand.strings.length + operand.numbers.length + operand.words.length;
  const tooMany = constants.members > CONSTANT_MEMBERS_MAX;
  if (tooMany) report.add("check/too-many", name.span, { what: "members of all constants", count: constants.members, max: CONSTANT_MEMBERS_MAX });
  const known = !sound || height > CONSTANT_DEPTH_MAX || tooMany ? nothingKnown(item.value.span) : { operand, height };
  constants.read.set(item, known);
  return known;
}

function nothingKnown(span: Span): KnownConstant {
  return { operand: { kind: "wrong", span }, height: 0 };
}

/** What is no member of a set, and was put into braces as other languages do. */
const conditions: ReadonlySet<Expression["kind"]> = new Set(["compare", "matches", "and", "or", "not", "quantified"]);

/** A literal, a set, or the name of a constant or word; anything else is no constant. */
function readItem(item: Expression, place: Place, chain: Chain): Operand {
  switch (item.kind) {
    case "string": case "number": case "boolean": return readLiteral(item, place);
    case "set": return readSet(item, place, chain);
    case "map": return readMap(item, place, chain);
    case "arithmetic": return readSum(item, place);
    case "name": {
      const constant = find(place.names, place.names.constants, place.pack, item.name, place.report);
      return constant === undefined ? { kind: "word", name: item.name, span: item.span } : readConstant(constant, place, item.span, chain);
    }
    default:
      place.report.add("check/not-constant", item.span, {}, conditions.has(item.kind) ? { help: "a condition stands without braces, as in `when args.amount > 100`" } : {});
      return { kind: "wrong", span: item.span };
  }
}

/** Arithmetic of literals and constants alone; `deeper` bounds how far constants lead through it. */
function readSum(item: Extract<Expression, { kind: "arithmetic" }>, place: Place): Operand {
  const within = deeper(place, item.span);
  const operand: Operand = within === null ? { kind: "wrong", span: item.span } : readArithmetic(item, within);
  if (operand.kind !== "value" || operand.formula.kind === "literal") return operand;
  place.report.add("check/not-constant", item.span, {});
  return { kind: "wrong", span: item.span };
}

function refuse(literal: Literal, place: Place, expected: string, found: string): Operand {
  place.report.add("check/wrong-type", literal.span, { expected, found });
  return { kind: "wrong", span: literal.span };
}
