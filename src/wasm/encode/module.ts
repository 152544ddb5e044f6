// A linked module: the runtime's sections with a policy's functions, data and exports behind them, as one Wasm binary.
// The runtime is parsed only as far as it must be to append to it; it imports nothing of the policy. Knows no policy.

import { assert } from "../../base/assert.js";
import { append, name, readByte, readName, readUnsigned, signed, unsigned } from "./bytes.js";
import type { Bytes, Reader } from "./bytes.js";
import { finish } from "./code.js";
import type { Body } from "./code.js";

/** A runtime module, read as far as linking needs. */
export interface Runtime {
  /** Entries of each section without their count, by section number. */
  readonly sections: ReadonlyMap<number, { readonly count: number; readonly entries: Uint8Array }>;
  /** Function indexes by export name. */
  readonly functions: ReadonlyMap<string, number>;
  /** First address behind its data. */
  readonly dataEnd: number;
}

/** A function to add: parameters are i32, so is the result. */
export interface Added {
  readonly body: Body;
  readonly results: 0 | 1;
}

/** What is added to a runtime. Functions are numbered from `firstAdded(runtime)`. */
export interface Additions {
  readonly functions: readonly Added[];
  readonly data: readonly { readonly at: number; readonly bytes: Uint8Array }[];
  /** Functions the module shows, and i32 constants it exports as globals. */
  readonly exports: readonly { readonly name: string; readonly function: number }[];
  readonly constants: readonly { readonly name: string; readonly value: number }[];
  /** What stands in sections of its own, by their names: nothing that is run. */
  readonly custom: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Pages of memory it needs at the start. */
  readonly pages: number;
}

const TYPE = 1, IMPORT = 2, FUNCTION = 3, MEMORY = 5, GLOBAL = 6, EXPORT = 7, START = 8, ELEMENT = 9, CODE = 10, DATA = 11;
const I32 = 0x7f;

/** Index of the first added function. */
export function firstAdded(runtime: Runtime): number {
  return runtime.sections.get(FUNCTION)?.count ?? 0;
}

/** Reads a runtime. */
export function readRuntime(bytes: Uint8Array): Runtime {
  const reader: Reader = { bytes, at: 8 };
  const sections = new Map<number, { count: number; entries: Uint8Array }>();
  while (reader.at < bytes.length) {
    const section = readByte(reader);
    const end = readUnsigned(reader) + reader.at;
    if (section !== 0) {
      assert(section !== START && section !== MEMORY && section !== ELEMENT, "the runtime has only sections that can be appended to");
      const count = readUnsigned(reader);
      sections.set(section, { count, entries: bytes.slice(reader.at, end) });
    }
    reader.at = end;
  }
  assert(sections.get(IMPORT)?.count === 1, "the runtime imports its memory and nothing else");
  return { sections, functions: exported(sections.get(EXPORT)), dataEnd: dataEnd(sections.get(DATA)) };
}

/** The module. */
export function link(runtime: Runtime, additions: Additions): Uint8Array {
  const out: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  const types = signatures(runtime, additions.functions);
  section(out, TYPE, types.count, types.entries);
  section(out, IMPORT, 1, memoryImport(additions.pages));
  const functions: Bytes = [...(runtime.sections.get(FUNCTION)?.entries ?? [])];
  for (const added of additions.functions) unsigned(functions, types.of(added));
  section(out, FUNCTION, firstAdded(runtime) + additions.functions.length, functions);
  const globals = runtime.sections.get(GLOBAL);
  const constants: Bytes = [...(globals?.entries ?? [])];
  for (const { value } of additions.constants) {
    constants.push(I32, 0, 0x41);
    signed(constants, value);
    constants.push(0x0b);
  }
  section(out, GLOBAL, (globals?.count ?? 0) + additions.constants.length, constants);
  section(out, EXPORT, additions.exports.length + additions.constants.length + 1, exports(additions, globals?.count ?? 0));
  const code: Bytes = [];
  append(code, runtime.sections.get(CODE)?.entries ?? []);
  for (const added of additions.functions) {
    const bytes = finish(added.body);
    unsigned(code, bytes.length);
    append(code, bytes);
  }
  section(out, CODE, firstAdded(runtime) + additions.functions.length, code);
  data(out, runtime, additions);
  for (const { name: title, bytes } of additions.custom) customSection(out, title, bytes);
  return Uint8Array.from(out);
}

