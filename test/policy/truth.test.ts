// Truth tables: every kind of condition at every truth, with operands that are absent, unknown or of another type, asked of the
// interpreter and of the module by both doors, plainly and negated. What a table says here no generator decides.

import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import type { Column, ColumnType } from "../../src/words/column.js";
import { clean } from "../../src/words/labels.js";
import type { Labels } from "../../src/words/labels.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { principals, shapes } from "../../src/words/provenance.js";
import type { Term } from "../../src/words/term.js";
import { FALSE, TRUE, UNKNOWN, and, not, or } from "../../src/words/truth.js";
import type { Truth } from "../../src/words/truth.js";
import type { Verdict, View } from "../../src/words/view.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import type { Beside, Condition, GlobKind, LabelSubject, Order, Policy, Rule, Value } from "../../src/language/check/policy.js";
import { host } from "../../src/testing/host.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { viewOf } from "./view.js";
import type { RowWords, ViewWords } from "./view.js";

const span = { file: "truth.policy", start: 0, end: 0 };
const argument = (name: string, type: ColumnType = "any"): Beside => ({ kind: "column", column: { kind: "arg", path: [name], type }, span });
const a = argument("a");
const b = argument("b");
const c = argument("c");
const text = (value: string): Value => ({ kind: "string", value });
const number = (value: number): Value => ({ kind: "number", value });
const boolean = (value: boolean): Value => ({ kind: "boolean", value });
const list = (items: readonly Cell[], open = false): Cell => ({ items, open });
const element = (depth: number): Value => ({ kind: "element", depth, span });
const item = (of: Beside, ...at: readonly number[]): Value => ({ kind: "item", list: of, at, span });

type Said = "true" | "false" | "unknown";
/** Letters of the tables: true, false, unknown. */
const said = (letter: string | undefined): Said => (letter === "t" ? "true" : letter === "f" ? "false" : "unknown");

const rule: Rule = {
  id: "", pack: "t", name: "", kind: "unary", runtime: null, effect: "deny", title: "t", scope: { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: null },
  from: null, via: null, into: null, when: null, unless: null, unknownSkips: false, observe: false, reason: [], severity: null, tags: [], rewrites: [], span,
};
/** Rules that make every view of these tests one of the bundle's, and never fire. */
const reader: Rule = {
  ...rule, id: "t.reader", name: "reader", scope: { ...rule.scope, every: false }, from: { where: { kind: "constant", value: true } }, via: "any",
  when: [a, b, c].map((value): Condition => ({ kind: "truth", value, span })).reduce((left, right): Condition => ({ kind: "and", left, right })),
};

function policyOf(rules: readonly Partial<Rule>[]): Policy {
  return {
    packages: ["t"], catalogues: [], tags: ["one", "two"], acts: [{ name: "pay", verbs: ["pay"], nouns: [] }], labels: [], profiles: [], counters: [], histories: [], data: [], tests: [],
    tools: ["x", "y", "z", "u", "v", "w"].map((name) => ({ name, params: [], declared: [], open: true, roles: [], format: "structure", ops: [{ op: "EXEC", when: null }], sinks: [], acts: [], results: [], compensations: [], irreversible: false, span })),
    rules: [reader, ...rules.map((of, at) => ({ ...rule, ...of, id: `t.r${at}`, name: `r${at}` }))],
  };
}

/** What each door answers, by the rule's number less the reader's. */
function doors(policy: Policy, words: ViewWords): readonly (readonly [string, readonly Verdict[]])[] {
  const manifest = manifestOf(policy);
  const wasm = emit(policy, manifest);
  const known = new Set(manifest.demand.columns.flatMap((column) => (column.kind === "arg" ? column.path : [])));
  const columns = Object.fromEntries(Object.entries(words.columns ?? {}).filter(([key]) => !key.startsWith("args.") || known.has(key.slice(5))));
  const view: View = viewOf(manifest, { ...words, columns });
  const of = (verdicts: readonly Verdict[]): readonly Verdict[] => verdicts.map((verdict) => ({ ...verdict, rule: verdict.rule - 1 }));
  return [
    ["the interpreter", of(interpret(policy, manifest).decide(view))],
    ["the frame door", of(load(new WebAssembly.Module(new Uint8Array(wasm)), manifest).decide(view))],
    ["the JSON door", of(host(wasm, manifest)(view))],
  ];
}

/** A condition, and its opposite, in every door: as a rule's `when`, and beside a true one and a false one. */
function check(condition: Condition, words: ViewWords, wanted: Said, into: Rule["into"] = null): void {
  const negated: Condition = { kind: "not", operand: condition };
  const yes: Condition = { kind: "constant", value: true };
  const no: Condition = { kind: "constant", value: false };
  const forms: readonly Condition[] = [
    condition, negated, { kind: "and", left: condition, right: yes }, { kind: "or", left: no, right: condition }, { kind: "and", left: no, right: condition }, { kind: "or", left: condition, right: yes },
    { kind: "and", left: condition, right: condition }, { kind: "or", left: condition, right: condition },
  ];
  const opposite = wanted === "unknown" ? "unknown" : wanted === "true" ? "false" : "true";
  const expected: readonly Said[] = [wanted, opposite, wanted, wanted, "false", "true", wanted, wanted];
  for (const [door, verdicts] of doors(policyOf(forms.map((when) => ({ when, into }))), words)) {
    const given = forms.map((_, at): Said => {
      const verdict = verdicts.find((one) => one.rule === at);
      return verdict === undefined ? "false" : verdict.unknown ? "unknown" : "true";
    });
    expect([door, given]).toEqual([door, expected]);
  }
}

