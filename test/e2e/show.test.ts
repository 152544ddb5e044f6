// What people are shown: tables that fit the screen, colours only where they are wanted, nothing from a trace that a terminal would
// obey; and lines of input that are split where lines end and nowhere else.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import picocolors from "picocolors";
import { afterAll, describe, expect, test } from "vitest";
import { linesOf } from "../../src/app/cli/input.js";
import { decisionTable, explained } from "../../src/app/cli/table.js";
import type { Decision } from "../../src/kernel/decide/decision.js";

const plain = picocolors.createColors(false);
const colored = picocolors.createColors(true);
const decision: Decision = {
  id: "t#3", call: "c", step: 3, tool: "send", op: "SEND", effect: "deny", code: null, args: {}, rewritten: false, inactive: ["p.h"], bundle: "", us: 12.34, reason: `"${"x".repeat(200)}" is not yours`,
  path: [{ step: 1, edge: "value" }, { step: 2, edge: "declared" }],
  rules: [{ id: "p.r", effect: "deny", reason: "not yours", agentReason: "", span: { file: "", start: 0, end: 0 }, unknown: true, observe: false, severity: "high", tags: [] },
    { id: "p.o", effect: "ask", reason: "on trial", agentReason: "", span: { file: "", start: 0, end: 0 }, unknown: false, observe: true, severity: null, tags: [] }],
};
const width = (table: string): number => Math.max(...table.split("\n").map((line) => [...line].length));

describe("tables", () => {
  test("name the steps from source to sink", () => {
    expect(decisionTable([decision], { colors: plain, columns: null })).toContain("1 -value-> 2 -declared-> 3");
  });
  test.each([60, 80, 120, 200])("fit a screen of %i columns", (columns) => {
    const table = decisionTable([decision], { colors: plain, columns });
    expect(width(table)).toBeLessThanOrEqual(columns);
    expect(table).toContain("deny");
    expect(table).toContain("12.3");
  });
  test("are as wide as they need where there is no screen", () => {
    expect(decisionTable([decision], { colors: plain, columns: null })).toContain("x".repeat(200));
  });
  test("are coloured where that is wanted, and only there", () => {
    expect(decisionTable([decision], { colors: plain, columns: 80 })).not.toContain("\u001b");
    expect(decisionTable([decision], { colors: colored, columns: 80 })).toContain("\u001b[31m");
  });
  test("hold nothing that a terminal obeys", () => {
    const odd = { ...decision, tool: "rm\u001b[2J\r", call: "\u001b]0;x\u0007", reason: "a\nb" };
    const shown = decisionTable([odd], { colors: plain, columns: null }) + explained([odd], { colors: plain, columns: null });
    expect(shown.replaceAll("\n", "")).not.toMatch(/\p{Cc}/u);
    expect(decisionTable([odd], { colors: plain, columns: null }).split("\n").length).toBe(3);
  });
  test("explained, every rule speaks, with what it hung on", () => {
    const shown = explained([decision], { colors: plain, columns: null });
    for (const part of ["deny p.r: not yours (hangs on an unknown)", "ask p.o: on trial (on trial)", "path 1 -value-> 2 -declared-> 3", "inactive: p.h"]) expect(shown).toContain(part);
  });
});

describe("lines of input", () => {
  const folder = mkdtempSync(join(tmpdir(), "interdict-"));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = async (text: string | Uint8Array): Promise<readonly unknown[]> => {
    const path = join(folder, "in.jsonl");
    writeFileSync(path, text);
    const found: unknown[] = [];
    for await (const line of linesOf([path])) found.push([line.number, line.text]);
    return found;
  };
  test("end at line ends alone, and blank ones are left out but counted", async () => {
    expect(await read("a\n\n \nb\u2028c\u2029d\u0085e\n")).toEqual([[1, "a"], [4, "b\u2028c\u2029d\u0085e"]]);
  });
  test("need no end at the last, and no mark at the first", async () => {
    expect(await read("\uFEFFa\nb")).toEqual([[1, "a"], [2, "b"]]);
    expect(await read("")).toEqual([]);
  });
  test("say where they are not all UTF-8", async () => {
    const path = join(folder, "damaged.jsonl");
    writeFileSync(path, Buffer.concat([Buffer.from("ü\n"), Buffer.from([0x61, 0xfc, 0x0a]), Buffer.from("\uFFFD")]));
    const found: unknown[] = [];
    for await (const { text, damaged } of linesOf([path])) found.push([text, damaged]);
    expect(found).toEqual([["ü", false], ["a\uFFFD", true], ["\uFFFD", false]]);
  });
  test("may be longer than what is read at once, and split anywhere", async () => {
    const long = "ü".repeat(300_000);
    expect(await read(`${long}\n${long}x\n`)).toEqual([[1, long], [2, `${long}x`]]);
  });
});
