// Nothing -> checked policies: conditions of every kind and type, also such as the checker would refuse (the meaning and the
// module must agree on those too), in every kind of rule, binding, counter and label. Knows no syntax.

import fc from "fast-check";
import type { Column, Extractor, RowColumn } from "../../src/words/column.js";
import { extractors } from "../../src/words/column.js";
import { secrecyLevels, trustLevels } from "../../src/words/labels.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { principals, resourceKinds, roles, shapes } from "../../src/words/provenance.js";
import type { Beside, CheckedRewrite, Condition, GlobKind, Label, LabelSubject, Order, Policy, Replaced, Rule, Scope, Tool, Value } from "../../src/language/check/policy.js";
import { rewriting, ruleEffects, severities } from "../../src/words/effects.js";
import type { HistoryEntry, Join } from "../../src/words/manifest.js";
import { relations, statuses } from "../../src/words/manifest.js";
import type { Term } from "../../src/words/term.js";
import { DFA_UNION_STATES_MAX } from "../../src/base/limits.js";
import { machineOf } from "../../src/language/ir/machine.js";
import { readColumns } from "../../src/language/ir/facts.js";
import { visit } from "../../src/language/check/walk.js";
import { regexReader } from "../../src/language/ir/regex.js";
import { arbitraryAsked } from "./fact.js";
import { arbitrarySmallRegex } from "./regex.js";
import { exactNumbers, words } from "./view.js";

const span = { file: "fuzz.policy", start: 0, end: 0 };
const tags = ["pii", "credential", "control"];
const acts = ["payment", "post", "fee"];
/** So many acts that sets of them need three words of bits: those that are named stand in each. */
const manyActs = Array.from({ length: 67 }, (_, number) => (acts[number / 33] ?? `act${String(number)}`));
/** So many that sets of them need a second byte of bits. */
const tools = ["exec", "read", "send", "t4", "t5", "t6", "t7", "t8", "t9", "t10", "t11"];
const FEW = 7;
const facts = [{ name: "sandbox.enabled", type: "boolean" }, { name: "risk", type: "number" }, { name: "zone", type: "string" }, { name: "zones", type: "strings" }] as const;

/** Checked policies. */
export function arbitraryPolicy(): fc.Arbitrary<Policy> {
  return fc.record({
    rules: fc.array(arbitraryRule(), { minLength: 1, maxLength: 8 }),
    tools: fc.oneof({ weight: 2, arbitrary: fc.nat(FEW) }, { weight: 1, arbitrary: fc.constant(tools.length) }).chain((count) => fc.tuple(...tools.slice(0, count).map(arbitraryTool))),
    labels: fc.array(arbitraryLabel(), { maxLength: 6 }),
    named: fc.oneof({ weight: 3, arbitrary: fc.constant(acts) }, { weight: 1, arbitrary: fc.constant(manyActs) }),
    counters: fc.array(arbitraryScope(), { minLength: 1, maxLength: 3 }),
    histories: fc.array(arbitraryHistory(), { minLength: 2, maxLength: 2 }),
  }).map(({ rules, tools: declared, labels, named, counters, histories }): Policy => ({
    packages: ["fuzz"], catalogues: [], tags, acts: named.map((name) => ({ name, verbs: ["do"], nouns: [] })), labels, tools: declared,
    profiles: [{ runtime: "host", facts: [...facts] }],
    rules: rules.map((rule, at) => ({ ...rule, id: `fuzz.r${at}`, name: `r${at}` })),
    counters: counters.map((scope, at) => ({ key: `count(${at})`, scope })), tests: [],
    histories: histories.map((entry, at) => ({
      ...entry, key: `history(${at})`, counter: entry.counter % counters.length, since: entry.since === null ? null : { ...entry.since, counter: entry.since.counter % counters.length },
    })),
    data: [{ name: "fuzz.known", type: "list of string", shape: "list", of: "string" }],
  }));
}

