// A parsed result to where each of its leaves stands among the records that the binding declares: in which record, and whether that
// one's author wrote it. A place that should have a record and has none is somebody's whom nobody knows. Knows no nodes and no texts of users.

import type { RecordEntry } from "../words/manifest.js";
import { isBelow, rolePlace, standsAt } from "../words/place.js";
import type { Tree } from "./literal.js";

/** A text by which a record says who wrote it, or what it is called; of several at one place all belong together. */
export interface RecordName {
  readonly kind: "author" | "title";
  readonly texts: readonly string[];
}

/** One record of a result. The same object stands at all of its leaves. */
export interface ResultRecord {
  readonly names: readonly RecordName[];
}

/** Where a leaf stands. */
export interface Standing {
  /** Null outside of records. */
  readonly record: ResultRecord | null;
  /** The record's author wrote it, or nobody knows who did. */
  readonly written: boolean;
}

/** Where no record is, and the tool's own word is taken. */
export const apart: Standing = { record: null, written: false };
/** Somebody's text, of whom nothing is known. */
export const anybodys: Standing = { record: null, written: true };

/** What is declared of records, by places. */
export interface Declared {
  readonly place: string;
  readonly author: readonly string[];
  readonly title: readonly string[];
  readonly writes: readonly string[] | null;
}

/** A way into a tree. */
export interface Way {
  readonly declared: readonly Declared[];
  readonly place: string;
  /** The innermost record, how it is declared, and the place it stands at. */
  readonly record: ResultRecord | null;
  readonly as: Declared | null;
}

/** The way in at the top of a result. */
export function wayInto(entries: readonly RecordEntry[]): Way {
  const places = (paths: readonly string[]): readonly string[] => paths.map(rolePlace);
  const declared = entries.map(({ path, author, title, writes }): Declared => ({ place: rolePlace(path), author: places(author), title: places(title), writes: writes === undefined ? null : places(writes) }));
  return { declared, place: "", record: null, as: null };
}

/** The way at a node: a map at a declared place is a record of its own. */
export function enter(way: Way, node: Exclude<Tree, string | null>): Way {
  const as = node.kind === "record" ? way.declared.find(({ place }) => place === way.place) : undefined;
  return as === undefined ? way : { ...way, as, record: { names: namesOf(node, as) } };
}

/** The way to what stands at a key. */
export function below(way: Way, key: string): Way {
  return way.declared.length === 0 ? way : { ...way, place: joined(way.place, key) };
}

/** Where a leaf at the end of a way stands. */
export function standing({ declared, place, record, as }: Way): Standing {
  if (record === null || as === null) return declared.some((each) => each.place === place) ? anybodys : apart;
  return { record, written: isWritten(as, inside(as, place)) };
}

/** Where a key of the node at a way stands: those of the record itself are the tool's, those in what the author wrote are his. */
export function keyStanding({ place, record, as }: Way): Standing {
  if (record === null || as === null) return apart;
  const at = inside(as, place);
  return { record, written: at !== "" && isWritten(as, at) };
}

/** Whether the author wrote what stands at a place of his record. */
function isWritten({ author, writes }: Declared, place: string): boolean {
  if (writes !== null) return writes.some((each) => standsAt(each, place));
  return !author.some((each) => each === place || isBelow(place, each));
}

function inside(as: Declared, place: string): string {
  return as.place === "" ? place : place.slice(as.place.length + 1);
}

function joined(place: string, key: string): string {
  return place === "" ? key : `${place}.${key}`;
}

function namesOf(node: Tree, { author, title }: Declared): readonly RecordName[] {
  const named = (kind: RecordName["kind"], places: readonly string[]): readonly RecordName[] => places.map((place) => ({ kind, texts: textsAt(node, place) })).filter(({ texts }) => texts.length > 0);
  return [...named("author", author), ...named("title", title)];
}

/** All texts at and below a place. */
function textsAt(node: Tree, wanted: string): readonly string[] {
  const found: string[] = [];
  const walk = (part: Tree, place: string): void => {
    if (part === null) return;
    if (typeof part === "string") {
      if (place === wanted || isBelow(place, wanted)) found.push(part);
    } else if (part.kind === "list") for (const item of part.items) walk(item, place);
    else for (const [key, item] of part.entries) {
      const next = joined(place, key);
      if (next === wanted || isBelow(next, wanted) || isBelow(wanted, next)) walk(item, next);
    }
  };
  walk(node, "");
  return found;
}
