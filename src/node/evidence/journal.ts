// Logs of sessions as append-only files in a folder, one file a session. A line is written whole or torn, never changed; what a
// torn one leaves is cut off when the log is opened again. A file that somebody else has written to is written to no more. Knows nothing of what lines say.

import { createHash } from "node:crypto";
import { closeSync, fstatSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from "node:fs";
import { join } from "node:path";
import { JOURNAL_FILES_MAX } from "../../base/limits.js";
import { argumentOf, folderGiven, journalGiven } from "../given.js";

/** Where logs of sessions are kept. Any of these may throw: then the session that asked denies from there on. */
export interface Journal {
  /** The bytes of a session's log; null where there is none. */
  read(session: string): Uint8Array | null;
  /** Adds a line behind what is there. When it returns, the line outlives this process. */
  append(session: string, line: string): void;
  /** Cuts a log to its first bytes. */
  cut(session: string, bytes: number): void;
  /** Gives back what is held; a line may be appended all the same. */
  close(): void;
}

/** What `fileJournal` takes. */
export interface FileJournalOptions {
  /** Whether each line is on the disk when its decision is given out, so that it outlives the machine's fall too. Default: the process's alone. */
  readonly sync?: boolean;
}

/** Logs as files `SESSION.jsonl` in a folder, which is made; readable by their owner alone. */
export function fileJournal(given: string, options: FileJournalOptions = {}): Journal {
  const folder = argumentOf("fileJournal", folderGiven, given);
  const { sync = false } = argumentOf("fileJournal", journalGiven, options);
  const open = new Map<string, number>();
  // How long each log is, as far as this journal knows: one that is longer has another writer. No lock: what a killed process held would be held for ever.
  const lengths = new Map<string, number>();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pathOf = (session: string): string => join(folder, `${nameOf(session)}.jsonl`);
  const fileOf = (session: string): number => {
    const file = open.get(session) ?? openSync(pathOf(session), "a", 0o600);
    // The latest used stand last; of too many the first is closed.
    open.delete(session);
    open.set(session, file);
    const [oldest] = open;
    if (open.size > JOURNAL_FILES_MAX && oldest !== undefined) {
      open.delete(oldest[0]);
      closeSync(oldest[1]);
    }
    return file;
  };
  return {
    read(session) {
      try {
        const bytes = readFileSync(pathOf(session));
        lengths.set(session, bytes.length);
        return bytes;
      } catch (error) {
        if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
        lengths.set(session, 0);
        return null;
      }
    },
    append(session, line) {
      const file = fileOf(session);
      const bytes = Buffer.from(line);
      const { size, nlink } = fstatSync(file);
      if (nlink === 0 || size !== (lengths.get(session) ?? size)) throw new Error("another process writes to this log");
      for (let written = 0; written < bytes.length;) written += writeSync(file, bytes, written);
      lengths.set(session, size + bytes.length);
      if (sync) fsyncSync(file);
    },
    cut(session, bytes) {
      truncateSync(pathOf(session), bytes);
      lengths.set(session, bytes);
    },
    close() {
      for (const file of open.values()) closeSync(file);
      open.clear();
    },
  };
}

/** The file's name of a session: its own where every file system keeps that apart from others, else what can be shown of it and its hash, which is longer than any such name. */
function nameOf(session: string): string {
  if (/^[a-z0-9][a-z0-9_-]{0,31}$/.test(session)) return session;
  const shown = session.toLowerCase().replaceAll(/[^a-z0-9_-]+/g, "-").slice(0, 48);
  return `${shown}.${createHash("sha256").update(session).digest("hex").slice(0, 32)}`;
}
