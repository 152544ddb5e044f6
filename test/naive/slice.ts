// What hangs on some steps of a log, by going over all of it again for every question: which nodes there are and what they came from
// the naive kernel says, which was finished when and what could be read then the log itself. docs/rollback.md, "Slice".

import { readObserved, readSink } from "../../src/kernel/event/normalise.js";
import type { Effect } from "../../src/words/effects.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { EdgeKind } from "../../src/words/provenance.js";
import { leavesOf } from "./cells.js";
import { begin, declaredOf, hear, rolesOf } from "./kernel.js";
import { overlap, placeOf } from "../../src/extract/overlap.js";
import { holds } from "../../src/words/effects.js";
import { isOwn } from "../../src/kernel/registry/spot.js";
import type { Spot, Touch } from "./places.js";
import type { Node } from "./session.js";

/** The steps that hang on the causes, and these, in order. */
export function naiveSlice(manifest: Manifest, evaluator: Evaluator, log: readonly unknown[], effects: ReadonlyMap<number, Effect>, causes: readonly number[], via: readonly EdgeKind[]): readonly number[] {
  const nodes = naiveNodes(manifest, evaluator, log, effects);
  const prefixes = log.map((_, index) => naiveNodes(manifest, evaluator, log.slice(0, index + 1), effects));
  const opaqueAt = (step: number): number => prefixes.findIndex((prefix) => prefix[step]?.isOpaque === true);
  const found = new Set(causes);
  for (let size = -1; size < found.size;) {
    size = found.size;
    for (const node of nodes) {
      for (const step of found) {
        const source = nodes[step];
        if (source !== undefined && step < node.step && hangs({ nodes, log, effects, opaqueAt }, node, source, via)) found.add(node.step);
      }
    }
  }
  return [...found].sort((a, b) => a - b);
}

/** A node, the event that made it, and whether there is more in its call's arguments than was seen. */
interface Made extends Node {
  readonly event: number;
  readonly open: boolean;
}

/** The nodes after the whole log, of a bundle that looks through value edges. */
function naiveNodes(manifest: Manifest, evaluator: Evaluator, log: readonly unknown[], effects: ReadonlyMap<number, Effect>): readonly Made[] {
  const session = begin(manifest, evaluator, {}, new Map(), true);
  const events: number[] = [];
  for (const [index, event] of log.entries()) {
    hear(session, event, index, effects);
    while (events.length < session.nodes.length) events.push(index);
  }
  return session.nodes.map((node, step) => ({ ...node, event: events[step] ?? 0, open: node.call !== null && leavesOf(node.call.args, rolesOf(session, node.call), declaredOf(session, node.call), session.manifest.tools[node.call.tool]?.params ?? []).open }));
}

interface World {
  readonly nodes: readonly Made[];
  readonly log: readonly unknown[];
  readonly effects: ReadonlyMap<number, Effect>;
  readonly opaqueAt: (step: number) => number;
}

/** Whether a node hangs on an earlier one. */
function hangs({ nodes, log, effects, opaqueAt }: World, node: Made, source: Made, via: readonly EdgeKind[]): boolean {
  const finished = finishedAt(nodes, log, source);
  const wasGiven = finished !== null && finished < node.event;
  const hidden = opaqueAt(source.step);
  const isOwn = node.kind === "opaque" || (node.kind === "text" && (node.principal === "user" || node.principal === "system"));
  const value = node.sources.includes(source.step) || (hidden !== -1 && hidden < node.event && !isOwn) || ((isUnknown(node) || node.isSummary === true) && wasGiven);
  const placed = reads(node.call?.isResponse === true ? null : node.call?.touch ?? null, source.call?.touch ?? null) && (finished !== null || isLet(nodes, log, effects, source));
  const declared = refsOf(log[node.event]).some((ref) => ref !== node.call?.id && latestBefore(nodes, ref, node.step)?.step === source.step);
  const context = wasGiven && (node.kind === "call" || node.kind === "response" || node.kind === "model");
  return (via.includes("value") && (value || placed)) || (via.includes("declared") && declared) || (via.includes("context") && context);
}

/** Whether the one reads where the other writes, or may. */
function reads(reader: Touch | null, writer: Touch | null): boolean {
  const some = (kinds: readonly Spot["kind"][]): readonly Spot[] => kinds.map((kind) => ({ kind, key: null }));
  const to = writer === null ? [] : [...writer.writes, ...writer.entrusted, ...some(writer.writesAny)];
  const from = reader === null ? [] : [...reader.reads, ...reader.entrusted, ...some(reader.readsAny)];
  return from.some((a) => to.some((b) => a.kind === b.kind && (a.key === null || (b.key === null ? !isOwn(a) : a.key === b.key || (a.kind === "path" && overlap(placeOf(a.key), placeOf(b.key)) !== "none")))));
}

/** Whether a call was let through, and nobody says that it never ran. */
function isLet(nodes: readonly Made[], log: readonly unknown[], effects: ReadonlyMap<number, Effect>, node: Made): boolean {
  const isTakenBack = log.some((event, index) => {
    const read = readObserved(event);
    return index > node.event && read.ok && read.value.kind === "denied" && read.value.id === node.call?.id && nodes.findLast((other) => other.event < index && other.call?.id === node.call?.id)?.step === node.step;
  });
  return !isTakenBack && !holds(effects.get(node.event) ?? "allow");
}

/** Whether something in it may have come from anywhere. */
function isUnknown({ kind, value, got, call, open }: Made): boolean {
  // What a text came to by the place that it lay in is known no better.
  if (call === null) return kind !== "opaque" && (value.labels.unknown || got.labels.unknown);
  return call.args === null || open || call.sightings.some((sighting) => sighting !== null && sighting.unknown && sighting.flow.labels.unknown);
}

/** The event with which all that a node gives was there. */
function finishedAt(nodes: readonly Made[], log: readonly unknown[], node: Made): number | null {
  if (node.call === null || node.call.isResponse) return node.event;
  const { id } = node.call;
  const at = log.findIndex((event, index) => {
    const read = readObserved(event);
    return index > node.event && read.ok && read.value.kind === "result" && read.value.id === id && nodes.findLast((other) => other.event < index && other.call?.id === id)?.step === node.step;
  });
  return at === -1 ? null : at;
}

function latestBefore(nodes: readonly Made[], id: string, step: number): Made | undefined {
  return nodes.findLast((node) => node.step < step && node.call !== null && !node.call.isResponse && node.call.id === id);
}

function refsOf(event: unknown): readonly string[] {
  const read = readSink(event);
  return read.kind === "call" ? read.refs : [];
}
