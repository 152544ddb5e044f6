// What can be learned of: a kind of place that keeps what is put there, and which one of that kind.
// Plain data; the forms of keys are those of labels.

import { PROMPT_TEXT_MIN } from "../../base/limits.js";
import { hex, print } from "../event/print.js";

/** Kinds of place that the registry learns of. */
export const spotKinds = ["path", "memory", "job", "agent", "skill"] as const;
export type SpotKind = (typeof spotKinds)[number];

/** One place, or any of its kind (null). */
export interface Spot {
  readonly kind: SpotKind;
  readonly key: string | null;
}

/** What others are asked of: a place, a tool by its key, or what people said of resources. */
export type Asked = Spot | { readonly kind: "tool"; readonly key: string } | { readonly kind: "label"; readonly key: null };

/** What lies there, as flows of the session: what its content was made from, what stood in the context of who wrote it, and whether words of an outsider's may be in it. */
export interface Held {
  readonly value: number;
  readonly context: number;
  readonly outside: boolean;
}

/** The key of what a parent hands to the agent that its call makes. */
export function handedKey(session: string, call: string): string {
  return JSON.stringify([session, call]);
}

/** The key of what that agent answers. Names of agents are folded, so that none can be such a key. */
export function answerKey(session: string, call: string): string {
  return JSON.stringify([session, call, ANSWER]);
}

/** The key of a text that was kept or handed over, to be known by when it comes back in the user's role. */
export function promptKey(text: string): string {
  return PROMPT + hex(print(text.trim()));
}

/** Where a text would lie that was kept or handed over before: as it is, or behind what its host puts before it in brackets. */
export function promptsIn(text: string): readonly Spot[] {
  const bare = text.trim();
  const behind = bare.startsWith("[") ? bare.slice(bare.indexOf("]") + 1).trim() : bare;
  return [...new Set([bare, behind])].filter((each) => each.length >= PROMPT_TEXT_MIN).map((each) => ({ kind: "job", key: promptKey(each) }));
}

/** Whether only who has this very key puts something there: what may lie in any place of its kind does not lie there. */
export function isOwn({ key }: Spot): boolean {
  return key !== null && (key.startsWith(PROMPT) || key.endsWith(`,"${ANSWER}"]`));
}

const ANSWER = "ANSWER";
const PROMPT = "PROMPT ";
