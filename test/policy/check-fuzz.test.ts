// Checking holds for any tree: it never throws, the same trees give the same findings in any order of files, every finding lies
// in its text, and what is sound can be numbered and asked. Texts are drawn from the grammar and from packs whose words are mixed.

import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { failed } from "../../src/base/diagnostic.js";
import { check } from "../../src/language/check/check.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { parse } from "../../src/language/syntax/parse.js";
import { policies } from "./sentences.js";
import { viewOf } from "./view.js";

const folder = fileURLToPath(new URL("./check/", import.meta.url));
const rules = fileURLToPath(new URL("../../rules/", import.meta.url));
const texts = [folder, rules].flatMap((root) => readdirSync(root).flatMap((name) =>
  readdirSync(join(root, name)).filter((file) => file.endsWith(".policy")).map((file) => readFileSync(join(root, name, file), "utf8"))));
const words = [...new Set(texts.flatMap((text) => text.match(/[A-Za-z_][\w-]*|"[^"\n]*"|[<>=!]=?|\d+/g) ?? []))];

/** Checks a bundle; gives whether it was sound. */
function read(bundle: readonly string[]): boolean {
  const files = bundle.flatMap((text, number) => parse({ file: `${number}.policy`, text }).value ?? []);
  const { value, diagnostics } = check(files);
  expect(check([...files].reverse())).toEqual({ ...(value === undefined ? {} : { value }), diagnostics });
  expect(value === undefined).toBe(failed(diagnostics));
  for (const { span } of diagnostics) {
    const text = bundle[Number.parseInt(span.file, 10)] ?? "";
    expect(span.start).toBeGreaterThanOrEqual(0);
    expect(span.end).toBeGreaterThanOrEqual(span.start);
    expect(span.end).toBeLessThanOrEqual(text.length);
  }
  if (value === undefined) return false;
  const manifest = manifestOf(value);
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  const evaluator = interpret(value, manifest);
  evaluator.bind(viewOf(manifest, { question: "bind" }));
  evaluator.mark(viewOf(manifest, { question: "mark" }));
  evaluator.decide(viewOf(manifest, { rows: [{}], rowsOpen: true }));
  return true;
}

describe("any tree", () => {
  it("from the grammar", () => {
    fc.assert(fc.property(fc.array(policies, { minLength: 1, maxLength: 2 }), (bundle) => { read(bundle); }), { numRuns: 500 });
  });

  it("from packs whose words are mixed", () => {
    const mixed = fc.tuple(fc.constantFrom(...texts), fc.array(fc.tuple(fc.nat(), fc.constantFrom(...words)), { maxLength: 3 })).map(([text, swaps]) => {
      const parts = text.split(/([A-Za-z_][\w-]*|"[^"\n]*"|[<>=!]=?|\d+)/);
      for (const [at, word] of swaps) parts[2 * (at % Math.max(1, parts.length >> 1)) + 1] = word;
      return parts.join("");
    });
    let sound = 0;
    fc.assert(fc.property(fc.array(mixed, { minLength: 1, maxLength: 2 }), (bundle) => { if (read(bundle)) sound++; }), { numRuns: 600 });
    expect(sound).toBeGreaterThan(20);
  });
});
