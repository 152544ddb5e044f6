// `NAME=$(mktemp ...)` to the path that it gives: a new file or folder of nobody's, in the folder for such or where it is told to make it.
// Which letters it puts in place of the X's only running it would tell, and nothing hangs on them. Runs nothing.

import type { Word, WordPart } from "unbash";

/** The path that a word gives which is the output of `mktemp` and nothing else, made another than those before it by a number; null of others. */
export function freshPath(word: Word, number: number): string | null {
  const made = only(word.parts);
  const args = made === null ? null : wordsOf(made);
  if (args === null) return null;
  let folder = "/tmp";
  let name: string | null = null;
  let isBelow = false;
  let suffix = "";
  for (let at = 0; at < args.length; at++) {
    const arg = args[at] ?? "";
    const [, option = "", value] = /^(--suffix|--tmpdir)(?:=(.*))?$/.exec(arg) ?? [];
    if (arg === "-p") folder = args[++at] ?? "";
    else if (option === "--suffix" && value !== undefined) suffix = value;
    else if (option === "--tmpdir") { folder = value ?? folder; isBelow = true; }
    else if (/^-[dqut]+$|^--(directory|quiet)$/.test(arg)) isBelow ||= /^-\w*t/.test(arg);
    else if (arg.startsWith("-") || name !== null) return null;
    else name = arg;
    isBelow ||= arg === "-p";
  }
  const base = name ?? "tmp.XXXXXX";
  if (name !== null && !isBelow) return /X{3}/.test(name) ? numbered(name, number) + suffix : null;
  return folder === "" || base.includes("/") ? null : `${folder}/${numbered(/X{3}/.test(base) ? base : `${base}.XXXXXX`, number)}${suffix}`;
}

/** The last run of X's in a name made three of them and the number: by hand, as it may be as long as a command. */
function numbered(name: string, number: number): string {
  const last = name.lastIndexOf("XXX");
  if (last === -1) return name;
  let from = last;
  while (name[from - 1] === "X") from--;
  return `${name.slice(0, from)}XXX${number}${name.slice(last + 3)}`;
}

/** The substitution that is all there is of a word. */
function only(parts: readonly WordPart[] | undefined): unknown {
  const [part, more] = parts ?? [];
  if (part === undefined || more !== undefined) return null;
  if (part.type === "DoubleQuoted") return part.parts.length === 1 && part.parts[0]?.type === "CommandExpansion" ? part.parts[0].script : null;
  return part.type === "CommandExpansion" ? part.script : null;
}

/** What stands behind `mktemp` where a script is that command alone, of known words. */
function wordsOf(script: unknown): readonly string[] | null {
  const commands = field(script, "commands");
  const statement: unknown = Array.isArray(commands) && commands.length === 1 ? commands[0] : null;
  const command = field(statement, "command");
  const words = [field(command, "name"), ...list(field(command, "args"))];
  if (field(command, "type") !== "Command" || list(field(command, "redirects")).length > 0 || list(field(command, "prefix")).length > 0 || field(statement, "background") === true) return null;
  const texts = words.map((word) => (field(word, "parts") === undefined ? field(word, "value") : null));
  return texts[0] === "mktemp" && texts.every((text) => typeof text === "string") ? texts.slice(1) : null;
}

function field(node: unknown, name: string): unknown {
  return typeof node === "object" && node !== null ? Reflect.get(node, name) : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
