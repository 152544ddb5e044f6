// A view becomes a frame: straight into memory, without JSON and without anything that grows with the number of decisions.
// Where things stand is `src/words/frame.ts`; what they mean is the view's affair.

import { assert } from "../../base/assert.js";
import { failure } from "../../base/messages.generated.js";
import { FRAME_BYTES_MAX } from "../../base/limits.js";
import { actWords } from "../../words/acts.js";
import { isList } from "../../words/cell.js";
import type { Cell } from "../../words/cell.js";
import * as places from "../../words/frame.js";
import type { Labels } from "../../words/labels.js";
import { markWords } from "../../words/manifest.js";
import type { Manifest } from "../../words/manifest.js";
import { resourceKinds } from "../../words/provenance.js";
import { questions } from "../../words/view.js";
import type { Flow, Row, View } from "../../words/view.js";

// What is imported is fetched anew at each use, and so is whether it is there yet; what is bound here is a constant of the machine's code.
const { CELL, CELL_OPEN, FLOW, FRAME_MAGIC, HEADER, LABELS, RESOURCE, ROW, actsAt, cellTags } = places;

/** One memory seen as bytes, words and doubles, and where the next text or list goes; `tail` is what there is from where a text was put last. */
export interface Canvas {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
  readonly doubles: Float64Array;
  at: number;
  tail: Uint8Array;
  tailAt: number;
}

/** What a writer must know of its bundle. */
export interface Shape {
  readonly columns: number;
  readonly rowColumns: number;
  readonly markWords: number;
  readonly actWords: number;
}

/** The shape of a bundle's frames. */
export function shapeOf(manifest: Manifest): Shape {
  const { columns, rowColumns } = manifest.demand;
  return { columns: columns.length, rowColumns: rowColumns.length, markWords: markWords(manifest.sources), actWords: actWords(manifest.acts.length) };
}

/** A canvas over a memory. */
export function canvas(buffer: ArrayBufferLike): Canvas {
  const bytes = new Uint8Array(buffer);
  return { bytes, words: new Int32Array(buffer), doubles: new Float64Array(buffer), at: 0, tail: bytes, tailAt: 0 };
}

/** A view's frame, in a fresh buffer of its own. */
export function writeFrame(view: View, manifest: Manifest): Uint8Array {
  const shape = shapeOf(manifest);
  const room = roomFor(view, shape);
  const into = canvas(new ArrayBuffer(room));
  return into.bytes.subarray(0, drawFrame(view, shape, into, 0, room));
}

/** Writes the frames of many views, each in a fresh buffer of its own that is no longer than it; what it draws in is kept, and grows once to the largest. */
export function frameWriter(manifest: Manifest): (view: View) => Uint8Array {
  const shape = shapeOf(manifest);
  let into = canvas(new ArrayBuffer(0));
  return (view) => {
    const room = roomFor(view, shape);
    if (room > into.bytes.length) into = canvas(new ArrayBuffer(room));
    return into.bytes.slice(0, drawFrame(view, shape, into, 0, room));
  };
}

/** Bytes that surely hold the view's frame, a multiple of 16; throws where they are more than a frame may have. */
export function roomFor(view: View, shape: Shape): number {
  const { columns, rows, resources } = view;
  // Marks begin on multiples of 4.
  let bytes = HEADER.end + CELL.bytes * shape.columns + (3 + 4 * shape.markWords) * (3 + rows.length) + rows.length * rowBytes(shape) + resources.length * RESOURCE.bytes;
  for (let at = 0; at < columns.length; at++) {
    const cell = columns[at];
    if (cell !== undefined && cell !== null) bytes += extra(cell);
  }
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    if (row === undefined) continue;
    bytes += extra(row.value);
    for (let column = 0; column < row.columns.length; column++) bytes += extra(row.columns[column]);
  }
  for (let at = 0; at < resources.length; at++) bytes += 3 * (resources[at]?.text.length ?? 0);
  // Lists and rows begin on multiples of 16.
  const whole = (bytes + 64) & ~15;
  if (whole > FRAME_BYTES_MAX || whole < 0) throw tooLarge(bytes);
  return whole;
}

/** The failure for a frame of so many bytes. */
export function tooLarge(bytes: number): Error {
  const failed = failure("wasm/frame-too-large", { bytes, most: FRAME_BYTES_MAX });
  return new Error(failed.message, { cause: failed });
}

