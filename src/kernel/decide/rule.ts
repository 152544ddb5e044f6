// Verdicts, or a failure, to the ruling on a call: its effect, the rules that fired with their reasons, and the way by which what
// they looked for came. Every failure denies, with its code; nothing is skipped.

import { failure } from "../../base/messages.generated.js";
import type { Manifest } from "../../words/manifest.js";
import type { Verdict, View } from "../../words/view.js";
import type { Failure } from "../event/reading.js";
import type { Graph } from "../graph/graph.js";
import { badVerdict, combine, strictestOf, type Fired } from "./combine.js";
import type { Decision, FiredRule, PathStep } from "./decision.js";
import { pathOf, type Arrivals } from "./path.js";
import { reasonOf } from "./reason.js";
import { idle, type Rewritable } from "./rewrite.js";

/** What is decided, without whose it is. */
export type Ruling = Pick<Decision, "effect" | "rules" | "reason" | "code" | "path">;

/** What a ruling is about. */
export interface Case {
  readonly manifest: Manifest;
  readonly graph: Graph;
  readonly inactive: ReadonlySet<number>;
  readonly view: View;
  readonly tool: string;
  readonly arrivals: Arrivals;
  /** What rules may rewrite; null where there is nothing. */
  readonly rewritable: Rewritable | null;
}

/** The ruling by the rules' verdicts. */
export function rule(about: Case, verdicts: readonly Verdict[]): Ruling {
  const bad = badVerdict(about.manifest, verdicts, about.view.rows.length);
  if (bad !== undefined) return deny(failure("engine/bad-verdict", { rule: bad.rule, row: bad.row }));
  const { fired: all } = combine(about.manifest, verdicts, about.inactive);
  if (all.length === 0) return allowed;
  const silent = about.rewritable === null ? null : idle(about.rewritable, all);
  const fired = silent === null || silent.size === 0 ? all : all.filter((one) => !silent.has(one));
  const path = pathsOf(about);
  const told = fired.map((one) => firedRule(about, one, path));
  const [first] = fired;
  const decides = first !== undefined && !first.rule.observe;
  return {
    effect: strictestOf(fired),
    rules: told,
    reason: decides ? told[0]?.reason ?? "" : "",
    code: null,
    path: decides ? path(first) : noPath,
  };
}

const noPath: readonly PathStep[] = Object.freeze([]);
/** The ruling where no rule says anything. Frozen, since it goes into every such decision. */
export const allowed: Ruling = { effect: "allow", rules: Object.freeze([]), reason: "", code: null, path: noPath };

/** The ruling where something failed. */
export function deny({ code, message }: Failure): Ruling {
  return { effect: "deny", rules: [], reason: message, code, path: [] };
}

/** Paths by what they depend on, each searched once. */
function pathsOf({ graph, arrivals }: Case): (fired: Fired) => readonly PathStep[] {
  let found: Map<string, readonly PathStep[]> | null = null;
  return ({ rule: entry, verdict: { row } }) => {
    if (entry.kind !== "relational") return noPath;
    found ??= new Map();
    const key = `${entry.kind} ${entry.source ?? -1} ${entry.via ?? "any"} ${row}`;
    const known = found.get(key) ?? pathOf(graph, arrivals, entry, row);
    found.set(key, known);
    return known;
  };
}

function firedRule(about: Case, fired: Fired, path: (fired: Fired) => readonly PathStep[]): FiredRule {
  const { rule: entry, verdict } = fired;
  const needsSource = entry.reason.some((part) => part.kind === "source");
  const source = needsSource ? path(fired)[0]?.step ?? null : null;
  const { reason, agentReason } = reasonOf(about, entry, verdict.row, source);
  return {
    id: entry.id,
    effect: entry.effect,
    reason, agentReason,
    span: entry.span,
    unknown: verdict.unknown,
    observe: entry.observe,
    severity: entry.severity ?? null,
    tags: entry.tags ?? [],
  };
}
