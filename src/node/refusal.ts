// A code and its parameters -> the error that `createEngine` and its like are refused with. Decisions are never refused so:
// they deny, with the code in them.

import { PROBLEM_TEXT_MAX } from "../base/limits.js";
import { failure } from "../base/messages.generated.js";
import type { Failures } from "../base/messages.generated.js";
import type { Failure } from "../engine.js";

/** An error with the code of its message. */
export type Refusal = Error & { readonly code: string };

/** The error for a failure. */
export function refusal<C extends keyof Failures>(code: C, params: Failures[C]): Refusal {
  return toRefusal(failure(code, params));
}

/** The error for an error: with the failure it carries as its cause, as those of `wasm` do, else with this code. */
export function refusedFor(error: unknown, code: "node/bundle" | "node/module"): Refusal {
  return toRefusal(carried(error) ?? failure(code, { problem: problemOf(error) }));
}

/** The failure that an error carries as its cause; else one without a code of its own. */
export function failedFrom(error: unknown): Failure {
  return carried(error) ?? failure("node/failed", { problem: problemOf(error) });
}

/** Whether something is a coded failure; what comes from a worker may be anything. */
export function isFailed(given: unknown): given is Failure {
  return typeof given === "object" && given !== null && "code" in given && typeof given.code === "string" && "message" in given && typeof given.message === "string";
}

/** What an unknown error says of itself, bounded. */
export function problemOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, PROBLEM_TEXT_MAX);
}

/** A failure as an error. */
export function toRefusal({ code, message }: Failure): Refusal {
  return Object.assign(new Error(message), { code });
}

function carried(error: unknown): Failure | null {
  const cause = error instanceof Error ? error.cause : undefined;
  return isFailed(cause) ? cause : null;
}