/** Policies of many rules that test the same few things in few scopes: what plans of asking rules are made for. */
export function arbitraryCrowd(): fc.Arbitrary<Policy> {
  const kind: Value = { kind: "column", column: { kind: "arg", path: ["kind"], type: "string" }, span };
  const texts = words.slice(0, 6);
  const need = fc.oneof(
    fc.constantFrom(...texts).map((value): Condition => ({ kind: "compare", order: "==", left: kind, right: { kind: "string", value }, span })),
    bound(texts).map((strings): Condition => ({ kind: "in", value: kind, strings, numbers: [], span })),
  );
  const crowd = fc.record({ pool: fc.array(arbitraryCondition(2), { minLength: 2, maxLength: 4 }), scopes: fc.array(fc.oneof(arbitraryScope(), arbitraryJump()), { minLength: 1, maxLength: 2 }) })
    .chain(({ pool, scopes }) => fc.array(fc.record({
      rule: arbitraryRule(), scope: fc.constantFrom(...scopes), need: fc.option(need, { freq: 4 }), parts: fc.array(fc.constantFrom(...pool), { maxLength: 2 }),
      marked: fc.boolean(), into: fc.boolean(), bare: fc.nat(3).map((at) => at === 0), lean: fc.nat(2).map((at) => at === 0), alike: fc.nat(4),
    }), { minLength: 6, maxLength: 24 }));
  return fc.tuple(arbitraryPolicy(), crowd, fc.oneof({ weight: 2, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: arbitraryAlike })).map(([policy, rules, alike]) => ({
    ...policy,
    rules: rules.map(({ rule, scope, need: first, parts, marked, into, bare, lean, alike: aside }, at) => ({
      // A lean rule fires by its text alone: what an index forgets is seen where it would have fired.
      ...rule, id: `fuzz.r${at}`, name: `r${at}`, scope, from: !lean && (marked || bare) ? rule.from : null, into: into && !bare && !lean ? rule.into : null, unless: lean ? null : rule.unless,
      when: [...(alike === null || aside === 0 ? [] : alike), ...(first === null || bare ? [] : [first]), ...(bare || lean ? [] : parts)].reduce<Condition | null>((left, right) => (left === null ? right : { kind: "and", left, right }), null),
    })),
  }));
}

/** Tests that most rules of a crowd share, as many as plans take out one after the other; they hold of most texts, so that the rules differ in the rest. */
const arbitraryAlike: fc.Arbitrary<Condition[]> = fc.uniqueArray(fc.tuple(fc.constantFrom(["path"], ["job", "text"], ["job.text"]), fc.constantFrom(...words)), { minLength: 4, maxLength: 5, selector: (pair) => pair.join() })
  .map((pairs) => pairs.map(([path, value]): Condition => ({ kind: "compare", order: "!=", left: { kind: "column", column: { kind: "arg", path, type: "string" }, span }, right: { kind: "string", value }, span })));

/** Policies whose rules ask functions and facts of the kernel alone, one or a few: with many of them in a policy, each is asked often. */
export function arbitrarySurvey(): fc.Arbitrary<Policy> {
  const joint = fc.record({ kind: fc.constantFrom("and" as const, "or" as const), left: arbitraryAsked, right: arbitraryAsked });
  const asked = fc.oneof(arbitraryAsked, joint, joint.map((operand): Condition => ({ kind: "not", operand })));
  const rules = fc.array(fc.record({ rule: arbitraryRule(), when: asked, marked: fc.nat(3).map((at) => at === 0) }), { minLength: 12, maxLength: 24 });
  return fc.tuple(arbitraryPolicy(), rules).map(([policy, some]) => ({
    ...policy, rules: some.map(({ rule, when, marked }, at) => ({ ...rule, id: `fuzz.r${at}`, name: `r${at}`, when, from: marked ? rule.from : null })),
  }));
}

