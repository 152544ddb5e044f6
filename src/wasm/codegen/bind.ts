// Tools, counters and source patterns become the functions that `bind` and `mark` are made of. What clauses give is joined into
// fixed memory as they hold. Knows no rules.

import { BINDING } from "../../words/frame.js";
import { clean, secrecyLevels, trustLevels } from "../../words/labels.js";
import { opNumber, sinkKinds } from "../../words/ops.js";
import type { Clause, ToolCode } from "../../language/ir/program.js";
import { access, body, branch, call, constant, get, give, op, open, set, take, tee } from "../encode/code.js";
import type { Body } from "../encode/code.js";
import { labelWords, putWords } from "./data.js";
import { guarded, siteOf } from "./rule.js";
import { truth } from "./test.js";
import { boundActs, load, runtimeFunction } from "./unit.js";
import type { Address, Site, Unit } from "./unit.js";

/** The function that binds a call of this tool; a tool without binding could be anything, unless it is the response or a message of the user's. */
export function toolBody(tool: ToolCode | null, unit: Unit): Body {
  const into = body(1);
  const site = siteOf(unit, into);
  if (tool === null) unbound(site);
  else bound(tool, site);
  return into;
}

/** The truths of all counters' selectors, asked of the instruction as it was bound. */
export function counterBody(unit: Unit): Body {
  const into = body(1);
  const frame = siteOf(unit, into);
  const at = (offset: number): Address => ({ local: null, offset: unit.binding + offset });
  const site: Site = { ...frame, op: at(BINDING.op), sinks: at(BINDING.sinks), acts: boundActs(unit), self: at(BINDING.target) };
  bits(unit.program.counters.map(({ guard, test }) => () => {
    guarded(guard, site);
    open(into, "if", "i32");
    truth(test, site);
    op(into, "else");
    constant(into, 0);
    op(into, "end");
  }), unit.binding + BINDING.counters, into);
  return into;
}

/** The truths of all source patterns. */
export function markBody(unit: Unit): Body {
  const into = body(1);
  const site = siteOf(unit, into);
  bits(unit.program.patterns.map((pattern) => () => truth(pattern, site)), unit.marks, into);
  return into;
}

/** Two bits for each truth: a truth of 1 or 2 is just the bit of certain or unknown. */
function bits(truths: readonly (() => void)[], at: number, into: Body): void {
  for (let from = 0; from < truths.length; from += 16) {
    constant(into, 0);
    constant(into, 0);
    truths.slice(from, from + 16).forEach((leave, index) => {
      leave();
      constant(into, 2 * index);
      op(into, "i32.shl", "i32.or");
    });
    access(into, "i32.store", at + (from >>> 2));
  }
}

function unbound(site: Site): void {
  const { body: into, unit } = site;
  answer(site, BINDING.op, () => load(into, "i32.load", site.op));
  load(into, "i32.load", site.op);
  constant(into, RESPOND);
  op(into, "i32.eq");
  open(into, "if");
  answer(site, BINDING.sinks, () => constant(into, 1 << sinkKinds.indexOf("ui")));
  op(into, "else");
  load(into, "i32.load", site.op);
  constant(into, USER);
  op(into, "i32.ne");
  open(into, "if");
  answer(site, BINDING.op, () => constant(into, EXEC));
  answer(site, BINDING.sinks, () => constant(into, 2 ** sinkKinds.length - 1));
  const [low, high] = labelWords({ trust: trustLevels.indexOf("low"), secrecy: secrecyLevels.indexOf("high"), tags: 0, unknown: false });
  join(unit.binding + BINDING.result, putWords(unit.data, [low, high]), site);
  op(into, "end");
  op(into, "end");
}

