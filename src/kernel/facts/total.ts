// What the calls that count for a query come to: how many, their sum, how many different values, the latest, all. All at once, or kept up to
// date where nothing narrows the query. Which calls count is not known here.

import { SUM_VALUE_MAX } from "../../base/limits.js";
import { isListValue, isScalar } from "../../extract/value.js";
import { numberCell } from "../../words/cell.js";
import type { TermValue } from "../../words/term.js";
import { TRUE, UNKNOWN, type Truth } from "../../words/truth.js";
import { add, rounded, type Parts } from "./exact.js";
import type { Held } from "./past.js";
import type { Query } from "./query.js";

/** What running queries need of the calls that match. */
export interface Totals {
  sure: number;
  unsure: number;
  /** Calls whose number cannot be summed. */
  bad: number;
  readonly parts: Parts;
}

/** No call yet. */
export function createTotals(): Totals {
  return { sure: 0, unsure: 0, bad: 0, parts: [] };
}

/** A call that counts, or may. */
export interface Found {
  readonly truth: Truth;
  readonly value: TermValue;
}

/** What calls come to, the latest first. */
export function total({ entry }: Query, calls: Iterable<Found>): TermValue {
  if (entry.fold === "latest") {
    for (const { truth, value } of calls) return truth === TRUE ? value : null;
    return undefined;
  }
  if (entry.fold === "all") return listed(calls);
  let count = 0;
  const parts: Parts = [];
  const different = new Set<string>();
  for (const { truth, value } of calls) {
    if (truth !== TRUE) return null;
    count++;
    if (entry.fold === "sum") {
      if (!isSummable(value)) return null;
      add(parts, value);
    }
    if (entry.fold === "distinct" && !tellApart(different, value)) return null;
  }
  return entry.fold === "count" ? count : entry.fold === "sum" ? numberCell(rounded(parts)) : different.size;
}

/** The values, and the items of those that are lists, each once; open where there may be others. What has none gives none. */
function listed(calls: Iterable<Found>): TermValue {
  const items: TermValue[] = [];
  const seen = new Set<TermValue>();
  let open = false;
  for (const { truth, value } of calls) {
    const more = isListValue(value) ? value : { items: value === undefined ? [] : [value], open: false };
    if (truth !== TRUE || more.open) open = true;
    for (const item of truth === TRUE ? more.items : []) {
      // Of what cannot be told apart each stands for itself.
      if (item === undefined || seen.has(item)) continue;
      seen.add(item);
      items.push(item);
    }
  }
  return { items, open };
}

function isSummable(value: TermValue): value is number {
  return typeof value === "number" && Math.abs(value) <= SUM_VALUE_MAX;
}

/** Notes a value, or each item of a list; false where one is not known, or none that could be told from others. */
function tellApart(different: Set<string>, value: TermValue): boolean {
  const items = isListValue(value) ? value.items : [value];
  for (const item of items) {
    if (!isScalar(item)) return false;
    different.add(JSON.stringify(item));
  }
  return !isListValue(value) || !value.open;
}

/** What running totals come to, with the pending call where it counts. */
export function ofTotals({ entry }: Query, { sure, unsure, bad, parts }: Totals, pending: Found | null): TermValue {
  if (unsure > 0 || bad > 0 || pending?.truth === UNKNOWN) return null;
  if (entry.fold === "count") return sure + (pending === null ? 0 : 1);
  const sum = [...parts];
  if (pending !== null) {
    if (!isSummable(pending.value)) return null;
    add(sum, pending.value);
  }
  return numberCell(rounded(sum));
}

/** Puts a call into running totals, or takes it out. */
export function sumUp({ entry }: Query, totals: Totals, { truth, value }: Held, by: 1 | -1): void {
  if (truth === UNKNOWN) totals.unsure += by;
  else totals.sure += by;
  if (entry.fold !== "sum" || truth === UNKNOWN) return;
  if (isSummable(value)) add(totals.parts, by * value);
  else totals.bad += by;
}
