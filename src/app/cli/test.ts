// `interdict test PATH...`: runs the tests inside packs and prints each one that failed, underlined where it was expected, with
// the decision and its reason; with `--coverage`, what they showed of each rule. How a test is run `testing` knows.

import { failed } from "../../base/diagnostic.js";
import { visible } from "../../base/message.js";
import { render } from "../../base/render.js";
import { packagesOf, parsed, startCache } from "../../compile.js";
import { coverage, frameDoor, jsonDoor, runTests } from "../../testing/index.js";
import type { CoveredRule, TestReport } from "../../testing/index.js";
import { counted } from "./count.js";
import { coverageJson, coverageText } from "./coverage.js";
import { diagnosticJson, jsonText, placeJson, textsOf } from "./json.js";
import { readAll, readData, shippedFor } from "./packs.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `test` was asked. */
export interface TestOptions {
  readonly format: "text" | "json";
  /** Also what the tests showed of each rule. */
  readonly coverage: boolean;
}

/** Runs tests; exit status 1 where one fails or a pack has errors. Packages that are used and stand elsewhere come from the shipped rules. */
export async function test(paths: readonly string[], options: TestOptions, terminal: Terminal): Promise<Status> {
  const own = readAll(paths);
  const cache = startCache();
  const packages = [...new Set(packagesOf(own, cache))];
  const others = shippedFor(own.flatMap((source) => parsed(source, cache).value ?? []));
  const sources = [...own, ...others];
  const data = readData(sources);
  const watched = options.coverage ? coverage(sources) : null;
  const report = runTests(sources, { packages, data, cache, ...(watched === null ? {} : { doors: [watched.door, frameDoor, jsonDoor] }) });
  const texts = textsOf([...sources, ...data]);
  const covered = watched === null ? null : watched.rules(packages);
  await terminal.out(options.format === "json" ? asJson(report, covered, texts) : asText(report, covered, texts, terminal));
  return report.results.some(({ findings }) => findings.length > 0) || failed(report.diagnostics) ? FINDINGS : DONE;
}

function asText({ results, diagnostics }: TestReport, covered: readonly CoveredRule[] | null, texts: ReadonlyMap<string, string>, terminal: Terminal): string {
  const colors = paint(terminal);
  // What is only odd `check` tells: here a package is compiled apart from those that would set it right.
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const shown = errors.length === 0 ? "" : `${render(errors, texts, terminal).trimEnd()}\n\n`;
  const bad = results.filter(({ findings }) => findings.length > 0);
  const failures = bad.map(({ pack, title, findings }) =>
    `${colors.red("failed")} ${pack}: ${visible(title)}\n${render(findings, texts, terminal).trimEnd()}\n\n`).join("");
  const open = covered === null ? "" : `${coverageText(covered, texts, { colors, columns: terminal.columns })}\n`;
  return `${shown}${failures}${open}${counted(results.length - bad.length, "test")} passed, ${bad.length} failed\n`;
}

function asJson({ results, diagnostics }: TestReport, covered: readonly CoveredRule[] | null, texts: ReadonlyMap<string, string>): string {
  const tests = results.map(({ pack, title, span, findings }) => ({
    package: pack, title, ...placeJson(span, texts), passed: findings.length === 0, diagnostics: findings.map((finding) => diagnosticJson(finding, texts)),
  }));
  return jsonText({
    passed: tests.filter(({ passed }) => passed).length,
    failed: tests.filter(({ passed }) => !passed).length,
    tests,
    diagnostics: diagnostics.filter(({ severity }) => severity === "error").map((diagnostic) => diagnosticJson(diagnostic, texts)),
    ...(covered === null ? {} : { coverage: coverageJson(covered, texts) }),
  });
}
