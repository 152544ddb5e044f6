// The counters of a bundle: each distinct selector of a `count` gets a number and a key, its text.
// Knows no conditions beyond that equal ones are equal.

import type { Policy, Scope } from "./policy.js";

/** Gives counters out. */
export interface Counters {
  /** The counter of a scope; equal scopes have the same one. */
  readonly take: (text: string, scope: Scope) => { readonly counter: number; readonly key: string };
  readonly all: () => Policy["counters"];
}

/** No counters yet. Two scopes with the same text (constants of two packages) get different keys. */
export function startCounters(): Counters {
  const known = new Map<string, { readonly counter: number; readonly key: string; readonly scope: Scope }>();
  const texts = new Map<string, number>();
  return {
    take(text, scope) {
      const meaning = JSON.stringify(scope, (name, value: unknown) => (name === "span" ? undefined : value));
      const same = known.get(meaning);
      if (same !== undefined) return { counter: same.counter, key: same.key };
      const times = (texts.get(text) ?? 0) + 1;
      texts.set(text, times);
      const taken = { counter: known.size, key: times === 1 ? `count(${text})` : `count(${text}) #${times}` };
      known.set(meaning, { ...taken, scope });
      return taken;
    },
    all: () => [...known.values()].map(({ key, scope }) => ({ key, scope })),
  };
}
