// Rules are asked by what they apply to: those of one tool or one op by a jump, the others behind their guards, each distinct
// guard tested once; and within these by the plan of the program. Cost follows the rules that could match, not the bundle.

import { CODE_BODY_BYTES } from "../../base/limits.js";
import { CELL, FLOW, HEADER } from "../../words/frame.js";
import { edgeKinds } from "../../words/provenance.js";
import { askedIn, plan } from "../../language/ir/plan.js";
import type { Asked, Part } from "../../language/ir/plan.js";
import type { Guard, Program, RuleCode } from "../../language/ir/program.js";
import { access, body, branch, call, constant, get, give, op, open, set, take, table, tee } from "../encode/code.js";
import type { Body } from "../encode/code.js";
import { putCases } from "./data.js";
import { guarded, isSimple, putEnding, putNumber, putRule, siteOf } from "./rule.js";
import { truth } from "./test.js";
import { load, plus, push, runtimeFunction } from "./unit.js";
import type { Address, Site } from "./unit.js";

/** How functions are added: one of a rule, by what is left to test, and any other. */
export interface Functions {
  readonly of: (asked: Asked) => number;
  readonly add: (of: Body) => number;
}

/** The functions, and how often each rule is asked: one that is asked once stands where it is asked. */
interface Asking extends Functions {
  readonly times: ReadonlyMap<RuleCode, number>;
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
  const plans = new Map<readonly RuleCode[], readonly Part[]>([...[...others.values()].map(({ rules }) => rules), ...byOp.values(), ...byTool.values()].map((rules) => [rules, plan(rules)] as const));
  const asking: Asking = { ...functions, times: timesOf([...plans.values()].flatMap(askedIn)) };
  const ask = (rules: readonly RuleCode[]): void => askParts(plans.get(rules) ?? [], null, asking, site);
  for (const { guard, rules } of others.values()) {
    guarded(guard, site);
    open(site.body, "if");
    ask(rules);
    op(site.body, "end");
  }
  jump(byOp, site.op, site.body, ask);
  jump(byTool, plus(site.frame, HEADER.tool), site.body, ask);
}

function timesOf(asked: readonly Asked[]): ReadonlyMap<RuleCode, number> {
  const times = new Map<RuleCode, number>();
  for (const { rule } of asked) times.set(rule, (times.get(rule) ?? 0) + 1);
  return times;
}