function bound(tool: ToolCode, site: Site): void {
  const { body: into, unit } = site;
  answer(site, BINDING.op, () => firstOp(tool.ops, site));
  answer(site, BINDING.sinks, () => union(tool.sinks, site));
  boundActs(site.unit).forEach(({ offset }, word) => {
    const clauses = tool.acts.map(({ gives, test }) => ({ gives: gives[word] ?? 0, test }));
    if (clauses.some(({ gives }) => gives !== 0)) answer(site, offset - site.unit.binding, () => union(clauses, site));
  });
  results(tool, site);
  if (!tool.ops.some(({ gives }) => READS.includes(gives))) return;
  for (const [index, number] of READS.entries()) {
    load(into, "i32.load", { local: null, offset: unit.binding + BINDING.op });
    constant(into, number);
    op(into, "i32.eq");
    if (index > 0) op(into, "i32.or");
  }
  open(into, "if");
  join(unit.binding + BINDING.result, unit.binding + BINDING.target, site);
  op(into, "end");
}

/** The first op whose test is true. One block for all clauses: there may be more of them than the stack is deep. */
function firstOp(clauses: readonly Clause<number>[], site: Site): void {
  const { body: into } = site;
  let otherwise = EXEC;
  open(into, "block", "i32");
  for (const { gives, test } of clauses) {
    if (test === null) {
      otherwise = gives;
      break;
    }
    constant(into, gives);
    truth(test, site);
    constant(into, 1);
    op(into, "i32.eq");
    branch(into, "br_if", 0);
    op(into, "drop");
  }
  constant(into, otherwise);
  op(into, "end");
}

/** The bits of all clauses that may hold. */
function union(clauses: readonly Clause<number>[], site: Site): void {
  const { body: into } = site;
  constant(into, clauses.reduce((all, { gives, test }) => (test === null ? all | gives : all), 0));
  for (const { gives, test } of clauses) {
    if (test === null) continue;
    constant(into, gives);
    constant(into, 0);
    truth(test, site);
    op(into, "select", "i32.or");
  }
}

/** Labels of all clauses that may hold; low trust unless one that holds speaks of it. */
function results(tool: ToolCode, site: Site): void {
  const { body: into, unit } = site;
  const result = unit.binding + BINDING.result;
  const lowest = (): void => join(result, putWords(unit.data, labelWords({ ...clean, trust: trustLevels.indexOf("low") })), site);
  const spoken = tool.results.some(({ saysTrust, test }) => saysTrust && test === null);
  // Kept only where it hangs on a test.
  const says = !spoken && tool.results.some(({ saysTrust }) => saysTrust) ? take(into) : null;
  if (says !== null) {
    constant(into, 0);
    set(into, says);
  }
  for (const { gives, test, saysTrust } of tool.results) {
    const labels = putWords(unit.data, labelWords(gives));
    if (test === null) {
      join(result, labels, site);
      continue;
    }
    const held = take(into);
    truth(test, site);
    tee(into, held);
    open(into, "if");
    join(result, labels, site);
    if (saysTrust && says !== null) {
      get(into, held);
      get(into, says);
      op(into, "i32.or");
      constant(into, 1);
      op(into, "i32.and");
      set(into, says);
    }
    op(into, "end");
    give(into, held);
  }
  if (says !== null) {
    get(into, says);
    op(into, "i32.eqz");
    open(into, "if");
    lowest();
    op(into, "end");
    give(into, says);
  } else if (!spoken) lowest();
}

function join(into: number, labels: number, { body: code, unit }: Site): void {
  constant(code, into);
  constant(code, labels);
  call(code, runtimeFunction(unit, "rt_join"));
}

function answer({ body: into, unit }: Site, offset: number, leave: () => void): void {
  constant(into, 0);
  leave();
  access(into, "i32.store", unit.binding + offset);
}

const EXEC = opNumber.get("EXEC") ?? 0;
const RESPOND = opNumber.get("RESPOND") ?? 0;
const USER = opNumber.get("USER") ?? 0;
const READS = [opNumber.get("READ") ?? 0, opNumber.get("RETRIEVE") ?? 0];
