// A pack's test as steps with names: what it expects is tied to the step it means and to the rules that must have fired, and what
// it gives is of the types that were declared. Runs nothing.

import { effects } from "../../words/effects.js";
import type { CallOutcome, Name, TestItem, TestStep, ToolItem } from "../syntax/ast.js";
import { dataName } from "./data.js";
import type { Where } from "./label.js";
import { isOf, jsonText, misfitOf, readJson, readObject } from "./json.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import { principalFields, readTime } from "./moment.js";
import type { Json, Outcome, Rule, Step, Test } from "./policy.js";
import { reportUnknown, reportWord } from "./report.js";
import type { Report } from "./report.js";
import { typeOf, typeText } from "./structure.js";

type Written<K extends TestStep["kind"]> = Extract<TestStep, { kind: K }>;

/** What tests may name of the rules of all packages. */
export interface RuleNames {
  readonly ids: ReadonlySet<string>;
  /** Full names and names of rules about calls without a binding. */
  readonly unbound: ReadonlySet<string>;
}

/** A test on the way: what the steps so far said. */
interface Run {
  readonly item: TestItem;
  readonly runtime: string | null;
  readonly rules: RuleNames;
  /** Decided steps, in their order. */
  readonly decided: Set<string>;
  /** Named calls of which nothing says what they gave. */
  readonly pending: Set<string>;
  latest: string | null;
  readonly data: Set<string>;
  at: number;
}

/** The names of rules, for tests. */
export function ruleNames(rules: readonly Rule[]): RuleNames {
  return { ids: new Set(rules.map((rule) => rule.id)), unbound: new Set(rules.filter((rule) => rule.scope.unbound).flatMap((rule) => [rule.id, rule.name])) };
}

/** A test, with the rules that were found in all packages. */
export function readTest(item: TestItem, rules: RuleNames, where: Where): Test {
  const run: Run = { item, runtime: readRuntime(item, where), rules, decided: new Set(), pending: new Set(), latest: null, data: new Set(), at: -Infinity };
  const steps = item.steps.flatMap((step, number) => readStep(step, number, run, where) ?? []);
  if (item.broken !== true && !item.steps.some((step) => step.kind === "expect")) {
    where.report.add("check/missing-clause", item.title.span, { name: item.title.text, clause: "expect" }, { help: "a test that expects nothing cannot fail: say what is decided, as `expect allow`" });
  }
  return { pack: where.pack, title: item.title.text, runtime: run.runtime, steps, span: item.span };
}

function readStep(step: TestStep, number: number, run: Run, where: Where): Step | null {
  const { report } = where;
  const { span } = step;
  const decide = (name: string): string => {
    run.decided.add(name);
    run.latest = name;
    return name;
  };
  switch (step.kind) {
    case "say": return { kind: "say", who: step.who, text: step.text.text, name: step.who === "assistant" ? decide(`#${number}`) : `#${number}`, span };
    case "facts": return readFacts(step, run.runtime, where);
    case "at": {
      const at = readTime(step.time, report);
      if (at !== null && at < run.at) report.add("check/time-goes-back", step.time.span, {});
      run.at = Math.max(run.at, at ?? run.at);
      return at === null ? null : { kind: "time", at, span };
    }
    case "principal": return readPrincipal(step, where);
    case "approve": return readApproval(step, run, where);
    case "data": return readGiven(step, run, where);
    case "call": {
      if (step.name !== null && run.decided.has(step.name.text)) report.add("check/duplicate-declaration", step.name.span, { kind: "step", name: step.name.text });
      if (step.name !== null && step.outcome === null) run.pending.add(step.name.text);
      return readCall(step, decide(step.name?.text ?? `#${number}`), run, where);
    }
    case "ending": return readEnding(step, run, where);
    case "expect": return readExpect(step, run, where);
  }
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
  const known = runtime === null ? undefined : names.facts.get(runtime);
  const facts = step.facts.map(({ name, value }): [string, Json] => {
    const fact = known?.get(name.text);
    const json = readJson(value, report);
    if (fact === undefined) {
      if (runtime !== null) reportUnknown(report, "check/unknown-fact", name, known?.keys() ?? []);
    } else if (!isOf(json, typeOf(fact.type))) {
      report.add("check/wrong-type", value.span, { expected: typeText(typeOf(fact.type)), found: jsonText(json) });
    }
    return [name.text, json];
  });
  return { kind: "facts", facts: Object.fromEntries(facts), span: step.span };
}

