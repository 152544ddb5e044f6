// Where the runtime and a policy's generated parts meet: words in the first kilobyte of memory, which the encoder fills and
// the runtime reads, and the shapes of the tables they point to. All addresses are absolute.

/** First byte of the runtime's own data; everything below is these words. */
export const RUNTIME_BASE = 1024;
/** Bytes of a page of Wasm memory. */
export const PAGE = 65536;
/** Pages that every host of OPA modules gives at the start. */
export const PAGES = 5;

/** Bytes that are asked for with a frame, so that it can stand on a multiple of 16. */
export const FRAME_MORE = 8;

/** The words. */
export const LINK = {
  /** Where the next allocation goes. */
  heap: 16,
  /** The buffer of `frame_reserve`. */
  frame: 24, frameBytes: 28,
  /** The fixed place for verdicts. */
  verdicts: 32,
  /** Rules with a source, each with its number; and those that are inactive without columns, each with the address of their number and theirs: as PAIRS. */
  sources: 36, needs: 40,
  /** Index of the last rule that fired, and whether one fired out of order. */
  last: 44, unsorted: 48,
  /** Tables of names, as NAMES; and of columns, row columns and rules. */
  ops: 52, sinks: 56, acts: 60, tags: 64, tools: 68, roles: 72, principals: 76, shapes: 80, trust: 84, secrecy: 88,
  columns: 92, columnCount: 96, rowColumns: 100, rules: 104, markWords: 112,
  /** The module's entrypoints as the text of a JSON object. */
  entrypoints: 116, entrypointsLength: 120,
  effects: 124,
  /** First labeller of each kind of resource, or 0: sixteen words. */
  labellers: 200,
  /** For each row column how it is filled, as FILL, or 0. */
  rowFills: 192,
  /** Labels of all edge kinds joined, for the frame at hand. */
  joined: 128,
  /** Two cells that are always there: an unknown and an absent one. */
  unknownCell: 144, absentCell: 160,
  /** Places for the members of an object of the view's JSON while it is read, by its kind: a word a name. */
  viewPlaces: 512, flowsPlaces: 576, labelsPlaces: 592, marksPlaces: 616, rowPlaces: 624,
} as const;

/** A table of names: their number, then entries. */
export const NAMES = { count: 0, entries: 4 } as const;
/** One name; its place is its number. */
export const NAME = { at: 0, length: 4, bytes: 8 } as const;

/** One column: the part of the input it stands in (0 args, 1 host, 2 facts, 3 principal, 4 time), the path's parts (as NAMES), the column's key, and how it is filled where it is left out, as FILL, or 0. */
export const COLUMN = { part: 0, path: 4, at: 8, length: 12, fill: 16, bytes: 20 } as const;
/** The members of a view's JSON that columns stand in, by the number of the part. */
export const parts = ["args", "host", "facts", "principal", "time"];

/**
 * How a column is filled from the host's data: what of it (0 the data, 1 whether a list of it has something, 2 what a map has for it), the
 * shape declared (0 scalar, 1 list, 2 map) of what (0 string, 1 number, 2 boolean, 3 any), the package and the name, and where that
 * something stands: a part and a path as a column's, 5 the row's value, 6 the text that the path is.
 */
export const FILL = { kind: 0, shape: 4, of: 8, pack: 12, packLength: 16, name: 20, nameLength: 24, part: 28, path: 32, bytes: 36 } as const;

/** One rule: its id (also as the text of a JSON string: ids have nothing to escape), and bytes: effect, kind (0 unary, 1 relational, 2 host), 1 if under trial. */
export const RULE = { at: 0, length: 4, effect: 8, kind: 9, observe: 10, bytes: 12 } as const;

/** Something of some rules: their number, then entries in the order of rules. */
export const PAIRS = { count: 0, entries: 4 } as const;
/** One of them: the rule's number, and what is said of it. */
export const PAIR = { rule: 0, of: 4, bytes: 8 } as const;

/** Strings and numbers. Strings in open addressing by hash: `mask` is the number of slots less one, each a word with the number of a text, or -1. Behind the slots stand the texts. */
export const SET = { mask: 0, strings: 4, numbersAt: 8, numbers: 12, slots: 16, slot: 4 } as const;
/** One text; `value` is what is found by it: its number, or its case. */
export const MEMBER = { hash: 0, at: 4, length: 8, value: 12, bytes: 16 } as const;

/**
 * A DFA: classes of bytes, then for each state its output (0 none), whether no way leads out of it, and its next states by class: bytes,
 * or words of 16 bits where it is wide.
 */
export const DFA = { classes: 0, start: 4, next: 8, outputs: 12, stuck: 16, width: 20, wide: 24 } as const;

/** What a resource's DFA gives: for each output but 0, labels. `more` is the next DFA of the same kind, or 0. */
export const LABELLER = { dfa: 0, labels: 4, more: 8, bytes: 12 } as const;
