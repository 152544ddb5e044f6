// A stream that has grown too long, to one without its oldest texts: their places are given back, and what is kept of them is which
// words stood in them and what they gave on. From then on a value of such words may have come from there, and nobody knows.
// Costs what the stream holds, once in as many tokens as half of its bound.

import { clean, covers } from "../../words/labels.js";
import type { Marks } from "../../words/view.js";
import { CLEAN, flowAt, flowOf, joinFlows, type Flows } from "./flows.js";
import { outOf, type Graph } from "./graph.js";
import { at } from "./ints.js";
import { dropFirst, get, put } from "./packed.js";
import { SEGMENT, countOnce, cutTold, type Stream } from "./stream.js";

/** Forgets the oldest segments of a stream, so that at most half of `placesMax` is left of it. */
export function forget(graph: Graph, stream: Stream, placesMax: number): void {
  const { tokens, before, begins, nodes, forms, records } = stream;
  const first = firstBegin(stream, tokens.length - Math.floor(placesMax / 2));
  const cut = first < begins.length ? at(begins, first) : tokens.length;
  const lost = stream.lost ?? { tokens: new Uint8Array(0), flow: CLEAN };
  const stood = new Uint8Array(Math.max(lost.tokens.length, stream.latest.length));
  stood.set(lost.tokens);
  let { flow } = lost;
  for (let position = 0; position < cut; position++) stood[get(tokens, position)] = 1;
  stood[SEGMENT] = 0;
  for (let segment = 0; segment < first; segment++) flow = joinFlows(graph.flows, flow, perhaps(graph.flows, outOf(graph, at(nodes, segment))));
  stream.lost = { tokens: stood, flow };
  stream.glues?.copyWithin(0, cut, tokens.length);
  dropFirst(tokens, cut);
  dropFirst(before, cut);
  for (const list of [begins, nodes, forms, records]) {
    list.data.copyWithin(0, first, list.length);
    list.length -= first;
  }
  for (let index = 0; index < begins.length; index++) begins.data[index] = at(begins, index) - cut;
  cutTold(stream, cut);
  relink(stream);
}

/** What has perhaps come of a flow: as it is for its labels, but more may be there, and each mark is one that may be. */
function perhaps(flows: Flows, number: number): number {
  const { labels, marks } = flowAt(flows, number);
  return flowOf(flows, covers(clean, labels) ? clean : { ...labels, unknown: true }, unsure(marks));
}

function unsure(marks: Marks): Marks {
  return marks.map((word) => ((word & CERTAIN) << 1) | (word & ~CERTAIN));
}

/** The place in `begins` of the first segment that begins at a position or behind it. */
function firstBegin({ begins }: Stream, position: number): number {
  let low = 0;
  let high = begins.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (at(begins, middle) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Chains the occurrences anew, and counts them. */
function relink(stream: Stream): void {
  stream.latest.fill(0);
  stream.counts.fill(0);
  for (let position = 0; position < stream.tokens.length; position++) {
    const token = get(stream.tokens, position);
    if (token === SEGMENT) continue;
    put(stream.before, position, stream.latest[token] ?? 0);
    stream.latest[token] = position + 1;
    countOnce(stream, token);
  }
}

/** The certain bits of a word of marks. */
const CERTAIN = 0x5555_5555;
