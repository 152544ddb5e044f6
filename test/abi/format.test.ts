// The two notations in which hosts of OPA modules may read a result: JSON, which the JavaScript host asks for, and OPA's own, in which
// the results are a set, as the Go host asks for it; by the quick way and by the long one.

import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { viewOf } from "../policy/view.js";

const { value } = compile([{ file: "p.policy", text: "package p\nunary deny all { on call }\n" }]);

type Numbers = (...args: readonly number[]) => number;

function instance(wasm = value?.wasm): { readonly call: (name: string, ...args: readonly number[]) => number; readonly put: (text: string) => readonly [number, number]; readonly text: (at: number) => string } {
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(wasm ?? [])), { env: { memory } });
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

  // How hosts ask that know no `opa_eval`: version 1.1 of OPA's interface and those before it.
  const asked = compile([{ file: "p.policy", text: "package p\nruntime r { fact f: boolean }\nunary deny one { on call }\nrelational ask two { from source where trust(source) <= low to call via context }\nhost r warn three { on call when f }\ndata names: list of string\nunary ask four { on call when args.x in names }\n" }]).value;
  const input = asked === undefined ? "" : JSON.stringify({ ...viewJson(viewOf(asked.manifest, { op: "EXEC", columns: { "host.f": true, "member(data p.names, args.x)": null }, context: { certain: [0] } }), asked.manifest), args: { x: "b" }, facts: {} });
  test.each([[0, ["p.four", "p.one", "p.three", "p.two"]], [1, ["p.four", "p.one"]], [2, ["p.two"]], [3, ["p.three"]]] as const)("of a context are those of its entrypoint %i, its input and its data", (entrypoint, rules) => {
    const { call, put, text } = instance(asked?.wasm);
    const said = (result: string): readonly string[] => (JSON.parse(result) as [{ readonly result: { readonly verdicts: readonly { readonly rule: string; readonly unknown: boolean }[] } }])[0].result.verdicts.map(({ rule, unknown }) => `${rule}${unknown ? " unknown" : ""}`);
    const data = call("opa_json_parse", ...put("{\"p\":{\"names\":[\"b\"]}}"));
    const context = call("opa_eval_ctx_new");
    call("opa_eval_ctx_set_input", context, call("opa_json_parse", ...put(input)));
    call("opa_eval_ctx_set_data", context, data);
    call("opa_eval_ctx_set_entrypoint", context, entrypoint);
    expect(call("eval", context)).toBe(0);
    expect(said(text(call("opa_json_dump", call("opa_eval_ctx_get_result", context))))).toEqual(rules);
    const [at, length] = put(input);
    expect(said(text(call("opa_eval", 0, entrypoint, data, at, length, call("opa_heap_ptr_get"), 0)))).toEqual(rules);
  });

  test("are asked for with as many numbers as the interface has", () => {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(value?.wasm ?? [])), { env: { memory: new WebAssembly.Memory({ initial: 16 }) } });
    expect(["opa_eval", "eval", "decide", "bind", "mark"].map((name) => [name, (exports[name] as Numbers).length])).toEqual([["opa_eval", 7], ["eval", 1], ["decide", 1], ["bind", 1], ["mark", 1]]);
    expect(Object.keys(exports).filter((name) => name.startsWith("rt_"))).toEqual([]);
  });

  test("are none where there is no such entrypoint: the module gives up, as OPA's do", () => {
    const { call, put } = instance();
    const context = call("opa_eval_ctx_new");
    call("opa_eval_ctx_set_input", context, call("opa_json_parse", ...put("{}")));
    call("opa_eval_ctx_set_entrypoint", context, 3);
    expect(() => call("eval", context)).not.toThrow();
    call("opa_eval_ctx_set_entrypoint", context, 4);
    expect(() => call("eval", context)).toThrow(WebAssembly.RuntimeError);
    const [at, length] = put("{}");
    expect(() => call("opa_eval", 0, 3, 0, at, length, call("opa_heap_ptr_get"), 0)).not.toThrow();
    expect(() => call("opa_eval", 0, 4, 0, at, length, call("opa_heap_ptr_get"), 0)).toThrow(WebAssembly.RuntimeError);
  });
});
