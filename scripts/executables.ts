// What `rules/standard/executables.policy` says of programs, to a table that every bundle has: `src/words/executables.generated.ts`.
// It is checked as any pack is; what it finds wrong it throws.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readExecutable } from "../src/language/check/executable.js";
import { collectNames } from "../src/language/check/names.js";
import { startReport } from "../src/language/check/report.js";
import { parse } from "../src/language/syntax/parse.js";
import type { Generated } from "./generate.js";

/** The generator. */
export function executables(root: string): readonly Generated[] {
  const file = "rules/standard/executables.policy";
  const { value, diagnostics } = parse({ file, text: readFileSync(join(root, file), "utf8") });
  const report = startReport();
  const names = value === undefined ? undefined : { ...collectNames([value], report), lattices: new Map() };
  const entries = value === undefined || names === undefined ? [] : value.items.flatMap((item) => (item.kind === "executable" ? [readExecutable(item, { report, names })] : []));
  const [wrong] = [...diagnostics, ...report.found()];
  if (wrong !== undefined) throw new Error(`${wrong.code} at ${wrong.span.start}: ${wrong.message}`);
  const lines = entries.map((entry) => `  ${JSON.stringify(entry)},\n`);
  return [{
    path: "src/words/executables.generated.ts",
    content: `// Generated from ${file} by scripts/executables.ts; do not edit. What is said of programs in every bundle.\n\nimport type { ExecutableEntry } from "./executable.js";\n\n/** The programs that are built in. */\nexport const executables: readonly ExecutableEntry[] = [\n${lines.join("")}];\n`,
  }];
}
