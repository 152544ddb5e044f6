// The commands a shell text runs, one record each, as they are met: which command an effect belongs to, what its redirections
// give it, who its neighbours in a pipeline are. Knows nothing of syntax, nor of what any program does.

import { SHELL_AROUND_MAX, SHELL_COMMANDS_MAX } from "../../base/limits.js";
import type { Body, Scope } from "./effects.js";
import type { Field } from "./word.js";

/** What belongs to one command. */
export const ownLists = ["reads", "writes", "deletes", "connects", "sends"] as const;
export type OwnList = (typeof ownLists)[number];
export interface Own {
  readonly found: Readonly<Record<OwnList, Set<string>>>;
  readonly open: Set<OwnList>;
}

/** Names of commands; `open` where there may be more. */
export interface Names {
  readonly names: readonly string[];
  readonly open: boolean;
}

/** One simple command. A redirection without a command is one without a name. */
export interface CommandRecord {
  readonly name: string;
  /** Its name as it is written. */
  readonly path: string;
  readonly args: readonly Field[];
  readonly own: Own;
  /** How many substitutions it stands in: what these say goes into a word, and not into a pipe around it. */
  readonly level: number;
  /** Programs that its options have it start beside its own work, and files that they have it do what stands in. */
  readonly helpers: Set<string>;
  readonly loads: Set<string>;
  elevated: boolean;
  /** Whether what it says is put into the text around it, and is not known. */
  fills: boolean;
  from: Names | null;
  to: Names | null;
}

/** What has been met so far, and where the reader stands. */
export interface Log {
  readonly records: CommandRecord[];
  /** Whether the text has more commands than there are records. */
  open: boolean;
  /** How often one could not be seen. */
  blind: number;
  /** Statements read aside. */
  aside: number;
  /** Files that were given something to hold: a text that is known, undefined before it is, null where there is more than that. */
  readonly made: Map<string, string | null | undefined>;
  /** How many functions' bodies the reader stands in, and the variables that such bodies use. */
  bodies: number;
  readonly used: Set<string>;
  /** Those of them that were set to something else since. */
  readonly changed: Set<string>;
  /** Variables that do not have the value they are set to. */
  readonly odd: Set<string>;
  /** Functions that nothing has called yet, each with where it stands. */
  readonly uncalled: Map<Body, Scope>;
  /** Reads the bodies again, where what they use has changed. */
  readonly later: (() => void)[];
  /** What reading has cost so far. */
  spent: number;
  /** The record that is being read. */
  current: CommandRecord | null;
  /** Where effects go. */
  own: Own;
  /** What redirections around give every command within. */
  around: Own;
  level: number;
}

/** Nothing met. */
export function noRecords(): Log {
  return { records: [], open: false, blind: 0, aside: 0, made: new Map(), bodies: 0, used: new Set(), changed: new Set(), odd: new Set(), uncalled: new Map(), later: [], spent: 0, current: null, own: nothing(), around: nothing(), level: 0 };
}

function nothing(): Own {
  return { found: { reads: new Set(), writes: new Set(), deletes: new Set(), connects: new Set(), sends: new Set() }, open: new Set() };
}

/** The same, to be added to; of very much the first, and open. */
function copied({ found, open }: Own): Own {
  const copy = nothing();
  for (const list of ownLists) {
    if (open.has(list) || found[list].size > SHELL_AROUND_MAX) copy.open.add(list);
    for (const text of found[list]) {
      if (copy.found[list].size >= SHELL_AROUND_MAX) break;
      copy.found[list].add(text);
    }
  }
  return copy;
}

/** Reads one command: what is added meanwhile is its own, and what is run meanwhile is run by it. */
export function recording(log: Log, name: string, path: string, args: readonly Field[], read: () => void): void {
  const { own, current } = log;
  const record: CommandRecord = { name, path, args, own: copied(log.around), level: log.level, helpers: new Set(), loads: new Set(), elevated: current?.elevated ?? false, fills: log.level > 0, from: null, to: null };
  if (log.records.length < SHELL_COMMANDS_MAX) log.records.push(record);
  else log.open = true;
  Object.assign(log, { own: record.own, current: record });
  try {
    read();
  } finally {
    Object.assign(log, { own, current });
  }
}

/** Reads redirections, and then what they are around. */
export function redirecting<T>(log: Log, redirections: () => T, then: (given: T) => void): void {
  const { own, around } = log;
  const given = copied(around);
  log.own = given;
  try {
    const input = redirections();
    Object.assign(log, { own, around: given });
    then(input);
  } finally {
    Object.assign(log, { own, around });
  }
}

/** Whether redirections around give anything. */
export function isGiven(log: Log): boolean {
  return log.around.open.size > 0 || ownLists.some((list) => log.around.found[list].size > 0);
}

/** Reads a substitution: neither the redirections nor the pipes around it, nor the command whose word it is, are its own. Gives what it says, where that is known. */
export function substituting(log: Log, read: () => string | null): string | null {
  const { own, around, current, records } = log;
  const first = records.length;
  Object.assign(log, { around: nothing(), current: null, level: log.level + 1 });
  try {
    const said = read();
    if (said !== null) for (const record of records.slice(first)) record.fills = false;
    return said;
  } finally {
    Object.assign(log, { own, around, current, level: log.level - 1 });
  }
}

/** A command of a pipeline: the records it gave, and whether more may have run. */
export interface Stage {
  readonly first: number;
  readonly end: number;
  readonly open: boolean;
}

/** Reads a command of a pipeline. */
export function staging(log: Log, read: () => void): Stage {
  const { blind } = log;
  const first = log.records.length;
  read();
  return { first, end: log.records.length, open: log.blind > blind };
}

/** Tells the commands of a pipeline of their neighbours; those that a pipeline within has told already keep these. */
export function piping(log: Log, stages: readonly Stage[]): void {
  const named = stages.map((stage): Names => {
    const names = [...new Set(at(log, stage).map((record) => record.name))];
    return { names: names.slice(0, SHELL_AROUND_MAX), open: stage.open || names.length > SHELL_AROUND_MAX };
  });
  stages.forEach((stage, index) => {
    for (const record of at(log, stage)) {
      if (index > 0) record.from ??= named[index - 1] ?? null;
      if (index < stages.length - 1) record.to ??= named[index + 1] ?? null;
    }
  });
}

function at(log: Log, stage: Stage): readonly CommandRecord[] {
  return log.records.slice(stage.first, stage.end).filter((record) => record.level === log.level);
}
