// The variables of a shell text: whose value is known, and what the shell's own commands do to it. A variable is no longer known
// where anything may have set it. Values that the shell reads as code (subscripts in arithmetic) are unseen.

import { forgotten, hide, type Scope } from "./effects.js";
import { operandsOf, takes } from "./options.js";
import type { Field } from "./word.js";

/** Variables that the shell sets by itself. */
const restless = /^(_|S?RANDOM|SECONDS|LINENO|REPLY|OPT\w+|OLDPWD|PIPESTATUS|DIRSTACK|FUNCNAME|GROUPS|EPOCH\w*|E?UID|PPID|BASH\w*|COMP_\w+|MAPFILE|COPROC)$/;
/** A subscript with a command in it: arithmetic and `test -v` run it, be it quoted or not. */
const subscript = /\[.*(\$\(|`)/s;

/** Sets a variable; null is a value that is not known. */
export function put(scope: Scope, name: string, value: string | null): void {
  const { log } = scope.effects;
  const before = scope.variables.get(name);
  const now = restless.test(name) || log.odd.has(name) ? null : value;
  if (before !== null && before !== now && (before !== undefined || /^(HOME|PWD|IFS)$/.test(name)) && log.used.has(name)) log.changed.add(name);
  if (value !== null && subscript.test(value)) hide(scope);
  scope.variables.set(name, now);
}

/** No variable is known any more. */
export function forget(scope: Scope): void {
  for (const name of [...scope.variables.keys(), ...forgotten]) put(scope, name, null);
}

/** What an arithmetic text sets; it is a number, but which one is not known. */
export function reckon(scope: Scope, text: string): void {
  if (subscript.test(text)) hide(scope);
  if (!/=|\+\+|--/.test(text)) return;
  for (const [name] of text.matchAll(/[A-Za-z_]\w*/g)) if (scope.variables.has(name)) put(scope, name, null);
}

/** A variable by a word that names it, or that is `NAME=value`. */
function name(scope: Scope, field: Field): void {
  const match = /^([A-Za-z_]\w*)(\[|\+?=|$)/.exec(field.exact ? field.text : field.prefix);
  if (match?.[1] === undefined || (!field.exact && match[2] === "")) return field.exact ? undefined : forget(scope);
  put(scope, match[1], match[2] === "=" && field.exact ? field.text.slice(match[0].length) : null);
}

const valued = takes("-p -t -n -N -d -u -i -O -s -c -C");
/** Options of `printf` and `wait` with a variable behind them. */
const naming = takes("-v -p");

/** What a command of the shell itself does to variables. */
export function settle(command: string, args: readonly Field[], scope: Scope): void {
  const names = (fields: readonly Field[]): void => { for (const field of fields) name(scope, field); };
  switch (command) {
    case "read": case "mapfile": case "readarray": {
      const { operands, options } = operandsOf(args, { ...valued, ...(command === "read" ? { "-a": true } : {}) });
      names([...operands, ...options.flatMap((option) => option.name === "-a" && option.value !== null ? [option.value] : [])]);
      break;
    }
    case "getopts": names(args.slice(1)); break;
    case "unset": names(operandsOf(args, {}).operands.map((field) => field.exact ? { ...field, text: field.text.replace(/=.*$/s, "") } : field)); break;
    case "printf": case "wait": {
      const option = operandsOf(args, naming).options.find((one) => one.value !== null);
      if (option?.value !== null && option?.value !== undefined) name(scope, option.value);
      if (option === undefined) return;
      break;
    }
    case "declare": case "typeset": case "local": case "export": case "readonly": {
      const words = args.filter((field) => !/^[-+]/.test(field.prefix));
      const isOdd = args.some((field) => /^[-+]\w*[ilucn]/.test(field.text));
      if (args.some((field) => /^-\w*n/.test(field.text)) && command !== "export") hide(scope);
      for (const field of words) {
        if (isOdd || field.prefix.includes("=") || !field.exact) name(scope, isOdd ? { ...field, exact: false } : field);
        if (isOdd || command === "readonly" || args.some((one) => /^-\w*r/.test(one.text))) scope.effects.log.odd.add(/^\w*/.exec(field.prefix)?.[0] ?? "");
      }
      break;
    }
    case "let":
      for (const field of args) if (field.exact) reckon(scope, field.text); else forget(scope);
      break;
    case "hash":
      if (args.some((field) => !field.exact || /^-\w*p/.test(field.text))) hide(scope);
      return;
    case "source": case ".": return forget(scope);
    case "test": case "[": break;
    default: return;
  }
  if (args.some((field) => subscript.test(field.text))) hide(scope);
}
