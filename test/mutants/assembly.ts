// Mutants of the runtime, which is written in AssemblyScript -> mutants of the bytes that it is compiled to: no question of which one
// lives can stand in there, so each is compiled by itself, and planted where the compiler of policies asks for the bytes: that is asked
// for each module anew, so that one process tries them all. Knows no tests.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { assembly, compiled } from "../../scripts/runtime.js";
import { show } from "./mutant.js";
import type { Mutant } from "./mutant.js";

/** Where the runtime's bytes are asked for, and by which name. */
const askingPath = "src/wasm/runtime/bytes.ts";
const asked = "runtimeBase64";

/** What came of compiling: mutants of bytes, those whose bytes are the same, and those that are refused. */
export interface Assembled {
  readonly mutants: readonly Mutant[];
  readonly same: readonly Mutant[];
  readonly refused: readonly Mutant[];
}

/** Whether a mutant is one of the runtime's. */
export function isAssembly({ file }: Mutant): boolean {
  return file.startsWith(`${assembly}/`);
}

/** Compiles each mutant of the runtime. */
export async function assemble(root: string, mutants: readonly Mutant[]): Promise<Assembled> {
  const of: { readonly mutants: Mutant[]; readonly same: Mutant[]; readonly refused: Mutant[] } = { mutants: [], same: [], refused: [] };
  if (mutants.length === 0) return of;
  const whole = await bytesOf(root, null);
  const asking = readFileSync(join(root, askingPath), "utf8");
  const start = asking.lastIndexOf(asked);
  if (start === -1) throw new Error(`${askingPath} does not ask for ${asked}`);
  for (const mutant of mutants) {
    const bytes = await bytesOf(root, mutant).catch(() => null);
    if (bytes === null) of.refused.push(mutant);
    else if (bytes === whole) of.same.push(mutant);
    else of.mutants.push({ ...mutant, file: askingPath, start, end: start + asked.length, place: "expression", text: bytes, shown: show(mutant) });
  }
  return of;
}

/** The builds, as the text of an object. */
async function bytesOf(root: string, mutant: Mutant | null): Promise<string> {
  // A step that is left out leaves an expression that does nothing: AssemblyScript has no undefined.
  const becomes = mutant?.what === "left out" ? "0" : mutant?.text ?? "";
  const read = (path: string): string => {
    const text = readFileSync(join(root, path), "utf8");
    return path === mutant?.file ? text.slice(0, mutant.start) + (mutant.place === "expression" ? `(${becomes})` : becomes) + text.slice(mutant.end) : text;
  };
  return JSON.stringify(Object.fromEntries(Object.entries(await compiled(read)).map(([build, bytes]) => [build, Buffer.from(bytes).toString("base64")])));
}
