// The texts of a frame are read back as they were given, whatever stands beside them; and putting them there is one call of the encoder,
// however many there are.

import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { canvas, drawFrame, roomFor } from "../../src/wasm/abi/frame.js";
import type { Cell } from "../../src/words/cell.js";
import { CELL, HEADER, cellTags } from "../../src/words/frame.js";
import { clean } from "../../src/words/labels.js";
import type { Flow, View } from "../../src/words/view.js";

const flow: Flow = { labels: clean, marks: new Uint32Array() };

function viewOf(columns: readonly Cell[]): View {
  return { question: "decide", op: 1, tool: 0, sinks: 0, acts: [], self: clean, flows: [flow, flow, flow], columns, rows: [], rowsOpen: false, resources: [], resourcesOpen: false };
}

/** The frame's bytes, drawn at `base` of a memory that is full of what was there before. */
function drawn(columns: readonly Cell[], base: number): Uint8Array {
  const shape = { columns: columns.length, rowColumns: 0, markWords: 0, actWords: 1 };
  const view = viewOf(columns);
  const room = roomFor(view, shape);
  const into = canvas(new ArrayBuffer(base + room + 64));
  into.bytes.fill(0xee);
  const length = drawFrame(view, shape, into, base, room);
  // What lies behind a frame is another's.
  expect(into.bytes.subarray(base + room).every((byte) => byte === 0xee)).toBe(true);
  return into.bytes.slice(base, base + length);
}

function cellAt(frame: DataView, at: number): Cell {
  const length = frame.getUint32(at + CELL.length, true);
  const value = frame.getUint32(at + CELL.value, true);
  switch (frame.getUint8(at + CELL.tag)) {
    case cellTags.absent: return undefined;
    case cellTags.boolean: return value !== 0;
    case cellTags.number: return frame.getFloat64(at + CELL.value, true);
    case cellTags.string: return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new Uint8Array(frame.buffer, frame.byteOffset + at + value, length));
    case cellTags.list: return { items: Array.from({ length }, (_, index) => cellAt(frame, at + value + CELL.bytes * index)), open: frame.getUint8(at + CELL.flags) !== 0 };
    default: return null;
  }
}

function cellsOf(bytes: Uint8Array, count: number): readonly Cell[] {
  const frame = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return Array.from({ length: count }, (_, index) => cellAt(frame, HEADER.end + CELL.bytes * index));
}

const letters = fc.oneof(
  { weight: 3, arbitrary: fc.string({ maxLength: 40 }) },
  { weight: 2, arbitrary: fc.string({ unit: "binary", maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom("", "é", "\u{1f512}", "a".repeat(12), "a".repeat(13), "a".repeat(31), "a".repeat(32), "a".repeat(1024), "b".repeat(1025), "é".repeat(1024), "\ufeff") },
);
const scalar: fc.Arbitrary<Cell> = fc.oneof({ weight: 4, arbitrary: letters }, fc.boolean(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(undefined, null));
const anyCell: fc.Arbitrary<Cell> = fc.oneof({ weight: 5, arbitrary: scalar }, fc.record({ items: fc.array(fc.oneof(scalar, fc.record({ items: fc.array(scalar, { maxLength: 3 }), open: fc.boolean() })), { maxLength: 4 }), open: fc.boolean() }));

describe("texts of a frame", () => {
  test("are read back as they were given, between lists, long ones and such as are no ASCII", () => {
    fc.assert(fc.property(fc.array(anyCell, { maxLength: 12 }), fc.constantFrom(0, 16, 4096), (columns, base) => {
      expect(cellsOf(drawn(columns, base), columns.length)).toEqual(columns);
    }), { numRuns: 1000 });
  });

  test("lie behind each other without a gap", () => {
    const columns = ["one", "", "zwölf", "three hundred and sixty-five days", "\u{1f512}"];
    const bytes = columns.reduce((sum, text) => sum + new TextEncoder().encode(text).length, 0);
    // Behind them nothing is drawn but where rows and resources would begin.
    expect(drawn(columns, 0).length).toBe((HEADER.end + CELL.bytes * columns.length + bytes + 15) & ~15);
  });

  test("are put there by one call of the encoder, and by none where they are short", () => {
    const encode = vi.spyOn(TextEncoder.prototype, "encodeInto");
    const calls = (columns: readonly Cell[]): number => {
      encode.mockClear();
      expect(cellsOf(drawn(columns, 0), columns.length)).toEqual(columns);
      return encode.mock.calls.length;
    };
    try {
      expect(calls(Array.from({ length: 60 }, (_, at) => (at % 3 === 2 ? at : `the text of column ${at}`)))).toBe(1);
      expect(calls(["read", 1, true, undefined, null, "a.txt"])).toBe(0);
      expect(calls([{ items: ["one of a list's texts", "and another one of them"], open: false }])).toBe(1);
    } finally {
      encode.mockRestore();
    }
  });
});
