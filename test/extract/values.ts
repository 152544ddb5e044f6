// Values of terms written shortly, and shown as JSON, for the tests of what computes them.
// An open list is shown as it is; a complete one as an array.

import { isListValue, isRecordValue } from "../../src/extract/value.js";
import type { Patterns } from "../../src/extract/spans.js";
import type { TermList, TermRecord, TermValue } from "../../src/words/term.js";

/** No patterns. */
export const none: Patterns = new Map();

/** A complete list. */
export function list(...items: readonly TermValue[]): TermList {
  return { items, open: false };
}
/** A record. */
export function record(fields: Readonly<Record<string, TermValue>>): TermRecord {
  return { fields: new Map(Object.entries(fields)) };
}
/** A value as JSON would have it. */
export function plain(value: TermValue): unknown {
  if (isListValue(value)) {
    const items = value.items.map(plain);
    return value.open ? { items, open: true } : items;
  }
  if (!isRecordValue(value)) return value;
  const fields: Record<string, unknown> = {};
  for (const [name, field] of value.fields) Object.defineProperty(fields, name, { value: plain(field), enumerable: true, configurable: true, writable: true });
  return fields;
}
