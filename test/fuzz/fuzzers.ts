// The fuzzers: what each compares, over what it generates. One table, so that a name on the command line, in CI and in a report
// is the same thing.

import fc from "fast-check";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { DFA_STATES_MAX, DFA_UNION_STATES_MAX } from "../../src/base/limits.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Column } from "../../src/words/column.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Question, View } from "../../src/words/view.js";
import type { GlobKind, Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { machineOf } from "../../src/language/ir/machine.js";
import { foundOf } from "../../src/language/ir/found.js";
import { regexReader } from "../../src/language/ir/regex.js";
import { finders, matches } from "../../src/extract/spans.js";
import { matchesGlob } from "../../src/language/meaning/glob.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { agree, answer, resultOf } from "./doors.js";
import { runMachine } from "./machine.js";
import { arbitraryCrowd, arbitraryGlob, arbitraryPolicy, arbitrarySurvey } from "./policy.js";
import { bugs } from "./planted.js";
import { arbitraryFolding, arbitraryNear, arbitraryRegex } from "./regex.js";
import { arbitraryArguments, rawCell } from "./raw.js";
import type { Arguments } from "./raw.js";
import { arbitraryText, arbitraryView, words } from "./view.js";

/** How a fuzzer is run. */
export interface Run {
  readonly seed: number;
  readonly runs: number;
  /** Where in the generated values a find was, as fast-check prints it. */
  readonly path?: string;
  /** To be told that there is a find at all: none is made smaller. */
  readonly first?: true;
}

/** One fuzzer. `planted`: it compares with something that is wrong, and must find it. */
export interface Fuzzer {
  readonly name: string;
  readonly component: string;
  readonly property: string;
  readonly planted?: true;
  readonly check: (run: Run) => Promise<void>;
}

/** All fuzzers. */
export const fuzzers: readonly Fuzzer[] = [
  {
    name: "frame", component: "wasm", property: "the frame door answers as the interpreter does",
    check: (run) => compareWith(run, (policy, manifest) => load(new WebAssembly.Module(emit(policy, manifest)), manifest)),
  },
  {
    name: "json", component: "wasm", property: "the JSON door in OPA's host answers as the interpreter does",
    check: (run) => compareJson(run, () => fc.constant(null)),
  },
  {
    name: "args", component: "wasm", property: "the JSON door reads raw arguments, hostile ones too, as the kernel does",
    check: (run) => compareJson(run, arbitraryArguments),
  },
  {
    name: "machine", component: "language/ir", property: "a machine tells which groups of globs match",
    check: (run) => compareMachine(run, (kind) => kind),
  },
  {
    name: "regex", component: "language/ir", property: "a machine finds the regular expressions that JavaScript's own find",
    check: compareRegex,
  },
  {
    name: "spans", component: "extract", property: "the matches that are found are the leftmost longest ones",
    check: compareSpans,
  },
  ...bugs.map(({ name, what, evaluator }): Fuzzer => ({
    name: `canary-${name}`, component: "test/fuzz", property: `an evaluator ${what} is found`, planted: true, check: (run) => compareWith(run, evaluator),
  })),
  {
    name: "canary-globs", component: "test/fuzz", property: "machines whose `*` crosses the slashes of paths are found", planted: true,
    check: (run) => compareMachine(run, (kind) => (kind === "path" ? "text" : kind)),
  },
];

/** Policies with views of theirs. */
export function cases(question?: Question): fc.Arbitrary<[Policy, View[]]> {
  return fc.oneof(arbitraryPolicy(), arbitraryCrowd(), arbitrarySurvey()).chain((policy) => fc.tuple(fc.constant(policy), fc.array(arbitraryView(manifestOf(policy), question), { minLength: 5, maxLength: 5 })));
}

/** The JSON door with views as they are written, or with these raw arguments in place of the view's. */
async function compareJson(run: Run, raw: (columns: readonly Column[]) => fc.Arbitrary<Arguments | null>): Promise<void> {
  const asked = cases("decide").chain(([policy, views]) => fc.tuple(fc.constant(policy), fc.tuple(...views.map((view) => fc.tuple(fc.constant(view), raw(manifestOf(policy).demand.columns))))));
  await fc.assert(fc.asyncProperty(asked, async ([policy, views]) => {
    const manifest = manifestOf(policy);
    const meaning = interpret(policy, manifest);
    const host = await loadPolicy(emit(policy, manifest));
    for (const [given, args] of views) {
      const columns = args === null ? given.columns : manifest.demand.columns.map((column, number) => (column.kind === "arg" ? rawCell(args, column.path) : given.columns[number]));
      const view = { ...given, columns };
      const input = viewJson(view, manifest);
      agree(policy, manifest, view, resultOf(meaning.decide(view), view, manifest), host.evaluate(args === null ? input : { ...input, args }), "the JSON door");
    }
  }), settings(run));
}

/** Machines of these globs, each as one of the kind it gives. */
async function compareMachine(run: Run, as: (kind: GlobKind) => GlobKind): Promise<void> {
  fc.assert(fc.property(globs, ({ kind, groups, texts }) => {
    const machine = machineOf(as(kind), groups, DFA_STATES_MAX);
    if (machine === undefined) return;
    for (const text of texts) {
      const wanted = groups.flatMap((some, group) => (some.some((glob) => matchesGlob(kind, glob, text)) ? [group] : []));
      const given = runMachine(machine, text);
      if (given.join() !== wanted.join()) throw new Error(`${JSON.stringify(text)}: wanted groups ${wanted.join()}, given ${given.join()}`);
    }
  }), settings(run));
}

async function compareWith(run: Run, door: (policy: Policy, manifest: Manifest) => Evaluator): Promise<void> {
  fc.assert(fc.property(cases(), ([policy, views]) => {
    const manifest = manifestOf(policy);
    const meaning = interpret(policy, manifest);
    const other = door(policy, manifest);
    for (const view of views) agree(policy, manifest, view, answer(meaning, view), answer(other, view), "the evaluator");
  }), settings(run));
}

/** Machines of groups of regular expressions, against JavaScript's own. */
async function compareRegex(run: Run): Promise<void> {
  const reader = regexReader();
  const groups = fc.array(fc.array(arbitraryFolding(), { maxLength: 3 }), { minLength: 1, maxLength: 2 });
  fc.assert(fc.property(groups, fc.array(arbitraryNear, { minLength: 12, maxLength: 12 }), (some, texts) => {
    const machine = machineOf("regex", some, DFA_UNION_STATES_MAX, reader);
    if (machine === undefined) return;
    for (const text of texts) {
      const wanted = some.flatMap((regexes, group) => (regexes.some((regex) => matchesGlob("regex", regex, text)) ? [group] : []));
      const given = runMachine(machine, text);
      if (given.join() !== wanted.join()) throw new Error(`${JSON.stringify(text)}: wanted groups ${wanted.join()}, given ${given.join()}`);
    }
  }), settings(run));
}

/** What the two machines of a pattern find, against every stretch of the text tried. */
async function compareSpans(run: Run): Promise<void> {
  const reader = regexReader();
  fc.assert(fc.property(arbitraryRegex(true), fc.array(arbitraryNear, { minLength: 6, maxLength: 6 }), (pattern, texts) => {
    const entry = foundOf(pattern, reader);
    const finder = entry === undefined ? undefined : finders([entry]).get(pattern);
    if (finder === undefined) return;
    for (const text of texts) {
      const wanted = longestMatches(pattern, text).join("|");
      const given = matches(finder, text)?.map(({ start, end }) => `${start}-${end}`).join("|");
      if (given !== wanted) throw new Error(`${JSON.stringify(text)}: wanted ${wanted}, given ${given}`);
    }
  }), settings(run));
}

/**
 * The leftmost matches, each as long as it can be, as places in the text: every stretch is tried, with JavaScript's own expression,
 * which is told to start where the stretch does and to end where it does, and sees what stands around.
 */
export function longestMatches(pattern: string, text: string): readonly string[] {
  const places = [...text].reduce<number[]>((at, letter) => [...at, (at.at(-1) ?? 0) + letter.length], [0]);
  const last = places.length - 1;
  // What is left of the text behind a stretch, counted in letters.
  const ending = places.map((_, at) => new RegExp(`(?:${pattern})(?=[^]{${last - at}}$)`, "uy"));
  const found: string[] = [];
  for (let first = 0; first < last;) {
    let end = last;
    while (end > first && !isMatch(ending[end], places[first] ?? 0, places[end] ?? 0, text)) end--;
    if (end > first) found.push(`${places[first] ?? 0}-${places[end] ?? 0}`);
    first = Math.max(end, first + 1);
  }
  return found;
}

function isMatch(regex: RegExp | undefined, start: number, end: number, text: string): boolean {
  if (regex === undefined) return false;
  regex.lastIndex = start;
  return regex.test(text) && regex.lastIndex === end;
}

const globs = fc.constantFrom<Exclude<GlobKind, "regex">>("path", "domain", "text").chain((kind) => fc.record({
  kind: fc.constant(kind),
  groups: fc.array(fc.array(arbitraryGlob(kind), { maxLength: 5 }), { minLength: 1, maxLength: 3 }),
  texts: fc.array(arbitraryText([...words, "x", "example", "etc", ".", "~", ".ssh"]), { minLength: 10, maxLength: 10 }),
}));

function settings({ seed, runs, path, first }: Run): { readonly seed: number; readonly numRuns: number; readonly path?: string; readonly endOnFailure?: boolean } {
  return { seed, numRuns: runs, ...(first === true ? { endOnFailure: true } : {}), ...(path === undefined ? {} : { path }) };
}