const cells = (of: Cell, other: Cell = undefined, third: Cell = undefined): ViewWords => ({ columns: { "args.a": of, "args.b": other, "args.c": third } });
const compare = (order: Order, left: Value, right: Value): Condition => ({ kind: "compare", order, left, right, span });
const orders: readonly Order[] = ["==", "!=", "<", "<=", ">", ">="];

describe("constants and joints", () => {
  const truths: readonly (readonly [string, Cell])[] = [["t", true], ["f", false], ["u", null]];
  const tables: readonly (readonly ["and" | "or", string])[] = [["and", "tfufffufu"], ["or", "ttttfutuu"]];
  it.each(tables)("%s is Kleene's", (kind, table) => {
    truths.forEach(([, left], row) => truths.forEach(([, right], column) => {
      const of = (value: Value): Condition => ({ kind: "truth", value, span });
      check({ kind, left: of(a), right: of(b) }, cells(left, right), said(table[row * 3 + column]));
    }));
  });
  it("three joined: the last and the first count alike", () => {
    const of = (value: Value): Condition => ({ kind: "truth", value, span });
    const joined = (kind: "and" | "or"): Condition => ({ kind, left: { kind, left: of(a), right: of(b) }, right: of(c) });
    for (const [kind, values, wanted] of [
      ["and", [null, true, true], "unknown"], ["and", [true, true, null], "unknown"], ["and", [null, true, false], "false"], ["and", [false, null, true], "false"], ["and", [true, true, true], "true"],
      ["or", [null, false, false], "unknown"], ["or", [false, false, null], "unknown"], ["or", [null, false, true], "true"], ["or", [true, null, false], "true"], ["or", [false, false, false], "false"],
    ] as const) check(joined(kind), cells(...values as readonly [Cell, Cell, Cell]), wanted);
  });
  // Words of the header are never unknown, so that a module need not remember whether they were; what stands beside them may be.
  it("words and values in joints within joints", () => {
    const words: readonly (readonly [Condition, Truth])[] = [
      [{ kind: "op", ops: ["SEND"], span }, TRUE], [{ kind: "op", ops: ["READ"], span }, FALSE], [{ kind: "tool", tools: ["x"], span }, TRUE], [{ kind: "present", column: { kind: "arg", path: ["a"], type: "any" }, span }, TRUE],
    ];
    const kinds = ["and", "or"] as const;
    const forms = words.flatMap(([word, is]) => kinds.flatMap((outer) => kinds.flatMap((inner) => [true, false].flatMap((first) => [true, false].map((negated) => {
      const within = (left: Condition, right: Condition): Condition => (negated ? { kind: "not", operand: { kind: inner, left, right } } : { kind: inner, left, right });
      const value: Condition = { kind: "truth", value: b, span };
      const other: Condition = { kind: "truth", value: c, span };
      const joined = (left: Truth, right: Truth): Truth => (inner === "and" ? and(left, right) : or(left, right));
      return {
        when: { kind: outer, left: first ? within(word, value) : other, right: first ? other : within(value, word) } satisfies Condition,
        wanted: (of: Truth, beside: Truth): Truth => (outer === "and" ? and : or)(negated ? not(joined(is, of)) : joined(is, of), beside),
      };
    })))));
    const truths = [[false, FALSE], [true, TRUE], [null, UNKNOWN]] as const;
    for (const [value, of] of truths) for (const [other, beside] of truths) {
      for (const [door, verdicts] of doors(policyOf(forms.map(({ when }) => ({ when }))), { op: "SEND", tool: "x", ...cells("", value, other) })) {
        const given = forms.map((_, at) => verdicts.find((one) => one.rule === at)).map((verdict) => (verdict === undefined ? FALSE : verdict.unknown ? UNKNOWN : TRUE));
        expect([door, value, other, given]).toEqual([door, value, other, forms.map(({ wanted }) => wanted(of, beside))]);
      }
    }
  });
  it("constants", () => {
    check({ kind: "constant", value: true }, cells(1), "true");
    check({ kind: "constant", value: false }, cells(1), "false");
  });
});

describe("values", () => {
  it.each<[string, Cell, Said]>([["true", true, "true"], ["false", false, "false"], ["absent", undefined, "unknown"], ["unknown", null, "unknown"], ["a text", "true", "unknown"], ["a number", 1, "unknown"], ["a list", list([true]), "unknown"]])(
    "truth of %s", (_, of, wanted) => check({ kind: "truth", value: a, span }, cells(of), wanted));
  it.each<[string, Cell, Said]>([["a value", "x", "true"], ["false", false, "true"], ["unknown", null, "true"], ["absent", undefined, "false"], ["no items", list([]), "true"]])(
    "presence of %s", (_, of, wanted) => check({ kind: "present", column: a.kind === "column" ? a.column : { kind: "repeats", type: "number" }, span }, cells(of), wanted));
  it.each<[string, Cell, Cell, Said]>([
    ["the left", "x", "y", "true"], ["the right where the left is absent", undefined, "x", "true"], ["the right that is something else", undefined, "y", "false"],
    ["an unknown left", null, "x", "unknown"], ["an unknown right", undefined, null, "unknown"], ["neither", undefined, undefined, "unknown"], ["a wrong left", 1, "x", "unknown"],
  ])("else: %s", (_, left, right, wanted) => check(compare("==", { kind: "else", left: a, right: b }, text("x")), cells(left, right), wanted));
});

