// What a session remembers to how many bytes that is taken to be, so that the same events always come to the same: by the lengths of
// its lists, and never by what a machine gives for them. Costs the same whatever there is.

import type { Graph } from "./graph/graph.js";
import type { Memory } from "./memory.js";
import { sizeOf } from "./graph/vocabulary.js";
import { at } from "./graph/ints.js";
import { packedBytes } from "./graph/packed.js";

/** Bytes that a session's memory is counted to take. */
export function bytesOf({ graph, spent }: Pick<Memory, "graph" | "spent">): number {
  return spent + graphBytes(graph);
}

/** Bytes of a held call: its arguments stay, since it may run all the same. */
export function heldBytes(leaves: readonly { readonly value: unknown }[]): number {
  return leaves.reduce((sum, { value }) => sum + LEAF_BYTES + (typeof value === "string" ? 2 * value.length : 0), 0);
}

function graphBytes({ nodes, made, uses, words, streams, pieces, records, callings }: Graph): number {
  let bytes = NODE_BYTES * nodes.kinds.length + 4 * (nodes.sources.length + nodes.locators.length) + 4 * uses.tokens.length + USE_BYTES * uses.firsts.length
    + 4 * (records.starts.length + records.nodes.length + records.authors.length + records.names.length) + at(words.starts, sizeOf(words)) + TOKEN_BYTES * sizeOf(words);
  if (pieces !== null) bytes += at(pieces.keys.starts, sizeOf(pieces.keys)) + TOKEN_BYTES * sizeOf(pieces.keys) + SEED_BYTES * pieces.seedKeys.length + 8 * pieces.nodes.length;
  if (callings !== null) bytes += 2 * callings.letters + TOKEN_BYTES * (2 * callings.met.length + callings.meant.size + callings.list.length);
  for (const told of made.values()) bytes += TOKEN_BYTES * told.size;
  for (const { tokens, before, begins, told } of streams) bytes += packedBytes(tokens) + packedBytes(before) + tokens.length + SEGMENT_BYTES * begins.length + 8 * told.length;
  return bytes;
}

/** What is kept of an event beside the graph: its id, what became of it, what was wrong with it. */
export const EVENT_BYTES = 256;
const LEAF_BYTES = 64;
/** Eight lists of numbers. */
const NODE_BYTES = 32;
const USE_BYTES = 60;
const TOKEN_BYTES = 16;
const SEED_BYTES = 48;
/** Four lists of numbers. */
const SEGMENT_BYTES = 16;
