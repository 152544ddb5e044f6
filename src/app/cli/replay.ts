// `interdict replay TRACE...`: runs recorded traces through the engine and shows every decision, as a table for people or as one
// line of JSON each. Reads and decides line by line; what is wrong with a trace is said on standard error.

import { visible } from "../../base/message.js";
import type { Source } from "../../base/span.js";
import type { Decision } from "../../kernel/decide/decision.js";
import { holds } from "../../words/effects.js";
import { readTrace } from "../../runtimes/trace/read.js";
import { withoutRefs } from "../../runtimes/trace/trace.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import { Broken, brokenText, guards, strangers } from "./engines.js";
import type { Guard } from "./engines.js";
import { linesOf } from "./input.js";
import { jsonLine } from "./lines.js";
import { note, refusal } from "./refusal.js";
import { run } from "./run.js";
import { asides, decisionTable, explained } from "./table.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** How traces are read and decided. */
export interface RunOptions {
  readonly sources: readonly Source[];
  /** Whether declared edges count. */
  readonly refs: "use" | "ignore";
  /** Only the run of this id. */
  readonly trace?: string | undefined;
  /** Folder of tool catalogues: bindings are drafted of those that no pack is for. */
  readonly tools?: string | undefined;
  /** Bindings are drafted also where a pack is for the catalogue. */
  readonly drafted?: boolean | undefined;
  /** Folder in which the evidence of each run is kept; none by default. */
  readonly journal?: string | undefined;
  /** How often each run is decided; the times are then those in the middle. Once by default. */
  readonly rounds?: number;
}

/** How decisions are shown. */
export interface ReplayOptions extends RunOptions {
  readonly format: "table" | "jsonl";
  /** Table: every rule that spoke, instead of one line a decision. */
  readonly explain: boolean;
  readonly failOnHold: boolean;
}

/** Replays traces; exit status 1 where the policies have errors, a line is no trace, or `--fail-on-hold` is given and something was held. */
export async function replay(paths: readonly string[], options: ReplayOptions, terminal: Terminal): Promise<Status> {
  let [held, left] = [0, 0];
  const status = await decide(paths, options, terminal, async (trace, decisions) => {
    held += decisions.filter((decision) => holds(decision.effect)).length;
    await terminal.out(options.format === "jsonl" ? decisions.map((decision) => `${jsonLine(trace.id, decision)}\n`).join("") : page(trace, decisions, options, terminal));
  }, () => void left++);
  return status !== DONE ? status : left > 0 || (options.failOnHold && held > 0) ? FINDINGS : DONE;
}

/** Decides every trace of the inputs and gives each to `take`, in order; one in which nothing can be decided goes to `leave`. Refuses, at the end, an input that holds no trace. */
export async function decide(
  paths: readonly string[], options: RunOptions, terminal: Terminal,
  take: (trace: Trace, decisions: readonly Decision[]) => Promise<void>, leave: (trace: Trace) => void = () => undefined,
): Promise<Status> {
  const guard = guards(options.sources, options);
  const strange = strangers(terminal);
  let found = options.trace === undefined;
  const empty = new Set(paths);
  try {
    for await (const line of linesOf(paths)) {
      const read = readTrace(line.text, `@${line.number}`);
      const told = (problem: string): void => terminal.err(note("cli/line", { line: line.number, path: line.path, problem }));
      if (read.problem !== null) told(`is no trace: ${read.problem}`);
      else empty.delete(line.path);
      if (line.damaged) told("is not all UTF-8: what is not is read as U+FFFD");
      if (options.trace !== undefined && read.id !== options.trace) continue;
      found = true;
      if (read.problem !== null) {
        leave(read);
        continue;
      }
      const trace = options.refs === "ignore" ? withoutRefs(read) : read;
      const of = await guard(trace);
      strange(trace, of);
      await take(trace, repeated(trace, of, options.rounds ?? 1));
    }
  } catch (error) {
    if (!(error instanceof Broken)) throw error;
    terminal.err(brokenText(error, options.sources, terminal));
    return FINDINGS;
  }
  const [none] = empty;
  if (none !== undefined) throw refusal("cli/unreadable", { path: none, problem: "it holds no trace" });
  if (!found) throw refusal("cli/no-trace", { id: options.trace ?? "" });
  return DONE;
}

/** Decides a run so often: its decisions, each with the middle one of its times. */
function repeated(trace: Trace, of: Guard, rounds: number): readonly Decision[] {
  const all = Array.from({ length: rounds }, () => run(trace, of));
  const [first = []] = all;
  return first.map((decision, index) => ({ ...decision, us: middle(all.map((decisions) => decisions[index]?.us ?? 0)) }));
}

function middle(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1] ?? 0;
}

function page(trace: Trace, decisions: readonly Decision[], options: ReplayOptions, terminal: Terminal): string {
  const colors = paint(terminal);
  const screen = { colors, columns: terminal.columns };
  const kind = trace.kind === "" ? "" : colors.dim(` (${visible(trace.kind)})`);
  const body = options.explain ? explained(decisions, screen) : decisionTable(decisions, screen) + asides(decisions, screen);
  return `${colors.bold(visible(trace.id))}${kind}\n${decisions.length === 0 ? colors.dim("no decision\n") : body}\n`;
}
