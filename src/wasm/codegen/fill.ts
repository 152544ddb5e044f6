// How a column that a host left out is filled from its data, as words that the runtime follows (`runtime/assembly/fill`).
// Knows no values.

import type { Column, RowColumn } from "../../words/column.js";
import { fillOf } from "../../words/fill.js";
import type { Fill } from "../../words/fill.js";
import type { Manifest } from "../../words/manifest.js";
import { word } from "../encode/bytes.js";
import type { Bytes } from "../encode/bytes.js";
import { placeOf } from "../runtime/texts.js";
import { put, putCounted, putNames } from "./data.js";
import type { Data } from "./data.js";

/** The address of a column's filling, or 0 where only the kernel can fill it. */
export function putFill(into: Data, column: Column | RowColumn, manifest: Manifest): number {
  const fill = fillOf(column, manifest);
  if (fill === null) return 0;
  const { part, path } = operandOf(fill);
  const bytes: Bytes = [["data", "member", "lookup"].indexOf(fill.kind), ["scalar", "list", "map"].indexOf(fill.entry.shape), ["string", "number", "boolean", "any"].indexOf(fill.entry.of), part];
  for (const at of [putCounted(into, fill.pack), putCounted(into, fill.name), putNames(into, path)]) word(bytes, at);
  return put(into, bytes);
}

/** Where what is looked for stands: a member of the view and a path in it; `rows` where it is the row's value, `version` where it is a text, which is the path. */
function operandOf({ operand }: Fill): { readonly part: number; readonly path: readonly string[] } {
  switch (operand?.kind) {
    case "path": return { part: placeOf(operand.path[0]), path: operand.path.slice(1) };
    case "text": return { part: placeOf("version"), path: [operand.text] };
    default: return { part: placeOf("rows"), path: [] };
  }
}
