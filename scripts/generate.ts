// Runs every generator and writes what they give, where it differs from what stands there.
// `node dist/scripts/generate.js [--check] [NAME...]`: with names only those; with --check nothing is written and a
// difference is a failure. A generator is a function that gives files; it writes nothing and knows no other.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** One generated file: its path from the root of the project, and its content. */
export interface Generated {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The generators, each loaded when it runs, so that one that cannot load stops no other. */
const generators: Readonly<Record<string, () => Promise<readonly Generated[]>>> = {
  messages: async () => (await import("./messages.js")).messages(root),
  grammar: async () => (await import("./grammar.js")).grammar(root),
  runtime: async () => (await import("./runtime.js")).runtime(root),
  functions: async () => (await import("./functions.js")).functionsPage(),
  mistakes: async () => (await import("./mistakes.js")).mistakesPage(root),
  executables: async () => (await import("./executables.js")).executables(root),
  scores: async () => (await import("../bench/table.js")).table(root),
  schema: async () => (await import("./schema.js")).schema(),
};

const root = fileURLToPath(new URL("../../", import.meta.url));

async function main(args: readonly string[]): Promise<boolean> {
  const check = args.includes("--check");
  const names = args.filter((arg) => !arg.startsWith("--"));
  let good = true;
  for (const [name, run] of Object.entries(generators)) {
    if (names.length > 0 && !names.includes(name)) continue;
    try {
      for (const file of await run()) good = put(file, check) && good;
    } catch (error) {
      console.error(`generate ${name}: ${error instanceof Error ? error.message : String(error)}`);
      good = false;
    }
  }
  return good;
}

function put(file: Generated, check: boolean): boolean {
  const path = join(root, file.path);
  const wanted = Buffer.from(file.content);
  if (present(path)?.equals(wanted) === true) return true;
  console.log(`${check ? "differs" : "wrote"}  ${file.path}`);
  if (check) return false;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, wanted);
  return true;
}

function present(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

process.exitCode = (await main(process.argv.slice(2))) ? 0 : 1;
