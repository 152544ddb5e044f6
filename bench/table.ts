// The scores that are committed -> one table, `bench/scores/README.md`: each row of what was asked for, what was measured, and whether it is
// met; and plots of what grows (`bench/plot`). Measures nothing: `npm run generate` makes both, so that they never say other than the scores.

import { existsSync, readFileSync } from "node:fs";
import type { Generated } from "../scripts/generate.js";
import { drawing, type Line } from "./plot.js";
import { figure, time } from "./report.js";

interface Ratios {
  readonly ratios?: readonly { readonly name: string; readonly most: number; readonly measured: { readonly median: number } }[];
  readonly bounds?: readonly { readonly name: string; readonly measuredNs: number; readonly mostNs: number }[];
  readonly times?: readonly { readonly name: string; readonly rounds: readonly number[] }[];
  readonly found?: readonly { readonly name: string; readonly unit: string; readonly measured: number; readonly most: number | null }[];
  readonly series?: readonly { readonly name: string; readonly x: string; readonly unit: string; readonly points: readonly { readonly x: number; readonly y: number }[] }[];
  readonly machine: { readonly load: number };
}

/** One row: what was asked, as its score file names it. */
interface Asked {
  readonly what: string;
  readonly file: "bench" | "peers" | "relational" | "scale";
  readonly name: string;
  /** Why it is short, where it is. */
  readonly short?: string;
}

const ofOpa = "the SDK's own reading and writing of JSON is the same for both, and our view is longer than the flat input that OPA's rules are given";
const asked: readonly Asked[] = [
  { what: "frame door against OPA's module, flat view: 20 times faster", file: "peers", name: "frame door / OPA's module, evaluate", short: "half of the time is the module's own, in which rules compare texts, and a third goes into drawing the frame" },
  { what: "with 10 before it: 50 times", file: "relational", name: "frame door / OPA's module, folders collected once, 10 before" },
  { what: "with 100: 300 times", file: "relational", name: "frame door / OPA's module, folders collected once, 100 before" },
  { what: "with 1,000: 2,000 times", file: "relational", name: "frame door / OPA's module, folders collected once, 1000 before" },
  { what: "our module in OPA's SDK against OPA's, `evaluate`: 2 times", file: "peers", name: "our module / OPA's, evaluate in opa-wasm", short: ofOpa },
  { what: "the same, `opa_eval` alone: 4 times", file: "peers", name: "our module / OPA's, opa_eval alone", short: "the view that it reads has more in it than the flat input that OPA's rules are given, and is parsed in the module" },
  { what: "a tenth of the bytes of OPA's module", file: "scale", name: "module's bytes, ours / OPA's" },
  { what: "against the fastest other peer: 20 times", file: "peers", name: "frame door / @marcbachmann/cel-js" },
  { what: "@bufbuild/cel: 100 times", file: "peers", name: "frame door / @bufbuild/cel" },
  { what: "casbin: 100 times", file: "peers", name: "frame door / casbin", short: "it stops at the first rule that fires, the other peers do not" },
  { what: "cedar-wasm: 100 times", file: "peers", name: "frame door / @cedar-policy/cedar-wasm, prepared" },
  { what: "json-rules-engine: 100 times", file: "peers", name: "frame door / json-rules-engine" },
  { what: "@ai-sdk/policy-opa: 20 times", file: "peers", name: "frame door / @ai-sdk/policy-opa", short: "as OPA's module, which it asks" },
  { what: "OPA's server: 100 times", file: "peers", name: "frame door / OPA's server on loopback" },
  { what: "a session of 1,000 messages against Invariant's analyser (at 100): 1,000 times", file: "relational", name: "a decision of Interdict, 1000 messages / Invariant's analyser, 100 messages" },
  { what: "the same at 1,000 messages against at 10: flat", file: "relational", name: "a decision at 1,000 messages / at 10" },
  { what: "frame door against JavaScript by hand: 3 times slower at most", file: "bench", name: "frame door / JavaScript by hand" },
  { what: "whole decision in this thread, p50 under 10 us", file: "bench", name: "whole decision in this thread, p50", short: "the thread waits for a worker before each of them, and finds its caches cold then (most likely because a virtual machine's processor with nothing to do is halted; that is not shown): a decision reads some 1,700 lines of code and 1,100 of data on 500 pages (counted by single steps). With both processors kept busy by other work the same run gives 9.1 us, and 5.9 us at once behind another (the bare echo 36 us, not 101); a loop that reads no memory takes the same at all these places" },
  { what: "p99 under 50 us", file: "bench", name: "whole decision in this thread, p99" },
  { what: "`evaluate` against a bare piscina echo, p50 at most 1.3 times", file: "bench", name: "evaluate / bare piscina echo, p50 of single ones" },
  { what: "throughput at least 0.75 of it", file: "bench", name: "evaluate / bare piscina echo, 64 in flight" },
  { what: "at 1,000,000 instructions against at 10: 1.5 times", file: "scale", name: "decision at 1,000,000 instructions / at 10" },
  { what: "with 10,000 rules against with 10: 3 times", file: "scale", name: "decision with 10,000 rules, 25 tools / with 10" },
  { what: "graph memory an instruction: 300 bytes", file: "scale", name: "graph memory an instruction, no texts kept" },
  { what: "the value index at most twice the text it indexes", file: "scale", name: "value index, the documents as results / their bytes" },
  { what: "compile 1,000 rules: 1 s", file: "scale", name: "compile 1000 rules, after start" },
  { what: "compile 60 rules: 100 ms", file: "scale", name: "compile 60 rules, after start" },
  { what: "load a bundle and decide first: a third of OPA's", file: "scale", name: "load and decide first, ours / OPA's" },
  { what: "installed package: 20 MB", file: "scale", name: "installed package, with what it needs to run" },
  { what: "live memory after 1,000,000 decisions: flat", file: "scale", name: "live memory after 1,000,000 decisions, less that after 1,000" },
  { what: "the module's memory: flat", file: "scale", name: "memory of the module after 1,000,000 decisions, less that after 1,000" },
];

