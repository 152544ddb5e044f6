// What the documents show is what works: every policy in them is compiled, without a finding, and its tests are run by every
// door. Knows nothing of what they say.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { failed } from "../../src/base/diagnostic.js";
import { render } from "../../src/base/render.js";
import { compile } from "../../src/compile.js";
import { runTests } from "../../src/testing/index.js";

const documents = ["docs/language.md", "docs/guide.md", "docs/cookbook.md", "README.md"];

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

/** What the rules of the guide's tables speak of. */
const HEAD = `package guide
tool pay(to: string, amount: number, team: string, cc: list of string) { op SEND  sink payment }
tool send(to: string, body: string) { op SEND  sink egress }
tool Bash(command: string) { op EXEC  role command: command }
tool read_inbox() { op READ }
`;

describe("docs/guide.md, its tables", () => {
  const text = readFileSync(fileURLToPath(new URL("../../docs/guide.md", import.meta.url)), "utf8");
  const rules = [...text.matchAll(/`((?:unary|relational|host) [a-z]+ [a-z-]+ \{[^`]*\})`/g)].map(([, rule]) => rule ?? "");

  it("has rules", () => {
    expect(rules.length).toBeGreaterThan(5);
  });

  it.each(rules)("%s", (rule) => {
    const { diagnostics } = compile([{ file: "guide.policy", text: HEAD + rule }]);
    expect(failed(diagnostics) ? render(diagnostics, new Map([["guide.policy", HEAD + rule]]), { color: false }) : "").toBe("");
  });
});
