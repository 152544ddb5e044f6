// Constant data of a module: bytes stand where it is said, on the multiples that loads want, and once.
// Knows no module and no policy.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Machine } from "../../src/language/ir/machine.js";
import { aligned, data, labelWords, put, putCases, putCell, putCounted, putMachine, putNames, putSet, putText, putWords, reserve } from "../../src/wasm/codegen/data.js";
import type { Data } from "../../src/wasm/codegen/data.js";
import { COUNTED_LONG, DFA, SET } from "../../src/wasm/runtime/link.js";
import { CELL, LABELS, cellTags } from "../../src/words/frame.js";

/** What stands from an address on. */
function view({ bytes, base }: Data, at: number): DataView {
  return new DataView(Uint8Array.from(bytes).buffer, at - base);
}

/** The counted text at an address. */
function read(into: Data, at: number): string {
  const from = view(into, at);
  const short = from.getUint8(0);
  const [start, length] = short < COUNTED_LONG ? [1, short] : [5, from.getUint32(1, true)];
  return new TextDecoder().decode(Uint8Array.from({ length }, (_, index) => from.getUint8(start + index)));
}

/** FNV-1a. */
function hash(text: string): number {
  let sum = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) sum = Math.imul(sum ^ byte, 0x01000193);
  return sum;
}

/** Some bytes that nobody else has, so that what comes next begins anywhere. */
function shift(into: Data, bytes: number): void {
  put(into, Array.from({ length: bytes }, (_, at) => 200 + at), 1);
}

