// What was worked out, by number, so that it is not worked out twice. A list, since one is made for every call and most stay
// empty; what is absent has a mark of its own in it, since a place where nothing stands says nothing.

import type { TermValue } from "../../words/term.js";

/** Values by number. */
export type Memo = (TermValue | typeof absent)[];

/** One in which nothing was kept yet. */
export function createMemo(): Memo {
  return [];
}

/** Whether something was kept under a number. */
export function isKept(memo: Memo, number: number): boolean {
  return memo[number] !== undefined;
}

/** What was kept under a number; absent where nothing was. */
export function kept(memo: Memo, number: number): TermValue {
  const value = memo[number];
  return value === absent ? undefined : value;
}

/** Keeps a value. */
export function keep(memo: Memo, number: number, value: TermValue): void {
  memo[number] = value === undefined ? absent : value;
}

const absent = Symbol("absent");
