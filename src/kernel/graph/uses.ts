// Which values the agent has used as arguments, and in which call first: a later sighting of such a value is an echo.
// Values are their tokens, kept once each in a flat list and found by a hash that is then compared exactly.

import { TRIES_MAX } from "../../base/limits.js";
import type { Tokens } from "../../extract/tokens.js";
import { at, ints, push, type Ints } from "./ints.js";
import { intern, type Vocabulary } from "./vocabulary.js";

/** Distinct argument values of a session. */
export interface Uses {
  /** Tokens of all values, one after another. */
  readonly tokens: Ints;
  /** Where each value's tokens begin; one more at the end. */
  readonly starts: Ints;
  readonly firsts: Ints;
  /** The value before with the same hash, -1 for none. */
  readonly chain: Ints;
  readonly latest: Map<number, number>;
}

/** No uses. */
export function createUses(): Uses {
  const starts = ints();
  push(starts, 0);
  return { tokens: ints(), starts, firsts: ints(), chain: ints(), latest: new Map() };
}

/** The number of a value, or -1 where the agent never used it. */
export function useOf(uses: Uses, tokens: Int32Array): number {
  let tries = 0;
  for (let use = uses.latest.get(hash(tokens)) ?? -1; use !== -1 && tries < TRIES_MAX; use = at(uses.chain, use), tries++) {
    if (isSame(uses, use, tokens)) return use;
  }
  return -1;
}

/** Records that a call used a value; gives the value's number. */
export function addUse(uses: Uses, tokens: Int32Array, node: number): number {
  const known = useOf(uses, tokens);
  if (known !== -1) return known;
  const hashed = hash(tokens);
  for (const token of tokens) push(uses.tokens, token);
  push(uses.starts, uses.tokens.length);
  push(uses.chain, uses.latest.get(hashed) ?? -1);
  const use = push(uses.firsts, node);
  uses.latest.set(hashed, use);
  return use;
}

/** Adds a value as it is spelled: what glues its tokens stands behind them, below zero, where no token's number is, so that it is a use of its own. */
export function addSpelling(uses: Uses, words: Vocabulary, { texts, glues }: Pick<Tokens, "texts" | "glues">, node: number): number {
  return addUse(uses, Int32Array.from([...texts.map((text) => intern(words, text)), ...glues.map((glue) => ~glue)]), node);
}

/** A spelling's tokens, what glues each to the one before, and whether it is a folder's. */
export function spellingOf(uses: Uses, spelling: number): { readonly tokens: Int32Array; readonly glues: Int32Array; readonly isFolder: boolean } {
  const written = tokensOf(uses, spelling);
  const count = written.length >> 1;
  return { tokens: written.subarray(0, count), glues: written.subarray(count, 2 * count).map((glue) => ~glue), isFolder: written.length % 2 === 1 };
}

/** The step at which a value was used first. */
export function firstUse(uses: Uses, use: number): number {
  return use === -1 ? Number.POSITIVE_INFINITY : at(uses.firsts, use);
}

/** The tokens of a value. */
export function tokensOf(uses: Uses, use: number): Int32Array {
  return uses.tokens.data.subarray(at(uses.starts, use), at(uses.starts, use + 1));
}

function isSame(uses: Uses, use: number, tokens: Int32Array): boolean {
  const start = at(uses.starts, use);
  if (at(uses.starts, use + 1) - start !== tokens.length) return false;
  for (let index = 0; index < tokens.length; index++) if (at(uses.tokens, start + index) !== tokens[index]) return false;
  return true;
}

function hash(tokens: Int32Array): number {
  let one = tokens.length;
  let other = 0x9e3779b9;
  for (const token of tokens) {
    one = Math.imul(one ^ token, 0x85ebca6b);
    one ^= one >>> 13;
    other = Math.imul(other + token, 0xc2b2ae35) ^ (one >>> 7);
  }
  return (one >>> 0) * 0x20_0000 + (other >>> 11);
}
