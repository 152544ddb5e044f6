// `interdict eval TRACE...`: replays traces and scores the decisions against their labels, by suite and kind, and rule by rule.
// What is right or wrong `score` knows; here it is only shown.

import { decide } from "./replay.js";
import type { RunOptions } from "./replay.js";
import { harmful, tally } from "./score.js";
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
  const status = await decide(paths, options, terminal, async (trace, decisions) => void counted.add(trace, decisions));
  const scores = counted.scores();
  const screen = { colors: paint(terminal), columns: terminal.columns };
  await terminal.out(options.format === "json" ? `${JSON.stringify(scores, null, 2)}\n` : scoreText(scores, screen));
  return status;
}

/** Scores as two tables. */
export function scoreText(scores: Scores, screen: Screen): string {
  return `${suiteTable(scores.rows, screen)}\n${ruleTable(scores.rules, screen)}`;
}

function suiteTable(rows: readonly Row[], screen: Screen): string {
  const head = ["suite", "kind", "runs", "right", "%", "", "by denial", "by asking", "decisions", "denied", "asked"];
  const body = rows.map((row) => [
    row.suite, row.kind, String(row.runs), String(row.right), percent(row.right, row.runs), harmful.has(row.kind) ? "stopped" : "untouched",
    String(row.denied), String(row.asked), String(row.decisions), String(row.denials), String(row.asks),
  ]);
  const cells = aligned([head, ...body], [2, 3, 4, 6, 7, 8, 9, 10], [0], screen.columns);
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
