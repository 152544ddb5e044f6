// The tree -> a copy of it as JavaScript in which all mutants stand beside what they replace, each behind a question that says which
// one lives: `planted$(7) ? mutant : original`. So one process tries thousands without building or loading anything again.

import { mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import ts from "typescript";
import type { Mutant } from "./mutant.js";

/** A mutant with its number. */
export interface Planted {
  readonly id: number;
  readonly mutant: Mutant;
}

/** Folders that are read as TypeScript; everything else of the root is linked. */
const read = ["src", "grammar", "test", "scripts"];

/** Writes the planted tree. */
export function plant(root: string, room: string, planted: readonly Planted[]): void {
  mkdirSync(room, { recursive: true });
  for (const { name } of entries(root)) if (!read.includes(name) && name !== ".git" && name !== "dist") symlinkSync(join(root, name), join(room, name));
  for (const path of imports(root)) {
    mkdirSync(dirname(join(room, path)), { recursive: true });
    symlinkSync(join(root, path), join(room, path));
  }
  const inFile = (path: string): readonly Planted[] => planted.filter(({ mutant }) => mutant.file === path);
  for (const folder of read) copy(folder);

  function copy(folder: string): void {
    mkdirSync(join(room, folder), { recursive: true });
    for (const entry of entries(join(root, folder))) {
      const path = join(folder, entry.name);
      if (entry.isDirectory() && holdsCode(join(root, path))) copy(path);
      else if (!path.endsWith(".ts") || path.endsWith(".d.ts")) symlinkSync(join(root, path), join(room, path));
      else write(path);
    }
  }

  function write(path: string): void {
    const text = readFileSync(join(root, path), "utf8");
    const mutants = inFile(path);
    const { outputText } = ts.transpileModule(render(text, 0, text.length, mutants), { fileName: path, compilerOptions: { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true } });
    // In threads and programs that a test starts no mutant lives.
    const quiet = mutants.length > 0 ? "globalThis.planted$ ??= () => false;" : "";
    const suite = relative(dirname(path), "test/mutants/suite.js");
    const shimmed = path.startsWith("test/") && path !== "test/mutants/suite.ts" ? outputText.replace(/from "vitest"/g, `from "${suite.startsWith(".") ? suite : `./${suite}`}"`) : outputText;
    writeFileSync(join(room, path.replace(/\.ts$/, ".js")), quiet + shimmed);
  }
}

/** Files of the build that the source imports by a name of its own. */
function imports(root: string): readonly string[] {
  const { imports: of } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { readonly imports: Readonly<Record<string, { readonly default: string }>> };
  return Object.values(of).map((target) => target.default);
}

function entries(folder: string): import("node:fs").Dirent[] {
  return readdirSync(folder, { withFileTypes: true });
}

function holdsCode(folder: string): boolean {
  return entries(folder).some((entry) => (entry.isDirectory() ? holdsCode(join(folder, entry.name)) : entry.name.endsWith(".ts")));
}

/** What stands in front of a place comes before what begins there. */
function width({ mutant: { start, end } }: Planted): number {
  return start === end ? Infinity : end - start;
}

/** The stretch with its mutants: the outermost are written around the others. */
export function render(text: string, from: number, to: number, planted: readonly Planted[]): string {
  const sorted = [...planted].sort((a, b) => a.mutant.start - b.mutant.start || width(b) - width(a));
  let out = "";
  let at = from;
  for (let next = 0; next < sorted.length;) {
    const { start, end } = sorted[next]?.mutant ?? { start: to, end: to };
    const same = sorted.filter(({ mutant }) => mutant.start === start && mutant.end === end);
    const inside = sorted.filter(({ mutant }) => mutant.start >= start && mutant.end <= end && !(mutant.start === start && (mutant.end === end || mutant.end === start)));
    const fronts = start === end ? same : [];
    out += text.slice(at, start);
    if (fronts.length > 0) {
      out += fronts.map(({ id, mutant }) => `if (planted$(${id})) { ${mutant.text} } `).join("");
      at = start;
      next += fronts.length;
      continue;
    }
    const inner = render(text, start, end, inside);
    out += same[0]?.mutant.place === "statement"
      ? `${same.map(({ id, mutant }) => `if (planted$(${id})) { ${mutant.text} } else `).join("")}{ ${inner} }`
      : `(${same.map(({ id, mutant }) => `planted$(${id}) ? (${mutant.text}) : `).join("")}(${inner}))`;
    at = end;
    next += same.length + inside.length;
  }
  return out + text.slice(at, to);
}
