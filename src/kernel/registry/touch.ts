// A call to the places it reads and writes, by what its binding makes of it: its op, the roles of its arguments, what the shell parser
// finds. What may be read or written and cannot be seen is said too. Knows nothing of what lies there.

import { PROMPT_TEXT_MIN, SCRIPT_TEXT_MAX } from "../../base/limits.js";
import { filesIn } from "../../extract/files.js";
import { fileOf, inFolder, normalisePath } from "../../extract/path.js";
import { fold } from "../../words/fold.js";
import { ops, type Op } from "../../words/ops.js";
import { roles } from "../../words/provenance.js";
import { stores } from "../../words/stores.js";
import type { CellList } from "../../words/cell.js";
import { shellOf, type Shells } from "../view/cells.js";
import type { RoleLeaf } from "../view/leaves.js";
import { KEYED, foldersOf } from "./resources.js";
import { namedAt, type Script, type Scripts } from "./scripts.js";
import { promptKey, spotKinds, type Spot, type SpotKind } from "./spot.js";

/** What a call does to places. */
export interface Touch {
  readonly reads: readonly Spot[];
  readonly writes: readonly Spot[];
  /** Kinds of which it may read, or write, any. */
  readonly readsAny: readonly SpotKind[];
  readonly writesAny: readonly SpotKind[];
  /** It writes what it gets from elsewhere, and not only what it is given. */
  readonly isFed: boolean;
  /** What it reads goes nowhere but into its result. */
  readonly isQuiet: boolean;
  /** Names that become one file. */
  readonly links: readonly (readonly [string, string])[];
  /** Files that may be run later, with the text that makes them. */
  readonly scripts: readonly Script[];
  /** The agent that it makes, if it makes one. */
  readonly handed: Spot | null;
  /** The files that it names to another agent, who may read and write them before it answers. */
  readonly entrusted: readonly Spot[];
}

/** A call, as far as places are concerned. */
export interface Touching {
  readonly op: number;
  readonly sinks: number;
  readonly leaves: readonly RoleLeaf[];
  readonly shells: Shells;
  /** No binding says what its arguments are for, or they could not be read. */
  readonly isUnbound: boolean;
  /** There is an argument that the binding does not speak of, or one is missing. */
  readonly isUndescribed: boolean;
  /** Bits of the roles that the binding gives to any argument, be it given or not. */
  readonly spoken: number;
  /** What it gives are words of the least trust, as its binding says. */
  readonly isStrange: boolean;
  /** What the session wrote before. */
  readonly scripts: Scripts;
}

/** What a call does to places; null where it touches none. */
export function touchOf(call: Touching): Touch | null {
  if (call.isUnbound) return { reads: [], writes: [], readsAny: spotKinds, writesAny: spotKinds, isFed: true, isQuiet: false, links: [], scripts: [], handed: null, entrusted: [] };
  const op = ops[call.op] ?? "EXEC";
  const way = ways[op] ?? "both";
  if (!call.isUndescribed && (call.spoken & KEYS) === 0 && isElsewhere(call.leaves, op, way)) return null;
  const drawn: Drawn = { reads: [], writes: [], readsAny: new Set(), writesAny: new Set(), links: [], scripts: [], isSent: false, isFed: false, isRun: false };
  let bits = 0;
  for (const leaf of call.leaves) {
    bits |= leaf.roles;
    if ((leaf.roles & COMMAND) === 0) continue;
    if (typeof leaf.value === "string") command(drawn, call, leaf.value);
    else if (leaf.value === null) unseen(drawn, "path", "both");
  }
  if ((bits & TOUCHING) !== 0 || (call.spoken & KEYS) !== 0 || op === "STORE" || op === "RETRIEVE" || op === "DELEGATE") {
    for (const leaf of call.leaves) named(drawn, leaf, way, { isRun: (bits & COMMAND) !== 0, isTold: op === "SEND" || op === "DELEGATE" });
    if (way === "write" && drawn.writes.length > 1 && (bits & PATH) !== 0) drawn.reads.push(...drawn.writes);
    keyed(drawn, call, op, bits);
  }
  if (way === "write") {
    if ((bits & PATH) === 0) patched(drawn, call.leaves);
    for (const { value, roles: of } of call.leaves) if ((of & CONTENT) !== 0 && typeof value === "string") noted(drawn, value);
  }
  // What is typed into a program that runs may go into any file of its own.
  if (op === "EXEC" && (bits & COMMAND) === 0 && (bits & JOB) !== 0 && (bits & CONTENT) !== 0) drawn.writesAny.add("path");
  const told = op === "STORE" || op === "DELEGATE" ? textsOf(call.leaves) : [];
  for (const text of told) if (text.length >= PROMPT_TEXT_MIN) drawn.writes.push({ kind: "job", key: promptKey(text) });
  const entrusted = op === "DELEGATE" ? told.flatMap((text) => filesIn(text)).map((file): Spot => ({ kind: "path", key: fold(file) })) : [];
  if (call.isUndescribed) for (const kind of spotKinds) unseen(drawn, kind, way);
  const { reads, writes, readsAny, writesAny, links, scripts } = drawn;
  if (reads.length + writes.length + readsAny.size + writesAny.size === 0) return null;
  const isQuiet = writes.length + writesAny.size === 0 && !drawn.isSent && (drawn.isRun || (way === "read" && call.sinks === 0));
  return { reads, writes, readsAny: [...readsAny], writesAny: [...writesAny], isFed: drawn.isFed || (bits & URL) !== 0 || (drawn.isRun ? call.isStrange : way === "both"), isQuiet, links, scripts, handed: null, entrusted };
}

