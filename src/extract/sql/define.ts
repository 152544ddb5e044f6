// Statements of SQL that make, change, drop and grant things, copy files, or set the session: what they name, as far as it is a table
// or a query. A statement that has code in it (`BEGIN ... END`) refuses the text: what that does, and when, stands elsewhere.

import { SQL_DEPTH_MAX } from "../../base/limits.js";
import { isQuery, met } from "./expression.js";
import { addTable, expectOperator, expectWords, fail, inBrackets, isName, isOperator, isWord, isWords, name, path, peek, several, skipAny, skipOperator, skipWords, take, type Parser, type Reader, type Said } from "./parser.js";
import { query } from "./query.js";

const set = (words: string): ReadonlySet<string> => new Set(words.split(" "));

/** What stands up to the `;`, queries and names of tables in it noted; no code of a procedure. */
export function rest(parser: Parser, change: (parser: Parser) => void): void {
  for (let depth = 0; !parser.failed;) {
    const token = peek(parser);
    if (token.kind === "end" || (depth === 0 && token.text === ";" && token.kind === "operator")) {
      if (depth !== 0) fail(parser);
      return;
    }
    if (isWords(parser, "BEGIN") || isWords(parser, "DECLARE")) return fail(parser);
    if (isQuery(parser)) { inBrackets(parser, () => { query(parser, change); }); continue; }
    if (isWords(parser, "SELECT") || isWords(parser, "WITH", "RECURSIVE")) { query(parser, change); continue; }
    take(parser);
    if (token.kind === "word" && token.text === "REFERENCES" && isName(parser)) addTable(parser, path(parser), "reads");
    if (token.kind === "operator" && (token.text === "(" || token.text === "[") && ++depth > SQL_DEPTH_MAX) return fail(parser);
    if (token.kind === "operator" && (token.text === ")" || token.text === "]") && --depth < 0) return fail(parser);
  }
}

const things = set(
  "TABLE TABLES VIEW INDEX SCHEMA DATABASE USER ROLE GROUP FUNCTION PROCEDURE ROUTINE AGGREGATE TRIGGER EVENT RULE SEQUENCE TYPE DOMAIN EXTENSION POLICY SERVER COLLATION CAST OPERATOR LANGUAGE PUBLICATION " +
  "SUBSCRIPTION TABLESPACE TRANSFORM STATISTICS CONVERSION DEFAULT SYSTEM ACCESS OWNED SEARCH VECTOR ROW RESERVATION ASSIGNMENT CAPACITY MODEL INSTANCE LOGFILE TEXT LARGE CONSTRAINT"
);

/** What kind of thing is made, changed or dropped. */
function thing(parser: Parser): ReturnType<typeof take> {
  if (!isWord(parser, things)) fail(parser);
  return take(parser);
}

const modifiers = set("OR REPLACE TEMP TEMPORARY UNLOGGED GLOBAL LOCAL EXTERNAL VIRTUAL UNIQUE MATERIALIZED RECURSIVE FOREIGN FULLTEXT SPATIAL SNAPSHOT");

function create(parser: Parser, change: (parser: Parser) => void): Said {
  while (skipAny(parser, modifiers));
  const what = thing(parser);
  if (/^(FUNCTION|PROCEDURE|TRIGGER|EVENT|RULE)$/.test(what.text) && parser.dialect !== "postgresql") fail(parser);
  skipWords(parser, "CONCURRENTLY");
  if (skipWords(parser, "IF")) expectWords(parser, "NOT", "EXISTS");
  if (what.text === "TABLE" || what.text === "VIEW") {
    addTable(parser, path(parser), "writes");
    if (skipWords(parser, "LIKE") || skipWords(parser, "CLONE") || skipWords(parser, "COPY")) addTable(parser, path(parser), "reads");
  } else if (what.text === "INDEX") {
    if (!isWords(parser, "ON")) name(parser);
    if (skipWords(parser, "USING")) name(parser);
    expectWords(parser, "ON");
    skipWords(parser, "ONLY");
    addTable(parser, path(parser), "writes");
  }
  // A view of a query without brackets, a table of one: `AS SELECT ...`.
  while (!parser.failed && peek(parser).kind !== "end" && !isOperator(parser, ";")) {
    const at = parser.at;
    if (isWords(parser, "AS", "WITH")) { take(parser); query(parser, change); } else if (isWords(parser, "AS", "VALUES") || isWords(parser, "AS", "TABLE")) { take(parser); query(parser, change); }
    rest(parser, change);
    if (parser.at === at) fail(parser);
  }
  return { kind: "create" };
}

function alter(parser: Parser, change: (parser: Parser) => void): Said {
  if (skipWords(parser, "TABLE") || skipWords(parser, "VIEW") || skipWords(parser, "MATERIALIZED", "VIEW") || skipWords(parser, "FOREIGN", "TABLE")) {
    skipWords(parser, "IF", "EXISTS");
    skipWords(parser, "ONLY");
    if (isWord(parser, set("ALL"))) fail(parser);
    addTable(parser, path(parser), "writes");
    skipOperator(parser, "*");
    rest(parser, change);
    return { kind: "alter" };
  }
  thing(parser);
  rest(parser, change);
  return { kind: "alter", open: true };
}

