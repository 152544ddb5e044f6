// Laws of the language's meaning on generated policies and views: Kleene's, and three promises of the design. What is learnt
// never overturns a certain truth; more taint never allows more where nothing is negated; neither order nor other rules matter.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import { isList } from "../../src/words/cell.js";
import { join } from "../../src/words/labels.js";
import type { Labels } from "../../src/words/labels.js";
import { edgeKinds, principals, shapes } from "../../src/words/provenance.js";
import { TRUE, UNKNOWN, and, not, or } from "../../src/words/truth.js";
import type { Truth } from "../../src/words/truth.js";
import type { Flow, Row, View } from "../../src/words/view.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { holds } from "../../src/language/meaning/condition.js";
import { tablesOf } from "../../src/language/ir/names.js";
import { startKnown } from "../../src/language/meaning/context.js";
import type { Context } from "../../src/language/meaning/context.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import type { Condition, LabelSubject, Policy, Rule, Scope, Value } from "../../src/language/check/policy.js";

const span = { file: "generated", start: 0, end: 0 };
const runs = { numRuns: 400 };
const texts = ["a", "b", "~/x", "a.example"] as const;

// ---- conditions

const column = (name: string): Value => ({ kind: "column", column: { kind: "arg", path: [name], type: "any" }, span });
const value: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom<Value>(column("a"), column("b"), { kind: "row", span }, { kind: "row-column", column: { kind: "extract", extractor: "host" }, span }),
  fc.constantFrom(...texts).map((text): Value => ({ kind: "string", value: text })),
  fc.constantFrom(1, 2).map((number): Value => ({ kind: "number", value: number })),
  fc.constant<Value>({ kind: "else", left: column("a"), right: column("b") }),
  fc.nat(1).map((depth): Value => ({ kind: "element", depth, span })),
  fc.constantFrom([0], [1], [1, 0]).map((at): Value => ({ kind: "item", list: { kind: "column", column: { kind: "arg", path: ["a"], type: "any" }, span }, at, span })),
);
const subject: fc.Arbitrary<LabelSubject> = fc.oneof(
  fc.constantFrom<LabelSubject>({ kind: "target" }, { kind: "row" }),
  fc.constantFrom(...edgeKinds, "any" as const).map((via): LabelSubject => ({ kind: "flow", via })),
);
const order = fc.constantFrom("==", "!=", "<", "<=", ">", ">=");
const level = fc.constantFrom("low", "medium", "high");

const leaf: fc.Arbitrary<Condition> = fc.oneof(
  value.map((of): Condition => ({ kind: "truth", value: of, span })),
  fc.record({ order, left: value, right: value }).map((of): Condition => ({ kind: "compare", ...of, span })),
  value.map((of): Condition => ({ kind: "in", value: of, strings: ["a", "~/x"], numbers: [], span })),
  fc.record({ operator: fc.constantFrom("contains", "starts with", "ends with"), left: value, right: value }).map((of): Condition => ({ kind: "text", ...of, span })),
  value.map((of): Condition => ({ kind: "matches", value: of, glob: "path", patterns: ["~/**"], span })),
  fc.record({ list: value, item: value }).map((of): Condition => ({ kind: "has", ...of, span })),
  fc.record({ subject, order, level }).map((of): Condition => ({ kind: "trust", ...of, span })),
  fc.record({ subject, order, level }).map((of): Condition => ({ kind: "secrecy", ...of, span })),
  subject.map((of): Condition => ({ kind: "tagged", subject: of, tag: "t", span })),
  fc.subarray([...principals], { minLength: 1 }).map((of): Condition => ({ kind: "who", principals: of, span })),
  fc.subarray([...shapes], { minLength: 1 }).map((of): Condition => ({ kind: "shape", shapes: of, span })),
  fc.constant<Condition>({ kind: "named", span }),
);
const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof({ maxDepth: 4, depthSize: "small" }, leaf,
    fc.record({ kind: fc.constantFrom("and", "or"), left: tie("condition"), right: tie("condition") }),
    tie("condition").map((operand): Condition => ({ kind: "not", operand })),
    fc.record({ all: fc.boolean(), list: value, condition: tie("condition") }).map((of): Condition => ({ kind: "quantified", ...of, span }))),
}));

// ---- policies

const nothing: Scope = { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: null };

function ruleOf(name: string, of: Partial<Rule>): Rule {
  return {
    id: `p.${name}`, pack: "p", name, kind: "relational", runtime: null, effect: "deny", title: name, scope: nothing, from: null, via: null, into: null,
    when: null, unless: null, unknownSkips: false, observe: false, reason: [], severity: null, tags: [], rewrites: [], span, ...of,
  };
}

/** A rule that reads every column and edge, so that every view of these tests is one of the bundle's. */
const reader = ruleOf("reader", {
  scope: { ...nothing, every: false },
  via: "any",
  from: { where: { kind: "constant", value: true } },
  when: [column("a"), column("b"), { kind: "row-column", column: { kind: "extract", extractor: "host" }, span } as const].map((of): Condition => ({ kind: "truth", value: of, span }))
    .reduce((left, right): Condition => ({ kind: "and", left, right })),
});

