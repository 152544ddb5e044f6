// One command line, its words already read, to what it does: through wrappers, shells, `find`, `xargs`, and by the table of executables.
// Programs that talk to other machines stand in `network.ts`. Runs nothing.

import { SHELL_DEPTH_MAX, SHELL_WRAPPERS_MAX } from "../../base/limits.js";
import { basename } from "../path.js";
import { holds, told, usesAt, type Program } from "./programs.js";
import { joined, known, unknownField, type Field } from "./word.js";
import { compress } from "./compress.js";
import { spelledOut } from "./long.js";
import { behind, inner, operandsOf, valueOf } from "./options.js";
import { isMade, launch, preset, textAt } from "./launch.js";
import { network } from "./network.js";
import { scriptOf, sedDeeds } from "./sed.js";
import { put, settle } from "./variables.js";
import { isKeyless } from "./witness.js";
import { remote } from "./remote.js";
import { recording } from "./record.js";
import { mayDo, sent, used, word } from "./uses.js";
import { aside, both, connect, elevate, hide, miss, only, open, path, spend, unseen, type Input, type Scope } from "./effects.js";

/** Adds what a command does. `words` begins with its name. */
export function run(words: readonly Field[], input: Input, scope: Scope, depth = 0): void {
  const name = words[0];
  if (name === undefined) return;
  if (!name.exact || depth > SHELL_WRAPPERS_MAX || name.text === "") return hide(scope);
  // Every word of it is looked at many times.
  if (!spend(scope, 8 * words.length)) return;
  const args = words.slice(1);
  const command = basename(name.text).replace(/\.exe$/i, "");
  // Where a function bears a program's name, the program may run all the same.
  call(command, args, input, scope);
  if (scope.functions.has(command) && scope.effects.programs.get(command) === undefined) return;
  scope.effects.found.runs.add(command);
  // A pattern of names stands for one that is not known; a file the text wrote holds what was not read, but where it wrote out a script.
  const script = name.text.includes("/") ? scriptAt(name, scope) : null;
  if (/[*?]|\[[^[\]]+\]/.test(name.text) || (name.text.includes("/") && isMade(name, scope) && script === null)) miss(scope);
  recording(scope.effects.log, command, name.text, args, () => {
    const spelled = spelledOut(scope.effects.programs, command, args);
    const known = told(scope.effects.programs, command, spelled);
    act(command, known?.program, name, known?.args ?? spelled, input, scope, depth);
    launch(known === undefined ? command : known.program.as, spelled, input, scope, (rest, within) => run(rest, { given: false, text: null }, within, depth + 1));
    if (script !== null) scope.inner(script, scope);
  });
}

/** Reads the body of a function with what it is called with; one that calls itself is read no further. */
function call(name: string, args: readonly Field[], input: Input, scope: Scope): void {
  if (scope.calling.has(name)) return;
  for (const body of scope.functions.get(name) ?? []) {
    if (scope.depth >= SHELL_DEPTH_MAX) return hide(scope);
    if (!spend(scope, args.length + 1)) return;
    scope.effects.log.uncalled.delete(body);
    const within: Scope = { ...scope, given: args, calling: new Set([...scope.calling, name]), depth: scope.depth + 1 };
    body(within, input);
    scope.cwd = within.cwd;
  }
}

