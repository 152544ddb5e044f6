// Everything that plays events through the engine and stands in the project by itself -> the rows of the tables that it reaches: the
// tests inside packs, those of the documents' policies, and the cases of recorded runs. What a code is seen in is found in the texts of the tests.

import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, readAll, readData, shippedRules } from "../../src/app/cli/packs.js";
import { run } from "../../src/app/cli/run.js";
import { runtimesOf } from "../../src/app/cli/engines.js";
import { codes } from "../../src/base/messages.generated.js";
import type { Source } from "../../src/base/span.js";
import { compile, parsed, startCache } from "../../src/compile.js";
import { createCore } from "../../src/engine.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { frameDoor } from "../../src/testing/door.js";
import { decide, play, playedOn } from "../../src/testing/play.js";
import { decided, watched, type Reached } from "./watch.js";

const root = packageRoot();
const documents = ["docs/language.md", "docs/guide.md", "docs/cookbook.md", "README.md"];

/** All that is reached, and where first. */
export function reach(): Reached {
  const reached: Reached = new Map();
  packs(readAll([shippedRules()]), readData(readAll([shippedRules()])), reached, (pack) => `rules, ${pack}`);
  for (const file of documents) {
    const text = readFileSync(join(root, file), "utf8");
    for (const [, block = ""] of text.matchAll(/```(?:policy)?\n(package [\s\S]*?\n)```/g)) packs([{ file, text: block }], [], reached, (pack) => `${file}, ${pack}`);
  }
  for (const name of readdirSync(join(root, "test/trace/cases")).sort()) traces(name, reached);
  told(reached);
  mentioned(reached);
  return reached;
}

/** The tests inside packs. */
function packs(sources: readonly Source[], data: readonly Source[], reached: Reached, where: (pack: string) => string): void {
  const cache = startCache();
  const trees = sources.flatMap((source) => parsed(source, cache).value ?? []);
  for (const name of new Set(trees.filter(({ items }) => items.some(({ kind }) => kind === "test")).map((tree) => tree.package.text))) {
    const { value } = compile(sources, { packages: [name] }, data, cache);
    const tests = value?.policy.tests.filter((test) => test.pack === name) ?? [];
    if (value === undefined || tests.length === 0) continue;
    const evaluator = frameDoor.open(value);
    for (const test of tests) {
      const at = `${where(name)}: ${test.title}`;
      for (const decision of play(test, playedOn(watched(evaluator, reached, at), value.data)).values()) decided(value.manifest, decision, reached, at);
    }
  }
}

/** The cases of recorded runs. */
function traces(name: string, reached: Reached): void {
  const path = join(root, "test/trace/cases", name);
  if (!existsSync(join(path, "events.jsonl"))) return;
  const sources = readAll([path]);
  const { value } = compile(sources, { catalogue: "cases" }, readData(sources));
  if (value === undefined) return;
  for (const line of readFileSync(join(path, "events.jsonl"), "utf8").split("\n").filter((each) => each !== "")) {
    const trace = readTrace(line);
    const at = `test/trace/cases/${name}: ${trace.id}`;
    const evaluator = watched(frameDoor.open(value), reached, at);
    const core = createCore(evaluator, "", value.data);
    const decisions = run(trace, {
      runtime: runtimesOf(value.manifest, "cases"),
      begin(id, runtime, provides) {
        const session = core.session({ id, provides, ...(runtime === undefined ? {} : { runtime }) });
        return { observe: (event) => session.observe(event), evaluateSync: (event) => decide(session, evaluator, event), anomalies: session.anomalies };
      },
    });
    for (const decision of decisions) decided(value.manifest, decision, reached, at);
  }
}

/** What recorded runs have no words for: texts that are neither the user's nor the system's, and the model's own. */
function told(reached: Reached): void {
  const { value } = compile(readAll([join(root, "test/trace/cases/words")]), { catalogue: "cases" });
  if (value === undefined) return;
  const at = "test/reach/play.ts";
  const evaluator = watched(frameDoor.open(value), reached, at);
  const session = createCore(evaluator, "", value.data).session({ id: "told" });
  session.observe({ kind: "user", principal: "agent", text: "ask Philomena" });
  session.observe({ kind: "user", principal: "runtime", text: "the host is Gwendolyn" });
  session.observe({ kind: "reason", text: "I shall ask both" });
  for (const query of ["Philomena", "Gwendolyn"]) decided(value.manifest, decide(session, evaluator, { kind: "call", id: query, tool: "recall", args: { query } }), reached, at);
}

/** Codes stand in what tests expect: in their texts, or in their golden files. */
function mentioned(reached: Reached): void {
  const texts = ["test", "rules"].flatMap((folder) => readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`)).sort().filter((path) => /\.(ts|txt|policy|json|jsonl|md)$/.test(path) && !path.startsWith("test/reach/"))
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
  for (const code of codes) {
    const key = `code ${code}`;
    const found = reached.has(key) ? undefined : texts.find(({ text }) => text.includes(code));
    if (found !== undefined) reached.set(key, found.path);
  }
}
