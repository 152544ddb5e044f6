// Objects whose members are known by name: in one pass each member goes to the place of its name. Their order is free, but those that
// come in the order of the names, as they are written, are found at once. Knows no views.

import { same } from "./cell";
import { AT, KEY, KEY_LENGTH, KIND, NEXT, OBJECT } from "./json";

/** Puts an object's members into their places, one for each name, 0 where there is none; false for what is no object, or has other members, or two of one name. */
export function placed(node: usize, names: usize, places: usize, count: u32): bool {
  for (let left = count; left != 0; left--) store<u32>(places + ((left - 1) << 2), 0);
  if (load<u32>(node, KIND) != OBJECT) return false;
  let name = names;
  let place = places;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    const length = load<u32>(child, KEY_LENGTH);
    const key = <usize>load<u32>(child, KEY);
    let left = count;
    while (<u32>load<u8>(name) != length || !same(key, name + 1, length)) {
      if (--left == 0) return false;
      name += <usize>load<u8>(name) + 1;
      place += 4;
      if (load<u8>(name) == 0) {
        name = names;
        place = places;
      }
    }
    if (load<u32>(place) != 0) return false;
    store<u32>(place, <u32>child);
  }
  return true;
}

/** The last member of a name, of members whose names anyone chose; 0 where there is none. */
export function member(node: usize, name: usize, length: u32): usize {
  let found: usize = 0;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (load<u32>(child, KEY_LENGTH) == length && same(<usize>load<u32>(child, KEY), name, length)) found = child;
  }
  return found;
}
