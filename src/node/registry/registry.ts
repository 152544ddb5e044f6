// What sessions put into places that others read, as a log that they share: batches of rows, in the order in which they came. What
// lies where is found by the archive; this knows only order. Here in memory, elsewhere in a file.

import { z } from "zod";
import { REGISTRY_ROWS_MAX } from "../../base/limits.js";
import { row } from "../../kernel/event/row.js";
import { argumentOf, rowsGiven } from "../given.js";

/** The schema of a batch, for whoever keeps them as text. */
export const batch = z.strictObject({
  session: z.string(),
  /** Which of the sessions of that name, from 0. */
  run: z.int().min(0),
  rows: z.array(row).readonly(),
  /** It stands for all that this run put anywhere before it, which was so many rows with this digest. */
  of: z.strictObject({ rows: z.int().min(0), digest: z.string() }).optional(),
});

/** What one session put somewhere, or took back, at once. */
export type Batch = z.infer<typeof batch>;

/** What sessions share of places. Any of these may throw: then the session that asked denies from there on. */
export interface Registry {
  /** All batches from a number on, counted from 0: the same number is always the same batch. */
  read(from: number): readonly Batch[];
  /** Adds one behind those that are there. */
  append(batch: Batch): void;
  /** Does something that nobody else who shares it comes between; there where others may. */
  readonly exclusively?: <T>(act: () => T) => T;
  /** Gives back what is held. */
  close(): void;
}

/** A registry in memory: it is gone with the process. `rowsMax`: past it nothing is taken, and who had something to put denies. */
export function memoryRegistry(options: { readonly rowsMax?: number } = {}): Registry {
  const { rowsMax = REGISTRY_ROWS_MAX } = argumentOf("memoryRegistry", rowsGiven, options);
  const batches: Batch[] = [];
  const state = { rows: 0 };
  return {
    read: (from) => (from === batches.length ? none : batches.slice(from)),
    append(given) {
      if (state.rows + given.rows.length > rowsMax) throw new Error(`it holds ${rowsMax} rows`);
      state.rows += given.rows.length;
      batches.push(given);
    },
    close: () => undefined,
  };
}

const none: readonly Batch[] = [];