/** Globs of a kind, from few letters so that they match now and then. */
export function arbitraryGlob(kind: Exclude<GlobKind, "regex">): fc.Arbitrary<string> {
  const piece = fc.constantFrom("a", "b", "ab", "*", "?", "é", "日", ".", "x", "example", "etc", "**");
  if (kind === "domain") return fc.constantFrom("*", "x.example", "*.x.example", "*.example", "a.x.example");
  if (kind === "text") return fc.array(piece, { maxLength: 6 }).map((parts) => parts.join(""));
  const segment = fc.oneof(fc.constantFrom("**", "**", "*", "", "~", "etc", ".ssh", "passwd"), fc.array(piece, { maxLength: 3 }).map((parts) => parts.join("")));
  return fc.array(segment, { minLength: 1, maxLength: 5 }).map((segments) => segments.join("/"));
}

const bound = <T>(items: readonly T[], max = 3): fc.Arbitrary<T[]> => fc.uniqueArray(fc.constantFrom(...items), { maxLength: max });

/** Few tools, or so many that a module looks them up bit by bit. */
const arbitraryTools: fc.Arbitrary<string[]> = fc.oneof({ weight: 1, arbitrary: bound(tools.slice(0, FEW), 6) }, { weight: 1, arbitrary: fc.uniqueArray(fc.constantFrom(...tools), { minLength: 5, maxLength: 9 }) });

function arbitraryColumn(): fc.Arbitrary<Column> {
  const path = fc.constantFrom(["path"], ["job", "text"], ["job"], ["n"], ["list"], ["deep", "er", "x"], ["job.text"], ["deep.er", "x"], ["a\"b"]);
  return fc.oneof(
    fc.record({ kind: fc.constant("arg" as const), path, type: fc.constantFrom("boolean", "number", "string", "strings", "numbers", "any") }),
    fc.constantFrom(...facts).map(({ name, type }): Column => ({ kind: "host", name, type })),
    fc.record({ extractor: fc.constantFrom(...extractorNames), path }).map(({ extractor, path: at }): Column => ({ kind: "extract", extractor, path: at, type: extractors[extractor] })),
    fc.constantFrom(...acts).map((act): Column => ({ kind: "asked", act, type: "boolean" })),
    fc.constantFrom(...acts).map((act): Column => ({ kind: "asked", act, more: true, type: "boolean" })),
    fc.constantFrom(...acts).map((act): Column => ({ kind: "delegated", act, type: "boolean" })),
    fc.constantFrom<Column>(
      { kind: "count", counter: 0, key: "count(0)", type: "number" }, { kind: "repeats", type: "number" }, { kind: "alternates", type: "number" }, { kind: "tool", type: "string" }, { kind: "approved", type: "boolean" }, { kind: "changed", type: "boolean" },
      { kind: "result", path: [], type: "string" }, { kind: "result", path: ["deep", "er"], type: "any" },
      { kind: "principal", field: "id", type: "string" }, { kind: "principal", field: "roles", type: "strings" }, { kind: "principal", field: "tenant", type: "string" },
      { kind: "time", type: "number" }, { kind: "history", history: 0, key: "history(0)", type: "number" }, { kind: "history", history: 1, key: "history(1)", type: "any" },
      { kind: "data", name: "fuzz.known", type: "strings" }, { kind: "approvers", scope: "sink", session: false, field: "by", type: "strings" },
      { kind: "approvers", scope: "tool", session: true, field: "role", type: "strings" }),
    arbitraryTerm.filter((term) => !readsRow(term)).chain((term) => fc.constantFrom<Column>(
      { kind: "term", term, type: "any" }, { kind: "term", term, type: "number" }, { kind: "term", term, type: "string" }, { kind: "sources", rule: "fuzz.r0", term, type: "any" })),
  );
}

/** Terms, a few of each form; what they give the views say. */
const arbitraryTerm: fc.Arbitrary<Term> = fc.constantFrom<Term>(...termsOf());

