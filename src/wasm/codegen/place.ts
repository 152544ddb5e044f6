// A place becomes the address of a cell. Only `else` needs code for that, and a local to keep what it chose.
// Knows how frames are laid out, not what is asked of a cell.

import { CELL, HEADER, ROW, cellTags } from "../../words/frame.js";
import type { Place } from "../../language/ir/program.js";
import { constant, give, op, set, take } from "../encode/code.js";
import { LINK } from "../runtime/link.js";
import { putCell } from "./data.js";
import { load, plus, push } from "./unit.js";
import type { Address, Site } from "./unit.js";

/** Gives the address of a place's cell to `use`, which may emit code that reads it. */
export function cell(place: Place, site: Site, use: (at: Address) => void): void {
  switch (place.kind) {
    case "column": return use(plus(site.frame, HEADER.end + CELL.bytes * place.number));
    case "row": return use(plus(site.row, ROW.value));
    case "row-column": return use(plus(site.row, ROW.end + CELL.bytes * place.number));
    case "element": return use(site.elements[place.depth] ?? { local: null, offset: LINK.absentCell });
    case "literal": return use({ local: null, offset: putCell(site.unit.data, place.value) });
    case "unknown": return use({ local: null, offset: LINK.unknownCell });
    case "else": return cell(place.left, site, (left) => cell(place.right, site, (right) => {
      const chosen = take(site.body);
      push(site.body, right);
      push(site.body, left);
      hasTag(site, left, cellTags.absent);
      op(site.body, "select");
      set(site.body, chosen);
      use({ local: chosen, offset: 0 });
      give(site.body, chosen);
    }));
  }
}

/** Leaves 1 where the cell has this tag, else 0. */
export function hasTag(site: Site, at: Address, tag: number): void {
  load(site.body, "i32.load8_u", plus(at, CELL.tag));
  constant(site.body, tag);
  op(site.body, "i32.eq");
}
