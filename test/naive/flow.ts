// Labels and marks together, joined plainly: no numbers, no tables.
// Knows nothing of nodes.

import { clean, join, opaque, type Labels } from "../../src/words/labels.js";
import { markWords } from "../../src/words/manifest.js";
import type { Flow, Marks } from "../../src/words/view.js";

/** The flows every session begins with, for so many source patterns. */
export interface Ground {
  readonly none: Flow;
  /** What could not be read came. */
  readonly opaque: Flow;
  /** Something may have come. */
  readonly unknown: Flow;
}

export function ground(sources: number): Ground {
  const none = new Uint32Array(markWords(sources));
  const maybe = new Uint32Array(markWords(sources));
  for (let source = 0; source < sources; source++) maybe[(2 * source + 1) >>> 5]! |= 1 << ((2 * source + 1) & 31);
  return { none: { labels: clean, marks: none }, opaque: { labels: opaque, marks: maybe }, unknown: { labels: { ...clean, unknown: true }, marks: maybe } };
}

/** The join of all of them, on top of the first. */
export function joinAll(first: Flow, more: readonly Flow[]): Flow {
  return more.reduce((a, b) => ({ labels: join(a.labels, b.labels), marks: a.marks.map((word, index) => word | (b.marks[index] ?? 0)) }), first);
}

/** A flow of labels alone, or of marks alone. */
export function ofLabels(base: Ground, labels: Labels): Flow {
  return { labels, marks: base.none.marks };
}
export function ofMarks(base: Ground, marks: Marks): Flow {
  return { labels: clean, marks: base.none.marks.map((_, index) => marks[index] ?? 0) };
}

/** What has perhaps come: the labels, with more where there is any, and every mark as one that may be. */
export function faded({ labels, marks }: Flow): Flow {
  const isTainted = labels.unknown || labels.trust > 0 || labels.secrecy > 0 || labels.tags !== 0;
  return { labels: { ...labels, unknown: isTainted }, marks: marks.map((word) => ((word & 0x5555_5555) << 1) | (word & 0xaaaa_aaaa)) };
}