function termsOf(): readonly Term[] {
  const arg = (...path: readonly string[]): Term => ({ kind: "column", column: { kind: "arg", path, type: "any" } });
  const item: Term = { kind: "item", depth: 0 };
  const time: Term = { kind: "column", column: { kind: "time", type: "number" } };
  const row: Term = { kind: "row" };
  const literal = (value: string | number): Term => ({ kind: "literal", value });
  return [
    { kind: "apply", function: "length", of: [arg("path")] }, { kind: "apply", function: "+", of: [arg("n"), literal(1)] },
    { kind: "apply", function: "found", of: [arg("job", "text"), literal("a+b?")] }, { kind: "field", of: { kind: "apply", function: "json", of: [arg("path")] }, name: "a" },
    { kind: "apply", function: "local_time.hour", of: [time, literal("Europe/Berlin")] },
    { kind: "apply", function: "size", of: [{ kind: "column", column: { kind: "principal", field: "roles", type: "strings" } }] },
    { kind: "else", left: { kind: "column", column: { kind: "history", history: 1, key: "history(1)", type: "any" } }, right: literal(0) },
    { kind: "lookup", table: { kind: "entries", entries: [["a", 1]] }, key: arg("path") }, { kind: "member", data: "fuzz.known", of: arg("path") },
    { kind: "lookup", table: { kind: "entries", entries: [["a", { list: ["x", 1] }], ["b", { map: [["c", true]] }]] }, key: arg("path") }, { kind: "constant", value: { list: ["a", "b"] } },
    { kind: "apply", function: "(matches path)", of: [arg("path"), { kind: "column", column: { kind: "data", name: "fuzz.known", type: "strings" } }, { kind: "literal", value: false }] },
    { kind: "apply", function: "(matches regex)", of: [arg("job", "text"), { kind: "constant", value: { list: ["a+b?", "^$"] } }] },
    { kind: "each", list: arg("list"), where: { kind: "apply", function: "(some)", of: [{ kind: "each", list: { kind: "field", of: item, name: "tags" }, body: { kind: "apply", function: "(==)", of: [item, arg("path")] } }] }, body: item },
    { kind: "each", list: arg("list"), body: { kind: "field", of: item, name: "price" } }, { kind: "each", list: arg("list"), body: { kind: "field", of: item, name: "on" } },
    { kind: "each", list: arg("list"), body: { kind: "each", list: { kind: "field", of: item, name: "tags" }, body: item } },
    { kind: "each", list: arg("list"), body: { kind: "position", depth: 0 } }, { kind: "each", list: arg("list"), where: { kind: "apply", function: "(>)", of: [{ kind: "position", depth: 0 }, literal(0)] }, body: item },
    { kind: "told" }, { kind: "called" }, { kind: "apply", function: "unopened", of: [row] }, { kind: "apply", function: "unopened", of: [arg("job", "text")] },
    { kind: "apply", function: "unsaid", of: [row] }, { kind: "apply", function: "unsaid", of: [arg("list")] }, ...acts.map((act): Term => ({ kind: "apply", function: "asked_of", of: [{ kind: "literal", value: act }, arg("list")] })), { kind: "apply", function: "planted", of: [row] }, { kind: "apply", function: "planted", of: [arg("list")] },
    { kind: "apply", function: "length", of: [row] }, { kind: "each", list: { kind: "apply", function: "lines", of: [row] }, body: { kind: "apply", function: "trim", of: [item] } },
    { kind: "apply", function: "+", of: [row, { kind: "column", column: { kind: "principal", field: "id", type: "string" } }] },
  ];
}

function readsRow(term: Term): boolean {
  return /\{"kind":"(row|told|called)"\}/.test(JSON.stringify(term));
}

