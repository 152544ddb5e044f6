// A linked module: the runtime's sections with a policy's functions, data and exports behind them, as one Wasm binary, without the
// functions that nothing in it reaches. What the runtime imports but its memory are functions of the policy. Knows no policy.

import { assert } from "../../base/assert.js";
import { append, name, readByte, readName, readUnsigned, signed, unsigned } from "./bytes.js";
import type { Bytes, Reader } from "./bytes.js";
import { finish } from "./code.js";
import type { Body } from "./code.js";
import { reached } from "./reach.js";
import type { Function } from "./reach.js";

/** A runtime module, read as far as linking needs. */
export interface Runtime {
  /** Its types, as their section has them. */
  readonly types: readonly Uint8Array[];
  /** Its functions; first those that it imports, which have no code. */
  readonly code: readonly Function[];
  /** The names of the functions that it imports. */
  readonly imported: readonly string[];
  /** How many globals it has, and their entries. */
  readonly globals: { readonly count: number; readonly entries: Uint8Array };
  readonly data: readonly Placed[];
  /** Function indexes by export name. */
  readonly functions: ReadonlyMap<string, number>;
  /** First address behind its data. */
  readonly dataEnd: number;
}

/** Bytes, and where in memory they stand. */
export interface Placed {
  readonly at: number;
  readonly bytes: Uint8Array;
}

/** A function to add: parameters are i32, so is the result. */
export interface Added {
  readonly body: Body;
  readonly results: 0 | 1;
}

/** What is added to a runtime. Functions are numbered from `firstAdded(runtime)`. */
export interface Additions {
  readonly functions: readonly Added[];
  /** The functions that the runtime imports, by their names. */
  readonly given: ReadonlyMap<string, number>;
  /** The segment of which the function that is run first, without parameters, makes all data, the runtime's too. */
  readonly data: Uint8Array;
  readonly start: number;
  /** Functions that are never called, though what calls them is there. */
  readonly never: ReadonlySet<number>;
  /** Functions the module shows, and i32 constants it exports as globals. */
  readonly exports: readonly { readonly name: string; readonly function: number }[];
  readonly constants: readonly { readonly name: string; readonly value: number }[];
  /** What stands in sections of its own, by their names: nothing that is run. */
  readonly custom: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Pages of memory without which it is not loaded. */
  readonly pages: number;
}

const TYPE = 1, IMPORT = 2, FUNCTION = 3, MEMORY = 5, GLOBAL = 6, EXPORT = 7, START = 8, ELEMENT = 9, CODE = 10, DATA = 11, DATA_COUNT = 12;
const I32 = 0x7f;

/** Index of the first added function. */
export function firstAdded(runtime: Runtime): number {
  return runtime.code.length;
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
  const read = <T>(section: number, entry: (reader: Reader) => T): readonly T[] => {
    const { count, entries } = sections.get(section) ?? { count: 0, entries: Uint8Array.of() };
    const from: Reader = { bytes: entries, at: 0 };
    return Array.from({ length: count }, () => entry(from));
  };
  const types = read(FUNCTION, readUnsigned);
  const imported = read(IMPORT, readImport).filter(({ kind }) => kind === 0);
  const data = read(DATA, readSegment);
  return {
    types: read(TYPE, readType),
    code: [...imported.map(({ type }) => ({ type, body: Uint8Array.of() })), ...read(CODE, readBytes).map((body, index) => ({ type: types[index] ?? 0, body }))],
    imported: imported.map(({ title }) => title),
    globals: sections.get(GLOBAL) ?? { count: 0, entries: Uint8Array.of() },
    data,
    functions: new Map(read(EXPORT, readExport).flatMap(({ title, kind, index }) => (kind === 0 ? [[title, index] as const] : []))),
    dataEnd: Math.max(...data.map((segment) => segment.at + segment.bytes.length)),
  };
}

