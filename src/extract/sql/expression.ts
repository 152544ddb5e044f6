// Expressions of SQL: operands and operators in turn, brackets, calls and `CASE` gone into, queries in them read. It is told apart
// what cannot be an expression, not whether its types fit. Where one ends is where neither an operator nor an operand can follow.

import { SQL_DEPTH_MAX } from "../../base/limits.js";
import { deeper, expectOperator, expectWords, fail, inBrackets, isName, isOperator, isWord, isWords, name, peek, several, skipAny, skipOperator, skipWords, take, type Parser } from "./parser.js";
import type { Token } from "./token.js";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));
const prefixes = set("NOT EXISTS BINARY PRIOR ANY SOME ALL DISTINCT");
const constants = set("NULL TRUE FALSE DEFAULT CURRENT_DATE CURRENT_TIME CURRENT_TIMESTAMP CURRENT_USER SESSION_USER LOCALTIME LOCALTIMESTAMP");
const units = set("MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR SECONDS MINUTES HOURS DAYS WEEKS MONTHS YEARS DAY_HOUR DAY_MINUTE DAY_SECOND HOUR_MINUTE HOUR_SECOND MINUTE_SECOND YEAR_MONTH");
const between = set("AND OR XOR IN LIKE ILIKE RLIKE REGEXP GLOB MATCH BETWEEN DIV MOD ESCAPE OVERLAPS");
const functionsToo = set("LEFT RIGHT VALUES INSERT REPLACE OFFSET GROUPING");
const symbols: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "=", "==", "<>", "!=", "<", "<=", ">", ">=", "<=>", "||", "|", "&", "^", "<<", ">>", "~", "~*", "!~", "!~*", "->", "->>", "#>", "#>>", "#-", "@>", "<@", "@@", "@?", "&&", "?", "?|", "?&", ":=", "#", "**"]);
const conjunctions = set("AND OR XOR");
/** What equal values satisfy. */
const same = set("= == <= >= <=> LIKE");
const queries = set("SELECT WITH VALUES TABLE");

/** Whether a query stands in the brackets that are next. */
export function isQuery(parser: Parser): boolean {
  let ahead = 0;
  while (ahead <= SQL_DEPTH_MAX && isOperator(parser, "(", ahead)) ahead++;
  return ahead > 0 && (isWord(parser, queries, ahead) && !(isOperator(parser, "(", ahead + 1) && !isWord(parser, queries, ahead + 2) && peek(parser, ahead).text === "TABLE"));
}

/**
 * Reads one expression. Its columns count as met only where they bound what it lets through: not where one side of an `OR` has none
 * (`id = 3 OR 1 = 1`), nor where one is compared with itself.
 */
export function expression(parser: Parser): void {
  deeper(parser, () => {
    const start = parser.columnsMet;
    // Where the comparison began, and what had been met before it and before this side of an `OR`.
    let from = parser.at;
    let met = start;
    let side = start;
    let [isEither, isFree] = [false, false];
    for (let goesOn = true; goesOn;) {
      operand(parser);
      goesOn = !parser.failed && operator(parser);
      const joint = goesOn ? peek(parser, -1) : null;
      if (joint !== null && !isJoint(joint, parser)) continue;
      if (isSelfComparison(parser.tokens.slice(from, joint === null ? parser.at : parser.at - 1))) parser.columnsMet = met;
      met = parser.columnsMet;
      from = parser.at;
      if (joint?.text === "AND") continue;
      isFree ||= met === side;
      isEither ||= joint !== null;
      side = met;
    }
    if (isEither && isFree) parser.columnsMet = start;
  });
}

/** Whether a token joins conditions. */
function isJoint({ kind, text }: Token, { dialect }: Parser): boolean {
  return kind === "word" ? conjunctions.has(text) : kind === "operator" && text === "||" && dialect === "mysql";
}

