// A registry in a table of a SQLite database: its batches as chained records, one a row. Engines of several processes may share one:
// each reads what the others appended before it decides, and appends behind it in one transaction. Knows of the database only that
// it prepares and executes statements, as better-sqlite3 and node:sqlite do; how it waits and syncs its owner has said.

import { refusal, problemOf } from "../refusal.js";
import { EVIDENCE_VERSION, lineOf, noRecords, readChain, type Head } from "../evidence/record.js";
import { lineIn } from "../evidence/sqlite.js";
import { saidOf, type Said } from "./said.js";
import type { Batch, Registry } from "./registry.js";

/** A database as better-sqlite3's `Database` or node:sqlite's `DatabaseSync` is one. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): { all(...values: readonly (string | number)[]): unknown[]; run(...values: readonly (string | number)[]): unknown };
}

/** The registry of a database, in a table `interdict_registry`, which is made. The database stays its owner's to close. Throws a refusal (`node/registry`) where it is broken. */
export function sqliteRegistry(database: SqliteDatabase): Registry {
  try {
    return opened(database);
  } catch (error) {
    throw refusal("node/registry", { problem: problemOf(error) });
  }
}

interface State {
  head: Head;
  /** Why nothing is read and written any more. */
  broken: string | null;
  /** How deep in a transaction of ours. */
  depth: number;
}

function opened(database: SqliteDatabase): Registry {
  database.exec("CREATE TABLE IF NOT EXISTS interdict_registry (n INTEGER PRIMARY KEY, line TEXT NOT NULL)");
  const behind = database.prepare("SELECT line FROM interdict_registry WHERE n >= ? ORDER BY n");
  const insert = database.prepare("INSERT INTO interdict_registry (n, line) VALUES (?, ?)");
  const batches: Batch[] = [];
  const state: State = { head: noRecords, broken: null, depth: 0 };
  const catchUp = (): void => {
    if (state.broken !== null) throw new Error(state.broken);
    const lines = behind.all(state.head.n).map(lineIn);
    if (lines.length === 0) return;
    const { records, head, findings: [finding] } = readChain(new TextEncoder().encode(lines.join("")), saidOf, state.head);
    if (finding !== undefined) {
      state.broken = `row ${state.head.n + finding.line - 1}: ${finding.failure.message}`;
      throw new Error(state.broken);
    }
    for (const said of records) if (said.kind === "batch") batches.push(said.batch);
    state.head = head;
  };
  const write = (said: Said): void => {
    const { line, head } = lineOf(state.head, said);
    insert.run(state.head.n, line);
    state.head = head;
    if (said.kind === "batch") batches.push(said.batch);
  };
  // All that is read and written in it no other process comes between.
  const exclusively = <T>(act: () => T): T => {
    if (state.depth > 0) return act();
    database.exec("BEGIN IMMEDIATE");
    state.depth++;
    const [before, count] = [state.head, batches.length];
    try {
      catchUp();
      const given = act();
      database.exec("COMMIT");
      return given;
    } catch (error) {
      // What was written in it is not there; what was read is read again.
      state.head = before;
      batches.length = count;
      rollBack(database);
      throw error;
    } finally {
      state.depth--;
    }
  };
  exclusively(() => { if (state.head === noRecords) write({ kind: "begin", version: EVIDENCE_VERSION, of: "registry" }); });
  return {
    read(from) {
      catchUp();
      return from === batches.length ? none : batches.slice(from);
    },
    append: (given) => exclusively(() => write({ kind: "batch", batch: given })),
    exclusively,
    close: () => undefined,
  };
}

/** A failed transaction may be ended already. */
function rollBack(database: SqliteDatabase): void {
  try {
    database.exec("ROLLBACK");
  } catch {
    // Why it failed is being thrown.
  }
}

const none: readonly Batch[] = [];
