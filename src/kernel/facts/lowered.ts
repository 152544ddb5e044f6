// What was endorsed or declassified: for one argument of one very call, once, until a time; and the flow of that argument as it is
// lowered. What the argument came from stays as it was, and so does what the call gives on. Decides nothing.

import type { Labels } from "../../words/labels.js";
import type { Manifest } from "../../words/manifest.js";
import type { Lowering } from "../event/lowering.js";
import { flowAt, flowOf, type Flows } from "../graph/flows.js";

/** One that was permitted. */
export interface Lowered extends Pick<Lowering, "dimension" | "level" | "argument" | "expiresAt"> {
  isUsed: boolean;
}

/** By the canonical text of the call. */
export type Lowerings = Map<string, Lowered[]>;

/** Notes one that was let through. */
export function lower(lowerings: Lowerings, call: string, { dimension, level, argument, expiresAt }: Lowering): void {
  const lowered = { dimension, level, argument, expiresAt, isUsed: false };
  const known = lowerings.get(call);
  if (known === undefined) lowerings.set(call, [lowered]);
  else known.push(lowered);
}

/** Those that stand for a call: where it is not known how late it is, none. */
export function standing(lowerings: Lowerings, call: string, now: number | null): readonly Lowered[] {
  return lowerings.get(call)?.filter(({ isUsed, expiresAt }) => !isUsed && now !== null && now < expiresAt) ?? none;
}

/** Uses up all that stand for a call. */
export function useLowerings(lowerings: Lowerings, call: string, now: number | null): void {
  for (const lowered of standing(lowerings, call, now)) lowered.isUsed = true;
}

/** A flow with one dimension lowered: its label, and the marks of the sources that are none at that level. */
export function loweredFlow(flows: Flows, manifest: Manifest, flow: number, { dimension, level }: Lowered): number {
  const { labels, marks } = flowAt(flows, flow);
  const lifted: Labels = { ...labels, [dimension]: Math.min(labels[dimension], level) };
  const left = marks.slice();
  for (const { source, needs } of manifest.rules) {
    if (source === undefined || (needs?.[dimension] ?? 0) <= level) continue;
    for (const bit of [2 * source, 2 * source + 1]) left[bit >>> 5] = (left[bit >>> 5] ?? 0) & ~(1 << (bit & 31));
  }
  return flowOf(flows, lifted, left);
}

const none: readonly Lowered[] = [];
