// A manifest -> views of it, typed by its columns: mostly values of the right type that its policy compares with, and among
// them unknown and absent ones, open lists, wrong types, empty and non-ASCII texts. Knows no policy.

import fc from "fast-check";
import { actsOf, noActs, type Acts } from "../../src/words/acts.js";
import { numberCell } from "../../src/words/cell.js";
import type { Cell, CellList } from "../../src/words/cell.js";
import type { Column, ColumnType, RowColumn } from "../../src/words/column.js";
import { extractors } from "../../src/words/column.js";
import type { Labels } from "../../src/words/labels.js";
import { markWords } from "../../src/words/manifest.js";
import type { Manifest } from "../../src/words/manifest.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { principals, resourceKinds, roles, shapes } from "../../src/words/provenance.js";
import type { Flow, Marks, Question, Row, View } from "../../src/words/view.js";

/** Texts that views and policies share, so that comparisons hold now and then. */
export const words = ["", "a", "b", "ab", "abc", "a/b", "/etc/passwd", "~/.ssh/id_rsa", "x.example", "a.x.example", "é", "日本語", "😀", "a\"b\\c\n", "\u0000"];
/** Numbers likewise. */
export const numbers = [0, 1, -1, 2, 20, 0.5, 1e-7, 1e21, 9007199254740991, 5e-324, 1.7976931348623157e308];
/** Those that a policy may say: no integers that doubles do not tell apart. */
export const exactNumbers = numbers.filter((number) => numberCell(number) !== null);

/** Sets of acts, those more often that stand where words of bits begin or end. */
function arbitraryActs(count: number): fc.Arbitrary<Acts> {
  const edges = [0, 1, 31, 32, 33, 63, 64].filter((number) => number < count);
  return count === 0 ? fc.constant(noActs) : fc.array(fc.oneof(fc.nat(count - 1), fc.constantFrom(...edges)), { maxLength: 4 }).map(actsOf);
}

/** Views of a manifest, of all three questions or the one given. */
export function arbitraryView(manifest: Manifest, question?: Question, texts: readonly string[] = words): fc.Arbitrary<View> {
  const text = arbitraryText(texts);
  return fc.nat(3).chain((size) => fc.record({
    question: question === undefined ? fc.constantFrom<Question>("bind", "mark", "decide") : fc.constant(question),
    op: fc.nat(ops.length - 1),
    tool: fc.integer({ min: -1, max: manifest.tools.length - 1 }),
    sinks: fc.nat(2 ** sinkKinds.length - 1),
    acts: arbitraryActs(manifest.acts.length),
    self: arbitraryLabels(manifest),
    flows: fc.tuple(arbitraryFlow(manifest), arbitraryFlow(manifest), arbitraryFlow(manifest)),
    columns: fc.tuple(...manifest.demand.columns.map((column) => arbitraryColumnCell(column, text, size))).map((cells) => coherent(manifest, cells)),
    rows: fc.array(arbitraryRow(manifest, text, size), { maxLength: 4 }),
    rowsOpen: fc.boolean(),
    resources: fc.array(fc.record({ kind: fc.constantFrom(...resourceKinds), text }), { maxLength: 4 }),
    resourcesOpen: fc.boolean(),
  }));
}

/** The cell of a column. What a term gives for each item of a list is a list, of lists where it is in turn: mostly as long as others. */
function arbitraryColumnCell(column: Column | RowColumn, text: fc.Arbitrary<string>, size: number): fc.Arbitrary<Cell> {
  const type = column.kind === "extract" ? extractors[column.extractor] : column.type;
  const of = column.kind === "term" || column.kind === "sources" ? column.term : null;
  const flat = arbitraryCell(type, text, size);
  if (of?.kind !== "each" && column.kind !== "sources") return flat;
  const inner = of?.kind === "each" && of.body.kind === "each" ? arbitraryCell("strings", text, size) : flat;
  return fc.oneof({ weight: 12, arbitrary: arbitraryList(inner, size) }, { weight: 1, arbitrary: fc.constantFrom(null, undefined) }, { weight: 1, arbitrary: flat });
}

/** Below an argument that is absent or a value there is nothing, as the kernel has it. */
function coherent({ demand: { columns } }: Manifest, cells: readonly Cell[]): readonly Cell[] {
  return cells.map((cell, number) => {
    const path = pathOf(columns[number]);
    const hidden = columns.some((other, at) => {
      const above = pathOf(other);
      return cells[at] !== null && above.length > 0 && above.length < path.length && above.every((name, index) => name === path[index]);
    });
    return hidden ? undefined : cell;
  });
}

