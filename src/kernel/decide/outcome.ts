// How a call was decided before, by whatever bundle -> the ruling that it is told again with: what came of it stays, and why it came
// so nobody is asked again. Knows no rules.

import type { Effect } from "../../words/effects.js";
import type { Verdict } from "../../words/view.js";
import type { Arguments } from "../event/normalise.js";
import type { Failure } from "../event/reading.js";
import type { Ruling } from "./rule.js";

/** What came of a decision. */
export interface Outcome {
  readonly kind: "outcome";
  readonly effect: Effect;
  /** Code of what failed, null where nothing did. */
  readonly code: string | null;
  /** The arguments that it went on with, where rules rewrote them; else null. */
  readonly args: Arguments | null;
}

/** What a session is told of a call: what the rules say, what failed, or what came of it before. */
export type Told = readonly Verdict[] | Failure | Outcome;

/** Whether it is what came of it before. */
export function isOutcome(told: Told): told is Outcome {
  return "kind" in told && told.kind === "outcome";
}

/** The ruling on a call that was decided before. What the bundle does not permit lowers nothing now, whatever was permitted then. */
export function rulingBefore({ effect, code }: Outcome, isUnpermitted: boolean): Ruling {
  return { effect: isUnpermitted ? "deny" : effect, rules: [], reason: "", code, path: [] };
}