describe("values that stand in for absent ones", () => {
  const either = (left: Value, right: Value): Value => ({ kind: "else", left, right });
  it.each<[Cell, Cell, Cell, string]>([["1", "2", "3", "1"], [undefined, "2", "3", "2"], [undefined, undefined, "3", "3"], [undefined, undefined, undefined, "z"], ["1", undefined, undefined, "1"]])("%s, %s, %s: the first that is there, however they are joined", (x, y, z, wanted) => {
    for (const of of [either(either(a, b), either(c, text("z"))), either(a, either(b, either(c, text("z")))), either(either(either(a, b), c), text("z"))]) {
      check(compare("==", of, text(wanted)), cells(x, y, z), "true");
    }
  });
});

describe("comparisons", () => {
  it.each<[string, Cell, Cell, string]>([
    ["less", 1, 2, "ftttff"], ["equal", 2, 2, "tfftft"], ["more", 3, 2, "ftfftt"], ["negative zero", -0, 0, "tfftft"], ["the least numbers", 5e-324, 0, "ftfftt"], ["fractions", 0.5, 0.25, "ftfftt"],
    ["equal texts", "x", "x", "tfuuuu"], ["other texts", "x", "y", "ftuuuu"], ["texts of one length", "abcdefgh1", "abcdefgh2", "ftuuuu"], ["a longer text", "xx", "x", "ftuuuu"], ["no letters", "", "", "tfuuuu"],
    ["equal truths", true, true, "tfuuuu"], ["other truths", true, false, "ftuuuu"], ["a text and a number", "1", 1, "uuuuuu"], ["a truth and a number", true, 1, "uuuuuu"],
    ["lists", list([1]), list([1]), "uuuuuu"], ["absent", undefined, 1, "uuuuuu"], ["both absent", undefined, undefined, "uuuuuu"], ["unknown", null, 1, "uuuuuu"], ["both unknown", null, null, "uuuuuu"],
  ])("of %s", (_, left, right, table) => {
    orders.forEach((order, at) => {
      const wanted = said(table[at] === "t" ? "t" : table[at] === "f" ? "f" : "u");
      check(compare(order, a, b), cells(left, right), wanted);
      // With literals other code is generated, on either side.
      if (typeof right === "number") check(compare(order, a, number(right)), cells(left), wanted);
      if (typeof left === "number") check(compare(order, number(left), b), cells(undefined, right), wanted);
      if (typeof right === "string") check(compare(order, a, text(right)), cells(left), wanted);
      if (typeof left === "string") check(compare(order, text(left), b), cells(undefined, right), wanted);
      if (typeof right === "boolean") check(compare(order, a, boolean(right)), cells(left), wanted);
    });
  });
  it.each<[string, Cell, string]>([
    // Of a set of texts, of one text, of numbers, of both, of none.
    ["a member text", "x", "ttuuf"], ["another text", "z", "ffuuf"], ["a member number", 1, "uuttf"], ["another number", 3, "uufuf"],
    ["a truth", true, "uuuuu"], ["a list", list(["x"]), "uuuuu"], ["absent", undefined, "uuuuu"], ["unknown", null, "uuuuu"],
  ])("membership of %s", (_, of, table) => {
    const sets: readonly (readonly [readonly string[], readonly number[]])[] = [[["x", "y"], []], [["x"], []], [[], [1, 2]], [["y"], [1]], [[], []]];
    sets.forEach(([strings, numbers], at) => check({ kind: "in", value: a, strings, numbers, span }, cells(of), said(table[at])));
  });
  it.each<[string, Cell, Cell, string]>([
    // contains, starts with, ends with
    ["in the middle", "abcde", "bcd", "tff"], ["at the start", "abcde", "ab", "ttf"], ["at the end", "abcde", "de", "tft"], ["the whole", "ab", "ab", "ttt"], ["nothing", "ab", "", "ttt"],
    ["too long", "ab", "abc", "fff"], ["four bytes", "xxabcdxx", "abcd", "tff"], ["nearly", "xxabcexx", "abcd", "fff"], ["a text in which it nearly is", "aaaaaaaab", "aaaab", "tft"],
    ["an absent text", undefined, "a", "uuu"], ["an unknown part", "a", null, "uuu"], ["a number", "1", 1, "uuu"],
  ])("texts: %s", (_, left, right, table) => {
    (["contains", "starts with", "ends with"] as const).forEach((operator, at) => check({ kind: "text", operator, left: a, right: b, span }, cells(left, right), said(table[at])));
  });
  it.each<[GlobKind, readonly string[], Cell, Said]>([
    ["text", ["a*"], "abc", "true"], ["text", ["a*"], "bc", "false"], ["text", ["b", "?"], "é", "true"], ["text", [], "a", "false"], ["text", ["a"], undefined, "unknown"], ["text", ["a"], null, "unknown"], ["text", [], 1, "unknown"],
    ["path", ["~/.ssh/**"], "~/.ssh/id", "true"], ["path", ["~/.ssh/**"], "~/.sshx", "false"], ["path", ["*"], "a/b", "false"], ["domain", ["*.x.example"], "a.x.example", "true"], ["domain", ["*.x.example"], "ax.example", "false"],
    ["regex", ["a+b"], "xaab", "true"], ["regex", ["^a+b$"], "xaab", "false"], ["regex", ["^a$", "b"], "ab", "true"], ["regex", ["\\bb"], "ab", "false"], ["regex", ["\\bb\\b"], "a b.", "true"], ["regex", ["(?i)É"], "é", "true"],
    ["regex", ["x"], undefined, "unknown"], ["regex", ["x"], null, "unknown"], ["regex", ["x"], list(["x"]), "unknown"], ["regex", [], "x", "false"],
  ])("%s %o matches %o: %s", (glob, patterns, of, wanted) => check({ kind: "matches", value: a, glob, patterns, span }, cells(of), wanted));
});

