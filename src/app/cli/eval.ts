// `interdict eval TRACE...`: replays traces and scores the decisions against their labels, by suite and kind, and rule by rule.
// What is right or wrong `score` knows; here it is only shown.

import type { Trace } from "../../runtimes/trace/trace.js";
import { note } from "./refusal.js";
import { decide } from "./replay.js";
import type { RunOptions } from "./replay.js";
import { harmful, isScored, tally, unlabelled } from "./score.js";
import type { Row, RuleScore, Scores } from "./score.js";
import { aligned, joined } from "./table.js";
import type { Screen } from "./table.js";
import { paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** How scores are shown. */
export interface EvalOptions extends RunOptions {
  readonly format: "text" | "json";
}

/** Scores traces; a low score is no finding: the exit status is 0. */
export async function evaluate(paths: readonly string[], options: EvalOptions, terminal: Terminal): Promise<Status> {
  const counted = tally();
  const scored = labelled(terminal);
  const status = await decide(paths, options, terminal, async (trace, decisions) => {
    if (scored(trace)) counted.add(trace, decisions);
  }, (trace) => {
    // Of an attack in which nothing can be decided nothing was stopped; of honest work it cannot be said that it was let be.
    if (harmful.has(trace.kind) && scored(trace)) counted.add(trace, []);
  });
  const scores = counted.scores();
  const screen = { colors: paint(terminal), columns: terminal.columns };
  await terminal.out(options.format === "json" ? `${JSON.stringify(scores, null, 2)}\n` : scoreText(scores, screen));
  return status;
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
  const head = ["rule", "fired in harmful runs", "in honest runs", "held alone"];
  const body = rules.map((rule) => [rule.rule, String(rule.harmful), String(rule.honest), String(rule.alone)]);
  const cells = aligned([head, ...body], [1, 2, 3], [0], screen.columns);
  return joined(cells, (cell, at) => (at === 0 ? screen.colors.dim(cell) : cell));
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : ((100 * part) / whole).toFixed(1);
}
