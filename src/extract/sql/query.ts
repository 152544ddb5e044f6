// Queries of SQL: what they select from where, through `WITH`, joins, set operations and queries within. A statement that changes
// data inside a query (PostgreSQL's `WITH x AS (DELETE ...)`) is handed to whoever reads statements.

import { bounds } from "./bound.js";
import { expression, frame, isQuery, met, ordering } from "./expression.js";
import { addTable, deeper, expectWords, fail, inBrackets, isName, isOperator, isWord, isWords, name, path, peek, reserved, several, skipAny, skipOperator, skipWords, take, type Parser } from "./parser.js";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** What the outermost level of a query says of itself. */
export interface Shape {
  /** Whether every part of it has a condition that hangs on a column. */
  readonly where: boolean;
  /** How many rows it gives at most; `undefined` where it does not say, null where that is not known. */
  readonly limit: number | null | undefined;
  /** Whether its rows make a table (`SELECT ... INTO t`). */
  readonly makes?: boolean;
}

const nowhere: Shape = { where: false, limit: undefined };

/** Reads a query with its `WITH`, order and limit. */
export function query(parser: Parser, change: (parser: Parser) => void): Shape {
  const { local, selecting } = parser;
  let shape = nowhere;
  deeper(parser, () => {
    if (isWords(parser, "WITH")) withs(parser, change);
    shape = isWord(parser, changes) ? changed(parser, change) : combined(parser, change);
  });
  Object.assign(parser, { local, selecting });
  return shape;
}

const changes = set("INSERT UPDATE DELETE MERGE REPLACE");

function changed(parser: Parser, change: (parser: Parser) => void): Shape {
  change(parser);
  return nowhere;
}

/** `WITH a AS (...), b AS (...)`: names that are no tables in what follows, and in themselves where they are recursive. */
export function withs(parser: Parser, change: (parser: Parser) => void): void {
  expectWords(parser, "WITH");
  const recursive = skipWords(parser, "RECURSIVE");
  several(parser, () => {
    const called = name(parser);
    const before = parser.local;
    if (recursive) parser.local = new Set([...before, called]);
    if (isOperator(parser, "(")) inBrackets(parser, () => several(parser, () => name(parser)));
    expectWords(parser, "AS");
    if (skipWords(parser, "NOT")) expectWords(parser, "MATERIALIZED");
    else skipWords(parser, "MATERIALIZED");
    inBrackets(parser, () => { query(parser, change); });
    parser.local = new Set([...before, called]);
  });
}

const joins = set("UNION INTERSECT EXCEPT MINUS");

function combined(parser: Parser, change: (parser: Parser) => void): Shape {
  let { where, limit, makes = false } = part(parser, change);
  while (!parser.failed && skipAny(parser, joins)) {
    if (!skipWords(parser, "ALL")) skipWords(parser, "DISTINCT");
    const next = part(parser, change);
    where &&= next.where;
    makes ||= next.makes === true;
    limit = undefined;
  }
  if (isWords(parser, "ORDER", "BY")) ordering(parser);
  const own = limits(parser);
  while (skipWords(parser, "FOR")) locking(parser);
  if (skipWords(parser, "LOCK", "IN", "SHARE", "MODE")) void 0;
  return { where, limit: own === undefined ? limit : own, makes };
}

function locking(parser: Parser): void {
  if (skipWords(parser, "NO", "KEY")) expectWords(parser, "UPDATE");
  else if (skipWords(parser, "KEY")) expectWords(parser, "SHARE");
  else if (!skipWords(parser, "UPDATE")) expectWords(parser, "SHARE");
  if (skipWords(parser, "OF")) several(parser, () => path(parser));
  if (!skipWords(parser, "NOWAIT")) skipWords(parser, "SKIP", "LOCKED");
}

/** `SELECT`, `VALUES`, `TABLE t`, or a query in brackets. */
function part(parser: Parser, change: (parser: Parser) => void): Shape {
  if (isOperator(parser, "(")) {
    let shape = nowhere;
    inBrackets(parser, () => { shape = query(parser, change); });
    return shape;
  }
  parser.selecting = true;
  if (skipWords(parser, "VALUES")) {
    several(parser, () => {
      skipWords(parser, "ROW");
      inBrackets(parser, () => several(parser, () => expression(parser)));
    });
    return nowhere;
  }
  if (skipWords(parser, "TABLE")) {
    met(parser, "*");
    addTable(parser, path(parser), "reads");
    return nowhere;
  }
  expectWords(parser, "SELECT");
  return select(parser, change);
}

