// The instructions of a session as an append-only arena: a few numbers each, and the nodes its values came from.
// Knows neither texts nor rules; a node never changes its step.

import type { Principal } from "../../words/provenance.js";
import { principals } from "../../words/provenance.js";
import { at, ints, push, type Ints } from "./ints.js";

/** What a node is. `text` is a principal's, `model` the model's own. */
export const nodeKinds = ["text", "model", "response", "call", "opaque"] as const;
export type NodeKind = (typeof nodeKinds)[number];

/** All nodes, field by field. */
export interface Nodes {
  /** Kind, and principal plus one where there is one. */
  readonly kinds: Ints;
  /** Number of the tool's name, -1 for none. */
  readonly tools: Ints;
  /** The flow each gives on. */
  readonly outs: Ints;
  /** Its own marks, as a flow. */
  readonly marks: Ints;
  /** Where its sources begin in `sources`; those of the next node end them. */
  readonly sourceStarts: Ints;
  readonly sources: Ints;
  /** The same for the locators of a call, as numbers of uses. */
  readonly locatorStarts: Ints;
  readonly locators: Ints;
  readonly names: string[];
  readonly nameNumbers: Map<string, number>;
}

/** No nodes. */
export function createNodes(): Nodes {
  return {
    kinds: ints(), tools: ints(), outs: ints(), marks: ints(), sourceStarts: ints(), sources: ints(), locatorStarts: ints(), locators: ints(),
    names: [], nameNumbers: new Map(),
  };
}

/** Appends a node; gives its step. */
export function addNode(nodes: Nodes, kind: NodeKind, principal: Principal | null, tool: string | null, sources: readonly number[], locators: readonly number[]): number {
  push(nodes.sourceStarts, nodes.sources.length);
  push(nodes.locatorStarts, nodes.locators.length);
  for (const source of sources) push(nodes.sources, source);
  for (const locator of locators) push(nodes.locators, locator);
  push(nodes.tools, tool === null ? -1 : nameNumber(nodes, tool));
  push(nodes.outs, 0);
  push(nodes.marks, 0);
  return push(nodes.kinds, nodeKinds.indexOf(kind) + KINDS * (principal === null ? 0 : principals.indexOf(principal) + 1));
}

/** What a node is. */
export function kindOf(nodes: Nodes, step: number): NodeKind {
  return nodeKinds[at(nodes.kinds, step) % KINDS] ?? "opaque";
}

/** Number of the principal whose text it is (a call's result is the tool's), -1 for the model. */
export function principalOf(nodes: Nodes, step: number): number {
  return Math.trunc(at(nodes.kinds, step) / KINDS) - 1;
}

/** Name of the tool it called, null for none. */
export function toolOf(nodes: Nodes, step: number): string | null {
  return nodes.names[at(nodes.tools, step)] ?? null;
}

/** The nodes its values came from. */
export function sourcesOf(nodes: Nodes, step: number): Int32Array {
  return nodes.sources.data.subarray(at(nodes.sourceStarts, step), step + 1 < nodes.sourceStarts.length ? at(nodes.sourceStarts, step + 1) : nodes.sources.length);
}

/** The values by which it named where it reads, as numbers of uses. */
export function locatorsOf(nodes: Nodes, step: number): Int32Array {
  return nodes.locators.data.subarray(at(nodes.locatorStarts, step), step + 1 < nodes.locatorStarts.length ? at(nodes.locatorStarts, step + 1) : nodes.locators.length);
}

function nameNumber(nodes: Nodes, name: string): number {
  const known = nodes.nameNumbers.get(name);
  if (known !== undefined) return known;
  nodes.nameNumbers.set(name, nodes.names.length);
  return nodes.names.push(name) - 1;
}

const KINDS = 8;
