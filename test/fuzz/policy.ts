// Nothing -> checked policies: conditions of every kind and type, also such as the checker would refuse (the meaning and the
// module must agree on those too), in every kind of rule, binding, counter and label. Knows no syntax.

import fc from "fast-check";
import type { Column, Extractor } from "../../src/words/column.js";
import { extractors } from "../../src/words/column.js";
import { secrecyLevels, trustLevels } from "../../src/words/labels.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { principals, resourceKinds, roles, shapes } from "../../src/words/provenance.js";
import type { Condition, GlobKind, Label, LabelSubject, Order, Policy, Rule, Scope, Tool, Value } from "../../src/language/check/policy.js";
import { visit } from "../../src/language/check/walk.js";
import { numbers, words } from "./view.js";

const span = { file: "fuzz.policy", start: 0, end: 0 };
const tags = ["pii", "credential", "control"];
const acts = ["payment", "post"];
const tools = ["exec", "read", "send", "t4", "t5", "t6", "t7"];
const facts = [{ name: "sandbox.enabled", type: "boolean" }, { name: "risk", type: "number" }] as const;

/** Checked policies. */
export function arbitraryPolicy(): fc.Arbitrary<Policy> {
  return fc.record({
    rules: fc.array(arbitraryRule(), { minLength: 1, maxLength: 8 }),
    tools: fc.nat(tools.length).chain((count) => fc.tuple(...tools.slice(0, count).map(arbitraryTool))),
    labels: fc.array(arbitraryLabel(), { maxLength: 6 }),
    counters: fc.array(arbitraryScope(), { maxLength: 3 }),
  }).map(({ rules, tools: declared, labels, counters }): Policy => ({
    packages: ["fuzz"], catalogues: [], tags, acts: acts.map((name) => ({ name, verbs: ["do"], nouns: [] })), labels, tools: declared,
    profiles: [{ runtime: "host", facts: [...facts] }],
    rules: rules.map((rule, at) => ({ ...rule, id: `fuzz.r${at}`, name: `r${at}` })),
    counters: counters.map((scope, at) => ({ key: `count(${at})`, scope })), tests: [],
  }));
}

/** Policies of many rules that test the same few things in few scopes: what plans of asking rules are made for. */
export function arbitraryCrowd(): fc.Arbitrary<Policy> {
  const kind: Value = { kind: "column", column: { kind: "arg", path: ["kind"], type: "any" }, span };
  const texts = words.slice(0, 6);
  const need = fc.oneof(
    fc.constantFrom(...texts).map((value): Condition => ({ kind: "compare", order: "==", left: kind, right: { kind: "string", value }, span })),
    bound(texts).map((strings): Condition => ({ kind: "in", value: kind, strings, numbers: [], span })),
  );
  const crowd = fc.record({ pool: fc.array(arbitraryCondition(2), { minLength: 2, maxLength: 4 }), scopes: fc.array(arbitraryScope(), { minLength: 1, maxLength: 2 }) })
    .chain(({ pool, scopes }) => fc.array(fc.record({
      rule: arbitraryRule(), scope: fc.constantFrom(...scopes), need: fc.option(need, { freq: 4 }), parts: fc.array(fc.constantFrom(...pool), { maxLength: 2 }),
      marked: fc.boolean(), into: fc.boolean(),
    }), { minLength: 6, maxLength: 24 }));
  return fc.tuple(arbitraryPolicy(), crowd).map(([policy, rules]) => ({
    ...policy,
    rules: rules.map(({ rule, scope, need: first, parts, marked, into }, at) => ({
      ...rule, id: `fuzz.r${at}`, name: `r${at}`, scope, from: marked ? rule.from : null, into: into ? rule.into : null,
      when: [...(first === null ? [] : [first]), ...parts].reduce<Condition | null>((left, right) => (left === null ? right : { kind: "and", left, right }), null),
    })),
  }));
}

/** Globs of a kind, from few letters so that they match now and then. */
export function arbitraryGlob(kind: GlobKind): fc.Arbitrary<string> {
  const piece = fc.constantFrom("a", "b", "ab", "*", "?", "é", "日", ".", "x", "example", "etc", "**");
  if (kind === "domain") return fc.constantFrom("*", "x.example", "*.x.example", "*.example", "a.x.example");
  if (kind === "text") return fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(""));
  const segment = fc.oneof(fc.constantFrom("**", "**", "*", "", "~", "etc", ".ssh", "passwd"), fc.array(piece, { maxLength: 3 }).map((parts) => parts.join("")));
  return fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join("/"));
}