function select(parser: Parser, change: (parser: Parser) => void): Shape {
  while (skipAny(parser, set("DISTINCT ALL SQL_CALC_FOUND_ROWS SQL_NO_CACHE HIGH_PRIORITY STRAIGHT_JOIN")));
  if (isWords(parser, "ON") && isOperator(parser, "(", 1)) {
    take(parser);
    inBrackets(parser, () => several(parser, () => expression(parser)));
  }
  if (skipWords(parser, "AS", "STRUCT") || skipWords(parser, "AS", "VALUE")) void 0;
  if (parser.dialect !== "postgresql" || !(isWords(parser, "FROM") || peek(parser).kind === "end")) items(parser);
  parser.selecting = false;
  // Rows that go into a file or a variable go where no table is.
  const makes = skipWords(parser, "INTO");
  if (makes) {
    if (parser.dialect !== "postgresql") return fail(parser), nowhere;
    while (skipAny(parser, set("TEMP TEMPORARY UNLOGGED TABLE")));
    addTable(parser, path(parser), "writes");
  }
  if (skipWords(parser, "FROM")) tables(parser, change);
  const where = condition(parser);
  if (skipWords(parser, "GROUP", "BY")) grouping(parser);
  if (skipWords(parser, "HAVING")) expression(parser);
  if (skipWords(parser, "QUALIFY")) expression(parser);
  if (skipWords(parser, "WINDOW")) several(parser, () => { name(parser); expectWords(parser, "AS"); if (isOperator(parser, "(")) frame(parser); else name(parser); });
  return { where, limit: undefined, makes };
}

function grouping(parser: Parser): void {
  if (skipWords(parser, "ALL") && parser.dialect === "bigquery") return;
  skipWords(parser, "DISTINCT");
  several(parser, () => {
    if (skipWords(parser, "GROUPING", "SETS")) return inBrackets(parser, () => several(parser, () => expression(parser)));
    expression(parser);
  });
  if (skipWords(parser, "WITH")) expectWords(parser, "ROLLUP");
}

/** `WHERE`: whether there is one whose outcome hangs on some column. */
export function condition(parser: Parser): boolean {
  if (!skipWords(parser, "WHERE")) return false;
  if (skipWords(parser, "CURRENT", "OF")) return name(parser) !== "";
  const [before, start] = [parser.columnsMet, parser.at];
  parser.selecting = false;
  expression(parser);
  return parser.columnsMet > before && bounds(parser.tokens.slice(start, parser.at), parser.dialect);
}

/** What is selected or returned, as far as it has names. */
export function items(parser: Parser): void {
  parser.selecting = true;
  several(parser, () => {
    if (skipOperator(parser, "*")) {
      met(parser, "*");
      if (isWords(parser, "EXCEPT") && isOperator(parser, "(", 1)) {
        take(parser);
        inBrackets(parser, () => several(parser, () => name(parser)));
      }
      if (skipWords(parser, "REPLACE")) inBrackets(parser, () => several(parser, () => aliased(parser)));
    } else if (parser.dialect !== "bigquery" || !isWords(parser, "FROM")) aliased(parser);
  });
  parser.selecting = false;
}

function aliased(parser: Parser): void {
  expression(parser);
  if (skipWords(parser, "AS")) {
    if (peek(parser).kind === "string" || peek(parser).kind === "word") take(parser);
    else name(parser);
  } else if (isName(parser) && !isWord(parser, clauses)) name(parser);
  else if (peek(parser).kind === "string" && parser.dialect !== "postgresql") take(parser);
}

/** Words that begin what follows a table or an item, so that they are no other name of it. */
const clauses = set("MINUS STRAIGHT_JOIN TABLESAMPLE INDEXED USE FORCE IGNORE PARTITION PIVOT UNPIVOT LOCK RETURNING WINDOW QUALIFY DO");

const sides = set("NATURAL INNER LEFT RIGHT FULL OUTER CROSS SEMI ANTI");

/** Tables and what is joined to them. */
export function tables(parser: Parser, change: (parser: Parser) => void): void {
  deeper(parser, () => {
    table(parser, change);
    while (!parser.failed) {
      if (skipOperator(parser, ",")) table(parser, change);
      else if (isWords(parser, "JOIN") || isWords(parser, "STRAIGHT_JOIN") || isWord(parser, sides)) {
        while (skipAny(parser, sides));
        if (!skipWords(parser, "STRAIGHT_JOIN")) expectWords(parser, "JOIN");
        table(parser, change);
        if (skipWords(parser, "ON")) expression(parser);
        else if (skipWords(parser, "USING")) {
          inBrackets(parser, () => several(parser, () => name(parser)));
          if (skipWords(parser, "AS")) name(parser);
        }
      } else return;
    }
  });
}

