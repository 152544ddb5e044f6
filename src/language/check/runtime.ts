// Runtimes: their facts over all packages that declare some, checked, and as the profiles of the bundle.
// A fact that no profile provides is not known.

import type { Name, TypeNode } from "../syntax/ast.js";
import type { Names } from "./names.js";
import type { Profile } from "./policy.js";
import type { Report } from "./report.js";
import { typeOf } from "./structure.js";
import type { Type } from "./structure.js";
import { checkType } from "./type.js";

type FactItem = { readonly name: Name; readonly type: TypeNode };

/** All facts that a runtime may provide, as often as they are declared. */
function profileFacts(names: Names, runtime: string): readonly FactItem[] {
  return (names.runtimes.get(runtime) ?? []).flatMap((declared) => declared.item.facts);
}

/** The profiles of all runtimes, sorted; facts of one name and two types, and types that facts do not have, are reported. */
export function checkRuntimes(names: Names, report: Report): readonly Profile[] {
  return [...names.runtimes.keys()].sort().map((runtime) => {
    const facts = new Map<string, { readonly item: FactItem; readonly type: Profile["facts"][number]["type"] }>();
    for (const item of profileFacts(names, runtime)) {
      checkType(item.type, report);
      const type = factType(typeOf(item.type));
      if (type === null) {
        report.add("check/wrong-type", item.type.span, { expected: "`boolean`, `number`, `string`, `list of string` or `map of string`", found: "another type" });
        continue;
      }
      const first = facts.get(item.name.text);
      if (first === undefined) facts.set(item.name.text, { item, type });
      else if (first.type !== type || first.item.name.span.file === item.name.span.file) {
        report.add("check/duplicate-declaration", item.name.span, { kind: "fact", name: item.name.text }, { also: { span: first.item.name.span, label: "declared here first" } });
      }
    }
    return { runtime, facts: [...facts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { type }]) => ({ name, type })) };
  });
}

function factType(type: Type): Profile["facts"][number]["type"] | null {
  if (type === "boolean" || type === "number" || type === "string") return type;
  if (typeof type !== "object") return null;
  if ("list" in type && type.list === "string") return "strings";
  return "map" in type && type.map === "string" ? "any" : null;
}
