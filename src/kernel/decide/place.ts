// Places in a call's arguments: where a row of the view stands in them, what stands at a place, and the arguments with other values
// at some places. All changes are made at once, to the arguments as they were. Knows no rule.

import { JSON_DEPTH_MAX } from "../../base/limits.js";
import { setKey } from "../event/copy.js";
import type { Json } from "../event/event.js";
import type { Arguments } from "../event/normalise.js";

/** Keys and indexes from the arguments down. */
export type Place = readonly (string | number)[];

/** Where a row stands; `isKey`: it is the last key of the place itself. */
export interface RowPlace {
  readonly path: string;
  readonly at: Place;
  readonly isKey: boolean;
}

/** A text that no two places share. */
export function placeKey(at: Place): string {
  return JSON.stringify(at);
}

/** The places of a call's rows, in the order of `extract/leaves`; `most` is how many there are. */
export function rowPlaces(args: Arguments, declared: readonly string[], most: number): readonly RowPlace[] {
  const places: RowPlace[] = [];
  const walk = (value: Json, path: string, at: Place): void => {
    if (places.length >= most || at.length > JSON_DEPTH_MAX) return;
    if (isList(value)) value.forEach((item, index) => walk(item, `${path}[${index}]`, [...at, index]));
    else if (typeof value === "object" && value !== null) {
      for (const [key, below] of Object.entries(value)) {
        if (at.length > 0 || !declared.includes(key)) places.push({ path: `${path}{${key}}`, at: [...at, key], isKey: true });
        walk(below, path === "" ? key : `${path}.${key}`, [...at, key]);
      }
    } else places.push({ path, at, isKey: false });
  };
  walk(args, "", []);
  return places;
}

/** What stands at a place; undefined where nothing does. */
export function valueAt(args: Json, at: Place): Json | undefined {
  let value: Json | undefined = args;
  for (const key of at) {
    if (typeof value !== "object" || value === null) return undefined;
    if (isList(value)) value = typeof key === "number" ? value[key] : undefined;
    else value = typeof key === "string" && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  return value;
}

/** A change at one place: another value, or none. */
export interface Change {
  readonly at: Place;
  readonly value: Json | undefined;
}

/** Whether something can be put at a place: all it lies in are records, or are not there; what has an index is there. */
export function canStand(args: Json, at: Place): boolean {
  let value: Json | undefined = args;
  for (const [depth, key] of at.entries()) {
    if (value === undefined) return at.slice(depth).every((each) => typeof each === "string");
    if (typeof value !== "object" || value === null || isList(value) !== (typeof key === "number")) return false;
    value = valueAt(value, [key]);
    if (typeof key === "number" && value === undefined) return false;
  }
  return true;
}

/** A text that stands at a place: a string, a number as JSON writes it, or the name of a field. */
export interface PlacedText {
  readonly text: string;
  readonly at: Place;
  readonly kind: "text" | "number" | "key";
}

/** All texts of a value and of what lies below it. */
export function textsBelow(value: Json | undefined, at: Place): readonly PlacedText[] {
  if (typeof value === "string") return [{ text: value, at, kind: "text" }];
  if (typeof value === "number") return [{ text: JSON.stringify(value), at, kind: "number" }];
  if (isList(value)) return value.flatMap((item, index) => textsBelow(item, [...at, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, below]) => [{ text: key, at: [...at, key], kind: "key" } as const, ...textsBelow(below, [...at, key])]);
}

/** The arguments with all changes, none of which lies below another and each of which can stand. */
export function changed(args: Arguments, changes: readonly Change[]): Json {
  const root: Branch = { change: null, below: new Map() };
  for (const change of changes) {
    let branch = root;
    for (const key of change.at) {
      const next: Branch = branch.below.get(key) ?? { change: null, below: new Map() };
      branch.below.set(key, next);
      branch = next;
    }
    branch.change = change;
  }
  return grown(args, root) ?? {};
}

interface Branch {
  change: Change | null;
  readonly below: Map<string | number, Branch>;
}

function grown(value: Json | undefined, branch: Branch): Json | undefined {
  if (branch.change !== null) return branch.change.value;
  if (isList(value)) {
    return value.flatMap((item, index) => {
      const below = branch.below.get(index);
      const made = below === undefined ? item : grown(item, below);
      return made === undefined ? [] : [made];
    });
  }
  const object: Record<string, Json> = {};
  const record = typeof value === "object" && value !== null ? value : {};
  for (const key of new Set([...Object.keys(record), ...branch.below.keys()])) {
    const before = valueAt(record, [key]);
    const below = branch.below.get(key);
    const made = below === undefined ? before : grown(before, below);
    if (made !== undefined) setKey(object, String(key), made);
  }
  return object;
}

/** Whether a value is a list. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}
