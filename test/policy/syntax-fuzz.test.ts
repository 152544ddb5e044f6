// Reading holds for any text: it never throws, its places lie in the text, the same text gives the same tree, and a sound tree
// prints and reads back. Texts are drawn from the grammar, from damaged policies, and from nothing at all.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPRESSION_DEPTH_MAX, POLICY_BYTES_MAX } from "../../src/base/limits.js";
import { render } from "../../src/base/render.js";
import { parse } from "../../src/language/syntax/parse.js";
import { checkPlaces, checkRoundTrip } from "./laws.js";
import { policies } from "./sentences.js";

const folder = fileURLToPath(new URL("./syntax/", import.meta.url));
const samples = readdirSync(folder).map((name) => readFileSync(`${folder}${name}/input.policy`, "utf8"));
const pieces = ["{", "}", "(", ")", "[", "]", "\"", "\\", "\n", "//", ".", ",", "\ud800", "\u0000", "not ", "list of ", "unary deny x {", "test \"", "é", "-> ", "= ", " in "];

const comparisons = ["==", "!=", "<", "<=", ">", ">=", "in", "has", "excludes", "contains", "starts with", "ends with"];
const kinds = [
  "tag", "label", "const", "act", "tool", "runtime", "rule", "test", "trust", "secrecy", "named", "list", "record", "op", "sink", "role", "result",
  "format", "on", "from", "to", "into", "when", "unless", "because", "unknown-skip", "observe", "word", "tools", "say", "facts", "call", "expect",
  "error", "scalar", "array", "object", "string", "number", "boolean", "name", "field", "set", "count", "quantified", "matches", "else", "and", "or", "not",
];

/** Reads a text in all ways at once; the diagnostics it gives are all that may come of it. */
function read(text: string): number {
  const { value, diagnostics } = parse({ file: "fuzz.policy", text });
  expect(parse({ file: "fuzz.policy", text })).toEqual({ value, diagnostics });
  render(diagnostics, new Map([["fuzz.policy", text]]), { color: true });
  for (const { span } of diagnostics) {
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  const places = diagnostics.filter(({ code }) => code === "syntax/unexpected").map(({ span }) => span.start);
  expect(new Set(places).size, "one error a place").toBe(places.length);
  if (value !== undefined) {
    checkPlaces(value, diagnostics.length === 0);
    if (diagnostics.length === 0) checkRoundTrip(value);
  }
  return diagnostics.length;
}

describe("any text", () => {
  it("noise", () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" }), fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units))), (text) => { read(text); }), { numRuns: 500 });
  });

  it("words and marks in any order", () => {
    const soup = fc.array(fc.constantFrom(...pieces, "package a\n", "\ntag x", "\nconst x = ", "\nhost a deny b {", "a", "3", " when ", " on ", "some x", "expect "), { maxLength: 40 });
    fc.assert(fc.property(soup, (parts) => { read(parts.join("")); }), { numRuns: 1000 });
  });

  it("damaged policies", () => {
    const damaged = fc.tuple(fc.constantFrom(...samples), fc.array(fc.tuple(fc.nat(), fc.nat(12), fc.constantFrom("", ...pieces)), { minLength: 1, maxLength: 4 }));
    fc.assert(fc.property(damaged, ([sample, wounds]) => {
      read(wounds.reduce((text, [at, cut, put]) => {
        const from = at % (text.length + 1);
        return text.slice(0, from) + put + text.slice(from + cut);
      }, sample));
    }), { numRuns: 400 });
  });

  it("texts of the grammar", () => {
    let sound = 0;
    let all = 0;
    fc.assert(fc.property(policies, (text) => {
      all++;
      if (read(text) === 0) sound++;
    }), { numRuns: 400 });
    expect(sound / all, "the share of drawn texts that parse").toBeGreaterThan(0.5);
  });
});

describe("the texts of the grammar", () => {
  it("hold every kind of node and every comparison", () => {
    const seen = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("kind" in value) seen.add(String(value.kind));
      if ("operator" in value) seen.add(String(value.operator));
      Object.values(value).forEach(walk);
    };
    for (const text of fc.sample(policies, { numRuns: 600, seed: 11 })) walk(parse({ file: "drawn.policy", text }).value?.items);
    const missing = [...kinds, ...comparisons].filter((kind) => !seen.has(kind));
    expect(missing).toEqual([]);
  });
});

describe("bounds", () => {
  const codesOf = (text: string): string[] => parse({ file: "bounds.policy", text }).diagnostics.map(({ code }) => code);

  it("a text past its bytes is refused, one at the bound is read", () => {
    const filler = (bytes: number): string => `package a\n//${"é".repeat((bytes - 12) / 2)}`;
    expect(codesOf(filler(POLICY_BYTES_MAX))).toEqual([]);
    expect(codesOf(filler(POLICY_BYTES_MAX + 2))).toEqual(["syntax/too-large"]);
    expect(parse({ file: "bounds.policy", text: filler(POLICY_BYTES_MAX + 2) }).value).toBeUndefined();
  });

  it("half of a character is told, in strings and comments", () => {
    expect(codesOf("package a // \ud800\nconst x = \"\udc00\"\n")).toEqual(["syntax/lone-surrogate", "syntax/lone-surrogate"]);
  });

  it.each(["(", "not ", "{", "f(", "[", "not (", "some x in y (", "count(tool a where ", "a.", "x and (y or "])("%s again and again is no overflow", (piece) => {
    const most = Math.floor((POLICY_BYTES_MAX - 40) / piece.length);
    expect(codesOf(`package a\nconst x = ${piece.repeat(most)}`)).toContain("syntax/too-deep");
  });

  it("the last depth that is read", () => {
    const nested = (depth: number): string => `package a\nconst x = ${"(".repeat(depth)}y${")".repeat(depth)}\n`;
    expect(codesOf(nested(EXPRESSION_DEPTH_MAX))).toEqual([]);
    expect(codesOf(nested(EXPRESSION_DEPTH_MAX + 1))).toEqual(["syntax/too-deep"]);
  });

  it("long chains are read, and are not deep", () => {
    const depth = (value: unknown): number => (typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0);
    for (const word of ["and", "or", "else"]) {
      const { value, diagnostics } = parse({ file: "bounds.policy", text: `package a\nconst x = ${`y ${word} `.repeat(20_000)}y\n` });
      expect(diagnostics).toEqual([]);
      expect(depth(value?.items)).toBeLessThan(40);
    }
  });

  it("a megabyte of errors ends", () => {
    for (const line of ["unary deny x {\n", "when }\n", "\"\\\n", "}{)(\n", "test \"x\" { a = }\n"]) {
      expect(codesOf(line.repeat(2_000)).length).toBeGreaterThan(0);
    }
    const body = `package a\nunary deny x {\n${"  when ==\n".repeat(20_000)}}\n`;
    expect(codesOf(body).length).toBe(20);
  });
});
