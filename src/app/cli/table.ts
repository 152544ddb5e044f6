// Decisions -> an aligned table for people, and the same decisions one by one with every rule that spoke. Widths are counted in
// characters; on a narrow screen the reason gives way first, then the path. Knows no streams.

import type picocolors from "picocolors";
import { visible } from "../../base/message.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Effect } from "../../words/effects.js";

/** Colours, or functions that give none. */
export type Colors = ReturnType<typeof picocolors.createColors>;

/** A screen: its colours, and its width, or null where lines may be as long as they are. */
export interface Screen {
  readonly colors: Colors;
  readonly columns: number | null;
}

/** Columns of text, aligned; the columns numbered in `right` at their right side. `flexible` columns are cut, in that order, to fit the screen. */
export function aligned(rows: readonly (readonly string[])[], right: readonly number[], flexible: readonly number[], columns: number | null): readonly (readonly string[])[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => width(row[at] ?? ""))));
  if (columns !== null) {
    for (const at of flexible) {
      const over = total(widths) - columns;
      if (over > 0) widths[at] = Math.max(COLUMN_WIDTH_MIN, (widths[at] ?? 0) - over);
    }
  }
  return rows.map((row) => row.map((cell, at) => pad(cut(cell, widths[at] ?? 0), widths[at] ?? 0, right.includes(at))));
}

const GAP = "  ";
/** A column narrower than this says nothing. */
const COLUMN_WIDTH_MIN = 8;

function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, 0) + GAP.length * Math.max(0, widths.length - 1);
}
function width(text: string): number {
  return [...text].length;
}
function cut(text: string, most: number): string {
  return width(text) <= most ? text : `${[...text].slice(0, Math.max(0, most - 1)).join("")}…`;
}
function pad(text: string, to: number, right: boolean): string {
  const space = " ".repeat(Math.max(0, to - width(text)));
  return right ? space + text : text + space;
}

/** Rows of `aligned`, joined; `paint` colours a cell by its place. */
export function joined(rows: readonly (readonly string[])[], paint: (cell: string, row: number, column: number) => string): string {
  return rows.map((row, at) => `${row.map((cell, column) => paint(cell, at, column)).join(GAP).trimEnd()}\n`).join("");
}

/** The table of one run's decisions. */
export function decisionTable(decisions: readonly Decision[], screen: Screen): string {
  const head = ["step", "tool", "op", "effect", "rule", "reason", "path", "us"];
  const rows = decisions.map((decision) => [
    String(decision.step), visible(decision.tool), decision.op, decision.effect, ruleText(decision), visible(decision.reason), pathText(decision), decision.us.toFixed(1),
  ]);
  const cells = aligned([head, ...rows], [0, 7], [5, 6, 4, 1], screen.columns);
  return joined(cells, (cell, row, column) =>
    row === 0 ? screen.colors.dim(cell) : column === 3 ? effectColor(decisions[row - 1]?.effect ?? "allow", screen.colors)(cell) : cell);
}

/** The first rule, and how many more spoke. */
function ruleText({ rules, code }: Decision): string {
  if (code !== null) return code;
  const more = rules.length > 1 ? ` +${rules.length - 1}` : "";
  return `${rules[0]?.id ?? ""}${rules[0]?.unknown === true ? UNKNOWN_MARK : ""}${more}`;
}

/** Behind a rule whose outcome hung on an unknown. */
const UNKNOWN_MARK = "?";

/** What the table leaves to be said of a run: what the marks in it mean, and which rules were not asked from which step on, for want of what. */
export function asides(decisions: readonly Decision[], screen: Screen): string {
  const lines: string[] = [];
  const hung = decisions.filter(({ rules, code }) => code === null && rules[0]?.unknown === true).length;
  if (hung > 0) lines.push(`${UNKNOWN_MARK} hung on an unknown: ${hung} of ${decisions.length} decisions`);
  let before = "";
  for (const decision of decisions) {
    const told = wanting(decision, RULES_SHOWN_MAX);
    const all = told.join("\n");
    if (all !== before) lines.push(...(told.length === 0 ? ["all rules asked"] : told).map((line) => `from step ${decision.step} on ${line}`));
    before = all;
  }
  return lines.map((line) => `${screen.colors.dim(line)}\n`).join("");
}

/** So many rules are named for one thing they want; the others are counted. */
const RULES_SHOWN_MAX = 6;

/** One line for each thing that rules were not asked for want of. */
function wanting({ inactive, wants }: Decision, most: number): readonly string[] {
  const byWant = new Map<string, string[]>();
  for (const rule of inactive) {
    const want = (wants?.[rule] ?? []).join(", ");
    byWant.set(want, [...(byWant.get(want) ?? []), rule]);
  }
  return [...byWant].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([want, rules]) => {
    const more = rules.length > most ? ` and ${rules.length - most} more` : "";
    return `inactive${want === "" ? "" : ` for want of ${visible(want)}`}: ${rules.slice(0, most).join(", ")}${more}`;
  });
}

/** `2 -value-> 5`: the steps from source to sink, with the kind of each edge. */
export function pathText({ path, step }: Decision): string {
  return path.length === 0 ? "" : `${path.map((at) => `${at.step} -${at.edge}-> `).join("")}${step}`;
}

/** Everything that was decided, one paragraph a decision: each rule with its effect, reason, and whether it hung on an unknown. */
export function explained(decisions: readonly Decision[], screen: Screen): string {
  const { bold, dim } = screen.colors;
  return decisions.map((decision) => {
    const lines = [`${bold(`${decision.step} ${visible(decision.tool)}`)} ${decision.op} ${effectColor(decision.effect, screen.colors)(decision.effect)} ${dim(visible(decision.call))}`];
    if (decision.code !== null) lines.push(`  ${decision.code}: ${visible(decision.reason)}`);
    for (const rule of decision.rules) {
      const marks = `${rule.unknown ? " (hangs on an unknown)" : ""}${rule.observe ? " (on trial)" : ""}${rule.severity === null ? "" : ` (${rule.severity})`}`;
      lines.push(`  ${rule.effect} ${rule.id}: ${visible(rule.reason)}${marks}`);
    }
    if (decision.rewritten) lines.push(`  with ${visible(JSON.stringify(decision.args))}`);
    if (decision.path.length > 0) lines.push(`  path ${pathText(decision)}`);
    lines.push(...wanting(decision, decision.inactive.length).map((line) => dim(`  ${line}`)));
    return `${lines.join("\n")}\n`;
  }).join("");
}

/** The colour of an effect. */
export function effectColor(effect: Effect, colors: Colors): (text: string) => string {
  switch (effect) {
    case "allow": return colors.green;
    case "warn": return colors.yellow;
    case "redact": case "correct": return colors.cyan;
    case "ask": return colors.magenta;
    case "deny": case "rollback": return colors.red;
  }
}
