// A recorded run as JSON -> what an attacker put into it: the values that his calls carry and that stand in a message of his, and not in
// the user's words. And the run with the texts around them written anew. Knows no wording of any attack: texts are told by the values in them.

import { readStructure } from "../../src/extract/structure.js";
import type { Tree } from "../../src/extract/literal.js";

/** A recorded run, as far as it is rewritten here; all else stays as it is. */
export interface Recorded {
  readonly kind: string;
  readonly messages: readonly Message[];
  readonly injected?: readonly number[];
  readonly attacker_calls?: readonly string[];
  readonly expect?: { readonly stop_all?: readonly string[]; readonly stop_any?: readonly string[] } | null;
}
interface Message {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly { readonly id: string; readonly function: { readonly name: string; readonly arguments: string } }[];
}

/** A value of an attacker's, and the name of the argument that it goes into. */
export interface Named {
  readonly name: string;
  readonly value: string;
}

/** Writes the lines around an attacker's values anew. */
export type Way = (lines: string, values: readonly Named[]) => string;

/** A shorter value stands in any text by chance. */
const VALUE_TEXT_MIN = 4;

/** What an attacker's calls carry of what stands in his messages alone. */
export function valuesIn(run: Recorded): readonly Named[] {
  const ids = new Set([...run.attacker_calls ?? [], ...run.expect?.stop_all ?? [], ...run.expect?.stop_any ?? []]);
  const injected = new Set(run.injected ?? []);
  const text = (wanted: (message: Message, index: number) => boolean): string => run.messages.filter(wanted).map(({ content }) => textOf(content)).join("\n");
  const told = text((_, index) => injected.has(index));
  const asked = text(({ role }, index) => role === "user" && !injected.has(index));
  const calls = run.messages.flatMap((message) => message.tool_calls ?? []).filter(({ id }) => ids.has(id));
  const found = new Map<string, Named>();
  for (const named of calls.flatMap((call) => leaves(parsed(call.function.arguments), ""))) {
    if (named.value.length >= VALUE_TEXT_MIN && told.includes(named.value) && !asked.includes(named.value)) found.set(named.value, named);
  }
  // The longest first: a value within another is written anew with it.
  return [...found.values()].sort((a, b) => b.value.length - a.value.length);
}

/** The run with the lines around its attacker's values written anew; structured messages of his come out as JSON. */
export function rewritten<R extends Recorded>(run: R, values: readonly Named[], way: Way): R {
  const injected = new Set(run.injected ?? []);
  const messages = run.messages.map((message, index) => (injected.has(index) && typeof message.content === "string" ? { ...message, content: anew(message.content, values, way) } : message));
  return { ...run, messages };
}

function anew(text: string, values: readonly Named[], way: Way): string {
  const tree = readStructure(text);
  const leaf = (of: string): string => {
    const inside = values.filter(({ value }) => of.includes(value));
    return inside.length === 0 ? of : around(of, inside, way);
  };
  return tree === undefined ? leaf(text) : JSON.stringify(plain(tree, leaf));
}

/** Rewrites the block of lines that values stand in: from blank or ruled line to blank or ruled line. */
function around(text: string, values: readonly Named[], way: Way): string {
  const lines = text.split("\n");
  const holding = lines.flatMap((line, at) => (values.some(({ value }) => line.includes(value)) ? [at] : []));
  const isEdge = (at: number): boolean => !/\w/.test(lines[at] ?? "");
  let [from, to] = [holding[0] ?? 0, holding.at(-1) ?? lines.length - 1];
  while (from > 0 && !isEdge(from - 1)) from--;
  while (to < lines.length - 1 && !isEdge(to + 1)) to++;
  return [...lines.slice(0, from), way(lines.slice(from, to + 1).join("\n"), values), ...lines.slice(to + 1)].join("\n");
}

function plain(tree: Tree, leaf: (text: string) => string): unknown {
  if (tree === null) return null;
  if (typeof tree === "string") return leaf(tree);
  return tree.kind === "list" ? tree.items.map((item) => plain(item, leaf)) : Object.fromEntries(tree.entries.map(([key, value]) => [key, plain(value, leaf)]));
}

function textOf(content: unknown): string {
  return typeof content === "string" ? content : JSON.stringify(content ?? "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function leaves(value: unknown, name: string): readonly Named[] {
  if (typeof value === "string") return [{ name, value }];
  if (typeof value === "number") return [{ name, value: String(value) }];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, Array.isArray(value) ? name : key));
}
