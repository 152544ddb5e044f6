// Columns -> arguments as an attacker writes them: objects that look like open lists, keys with dots, values where objects
// are awaited; and what the kernel would make of each column. Knows no doors.

import fc from "fast-check";
import { numberCell, textCell } from "../../src/words/cell.js";
import type { Cell } from "../../src/words/cell.js";
import type { Column } from "../../src/words/column.js";
import type { Json } from "../../src/wasm/abi/json.js";
import { numbers, words } from "./view.js";

/** Raw arguments. */
export type Arguments = { readonly [key: string]: Json };

/** Arguments over the names that these columns speak of. */
export function arbitraryArguments(columns: readonly Column[]): fc.Arbitrary<Arguments> {
  const paths = columns.flatMap((column) => (column.kind === "arg" ? [column.path] : []));
  const names = [...new Set(["job", "text", "items", "open", ...paths.flat(), ...paths.map((path) => path.join(".")), ...paths.map((path) => path.slice(1).join("."))])];
  const scalar = fc.oneof(fc.constantFrom<Json>(...words), fc.constantFrom<Json>(...numbers), fc.boolean(), fc.constant(null));
  const value: fc.Memo<Json> = fc.memo((depth): fc.Arbitrary<Json> => {
    if (depth <= 1) return scalar;
    const list = fc.array(value(depth - 1), { maxLength: 3 });
    return fc.oneof(
      { weight: 3, arbitrary: scalar }, { weight: 1, arbitrary: list }, { weight: 2, arbitrary: members(value(depth - 1)) },
      { weight: 1, arbitrary: fc.record<Json>({ items: list, open: fc.boolean() }) as fc.Arbitrary<Json> },
    );
  });
  const members = (of: fc.Arbitrary<Json>): fc.Arbitrary<Arguments> =>
    fc.array(fc.tuple(fc.constantFrom(...names), of), { maxLength: 5 }).map((entries) => Object.fromEntries(entries));
  return members(value(3));
}

/** The cell of an argument column, as DESIGN.md has it: objects are unknown, below what is none nothing is given. */
export function rawCell(args: Arguments, path: readonly string[]): Cell {
  let at: Json | undefined = args;
  for (const name of path) at = isObject(at) && Object.hasOwn(at, name) ? at[name] : undefined;
  return at === undefined ? undefined : cellOf(at);
}

function cellOf(value: Json): Cell {
  if (Array.isArray(value)) return { items: (value as readonly Json[]).map(cellOf), open: false };
  switch (typeof value) {
    case "string": return textCell(value);
    case "number": return numberCell(value);
    case "boolean": return value;
    default: return null;
  }
}

function isObject(value: Json | undefined): value is Arguments {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