const arbitraryRowColumn: fc.Arbitrary<RowColumn> = fc.oneof(
  fc.constantFrom(...Object.keys(extractors)).filter((name): name is Extractor => name in extractors).map((extractor): RowColumn => ({ kind: "extract", extractor })),
  arbitraryTerm.filter(readsRow).chain((term) => fc.constantFrom<RowColumn>({ kind: "term", term, type: "any" }, { kind: "term", term, type: "string" }, { kind: "term", term, type: "boolean" })),
);

const arbitraryJoins: fc.Arbitrary<Join[]> = fc.array(fc.record({ theirs: arbitraryTerm, relation: fc.constantFrom(...relations), ours: arbitraryTerm }), { maxLength: 1 });

function arbitraryHistory(): fc.Arbitrary<HistoryEntry> {
  return fc.record({
    key: fc.constant(""), fold: fc.constantFrom("count", "sum", "distinct", "latest", "all"), counter: fc.nat(2), status: fc.constantFrom(...statuses),
    within: fc.constantFrom<HistoryEntry["within"]>({ kind: "steps", steps: 3 }, { kind: "time", ms: 60_000 }, { kind: "calendar", period: "week", zone: "Europe/Berlin" }, null, null, null),
    since: fc.option(fc.record({ counter: fc.nat(2), status: fc.constantFrom(...statuses), join: arbitraryJoins })), join: arbitraryJoins, including: fc.boolean(), value: fc.option(arbitraryTerm), keep: fc.constant(8),
  });
}

const extractorNames = Object.keys(extractors).filter((name): name is Extractor => name in extractors);

const eachTerm = arbitraryTerm.filter((term) => term.kind === "each" && !readsRow(term)).map((term): Beside => ({ kind: "column", column: { kind: "term", term, type: "any" }, span }));

/** What stands beside elements: of the innermost one, of the one around it, of both; and of none that is there. */
const arbitraryItem: fc.Arbitrary<Value> = fc.record({
  list: fc.oneof({ weight: 4, arbitrary: eachTerm }, { weight: 1, arbitrary: arbitraryColumn().map((column): Beside => ({ kind: "column", column, span })) },
    { weight: 1, arbitrary: arbitraryRowColumn.map((column): Beside => ({ kind: "row-column", column, span })) }),
  at: fc.constantFrom([0], [0], [1], [1, 0], [0, 1], [0, 0], [2], []),
}).map((of): Value => ({ kind: "item", ...of, span }));

/** A quantifier over a list whose condition reads what stands beside its elements, and one in it over what such an item lists. */
const arbitraryBeside: fc.Arbitrary<Condition> = fc.record({
  list: eachTerm, other: eachTerm, nested: fc.boolean(), all: fc.boolean(), order: fc.constantFrom<Order>("==", "!=", "<", "<=", ">", ">="), literal: fc.oneof(fc.constantFrom(...words), fc.constantFrom(...exactNumbers)), bare: fc.boolean(),
}).map(({ list, other, nested, all, order: by, literal, bare }): Condition => {
  const item: Value = { kind: "item", list: other, at: nested ? [1, 0] : [0], span };
  const right: Value = typeof literal === "string" ? { kind: "string", value: literal } : { kind: "number", value: literal };
  const condition: Condition = bare ? { kind: "truth", value: item, span } : { kind: "compare", order: by, left: item, right, span };
  const inner: Condition = { kind: "quantified", all: !all, list: { kind: "item", list, at: [0], span }, condition, span };
  return { kind: "quantified", all, list, condition: nested ? inner : condition, span };
});

