// A module that OPA built from Rego becomes something that answers `decide` to the JSON form of a view: an effect, or nothing that
// could be one. Synchronous, one instance with bounded memory; how long it may run is for others to see to. It is asked for
// no binding and no marks, it reads no frames, and it gets none of the host's built-ins.

import { assert } from "../../base/assert.js";
import { FOREIGN_PAGES_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";

/** What a module of another author may say. */
export const foreignEffects = ["allow", "warn", "ask", "deny"] as const;
export type ForeignEffect = (typeof foreignEffects)[number];

/** How a module is asked. */
export interface ForeignSetup {
  readonly name: string;
  /** One of the module's entrypoints, as `package/rule`. */
  readonly entrypoint: string;
  /** Its data, as JSON. */
  readonly data: string;
}

/** A loaded module of OPA's. */
export interface Foreign {
  readonly name: string;
  /** The `effect` of what the entrypoint gives for a view in JSON; null where that is undefined, empty or nothing of the kind. Throws where the module fails. */
  decide(input: string): ForeignEffect | null;
}

/** Loads a module; throws an error whose cause is the coded failure (`wasm/foreign-module`). */
export function loadForeign(module: WebAssembly.Module, { name, entrypoint, data }: ForeignSetup): Foreign {
  const refused = (why: string): Error => {
    const failed = failure("wasm/foreign-module", { name, why });
    return new Error(failed.message, { cause: failed });
  };
  const { memory, exports } = instantiate(module, refused);
  const needed = Object.keys(object(parsed(read(memory, exports.opa_json_dump(exports.builtins())))));
  if (needed.length > 0) throw refused(`it needs the host's built-in \`${needed.sort()[0] ?? ""}\``);
  const number = object(parsed(read(memory, exports.opa_json_dump(exports.entrypoints()))))[entrypoint];
  if (typeof number !== "number") throw refused(`it has no entrypoint \`${entrypoint}\``);
  const bytes = new TextEncoder().encode(data);
  const at = exports.opa_malloc(bytes.length);
  new Uint8Array(memory.buffer).set(bytes, at);
  const base = exports.opa_json_parse(at, bytes.length);
  if (base === 0) throw refused("its data is no JSON");
  const heap = exports.opa_heap_ptr_get();
  return {
    name,
    decide(input) {
      const text = new TextEncoder().encode(input);
      try {
        reserve(memory, heap + text.length);
        new Uint8Array(memory.buffer).set(text, heap);
        return effectOf(parsed(read(memory, exports.opa_eval(0, number, base, heap, text.length, heap + text.length, 0))));
      } catch (error) {
        const failed = failure("wasm/module-failed", { why: error instanceof Error ? error.message : String(error) });
        throw new Error(failed.message, { cause: failed });
      }
    },
  };
}

/** `[{"result": {"effect": ...}}]`; whatever else a module gives is no answer. */
function effectOf(results: unknown): ForeignEffect | null {
  const [only, ...others] = Array.isArray(results) ? (results as readonly unknown[]) : [];
  const { effect } = object(object(only)["result"]);
  return others.length > 0 ? null : foreignEffects.find((known) => known === effect) ?? null;
}

interface Exports {
  readonly opa_malloc: (bytes: number) => number;
  readonly opa_json_parse: (at: number, length: number) => number;
  readonly opa_json_dump: (value: number) => number;
  readonly opa_heap_ptr_get: () => number;
  readonly opa_eval: (reserved: number, entrypoint: number, data: number, input: number, length: number, heap: number, format: number) => number;
  readonly builtins: () => number;
  readonly entrypoints: () => number;
}

function instantiate(module: WebAssembly.Module, refused: (why: string) => Error): { readonly memory: WebAssembly.Memory; readonly exports: Exports } {
  const memory = new WebAssembly.Memory({ initial: PAGES, maximum: FOREIGN_PAGES_MAX });
  const builtin = (): never => { throw new Error("it asked for a built-in of the host"); };
  const env = {
    memory,
    opa_abort: (at: number): never => { throw new Error(read(memory, at).slice(0, ABORT_TEXT_MAX)); },
    opa_println: (): void => undefined,
    opa_builtin0: builtin, opa_builtin1: builtin, opa_builtin2: builtin, opa_builtin3: builtin, opa_builtin4: builtin,
  };
  let exports: unknown;
  try {
    ({ exports } = new WebAssembly.Instance(module, { env }));
  } catch (error) {
    throw refused(error instanceof Error ? error.message : String(error));
  }
  if (!isExports(exports)) throw refused("it has not the functions of OPA's modules, version 1.2 or later of their interface");
  return { memory, exports };
}

function isExports(exports: unknown): exports is Exports {
  return typeof exports === "object" && exports !== null
    && ["opa_malloc", "opa_json_parse", "opa_json_dump", "opa_heap_ptr_get", "opa_eval", "builtins", "entrypoints"].every((name) => typeof Reflect.get(exports, name) === "function");
}

/** Memory up to an address; the module itself grows what it needs beyond. */
function reserve(memory: WebAssembly.Memory, end: number): void {
  const missing = end - memory.buffer.byteLength;
  if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
}

/** The text at an address, up to its zero byte. */
function read(memory: WebAssembly.Memory, at: number): string {
  const bytes = new Uint8Array(memory.buffer);
  const end = bytes.indexOf(0, at);
  assert(at > 0 && end !== -1, "a module of OPA's gives texts that end");
  return new TextDecoder().decode(bytes.subarray(at, end));
}

function parsed(text: string): unknown {
  return JSON.parse(text);
}

function object(of: unknown): Readonly<Record<string, unknown>> {
  return typeof of === "object" && of !== null && !Array.isArray(of) ? { ...of } : {};
}

const PAGE_BYTES = 1 << 16;
/** What OPA's hosts give a module to begin with, and room for a module of many rules. */
const PAGES = 64;
/** As much of what a module says when it gives up as anyone reads. */
const ABORT_TEXT_MAX = 200;
