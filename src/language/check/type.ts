// Written types and parameters, checked: names of types that are none, parameters that are there twice.
// What a type means is `structure`.

import { JSON_DEPTH_MAX } from "../../base/limits.js";
import type { Name, Param, TypeNode } from "../syntax/ast.js";
import { typeHabit } from "../syntax/habits.js";
import type { Report } from "./report.js";
import { reportWord } from "./report.js";

/** Names of types that are one value. */
const typeNames = ["string", "number", "boolean", "any"] as const;

/** Reports names of types that are none, at any depth. */
export function checkType(type: TypeNode, report: Report, depth = 0): void {
  if (depth > JSON_DEPTH_MAX) {
    report.add("check/too-deep", type.span, { max: JSON_DEPTH_MAX });
    return;
  }
  switch (type.kind) {
    case "named":
      if (!(typeNames as readonly string[]).includes(type.name.text)) reportType(type.name, report);
      break;
    case "list": case "map": checkType(type.of, report, depth + 1); break;
    case "union": for (const one of type.of) checkType(one, report, depth + 1); break;
    case "record": checkParams(type.params, report, depth + 1);
  }
}

/** Reports a name that is no type; what others call so is known. */
function reportType(name: Name, report: Report): void {
  const text = typeHabit(name.text);
  if (text === undefined) reportWord(report, "type", name, typeNames);
  else report.add("check/unknown-word", name.span, { what: "type", name: name.text }, { help: `write \`${text}\``, edit: { span: name.span, text } });
}

/** Checks parameters: their types, and that no name is there twice. */
export function checkParams(params: readonly Param[], report: Report, depth = 0): void {
  const seen = new Map<string, Param>();
  for (const param of params) {
    const first = seen.get(param.name.text);
    if (first !== undefined) {
      report.add("check/duplicate-declaration", param.name.span, { kind: "parameter", name: param.name.text }, { also: { span: first.name.span, label: "declared here first" } });
    }
    seen.set(param.name.text, param);
    checkType(param.type, report, depth);
  }
}
