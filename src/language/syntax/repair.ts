// What stands on the line where the parser stopped -> what this language writes there: the help, and the text to put in its place
// where that is certain. Patterns of what hands used to other languages write, as a table; the first that fits says it.
// Knows texts alone, never what a policy means.

import { REPAIR_TEXT_MAX } from "../../base/limits.js";
import { amounts } from "./amounts.js";
import { forms } from "./forms.js";
import { clauseHabit, declarationHabit, functionHabit, methodHabit, operatorHabit } from "./habits.js";
import { isHidden } from "./literal.js";
import { marks } from "./lookalike.js";

/** Where the parser stopped: what it expected there, and the line before and from there on. */
export interface Place {
  readonly expected: string;
  readonly head: string;
  readonly rest: string;
}

/** What is to be done at a place. */
export interface Repair {
  readonly help: string;
  /** What the message says was expected, where that is shorter than what the grammar knows. */
  readonly expected?: string;
  /** What is meant: so many code units before the place, and so many from it on; none means the word that stands there. */
  readonly back?: number;
  readonly take?: number;
  /** What stands there instead, where it is certain. */
  readonly write?: string;
  /** What was written begins a clause: the one before it is whole. */
  readonly begins?: boolean;
}

/** A pattern: what the expectation begins or is, what stands before and from the place on, and what it says. */
export interface Pattern {
  readonly expected?: RegExp;
  readonly head?: RegExp;
  readonly rest: RegExp;
  readonly repair: (rest: Groups, head: Groups) => Repair | undefined;
}

/** What a pattern found: the whole, and its groups; what is not there is empty. */
export type Groups = readonly string[];

/** Where the language wants one value. */
export const wantsValue = /^a value$/;
/** Where a condition could have ended or gone on. */
export const goesOn = /^(?:a clause|an operator|`,` or `[)}]`|the end|`where`)/;

