// A test becomes code that leaves its truth: 0 false, 1 true, 2 unknown. `all` and `any` stop as soon as they may; what takes
// more than a few instructions is a call of the runtime. Knows no rules.

import { NEST_ITEMS_MAX } from "../../base/limits.js";
import { CELL, CELL_OPEN, HEADER, cellTags } from "../../words/frame.js";
import type { Order } from "../../language/check/policy.js";
import type { Place, Test } from "../../language/ir/program.js";
import { access, branch, call, constant, get, give, number, op, open, set, take, tee } from "../encode/code.js";
import type { Body, Plain } from "../encode/code.js";
import { put, putSet, putText } from "./data.js";
import { entry, level, marked, named, provenance, tag } from "./labels.js";
import { cell, hasTag } from "./place.js";
import { load, machineAt, plus, push, runtimeFunction } from "./unit.js";
import type { Address, Site } from "./unit.js";

/** Leaves the truth of a test. */
export function truth(test: Test, site: Site): void {
  const { body } = site;
  switch (test.kind) {
    case "known": return constant(body, test.truth);
    case "all": case "any": return joint(test.of, test.kind === "all", site);
    case "not":
      // Truths of false, true, unknown turned round, as a table.
      constant(body, 0b10_00_01);
      truth(test.of, site);
      return entry(site);
    case "truth": return cell(test.of, site, (at) => ofType(site, at, cellTags.boolean, () => load(body, "i32.load", plus(at, CELL.value))));
    case "present":
      hasTag(site, plus(site.frame, HEADER.end + CELL.bytes * test.column), cellTags.absent);
      return op(body, "i32.eqz");
    case "compare": return compare(test, site);
    case "in": return isIn(test, site);
    case "text": return part(test, site);
    case "matches": return cell(test.of, site, (at) => matches(test.machines, at, site));
    case "has": return has(test, site);
    case "each": return cell(test.list, site, (list) => each(test, list, site));
    case "op":
      constant(body, test.bits);
      load(body, "i32.load", site.op);
      op(body, "i32.shr_u");
      constant(body, 1);
      return op(body, "i32.and");
    case "tool": return isTool(test.tools, site);
    case "level": return level(test, site);
    case "tag": return tag(test, site);
    case "shape": case "who": return provenance(test, site);
    case "named": return named(site);
    case "marked": return marked(test, site);
  }
}

/** Whether a test is never unknown: then `all` and `any` need not remember it. */
function isCertain(test: Test): boolean {
  switch (test.kind) {
    case "known": return test.truth !== 2;
    case "all": case "any": return test.of.every(isCertain);
    case "not": return isCertain(test.of);
    case "present": case "op": case "tool": return true;
    default: return false;
  }
}

/** Leaves at the first false one (`all`) or true one (`any`); what was unknown on the way is kept in one local. */
function joint(tests: readonly Test[], every: boolean, site: Site): void {
  const { body } = site;
  const [only] = tests;
  if (only === undefined) return constant(body, every ? 1 : 0);
  if (tests.length === 1) return truth(only, site);
  const last = take(body);
  const seen = take(body);
  const certain = tests.map(isCertain);
  const allCertain = !certain.includes(false);
  if (!allCertain) {
    constant(body, 0);
    set(body, seen);
  }
  open(body, "block");
  tests.forEach((test, index) => {
    truth(test, site);
    tee(body, last);
    if (every) op(body, "i32.eqz");
    else {
      constant(body, 1);
      op(body, "i32.eq");
    }
    branch(body, "br_if", 0);
    if (certain[index] === true) return;
    get(body, last);
    get(body, seen);
    op(body, "i32.or");
    set(body, seen);
  });
  op(body, "end");
  if (allCertain) get(body, last);
  else joined(every, last, seen, body);
  give(body, last);
  give(body, seen);
}

/** The truth of all from the last one and from what was seen before it: bit 1 of `seen` says whether one was unknown. */
function joined(every: boolean, last: number, seen: number, body: Body): void {
  if (every) {
    constant(body, 2);
    constant(body, 1);
    get(body, seen);
    constant(body, 2);
    op(body, "i32.and", "select");
    constant(body, 0);
    get(body, last);
    op(body, "select");
    return;
  }
  // None was true but perhaps the last one: `seen` is false or unknown.
  constant(body, 1);
  get(body, seen);
  get(body, last);
  constant(body, 1);
  op(body, "i32.eq", "select");
}

