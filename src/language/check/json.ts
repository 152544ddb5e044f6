// JSON as it is written in a test, and whether it is of a declared type.
// Knows no events: what is made of the values is said by the steps.

import { JSON_DEPTH_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { JsonNode, Name } from "../syntax/ast.js";
import type { Json } from "./policy.js";
import type { Report } from "./report.js";
import { fieldType, itemType } from "./structure.js";
import type { Type } from "./structure.js";

type Entries = readonly { readonly key: Name; readonly value: JsonNode }[];

/** Arguments, or an object; keys that are there twice are reported. */
export function readObject(entries: Entries, report: Report, depth = 0): { readonly [key: string]: Json } {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (seen.has(key.text)) report.add("check/duplicate-declaration", key.span, { kind: "key", name: key.text });
    seen.add(key.text);
  }
  return Object.fromEntries(entries.map(({ key, value }) => [key.text, readJson(value, report, depth + 1)]));
}

/** A value; what nests too deep is reported. */
export function readJson(node: JsonNode, report: Report, depth = 0): Json {
  if (depth > JSON_DEPTH_MAX) {
    report.add("check/too-deep", node.span, { max: JSON_DEPTH_MAX });
    return null;
  }
  switch (node.kind) {
    case "scalar": return node.value;
    case "array": return node.items.map((item) => readJson(item, report, depth + 1));
    case "object": return readObject(node.entries, report, depth);
  }
}

/** What JSON is called in messages. */
export function jsonText(json: Json): string {
  return json === null ? "null" : isList(json) ? "a list" : typeof json === "object" ? "a record" : `a ${typeof json}`;
}

/** Whether JSON is of a type, all of it. Null is of none. */
export function isOf(json: Json, type: Type): boolean {
  if (type === "any") return json !== null;
  if (type === "scalar") return json !== null && typeof json !== "object";
  if (typeof type === "string") return typeof json === type;
  if ("union" in type) return type.union.some((one) => isOf(json, one));
  if ("list" in type) return isList(json) && json.every((item) => isOf(item, type.list));
  if (json === null || typeof json !== "object" || isList(json)) return false;
  if ("map" in type) return Object.values(json).every((value) => isOf(value, type.map));
  return Object.entries(json).every(([name, value]) => {
    const field = fieldType(type, name);
    return field !== null && isOf(value, field);
  });
}

/** The innermost part of a value that is not of its type, and what it should be; null where all of it is. */
export function misfitOf(node: JsonNode, type: Type, report: Report): { readonly span: Span; readonly type: Type; readonly found: string } | null {
  const json = readJson(node, report);
  if (isOf(json, type)) return null;
  const below = node.kind === "array" ? node.items.map((item) => [item, itemType(type)] as const)
    : node.kind === "object" ? node.entries.map(({ key, value }) => [value, fieldType(type, key.text)] as const) : [];
  for (const [part, wanted] of below) {
    const found = wanted === null ? null : misfitOf(part, wanted, report);
    if (found !== null) return found;
  }
  return { span: node.span, type, found: node.kind === "scalar" && node.value !== null ? `\`${JSON.stringify(node.value)}\`` : jsonText(json) };
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
