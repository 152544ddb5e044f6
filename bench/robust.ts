// The recorded attacks, where they stand beside the checkout, said otherwise -> bench/scores/robust.json and .md: what the shipped packs
// still stop where the attacker lays his values out in another way or says the same in other words, and what drafted bindings stop and
// leave alone where every tool has another name.

import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { guards } from "../src/app/cli/engines.js";
import type { Guard } from "../src/app/cli/engines.js";
import { linesOf } from "../src/app/cli/input.js";
import { packageRoot, readAll, shippedRules } from "../src/app/cli/packs.js";
import { run } from "../src/app/cli/run.js";
import { tally } from "../src/app/cli/score.js";
import type { Tally } from "../src/app/cli/score.js";
import { readTrace } from "../src/runtimes/trace/read.js";
import type { Trace } from "../src/runtimes/trace/trace.js";
import { rewritten, valuesIn } from "./robust/attack.js";
import type { Recorded } from "./robust/attack.js";
import { renamedCatalogue } from "./robust/renamed.js";
import type { Names, Tool } from "./robust/renamed.js";
import { rendered } from "./robust/table.js";
import type { Sets } from "./robust/table.js";
import { layouts, wordings } from "./robust/ways.js";

/** One run in so many is measured: each is decided as often as there are ways. */
const SAMPLE_STEP = 4;

async function main(): Promise<void> {
  const folder = join(packageRoot(), "..", "shared", "traces");
  if (!existsSync(folder)) return console.log(`robust: no recorded traces beside the checkout (${folder}), nothing written`);
  const copy = mkdtempSync(join(tmpdir(), "interdict-robust-"));
  try {
    const sets = await measured(folder, copy);
    const scores = join(packageRoot(), "bench", "scores");
    writeFileSync(join(scores, "robust.json"), `${JSON.stringify(sets, null, 1)}\n`);
    writeFileSync(join(scores, "robust.md"), rendered(sets, SAMPLE_STEP));
    console.log(rendered(sets, SAMPLE_STEP));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function measured(folder: string, copy: string): Promise<Sets> {
  const sources = readAll([shippedRules()]);
  const guard = guards(sources);
  const tools = join(folder, "tools");
  const draft = guards(sources, { tools, drafted: true });
  const names = renamedInto(copy, tools);
  const anew = guards(sources, { tools: copy, drafted: true });
  const sets: Record<string, Record<string, Tally>> = {};
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".jsonl.gz")).sort()) {
    const ways: Record<string, Tally> = {};
    const add = (way: string, trace: Trace, of: Guard): void => void (ways[way] ??= tally()).add(trace, run(trace, of));
    let index = 0;
    for await (const { text } of linesOf([join(folder, file)])) {
      if (index++ % SAMPLE_STEP !== 0) continue;
      const line: unknown = JSON.parse(text);
      const trace = readTrace(text);
      const of = await guard(trace);
      if (!of.known || !isRecorded(line)) continue;
      for (const [way, told] of said(line)) add(way, readTrace(JSON.stringify(told)), of);
      if (trace.tools !== null && names.has(trace.tools)) {
        add("drafted", trace, await draft(trace));
        const other = readTrace(JSON.stringify(renamedRun(line, names.get(trace.tools))));
        add("drafted, renamed", other, await anew(other));
      }
    }
    if (Object.keys(ways).length > 0) sets[file.replace(/\.jsonl\.gz$/, "")] = ways;
  }
  return Object.fromEntries(Object.entries(sets).map(([set, ways]) => [set, Object.fromEntries(Object.entries(ways).map(([way, counted]) => [way, counted.scores().rows]))]));
}

/** The run as it is, and, where an attacker's values stand in it, said in every other way. Those are compared with `laid out anew`, the same text as JSON. */
function said(line: Recorded): readonly (readonly [way: string, run: Recorded])[] {
  const values = valuesIn(line);
  const asRecorded = ["as recorded", line] as const;
  if (values.length === 0) return [asRecorded];
  const ways = { "laid out anew": (lines: string) => lines, ...layouts, ...wordings };
  return [asRecorded, ...Object.entries(ways).map(([name, way]) => [name, rewritten(line, values, way)] as const)];
}

function isRecorded(line: unknown): line is Recorded {
  return typeof line === "object" && line !== null && "messages" in line && Array.isArray(line.messages) && "kind" in line;
}

/** Writes every catalogue of a folder into another with other names; gives the names by catalogue, as traces name it. */
function renamedInto(copy: string, tools: string): ReadonlyMap<string, Names> {
  mkdirSync(copy, { recursive: true });
  return new Map(readdirSync(tools).filter((name) => name.endsWith(".json")).map((file) => {
    const catalogue: readonly Tool[] = JSON.parse(readFileSync(join(tools, file), "utf8"));
    const { tools: anew, names } = renamedCatalogue(catalogue);
    writeFileSync(join(copy, file), JSON.stringify(anew));
    return [file.replace(/\.json$/, "").replace("-", "/"), names];
  }));
}

function renamedRun(line: Recorded, names: Names | undefined): Recorded {
  if (names === undefined) return line;
  const messages = line.messages.map((message) => ({ ...message, ...(message.tool_calls === undefined ? {} : { tool_calls: message.tool_calls.map((call) => {
    const { name, arguments: args } = call.function;
    return { ...call, function: { name: names.tools.get(name) ?? name, arguments: renamedArguments(name, args, names) } };
  }) }) }));
  return { ...line, messages };
}

function renamedArguments(tool: string, text: string, names: Names): string {
  try {
    const args: unknown = JSON.parse(text);
    if (typeof args !== "object" || args === null || Array.isArray(args)) return text;
    return JSON.stringify(Object.fromEntries(Object.entries(args).map(([key, value]) => [names.parameters.get(`${tool}\0${key}`) ?? key, value])));
  } catch {
    return text;
  }
}

await main();
