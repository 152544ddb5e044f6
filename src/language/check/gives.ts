// What functions can give, as a test of literals: one that a function never gives equals nothing, and the comparison with it is
// false for ever. Knows forms of texts and bounds of numbers; what extractors give stands in `normal.ts`.

import { shellCommand, sqlStatement } from "../../words/functions.js";
import type { FunctionName, TypeText } from "../../words/functions.js";
import type { Scalar } from "../../words/term.js";
import type { Formula } from "./formula.js";
import type { Part } from "./normal.js";
import type { Order } from "./policy.js";
import { nearest } from "./suggest.js";

/** Why a text is nothing that comes out, or no part of it; null where it may be. */
type Problem = (text: string, part: Part) => string | null;

const weekdays: readonly string[] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const statements: readonly string[] = [
  "select", "insert", "update", "delete", "merge", "create", "alter", "drop", "truncate", "grant", "revoke", "call", "copy", "set", "begin", "commit", "rollback", "explain", "other",
];

const texts: { readonly [name in FunctionName]?: Problem } = {
  "local_time.weekday": word(weekdays, "weekdays are"),
  "local_time.date": (text, part) => (part === "whole" ? isDate(text) : /^[0-9-]*$/.test(text)) ? null : "a date is written as `2026-11-22`",
  extension: (text, part) => {
    if (part === "whole" && text.startsWith(".")) return `an extension is in lower case and has no dot before it; write \`${text.replace(/^\.+/, "").toLowerCase()}\``;
    return /[./\\]/.test(text) ? "an extension is what follows the last dot of a base name" : lower(text, "an extension");
  },
  scheme: (text, part) => ((part === "whole" ? /^[a-z][a-z0-9+.-]*$/ : /^[a-z0-9+.-]*$/).test(text) ? null : `a scheme is in lower case, without \`:\` or \`//\`${/^[A-Za-z][\w+.-]*/.test(text) ? `; write \`${(/^[A-Za-z][\w+.-]*/.exec(text)?.[0] ?? "").toLowerCase()}\`` : ""}`),
  digits: (text) => (/^[0-9]*$/.test(text) ? null : `digits are all that it gives; write \`${text.replace(/[^0-9]/g, "")}\``),
  address: (text, part) => lower(text, "an address") ?? (part !== "whole" || text.includes("@") ? null : "an address has an `@`; its domain is `domain(...)`"),
  mailbox: (text) => (text.includes("@") ? "it is what stands before the `@`" : lower(text, "a mailbox")),
  trim: (text, part) => ((part !== "contains" && part !== "ends with" && /^\s/.test(text)) || (part !== "contains" && part !== "starts with" && /\s$/.test(text)) ? "it has no white space at its ends" : null),
};

/** What the fields of records give, or the items of those that are lists. */
const fields: readonly { readonly of: TypeText; readonly name: string; readonly problem: Problem }[] = [
  { of: sqlStatement, name: "kind", problem: word(statements, "kinds of statements are") },
  ...["tables", "reads", "writes", "columns"].map((name) => ({ of: sqlStatement, name, problem: (text: string) => lower(text, "a name") })),
  { of: shellCommand, name: "flags", problem: flagProblem },
];

const numbers: { readonly [name in FunctionName]?: readonly [least: number, most: number, what: string] } = {
  "local_time.hour": [0, 23, "hours are 0 to 23"],
  "local_time.minute": [0, 59, "minutes are 0 to 59"],
  "local_time.month": [1, 12, "months are 1 to 12"],
  "local_time.day": [1, 31, "days of a month are 1 to 31"],
  "local_time.year": [0, 9999, "years are whole numbers"],
  port: [0, 65535, "ports are 0 to 65535"],
  length: [0, Infinity, "a text has a whole number of characters"],
  size: [0, Infinity, "a list has a whole number of items"],
};

/** Why what a formula gives is never a literal, or never above it, or never has it as that part; null where it may be. `order` is that of the formula to the literal. */
export function givesProblem(of: Formula, literal: Scalar, order: Order, part: Part): string | null {
  if (typeof literal === "string") return order === "==" || order === "!=" ? textsOf(of)?.(literal, part) ?? null : null;
  const bounds = of.kind === "apply" && Object.hasOwn(numbers, of.function) ? numbers[of.function as FunctionName] : undefined;
  if (bounds === undefined || typeof literal !== "number") return null;
  const [least, most, what] = bounds;
  switch (order) {
    case "==": case "!=": return Number.isInteger(literal) && literal >= least && literal <= most ? null : what;
    // What a day's last hour is not is the next day: `hour < 24` says it, and is always true.
    case ">=": return literal > most ? what : null;
    case "<=": return literal < least ? what : null;
    case "<": case ">": return null;
  }
}

function textsOf(of: Formula): Problem | null {
  if (of.kind === "apply") return Object.hasOwn(texts, of.function) ? texts[of.function as FunctionName] ?? null : null;
  if (of.kind === "item") return of.side === "value" && of.local.map === null ? textsOf(of.local.list) : null;
  if (of.kind !== "field") return null;
  const { type } = of.of;
  const record = (whole: unknown): unknown => (typeof whole === "object" && whole !== null && "record" in whole ? whole.record : null);
  return fields.find((field) => field.name === of.name && record(type) !== null && record(type) === record(field.of))?.problem ?? null;
}

function lower(text: string, what: string): string | null {
  return text === text.toLowerCase() ? null : `${what} is in lower case; write \`${text.toLowerCase()}\``;
}

/** Why no option of a command is this one: each stands by itself. */
function flagProblem(text: string, part: Part): string | null {
  if (part !== "whole") return null;
  const letters = text.replace(/^-/, "");
  // Some programs have long options with one hyphen, but none of these.
  const both = /^(?=.*f)(?=.*[rR])[rRfv]+$/.test(letters);
  if (both) return `options of one letter stand one by one; write ${Array.from(new Set(letters), (letter) => `\`has "-${letter}"\``).join(" and ")}`;
  if (!text.startsWith("-")) return `an option begins with \`-\`; write \`-${text.length > 1 ? "-" : ""}${text}\``;
  return /^--[^=]*=/.test(text) ? `what stands behind \`=\` is no part of an option; write \`${text.replace(/=.*$/s, "")}\`` : null;
}

/** One of a few words. */
function word(words: readonly string[], what: string): Problem {
  return (text, part) => {
    if (part === "whole" ? words.includes(text) : words.some((known) => known.includes(text))) return null;
    const meant = words.find((known) => known.startsWith(text.toLowerCase()) && text.length > 1) ?? nearest(text.toLowerCase(), words);
    const whole = words.includes(text.toLowerCase()) ? text.toLowerCase() : meant;
    return whole === null || whole === undefined ? `${what} ${words.map((known) => `\`${known}\``).join(", ")}` : `${what} in lower case and whole; write \`${whole}\``;
  };
}

function isDate(text: string): boolean {
  const [, month, day] = /^\d{4}-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return month !== undefined && Number(month) >= 1 && Number(month) <= 12 && Number(day) >= 1 && Number(day) <= 31;
}
