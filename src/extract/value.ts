// JSON to the values of terms, and these to the cells of a view. Values are whole (records, maps, lists in lists); a cell has no
// records, and lists are cut where a frame could not carry them. What is no value of the language (ill-formed text, inexact
// number, `null`) is unknown on the way in; nothing is thrown.

import { CELL_ITEMS_MAX, CELL_LIST_MAX, JSON_DEPTH_MAX } from "../base/limits.js";
import { numberCell, textCell, type Cell } from "../words/cell.js";
import type { Scalar, TermList, TermRecord, TermValue } from "../words/term.js";

/** A value that is there and known. */
export type Known = Scalar | TermList | TermRecord;

/** Whether a value is there and known. */
export function isKnown(value: TermValue): value is Known {
  return value !== undefined && value !== null;
}
/** Whether a value is a list. */
export function isListValue(value: TermValue): value is TermList {
  return typeof value === "object" && value !== null && "items" in value;
}
/** Whether a value is a record or a map. */
export function isRecordValue(value: TermValue): value is TermRecord {
  return typeof value === "object" && value !== null && "fields" in value;
}
/** Whether a value is a text, a number or a boolean. */
export function isScalar(value: TermValue): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** A complete list of items. */
export function listValue(items: readonly TermValue[], open = false): TermList {
  return { items, open };
}
/** A record of fields; those that are absent are left out. */
export function recordValue(fields: Readonly<Record<string, TermValue>>): TermRecord {
  return { fields: new Map(Object.entries(fields).filter(([, value]) => value !== undefined)) };
}

/** A JSON value, `undefined` being absent. Deeper than arguments may be, or with a key that is no text of the language, it is unknown there. */
export function valueOfJson(json: unknown, depth = 0): TermValue {
  switch (typeof json) {
    case "undefined": return undefined;
    case "string": return textCell(json);
    case "number": return numberCell(json);
    case "boolean": return json;
    case "object": break;
    default: return null;
  }
  if (json === null || depth >= JSON_DEPTH_MAX) return null;
  if (Array.isArray(json)) return { items: json.map((item: unknown) => valueOfJson(item, depth + 1) ?? null), open: false, ...nullsOf(json) };
  const fields = new Map<string, TermValue>();
  for (const [key, value] of Object.entries(json)) {
    if (!key.isWellFormed()) return null;
    if (value !== undefined) fields.set(key, valueOfJson(value, depth + 1));
  }
  return { fields, ...nullsOf(Object.values(json)) };
}

function nullsOf(parts: readonly unknown[]): { readonly nulls?: number } {
  let nulls = 0;
  for (const part of parts) if (part === null) nulls++;
  return nulls === 0 ? {} : { nulls };
}

/** A cell as a value: the same, for a cell has less. */
export function valueOfCell(cell: Cell): TermValue {
  return cell;
}

/** A value as a cell: a record or map is unknown, a long list is cut and open, one with too much in it is unknown. */
export function cellOfTerm(value: TermValue): Cell {
  const left = { items: CELL_ITEMS_MAX };
  const cell = cellWithin(value, left, 0);
  return left.items < 0 ? null : cell;
}

function cellWithin(value: TermValue, left: { items: number }, depth: number): Cell {
  switch (typeof value) {
    case "string": return textCell(value);
    case "number": return numberCell(value);
    case "object": break;
    default: return value;
  }
  if (!isListValue(value) || depth >= JSON_DEPTH_MAX) return null;
  const items: Cell[] = [];
  for (const item of value.items.slice(0, CELL_LIST_MAX)) {
    if (--left.items < 0) return null;
    items.push(cellWithin(item, left, depth + 1) ?? null);
  }
  return { items, open: value.open || value.items.length > CELL_LIST_MAX };
}

/** Whether two scalars are one value; null where they are not of one type, or something is not known. */
export function sameScalar(one: TermValue, other: TermValue): boolean | null {
  return isScalar(one) && isScalar(other) && typeof one === typeof other ? one === other : null;
}

/** A text that two values share only if they are the same; null where something in one is not known. */
export function valueKey(value: TermValue): string | null {
  if (!isKnown(value)) return null;
  if (isScalar(value)) return JSON.stringify(value);
  if (isListValue(value)) return value.open ? null : enclosed(value.items.map(valueKey), "[", "]");
  const parts = [...value.fields].sort(([one], [other]) => (one < other ? -1 : 1)).map(([key, item]) => {
    const text = valueKey(item);
    return text === null ? null : `${JSON.stringify(key)}:${text}`;
  });
  return enclosed(parts, "{", "}");
}

function enclosed(parts: readonly (string | null)[], before: string, after: string): string | null {
  return parts.includes(null) ? null : before + parts.join(",") + after;
}
