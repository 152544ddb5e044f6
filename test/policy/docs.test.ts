// What the documents show is what works: every policy in them is compiled, without a finding, and its tests are run by every
// door. Knows nothing of what they say.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { render } from "../../src/base/render.js";
import { runTests } from "../../src/testing/index.js";

const documents = ["docs/language.md", "docs/cookbook.md", "README.md"];

describe.each(documents)("%s", (name) => {
  const text = readFileSync(fileURLToPath(new URL(`../../${name}`, import.meta.url)), "utf8");
  const blocks = [...text.matchAll(/```(?:policy)?\n(package [\s\S]*?\n)```/g)].map(([, block]) => block ?? "");

  it("has policies", () => {
    expect(blocks.length).toBeGreaterThan(0);
  });

  it.each(blocks.map((block) => ({ title: block.split("\n")[0], block })))("$title", ({ block }) => {
    const { results, diagnostics } = runTests([{ file: name, text: block }]);
    const warnings = diagnostics.filter((diagnostic) => diagnostic.code !== "check/unbound-allowed");
    expect(render(warnings, new Map([[name, block]]), { color: false })).toBe("");
    expect(results.length).toBeGreaterThan(0);
    expect(render(results.flatMap((result) => result.findings), new Map([[name, block]]), { color: false })).toBe("");
  });
});
