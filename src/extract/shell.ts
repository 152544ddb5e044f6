// A shell command to what it runs, reads, writes, deletes, connects to and sends to, by a real shell parser: through pipes, lists,
// loops, redirections, here-documents, substitutions, and commands inside commands. Nothing is run, no file is looked at.
// What cannot be seen opens the lists: it is unknown, not harmless.

import { parse, type AssignmentPrefix, type Command, type CommandNode, type CompoundList, type ParsedScript, type PipelineNode, type Redirection, type Statement, type AndOr } from "unbash";
import { SHELL_TEXT_MAX, SHELL_COMMANDS_MAX, SHELL_DEPTH_MAX } from "../base/limits.js";
import { fieldOf, fieldsOf, joined, textOfParts, type Field, type Surroundings } from "./shell/word.js";
import { noEffects, path, unseen, type Input, type List, type Scope } from "./shell/effects.js";
import { run } from "./shell/run.js";
import type { CellList } from "../words/cell.js";

/** What one command line does, as far as it can be seen; a list is open where there may be more. */
export interface Shell {
  /** Base names of executables. */
  readonly runs: CellList;
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

/** Reads one command; never throws. */
export function readShell(command: string): Shell {
  const effects = noEffects();
  const scope: Scope = { effects, cwd: ".", variables: new Map(), functions: new Set(), depth: 0, inner: readInner };
  if (command.length > SHELL_TEXT_MAX || !command.isWellFormed()) unseen(scope);
  else readText(command, scope);
  const list = (name: List): CellList => ({ items: [...effects.found[name]].filter((text) => text.isWellFormed()), open: effects.open.has(name) });
  return {
    runs: list("runs"), reads: list("reads"), writes: list("writes"), deletes: list("deletes"), connects: list("connects"), sends: list("sends"),
    elevated: effects.elevated ? true : effects.unseen ? null : false,
    open: effects.unseen || effects.open.size > 0,
  };
}

const noInput: Input = { given: false, text: null };
const someInput: Input = { given: true, text: null };

function readText(text: string, scope: Scope): void {
  try {
    readScript(parse(text), scope);
  } catch (error) {
    // The parser nests deeper than the stack on hostile text; what it would have found is not known.
    if (!(error instanceof RangeError)) throw error;
    unseen(scope);
  }
}

/** A command text inside a command: its own scope, one level down. */
function readInner(text: string, scope: Scope): void {
  if (scope.depth >= SHELL_DEPTH_MAX) return unseen(scope);
  readText(text, child(scope));
}

/** A scope that sees what is set around it, and whose own settings end with it. */
function child(scope: Scope): Scope {
  return { ...scope, variables: new Map(scope.variables), functions: new Set(scope.functions), depth: scope.depth + 1 };
}

function readScript(script: ParsedScript | undefined, scope: Scope): void {
  if (script === undefined || (script.errors !== undefined && script.errors.length > 0)) unseen(scope);
  if (script !== undefined) for (const statement of script.commands) readStatement(statement, scope, noInput);
}

function readStatement(statement: Statement, scope: Scope, input: Input): void {
  if (++scope.effects.commands > SHELL_COMMANDS_MAX) return unseen(scope);
  readNode(statement.command, scope, input);
}

function readList(list: CompoundList, scope: Scope, input: Input): void {
  for (const statement of list.commands) readStatement(statement, scope, input);
}

function readNode(node: PipelineNode | AndOr, scope: Scope, input: Input): void {
  switch (node.type) {
    case "AndOr":
      for (const command of node.commands) readNode(command, scope, input);
      return;
    case "Pipeline": {
      let from = input;
      for (const command of node.commands) {
        readCommand(command, node.commands.length > 1 ? child(scope) : scope, from);
        from = { given: true, text: spoken(command, scope) };
      }
      return;
    }
    default: return readCommand(node, scope, input);
  }
}

/** What `echo` or `printf` of known words puts into a pipe; null for other commands. */
function spoken(node: CommandNode, scope: Scope): string | null {
  if (node.type !== "Command" || node.redirects.length > 0 || !/^(echo|printf)$/.test(node.name?.value ?? "")) return null;
  const fields = argumentsOf(node, scope);
  const text = joined(fields);
  if (!text.exact || fields.some((field, index) => index === 0 && field.text.startsWith("-")) || text.text.includes("\\") || (node.name?.value === "printf" && (fields.length !== 1 || text.text.includes("%")))) return null;
  return text.text;
}

function readCommand(node: CommandNode | CompoundList, scope: Scope, input: Input): void {
  switch (node.type) {
    case "Command": return readSimple(node, scope, input);
    case "CompoundList": return readList(node, scope, input);
    case "BraceGroup": return readList(node.body, scope, input);
    case "Subshell": return readList(node.body, child(scope), input);
    case "Redirected": return readCommand(node.command, scope, redirected(node.redirects, scope, input));
    case "Coproc": return readCommand(node.body, child(scope), someInput);
    case "Function":
      scope.functions.add(node.name.value);
      return readBranches([() => readCommand(node.body, scope, input)], scope);
    case "If":
      readList(node.clause, scope, input);
      return readBranches([
        () => readList(node.then, scope, input),
        ...node.elif.map((branch) => () => { readList(branch.clause, scope, input); readList(branch.then, scope, input); }),
        () => { if (node.else !== undefined) readList(node.else, scope, input); },
      ], scope);
    case "While": return readBranches([() => { readList(node.clause, scope, input); readList(node.body, scope, input); }], scope);
    case "For": case "Select": {
      const choices = node.wordlist?.flatMap((word) => fieldsOf(word, around(scope))) ?? [];
      const known = choices.length > 0 && choices.every((choice) => choice.exact) ? choices.map((choice) => choice.text) : [null];
      return readBranches(known.map((value) => () => { scope.variables.set(node.name.value, value); readList(node.body, scope, input); }), scope);
    }
    case "ArithmeticFor":
      scriptsIn(JSON.stringify([node.initialize, node.test, node.update]), scope);
      return readBranches([() => readList(node.body, scope, input)], scope);
    case "Case":
      fieldOf(node.word, around(scope));
      return readBranches(node.items.map((item) => () => readList(item.body, scope, input)), scope);
    case "TestCommand": case "ArithmeticCommand": return scriptsIn(JSON.stringify(node.expression), scope);
  }
}

/** Substitutions inside arithmetic and tests are not read one by one: where there is one, it is unseen. */
function scriptsIn(text: string | undefined, scope: Scope): void {
  if (text !== undefined && /\$\(|`|CommandExpansion|ProcessSubstitution/.test(text)) unseen(scope);
}

/** Bodies that may or may not run: a variable that any of them sets is not known behind them, nor is a changed directory. */
function readBranches(bodies: readonly (() => void)[], scope: Scope): void {
  const before = new Map(scope.variables);
  const cwd = scope.cwd;
  for (const body of bodies) {
    body();
    for (const [name, value] of scope.variables) if (before.get(name) !== value) before.set(name, null);
    if (scope.cwd !== cwd) scope.cwd = null;
  }
  for (const [name, value] of before) scope.variables.set(name, value);
}

function readSimple(command: Command, scope: Scope, input: Input): void {
  const from = redirected(command.redirects, scope, input);
  const name = command.name === undefined ? [] : fieldsOf(command.name, around(scope));
  for (const part of command.prefix) if (part.type === "Assignment") assign(part, scope, name.length === 0);
  if (name.length === 0) return;
  run([...name, ...argumentsOf(command, scope)], from, scope);
}

function argumentsOf(command: Command, scope: Scope): readonly Field[] {
  return command.args.flatMap((argument) => {
    if (argument.type === "Word") return fieldsOf(argument, around(scope));
    assign(argument, scope, true);
    return [];
  });
}

/** `NAME=value`: kept where it lasts, and known. */
function assign(assignment: AssignmentPrefix, scope: Scope, lasts: boolean): void {
  let value: string | null = null;
  if (assignment.value.type === "Word") {
    const field = fieldOf(assignment.value, around(scope));
    const before = assignment.append === true ? scope.variables.get(assignment.name) ?? null : "";
    value = field.exact && before !== null && assignment.index === undefined ? before + field.text : null;
  } else for (const element of assignment.value.elements) fieldsOf(element, around(scope));
  // What names programs, or code that every program loads, is not followed.
  if (/^(PATH|LD_PRELOAD|LD_LIBRARY_PATH|BASH_ENV|ENV|PROMPT_COMMAND|IFS|GIT_SSH_COMMAND|PAGER|EDITOR)$/.test(assignment.name)) unseen(scope);
  if (lasts) scope.variables.set(assignment.name, value);
}

/** What variables and substitutions in a word mean here. */
function around(scope: Scope): Surroundings {
  return {
    variable: (name) => {
      const value = scope.variables.get(name);
      if (value !== undefined) return value;
      return name === "HOME" ? "~" : name === "PWD" ? scope.cwd : name === "IFS" ? " " : null;
    },
    script: (script) => {
      if (scope.depth >= SHELL_DEPTH_MAX) unseen(scope);
      else readScript(isScript(script) ? script : undefined, child(scope));
    },
  };
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
      from = someInput;
    } else {
      if (redirect.operator === "<>") path(scope, field, "reads");
      path(scope, field, "writes");
    }
  }
  return from;
}
