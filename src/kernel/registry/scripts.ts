// What the session wrote into files, as texts, so that it is known what a script names when it is run: by where it lies. The latest are
// kept, SCRIPTS_MAX of them and SCRIPTS_TEXT_MAX characters in all, so that a session of many writes costs no more. Knows no calls.

import { SCRIPTS_MAX, SCRIPTS_TEXT_MAX, SCRIPT_NAMES_MAX } from "../../base/limits.js";
import { overlap, placeOf, type Place } from "../../extract/overlap.js";
import { namesIn } from "../../extract/script.js";
import type { Programs } from "../../extract/shell/programs.js";
import { fold } from "../../words/fold.js";

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

/**
 * Paths, in the letters of places, that are named by the texts at some paths, by texts at those, and so on: what copied or renamed a script
 * is a text at its new name. `own` is what the call itself writes first. The first SCRIPT_NAMES_MAX, of later texts before those of earlier ones.
 */
export function namedAt(scripts: Scripts, paths: readonly string[], own: readonly Script[], programs: Programs): readonly string[] {
  const found = new Set<string>();
  for (const { path, text } of own) if (paths.includes(path)) take(found, namesIn(text, programs));
  for (const path of paths) lookAt(scripts, path, programs, found);
  // A set goes on to what is added while it is gone through.
  for (const path of found) lookAt(scripts, path, programs, found);
  return [...found];
}

function lookAt({ byName }: Scripts, path: string, programs: Programs, found: Set<string>): void {
  const there = byName.get(lastOf(path));
  if (there === undefined) return;
  const place = placeOf(path);
  for (let index = there.length - 1; index >= 0 && found.size < SCRIPT_NAMES_MAX; index--) {
    const kept = there[index];
    if (kept !== undefined && overlap(kept.place, place) === "certain") take(found, kept.names ??= namesIn(kept.text, programs));
  }
}

function take(found: Set<string>, names: readonly string[]): void {
  for (const name of names) if (found.size < SCRIPT_NAMES_MAX) found.add(fold(name));
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
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
