// A command that reads policy files -> the same command, run again whenever one of them changes, until it is interrupted. Looks at
// the files every so often, as editors replace files and folders come and go; runs when nothing has changed for one look more.
// Clears nothing: what was said before stays on the screen.

import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { counted } from "./count.js";
import { DATA_FILE, POLICY_END } from "./packs.js";
import { Refusal } from "./refusal.js";
import { UNUSABLE, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** Milliseconds between two looks: soon enough for people, and next to nothing for the machine. */
const LOOK_MS = 150;
/** A look at many files takes its time; between two is at least so much more. */
const LOOK_SHARE = 10;

/** What the files were at one look: a stamp for each by name. */
type Stamps = ReadonlyMap<string, string>;

/** Runs until `stop`; gives the status of the last run. What a run refuses is said, and the next change has it run again. */
export async function watch(paths: readonly string[], run: () => Promise<Status>, terminal: Terminal, stop: AbortSignal): Promise<Status> {
  const { dim } = paint(terminal);
  let before = stampsOf(paths);
  let status = await attempt(run, terminal);
  if (!stop.aborted) terminal.err(dim(`watching ${counted(before.size, "file")}; Ctrl-C ends\n`));
  while (!stop.aborted) {
    await pause(LOOK_MS, stop);
    const after = await settled(paths, before, stop);
    const changed = differing(before, after);
    if (stop.aborted || changed.length === 0) continue;
    before = after;
    terminal.err(dim(`\n${changed.slice(0, SHOWN_MAX).join(", ")}${changed.length > SHOWN_MAX ? ` and ${changed.length - SHOWN_MAX} more` : ""} changed\n`));
    status = await attempt(run, terminal);
  }
  return status;
}

/** Changed files that are named; of more, how many. */
const SHOWN_MAX = 3;

async function attempt(run: () => Promise<Status>, terminal: Terminal): Promise<Status> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    terminal.err(`interdict: ${error.message} [${error.code}]\n`);
    return UNUSABLE;
  }
}

/** The files after they changed and then were the same at two looks. What was the same all along comes back after one. */
async function settled(paths: readonly string[], before: Stamps, stop: AbortSignal): Promise<Stamps> {
  let last = before;
  for (;;) {
    const started = performance.now();
    const now = stampsOf(paths);
    if (stop.aborted || differing(last, now).length === 0) return now;
    last = now;
    await pause(Math.max(LOOK_MS, LOOK_SHARE * (performance.now() - started)), stop);
  }
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal: stop });
  } catch {
    // Interrupted: the loop sees it.
  }
}

/** Names that are new, gone or not what they were. */
function differing(before: Stamps, after: Stamps): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((file) => before.get(file) !== after.get(file)).sort();
}

/** Policy files of the paths, and the data files beside them. What cannot be read is not there. */
function stampsOf(paths: readonly string[]): Stamps {
  const files = paths.flatMap(filesOf);
  const data = [...new Set(files.map((file) => join(dirname(file), DATA_FILE)))];
  return new Map([...files, ...data].flatMap((file): readonly (readonly [string, string])[] => {
    const stamp = stampOf(file);
    return stamp === null ? [] : [[file, stamp]];
  }));
}

function filesOf(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    return readdirSync(path, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(POLICY_END)).map((name) => join(path, name));
  } catch {
    return [];
  }
}

function stampOf(file: string): string | null {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return `${mtimeMs} ${size} ${ino}`;
  } catch {
    return null;
  }
}
