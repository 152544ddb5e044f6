// What the parser expected -> plain words, and a suggestion where what stands there is nearly right.
// chevrotain asks for a text when it stops; the texts made here also say how many tokens ahead the offending one is.

import type { IParserErrorMessageProvider, IToken, TokenType } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import { distance } from "../../base/distance.js";
import { repair } from "./repair.js";
import type { Repair } from "./repair.js";
import { codePoint, isHidden } from "./literal.js";

const declarations = "`tag`, `dimension`, `label`, `const`, `data`, `define`, `act`, `executable`, `tool`, `runtime`, `unary`, `relational`, `host` or `test`";
const operators = ["and", "or", "not", "in", "has", "excludes", "contains", "starts", "ends", "matches", "else", "ignoring", "where", "via"];

/** What could go on where a rule met another token than the one it ends with. */
const goesOn: Readonly<Record<string, string>> = {
  "ruleItem:RCurly": "a clause (`on`, `from`, `to`, `into`, `when`, `unless`, `because`, `severity`, `tags`, `set`, `remove`, `mask` or `mode`) or `}`",
  "ruleItem:LCurly": "a title or `{`",
  "toolItem:RCurly": "a clause (`op`, `sink`, `act`, `role`, `result`, `records`, `compensate` or `irreversible`) or `}`",
  "toolItem:RParen": "`,` or `)`",
  "labelItem:RCurly": "a label (`trust`, `secrecy`, another dimension or `tag`) or `}`",
  "labelClause:Name": "a level",
  "dimensionItem:RCurly": "`<`, `,` or `}`",
  "defineItem:RParen": "`,` or `)`",
  "labelItem:LCurly": "`,` or `{`",
  "actItem:RCurly": "`verbs`, `nouns` or `}`",
  "executableItem:RCurly": "a clause (`operands`, `first`, `last`, `option`, `flag`, `like`, `may` or `does`) or `}`",
  "executableItem:LCurly": "`,` or `{`",
  "runtimeItem:RCurly": "`fact` or `}`",
  "testItem:RCurly": "a step (`user`, `system`, `assistant`, `host`, `at`, `principal`, `approve`, `data`, `expect` or a call) or `}`",
  "arguments:RParen": "`,` or `)`",
  "primary:RParen": "an operator or `)`",
  "quantifier:RParen": "an operator or `)`",
  "quantifier:LParen": "a condition in parentheses",
  "each:RParen": "an operator or `)`",
  "each:LParen": "`where`, or what is made of each item, in parentheses",
  "access:RSquare": "an operator or `]`",
  "history:RParen": "`where`, `within`, `since`, `keep`, `including`, a status or `)`",
  "historyClause:Name": "a unit (`steps`, `seconds`, `minutes`, `hours` or `days`)",
  "rewrite:Name": "`first` or `last`",
  "set:RCurly": "`,` or `}`",
  "member:RCurly": "`,` or `}`",
  "member:RParen": "`|` or `)`",
  "step:RCurly": "`,` or `}`",
  "call:RParen": "`,` or `)`",
  "approval:RParen": "`,` or `)`",
  "expectation:RParen": "`,` or `)`",
  "call:LParen": "`(` or `=`",
  "toolClause:RParen": "`,` or `)`",
  "toolClause:RCurly": "`author`, `title`, `writes` or `}`",
  "json:RSquare": "`,` or `]`",
  "json:RCurly": "`,` or `}`",
};

/** What could begin where none of a rule's alternatives does. */
const begins: Readonly<Record<string, string>> = {
  item: `a declaration (${declarations})`,
  head: "`package`, `use` or `for`",
  label: "a name or a string",
  type: "a type",
  member: "a type",
  primary: "a value",
  json: "a JSON value",
  selector: "a selector",
};

const classes: ReadonlyMap<TokenType, string> = new Map([
  [t.Name, "a name"], [t.Word, "a name"], [t.Text, "a string"], [t.Numeral, "a number"],
]);

/** Whether the item could have gone on with another clause or step, so that what stands there is neither. */
export function wantsClause(expected: string): boolean {
  return expected.endsWith(" or `}`") && !expected.startsWith("`,`");
}

/** The word of the file's top level that a word is nearly. */
export function nearDeclaration(word: string): string | undefined {
  return nearest(word, ["package", ...[...declarations.matchAll(/`([a-z]+)`/g)].map((match) => match[1] ?? "")]);
}

/** The texts of an expectation: how many tokens ahead the offending one stands, then what was expected. */
export const expectations: IParserErrorMessageProvider = {
  buildMismatchTokenMessage: ({ expected, ruleName }) => `0 ${goesOn[`${ruleName}:${expected.name}`] ?? word(expected)}`,
  buildNotAllInputParsedMessage: () => `0 a declaration (${declarations})`,
  buildNoViableAltMessage: ({ expectedPathsPerAlt, actual, ruleName }) => alternatives(expectedPathsPerAlt.flat(), actual, ruleName),
  buildEarlyExitMessage: ({ expectedIterationPaths, actual, ruleName }) => alternatives(expectedIterationPaths, actual, ruleName),
};

