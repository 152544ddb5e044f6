// The tests inside packs -> what failed, as findings at their `expect`s. Each test is played through every door, and every
// decision of the doors is compared, whether the test speaks of it or not.

import { failed, sorted } from "../base/diagnostic.js";
import type { Diagnostic } from "../base/diagnostic.js";
import { diagnose } from "../base/messages.generated.js";
import type { Source } from "../base/span.js";
import { compile } from "../compile.js";
import type { Compiled } from "../compile.js";
import type { Decision } from "../kernel/decide/decision.js";
import type { Test } from "../language/check/policy.js";
import { parse } from "../language/syntax/parse.js";
import { frameDoor, interpreter, jsonDoor } from "./door.js";
import type { Door } from "./door.js";
import { play } from "./play.js";

/** How one test ended. */
export interface TestResult {
  readonly pack: string;
  readonly title: string;
  /** What is not as expected; empty where the test holds. */
  readonly findings: readonly Diagnostic[];
}

/** What `runTests` takes. */
export interface TestOptions {
  /** Packages whose tests are run; all that have any, where not given. */
  readonly packages?: readonly string[];
  /** Ways to have decisions made; all there are, where not given. */
  readonly doors?: readonly Door[];
}

/** How the tests ended, and what kept packages from compiling; `diagnostics` has an error where any did. */
export interface TestReport {
  readonly results: readonly TestResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the tests of packages, each against its package with all it uses. `sources` are all texts they may use. */
export function runTests(sources: readonly Source[], options: TestOptions = {}): TestReport {
  const doors = options.doors ?? [interpreter, frameDoor, jsonDoor];
  const wanted = options.packages ?? sources.flatMap((source) => parse(source).value?.package.text ?? []);
  const results: TestResult[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  for (const name of wanted) {
    const { value, diagnostics: found } = compile(sources, { packages: [name] });
    for (const diagnostic of found) diagnostics.set(JSON.stringify([diagnostic.code, diagnostic.span]), diagnostic);
    if (value === undefined || failed(found)) continue;
    results.push(...testBundle(value, value.policy.tests.filter((test) => test.pack === name), doors));
  }
  return { results, diagnostics: sorted([...diagnostics.values()]) };
}

/** Runs tests against one compiled bundle. */
export function testBundle(compiled: Compiled, tests: readonly Test[], doors: readonly Door[]): readonly TestResult[] {
  const opened = doors.map((door) => ({ name: door.name, evaluator: door.open(compiled) }));
  return tests.map((test) => {
    const [first, ...others] = opened.map(({ name, evaluator }) => ({ name, decisions: play(test, evaluator) }));
    if (first === undefined) return { pack: test.pack, title: test.title, findings: [] };
    const disagreed = others.flatMap((other) => compare(test, first, other));
    return { pack: test.pack, title: test.title, findings: [...expectations(test, first.decisions), ...disagreed] };
  });
}

function expectations(test: Test, decisions: ReadonlyMap<string, Decision>): readonly Diagnostic[] {
  return test.steps.flatMap((step) => {
    const decision = step.kind === "expect" ? decisions.get(step.step) : undefined;
    if (step.kind !== "expect" || decision === undefined) return [];
    const reason = decision.reason === "" ? "no rule fired" : decision.reason;
    if (decision.effect !== step.effect) {
      return [diagnose("test/effect", step.span, { expected: quoted([step.effect]), found: `${quoted([decision.effect])}${by(decision)}`, reason })];
    }
    const fired = deciding(decision);
    if (step.by.length === 0 || (fired.length === step.by.length && fired.every((rule) => step.by.includes(rule)))) return [];
    return [diagnose("test/rules", step.span, { expected: quoted(step.by), found: fired.length === 0 ? "none" : quoted(fired), reason })];
  });
}

/** The rules that fired at the decision's effect. */
function deciding({ rules, effect }: Decision): readonly string[] {
  return rules.filter((rule) => rule.effect === effect && !rule.observe).map((rule) => rule.id);
}

function by(decision: Decision): string {
  const rules = deciding(decision);
  return rules.length > 0 ? ` by ${quoted(rules)}` : decision.code === null ? "" : ` with ${quoted([decision.code])}`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(", ");
}

interface Played {
  readonly name: string;
  readonly decisions: ReadonlyMap<string, Decision>;
}

function compare(test: Test, first: Played, other: Played): readonly Diagnostic[] {
  return [...first.decisions].flatMap(([step, decision]) => {
    const [expected, found] = [decision, other.decisions.get(step)].map(plain);
    return expected === found ? [] : [diagnose("test/doors", test.span, { door: other.name, other: first.name, found: found ?? "nothing", expected: expected ?? "nothing" })];
  });
}

/** A decision as text, without the time it took. */
function plain(decision: Decision | undefined): string | undefined {
  return decision === undefined ? undefined : JSON.stringify({ ...decision, us: 0 });
}
