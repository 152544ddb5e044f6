// Two lists of decisions on the same runs -> what changed: run by run and call by call, and how the scores moved. Counts and shows; who
// decided then, and how, it does not know.

import { visible } from "../../base/message.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import type { Row, Scores } from "./score.js";
import { percent } from "./count.js";
import { aligned, effectColor, joined } from "./table.js";
import type { Screen } from "./table.js";

/** A call that was decided otherwise. */
export interface Change {
  readonly trace: string;
  readonly suite: string;
  readonly kind: string;
  readonly call: string;
  readonly step: number;
  readonly tool: string;
  readonly before: Spoken;
  readonly after: Spoken;
}
interface Spoken {
  readonly effect: Decision["effect"];
  readonly rules: readonly string[];
}

/** The calls of one run with another effect, or other rules; both lists are of the same calls. */
export function changes(trace: Trace, before: readonly Decision[], after: readonly Decision[]): readonly Change[] {
  return after.flatMap((decision, index) => {
    const then = before[index];
    if (then === undefined || (then.effect === decision.effect && ids(then) === ids(decision))) return [];
    const { call, step, tool } = decision;
    return [{ trace: trace.id, suite: trace.suite, kind: trace.kind, call, step, tool, before: spoken(then), after: spoken(decision) }];
  });
}

function spoken({ effect, rules }: Decision): Spoken {
  return { effect, rules: rules.map(({ id }) => id).sort() };
}
function ids(decision: Decision): string {
  return spoken(decision).rules.join(" ");
}

/** The scores side by side, and every call whose effect changed; those with the same effect by other rules are counted. */
export function changeText(before: Scores, after: Scores, changed: readonly Change[], screen: Screen): string {
  const then = new Map(before.rows.map((row) => [named(row), row]));
  const head = ["suite", "kind", "runs", "before %", "now %"];
  const body = after.rows.map((row) => {
    const other = then.get(named(row));
    return [visible(row.suite), visible(row.kind), String(row.runs), other === undefined ? "" : percent(other.right, other.runs), percent(row.right, row.runs)];
  });
  const scores = joined(aligned([head, ...body], [2, 3, 4], [0], screen.columns), (cell, at) => (at === 0 ? screen.colors.dim(cell) : cell));
  const other = changed.filter((change) => change.before.effect !== change.after.effect);
  const same = changed.length - other.length;
  const told = `${other.length === 0 ? "no decision has another effect" : `decisions with another effect: ${other.length}`}${same === 0 ? "" : `; with the same effect by other rules: ${same}`}`;
  return `${scores}\n${screen.colors.bold(told)}\n${other.length === 0 ? "" : changeTable(other, screen)}`;
}

function named({ suite, kind }: Row): string {
  return `${suite}\0${kind}`;
}

function changeTable(changed: readonly Change[], screen: Screen): string {
  const head = ["trace", "kind", "step", "tool", "before", "now", "rules before", "rules now"];
  const body = changed.map(({ trace, kind, step, tool, before, after }) =>
    [visible(trace), visible(kind), String(step), visible(tool), before.effect, after.effect, before.rules.join(" "), after.rules.join(" ")]);
  const cells = aligned([head, ...body], [2], [6, 7], screen.columns);
  return joined(cells, (cell, row, column) => {
    const change = changed[row - 1];
    if (row === 0 || change === undefined) return screen.colors.dim(cell);
    return column === 4 ? effectColor(change.before.effect, screen.colors)(cell) : column === 5 ? effectColor(change.after.effect, screen.colors)(cell) : cell;
  });
}
