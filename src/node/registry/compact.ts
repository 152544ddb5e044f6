// Batches of a registry to as few rows as say the same: what was taken back or settled since, and what stands there already, is left
// out. A session that goes on from its log still knows what the registry has of it, by how many rows that was and their digest.

import { createHash } from "node:crypto";
import { canonical } from "../../base/canonical.js";
import type { Row } from "../../kernel/event/row.js";
import type { Batch } from "./registry.js";

/** What one run of a session put somewhere, in short: how many rows, and a digest of them all in their order. */
export interface Told {
  readonly rows: number;
  readonly digest: string;
}

/** Nothing put anywhere. */
export const nothingTold: Told = { rows: 0, digest: "" };

/** The same with rows behind. */
export function toldMore({ rows, digest }: Told, more: readonly Row[]): Told {
  return { rows: rows + more.length, digest: more.reduce((before, row) => createHash("sha256").update(before + canonical(row)).digest("hex"), digest) };
}

/** The batches in their place: one for each run of a session. */
export function compacted(batches: readonly Batch[]): readonly Batch[] {
  const runs = new Map<string, { readonly session: string; readonly run: number; told: Told; readonly rows: Row[] }>();
  for (const { session, run, rows, of } of batches) {
    const key = canonical([session, run]);
    const known = runs.get(key) ?? { session, run, told: nothingTold, rows: [] };
    known.told = of ?? toldMore(known.told, rows);
    known.rows.push(...rows);
    runs.set(key, known);
  }
  const there = new Set<string>();
  return [...runs.values()].map(({ session, run, told, rows }) => ({ session, run, rows: needed(rows, there), of: told }));
}

/** The rows of one run that are needed beside what is there. */
function needed(rows: readonly Row[], there: Set<string>): readonly Row[] {
  const last = new Map(rows.map((row, at) => [identity(row), at]));
  return rows.filter((row, at) => {
    if ("gone" in row) return false;
    // What is no longer said stays too: sessions that heard of it go on from their logs.
    if (row.kind === "label") return last.get(identity(row)) === at;
    // Whatever its writer said of the place later stands instead.
    if ("open" in row && row.open) return last.get(identity(row)) === at;
    const said = canonical(row.kind === "tool" ? [row.key, row.by === null ? null : row.digest] : { ...row, writer: "" });
    const isNew = !there.has(said);
    there.add(said);
    return isNew;
  });
}

/** What a later row of the same takes the place of. */
function identity(row: Row): string {
  return canonical([row.kind, row.key, "writer" in row ? row.writer : null]);
}
