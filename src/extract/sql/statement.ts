// Statements of SQL, each to its kind and what it names. A statement that this does not know refuses the text, and so does one
// that runs text of its own (`DO`, `EXECUTE IMMEDIATE`, bodies of triggers): what it does stands elsewhere.

import { definitions, rest } from "./define.js";
import { expression, isQuery, met, ordering } from "./expression.js";
import { addTable, expectOperator, expectWords, fail, inBrackets, isName, isOperator, isWord, isWords, name, nothing, path, peek, several, skipAny, skipOperator, skipWords, take, type Parser, type Reader, type Said } from "./parser.js";
import { alias, condition, isOtherName, items, limits, query, tables, withs } from "./query.js";

/** What a statement is, beside what it names. */
export interface Statement {
  readonly kind: string;
  readonly tables: readonly string[];
  readonly reads: readonly string[];
  readonly writes: readonly string[];
  readonly columns: readonly string[];
  readonly has_where: boolean;
  readonly limit: number | null | undefined;
  /** Whether it may read or write tables that it does not name. */
  readonly open: boolean;
  readonly text: string;
}

/** Dialects in which a row is a value: `SELECT c FROM customers c`. */
const wholeRows: ReadonlySet<string> = new Set(["postgresql", "bigquery"]);

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** Reads one statement up to its `;`, and adds it; one that changes data inside it is added before it. */
export function statement(parser: Parser, into: Statement[]): void {
  const { start } = peek(parser);
  const { found: around, rows } = parser;
  Object.assign(parser, { found: nothing(), rows: new Set() });
  const before = into.length;
  const said = spoken(parser, into);
  const { end } = peek(parser, -1);
  const { found } = parser;
  // The name of a table or of its rows as a value is all its columns.
  if (wholeRows.has(parser.dialect) && [...parser.rows].some((row) => found.columns.has(row))) found.columns.add("*");
  Object.assign(parser, { found: around, rows });
  // `DELETE` and its kin with a `WITH` before them are added once.
  if (said !== null) {
    into.push({
      kind: said.kind, tables: [...found.tables], reads: [...found.reads], writes: [...found.writes], columns: [...found.columns],
      has_where: said.where ?? false, limit: said.limit, open: said.open ?? false, text: parser.source.slice(start, end),
    });
  }
  // What stands inside it reads and writes as a part of it.
  for (const inner of into.slice(before)) {
    for (const table of inner.reads) addTable(parser, table, "reads");
    for (const table of inner.writes) addTable(parser, table, "writes");
    for (const column of inner.columns) around.columns.add(column);
  }
}

function spoken(parser: Parser, into: Statement[]): Said | null {
  const change = (inner: Parser): void => statement(inner, into);
  if (isQuery(parser) || isWord(parser, set("SELECT VALUES"))) return selected(parser, change);
  if (isWords(parser, "WITH")) return afterWith(parser, into);
  if (isWords(parser, "TABLE")) return selected(parser, change);
  const word = take(parser);
  if (word.kind === "word" && /^(EXPLAIN|DESC|DESCRIBE)$/.test(word.text)) return explain(parser, into);
  const read = word.kind === "word" ? changes.get(word.text) ?? definitions.get(word.text) : undefined;
  if (read !== undefined) return read(parser, change);
  fail(parser);
  return null;
}

/** A query; one whose rows go `INTO` a table makes that table, as `CREATE TABLE t AS` does. */
function selected(parser: Parser, change: (parser: Parser) => void): Said {
  const { where, limit, makes } = query(parser, change);
  return makes === true ? { kind: "create" } : { kind: "select", where, limit };
}

/** `WITH ... DELETE`: the names hold in the statement behind them. */
function afterWith(parser: Parser, into: Statement[]): Said | null {
  const { local } = parser;
  const change = (inner: Parser): void => statement(inner, into);
  withs(parser, change);
  const said = isWord(parser, set("INSERT UPDATE DELETE MERGE REPLACE")) ? spoken(parser, into) : selected(parser, change);
  parser.local = local;
  return said;
}

