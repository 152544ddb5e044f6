// The arrays under the graph: tokens are numbered exactly whatever an outsider makes of them, lists grow, flows join as labels do.
// These are seen through nothing else as closely.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLEAN, OPAQUE, UNKNOWN_FLOW, createFlows, flowAt, flowOf, joinFlows } from "../../src/kernel/graph/flows.js";
import { at, ints, push } from "../../src/kernel/graph/ints.js";
import { append, dropFirst, get, packed, packedBytes, put } from "../../src/kernel/graph/packed.js";
import { addUse, createUses, firstUse, tokensOf, useOf } from "../../src/kernel/graph/uses.js";
import { find, intern, sizeOf, textAt, vocabulary } from "../../src/kernel/graph/vocabulary.js";
import { clean, join, opaque } from "../../src/words/labels.js";

describe("lists", () => {
  it("keep what was pushed", () => {
    const list = ints(1);
    const numbers = Array.from({ length: 1000 }, (_, index) => index * 7919 - 5000);
    expect(numbers.map((number) => push(list, number))).toEqual(numbers.map((_, index) => index));
    expect(numbers.map((_, index) => at(list, index))).toEqual(numbers);
  });
});

describe("packed lists", () => {
  const number = fc.oneof(fc.nat(0xffff), fc.nat(0xff_ffff), fc.nat(0x7fff_ffff), fc.constantFrom(0, 0xffff, 0x1_0000, 0xff_ffff, 0x100_0000, 0x7fff_ffff));

  it("keep what was appended, written over and left when the first were dropped", () => {
    fc.assert(fc.property(fc.array(number, { maxLength: 80 }), fc.array(fc.tuple(fc.nat(), number), { maxLength: 20 }), fc.nat(), (given, written, cut) => {
      const list = packed();
      const plain = [...given];
      given.forEach((each, index) => expect(append(list, each)).toBe(index));
      const write = (): void => written.forEach(([place, each]) => {
        if (plain.length === 0) return;
        put(list, place % plain.length, each);
        plain[place % plain.length] = each;
      });
      const isThere = (): void => expect(Array.from({ length: list.low.length + 1 }, (_, index) => get(list, index))).toEqual(Array.from({ length: list.low.length + 1 }, (_, index) => plain[index] ?? 0));
      write();
      isThere();
      dropFirst(list, cut % (plain.length + 1));
      plain.splice(0, cut % (given.length + 1));
      isThere();
      write();
      for (const each of given) plain[append(list, each)] = each;
      isThere();
    }));
  });

  it("take two bytes a number until one needs more", () => {
    const list = packed();
    const sizes = [0xffff, 0x1_0000, 7, 0x100_0000].map((each) => {
      append(list, each);
      return packedBytes(list);
    });
    expect(sizes).toEqual([2, 6, 9, 16]);
  });
});

describe("the vocabulary", () => {
  it("numbers each text once, as a map does", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.constantFrom("a", "b", "é", "漢", "1") }), { maxLength: 400 }), (texts) => {
      const words = vocabulary();
      const known = new Map<string, number>();
      for (const text of texts) {
        expect(find(words, text)).toBe(known.get(text) ?? 0);
        const number = intern(words, text);
        expect(number).toBe(known.get(text) ?? known.size + 1);
        known.set(text, number);
      }
      for (const [text, number] of known) expect(find(words, text)).toBe(number);
      expect(sizeOf(words)).toBe(known.size + 1);
    }));
  });

  it("gives each text back, also one with half a character", () => {
    fc.assert(fc.property(fc.array(fc.string({ unit: fc.oneof(fc.constantFrom("\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "\ud83d", "\ude00", "😀"), fc.string({ minLength: 1, maxLength: 1 })) }), { maxLength: 60 }), (texts) => {
      const words = vocabulary();
      const numbers = texts.map((text) => intern(words, text));
      expect(numbers.map((number) => textAt(words, number))).toEqual(texts);
      expect(new Set(numbers).size).toBe(new Set(texts).size);
    }));
  });

  it("tells texts apart that were made to collide, and stays quick at it", () => {
    // FNV-1a by hand: texts that begin in the same slot of a table of 2^16.
    const start = (text: string): number => {
      let hashed = 0x811c9dc5;
      for (let index = 0; index < text.length; index++) hashed = Math.imul(hashed ^ text.charCodeAt(index), 0x01000193);
      return ((hashed ^ (hashed >>> 15)) >>> 0) & 0xffff;
    };
    const colliding = Array.from({ length: 400_000 }, (_, index) => `t${index}`).filter((text) => start(text) < 64);
    expect(colliding.length).toBeGreaterThan(200);
    const words = vocabulary();
    for (const text of colliding) intern(words, text);
    expect(words.crowded.size).toBeGreaterThan(0);
    for (let filler = 0; sizeOf(words) < 40_000; filler++) intern(words, `filler ${filler}`);
    expect(colliding.map((text) => find(words, text))).toEqual(colliding.map((_, index) => index + 1));
  });
});

describe("uses", () => {
  it("know each value's first step, and its tokens", () => {
    fc.assert(fc.property(fc.array(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }), { maxLength: 60 }), (values) => {
      const uses = createUses();
      const first = new Map<string, number>();
      values.forEach((value, step) => {
        const tokens = Int32Array.from(value);
        expect(firstUse(uses, useOf(uses, tokens))).toBe(first.get(value.join()) ?? Number.POSITIVE_INFINITY);
        const use = addUse(uses, tokens, step);
        if (!first.has(value.join())) first.set(value.join(), step);
        expect([...tokensOf(uses, use)]).toEqual(value);
        expect(firstUse(uses, use)).toBe(first.get(value.join()));
      });
    }));
  });
});

describe("flows", () => {
  const labels = fc.record({ trust: fc.nat(2), secrecy: fc.nat(2), tags: fc.nat(7), unknown: fc.boolean() });
  const flow = fc.tuple(labels, fc.tuple(fc.nat(255), fc.nat(255)));

  it("join as labels and marks do, once for each", () => {
    fc.assert(fc.property(fc.array(flow, { maxLength: 20 }), (given) => {
      const flows = createFlows(20);
      const numbers = given.map(([of, words]) => flowOf(flows, of, Uint32Array.from(words)));
      numbers.forEach((a, one) => numbers.forEach((b, other) => {
        const joined = flowAt(flows, joinFlows(flows, a, b));
        expect(joined.labels).toEqual(join(given[one]![0], given[other]![0]));
        expect([...joined.marks]).toEqual([0, 1].map((word) => given[one]![1][word]! | given[other]![1][word]!));
        expect(joinFlows(flows, b, a)).toBe(joinFlows(flows, a, b));
      }));
    }));
  });

  it("begin with nothing, the unreadable, and the unknown", () => {
    const flows = createFlows(17);
    expect(flowAt(flows, CLEAN)).toEqual({ labels: clean, marks: new Uint32Array(2) });
    expect(flowAt(flows, OPAQUE)).toEqual({ labels: opaque, marks: Uint32Array.of(0xaaaaaaaa, 2) });
    expect(flowAt(flows, UNKNOWN_FLOW)).toEqual({ labels: { ...clean, unknown: true }, marks: Uint32Array.of(0xaaaaaaaa, 2) });
    expect(joinFlows(flows, OPAQUE, UNKNOWN_FLOW)).toBe(OPAQUE);
  });
});