const bound = <T>(items: readonly T[], max = 3): fc.Arbitrary<T[]> => fc.uniqueArray(fc.constantFrom(...items), { maxLength: max });

function arbitraryColumn(): fc.Arbitrary<Column> {
  const path = fc.constantFrom(["path"], ["job", "text"], ["job"], ["n"], ["list"], ["deep", "er", "x"], ["job.text"], ["deep.er", "x"], ["a\"b"]);
  return fc.oneof(
    fc.record({ kind: fc.constant("arg" as const), path, type: fc.constantFrom("boolean", "number", "string", "strings", "numbers", "any") }),
    fc.constantFrom(...facts).map(({ name, type }): Column => ({ kind: "host", name, type })),
    fc.record({ extractor: fc.constantFrom(...extractorNames), path }).map(({ extractor, path: at }): Column => ({ kind: "extract", extractor, path: at, type: extractors[extractor] })),
    fc.constantFrom(...acts).map((act): Column => ({ kind: "asked", act, type: "boolean" })),
    fc.constantFrom<Column>({ kind: "count", counter: 0, key: "count(0)", type: "number" }, { kind: "repeats", type: "number" }, { kind: "approved", type: "boolean" }),
  );
}

const extractorNames = Object.keys(extractors).filter((name): name is Extractor => name in extractors);

const arbitraryValue: fc.Memo<Value> = fc.memo((depth): fc.Arbitrary<Value> => {
  const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words).map((value): Value => ({ kind: "string", value })) },
    { weight: 3, arbitrary: fc.constantFrom(...numbers).map((value): Value => ({ kind: "number", value })) },
    { weight: 1, arbitrary: fc.boolean().map((value): Value => ({ kind: "boolean", value })) },
    { weight: 8, arbitrary: arbitraryColumn().map((column): Value => ({ kind: "column", column, span })) },
    { weight: 1, arbitrary: fc.constant<Value>({ kind: "row", span }) },
    { weight: 1, arbitrary: fc.constantFrom(...extractorNames).map((extractor): Value => ({ kind: "row-column", extractor, span })) },
    { weight: 2, arbitrary: fc.nat(1).map((at): Value => ({ kind: "element", depth: at, span })) },
  );
  if (depth <= 1) return leaf;
  return fc.oneof({ weight: 6, arbitrary: leaf }, { weight: 1, arbitrary: fc.record({ kind: fc.constant("else" as const), left: arbitraryValue(depth - 1), right: arbitraryValue(depth - 1) }) });
});

const order = fc.constantFrom<Order>("==", "!=", "<", "<=", ">", ">=");
const subject: fc.Arbitrary<LabelSubject> = fc.constantFrom<LabelSubject>(
  { kind: "flow", via: "value" }, { kind: "flow", via: "context" }, { kind: "flow", via: "declared" }, { kind: "flow", via: "any" },
  { kind: "target" }, { kind: "source" }, { kind: "row" });

/** Conditions, to a depth. */
export const arbitraryCondition: fc.Memo<Condition> = fc.memo((depth): fc.Arbitrary<Condition> => {
  const value = arbitraryValue(2);
  const leaf: fc.Arbitrary<Condition>[] = [
    fc.boolean().map((constant): Condition => ({ kind: "constant", value: constant })),
    value.map((of): Condition => ({ kind: "truth", value: of, span })),
    arbitraryColumn().map((column): Condition => ({ kind: "present", column, span })),
    fc.record({ kind: fc.constant("compare" as const), order, left: value, right: value, span: fc.constant(span) }),
    fc.record({ kind: fc.constant("in" as const), value, strings: bound(words), numbers: bound(numbers), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("text" as const), operator: fc.constantFrom("contains", "starts with", "ends with"), left: value, right: value, span: fc.constant(span) }),
    fc.constantFrom<GlobKind>("path", "domain", "text").chain((glob) => fc.record({ kind: fc.constant("matches" as const), value, glob: fc.constant(glob), patterns: fc.array(arbitraryGlob(glob), { maxLength: 3 }), span: fc.constant(span) })),
    fc.record({ kind: fc.constant("has" as const), list: value, item: value, span: fc.constant(span) }),
    bound(ops).map((some): Condition => ({ kind: "op", ops: some, span })),
    bound(tools, 6).map((some): Condition => ({ kind: "tool", tools: some, span })),
    fc.record({ kind: fc.constant("trust" as const), subject, order, level: fc.constantFrom(...trustLevels), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("secrecy" as const), subject, order, level: fc.constantFrom(...secrecyLevels), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("tagged" as const), subject, tag: fc.constantFrom(...tags), span: fc.constant(span) }),
    bound(shapes).map((some): Condition => ({ kind: "shape", shapes: some, span })),
    bound(principals).map((some): Condition => ({ kind: "who", principals: some, span })),
    fc.constant<Condition>({ kind: "named", span }),
  ];
  if (depth <= 1) return fc.oneof(...leaf);
  const below = arbitraryCondition(depth - 1);
  const joint: fc.Arbitrary<Condition>[] = [
    fc.record({ kind: fc.constantFrom("and", "or"), left: below, right: below }),
    below.map((operand): Condition => ({ kind: "not", operand })),
    fc.record({ kind: fc.constant("quantified" as const), all: fc.boolean(), list: value, condition: below, span: fc.constant(span) }),
  ];
  return fc.oneof(...leaf, ...joint, ...joint, ...joint);
});