function update(parser: Parser, change: (parser: Parser) => void): Said {
  if (skipWords(parser, "OR")) take(parser);
  while (skipAny(parser, set("LOW_PRIORITY IGNORE")));
  targets(parser, change);
  expectWords(parser, "SET");
  assignments(parser);
  if (skipWords(parser, "FROM")) tables(parser, change);
  const where = condition(parser);
  if (isWords(parser, "ORDER", "BY")) ordering(parser);
  const limit = limits(parser);
  returning(parser);
  return { kind: "update", where, limit };
}

/** Tables that are changed: where several are joined, all may be. */
function targets(parser: Parser, change: (parser: Parser) => void): void {
  const outer = parser.found;
  parser.found = nothing();
  const { local } = parser;
  tables(parser, change);
  const { tables: named, reads, columns, writes } = parser.found;
  const several = named.size > 1;
  parser.found = outer;
  for (const table of named) {
    if (several && reads.has(table)) addTable(parser, table, "reads");
    addTable(parser, table, "writes");
  }
  for (const table of writes) addTable(parser, table, "writes");
  for (const column of columns) outer.columns.add(column);
  parser.local = local;
}

function assignments(parser: Parser): void {
  several(parser, () => {
    if (isOperator(parser, "(")) inBrackets(parser, () => several(parser, () => assigned(parser)));
    else assigned(parser);
    while (isOperator(parser, "[")) { take(parser); expression(parser); expectOperator(parser, "]"); }
    if (!skipOperator(parser, ":=")) expectOperator(parser, "=");
    expression(parser);
  });
}

/** A column that is set. */
function assigned(parser: Parser): void {
  const column = path(parser);
  parser.found.columns.add(column.slice(column.lastIndexOf(".") + 1));
}

function returning(parser: Parser): void {
  if (skipWords(parser, "RETURNING")) items(parser);
}

function remove(parser: Parser, change: (parser: Parser) => void): Said {
  while (skipAny(parser, set("LOW_PRIORITY QUICK IGNORE")));
  const from = skipWords(parser, "FROM");
  if (!from && parser.dialect !== "bigquery" && parser.dialect !== "mysql") fail(parser);
  if (parser.dialect === "mysql" && namesJoined(parser, from)) {
    // `DELETE a, b FROM ...`: names of what is joined behind them, so all of that may lose rows.
    several(parser, () => { path(parser); if (skipOperator(parser, ".")) expectOperator(parser, "*"); });
    if (!skipWords(parser, "FROM")) expectWords(parser, "USING");
    targets(parser, change);
  } else {
    skipWords(parser, "ONLY");
    addTable(parser, path(parser), "writes");
    skipOperator(parser, "*");
    alias(parser);
    if (skipWords(parser, "USING")) tables(parser, change);
  }
  const where = condition(parser);
  if (isWords(parser, "ORDER", "BY")) ordering(parser);
  const limit = limits(parser);
  returning(parser);
  return { kind: "delete", where, limit };
}

/** Whether names of joined tables follow, and not a table. */
function namesJoined(parser: Parser, from: boolean): boolean {
  if (!from) return true;
  for (let ahead = 0; ; ahead++) {
    const token = peek(parser, ahead);
    if (token.text === "," || (token.kind === "word" && token.text === "USING")) return true;
    if (!isName(parser, ahead) && token.text !== "." && token.text !== "*") return false;
  }
}

function insert(parser: Parser, change: (parser: Parser) => void): Said {
  if (skipWords(parser, "OR")) take(parser);
  while (skipAny(parser, set("LOW_PRIORITY HIGH_PRIORITY DELAYED IGNORE")));
  skipWords(parser, "INTO");
  addTable(parser, path(parser), "writes");
  if (skipWords(parser, "PARTITION")) inBrackets(parser, () => several(parser, () => name(parser)));
  if (skipWords(parser, "AS")) name(parser);
  if (isOperator(parser, "(") && !isQuery(parser)) inBrackets(parser, () => { if (!isOperator(parser, ")")) several(parser, () => assigned(parser)); });
  else if (!isWords(parser, "SET")) parser.found.columns.add("*");
  if (skipWords(parser, "OVERRIDING")) { take(parser); expectWords(parser, "VALUE"); }
  let limit: number | null | undefined;
  if (skipWords(parser, "DEFAULT", "VALUES")) void 0;
  else if (skipWords(parser, "SET")) assignments(parser);
  else if ((isWords(parser, "VALUES") || isWords(parser, "VALUE")) && isOperator(parser, "(", 1)) rows(parser);
  else limit = query(parser, change).limit;
  if (parser.dialect === "mysql" && skipWords(parser, "AS")) alias(parser);
  if (skipWords(parser, "ON", "CONFLICT")) conflict(parser);
  else if (skipWords(parser, "ON", "DUPLICATE", "KEY", "UPDATE")) assignments(parser);
  returning(parser);
  return { kind: "insert", limit };
}