/** What is asked and nothing measures. */
const unmeasured: readonly (readonly [what: string, why: string])[] = [
  ["a session of 1,000 messages against ArbiterOS: 1,000 times and flat", "it is no package of a registry and is not installed by the set-up; the design's own figures of it are 49 to 89 ms"],
  ["a session of 1,000 messages against Invariant's analyser at 1,000", "it takes minutes a decision there; at 100 it is measured"],
];

const folder = "bench/scores/";
/** Load above which others were at work. */
const QUIET = 1.5;

/** The table and the plots. */
export function table(root: string): readonly Generated[] {
  const files = new Map(["bench", "peers", "relational", "scale", "wide"].flatMap((name): [string, Ratios][] => {
    const path = `${root}${folder}${name}.json`;
    return existsSync(path) ? [[name, JSON.parse(readFileSync(path, "utf8")) as Ratios]] : [];
  }));
  const rows = asked.map((row) => rowOf(row, files.get(row.file)));
  const drawn = plots(files.get("wide")?.series ?? []);
  const text = `# Asked, measured, met

Made by \`npm run generate\` from the score files beside it (\`*.json\`), which \`npm run bench\` writes. Ratios are of our time to theirs, so less is better. Load of the machine before each file: ${[...files].map(([name, { machine: { load } }]) => `${name} ${load}`).join(", ")}; times of files that were made under load are the load's too.

| asked | file | measured | at most | met |
|---|---|--:|--:|---|
${rows.join("\n")}
${unmeasured.map(([what, why]) => `| ${what} | | not measured: ${why} | | |`).join("\n")}
${drawn.map(({ file, title, why }) => `\n![${title}](${file})\n\n${why}\n`).join("")}`;
  return [{ path: `${folder}README.md`, content: text }, ...drawn.map(({ file, svg }) => ({ path: `${folder}${file}`, content: svg }))];
}

function rowOf({ what, file, name, short }: Asked, scores: Ratios | undefined): string {
  const [measured, most, unit] = find(scores, name) ?? [null, null, ""];
  if (measured === null || most === null) return `| ${what} | [${file}](${file}.md) | not in the file | | |`;
  const isMet = measured <= most;
  const load = scores?.machine.load ?? 0;
  const reasons = [...(short === undefined ? [] : [short]), ...(load > QUIET ? [`timed at a load of ${load}`] : [])];
  const shown = (value: number): string => (unit === "ns" ? time(value) : unit === "times" ? figure(value) : `${Math.round(value * 100) / 100} ${unit}`);
  return `| ${what} | [${file}](${file}.md) | ${shown(measured)} | ${shown(most)} | ${isMet ? "yes" : `no${reasons.length === 0 ? "" : `: ${reasons.join("; ")}`}`} |`;
}

function find(scores: Ratios | undefined, name: string): readonly [measured: number, most: number, unit: string] | null {
  const ratio = scores?.ratios?.find((each) => each.name === name);
  if (ratio !== undefined) return [ratio.measured.median, ratio.most, "times"];
  const bound = scores?.bounds?.find((each) => each.name === name);
  if (bound !== undefined) return [bound.measuredNs, bound.mostNs, "ns"];
  const found = scores?.found?.find((each) => each.name === name);
  return found === undefined || found.most === null ? null : [found.measured, found.most, found.unit];
}

interface Wanted {
  readonly file: string;
  readonly title: string;
  readonly names: readonly string[];
  /** Why it is as it is. */
  readonly why: string;
}

const wanted: readonly Wanted[] = [
  { file: "rules.svg", title: "time of a decision, by rules", names: ["a decision, by rules"], why: "Rules are found by an index: those that cannot hold are not asked." },
  {
    file: "instructions.svg", title: "time of a decision, by instructions before it", names: ["a decision, by instructions before"],
    why: "A word that stands in up to 1,024 earlier places is looked for in each of them, in more it is a common one and is not looked for: the time grows up to there, and falls.",
  },
  { file: "sessions.svg", title: "time of a decision, by sessions at once", names: ["a decision, by sessions at once"], why: "Sessions that take turns are in no cache of the processor's when their turn comes." },
  {
    file: "values.svg", title: "time of a decision, by letters of a value", names: ["a decision, by the letters of a value that an earlier result has too", "the same, where it is one sentence again and again"],
    why: "A value is looked up word by word. One of more than a million letters is not looked up, and where it came from is unknown.",
  },
  {
    file: "workers.svg", title: "decisions a second, by worker threads", names: ["decisions a second, measured", "decisions a second, by the model"],
    why: "The model lets through what the slower of the caller's thread and the workers does, each with a processor of its own; where it is flat, that is the caller's thread.",
  },
];

/** The plots, each of its series. */
function plots(series: NonNullable<Ratios["series"]>): readonly (Wanted & { readonly svg: string })[] {
  return wanted.flatMap((plot) => {
    const lines = plot.names.flatMap((name): Line[] => series.filter((each) => each.name === name).map(({ name: label, points }) => ({ label, points })));
    const [first] = series.filter(({ name }) => name === plot.names[0]);
    return first === undefined ? [] : [{ ...plot, svg: drawing(plot.title, first.x, first.unit, lines) }];
  });
}
