// What can be learned of: a kind of place that keeps what is put there, and which one of that kind.
// Plain data; the forms of keys are those of labels.

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

/** The key of what that agent answers. */
export function answerKey(session: string, call: string): string {
  return JSON.stringify([session, call, "answer"]);
}
