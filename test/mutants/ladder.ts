// The tests that mutants of a room are tried on: the quickest that say what the room is for, in one process. Those that start
// threads or programs are no part of it. What they let live the whole suite may still kill.

const language = ["test/mutants/smoke.ts", "test/policy/meaning.test.ts", "test/policy/meaning-laws.test.ts", "test/policy/truth.test.ts", "test/policy/nest.test.ts", "test/policy/plan.test.ts", "test/policy/parts.test.ts", "test/policy/shorter.test.ts", "test/policy/rows.test.ts", "test/policy/term.test.ts", "test/policy/dimension.test.ts", "test/policy/coverage.test.ts", "test/abi/binding.test.ts", "test/abi/column.test.ts", "test/runtime/engine-flows.test.ts"];
const machines = ["test/trace/suite.test.ts", "test/policy/plan.test.ts", "test/policy/parts.test.ts", "test/mutants/smoke.ts", "test/abi/machine.test.ts", "test/abi/regex.test.ts", "test/extract/spans.test.ts", "test/extract/found.test.ts", "test/policy/truth.test.ts", "test/policy/meaning.test.ts", "test/policy/term.test.ts", "test/runtime/engine-past.test.ts", "test/runtime/engine-joins.test.ts", "test/runtime/engine-facts.test.ts"];
const events = [
  "test/trace/suite.test.ts",
  ...["edges", "events", "facts", "flows", "index", "joins", "past", "provenance", "replay", "sources", "terms"].map((name) => `test/runtime/engine-${name}.test.ts`),
  ...["data", "shown", "mask", "rewrite", "pool-rewrite", "alternates", "approvals", "endorse", "replace", "naive", "naive-past"].map((name) => `test/runtime/${name}.test.ts`),
];

const doors = [...["format", "json", "acts", "bundle", "mark", "data", "module", "frame", "bounds", "schema"].map((name) => `test/abi/${name}.test.ts`), "test/runtime/beside.test.ts", "test/runtime/bundle.test.ts"];
const readers = [...["term", "steps", "spans", "glob", "found"].map((name) => `test/extract/${name}.test.ts`), "test/runtime/engine-terms.test.ts"];

/** Rooms, and their tests. */
const steps: readonly (readonly [string, readonly string[]])[] = [
  ["src/language/meaning", [...language, "test/abi/regex.test.ts"]],
  ["src/wasm/codegen", [...["layout", "format", "room", "declared", "bounds", "acts", "data", "module"].map((name) => `test/abi/${name}.test.ts`), ...language]],
  ["src/wasm/abi", doors],
  ["src/wasm/bundle", doors],
  ["src/wasm/runtime", ["test/mutants/smoke.ts", ...doors, ...["machine", "search", "text", "binding", "column"].map((name) => `test/abi/${name}.test.ts`), "test/policy/truth.test.ts", "test/policy/meaning.test.ts", "test/policy/nest.test.ts"]],
  ["src/language/ir", ["test/abi/alike.test.ts", "test/abi/alphabet.test.ts", "test/policy/work.test.ts", "test/policy/demand.test.ts", "test/policy/cache.test.ts", ...machines]],
  ["src/kernel", events],
  ["src/language/check", ["check", "normal", "meaning", "term", "dimension", "declarations"].map((name) => `test/policy/${name}.test.ts`)],
  ["src/extract", readers],
  ["src/rego", ["test/rego/edges.test.ts", "test/rego/written.test.ts", "test/rego/rego.test.ts", "test/abi/data.test.ts", "test/mutants/oracle.ts"]],
];

/** Paths from the root of the tests for mutants of these files; all there are, where no step is for one of them. */
export function ladder(files: readonly string[]): readonly string[] {
  const chosen = steps.filter(([room]) => files.some((file) => file.startsWith(room)));
  return [...new Set((chosen.length === 0 ? steps : chosen).flatMap(([, tests]) => tests))];
}
