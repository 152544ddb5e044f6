// README's figures against the score files that it says they are from: whoever measures anew and leaves README as it was is told here.
// Measures nothing.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { median } from "../../bench/measure.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const readme = readFileSync(`${root}README.md`, "utf8");

interface Row { readonly suite: string; readonly kind: string; readonly runs: number; readonly right: number }
interface Bench {
  readonly times: readonly { readonly name: string; readonly rounds: readonly number[] }[];
  readonly ratios: readonly { readonly name: string; readonly measured: { readonly median: number } }[];
  readonly bounds: readonly { readonly name: string; readonly measuredNs: number }[];
}
const scores = (name: string): unknown => JSON.parse(readFileSync(`${root}bench/scores/${name}.json`, "utf8"));
const runs = (scores("traces") as { readonly full: Readonly<Record<string, { readonly rows: readonly Row[] }>> }).full;
const speed = scores("bench") as Bench;

/** The cells of the table whose head begins so. */
function table(head: string): readonly (readonly string[])[] {
  const [, ...lines] = readme.slice(readme.indexOf(`\n| ${head} |`) + 1).split("\n\n")[0]?.split("\n") ?? [];
  return lines.slice(1).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
}

/** A row's first words, and the runs that it is of. */
const suites: Readonly<Record<string, string>> = {
  arbiteros: "arbiteros", "agentdojo banking": "agentdojo-banking", "agentdojo slack": "agentdojo-slack", "agentdyn shopping": "agentdyn-shopping",
  injecagent: "injecagent", "tau-bench": "taubench-airline", OpenHands: "openagentsafety", "SWE-agent": "sweagent",
};
const kinds = [["attack", "unsafe"], ["resisted"], ["benign", "safe"], ["benign-direct"]] as const;

describe("recorded runs", () => {
  test.each(Object.entries(suites))("%s", (words, suite) => {
    const cells = table("runs").find(([name = ""]) => name.startsWith(words))?.slice(1) ?? [];
    expect(cells.length).toBe(kinds.length);
    for (const [column, names] of kinds.entries()) {
      const row = runs[suite]?.rows.find(({ kind }) => names.some((name) => name === kind));
      if (row === undefined) {
        expect(cells[column]).toBe("");
        continue;
      }
      const share = (100 * row.right) / row.runs;
      const percent = `${share === 100 ? "100" : share.toFixed(1)} %`;
      expect([percent, `${percent} of ${row.runs.toLocaleString("en")}`, `${row.right} of ${row.runs}`]).toContain(cells[column]);
    }
  });

  test("README has a row for nothing else", () => {
    expect(table("runs").length).toBe(Object.keys(suites).length);
    expect(runs["arbiteros"]?.rows).toEqual(runs["arbiteros, declared edges ignored"]?.rows);
  });
});

test("drafted bindings", () => {
  const text = readFileSync(`${root}docs/catalogue.md`, "utf8");
  const lines = text.split("\n").filter((line) => line.startsWith("| ")).map((line) => line.split("|").slice(1, -1).map((cell) => cell.trim()));
  const told = lines.flatMap(([name = "", by, ...cells], at) => (by === "drafted" ? [[`${name}, drafted`, cells]] : by === "by hand" ? [[lines[at - 1]?.[0] ?? "", cells]] : []));
  const share = (set: string, suite: string | undefined, kind: string): string => {
    const row = runs[set]?.rows.find((each) => each.kind === kind && (suite === undefined || each.suite.endsWith(suite)));
    const percent = row === undefined ? null : (100 * row.right) / row.runs;
    return percent === null ? "" : percent === 100 ? "100" : percent.toFixed(1);
  };
  expect(told.length).toBe(12);
  for (const [name, cells] of told) {
    const [set = "", suite] = String(name).replace(", drafted", "").split(", ");
    const of = String(name).endsWith(", drafted") ? `${set}, drafted` : set;
    expect([name, cells]).toEqual([name, ["attack", "resisted", "benign", "benign-direct"].map((kind) => share(of, suite, kind))]);
  }
});

test("speed", () => {
  const us = (ns: number): string => `${(ns / 1_000).toPrecision(2)} us`;
  const time = (name: string): string => us(median(speed.times.find((each) => each.name === name)?.rounds ?? []));
  const ratio = (name: string): number => speed.ratios.find((each) => each.name === name)?.measured.median ?? Number.NaN;
  const bound = (name: string): string => us(speed.bounds.find((each) => each.name === name)?.measuredNs ?? Number.NaN);
  expect(table("what").map(([, figures]) => figures)).toEqual([
    `${time("frame door")}, ${ratio("frame door / JavaScript by hand").toFixed(1)} times hand-written JavaScript`,
    time("JSON door in opa-wasm"),
    `p50 ${bound("whole decision in this thread, p50")}, p99 ${bound("whole decision in this thread, p99")}`,
    `${ratio("evaluate / bare piscina echo, p50 of single ones").toFixed(2)} times a bare piscina echo; 64 in flight ${ratio("evaluate / bare piscina echo, 64 in flight").toFixed(2)} times`,
  ]);
});
