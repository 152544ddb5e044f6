// A shell text to the simple commands it spells out, as a list of records for terms: names, words, options, operands, and what each
// reads, writes, deletes and connects to. Open where a command of the text cannot be seen; a record's list where it may have more.
// What programs run inside themselves (a script, a target of `make`) is no command of the text: `shell(x).runs` is open for it.

import { textCell } from "../words/cell.js";
import type { TermList, TermRecord } from "../words/term.js";
import { effectsOf } from "./shell.js";
import { fullNames, longOptions, spelledOut } from "./shell/long.js";
import { operandsOf } from "./shell/options.js";
import { builtIn, told, type Programs } from "./shell/programs.js";
import type { CommandRecord, Names, OwnList } from "./shell/record.js";
import { recordValue } from "./value.js";

/** The commands of a text, in the order in which they stand; never throws. */
export function commandsOf(text: string, programs: Programs = builtIn()): TermList {
  const { log } = effectsOf(text, programs);
  return { items: log.records.map((record) => recordOf(record, programs)), open: log.open };
}

/** Whether some command of a text cannot be seen; never throws. */
export function isOpaque(text: string, programs: Programs = builtIn()): boolean {
  return effectsOf(text, programs).log.open;
}

function recordOf(record: CommandRecord, programs: Programs): TermRecord {
  const own = (list: OwnList): TermList => listOf([...record.own.found[list]], record.own.open.has(list));
  // A word that is not known may be any word, and several.
  const open = record.args.some((field) => !field.exact);
  const words = record.args.filter((field) => field.exact);
  const known = told(programs, record.name, words);
  const parsed = operandsOf(spelledOut(programs, record.name, words), known?.program.options ?? {}, words.length - (known?.args.length ?? words.length));
  return recordValue({
    name: textCell(record.name), path: textCell(record.path),
    args: listOf(words.map((field) => field.text), open),
    flags: flagsOf(record, open, programs),
    operands: listOf(operandsIn(record, parsed.operands.map((field) => field.text)), open),
    reads: own("reads"), writes: own("writes"), deletes: own("deletes"), connects: own("connects"),
    helpers: listOf([...record.helpers], open), loads: listOf([...record.loads], open),
    piped_from: namesOf(record.from), piped_to: namesOf(record.to), elevated: record.elevated, fills: record.fills,
    sends: record.own.found.sends.size > 0, plain: record.args.every((field) => field.exact && field.pattern !== true),
  });
}

function listOf(texts: readonly string[], open: boolean): TermList {
  return { items: texts.map(textCell), open };
}
function namesOf(names: Names | null): TermList {
  return listOf(names?.names ?? [], names?.open ?? false);
}

/** Programs whose long options have one hyphen. */
const oneHyphen: ReadonlySet<string> = new Set("find openssl java javac ffmpeg ffplay ffprobe convert magick mogrify identify terraform packer go xterm".split(" "));

/** Options as they are asked for: `-rf` is `-r` and `-f`, `--x=y` is `--x`. Behind `--` there are none; a wrapper's end where its command begins. An abbreviation is what it stands for too; where that may be several it is open. */
function flagsOf(record: CommandRecord, isOpen: boolean, programs: Programs): TermList {
  const flags: string[] = [];
  const names = longOptions(programs, record.name, record.args);
  let open = isOpen;
  for (const field of record.args) {
    const text = field.exact ? field.text : /^--[^=]+(?==)/.exec(field.prefix)?.[0] ?? "";
    if (text === "--") break;
    if (text.startsWith("--")) {
      const option = text.replace(/=.*$/s, "");
      const full = fullNames(names, option);
      open ||= full.length > 1;
      flags.push(option, ...(full.length === 1 ? full : []));
    }
    else if (!text.startsWith("-") || text === "-") {
      if (programs.get(record.name)?.wraps === true) break;
    }
    else if (oneHyphen.has(record.name) || /^-\d+$/.test(text)) flags.push(text);
    else flags.push(...Array.from(text.slice(1), (letter) => `-${letter}`));
  }
  return listOf([...new Set(flags)], open);
}

/** Words that are no options; the expression of `find` has words that look like some. */
function operandsIn(record: CommandRecord, operands: readonly string[]): readonly string[] {
  return oneHyphen.has(record.name) ? record.args.filter((field) => field.exact && !field.text.startsWith("-")).map((field) => field.text) : operands;
}