/** `id = id`, `t.id IS "id"`: the same on both sides of what equal values satisfy. */
function isSelfComparison(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex(({ kind, text }) => kind !== "quoted" && (same.has(text) || text === "IS"));
  const isDistinct = tokens.slice(at, at + 4).map(({ text }) => text).join(" ") === "IS NOT DISTINCT FROM";
  if (at > 0 && isSameColumn(tokens.slice(0, at), tokens.slice(at + (isDistinct ? 4 : 1)))) return true;
  const middle = tokens.length >> 1;
  const sign = tokens[middle];
  return tokens.length % 2 === 1 && sign !== undefined && same.has(sign.text)
    && tokens.slice(0, middle).every(({ kind, text }, at) => kind === tokens[middle + 1 + at]?.kind && text === tokens[middle + 1 + at]?.text);
}

/** Whether both are one column by name, with or without quotes and what it is qualified by. */
function isSameColumn(left: readonly Token[], right: readonly Token[]): boolean {
  const [one, other] = [left, right].map((tokens) => {
    const names = tokens.filter((_, at) => at % 2 === 0).map(({ kind, text, raw }) => (kind === "quoted" ? text : kind === "word" ? raw : "").toLowerCase());
    const isColumn = tokens.length % 2 === 1 && !names.includes("") && tokens.every(({ text }, at) => at % 2 === 0 || text === ".");
    return isColumn ? names.reverse() : [];
  });
  if (one === undefined || other === undefined) return false;
  const length = Math.min(one.length, other.length);
  return length > 0 && one.slice(0, length).every((name, at) => name === other[at]);
}

function operand(parser: Parser): void {
  while (skipAny(parser, prefixes) || ["+", "-", "~", "!", "@"].some((sign) => skipOperator(parser, sign)));
  const token = peek(parser);
  switch (token.kind) {
    case "string":
      while (peek(parser).kind === "string") take(parser);
      return;
    case "number": case "parameter":
      take(parser);
      return;
    case "operator": return bracketed(parser);
    case "word": case "quoted": return worded(parser);
    case "end": return fail(parser);
  }
}

function bracketed(parser: Parser): void {
  if (isOperator(parser, "(")) {
    if (isQuery(parser)) return inBrackets(parser, () => parser.query(parser));
    return inBrackets(parser, () => { if (!isOperator(parser, ")")) several(parser, () => argument(parser)); });
  }
  if (isOperator(parser, "[")) return subscript(parser);
  fail(parser);
}

function subscript(parser: Parser): void {
  expectOperator(parser, "[");
  deeper(parser, () => {
    if (!isOperator(parser, "]")) several(parser, () => { if (!isOperator(parser, ":")) expression(parser); if (skipOperator(parser, ":") && !isOperator(parser, "]")) expression(parser); });
  });
  expectOperator(parser, "]");
}

function worded(parser: Parser): void {
  if (isWords(parser, "CASE")) return choice(parser);
  if (isWord(parser, constants) && !isOperator(parser, ".", 1)) {
    take(parser);
    if (isOperator(parser, "(")) call(parser, "");
    return;
  }
  if (isWords(parser, "INTERVAL") && !isOperator(parser, ",", 1) && !isOperator(parser, ".", 1) && (peek(parser, 1).kind !== "operator" || isOperator(parser, "(", 1) || isOperator(parser, "-", 1))) {
    take(parser);
    operand(parser);
    if (skipAny(parser, units) && skipWords(parser, "TO")) skipAny(parser, units);
    return;
  }
  if (isWords(parser, "ARRAY") && (isOperator(parser, "[", 1) || isOperator(parser, "<", 1))) {
    take(parser);
    if (isOperator(parser, "<")) angled(parser);
    return subscript(parser);
  }
  if (isWords(parser, "STRUCT") && isOperator(parser, "<", 1)) {
    take(parser);
    angled(parser);
    return call(parser, "");
  }
  if (isWord(parser, functionsToo) && isOperator(parser, "(", 1)) return call(parser, take(parser).text);
  if (!isName(parser)) return fail(parser);
  // `DATE '2026-01-01'`, `_utf8mb4'x'`.
  if (peek(parser).kind === "word" && peek(parser, 1).kind === "string") {
    take(parser);
    take(parser);
    return;
  }
  column(parser);
}

/** A column, a call, or all columns of a table (`t.*`). */
function column(parser: Parser): void {
  let last = name(parser);
  while (isOperator(parser, ".")) {
    take(parser);
    if (skipOperator(parser, "*")) {
      last = "*";
      break;
    }
    last = peek(parser).kind === "word" ? take(parser).raw.toLowerCase() : name(parser);
  }
  if (isOperator(parser, "(")) return call(parser, last.toUpperCase());
  met(parser, last);
}