/** Writes the frame at `base`, a multiple of 16 with `room` bytes behind it, as `roomFor` gives them, and gives its length. */
export function drawFrame(view: View, shape: Shape, into: Canvas, base: number, room: number): number {
  const { words } = into;
  const at = base >>> 2;
  const columns = base + HEADER.end;
  into.at = columns + CELL.bytes * shape.columns;
  words[at + HEADER.magic / 4] = FRAME_MAGIC;
  words[at + HEADER.question / 4] = view.question === "decide" ? DECIDE : questions.indexOf(view.question);
  words[at + HEADER.op / 4] = view.op;
  words[at + HEADER.tool / 4] = view.tool;
  words[at + HEADER.sinks / 4] = view.sinks;
  for (let word = 0; word < shape.actWords; word++) words[at + actsAt(word) / 4] = word < view.acts.length ? view.acts[word] ?? 0 : 0;
  drawLabels(view.self, words, base + HEADER.self);
  for (let edge = 0; edge < 3; edge++) {
    const flow = view.flows[edge];
    if (flow !== undefined) drawFlow(flow, shape, into, base + HEADER.flows + FLOW.bytes * edge);
  }
  words[at + HEADER.columns / 4] = shape.columns;
  drawCells(view.columns, shape.columns, into, columns);
  drawRows(view, shape, into, base);
  drawResources(view, into, base);
  words[at + HEADER.rowsOpen / 4] = view.rowsOpen ? 1 : 0;
  words[at + HEADER.resourcesOpen / 4] = view.resourcesOpen ? 1 : 0;
  // Past its room a text would be cut without a word, or lie over what is behind it.
  assert(into.at - base <= room, "a frame has the room that it takes");
  words[at + HEADER.bytes / 4] = into.at - base;
  return into.at - base;
}

function drawRows(view: View, shape: Shape, into: Canvas, base: number): void {
  const { rows } = view;
  const first = align(into);
  into.at += rows.length * rowBytes(shape);
  into.words[(base + HEADER.rows) >>> 2] = rows.length;
  into.words[(base + HEADER.rowsAt) >>> 2] = first - base;
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index];
    if (row !== undefined) drawRow(row, shape, into, first + index * rowBytes(shape));
  }
}

function drawRow(row: Row, shape: Shape, into: Canvas, at: number): void {
  const { words } = into;
  drawCell(row.value, into, at);
  words[(at + ROW.roles) >>> 2] = row.roles;
  words[(at + ROW.who) >>> 2] = row.who;
  words[(at + ROW.shape) >>> 2] = row.shape;
  words[(at + ROW.named) >>> 2] = row.named;
  words[(at + ROW.unknown) >>> 2] = row.unknown ? 1 : 0;
  drawFlow(row.flow, shape, into, at + ROW.flow);
  drawCells(row.columns, shape.rowColumns, into, at + ROW.end);
}

function drawResources(view: View, into: Canvas, base: number): void {
  const { resources } = view;
  const { words } = into;
  const first = align(into);
  into.at += resources.length * RESOURCE.bytes;
  words[(base + HEADER.resources) >>> 2] = resources.length;
  words[(base + HEADER.resourcesAt) >>> 2] = first - base;
  for (let index = 0; index < resources.length; index++) {
    const resource = resources[index];
    const at = first + index * RESOURCE.bytes;
    if (resource === undefined) continue;
    words[(at + RESOURCE.kind) >>> 2] = resourceKinds.indexOf(resource.kind);
    words[(at + RESOURCE.at) >>> 2] = into.at - at;
    words[(at + RESOURCE.length) >>> 2] = drawText(resource.text, into);
  }
}

/** Levels are bytes, and so is whether they are unknown: together they are one word. */
function drawLabels(labels: Labels, words: Int32Array, at: number): void {
  words[at >>> 2] = ((labels.trust & 0xff) << (8 * LABELS.trust)) | ((labels.secrecy & 0xff) << (8 * LABELS.secrecy)) | ((labels.unknown ? 1 : 0) << (8 * LABELS.unknown));
  words[(at + LABELS.tags) >>> 2] = labels.tags;
}

/** Labels, and as many words of marks as the bundle has. */
function drawFlow(flow: Flow, shape: Shape, into: Canvas, at: number): void {
  drawLabels(flow.labels, into.words, at + FLOW.labels);
  into.at = (into.at + 3) & ~3;
  into.words[(at + FLOW.marksAt) >>> 2] = into.at - at;
  for (let word = 0; word < shape.markWords; word++) into.words[(into.at >>> 2) + word] = flow.marks[word] ?? 0;
  into.at += 4 * shape.markWords;
}

