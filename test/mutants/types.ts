// A mutant -> whether the compiler refuses it: a mistake that nobody can build needs no test. Asked of those alone that tests let
// live, since each asking reads a file with all that it names.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Mutant } from "./mutant.js";

/** What tells of a mutant the first thing that the compiler says of it; null where it says nothing. */
export function compiler(root: string): (mutant: Mutant) => string | null {
  const { config } = ts.readConfigFile(join(root, "tsconfig.json"), (path) => readFileSync(path, "utf8")) as { readonly config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const host = ts.createCompilerHost(options);
  const known = new Map<string, ts.SourceFile | undefined>();
  return ({ file, place, start, end, text: becomes }) => {
    const path = join(root, file);
    const text = readFileSync(path, "utf8");
    const planted = `${text.slice(0, start)}${place === "expression" ? `(${becomes})` : becomes}${text.slice(end)}`;
    const getSourceFile = (name: string, target: ts.ScriptTarget | ts.CreateSourceFileOptions): ts.SourceFile | undefined => {
      if (name === path) return ts.createSourceFile(name, planted, target);
      if (!known.has(name)) known.set(name, host.getSourceFile(name, target));
      return known.get(name);
    };
    const program = ts.createProgram([path], { ...options, noEmit: true, incremental: false }, { ...host, getSourceFile });
    const source = program.getSourceFile(path);
    const [first] = [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
    return first === undefined ? null : ts.flattenDiagnosticMessageText(first.messageText, " ");
  };
}
