// A bundle whose module is written byte by byte against the ABI of `src/wasm/abi/load`, and does in `decide` what no compiled
// policy does: for the argument `do: true` it loops for ever, for a number it is unreachable. For all else nothing fires.

import type { Bundle } from "../../src/index.js";
import { CELL, HEADER, cellTags } from "../../src/words/frame.js";
import { MANIFEST_VERSION } from "../../src/words/manifest.js";
import type { Manifest } from "../../src/words/manifest.js";
import { sectionOf } from "../../src/wasm/bundle/mark.js";

/** The bundle. */
export function guest(): Bundle {
  const manifest: Manifest = {
    version: MANIFEST_VERSION, packages: ["test.guest"], catalogues: [], tags: [], acts: [], tools: [], rules: [], sources: 0, counters: [], histories: [], patterns: [], data: [], profiles: [],
    demand: {
      columns: [{ kind: "arg", path: ["do"], type: "any", for: ["decide"] }],
      rowColumns: [], rows: false, provenance: false, named: false, edges: { value: false, context: false, declared: false },
    },
    bounds: { steps: { bind: [], mark: [], decide: [] }, pages: { start: 1, most: 1 } },
  };
  const mark = [...name("interdict"), ...sectionOf(manifest, manifest.bounds ?? { steps: { bind: [], mark: [], decide: [] }, pages: { start: 1, most: 1 } })];
  return { wasm: Uint8Array.from([...bytes, 0, ...long(mark.length), ...mark]), data: {}, manifest };
}

/** A length of two bytes. */
const long = (length: number): number[] => [(length & 0x7f) | 0x80, length >>> 7];
const name = (text: string): number[] => [text.length, ...new TextEncoder().encode(text)];
const section = (id: number, ...content: number[]): number[] => [id, content.length, ...content];
const body = (...code: number[]): number[] => [code.length + 2, 0x00, ...code, 0x0b];

// All of these are below 128, where a byte is its own LEB128.
const TAG = HEADER.end + CELL.tag;
const VALUE = HEADER.end + CELL.value;
const cellIs = (tag: number): number[] => [0x20, 0x00, 0x28, 0x02, TAG, 0x41, tag, 0x46]; // i32.load(frame + TAG) == tag

const bytes: readonly number[] = [
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00,
  ...section(1, 1, 0x60, 1, 0x7f, 1, 0x7f), // one type: [i32] -> [i32]
  ...section(2, 1, ...name("env"), ...name("memory"), 0x02, 0x00, 0x01),
  ...section(3, 4, 0, 0, 0, 0),
  ...section(7, 4, ...name("frame_reserve"), 0, 0, ...name("bind"), 0, 1, ...name("mark"), 0, 2, ...name("decide"), 0, 3),
  ...section(
    10, 4,
    ...body(0x41, 0x80, 0x20), // frame_reserve: 4096
    ...body(0x41, 0x00), // bind: the zeros at 0
    ...body(0x41, 0x00), // mark
    ...body(
      ...cellIs(cellTags.boolean), 0x04, 0x40, // if boolean
      0x20, 0x00, 0x28, 0x02, VALUE, 0x04, 0x40, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x0b, // if true: loop br 0 end
      0x0b,
      ...cellIs(cellTags.number), 0x04, 0x40, 0x00, 0x0b, // if number: unreachable
      0x41, 0x00, // no verdicts: the zeros at 0
    ),
  ),
];