/** What `then` leaves where the cell has this tag, else unknown. */
function ofType(site: Site, at: Address, tag: number, then: () => void): void {
  hasTag(site, at, tag);
  open(site.body, "if", "i32");
  then();
  op(site.body, "else");
  constant(site.body, 2);
  op(site.body, "end");
}

/** Texts up to which comparing with each takes less than looking one up. */
const FEW_TEXTS = 4;
const orders: readonly Order[] = ["==", "!=", "<", "<=", ">", ">="];
const mirrored: { readonly [order in Order]: Order } = { "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" };
const doubles: { readonly [order in Order]: Plain } = { "==": "f64.eq", "!=": "f64.ne", "<": "f64.lt", "<=": "f64.le", ">": "f64.gt", ">=": "f64.ge" };

function compare({ order, left, right }: Extract<Test, { kind: "compare" }>, site: Site): void {
  const { body } = site;
  if (left.kind === "literal" && right.kind !== "literal") return compare({ kind: "compare", order: mirrored[order], left: right, right: left }, site);
  if (right.kind === "literal" && typeof right.value === "number") {
    const { value } = right;
    return cell(left, site, (at) => ofType(site, at, cellTags.number, () => {
      load(body, "f64.load", plus(at, CELL.value));
      number(body, value);
      op(body, doubles[order]);
    }));
  }
  if (right.kind === "literal" && typeof right.value === "string" && (order === "==" || order === "!=")) {
    const { value } = right;
    if (order === "!=") constant(body, 0b10_00_01);
    cell(left, site, (at) => is(at, value, site));
    return order === "!=" ? entry(site) : undefined;
  }
  pair(site, "rt_compare", left, right, orders.indexOf(order));
}

function is(at: Address, text: string, site: Site): void {
  const { at: where, length } = putText(site.unit.data, text);
  push(site.body, at);
  constant(site.body, where);
  constant(site.body, length);
  call(site.body, runtimeFunction(site.unit, "rt_is"));
}

function isIn({ of, strings, numbers }: Extract<Test, { kind: "in" }>, site: Site): void {
  cell(of, site, (at) => {
    // Each of a few texts says 0 or 1, or unknown of what is no text, and then all do.
    if (strings.length > 0 && strings.length <= FEW_TEXTS && numbers.length === 0) return strings.forEach((text, index) => {
      is(at, text, site);
      if (index > 0) op(site.body, "i32.or");
    });
    push(site.body, at);
    constant(site.body, putSet(site.unit.data, strings, numbers));
    call(site.body, runtimeFunction(site.unit, "rt_in"));
  });
}

/** The functions that look for a text that is known. */
const parts = { contains: "rt_contains", "starts with": "rt_starts", "ends with": "rt_ends" } as const;

function part({ operator, left, right }: Extract<Test, { kind: "text" }>, site: Site): void {
  const { body, unit } = site;
  if (right.kind !== "literal" || typeof right.value !== "string") return pair(site, "rt_text", left, right, Object.keys(parts).indexOf(operator));
  const { at: where, length } = putText(unit.data, right.value);
  cell(left, site, (at) => {
    push(body, at);
    constant(body, where);
    constant(body, length);
    call(body, runtimeFunction(unit, parts[operator]));
  });
}

function pair(site: Site, name: string, left: Place, right: Place, operator?: number): void {
  cell(left, site, (a) => cell(right, site, (b) => {
    if (operator !== undefined) constant(site.body, operator);
    push(site.body, a);
    push(site.body, b);
    call(site.body, runtimeFunction(site.unit, name));
  }));
}

/** Each machine says 0 or 1 of a text, and unknown of anything else; all of them agree on which it is. */
function matches(machines: readonly number[], at: Address, site: Site): void {
  const { body, unit } = site;
  if (machines.length === 0) return ofType(site, at, cellTags.string, () => constant(body, 0));
  machines.forEach((machine, index) => {
    push(body, at);
    constant(body, machineAt(unit, machine));
    call(body, runtimeFunction(unit, "rt_matches"));
    if (index > 0) op(body, "i32.or");
  });
}

