// An SQL text to its statements: what kind each is, which tables it names, reads and writes, which columns it selects or sets.
// Queries in queries are seen through; a change of data inside a query is a statement of its own, before the one it stands in.
// A text that is not the dialect's as a whole, or says what is run elsewhere, gives nothing: unknown. Nothing is looked up.

import { SQL_STATEMENTS_MAX, SQL_TEXT_MAX } from "../base/limits.js";
import { isOperator, fail, nothing, peek, skipOperator, type Parser } from "./sql/parser.js";
import { query } from "./sql/query.js";
import { statement, type Statement } from "./sql/statement.js";
import { dialects, tokensOf, type Dialect } from "./sql/token.js";

/** The statements of a text; null where it cannot be read, or nobody knows the dialect. Never throws. */
export function readSql(text: string, dialect: string): readonly Statement[] | null {
  if (!isDialect(dialect) || text.length > SQL_TEXT_MAX || !text.isWellFormed()) return null;
  const tokens = tokensOf(text, dialect);
  if (tokens === null) return null;
  const found: Statement[] = [];
  const parser: Parser = {
    source: text, dialect, tokens, at: 0, failed: false, depth: 0, found: nothing(), local: new Set(), rows: new Set(), columnsMet: 0, selecting: false,
    query: (inner) => { query(inner, (changing) => statement(changing, found)); },
  };
  while (peek(parser).kind !== "end") {
    if (skipOperator(parser, ";")) continue;
    parser.found = nothing();
    statement(parser, found);
    if ((peek(parser).kind !== "end" && !isOperator(parser, ";")) || found.length > SQL_STATEMENTS_MAX) fail(parser);
  }
  return parser.failed ? null : found;
}

function isDialect(text: string): text is Dialect {
  return dialects.some((dialect) => dialect === text);
}
