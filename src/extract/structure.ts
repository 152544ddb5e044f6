// A result to its leaves and keys: JSON first, then a Python literal, then YAML; or a JSON value as it came.
// Prose with a colon, one-line notes and Markdown are no structure: what is in doubt is read as lines.
// Knows nothing of tokens or of how much a leaf is believed.

import { isMap, isScalar, isSeq, parseDocument, type Node } from "yaml";
import { JSON_DEPTH_MAX, STRUCTURE_TEXT_MAX } from "../base/limits.js";
import type { RecordEntry } from "../words/manifest.js";
import { readLiteral, type Tree } from "./literal.js";
import { below, enter, keyStanding, standing, wayInto, type Standing, type Way } from "./records.js";

/** A scalar with its dotted path (`[0].recipient`); for a key the path is that of what it names. */
export interface Leaf {
  readonly path: string;
  readonly text: string;
  readonly stands: Standing;
}

/** The tree of a text that is structure as a whole, else undefined. */
export function readStructure(text: string): Tree | undefined {
  if (text.length > STRUCTURE_TEXT_MAX) return undefined;
  const trimmed = unwrap(text.trim());
  if (/^[[{(]|^\w+(\.\w+)*\(/.test(trimmed)) {
    const literal = readLiteral(trimmed);
    return literal !== undefined && typeof literal === "object" && literal !== null ? literal : undefined;
  }
  return looksYaml(trimmed) ? readYaml(trimmed) : undefined;
}

/** What stands in a code fence, or between the `<<` and `>>` by which runtimes set a tool's words apart from their own. */
function unwrap(text: string): string {
  if (text.startsWith("<<") && text.endsWith(">>")) return text.slice(2, -2).trim();
  const fence = text.startsWith("```") && text.endsWith("```") ? /^```[\w-]*[ \t]*\n/.exec(text)?.[0] : undefined;
  return fence !== undefined && fence.length <= text.length - 3 ? text.slice(fence.length, -3).trim() : text;
}

/** The tree of a JSON value; undefined when it is none, or nests deeper than JSON_DEPTH_MAX. */
export function treeOf(value: unknown, depth = 0): Tree | undefined {
  if (depth > JSON_DEPTH_MAX) return undefined;
  switch (typeof value) {
    case "string": return value;
    case "number": return Number.isFinite(value) ? String(value) : undefined;
    case "boolean": return null;
    case "object": break;
    default: return undefined;
  }
  if (value === null) return null;
  if (Array.isArray(value)) {
    const items: Tree[] = [];
    for (const item of value as readonly unknown[]) {
      const tree = treeOf(item, depth + 1);
      if (tree === undefined) return undefined;
      items.push(tree);
    }
    return { kind: "list", items };
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype) return undefined;
  const entries: (readonly [string, Tree])[] = [];
  for (const [key, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const tree = treeOf(item, depth + 1);
    if (tree === undefined) return undefined;
    entries.push([key, tree]);
  }
  return { kind: "record", entries };
}

/** All keys (each text once) and leaves of a tree, in their order. */
export function leavesOf(tree: Tree, records: readonly RecordEntry[]): readonly Leaf[] {
  const found: Leaf[] = [];
  const keys = new Set<string>();
  const walk = (node: Tree, path: string, way: Way): void => {
    if (node === null) return;
    if (typeof node === "string") {
      found.push({ path, text: node, stands: standing(way) });
      return;
    }
    const here = enter(way, node);
    if (node.kind === "list") node.items.forEach((item, index) => walk(item, `${path}[${index}]`, here));
    else for (const [key, item] of node.entries) {
      const at = path === "" ? key : `${path}.${key}`;
      if (!keys.has(key)) found.push({ path: at, text: key, stands: keyStanding(here) });
      keys.add(key);
      walk(item, at, below(here, key));
    }
  };
  walk(tree, "", wayInto(records));
  return found;
}

const key = /^("[^"\n]{1,60}"|'[^'\n]{1,60}'|[\p{L}\p{N}_][\p{L}\p{N}_./()-]*( [\p{L}\p{N}_./()-]+){0,3})\s*:( |\t|$)/u;
const keyLengthMax = 64;

/**
 * Whether every line at the left margin is a key or an item, there are two entries at least, and bare items are single
 * words: a list of sentences is Markdown as well, and one `Note: ...` is a sentence.
 */
function looksYaml(text: string): boolean {
  // A dump of bytes has an offset before each line.
  if (/^[0-9a-f]{8}: [0-9a-f]{2}/i.test(text)) return false;
  let entries = 0;
  let first: string | undefined;
  for (const line of text.split("\n")) {
    const bare = line.trim();
    if (bare === "" || line.startsWith("---")) continue;
    const indent = line.length - line.trimStart().length;
    if (indent > 4 * JSON_DEPTH_MAX || /^(- ?){8}/.test(bare)) return false;
    const item = /^-( +|$)/.exec(bare);
    const rest = item === null ? bare : bare.slice(item[0].length);
    const keyed = key.test(rest.slice(0, keyLengthMax + 2)) && !/^\d+[.)]\s/.test(rest);
    if (keyed || item !== null) entries++;
    if (indent > 0) continue;
    if (!keyed && item === null) return false;
    const kind = item === null ? "record" : "list";
    first ??= kind;
    if (first === "list" && kind === "record") return false;
    if (item !== null && !keyed && !/^(\S*|"[^"]*"|'.*')$/.test(rest)) return false;
  }
  return entries >= 2;
}

function readYaml(text: string): Tree | undefined {
  try {
    const document = parseDocument(text, { schema: "failsafe", merge: false, prettyErrors: false, logLevel: "silent", uniqueKeys: false });
    if (document.errors.length > 0 || document.contents === null) return undefined;
    const tree = nodeTree(document.contents, 0);
    return tree !== undefined && tree !== null && typeof tree === "object" ? tree : undefined;
  } catch {
    // Not YAML after all, or nested past what the library reads: it is text, and is read as lines.
    return undefined;
  }
}

/** A YAML node as a tree, repeated keys kept; undefined where there is an alias, which could grow without bound, or too deep a nesting. */
function nodeTree(node: unknown, depth: number): Tree | undefined {
  if (depth > JSON_DEPTH_MAX) return undefined;
  if (node === null || node === undefined) return null;
  if (isScalar(node)) return typeof node.value === "string" ? node.value : null;
  if (isSeq(node)) {
    const items: Tree[] = [];
    for (const item of node.items) {
      const tree = nodeTree(item, depth + 1);
      if (tree === undefined) return undefined;
      items.push(tree);
    }
    return { kind: "list", items };
  }
  if (!isMap<Node, Node | null>(node)) return undefined;
  const entries: (readonly [string, Tree])[] = [];
  for (const pair of node.items) {
    const tree = nodeTree(pair.value, depth + 1);
    if (!isScalar(pair.key) || tree === undefined) return undefined;
    entries.push([String(pair.key.value ?? ""), tree]);
  }
  return { kind: "record", entries };
}
