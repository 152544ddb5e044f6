// The tree of a policy file -> a text in which the whole tree can be seen, for golden files and for people who debug the parser.
// It shows every field of every node but places, and leaves out what is empty. It knows no construct by name.

import type { PolicyFile } from "./ast.js";

/** The tree as text: a line for each part of the head, then the items. */
export function show(file: PolicyFile): string {
  const { package: name, uses, catalogues, items, comments } = file;
  const head = { package: name, uses, catalogues, comments };
  const lines = Object.entries(head).filter(([, value]) => !empty(value)).map(([key, value]) => `${key} ${tree(value, "")}`);
  return `${[...lines, ...items.map((item) => tree(item, ""))].join("\n")}\n`;
}

function tree(value: unknown, indent: string): string {
  const one = flat(value);
  if (indent.length + one.length <= 110 || typeof value !== "object" || value === null) return one;
  const deeper = `${indent}  `;
  if (Array.isArray(value)) return `[\n${value.map((part) => `${deeper}${tree(part, deeper)}`).join("\n")}\n${indent}]`;
  const { title, fields } = parts(value);
  return `(${title}\n${fields.map(([key, part]) => `${deeper}${key}: ${tree(part, deeper)}`).join("\n")}\n${indent})`;
}

function flat(value: unknown): string {
  if (typeof value === "string") return /^[A-Za-z_][\w.-]*$/.test(value) ? value : JSON.stringify(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (Array.isArray(value)) return `[${value.map(flat).join(" ")}]`;
  if ("text" in value && Object.keys(value).length === 2) return flat(value.text);
  const { title, fields } = parts(value);
  return `(${[title, ...fields.map(([key, part]) => `${key}: ${flat(part)}`)].filter((part) => part !== "").join(" ")})`;
}

/** The kind of a node, and its other fields that say something. A scalar's value always does. */
function parts(value: object): { title: string; fields: [string, unknown][] } {
  const fields = Object.entries(value).filter(([key, part]) => key !== "kind" && key !== "span" && (key === "value" || !empty(part)));
  return { title: "kind" in value ? String(value.kind) : "", fields };
}

function empty(value: unknown): boolean {
  return value === null || value === false || (Array.isArray(value) && value.length === 0);
}