/** So many cells; those that the view does not have are unknown. Texts that lie beside each other are put there as one. */
function drawCells(cells: readonly Cell[], count: number, into: Canvas, at: number): void {
  const { words } = into;
  const known = Math.min(cells.length, count);
  let run = "";
  let first = 0;
  for (let index = 0, word = at >>> 2; index < known; index++, word += CELL.bytes / 4) {
    const cell = cells[index];
    // Of many columns most are nothing to a call: these two are written here.
    if (cell === undefined) words[word] = cellTags.absent;
    else if (cell === null) words[word] = cellTags.unknown;
    else if (typeof cell === "string" && cell.length <= RUN_TEXT_MOST) {
      if (run === "") first = index;
      words[word] = cellTags.string;
      words[word + 1] = cell.length;
      words[word + 2] = into.at + run.length - 4 * word;
      run += cell;
    } else {
      if (run !== "" && typeof cell !== "number" && typeof cell !== "boolean") {
        drawRun(run, cells, first, index, into, at);
        run = "";
      }
      drawCell(cell, into, 4 * word);
    }
  }
  if (run !== "") drawRun(run, cells, first, known, into, at);
  for (let index = known; index < count; index++) words[(at + CELL.bytes * index) >>> 2] = cellTags.unknown;
}

/** The texts of some cells, which stand in them as if a letter were a byte; where one is more, each is put there by itself. */
function drawRun(run: string, cells: readonly Cell[], first: number, end: number, into: Canvas, at: number): void {
  if (isDrawn(run, into)) return;
  for (let index = first; index < end; index++) {
    const cell = cells[index];
    if (typeof cell === "string") drawCell(cell, into, at + CELL.bytes * index);
  }
}

/** Puts a text of ASCII in its place; false where it is none. */
function isDrawn(run: string, into: Canvas): boolean {
  const { bytes, at } = into;
  const { length } = run;
  if (length < ROPE_FROM) {
    for (let index = 0; index < length; index++) {
      const unit = run.charCodeAt(index);
      if (unit > 0x7f) return false;
      bytes[at + index] = unit;
    }
  } else {
    // Of one bundle's frames the first text begins where that of the frame before did.
    if (into.tailAt !== at) {
      into.tail = bytes.subarray(at);
      into.tailAt = at;
    }
    // A letter that is no ASCII takes more bytes than it is long.
    if (encoder.encodeInto(run, into.tail).written !== length) return false;
  }
  into.at = at + length;
  return true;
}

function drawCell(cell: Cell, into: Canvas, at: number): void {
  const { words } = into;
  const word = at >>> 2;
  if (cell === undefined) words[word] = cellTags.absent;
  else if (cell === null) words[word] = cellTags.unknown;
  else if (typeof cell === "string") {
    words[word] = cellTags.string;
    words[word + 2] = into.at - at;
    words[word + 1] = drawText(cell, into);
  } else if (typeof cell === "number") {
    words[word] = cellTags.number;
    into.doubles[(at + CELL.value) >>> 3] = cell;
  } else if (typeof cell === "boolean") {
    words[word] = cellTags.boolean;
    words[word + 2] = cell ? 1 : 0;
  } else {
    words[word] = cellTags.list | (cell.open ? CELL_OPEN << 8 : 0);
    words[word + 1] = cell.items.length;
    const first = align(into);
    words[word + 2] = first - at;
    into.at = first + CELL.bytes * cell.items.length;
    drawCells(cell.items, cell.items.length, into, first);
  }
}

/** The text's UTF-8, and its length. Short ASCII, which is nearly all there is, needs no encoder. */
function drawText(text: string, into: Canvas): number {
  const { bytes, at } = into;
  const { length } = text;
  let index = 0;
  if (length <= ENCODE_FROM) {
    for (; index < length; index++) {
      const unit = text.charCodeAt(index);
      if (unit > 0x7f) break;
      bytes[at + index] = unit;
    }
  }
  if (index < length) {
    const { read, written } = encoder.encodeInto(text, bytes.subarray(at, at + 3 * length));
    assert(read === length, "a text has the room that it takes");
    index = written;
  }
  into.at = at + index;
  return index;
}

/** Nearly all that is drawn is to be decided. */
const DECIDE = questions.indexOf("decide");
const encoder = new TextEncoder();
/** Length from which the encoder's call costs less than a loop. */
const ENCODE_FROM = 32;
/** Length of a text up to which it is put in its place with those beside it: joining copies. */
const RUN_TEXT_MOST = 1024;
/** Length from which joined texts are a rope, whose letters are dear to look at one by one. */
const ROPE_FROM = 13;

function align(into: Canvas): number {
  into.at = (into.at + 15) & ~15;
  return into.at;
}

function rowBytes(shape: Shape): number {
  return ROW.end + CELL.bytes * shape.rowColumns;
}

/** Bytes beyond the cell itself, at most. */
function extra(cell: Cell): number {
  if (typeof cell === "string") return 3 * cell.length;
  return isList(cell) ? 16 + cell.items.reduce((bytes: number, item) => bytes + CELL.bytes + extra(item), 0) : 0;
}