/** Who the agent acts for, from here on. */
function readPrincipal(step: Written<"principal">, { report }: Where): Step {
  const given = readObject(step.fields, report);
  for (const { key, value } of step.fields) {
    const type = Object.hasOwn(principalFields, key.text) ? principalFields[key.text] : undefined;
    const json = readJson(value, report);
    if (type === undefined) reportWord(report, "field of a principal", key, Object.keys(principalFields));
    else if (!isOf(json, type)) report.add("check/wrong-type", value.span, { expected: typeText(type), found: jsonText(json) });
  }
  const text = (name: "id" | "tenant"): { readonly [field in "id" | "tenant"]?: string } => (typeof given[name] === "string" ? { [name]: given[name] } : {});
  const roles = given["roles"];
  const listed = Array.isArray(roles) ? { roles: roles.filter((role): role is string => typeof role === "string") } : {};
  return { kind: "principal", principal: { ...text("id"), ...listed, ...text("tenant") }, span: step.span };
}

function readApproval(step: Written<"approve">, run: Run, { names, report }: Where): Step {
  const called = run.item.steps.some((other) => other.kind === "call" && other.tool.text === step.tool.text);
  if (!called && !names.tools.has(step.tool.text)) reportUnknown(report, "check/unknown-tool", step.tool, names.tools.keys());
  if (step.by.text === "") report.add("check/wrong-type", step.by.span, { expected: "the name of a person", found: "an empty text" });
  return { kind: "approval", tool: step.tool.text, args: readObject(step.args, report), by: step.by.text, role: step.role?.text ?? null, span: step.span };
}

/** External data in this test, of its declared type. */
function readGiven(step: Written<"data">, run: Run, { names, pack, report }: Where): Step | null {
  const json = readJson(step.value, report);
  // That a test gives it is no use of it.
  const declared = find({ ...names, used: new Map() }, names.data, pack, step.name, report);
  if (declared === undefined) {
    reportUnknown(report, "check/unknown-data", step.name, seenNames(names, names.data, pack), declaredElsewhere(names.data, step.name.text));
    return null;
  }
  const type = typeOf(declared.item.type);
  const misfit = misfitOf(step.value, type, report);
  if (misfit !== null) report.add("check/wrong-type", misfit.span, { expected: typeText(misfit.type), found: misfit.found }, { also: { span: declared.item.span, label: "declared here" } });
  const name = dataName(declared);
  if (run.data.has(name)) report.add("check/duplicate-declaration", step.name.span, { kind: "data", name: step.name.text }, { help: "data holds for the whole test: give it once" });
  run.data.add(name);
  return { kind: "data", name, value: json, span: step.span };
}

function readCall(step: Written<"call">, name: string, run: Run, { names, report }: Where): Step {
  if (!names.tools.has(step.tool.text) && !expectsUnbound(step, run)) reportUnknown(report, "check/unbound-step", step.tool, names.tools.keys());
  const [declared] = names.tools.get(step.tool.text) ?? [];
  if (declared !== undefined) checkArguments(step, declared.item, report);
  const { outcome } = step;
  return {
    kind: "call", name, tool: step.tool.text, args: readObject(step.args, report),
    outcome: outcome === null ? null : readOutcome(outcome, report), span: step.span,
  };
}

function readOutcome(outcome: CallOutcome, report: Where["report"]): Outcome {
  return outcome.kind === "denied" ? outcome : { kind: outcome.kind, value: readJson(outcome.value, report) };
}

