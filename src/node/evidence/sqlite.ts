// Logs of sessions in a table of a SQLite database, one line a row. A line is there whole or not at all; where two write one log the
// second finds its place taken, and denies. Knows nothing of what lines say, nor how the database waits and syncs.

import type { SqliteDatabase } from "../registry/sqlite.js";
import { argumentOf, databaseGiven } from "../given.js";
import type { Journal } from "./journal.js";

/** Logs in a table `interdict_log` of a database, which is made. The database stays its owner's to close. */
export function sqliteJournal(database: SqliteDatabase): Journal {
  argumentOf("sqliteJournal", databaseGiven, database);
  database.exec("CREATE TABLE IF NOT EXISTS interdict_log (session TEXT NOT NULL, n INTEGER NOT NULL, line TEXT NOT NULL, PRIMARY KEY (session, n)) WITHOUT ROWID");
  const all = database.prepare("SELECT line FROM interdict_log WHERE session = ? ORDER BY n");
  const insert = database.prepare("INSERT INTO interdict_log (session, n, line) VALUES (?, ?, ?)");
  const drop = database.prepare("DELETE FROM interdict_log WHERE session = ? AND n >= ?");
  const linesOf = (session: string): readonly string[] => all.all(session).map(lineIn);
  // How many lines each log has, as far as this journal knows: who finds the next one there has not been alone.
  const counts = new Map<string, number>();
  return {
    read(session) {
      const lines = linesOf(session);
      counts.set(session, lines.length);
      return lines.length === 0 ? null : new TextEncoder().encode(lines.join(""));
    },
    append(session, line) {
      const n = counts.get(session) ?? linesOf(session).length;
      insert.run(session, n, line);
      counts.set(session, n + 1);
    },
    cut(session, bytes) {
      let kept = 0;
      let left = bytes;
      for (const line of linesOf(session)) {
        left -= Buffer.byteLength(line);
        if (left < 0) break;
        kept++;
      }
      drop.run(session, kept);
      counts.set(session, kept);
    },
    close: () => undefined,
  };
}

/** The line of a row; one that has none is no log's. */
export function lineIn(row: unknown): string {
  const line: unknown = typeof row === "object" && row !== null && "line" in row ? row.line : null;
  if (typeof line !== "string") throw new Error("a row of its table has no line");
  return line;
}