const arbitraryValue: fc.Memo<Value> = fc.memo((depth): fc.Arbitrary<Value> => {
  const leaf = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...words).map((value): Value => ({ kind: "string", value })) },
    { weight: 3, arbitrary: fc.constantFrom(...exactNumbers).map((value): Value => ({ kind: "number", value })) },
    { weight: 1, arbitrary: fc.boolean().map((value): Value => ({ kind: "boolean", value })) },
    { weight: 8, arbitrary: arbitraryColumn().map((column): Value => ({ kind: "column", column, span })) },
    { weight: 1, arbitrary: fc.constant<Value>({ kind: "row", span }) },
    { weight: 1, arbitrary: arbitraryRowColumn.map((column): Value => ({ kind: "row-column", column, span })) },
    { weight: 2, arbitrary: fc.nat(1).map((at): Value => ({ kind: "element", depth: at, span })) },
    { weight: 2, arbitrary: arbitraryItem },
  );
  if (depth <= 1) return leaf;
  return fc.oneof({ weight: 6, arbitrary: leaf }, { weight: 1, arbitrary: fc.record({ kind: fc.constant("else" as const), left: arbitraryValue(depth - 1), right: arbitraryValue(depth - 1) }) });
});

const order = fc.constantFrom<Order>("==", "!=", "<", "<=", ">", ">=");
const subject: fc.Arbitrary<LabelSubject> = fc.constantFrom<LabelSubject>(
  { kind: "flow", via: "value" }, { kind: "flow", via: "context" }, { kind: "flow", via: "declared" }, { kind: "flow", via: "any" },
  { kind: "target" }, { kind: "source" }, { kind: "row" });

/** Values that are texts as a rule. */
const arbitraryTextual: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(["path"], ["job", "text"]).map((path): Value => ({ kind: "column", column: { kind: "arg", path, type: "string" }, span })),
  fc.constant<Value>({ kind: "column", column: { kind: "principal", field: "id", type: "string" }, span }),
);

/** Conditions whose sides are of types that go together, so that they hold now and then. */
const single: readonly fc.Arbitrary<Condition>[] = [
  fc.oneof(
    fc.tuple(fc.constant<Value>({ kind: "column", column: { kind: "arg", path: ["n"], type: "number" }, span }), fc.constantFrom(...exactNumbers).map((of): Value => ({ kind: "number", value: of }))),
    fc.tuple(arbitraryTextual, fc.constantFrom(...words).map((of): Value => ({ kind: "string", value: of }))),
  ).chain(([left, right]) => order.map((by): Condition => ({ kind: "compare", order: by, left, right, span }))),
  // Equal to itself wherever it is known.
  arbitraryTextual.chain((left) => fc.constantFrom<Order>("==", "!=").map((by): Condition => ({ kind: "compare", order: by, left, right: left, span }))),
  fc.record({ left: arbitraryTextual, operator: fc.constantFrom("contains", "starts with", "ends with"), of: fc.constantFrom(...words.slice(1)) })
    .map(({ left, operator, of }): Condition => ({ kind: "text", operator, left, right: { kind: "string", value: of }, span })),
  fc.record({ value: arbitraryTextual, pattern: fc.constantFrom("**", "*", "/etc/*", "a/b", "a/**", "~/.ssh/**") }).map(({ value, pattern }): Condition => ({ kind: "matches", value, glob: "path", patterns: [pattern], span })),
  fc.record({ value: arbitraryTextual, pattern: fc.constantFrom("*", "?", "a*", "*b", "*/*") }).map(({ value, pattern }): Condition => ({ kind: "matches", value, glob: "text", patterns: [pattern], span })),
  fc.constantFrom(...words).map((of): Condition => ({ kind: "has", list: { kind: "column", column: { kind: "arg", path: ["list"], type: "strings" }, span }, item: { kind: "string", value: of }, span })),
];

/** The same, and one of two of them denied. */
const typed: readonly fc.Arbitrary<Condition>[] = [
  ...single,
  fc.record({ kind: fc.constantFrom("and" as const, "or" as const), left: fc.oneof(...single), right: fc.oneof(...single) }).map((operand): Condition => ({ kind: "not", operand })),
];