/** A case for each number; other numbers fall through. */
export function jump<T>(cases: ReadonlyMap<number, T>, at: Address, into: Body, emit: (of: T) => void): void {
  if (cases.size === 0) return;
  const numbers = [...cases.keys()].sort((a, b) => a - b);
  const [only, ...more] = cases;
  if (only !== undefined && more.length === 0) {
    load(into, "i32.load", at);
    constant(into, only[0]);
    op(into, "i32.eq");
    open(into, "if");
    emit(only[1]);
    op(into, "end");
    return;
  }
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

/** Jumps by the number on the stack to the block of its case, and out of all of them, and so many blocks around them, where it has none. */
function cased(numbers: readonly number[], into: Body, around = 0): void {
  const places = new Map(numbers.map((number, index) => [number, index]));
  const most = numbers.at(-1) ?? 0;
  const none = numbers.length + around;
  table(into, Array.from({ length: most + 1 }, (_, number) => places.get(number) ?? none), none);
}

function askParts(parts: readonly Part[], seen: Seen, functions: Asking, site: Site): void {
  for (const part of parts) {
    switch (part.kind) {
      case "each":
        askAll(part.rules, seen, functions, site);
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
function byTest({ test, parts }: Extract<Part, { kind: "shared" }>, seen: Seen, functions: Asking, site: Site): void {
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
function byText({ column, cases, otherwise }: Extract<Part, { kind: "text" }>, seen: Seen, functions: Asking, site: Site): void {
  const { body: into, unit } = site;
  const lists = [...new Set(cases.values())];
  const numbers = new Map(lists.map((parts, number) => [parts, number]));
  const found = take(into);
  const search = (): void => {
    push(into, plus(site.frame, HEADER.end + CELL.bytes * column));
    constant(into, putCases(unit.data, new Map([...cases].map(([text, parts]) => [text, numbers.get(parts) ?? 0]))));
    call(into, runtimeFunction(unit, "rt_find"));
    tee(into, found);
    constant(into, -2);
    op(into, "i32.eq");
    open(into, "if");
  };
  const asked = lists.flatMap(askedIn);
  if (timesOf(asked).size === asked.length) oneOrAll(lists, found, search, seen, functions, site);
  else {
    const calling: Asking = { ...functions, times: new Map() };
    search();
    get(into, 0);
    call(into, allOf(otherwise, calling, site));
    op(into, "end");
    caseOf(lists, found, seen, calling, site);
  }
  give(into, found);
}

/** A function that asks all, as hanging on an unknown. */
function allOf(parts: readonly Part[], functions: Asking, { unit }: Site): number {
  const all = body(1);
  const unknown = take(all);
  constant(all, 2);
  set(all, unknown);
  askParts(parts, unknown, functions, siteOf(unit, all));
  return functions.add(all);
}

/** Where no rule is in two cases: goes to the case that was found or, where it is no text, to one after the other. */
function oneOrAll(lists: readonly (readonly Part[])[], found: number, search: () => void, seen: Seen, functions: Asking, site: Site): void {
  const { body: into } = site;
  const [hung, left] = [take(into), take(into)];
  if (seen === null) constant(into, 0);
  else get(into, seen);
  set(into, hung);
  constant(into, 0);
  set(into, left);
  search();
  constant(into, 2);
  set(into, hung);
  constant(into, lists.length - 1);
  set(into, left);
  constant(into, 0);
  set(into, found);
  op(into, "end");
  open(into, "loop", "none", lists.length);
  caseOf(lists, found, hung, functions, site);
  get(into, left);
  open(into, "if");
  for (const [local, step] of [[left, -1], [found, 1]] as const) {
    get(into, local);
    constant(into, step);
    op(into, "i32.add");
    set(into, local);
  }
  branch(into, "br", 1);
  op(into, "end", "end");
  give(into, hung);
  give(into, left);
}

/** Asks the rules of the case of this number. Cases of one rule that asks for little have their end in common. */
function caseOf(lists: readonly (readonly Part[])[], found: number, seen: Seen, functions: Asking, site: Site): void {
  const { body: into } = site;
  const alike = lists.flatMap((list) => onlyOf(list, functions, into) ?? []);
  const fired = alike.some(({ tests }) => tests.length > 0) ? take(into) : null;
  const around = alike.length > 0 ? 1 : 0;
  open(into, "block");
  if (around > 0) open(into, "block", "i32");
  for (const _ of lists) open(into, "block");
  get(into, found);
  cased([...lists.keys()], into, around);
  lists.forEach((list, index) => {
    op(into, "end");
    const rule = onlyOf(list, functions, into);
    if (rule === null) askParts(list, seen, functions, site);
    else putNumber(rule, fired, site);
    branch(into, "br", lists.length - 1 - index + (rule === null ? around : 0));
  });
  op(into, "end");
  if (around > 0) {
    putEnding(fired, seen, site);
    op(into, "end");
  }
  if (fired !== null) give(into, fired);
}

/** The rule of a case that has one, which is asked there and nowhere else, and asks for little. */
function onlyOf([part, ...more]: readonly Part[], { times }: Asking, { code }: Body): Asked | null {
  if (part?.kind !== "each" || more.length > 0 || part.rules.length !== 1 || code.length >= CODE_BODY_BYTES) return null;
  const [asked] = part.rules;
  return asked !== undefined && times.get(asked.rule) === 1 && isSimple(asked.rule) ? asked : null;
}

/** Asks the rules only where one of their marks came. */
function byMarks({ by, word, rules }: Extract<Part, { kind: "marks" }>, seen: Seen, functions: Asking, site: Site): void {
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
  askAll(rules, seen, functions, site);
  op(into, "end");
}

function askAll(rules: readonly Asked[], seen: Seen, functions: Asking, site: Site): void {
  const { body: into } = site;
  for (const asked of rules) {
    if (functions.times.get(asked.rule) === 1 && asked.rule.rows === null && into.code.length < CODE_BODY_BYTES) {
      putRule(asked, seen, site);
      continue;
    }
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
