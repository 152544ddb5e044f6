// What an abbreviation of a long option stands for: GNU programs and git take any beginning that only one of them has (`rm --recurs`).
// Of a program whose long options are not known an option is what is written.

import type { Programs } from "./programs.js";
import { told } from "./programs.js";
import type { Field } from "./word.js";

/** The long options that a command knows; none where they are not known. Those of `git` are by what it is told to do. */
export function longOptions(programs: Programs, command: string, args: readonly Field[]): readonly string[] {
  const program = programs.get(command);
  if (program?.coded !== true || !programs.hasTasks(command)) return told(programs, command, args)?.program.longs ?? [];
  const verb = args.find((field) => field.exact && programs.get(`${command} ${field.text}`) !== undefined);
  return programs.get(`${command} ${verb?.text ?? ""}`)?.longs ?? [];
}

/** Those that an abbreviation may stand for: none where it is one itself. */
export function fullNames(names: readonly string[], option: string): readonly string[] {
  return option.length < 3 || names.includes(option) ? [] : names.filter((name) => name.startsWith(option));
}

/** The words of a command with abbreviated options spelled out, as far as the program's own: a wrapper's end where its command begins. */
export function spelledOut(programs: Programs, command: string, args: readonly Field[]): readonly Field[] {
  const names = longOptions(programs, command, args);
  if (names.length === 0) return args;
  const wraps = programs.get(command)?.wraps === true;
  let isDone = false;
  return args.map((field) => {
    isDone ||= field.text === "--" || (wraps && !field.prefix.startsWith("-"));
    const option = isDone ? undefined : /^--[^=]+/.exec(field.prefix)?.[0];
    const [full, other] = option === undefined ? [] : fullNames(names, option);
    if (full === undefined || option === undefined || other !== undefined || (!field.exact && !field.prefix.startsWith(`${option}=`))) return field;
    return { ...field, text: full + field.text.slice(option.length), prefix: full + field.prefix.slice(option.length) };
  });
}