/** Whether a call surely touches nothing, since nothing in it names a place: of most calls that holds, and nothing is made for them. */
function isElsewhere(leaves: readonly RoleLeaf[], op: Op, way: Way): boolean {
  if (op === "STORE" || op === "RETRIEVE" || op === "DELEGATE") return false;
  const naming = way === "write" ? TOUCHING | COMMAND | CONTENT : TOUCHING | COMMAND;
  for (let at = 0; at < leaves.length; at++) if (((leaves[at]?.roles ?? 0) & naming) !== 0) return false;
  return true;
}

/** What a call of an op does to the places it names; others may do both. */
type Way = "read" | "write" | "both";
const ways: Readonly<Partial<Record<Op, Way>>> = {
  READ: "read", RETRIEVE: "read", RECEIVE: "read", WAIT: "read", ASK: "read", RESPOND: "read", SEND: "read", DELEGATE: "read", PRUNE: "read", VERIFY: "read",
  WRITE: "write", STORE: "write", SUBSCRIBE: "write",
};

interface Drawn {
  readonly reads: Spot[];
  readonly writes: Spot[];
  readonly readsAny: Set<SpotKind>;
  readonly writesAny: Set<SpotKind>;
  readonly links: [string, string][];
  readonly scripts: Script[];
  isSent: boolean;
  isFed: boolean;
  isRun: boolean;
}

function unseen({ readsAny, writesAny }: Drawn, kind: SpotKind, way: Way): void {
  if (way !== "write") readsAny.add(kind);
  if (way !== "read") writesAny.add(kind);
}

/** What a command calls its paths, and what these are where it runs. */
function pathsIn(list: CellList, folders: readonly string[]): readonly string[] {
  return list.items.flatMap((item) => (typeof item === "string" ? [fold(item), ...folders.flatMap((folder) => inFolder(item, folder) ?? []).map(fold)] : []));
}

function command(drawn: Drawn, { leaves, shells, scripts }: Touching, text: string): void {
  const shell = shellOf(text, shells);
  const folders = foldersOf(leaves);
  drawn.isRun = true;
  const paths = (list: CellList): readonly string[] => pathsIn(list, folders);
  const spots = (keys: readonly string[]): readonly Spot[] => keys.map((key) => ({ kind: "path", key }));
  const [reads, writes] = [paths(shell.reads), paths(shell.writes)];
  drawn.reads.push(...spots(reads));
  drawn.writes.push(...spots(writes));
  for (const path of writes) note(drawn, path, text);
  // A program that cannot be seen reads what it likes; of a script that was written here it is known what it names.
  if (shell.reads.open || shell.runs.open) drawn.readsAny.add("path");
  if (shell.runs.open) {
    for (const name of namedAt(scripts, reads, drawn.scripts, shells.programs)) drawn.reads.push(...spots(pathsIn({ items: [name], open: false }, folders)));
  }
  if (shell.writes.open) drawn.writesAny.add("path");
  if (shell.sends.items.length > 0 || shell.sends.open || shell.connects.items.length > 0 || shell.connects.open) drawn.isSent = true;
  if (shell.connects.items.length > 0) drawn.isFed = true;
  for (const name of [...shell.runs.items, ...shell.tasks]) if (typeof name === "string") kept(drawn, name);
  if (shell.runs.items.includes("ln")) for (const to of writes) for (const from of reads) drawn.links.push([from, to]);
}

/** What a program keeps that names no path: what is to run later, and what lies in a memory of its own. */
function kept(drawn: Drawn, program: string): void {
  if (schedulers.has(program)) unseen(drawn, "job", "both");
  const store = stores.get(program);
  if (store?.reads === true) drawn.reads.push({ kind: store.kind, key: store.key });
  if (store?.writes === true) drawn.writes.push({ kind: store.kind, key: store.key });
}

/** What a call writes may be run later: its text is kept, where it is not too long for a script. */
function noted(drawn: Drawn, text: string): void {
  for (const { kind, key } of drawn.writes) if (kind === "path" && key !== null) note(drawn, key, text);
}

function note(drawn: Drawn, path: string, text: string): void {
  if (text.length <= SCRIPT_TEXT_MAX) drawn.scripts.push({ path, text });
}