describe("lists", () => {
  it.each<[string, Cell, Cell, Said]>([
    ["it", list(["y", "x"]), "x", "true"], ["it not", list(["y"]), "x", "false"], ["nothing", list([]), "x", "false"], ["more than is known", list(["y"], true), "x", "unknown"], ["it, and more", list(["x"], true), "x", "true"],
    ["an unknown item", list([null, "y"]), "x", "unknown"], ["a number", list([1]), "x", "unknown"], ["numbers", list([1, 2]), 2, "true"], ["truths", list([true]), false, "false"],
    ["an absent item", list(["x"]), undefined, "unknown"], ["an unknown one of none", list([]), null, "unknown"], ["in no list", "x", "x", "unknown"], ["in an absent list", undefined, "x", "unknown"], ["in an unknown list", null, "x", "unknown"],
  ])("has %s", (_, of, what, wanted) => check({ kind: "has", list: a, item: b, span }, cells(of, what), wanted));

  const one = compare("==", element(0), number(1));
  const quantified = (all: boolean, condition: Condition, over: Value = a): Condition => ({ kind: "quantified", all, list: over, condition, span });
  it.each<[string, Cell, Said, Said]>([
    ["all", list([1, 1]), "true", "true"], ["the first", list([1, 2]), "true", "false"], ["the last", list([2, 1]), "true", "false"], ["none", list([2, 3]), "false", "false"], ["of nothing", list([]), "false", "true"],
    ["of nothing known", list([], true), "unknown", "unknown"], ["one, and more", list([1], true), "true", "unknown"], ["none, and more", list([2], true), "unknown", "false"],
    ["an unknown before", list([null, 1]), "true", "unknown"], ["an unknown behind", list([1, null]), "true", "unknown"], ["an unknown and none", list([null, 2]), "unknown", "false"], ["none and an unknown", list([2, null]), "unknown", "false"],
    ["of no list", "x", "unknown", "unknown"], ["of an absent one", undefined, "unknown", "unknown"], ["of an unknown one", null, "unknown", "unknown"],
  ])("some and every: %s", (_, of, some, every) => {
    check(quantified(false, one), cells(of), some);
    check(quantified(true, one), cells(of), every);
  });
  it("elements by their depth", () => {
    const less = compare("<", element(1), element(0));
    check(quantified(false, quantified(true, less, b)), cells(list([5, 1]), list([2, 3])), "true");
    check(quantified(true, quantified(false, less, b)), cells(list([5, 1]), list([2, 3])), "false");
    check(quantified(false, compare("==", element(1), number(1))), cells(list([1])), "unknown");
  });

  it.each<[string, Cell, Said, Said]>([
    ["beside all", list([1, 2]), "true", "false"], ["beside none", list([2, 2]), "false", "false"], ["the first alone", list([1]), "true", "unknown"], ["another alone", list([2]), "unknown", "false"],
    ["nothing beside", list([]), "unknown", "unknown"], ["more than is known", list([2], true), "unknown", "false"], ["an unknown", list([null, 2]), "unknown", "false"], ["more beside than there is", list([2, 2, 1]), "false", "false"],
    ["no list", 1, "unknown", "unknown"], ["absent", undefined, "unknown", "unknown"], ["unknown", null, "unknown", "unknown"], ["other types", list(["1", true]), "unknown", "unknown"],
  ])("items: %s", (_, beside, some, every) => {
    const of = compare("==", item(b, 0), number(1));
    check(quantified(false, of), cells(list(["x", "y"]), beside), some);
    check(quantified(true, of), cells(list(["x", "y"]), beside), every);
  });
  it.each<[string, Cell, Cell, Said]>([
    // some x in a (some y in (b beside x) ((c beside both) == 1))
    ["at both", list([list([0]), list([0, 0])]), list([list([2]), list([2, 1])]), "true"], ["at the other place", list([list([0]), list([0])]), list([list([2, 1]), list([2])]), "false"],
    ["shorter within", list([list([0]), list([0, 0])]), list([list([2]), list([2])]), "unknown"], ["shorter without", list([list([0]), list([0])]), list([list([2])]), "unknown"], ["no list within", list([list([0]), 5]), list([list([2]), list([1])]), "unknown"],
    ["an open one within", list([list([0]), list([0], true)]), list([list([2]), list([2])]), "unknown"], ["nothing within", list([list([]), list([])]), list([list([1]), list([1])]), "false"],
  ])("items of items: %s", (_, inner, of, wanted) => {
    const condition = quantified(false, quantified(false, compare("==", item(c, 1, 0), number(1)), item(b, 0)));
    check(condition, cells(list(["x", "y"]), inner, of), wanted);
  });
  it("what is beside nothing is unknown, whatever is asked of it", () => {
    const words = cells(list([1, 2]), list([false]), list([list(["x"])]));
    check(quantified(false, { kind: "truth", value: item(b, 0), span }), words, "unknown");
    check(quantified(false, { kind: "has", list: item(c, 0), item: text("y"), span }), words, "unknown");
    check(quantified(false, { kind: "has", list: item(c, 0), item: text("x"), span }), words, "true");
    check(quantified(true, { kind: "in", value: item(b, 0), strings: [], numbers: [], span }), cells(list([1]), list([])), "unknown");
    check(quantified(false, compare("!=", item(b, 0), boolean(false))), words, "unknown");
    check(quantified(false, compare("==", { kind: "else", left: item(b, 0), right: boolean(true) }, boolean(true))), words, "unknown");
  });
  it("items of quantifiers that are not there are unknown, and of none the list itself", () => {
    check(quantified(false, compare("==", item(b, 1), number(1))), cells(list([1]), list([1, 1])), "unknown");
    check(compare("==", item(b, 0), number(1)), cells(1, list([1])), "unknown");
    check({ kind: "has", list: item(b), item: number(1), span }, cells(1, list([1])), "true");
    check(quantified(false, { kind: "truth", value: item(b, 0), span }), cells(list([1, 2]), list([false, true])), "true");
  });
});

