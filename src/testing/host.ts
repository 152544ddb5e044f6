// A compiled module and a view -> its verdicts, asked as any OPA host asks: the view goes in as JSON by `opa_eval`, the answer comes
// back as JSON. The smallest such host, so that tests need none installed. Knows nothing of frames.

import { assert } from "../base/assert.js";
import type { Manifest } from "../words/manifest.js";
import type { Verdict, View } from "../words/view.js";
import { viewJson } from "../wasm/abi/json.js";

/** Loads a module; the function asks it for decisions. */
export function host(wasm: Uint8Array, manifest: Manifest): (view: View) => readonly Verdict[] {
  const { memory, call } = instantiate(new WebAssembly.Module(new Uint8Array(wasm)));
  const data = call("opa_malloc", 2);
  new Uint8Array(memory.buffer).set(encoder.encode("{}"), data);
  const document = call("opa_json_parse", data, 2);
  const heap = call("opa_heap_ptr_get");
  const numbers = new Map(manifest.rules.map((rule, number) => [rule.id, number]));
  return (view) => {
    const input = encoder.encode(JSON.stringify(viewJson(view, manifest)));
    const missing = heap + input.length - memory.buffer.byteLength;
    if (missing > 0) memory.grow(Math.ceil(missing / PAGE_BYTES));
    new Uint8Array(memory.buffer).set(input, heap);
    const answer = call("opa_eval", 0, ALL_RULES, document, heap, input.length, heap + input.length, AS_JSON);
    return verdictsOf(JSON.parse(textAt(memory, answer)), numbers);
  };
}

/** The entrypoint of all rules, and the answer's format, as numbers of the ABI. */
const ALL_RULES = 0;
const AS_JSON = 0;
const PAGE_BYTES = 65_536;
/** Pages that hosts begin with. */
const PAGES = 5;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

interface Loaded {
  readonly memory: WebAssembly.Memory;
  readonly call: (name: string, ...args: readonly number[]) => number;
}

function instantiate(module: WebAssembly.Module): Loaded {
  const memory = new WebAssembly.Memory({ initial: PAGES });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  return { memory, call(name, ...args) {
    const of = exports[name];
    assert(typeof of === "function", `a module exports ${name}`);
    return Number(Reflect.apply(of, undefined, args));
  } };
}

function textAt(memory: WebAssembly.Memory, at: number): string {
  const bytes = new Uint8Array(memory.buffer);
  return decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
}

/** The verdicts in `[{"result": {"verdicts": [...]}}]`; one that names no rule of the manifest has a number that no rule has. */
function verdictsOf(answer: unknown, numbers: ReadonlyMap<string, number>): readonly Verdict[] {
  const [entry] = listOf(answer);
  return listOf(member(member(entry, "result"), "verdicts")).map((verdict) => ({
    rule: numbers.get(String(member(verdict, "rule"))) ?? -1,
    unknown: member(verdict, "unknown") === true,
    row: Number(member(verdict, "row")),
  }));
}

function member(of: unknown, name: string): unknown {
  return typeof of === "object" && of !== null ? Reflect.get(of, name) : undefined;
}

function listOf(of: unknown): readonly unknown[] {
  assert(Array.isArray(of), "a module answers with a list of one result and its verdicts");
  return of;
}
