// What declarations say of programs, made ready to be looked up: by name and by what a program is told to do, with what they are like
// put together. The built-in table beneath, a bundle's own above it. Knows no command line's meaning.

import type { Deed, ExecutableEntry, Given, Place, Power, Use } from "../../words/executable.js";
import { executables } from "../../words/executables.generated.js";
import { unknownField, type Field } from "./word.js";

/** One program. */
export interface Program {
  /** The built-in program by whose name code knows it; empty where none does. */
  readonly as: string;
  /** Options with a value, and what is done to it. */
  readonly options: Readonly<Record<string, readonly Use[]>>;
  /** All its long options, where they are known. */
  readonly longs: readonly string[];
  readonly operands: readonly ({ readonly place: Place; readonly uses: readonly Use[] } & Given)[];
  readonly may: readonly ({ readonly powers: readonly Power[] } & Given)[];
  readonly does: readonly ({ readonly deeds: readonly Deed[] } & Given)[];
  /** Whether its operands, from some on, are a command. */
  readonly wraps: boolean;
  /** Whether code reads its command line. */
  readonly coded: boolean;
}

/** Programs by name; `docker exec` beside `docker`. */
export interface Programs {
  readonly get: (name: string) => Program | undefined;
  /** Whether something is said of what it is told to do. */
  readonly hasTasks: (name: string) => boolean;
}

/** The table that every bundle has, made when it is first asked for. */
export function builtIn(): Programs {
  return programsOf([]);
}

/** A bundle's own programs, above those that are built in. */
export function programsOf(own: readonly ExecutableEntry[]): Programs {
  if (own.length === 0) return standard;
  const above = tableOf(own, standard);
  return { get: (name) => above.get(name) ?? standard.get(name), hasTasks: (name) => above.hasTasks(name) || standard.hasTasks(name) };
}

const standard: Programs = tableOf(executables, null);

function tableOf(entries: readonly ExecutableEntry[], below: Programs | null): Programs {
  const byName = new Map(entries.flatMap((entry) => entry.names.map((name) => [name, entry] as const)));
  const made = new Map<string, Program>();
  const tasks = new Set([...byName.keys()].flatMap((name) => name.includes(" ") ? prefixes(name) : []));
  const get = (name: string, seen: readonly string[] = []): Program | undefined => {
    const entry = byName.get(name);
    if (entry === undefined) return undefined;
    const known = made.get(name) ?? programOf(name, entry, (like) => like === name || seen.includes(like) ? below?.get(like) : get(like, [...seen, name]) ?? below?.get(like), below === null);
    if (seen.length === 0) made.set(name, known);
    return known;
  };
  return { get: (name) => get(name), hasTasks: (name) => tasks.has(name) };
}

function prefixes(name: string): readonly string[] {
  const words = name.split(" ");
  return words.slice(1).map((_, at) => words.slice(0, at + 1).join(" "));
}

function programOf(name: string, entry: ExecutableEntry, find: (like: string) => Program | undefined, isBuiltIn: boolean): Program {
  const base = entry.like === undefined ? undefined : find(entry.like);
  const options = { ...base?.options, ...Object.fromEntries((entry.options ?? []).flatMap(({ names, uses }) => names.map((option) => [option, uses] as const))) };
  const flags = [...entry.flags ?? [], ...base?.longs ?? []];
  const operands = entry.operands ?? base?.operands ?? [];
  return {
    as: base?.as ?? (isBuiltIn ? name : ""), options,
    longs: flags.length === 0 ? [] : [...new Set([...flags, ...Object.keys(options)].filter((option) => option.startsWith("--")))],
    operands, may: [...(entry.like !== undefined && base === undefined && entry.like !== name ? [{ powers: ["anything" as const] }] : base?.may ?? []), ...entry.may ?? []], does: [...base?.does ?? [], ...entry.does ?? []],
    wraps: operands.some(({ uses }) => uses.includes("command")),
    coded: base?.coded ?? entry.like === name,
  };
}

/** Whether a clause holds with these options. */
export function holds({ when, unless }: Given, options: ReadonlySet<string>): boolean {
  return (when === undefined || when.some((option) => options.has(option))) && (unless === undefined || !unless.some((option) => options.has(option)));
}

/** Of the clauses for a place those that hold with these options: where some say with which, these alone. */
export function usesAt(program: Program, place: Place, options: ReadonlySet<string>): readonly Use[] | null {
  const found = program.operands.filter((clause) => clause.place === place && holds(clause, options));
  const told = found.filter(({ when }) => when !== undefined);
  const all = told.length > 0 ? told : found;
  return all.length === 0 ? null : [...new Set(all.flatMap(({ uses }) => uses))];
}

/** A program with its words: of `docker -H x exec -it c ls` it is `docker exec`, of `python3.12` `python`. */
export interface Told {
  readonly program: Program;
  readonly args: readonly Field[];
}

/** The program a command line is of; undefined where nothing is said of it. */
export function told(programs: Programs, command: string, args: readonly Field[]): Told | undefined {
  const plain = command.replace(/-?\d+(\.\d+)*$/, "");
  let name = programs.get(command) === undefined && plain !== "" && programs.get(plain) !== undefined ? plain : command;
  let rest = args;
  let from = 0;
  let above: Program["options"] = {};
  while (programs.hasTasks(name) && programs.get(name)?.coded !== true) {
    const at = taskAt(programs, name, rest, from);
    if (at === -1) break;
    above = { ...above, ...programs.get(name)?.options };
    name = `${name} ${rest[at]?.text ?? ""}`;
    rest = rest.filter((_, index) => index !== at);
    from = at;
  }
  const program = programs.get(name);
  if (program === undefined) return undefined;
  return { program: rest === args ? program : { ...program, options: { ...above, ...program.options } }, args: rest };
}

/** Where the word stands that says what to do: the first that is no option, nor may be the value of one. */
function taskAt(programs: Programs, name: string, args: readonly Field[], from: number): number {
  for (let at = from; at < args.length; at++) {
    const field = args[at] ?? unknownField;
    if (!field.exact) return -1;
    if (field.text.startsWith("-")) continue;
    if (programs.get(`${name} ${field.text}`) !== undefined || programs.hasTasks(`${name} ${field.text}`)) return at;
    if (at === from || args[at - 1]?.prefix.startsWith("-") !== true) return -1;
  }
  return -1;
}
