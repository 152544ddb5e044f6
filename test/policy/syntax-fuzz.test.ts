// Reading holds for any text: it never throws, its places lie in the text, the same text gives the same tree, and a sound tree
// prints and reads back. Texts are drawn from the grammar, from damaged policies, and from nothing at all.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXPRESSION_DEPTH_MAX, FILE_ERRORS_MAX, POLICY_BYTES_MAX, TOKEN_ERRORS_MAX } from "../../src/base/limits.js";
import { render } from "../../src/base/render.js";
import { parse } from "../../src/language/syntax/parse.js";
import { print } from "../../src/language/syntax/print.js";
import { checkPlaces, checkRoundTrip } from "./laws.js";
import { policies } from "./sentences.js";

const folder = fileURLToPath(new URL("./syntax/", import.meta.url));
const samples = readdirSync(folder).map((name) => readFileSync(`${folder}${name}/input.policy`, "utf8"));
const pieces = ["{", "}", "(", ")", "[", "]", "\"", "\\", "\n", "//", ".", ",", "\ud800", "\u0000", "not ", "list of ", "unary deny x {", "test \"", "é", "-> ", "= ", " in "];

const comparisons = ["==", "!=", "<", "<=", ">", ">=", "in", "has", "excludes", "contains", "starts with", "ends with"];
const operators = ["+", "-", "*", "/"];
const kinds = [
  "tag", "dimension", "label", "const", "data", "define", "act", "tool", "runtime", "rule", "test", "level", "named", "list", "map", "union", "record",
  "op", "sink", "role", "result", "format", "compensate", "irreversible", "records", "author", "title", "writes", "on", "from", "to", "into", "when", "unless", "because", "severity", "tags", "set", "remove", "mask",
  "unknown-skip", "observe", "word", "tools", "say", "facts", "at", "principal", "approve", "call", "denied", "ending", "expect", "error", "scalar", "array",
  "object", "string", "number", "boolean", "name", "field", "index", "arithmetic", "history", "within", "period", "status", "since", "keep", "including",
  "quantified", "each", "compare", "matches", "else", "and", "or", "not",
];
const folds = ["count", "sum", "distinct", "latest", "all", "after", "before"];

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
  it("hold every kind of node, every operator and every fold", () => {
    const seen = new Set<string>();
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      if ("kind" in value) seen.add(String(value.kind));
      if ("operator" in value) seen.add(String(value.operator));
      if ("fold" in value) seen.add(String(Object(value.fold).text));
      Object.values(value).forEach(walk);
    };
    for (const text of fc.sample(policies, { numRuns: 2000, seed: 11 })) walk(parse({ file: "drawn.policy", text }).value?.items);
    const missing = [...kinds, ...comparisons, ...operators, ...folds].filter((kind) => !seen.has(kind));
    expect(missing).toEqual([]);
  });
});