/** The module. */
export function link(runtime: Runtime, additions: Additions): Uint8Array {
  const types = typesOf(runtime);
  const added = additions.functions.map((of) => ({ type: types.of(signature(of)), body: Uint8Array.from(finish(of.body)) }));
  const { functions, numberOf } = reached([...runtime.code, ...added], [additions.start, ...additions.exports.map((shown) => shown.function)], additions.never, runtime.imported.map((title) => givenOf(title, additions)));
  const used = [...new Set(functions.map(({ type }) => type))].sort((a, b) => a - b);
  const out: Bytes = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00];
  section(out, TYPE, used.length, used.flatMap((type) => types.all[type] ?? []));
  section(out, IMPORT, 1, memoryImport(additions.pages));
  const typed: Bytes = [];
  for (const { type } of functions) unsigned(typed, used.indexOf(type));
  section(out, FUNCTION, functions.length, typed);
  const { count, entries } = runtime.globals;
  const constants: Bytes = [...entries];
  for (const { value } of additions.constants) {
    constants.push(I32, 0, 0x41);
    signed(constants, value);
    constants.push(0x0b);
  }
  section(out, GLOBAL, count + additions.constants.length, constants);
  section(out, EXPORT, additions.exports.length + additions.constants.length + 1, exports(additions, numberOf, count));
  section(out, START, numberOf(additions.start), []);
  const code: Bytes = [];
  for (const { body } of functions) {
    unsigned(code, body.length);
    append(code, body);
  }
  section(out, DATA_COUNT, 1, []);
  section(out, CODE, functions.length, code);
  section(out, DATA, 1, passive(additions.data));
  for (const { name: title, bytes } of additions.custom) customSection(out, title, bytes);
  return Uint8Array.from(out);
}

function givenOf(title: string, { given }: Additions): number {
  const index = given.get(title);
  assert(index !== undefined, `the policy has ${title}`);
  return index;
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

/** The type of an added function. */
function signature({ body, results }: Added): Bytes {
  return [0x60, body.params, ...Array<number>(body.params).fill(I32), results, ...Array<number>(results).fill(I32)];
}

/** The runtime's types, and behind them, as they are asked for, those it has not. */
function typesOf({ types }: Runtime): { readonly all: readonly (readonly number[])[]; readonly of: (type: Bytes) => number } {
  const all: (readonly number[])[] = types.map((type) => [...type]);
  const known = new Map(all.map((type, number) => [type.join(), number]));
  return {
    all,
    of: (type) => {
      const number = known.get(type.join()) ?? all.push(type) - 1;
      known.set(type.join(), number);
      return number;
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

function exports(additions: Additions, numberOf: (index: number) => number, globals: number): Bytes {
  const out: Bytes = [];
  name(out, "memory");
  out.push(0x02, 0x00);
  for (const shown of additions.exports) {
    name(out, shown.name);
    out.push(0x00);
    unsigned(out, numberOf(shown.function));
  }
  additions.constants.forEach((constant, at) => {
    name(out, constant.name);
    out.push(0x03);
    unsigned(out, globals + at);
  });
  return out;
}

/** All placed bytes as one piece, with zeros where there are none. */
export function image(placed: readonly Placed[]): Placed {
  const at = Math.min(...placed.map((piece) => piece.at));
  const bytes = new Uint8Array(Math.max(...placed.map((piece) => piece.at + piece.bytes.length)) - at);
  let end = 0;
  for (const piece of placed.toSorted((a, b) => a.at - b.at)) {
    assert(piece.at >= end, "no data stands on other data");
    end = piece.at + piece.bytes.length;
    bytes.set(piece.bytes, piece.at - at);
  }
  return { at, bytes };
}

/** A segment that is put nowhere but by an instruction. */
function passive(bytes: Uint8Array): Bytes {
  const out: Bytes = [0x01];
  unsigned(out, bytes.length);
  append(out, bytes);
  return out;
}

/** Some bytes behind their number. */
function readBytes(reader: Reader): Uint8Array {
  const length = readUnsigned(reader);
  reader.at += length;
  return reader.bytes.slice(reader.at - length, reader.at);
}

/** A type: parameters and results are a byte each. */
function readType(reader: Reader): Uint8Array {
  const from = reader.at++;
  readBytes(reader);
  readBytes(reader);
  return reader.bytes.slice(from, reader.at);
}

/** An import: of a function its type, of a memory its limits. */
function readImport(reader: Reader): { readonly title: string; readonly kind: number; readonly type: number } {
  readName(reader);
  const title = readName(reader);
  const kind = readByte(reader);
  assert(kind === 0 || kind === 2, "the runtime imports functions and its memory");
  const type = readUnsigned(reader);
  if (kind === 2) for (let left = 1 + (type & 1); left > 0; left--) readUnsigned(reader);
  return { title, kind, type };
}

function readExport(reader: Reader): { readonly title: string; readonly kind: number; readonly index: number } {
  return { title: readName(reader), kind: readByte(reader), index: readUnsigned(reader) };
}

/** All segments are active, at a constant. */
function readSegment(reader: Reader): Placed {
  assert(readByte(reader) === 0 && readByte(reader) === 0x41, "the runtime's data stands at constants");
  const at = readUnsigned(reader);
  assert(readByte(reader) === 0x0b, "the runtime's data stands at constants");
  return { at, bytes: readBytes(reader) };
}
