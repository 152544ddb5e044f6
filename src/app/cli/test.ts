// `interdict test PATH...`: runs the tests inside packs and prints each one that failed, underlined where it was expected, with
// the decision and its reason. How a test is run `testing` knows.

import { failed } from "../../base/diagnostic.js";
import { visible } from "../../base/message.js";
import { render } from "../../base/render.js";
import { parse } from "../../language/syntax/parse.js";
import { runTests } from "../../testing/index.js";
import { counted, texts } from "./check.js";
import { readAll, shippedRules } from "./packs.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** Runs tests; exit status 1 where one fails or a pack has errors. Packages that are used and stand elsewhere come from the shipped rules. */
export async function test(paths: readonly string[], terminal: Terminal): Promise<Status> {
  const own = readAll(paths);
  const packages = own.flatMap((source) => parse(source).value?.package.text ?? []);
  const others = readAll([shippedRules()]).filter((source) => {
    const name = parse(source).value?.package.text;
    return name !== undefined && !packages.includes(name);
  });
  const sources = [...own, ...others];
  const { results, diagnostics } = runTests(sources, { packages });
  const colors = paint(terminal);
  const known = texts(sources);
  if (diagnostics.length > 0) await terminal.out(`${render(diagnostics, known, { color: terminal.color }).trimEnd()}\n\n`);
  for (const result of results.filter(({ findings }) => findings.length > 0)) {
    await terminal.out(`${colors.red("failed")} ${result.pack}: ${visible(result.title)}\n${render(result.findings, known, { color: terminal.color }).trimEnd()}\n\n`);
  }
  const bad = results.filter(({ findings }) => findings.length > 0).length;
  await terminal.out(`${counted(results.length - bad, "test")} passed, ${bad} failed\n`);
  return bad > 0 || failed(diagnostics) ? FINDINGS : DONE;
}