describe("line ends and marks of encodings", () => {
  const sound = samples.filter((text) => parse({ file: "x", text }).diagnostics.length === 0);
  const printed = (text: string): string => {
    const { value, diagnostics } = parse({ file: "x", text });
    expect(diagnostics).toEqual([]);
    return value === undefined ? "" : print(value);
  };

  it.each([["CRLF", (text: string) => text.replaceAll("\n", "\r\n")], ["CR", (text: string) => text.replaceAll("\n", "\r")], ["a byte order mark", (text: string) => `\uFEFF${text}`]])("%s changes nothing", (_, change) => {
    expect(sound.length).toBeGreaterThan(15);
    for (const text of sound) expect(printed(change(text))).toBe(printed(text));
  });

  it("an error hides no item behind it, whatever ends its line", () => {
    const text = "package a\nunary deny x {\n  when (\n\nunary deny y {\n  when ==\n  unless a\n}\ntag z\n";
    for (const end of ["\n", "\r\n", "\r"]) {
      const { value, diagnostics } = parse({ file: "x", text: text.replaceAll("\n", end) });
      expect(diagnostics.map(({ code }) => code)).toEqual(["syntax/unclosed", "syntax/unexpected"]);
      expect(value?.items.map((item) => [item.kind, item.kind === "rule" ? [item.broken, item.clauses.length] : null])).toEqual([["rule", [true, 0]], ["rule", [true, 1]], ["tag", null]]);
    }
  });

  it("a NUL is an error where it stands, and no end of the text", () => {
    const { value, diagnostics } = parse({ file: "x", text: "package a\ntag a\0\ntag b\n// \0\nconst c = \"\0\"\n" });
    expect(diagnostics.map(({ code }) => code)).toEqual(["syntax/unexpected", "syntax/hidden-character", "syntax/hidden-character"]);
    expect(value?.items.length).toBe(3);
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

  it("errors have a bound, one item's and one string's too, and are never lost for warnings", () => {
    const most = codesOf(`package a\n${"tag\n".repeat(FILE_ERRORS_MAX + 5)}`);
    expect(most.length).toBe(FILE_ERRORS_MAX + 1);
    expect(most.at(-1)).toBe("syntax/too-many-errors");
    expect(codesOf(`package a\n${"tag\n".repeat(FILE_ERRORS_MAX)}`)).not.toContain("syntax/too-many-errors");
    expect(codesOf(`package a\n// ${"\u200b".repeat(300_000)}`).length).toBe(TOKEN_ERRORS_MAX);
    expect(codesOf(`package a\n// ${"\u0007".repeat(300_000)}`).length).toBe(TOKEN_ERRORS_MAX);
    const mixed = codesOf(`package a\nconst x = {${"\"\u200b\", ".repeat(FILE_ERRORS_MAX + 5)}}\ntag\n`);
    expect(mixed.filter((code) => code === "syntax/invisible-character").length).toBe(FILE_ERRORS_MAX);
    expect(mixed.at(-1)).toBe("syntax/unexpected");
  });

  it("half of a character is told, in strings and comments", () => {
    expect(codesOf("package a // \ud800\nconst x = \"\udc00\"\n")).toEqual(["syntax/lone-surrogate", "syntax/lone-surrogate"]);
  });

  it.each([
    "(", "not ", "{", "f(", "[", "not (", "some x in y (", "some x in ", "some k, v in ", "count(tool a where ", "a.", "x and (y or ", "a + ", "a - b * ", "x[", "x[0].",
    "{a: ", "after(call since tool a where ", "sum(x of call where ", "latest(latest(", "a else b * (", "(a + b) + (", "a / ",
  ])("%s again and again is no overflow", (piece) => {
    const most = Math.floor((POLICY_BYTES_MAX - 40) / piece.length);
    expect(codesOf(`package a\nconst x = ${piece.repeat(most)}`)).toContain("syntax/too-deep");
  });

  it.each([["a", ".b"], ["a", "[0]"], ["a", "[0].b"], ["f(a)", "[b]"], ["(a)", " + a"], ["a", " * a[0]"], ["a", " else b - c"]])("%s with %s behind it again and again is no overflow", (first, piece) => {
    const most = Math.floor((POLICY_BYTES_MAX - 40) / piece.length);
    expect(codesOf(`package a\nconst x = ${first}${piece.repeat(most)}`)).toContain("syntax/too-deep");
  });

  it.each(["list of ", "map of ", "{ a: ", "(", "list of (", "a | ("])("a type with %s again and again is no overflow", (piece) => {
    const most = Math.floor((POLICY_BYTES_MAX - 40) / piece.length);
    expect(codesOf(`package a\ndata x: ${piece.repeat(most)}`)).toContain("syntax/too-deep");
  });

  it("chains inside the first link of chains add up", () => {
    const grown = (levels: number): string => `${"(".repeat(levels)}y${`${" + y".repeat(20)})`.repeat(levels)}`;
    expect(codesOf(`package a\nconst x = ${grown(2)}\n`)).toEqual([]);
    expect(codesOf(`package a\nconst x = ${grown(60)}\n`)).toContain("syntax/too-deep");
  });

  it("fields, keys and operators of separate values do not add up", () => {
    const text = `package a\n${"use b.c.d\n".repeat(100)}const x = {${"a.b.c + d[e.f], ".repeat(100)}}\nunary deny r {\n${"  when a.b + c.d * 2 > e[f]\n".repeat(100)}}\n`;
    expect(codesOf(text)).toEqual([]);
  });

  it("the last depth that is read", () => {
    const nested = (depth: number): string => `package a\nconst x = ${"(".repeat(depth)}y${")".repeat(depth)}\n`;
    expect(codesOf(nested(EXPRESSION_DEPTH_MAX))).toEqual([]);
    expect(codesOf(nested(EXPRESSION_DEPTH_MAX + 1))).toEqual(["syntax/too-deep"]);
  });

  it("long chains are read, and are not deep", () => {
    const depth = (value: unknown): number => (typeof value === "object" && value !== null ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0);
    const union = parse({ file: "bounds.policy", text: `package a\ndata x: ${"y | ".repeat(20_000)}y\n` });
    expect(union.diagnostics).toEqual([]);
    expect(depth(union.value?.items)).toBeLessThan(10);
    for (const word of ["and", "or"]) {
      const { value, diagnostics } = parse({ file: "bounds.policy", text: `package a\nconst x = ${`y ${word} `.repeat(20_000)}y\n` });
      expect(diagnostics).toEqual([]);
      expect(depth(value?.items)).toBeLessThan(40);
    }
    expect(codesOf(`package a\nconst x = ${"y else ".repeat(20_000)}y\n`)).toEqual(["syntax/too-deep"]);
  });

  it("what is long and flat is printed too", () => {
    const most = Math.floor(POLICY_BYTES_MAX / 6);
    for (const [head, piece, tail] of [["const x = ", "y or ", "y"], ["const x = {", "y, ", "}"], ["data x: ", "y | ", "y"], ["tag ", "y, ", "y"]] as const) {
      const { value, diagnostics } = parse({ file: "bounds.policy", text: `package a\n${head}${piece.repeat(most)}${tail}\n` });
      expect(diagnostics).toEqual([]);
      expect(value === undefined ? 0 : print(value).length).toBeGreaterThan(most);
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