/** Notes a column. */
export function met(parser: Parser, column: string): void {
  parser.columnsMet++;
  if (parser.selecting) parser.found.columns.add(column);
}

/** What stands behind a function's name. */
function call(parser: Parser, called: string): void {
  inBrackets(parser, () => {
    if (isOperator(parser, ")")) return;
    if (isWord(parser, queries) && !isOperator(parser, "(", 1)) return parser.query(parser);
    if (called === "EXTRACT" || called === "TRIM") {
      // `EXTRACT(year FROM t)`, `TRIM(both 'x' FROM t)`: a word that is no column.
      if (peek(parser).kind === "word" && (isWords(parser, "BOTH") || isWords(parser, "LEADING") || isWords(parser, "TRAILING") || (called === "EXTRACT" && peek(parser, 1).text === "FROM"))) take(parser);
      skipWords(parser, "FROM");
    }
    several(parser, () => argument(parser));
  });
  if (skipWords(parser, "WITHIN", "GROUP")) inBrackets(parser, () => ordering(parser));
  if (isWords(parser, "FILTER") && isOperator(parser, "(", 1)) {
    take(parser);
    inBrackets(parser, () => { expectWords(parser, "WHERE"); expression(parser); });
  }
  if (skipWords(parser, "IGNORE", "NULLS") || skipWords(parser, "RESPECT", "NULLS")) void 0;
  if (skipWords(parser, "OVER")) {
    if (isOperator(parser, "(")) frame(parser);
    else name(parser);
  }
}

const joints = set("FROM FOR USING PLACING SEPARATOR");

/** One argument of a call: the words with which some functions join theirs are let through. */
function argument(parser: Parser): void {
  if (skipOperator(parser, "*")) {
    if (skipWords(parser, "EXCEPT") || skipWords(parser, "REPLACE")) fail(parser);
    return;
  }
  skipWords(parser, "VARIADIC");
  skipWords(parser, "DISTINCT");
  if (isName(parser) && (isOperator(parser, "=>", 1) || isOperator(parser, ":=", 1))) parser.at += 2;
  if (isQuery(parser)) expression(parser);
  else if (isWord(parser, queries) && !isOperator(parser, "(", 1)) return parser.query(parser);
  else expression(parser);
  for (;;) {
    if (skipWords(parser, "AS")) type(parser);
    else if (isWords(parser, "ORDER", "BY")) ordering(parser);
    else if (skipAny(parser, joints) || skipWords(parser, "LIMIT") || skipWords(parser, "HAVING", "MAX") || skipWords(parser, "HAVING", "MIN")) expression(parser);
    else if (skipWords(parser, "IGNORE", "NULLS") || skipWords(parser, "RESPECT", "NULLS") || skipWords(parser, "ABSENT", "ON", "NULL") || skipWords(parser, "NULL", "ON", "NULL")) continue;
    else return;
    if (parser.failed) return;
  }
}

/** `ORDER BY` and what follows it. */
export function ordering(parser: Parser): void {
  expectWords(parser, "ORDER", "BY");
  several(parser, () => {
    expression(parser);
    if (!skipWords(parser, "ASC")) skipWords(parser, "DESC");
    if (skipWords(parser, "NULLS") && !skipWords(parser, "FIRST")) expectWords(parser, "LAST");
  });
}

/** A window in brackets. */
export function frame(parser: Parser): void {
  inBrackets(parser, () => {
    if (isName(parser) && !isWords(parser, "PARTITION") && !isWords(parser, "ROWS") && !isWords(parser, "RANGE") && !isWords(parser, "GROUPS")) name(parser);
    if (skipWords(parser, "PARTITION", "BY")) several(parser, () => expression(parser));
    if (isWords(parser, "ORDER", "BY")) ordering(parser);
    if (skipWords(parser, "ROWS") || skipWords(parser, "RANGE") || skipWords(parser, "GROUPS")) {
      const edge = (): void => {
        if (skipWords(parser, "CURRENT", "ROW")) return;
        if (!skipWords(parser, "UNBOUNDED")) expression(parser);
        if (!skipWords(parser, "PRECEDING")) expectWords(parser, "FOLLOWING");
      };
      if (skipWords(parser, "BETWEEN")) {
        edge();
        expectWords(parser, "AND");
      }
      edge();
      if (skipWords(parser, "EXCLUDE")) for (let words = 0; words < 2 && peek(parser).kind === "word"; words++) take(parser);
    }
  });
}