function pathOf(column: Column | undefined): readonly string[] {
  return column?.kind === "arg" ? column.path : [];
}

/** Any cell, mostly of the type; lists mostly so long. */
export function arbitraryCell(type: ColumnType, text: fc.Arbitrary<string>, size = 2): fc.Arbitrary<Cell> {
  const any = arbitraryAny(text);
  const typed: Record<ColumnType, fc.Arbitrary<Cell>> = {
    boolean: fc.boolean(),
    number: arbitraryNumber,
    string: text,
    strings: arbitraryList(fc.oneof({ weight: 8, arbitrary: text }, { weight: 1, arbitrary: fc.constant(null) }), size),
    numbers: arbitraryList(fc.oneof({ weight: 8, arbitrary: arbitraryNumber }, { weight: 1, arbitrary: fc.constant(null) }), size),
    any,
  };
  return fc.oneof(
    { weight: 12, arbitrary: typed[type] },
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: any },
  );
}

const arbitraryNumber = fc.oneof(
  fc.constantFrom(...exactNumbers),
  fc.integer({ min: -100, max: 100 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }).filter((number) => numberCell(number) !== null).map((number) => (Object.is(number, -0) ? 0 : number)),
);

/** Well-formed texts: these, joined, and any. */
export function arbitraryText(texts: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...texts) },
    { weight: 2, arbitrary: fc.array(fc.constantFrom(...texts), { maxLength: 4 }).map((parts) => parts.join("")) },
    { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
    { weight: 1, arbitrary: fc.string({ unit: "grapheme", minLength: 40, maxLength: 90 }) },
  ).filter((text) => text.isWellFormed());
}

function arbitraryAny(text: fc.Arbitrary<string>): fc.Arbitrary<Cell> {
  const scalar: fc.Arbitrary<Cell> = fc.oneof(text, arbitraryNumber, fc.boolean(), fc.constant(null));
  return fc.oneof(scalar, arbitraryList(scalar), arbitraryList(arbitraryList(scalar)));
}

function arbitraryList(item: fc.Arbitrary<Cell>, size = 2): fc.Arbitrary<CellList> {
  return fc.record({
    items: fc.oneof({ weight: 3, arbitrary: fc.array(item, { minLength: size, maxLength: size }) }, { weight: 1, arbitrary: fc.array(item, { maxLength: 4 }) }),
    open: fc.boolean(),
  });
}

function arbitraryLabels(manifest: Manifest): fc.Arbitrary<Labels> {
  return fc.record({ trust: fc.nat(2), secrecy: fc.nat(2), tags: bits(manifest.tags.length), unknown: fc.boolean() });
}

function arbitraryFlow(manifest: Manifest): fc.Arbitrary<Flow> {
  return fc.record({ labels: arbitraryLabels(manifest), marks: arbitraryMarks(manifest) });
}

/** Two bits for each source, and no others. */
function arbitraryMarks(manifest: Manifest): fc.Arbitrary<Marks> {
  return fc.array(fc.nat(3), { minLength: manifest.sources, maxLength: manifest.sources }).map((pairs) => {
    const marks = new Uint32Array(markWords(manifest.sources));
    pairs.forEach((pair, source) => (marks[source >>> 4] = (marks[source >>> 4] ?? 0) | (pair << (2 * (source & 15)))));
    return marks;
  });
}

function arbitraryRow(manifest: Manifest, text: fc.Arbitrary<string>, size: number): fc.Arbitrary<Row> {
  return fc.record({
    path: fc.constantFrom("a", "list[0]", "job.text"),
    value: arbitraryCell("string", text),
    roles: bits(roles.length),
    who: bits(principals.length),
    shape: fc.nat(shapes.length - 1),
    named: fc.constantFrom(0, 1, 2),
    unknown: fc.boolean(),
    flow: arbitraryFlow(manifest),
    columns: fc.tuple(...manifest.demand.rowColumns.map((column) => arbitraryColumnCell(column, text, size))),
  });
}

/** A set of so many bits, each there half the time or all of them rarely. */
function bits(count: number): fc.Arbitrary<number> {
  return fc.oneof(fc.constant(0), fc.nat(2 ** count - 1), fc.nat(Math.max(0, count - 1)).map((bit) => (count === 0 ? 0 : 1 << bit))).map((set) => set | 0);
}
