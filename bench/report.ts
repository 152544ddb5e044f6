// Times -> what is written down: scores/bench.json, and the same as tables in scores/bench.md. Ratios are taken round by
// round, within one run, and the middle one is told with the least and the greatest.

import { versions } from "node:process";
import { arch, cpus, loadavg, platform, totalmem } from "node:os";
import type { Rounds, Spread } from "./measure.js";
import { median } from "./measure.js";

/** A ratio that is to be met. */
export interface Ratio {
  readonly name: string;
  readonly of: string;
  readonly to: string;
  /** What it is to be at most. */
  readonly most: number;
  readonly measured: { readonly median: number; readonly least: number; readonly greatest: number; readonly ofLeast: number };
}

/** A quantile that is to be met. */
export interface Bound {
  readonly name: string;
  readonly measuredNs: number;
  readonly mostNs: number;
}

/** Everything one run found. */
export interface Scores {
  readonly machine: { readonly processor: string; readonly processors: number; readonly memoryGb: number; readonly platform: string; readonly load: number };
  readonly versions: Readonly<Record<string, string>>;
  readonly subject: Readonly<Record<string, number>>;
  readonly times: readonly Rounds[];
  readonly spreads: readonly Spread[];
  readonly ratios: readonly Ratio[];
  readonly bounds: readonly Bound[];
}

/** What the run ran on. */
export function machine(): Scores["machine"] {
  const processors = cpus();
  return {
    processor: processors[0]?.model.trim() ?? "unknown",
    processors: processors.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
    // Before anything ran here: above nothing much, others were at work, and the times are theirs too.
    load: Math.round((loadavg()[0] ?? 0) * 10) / 10,
  };
}

/** The versions that matter here. */
export function runtimeVersions(packages: Readonly<Record<string, string>>): Scores["versions"] {
  return { node: versions.node, v8: versions.v8, ...packages };
}

/** The ratio of two contenders' times, round by round. */
export function ratio(times: readonly Rounds[], name: string, of: string, to: string, most: number): Ratio {
  const find = (wanted: string): readonly number[] => times.find((each) => each.name === wanted)?.rounds ?? [];
  const above = find(of);
  const below = find(to);
  const each = above.map((time, round) => time / (below[round] ?? Number.NaN));
  return { name, of, to, most, measured: { median: median(each), least: Math.min(...each), greatest: Math.max(...each), ofLeast: Math.min(...above) / Math.min(...below) } };
}

/** The scores as Markdown, by the name of what found them; notes stand first. */
export function markdown({ machine: on, versions: used, subject, times, spreads, ratios, bounds }: Scores, by = "npm run bench", notes: readonly string[] = []): string {
  const list = (entries: Readonly<Record<string, string | number>>): string => Object.entries(entries).map(([name, value]) => `${name} ${value}`).join(", ");
  return `# Scores of \`${by}\`

Written by the benchmark; how it measures stands in [README.md](../README.md).

On ${on.processor}, ${on.processors} processors, ${on.memoryGb} GB, ${on.platform}, load ${on.load} before; ${list(used)}.
Of ${list(subject)}.
${notes.map((note) => `\n${note}\n`).join("")}
## One decision

Middle, least and greatest of ${times[0]?.rounds.length ?? 0} rounds in which all took their turn.

| contender | time | least | greatest | decisions a second |
|---|--:|--:|--:|--:|
${times.map(({ name, rounds }) => `| ${name} | ${time(median(rounds))} | ${time(Math.min(...rounds))} | ${time(Math.max(...rounds))} | ${Math.round(1e9 / median(rounds)).toLocaleString("en")} |`).join("\n")}

${spreads.length === 0 ? "" : spreadTable(spreads)}## Ratios

Of each round; and of the least times of all rounds, which other work on the machine disturbs least.

| what | middle | least | greatest | of the least | at most | met |
|---|--:|--:|--:|--:|--:|---|
${ratios.map(({ name, most, measured }) => `| ${name} | ${figure(measured.median)} | ${figure(measured.least)} | ${figure(measured.greatest)} | ${figure(measured.ofLeast)} | ${figure(most)} | ${measured.median <= most ? "yes" : "no"} |`).join("\n")}

${bounds.length === 0 ? "" : boundsTable(bounds)}`;
}

function spreadTable(spreads: Scores["spreads"]): string {
  return `## Single decisions, one after the other

Middle of ${spreads[0]?.p50.length ?? 0} rounds; p99.9 of all rounds together.

| contender | p50 | p90 | p99 | p99.9 |
|---|--:|--:|--:|--:|
${spreads.map(({ name, p50, p90, p99, p999 }) => `| ${name} | ${time(median(p50))} | ${time(median(p90))} | ${time(median(p99))} | ${time(p999)} |`).join("\n")}

`;
}

function boundsTable(bounds: Scores["bounds"]): string {
  return `## Bounds

| what | measured | at most | met |
|---|--:|--:|---|
${bounds.map(({ name, measuredNs, mostNs }) => `| ${name} | ${time(measuredNs)} | ${time(mostNs)} | ${measuredNs <= mostNs ? "yes" : "no"} |`).join("\n")}
`;
}

/** A ratio, as many places as say something. */
export function figure(value: number): string {
  return value >= 0.1 ? value.toFixed(2) : value.toPrecision(2);
}

/** A time in the unit that suits it. */
export function time(ns: number): string {
  return ns < 1000 ? `${ns.toFixed(0)} ns` : ns < 1e6 ? `${(ns / 1000).toFixed(2)} us` : `${(ns / 1e6).toFixed(2)} ms`;
}