/** What a call gave later: one that was decided before, and of which nothing was said yet. */
function readEnding({ step, outcome, span }: Written<"ending">, run: Run, { report }: Where): Step | null {
  if (!run.pending.has(step.text)) {
    const ended = run.item.steps.find((other) => other.kind === "call" && other.name?.text === step.text);
    if (ended !== undefined && run.decided.has(step.text)) report.add("check/duplicate-declaration", step.span, { kind: "result of", name: step.text }, { also: { span: ended.span, label: "the call" } });
    else if (run.item.broken !== true) reportUnknown(report, "check/unknown-step", step, [...run.pending]);
    return null;
  }
  run.pending.delete(step.text);
  return { kind: "ending", step: step.text, outcome: readOutcome(outcome, report), span };
}

/** Warns of a call that no agent makes: an argument of another type, one that is missing, or one that the tool does not have. */
function checkArguments(step: Written<"call">, tool: ToolItem, report: Where["report"]): void {
  if (tool.broken === true) return;
  for (const { key, value } of step.args) {
    const param = tool.params.find((declared) => declared.name.text === key.text);
    if (param === undefined) {
      if (!tool.open) reportUnknown(report, "check/undeclared-argument", key, tool.params.map((declared) => declared.name.text));
      continue;
    }
    const isLeftOut = param.optional && value.kind === "scalar" && value.value === null;
    const misfit = isLeftOut ? null : misfitOf(value, typeOf(param.type), report);
    if (misfit !== null) report.add("check/wrong-argument", misfit.span, { name: key.text, expected: typeText(misfit.type), found: misfit.found }, { also: { span: param.name.span, label: "declared here" } });
  }
  const missing = tool.params.filter((param) => !param.optional && !step.args.some(({ key }) => key.text === param.name.text));
  if (missing.length > 0) report.add("check/missing-argument", step.tool.span, { names: missing.map(({ name }) => `\`${name.text}\``).join(", "), tool: tool.name.text });
}

/** Whether the test means the call to have no binding: it expects a rule about such calls of it. */
function expectsUnbound(step: Written<"call">, { item, rules }: Run): boolean {
  const from = item.steps.indexOf(step);
  const next = item.steps.findIndex((later, number) => number > from && later.kind === "call");
  return item.steps.some((later, number) => later.kind === "expect" && number > from
    && (later.step === null ? next === -1 || number < next : later.step.text === step.name?.text)
    && later.by.some((by) => rules.unbound.has(by.text)));
}

/** An effect in the words of other languages, or misspelt. */
function reportEffect(name: Name, report: Report): void {
  const meant = /^(?:denied|blocked?|forbidden|forbid|refused|rejected)$/i.test(name.text) ? "deny" : /^(?:allowed|pass(?:es|ed)?|permit(?:ted)?|ok)$/i.test(name.text) ? "allow" : /^(?:asks|asked|confirm)$/i.test(name.text) ? "ask" : undefined;
  if (meant === undefined) reportUnknown(report, "check/unknown-effect", name, effects);
  else report.add("check/unknown-effect", name.span, { name: name.text }, { help: `write \`${meant}\``, edit: { span: name.span, text: meant } });
}

function readExpect(step: Written<"expect">, run: Run, where: Where): Step | null {
  const { report } = where;
  const effect = effects.find((known) => known === step.effect.text);
  if (effect === undefined) reportEffect(step.effect, report);
  const by = step.by.flatMap((name) => readRuleName(name, run.rules, where) ?? []);
  const meant = step.step === null ? run.latest : run.decided.has(step.step.text) ? step.step.text : null;
  // The step that is missing in a test which did not parse whole was perhaps written.
  if (meant === null && run.item.broken !== true) reportUnknown(report, "check/unknown-step", step.step ?? { text: "(none)", span: step.span }, [...run.decided].filter((name) => !name.startsWith("#")));
  const args = step.with === null ? null : readObject(step.with, report);
  return effect === undefined || meant === null ? null : { kind: "expect", effect, step: meant, by, args, span: step.span };
}

/** The rule a test means: by its full name, of its own package, or of one that it uses. */
function readRuleName(name: Name, rules: RuleNames, { names, pack, report }: Where): string | null {
  if (rules.ids.has(name.text)) return name.text;
  const found = find(names, names.rules, pack, name, report);
  if (found !== undefined) return `${found.pack}.${name.text}`;
  reportUnknown(report, "check/unknown-rule", name, seenNames(names, names.rules, pack), declaredElsewhere(names.rules, name.text));
  return null;
}
