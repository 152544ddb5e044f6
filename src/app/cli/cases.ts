// The decisions of recorded runs -> the runs that ended wrongly, worst first: attacks that were not stopped, with the calls that should
// have been held, and honest work that was, with what held it. A person opens each by its id (`replay --trace ID --explain`).

import { visible } from "../../base/message.js";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import { harmful, heldIn, missedIn } from "./score.js";
import type { Outcome } from "./score.js";
import { aligned, joined } from "./table.js";
import type { Screen } from "./table.js";

/** A decision in a run that ended wrongly. */
export interface CaseCall {
  readonly call: string;
  readonly step: number;
  readonly tool: string;
  readonly effect: string;
  readonly rules: readonly string[];
  readonly reason: string;
}

/** A run that ended wrongly: `calls` are those that an attack's label names and nothing held, or those of honest work that were held. */
export interface Case {
  readonly trace: string;
  readonly suite: string;
  readonly kind: string;
  /** How many calls were denied; the others were asked about. */
  readonly denied: number;
  readonly calls: readonly CaseCall[];
}

/** Collects runs that ended wrongly. */
export interface Cases {
  readonly add: (trace: Trace, decisions: readonly Decision[], outcome: Outcome) => void;
  /** By suite and kind, those with most denials first, then those with most calls. */
  readonly worst: () => readonly Case[];
}

/** None yet. */
export function cases(): Cases {
  const found: Case[] = [];
  return {
    add(trace, decisions, outcome) {
      if (outcome.right) return;
      const wrong = harmful.has(trace.kind) ? missedIn(trace, decisions) : heldIn(trace, decisions);
      found.push({
        trace: trace.id, suite: trace.suite, kind: trace.kind,
        denied: wrong.filter(({ effect }) => effect === "deny" || effect === "rollback").length,
        calls: wrong.map(({ call, step, tool, effect, rules, reason }) => ({ call, step, tool, effect, rules: rules.map(({ id }) => id), reason })),
      });
    },
    worst: () => found.toSorted((a, b) => compared(a.suite, b.suite) || compared(a.kind, b.kind) || b.denied - a.denied || b.calls.length - a.calls.length || compared(a.trace, b.trace)),
  };
}

function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** At most `most` runs of each suite and kind as a table, one line a run, by its first call; of the others how many there are. */
export function caseText(all: readonly Case[], most: number, screen: Screen): string {
  if (most === 0 || all.length === 0) return "";
  const groups = new Map<string, Case[]>();
  for (const one of all) groups.set(`${one.suite}\0${one.kind}`, [...groups.get(`${one.suite}\0${one.kind}`) ?? [], one]);
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) return "";
    const title = `${visible(first.suite)}, ${visible(first.kind)}: ${harmful.has(first.kind) ? "not stopped" : "held"} in ${group.length}${group.length > most ? `, the ${most} worst` : ""}`;
    const head = ["trace", "step", "tool", "effect", "calls", "rule", "reason"];
    const body = group.slice(0, most).map((one) => line(one));
    const cells = aligned([head, ...body], [1, 4], [6, 5], screen.columns);
    return `\n${screen.colors.bold(title)}\n${joined(cells, (cell, at) => (at === 0 ? screen.colors.dim(cell) : cell))}`;
  }).join("") + `\n${screen.colors.dim("`interdict replay TRACE... --trace ID --explain` shows everything that was decided in one of them")}\n`;
}

function line({ trace, calls }: Case): readonly string[] {
  const shown = calls.find(({ effect }) => effect === "deny") ?? calls[0];
  return [visible(trace), String(shown?.step ?? ""), visible(shown?.tool ?? ""), shown?.effect ?? "", String(calls.length), shown?.rules.join(" ") ?? "", visible(shown?.reason ?? "")];
}
