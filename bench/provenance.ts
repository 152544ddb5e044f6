// The recorded traces, where they stand beside the checkout -> bench/scores/provenance.json and .md: how many value edges are found
// when values of their results come back changed, and how many there are that should not be. `--check` compares a small sample with
// what is committed. The same seed draws the same pairs; nothing of a trace is kept but counts.

import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { linesOf } from "../src/app/cli/input.js";
import { packageRoot } from "../src/app/cli/packs.js";
import { markdown } from "./provenance/table.js";
import { sessionOf, sourcesOf, sourcesOfCall, type Session } from "./provenance/sessions.js";
import { squeezed, valuesIn, type Value } from "./provenance/values.js";
import { ways, type Random } from "./provenance/ways.js";
import type { Figures, Pairs, Strangers } from "./provenance/table.js";

/** Runs drawn from each file; a check draws fewer. */
const RUNS = 60;
const RUNS_CHECK = 8;
/** Values of each class drawn from a run. */
const EACH = 2;
/** Unrelated runs in which each benign call's values are looked up. */
const STRANGERS = 6;
const SEED = 20_251;

async function main(check: boolean): Promise<boolean> {
  const folder = join(packageRoot(), "..", "shared", "traces");
  if (!existsSync(folder)) {
    console.log(`provenance: no recorded traces beside the checkout (${folder}), nothing ${check ? "compared" : "written"}`);
    return check;
  }
  const file = join(packageRoot(), "bench", "scores", "provenance.json");
  const sample = await measure(folder, RUNS_CHECK);
  if (check) {
    const committed: unknown = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : null;
    const expected = typeof committed === "object" && committed !== null && "sample" in committed ? committed.sample : null;
    const same = JSON.stringify(sample) === JSON.stringify(expected);
    console.log(same ? "provenance: the sample measures as committed" : "provenance: the sample differs from what is committed; run `npm run provenance`, read the difference, and commit it if it is meant");
    return same;
  }
  const full = await measure(folder, RUNS);
  const table = markdown(full);
  console.log(table);
  writeFileSync(file, `${JSON.stringify({ full, sample }, null, 1)}\n`);
  writeFileSync(join(packageRoot(), "bench", "scores", "provenance.md"), table);
  return true;
}

async function measure(folder: string, runs: number): Promise<Figures> {
  const random = randomOf(SEED);
  const sessions: Session[] = [];
  const benign: Session[] = [];
  for (const name of readdirSync(folder).filter((each) => each.endsWith(".jsonl.gz")).sort()) {
    const lines: string[] = [];
    for await (const line of linesOf([join(folder, name)])) lines.push(line.text);
    const stride = Math.max(1, Math.floor(lines.length / runs));
    for (let index = Math.floor(random() * stride); index < lines.length; index += stride) {
      const line = lines[index] ?? "";
      const session = sessionOf(name.replace(/\.jsonl\.gz$/, ""), line);
      sessions.push(session);
      if (/"kind": ?"(?:benign|safe)/.test(line.slice(0, 300))) benign.push(session);
    }
  }
  return { pairs: pairsOf(sessions, random), strangers: strangersOf(benign, sessions, random) };
}

/** Values of results that come back, each in each way. */
function pairsOf(sessions: readonly Session[], random: Random): Figures["pairs"] {
  const pairs: { [way: string]: { [of: string]: Pairs } } = {};
  const used = new Set<string>();
  for (const session of sessions) {
    const values = session.texts.filter(({ isResult }) => isResult).flatMap(({ text }) => valuesIn(text, EACH)).filter(({ text }) => !used.has(text) && used.add(text));
    const texts = session.texts.map(({ step, text }) => ({ step, text: squeezed(text) }));
    for (const [index, value] of values.entries()) {
      const core = squeezed(value.text);
      const right = new Set(texts.filter(({ text }) => text.includes(core)).map(({ step }) => step));
      const other = values[(index + 1) % values.length]?.text ?? value.text;
      for (const way of ways) {
        const leaves = way.apply(value, random, other);
        if (leaves === null) continue;
        const cell = ((pairs[way.name] ??= {})[value.class] ??= { count: 0, found: 0, edges: 0, astray: 0 });
        const sources = sourcesOf(session, leaves);
        const joined = way.name.startsWith("joined") ? squeezed(other) : core;
        const astray = sources.filter((step) => !right.has(step) && !isShared(value, joined, texts.find((each) => each.step === step)?.text ?? ""));
        cell.count++;
        if (sources.some((step) => right.has(step))) cell.found++;
        cell.edges += sources.length;
        cell.astray += astray.length;
      }
    }
  }
  return pairs;
}

/** Whether a text has a part of the value in common that tells something: twelve letters and digits in a row, or all of a short one. */
function isShared({ text }: Value, joined: string, other: string): boolean {
  const core = squeezed(text);
  if (joined !== core && other.includes(joined)) return true;
  for (const all of [core, joined]) {
    const size = Math.min(12, all.length);
    for (let at = 0; at + size <= all.length; at++) if (other.includes(all.slice(at, at + size))) return true;
  }
  return false;
}

/** Values of benign calls, looked up in runs that have nothing to do with theirs: those of other sets. */
function strangersOf(benign: readonly Session[], sessions: readonly Session[], random: Random): Figures["strangers"] {
  const found: { [set: string]: Strangers } = {};
  for (const session of benign) {
    const others = sessions.filter(({ set }) => familyOf(set) !== familyOf(session.set));
    const cell = (found[session.set] ??= { calls: 0, withEdge: 0, edges: 0 });
    for (let round = 0; round < STRANGERS; round++) {
      const stranger = others[Math.floor(random() * others.length)];
      if (stranger === undefined) continue;
      for (const leaves of session.calls) {
        const sources = sourcesOfCall(stranger, leaves);
        cell.calls++;
        cell.edges += sources.length;
        if (sources.length > 0) cell.withEdge++;
      }
    }
  }
  return found;
}

/** Sets that were recorded in one environment share its values. */
function familyOf(set: string): string {
  return set.split("-")[0]?.replace(/^agentdyn$/, "agentdojo") ?? set;
}

/** Numbers in [0, 1) from a seed (mulberry32). */
function randomOf(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

process.exitCode = (await main(process.argv.includes("--check"))) ? 0 : 1;
