// A value from outside to what a person may be shown of it: quoted, bounded, without characters that hide or reorder text.
// Knows nothing of rules or of where the value stood.

import { LIST_SHOWN_MAX, REASON_VALUE_MAX } from "../../base/limits.js";
import { isList, type Cell } from "../../words/cell.js";

/** Quotes a text from outside. */
export function quote(text: string): string {
  // Twice the bound is read at most: what is stripped from a flood of invisible characters does not have to be looked at.
  const seen = text.slice(0, 2 * REASON_VALUE_MAX).toWellFormed().replaceAll(/[\p{Zl}\p{Zp}\s]+/gu, " ").replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}]/gu, "").replaceAll('"', "'").trim();
  const letters = [...seen];
  const cut = letters.length > REASON_VALUE_MAX || text.length > 2 * REASON_VALUE_MAX;
  return `"${cut ? `${letters.slice(0, REASON_VALUE_MAX - 1).join("")}…` : seen}"`;
}

/** A cell in words. */
export function quoteCell(cell: Cell): string {
  if (cell === undefined) return "nothing";
  if (cell === null) return "an unknown value";
  if (typeof cell === "string") return quote(cell);
  if (!isList(cell)) return String(cell);
  const shown = cell.items.slice(0, LIST_SHOWN_MAX).map(quoteCell);
  return shown.length === 0 ? "nothing" : `${shown.join(", ")}${cell.open || cell.items.length > LIST_SHOWN_MAX ? " and more" : ""}`;
}
