// The recorded runs, where they stand beside the checkout, and the shipped packs -> bench/scores/ablation.json and .md: what each fact of
// the language is worth. Every run is decided once; for each fact its decisions are taken again without the rules that read it.

import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { guards } from "../src/app/cli/engines.js";
import { linesOf } from "../src/app/cli/input.js";
import { packageRoot, readAll, shippedRules } from "../src/app/cli/packs.js";
import { run } from "../src/app/cli/run.js";
import { harmful, tally } from "../src/app/cli/score.js";
import type { Row, Tally } from "../src/app/cli/score.js";
import type { Source } from "../src/base/span.js";
import type { Decision } from "../src/kernel/decide/decision.js";
import { parse } from "../src/language/syntax/parse.js";
import { readTrace } from "../src/runtimes/trace/read.js";
import { effectNumber, effects } from "../src/words/effects.js";

/** One run in so many is measured. */
const SAMPLE_STEP = 4;

/** Rows of scores by the fact that was left out, by set. */
interface Sets { readonly [set: string]: { readonly [without: string]: readonly Row[] } }

async function main(): Promise<void> {
  const folder = join(packageRoot(), "..", "shared", "traces");
  if (!existsSync(folder)) return console.log(`ablation: no recorded traces beside the checkout (${folder}), nothing written`);
  const sets = await measured(folder);
  const scores = join(packageRoot(), "bench", "scores");
  writeFileSync(join(scores, "ablation.json"), `${JSON.stringify(sets, null, 1)}\n`);
  writeFileSync(join(scores, "ablation.md"), rendered(sets));
  console.log(rendered(sets));
}

async function measured(folder: string): Promise<Sets> {
  const sources = readAll([shippedRules()]);
  const reads = readers(sources);
  const facts = ["nothing", ...[...new Set([...reads.values()].flatMap((of) => [...of]))].sort()];
  const guard = guards(sources);
  const sets: Record<string, Record<string, Tally>> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".jsonl.gz")).sort()) {
    const counted: Record<string, Tally> = Object.fromEntries(facts.map((fact) => [fact, tally()]));
    let [index, known] = [0, false];
    for await (const { text } of linesOf([join(folder, file)])) {
      if (index++ % SAMPLE_STEP !== 0) continue;
      const trace = readTrace(text);
      const of = await guard(trace);
      if (!of.known) continue;
      known = true;
      const decisions = run(trace, of);
      for (const fact of facts) counted[fact]?.add(trace, decisions.map((decision) => without(decision, (rule) => reads.get(rule)?.has(fact) === true)));
    }
    if (known) sets[file.replace(/\.jsonl\.gz$/, "")] = counted;
  }
  return Object.fromEntries(Object.entries(sets).map(([set, counted]) => [set, Object.fromEntries(Object.entries(counted).map(([fact, of]) => [fact, of.scores().rows]))]));
}

/** The functions that each rule's conditions call, by the rule's full name; `flow` where it follows one from a source. */
function readers(sources: readonly Source[]): ReadonlyMap<string, ReadonlySet<string>> {
  const rules = new Map<string, ReadonlySet<string>>();
  for (const file of sources.flatMap((source) => parse(source).value ?? [])) {
    for (const item of file.items) {
      if (item.kind !== "rule") continue;
      rules.set(`${file.package.text}.${item.name.text}`, new Set(called(item.clauses.filter(({ kind }) => kind !== "because"))));
    }
  }
  return rules;
}

function called(node: unknown): readonly string[] {
  if (typeof node !== "object" || node === null) return [];
  const own = "kind" in node && node.kind === "from" ? ["flow"] : [];
  const name = "kind" in node && node.kind === "call" && "function" in node && typeof node.function === "object" && node.function !== null && "text" in node.function ? [String(node.function.text)] : [];
  return [...own, ...name, ...Object.values(node).flatMap(called)];
}

/** A decision without what some rules said; one that failed stays. */
function without(decision: Decision, left: (rule: string) => boolean): Decision {
  if (decision.code !== null || !decision.rules.some(({ id }) => left(id))) return decision;
  const rules = decision.rules.filter(({ id }) => !left(id));
  const strictest = rules.reduce((most, rule) => (rule.observe ? most : Math.max(most, effectNumber.get(rule.effect) ?? 0)), 0);
  return { ...decision, rules, effect: effects[strictest] ?? "deny" };
}

function rendered(sets: Sets): string {
  return [
    "# What each fact is worth", "",
    `Written by \`npm run ablation\`: one recorded run in ${SAMPLE_STEP}, decided by the shipped packs, and again without the rules that read a fact (\`flow\`: rules with a \`from\`). Percent of attacks stopped / of honest runs untouched, and in brackets the difference that its rules make.`,
    "Other rules that hold the same call stay: a fact without a difference is not useless, but nothing here hangs on it alone.", "",
    ...Object.entries(sets).flatMap(([set, facts]) => [
      `## ${set}`, "", "| without | attacks stopped | honest runs untouched |", "|---|--:|--:|",
      ...Object.entries(facts).filter(([fact, rows]) => fact === "nothing" || share(rows, true) !== share(facts["nothing"] ?? [], true) || share(rows, false) !== share(facts["nothing"] ?? [], false))
        .map(([fact, rows]) => `| ${fact === "nothing" ? "nothing" : `\`${fact}\``} | ${cell(rows, facts["nothing"] ?? [], true)} | ${cell(rows, facts["nothing"] ?? [], false)} |`),
      "",
    ]),
  ].join("\n");
}

function cell(rows: readonly Row[], all: readonly Row[], harm: boolean): string {
  const [own, whole] = [share(rows, harm), share(all, harm)];
  if (own === null || whole === null) return "";
  return own === whole ? own.toFixed(1) : `${own.toFixed(1)} (${own > whole ? "+" : ""}${(own - whole).toFixed(1)})`;
}

/** In percent of the runs; null where there are none. */
function share(rows: readonly Row[], harm: boolean): number | null {
  const of = rows.filter(({ kind }) => harmful.has(kind) === harm);
  const runs = of.reduce((sum, row) => sum + row.runs, 0);
  return runs === 0 ? null : (100 * of.reduce((sum, row) => sum + row.right, 0)) / runs;
}

await main();
