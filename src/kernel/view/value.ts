// A column of an instruction to its value, and so a term: of the call alone, of what the session remembers, of external data. What is
// computed stays with the moment it was computed for. Changes nothing else.

import { unreachable } from "../../base/assert.js";
import { evaluate } from "../../extract/term.js";
import type { Patterns } from "../../extract/spans.js";
import { valueOfJson } from "../../extract/value.js";
import type { Column } from "../../words/column.js";
import type { Join } from "../../words/manifest.js";
import type { Leaves, Term, TermValue } from "../../words/term.js";
import { TRUE, UNKNOWN } from "../../words/truth.js";
import { alternated } from "../facts/alternates.js";
import { approversOf, isApproved } from "../facts/approved.js";
import { isAsked } from "../facts/asked.js";
import { isDelegated } from "../facts/delegated.js";
import { isMeant } from "../facts/meant.js";
import { isOpened } from "../facts/opened.js";
import { textSaid } from "../graph/said.js";
import { openedAt } from "../facts/clock.js";
import { counted, truthAt } from "../facts/counters.js";
import { answer } from "../facts/history.js";
import { hostFact } from "../facts/host.js";
import { theirSides } from "../facts/join.js";
import type { Kept } from "../facts/past.js";
import { principalFact } from "../facts/principal.js";
import type { Slot } from "../facts/query.js";
import { repeated } from "../facts/repeats.js";
import { partAt } from "../facts/result.js";
import { sourcesValue } from "../facts/sources.js";
import type { Memory } from "../memory.js";
import { cellOf, extractOnce, valueAt } from "./cells.js";
import { isKept, keep, kept } from "./memo.js";
import type { Moment } from "./moment.js";
import { isChanged, toolOf } from "../registry/pins.js";
import { isPlanted } from "../registry/carry.js";
import type { Plan } from "./plan.js";

/** The value of a term. */
export function termValue(plan: Plan, memory: Memory, moment: Moment, term: Term): TermValue {
  return evaluate(term, leavesOf(plan, memory, moment, null, noFacts), plan.patterns);
}

/** The value of a term over a row's value; what the terms of one row read of it they read once. */
export function rowTermValue(plan: Plan, memory: Memory, moment: Moment, term: Term, row: TermValue, patterns: Patterns, facts: RowFacts): TermValue {
  return evaluate(term, leavesOf(plan, memory, moment, row, facts), patterns);
}

/** What the terms of a bundle read. */
export function leavesOf(plan: Plan, memory: Memory, moment: Moment, row: TermValue, { told, called }: RowFacts): Leaves {
  return { row, told, called, opened: memory.opened === null ? neverAsked : (address) => openedTruth(memory, address), said: (text) => saidTruth(memory, text), meant: (act, text) => meantTruth(memory, act, text), planted: (path) => isPlanted(memory, path), column: (column) => columnValue(plan, memory, moment, column), data: (name) => dataValue(plan, name) };
}

/** The whole value of a column, worked out once. */
export function columnValue(plan: Plan, memory: Memory, moment: Moment, column: Column): TermValue {
  // A column that is nothing but a shared part is that part, and has its key.
  if (column.kind === "term" && column.term.kind === "column") return columnValue(plan, memory, moment, column.term.column);
  const number = plan.leafage.numbers.get(column);
  if (number === undefined) return computed(plan, memory, moment, column);
  const memo = plan.leafage.steady[number] === true ? moment.steady : moment.passing;
  if (isKept(memo, number)) return kept(memo, number);
  // A query that is asked for itself, by a bundle that nobody checked, is unknown.
  keep(memo, number, null);
  const value = computed(plan, memory, moment, column);
  keep(memo, number, value);
  return value;
}

/** What is kept of a call for a query over it later; what was kept of it `before` stays where it does not hang on the result. */
export function keptOf(plan: Plan, memory: Memory, moment: Moment, { value, joins, late }: Slot, before: Kept | null): Kept {
  const theirs = joins.all.map((join, index) => (before !== null && before.sides !== null && late.joins[index] === false ? before.sides.values[index] : termValue(plan, memory, moment, join.theirs)));
  return {
    value: value === null ? undefined : before !== null && !late.value ? before.value : termValue(plan, memory, moment, value),
    sides: before !== null && !late.joins.includes(true) ? before.sides : theirSides(joins, theirs),
  };
}

