// A pack's test as steps with names:
// what it expects is tied to the step it means and to the rules that must have fired. Runs nothing.

import { effects } from "../../words/effects.js";
import { JSON_DEPTH_MAX } from "../../base/limits.js";
import type { JsonNode, Name, TestItem, TestStep } from "../syntax/ast.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import type { Where } from "./label.js";
import { typeText } from "./operand.js";
import type { Json, Rule, Step, Test } from "./policy.js";
import { reportUnknown } from "./report.js";
import { profileFacts } from "./runtime.js";
import { columnType } from "./type.js";

type Written<K extends TestStep["kind"]> = Extract<TestStep, { kind: K }>;

/** A test, with the rules that were found in all packages. */
export function readTest(item: TestItem, rules: readonly Rule[], where: Where): Test {
  const runtime = readRuntime(item, where);
  const steps: Step[] = [];
  const decided: string[] = [];
  item.steps.forEach((step, number) => {
    switch (step.kind) {
      case "say": {
        const name = `#${number}`;
        if (step.who === "assistant") decided.push(name);
        steps.push({ kind: "say", who: step.who, text: step.text.text, name, span: step.span });
        break;
      }
      case "facts":
        steps.push(readFacts(step, runtime, where));
        break;
      case "call": {
        const name = readStepName(step, number, decided, where);
        decided.push(name);
        steps.push(readCall(step, name, item, rules, where));
        break;
      }
      case "expect": {
        const expected = readExpect(step, decided, rules, where);
        if (expected !== null) steps.push(expected);
      }
    }
  });
  if (!item.steps.some((step) => step.kind === "expect")) {
    where.report.add("check/missing-clause", item.title.span, { name: item.title.text, clause: "expect" }, { help: "a test that expects nothing cannot fail: say what is decided, as `expect allow`" });
  }
  return { pack: where.pack, title: item.title.text, runtime, steps, span: item.span };
}

function readRuntime(item: TestItem, { names, pack, report }: Where): string | null {
  if (item.runtime === null) return null;
  if (find(names, names.runtimes, pack, item.runtime, report) === undefined && !names.runtimes.has(item.runtime.text)) {
    reportUnknown(report, "check/unknown-runtime", item.runtime, seenNames(names, names.runtimes, pack), declaredElsewhere(names.runtimes, item.runtime.text));
  }
  return item.runtime.text;
}

/** Facts of the test's runtime, with values of their types. */
function readFacts(step: Written<"facts">, runtime: string | null, { names, report }: Where): Step {
  if (runtime === null) report.add("check/missing-clause", step.span, { name: "host", clause: "runtime" }, { help: "a test that gives facts names the runtime they are of: `runtime NAME` before its steps" });
  const known = runtime === null ? [] : profileFacts(names, runtime);
  const facts = step.facts.map(({ name, value }): [string, Json] => {
    const fact = known.find((declared) => declared.name.text === name.text);
    const json = readJson(value, report);
    if (fact === undefined) {
      if (runtime !== null) reportUnknown(report, "check/unknown-fact", name, known.map((declared) => declared.name.text));
    } else if (!isOf(json, columnType(fact.type))) {
      report.add("check/wrong-type", value.span, { expected: typeText(columnType(fact.type)), found: jsonText(json) });
    }
    return [name.text, json];
  });
  return { kind: "facts", facts: Object.fromEntries(facts), span: step.span };
}

function readStepName(step: Written<"call">, number: number, decided: readonly string[], { report }: Where): string {
  if (step.name === null) return `#${number}`;
  if (decided.includes(step.name.text)) report.add("check/duplicate-declaration", step.name.span, { kind: "step", name: step.name.text });
  return step.name.text;
}

function readCall(step: Written<"call">, name: string, item: TestItem, rules: readonly Rule[], { names, pack, report }: Where): Step {
  if (!names.tools.has(step.tool.text) && !expectsUnbound(step, item, rules, pack)) {
    reportUnknown(report, "check/unbound-step", step.tool, names.tools.keys());
  }
  return {
    kind: "call", name, tool: step.tool.text, args: readObject(step.args, report), outcome: step.outcome === null ? null : { kind: step.outcome.kind, value: readJson(step.outcome.value, report) }, span: step.span,
  };
}

/** Whether the test means the call to have no binding: it expects a rule about such calls of it. */
function expectsUnbound(step: Written<"call">, item: TestItem, rules: readonly Rule[], pack: string): boolean {
  const from = item.steps.indexOf(step);
  const next = item.steps.findIndex((later, number) => number > from && later.kind === "call");
  return item.steps.some((later, number) => later.kind === "expect" && number > from
    && (later.step === null ? next === -1 || number < next : later.step.text === step.name?.text)
    && later.by.some((by) => rules.some((rule) => rule.scope.unbound && (rule.id === by.text || (rule.name === by.text && (rule.pack === pack || by.text.includes(".") === false))))));
}

function readExpect(step: Written<"expect">, decided: readonly string[], rules: readonly Rule[], where: Where): Step | null {
  const { report } = where;
  const effect = effects.find((known) => known === step.effect.text);
  if (effect === undefined) reportUnknown(report, "check/unknown-effect", step.effect, effects);
  const by = step.by.flatMap((name) => readRuleName(name, rules, where) ?? []);
  const meant = step.step === null ? decided.at(-1) : decided.find((name) => name === step.step?.text);
  if (meant === undefined) reportUnknown(report, "check/unknown-step", step.step ?? { text: "(none)", span: step.span }, decided.filter((name) => !name.startsWith("#")));
  return effect === undefined || meant === undefined ? null : { kind: "expect", effect, step: meant, by, span: step.span };
}

/** The rule a test means: by its full name, of its own package, or of one that it uses. */
function readRuleName(name: Name, rules: readonly Rule[], { names, pack, report }: Where): string | null {
  if (rules.some((rule) => rule.id === name.text)) return name.text;
  const found = find(names, names.rules, pack, name, report);
  if (found !== undefined) return `${found.pack}.${name.text}`;
  reportUnknown(report, "check/unknown-rule", name, seenNames(names, names.rules, pack), declaredElsewhere(names.rules, name.text));
  return null;
}

function readObject(entries: readonly { readonly key: Name; readonly value: JsonNode }[], report: Where["report"], depth = 0): { readonly [key: string]: Json } {
  const seen = new Set<string>();
  for (const { key } of entries) {
    if (seen.has(key.text)) report.add("check/duplicate-declaration", key.span, { kind: "key", name: key.text });
    seen.add(key.text);
  }
  return Object.fromEntries(entries.map(({ key, value }) => [key.text, readJson(value, report, depth + 1)]));
}

function readJson(node: JsonNode, report: Where["report"], depth = 0): Json {
  if (depth > JSON_DEPTH_MAX) {
    report.add("check/too-deep", node.span, { max: JSON_DEPTH_MAX });
    return null;
  }
  switch (node.kind) {
    case "scalar": return node.value;
    case "array": return node.items.map((item) => readJson(item, report, depth + 1));
    case "object": return readObject(node.entries, report, depth);
  }
}

function jsonText(json: Json): string {
  return json === null ? "null" : Array.isArray(json) ? "a list" : typeof json === "object" ? "a record" : `a ${typeof json}`;
}

function isOf(json: Json, type: string): boolean {
  return type === "any" || (type === "strings" ? Array.isArray(json) && json.every((item) => typeof item === "string") : typeof json === type);
}
