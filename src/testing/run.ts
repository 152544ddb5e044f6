// The tests inside packs -> what failed, as findings at their `expect`s. Every door is asked all that the kernel asks while a test is
// played; where one ever answers otherwise than the first, each of its decisions is compared, whether the test speaks of it or not.

import { failed, sorted } from "../base/diagnostic.js";
import type { Diagnostic } from "../base/diagnostic.js";
import { diagnose } from "../base/messages.generated.js";
import type { Source, Span } from "../base/span.js";
import { emitted, lowered, packagesOf, parsed, startCache } from "../compile.js";
import type { Cache, Compiled } from "../compile.js";
import type { Decision } from "../kernel/decide/decision.js";
import type { Json, Test } from "../language/check/policy.js";
import { frameDoor, interpreter, jsonDoor } from "./door.js";
import type { Door } from "./door.js";
import { play, playedOn } from "./play.js";
import { unison } from "./unison.js";

/** How one test ended. */
export interface TestResult {
  readonly pack: string;
  readonly title: string;
  readonly span: Span;
  /** What is not as expected; empty where the test holds. */
  readonly findings: readonly Diagnostic[];
}

/** What `runTests` takes. */
export interface TestOptions {
  /** Packages whose tests are run; all that have any, where not given. */
  readonly packages?: readonly string[];
  /** The data files beside the packages. */
  readonly data?: readonly Source[];
  /** Ways to have decisions made; all there are, where not given. */
  readonly doors?: readonly Door[];
  /** What earlier compilations left. */
  readonly cache?: Cache;
}

/** How the tests ended, and what kept packages from compiling; `diagnostics` has an error where any did. */
export interface TestReport {
  readonly results: readonly TestResult[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Runs the tests of packages, each against its package with all it uses. `sources` are all texts they may use. */
export function runTests(sources: readonly Source[], options: TestOptions = {}): TestReport {
  const doors = options.doors ?? [interpreter, frameDoor, jsonDoor];
  const cache = options.cache ?? startCache();
  const wanted = options.packages ?? packagesOf(sources, cache);
  const results: TestResult[] = [];
  const diagnostics = new Map<string, Diagnostic>();
  // What is no policy at all has no package, and would be left out unsaid.
  for (const { value, diagnostics: found } of sources.map((source) => parsed(source, cache))) {
    if (value === undefined) for (const diagnostic of found) diagnostics.set(JSON.stringify([diagnostic.code, diagnostic.span]), diagnostic);
  }
  for (const name of wanted) {
    const { value, diagnostics: found } = lowered(sources, { packages: [name] }, options.data ?? [], cache);
    for (const diagnostic of found) diagnostics.set(JSON.stringify([diagnostic.code, diagnostic.span]), diagnostic);
    const tests = value?.policy.tests.filter((test) => test.pack === name) ?? [];
    // Without a test nobody asks its module.
    if (value === undefined || failed(found) || tests.length === 0) continue;
    results.push(...testBundle(emitted(value), tests, doors));
  }
  return { results, diagnostics: sorted([...diagnostics.values()]) };
}

/** Runs tests against one compiled bundle: through all doors at once, and by itself through each that answered otherwise than the first. */
export function testBundle(compiled: Compiled, tests: readonly Test[], doors: readonly Door[]): readonly TestResult[] {
  const [first, ...others] = doors.map((door) => ({ name: door.name, evaluator: door.open(compiled) }));
  if (first === undefined) return tests.map(({ pack, title, span }) => ({ pack, title, span, findings: [] }));
  const { evaluator, apart } = unison(first.evaluator, others.map((other) => other.evaluator));
  const together = playedOn(evaluator, compiled.data);
  return tests.map((test) => {
    const decisions = play(test, together);
    const disagreed = others.filter((_, place) => apart.has(place)).flatMap((other) =>
      compare(test, { name: first.name, decisions }, { name: other.name, decisions: play(test, playedOn(other.evaluator, compiled.data)) }));
    return { pack: test.pack, title: test.title, span: test.span, findings: [...expectations(test, decisions), ...disagreed] };
  });
}

function expectations(test: Test, decisions: ReadonlyMap<string, Decision>): readonly Diagnostic[] {
  return test.steps.flatMap((step) => {
    const decision = step.kind === "expect" ? decisions.get(step.step) : undefined;
    if (step.kind !== "expect" || decision === undefined) return [];
    const reason = reasonOf(decision);
    if (decision.effect !== step.effect) {
      return [diagnose("test/effect", step.span, { expected: quoted([step.effect]), found: `${quoted([decision.effect])}${by(decision)}`, reason })];
    }
    const fired = deciding(decision);
    const isBy = step.by.length === 0 || (fired.length === step.by.length && fired.every((rule) => step.by.includes(rule)));
    return [
      ...(isBy ? [] : [diagnose("test/rules", step.span, { expected: quoted(step.by), found: fired.length === 0 ? "none" : quoted(fired), reason })]),
      ...Object.entries(step.args ?? {}).flatMap(([name, value]) => argument(step.span, decision, name, value)),
    ];
  });
}

/** Why it was decided so, for whoever wrote the test: also which rules hung on an unknown, and which were not asked. */
function reasonOf({ reason, rules, inactive, wants }: Decision): string {
  const hung = rules.filter((rule) => rule.unknown).map((rule) => rule.id);
  return [
    reason === "" ? "no rule fired" : reason,
    ...(hung.length === 0 ? [] : [`${quoted(hung)} hung on an unknown`]),
    ...inactive.slice(0, INACTIVE_SHOWN_MAX).map((rule) => `${quoted([rule])} was inactive for want of ${quoted(wants?.[rule] ?? [])}`),
  ].join("; ");
}

/** More rules than these that were not asked would hide the reason. */
const INACTIVE_SHOWN_MAX = 3;

/** An argument that is not as the test expects it. */
function argument(span: Span, { args }: Decision, name: string, value: Json): readonly Diagnostic[] {
  const found: unknown = typeof args === "object" && args !== null && Object.hasOwn(args, name) ? Reflect.get(args, name) : undefined;
  if (found !== undefined && equalJson(found, value)) return [];
  return [diagnose("test/argument", span, { name, expected: JSON.stringify(value), found: found === undefined ? "none" : JSON.stringify(found) })];
}

/** Whether two values are the same JSON; the order of keys is nothing. */
function equalJson(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  const [left, right] = [Object.entries(a), new Map<string, unknown>(Object.entries(b))];
  return Array.isArray(a) === Array.isArray(b) && left.length === right.size && left.every(([key, below]) => right.has(key) && equalJson(below, right.get(key)));
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
