// What the session wrote into files, as texts, so that it is known what a script names when it is run: by where it lies. The latest are
// kept, SCRIPTS_MAX of them and SCRIPTS_TEXT_MAX characters in all, so that a session of many writes costs no more. Knows no calls.

import { SCRIPTS_MAX, SCRIPTS_TEXT_MAX } from "../../base/limits.js";
import { overlap, placeOf, type Place } from "../../extract/overlap.js";
import { namesIn } from "../../extract/script.js";
import type { Programs } from "../../extract/shell/programs.js";

/** A file, and a text that was written there. */
export interface Script {
  readonly path: string;
  readonly text: string;
}

/** The texts, oldest first, and by the last name of their path. */
export interface Scripts {
  readonly all: Set<Kept>;
  readonly byName: Map<string, Kept[]>;
  size: number;
}

interface Kept extends Script {
  readonly place: Place;
  /** What it names; null until it was asked for. */
  names: readonly string[] | null;
}

/** None yet. */
export function createScripts(): Scripts {
  return { all: new Set(), byName: new Map(), size: 0 };
}

/** Keeps a text beside what else lies there: a file may be written in parts. */
export function keepScript(scripts: Scripts, { path, text }: Script): void {
  const name = lastOf(path);
  const there = scripts.byName.get(name) ?? [];
  if (there.some((kept) => kept.path === path && kept.text === text)) return;
  const kept: Kept = { path, text, place: placeOf(path), names: null };
  scripts.byName.set(name, [...there, kept]);
  scripts.all.add(kept);
  scripts.size += text.length;
  for (const oldest of scripts.all) {
    if (scripts.size <= SCRIPTS_TEXT_MAX && scripts.all.size <= SCRIPTS_MAX) return;
    forget(scripts, oldest);
  }
}

/** Paths that the texts at a path name. */
export function namedAt({ byName }: Scripts, path: string, programs: Programs): readonly string[] {
  const there = byName.get(lastOf(path));
  if (there === undefined) return none;
  const place = placeOf(path);
  return there.flatMap((kept) => (overlap(kept.place, place) === "certain" ? kept.names ??= namesIn(kept.text, programs) : none));
}

function forget(scripts: Scripts, kept: Kept): void {
  const { all, byName } = scripts;
  all.delete(kept);
  const name = lastOf(kept.path);
  const left = (byName.get(name) ?? []).filter((other) => other !== kept);
  if (left.length === 0) byName.delete(name);
  else byName.set(name, left);
  scripts.size -= kept.text.length;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

const none: readonly string[] = [];
