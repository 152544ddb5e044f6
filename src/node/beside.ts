// Modules that OPA built, given beside our bundle -> rules of the manifest that the engine shows, and what a worker needs to ask
// them. Each stands for four rules: what it warns of, asks, denies, and that it gave no answer, which denies. They are asked in
// workers alone, where a deadline stands over them; the JSON they read travels behind the frame.

import { gunzipSync } from "node:zlib";
import { BUNDLE_BYTES_MAX } from "../base/limits.js";
import type { Foreign, ForeignSetup } from "../wasm/abi/foreign.js";
import { loadForeign } from "../wasm/abi/foreign.js";
import { filesOf } from "../wasm/bundle/tar.js";
import { HEADER } from "../words/frame.js";
import type { Manifest, RuleEntry } from "../words/manifest.js";
import type { Verdict } from "../words/view.js";
import { refusal, refusedFor } from "./refusal.js";

/** A bundle that `opa build -t wasm` made. */
export interface Beside {
  /** Its rules are called `NAME.warn`, `NAME.ask`, `NAME.deny` and `NAME.undefined`; dotted lower-case names, as packages have. */
  readonly name: string;
  /** The bytes of its `bundle.tar.gz`. */
  readonly bundle: Uint8Array;
  /** Which of its entrypoints is asked, as `package/rule`; the first that its manifest names where not given. */
  readonly entrypoint?: string | undefined;
}

/** What a worker is given of one; `first` is the number of the first of its rules. */
export interface BesideData extends ForeignSetup {
  readonly module: WebAssembly.Module;
  readonly first: number;
}

/** One that can be asked. */
export interface BesideModule {
  /** The verdict on a view in JSON, or null where it allows. Throws where the module fails. */
  ask(input: string): Verdict | null;
}

const spoken = ["warn", "ask", "deny"] as const;
const titles: Readonly<Record<(typeof spoken)[number] | "undefined", string>> = {
  warn: "a module warns of it", ask: "a module asks a person", deny: "a module denies it", undefined: "a module gave no answer",
};

/** Opens them and numbers their rules behind the bundle's own; rejects with a coded error (`node/options`, `node/bundle`, `node/module`, `wasm/foreign-module`). */
export async function openBeside(given: readonly Beside[], manifest: Manifest): Promise<{ readonly data: readonly BesideData[]; readonly manifest: Manifest }> {
  const names = given.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at || manifest.packages.includes(name));
  if (twice !== undefined) throw refusal("node/options", { problem: `\`beside\`: the name \`${twice}\` is taken` });
  const data = await Promise.all(given.map((beside, at) => open(beside, manifest.rules.length + at * (spoken.length + 1))));
  return { data, manifest: { ...manifest, rules: [...manifest.rules, ...names.flatMap(rulesOf)] } };
}

async function open({ name, bundle, entrypoint }: Beside, first: number): Promise<BesideData> {
  const { wasm, data, first: named } = unpacked(bundle);
  try {
    const module = await WebAssembly.compile(wasm);
    const setup = { name, entrypoint: entrypoint ?? named ?? "", data };
    loadForeign(module, setup);
    return { ...setup, module, first };
  } catch (error) {
    throw refusedFor(error, "node/module");
  }
}

function unpacked(bundle: Uint8Array): { readonly wasm: Uint8Array<ArrayBuffer>; readonly data: string; readonly first: string | undefined } {
  try {
    const files = filesOf(gunzipSync(bundle, { maxOutputLength: BUNDLE_BYTES_MAX }));
    const text = (name: string): string => new TextDecoder("utf-8", { fatal: true }).decode(files.get(name) ?? new TextEncoder().encode("{}"));
    const manifest = JSON.parse(text("/.manifest")) as { readonly wasm?: readonly { readonly entrypoint?: unknown }[] } | null;
    const named = manifest?.wasm?.[0]?.entrypoint;
    return { wasm: new Uint8Array(files.get("/policy.wasm") ?? []), data: text("/data.json"), first: typeof named === "string" ? named : undefined };
  } catch (error) {
    throw refusedFor(error, "node/bundle");
  }
}

function rulesOf(name: string): readonly RuleEntry[] {
  return [...spoken, "undefined" as const].map((said) => ({
    id: `${name}.${said}`, kind: "unary", effect: said === "undefined" ? "deny" : said, title: titles[said], reason: [], observe: false,
    span: { file: name, start: 0, end: 0 }, hostFacts: [],
  }));
}

/** Loads one in a worker. */
export function loadBeside({ module, first, ...setup }: BesideData): BesideModule {
  const foreign: Foreign = loadForeign(module, setup);
  return {
    ask(input) {
      const effect = foreign.decide(input);
      if (effect === "allow") return null;
      return { rule: first + (effect === null ? spoken.length : spoken.indexOf(effect)), unknown: false, row: -1 };
    },
  };
}

/** A frame with the view's JSON behind it. */
export function joinInput(frame: Uint8Array, input: string): Uint8Array {
  const text = new TextEncoder().encode(input);
  const joined = new Uint8Array(frame.length + text.length);
  joined.set(frame);
  joined.set(text, frame.length);
  return joined;
}

/** The two apart. */
export function splitInput(joined: Uint8Array): { readonly frame: Uint8Array; readonly input: string } {
  const bytes = new DataView(joined.buffer, joined.byteOffset).getUint32(HEADER.bytes, true);
  return { frame: joined.subarray(0, bytes), input: new TextDecoder().decode(joined.subarray(bytes)) };
}
