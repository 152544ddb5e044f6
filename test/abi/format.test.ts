// The two notations in which hosts of OPA modules may read a result: JSON, which the JavaScript host asks for, and OPA's own, in which
// the results are a set, as the Go host asks for it; by the quick way and by the long one.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.js";

const { value } = compile([{ file: "p.policy", text: "package p\nunary deny all { on call }\n" }]);

type Numbers = (...args: readonly number[]) => number;

function instance(): { readonly call: (name: string, ...args: readonly number[]) => number; readonly put: (text: string) => readonly [number, number]; readonly text: (at: number) => string } {
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(value?.wasm ?? [])), { env: { memory } });
  const call = (name: string, ...args: readonly number[]): number => (exports[name] as Numbers)(...args);
  return {
    call,
    put(text) {
      const bytes = new TextEncoder().encode(text);
      const at = call("opa_malloc", bytes.length);
      new Uint8Array(memory.buffer).set(bytes, at);
      return [at, bytes.length];
    },
    text(at) {
      const bytes = new Uint8Array(memory.buffer);
      return new TextDecoder().decode(bytes.subarray(at, bytes.indexOf(0, at)));
    },
  };
}

const inputs = ["{}", "{\"version\":2,\"op\":\"EXEC\",\"tool\":null,\"sinks\":[],\"acts\":[],\"args\":{},\"host\":{},\"facts\":{},\"rows\":[]}"];

describe("results", () => {
  test.each(inputs)("of %s are an array in JSON, and a set in OPA's notation", (input) => {
    const { call, put, text } = instance();
    const [at, length] = put(input);
    const ask = (format: number): string => text(call("opa_eval", 0, 0, 0, at, length, call("opa_heap_ptr_get"), format));
    const json = ask(0);
    expect(JSON.parse(json)).toHaveLength(1);
    expect(ask(1)).toBe(`{${json.slice(1, -1)}}`);
    expect(ask(0)).toBe(json);
  });

  test.each(inputs)("of %s in a context are dumped as either", (input) => {
    const { call, put, text } = instance();
    const context = call("opa_eval_ctx_new");
    call("opa_eval_ctx_set_input", context, call("opa_json_parse", ...put(input)));
    call("eval", context);
    const result = call("opa_eval_ctx_get_result", context);
    const json = text(call("opa_json_dump", result));
    expect(JSON.parse(json)).toHaveLength(1);
    expect(text(call("opa_value_dump", result))).toBe(`{${json.slice(1, -1)}}`);
    // What is no result stays a list.
    expect(text(call("opa_value_dump", call("opa_json_parse", ...put("[1]"))))).toBe("[1]");
  });
});
