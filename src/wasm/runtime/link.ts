// Where the runtime and a policy's generated parts meet: words in the first kilobyte of memory, which the encoder fills and
// the runtime reads, and the shapes of the tables they point to. All addresses are absolute.

/** First byte of the runtime's own data; everything below is these words. */
export const RUNTIME_BASE = 1024;
/** Bytes of a page of Wasm memory. */
export const PAGE = 65536;
/** Pages that every host of OPA modules gives at the start. */
export const PAGES = 5;
/** Pages that a module's import asks for at most, as OPA's own modules do: what it needs beyond them it takes itself when it is loaded. */
export const PAGES_ASKED = 2;

/** Bytes that are asked for with a frame, so that it can stand on a multiple of 16. */
export const FRAME_MORE = 8;

/** Bits of a distance in packed data that are written as they are. */
export const PACK_NEAR_BITS = 5;

/** What a module may have no use for: columns that are filled from data, sources, labellers, rules that are inactive without a host's fact. */
export const optionals = ["fills", "sources", "labellers", "needs"] as const;
export type Optional = (typeof optionals)[number];

/** The runtime's builds: one that can do all of that, and one for modules that ask for none of it. */
export const builds = { whole: optionals, lean: [] } as const satisfies Readonly<Record<string, readonly Optional[]>>;
export type Build = keyof typeof builds;

/** The words. */
export const LINK = {
  /** Where the next allocation goes. */
  heap: 16,
  /** The buffer of `frame_reserve`. */
  frame: 24, frameBytes: 28,
  /** The fixed place for verdicts. */
  verdicts: 32,
  /** Rules with a source, each with its number; and those that are inactive without columns, each with the address of their number and theirs: as PAIRS. The latter is 0 where there are none. */
  sources: 36, needs: 40,
  /** Index of the last rule that fired, and whether one fired out of order. */
  last: 44, unsorted: 48,
  /** Tables of names, as NAMES; and of columns and rules. */
  ops: 52, sinks: 56, acts: 60, tags: 64, tools: 68, roles: 72, principals: 76, shapes: 80, trust: 84, secrecy: 88,
  columns: 92, columnCount: 96, rowColumns: 100, rules: 104, markWords: 112,
  effects: 124,
  /** Where what is said of rules begins, and how many rules there are. */
  ruleTexts: 116, ruleCount: 120,
  /** What ids of rules begin with, as NAMES. */
  prefixes: 108,
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

/** A counted text: how many bytes of UTF-8 it has, in one byte or, from this number on, in four behind such a byte; then these. */
export const COUNTED_LONG = 255;

/** The bytes of a counted text. */
export function counted(text: string): readonly number[] {
  const utf8 = [...new TextEncoder().encode(text)];
  const { length } = utf8;
  return [...(length < COUNTED_LONG ? [length] : [COUNTED_LONG, ...[0, 8, 16, 24].map((bits) => (length >>> bits) & 0xff)]), ...utf8];
}

/** A table of names: their number, then counted texts one behind the other. A name's place is its number. */
export const NAMES = { count: 0, entries: 4 } as const;

/** One column: the member of the input it stands in (its place among `members.view`), the path in it (as NAMES), the column's key (counted), and how it is filled where it is left out, as FILL, or 0. */
export const COLUMN = { part: 0, path: 4, key: 8, fill: 12, bytes: 16 } as const;

/**
 * How a column is filled from the host's data, bytes: what of it (0 the data, 1 whether a list of it has something, 2 what a map has for it), the
 * shape declared (0 scalar, 1 list, 2 map) of what (0 string, 1 number, 2 boolean, 3 any), and the member that something stands in
 * (as a column's; `rows` for the row's value, `version` where the path is itself the text); words: the package and the name (counted), and the path (as NAMES).
 */
export const FILL = { kind: 0, shape: 1, of: 2, part: 3, pack: 4, name: 8, path: 12, bytes: 16 } as const;

/**
 * One rule, of which the table has a word with its address, which is written when the module is loaded: bits of what it is (three for its effect; two for its kind: 0 unary, 1 relational, 2 host;
 * one if under trial), what its id begins with (a number of `prefixes`), and the rest of the id (counted). Ids have nothing that JSON escapes. Rules stand one behind the other.
 */
export const RULE = { bits: 0, prefix: 1, rest: 2, word: 4 } as const;
/** Where the bits of a rule's kind and of its trial stand, behind those of its effect. */
export const RULE_KIND_BIT = 3;
export const RULE_TRIAL_BIT = 5;

/** Something of some rules: their number, then entries in the order of rules. */
export const PAIRS = { count: 0, entries: 4 } as const;
/** One of them: the rule's number, and what is said of it. */
export const PAIR = { rule: 0, of: 4, bytes: 8 } as const;

/**
 * Strings, and numbers or cases. Strings in open addressing by hash: `mask` is the number of slots less one, each a word with the address of
 * a counted text, or 0. Behind the slots stand the numbers, as many as `numbers` says; or, for each slot, its case in two bytes.
 */
export const SET = { mask: 0, numbers: 4, slots: 8, slot: 4, number: 8, value: 2 } as const;
/**
 * A DFA: classes of bytes, then for each state its output (0 none), whether no way leads out of it, and its next states by class: bytes,
 * or words of 16 bits where it is wide.
 */
export const DFA = { classes: 0, start: 4, next: 8, outputs: 12, stuck: 16, width: 20, wide: 24 } as const;

/** What a resource's DFA gives: for each output but 0, labels. `more` is the next DFA of the same kind, or 0. */
export const LABELLER = { dfa: 0, labels: 4, more: 8, bytes: 12 } as const;