function table(parser: Parser, change: (parser: Parser) => void): void {
  skipWords(parser, "LATERAL");
  if (isQuery(parser)) inBrackets(parser, () => { query(parser, change); });
  else if (isOperator(parser, "(")) inBrackets(parser, () => tables(parser, change));
  else {
    skipWords(parser, "ONLY");
    if (isWords(parser, "ROWS", "FROM")) return fail(parser);
    const called = path(parser);
    // A function gives rows: no table is named.
    if (isOperator(parser, "(")) inBrackets(parser, () => { if (!isOperator(parser, ")")) several(parser, () => expression(parser)); });
    else addTable(parser, called, "reads");
    skipOperator(parser, "*");
  }
  alias(parser);
}

/** What stands behind a table: its other name, its columns, hints, a moment, a sample. */
export function alias(parser: Parser): void {
  if (skipWords(parser, "PARTITION")) inBrackets(parser, () => several(parser, () => name(parser)));
  moment(parser);
  if (skipWords(parser, "WITH", "ORDINALITY")) void 0;
  if (skipWords(parser, "AS") || (isName(parser) && !isWord(parser, clauses))) {
    parser.rows.add(name(parser));
    if (isOperator(parser, "(")) inBrackets(parser, () => several(parser, () => { name(parser); while (isName(parser)) take(parser); }));
  }
  if (skipWords(parser, "WITH", "OFFSET") && (skipWords(parser, "AS") || isName(parser))) name(parser);
  moment(parser);
  if (skipWords(parser, "NOT", "INDEXED")) void 0;
  if (skipWords(parser, "INDEXED", "BY")) name(parser);
  while (isWord(parser, set("USE FORCE IGNORE")) && isWord(parser, set("INDEX KEY"), 1)) {
    parser.at += 2;
    if (skipWords(parser, "FOR")) while (isWord(parser, set("JOIN ORDER GROUP BY"))) take(parser);
    inBrackets(parser, () => { if (!isOperator(parser, ")")) several(parser, () => name(parser)); });
  }
  if (skipWords(parser, "TABLESAMPLE")) {
    name(parser);
    inBrackets(parser, () => { expression(parser); if (!skipWords(parser, "PERCENT")) skipWords(parser, "ROWS"); });
    if (skipWords(parser, "REPEATABLE")) inBrackets(parser, () => expression(parser));
  }
  if (isWord(parser, set("PIVOT UNPIVOT"))) fail(parser);
}

function moment(parser: Parser): void {
  if (skipWords(parser, "FOR", "SYSTEM_TIME", "AS", "OF")) expression(parser);
}

/** `LIMIT` and its kin: a number where it is written, null where it is not, `undefined` where there is none. */
export function limits(parser: Parser): number | null | undefined {
  let limit: number | null | undefined;
  for (;;) {
    if (skipWords(parser, "LIMIT")) {
      limit = skipWords(parser, "ALL") || skipWords(parser, "NULL") ? undefined : amount(parser);
      // `LIMIT 5, 10` gives ten.
      if (skipOperator(parser, ",")) limit = amount(parser);
    } else if (skipWords(parser, "OFFSET")) {
      expression(parser);
      if (!skipWords(parser, "ROWS")) skipWords(parser, "ROW");
    } else if (skipWords(parser, "FETCH")) {
      if (!skipWords(parser, "FIRST")) expectWords(parser, "NEXT");
      limit = isWords(parser, "ROW") || isWords(parser, "ROWS") ? 1 : amount(parser);
      if (!skipWords(parser, "ROWS")) expectWords(parser, "ROW");
      // `WITH TIES` gives more than it says.
      if (skipWords(parser, "WITH")) { expectWords(parser, "TIES"); limit = null; }
      else expectWords(parser, "ONLY");
    } else return limit;
    if (parser.failed) return null;
  }
}

function amount(parser: Parser): number | null {
  const token = peek(parser);
  const next = peek(parser, 1);
  expression(parser);
  const plain = token.kind === "number" && /^\d+$/.test(token.text) && (next.kind === "end" || next.kind === "word" || /^[,;)]$/.test(next.text));
  return plain && Number.isSafeInteger(Number(token.text)) ? Number(token.text) : null;
}

/** Whether a word may follow a statement's first table as its other name. */
export function isOtherName(parser: Parser): boolean {
  return isWords(parser, "AS") || (isName(parser) && !isWord(parser, clauses) && !reserved.has(peek(parser).text));
}
