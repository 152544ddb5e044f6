// Tests of labels, marks and rows become a load and a look-up in a small table. What is not there is unknown where there may
// be more than is known. Knows nothing of cells.

import { FLOW, HEADER, LABELS, ROW } from "../../words/frame.js";
import { edgeKinds } from "../../words/provenance.js";
import type { Subject, Test } from "../../language/ir/program.js";
import { LINK } from "../runtime/link.js";
import { access, constant, get, give, op, open, take, tee } from "../encode/code.js";
import { load, plus, push } from "./unit.js";
import type { Address, Site } from "./unit.js";

/** Truths of the two bits of a mark: none, certain, unknown, both. */
const MARKS = 0b01_10_01_00;

/** Compares a level: one of six truths, by the level and whether more may be there. */
export function level(test: Extract<Test, { kind: "level" }>, site: Site): void {
  const { body } = site;
  const labels = labelsAt(test.of, site);
  constant(body, test.table);
  unknownLabels(test.of, labels, site);
  constant(body, 3);
  op(body, "i32.mul");
  load(body, "i32.load8_u", plus(labels, LABELS[test.dimension]));
  op(body, "i32.add");
  entry(site);
}

/** Whether a tag is there. */
export function tag(test: Extract<Test, { kind: "tag" }>, site: Site): void {
  const { body } = site;
  const labels = labelsAt(test.of, site);
  load(body, "i32.load", plus(labels, LABELS.tags));
  constant(body, 1 << test.bit);
  op(body, "i32.and");
  open(body, "if", "i32");
  constant(body, 1);
  op(body, "else");
  unknownLabels(test.of, labels, site);
  constant(body, 1);
  op(body, "i32.shl", "end");
}

/** What was found of the row: its shape, or in whose text it stands. */
export function provenance(test: Extract<Test, { kind: "shape" | "who" }>, site: Site): void {
  const { body } = site;
  constant(body, test.bits);
  load(body, "i32.load", plus(site.row, ROW[test.kind]));
  if (test.kind === "shape") {
    op(body, "i32.shr_u");
    constant(body, 1);
  }
  op(body, "i32.and");
  open(body, "if", "i32");
  constant(body, 1);
  op(body, "else");
  unseen(site);
  op(body, "end");
}

/** Whether the user named the row's source. */
export function named(site: Site): void {
  load(site.body, "i32.load", plus(site.row, ROW.named));
  orUnseen(site);
}

/** Whether a source's mark came. */
export function marked(test: Extract<Test, { kind: "marked" }>, site: Site): void {
  const { body } = site;
  constant(body, MARKS);
  flowsAt(test.by, site).forEach((flow, index) => {
    push(body, flow);
    load(body, "i32.load", plus(flow, FLOW.marksAt));
    op(body, "i32.add");
    access(body, "i32.load", 4 * (test.source >>> 4));
    if (index > 0) op(body, "i32.or");
  });
  constant(body, 2 * (test.source & 15));
  op(body, "i32.shr_u");
  constant(body, 3);
  op(body, "i32.and");
  entry(site);
  if (test.by === "row") orUnseen(site);
}

/** Of a table of truths and an index on the stack, the truth. */
export function entry({ body }: Site): void {
  constant(body, 1);
  op(body, "i32.shl", "i32.shr_u");
  constant(body, 3);
  op(body, "i32.and");
}

/** A false on the stack becomes unknown where the row could not be computed whole. */
function orUnseen(site: Site): void {
  const { body } = site;
  const found = take(body);
  tee(body, found);
  open(body, "if", "i32");
  get(body, found);
  op(body, "else");
  unseen(site);
  op(body, "end");
  give(body, found);
}

/** Unknown where the row could not be computed whole, else false. */
function unseen({ body, row }: Site): void {
  load(body, "i32.load", plus(row, ROW.unknown));
  constant(body, 1);
  op(body, "i32.shl");
}

function unknownLabels(of: Subject, labels: Address, { body, row }: Site): void {
  load(body, "i32.load8_u", plus(labels, LABELS.unknown));
  if (of !== "row") return;
  load(body, "i32.load", plus(row, ROW.unknown));
  op(body, "i32.or");
}

function labelsAt(of: Subject, site: Site): Address {
  const [only, ...more] = flowsAt(of, site);
  return of === "self" ? site.self : only === undefined || more.length > 0 ? { local: null, offset: LINK.joined } : plus(only, FLOW.labels);
}

function flowsAt(of: Subject, { frame, row }: Site): readonly Address[] {
  if (of === "row") return [plus(row, ROW.flow)];
  return edgeKinds.flatMap((edge, index) => (of === edge || of === "any" ? [plus(frame, HEADER.flows + FLOW.bytes * index)] : []));
}
