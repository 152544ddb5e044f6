// A place becomes the address of a cell. Only `else` and items need code for that, and a local to keep
// what they chose. Knows how frames are laid out, not what is asked of a cell.

import { CELL, HEADER, ROW, cellTags } from "../../words/frame.js";
import type { Place } from "../../language/ir/program.js";
import { call, constant, get, give, op, set, take } from "../encode/code.js";
import { LINK } from "../runtime/link.js";
import { putCell } from "./data.js";
import { load, plus, push, runtimeFunction } from "./unit.js";
import type { Address, Site } from "./unit.js";

/** Gives the address of a place's cell to `use`, which may emit code that reads it. */
export function cell(place: Place, site: Site, use: (at: Address) => void): void {
  switch (place.kind) {
    case "column": return use(plus(site.frame, HEADER.end + CELL.bytes * place.number));
    case "row": return use(plus(site.row, ROW.value));
    case "row-column": return use(plus(site.row, ROW.end + CELL.bytes * place.number));
    case "element": return use(site.elements[place.depth] ?? { local: null, offset: LINK.absentCell });
    case "item": return cell(place.list, site, (list) => item(list, place.at, site, use));
    case "literal": return use({ local: null, offset: putCell(site.unit.data, place.value) });
    case "unknown": return use({ local: null, offset: LINK.unknownCell });
    case "else": return either(place, site, use);
  }
}

/** The left one where it is not absent. Each side is done with before the next begins: chains may be longer than the stack is deep. */
function either({ left: first, right: second }: Extract<Place, { kind: "else" }>, site: Site, use: (at: Address) => void): void {
  const { body } = site;
  const [left, right] = [kept(first, site), kept(second, site)];
  const chosen = take(body);
  push(body, right.at);
  push(body, left.at);
  hasTag(site, left.at, cellTags.absent);
  op(body, "select");
  set(body, chosen);
  for (const { local } of [right, left]) if (local !== null) give(body, local);
  use({ local: chosen, offset: 0 });
  give(body, chosen);
}

/** The address of a place's cell, and the local that keeps it where it took code to find. */
function kept(place: Place, site: Site): { readonly at: Address; readonly local: number | null } {
  const local = place.kind === "else" || place.kind === "item" ? take(site.body) : null;
  let at: Address = { local, offset: 0 };
  cell(place, site, (found) => {
    if (local === null) at = found;
    else {
      push(site.body, found);
      set(site.body, local);
    }
  });
  return { at, local };
}

/** The item of a list, of the list that it is, and so on, each with the index that a loop is at. */
function item(list: Address, at: readonly number[], site: Site, use: (at: Address) => void): void {
  const { body, elements, unit } = site;
  const chosen = take(body);
  push(body, list);
  set(body, chosen);
  for (const depth of at) {
    const element = elements[depth];
    if (element === undefined) constant(body, LINK.unknownCell);
    else {
      get(body, chosen);
      push(body, element);
      push(body, element.list);
      op(body, "i32.sub");
      load(body, "i32.load", plus(element.list, CELL.value));
      op(body, "i32.sub");
      call(body, runtimeFunction(unit, "rt_item"));
    }
    set(body, chosen);
  }
  use({ local: chosen, offset: 0 });
  give(body, chosen);
}

/** Leaves 1 where the cell has this tag, else 0. */
export function hasTag(site: Site, at: Address, tag: number): void {
  load(site.body, "i32.load8_u", plus(at, CELL.tag));
  constant(site.body, tag);
  op(site.body, "i32.eq");
}
