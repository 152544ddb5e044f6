// A registry in a folder: its batches as a log of chained records, one a line. Opened again it stands where the log's whole lines say;
// a torn last line is cut off, and said. What is broken otherwise, or written to by another process, is written to no more.

import { closeSync, fsyncSync, openSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { failure } from "../../base/messages.generated.js";
import type { Failure } from "../../engine.js";
import { fileJournal, type FileJournalOptions } from "../evidence/journal.js";
import { EVIDENCE_VERSION, lineOf, noRecords, readChain, type Head } from "../evidence/record.js";
import { problemOf, refusal } from "../refusal.js";
import { compacted } from "./compact.js";
import type { Batch, Registry } from "./registry.js";
import { saidOf, type Said } from "./said.js";

/** A registry in a file. */
export interface FileRegistry extends Registry {
  /** What was cut off when it was opened: the end of a batch whose call was never let go on. */
  readonly anomalies: readonly Failure[];
}

/** What `fileRegistry` takes. */
export interface FileRegistryOptions extends FileJournalOptions {
  /** Whether the file is first put into as few rows as say the same. */
  readonly compact?: boolean;
}

/** The registry of a folder, which is made; its file is readable by its owner alone. Throws a refusal (`node/registry`) where it is broken. */
export function fileRegistry(folder: string, options: FileRegistryOptions = {}): FileRegistry {
  try {
    return opened(folder, options);
  } catch (error) {
    throw refusal("node/registry", { problem: problemOf(error) });
  }
}

/** Puts a log of fewer rows in the place of the one that is there, at once: whoever is stopped on the way leaves the one or the other. */
function rewrite(folder: string, options: FileJournalOptions): void {
  const journal = fileJournal(folder, options);
  const bytes = journal.read(NAME);
  if (bytes === null) return;
  const { records, findings: [finding] } = readChain(bytes, saidOf);
  if (finding !== undefined) throw new Error(`line ${finding.line}: ${finding.failure.message}`);
  const batches = compacted(records.flatMap((said): readonly Batch[] => (said.kind === "batch" ? [said.batch] : [])));
  const all: readonly Said[] = [{ kind: "begin", version: EVIDENCE_VERSION, of: NAME }, ...batches.map((one): Said => ({ kind: "batch", batch: one }))];
  let head: Head = noRecords;
  const lines = all.map((said) => {
    const next = lineOf(head, said);
    head = next.head;
    return next.line;
  });
  const [path, beside] = [join(folder, `${NAME}.jsonl`), join(folder, `${NAME}.next`)];
  const file = openSync(beside, "w", 0o600);
  try {
    writeFileSync(file, lines.join(""));
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(beside, path);
}

function opened(folder: string, options: FileRegistryOptions): FileRegistry {
  if (options.compact === true) rewrite(folder, options);
  const journal = fileJournal(folder, options);
  const { records, head, bytes, isTorn, lines, findings: [finding] } = readChain(journal.read(NAME) ?? new Uint8Array(), saidOf);
  if (finding !== undefined) throw new Error(`line ${finding.line}: ${finding.failure.message}`);
  if (isTorn) journal.cut(NAME, bytes);
  const batches = records.flatMap((said): readonly Batch[] => (said.kind === "batch" ? [said.batch] : []));
  const state: { head: Head; broken: string | null } = { head, broken: null };
  const write = (said: Said): void => {
    if (state.broken !== null) throw new Error(state.broken);
    const next = lineOf(state.head, said);
    try {
      journal.append(NAME, next.line);
    } catch (error) {
      // What of the line is there nobody knows: opened again, it is cut off.
      state.broken = problemOf(error);
      throw error;
    }
    state.head = next.head;
  };
  if (head === noRecords) write({ kind: "begin", version: EVIDENCE_VERSION, of: NAME });
  return {
    read: (from) => (from === batches.length ? none : batches.slice(from)),
    append(given) {
      write({ kind: "batch", batch: given });
      batches.push(given);
    },
    close: () => journal.close(),
    anomalies: isTorn ? [failure("evidence/torn", { line: lines + 1 })] : [],
  };
}

const NAME = "registry";
const none: readonly Batch[] = [];