/** What to do at a place, where a habit of another language is seen. */
export function repair(place: Place): Repair | undefined {
  const near = { ...place, head: place.head.slice(-REPAIR_TEXT_MAX), rest: place.rest.slice(0, REPAIR_TEXT_MAX) };
  for (const pattern of table) {
    if (pattern.expected?.test(place.expected) === false) continue;
    const head = pattern.head === undefined ? [] : pattern.head.exec(near.head);
    if (head === null) continue;
    const rest = pattern.rest.exec(near.rest);
    if (rest === null) continue;
    const found = pattern.repair(rest.map((group) => group ?? ""), head.map((group) => group ?? ""));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The left side of a comparison that ends where the place is: a name with dots, or one call around it. */
const left = "([A-Za-z_][\\w.-]*(?:\\([\\w.-]*\\))?)";
const literal = "(\"[^\"]*\"|[\\w.-]+)";

const equality = "two values are compared with `==`";
const quotes = "a string in double quotes";

/** Operators and strings, as other languages write them. */
const operators: readonly Pattern[] = [
  { expected: goesOn, head: new RegExp(`${left}\\.([A-Za-z_]+)$`), rest: /^\(\s*("[^"]*"|[\w.]+)\s*\)/, repair: ([all = "", value = ""], [, of = "", method = ""]) => {
    const operator = methodHabit(method);
    return operator === undefined ? undefined : { help: `nothing is called with a dot: write \`${of} ${operator} ${value}\``, expected: "an operator", back: method.length + 1, take: all.length, write: ` ${operator} ${value}` };
  } },
  { head: /([=!])=$/, rest: /^=/, repair: (_, [, mark = ""]) => ({ help: mark === "=" ? equality : "two values are different with `!=`", expected: `\`${mark}=\``, back: 2, take: 1, write: `${mark}=` }) },
  { head: /<$/, rest: /^>/, repair: () => ({ help: "two values are different with `!=`", expected: "`!=`", back: 1, take: 1, write: "!=" }) },
  { expected: wantsValue, head: /^\s*define\b.*=$/, rest: /^>/, repair: () => ({ help: "what a definition is stands behind `=`", expected: "`=`", back: 1, take: 1, write: "=" }) },
  { expected: goesOn, rest: /^=([<>])/, repair: ([, mark = ""]) => ({ help: `write \`${mark}=\` for ${mark === "<" ? "at most" : "at least"}`, expected: `\`${mark}=\``, take: 2, write: `${mark}=` }) },
  { expected: goesOn, rest: /^:=/, repair: () => ({ help: `${equality}; a name is given its value outside of rules, by \`const\` or \`define\``, expected: "an operator", take: 2 }) },
  { expected: goesOn, rest: /^=(?!=)/, repair: () => ({ help: equality, expected: "`==`", take: 1, write: "==" }) },
  { expected: goesOn, rest: /^(?:&&|\|\||&|\|(?!>))/, repair: ([mark = ""]) => word(mark, mark.startsWith("&") ? "and" : "or") },
  { rest: /^!(?!=)\s*/, repair: ([all = ""]) => ({ help: "write `not`", expected: "`not`", take: all.length, write: "not " }) },
  { expected: /^`in`$/, head: new RegExp(`(?:when|unless|and|or|where|\\()\\s+${left}\\s+not\\s+$`), rest: new RegExp(`^(contains|has|starts with|ends with|matches (?:path|domain|text|regex))\\s+${literal}`), repair: ([all = ""], [before = "", of = ""]) =>
    ({ help: `\`not\` stands before the comparison: write \`not (${of} ${all})\``, back: before.length - before.lastIndexOf(of), take: all.length, write: `not (${of} ${all})` }) },
  { expected: goesOn, head: new RegExp(`${left}\\s+$`), rest: /^is\s+(not\s+)?(null|none|nil|empty|missing|present|defined|undefined|set|there|given)\b/i, repair: ([all = "", not = "", what = ""], [before = "", of = ""]) => {
    const there = /^(?:present|defined|set|there|given)$/i.test(what) === (not === "");
    const empty = /^empty$/i.test(what);
    const write = empty ? `${of} ${not === "" ? "==" : "!="} ""` : `${there ? "" : "not "}present(${of})`;
    return { help: empty ? `write \`${write}\` of a text, \`size(${of}) ${not === "" ? "==" : ">"} 0\` of a list` : `whether a value is there is asked with \`present(${of})\``, expected: "an operator", back: before.length, take: all.length, write };
  } },
  ...phrases().map(([pattern, write]): Pattern => ({ expected: goesOn, rest: pattern, repair: ([all = ""]) => word(all, write) })),
  { expected: goesOn, head: new RegExp(`${left}\\s+$`), rest: /^between\s+([\w.-]+)\s+and\s+([\w.-]+)/i, repair: ([all = "", low = "", high = ""], [, of = ""]) => word(all, `>= ${low} and ${of} <= ${high}`, "two comparisons are joined with `and`") },
  { expected: goesOn, head: /(?:<=?|>=?)\s*([\w.]+(?:\([\w.]*\))?)\s*$/, rest: /^(?:<=?|>=?)/, repair: (_, [, middle = ""]) =>
    ({ help: `comparisons make no chains: join two with \`and\``, expected: "`and`", take: 0, write: `and ${middle} ` }) },
  { expected: goesOn, head: /(?:[<>]=?|[=!]=)\s*[^<>=!]+$/, rest: /^(?:[<>]=?|[=!]=)/, repair: () => ({ help: "comparisons make no chains: join two with `and`, as in `0 < args.n and args.n < 10`", expected: "`and` or the end of the clause" }) },
  { expected: wantsValue, head: new RegExp(`${left}\\s*(?:[<>]=?|[=!]=)\\s*${literal}\\s+(?:and|or)\\s+$`), rest: /^(?:[<>]=?|[=!]=)/, repair: (_, [, of = ""]) =>
    ({ help: "each comparison says what it compares", expected: `\`${of}\``, take: 0, write: `${of} ` }) },
  { expected: goesOn, head: /\b(?:count|sum|distinct|after|before|latest|all)\([^()]*\)([^()]*?)(\s*)$/, rest: /^((?:within|since)\b[^(){}]*?)(?=\s*\}?\s*$)/, repair: ([all = "", window = ""], [, compared = "", blanks = ""]) =>
    ({ help: "the window stands in the history's own parentheses", expected: "the window inside the parentheses", back: compared.length + blanks.length + 1, take: all.length, write: ` ${window})${compared}` }) },
  { expected: goesOn, head: /\b(?:when|unless|and|or|not)\s+(?:within|since)\s+$/, rest: /^/, repair: (_, [all = ""]) =>
    ({ help: "a window stands in a history, as in `count(SEND within 5 minutes) > 3` or `after(tool pay within 10 steps)`", expected: "a condition", back: /(?:within|since)\s+$/.exec(all)?.[0].length ?? 0, take: 0 }) },
  { head: /\b(?:count|after|before)\(\s*tool(\s*)$/, rest: /^==\s*"([^"]*)"/, repair: ([all = "", name = ""], [, blanks = ""]) =>
    ({ help: "a tool is named as `tool NAME`", expected: "the name of a tool", back: blanks.length, take: all.length, write: ` ${/^[A-Za-z_][\w-]*$/.test(name) ? name : JSON.stringify(name)}` }) },
  { expected: goesOn, head: /\b(for\s+)$/, rest: /^(all|every|each|any|some)\b/, repair: (_, [, loop = ""]) =>
    ({ help: "write `every x in LIST (...)`, or `some x in LIST (...)`", expected: "`every` or `some`", back: loop.length, take: 0 }) },
  { expected: /^`source`/, head: /\bfrom\s+$/, rest: /^/, repair: () => ({ help: "say of which sources, as in `from source where trust(source) <= low`" }) },
  { expected: /^`with`$/, rest: /^/, repair: () => ({ help: "the operators are `starts with` and `ends with`", take: 0, write: "with " }) },
  { expected: goesOn, head: /\bin\s*(\([^()]*)$/, rest: /^,([^()"]|"[^"]*")*\)/, repair: ([all = ""], [, opened = ""]) =>
    ({ help: "a set stands in braces", expected: "a set in braces", back: opened.length, take: all.length, write: `{${opened.slice(1)}${all.slice(0, -1)}}` }) },
  { expected: wantsValue, rest: /^\[([^[\]{}]*)\]/, repair: ([all = "", inner = ""]) => ({ help: "a set is written in braces", expected: "a set in braces", take: all.length, write: `{${inner}}` }) },
  { rest: /^(?:'([^'"\\]*)'|`([^`"\\]*)`|[\u201C\u201D\u201E]([^"\\\u201C\u201D]*)[\u201C\u201D]|[\u2018\u2019]([^"\\\u2018\u2019]*)[\u2018\u2019]|\u00AB([^"\\\u00BB]*)\u00BB)/, repair: ([all = "", ...inner]) =>
    ({ help: "strings stand in double quotes `\"`", expected: quotes, take: all.length, write: `"${inner.join("")}"` }) },
  { head: /\bmatches\s+(regex\s+)?$/, rest: /^\/((?:[^/\\]|\\.)+)\/[a-z]*/, repair: ([all = "", inner = ""], [, kind = ""]) =>
    ({ help: "a regular expression is a string, in which a backslash is written twice", expected: kind === "" ? "`regex` and a string" : "a string", take: all.length, write: `${kind === "" ? "regex " : ""}"${inner.replaceAll("\\/", "/").replaceAll("\\", "\\\\").replaceAll("\"", "\\\"")}"` }) },
  { head: /\bmatches\s+$/, rest: /^(?="[^"\\^$+|()[\]{}]*\*)(?!"[^"]*\.\*)/, repair: () => ({ help: "say what the glob is of: `path`, `domain` or `text`, as in `matches text \"*@corp.example\"`", expected: "`path`, `domain`, `text` or `regex`", take: 0, write: "text " }) },
  { head: /\bmatches\s+$/, rest: /^/, repair: () => ({ help: "say what the pattern is: `path`, `domain`, `text` or `regex`, as in `matches regex \"^a+$\"`", expected: "`path`, `domain`, `text` or `regex`" }) },
  { expected: goesOn, head: /\.([A-Za-z_]+)$/, rest: /^\(/, repair: (_, [, method = ""]) => {
    const help = functionHabit(method);
    return { help: help === undefined ? `nothing is called with a dot: a function stands around what it is of, as in \`basename(args.path)\`` : help };
  } },
  { head: /(?:^|[^.\w])([A-Za-z_]\w*)$/, rest: /^\(/, repair: (_, [, name = ""]) => {
    const help = functionHabit(name);
    return help === undefined ? undefined : { help };
  } },
  { expected: goesOn, head: /(?:^|[^\w.])(if\s+)$/, rest: /^(?=[\w("]).*\bthen\b/, repair: (_, [, all = ""]) => ({ help: "no value is chosen by a condition: write a rule for each case, or `c and ... or not c and ...`", expected: "a value", back: all.length, take: 0 }) },
  { head: /\belse\s+if\s+$/, rest: /^/, repair: (_, [all = ""]) => ({ help: "`else` gives a value where one is absent; two conditions are joined with `or`, or stand in two rules", expected: "`or`", back: all.length, take: 0 }) },
  { expected: goesOn, head: /\b(any|exists|all|forall)\s+$/, rest: /^\w+\s+in\b/, repair: (_, [all = "", which = ""]) => {
    const write = /^(?:any|exists)$/.test(which) ? "some" : "every";
    return { help: `write \`${write} x in LIST (...)\``, expected: `\`${write}\``, back: all.length, take: 0 };
  } },
  { expected: /^an operator/, head: /\b(some|every)\s+(\w+(?:,\s*\w+)?)\s+in\s+[\w.]+\([^()]*$/, rest: /^(,[^(){}]*\))\s*(?:\{\s*([^{}]+?)\s*\})?/, repair: ([all = "", end = "", condition = ""], [, which = "", name = ""]) =>
    ({ help: `the condition of each item stands in parentheses behind the list: \`${which} ${name} in LIST (${condition === "" ? "..." : condition})\``, expected: "a condition in parentheses", ...(condition === "" ? {} : { take: all.length, write: `${end} (${condition})` }) }) },
  { head: /\b(?:count|sum|distinct|after|before|latest|all)\([^()]*?(\s*,\s*(within|since)\s+)$/, rest: /^/, repair: (_, [, comma = "", which = ""]) =>
    ({ help: `no comma stands before \`${which}\``, expected: `\`${which}\``, back: comma.length, take: 0, write: ` ${which} ` }) },
  { expected: /^the end of the clause|^a clause/, head: /\bbecause\s+"(?:[^"\\]|\\.)*\{(?:[^"{}\\]|\\.)*"$/, rest: /^([^"{}]*)"(?=[^"]*\})/, repair: ([all = "", inner = ""]) =>
    ({ help: "in a reason a quote is written `\\\"`; what has many is better given a name by `define`", expected: "`\\\"`", back: 1, take: all.length, write: `\\"${inner.replaceAll("\\", "\\\\")}\\"` }) },
  { expected: /^a condition in parentheses/, rest: /^\{\s*([^{}]+?)\s*\}/, repair: ([all = "", condition = ""]) =>
    ({ help: `the condition of each item stands in parentheses: \`(${condition})\``, take: all.length, write: `(${condition})` }) },
  { expected: /^a condition in parentheses/, rest: /^(:|\||->|where\b)?\s*((?:(?!\b(?:when|unless|because|on)\b)[^{}|:])+?)(?=\s*\}?\s*$)/, repair: ([all = "", mark = "", condition = ""]) =>
    ({ help: `the condition of each item stands in parentheses: \`(${condition})\``, take: all.length, write: `${/^\W+$/.test(mark) ? " " : ""}(${condition})` }) },
  { head: /\+$/, rest: /^\+/, repair: () => ({ help: "texts are joined with `+`", expected: "a value", back: 1, take: 1, write: "+" }) },
  { head: /\*$/, rest: /^\*/, repair: () => ({ help: "there are no powers: write `x * x`", expected: "a value", back: 1, take: 1 }) },
  { expected: goesOn, rest: /^\|>/, repair: () => ({ help: "a function stands around what it is of, as in `basename(args.path)`", take: 2 }) },
  { expected: goesOn, head: /\b(any|all)\(([A-Za-z_]\w*)\s+in\s+[\w.-]+\s*$/, rest: /^(?::|\bif\b|,)/, repair: (_, [before = "", which = "", item = ""]) => {
    const write = which === "any" ? "some" : "every";
    return { help: `write \`${write} ${item} in LIST (...)\``, expected: `\`${write}\``, back: before.length, take: 0 };
  } },
  { head: /\[\s*-?\d*\s*$/, rest: /^:/, repair: () => ({ help: "a part of a text is `first(x, 3)` or `last(x, 3)`, an item of a list `LIST[0]`", take: 1 }) },
  { expected: goesOn, rest: /^~(?=\s*")/, repair: () => word("~", "matches regex") },
  { head: /\b[fr]$/, rest: /^"/, repair: () => ({ help: "there is one kind of string; texts are joined with `+`, as in `\"/home/\" + args.user`" }) },
  { expected: wantsValue, rest: /^-(?=[A-Za-z_(])/, repair: () => ({ help: "write `0 - x` for the negative of x", take: 1, write: "0 - " }) },
  { expected: wantsValue, rest: /^\$([A-Za-z_])/, repair: () => ({ help: "arguments are read as `args.x`, constants and rows by their names", take: 1 }) },
];

/** Comparisons in words. */
function phrases(): readonly (readonly [RegExp, string])[] {
  return [
    [/^is\s+not\s+in\b/i, "not in"], [/^is\s+in\b/i, "in"], [/^isn't\b|^is\s+not\b|^(?:ne|neq)\b/i, "!="],
    [/^(?:is\s+)?(?:greater|more|larger|higher|bigger)\s+than\b|^gt\b/i, ">"], [/^(?:is\s+)?(?:less|fewer|smaller|lower)\s+than\b|^lt\b/i, "<"],
    [/^(?:is\s+)?at\s+least\b|^g(?:te|e)\b/i, ">="], [/^(?:is\s+)?at\s+most\b|^(?:lte|le)\b/i, "<="], [/^is\s+equal\s+to\b|^(?:equals|equal|eq|is)\b/i, "=="],
    [/^like\b/i, "matches text"], [/^(?:startswith|starts_with|begins\s+with|hasprefix)\b/i, "starts with"], [/^(?:endswith|ends_with|hassuffix)\b/i, "ends with"],
    [/^(?:includes|contain)\b/i, "contains"],
    [/^AND\b/, "and"], [/^OR\b/, "or"], [/^NOT\s+IN\b/, "not in"], [/^IN\b/, "in"],
  ];
}

function word(found: string, write: string, help = `write \`${write}\``): Repair {
  return { help, expected: `\`${write}\``, take: found.length, write };
}

/** What is known of a single word or mark. */
const words: readonly Pattern[] = [
  { expected: /^a declaration/, rest: /^[^\s]\w*/, repair: ([found = ""]) => declarationHabit(found) },
  { expected: /^a clause \(`on`/, rest: /^\w+/, repair: ([found = ""]) => clauseHabit(found) },
  { expected: /^`,`/, rest: /^;/, repair: () => ({ help: "what is listed has `,` between", expected: "`,`", take: 1, write: "," }) },
  { rest: /^;/, repair: () => ({ help: "clauses end with their line, no `;` is needed", take: 1, write: "" }) },
  { expected: /^the end of the declaration/, rest: /^(?:[\u2013\u2014]|--?)\s/, repair: ([found = ""]) => ({ help: "comments begin with `//`", expected: "the end of the declaration", take: found.length, write: "// " }) },
  { rest: /^[^\w\s"]/u, repair: ([found = ""]) => {
    if (isHidden(found)) return { help: "it cannot be seen: take it out", take: found.length, write: "" };
    const plain = marks.get(found);
    return plain === undefined ? operatorHabit(found) : word(found, plain);
  } },
];

const table: readonly Pattern[] = [...amounts, ...forms, ...operators, ...words];
