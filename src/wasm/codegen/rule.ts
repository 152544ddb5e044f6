// A rule becomes code that is run where its guard holds: it fires or it does not. With rows it is asked of each,
// and fires on the first certain one, else on the first. Knows not which rules are asked when.

import { CELL, HEADER, ROW, actsAt, cellTags } from "../../words/frame.js";
import { opNumber } from "../../words/ops.js";
import type { Asked } from "../../language/ir/plan.js";
import type { Guard, RuleCode } from "../../language/ir/program.js";
import { body, branch, call, calls, constant, get, give, op, open, set, take, tee } from "../encode/code.js";
import type { Body } from "../encode/code.js";
import { hasTag } from "./place.js";
import { isTool, truth } from "./test.js";
import { load, plus, push, runtimeFunction } from "./unit.js";
import type { Site, Unit } from "./unit.js";

const FRAME = 0;
const SEEN = 1;

/** Where a function of one parameter, the frame, asks its tests. */
export function siteOf(unit: Unit, into: Body): Site {
  const frame = { local: FRAME, offset: 0 };
  return {
    unit, body: into, frame, row: { local: null, offset: unit.unseen }, elements: [],
    op: plus(frame, HEADER.op), sinks: plus(frame, HEADER.sinks), acts: Array.from({ length: unit.actWords }, (_, word) => plus(frame, actsAt(word))), self: plus(frame, HEADER.self),
  };
}

/** The function of a rule: of the frame, and of the truths of what was tested already (bit 1: one was unknown). */
export function ruleBody(asked: Asked, unit: Unit): Body {
  const into = body(2);
  putRule(asked, SEEN, siteOf(unit, into));
  return into;
}

/** Asks a rule here; the local `seen` has the truths of what was tested already, where anything was. */
export function putRule({ rule: whole, tests }: Asked, seen: number | null, site: Site): void {
  const { body: into } = site;
  const rule: RuleCode = { ...whole, test: { kind: "all", of: tests } };
  if (rule.facts.length > 0) open(into, "block");
  for (const fact of rule.facts) {
    hasTag(site, plus(site.frame, HEADER.end + CELL.bytes * fact), cellTags.absent);
    branch(into, "br_if", 0);
  }
  if (rule.rows === null) once(rule, seen, site);
  else rows(rule, rule.rows.roles, seen, site);
  if (rule.facts.length > 0) op(into, "end");
}

/** Leaves not 0 where an instruction may be meant. */
export function guarded(guard: Guard, site: Site): void {
  const { body: into } = site;
  const parts: (() => void)[] = [];
  if (guard.every) return constant(into, 1);
  if (guard.ops !== 0) parts.push(() => truth({ kind: "op", bits: guard.ops }, site));
  for (const [bits, at] of [[guard.sinks, site.sinks], ...guard.acts.map((word, index) => [word, site.acts[index]] as const)] as const) {
    if (bits !== 0 && at !== undefined) parts.push(() => {
      load(into, "i32.load", at);
      constant(into, bits);
      op(into, "i32.and");
    });
  }
  if (guard.tools.length > 0) parts.push(() => isTool(guard.tools, site));
  if (guard.unbound) parts.push(() => {
    isTool([-1], site);
    load(into, "i32.load", site.op);
    constant(into, RESPOND);
    op(into, "i32.ne", "i32.and");
  });
  if (parts.length === 0) return constant(into, 0);
  parts.forEach((part, index) => {
    part();
    if (index > 0) op(into, "i32.or");
  });
}

/** A local with 1 where the rule fires for certain, 2 or 3 where it does and hung on an unknown, 0 where it does not. */
function fires(rule: RuleCode, seen: number | null, site: Site): number {
  const { body: into } = site;
  const fired = take(into);
  truth(rule.test, site);
  if (seen === null) set(into, fired);
  else {
    tee(into, fired);
    get(into, seen);
    op(into, "i32.or");
    constant(into, 0);
    get(into, fired);
    op(into, "select");
    set(into, fired);
  }
  if (rule.unknownSkips) {
    get(into, fired);
    constant(into, 1);
    op(into, "i32.eq");
    set(into, fired);
  }
  if (rule.unless === null) return fired;
  const unless = take(into);
  get(into, fired);
  open(into, "if");
  truth(rule.unless, site);
  tee(into, unless);
  open(into, "if");
  // Unknown makes it hang on an unknown; true takes it back.
  get(into, unless);
  constant(into, 2);
  op(into, "i32.and");
  set(into, fired);
  op(into, "end", "end");
  give(into, unless);
  return fired;
}

