// Written types as the types columns have, and the type of an argument path in a tool's parameters.
// Values are not looked at: at decision time one of another type is unknown.

import type { ColumnType } from "../../words/column.js";
import { JSON_DEPTH_MAX } from "../../base/limits.js";
import type { Param, ToolItem, TypeNode } from "../syntax/ast.js";
import type { Report } from "./report.js";
import { reportWord } from "./report.js";

/** Names of types that are one value. */
export const typeNames = ["string", "number", "boolean", "any"] as const;

/** Reports names of types that are none, at any depth. */
export function checkType(type: TypeNode, report: Report, depth = 0): void {
  if (depth > JSON_DEPTH_MAX) {
    report.add("check/too-deep", type.span, { max: JSON_DEPTH_MAX });
    return;
  }
  if (type.kind === "named") {
    if (!(typeNames as readonly string[]).includes(type.name.text)) reportWord(report, "type", type.name, typeNames);
  } else if (type.kind === "list") {
    checkType(type.of, report, depth + 1);
  } else {
    checkParams(type.params, report, depth + 1);
  }
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

/** The type a column over a value of this type has: records and lists of other things are any. */
export function columnType(type: TypeNode): ColumnType {
  if (type.kind === "record") return "any";
  const name = type.kind === "named" ? type.name.text : columnType(type.of);
  switch (name) {
    case "string": return type.kind === "list" ? "strings" : "string";
    case "number": return type.kind === "list" ? "numbers" : "number";
    case "boolean": return type.kind === "list" ? "any" : "boolean";
    default: return "any";
  }
}

/** The type of an argument by its path, or null where the tool cannot have it. */
export function argumentType(tool: ToolItem, path: readonly string[]): ColumnType | null {
  const type = descend(tool.params, tool.open, path);
  return type === null || type === "any" ? type : columnType(type);
}

/** The written type at a path below parameters: `any` where anything may stand, null where nothing can. */
export function descend(params: readonly Param[], open: boolean, path: readonly string[]): TypeNode | "any" | null {
  let level = { params, open };
  for (let at = 0; at < path.length; at++) {
    const param = level.params.find((declared) => declared.name.text === path[at]);
    if (param === undefined) return level.open ? "any" : null;
    if (at === path.length - 1) return param.type;
    if (param.type.kind === "record") level = param.type;
    else return param.type.kind === "named" && param.type.name.text === "any" ? "any" : null;
  }
  return null;
}

/** The type two tools' arguments of one name have together. */
export function together(types: readonly ColumnType[]): ColumnType {
  const [first] = types;
  return first !== undefined && types.every((type) => type === first) ? first : "any";
}
