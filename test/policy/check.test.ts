// Cases of the checker: `check/<case>/*.policy` is one bundle, `diagnostics.txt` its findings. Every case also checks, unasked,
// that neither findings nor policy depend on the order of the files, and that a finding has its place. `UPDATE=1` rewrites.

import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { assert } from "../../src/base/assert.js";
import { CONSTANT_DEPTH_MAX, CONSTANT_MEMBERS_MAX } from "../../src/base/limits.js";
import { failed } from "../../src/base/diagnostic.js";
import { codes } from "../../src/base/messages.generated.js";
import { render } from "../../src/base/render.js";
import { check } from "../../src/language/check/check.js";
import { cataloguesOf, select } from "../../src/language/check/packages.js";
import { distance } from "../../src/base/distance.js";
import { nearest } from "../../src/language/check/suggest.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import type { Expression, Item } from "../../src/language/syntax/ast.js";
import { parse } from "../../src/language/syntax/parse.js";
import { runTests } from "../../src/testing/run.js";
import { checkTexts, policyOf, readTexts } from "./fixture.js";

const folder = fileURLToPath(new URL("./check", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const cases = readdirSync(folder).sort();
const seen = new Set<string>();

describe("checker cases", () => {
  it.each(cases)("%s", (name) => {
    const path = join(folder, name);
    const texts = readTexts(path);
    expect(texts.size, "an empty case").toBeGreaterThan(0);
    const { value, diagnostics } = checkTexts(texts);
    for (const finding of diagnostics) {
      seen.add(finding.code);
      expect(finding.code, "the case is about the checker").toMatch(/^check\//);
      expect(texts.has(finding.span.file), "a finding stands in a file of the case").toBe(true);
      expect(finding.span.end).toBeGreaterThanOrEqual(finding.span.start);
      expect(finding.message).not.toMatch(/\.$|undefined|\[object/);
    }
    expect(value === undefined).toBe(failed(diagnostics));
    const backwards = checkTexts(new Map([...texts].reverse()));
    expect(backwards).toEqual({ ...(value === undefined ? {} : { value }), diagnostics });
    compare(join(path, "diagnostics.txt"), render(diagnostics, texts, { color: false }));
    compare(join(path, "manifest.txt"), value === undefined ? "" : `${JSON.stringify(manifestOf(value), (key, part: unknown) => (key === "span" ? undefined : part), 2)}\n`);
    const known = [...texts.keys(), "diagnostics.txt", "manifest.txt"];
    expect(readdirSync(path).filter((file) => !known.includes(file)), "files that no check reads").toEqual([]);
  });

  it("a tree without end is refused, not followed", () => {
    const text = "package deep\ntool t() { op READ }\nunary deny deep { on READ  when op == READ }\n";
    const tree = parse({ file: "deep.policy", text }).value;
    assert(tree !== undefined, "the text is sound");
    const nested = tree.items.map((item): Item => {
      if (item.kind !== "rule") return item;
      return { ...item, clauses: item.clauses.map((clause) => (clause.kind === "when" ? { ...clause, condition: nest(clause.condition, 100_000) } : clause)) };
    });
    const { diagnostics } = check([{ ...tree, items: nested }]);
    expect(diagnostics.map((finding) => finding.code)).toEqual(["check/too-deep"]);
    for (const { code } of diagnostics) seen.add(code);
  });

  it("every check code has a case", () => {
    expect(codes.filter((code) => code.startsWith("check/") && !seen.has(code))).toEqual([]);
  });
});

describe("shipped packs", () => {
  const files = readdirSync(join(root, "rules")).flatMap((pack) => [...readTexts(join(root, "rules", pack))].map(([file, text]) => parse({ file: `${pack}/${file}`, text })));
  const trees = files.flatMap((outcome) => outcome.value ?? []);
  it.each([null, ...cataloguesOf(trees)])("for %s: no finding", (catalogue) => {
    const chosen = select(trees, { catalogue });
    expect(chosen.diagnostics).toEqual([]);
    expect(check(chosen.value ?? []).diagnostics).toEqual([]);
  });
});

describe("the language's page", () => {
  it("begins with an example that is sound, needs nothing else and passes its own tests", () => {
    const text = /```\n(package [\s\S]*?\n)```/.exec(readFileSync(join(root, "docs/language.md"), "utf8"))?.[1] ?? "";
    const { results, diagnostics } = runTests([{ file: "example.policy", text }]);
    expect(diagnostics).toEqual([]);
    expect(results.length).toBeGreaterThan(1);
    expect(results.flatMap((result) => result.findings)).toEqual([]);
  });
});

describe("what does not matter", () => {
  const tool = "package a\ntool t(x: number) { op READ  op SEND when args.x == 1 }\ntool u() { op SEND }\n";
  const rules = ["unary deny b { on READ  when count(tool u) > 1 }\n", "unary deny a { on READ  when count(tool t) > 2 or count(SEND) > 3 }\n"];
  it("counters are numbered by their keys, in whatever order rules are written", () => {
    const [first, second] = [rules, rules.toReversed()].map((order) => manifestOf(policyOf(tool + order.join(""))));
    expect(first?.counters).toEqual(["count(SEND)", "count(tool t)", "count(tool u)"]);
    expect(first?.demand).toEqual(second?.demand);
    expect(first?.counters).toEqual(second?.counters);
  });
  it("a fact that only a reason reads does not make a rule inactive", () => {
    const text = "package a\nruntime r { fact f: string  fact g: boolean }\ntool t() { op READ }\nhost r deny b { on READ  when g == true  because \"by {f}\" }\n";
    expect(manifestOf(policyOf(text)).rules.map((rule) => rule.hostFacts)).toEqual([["g"]]);
  });
});

describe("constants made of constants", () => {
  const codesOf = (lines: readonly string[]): readonly string[] =>
    checkTexts(new Map([["a.policy", `package a\n${lines.join("\n")}\n`]])).diagnostics.map((finding) => finding.code);
  const chain = (length: number): string[] => Array.from({ length }, (_, at) => `const c${at} = ${at === 0 ? "{\"x\"}" : `{c${at - 1}, c${at - 1}}`}`);
  it("are as deep as the limit, in whatever order they stand", () => {
    for (const lines of [chain(CONSTANT_DEPTH_MAX), chain(CONSTANT_DEPTH_MAX).toReversed()]) expect(codesOf(lines)).toEqual([]);
    for (const lines of [chain(3000), chain(3000).toReversed()]) expect(new Set(codesOf(lines))).toEqual(new Set(["check/too-deep"]));
  });
  it("have together no more members than the limit", () => {
    const big = `const big = {${Array.from({ length: 4000 }, (_, at) => `"m${at}"`).join(", ")}}`;
    const copies = Array.from({ length: CONSTANT_MEMBERS_MAX / 4000 }, (_, at) => `const c${at} = {big, "${at}"}`);
    expect(new Set(codesOf([big, ...copies]))).toEqual(new Set(["check/too-many"]));
  });
});

describe("choosing packages", () => {
  const trees = ["package a\nuse b", "package b\nuse c", "package c", "package d\nfor \"x\"", "package e\nuse d\nfor \"y\"", "package f\nfor \"z\""]
    .flatMap((text, number) => parse({ file: `${number}.policy`, text: `${text}\n` }).value ?? []);
  const chosen = (roots: Parameters<typeof select>[1]): readonly string[] => (select(trees, roots).value ?? []).map((file) => file.package.text);
  it("takes what is for a catalogue, what holds everywhere, and what they use", () => {
    expect(chosen({ catalogue: "x" })).toEqual(["a", "b", "c", "d"]);
    expect(chosen({ catalogue: "y" })).toEqual(["a", "b", "c", "d", "e"]);
    expect(chosen({ catalogue: null })).toEqual(["a", "b", "c"]);
    expect(chosen({ packages: ["b"] })).toEqual(["b", "c"]);
  });
  it("says which package is not there", () => {
    const { diagnostics } = select(trees, { packages: ["bb"] });
    expect(diagnostics.map((finding) => [finding.code, finding.help])).toEqual([["check/unknown-package", "did you mean `b`?"]]);
  });
});

describe("suggestions", () => {
  it.each([["paymnet", "payment", 1], ["", "ab", 2], ["abc", "abc", 0], ["kitten", "sitting", 3]])("%s and %s are %i apart", (a, b, steps) => {
    expect(distance(a, b)).toBe(steps);
    expect(distance(b, a)).toBe(steps);
  });
  it("is the nearest name that is near enough", () => {
    expect(nearest("shared-write", ["shared_write", "egress"])).toBe("shared_write");
    expect(nearest("egres", ["ingress", "egress"])).toBe("egress");
    expect(nearest("whatever", ["egress"])).toBeNull();
  });
});

function nest(condition: Expression, depth: number): Expression {
  let nested = condition;
  for (let at = 0; at < depth; at++) nested = { kind: "not", operand: nested, span: condition.span };
  return nested;
}

/** Empty text and no file are the same. */
function compare(path: string, found: string): void {
  if (process.env["UPDATE"] === "1") {
    if (found === "") rmSync(path, { force: true });
    else writeFileSync(path, found);
  }
  expect(found).toBe(existsSync(path) ? readFileSync(path, "utf8") : "");
}