function once(rule: RuleCode, seen: number | null, site: Site): void {
  const { body: into } = site;
  const simple = rule.unless === null && !rule.unknownSkips;
  // What was seen before only says how certain a rule is that fires anyway.
  const fired = simple ? take(into) : fires(rule, seen, site);
  if (simple) {
    truth(rule.test, site);
    tee(into, fired);
  } else get(into, fired);
  open(into, "if");
  constant(into, rule.number);
  fire(() => get(into, fired), simple ? seen : null, site);
  op(into, "end");
  give(into, fired);
}

/** Whether a rule asks no more than its test, of the call as a whole: such rules may have their end in common. */
export function isSimple({ rows, unless, unknownSkips, facts }: RuleCode): boolean {
  return rows === null && unless === null && !unknownSkips && facts.length === 0;
}

/** Leaves the number of a simple rule on the stack, and the truth of its test in a local where any rule of these has one; `putEnding` fires it. */
export function putNumber({ rule, tests }: Asked, fired: number | null, site: Site): void {
  const { body: into, unit } = site;
  if (fired !== null) {
    truth({ kind: "all", of: tests }, site);
    set(into, fired);
  }
  constant(into, rule.number);
  calls(into, runtimeFunction(unit, "rt_fired"));
}

/** Fires the rule whose number is on the stack, where its test was not false; where no rule of these has one, for certain. */
export function putEnding(fired: number | null, seen: number | null, site: Site): void {
  const { body: into } = site;
  if (fired === null) return fire(() => constant(into, 1), seen, site);
  const number = take(into);
  set(into, number);
  get(into, fired);
  open(into, "if");
  get(into, number);
  fire(() => get(into, fired), seen, site);
  op(into, "end");
  give(into, number);
}

/** All rows, and behind them, where there may be more, the one of which all is unknown. */
function rows(rule: RuleCode, roles: number, seen: number | null, site: Site): void {
  const { body: into, frame, unit } = site;
  const [at, index, best, bestRow] = [take(into), take(into), take(into), take(into)];
  push(into, frame);
  load(into, "i32.load", plus(frame, HEADER.rowsAt));
  op(into, "i32.add");
  set(into, at);
  open(into, "block");
  open(into, "loop", "none", "rows");
  get(into, index);
  load(into, "i32.load", plus(frame, HEADER.rows));
  op(into, "i32.ge_u");
  branch(into, "br_if", 1);
  if (roles !== 0) {
    load(into, "i32.load", { local: at, offset: ROW.roles });
    constant(into, roles);
    op(into, "i32.and");
    open(into, "if");
  }
  const fired = fires(rule, seen, { ...site, row: { local: at, offset: 0 } });
  // A certain row ends the search; the first unknown one is kept.
  get(into, fired);
  open(into, "if");
  get(into, best);
  op(into, "i32.eqz");
  get(into, fired);
  constant(into, 1);
  op(into, "i32.eq", "i32.or");
  open(into, "if");
  get(into, fired);
  set(into, best);
  get(into, index);
  set(into, bestRow);
  op(into, "end");
  get(into, fired);
  constant(into, 1);
  op(into, "i32.eq");
  branch(into, "br_if", roles !== 0 ? 3 : 2);
  op(into, "end");
  if (roles !== 0) op(into, "end");
  give(into, fired);
  for (const [local, step] of [[index, 1], [at, rowBytes(unit)]] as const) {
    get(into, local);
    constant(into, step);
    op(into, "i32.add");
    set(into, local);
  }
  branch(into, "br", 0);
  op(into, "end", "end");
  unseenRow(rule, seen, site, best, bestRow);
  get(into, best);
  open(into, "if");
  constant(into, rule.number);
  get(into, best);
  get(into, bestRow);
  call(into, runtimeFunction(unit, "rt_fire"));
  op(into, "end");
}

/** Where none fired and there may be more rows: one more, of which everything is unknown, its roles too. */
function unseenRow(rule: RuleCode, seen: number | null, site: Site, best: number, bestRow: number): void {
  const { body: into, frame } = site;
  get(into, best);
  op(into, "i32.eqz");
  load(into, "i32.load", plus(frame, HEADER.rowsOpen));
  op(into, "i32.and");
  open(into, "if");
  const fired = fires({ ...rule, test: { kind: "all", of: [{ kind: "known", truth: 2 }, rule.test] } }, seen, site);
  get(into, fired);
  set(into, best);
  constant(into, -1);
  set(into, bestRow);
  op(into, "end");
  give(into, fired);
}

/** Fires the rule whose number is on the stack, of the call as a whole, by the truth that is pushed. */
function fire(truths: () => void, seen: number | null, { body: into, unit }: Site): void {
  truths();
  if (seen !== null) {
    get(into, seen);
    op(into, "i32.or");
  }
  call(into, runtimeFunction(unit, "rt_fired"));
}

/** Bytes from one row to the next. */
function rowBytes(unit: Unit): number {
  return ROW.end + CELL.bytes * unit.rowColumns;
}

const RESPOND = opNumber.get("RESPOND") ?? 0;