/** Conditions, to a depth. */
export const arbitraryCondition: fc.Memo<Condition> = fc.memo((depth): fc.Arbitrary<Condition> => {
  const value = arbitraryValue(2);
  const leaf: fc.Arbitrary<Condition>[] = [
    fc.boolean().map((constant): Condition => ({ kind: "constant", value: constant })),
    value.map((of): Condition => ({ kind: "truth", value: of, span })),
    arbitraryColumn().map((column): Condition => ({ kind: "present", column, span })),
    fc.record({ kind: fc.constant("compare" as const), order, left: value, right: value, span: fc.constant(span) }),
    fc.record({ kind: fc.constant("in" as const), value, strings: bound(words), numbers: bound(exactNumbers), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("text" as const), operator: fc.constantFrom("contains", "starts with", "ends with"), left: value, right: value, span: fc.constant(span) }),
    fc.constantFrom("path" as const, "domain" as const, "domain" as const, "text" as const).chain((glob) => fc.record({ kind: fc.constant("matches" as const), value, glob: fc.constant(glob), patterns: fc.array(arbitraryGlob(glob), { minLength: glob === "domain" ? 1 : 0, maxLength: 3 }), span: fc.constant(span) })),
    fc.record({ kind: fc.constant("matches" as const), value, glob: fc.constant("regex" as const), patterns: fc.array(arbitraryPattern, { maxLength: 2 }), span: fc.constant(span) }),
    fc.record({ kind: fc.constant("matches" as const), value: arbitraryTextual, glob: fc.constant("regex" as const), patterns: fc.array(arbitraryEdged, { minLength: 1, maxLength: 2 }), span: fc.constant(span) }),
    arbitraryBeside, arbitraryBeside, ...typed,
    fc.record({ kind: fc.constant("has" as const), list: value, item: value, span: fc.constant(span) }),
    bound(ops).map((some): Condition => ({ kind: "op", ops: some, span })),
    ...[arbitraryTools, arbitraryTools].map((named) => named.map((some): Condition => ({ kind: "tool", tools: some, span }))),
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

const reader = regexReader();

/** Short expressions with edges around them, which hold of some texts that views have and of others not. JavaScript, whose steps may multiply, is quick with them. */
const arbitraryEdged = fc.tuple(fc.constantFrom("", "^", "\\b"), fc.constantFrom("a", "b", "[ab]", "/", "x", "é", "\\w"), fc.constantFrom("", "", "", "{0}", "{2}", "{2,}", "{0,2}", "{1,2}"), fc.constantFrom("$", "$", "\\b", "")).map((parts) => parts.join(""));

/** Regular expressions that are small enough to be compiled. */
const arbitraryPattern = fc.tuple(fc.boolean(), arbitrarySmallRegex()).map(([folds, regex]) => (folds ? `(?i)${regex}` : regex)).filter((regex) => machineOf("regex", [[regex]], DFA_UNION_STATES_MAX, reader) !== undefined);

function arbitraryScope(): fc.Arbitrary<Scope> {
  return fc.record({
    ops: bound(ops, 2), sinks: bound(sinkKinds, 2), acts: bound(acts, 1), tools: arbitraryTools, unbound: fc.boolean(),
    every: fc.boolean(), where: fc.option(arbitraryCondition(2).filter(isRowless)),
  }).chain((scope) => fc.constantFrom<Scope>(
    scope, { ...scope, every: true }, { ...none, ops: scope.ops, where: scope.where }, { ...none, tools: scope.tools, where: scope.where },
    { ...none, sinks: scope.sinks, acts: scope.acts, where: scope.where }));
}

/** Some tools, or some ops, and nothing else: what rules are found by with a jump. */
function arbitraryJump(): fc.Arbitrary<Scope> {
  return fc.oneof(arbitraryTools.map((some): Scope => ({ ...none, tools: some, where: null })), bound(ops, 6).map((some): Scope => ({ ...none, ops: some, where: null })));
}

/** Selectors do not see the row: the checker refuses it there. */
function isRowless(condition: Condition): boolean {
  let rowless = true;
  visit(condition, {
    value: (value) => void (rowless &&= value.kind !== "row"),
    condition: (at) => void (rowless &&= at.kind !== "shape" && at.kind !== "who" && at.kind !== "named" && !("subject" in at && at.subject.kind === "row")),
  });
  readColumns(condition, () => undefined, () => void (rowless = false));
  return rowless;
}

const none = { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: false };

function arbitraryRule(): fc.Arbitrary<Rule> {
  return fc.record({
    id: fc.constant(""), pack: fc.constant("fuzz"), name: fc.constant(""), kind: fc.constantFrom("unary", "relational", "host"), runtime: fc.constant(null),
    effect: fc.constantFrom(...ruleEffects), title: fc.constant("a rule"), scope: arbitraryScope(),
    from: fc.option(arbitraryCondition(3).map((where) => ({ where }))), via: fc.constantFrom("value", "context", "declared", "any", null),
    into: fc.option(bound(roles, 2).map((some) => ({ roles: some, name: "to" }))),
    when: fc.option(arbitraryCondition(4), { freq: 8 }), unless: fc.option(arbitraryCondition(3), { freq: 2 }),
    unknownSkips: fc.boolean(), observe: fc.boolean(), reason: fc.constant([]), span: fc.constant(span),
    severity: fc.constantFrom(...severities, null), tags: bound(["ops", "money"]), rewrites: fc.array(arbitraryRewrite(), { minLength: 1, maxLength: 2 }),
  }).map((rule) => ({ ...rule, rewrites: rewriting.includes(rule.effect) ? rule.rewrites : [] }));
}

function arbitraryRewrite(): fc.Arbitrary<CheckedRewrite> {
  const path = fc.constantFrom(["path"], ["job", "text"], null);
  const value: fc.Arbitrary<Replaced> = fc.oneof(
    fc.constantFrom(...words).map((text): Replaced => ({ kind: "string", value: text })), arbitraryColumn().map((column): Replaced => ({ kind: "column", column, span })),
    fc.constant<Replaced>({ kind: "row", span }), arbitraryRowColumn.map((column): Replaced => ({ kind: "row-column", column, span })));
  return fc.oneof(
    fc.record({ kind: fc.constant("set" as const), path, value, span: fc.constant(span) }), fc.record({ kind: fc.constant("remove" as const), path, span: fc.constant(span) }),
    fc.record({ kind: fc.constant("mask" as const), path, of: value, keep: fc.constantFrom(null, { side: "last" as const, count: 4 }), with: fc.constant("*"), span: fc.constant(span) }));
}

function arbitraryTool(name: string): fc.Arbitrary<Tool> {
  const when = fc.option(arbitraryCondition(2));
  return fc.record({
    name: fc.constant(name), params: fc.constant([]), declared: fc.constant([]), open: fc.boolean(), roles: fc.constant([]), format: fc.constant("structure" as const),
    ops: fc.array(fc.record({ op: fc.constantFrom(...ops), when }), { maxLength: 3 }),
    sinks: fc.array(fc.record({ sinks: bound(sinkKinds), when }), { maxLength: 3 }),
    acts: fc.array(fc.record({ acts: bound(acts), when }), { maxLength: 2 }),
    results: fc.array(fc.record({ trust: fc.option(fc.constantFrom(...trustLevels)), secrecy: fc.option(fc.constantFrom(...secrecyLevels)), tags: bound(tags), when }), { maxLength: 3 }),
    compensations: fc.constant([]), irreversible: fc.boolean(), span: fc.constant(span),
  });
}

function arbitraryLabel(): fc.Arbitrary<Label> {
  return fc.constantFrom(...resourceKinds).chain((resource) => fc.record({
    resource: fc.constant(resource),
    globs: fc.array(arbitraryGlob(resource === "path" || resource === "domain" ? resource : "text"), { minLength: 1, maxLength: 3 }),
    trust: fc.option(fc.constantFrom(...trustLevels)), secrecy: fc.option(fc.constantFrom(...secrecyLevels)), tags: bound(tags), span: fc.constant(span),
  }));
}
