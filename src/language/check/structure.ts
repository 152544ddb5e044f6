// The types of values, whole: records, maps and unions too, which columns do not tell apart. What stands in a type, what two
// types have in common, and what a type is called in messages. Values are not looked at: one of another type is unknown.

import type { ColumnType } from "../../words/column.js";
import type { TypeNode } from "../syntax/ast.js";

/** A type. A record that is not `open` has no other fields than its own. What a function's table says is one too. */
export type Type =
  | "string" | "number" | "boolean" | "any"
  /** A string, number or boolean. */
  | "scalar"
  | { readonly list: Type }
  | { readonly map: Type }
  | { readonly record: { readonly [field: string]: Type }; readonly open?: boolean }
  | { readonly union: readonly Type[] };

/** A type as it was written; names that are none were reported, and are any. */
export function typeOf(node: TypeNode): Type {
  switch (node.kind) {
    case "named": return node.name.text === "string" || node.name.text === "number" || node.name.text === "boolean" ? node.name.text : "any";
    case "list": return { list: typeOf(node.of) };
    case "map": return { map: typeOf(node.of) };
    case "union": return { union: node.of.map(typeOf) };
    // INVARIANT: own properties alone, whatever their names.
    case "record": return { record: Object.fromEntries(node.params.map((param) => [param.name.text, typeOf(param.type)])), open: node.open };
  }
}

/** The type that a column of this type has. */
export function typeOfColumn(type: ColumnType): Type {
  return type === "strings" ? { list: "string" } : type === "numbers" ? { list: "number" } : type;
}

/** The type a column over such a value has: records, maps, and lists of other things, are any. */
export function cellType(type: Type): ColumnType {
  if (type === "string" || type === "number" || type === "boolean") return type;
  if (typeof type !== "object" || !("list" in type)) return "any";
  return type.list === "string" ? "strings" : type.list === "number" ? "numbers" : "any";
}

/** The type of items; null where it is no list. Of a type that is a list or something else (which then counts as a list of itself) both. */
export function itemType(type: Type): Type | null {
  if (type === "any") return "any";
  if (typeof type !== "object") return null;
  if ("list" in type) return type.list;
  if (!("union" in type) || !type.union.some((one) => itemType(one) !== null)) return null;
  return together(type.union.map((one) => itemType(one) ?? one));
}

/** Whether something of the type is a list only where it is put through `list`. */
export function isPerhapsList(type: Type): boolean {
  return typeof type === "object" && "union" in type && type.union.some((one) => itemType(one) !== null) && type.union.some((one) => itemType(one) === null);
}

/** The type of what a map or record has for keys that nobody knows yet; null where it is neither. */
export function entryType(type: Type): Type | null {
  if (type === "any") return "any";
  if (typeof type !== "object") return null;
  if ("map" in type) return type.map;
  if ("record" in type) return type.open === true ? "any" : together(Object.values(type.record));
  if ("list" in type) return null;
  const each = type.union.flatMap((one) => entryType(one) ?? []);
  return each.length === 0 ? null : together(each);
}

/** The type of a field; null where there is no such field. */
export function fieldType(type: Type, name: string): Type | null {
  if (type === "any") return "any";
  if (typeof type !== "object" || "list" in type) return null;
  if ("map" in type) return type.map;
  if ("union" in type) {
    const each = type.union.flatMap((one) => fieldType(one, name) ?? []);
    return each.length === 0 ? null : together(each);
  }
  const own = Object.hasOwn(type.record, name) ? type.record[name] : undefined;
  return own ?? (type.open === true ? "any" : null);
}

/** The fields a type is known to have. */
export function fieldNames(type: Type): readonly string[] {
  if (typeof type !== "object") return [];
  if ("record" in type) return Object.keys(type.record);
  return "union" in type ? type.union.flatMap(fieldNames) : [];
}

/** The one type of several, or any. */
export function together(types: readonly Type[]): Type {
  const [first, ...others] = types;
  if (first === undefined) return "any";
  if (others.length === 0) return first;
  const text = JSON.stringify(first);
  return others.every((type) => type === first || JSON.stringify(type) === text) ? first : "any";
}

/** Whether a value of the one type may be one of the other. */
export function fits(given: Type, wanted: Type): boolean {
  if (given === wanted || given === "any" || wanted === "any") return true;
  if (typeof given === "object" && "union" in given) return given.union.some((one) => fits(one, wanted));
  if (typeof wanted === "object" && "union" in wanted) return wanted.union.some((one) => fits(given, one));
  if (given === "scalar" || wanted === "scalar") return typeof given === "string" && typeof wanted === "string";
  if (typeof given === "string" || typeof wanted === "string") return false;
  if ("list" in given) return "list" in wanted && fits(given.list, wanted.list);
  if ("list" in wanted) return false;
  if ("map" in given && "map" in wanted) return fits(given.map, wanted.map);
  const fields = "record" in given ? given : "record" in wanted ? wanted : null;
  const other = fields === given ? wanted : given;
  return fields === null || !("record" in fields) || Object.entries(fields.record).every(([name, type]) => {
    const across = fieldType(other, name);
    return across === null || fits(type, across);
  });
}

/** A type as messages name it. */
export function typeText(type: Type): string {
  switch (type) {
    case "string": case "number": case "boolean": return `a ${type}`;
    case "scalar": return "a string, number or boolean";
    case "any": return "any value";
    default:
  }
  if ("list" in type) return `a list of ${plural(type.list)}`;
  if ("map" in type) return `a map of ${plural(type.map)}`;
  if ("record" in type) return "a record";
  return [...new Set(type.union.map(typeText))].join(" or ");
}

function plural(type: Type): string {
  switch (type) {
    case "string": case "number": case "boolean": return `${type}s`;
    case "scalar": return "strings, numbers or booleans";
    case "any": return "any values";
    default:
  }
  return "list" in type ? "lists" : "map" in type ? "maps" : "record" in type ? "records" : [...new Set(type.union.map(plural))].join(" or ");
}
