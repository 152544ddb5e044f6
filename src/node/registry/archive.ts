// What a registry holds, found by place: a session that reads somewhere is given what others put there, each row once and in the
// order in which they came. Looking a place up costs what overlaps it. Knows no rules, and never changes what a row says but its writer.

import { createHash } from "node:crypto";
import { NAME_TEXT_MAX, REGISTRY_KEY_MAX } from "../../base/limits.js";
import type { LabelRow, Row } from "../../kernel/event/row.js";
import type { Lookup } from "../../kernel/registry/learned.js";
import { createShelf, entryAt, overlapping, type Entry, type Shelf } from "../../kernel/registry/shelf.js";
import { spotKinds, type Asked } from "../../kernel/registry/spot.js";
import { nothingTold, toldMore, type Told } from "./compact.js";
import type { Registry } from "./registry.js";

/** One session's way to what others put somewhere. */
export interface Reader {
  /** What lies in these places that it was not given yet. */
  readonly lookup: Lookup;
  /** The same way of one that was given nothing yet. */
  afresh(): Lookup;
  /** Begins: what it put somewhere by what it was told again, of which the registry may have some already. */
  begin(retold: readonly Row[]): void;
  /** Tells others what it put somewhere. */
  append(rows: readonly Row[]): void;
}

/** What there is, by place. */
export interface Archive {
  reader(session: string): Reader;
  /** What people said of resources, and took back; and one more of these. */
  labels(): readonly LabelRow[];
  declare(row: LabelRow): void;
}

interface Filed {
  /** Its place in the order of all. */
  readonly number: number;
  readonly session: string;
  readonly run: number;
  readonly row: Row;
}

interface Files {
  readonly registry: Registry;
  readonly shelves: Readonly<Record<Exclude<Row["kind"], "label">, Shelf>>;
  readonly byEntry: Map<Entry, Filed[]>;
  /** Of each session's name, what each run of it put somewhere, in short. */
  readonly runs: Map<string, Told[]>;
  batches: number;
  rows: number;
  /** Rows that say labels of resources, in their order. */
  readonly labels: LabelRow[];
}

/** The archive of a registry. */
export function archiveOf(registry: Registry): Archive {
  const shelves = Object.fromEntries([...spotKinds, "tool"].map((kind) => [kind, createShelf()])) as Files["shelves"];
  const files: Files = { registry, shelves, byEntry: new Map(), runs: new Map(), batches: 0, rows: 0, labels: [] };
  return {
    reader: (session) => readerOf(files, session),
    labels() {
      catchUp(files);
      return files.labels;
    },
    declare: (row) => exclusively(files, () => {
      catchUp(files);
      registry.append({ session: PEOPLE, run: 0, rows: [row] });
    }),
  };
}

function readerOf(files: Files, session: string): Reader {
  const state = { run: 0 };
  const append = (rows: readonly Row[]): void => {
    if (rows.length > 0) files.registry.append({ session, run: state.run, rows });
  };
  return {
    lookup: lookupIn(files, session, state),
    afresh: () => lookupIn(files, session, state),
    begin: (retold) => exclusively(files, () => {
      catchUp(files);
      const runs = files.runs.get(session) ?? [];
      const last = runs.at(-1) ?? nothingTold;
      // Another session of that name, or this one that goes on: then what the registry has of it is how what it was told again begins.
      const isOn = last.rows > 0 && last.rows <= retold.length && toldMore(nothingTold, retold.slice(0, last.rows)).digest === last.digest;
      state.run = isOn ? Math.max(0, runs.length - 1) : runs.length;
      // Taken at once, so that no other session of that name is the same run: where others share the registry, for them to see.
      if (!isOn) files.runs.set(session, [...runs, nothingTold]);
      if (!isOn && retold.length === 0 && files.registry.exclusively !== undefined) files.registry.append({ session, run: state.run, rows: [] });
      append(isOn ? retold.slice(last.rows) : retold);
    }),
    append,
  };
}

/** What one asks by: each row is given it once. */
function lookupIn(files: Files, session: string, own: { readonly run: number }): Lookup {
  const given = new Map<Entry, number>();
  const state = { labels: 0 };
  return (spots) => {
    catchUp(files);
    // Asked at every call, and most often there is nothing new.
    if (spots[0]?.kind === "label") return state.labels === files.labels.length ? none : files.labels.slice(state.labels, state.labels = files.labels.length);
    const found: Filed[] = [];
    for (const entry of new Set(spots.flatMap((spot) => entriesAt(files, spot)))) {
      const there = files.byEntry.get(entry) ?? [];
      for (let at = given.get(entry) ?? 0; at < there.length; at++) {
        const filed = there[at];
        if (filed !== undefined && !(filed.session === session && filed.run === own.run)) found.push(filed);
      }
      given.set(entry, there.length);
    }
    return found.sort((a, b) => a.number - b.number).map(({ row }) => row);
  };
}

/** Does something that no other process comes between, where others share the registry. */
function exclusively(files: Files, act: () => void): void {
  if (files.registry.exclusively === undefined) act();
  else files.registry.exclusively(act);
}

/** Files what was appended since, by whomever. */
function catchUp(files: Files): void {
  for (const { session, run, rows, of } of files.registry.read(files.batches)) {
    files.batches++;
    const runs = files.runs.get(session) ?? [];
    files.runs.set(session, runs);
    while (runs.length <= run) runs.push(nothingTold);
    runs[run] = of ?? toldMore(runs[run] ?? nothingTold, rows);
    for (const row of rows) {
      if (row.kind === "label") {
        files.labels.push(row);
        continue;
      }
      const key = row.key === null || row.key.length > REGISTRY_KEY_MAX ? null : row.key;
      const entry = entryAt(files.shelves[row.kind], key, row.kind === "path");
      const there = files.byEntry.get(entry);
      const filed = { number: files.rows++, session, run, row: named(row, key, writerOf(row.writer, run)) };
      if (there === undefined) files.byEntry.set(entry, [filed]);
      else there.push(filed);
    }
  }
}

/** A row as others are told of it. */
function named(row: Exclude<Row, LabelRow>, key: string | null, writer: string): Row {
  return row.kind === "tool" ? { ...row, writer } : { ...row, key, writer };
}

/** Where something may lie that is read there. */
function entriesAt({ shelves }: Files, { kind, key }: Asked): readonly Entry[] {
  if (kind === "label") return [];
  const shelf = shelves[kind];
  if (key === null) return [...shelf.byKey.values()];
  const anywhere = shelf.byKey.get(null);
  const there = kind === "path" ? [...overlapping(shelf, key).keys()] : [shelf.byKey.get(key)];
  return [...there, anywhere].filter((entry) => entry !== undefined);
}

/** A writer that no other is called: what one takes back another of its name has not taken back. A long name is known by its hash. */
function writerOf(writer: string, run: number): string {
  const short = writer.length <= NAME_TEXT_MAX ? writer : createHash("sha256").update(writer).digest("hex");
  return run === 0 ? short : `${short}/${run}`;
}

/** Whose rows those of people are: no session is called so. */
const PEOPLE = "";
const none: readonly Row[] = [];
