// What stands under the table of a run: what the marks in it mean, and which rules were not asked, from which decision on, for want
// of what; and the same of one decision that is explained.

import picocolors from "picocolors";
import { expect, test } from "vitest";
import { asides, decisionTable, explained } from "../../src/app/cli/table.js";
import type { Decision } from "../../src/kernel/decide/decision.js";

const screen = { colors: picocolors.createColors(false), columns: null };
const rule = { id: "p.r", effect: "deny" as const, reason: "no", agentReason: "no", span: { file: "", start: 0, end: 0 }, unknown: true, observe: false, severity: null, tags: [] };
const at = (step: number, more: Partial<Decision>): Decision => ({
  id: `t#${step}`, call: "c", step, tool: "send", op: "SEND", effect: "deny", code: null, args: {}, rewritten: false, inactive: [], bundle: "", us: 1, reason: "no", path: [], rules: [rule], ...more,
});
const rules = Array.from({ length: 9 }, (_, number) => `p.h${number}`);
const timeless = { inactive: [...rules, "p.z"], wants: { ...Object.fromEntries(rules.map((id) => [id, ["time"]])), "p.z": ["runtime desk", "cwd"] } };

test("a run's table marks what hung on an unknown, and says below which rules were not asked", () => {
  const decisions = [at(1, timeless), at(2, timeless), at(5, { rules: [{ ...rule, unknown: false }] })];
  expect(decisionTable(decisions, screen).split("\n").map((line) => /p\.r\??/.exec(line)?.[0])).toEqual([undefined, "p.r?", "p.r?", "p.r", undefined]);
  expect(asides(decisions, screen).split("\n")).toEqual([
    "? hung on an unknown: 2 of 3 decisions",
    "from step 1 on inactive for want of runtime desk, cwd: p.z",
    "from step 1 on inactive for want of time: p.h0, p.h1, p.h2, p.h3, p.h4, p.h5 and 3 more",
    "from step 5 on all rules asked",
    "",
  ]);
  expect(asides([at(1, { rules: [] })], screen)).toBe("");
});

test("explained, a decision names every rule that was not asked, and for want of what", () => {
  expect(explained([at(1, timeless)], screen).split("\n").slice(2)).toEqual([`  inactive for want of runtime desk, cwd: p.z`, `  inactive for want of time: ${rules.join(", ")}`, ""]);
});