/** Reads an expectation back. */
export function expectation(message: string): { ahead: number; expected: string } {
  const space = message.indexOf(" ");
  return { ahead: Number(message.slice(0, space)), expected: message.slice(space + 1) };
}

/** What a token is to a reader. */
export function found(token: IToken | undefined): string {
  if (token === undefined) return "the end of the file";
  if (isHidden(token.image)) return `the character ${codePoint(token.image)}`;
  return quoted(token.image);
}

/** A text as a message shows it. */
export function quoted(text: string): string {
  return `\`${text.length > shownMax ? `${text.slice(0, shownMax)}...` : text}\``;
}

/** What to do about the token that stands where something else was expected, between the beginning of its line and the end. */
export function suggestion(expected: string, token: IToken, [head, rest]: readonly [string, string]): Repair | undefined {
  const candidates = [...expected.matchAll(/`([a-z]+)`/g)].map((match) => match[1] ?? "");
  const near = nearest(token.image, candidates);
  // A word that is nearly one of those that could stand here is a slip of the hand; what other languages write comes next.
  if (near === undefined || token.image.length < NEAR_MIN) {
    const known = repair({ expected, head, rest });
    if (known !== undefined) return known;
  }
  const meant = near ?? (head.trim() === "" ? undefined : nearest(token.image, operators));
  return meant === undefined ? undefined : { help: `did you mean \`${meant}\`?`, take: token.image.length, write: meant, ...(near === undefined ? {} : { begins: true }) };
}

/** Letters of a word below which nearly anything is near. */
const NEAR_MIN = 4;

/** What was expected, in as many words as a line has; `rest` lists what was left out. */
export function short(expected: string, sameLine: boolean): { readonly shown: string; readonly rest: string | undefined } {
  const listed = /^(a (?:clause|declaration|label|step)) \((.*)\)/.exec(expected);
  if (listed === null) return { shown: expected, rest: undefined };
  const [all, what = "", words = ""] = listed;
  if (sameLine && what !== "a declaration" && what !== "a label") return { shown: `the end of the ${what.slice(2)}`, rest: undefined };
  return { shown: `${what}${expected.slice(all.length)}`, rest: `${what} begins with ${words}` };
}

/** The candidate nearest to a word, where one is near enough to be meant. */
export function nearest(word: string, candidates: readonly string[]): string | undefined {
  const wanted = word.slice(0, shownMax).toLowerCase();
  let best: { candidate: string; steps: number } | undefined;
  for (const candidate of candidates) {
    // Nobody who wrote a word meant another way of writing the same.
    if (candidate === word) continue;
    const steps = distance(wanted, candidate.toLowerCase());
    const near = steps <= Math.floor(Math.max(wanted.length, candidate.length) / 3);
    if (near && (best === undefined || steps < best.steps)) best = { candidate, steps };
  }
  return best?.candidate;
}

/** Characters of a found word that a message shows. */
const shownMax = 40;

function word(type: TokenType): string {
  return classes.get(type) ?? `\`${type.LABEL ?? type.name}\``;
}

function alternatives(paths: readonly TokenType[][], actual: readonly IToken[], rule: string): string {
  let ahead = 0;
  let live = paths;
  for (; ahead < actual.length; ahead++) {
    const next = live.filter((path) => fits(path[ahead], actual[ahead]));
    if (next.length === 0) break;
    live = next;
  }
  if (ahead === 0 && begins[rule] !== undefined) return `0 ${begins[rule]}`;
  if (rule === "toolClause" && actual[0]?.tokenType === t.Result && ahead > 0) return `${ahead} \`is\` or a label (\`trust\`, \`secrecy\`, another dimension or \`tag\`)`;
  if (rule === "outcome" && ahead > 0) return `${ahead} a JSON value, \`error\` or \`denied\``;
  const words = [...new Set(live.flatMap((path) => path[ahead] ?? []).map(word))].sort();
  if (valueWords.every((value) => words.includes(value))) return `${ahead} a value`;
  const last = words.pop() ?? "something else";
  return `${ahead} ${words.length === 0 ? last : `${words.join(", ")} or ${last}`}`;
}

/** Where these may stand, any value may. */
const valueWords = ["`(`", "a string", "a number"];

function fits(type: TokenType | undefined, token: IToken | undefined): boolean {
  return type !== undefined && token !== undefined && (token.tokenType === type || (token.tokenType.CATEGORIES ?? []).includes(type));
}