describe("constant data", () => {
  it.each([1, 2, 4, 8, 16])("stand on multiples of %d, as they are, behind one another", (align) => {
    for (const base of [1616, 1617]) {
      for (let shifted = 0; shifted < 4; shifted++) {
        const into = data(base);
        shift(into, shifted);
        const at = put(into, [1, 2, 3], align);
        expect(at).toBe(aligned(base + shifted, align));
        expect([at % align, at < base + shifted + align]).toEqual([0, true]);
        expect(into.bytes.slice(at - base)).toEqual([1, 2, 3]);
      }
    }
  });

  it("stand on multiples of four where nothing is said", () => {
    const into = data(1616);
    shift(into, 1);
    expect([put(into, [1]), putWords(into, [7])]).toEqual([1620, 1624]);
  });

  it.each<[string, (into: Data) => number, number]>([
    ["bytes", (into) => put(into, [1, 2, 3]), 4],
    ["words", (into) => putWords(into, [1, 2 ** 32 - 1]), 4],
    ["texts", (into) => putText(into, "päth").at, 1],
    ["names", (into) => putNames(into, ["a", "b", ""]), 1],
    ["counted texts", (into) => putCounted(into, "päth"), 1],
    ["cells of texts", (into) => putCell(into, "a"), 8],
    ["cells of numbers", (into) => putCell(into, 1.5), 8],
    ["cells of truths", (into) => putCell(into, true), 8],
    ["sets", (into) => putSet(into, ["a", "b"], []), 4],
    ["sets of numbers", (into) => putSet(into, [], [1, 2]), 4],
    ["sets of both", (into) => putSet(into, ["a"], [1]), 4],
  ])("stand once: %s", (_, of, align) => {
    const into = data(1616);
    shift(into, 3);
    const at = of(into);
    const { length } = into.bytes;
    expect([at % align, of(into), into.bytes.length]).toEqual([0, at, length]);
  });

  it("that differ anywhere stand apart", () => {
    const into = data(1616);
    const texts = ["ab", "bb", "aa", "a", "abc"];
    expect(new Set(texts.map((text) => putText(into, text).at)).size).toBe(texts.length);
  });

  it("that are written alike and are of two types stand apart", () => {
    const into = data(1616);
    expect(new Set(["1", 1, "true", true, "", 0, "0", false].map((value) => putCell(into, value))).size).toBe(8);
  });

  it("sets of one list of strings are looked up by the list; those with numbers are others", () => {
    const strings = ["a", "b"];
    const into = data(1616);
    const both = putSet(into, strings, [1]);
    const alone = putSet(into, strings, []);
    const { length } = into.bytes;
    expect([putSet(into, strings, []), putSet(into, strings, [1]), putSet(into, strings, [2]) === both, alone === both]).toEqual([alone, both, false, false]);
    expect(into.bytes.length).toBeGreaterThan(length);
    expect(into.sets.get(strings)).toBe(alone);
  });

  it("places that are kept free are nobody else's, and empty", () => {
    const into = data(1616);
    shift(into, 5);
    const [first, second] = [reserve(into, 20), reserve(into, 20)];
    expect([first, second, into.bytes.length]).toEqual([1632, 1664, 68]);
    expect(into.bytes.slice(first - 1616)).toEqual(Array(52).fill(0));
  });

  it.each([0, 1, 2, 3, 4, 5, 7, 8, 21, 31, 32, 33, 200])("a set of %d strings takes two slots of three at most and has no more than that asks for, each at its hash or behind it", (count) => {
    const into = data(1616);
    const strings = Array.from({ length: count }, (_, at) => `${["s", "ß", "€", "𝄞"][at % 4] ?? ""}${at}`);
    for (const [set, behind] of [[putSet(into, strings, [3]), 3], [putCases(into, new Map(strings.map((string, at) => [string, at]))), null]] as const) {
      const words = view(into, set);
      const mask = words.getUint32(SET.mask, true);
      expect([Math.log2(mask + 1) % 1, 2 * (mask + 1) >= 3 * count, mask === 0 || mask + 1 < 3 * count]).toEqual([0, true, true]);
      expect(words.getUint32(SET.numbers, true)).toBe(behind === null ? 0 : 1);
      const end = SET.slots + (mask + 1) * SET.slot;
      if (behind !== null) expect(words.getFloat64(end, true)).toBe(behind);
      const textAt = (slot: number): string | null => {
        const at = words.getUint32(SET.slots + slot * SET.slot, true);
        return at === 0 ? null : read(into, at);
      };
      strings.forEach((string, number) => {
        let slot = hash(string) & mask;
        while (textAt(slot) !== string) {
          expect(textAt(slot)).not.toBeNull();
          slot = (slot + 1) & mask;
        }
        if (behind === null) expect(words.getUint16(end + slot * SET.value, true)).toBe(number);
      });
      expect(Array.from({ length: mask + 1 }, (_, slot) => textAt(slot)).filter((text) => text !== null).sort()).toEqual(strings.toSorted());
    }
  });

  it.each([0, 1, 254, 255, 256, 70_000])("a counted text of %d bytes says how many", (length) => {
    const into = data(1616);
    const text = "x".repeat(length);
    expect(read(into, putCounted(into, text))).toBe(text);
    expect(into.bytes.length - length).toBe(length < 255 ? 1 : 5);
  });

  it("of a set is known how many texts a text may have to be compared with: those of its length in one run of slots", () => {
    const lengths = ["1", "2", "3"];
    const runsOf = (strings: readonly string[], mask: number): number => {
      const slots = Array.from({ length: mask + 1 }, () => "");
      for (const string of strings) {
        let slot = hash(string) & mask;
        while (slots[slot] !== "") slot = (slot + 1) & mask;
        slots[slot] = string;
      }
      const runs = [...slots, ...slots].map((text) => (text === "" ? " " : String(new TextEncoder().encode(text).length))).join("").split(" ");
      return Math.max(...runs.flatMap((run) => lengths.map((one) => run.split(one).length - 1)));
    };
    const seen = new Set<number>();
    fc.assert(fc.property(fc.uniqueArray(fc.constantFrom(..."abcdefghijklmnopqrstuvwxyz", "ß", "é", "€", "dd", "ee", "fff", "ggg", "hhh"), { maxLength: 24 }), fc.array(fc.integer({ max: 9 }), { maxLength: 2 }), (strings, items) => {
      const into = data(1616);
      const at = putSet(into, strings, items);
      const { strings: count, numbers, alike } = into.listed.get(at) ?? expect.fail("it is listed");
      expect([count, numbers, alike]).toEqual([strings.length, items.length, runsOf(strings, view(into, at).getUint32(SET.mask, true))]);
      seen.add(alike);
    }), { numRuns: 300 });
    expect([0, 1, 2, 3].every((one) => seen.has(one))).toBe(true);
  });

  it.each([true, false])("labels are as a frame has them: unknown is %s", (unknown) => {
    const into = data(1616);
    const labels = view(into, putWords(into, labelWords({ trust: 2, secrecy: 1, tags: 5, unknown })));
    expect([labels.getUint8(LABELS.trust), labels.getUint8(LABELS.secrecy), labels.getUint8(LABELS.unknown), labels.getUint32(LABELS.tags, true)]).toEqual([2, 1, unknown ? 1 : 0, 5]);
  });

  it("a cell's text is so far from the cell", () => {
    const into = data(1616);
    shift(into, 3);
    const at = putCell(into, "äb");
    const cell = view(into, at);
    expect([cell.getUint32(CELL.length, true), into.bytes.slice(at + cell.getInt32(CELL.value, true) - 1616).slice(0, 3)]).toEqual([3, [0xc3, 0xa4, 98]]);
  });

  it("cells are of their type", () => {
    const into = data(1616);
    const [text, number, yes, no] = ["a", -1.5, true, false].map((value) => view(into, putCell(into, value)));
    expect([text, number, yes, no].map((cell) => cell?.getUint8(CELL.tag))).toEqual([cellTags.string, cellTags.number, cellTags.boolean, cellTags.boolean]);
    expect([number?.getFloat64(CELL.value, true), yes?.getUint32(CELL.value, true), no?.getUint32(CELL.value, true)]).toEqual([-1.5, 1, 0]);
  });

  it.each([[2, 0, 1], [256, 0, 1], [257, 1, 2]])("a machine of %d states has its next states in as many bytes as they take", (states, wide, bytes) => {
    const into = data(1616);
    shift(into, 3);
    // Each state leads to the one behind it by the first class, and to itself by the second; the last one stays.
    const next = Uint16Array.from({ length: 2 * states }, (_, at) => (at % 2 === 0 ? Math.min((at >> 1) + 1, states - 1) : at >> 1));
    const machine: Machine = { classes: Uint8Array.from({ length: 256 }, (_, byte) => byte & 1), width: 2, start: 1, next, outputs: Uint16Array.from({ length: states }, (_, at) => at), groups: [] };
    const words = view(into, putMachine(into, machine));
    const [at, outputs, stuck] = [DFA.next, DFA.outputs, DFA.stuck].map((offset) => words.getUint32(offset, true));
    expect([words.getUint32(DFA.start, true), words.getUint32(DFA.width, true), words.getUint32(DFA.wide, true)]).toEqual([1, 2, wide]);
    expect([(at ?? 1) % bytes, (outputs ?? 1) % 2]).toEqual([0, 0]);
    const classes = view(into, words.getUint32(DFA.classes, true));
    expect([0, 1, 2, 255].map((byte) => classes.getUint8(byte))).toEqual([0, 1, 0, 1]);
    const told = view(into, at ?? 0);
    expect(Array.from(next, (_, index) => (wide === 1 ? told.getUint16(2 * index, true) : told.getUint8(index)))).toEqual([...next]);
    expect(Array.from({ length: states }, (_, state) => [view(into, outputs ?? 0).getUint16(2 * state, true), view(into, stuck ?? 0).getUint8(state)])).toEqual(Array.from({ length: states }, (_, state) => [state, state === states - 1 ? 1 : 0]));
  });
});
