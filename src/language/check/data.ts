// Declarations of external data: values that a bundle's `data.json` gives. Each is one value, a list or a map of one type.
// The data itself is never seen here.

import type { DataEntry } from "../../words/manifest.js";
import type { DataItem, TypeNode } from "../syntax/ast.js";
import { flat } from "../syntax/doc.js";
import { typeDoc } from "../syntax/layout.js";
import type { Declared, Names } from "./names.js";
import type { Report } from "./report.js";
import { checkType } from "./type.js";

/** The name external data has in its bundle. */
export function dataName({ pack, name }: Pick<Declared<DataItem>, "pack" | "name">): string {
  return `${pack}.${name.text}`;
}

/** All declared data, sorted by name; types that data cannot have are reported. */
export function readData(names: Names, report: Report): readonly DataEntry[] {
  const entries = [...names.data.values()].flat().flatMap((declared): readonly DataEntry[] => {
    const { type } = declared.item;
    checkType(type, report);
    const shape = shapeOf(type);
    if (shape !== null) return [{ name: dataName(declared), type: flat(typeDoc(type)), ...shape }];
    report.add("check/wrong-type", type.span, { expected: "one value, a `list of` something or a `map of` something", found: `\`${flat(typeDoc(type))}\`` });
    return [];
  });
  return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The shape and the type of one value of it; null for what may have several shapes. */
function shapeOf(type: TypeNode): Pick<DataEntry, "shape" | "of"> | null {
  switch (type.kind) {
    case "list": return { shape: "list", of: scalarOf(type.of) };
    case "map": return { shape: "map", of: scalarOf(type.of) };
    case "record": return { shape: "map", of: "any" };
    case "union": return type.of.every((one) => one.kind === "named" && scalarOf(one) !== "any") ? { shape: "scalar", of: "any" } : null;
    case "named": return scalarOf(type) === "any" ? null : { shape: "scalar", of: scalarOf(type) };
  }
}

function scalarOf(type: TypeNode): DataEntry["of"] {
  const name = type.kind === "named" ? type.name.text : "any";
  return name === "string" || name === "number" || name === "boolean" ? name : "any";
}
