// What has been found of a shell command so far, and the ways to add to it. What is not known opens a list; nothing closes it again.
// Knows nothing of syntax or of particular programs.

import { SHELL_WORK_MAX } from "../../base/limits.js";
import { hostOf } from "../url.js";
import { normalisePath } from "../path.js";
import type { Field } from "./word.js";
import type { Programs } from "./programs.js";
import { heldBelow, isKeyless, witnesses } from "./witness.js";
import { noRecords, ownLists, type CommandRecord, type Log, type OwnList } from "./record.js";

/** The lists a command fills. */
export const lists = ["runs", "reads", "writes", "deletes", "connects", "sends"] as const;
export type List = (typeof lists)[number];

/** What was found, over all parts of the command. */
export interface Effects {
  readonly found: Readonly<Record<List, Set<string>>>;
  readonly open: Set<List>;
  elevated: boolean;
  /** Whether code was run that could not be seen at all. */
  unseen: boolean;
  /** Statements read so far. */
  commands: number;
  /** Whether these are only asked for the commands that are met: see `aside`. */
  readonly aside: boolean;
  /** What is said of programs. */
  readonly programs: Programs;
  /** The commands one by one. */
  readonly log: Log;
}

/** What the standard input of a command is. */
export interface Input {
  /** Whether it comes from a pipe, a file or a here-document. */
  readonly given: boolean;
  /** Its text, where that is known. */
  readonly text: string | null;
}

/** Where a command stands. */
export interface Scope {
  readonly effects: Effects;
  /** Directory that relative paths start from: `.` at first, null when it is not known. */
  cwd: string | null;
  /** Known variables; null where one was set to what is not known. */
  readonly variables: Map<string, string | null>;
  /** The bodies that each function may have; none of an alias. */
  readonly functions: Map<string, readonly Body[]>;
  /** The words that the function it stands in was called with; null where they are not known, and outside of all. */
  given: readonly Field[] | null;
  /** Functions that it stands in. */
  readonly calling: ReadonlySet<string>;
  readonly depth: number;
  /** Reads a further command text one level down: by itself, here where what it sets stays, or for later. */
  readonly inner: (text: string, scope: Scope, when?: "here" | "later") => void;
}

/** Reads a function's body where it is called. */
export type Body = (scope: Scope, input: Input) => void;

/** Variables that are known before anything sets them. */
export const forgotten = ["HOME", "PWD", "IFS"] as const;

/** What is reached by talking both ways, and by asking alone. */
export const both = ["connects", "sends"] as const;
export const only = ["connects"] as const;

/** Nothing found. */
export function noEffects(programs: Programs): Effects {
  return {
    found: { runs: new Set(), reads: new Set(), writes: new Set(), deletes: new Set(), connects: new Set(), sends: new Set() },
    open: new Set(), elevated: false, unseen: false, commands: 0, aside: false, programs, log: noRecords(),
  };
}

/** Opens lists: there may be more in them. */
export function open(scope: Scope, ...which: readonly List[]): void {
  const { log } = scope.effects;
  for (const list of which.length === 0 ? lists : which) {
    scope.effects.open.add(list);
    if (isOwn(list)) log.own.open.add(list);
    if (list === "writes") overwrite(log.made, () => true);
  }
}

/** What a file was given may be written over: by what writes somewhere, or below a folder. */
function overwrite(made: Log["made"], isHit: (file: string) => boolean): void {
  for (const [file, text] of made) if (typeof text === "string" && isHit(file)) made.set(file, null);
}

/** The command that is being read is given a program to start, or a file to do what stands in it; of what is not known the beginning. */
export function note(scope: Scope, list: "helpers" | "loads", { exact, text, prefix }: Field): void {
  if (!exact || text.trim() !== "") scope.effects.log.current?.[list].add(exact ? text : `${prefix}$`);
}

/** A command that the text itself gives cannot be seen. What a program runs inside itself is none: that opens `runs` alone. */
export function miss(scope: Scope): void {
  scope.effects.log.open = true;
  scope.effects.log.blind++;
}

/** Code that cannot be seen is given to a shell, or to what is one: it may do anything, and the text gave it. */
export function hide(scope: Scope): void {
  unseen(scope);
  miss(scope);
}

/** Whether there is work left for so much more; where there is not, what is left of the text is unseen. */
export function spend(scope: Scope, cost: number): boolean {
  const { log } = scope.effects;
  if (log.spent <= SHELL_WORK_MAX) log.spent += cost;
  if (log.spent <= SHELL_WORK_MAX) return true;
  hide(scope);
  return false;
}

/** Reads what the text spells out for a program to run: for the commands in it alone, as what the program may do is open already. */
export function aside(scope: Scope, read: (scope: Scope) => void): void {
  const { effects } = scope;
  if (effects.aside) return read(scope);
  if (!spend(scope, scope.variables.size)) return;
  const own: Effects = { ...noEffects(effects.programs), commands: effects.log.aside, aside: true, log: effects.log };
  read({ ...scope, variables: new Map(scope.variables), functions: new Map(scope.functions), effects: own });
  effects.log.aside = own.commands;
}

function isOwn(list: List): list is OwnList {
  return ownLists.some((own) => own === list);
}

/** Programs that write to files, but no text of ours. */
const shaping = /^(chmod|chown|chgrp|chattr|touch|mkdir|truncate|gcc|g\+\+|cc|c\+\+|clang|clang\+\+|ld|as|ar|go|cargo|rustc|javac|tsc)$/;

