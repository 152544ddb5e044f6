// A shell command to what it runs, reads, writes, deletes, connects to and sends to, by a real shell parser: through pipes, lists,
// loops, redirections, here-documents, substitutions, and commands inside commands. Nothing is run, no file is looked at.
// What cannot be seen opens the lists: it is unknown, not harmless.

import { parse, type AssignmentPrefix, type Command, type CommandNode, type CompoundList, type ParsedScript, type PipelineNode, type Redirection, type Statement, type AndOr } from "unbash";
import { SHELL_TEXT_MAX, SHELL_COMMANDS_MAX, SHELL_DEPTH_MAX } from "../base/limits.js";
import { freshPath } from "./shell/fresh.js";
import { fieldOf, fieldsOf, joined, known, textOfParts, unknownField, type Field, type Surroundings } from "./shell/word.js";
import { aside, hide, miss, noEffects, path, spend, unseen, type Body, type Effects, type Input, type List, type Scope } from "./shell/effects.js";
import { isGiven, piping, recording, redirecting, staging, substituting, type Stage } from "./shell/record.js";
import { noteText, preset } from "./shell/launch.js";
import { put, reckon } from "./shell/variables.js";
import { builtIn, type Programs } from "./shell/programs.js";
import { decoded, unescaped } from "./shell/say.js";
import { run } from "./shell/run.js";
import type { CellList } from "../words/cell.js";

/** What one command line does, as far as it can be seen; a list is open where there may be more. */
export interface Shell {
  /** Base names of executables. */
  readonly runs: CellList;
  /** The same, each with the first bare word behind it, where there is one: `git branch`. */
  readonly tasks: readonly string[];
  readonly reads: CellList;
  readonly writes: CellList;
  readonly deletes: CellList;
  readonly connects: CellList;
  /** Hosts, and `*` wherever anything is sent. */
  readonly sends: CellList;
  /** Whether anything in it runs with raised privilege; null when that cannot be seen. */
  readonly elevated: boolean | null;
  /** Whether some part of it could not be seen. */
  readonly open: boolean;
}

/** Reads one command by what is said of programs; never throws. */
export function readShell(command: string, programs: Programs = builtIn()): Shell {
  const effects = effectsOf(command, programs);
  const list = (name: List): CellList => ({ items: [...effects.found[name]].filter((text) => text.isWellFormed()), open: effects.open.has(name) });
  return {
    tasks: effects.log.records.flatMap(({ name, args }) => {
      const word = args.find((field) => !field.text.startsWith("-"));
      return word?.exact === true ? [`${name} ${word.text}`] : [];
    }),
    runs: list("runs"), reads: list("reads"), writes: list("writes"), deletes: list("deletes"), connects: list("connects"), sends: list("sends"),
    elevated: effects.elevated ? true : effects.unseen ? null : false,
    open: effects.unseen || effects.open.size > 0,
  };
}

/** All that was found of one command; never throws. */
export function effectsOf(command: string, programs: Programs = builtIn()): Effects {
  const effects = noEffects(programs);
  const scope: Scope = { effects, cwd: ".", variables: new Map(), functions: new Map(), given: null, calling: new Set(), depth: 0, inner: readInner };
  if (command.length > SHELL_TEXT_MAX || !command.isWellFormed()) hide(scope);
  else readText(command, scope);
  for (const [body, within] of effects.log.uncalled) body(within, noInput);
  if (effects.log.changed.size > 0) for (const again of effects.log.later) again();
  return effects;
}

const noInput: Input = { given: false, text: null };
const someInput: Input = { given: true, text: null };

function readText(text: string, scope: Scope): void {
  if (text.length > SHELL_TEXT_MAX || !spend(scope, text.length)) return hide(scope);
  try {
    const script = parse(text);
    const plain = script.errors === undefined || script.errors.length === 0 ? text : text.replace(qualifier, (whole, pattern: string) => (/[*?]/.test(pattern) ? pattern : whole));
    readScript(plain === text ? script : parse(plain), scope);
  } catch (error) {
    // The parser nests deeper than the stack on hostile text; what it would have found is not known.
    if (!(error instanceof RangeError)) throw error;
    hide(scope);
  }
}

