// Policies and evaluators with one bug each, as somebody might write it: what the fuzzers must find, and what tells that they would.
// Knows no doors.

import type { Evaluator } from "../../src/words/evaluator.js";
import { isList } from "../../src/words/cell.js";
import type { Cell } from "../../src/words/cell.js";
import { columnKey, rowColumnKey } from "../../src/words/column.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Flow, View } from "../../src/words/view.js";
import type { Condition, Order, Policy, Rule, Scope } from "../../src/language/check/policy.js";
import { visit } from "../../src/language/check/walk.js";
import { lower } from "../../src/language/ir/lower.js";
import { plan } from "../../src/language/ir/plan.js";
import type { Part } from "../../src/language/ir/plan.js";
import type { RuleCode } from "../../src/language/ir/program.js";
import { interpret } from "../../src/language/meaning/interpret.js";

/** A bug: what it is, and the evaluator that has it. */
export interface Planted {
  readonly name: string;
  readonly what: string;
  readonly evaluator: (policy: Policy, manifest: Manifest) => Evaluator;
}

/** The bugs. */
export const bugs: readonly Planted[] = [
  bug("rows", "that forgets one unknown in some views", (right) => ({ ...right, decide: (view) => right.decide(view).map((verdict) => (view.rowsOpen && verdict.row >= 0 ? { ...verdict, unknown: false } : verdict)) })),
  bug("labels", "that takes labels for no worse than they are known", (right) => ({ ...right, decide: (view) => right.decide({ ...view, flows: [known(view.flows[0]), known(view.flows[1]), known(view.flows[2])] }) })),
  bug("marks", "that marks no instruction that may be a source", (right) => ({ ...right, mark: (view) => right.mark(view).map((word) => word & 0x5555_5555) })),
  bug("bind", "that believes it sees every resource", (right) => ({ ...right, bind: (view) => right.bind({ ...view, resourcesOpen: false }) })),
  { name: "item", what: "that takes what stands beside nothing for false", evaluator: beside },
  { name: "index", what: "whose index forgets the last rule of a text", evaluator: forgetful },
  { name: "scopes", what: "that asks only the first of the rules of one tool or op", evaluator: hasty },
  twisted("order", "that takes `<=` for `<`", (of) => ("order" in of ? { ...of, order: narrower(of.order) } : of)),
  twisted("some", "that takes `every` for `some`", (of) => (of.kind === "quantified" ? { ...of, all: false } : of)),
  twisted("joint", "that takes `or` for `and` within `not`", (of) => (of.kind === "not" && of.operand.kind === "or" ? { ...of, operand: { ...of.operand, kind: "and" } } : of)),
  twisted("regex", "whose expressions know no ends of texts", (of) => (of.kind === "matches" && of.glob === "regex" ? { ...of, patterns: of.patterns.map((pattern) => pattern.replaceAll("$", "")) } : of)),
];

function bug(name: string, what: string, of: (right: Evaluator) => Evaluator): Planted {
  return { name, what, evaluator: (policy, manifest) => of(interpret(policy, manifest)) };
}

/** A policy read with some conditions twisted. */
function twisted(name: string, what: string, twist: (condition: Condition) => Condition): Planted {
  const of = (condition: Condition): Condition => {
    const here = twist(condition);
    switch (here.kind) {
      case "and": case "or": return { ...here, left: of(here.left), right: of(here.right) };
      case "not": return { ...here, operand: of(here.operand) };
      case "quantified": return { ...here, condition: of(here.condition) };
      default: return here;
    }
  };
  const maybe = (condition: Condition | null): Condition | null => (condition === null ? null : of(condition));
  const scope = (at: Scope): Scope => ({ ...at, where: maybe(at.where) });
  const rule = (at: Rule): Rule => ({ ...at, scope: scope(at.scope), from: at.from === null ? null : { where: of(at.from.where) }, when: maybe(at.when), unless: maybe(at.unless) });
  return { name, what, evaluator: (policy, manifest) => interpret({ ...policy, rules: policy.rules.map(rule), counters: policy.counters.map((at) => ({ ...at, scope: scope(at.scope) })) }, manifest) };
}

function narrower(order: Order): Order {
  return order === "<=" ? "<" : order;
}

function known(flow: Flow): Flow {
  return { ...flow, labels: { ...flow.labels, unknown: false } };
}

/** Lists that are read beside others go on with false where they end. */
function beside(policy: Policy, manifest: Manifest): Evaluator {
  const right = interpret(policy, manifest);
  const items = new Set<string>();
  const read = (condition: Condition | null): void => visit(condition, { value: (value) => {
    if (value.kind === "item") items.add(value.list.kind === "column" ? columnKey(value.list.column) : rowColumnKey(value.list.column));
  } });
  for (const rule of policy.rules) for (const condition of [rule.scope.where, rule.when, rule.unless]) read(condition);
  const longer = (cell: Cell): Cell => (isList(cell) ? { ...cell, items: [...cell.items, ...Array.from({ length: 4 }, () => false)] } : cell);
  const padded = (view: View): View => ({ ...view, columns: view.columns.map((cell, at) => {
    const column = manifest.demand.columns[at];
    return column !== undefined && items.has(columnKey(column)) ? longer(cell) : cell;
  }) });
  return { ...right, decide: (view) => right.decide(padded(view)) };
}

/** Of the rules that a text leads to, the last is never asked where it is found by that text. */
function forgetful(policy: Policy, manifest: Manifest): Evaluator {
  const right = interpret(policy, manifest);
  const rules = lower(policy, manifest).value?.rules ?? [];
  const guards = new Set(rules.map(({ guard }) => JSON.stringify(guard)));
  const lost = [...guards].flatMap((one) => lostIn(plan(rules.filter(({ guard }) => JSON.stringify(guard) === one))));
  return { ...right, decide: (view) => right.decide(view).filter(({ rule }) => !lost.some((of) => of.rule === rule && view.columns[of.column] === of.text)) };
}

/** Of the rules that are asked by a jump to their tool or op, the first of the case alone. */
function hasty(policy: Policy, manifest: Manifest): Evaluator {
  const right = interpret(policy, manifest);
  const jumped = (lower(policy, manifest).value?.rules ?? []).filter(({ guard }) => !guard.every && !guard.unbound && guard.sinks === 0 && guard.acts.length === 0);
  const lost = ({ tool, op }: View): readonly RuleCode[] => [
    ...jumped.filter(({ guard }) => guard.ops === 0 && guard.tools.includes(tool)).slice(1),
    ...jumped.filter(({ guard }) => guard.tools.length === 0 && (guard.ops & (1 << op)) !== 0).slice(1),
  ];
  return { ...right, decide: (view) => right.decide(view).filter(({ rule }) => !lost(view).some(({ number }) => number === rule)) };
}

function lostIn(parts: readonly Part[]): readonly { readonly column: number; readonly text: string; readonly rule: number }[] {
  return parts.flatMap((part) => {
    if (part.kind === "shared") return lostIn(part.parts);
    if (part.kind !== "text") return [];
    return [...part.cases].flatMap(([text, below]) => {
      const last = below.flatMap((one) => (one.kind === "each" ? one.rules : [])).at(-1);
      return last === undefined ? [] : [{ column: part.column, text, rule: last.rule.number }];
    });
  });
}