/** `VALUES (1, DEFAULT), ()`. */
function rows(parser: Parser): void {
  take(parser);
  several(parser, () => inBrackets(parser, () => { if (!isOperator(parser, ")")) several(parser, () => expression(parser)); }));
}

function conflict(parser: Parser): void {
  if (skipWords(parser, "ON", "CONSTRAINT")) name(parser);
  else if (isOperator(parser, "(")) {
    inBrackets(parser, () => several(parser, () => expression(parser)));
    condition(parser);
  }
  expectWords(parser, "DO");
  if (skipWords(parser, "NOTHING")) return;
  expectWords(parser, "UPDATE", "SET");
  assignments(parser);
  condition(parser);
  if (isWords(parser, "ON", "CONFLICT")) { parser.at += 2; conflict(parser); }
}

function merge(parser: Parser, change: (parser: Parser) => void): Said {
  skipWords(parser, "INTO");
  skipWords(parser, "ONLY");
  addTable(parser, path(parser), "writes");
  if (isOtherName(parser)) alias(parser);
  expectWords(parser, "USING");
  tables(parser, change);
  expectWords(parser, "ON");
  expression(parser);
  do {
    expectWords(parser, "WHEN");
    skipWords(parser, "NOT");
    expectWords(parser, "MATCHED");
    if (skipWords(parser, "BY")) take(parser);
    if (skipWords(parser, "AND")) expression(parser);
    expectWords(parser, "THEN");
    if (skipWords(parser, "UPDATE")) { expectWords(parser, "SET"); assignments(parser); }
    else if (skipWords(parser, "INSERT")) merged(parser);
    else if (!skipWords(parser, "DELETE")) expectWords(parser, "DO", "NOTHING");
  } while (!parser.failed && isWords(parser, "WHEN"));
  returning(parser);
  return { kind: "merge" };
}

function merged(parser: Parser): void {
  if (skipWords(parser, "ROW")) return met(parser, "*");
  if (isOperator(parser, "(")) inBrackets(parser, () => several(parser, () => assigned(parser)));
  else parser.found.columns.add("*");
  if (skipWords(parser, "DEFAULT", "VALUES")) return;
  if (skipWords(parser, "VALUES")) { parser.at--; rows(parser); }
  else expectWords(parser, "ROW");
}

/** `EXPLAIN ...`: what it only explains is not run, so neither is it a statement of its own, nor is anything written. */
function explain(parser: Parser, into: Statement[]): Said {
  const options: string[] = [];
  while (skipAny(parser, set("ANALYZE ANALYSE VERBOSE EXTENDED QUERY PLAN"))) options.push(peek(parser, -1).text);
  if (isOperator(parser, "(") && !isQuery(parser)) inBrackets(parser, () => { while (!parser.failed && !isOperator(parser, ")")) options.push(take(parser).text); });
  if (isName(parser) && !isWord(parser, set("INSERT UPDATE DELETE MERGE REPLACE SELECT WITH"))) {
    // `DESCRIBE t` shows a table's columns.
    addTable(parser, path(parser), "reads");
    rest(parser, fail);
    return { kind: "explain" };
  }
  const runs = options.some((option) => /^ANALY[ZS]E$/.test(option));
  statement(parser, runs ? into : []);
  if (!runs) parser.found.writes.clear();
  return { kind: "explain" };
}

const changes: ReadonlyMap<string, Reader> = new Map<string, Reader>([["UPDATE", update], ["DELETE", remove], ["INSERT", insert], ["REPLACE", insert], ["MERGE", merge]]);