function computed(plan: Plan, memory: Memory, moment: Moment, column: Column): TermValue {
  const { args } = moment;
  switch (column.kind) {
    case "arg": return args === null ? null : valueOfJson(valueAt(args, column.path));
    case "extract": return args === null ? null : extractOnce(column.extractor, cellOf(valueAt(args, column.path), "string"), moment.shells);
    case "tool": return moment.tool;
    case "result": return partAt(moment.result, column.path);
    case "term": return termValue(plan, memory, moment, column.term);
    case "data": return dataValue(plan, column.name);
    case "history": return historyValue(plan, memory, moment, column.history);
    case "host": return hostValue(memory, column.name);
    case "asked": {
      const truth = isAsked(memory.asked, column.act, column.more === true);
      return truth === UNKNOWN ? null : truth === TRUE;
    }
    case "delegated": {
      const truth = isDelegated(memory.delegated, column.act, memory.asked.missed);
      return truth === UNKNOWN ? null : truth === TRUE;
    }
    case "count": return counted(memory.counters, column.counter);
    case "repeats": return moment.call === null ? null : repeated(memory.repeats, moment.call.print);
    case "alternates": return moment.call === null ? null : alternated(memory.turns, moment.call.print);
    case "approved": return moment.call === null ? null : isApproved(memory.approvals, moment.call.text, memory.clock.now);
    case "changed": return typeof moment.tool === "string" ? isChanged(memory.learned.pins, toolOf(moment.server, moment.tool)) : null;
    case "approvers": return approversValue(memory, moment, column);
    case "principal": return principalFact(memory.acting, column.field);
    case "time": return memory.clock.provided ? memory.clock.now : undefined;
    case "sources": {
      const planned = plan.sources.find(({ leaf }) => leaf === plan.leafage.numbers.get(column));
      return planned === undefined ? null : sourcesValue(memory.graph, { values: memory.sources, isAll: !memory.learned.others.wrote }, moment, planned);
    }
    default: return unreachable(column);
  }
}

function dataValue(plan: Plan, name: string): TermValue {
  return plan.data.has(name) ? plan.data.get(name) : null;
}

function historyValue(plan: Plan, memory: Memory, moment: Moment, number: number): TermValue {
  const query = plan.queries.list[number];
  if (query === undefined) return null;
  const { entry, slot } = query;
  const { within } = entry;
  if (within !== null && within.kind !== "steps" && !memory.clock.provided) return undefined;
  const { pending } = moment;
  const truth = pending === null ? null : pending === "unbound" ? UNKNOWN : truthAt(pending, entry.counter);
  const own = plan.queries.slots[slot];
  const ours = ({ ours: term }: Join): TermValue => termValue(plan, memory, moment, term);
  return answer(memory.histories, query, {
    step: moment.step,
    at: memory.clock.now,
    opened: within?.kind === "calendar" ? openedAt(memory.clock, within.period, within.zone) : null,
    ours: entry.join.map(ours),
    sinceOurs: entry.since === null ? [] : entry.since.join.map(ours),
    pending: truth === null || !entry.including || own === undefined ? null : { truth, kept: keptOf(plan, memory, moment, own, null) },
  });
}

/** Where something unreadable came before the user's first words, it may have given any. */
function openedTruth({ opened, asked }: Memory, address: string): boolean | null {
  return isOpened(opened, address) ? true : asked.missed ? null : false;
}

/** The same of what the user said. */
function saidTruth({ graph, asked }: Memory, text: string): boolean | null {
  const said = textSaid(graph, text);
  return said === false && asked.missed ? null : said;
}

/** And of what he asked for something. */
function meantTruth({ meanings, asked }: Memory, act: string, text: string): boolean | null {
  const truth = isMeant(meanings, act, text, asked.missed);
  return truth === UNKNOWN ? null : truth === TRUE;
}

/** What is known of a row beside its value; null where that is unknown, or nobody asks. */
export interface RowFacts {
  readonly told: boolean | null;
  readonly called: boolean | null;
}

/** Of no row. */
export const noFacts: RowFacts = { told: null, called: null };

/** Of a bundle that asks it of no address. */
const neverAsked = (): null => null;

function hostValue(memory: Memory, name: string): TermValue {
  return valueOfJson(hostFact(memory.host, name));
}

function approversValue({ approvals, acting, clock }: Memory, { call, tool }: Moment, { scope, session, field }: Extract<Column, { readonly kind: "approvers" }>): TermValue {
  if (call === null || typeof tool !== "string") return null;
  return approversOf((scope === "sink" ? approvals.calls.get(call.text) : approvals.tools.get(tool)) ?? [], field, session, acting.provided.has("id") ? acting.told.id : undefined, clock.now);
}