/** What zsh takes behind a pattern of files, where it runs nothing: which of them, how many, in which order. To other shells it is no syntax, and they run nothing. */
const qualifier = /(?<=\s)([\w./*?@:~-]+)\([./@=*%rwxRWXNDnUu^\d,[\]acoOmL+-]{1,24}\)(?=[\s;|&)]|$)/g;

/** A command text inside a command: its own scope, one level down. */
function readInner(text: string, scope: Scope, when?: "here" | "later"): void {
  if (scope.depth >= SHELL_DEPTH_MAX) return hide(scope);
  if (when === "later") return readLater((within) => readText(text, child(within)), scope);
  if (when === undefined) return readText(text, child(scope));
  const here = { ...scope, depth: scope.depth + 1 };
  readText(text, here);
  scope.cwd = here.cwd;
}

/** A body that is run later, and often: read at once, and again where what it uses has changed since. */
function readLater(body: (scope: Scope) => void, scope: Scope): void {
  const { log } = scope.effects;
  log.bodies++;
  readBranches([() => body(scope)], scope);
  log.bodies--;
  const then = child(scope);
  log.later.push(() => {
    for (const name of log.changed) then.variables.set(name, null);
    if (log.changed.has("PWD")) then.cwd = null;
    body(then);
  });
}

/** A scope that sees what is set around it, and whose own settings end with it. */
function child(scope: Scope): Scope {
  if (!spend(scope, scope.variables.size + scope.functions.size)) return scope;
  return { ...scope, variables: new Map(scope.variables), functions: new Map(scope.functions), depth: scope.depth + 1 };
}

function readScript(script: ParsedScript | undefined, scope: Scope): void {
  if (script === undefined || (script.errors !== undefined && script.errors.length > 0)) hide(scope);
  if (script !== undefined) for (const statement of script.commands) readStatement(statement, scope, noInput);
}

function readStatement(statement: Statement, scope: Scope, input: Input): void {
  if (++scope.effects.commands > SHELL_COMMANDS_MAX) return hide(scope);
  if (!spend(scope, 1)) return;
  readNode(statement.command, statement.background === true ? child(scope) : scope, input);
}

function readList(list: CompoundList, scope: Scope, input: Input): void {
  for (const statement of list.commands) readStatement(statement, scope, input);
}

function readNode(node: PipelineNode | AndOr, scope: Scope, input: Input): void {
  switch (node.type) {
    case "AndOr":
      return readAndOr(node, scope, input);
    case "Pipeline": {
      let from = input;
      const stages: Stage[] = [];
      for (const command of node.commands) {
        stages.push(staging(scope.effects.log, () => readCommand(command, node.commands.length > 1 ? child(scope) : scope, from)));
        from = { given: true, text: spoken(command, scope, from) };
      }
      return piping(scope.effects.log, stages);
    }
    default: return readCommand(node, scope, input);
  }
}

/** `a && b || c`: what stands behind the first may not run; within a chain of `&&` all before has. */
function readAndOr(node: AndOr, scope: Scope, input: Input): void {
  const [first, ...rest] = node.commands;
  if (first !== undefined) readNode(first, scope, input);
  const chains: PipelineNode[][] = [[]];
  rest.forEach((command, index) => {
    if (node.operators[index] === "||") chains.push([]);
    chains[chains.length - 1]?.push(command);
  });
  for (const chain of chains) if (chain.length > 0) readBranches([() => { for (const command of chain) readNode(command, scope, input); }], scope);
}

/** What a command of known words puts into a pipe: `echo`, `printf`, and what decodes a text that is known; null for others. */
function spoken(node: CommandNode, scope: Scope, input: Input): string | null {
  if (node.type !== "Command") return null;
  const command = node.name?.value ?? "";
  if (scope.functions.has(command)) return null;
  const says = /^(echo|printf)$/.test(command);
  const [redirect, more] = node.redirects;
  const target = more === undefined && redirect?.operator === "<<<" ? redirect.target : undefined;
  const [field] = target === undefined ? [] : quietly(scope, () => [fieldOf(target, around(scope))]);
  const text = redirect === undefined ? input.text : more === undefined && redirect.type === "HereDoc" ? writtenOut(redirect) : field?.exact === true ? field.text : null;
  if (says ? redirect !== undefined : text === null) return null;
  const fields = quietly(scope, () => argumentsOf(node, scope));
  if (fields.some((field) => !field.exact || field.pattern === true)) return null;
  const words = fields.map((field) => field.text);
  return says ? unescaped(command, words) : decoded(command, words, text ?? "");
}

/** What a script of one command or pipeline puts out, without the line breaks at its end; null where it is not known, or words of it hang on other scripts. */
function output({ commands: [statement, more] }: ParsedScript, scope: Scope): string | null {
  if (statement === undefined || more !== undefined || statement.background === true) return null;
  const { command } = statement;
  let input = noInput;
  for (const stage of command.type === "Pipeline" ? command.commands : [command]) {
    if (stage.type !== "Command" || stage.args.some(({ text }) => /\$\(|`/.test(text))) return null;
    input = { given: true, text: spoken(stage, scope, input) };
  }
  return input.text?.replace(/(?<!\n)\n+$/, "") ?? null;
}

/** What stands in a here-document in which nothing is put in; null for others. */
function writtenOut({ body }: Extract<Redirection, { type: "HereDoc" }>): string | null {
  return body.parts === undefined ? body.text : null;
}

/** Reads words that were read once already: the commands in them are not run again. */
function quietly(scope: Scope, read: () => readonly Field[]): readonly Field[] {
  const { records } = scope.effects.log;
  const count = records.length;
  const fields = read();
  records.length = count;
  return fields;
}

function readCommand(node: CommandNode | CompoundList, scope: Scope, input: Input): void {
  switch (node.type) {
    case "Command": return readSimple(node, scope, input);
    case "CompoundList": return readList(node, scope, input);
    case "BraceGroup": return readList(node.body, scope, input);
    case "Subshell": return readList(node.body, child(scope), input);
    case "Redirected": return redirecting(scope.effects.log, () => redirected(node.redirects, scope, input), (from) => readCommand(node.command, scope, from));
    case "Coproc": return readCommand(node.body, child(scope), someInput);
    case "Function":
      return define(node.name.value, (within, from) => readBranches([() => readCommand(node.body, within, from)], within), scope);
    case "If":
      readList(node.clause, scope, input);
      return readBranches([
        () => readList(node.then, scope, input),
        ...node.elif.map((branch) => () => { readList(branch.clause, scope, input); readList(branch.then, scope, input); }),
        () => { if (node.else !== undefined) readList(node.else, scope, input); },
      ], scope);
    case "While": return readAgain((within) => { readList(node.clause, within, input); readList(node.body, within, input); }, scope);
    case "For": case "Select": {
      const choices = node.wordlist?.flatMap((word) => fieldsOf(word, around(scope))) ?? [];
      const known = choices.length > 0 && choices.every((choice) => choice.exact) ? choices.map((choice) => choice.text) : [null];
      const each = (value: string | null, within: Scope): void => { put(within, node.name.value, value); readList(node.body, within, input); };
      const bodies = known.map((value) => () => each(value, scope));
      // A pattern stands for as many words as there are files.
      return known.some((value) => value === null || /[*?[]/.test(value)) ? readAgain((within) => each(null, within), scope, bodies) : readBranches(bodies, scope, true);
    }
    case "ArithmeticFor":
      scriptsIn([node.initialize, node.test, node.update], scope);
      // Its names and operators stand in the syntax as they do in its text.
      reckon(scope, `=${JSON.stringify([node.initialize, node.test, node.update])}`);
      return readAgain((within) => readList(node.body, within, input), scope);
    case "Case":
      fieldOf(node.word, around(scope));
      return readBranches(node.items.map((item) => () => readList(item.body, scope, input)), scope);
    case "ArithmeticCommand":
      reckon(scope, node.body);
      return scriptsIn(node.expression, scope);
    case "TestCommand": return scriptsIn(node.expression, scope);
  }
}

/** A function: its body is read where it is called, with what it is called with; where nothing here calls it, at the end, for others may. */
function define(name: string, body: Body, scope: Scope): void {
  scope.functions.set(name, [...scope.functions.get(name) ?? [], body]);
  scope.effects.log.uncalled.set(body, child({ ...scope, given: null, calling: new Set([...scope.calling, name]) }));
}

/** Substitutions inside arithmetic, tests and the operands of an expansion: what they do is unseen, the commands in them are not. */
function scriptsIn(node: unknown, scope: Scope): void {
  const text = JSON.stringify(node) ?? "";
  if (!spend(scope, text.length >> 3) || !/\$\(|`|CommandExpansion|ProcessSubstitution/.test(text)) return;
  unseen(scope);
  const found = scriptsOf(node);
  if (found.length === 0 && /\$\((?!\()|`|CommandExpansion|ProcessSubstitution/.test(text)) miss(scope);
  for (const script of found) aside(scope, (within) => around(within).script(script));
}

/** Where syntax has syntax inside; some of it is made when it is asked for, and no property of its own. */
const inside = ["parts", "value", "script", "expression", "operand", "operands", "left", "right", "index", "operation", "pattern", "replacement", "offset", "length", "test", "consequent", "alternate"];

/** The scripts inside a piece of syntax, the outermost of each. */
function scriptsOf(node: unknown): readonly unknown[] {
  if (Array.isArray(node)) return node.flatMap(scriptsOf);
  if (typeof node !== "object" || node === null) return [];
  return isScript(node) ? [node] : inside.flatMap((name) => scriptsOf(Reflect.get(node, name)));
}

/** A body that may run often: what it sets is not known when it runs again. */
function readAgain(body: (scope: Scope) => void, scope: Scope, first: readonly (() => void)[] = [() => body(scope)]): void {
  const before = new Map(scope.variables);
  const { given } = scope;
  readBranches(first, scope, true);
  if (scope.given === given && [...before].every(([name, value]) => value === null || scope.variables.get(name) === value)) return;
  readBranches([() => body(scope)], scope);
}

/** Bodies that may or may not run: a variable that any of them sets is not known behind them, nor is a changed directory. */
function readBranches(bodies: readonly (() => void)[], scope: Scope, sequel = false): void {
  if (!spend(scope, scope.variables.size)) return;
  const start = new Map(scope.variables);
  const before = new Map(scope.variables);
  const { cwd, given } = scope;
  let isShifted = false;
  for (const body of bodies) {
    if (!spend(scope, scope.variables.size + 1)) return;
    if (!sequel) scope.given = given;
    if (!sequel) for (const name of scope.variables.keys()) scope.variables.set(name, start.get(name) ?? null);
    body();
    for (const [name, value] of scope.variables) if (before.get(name) !== value) before.set(name, null);
    if (scope.cwd !== cwd) scope.cwd = null;
    isShifted ||= scope.given !== given;
  }
  if (isShifted) scope.given = null;
  for (const [name, value] of before) scope.variables.set(name, value);
}

function readSimple(command: Command, scope: Scope, input: Input): void {
  const { log } = scope.effects;
  redirecting(log, () => redirected(command.redirects, scope, input), (from) => {
    const name = command.name === undefined ? [] : fieldsOf(command.name, around(scope));
    const title = name.length === 0 ? "" : joined(name).text || "?";
    const set = command.prefix.flatMap((part) => part.type === "Assignment" ? [{ name: part.name, value: assign(part, scope, title) }] : []);
    if (name.length > 0) {
      const words = [...name, ...argumentsOf(command, scope)];
      setting(set, scope, () => run(words, from, scope));
      return writesOut(command, scope);
    }
    if (command.redirects.length > 0 && isGiven(log)) recording(log, "", "", [], () => undefined);
  });
}

/** `cat > FILE << END`: what stands between is the file's text. */
function writesOut({ name, args, redirects }: Command, scope: Scope): void {
  const [one, other, more] = redirects;
  const [into, from] = one?.type === "HereDoc" ? [other, one] : [one, other];
  if (name?.value !== "cat" || scope.functions.has("cat") || args.length > 0 || more !== undefined || from?.type !== "HereDoc" || into?.operator !== ">" || into.target === undefined) return;
  const text = writtenOut(from);
  const target = into.target;
  const [field] = quietly(scope, () => [fieldOf(target, around(scope))]);
  if (text !== null && field !== undefined) noteText(field, text, scope);
}

/** Runs a command with variables of its own; what it does to them itself is not known behind it. */
function setting(set: readonly { readonly name: string; readonly value: string | null }[], scope: Scope, read: () => void): void {
  const before = set.map(({ name }) => scope.variables.get(name));
  for (const { name, value } of set) put(scope, name, value);
  read();
  set.forEach(({ name, value }, index) => {
    const was = before[index];
    if (scope.variables.get(name) !== value) put(scope, name, null);
    else if (was === undefined) scope.variables.delete(name);
    else scope.variables.set(name, was);
  });
}

function argumentsOf(command: Command, scope: Scope): readonly Field[] {
  return command.args.flatMap((argument) => {
    if (argument.type === "Word") return fieldsOf(argument, around(scope));
    if (command.name?.value === "alias") return [aliased(argument, scope)];
    assign(argument, scope, "");
    attribute(command, argument.name, scope);
    return [];
  });
}

/** `NAME=text` behind `alias` sets no variable: it is a word like others. */
function aliased({ name, value, append, index }: AssignmentPrefix, scope: Scope): Field {
  const text = value.type === "Word" && append !== true && index === undefined ? fieldOf(value, around(scope)) : unknownField;
  return text.exact ? known(`${name}=${text.text}`) : unknownField;
}

/** `declare -i NAME=value` and the like: what is set to such a variable is not what it has. */
function attribute(command: Command, name: string, scope: Scope): void {
  const flags = command.args.flatMap((word) => word.type === "Word" && /^[-+]/.test(word.value) ? [word.value] : []).join("");
  const isOdd = /[ilucn]/.test(flags);
  if (isOdd) put(scope, name, null);
  if (isOdd || flags.includes("r") || command.name?.value === "readonly") scope.effects.log.odd.add(name);
}

/** `NAME=value`: kept where it lasts, and known. It lasts where it is set for no command by its name. */
function assign(assignment: AssignmentPrefix, scope: Scope, name: string): string | null {
  const lasts = name === "";
  let value: string | null = null;
  if (assignment.value.type === "Word") {
    const field = fieldOf(assignment.value, around(scope));
    const before = assignment.append === true ? scope.variables.get(assignment.name) ?? null : "";
    // A function of that name may give anything, and where scratch files lie may have been said.
    const made = field.exact || before !== "" || scope.functions.has("mktemp") || scope.variables.has("TMPDIR") ? null : freshPath(assignment.value, scope.effects.commands);
    value = made ?? (field.exact && before !== null && assignment.index === undefined ? before + field.text : null);
  } else for (const element of assignment.value.elements) fieldsOf(element, around(scope));
  preset(assignment.name, value === null ? unknownField : known(value), name, scope);
  if (assignment.index !== undefined) reckon(scope, `[${fieldOf(assignment.index, around(scope)).text}]`);
  if (/^PS[0-4]$/.test(assignment.name) && /\$\(|`/.test(assignment.text)) hide(scope);
  if (lasts) put(scope, assignment.name, value);
  return value;
}

/** What variables and substitutions in a word mean here. */
function around(scope: Scope): Surroundings {
  return {
    given: (from) => scope.given?.slice(from) ?? null,
    variable: (name) => {
      const value = scope.variables.get(name);
      if (scope.effects.log.bodies > 0) scope.effects.log.used.add(name);
      if (value !== undefined) return value === null || spend(scope, value.length) ? value : null;
      if (/^\d+$/.test(name)) return parameter(scope.given, Number(name));
      return name === "HOME" ? "~" : name === "PWD" ? scope.cwd : name === "IFS" ? " " : null;
    },
    within: (syntax) => scriptsIn(syntax, scope),
    missed: () => miss(scope),
    arithmetic: (text) => reckon(scope, text),
    settled: (name) => name === null ? hide(scope) : put(scope, name, null),
    spend: (cost) => spend(scope, cost),
    script: (script) => {
      if (scope.depth >= SHELL_DEPTH_MAX) {
        hide(scope);
        return null;
      }
      const { log } = scope.effects;
      return substituting(log, () => {
        const { blind } = log;
        readScript(isScript(script) ? script : undefined, child(scope));
        return isScript(script) && log.blind === blind ? output(script, scope) : null;
      });
    },
  };
}

/** What a function was called with at a place, where as many words are known. */
function parameter(given: readonly Field[] | null, place: number): string | null {
  if (given === null || place === 0 || given.slice(0, place).some((field) => !field.exact || field.pattern)) return null;
  return given[place - 1]?.text ?? null;
}

function isScript(script: unknown): script is ParsedScript {
  return typeof script === "object" && script !== null && "type" in script && script.type === "Script";
}

/** Redirections: the files they open, and what the command then reads from. */
function redirected(redirects: readonly Redirection[], scope: Scope, input: Input): Input {
  let from = input;
  for (const redirect of redirects) {
    if (redirect.type === "HereDoc") {
      const text = redirect.body.parts === undefined ? null : textOfParts(redirect.body.parts, around(scope));
      from = { given: true, text: text === null ? redirect.body.text : text.exact ? text.text : null };
      continue;
    }
    if (redirect.target === undefined) continue;
    const field = fieldOf(redirect.target, around(scope));
    if (redirect.operator === "<<<") from = { given: true, text: field.exact ? field.text : null };
    else if (redirect.operator.endsWith("&") && /^(\d+|-|\d+-)$/.test(field.text)) continue;
    else if (redirect.operator === "<" || redirect.operator === "<&") {
      path(scope, field, "reads");
      from = field.exact && field.text === "/dev/null" ? { given: true, text: "" } : someInput;
    } else {
      if (redirect.operator === "<>") path(scope, field, "reads");
      path(scope, field, "writes");
    }
  }
  return from;
}
