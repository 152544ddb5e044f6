// Where the reader of an SQL text stands, what it has found, and the steps that all parts of it share. A text that is not what
// was expected refuses the whole: then nothing is known of it.

import { SQL_DEPTH_MAX } from "../../base/limits.js";
import type { Dialect, Token } from "./token.js";

/** What one statement does, as far as it is said in it. */
export interface Found {
  readonly tables: Set<string>;
  readonly reads: Set<string>;
  readonly writes: Set<string>;
  readonly columns: Set<string>;
}

/** Where the reader stands. */
export interface Parser {
  readonly source: string;
  readonly dialect: Dialect;
  readonly tokens: readonly Token[];
  at: number;
  failed: boolean;
  depth: number;
  found: Found;
  /** Names of `WITH` that are no tables here. */
  local: ReadonlySet<string>;
  /** What rows are called: the tables that stand behind `FROM` and its like, by the names that expressions have for them. */
  rows: Set<string>;
  /** Names of columns met so far, wherever they stand. */
  columnsMet: number;
  /** Whether names of columns are of what is selected or set. */
  selecting: boolean;
  /** Reads a query, or a statement that stands for one, in brackets that are open already. */
  readonly query: (parser: Parser) => void;
}

/** What a statement is, beside what it names. */
export interface Said {
  readonly kind: string;
  readonly where?: boolean;
  readonly limit?: number | null | undefined;
  /** Whether it may read or write tables that it does not name. */
  readonly open?: boolean;
}
/** Reads a statement behind its first word; `change` reads one that stands inside it. */
export type Reader = (parser: Parser, change: (parser: Parser) => void) => Said;

/** Nothing found. */
export function nothing(): Found {
  return { tables: new Set(), reads: new Set(), writes: new Set(), columns: new Set() };
}

/** The token that is next, or one behind it. */
export function peek(parser: Parser, ahead = 0): Token {
  const token = parser.tokens[parser.at + ahead] ?? parser.tokens[parser.tokens.length - 1];
  return token ?? { kind: "end", text: "", raw: "", start: 0, end: 0 };
}

/** Takes the next token. */
export function take(parser: Parser): Token {
  const token = peek(parser);
  if (token.kind !== "end") parser.at++;
  return token;
}

/** Refuses the text: nothing more is read. */
export function fail(parser: Parser): void {
  parser.failed = true;
  parser.at = parser.tokens.length - 1;
}

/** Whether the words that are next are these. */
export function isWords(parser: Parser, ...words: readonly string[]): boolean {
  return words.every((word, index) => {
    const token = peek(parser, index);
    return token.kind === "word" && token.text === word;
  });
}
/** Whether the next token is one of these words. */
export function isWord(parser: Parser, words: ReadonlySet<string>, ahead = 0): boolean {
  const token = peek(parser, ahead);
  return token.kind === "word" && words.has(token.text);
}
/** Whether the next token is this operator. */
export function isOperator(parser: Parser, text: string, ahead = 0): boolean {
  const token = peek(parser, ahead);
  return token.kind === "operator" && token.text === text;
}

/** Takes these words if they are next. */
export function skipWords(parser: Parser, ...words: readonly string[]): boolean {
  if (!isWords(parser, ...words)) return false;
  parser.at += words.length;
  return true;
}
/** Takes one of these words if it is next. */
export function skipAny(parser: Parser, words: ReadonlySet<string>): boolean {
  if (!isWord(parser, words)) return false;
  parser.at++;
  return true;
}
/** Takes this operator if it is next. */
export function skipOperator(parser: Parser, text: string): boolean {
  if (!isOperator(parser, text)) return false;
  parser.at++;
  return true;
}
/** Takes this operator, or refuses. */
export function expectOperator(parser: Parser, text: string): void {
  if (!skipOperator(parser, text)) fail(parser);
}
/** Takes these words, or refuses. */
export function expectWords(parser: Parser, ...words: readonly string[]): void {
  if (!skipWords(parser, ...words)) fail(parser);
}

/** Reads what is in brackets. */
export function inBrackets(parser: Parser, read: () => void): void {
  expectOperator(parser, "(");
  deeper(parser, read);
  expectOperator(parser, ")");
}

/** Reads one level down; too deep is refused. */
export function deeper(parser: Parser, read: () => void): void {
  if (++parser.depth > SQL_DEPTH_MAX) fail(parser);
  else read();
  parser.depth--;
}

/** Reads one thing or several with commas between. */
export function several(parser: Parser, read: () => void): void {
  do read(); while (!parser.failed && skipOperator(parser, ","));
}

/** Words that are no names where they are not quoted. */
export const reserved: ReadonlySet<string> = new Set((
  "ALL ALTER AND AS BETWEEN CASE CREATE CROSS DELETE DISTINCT DROP ELSE END EXCEPT EXISTS FETCH FOR FROM FULL GRANT GROUP HAVING IN INNER INSERT INTERSECT INTO IS JOIN LATERAL LEFT LIKE LIMIT " +
  "NATURAL NOT OFFSET ON OR ORDER OUTER QUALIFY RETURNING REVOKE RIGHT SELECT SET TABLE THEN UNION UPDATE USING VALUES WHEN WHERE WINDOW WITH"
).split(" "));

/** Whether a name is next. */
export function isName(parser: Parser, ahead = 0): boolean {
  const token = peek(parser, ahead);
  return token.kind === "quoted" || (token.kind === "word" && !reserved.has(token.text));
}

/** Takes a name, in lower case; where there is none the text is refused. */
export function name(parser: Parser): string {
  if (!isName(parser)) {
    fail(parser);
    return "";
  }
  const token = take(parser);
  return (token.kind === "quoted" ? token.text : token.raw).toLowerCase();
}

/** Takes a name with what it is qualified by: `schema.name`. */
export function path(parser: Parser): string {
  const parts = [part(parser, name(parser))];
  // Projects of BigQuery have hyphens in their names, quoted or not.
  while (parser.dialect === "bigquery" && isOperator(parser, "-") && peek(parser, -1).end === peek(parser).start && peek(parser, 1).start === peek(parser).end && ["word", "number"].includes(peek(parser, 1).kind)) {
    take(parser);
    parts.push(`${parts.pop() ?? ""}-${take(parser).raw.toLowerCase()}`);
  }
  while (isOperator(parser, ".") && !isOperator(parser, "*", 1)) {
    take(parser);
    const next = peek(parser);
    // Behind a dot every word is a name.
    if (next.kind === "word") parts.push(take(parser).raw.toLowerCase());
    else parts.push(part(parser, name(parser)));
  }
  return parts.join(".");
}

/** A part with a dot in it keeps quotes, so that it is never taken for two; in BigQuery it is two. */
function part(parser: Parser, text: string): string {
  return text.includes(".") && parser.dialect !== "bigquery" ? JSON.stringify(text) : text;
}

/** Adds a table that is read or written; a name of `WITH` is none. */
export function addTable(parser: Parser, table: string, how: "reads" | "writes"): void {
  parser.rows.add(table.slice(table.lastIndexOf(".") + 1));
  if (table === "" || (how === "reads" && parser.local.has(table))) return;
  parser.found.tables.add(table);
  parser.found[how].add(table);
}
