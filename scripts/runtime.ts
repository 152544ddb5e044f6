// src/wasm/runtime/assembly/*.ts -> src/wasm/runtime/bytes.generated.ts: the compiled runtime in its builds as base64, so that the
// compiler of policies reads no file. Its offsets and texts are generated first, from src/words/frame.ts and src/wasm/runtime/link.ts.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CELL_ITEMS_MAX, CELL_LIST_MAX, FRAME_BYTES_MAX, JSON_DEPTH_MAX } from "../src/base/limits.js";
import * as frame from "../src/words/frame.js";
import { VIEW_VERSION } from "../src/words/manifest.js";
import { questions } from "../src/words/view.js";
import * as link from "../src/wasm/runtime/link.js";
import { builds } from "../src/wasm/runtime/link.js";
import type { Build } from "../src/wasm/runtime/link.js";
import { entrypoints, members, texts } from "../src/wasm/runtime/texts.js";
import type { Generated } from "./generate.js";

/** Where the runtime stands, and what is made of it. */
export const assembly = "src/wasm/runtime/assembly";
const bytesPath = "src/wasm/runtime/bytes.generated.ts";
const offsetsPath = `${assembly}/offsets.generated.ts`;

/** The generator. */
export async function runtime(root: string): Promise<readonly Generated[]> {
  return [
    { path: offsetsPath, content: constants(builds.whole) },
    { path: bytesPath, content: module(await compiled((path) => readFileSync(join(root, path), "utf8"))) },
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

/** The runtime in its builds, of texts by their paths from the root; what a build has is said by its offsets. Throws what the compiler says of them. */
export async function compiled(read: (path: string) => string): Promise<Readonly<Record<Build, Uint8Array>>> {
  const of = (build: Build): Promise<Uint8Array> => built((path) => (path === offsetsPath ? constants(builds[build]) : read(path)));
  return { whole: await of("whole"), lean: await of("lean") };
}

async function built(read: (path: string) => string): Promise<Uint8Array> {
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
  return shrunk(wasm);
}

/** Binaryen once more, as AssemblyScript's compiler puts no large function into the place of its only call. */
async function shrunk(wasm: Uint8Array): Promise<Uint8Array> {
  const { default: binaryen } = await import("binaryen");
  const module = binaryen.readBinary(wasm);
  const { MVP, BulkMemory, BulkMemoryOpt, SignExt, NontrappingFPToInt, MutableGlobals } = binaryen.Features;
  module.setFeatures(MVP | BulkMemory | BulkMemoryOpt | SignExt | NontrappingFPToInt | MutableGlobals);
  binaryen.setOptimizeLevel(3);
  binaryen.setShrinkLevel(2);
  binaryen.setAlwaysInlineMaxSize(2);
  binaryen.setFlexibleInlineMaxSize(0);
  binaryen.setOneCallerInlineMaxSize(2 ** 20);
  module.optimize();
  const bytes = module.emitBinary();
  module.dispose();
  return bytes;
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
function constants(has: readonly link.Optional[]): string {
  const lines = ["// Generated from src/words/frame.ts and src/wasm/runtime/*.ts by scripts/runtime.ts; do not edit.", ""];
  const put = (name: string, type: string, value: number): void => void lines.push(`export const ${name}: ${type} = ${value};`);
  const { CELL, LABELS, FLOW, HEADER, ROW, RESOURCE, VERDICTS, VERDICT, BINDING } = frame;
  const { LINK, NAMES, COLUMN, FILL, RULE, PAIRS, PAIR, SET, DFA, LABELLER } = link;
  const tables = { CELL, LABELS, FLOW, HEADER, ROW, RESOURCE, VERDICTS, VERDICT, BINDING, LINK, NAMES, COLUMN, FILL, RULE, PAIRS, PAIR, SET, DFA, LABELLER };
  for (const [table, entries] of Object.entries(tables)) {
    for (const [entry, value] of Object.entries(entries)) put(`${table}_${entry.toUpperCase()}`, "usize", value);
  }
  for (const [tag, value] of Object.entries(frame.cellTags)) put(`TAG_${tag.toUpperCase()}`, "u8", value);
  for (const name of link.optionals) lines.push(`export const WITH_${name.toUpperCase()}: bool = ${has.includes(name)};`);
  put("RULE_KIND_BIT", "u32", link.RULE_KIND_BIT);
  put("RULE_TRIAL_BIT", "u32", link.RULE_TRIAL_BIT);
  put("COUNTED_LONG", "u32", link.COUNTED_LONG);
  put("ENTRYPOINTS", "u32", entrypoints.length);
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

function module(bytes: Readonly<Record<Build, Uint8Array>>): string {
  const lines = [`// Generated from ${assembly} by scripts/runtime.ts; do not edit. The compiled runtime in its builds, in base64.`, "", "export const runtimeBase64 = {"];
  for (const [build, of] of Object.entries(bytes)) lines.push(`  ${build}: [`, ...(Buffer.from(of).toString("base64").match(/.{1,120}/g) ?? []).map((line) => `    "${line}",`), "  ].join(\"\"),");
  return `${lines.join("\n")}\n} as const;\n`;
}