function drop(parser: Parser, change: (parser: Parser) => void): Said {
  while (skipAny(parser, set("TEMPORARY MATERIALIZED FOREIGN EXTERNAL SNAPSHOT")));
  const what = thing(parser);
  skipWords(parser, "CONCURRENTLY");
  skipWords(parser, "IF", "EXISTS");
  if (what.text === "TABLE" || what.text === "TABLES" || what.text === "VIEW") several(parser, () => addTable(parser, path(parser), "writes"));
  rest(parser, change);
  // With a schema or a role's property go tables that are not named.
  return { kind: "drop", open: set("SCHEMA DATABASE OWNED USER TABLESPACE EXTENSION").has(what.text) };
}

function truncate(parser: Parser, change: (parser: Parser) => void): Said {
  skipWords(parser, "TABLE");
  several(parser, () => {
    skipWords(parser, "ONLY");
    addTable(parser, path(parser), "writes");
    skipOperator(parser, "*");
  });
  rest(parser, change);
  return { kind: "truncate" };
}

/** `GRANT SELECT (a), INSERT ON t, u TO r`: which tables, where it is of tables that are named. */
function grant(kind: string): Reader {
  return (parser, change) => {
    while (!parser.failed && peek(parser).kind !== "end" && !isWords(parser, "ON") && !isOperator(parser, ";")) take(parser);
    let open = true;
    if (skipWords(parser, "ON")) {
      // All tables of a schema have names that are not written here.
      if (isWords(parser, "ALL")) fail(parser);
      const table = skipWords(parser, "TABLE") || !isName(parser, 1) || isWord(parser, set("TO"), 1);
      open = !table;
      if (table) several(parser, () => { open = granted(parser) || open; });
    }
    rest(parser, change);
    return { kind, open };
  };
}

/** A table, or all of a schema's (`shop.*`), or all: whether there are more than are named. */
function granted(parser: Parser): boolean {
  if (skipOperator(parser, "*")) {
    if (skipOperator(parser, ".")) expectOperator(parser, "*");
    return true;
  }
  const table = path(parser);
  const all = skipOperator(parser, ".");
  if (all) expectOperator(parser, "*");
  addTable(parser, all ? `${table}.*` : table, "writes");
  return all;
}

function copy(parser: Parser, change: (parser: Parser) => void): Said {
  if (isQuery(parser)) inBrackets(parser, () => { query(parser, change); });
  else {
    const table = path(parser);
    parser.selecting = true;
    if (isOperator(parser, "(")) inBrackets(parser, () => several(parser, () => met(parser, name(parser))));
    else met(parser, "*");
    parser.selecting = false;
    if (!isWords(parser, "FROM") && !isWords(parser, "TO")) fail(parser);
    addTable(parser, table, isWords(parser, "FROM") ? "writes" : "reads");
  }
  rest(parser, change);
  return { kind: "copy" };
}

/** `LOAD DATA ... INTO TABLE t`, `EXPORT DATA ... AS SELECT ...`: files to tables, and back. */
function load(parser: Parser, change: (parser: Parser) => void): Said {
  expectWords(parser, "DATA");
  while (!parser.failed && !isWords(parser, "INTO") && !isWords(parser, "OVERWRITE")) {
    if (take(parser).kind === "end") fail(parser);
  }
  take(parser);
  skipWords(parser, "TABLE");
  addTable(parser, path(parser), "writes");
  rest(parser, change);
  return { kind: "copy" };
}

/** A statement of which only the kind is told; `open` where it does something to tables. */
function plainly(kind: string, open: boolean): Reader {
  return (parser, change) => {
    rest(parser, change);
    return { kind, open };
  };
}

/** `BEGIN`, and no block of statements. */
function begin(parser: Parser, change: (parser: Parser) => void): Said {
  if (peek(parser).kind !== "end" && !isOperator(parser, ";") && !isWord(parser, set("TRANSACTION WORK ISOLATION READ DEFERRED IMMEDIATE EXCLUSIVE"))) fail(parser);
  rest(parser, change);
  return { kind: "begin" };
}

/** Readers of these statements, by the word they begin with. */
export const definitions: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["CREATE", create], ["ALTER", alter], ["DROP", drop], ["TRUNCATE", truncate], ["GRANT", grant("grant")], ["REVOKE", grant("revoke")],
  ["LOAD", load], ["EXPORT", (parser, change) => { expectWords(parser, "DATA"); return plainly("copy", false)(parser, change); }], ["CALL", plainly("call", true)], ["COPY", copy], ["SET", plainly("set", false)], ["RESET", plainly("set", false)],
  ["BEGIN", begin], ["START", (parser, change) => { expectWords(parser, "TRANSACTION"); return begin(parser, change); }],
  ["COMMIT", plainly("commit", false)], ["END", plainly("commit", false)], ["ROLLBACK", plainly("rollback", false)], ["ABORT", plainly("rollback", false)],
  ...["SHOW", "USE", "SAVEPOINT", "RELEASE", "LISTEN", "NOTIFY", "UNLISTEN", "CHECKPOINT", "DISCARD", "ASSERT"].map((word) => [word, plainly("other", false)] as const),
  ...["PRAGMA", "VACUUM", "ANALYZE", "REINDEX", "OPTIMIZE", "LOCK", "UNLOCK", "ATTACH", "DETACH", "COMMENT", "REFRESH", "CLUSTER", "FLUSH", "KILL", "RENAME"].map((word) => [word, plainly("other", true)] as const),
]);
