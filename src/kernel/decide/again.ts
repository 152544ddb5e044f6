// A call that rules rewrite -> the same call with other arguments, to be judged once more, or the coded failure that ends it. The
// new arguments are read, bound and looked up afresh; the call stays the one step it was, and what stood in its context and what it
// was declared to be made from stay too. Nothing is counted here: that is done once, when it is settled.

import { REWRITE_ROUNDS_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { holds, effectNumber } from "../../words/effects.js";
import type { Manifest } from "../../words/manifest.js";
import type { Verdict, View } from "../../words/view.js";
import { callOf, type Call } from "../call.js";
import { enterAgain, look, targeted, type Entered } from "../enter.js";
import { canonical } from "../../base/canonical.js";
import type { Arguments, SinkRead } from "../event/normalise.js";
import type { Failure } from "../event/reading.js";
import type { Setting } from "../observe.js";
import { responseText } from "../view/leaves.js";
import type { CallKey } from "../view/moment.js";
import { decideView } from "../view/view.js";
import { combine } from "./combine.js";
import { rewrite, type Rewritable } from "./rewrite.js";
import { allowed, type Ruling } from "./rule.js";

/** What earlier rounds of a call came to. */
export interface Earlier {
  /** How often it was rewritten. */
  readonly rounds: number;
  readonly ruling: Ruling;
  /** As the agent made it. */
  readonly call: Call;
  readonly entered: Entered;
  /** The very calls that were judged. */
  readonly keys: readonly CallKey[];
}

/** The very calls that a call was in all rounds. */
export function keysOf({ call, earlier }: { readonly call: Call; readonly earlier: Earlier | null }): readonly CallKey[] {
  if (earlier === null && call.key === null) return noKeys;
  return [...(earlier?.keys ?? []), ...(call.key === null ? [] : [call.key])];
}

const noKeys: readonly CallKey[] = [];

/** A call that was judged, in whichever round. */
export interface Judged {
  readonly view: View;
  readonly call: Call;
  readonly entered: Entered;
  readonly earlier: Earlier | null;
}

/** Numbers of the rules that rewrite. */
export function rewritersOf(manifest: Manifest): ReadonlySet<number> {
  return new Set(manifest.rules.flatMap((rule, number) => (rule.rewrites !== undefined && rule.rewrites.length > 0 && !rule.observe ? [number] : [])));
}

/** The call as its rules rewrite it; null where they leave it as it is, and where it is denied anyway. */
export function again(setting: Setting, judged: Judged, verdicts: readonly Verdict[], ruling: Ruling): Judged | Failure | null {
  const { plan: { manifest }, memory } = setting;
  const { call, view } = judged;
  const about = rewritableOf(manifest, call, view);
  if (call.judged === null || about === null || isDenied(ruling)) return null;
  const { fired } = combine(manifest, verdicts, memory.inactive);
  const made = rewrite(about, fired.filter(({ rule }) => !rule.observe));
  if (!made.ok) return made.failure;
  if (canonical(made.value) === canonical(call.judged)) return null;
  const rounds = judged.earlier?.rounds ?? 0;
  if (rounds >= REWRITE_ROUNDS_MAX) return failure("correct/unsettled", { rounds });
  const by = fired.flatMap(({ rule }) => (rule.rewrites === undefined ? [] : [rule.id])).join(", ");
  return judgedAnew(setting, judged, { args: made.value, by }, { rounds: rounds + 1, ruling, call: judged.earlier?.call ?? call, entered: judged.earlier?.entered ?? judged.entered, keys: keysOf(judged) });
}

/** The call with the arguments that it went on with when it was decided before. */
export function asBefore(setting: Setting, judged: Judged, args: Arguments): Judged | Failure {
  return judgedAnew(setting, judged, { args, by: "" }, { rounds: 1, ruling: allowed, call: judged.call, entered: judged.entered, keys: keysOf(judged) });
}

/** A call, as rules may rewrite it; null where it could not be read. */
export function rewritableOf(manifest: Manifest, call: Call, view: View): Rewritable | null {
  if (call.judged === null) return null;
  const declared = manifest.tools[call.tool]?.declared ?? (call.isResponse ? responseText.declared : []);
  return { args: call.judged, view, declared, open: call.open, isUndescribed: call.isUndescribed, demand: manifest.demand };
}

/** Whether a ruling denies, so that there is nothing to rewrite. */
export function isDenied({ effect }: Pick<Ruling, "effect">): boolean {
  return holds(effect) && effect !== "ask";
}

function judgedAnew(setting: Setting, { call: before, entered }: Judged, made: Made, earlier: Earlier): Judged | Failure {
  const { plan, memory } = setting;
  const read = readAnew(before, made);
  if (read.kind === "refused") return read.failure;
  const call = callOf(setting, read, null, entered.step);
  if (call.failure !== null) return call.failure;
  const looked = look(plan, memory, call);
  const anew = enterAgain(plan, memory, call, looked, entered);
  const view = decideView(memory.graph.flows, call.tool, targeted(call.binding, looked), anew.flows, looked.columns, looked.rows, call.open || call.isUndescribed);
  return { view, call, entered: anew, earlier };
}

/** New arguments, and the rules that made them so. */
interface Made {
  readonly args: Arguments;
  readonly by: string;
}

function readAnew(call: Call, { args, by }: Made): SinkRead {
  if (!call.isResponse) return { kind: "call", id: call.title, tool: call.name, args, refs: call.refs, server: call.server };
  const { text } = args;
  if (call.lowering !== null) return { kind: "refused", id: call.title, tool: call.name, ends: true, failure: failure("correct/place", { rule: by, place: `args of ${call.name}` }) };
  // An answer is one text, whatever rules make of it.
  const isText = typeof text === "string" && Object.keys(args).length === 1;
  return isText ? { kind: "response", id: call.title, text } : { kind: "refused", id: call.title, tool: call.name, ends: true, failure: failure("correct/place", { rule: by, place: "args.text" }) };
}

/** What several rounds of one call say together: the strictest effect, and every rule that fired in any of them, once. */
export function joinRulings(manifest: Manifest, earlier: Ruling, ruling: Ruling): Ruling {
  const places = new Map(manifest.rules.map((rule, number) => [rule.id, number]));
  const known = new Set(earlier.rules.map((rule) => rule.id));
  const rules = [...earlier.rules, ...ruling.rules.filter((rule) => !known.has(rule.id))];
  rules.sort((a, b) => Number(a.observe) - Number(b.observe) || strictness(b.effect) - strictness(a.effect) || (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0));
  if (ruling.code !== null) return { ...ruling, rules };
  const first = rules.find((rule) => !rule.observe);
  const told = first !== undefined && known.has(first.id) ? earlier : ruling;
  const effect = strictness(earlier.effect) > strictness(ruling.effect) ? earlier.effect : ruling.effect;
  return { effect, rules, reason: first?.reason ?? "", code: null, path: told.path };
}

function strictness(effect: Ruling["effect"]): number {
  return effectNumber.get(effect) ?? 0;
}
