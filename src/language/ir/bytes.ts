// A machine over classes of letters becomes one over the bytes of UTF-8 with as few states: those between the bytes of a letter are
// shared wherever they lead to the same. What stands in no well-formed text may lead anywhere.

import type { Alphabet } from "./alphabet.js";
import type { Machine, Table } from "./machine.js";
import { columnsOf } from "./minimise.js";

/** The machine over bytes, or undefined where it would have more than `statesMax` states. */
export function overBytes(table: Table, alphabet: Alphabet, statesMax: number): Machine | undefined {
  const { width, next, outputs } = table;
  const tree = treeOf(alphabet, table.classes);
  const steady = Array.from(outputs, (_, state) => tree.beyond.every((of) => next[state * width + of] === state));
  const rows: Uint16Array[] = Array.from(outputs, () => new Uint16Array(256));
  const known = new Map<string, number>();
  // States that lead alike over whatever is not ASCII do so by the same bytes.
  const upper = new Map<string, Uint16Array>();
  for (let state = 0; state < outputs.length && rows.length <= statesMax; state++) {
    const row = rows[state] ?? new Uint16Array(256);
    const to = next.subarray(state * width, (state + 1) * width);
    for (let byte = 0; byte < 0x80; byte++) row[byte] = to[tree.ascii[byte] ?? 0] ?? 0;
    if (steady[state] === true) {
      row.fill(state, 0x80);
      continue;
    }
    const key = tree.beyond.map((of) => to[of]).join();
    const half = upper.get(key) ?? upperHalf(tree, to, steady, known, rows);
    upper.set(key, half);
    row.set(half, 0x80);
  }
  if (rows.length > statesMax) return undefined;
  const { classes, columns } = columnsOf(256, rows);
  const packed = new Uint16Array(rows.length * columns.length);
  rows.forEach((row, state) => columns.forEach((byte, at) => (packed[state * columns.length + at] = row[byte] ?? 0)));
  const all = new Uint16Array(rows.length);
  all.set(outputs);
  return { classes: Uint8Array.from(classes), width: columns.length, start: table.starts[0] ?? 0, next: packed, outputs: all, groups: table.groups };
}

/** Where the bytes from 0x80 lead from a state that goes from each class to these. */
function upperHalf(tree: Tree, targets: Uint16Array, steady: readonly boolean[], known: Map<string, number>, rows: Uint16Array[]): Uint16Array {
  const made = new Int32Array(tree.nodes.length).fill(-1);
  const enter = (node: number): number => {
    const before = made[node] ?? -1;
    if (before >= 0) return before;
    const { leaves, below } = tree.nodes[node] ?? { leaves: false, below: [] };
    const to = below.map((child) => (leaves ? targets[child] ?? 0 : enter(child)));
    const [first = 0] = to;
    // A state that stays as it is over whatever is not ASCII takes the rest of such a letter itself.
    const at = steady[first] === true && to.every((one) => one === first) ? first : between(to, known, rows);
    made[node] = at;
    return at;
  };
  return Uint16Array.from({ length: 128 }, (_, at) => enter(tree.leads[Math.min(Math.max(0xc2, at + 0x80), 0xf4)] ?? 0));
}

/** The state from which the next byte of a letter leads to these. */
function between(to: readonly number[], known: Map<string, number>, rows: Uint16Array[]): number {
  const key = String.fromCharCode(...to);
  const before = known.get(key);
  if (before !== undefined) return before;
  const row = new Uint16Array(256).fill(to[0] ?? 0);
  row.set(to, 0x80);
  const at = rows.push(row) - 1;
  known.set(key, at);
  return at;
}

/** Classes by the bytes of letters: of ASCII, and below the first bytes of longer ones. */
interface Tree {
  readonly ascii: readonly number[];
  /** By the first byte, from 0xc2 to 0xf4, the node of those that follow. */
  readonly leads: readonly number[];
  /** The classes of letters beyond ASCII. */
  readonly beyond: readonly number[];
  readonly nodes: readonly Node[];
}

/** What the 64 bytes that may follow lead to: classes, or nodes. */
interface Node {
  readonly leaves: boolean;
  readonly below: readonly number[];
}

function treeOf({ ranges }: Alphabet, narrowed: Uint16Array): Tree {
  const nodes: Node[] = [];
  const known = new Map<string, number>();
  const node = (leaves: boolean, below: readonly number[]): number => {
    const key = (leaves ? "=" : ">") + String.fromCharCode(...below);
    const before = known.get(key);
    if (before !== undefined) return before;
    known.set(key, nodes.length);
    return nodes.push({ leaves, below }) - 1;
  };
  const uniform = kept((of) => node(true, Array.from({ length: 64 }, () => of)));
  // Each 64 letters, which differ in their last byte alone, are a node; and there are few cuts, so most are of one class.
  const blocks = new Int32Array(LETTERS / 64);
  const mixed = new Map<number, number[]>();
  const ascii: number[] = [];
  const beyond = new Set<number>();
  for (const [from, to, wide] of ranges) {
    const of = narrowed[wide] ?? 0;
    for (let letter = from; letter <= Math.min(to, 0x7f); letter++) ascii[letter] = of;
    if (to > 0x7f) beyond.add(of);
    const [first, end] = [Math.ceil(from / 64), Math.floor((to + 1) / 64)];
    if (end > first) blocks.fill(uniform(of), first, end);
    for (const block of new Set([from >> 6, to >> 6])) {
      if (block >= first && block < end) continue;
      const below = mixed.get(block) ?? Array.from({ length: 64 }, () => of);
      mixed.set(block, below);
      below.fill(of, Math.max(from, block * 64) - block * 64, Math.min(to + 1, block * 64 + 64) - block * 64);
    }
  }
  for (const [block, below] of mixed) blocks[block] = node(true, below);
  // What no letter has there is as beside it, so that it makes no difference.
  blocks.fill(blocks[0xd7ff >> 6] ?? 0, 0xd800 >> 6, 0xe000 >> 6);
  const same = kept((below) => node(false, Array.from({ length: 64 }, () => below)));
  const above = (lower: Int32Array, first: number, end: number): number => {
    let at = first;
    while (at < end && lower[at] === lower[first]) at++;
    return at === end ? same(lower[first] ?? 0) : node(false, Array.from({ length: 64 }, (_, byte) => lower[Math.min(Math.max(first, byte), end - 1)] ?? 0));
  };
  const planes = Int32Array.from({ length: LETTERS / 4096 }, (_, at) => above(blocks.subarray(at * 64, at * 64 + 64), at === 0 ? 32 : 0, 64));
  const leads = Array.from({ length: 256 }, (_, byte) => {
    if (byte >= 0xc2 && byte <= 0xdf) return blocks[byte & 0x1f] ?? 0;
    if (byte >= 0xe0 && byte <= 0xef) return planes[byte & 0xf] ?? 0;
    if (byte < 0xf0 || byte > 0xf4) return 0;
    const at = (byte & 7) * 64;
    return above(planes.subarray(at, at + 64), byte === 0xf0 ? 16 : 0, byte === 0xf4 ? 16 : 64);
  });
  return { ascii, leads, beyond: [...beyond], nodes };
}

/** Code points. */
const LETTERS = 0x11_0000;

function kept(of: (from: number) => number): (from: number) => number {
  const known = new Map<number, number>();
  return (from) => {
    const to = known.get(from) ?? of(from);
    known.set(from, to);
    return to;
  };
}
