// Numbers, dates and hours as other languages and people write them -> what this one writes. Data of `repair`: patterns of the line
// before and behind the place where the parser stopped.

import type { Pattern } from "./repair.js";

const units = /^ ?(?:[kKMGT]i?B|[kKMGT]|bn|mn|B|percent|EUR|USD|GBP|euros?|dollars?|pounds?)\b/;

/** Amounts with marks, units and signs. */
export const amounts: readonly Pattern[] = [
  { head: /(?<![\w.])(\d+)$/, rest: /^((?:_\d+)+)(?!\w)/, repair: ([all = ""], [, digits = ""]) => whole(digits, all, "numbers are written without marks between their digits", `${digits}${all.replaceAll("_", "")}`) },
  { expected: /^(?!`,`)/, head: /(?<![\w.])(\d{1,3})$/, rest: /^((?:,\d{3})+)(?![\w,])/, repair: ([all = ""], [, digits = ""]) => whole(digits, all, "numbers are written without marks between their digits", `${digits}${all.replaceAll(",", "")}`) },
  { rest: /^[$\u20AC\u00A3]\s*(\d+(?:\.\d+)?)(?![\w,.])/, repair: ([all = "", digits = ""]) => ({ help: "a number has no currency: which one it is says another argument", expected: "a number", take: all.length, write: digits }) },
  { head: /([A-Za-z_][\w.-]*)(\s+in\s+)(\d+)\.$/, rest: /^\.(\d+)/, repair: ([all = "", most = ""], [before = "", of = "", , least = ""]) =>
    ({ help: "a range is two comparisons joined with `and`", expected: `\`>= ${least} and ${of} <= ${most}\``, back: before.length - of.length, take: all.length, write: ` >= ${least} and ${of} <= ${most}` }) },
  { head: /(?:^|[^\w)\]])$/, rest: /^(\.\d+)(?![\w.])/, repair: ([all = ""]) => ({ help: "a number begins with a digit", expected: "a digit", take: all.length, write: `0${all}` }) },
  { head: /(?<![\w.])(\d+)$/, rest: /^%(?=\s*(?:[})]|and\b|or\b|$))/, repair: (_, [, digits = ""]) => whole(digits, "%", "there are no percentages: a hundredth is `0.01`", String(Number(digits) / 100)) },
  { head: /(?<![\w.])0$/, rest: /^x([0-9a-fA-F]{1,12})\b/, repair: ([all = "", digits = ""]) => whole("0", all, "numbers are decimal", String(Number.parseInt(digits, 16))) },
  { head: /(?<![\w.])(0+)$/, rest: /^(\d+)(?![\w.])/, repair: ([all = ""], [, zeros = ""]) => whole(zeros, all, "a number does not begin with `0`", String(Number(all))) },
  { head: /(?<![\w.])\d+ ?$/, rest: units, repair: ([all = ""]) => ({ help: "a number has no unit: write all of its digits, in the unit that the argument has", take: all.length }) },
  { head: /(?<![\w.])(\d+) ?$/, rest: /^(s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)\b/, repair: ([all = "", unit = ""], [before = "", digits = ""]) => {
    const name = ["seconds", "minutes", "hours", "days"].find((known) => known.startsWith(unit.charAt(0))) ?? "";
    return { help: `a length of time is written \`${name}(${digits})\`; an hour of the day is a number from 0 to 23, as in \`local_time("Europe/Berlin").hour < 9\``, back: before.length, take: all.length, expected: `\`${name}(${digits})\`` };
  } },
  { head: /(?<![\w.])\d{1,2} ?$/, rest: /^(?:am|pm|o'clock)\b/i, repair: ([all = ""]) => ({ help: "an hour is a number from 0 to 23, as in `local_time(\"Europe/Berlin\").hour < 9`", take: all.length }) },
  { head: /(?<![\w.-])(\d{4})$/, rest: /^-(\d\d)-(\d\d)(?![\w-])/, repair: ([all = ""], [, year = ""]) => whole(year, all, "a date is a text that `time` reads, in milliseconds since 1970", `time("${year}${all}T00:00:00Z")`) },
  { head: /(?<![\w.-])(\d+)$/, rest: /^-(\d+)(?!\w)/, repair: ([all = "", digits = ""]) => ({ help: "a subtraction has blanks around its `-`, as names and numbers may begin or go on with one", take: all.length, write: ` - ${digits}` }) },
  { head: /[\w)\]]\s$/, rest: /^-(\d+(?:\.\d+)?)(?!\w)/, repair: ([all = "", digits = ""]) => ({ help: "a subtraction has blanks around its `-`, as names and numbers may begin or go on with one", take: all.length, write: `- ${digits}` }) },
];

function whole(before: string, after: string, help: string, write: string): { help: string; expected: string; back: number; take: number; write: string } {
  return { help, expected: `\`${write}\``, back: before.length, take: after.length, write };
}
