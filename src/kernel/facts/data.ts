// A bundle's external data to values of the types it declares. What is missing, or of another type, is unknown, and not passed over.
// Read once, when the bundle is loaded; knows no file.

import type { DataEntry } from "../../words/manifest.js";
import type { TermValue } from "../../words/term.js";
import { isListValue, isRecordValue, isScalar, valueOfJson } from "../../extract/value.js";
import type { Json } from "../event/event.js";
import { copyJson } from "../event/copy.js";

/** Data by package and name. */
export interface Data {
  readonly [pack: string]: { readonly [name: string]: Json };
}

/** Values by `pack.name`. */
export function dataOf(entries: readonly DataEntry[], data: Data): ReadonlyMap<string, TermValue> {
  return new Map(entries.map((entry) => [entry.name, valueOf(entry, data)]));
}

function valueOf(entry: DataEntry, data: Data): TermValue {
  const dot = entry.name.lastIndexOf(".");
  const pack = own(data, entry.name.slice(0, dot));
  const copied = copyJson(own(pack, entry.name.slice(dot + 1)));
  const value = copied.ok ? valueOfJson(copied.value) : null;
  return isOf(entry, value) ? value : null;
}

function own(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null && Object.hasOwn(of, name) ? Reflect.get(of, name) : undefined;
}

function isOf({ shape, of }: DataEntry, value: TermValue): boolean {
  const isItem = (item: TermValue): boolean => (of === "any" ? item !== undefined && item !== null : typeof item === of);
  switch (shape) {
    case "scalar": return of === "any" ? isScalar(value) || isListValue(value) || isRecordValue(value) : isItem(value);
    case "list": return isListValue(value) && value.items.every(isItem);
    case "map": return isRecordValue(value) && [...value.fields.values()].every(isItem);
  }
}