function policyOf(rules: readonly Rule[]): Policy {
  return { packages: ["p"], catalogues: [], tags: ["t"], acts: [], labels: [], tools: [], profiles: [], rules, counters: [], histories: [], data: [], tests: [] };
}

// ---- views

const scalar: fc.Arbitrary<Cell> = fc.oneof(fc.constantFrom<Cell>(undefined, null, null, true, false, 1, 2), fc.constantFrom(...texts));
const cell: fc.Arbitrary<Cell> = fc.oneof({ arbitrary: scalar, weight: 3 }, { arbitrary: fc.record({ items: fc.array(scalar, { maxLength: 3 }), open: fc.boolean() }), weight: 1 });
const labels: fc.Arbitrary<Labels> = fc.record({ trust: fc.nat(2), secrecy: fc.nat(2), tags: fc.nat(1), unknown: fc.boolean() });
const flow: fc.Arbitrary<Flow> = fc.record({ labels, marks: fc.nat(15).map((bits) => Uint32Array.of(bits)) });
const truth = fc.constantFrom<Truth>(0, 1, 2);
const row: fc.Arbitrary<Row> = fc.record({
  path: fc.constant("x"), value: cell, roles: fc.nat(3), who: fc.nat(31), shape: fc.nat(shapes.length - 1), named: truth, unknown: fc.boolean(), flow, columns: fc.tuple(cell),
});
const view: fc.Arbitrary<View> = fc.record({
  question: fc.constant("decide" as const), op: fc.nat(22), tool: fc.constant(-1), sinks: fc.nat(1023), acts: fc.constant([]), self: labels, flows: fc.tuple(flow, flow, flow),
  columns: fc.tuple(cell, cell), rows: fc.array(row, { maxLength: 3 }), rowsOpen: fc.boolean(), resources: fc.constant([]), resourcesOpen: fc.constant(false),
});

const tables = tablesOf(manifestOf(policyOf([reader])));
const known = startKnown();
const context: fc.Arbitrary<Context> = fc.record({ view, row, elements: fc.tuple(scalar, scalar).map((cells) => cells.map((at, index) => ({ cell: at, index, nest: 1 }))) }).map((of) => ({ tables, known, ...of }));

/** The same value one quantifier further in: elements are told by how far out theirs stands. */
function deeper(value: Value): Value {
  switch (value.kind) {
    case "element": return { ...value, depth: value.depth + 1 };
    case "item": return { ...value, at: value.at.map((depth) => depth + 1) };
    default: return value;
  }
}

describe("Kleene's laws", () => {
  it("hold of conditions", () => {
    fc.assert(fc.property(condition, condition, context, (a, b, at) => {
      const of = (what: Condition): Truth => holds(what, at);
      const both: Condition = { kind: "and", left: a, right: b };
      const either: Condition = { kind: "or", left: a, right: b };
      expect(of(both)).toBe(and(of(b), of(a)));
      expect(of(either)).toBe(or(of(b), of(a)));
      expect(of({ kind: "not", operand: both })).toBe(or(not(of(a)), not(of(b))));
      expect(of({ kind: "not", operand: { kind: "not", operand: a } })).toBe(of(a));
    }), runs);
  });

  it("every is not some not, and has is some equal", () => {
    fc.assert(fc.property(condition, value, value, context, (a, list, item, at) => {
      const every = holds({ kind: "quantified", all: true, list, condition: a, span }, at);
      const some = holds({ kind: "quantified", all: false, list, condition: { kind: "not", operand: a }, span }, at);
      expect(every).toBe(not(some));
      const equal: Condition = { kind: "compare", order: "==", left: { kind: "element", depth: 0, span }, right: deeper(item), span };
      const has = holds({ kind: "has", list, item, span }, at);
      const asked = holds({ kind: "quantified", all: false, list, condition: equal, span }, at);
      // Of an empty list nothing is asked, but an item that is absent or unknown is in no list for certain.
      if (has !== UNKNOWN) expect(asked).toBe(has);
    }), runs);
  });

  it("what is learnt never overturns a certain truth", () => {
    const learnt = fc.record({ cells: fc.array(fc.oneof(fc.constantFrom<Cell>(true, false, 1, 2), fc.constantFrom(...texts)), { minLength: 8, maxLength: 8 }), more: labels });
    let certain = 0;
    fc.assert(fc.property(condition, context, learnt, (a, at, news) => {
      const before = holds(a, at);
      if (before === UNKNOWN) return;
      certain++;
      expect(holds(a, learn(at, news.cells, news.more))).toBe(before);
    }), { numRuns: 2000 });
    expect(certain).toBeGreaterThan(200);
  });
});

