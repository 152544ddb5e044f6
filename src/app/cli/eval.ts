// `interdict eval TRACE...`: replays traces and scores the decisions against their labels, by suite and kind, and rule by rule, with the
// runs that ended wrongly; and what another revision of the packs decided otherwise. What is right or wrong `score` knows; here it is only shown.

import type { Trace } from "../../runtimes/trace/trace.js";
import { percent } from "./count.js";
import { caseText, cases } from "./cases.js";
import type { Case } from "./cases.js";
import { changeText, changes } from "./compare.js";
import type { Change } from "./compare.js";
import { earlier } from "./earlier.js";
import { note } from "./refusal.js";
import { decide } from "./replay.js";
import type { RunOptions } from "./replay.js";
import { harmful, isScored, tally, unlabelled } from "./score.js";
import type { Row, RuleScore, Scores } from "./score.js";
import { aligned, joined } from "./table.js";
import type { Screen } from "./table.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** How scores are shown. */
export interface EvalOptions extends RunOptions {
  readonly format: "text" | "json";
  /** So many runs that ended wrongly are shown of each suite and kind. */
  readonly cases: number;
  /** The packs' place, and the revision of it (a commit, or what `replay --format jsonl` wrote) whose decisions are compared with. */
  readonly compare?: { readonly rules: string; readonly revision: string } | undefined;
}

/** Scores traces; a low score is no finding, a line that is no trace is. */
export async function evaluate(paths: readonly string[], options: EvalOptions, terminal: Terminal): Promise<Status> {
  const counted = tally();
  const wrong = cases();
  const before = options.compare === undefined ? null : { counted: tally(), decide: await earlier(options.compare.rules, options.compare.revision, options) };
  const changed: Change[] = [];
  let left = 0;
  const scored = labelled(terminal);
  const status = await decide(paths, options, terminal, async (trace, decisions) => {
    const isScored = scored(trace);
    if (isScored) wrong.add(trace, decisions, counted.add(trace, decisions));
    if (before === null) return;
    const then = await before.decide(trace);
    if (then === null) return terminal.err(note("cli/not-compared", { id: trace.id }));
    if (isScored) before.counted.add(trace, then);
    changed.push(...changes(trace, then, decisions));
  }, (trace) => {
    left++;
    // Of an attack in which nothing can be decided nothing was stopped; of honest work it cannot be said that it was let be.
    if (harmful.has(trace.kind) && scored(trace)) counted.add(trace, []);
  });
  if (status !== DONE) return status;
  const result = { scores: counted.scores(), cases: wrong.worst(), ...(before === null ? {} : { before: before.counted.scores(), changed }) };
  await terminal.out(options.format === "json" ? `${JSON.stringify({ ...result.scores, ...result, scores: undefined }, null, 2)}\n` : shown(result, options, terminal));
  return left > 0 ? FINDINGS : DONE;
}

interface Result {
  readonly scores: Scores;
  readonly cases: readonly Case[];
  readonly before?: Scores;
  readonly changed?: readonly Change[];
}

function shown({ scores, cases: wrong, before, changed }: Result, options: EvalOptions, terminal: Terminal): string {
  const screen = { colors: paint(terminal), columns: terminal.columns };
  const compared = before === undefined || changed === undefined ? "" : `\n${changeText(before, scores, changed, screen)}`;
  return scoreText(scores, screen) + caseText(wrong, options.cases, screen) + compared;
}

/** Tells whether a run is scored, and what is wrong with its label; of a kind that is not scored, once. */
function labelled(terminal: Terminal): (trace: Trace) => boolean {
  const told = new Set<string>();
  return (trace) => {
    const isKnown = isScored(trace);
    const problem = isKnown ? unlabelled(trace) : told.has(trace.kind) ? null : `runs of the kind \`${trace.kind}\` are not scored`;
    if (!isKnown) told.add(trace.kind);
    if (problem !== null) terminal.err(note("cli/label", { id: trace.id, problem }));
    return isKnown;
  };
}

/** Scores as two tables. */
export function scoreText(scores: Scores, screen: Screen): string {
  return `${suiteTable(scores.rows, screen)}\n${ruleTable(scores.rules, screen)}`;
}

function suiteTable(rows: readonly Row[], screen: Screen): string {
  const head = ["suite", "kind", "runs", "right", "%", "", "by denial", "by asking", "by failure", "decisions", "denied", "asked", "failed"];
  const body = rows.map((row) => [
    row.suite, row.kind, String(row.runs), String(row.right), percent(row.right, row.runs), harmful.has(row.kind) ? "stopped" : "untouched",
    String(row.denied), String(row.asked), String(row.failed), String(row.decisions), String(row.denials), String(row.asks), String(row.failures),
  ]);
  const cells = aligned([head, ...body], [2, 3, 4, 6, 7, 8, 9, 10, 11, 12], [0], screen.columns);
  return joined(cells, (cell, at) => (at === 0 ? screen.colors.dim(cell) : cell));
}

function ruleTable(rules: readonly RuleScore[], screen: Screen): string {
  const head = ["rule", "fired at harm", "at honest work", "held alone: harm", "honest work", "precision %"];
  const body = rules.map((rule) => [
    rule.rule, String(rule.harmful), String(rule.honest), String(rule.aloneHarmful), String(rule.aloneHonest), percent(rule.aloneHarmful, rule.aloneHarmful + rule.aloneHonest),
  ]);
  const cells = aligned([head, ...body], [1, 2, 3, 4, 5], [0], screen.columns);
  return joined(cells, (cell, at) => (at === 0 ? screen.colors.dim(cell) : cell));
}
