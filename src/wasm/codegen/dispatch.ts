// Rules are asked by what they apply to: those of one tool or one op by a jump, the others behind their guards, each distinct
// guard tested once; and within these by the plan of the program. Cost follows the rules that could match, not the bundle.

import { CELL, FLOW, HEADER } from "../../words/frame.js";
import { edgeKinds } from "../../words/provenance.js";
import { plan } from "../../language/ir/plan.js";
import type { Asked, Part } from "../../language/ir/plan.js";
import type { Guard, Program, RuleCode } from "../../language/ir/program.js";
import { access, body, branch, call, constant, get, give, op, open, set, take, table, tee } from "../encode/code.js";
import type { Body } from "../encode/code.js";
import { putSet } from "./data.js";
import { guarded, siteOf } from "./rule.js";
import { truth } from "./test.js";
import { load, plus, push, runtimeFunction } from "./unit.js";
import type { Address, Site } from "./unit.js";

/** The functions of rules by what is left to test, and how further functions are added. */
export interface Functions {
  readonly of: (asked: Asked) => number;
  readonly add: (of: Body) => number;
}

/** What was tested on the way: the local that has it, or nothing yet. */
type Seen = number | null;

/** Calls the functions of all rules whose guards hold and whose tests may. */
export function dispatch(program: Program, functions: Functions, site: Site): void {
  const byTool = new Map<number, RuleCode[]>();
  const byOp = new Map<number, RuleCode[]>();
  const others = new Map<string, { readonly guard: Guard; readonly rules: RuleCode[] }>();
  for (const rule of program.rules) {
    const { guard } = rule;
    const rest = guard.every || guard.unbound || guard.sinks !== 0 || guard.acts.length > 0;
    if (!rest && guard.ops === 0) for (const tool of guard.tools) into(byTool, tool, rule);
    else if (!rest && guard.tools.length === 0) for (let at = 0; at < 32; at++) if ((guard.ops & (1 << at)) !== 0) into(byOp, at, rule);
    if (rest || (guard.ops !== 0 && guard.tools.length > 0)) {
      const key = [guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts.join(" "), ...guard.tools].join();
      const group = others.get(key) ?? { guard, rules: [] };
      others.set(key, group);
      group.rules.push(rule);
    }
  }
  for (const { guard, rules } of others.values()) {
    guarded(guard, site);
    open(site.body, "if");
    ask(rules, functions, site);
    op(site.body, "end");
  }
  jump(byOp, site.op, site.body, (rules) => ask(rules, functions, site));
  jump(byTool, plus(site.frame, HEADER.tool), site.body, (rules) => ask(rules, functions, site));
}

/** A case for each number; other numbers fall through. */
export function jump<T>(cases: ReadonlyMap<number, T>, at: Address, into: Body, emit: (of: T) => void): void {
  if (cases.size === 0) return;
  const numbers = [...cases.keys()].sort((a, b) => a - b);
  open(into, "block");
  for (const _ of numbers) open(into, "block");
  load(into, "i32.load", at);
  cased(numbers, into);
  for (const [index, number] of numbers.entries()) {
    op(into, "end");
    const of = cases.get(number);
    if (of !== undefined) emit(of);
    branch(into, "br", numbers.length - 1 - index);
  }
  op(into, "end");
}

/** Jumps by the number on the stack to the block of its case, and out of all of them where it has none. */
function cased(numbers: readonly number[], into: Body): void {
  const places = new Map(numbers.map((number, index) => [number, index]));
  const most = numbers.at(-1) ?? 0;
  table(into, Array.from({ length: most + 1 }, (_, number) => places.get(number) ?? numbers.length), numbers.length);
}

function ask(rules: readonly RuleCode[], functions: Functions, site: Site): void {
  askParts(plan(rules), null, functions, site);
}

function askParts(parts: readonly Part[], seen: Seen, functions: Functions, site: Site): void {
  for (const part of parts) {
    switch (part.kind) {
      case "each":
        callAll(part.rules, seen, functions, site.body);
        break;
      case "shared":
        byTest(part, seen, functions, site);
        break;
      case "text":
        byText(part, seen, functions, site);
        break;
      case "marks":
        byMarks(part, seen, functions, site);
    }
  }
}

/** Tests once what all of them test, and tells them whether it was unknown. */
function byTest({ test, parts }: Extract<Part, { kind: "shared" }>, seen: Seen, functions: Functions, site: Site): void {
  const { body: into } = site;
  const now = take(into);
  truth(test, site);
  tee(into, now);
  open(into, "if");
  if (seen !== null) {
    get(into, now);
    get(into, seen);
    op(into, "i32.or");
    set(into, now);
  }
  askParts(parts, now, functions, site);
  op(into, "end");
  give(into, now);
}

/** Looks the column's text up and asks the rules of its case; all, as hanging on an unknown, where it is no text. */
function byText({ column, cases, otherwise }: Extract<Part, { kind: "text" }>, seen: Seen, functions: Functions, site: Site): void {
  const { body: into, unit } = site;
  const all = body(1);
  const unknown = take(all);
  constant(all, 2);
  set(all, unknown);
  askParts(otherwise, unknown, functions, siteOf(unit, all));
  const everything = functions.add(all);
  const found = take(into);
  push(into, plus(site.frame, HEADER.end + CELL.bytes * column));
  constant(into, putSet(unit.data, [...cases.keys()], []));
  call(into, runtimeFunction(unit, "rt_find"));
  tee(into, found);
  constant(into, -2);
  op(into, "i32.eq");
  open(into, "if");
  get(into, 0);
  call(into, everything);
  op(into, "end");
  const lists = [...cases.values()];
  open(into, "block");
  for (const _ of lists) open(into, "block");
  get(into, found);
  cased([...lists.keys()], into);
  lists.forEach((list, index) => {
    op(into, "end");
    askParts(list, seen, functions, site);
    branch(into, "br", lists.length - 1 - index);
  });
  op(into, "end");
  give(into, found);
}

/** Asks the rules only where one of their marks came. */
function byMarks({ by, word, rules }: Extract<Part, { kind: "marks" }>, seen: Seen, functions: Functions, site: Site): void {
  const { body: into } = site;
  edgeKinds.filter((edge) => by === "any" || by === edge).forEach((edge, index) => {
    const flow = plus(site.frame, HEADER.flows + FLOW.bytes * edgeKinds.indexOf(edge));
    push(into, flow);
    load(into, "i32.load", plus(flow, FLOW.marksAt));
    op(into, "i32.add");
    access(into, "i32.load", 4 * word);
    if (index > 0) op(into, "i32.or");
  });
  open(into, "if");
  callAll(rules, seen, functions, into);
  op(into, "end");
}

function callAll(rules: readonly Asked[], seen: Seen, functions: Functions, into: Body): void {
  for (const asked of rules) {
    get(into, 0);
    if (seen === null) constant(into, 0);
    else get(into, seen);
    call(into, functions.of(asked));
  }
}

function into<T>(map: Map<number, T[]>, key: number, item: T): void {
  const items = map.get(key) ?? [];
  map.set(key, items);
  items.push(item);
}