function arbitraryScope(): fc.Arbitrary<Scope> {
  return fc.record({
    ops: bound(ops, 2), sinks: bound(sinkKinds, 2), acts: bound(acts, 1), tools: bound(tools, 6), unbound: fc.boolean(),
    every: fc.boolean(), where: fc.option(arbitraryCondition(2).filter(isRowless)),
  }).chain((scope) => fc.constantFrom<Scope>(
    scope, { ...scope, every: true }, { ...none, ops: scope.ops, where: scope.where }, { ...none, tools: scope.tools, where: scope.where },
    { ...none, sinks: scope.sinks, acts: scope.acts, where: scope.where }));
}

/** Selectors do not see the row: the checker refuses it there. */
function isRowless(condition: Condition): boolean {
  let rowless = true;
  visit(condition, {
    value: (value) => void (rowless &&= value.kind !== "row" && value.kind !== "row-column"),
    condition: (at) => void (rowless &&= at.kind !== "shape" && at.kind !== "who" && at.kind !== "named" && !("subject" in at && at.subject.kind === "row")),
  });
  return rowless;
}

const none = { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: false };

function arbitraryRule(): fc.Arbitrary<Rule> {
  return fc.record({
    id: fc.constant(""), pack: fc.constant("fuzz"), name: fc.constant(""), kind: fc.constantFrom("unary", "relational", "host"), runtime: fc.constant(null),
    effect: fc.constantFrom("warn", "ask", "deny"), title: fc.constant("a rule"), scope: arbitraryScope(),
    from: fc.option(arbitraryCondition(3).map((where) => ({ where }))), via: fc.constantFrom("value", "context", "declared", "any", null),
    into: fc.option(bound(roles, 2).map((some) => ({ roles: some, name: "to" }))),
    when: fc.option(arbitraryCondition(4), { freq: 8 }), unless: fc.option(arbitraryCondition(3)),
    unknownSkips: fc.boolean(), observe: fc.boolean(), reason: fc.constant([]), span: fc.constant(span),
  });
}

function arbitraryTool(name: string): fc.Arbitrary<Tool> {
  const when = fc.option(arbitraryCondition(2));
  return fc.record({
    name: fc.constant(name), params: fc.constant([]), declared: fc.constant([]), open: fc.boolean(), roles: fc.constant([]), format: fc.constant("structure" as const),
    ops: fc.array(fc.record({ op: fc.constantFrom(...ops), when }), { maxLength: 3 }),
    sinks: fc.array(fc.record({ sinks: bound(sinkKinds), when }), { maxLength: 3 }),
    acts: fc.array(fc.record({ acts: bound(acts), when }), { maxLength: 2 }),
    results: fc.array(fc.record({ trust: fc.option(fc.constantFrom(...trustLevels)), secrecy: fc.option(fc.constantFrom(...secrecyLevels)), tags: bound(tags), when }), { maxLength: 3 }),
    span: fc.constant(span),
  });
}

function arbitraryLabel(): fc.Arbitrary<Label> {
  return fc.constantFrom(...resourceKinds).chain((resource) => fc.record({
    resource: fc.constant(resource),
    globs: fc.array(arbitraryGlob(resource === "path" || resource === "domain" ? resource : "text"), { minLength: 1, maxLength: 3 }),
    trust: fc.option(fc.constantFrom(...trustLevels)), secrecy: fc.option(fc.constantFrom(...secrecyLevels)), tags: bound(tags), span: fc.constant(span),
  }));
}
