// The arrays under the graph: tokens are numbered exactly whatever an outsider makes of them, lists grow, flows join as labels do.
// These are seen through nothing else as closely.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLEAN, OPAQUE, UNKNOWN_FLOW, createFlows, flowAt, flowOf, joinFlows } from "../../src/kernel/graph/flows.js";
import { at, ints, push } from "../../src/kernel/graph/ints.js";
import { addUse, createUses, firstUse, tokensOf, useOf } from "../../src/kernel/graph/uses.js";
import { find, intern, sizeOf, vocabulary } from "../../src/kernel/graph/vocabulary.js";
import { clean, join, opaque } from "../../src/words/labels.js";

describe("lists", () => {
  it("keep what was pushed", () => {
    const list = ints(1);
    const numbers = Array.from({ length: 1000 }, (_, index) => index * 7919 - 5000);
    expect(numbers.map((number) => push(list, number))).toEqual(numbers.map((_, index) => index));
    expect(numbers.map((_, index) => at(list, index))).toEqual(numbers);
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