/** The same context with every unknown known: cells have values, open lists their rest, labels the taint they hid. */
function learn(at: Context, cells: readonly Cell[], more: Labels): Context {
  let next = 0;
  const any = (): Cell => cells[next++ % cells.length];
  const known = (of: Cell): Cell => (of === null ? any() : isList(of) ? { items: [...of.items.map(known), ...(of.open ? [any()] : [])], open: false } : of);
  const settled = (of: Labels): Labels => (of.unknown ? { ...join(of, more), unknown: false } : of);
  const flowed = (of: Flow): Flow => ({ ...of, labels: settled(of.labels) });
  const seen = at.row;
  const { view: old } = at;
  return {
    ...at,
    elements: at.elements.map(({ cell: of, index, nest }) => ({ cell: known(of), index, nest })),
    view: { ...old, columns: old.columns.map(known), self: settled(old.self), flows: [flowed(old.flows[0]), flowed(old.flows[1]), flowed(old.flows[2])] },
    row: typeof seen !== "object" || seen === null ? seen : { ...seen, value: known(seen.value), columns: seen.columns.map(known), named: seen.named === UNKNOWN ? TRUE : seen.named, flow: seen.unknown ? seen.flow : flowed(seen.flow) },
  };
}

describe("decisions", () => {
  const upward: fc.Arbitrary<Condition> = fc.letrec<{ up: Condition }>((tie) => ({
    up: fc.oneof({ maxDepth: 3, depthSize: "small" },
      fc.record({ subject, order: fc.constantFrom("<" as const, "<=" as const), level }).map((of): Condition => ({ kind: "trust", ...of, span })),
      fc.record({ subject, order: fc.constantFrom(">" as const, ">=" as const), level }).map((of): Condition => ({ kind: "secrecy", ...of, span })),
      subject.map((of): Condition => ({ kind: "tagged", subject: of, tag: "t", span })),
      fc.record({ kind: fc.constantFrom("and", "or"), left: tie("up"), right: tie("up") })),
  })).up;
  const ruleWith = (when: fc.Arbitrary<Condition>, unless: fc.Arbitrary<Condition | null>): fc.Arbitrary<Partial<Rule>> => fc.record({
    from: fc.constantFrom(null, { where: { kind: "constant", value: true } } as const), via: fc.constantFrom("value", "any"),
    into: fc.constantFrom(null, { roles: [], name: "x" }, { roles: ["destination" as const], name: "x" }), when, unless, unknownSkips: fc.boolean(),
  });
  const rulesOf = (parts: readonly Partial<Rule>[]): readonly Rule[] => [reader, ...parts.map((part, number) => ruleOf(`r${number}`, part))];
  const said = (rules: readonly Rule[], at: View): ReadonlyMap<string, { readonly unknown: boolean; readonly row: number }> => {
    const policy = policyOf(rules);
    return new Map(interpret(policy, manifestOf(policy)).decide(at).map(({ rule, unknown, row: of }) => [rules[rule]?.id ?? "", { unknown, row: of }]));
  };

  it("more taint never allows more where nothing is negated", () => {
    const more = fc.record({ labels, bits: fc.nat(15) });
    let fired = 0;
    fc.assert(fc.property(fc.array(ruleWith(upward, fc.constant(null)), { minLength: 1, maxLength: 2 }), view, more, (parts, at, extra) => {
      const tainted = (of: Flow): Flow => ({ labels: join(of.labels, extra.labels), marks: of.marks.map((bits) => bits | (extra.bits & 0b0101) | bits) });
      const worse: View = {
        ...at, self: join(at.self, extra.labels), flows: [tainted(at.flows[0]), tainted(at.flows[1]), tainted(at.flows[2])], rows: at.rows.map((of) => ({ ...of, flow: tainted(of.flow) })),
      };
      const rules = rulesOf(parts.map((part) => ({ ...part, unknownSkips: false })));
      const after = said(rules, worse);
      for (const [id, { unknown }] of said(rules, at)) {
        fired++;
        expect(after.has(id)).toBe(true);
        if (!unknown) expect(after.get(id)?.unknown).toBe(false);
      }
    }), runs);
    expect(fired).toBeGreaterThan(40);
  });

  it("neither the order of rules nor other rules matter", () => {
    let fired = 0;
    fc.assert(fc.property(fc.array(ruleWith(condition, fc.option(condition)), { minLength: 2, maxLength: 4 }), view, (parts, at) => {
      // Marks have a source's number: only rules without `from` may change places in one view.
      const rules = rulesOf(parts.map((part) => ({ ...part, from: null })));
      const all = said(rules, at);
      fired += all.size;
      expect(said([...rules].reverse(), at)).toEqual(new Map([...all].reverse()));
      for (const rule of rules) {
        const alone = said(rule === reader ? [reader] : [reader, rule], at).get(rule.id);
        expect(alone).toEqual(all.get(rule.id));
      }
    }), runs);
    expect(fired).toBeGreaterThan(200);
  });
});