/** Whether a list has an item; inside a loop, what is no list is unknown before its items are counted. */
function has({ list, item }: Extract<Test, { kind: "has" }>, site: Site): void {
  if (site.elements.length === 0) return pair(site, "rt_has", list, item);
  cell(list, site, (at) => ofType(site, at, cellTags.list, () => nested(at, site, () => cell(item, site, (one) => {
    push(site.body, at);
    push(site.body, one);
    call(site.body, runtimeFunction(site.unit, "rt_has"));
  }))));
}

/** What `then` leaves, or unknown where the list, gone through for each item of the loops around, would be gone through too often. */
function nested(list: Address, site: Site, then: () => void): void {
  const { body, elements } = site;
  if (elements.length === 0) return then();
  // INVARIANT: inside a loop its list has an item, and the lengths around, multiplied, are within the bound but for the outermost one alone.
  load(body, "i32.load", plus(list, CELL.length));
  constant(body, NEST_ITEMS_MAX);
  elements.forEach((element, index) => {
    load(body, "i32.load", plus(element.list, CELL.length));
    if (index > 0) op(body, "i32.mul");
  });
  op(body, "i32.div_u", "i32.gt_u");
  open(body, "if", "i32");
  constant(body, 2);
  op(body, "else");
  then();
  op(body, "end");
}

/** A loop over a list, which ends early where its answer is settled. */
function each({ all: every, test }: Extract<Test, { kind: "each" }>, list: Address, site: Site): void {
  const { body } = site;
  ofType(site, list, cellTags.list, () => nested(list, site, () => {
    const [at, end, answer, here] = [take(body), take(body), take(body), take(body)];
    load(body, "i32.load8_u", plus(list, CELL.flags));
    constant(body, CELL_OPEN);
    op(body, "i32.and");
    set(body, answer);
    constant(body, 2);
    constant(body, every ? 1 : 0);
    get(body, answer);
    op(body, "select");
    set(body, answer);
    push(body, list);
    load(body, "i32.load", plus(list, CELL.value));
    op(body, "i32.add");
    tee(body, at);
    load(body, "i32.load", plus(list, CELL.length));
    constant(body, 4);
    op(body, "i32.shl", "i32.add");
    set(body, end);
    open(body, "block");
    open(body, "loop");
    get(body, at);
    get(body, end);
    op(body, "i32.eq");
    branch(body, "br_if", 1);
    truth(test, { ...site, elements: [{ local: at, offset: 0, list }, ...site.elements] });
    tee(body, here);
    constant(body, every ? 1 : 0);
    op(body, "i32.ne");
    open(body, "if");
    get(body, here);
    set(body, answer);
    get(body, here);
    constant(body, 2);
    op(body, "i32.ne");
    branch(body, "br_if", 2);
    op(body, "end");
    get(body, at);
    constant(body, CELL.bytes);
    op(body, "i32.add");
    set(body, at);
    branch(body, "br", 0);
    op(body, "end", "end");
    get(body, answer);
    for (const local of [at, end, answer, here]) give(body, local);
  }));
}

/** Leaves 1 where the call's tool is one of these, else 0: compared one by one, or a bit each behind one for no tool. */
export function isTool(tools: readonly number[], site: Site): void {
  const { body, unit } = site;
  const tool = plus(site.frame, HEADER.tool);
  if (tools.length === 0) return constant(body, 0);
  if (tools.length <= 4) {
    tools.forEach((at, index) => {
      load(body, "i32.load", tool);
      constant(body, at);
      op(body, "i32.eq");
      if (index > 0) op(body, "i32.or");
    });
    return;
  }
  const bits = new Uint8Array((unit.program.tools.length >>> 3) + 1);
  for (const at of tools) bits[(at + 1) >>> 3] = (bits[(at + 1) >>> 3] ?? 0) | (1 << ((at + 1) & 7));
  const place = take(body);
  load(body, "i32.load", tool);
  constant(body, 1);
  op(body, "i32.add");
  tee(body, place);
  constant(body, 3);
  op(body, "i32.shr_u");
  access(body, "i32.load8_u", put(unit.data, bits, 1));
  get(body, place);
  constant(body, 7);
  op(body, "i32.and", "i32.shr_u");
  constant(body, 1);
  op(body, "i32.and");
  give(body, place);
}
