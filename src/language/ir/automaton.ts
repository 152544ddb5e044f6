// Patterns of groups become one nondeterministic automaton over bytes, and the steps by which it is made deterministic. Patterns
// of a group that end alike share their end, and a group that surely matches is one state: so unions of globs stay small.

/** One sign of a pattern: a literal character, or a wildcard. */
export type Sign =
  | { readonly kind: "literal"; readonly text: string }
  /** One code point; within a segment not `/`. */
  | { readonly kind: "one"; readonly segment: boolean }
  /** Any text; within a segment without `/`. */
  | { readonly kind: "any"; readonly segment: boolean }
  /** Any number of texts without `/`, each with a `/` behind it. */
  | { readonly kind: "segments" };

/** The automaton; states are numbers. */
export interface Automaton {
  /** A pattern of a group. */
  add(signs: readonly Sign[], group: number): void;
  /** The states before any byte. */
  start(): readonly number[];
  step(states: readonly number[], byte: number): readonly number[];
  /** Groups whose patterns match here, sorted. */
  accepted(states: readonly number[]): readonly number[];
  /** Bytes that no edge tells apart are one class. */
  classes(): { readonly classes: Uint8Array; readonly representatives: readonly number[] };
}

interface Edge {
  readonly low: number;
  readonly high: number;
  readonly to: number;
}

/** What is known of one state. */
interface State {
  readonly group: number;
  readonly edges: Edge[];
  /** States that are reached without a byte. */
  readonly silent: number[];
  /** A text that ends here matches. */
  readonly accepts: boolean;
  /** Whatever follows matches too. */
  readonly sure: boolean;
}

/** UTF-8 of all code points but ASCII, as runs of byte ranges. */
const characters: readonly (readonly (readonly [number, number])[])[] = [
  [[0xc2, 0xdf], [0x80, 0xbf]],
  [[0xe0, 0xe0], [0xa0, 0xbf], [0x80, 0xbf]],
  [[0xe1, 0xef], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf0, 0xf0], [0x90, 0xbf], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf1, 0xf3], [0x80, 0xbf], [0x80, 0xbf], [0x80, 0xbf]],
  [[0xf4, 0xf4], [0x80, 0x8f], [0x80, 0xbf], [0x80, 0xbf]],
];
const slash = 0x2f;

/** An empty automaton. */
export function automaton(): Automaton {
  const states: State[] = [];
  /** States by group and by the signs that are left there. */
  const known = new Map<string, number>();
  const starts = new Set<number>();
  const state = (group: number, accepts = false, sure = false): number => states.push({ group, edges: [], silent: [], accepts, sure }) - 1;
  const closed = (reached: Iterable<number>): readonly number[] => closure(states, reached);
  return {
    add(signs, group) {
      let rest = "";
      let at = shared(known, `${group}`, () => state(group, true));
      for (let index = signs.length - 1; index >= 0; index--) {
        const sign = signs[index];
        if (sign === undefined) continue;
        const to = at;
        const last = index === signs.length - 1;
        rest = keyOf(sign) + rest;
        at = shared(known, `${group}${rest}`, () => before(states, state, sign, to, group, last));
      }
      starts.add(at);
    },
    start: () => closed(starts),
    step(from, byte) {
      const reached = new Set<number>();
      for (const at of from) for (const { low, high, to } of states[at]?.edges ?? []) if (low <= byte && byte <= high) reached.add(to);
      return closed(reached);
    },
    accepted: (at) => [...new Set(at.flatMap((index) => (states[index]?.accepts === true ? states[index].group : [])))].sort((a, b) => a - b),
    classes: () => classesOf(states),
  };
}

/** The state from which a sign leads to `to`. */
function before(states: readonly State[], state: (group: number, accepts?: boolean, sure?: boolean) => number, sign: Sign, to: number, group: number, last: boolean): number {
  const edge = (from: number, low: number, high: number, target: number): void => void states[from]?.edges.push({ low, high, to: target });
  const notSlash = (from: number, target: number): void => {
    edge(from, 0, slash - 1, target);
    edge(from, slash + 1, 0xff, target);
  };
  const run = (from: number, ranges: readonly (readonly [number, number])[]): void => {
    let at = from;
    ranges.forEach(([low, high], index) => {
      const next = index === ranges.length - 1 ? to : state(group);
      edge(at, low, high, next);
      at = next;
    });
  };
  const sure = last && (sign.kind === "segments" || (sign.kind === "any" && !sign.segment));
  const from = state(group, sure, sure);
  if (sure) {
    edge(from, 0, 0xff, from);
    return from;
  }
  switch (sign.kind) {
    case "literal":
      run(from, Array.from(new TextEncoder().encode(sign.text), (byte) => [byte, byte] as const));
      return from;
    case "one":
      for (const ranges of characters) run(from, ranges);
      if (sign.segment) {
        edge(from, 0, slash - 1, to);
        edge(from, slash + 1, 0x7f, to);
      } else edge(from, 0, 0x7f, to);
      return from;
    case "any":
      states[from]?.silent.push(to);
      if (sign.segment) notSlash(from, from);
      else edge(from, 0, 0xff, from);
      return from;
    case "segments": {
      const within = state(group);
      states[from]?.silent.push(to);
      edge(from, slash, slash, from);
      notSlash(from, within);
      notSlash(within, within);
      edge(within, slash, slash, from);
      return from;
    }
  }
}

function keyOf(sign: Sign): string {
  switch (sign.kind) {
    case "literal": return `=${sign.text}`;
    case "one": return sign.segment ? "<?" : "<.";
    case "any": return sign.segment ? "<*" : "<+";
    case "segments": return "<**";
  }
}

/** States that need no byte to be reached are added. Of a group that surely matches, one state stands for all. Sorted. */
function closure(states: readonly State[], reached: Iterable<number>): readonly number[] {
  const seen = new Set(reached);
  for (const at of seen) for (const to of states[at]?.silent ?? []) seen.add(to);
  const settled = new Map<number, number>();
  for (const at of seen) {
    const state = states[at];
    if (state?.sure === true) settled.set(state.group, Math.min(at, settled.get(state.group) ?? at));
  }
  const left = settled.size === 0 ? [...seen] : [...seen].filter((at) => {
    const state = states[at];
    return state !== undefined && (settled.get(state.group) ?? at) === at;
  });
  return left.sort((a, b) => a - b);
}

function shared(known: Map<string, number>, key: string, make: () => number): number {
  const at = known.get(key) ?? make();
  known.set(key, at);
  return at;
}

function classesOf(states: readonly State[]): { classes: Uint8Array; representatives: readonly number[] } {
  const cuts = new Set<number>([0]);
  for (const { edges } of states) {
    for (const { low, high } of edges) {
      cuts.add(low);
      cuts.add(high + 1);
    }
  }
  const classes = new Uint8Array(256);
  const representatives: number[] = [];
  for (let byte = 0; byte < 256; byte++) {
    if (cuts.has(byte)) representatives.push(byte);
    classes[byte] = representatives.length - 1;
  }
  return { classes, representatives };
}
