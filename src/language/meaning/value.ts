// A value as a cell: absent, unknown, or what it is.
// Comparisons decide what an absent or unknown one means.

import { isList } from "../../words/cell.js";
import type { Cell } from "../../words/cell.js";
import type { Value } from "../check/policy.js";
import { columnCell, rowColumnCell } from "./context.js";
import type { Context } from "./context.js";

/** The value's cell in this context. */
export function valueCell(value: Value, context: Context): Cell {
  switch (value.kind) {
    case "string": case "number": case "boolean": return value.value;
    case "column": return columnCell(context, value.column);
    case "row": return typeof context.row === "object" && context.row !== null ? context.row.value : null;
    case "row-column": return rowColumnCell(context, value.column);
    case "element": return context.elements[value.depth]?.cell;
    case "item": return value.at.reduce<Cell>((list, depth) => itemAt(list, context.elements[depth]?.index), valueCell(value.list, context));
    case "else": {
      const left = valueCell(value.left, context);
      return left === undefined ? valueCell(value.right, context) : left;
    }
  }
}

/** The item of a list that stands beside an element; unknown where there is none. */
function itemAt(list: Cell, index: number | undefined): Cell {
  return isList(list) && index !== undefined && index < list.items.length ? list.items[index] : null;
}