/** The script for a shell that the text wrote into a file; null where it is not known, or no shell's. */
function scriptAt(file: Field, scope: Scope): string | null {
  const text = textAt(file, scope);
  return text === null || !/^(?!#!)|^#!\s*\/\S*?(\/env\s+)?(ba|z|da|k)?sh\s/.test(text) ? null : text;
}

/** What a command does whose name is known: by code where there is some, and by what is said of it. */
function act(command: string, program: Program | undefined, name: Field, args: readonly Field[], input: Input, scope: Scope, depth: number): void {
  const as = program?.as ?? command;
  // A program by its path, but for where systems keep theirs, is a file of which we know nothing.
  if (name.text.includes("/") && (program === undefined || !isInstalled(name.text))) {
    path(scope, name, "reads");
    open(scope);
  }
  if (program?.wraps === true) return wrapped(as, program, args, input, scope, depth);
  if (builtin(as, args, input, scope, depth)) return;
  if (as === "sh") return shell(args, input, scope);
  const isRead = network(as, args, input, scope) || special(as, args, input, scope, depth);
  if (program !== undefined) return tabled(program, args, input, scope, depth);
  if (isRead) return;
  open(scope, "writes", "deletes");
  const { operands, options } = operandsOf(args, {});
  for (const field of operands) word(scope, field);
  for (const { value } of options) if (value !== null && /:\/\//.test(value.prefix)) word(scope, value);
}

/** Whether programs are put there: into a folder `bin`, but for those anybody may make. */
function isInstalled(text: string): boolean {
  return /(^|\/)s?bin\/[^/]+$/.test(text) && !/^\/(tmp|var\/tmp|dev)\//.test(text);
}

/** A wrapper: its options and first operand skipped, what is left is a command. */
function wrapped(command: string, program: Program, args: readonly Field[], input: Input, scope: Scope, depth: number): void {
  const given = new Set<string>();
  const does = (deed: "elevate" | "assign"): boolean => program.does.some((clause) => clause.deeds.includes(deed));
  if (does("elevate")) elevate(scope);
  let skip = program.operands.some((clause) => clause.place === "first") ? 1 : 0;
  let at = 0;
  let entry: Field | null = null;
  for (; at < args.length; at++) {
    const field = args[at] ?? unknownField;
    const text = field.exact ? field.text : field.prefix;
    if (text === "--") continue;
    if (text.startsWith("-") && text !== "-") {
      if (command === "command" && /^-[vV]/.test(text)) return;
      if (/^(-S|--split-string)/.test(text) && command === "env") return inner(joined([behind(field, /^--split-string=?/.exec(text)?.[0].length ?? 2), ...args.slice(at + 1)]), scope);
      const option = valueOf(program.options, field, args[at + 1] ?? unknownField);
      if (option === null) {
        given.add(text);
        continue;
      }
      given.add(option.name);
      if (option.name === "--entrypoint") entry = option.value;
      else used(scope, option.value, program.options[option.name] ?? []);
      if (program.options[option.name]?.includes("script") === true && at + 1 >= args.length - 1) at = args.length;
      if (option.isNext) at++;
    } else if (field.exact && /^[A-Za-z_]\w*=/.test(text) && does("assign")) {
      const equals = field.text.indexOf("=");
      preset(field.text.slice(0, equals), known(field.text.slice(equals + 1)), command, scope);
    } else if (skip > 0) {
      skip--;
      used(scope, field, usesAt(program, "first", given) ?? []);
    } else break;
  }
  const may = program.may.filter((clause) => holds(clause, given));
  for (const { powers } of may) mayDo(scope, powers);
  const rest = entry === null ? args.slice(at) : [entry, ...args.slice(at)];
  // Where it may do anything, what it runs is read for the commands in it alone: it may be run elsewhere.
  if (may.some(({ powers }) => powers.includes("anything"))) return rest.length === 0 ? undefined : aside(scope, (within) => run(rest, { given: false, text: null }, within, depth + 1));
  follow(command, program, args, rest, input, scope, depth);
}

/** Runs what stands behind a wrapper's own words. */
function follow(command: string, program: Program, args: readonly Field[], rest: readonly Field[], input: Input, scope: Scope, depth: number): void {
  if (command === "xargs" || command === "parallel") {
    const options = args.slice(0, args.length - rest.length);
    const isCounted = command === "xargs" || options.every(isCount);
    if (command === "parallel" && isCounted && spoken(rest, scope)) return;
    if (!isCounted || isFilledIn(command, options, rest)) hide(scope);
    // `::: a b` gives parallel its operands; else they come from the input, and are not known.
    const at = command === "parallel" ? rest.findIndex((field) => /^:::\+?$/.test(field.text)) : -1;
    const words = (at === -1 ? rest : rest.slice(0, at)).map((field) => field.text.includes("{}") ? { ...field, text: field.text.replaceAll("{}", ""), exact: false, prefix: field.text.slice(0, field.text.indexOf("{}")) } : field);
    const given = at === -1 ? [unknownField] : rest.slice(at + 1);
    return run(rest.length === 0 ? [known("echo"), unknownField] : [...words, ...given], { given: false, text: null }, scope, depth + 1);
  }
  if (command === "watch" && rest.length > 0) return inner(joined(rest), scope);
  if (rest.length > 0) return run(rest, input, scope, depth + 1);
  // `sudo -s`, `sudo -i`: a shell of its own.
  if (program.does.some(({ deeds }) => deeds.includes("elevate")) && args.some((field) => /^-[a-zA-Z]*[si]|^--(shell|login)/.test(field.text))) shell([], input, scope);
}

/** Whether an option of `parallel` says how much is run and what is read, or is the value of one that does: others say where in a text it is put, or run it elsewhere. */
function isCount({ text, exact }: Field): boolean {
  return exact && (!text.startsWith("-") || /^-[kuvt0]+$|^-[kuvt0]*[jPnNLaCd]\S+$|^-[jPnNLaCd]$|^--(?:jobs|max-procs|max-args|keep-order|null|arg-file|colsep|delimiter|bar|progress|eta|verbose|group|ungroup|line-buffer|lb|halt|retries|timeout|delay|tag|dry-run|will-cite|nice|load|memfree|silent)(?:=\S*)?$/.test(text));
}

/** A text for `parallel`, which puts what it reads into it as a single word of its own: read as such. */
function spoken(rest: readonly Field[], scope: Scope): boolean {
  const [text, ...others] = rest;
  // In quotes it is not quoted, and `{= =}` is code.
  if (text === undefined || !text.exact || !/\s/.test(text.text) || /\{=|["'][^"']*\{[^"']*["']/.test(text.text) || (others.length > 0 && !/^:::\+?$/.test(others[0]?.text ?? ""))) return false;
  const each = "interdict_each";
  const put = text.text.replace(/\{(?:\d*(?:\.|\/{1,2}|\/\.)?|#|%)\}/g, `"$${each}"`);
  inner(known(put === text.text ? `${put} "$${each}"` : put), { ...scope, variables: new Map(scope.variables).set(each, null) });
  return true;
}

/** Whether what `xargs` or `parallel` reads becomes a command, or part of a text that is read as one. */
function isFilledIn(command: string, options: readonly Field[], rest: readonly Field[]): boolean {
  const mark = options.findIndex((field) => /^(-I|--replace)/.test(field.text));
  const attached = options[mark]?.text.replace(/^(-I|--replace=?)/, "") ?? "";
  const marks = ["{}", attached === "" ? options[mark + 1]?.text ?? "{}" : attached];
  const [first, ...others] = rest;
  if (command === "parallel" && (first === undefined || first.text.startsWith(":::") || /\s/.test(first.text) || others.some((field) => field.text.startsWith("::::")))) return true;
  if (first === undefined) return false;
  // A text behind `-c` with what is read in it, or all of what is read as such a text.
  const runsTexts = rest.some((field) => isShell(basename(field.text)) || field.text === "eval");
  const filled = (field: Field): boolean => (mark !== -1 || command === "parallel") && marks.some((one) => one !== "" && field.text.includes(one));
  return filled(first) || (runsTexts && others.some((field) => filled(field) || /^-[A-Za-z]*c$/.test(field.text) && field === rest[rest.length - 1]));
}

/** Whether a name is a shell's. */
function isShell(name: string): boolean {
  return /^(?:r?ba|da|z|[km]?k|a|fi|t?c)?sh$/.test(name);
}

/** Builtins of the shell that change how later words are read, or run text. */
function builtin(command: string, args: readonly Field[], input: Input, scope: Scope, depth: number): boolean {
  const first = operandsOf(args, {}).operands[0];
  settle(command, args, scope);
  switch (command) {
    case "cd": case "pushd": case "popd":
      put(scope, "PWD", null);
      scope.variables.delete("PWD");
      scope.cwd = first === undefined ? (command === "cd" ? "~" : null) : !first.exact || first.text === "-" ? null : /^([/~]|\$HOME)/.test(first.text) ? first.text : scope.cwd === null ? null : `${scope.cwd}/${first.text}`;
      return true;
    case "eval":
      inner(joined(args[0]?.text === "--" ? args.slice(1) : args), scope, "here");
      return true;
    case "set":
      if (args.some((field) => !field.exact || !/^[-+]./.test(field.text) || field.text === "--")) scope.given = args[0]?.text === "--" ? args.slice(1) : null;
      return false;
    case "shift": {
      const by = first === undefined ? 1 : first.exact && /^\d+$/.test(first.text) ? Number(first.text) : null;
      scope.given = by === null || scope.given?.slice(0, by).some((field) => !field.exact || field.pattern) !== false ? null : scope.given.slice(by);
      return false;
    }
    case "trap":
      if (first !== undefined && args.length > 1 && first.text !== "-") inner(first, scope, "later");
      return true;
    case "source": case ".":
      if (first !== undefined) path(scope, first, "reads");
      unseen(scope);
      if (first !== undefined && !isFile(first, scope)) miss(scope);
      return true;
    case "alias":
      for (const field of args) alias(field, scope);
      return true;
    case "enable":
      if (args.length > 0) hide(scope);
      return true;
    case "read": case "mapfile": case "readarray":
      if (command !== "read" && args.some((field) => !field.exact || /^-\w*C/.test(field.text))) hide(scope);
      return true;
    case "unset":
      // The value that is known is no more; what it leaves is read as it was.
      if (args.some((field) => !field.exact || typeof scope.variables.get(field.text) === "string")) miss(scope);
      return false;
    case "printf":
      if (args[0]?.text === "-v" && typeof scope.variables.get(args[1]?.text ?? "") === "string") miss(scope);
      return false;
    case "su": case "runuser": case "sg":
      elevate(scope);
      asUser(args, input, scope, depth);
      return true;
    default: return false;
  }
}

/** `NAME=TEXT`: the text is read as a function's body is, with whatever words the name is given later. */
function alias(field: Field, scope: Scope): void {
  const equals = field.text.indexOf("=");
  if (!field.exact) {
    miss(scope);
    return hide(scope);
  }
  if (equals < 1) return;
  inner(known(`${field.text.slice(equals + 1)} "$@"`), scope, "later");
  const name = field.text.slice(0, equals);
  scope.functions.set(name, scope.functions.get(name) ?? []);
}

/** `su [-] [user] -c TEXT`; without a text it is a shell. */
function asUser(args: readonly Field[], input: Input, scope: Scope, depth: number): void {
  const { options, operands } = operandsOf(args, { "-c": 1, "--command": 1, "-s": 1, "--shell": 1, "-g": 1, "-G": 1, "-u": 1, "-w": 1 });
  const text = options.find((option) => option.name === "-c" || option.name === "--command")?.value;
  if (text !== undefined && text !== null) return inner(text, scope);
  if (options.some((option) => option.name === "-u") && operands.length > 0) return run(operands, input, scope, depth + 1);
  shell([], input, scope);
}

/** A shell: the text behind `-c`, its input, or a file of which nothing is known. */
function shell(args: readonly Field[], input: Input, scope: Scope): void {
  for (let at = 0; at < args.length; at++) {
    const field = args[at] ?? unknownField;
    if (!field.exact) return isFile(field, scope) ? unseen(scope) : hide(scope);
    if (/^-[A-Za-z]*c[A-Za-z]*$/.test(field.text)) {
      const text = args.slice(at + 1).find((next) => !next.exact || !next.text.startsWith("-"));
      return text === undefined ? undefined : inner(text, scope);
    }
    if (/^[-+][oO]$|^--(rcfile|init-file)$/.test(field.text)) at++;
    else if (/^-[A-Za-z]*s/.test(field.text)) break;
    else if (!/^[-+]/.test(field.text)) {
      path(scope, field, "reads");
      const script = textAt(field, scope);
      if (script !== null) return scope.inner(script, scope);
      return isFile(field, scope) ? unseen(scope) : hide(scope);
    }
  }
  if (input.text !== null) scope.inner(input.text, scope);
  else if (args.some((field) => /^--(version|help)$/.test(field.text))) unseen(scope);
  else hide(scope);
}

/** Whether a script is a file that was there before: neither a stream, nor written by this very text. */
function isFile(field: Field, scope: Scope): boolean {
  if (!field.exact) return /\/[^/]+$/.test(field.text) && !/[\s;|&]/.test(field.text);
  return !/^\/(dev|proc)\//.test(field.text) && !isMade(field, scope);
}

/** Programs whose command lines are languages of their own. */
function special(command: string, args: readonly Field[], input: Input, scope: Scope, depth: number): boolean {
  switch (command) {
    case "find": case "fd": find(args, input, scope, depth); return true;
    case "dd":
      for (const field of args) {
        const equals = /^(if|of)=/.exec(field.prefix);
        if (equals !== null) path(scope, behind(field, 3), equals[1] === "if" ? "reads" : "writes");
        else if (!field.exact) open(scope, "reads", "writes");
      }
      return true;
    case "tar": case "bsdtar": case "gtar": tar(args, scope); return true;
    case "gzip": case "bzip2": case "xz": case "zstd": case "lz4": case "compress": case "gunzip": case "bunzip2": case "unxz": case "unzstd": case "uncompress":
      compress(command, args, scope);
      return false;
    case "awk": case "gawk": case "mawk": case "nawk":
      if (args.some((field) => !field.exact) || mayAct(args.map((field) => field.text).join("\n"))) open(scope);
      return false;
    case "sed": case "gsed":
      edits(args, scope);
      return false;
    case "vi": case "vim": case "nvim": case "view": case "ex":
      // Behind `-c` and `+` stand commands of the editor, and these may run others.
      if (args.some((field) => /^(-c|--cmd|\+)/.test(field.prefix)) && args.some((field) => !field.exact || /!|\bshell\b|system|\bterm|\bpy|\blua/.test(field.text))) unseen(scope);
      return false;
    case "less": case "more": case "most":
      if (args.some((field) => !field.exact && field.prefix === "" ? false : /^\+.*[!|]/s.test(field.text))) unseen(scope);
      return false;
    case "exiftool":
      pictures(args, scope);
      return false;
    case "yq":
      if (args.some((field) => /\bload\w*\s*\(/.test(field.text))) open(scope, "reads");
      return false;
    case "patch": case "ed": case "sqlite3":
      open(scope, "reads", "writes", "deletes");
      return false;
    default: return false;
  }
}

/** `exiftool`: what sets a tag, copies one or says where to writes; its conditions and formats are programs. */
function pictures(args: readonly Field[], scope: Scope): void {
  const writing = /^-[\w:*#-]+[-+^]?[<>=]|^-(?:(?:add)?tagsfromfile|overwrite_original\w*|restore_original|delete_original!?|(?:w|textout|tagout)[+!\d]*|o|out|execute\d*|geotag)$/i;
  if (args.some(({ text, exact }) => !exact || writing.test(text))) open(scope, "writes");
  const isCode = ({ text }: Field, at: number): boolean => {
    const next = args[at + 1];
    if (/^-if\d*$/i.test(text)) return next?.exact !== true || !plainCondition.test(next.text);
    if (text === "-p" || /^-printformat$/i.test(text)) return next?.exact !== true || !next.text.includes("$") || /[{;]/.test(next.text);
    return /^-(?:config|@|stay_open|api|userparam)$/i.test(text) || /^-[\w:*#-]+[-+^]?[<>][^;]*;/.test(text);
  };
  if (args.some(isCode)) unseen(scope);
}

/** Tags, numbers and quoted words compared with each other. */
const plainCondition = /^(?:\$[\w:]+(?![\w:])|\d+(?!\d)|'[^'\\$@]*'|==|!=|<=|>=|<|>|&&|\|\||\b(?:and|or|not|eq|ne|lt|gt|le|ge)\b|[\s()!])*$/;

/** Whether words for `awk` may run commands or write files: by what only `getline` or a `print` before it makes a pipe or a file, by code from elsewhere. */
function mayAct(text: string): boolean {
  const print = text.indexOf("print");
  return /system|getline|@|ARGV|^(-[ilEW]|--(include|load|exec))/m.test(text) || (print !== -1 && /[|>]/.test(text.slice(print)));
}

/** What `sed` is told to do beside printing. */
function edits(args: readonly Field[], scope: Scope): void {
  const script = scriptOf(args);
  const deeds = sedDeeds(script.text);
  if (!script.exact || deeds.unclear || deeds.runs.length > 0) open(scope, "runs", "writes");
  for (const text of deeds.runs) if (text !== null) inner(known(text), scope);
  for (const file of deeds.reads) path(scope, known(file), "reads");
  for (const file of deeds.writes) path(scope, known(file), "writes");
}

function find(args: readonly Field[], input: Input, scope: Scope, depth: number): void {
  const start = args.findIndex((field) => /^([-(!,]|\\[(!])/.test(field.text) && !/^-[HLP]$/.test(field.text));
  const tests = start === -1 ? [] : args.slice(start);
  const roots = (start === -1 ? args : args.slice(0, start)).filter((field) => !/^-[HLP]$/.test(field.text));
  const from = roots.length === 0 ? [known(".")] : roots;
  for (const root of from) path(scope, root, "reads");
  const names: string[] = [];
  // Of alternatives each has to be held to a name of its own.
  const isNamed = (at: number): boolean => /^-i?name$/.test(tests[at]?.text ?? "");
  const isHeld = tests.every(({ text }, at) => !/^-or?$/.test(text) || (isNamed(at - 2) && isNamed(at + 1)));
  for (let at = 0; at < tests.length; at++) {
    const test = tests[at]?.text ?? "";
    names.push(...namedBy(test, tests[at + 1]?.text ?? "", tests[at - 1]?.text ?? ""));
    if (test === "-files0-from") { path(scope, tests[at + 1] ?? unknownField, "reads"); open(scope, "reads"); }
    if (/^-(fprint0?|fprintf|fls)$/.test(test)) path(scope, tests[at + 1] ?? unknownField, "writes");
    if (test === "-delete") {
      for (const root of from) for (const hit of hits(root, isHeld ? names : [])) path(scope, hit, "deletes");
      open(scope, "deletes");
    }
    if (!/^(-(exec|execdir|ok|okdir|x|X)|--exec|--exec-batch)$/.test(test)) continue;
    const end = tests.findIndex((field, index) => index > at && (field.text === ";" || (field.text === "+" && tests[index - 1]?.text === "{}")));
    const words = tests.slice(at + 1, end === -1 ? tests.length : end);
    const letters = words.reduce((sum, field) => sum + field.text.length + 1, 0);
    for (const root of from) {
      if (!spend(scope, letters * (root.text.length + 1))) return;
      // What is found lies below the root: the root stands for it, and there is more.
      const isRemoved = /^(rm|rmdir|unlink)$/.test(words[0]?.text ?? "");
      const stands = isRemoved ? hits(root, isHeld ? names : []) : [isKeyless(names) ? { ...root, keyless: true as const } : root];
      const put = words.flatMap((field) => field.text === "{}" ? [...stands, unknownField] : field.text.includes("{}") ? [{ ...field, text: field.text.replaceAll("{}", root.text), exact: false, prefix: "" }] : [field]);
      if (words.some((field) => /[$"'|;&]|\s/.test(field.text) && field.text.includes("{}"))) hide(scope);
      if (words[0]?.text.includes("{}") === true) miss(scope);
      // `fd -x` puts what is found behind a command that has no place for it.
      if (/^(-[xX]|--exec|--exec-batch)$/.test(test) && !words.some((field) => field.text.includes("{}"))) put.push(unknownField);
      run(put, input, scope, depth + 1);
    }
    at = end === -1 ? tests.length : end;
  }
}

/** What a search below a home deletes: files of the names that it is held to, where they are names; the root stands for all of it. */
function hits(root: Field, names: readonly string[]): readonly Field[] {
  const isHeld = root.exact && /^~(\/|$)/.test(root.text) && names.length > 0 && names.every((name) => /[A-Za-z_]{2}/.test(name) && !/[[\]{}?]/.test(name));
  return isHeld ? names.map((name) => known(`${root.text.replace(/\/+$/, "")}/**/${name}`)) : [root];
}

/** The pattern that a test of `find` holds what it finds to; `*`, which holds it to nothing, where it may be another's alternative or operand. */
function namedBy(test: string, next: string, before: string): readonly string[] {
  if (/^-i?name$/.test(test)) return /^(-not|!)$/.test(before) ? [] : [next.startsWith("-") ? "*" : next];
  if (/^(-not|!)$/.test(test)) return /^-\w/.test(next) ? [] : ["*"];
  if (/^(-o|-or)$/.test(test)) return /^-i?name$/.test(next) ? [] : ["*"];
  return /^(,|-fprintf)$/.test(test) ? ["*"] : [];
}

function tar(args: readonly Field[], scope: Scope): void {
  // The first word may be options without a dash.
  const dashed = args.map((field, index) => index === 0 && /^[A-Za-z]+$/.test(field.text) ? known(`-${field.text}`) : field);
  const { operands, options } = operandsOf(dashed, { "-f": 1, "--file": 1, "-C": 1, "--directory": 1, "-T": 1, "--files-from": 1, "-X": 1, "--exclude": 1, "--exclude-from": 1, "-I": 1, "--to-command": 1, "--checkpoint-action": 1, "--transform": 1, "--strip-components": 1 });
  const has = (...names: readonly string[]): boolean => options.some((option) => names.includes(option.name));
  const valueOf = (...names: readonly string[]): Field | null => options.find((option) => names.includes(option.name))?.value ?? null;
  const archive = valueOf("-f", "--file");
  const directory = valueOf("-C", "--directory");
  if (has("-I", "-F", "--info-script", "--new-volume-script", "--rsh-command", "--rmt-command", "--to-command", "--checkpoint-action", "--use-compress-program")) unseen(scope);
  const creates = has("-c", "--create", "-r", "--append", "-u", "--update");
  // An archive `host:file` is another machine's, unless it is said to be here.
  const far = archive === null || has("--force-local") ? null : remote(archive);
  if (far !== null) connect(scope, far, creates ? both : only);
  else if (archive !== null) path(scope, archive, creates ? "writes" : "reads");
  const list = valueOf("-T", "--files-from");
  if (list !== null) { path(scope, list, "reads"); open(scope, "reads"); }
  if (creates) {
    const below = directory !== null && directory.exact ? `${directory.text}/` : "";
    if (directory !== null && !directory.exact) open(scope, "reads");
    for (const field of operands) path(scope, field.exact && !/^[/~$]/.test(field.text) ? { ...field, text: below + field.text, prefix: below + field.text } : field, "reads");
    if (has("--remove-files")) for (const field of operands) path(scope, field, "deletes");
  } else if (has("-x", "--extract", "--get")) {
    path(scope, directory ?? known("."), "writes");
    if (has("-P", "--absolute-names")) open(scope, "writes");
  }
}

/** Whether a search that is told of no files goes through the folder it runs in. */
function around(program: string, options: ReadonlySet<string>): boolean {
  return /^(rg|ag|ack)$/.test(program) || (/^[efuz]?grep$/.test(program) && ["-r", "-R", "--recursive", "--dereference-recursive"].some((name) => options.has(name)));
}

/** By what is said of it. */
function tabled(program: Program, args: readonly Field[], input: Input, scope: Scope, depth: number): void {
  const behindCommand = args.findIndex((field) => field.exact && program.options[field.text]?.includes("command") === true);
  const { operands, options } = operandsOf(behindCommand === -1 ? args : args.slice(0, behindCommand), program.options);
  const given = new Set(options.map(({ name }) => name));
  if (behindCommand !== -1) {
    const words = args.slice(behindCommand + 1);
    const first = words[0];
    given.add(args[behindCommand]?.text ?? "");
    if (first === undefined || !first.exact || told(scope.effects.programs, first.text, words.slice(1)) === undefined) open(scope);
    run(words, { given: false, text: null }, scope, depth + 1);
  }
  const deeds = program.does.flatMap((clause) => holds(clause, given) ? clause.deeds : []);
  if (deeds.includes("elevate")) elevate(scope);
  const may = program.may.filter((clause) => holds(clause, given));
  const read = (within: Scope): void => {
    for (const { name, value } of options) if (value !== null) used(within, value, program.options[name] ?? (program.coded ? [] : ["word"]), deeds.includes("send"));
    operands.forEach((field, index) => {
      const first = index === 0 ? usesAt(program, "first", given) : null;
      const last = index === operands.length - 1 && operands.length > 1 ? usesAt(program, "last", given) : null;
      used(within, field, first ?? last ?? usesAt(program, "operands", given) ?? [], deeds.includes("send"));
    });
  };
  for (const { powers } of may) mayDo(scope, powers);
  read(scope);
  if (!input.given && around(program.as, given) && operands.length <= (usesAt(program, "first", given)?.includes("value") === true ? 1 : 0)) path(scope, known("."), "reads");
  if (!deeds.includes("send")) return;
  if (scope.effects.log.own.found.connects.size === 0) open(scope, "connects");
  sent(scope);
}
