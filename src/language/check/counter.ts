// The counters of a bundle: each distinct selector of a history gets a number and a key, its text.
// Knows no conditions beyond that equal ones are equal.

import type { Column } from "../../words/column.js";
import type { Policy, Scope } from "./policy.js";

export type CountColumn = Extract<Column, { kind: "count" }>;

/** Gives counters out. */
export interface Counters {
  /** The column of a scope's counter; equal scopes have the same one. It has its number and key only when all are taken. */
  readonly take: (text: string, scope: Scope) => CountColumn;
  /** Numbers the counters, by text and meaning, so that the order of rules does not matter: the last thing asked. */
  readonly all: () => Policy["counters"];
}

interface Taken {
  readonly text: string;
  readonly meaning: string;
  readonly scope: Scope;
  // INVARIANT: nobody reads number or key before `all` has set them.
  readonly column: { -readonly [field in keyof CountColumn]: CountColumn[field] };
}

/** No counters yet. Two scopes with the same text (constants of two packages) get different keys. */
export function startCounters(): Counters {
  const known = new Map<string, Taken>();
  return {
    take(text, scope) {
      const meaning = JSON.stringify(scope, (name, value: unknown) => (name === "span" ? undefined : value));
      const taken = known.get(meaning) ?? { text, meaning, scope, column: { kind: "count", counter: 0, key: "", type: "number" } };
      // Of several texts with one meaning the first in order is its text, wherever it was read.
      known.set(meaning, text < taken.text ? { ...taken, text } : taken);
      return taken.column;
    },
    all() {
      const ordered = [...known.values()].sort((a, b) => order(a.text, b.text) || order(a.meaning, b.meaning));
      const times = new Map<string, number>();
      ordered.forEach(({ text, column }, number) => {
        const time = (times.get(text) ?? 0) + 1;
        times.set(text, time);
        column.counter = number;
        column.key = time === 1 ? `count(${text})` : `count(${text}) #${time}`;
      });
      return ordered.map(({ column, scope }) => ({ key: column.key, scope }));
    },
  };
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