describe("the header and labels", () => {
  it.each(ops.map((op, at) => [op, at] as const))("op %s", (op, at) => {
    const other = ops[(at + 1) % ops.length] ?? op;
    check({ kind: "op", ops: [op], span }, { op }, "true");
    check({ kind: "op", ops: [other], span }, { op }, "false");
    check({ kind: "op", ops: [], span }, { op }, "false");
  });
  it("tools, few and many, and none", () => {
    for (const tools of [["x"], ["x", "y", "z", "u", "v"]]) {
      check({ kind: "tool", tools, span }, { tool: "x" }, "true");
      check({ kind: "tool", tools, span }, { tool: "w" }, "false");
      check({ kind: "tool", tools, span }, {}, "false");
    }
    check({ kind: "tool", tools: [], span }, { tool: "x" }, "false");
  });

  const levels = ["low", "medium", "high"] as const;
  const labelled = (subject: LabelSubject, labels: Labels): ViewWords => (subject.kind === "row" ? { rows: [{ flow: { labels } }] } : subject.kind === "flow" ? { [subject.via === "any" ? "declared" : subject.via]: { labels } } : { self: labels });
  const subjects: readonly LabelSubject[] = [{ kind: "target" }, { kind: "source" }, { kind: "flow", via: "value" }, { kind: "flow", via: "context" }, { kind: "flow", via: "declared" }, { kind: "flow", via: "any" }, { kind: "row" }];
  it.each(subjects.map((subject) => [subject.kind === "flow" ? subject.via : subject.kind, subject] as const))("levels of %s", (_, subject) => {
    for (const [dimension, of] of [["trust", (taint: number) => 2 - taint], ["secrecy", (taint: number) => taint]] as const) {
      for (let taint = 0; taint < 3; taint++) {
        for (const unknown of subject.kind === "target" || subject.kind === "row" ? [false, true] : [taint === 1]) {
          for (const order of subject.kind === "target" ? orders : ["<=" as const, "==" as const]) {
            const at = levels.indexOf("medium");
            const may = Array.from({ length: unknown ? 3 - taint : 1 }, (_, more) => holds(order, of(taint + more), at));
            const wanted = may.every(Boolean) ? "true" : may.some(Boolean) ? "unknown" : "false";
            check({ kind: dimension, subject, order, level: "medium", span }, labelled(subject, { ...clean, [dimension]: taint, unknown }), wanted, subject.kind === "row" ? { roles: [], name: "x" } : null);
          }
        }
      }
    }
  });
  it.each(subjects.map((subject) => [subject.kind === "flow" ? subject.via : subject.kind, subject] as const))("tags of %s", (_, subject) => {
    const into = subject.kind === "row" ? { roles: [], name: "x" } : null;
    const tagged: Condition = { kind: "tagged", subject, tag: "two", span };
    check(tagged, labelled(subject, { ...clean, tags: 2 }), "true", into);
    check(tagged, labelled(subject, { ...clean, tags: 1 }), "false", into);
    check(tagged, labelled(subject, { ...clean, tags: 1, unknown: true }), "unknown", into);
    check(tagged, labelled(subject, { ...clean, tags: 2, unknown: true }), "true", into);
    check({ ...tagged, tag: "three" }, labelled(subject, { ...clean, tags: 3 }), "unknown", into);
  });
});

