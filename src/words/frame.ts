// Where everything stands in a frame, the binary form of a view: one table for the writer, the code generator and the
// runtime (whose constants are generated from it). Offsets are bytes, all numbers little-endian. A frame stands anywhere in
// memory: `at` words of the header are relative to its first byte, those of cells, flows and resources to the cell, flow or
// resource itself, so that each can be read alone. Says nothing of what a view means.

/** First word of a frame: `IDV1`. */
export const FRAME_MAGIC = 0x31564449;

/** Tags of cells. */
export const cellTags = { unknown: 0, absent: 1, boolean: 2, number: 3, string: 4, list: 5 } as const;

/** A cell: a boolean or number in `value`, or there the distance from the cell to UTF-8 bytes or to the cells of a list. */
export const CELL = { tag: 0, flags: 1, length: 4, value: 8, bytes: 16 } as const;
/** Bit of a cell's flags: the list may have more items. */
export const CELL_OPEN = 1;

/** Labels of a node, flow or resource. `unknown` is 0 or 1. */
export const LABELS = { trust: 0, secrecy: 1, unknown: 2, tags: 4, bytes: 8 } as const;

/** Labels, and where the words of marks stand. */
export const FLOW = { labels: 0, marksAt: 8, bytes: 12 } as const;

/** The header: `acts` are the first 32, `moreActs` three words for those behind them, written where the bundle has so many. The cells of the manifest's columns follow it. */
export const HEADER = {
  magic: 0, bytes: 4, question: 8, op: 12, tool: 16, sinks: 20, acts: 24,
  self: 28, flows: 36, columns: 72, rows: 76, rowsAt: 80, rowsOpen: 84,
  resources: 88, resourcesAt: 92, resourcesOpen: 96, moreActs: 100, end: 112,
} as const;

/** Where a word of acts stands in the header. */
export function actsAt(word: number): number {
  return word === 0 ? HEADER.acts : HEADER.moreActs + 4 * (word - 1);
}

/** One row; the cells of the manifest's row columns follow it. */
export const ROW = { value: 0, roles: 16, who: 20, shape: 24, named: 28, unknown: 32, flow: 36, end: 48 } as const;

/** One resource of a call: number of its kind, and its text. */
export const RESOURCE = { kind: 0, at: 4, length: 8, bytes: 12 } as const;

/** What `decide` leaves: entries in the order of rules. `effect` is the strictest one's number. */
export const VERDICTS = { count: 0, effect: 4, entries: 8 } as const;
/** One verdict. `flags` bit 0: the outcome hung on an unknown. `row` is signed, -1 for none. */
export const VERDICT = { rule: 0, flags: 2, row: 4, bytes: 8 } as const;

/** What `bind` leaves; the words of counters follow it, and those of acts behind the first 32 follow these. */
export const BINDING = { op: 0, sinks: 4, acts: 8, target: 12, result: 20, counters: 28 } as const;