function customSection(out: Bytes, title: string, bytes: Uint8Array): void {
  const content: Bytes = [];
  name(content, title);
  append(content, bytes);
  out.push(0);
  unsigned(out, content.length);
  append(out, content);
}

function section(out: Bytes, number: number, count: number, entries: Bytes): void {
  const head: Bytes = [];
  unsigned(head, count);
  out.push(number);
  unsigned(out, head.length + entries.length);
  append(out, head);
  append(out, entries);
}

/** The runtime's types, and behind them one for each shape of added function. */
function signatures(runtime: Runtime, functions: readonly Added[]): { count: number; entries: Bytes; of: (added: Added) => number } {
  const own = runtime.sections.get(TYPE);
  const entries: Bytes = [...(own?.entries ?? [])];
  let count = own?.count ?? 0;
  const known = new Map<string, number>();
  const key = (added: Added): string => `${added.body.params}:${added.results}`;
  for (const added of functions) {
    if (known.has(key(added))) continue;
    known.set(key(added), count++);
    entries.push(0x60, added.body.params, ...Array<number>(added.body.params).fill(I32), added.results, ...Array<number>(added.results).fill(I32));
  }
  return {
    count,
    entries,
    of: (added) => {
      const index = known.get(key(added));
      assert(index !== undefined, "every added function has a type");
      return index;
    },
  };
}

function memoryImport(pages: number): Bytes {
  const out: Bytes = [];
  name(out, "env");
  name(out, "memory");
  out.push(0x02, 0x00);
  unsigned(out, pages);
  return out;
}

function exports(additions: Additions, globals: number): Bytes {
  const out: Bytes = [];
  name(out, "memory");
  out.push(0x02, 0x00);
  for (const shown of additions.exports) {
    name(out, shown.name);
    out.push(0x00);
    unsigned(out, shown.function);
  }
  additions.constants.forEach((constant, at) => {
    name(out, constant.name);
    out.push(0x03);
    unsigned(out, globals + at);
  });
  return out;
}

function data(out: Bytes, runtime: Runtime, additions: Additions): void {
  const own = runtime.sections.get(DATA);
  const entries: Bytes = [...(own?.entries ?? [])];
  for (const { at, bytes } of additions.data) {
    entries.push(0x00, 0x41);
    signed(entries, at);
    entries.push(0x0b);
    unsigned(entries, bytes.length);
    append(entries, bytes);
  }
  section(out, DATA, (own?.count ?? 0) + additions.data.length, entries);
}

function exported(section: { count: number; entries: Uint8Array } | undefined): ReadonlyMap<string, number> {
  const functions = new Map<string, number>();
  if (section === undefined) return functions;
  const reader: Reader = { bytes: section.entries, at: 0 };
  for (let left = section.count; left > 0; left--) {
    const text = readName(reader);
    const kind = readByte(reader);
    const index = readUnsigned(reader);
    if (kind === 0) functions.set(text, index);
  }
  return functions;
}

/** All segments are active, at a constant. */
function dataEnd(section: { count: number; entries: Uint8Array } | undefined): number {
  let end = 0;
  if (section === undefined) return end;
  const reader: Reader = { bytes: section.entries, at: 0 };
  for (let left = section.count; left > 0; left--) {
    assert(readByte(reader) === 0 && readByte(reader) === 0x41, "the runtime's data stands at constants");
    const at = readUnsigned(reader);
    assert(readByte(reader) === 0x0b, "the runtime's data stands at constants");
    const length = readUnsigned(reader);
    reader.at += length;
    end = Math.max(end, at + length);
  }
  return end;
}
