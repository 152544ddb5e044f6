// A SQLite database for tests: better-sqlite3, where `npm run sqlite:setup` has put it (or the newer Node's own), else a few statements
// of one, with its transactions and its lock. What the registry may rely on of it, and no more.

import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import type { SqliteDatabase } from "../../src/index.js";

/** A database that is closed when it is no more needed. */
export interface Opened extends SqliteDatabase {
  close(): void;
}

const installed = new URL("../../.sqlite/node_modules/better-sqlite3", import.meta.url).pathname;

/** Which one it is. */
export const which = existsSync(installed) ? "better-sqlite3" : "a stand-in; for the real one `npm run sqlite:setup`";

/** Opens the database of a path; the stand-in keeps it in memory, for all who open that path. */
export function openSqlite(path: string): Opened {
  if (!existsSync(installed)) return standIn(path);
  const make: unknown = createRequire(import.meta.url)(installed);
  if (typeof make !== "function") throw new Error("better-sqlite3 is no function");
  return Reflect.construct(make, [path]) as Opened;
}

interface Row {
  readonly table: string;
  readonly session: string;
  readonly n: number;
  readonly line: string;
}

interface Kept {
  rows: readonly Row[];
  isLocked: boolean;
}

const files = new Map<string, Kept>();

/** Rows of a log have their session before all else. */
function named(table: string, values: readonly (string | number)[]): { readonly session: string; readonly rest: readonly (string | number)[] } {
  return table === "interdict_log" ? { session: String(values[0]), rest: values.slice(1) } : { session: "", rest: values };
}

function standIn(path: string): Opened {
  const kept = files.get(path) ?? { rows: [], isLocked: false };
  files.set(path, kept);
  const state: { mine: readonly Row[] | null } = { mine: null };
  const end = (keep: boolean): void => {
    if (state.mine === null) throw new Error("no transaction is active");
    if (keep) kept.rows = state.mine;
    state.mine = null;
    kept.isLocked = false;
  };
  return {
    exec(sql) {
      if (sql.startsWith("CREATE TABLE IF NOT EXISTS")) return;
      if (sql === "COMMIT" || sql === "ROLLBACK") return end(sql === "COMMIT");
      if (sql !== "BEGIN IMMEDIATE") throw new Error(`the stand-in knows no ${sql}`);
      if (kept.isLocked) throw new Error("database is locked");
      kept.isLocked = true;
      state.mine = kept.rows;
    },
    prepare: (sql) => statement(sql, () => state.mine ?? kept.rows, (rows) => {
      if (state.mine === null) kept.rows = rows;
      else state.mine = rows;
    }),
    close: () => undefined,
  };
}

function statement(sql: string, rows: () => readonly Row[], keep: (rows: readonly Row[]) => void): ReturnType<SqliteDatabase["prepare"]> {
  const table = /interdict_\w+/.exec(sql)?.[0] ?? "";
  return {
    all(...values) {
      const { session, rest: [from = 0] } = named(table, values);
      return rows().filter((row) => row.table === table && row.session === session && row.n >= Number(from)).sort((a, b) => a.n - b.n).map(({ line }) => ({ line }));
    },
    run(...values) {
      if (sql.startsWith("UPDATE")) return keep(rows().map((row) => (row.table === table && row.n === values[1] ? { ...row, line: String(values[0]) } : row)));
      const { session, rest: [n, line] } = named(table, values);
      const isIt = (row: Row): boolean => row.table === table && row.session === session && (row.n === n || (sql.includes("n >=") && row.n > Number(n)));
      if (sql.startsWith("DELETE")) return keep(rows().filter((row) => !isIt(row)));
      if (rows().some(isIt)) throw new Error("UNIQUE constraint failed");
      keep([...rows(), { table, session, n: Number(n), line: String(line) }]);
    },
  };
}
