// Labels and marks together, interned: a node keeps one number for what it gives on, and joining is a look into a table.
// There are as many flows as a session has kinds of taint, not as it has instructions.

import { JOINS_MAX } from "../../base/limits.js";
import { clean, join, opaque, type Labels } from "../../words/labels.js";
import { markWords } from "../../words/manifest.js";
import type { Flow, Marks } from "../../words/view.js";

/** The flows of a session by number. */
export interface Flows {
  readonly list: Flow[];
  readonly numbers: Map<string, number>;
  readonly joins: Map<number, number>;
  readonly words: number;
}

/** Nothing came. */
export const CLEAN = 0;
/** What could not be read came: least trust, greatest secrecy, perhaps every source. */
export const OPAQUE = 1;
/** Nothing is known to have come, but something may have. */
export const UNKNOWN_FLOW = 2;

/** Flows of a bundle with so many source patterns. */
export function createFlows(sources: number): Flows {
  const flows: Flows = { list: [], numbers: new Map(), joins: new Map(), words: markWords(sources) };
  const none = new Uint32Array(flows.words);
  const all = new Uint32Array(flows.words);
  for (let bit = 1; bit < 2 * sources; bit += 2) all[bit >>> 5] = (all[bit >>> 5] ?? 0) | (1 << (bit & 31));
  flowOf(flows, clean, none);
  flowOf(flows, opaque, all);
  flowOf(flows, { ...clean, unknown: true }, all);
  return flows;
}

/** The number of a flow. The marks are kept: they must not be written to afterwards. */
export function flowOf(flows: Flows, labels: Labels, marks: Marks): number {
  const key = `${labels.trust}.${labels.secrecy}.${labels.tags}.${labels.unknown ? 1 : 0}.${isNone(marks) ? "" : marks.join(".")}`;
  const known = flows.numbers.get(key);
  if (known !== undefined) return known;
  flows.numbers.set(key, flows.list.length);
  return flows.list.push({ labels, marks }) - 1;
}

/** The flow with these labels and no marks. */
export function labelled(flows: Flows, labels: Labels): number {
  return flowOf(flows, labels, flowAt(flows, CLEAN).marks);
}

/** The flow with these marks and clean labels; a copy is kept. */
export function marked(flows: Flows, marks: Marks): number {
  return isNone(marks) ? CLEAN : flowOf(flows, clean, marks.slice(0, flows.words));
}

/** The flow of a number. */
export function flowAt(flows: Flows, number: number): Flow {
  return flows.list[number] ?? { labels: opaque, marks: new Uint32Array(flows.words) };
}

/** The least flow that holds both. */
export function joinFlows(flows: Flows, a: number, b: number): number {
  if (a === b || b === CLEAN) return a;
  if (a === CLEAN) return b;
  const key = a < b ? a * PAIR + b : b * PAIR + a;
  const known = flows.joins.get(key);
  if (known !== undefined) return known;
  const one = flowAt(flows, a);
  const other = flowAt(flows, b);
  const joined = flowOf(flows, join(one.labels, other.labels), one.marks.map((word, index) => word | (other.marks[index] ?? 0)));
  if (flows.joins.size >= JOINS_MAX) flows.joins.clear();
  flows.joins.set(key, joined);
  return joined;
}

function isNone(marks: Marks): boolean {
  for (const word of marks) if (word !== 0) return false;
  return true;
}

const PAIR = 1 << 26;