function add(scope: Scope, list: List, text: string): void {
  scope.effects.found[list].add(text);
  const { log } = scope.effects;
  if (isOwn(list)) log.own.found[list].add(text);
  if (list !== "writes" || shaping.test(log.current?.name ?? "")) return;
  log.made.set(text, log.made.has(text) ? null : undefined);
  overwrite(log.made, (file) => (text === "." ? !/^(\/|~|\.\.)/.test(file) : file.startsWith(text.endsWith("/") ? text : `${text}/`)));
}

/** What the command that is being read runs, it runs with raised privilege. */
export function elevate(scope: Scope): void {
  scope.effects.elevated = true;
  if (scope.effects.log.current !== null) scope.effects.log.current.elevated = true;
}

/** Code that is not in the text is run: it may do anything, as anybody. */
export function unseen(scope: Scope): void {
  open(scope);
  scope.effects.unseen = true;
}

/** Devices and streams that keep nothing. */
const nowhere = /^\/dev\/(null|zero|full|u?random|std(in|out|err)|fd\/\d+|tty|console)$/;

/** Adds a path to a list, or opens the list where the path is not known. */
export function path(scope: Scope, field: Field, list: "reads" | "writes" | "deletes"): void {
  if (!field.exact || (field.pattern === true && !(isBulk(field.text) && scope.cwd !== null && isBelow(scope.cwd)))) open(scope, list);
  if (!spend(scope, field.text.length + (scope.cwd?.length ?? 0))) return;
  if (field.text === "" || (field.text === "-" && field.exact)) return;
  const socket = /^\/dev\/(?:tcp|udp)\/([^/]+)\/[^/]+$/.exec(field.text);
  if (socket?.[1] !== undefined) return connect(scope, socket[1], list === "reads" ? ["connects"] : ["connects", "sends"]);
  if (!field.exact) return;
  // Where a path may be a URL, a program talks to its host.
  if (/^(?!file:)[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(field.text)) return connect(scope, field.text, list === "writes" ? both : only);
  const absolute = /^([/~]|\$HOME|\$\{HOME\}|[A-Za-z]:[\\/]|file:)/.test(field.text);
  if (!absolute && scope.cwd === null) open(scope, list);
  const normal = normalisePath(absolute || scope.cwd === null || scope.cwd === "." ? field.text : `${scope.cwd}/${field.text}`);
  if (!nowhere.test(normal)) add(scope, list, normal);
  if (field.pattern === true) for (const file of witnesses(normal)) add(scope, list, file);
  if (list === "reads" && field.keyless !== true && readsWhole(scope.effects.log.current)) for (const folder of heldBelow(normal)) add(scope, list, folder);
}

/** Whether a command reads all that is below a folder: one that searches files of some names alone does not. */
function readsWhole(command: CommandRecord | null): boolean {
  if (command === null || !whole.test(command.name)) return false;
  return !isKeyless(command.args.flatMap(({ text }) => /^--(?:include|glob)=(.*)$/.exec(text)?.[1] ?? []));
}

/** Programs that read all that is below a folder. */
const whole = /^(tar|bsdtar|gtar|zip|7z\w*|rar|cp|mv|scp|rsync|grep|egrep|fgrep|rg|ag|ack)$/;

/**
 * Whether a pattern stands for the files of a folder below where the text is: `*.log`, `./build/*`, `src/**`. It stays as it is written. Another
 * one may stand for a file that is named otherwise (`/etc/shad*`, `.e*`, `SOUL.m?`), which only the machine knows.
 */
function isBulk(text: string): boolean {
  return /^(?:\.\/)?(?:[\w@+-][\w.@+-]*\/)*(?:\*\*\/)*\*{1,2}(?:\.[A-Za-z0-9]+)?\/?$/.test(text);
}

/** Whether a directory lies plainly below where the text is: `cd /etc && cat *` speaks of files that a rule may name otherwise. */
function isBelow(cwd: string): boolean {
  return normalisePath(cwd) === "." || isBulk(`${normalisePath(cwd)}/*`);
}

/** Adds the host of a URL or address. */
export function host(scope: Scope, field: Field, into: readonly ("connects" | "sends")[]): void {
  // What is not known may be in the path or query: the host in front of it is known all the same.
  const bare = field.exact ? field.text : /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+(?=[/?#])|^[^/:?#]+(?=[/?#])/i.exec(field.prefix)?.[0] ?? null;
  const tail = field.exact || bare !== null ? null : /^\.((?:[a-z0-9-]+\.)+[a-z]{2,})$/i.exec(field.text.slice(field.prefix.length))?.[1] ?? null;
  connect(scope, bare ?? tail, into);
}

/** Adds a host by its name; null where it is not known. With anything sent, `sends` has `*`. */
export function connect(scope: Scope, name: string | null, into: readonly ("connects" | "sends")[]): void {
  const found = name === null ? null : hostOf(/^[a-z][a-z0-9+.-]*:\/\//i.test(name) ? name : `http://${name}`);
  for (const list of into) {
    if (found === null) open(scope, list);
    else add(scope, list, found);
  }
  if (into.includes("sends")) send(scope);
}

/** Something is sent, nobody says whither. */
export function send(scope: Scope): void {
  add(scope, "sends", "*");
}