function choice(parser: Parser): void {
  expectWords(parser, "CASE");
  if (!isWords(parser, "WHEN")) expression(parser);
  do {
    expectWords(parser, "WHEN");
    expression(parser);
    expectWords(parser, "THEN");
    expression(parser);
  } while (!parser.failed && isWords(parser, "WHEN"));
  if (skipWords(parser, "ELSE")) expression(parser);
  expectWords(parser, "END");
}

/** Takes an operator; true where an operand must follow. What follows an operand without one ends the expression. */
function operator(parser: Parser): boolean {
  for (;;) {
    const token = peek(parser);
    if (token.kind === "operator") {
      if (skipOperator(parser, "::")) type(parser);
      else if (token.text === "[") subscript(parser);
      else if (token.text === "." && peek(parser, -1).kind === "operator") {
        take(parser);
        if (!skipOperator(parser, "*")) met(parser, name(parser));
        else met(parser, "*");
      } else if (symbols.has(token.text)) {
        take(parser);
        return true;
      } else return false;
    } else if (token.kind !== "word") return false;
    else if (skipWords(parser, "IS")) {
      skipWords(parser, "NOT");
      if (skipWords(parser, "DISTINCT", "FROM")) return true;
      if (isWords(parser, "UNKNOWN") || isWords(parser, "JSON")) take(parser);
      // SQLite compares with any value so.
      else return true;
    } else if (isWords(parser, "AGAINST") && isOperator(parser, "(", 1)) {
      take(parser);
      inBrackets(parser, () => { operand(parser); while (peek(parser).kind === "word") take(parser); });
    } else if (skipWords(parser, "COLLATE")) name(parser);
    else if (skipWords(parser, "AT", "TIME", "ZONE") || skipWords(parser, "SIMILAR", "TO") || skipWords(parser, "SOUNDS", "LIKE") || skipWords(parser, "MEMBER", "OF")) return true;
    else if (skipWords(parser, "ISNULL") || skipWords(parser, "NOTNULL")) continue;
    else if (isWords(parser, "NOT") && (isWord(parser, between, 1) || isWords(parser, "NOT", "SIMILAR"))) take(parser);
    else if (isWords(parser, "NOT", "NULL")) parser.at += 2;
    else if (isWords(parser, "IN", "UNNEST")) {
      take(parser);
      return true;
    } else return skipAny(parser, between);
    if (parser.failed) return false;
  }
}

/** The name of a type, with its sizes. */
export function type(parser: Parser): void {
  do {
    const token = peek(parser);
    if (token.kind !== "word" && token.kind !== "quoted") return fail(parser);
    take(parser);
  } while (skipOperator(parser, "."));
  while (isWord(parser, set("PRECISION VARYING UNSIGNED SIGNED ZONE TIME WITH WITHOUT CHARACTER")) && (!isWords(parser, "WITH") || isWords(parser, "WITH", "TIME"))) take(parser);
  if (isOperator(parser, "(")) inBrackets(parser, () => several(parser, () => expression(parser)));
  while (isWords(parser, "WITH", "TIME", "ZONE") || isWords(parser, "WITHOUT", "TIME", "ZONE")) parser.at += 3;
  if (isOperator(parser, "<")) angled(parser);
  while (isOperator(parser, "[")) subscript(parser);
}

/** `<INT64>`, `<a INT64, b STRING>`. */
function angled(parser: Parser): void {
  let depth = 0;
  do {
    const token = take(parser);
    if (token.text === "<") depth++;
    else if (token.text === ">") depth--;
    else if (token.text === ">>") depth -= 2;
    else if (token.kind === "operator" && !/^[,()]$/.test(token.text)) return fail(parser);
    else if (token.kind === "end" || token.kind === "string") return fail(parser);
  } while (depth > 0 && !parser.failed);
}