/** The orders, said once more. */
function holds(order: Order, left: number, right: number): boolean {
  return { "==": left === right, "!=": left !== right, "<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right }[order];
}

describe("rows", () => {
  const into = { roles: [], name: "to" } as const;
  const row = (words: RowWords): ViewWords => ({ rows: [words] });
  it.each(shapes.map((shape, at) => [shape, at] as const))("shape %s", (shape, at) => {
    const other = shapes[(at + 1) % shapes.length] ?? shape;
    check({ kind: "shape", shapes: [shape], span }, row({ shape }), "true", into);
    check({ kind: "shape", shapes: [other], span }, row({ shape }), "false", into);
    check({ kind: "shape", shapes: [other], span }, row({ shape, unknown: true }), "unknown", into);
    check({ kind: "shape", shapes: [shape], span }, row({ shape, unknown: true }), "true", into);
  });
  it.each(principals.map((who, at) => [who, at] as const))("who %s", (who, at) => {
    const other = principals[(at + 1) % principals.length] ?? who;
    check({ kind: "who", principals: [who], span }, row({ who: [who, other] }), "true", into);
    check({ kind: "who", principals: [other], span }, row({ who: [who] }), "false", into);
    check({ kind: "who", principals: [other], span }, row({ who: [], unknown: true }), "unknown", into);
    check({ kind: "who", principals: [who], span }, row({ who: [who], unknown: true }), "true", into);
  });
  it("named, the value and its columns", () => {
    for (const [named, unknown, wanted] of [[1, false, "true"], [0, false, "false"], [2, false, "unknown"], [0, true, "unknown"], [1, true, "true"]] as const) check({ kind: "named", span }, row({ named, unknown }), wanted, into);
    const value: Value = { kind: "row", span };
    for (const [of, wanted] of [["x", "true"], ["y", "false"], [null, "unknown"], [undefined, "unknown"], [1, "unknown"]] as const) check(compare("==", value, text("x")), row({ value: of }), wanted, into);
    const term: Term = { kind: "apply", function: "length", of: [{ kind: "row" }] };
    const column: Beside = { kind: "row-column", column: { kind: "term", term, type: "any" }, span };
    const host: Beside = { kind: "row-column", column: { kind: "extract", extractor: "host" }, span };
    for (const [of, wanted] of [[3, "true"], [4, "false"], [null, "unknown"], [undefined, "unknown"]] as const) check(compare("==", column, number(3)), row({ columns: { "length(row)": of } }), wanted, into);
    for (const [of, wanted] of [["h", "true"], ["g", "false"], [null, "unknown"]] as const) check(compare("==", host, text("h")), row({ columns: { host: of } }), wanted, into);
    check({ kind: "quantified", all: false, list: a, condition: compare("==", item(column, 0), number(1)), span }, { ...cells(list([1, 2])), rows: [{ columns: { "length(row)": list([2, 1]) } }] }, "true", into);
  });
});

describe("rules", () => {
  const when = (value: Value): Condition => ({ kind: "truth", value, span });
  const firing = (of: Partial<Rule>, words: ViewWords, wanted: readonly Omit<Verdict, "rule">[]): void => {
    for (const [door, verdicts] of doors(policyOf([of]), words)) expect([door, verdicts.map(({ unknown, row }) => ({ unknown, row }))]).toEqual([door, wanted]);
  };
  const certain = [{ unknown: false, row: -1 }];
  const hung = [{ unknown: true, row: -1 }];
  it("when, unless, and what is unknown", () => {
    const cases: readonly (readonly [Cell, Cell, string])[] = [[true, false, "cc"], [true, true, "  "], [true, null, "hh"], [false, false, "  "], [false, null, "  "], [false, true, "  "], [null, false, "h "], [null, null, "h "], [null, true, "  "]];
    for (const [condition, saved, table] of cases) {
      [false, true].forEach((unknownSkips, at) => firing({ when: when(a), unless: when(b), unknownSkips }, cells(condition, saved), table[at] === "c" ? certain : table[at] === "h" ? hung : []));
    }
    firing({}, cells(1), certain);
    firing({ observe: true }, cells(1), certain);
  });
  it.each<[string, Partial<Rule["scope"]>, ViewWords, boolean]>([
    ["an op", { ops: ["READ"] }, { op: "READ" }, true], ["another op", { ops: ["READ"] }, { op: "EXEC" }, false], ["a sink", { sinks: ["payment"] }, { sinks: ["egress", "payment"] }, true], ["another sink", { sinks: ["payment"] }, { sinks: ["egress"] }, false],
    ["an act", { acts: ["pay"] }, { acts: ["pay"] }, true], ["no act", { acts: ["pay"] }, {}, false], ["a tool", { tools: ["y"] }, { tool: "y" }, true], ["another tool", { tools: ["y"] }, { tool: "x" }, false],
    ["op or tool", { ops: ["READ"], tools: ["y"] }, { op: "READ" }, true], ["tool or op", { ops: ["READ"], tools: ["y"] }, { tool: "y" }, true], ["unbound", { unbound: true }, {}, true], ["bound", { unbound: true }, { tool: "x" }, false],
    ["an unbound response", { unbound: true }, { op: "RESPOND" }, false], ["every", { every: true }, { op: "RESPOND" }, true], ["nothing", {}, {}, false],
  ])("scope: %s", (_, scope, words, fires) => firing({ scope: { ...rule.scope, every: false, ...scope } }, words, fires ? certain : []));
  it("a scope's where may be unknown", () => {
    for (const [of, wanted] of [[true, certain], [false, []], [null, hung]] as const) firing({ scope: { ...rule.scope, where: when(a) } }, cells(of), wanted);
  });
  it("every sink kind has its bit", () => {
    for (const sink of sinkKinds) for (const there of sinkKinds) firing({ scope: { ...rule.scope, every: false, sinks: [sink] } }, { sinks: [there] }, sink === there ? certain : []);
  });

  const facts: readonly (readonly [string, Column])[] = [
    ["host.on", { kind: "host", name: "on", type: "boolean" }], ["principal.id", { kind: "principal", field: "id", type: "string" }], ["principal.roles", { kind: "principal", field: "roles", type: "strings" }],
    ["principal.tenant", { kind: "principal", field: "tenant", type: "string" }], ["time", { kind: "time", type: "number" }],
  ];
  it.each(facts)("without %s a rule that reads it, however deep, is inactive", (key, column) => {
    const deep: Term = { kind: "else", left: { kind: "apply", function: "list", of: [{ kind: "column", column }] }, right: { kind: "literal", value: 1 } };
    const direct: Condition = { kind: "or", left: when(a), right: { kind: "present", column, span } };
    const below: Condition = { kind: "or", left: when(a), right: when({ kind: "column", column: { kind: "term", term: deep, type: "any" }, span }) };
    for (const condition of [direct, below]) {
      firing({ when: condition }, { columns: { "args.a": true, [key]: undefined } }, []);
      firing({ when: condition }, { columns: { "args.a": true, [key]: null } }, certain);
    }
    firing({ unless: below }, { columns: { "args.a": false, [key]: undefined } }, []);
    firing({ when: when(a), reason: [{ kind: "column", column }] }, { columns: { "args.a": true } }, certain);
  });

  it("marks come through the rule's edges, or into the row itself", () => {
    const from = { where: { kind: "constant", value: true } } as const;
    // The reader has source 0.
    for (const edge of ["value", "context", "declared"] as const) {
      for (const via of ["value", "context", "declared", "any"] as const) {
        const through = via === "any" || via === edge;
        firing({ from, via }, { [edge]: { certain: [1] } }, through ? certain : []);
        firing({ from, via }, { [edge]: { unknown: [1] } }, through ? hung : []);
        firing({ from, via }, { [edge]: { certain: [1], unknown: [1] } }, through ? certain : []);
        firing({ from, via }, { [edge]: { certain: [0], unknown: [0] } }, []);
      }
    }
    const rows = (...of: readonly RowWords[]): ViewWords => ({ value: { certain: [1] }, rows: of });
    const into = { roles: ["url", "path"], name: "to" } as const;
    firing({ from, into }, rows({ roles: ["url"] }), []);
    firing({ from, into }, rows({ roles: ["url"], flow: { unknown: [1] } }, { roles: ["path"], flow: { certain: [1] } }), [{ unknown: false, row: 1 }]);
    firing({ from, into }, rows({ roles: ["url"], unknown: true }), [{ unknown: true, row: 0 }]);
    firing({ from, into }, rows({ roles: ["content"], flow: { certain: [1] } }), []);
  });
  it("the first certain row, else the first, else those that nobody saw", () => {
    const into = { roles: [], name: "to" } as const;
    const of = { into, when: compare("==", { kind: "row", span } as const, text("x")) };
    const rows = (values: readonly Cell[], rowsOpen = false): ViewWords => ({ rows: values.map((value) => ({ value })), rowsOpen });
    firing(of, rows(["y", null, "x", "x"]), [{ unknown: false, row: 2 }]);
    firing(of, rows(["y", null, null]), [{ unknown: true, row: 1 }]);
    firing(of, rows(["y"]), []);
    firing(of, rows([]), []);
    firing(of, rows(["y"], true), hung);
    firing(of, rows(["x"], true), [{ unknown: false, row: 0 }]);
    firing(of, rows([null], true), [{ unknown: true, row: 0 }]);
    firing({ ...of, unknownSkips: true }, rows([null, "y"], true), []);
    firing({ into, when: { kind: "constant", value: true } }, rows([], true), hung);
    firing({ into, when: { kind: "constant", value: false } }, rows([], true), []);
  });
});

describe("plans of asking", () => {
  const tool = argument("kind", "string");
  const is = (value: string): Condition => compare("==", tool, text(value));
  const and = (left: Condition, right: Condition): Condition => ({ kind: "and", left, right });
  const words = ["p", "q", "r", "s", "t", "u", "v", "w"];
  const fired = (rules: readonly Partial<Rule>[], view: ViewWords): readonly (readonly [string, string])[] =>
    doors(policyOf(rules), view).map(([door, verdicts]) => [door, verdicts.map((verdict) => `${verdict.rule}${verdict.unknown ? "?" : ""}`).join(" ")]);
  const same = (rules: readonly Partial<Rule>[], view: ViewWords, wanted: string): void => expect(fired(rules, view)).toEqual([["the interpreter", wanted], ["the frame door", wanted], ["the JSON door", wanted]]);

  it("rules by a text: each is found, the last too, by `==`, by `in`, on either side", () => {
    const rules = [...words.map((word) => ({ when: is(word) })), { when: compare("==", text("p"), tool) }, { when: { kind: "in", value: tool, strings: ["p", "w", "q"], numbers: [], span } as const }, { when: and({ kind: "truth", value: a, span }, is("w")) }];
    words.forEach((word, at) => {
      const more = [...(word === "p" ? ["8"] : []), ...(["p", "q", "w"].includes(word) ? ["9"] : []), ...(word === "w" ? ["10"] : [])];
      same(rules, { columns: { "args.kind": word, "args.a": true } }, [String(at), ...more].join(" "));
    });
    same(rules, { columns: { "args.kind": "none", "args.a": true } }, "");
    same(rules, { columns: { "args.kind": null, "args.a": true } }, rules.map((_, at) => `${at}?`).join(" "));
    same(rules, { columns: { "args.kind": undefined, "args.a": false } }, rules.slice(0, -1).map((_, at) => `${at}?`).join(" "));
    same(rules, { columns: { "args.kind": 1, "args.a": true } }, rules.map((_, at) => `${at}?`).join(" "));
    same(rules, { columns: { "args.kind": "w", "args.a": null } }, "7 9 10?");
  });
  it("rules that share a test, within a text and without", () => {
    const shared: Condition = { kind: "truth", value: b, span };
    const rules = [...words.flatMap((word) => [{ when: and(is(word), shared) }, { when: and(shared, is(word)) }]), { when: shared }, { when: and(shared, { kind: "truth", value: a, span }) }, { when: and(shared, { kind: "truth", value: c, span }), unless: is("q") }];
    const view = (kind: Cell, of: Cell, other: Cell, third: Cell): ViewWords => ({ columns: { "args.kind": kind, "args.a": other, "args.b": of, "args.c": third } });
    same(rules, view("q", true, true, true), "2 3 16 17");
    same(rules, view("p", true, true, true), "0 1 16 17 18");
    same(rules, view("p", null, true, true), "0? 1? 16? 17? 18?");
    same(rules, view("p", false, true, true), "");
    same(rules, view(null, true, false, true), `${Array.from({ length: 16 }, (_, at) => `${at}?`).join(" ")} 16 18?`);
    same(rules, view("w", true, null, false), "14 15 16 17?");
  });
  it("rules by marks of one word, of each edge", () => {
    const from = { where: { kind: "constant", value: true } } as const;
    const rules = Array.from({ length: 40 }, (_, at) => ({ from, via: (["value", "context", "declared", "any"] as const)[at % 4] ?? "any", when: at % 5 === 0 ? { kind: "truth", value: a, span } as const : null }));
    for (const [edge, mine] of [["value", 0], ["context", 1], ["declared", 2]] as const) {
      rules.forEach((_, at) => {
        const through = at % 4 === mine || at % 4 === 3;
        same(rules, { [edge]: { certain: [at + 1] }, columns: { "args.a": true } }, through ? String(at) : "");
        same(rules, { [edge]: { unknown: [at + 1] }, columns: { "args.a": null } }, through ? `${at}?` : "");
      });
    }
  }, 60_000);
});

describe("bindings and marks", () => {
  const when: Condition = { kind: "truth", value: a, span };
  const policy: Policy = {
    ...policyOf([]),
    tools: [{
      name: "x", params: [], declared: [], open: true, roles: [], format: "structure", compensations: [], irreversible: false, span,
      ops: [{ op: "WRITE", when }, { op: "EXEC", when: null }], sinks: [{ sinks: ["egress"], when }, { sinks: ["ui"], when: null }], acts: [{ acts: ["pay"], when }],
      results: [{ trust: "high", secrecy: null, tags: [], when }, { trust: null, secrecy: "medium", tags: ["two"], when }],
    }],
    counters: [when, { kind: "not", operand: when } as const, { kind: "op", ops: ["WRITE"], span } as const].map((where, at) => ({ key: `count(${at})`, scope: { ...rule.scope, where } })),
    rules: [when, { kind: "not", operand: when } as const].map((where, at) => ({ ...rule, id: `t.r${at}`, from: { where }, via: "any" as const })),
  };
  const manifest = manifestOf(policy);
  const evaluators = [interpret(policy, manifest), load(new WebAssembly.Module(emit(policy, manifest)), manifest)];
  const [egress, ui] = [1, 1 << sinkKinds.indexOf("ui")];
  it.each<[string, Cell, string, number, readonly number[], Labels, number, number]>([
    ["true", true, "WRITE", egress | ui, [1], { trust: 0, secrecy: 1, tags: 2, unknown: false }, 0b01_00_01, 0b00_01],
    ["false", false, "EXEC", ui, [], { trust: 2, secrecy: 0, tags: 0, unknown: false }, 0b00_01_00, 0b01_00],
    ["unknown", null, "EXEC", egress | ui, [1], { trust: 2, secrecy: 1, tags: 2, unknown: false }, 0b00_10_10, 0b10_10],
    ["absent", undefined, "EXEC", egress | ui, [1], { trust: 2, secrecy: 1, tags: 2, unknown: false }, 0b00_10_10, 0b10_10],
  ])("clauses that are %s", (_, of, op, sinks, acts, result, counters, marks) => {
    for (const evaluator of evaluators) {
      const words: ViewWords = { tool: "x", columns: { "args.a": of } };
      const { target: _target, ...bound } = evaluator.bind(viewOf(manifest, { ...words, question: "bind" }));
      expect({ ...bound, counters: [...bound.counters] }).toEqual({ op: ops.findIndex((name) => name === op), sinks, acts, result, counters: [counters] });
      expect([...evaluator.mark(viewOf(manifest, { ...words, question: "mark" }))]).toEqual([marks]);
    }
  });
});
