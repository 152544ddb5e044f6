// A value of a term -> the texts that are in it, however deep: keys of records, and leaves as they are written. Knows nothing of what
// is looked for in them; a leaf that is not known is no text, and whoever asks is told that there was one.

import type { TermValue } from "../words/term.js";
import { isListValue, isRecordValue } from "./value.js";

/** The text that a scalar is where it is written; null where it is none. */
export function writtenOf(value: TermValue): string | null {
  return typeof value === "string" ? value : typeof value === "number" || typeof value === "boolean" ? String(value) : null;
}

/**
 * Gives each text in turn, with the key that a leaf stands behind, until `take` says that it is enough. Whether there is more than was
 * given: something that is not known, or what was left. `null` is no text.
 */
export function eachText(value: TermValue, take: (text: string, key: string | null) => boolean): boolean {
  const left: Part[] = [{ value, key: null }];
  let open = false;
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const text = writtenOf(next.value);
    if (text !== null) {
      if (!take(text, next.key)) return true;
    } else if (isListValue(next.value)) {
      const { items } = next.value;
      open ||= next.value.open || unknowns(items) > (next.value.nulls ?? 0);
      for (let at = items.length - 1; at >= 0; at--) if (isThere(items[at])) left.push({ value: items[at], key: null });
    } else if (isRecordValue(next.value)) {
      const entries = [...next.value.fields];
      open ||= unknowns(entries.map(([, item]) => item)) > (next.value.nulls ?? 0);
      for (const [key, item] of entries.reverse()) {
        if (isThere(item)) left.push({ value: item, key });
        left.push({ value: key, key: null });
      }
    } else open = true;
  }
  return open;
}

interface Part {
  readonly value: TermValue;
  readonly key: string | null;
}

function isThere(item: TermValue): boolean {
  return item !== null && item !== undefined;
}

function unknowns(items: readonly TermValue[]): number {
  let count = 0;
  for (const item of items) if (!isThere(item)) count++;
  return count;
}
