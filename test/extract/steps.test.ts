// What terms may cost: what is the same for every item is computed once, and members of a long list are looked for; else these would be
// unknown for their steps. And letters of two code units beside a glob's end and a word's edge.

import { describe, expect, it } from "vitest";
import { matchesAny, readGlobs } from "../../src/extract/glob.js";
import { finders, matches } from "../../src/extract/spans.js";
import { evaluate } from "../../src/extract/term.js";
import { foundOf } from "../../src/language/ir/found.js";
import { regexReader } from "../../src/language/ir/regex.js";
import { columnKey } from "../../src/words/column.js";
import type { FunctionName } from "../../src/words/functions.js";
import type { Term, TermValue } from "../../src/words/term.js";
import { list, none, plain } from "./values.js";

const arg = (name: string): Term => ({ kind: "column", column: { kind: "arg", path: [name], type: "any" } });
const literal = (value: string | number): Term => ({ kind: "literal", value });
const of = (name: FunctionName, ...operands: readonly Term[]): Term => ({ kind: "apply", function: name, of: operands });
const each = (over: Term, body: Term): Term => ({ kind: "each", list: over, body });
const item: Term = { kind: "item", depth: 0 };

const COUNT = 1000;
const PARTS = 4096;
const columns: Readonly<Record<string, TermValue>> = {
  "args.many": list(...Array.from({ length: COUNT }, (_, at) => at)), "args.big": "a,".repeat(PARTS - 1), "args.numbers": list(...Array.from({ length: 1 << 16 }, (_, at) => at)),
};
const value = (term: Term): unknown => plain(evaluate(term, { column: (column) => columns[columnKey(column)], row: null, data: () => null }, none));

describe("a term", () => {
  const parts = of("split", arg("big"), literal(","));
  it.each<[string, Term]>([
    ["a function", of("size", parts)],
    ["a list of its own", of("size", each(parts, of("length", item)))],
    ["a list of what may be absent", of("size", each(parts, { kind: "else", left: of("length", item), right: literal(0) }))],
  ])("computes %s once for all items", (_, fixed) => {
    expect(value(each(arg("many"), of("+", fixed, item)))).toEqual(Array.from({ length: COUNT }, (_, at) => PARTS + at));
  });
  it("looks for a member in a long list", () => {
    const has = (member: number): unknown => value({ kind: "apply", function: "(has)", of: [arg("numbers"), literal(member)] });
    expect([has(0), has((1 << 16) - 1), has(-1)]).toEqual([true, true, false]);
  });
});

describe("letters of two code units", () => {
  it("stand for one sign of a glob at a text's end", () => {
    const found = (glob: string, text: string): unknown => matchesAny("text", readGlobs("text", list(glob), false), text);
    expect([found("a*b?", "ab😀"), found("a*b?", "ab"), found("a*b??", "ab😀"), found("a*😀?", "a😀😀")]).toEqual([true, false, false, true]);
  });
  it("are no word's letters", () => {
    const pattern = foundOf("\\ba\\b", regexReader());
    const finder = pattern === undefined ? undefined : finders([pattern]).get(pattern.pattern);
    expect(finder === undefined ? null : matches(finder, "😀a😀 ba a😀a")).toEqual([{ start: 2, end: 3, text: "a" }, { start: 9, end: 10, text: "a" }, { start: 12, end: 13, text: "a" }]);
  });
});
