// What is computed of a call, from text to decision: the packs of test/policy/values pass their own tests, and each test of them
// fails where one of its expectations is turned round.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { runTests } from "../../src/testing/run.js";

const folder = fileURLToPath(new URL("values", import.meta.url));

describe.each(readdirSync(folder))("%s", (file) => {
  const text = readFileSync(join(folder, file), "utf8");
  const findings = (changed: string): readonly string[] => {
    const { results, diagnostics } = runTests([{ file, text: changed }]);
    return [...diagnostics, ...results.flatMap((result) => result.findings)].map((finding) => `${finding.code} ${finding.message}`);
  };

  it("passes its tests", () => {
    expect(findings(text)).toEqual([]);
  });

  it("would not pass others", () => {
    const expectations = [...text.matchAll(/^ {2}expect (allow|deny) \w+( by .*)?$/gm)];
    expect(expectations.length).toBeGreaterThan(5);
    const turned = text.replace(/^ {2}expect (allow|deny) (\w+)( by .*)?$/gm, (_, effect: string, step: string) => `  expect ${effect === "deny" ? "allow" : "deny"} ${step}`);
    expect(findings(turned).filter((finding) => finding.startsWith("test/effect"))).toHaveLength(expectations.length);
  });
});