/** A leaf that names a place. Beside a command a path is the folder that it runs in; another agent gets what it is told. */
function named(drawn: Drawn, { value, roles: bits }: RoleLeaf, way: Way, { isRun, isTold }: { readonly isRun: boolean; readonly isTold: boolean }): void {
  const add = (kind: SpotKind, key: string, to: Way): void => {
    if (to !== "write") drawn.reads.push({ kind, key });
    if (to !== "read") drawn.writes.push({ kind, key });
  };
  if ((bits & PATH) !== 0 && !isRun) {
    if (typeof value === "string") add("path", fold(normalisePath(value)), way);
    else if (value === null) unseen(drawn, "path", way);
  }
  const file = (bits & URL) !== 0 && typeof value === "string" ? fileOf(value) : null;
  if (file !== null) add("path", fold(file), way);
  for (const { bit, kind } of KEYED) {
    if ((bits & bit) === 0) continue;
    const to = kind === "agent" && isTold ? "write" : way;
    if (typeof value === "string" || typeof value === "number") add(kind, fold(String(value)), to);
    else if (value === null) unseen(drawn, kind, to);
  }
}

/** Stores whose bindings name no place of a kind: what identifies is a key of a memory, and without it any key is. */
function keyed(drawn: Drawn, { leaves, spoken }: Touching, op: Op, bits: number): void {
  const isNamed = (bits & (PATH | KEYS)) !== 0;
  const keys = (mask: number): readonly string[] => leaves.flatMap(({ value, roles: of }) => ((of & mask) !== 0 && (typeof value === "string" || typeof value === "number") ? [fold(String(value))] : []));
  const spots = (kind: SpotKind, found: readonly string[]): readonly Spot[] => (found.length === 0 ? [{ kind, key: null }] : found.map((key) => ({ kind, key })));
  if (op === "DELEGATE" && (bits & AGENT) === 0) drawn.writes.push(...spots("agent", keys(DESTINATION)));
  if (isNamed) return;
  const way = keeping.has(op) ? ways[op] : undefined;
  // One of its arguments says which, and is not given: it may be each.
  const each = way === undefined ? [] : KEYED.filter(({ bit }) => (spoken & bit) !== 0).map(({ kind }): Spot => ({ kind, key: null }));
  if (way === "read") drawn.reads.push(...each);
  else drawn.writes.push(...each);
  if (op === "STORE" && (each.length === 0 || (bits & (OBJECT | NAME)) !== 0)) drawn.writes.push(...spots("memory", keys(OBJECT | NAME)));
  if (op === "RETRIEVE") {
    const found = keys(OBJECT | NAME);
    drawn.reads.push(...spots("memory", found));
    // What a search looks through may be files.
    if (found.length === 0) drawn.readsAny.add("path");
  }
  if (op === "WRITE") drawn.writes.push(...keys(OBJECT | NAME).map((key): Spot => ({ kind: "memory", key })));
  if (op === "READ") drawn.reads.push(...keys(OBJECT | NAME).map((key): Spot => ({ kind: "memory", key })));
}

/** What is said in the arguments of a call. */
function textsOf(leaves: readonly RoleLeaf[]): readonly string[] {
  return leaves.flatMap(({ value, roles: bits }) => ((bits & CONTENT) !== 0 && typeof value === "string" ? [value] : []));
}

/** The files that a patch in an argument names. */
function patched(drawn: Drawn, leaves: readonly RoleLeaf[]): void {
  for (const { value, roles: bits } of leaves) {
    if ((bits & CONTENT) === 0 || typeof value !== "string") continue;
    for (const [line, path = ""] of value.matchAll(/^(?:\*\*\* (?:Add File|Update File|Move to): |\+\+\+ (?:b\/)?)(.+)$/gm)) {
      // What is moved is the file that was named before.
      const before = drawn.writes.at(-1);
      if (line.startsWith("*** Move to") && before !== undefined) drawn.reads.push(before);
      drawn.writes.push({ kind: "path", key: fold(normalisePath(path.trim())) });
    }
  }
}

const bitOf = (role: (typeof roles)[number]): number => 1 << roles.indexOf(role);
const [PATH, URL, COMMAND, CONTENT, DESTINATION, OBJECT, NAME, AGENT, JOB] = [bitOf("path"), bitOf("url"), bitOf("command"), bitOf("content"), bitOf("destination"), bitOf("object"), bitOf("name"), bitOf("agent"), bitOf("job")];
const KEYS = KEYED.reduce((bits, { bit }) => bits | bit, 0);
const TOUCHING = PATH | URL | KEYS | OBJECT | NAME;
/** Ops that say what they keep or look at by its key: without one it may be each. */
const keeping: ReadonlySet<Op> = new Set(["READ", "RETRIEVE", "RECEIVE", "WAIT", "WRITE", "STORE", "SUBSCRIBE"]);
/** Programs that run something later. */
const schedulers: ReadonlySet<string> = new Set(["crontab", "at", "atq", "batch", "systemd-run", "launchctl", "schtasks"]);
