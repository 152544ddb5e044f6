// src/wasm/runtime/assembly/*.ts -> src/wasm/runtime/bytes.generated.ts: the compiled runtime as base64, so that the compiler of
// policies reads no file. Its offsets and texts are generated first, from src/words/frame.ts and src/wasm/runtime/link.ts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CELL_ITEMS_MAX, CELL_LIST_MAX, FRAME_BYTES_MAX, JSON_DEPTH_MAX } from "../src/base/limits.js";
import * as frame from "../src/words/frame.js";
import { VIEW_VERSION } from "../src/words/manifest.js";
import { questions } from "../src/words/view.js";
import * as link from "../src/wasm/runtime/link.js";
import { members, texts } from "../src/wasm/runtime/texts.js";
import type { Generated } from "./generate.js";

/** Where the runtime stands, and what is made of it. */
export const assembly = "src/wasm/runtime/assembly";
const bytesPath = "src/wasm/runtime/bytes.generated.ts";
const offsetsPath = `${assembly}/offsets.generated.ts`;

/** The generator. */
export async function runtime(root: string): Promise<readonly Generated[]> {
  const offsets = constants();
  const bytes = await compiled((path) => (path === offsetsPath ? offsets : readFileSync(join(root, path), "utf8")));
  return [
    { path: offsetsPath, content: offsets },
    { path: bytesPath, content: module(bytes) },
  ];
}

/** The part of AssemblyScript's compiler that is used; its own types would declare globals for all scripts. */
interface Compiler {
  readonly main: (args: readonly string[], io: {
    readonly readFile: (name: string) => string | null;
    readonly writeFile: (name: string, contents: Uint8Array | string) => void;
    readonly listFiles: () => readonly string[];
  }) => Promise<{ readonly error: Error | null; readonly stderr: { toString(): string } }>;
}

/** The runtime's bytes, of texts by their paths from the root. Throws what the compiler says of them. */
export async function compiled(read: (path: string) => string): Promise<Uint8Array> {
  let wasm: Uint8Array | undefined;
  const name: string = "assemblyscript/asc";
  const asc: Compiler = ((await import(name)) as { readonly default: Compiler }).default;
  const { error, stderr } = await asc.main(
    ["index.ts", "--runtime", "stub", "--importMemory", "--initialMemory", "1", "--memoryBase", String(link.RUNTIME_BASE),
      "-O3", "--shrinkLevel", "2", "--converge", "--noAssert", "--use", "abort=", "--outFile", "runtime.wasm"],
    {
      readFile: (name) => orNull(() => read(`${assembly}/${name}`)),
      writeFile: (_, contents) => void (wasm = typeof contents === "string" ? undefined : contents),
      listFiles: () => [],
    });
  if (error !== null || wasm === undefined) throw new Error(stderr.toString());
  return wasm;
}

/** The compiler asks for files that may not be there. */
function orNull(read: () => string): string | null {
  try {
    return read();
  } catch {
    return null;
  }
}

/** Tables of offsets as constants: `HEADER_ROWSAT`, and each text as its address. */
function constants(): string {
  const lines = ["// Generated from src/words/frame.ts and src/wasm/runtime/*.ts by scripts/runtime.ts; do not edit.", ""];
  const put = (name: string, type: string, value: number): void => void lines.push(`export const ${name}: ${type} = ${value};`);
  const { CELL, LABELS, FLOW, HEADER, ROW, RESOURCE, VERDICTS, VERDICT, BINDING } = frame;
  const { LINK, NAMES, COLUMN, FILL, RULE, PAIRS, PAIR, SET, DFA, LABELLER } = link;
  const tables = { CELL, LABELS, FLOW, HEADER, ROW, RESOURCE, VERDICTS, VERDICT, BINDING, LINK, NAMES, COLUMN, FILL, RULE, PAIRS, PAIR, SET, DFA, LABELLER };
  for (const [table, entries] of Object.entries(tables)) {
    for (const [entry, value] of Object.entries(entries)) put(`${table}_${entry.toUpperCase()}`, "usize", value);
  }
  for (const [tag, value] of Object.entries(frame.cellTags)) put(`TAG_${tag.toUpperCase()}`, "u8", value);
  put("RULE_KIND_BIT", "u32", link.RULE_KIND_BIT);
  put("RULE_TRIAL_BIT", "u32", link.RULE_TRIAL_BIT);
  put("COUNTED_LONG", "u32", link.COUNTED_LONG);
  put("PACK_NEAR_BITS", "u32", link.PACK_NEAR_BITS);
  put("FRAME_MAGIC", "u32", frame.FRAME_MAGIC);
  put("VIEW_VERSION", "f64", VIEW_VERSION);
  put("CELL_OPEN", "u8", frame.CELL_OPEN);
  put("LIST_MOST", "u32", CELL_LIST_MAX);
  put("CELLS_MOST", "i32", CELL_ITEMS_MAX);
  put("FRAME_MOST", "usize", FRAME_BYTES_MAX);
  put("DEPTH_MOST", "u32", JSON_DEPTH_MAX + 8);
  questions.forEach((question, number) => put(`QUESTION_${question.toUpperCase()}`, "u32", number));
  for (const [name, value] of Object.entries(texts)) {
    lines.push(`export const TEXT_${name.toUpperCase()}: usize = memory.data<u8>([${link.counted(value).join(", ")}]);`);
  }
  // Names one after the other, each behind its length, and a zero at the end.
  for (const [list, names] of Object.entries(members)) {
    const bytes = names.flatMap((name) => [name.length, ...new TextEncoder().encode(name)]);
    lines.push(`export const NAMES_OF_${list.toUpperCase()}: usize = memory.data<u8>([${[...bytes, 0].join(", ")}]);`);
    put(`NAMES_OF_${list.toUpperCase()}_COUNT`, "u32", names.length);
    names.forEach((name, number) => put(`IN_${list.toUpperCase()}_${name.toUpperCase()}`, "usize", 4 * number));
  }
  return `${lines.join("\n")}\n`;
}

function module(bytes: Uint8Array): string {
  const lines = Buffer.from(bytes).toString("base64").match(/.{1,120}/g) ?? [];
  return `// Generated from ${assembly} by scripts/runtime.ts; do not edit. The compiled runtime, in base64.\n\n`
    + `export const runtimeBase64 = [\n${lines.map((line) => `  "${line}",\n`).join("")}].join("");\n`;
}
