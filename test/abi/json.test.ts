// The JSON door, in OPA's own JavaScript host, equals the frame door: random policies and views by all entrypoints; and what is
// no view is denied, whatever it is.

import { loadPolicy } from "@open-policy-agent/opa-wasm";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Manifest } from "../../src/words/manifest.js";
import { clean } from "../../src/words/labels.js";
import { columnKey } from "../../src/words/column.js";
import type { ColumnType } from "../../src/words/column.js";
import type { View } from "../../src/words/view.js";
import type { Condition, Policy, Rule, Value } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { agree, resultOf } from "../fuzz/doors.js";
import { arbitraryPolicy } from "../fuzz/policy.js";
import { arbitraryView } from "../fuzz/view.js";
import { refused } from "./refused.js";

type LoadedPolicy = Awaited<ReturnType<typeof loadPolicy>>;

describe("JSON door", () => {
  test("answers in OPA's host as the interpreter does", async () => {
    let fired = 0;
    await fc.assert(fc.asyncProperty(arbitraryPolicy().chain((policy) => fc.tuple(fc.constant(policy), fc.array(arbitraryView(manifestOf(policy), "decide"), { minLength: 5, maxLength: 5 }))), async ([policy, views]) => {
      const manifest = manifestOf(policy);
      const meaning = interpret(policy, manifest);
      const host = await loadPolicy(emit(policy, manifest));
      host.setData({ some: ["data"] });
      for (const view of views) {
        const verdicts = meaning.decide(view);
        if (verdicts.length > 0) fired++;
        const input = viewJson(view, manifest);
        agree(policy, manifest, view, resultOf(verdicts, view, manifest), host.evaluate(input), "the JSON door");
        for (const kind of ["unary", "relational", "host"] as const) {
          const own = verdicts.filter(({ rule }) => manifest.rules[rule]?.kind === kind);
          agree(policy, manifest, view, resultOf(own, view, manifest, kind), host.evaluate(input, `interdict/${kind}`), `the entrypoint ${kind}`);
        }
      }
    }), { numRuns: 200 });
    expect(fired).toBeGreaterThan(100);
  });

  test("denies every input that is no view", async () => {
    const { manifest, host, view } = await oneRule();
    const good = viewJson(view, manifest);
    expect(host.evaluate(good)).not.toEqual(refused);
    const texts = ["", "null", "[]", "1", "{", "{}", "nul", "tru", "\"", "[1,]", "{\"op\":1}", "{\"op\":\"NOP\"}", "{\"a\":01}", "\ufeff{}", `${"[".repeat(1e5)}`, `{"op":"EXEC","x":${"[".repeat(200)}${"]".repeat(200)}}`];
    for (const text of texts) expect([text.slice(0, 30), host.evaluate(bytesOf(text))]).toEqual([text.slice(0, 30), refused]);
    for (const bytes of [[0x22, 0xff, 0x22], [0x22, 0xc0, 0x80, 0x22], [0x22, 0xed, 0xa0, 0x80, 0x22], [0x22, 0xf4, 0x90, 0x80, 0x80, 0x22], [0x22, 0xe2, 0x82]]) {
      expect(host.evaluate(Uint8Array.from(bytes).buffer)).toEqual(refused);
    }
    const wrong: Record<string, unknown>[] = [
      { op: "NOP" }, { op: null }, { tool: 1 }, { sinks: "egress" }, { sinks: ["nowhere"] }, { acts: [1] }, { target: [] }, { target: { trust: "much", secrecy: "low" } },
      { flows: [] }, { flows: { value: 1 } }, { flows: { value: { trust: "low", secrecy: "low", marks: 1 } } }, { flows: { value: { trust: "low", secrecy: "low", marks: { certain: ["no.rule"] } } } },
      { rows: {} }, { rows: [1] }, { rows: [{ shape: "round" }] }, { rows: [{ shape: "leaf", roles: ["king"] }] }, { rowsOpen: "yes" },
    ];
    for (const change of wrong) expect([change, host.evaluate({ ...good, ...change })]).toEqual([change, refused]);
  });

  test("never traps, whatever the bytes", async () => {
    const { manifest, host, view } = await oneRule();
    const text = JSON.stringify(viewJson(view, manifest));
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(text.length - 1), fc.constantFrom("\"", "{", "}", "[", "]", ",", ":", "\\", "\\u", "1", "e", "-", "null", "\u0000", "é", "")), { minLength: 1, maxLength: 5 }), (edits) => {
      let broken = text;
      for (const [at, put] of edits) broken = broken.slice(0, at) + put + broken.slice(at + 1);
      const answer: unknown = host.evaluate(bytesOf(broken));
      let isJson = true;
      try {
        JSON.parse(broken);
      } catch {
        isJson = false;
      }
      if (!isJson) expect(answer).toEqual(refused);
    }), { numRuns: 3000 });
  });

  test("reads numbers and texts as JSON.parse does", async () => {
    const { manifest, host, view } = await oneRule();
    const number = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
      fc.tuple(fc.stringMatching(/^-?[1-9][0-9]{0,40}(\.[0-9]{1,40})?$/), fc.integer({ min: -345, max: 312 })).map(([digits, exponent]) => `${digits}e${exponent}`),
      fc.constantFrom("2.2250738585072011e-308", "1.7976931348623158e308", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "9007199254740993", "0.500000000000000166533453693773481063544750213623046875", `0.${"0".repeat(400)}1e401`, `1${"0".repeat(900)}e-900`, "0e999999999999", "1e-999999999999"),
    );
    fc.assert(fc.property(number, (text) => {
      const value = JSON.parse(text) as number;
      fc.pre(Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value)));
      expect([text, ask(host, manifest, view, `{"n":${text},"m":${value}}`)]).toEqual([text, ["door.numbers"]]);
    }), { numRuns: 3000 });
    fc.assert(fc.property(fc.string({ unit: "binary" }).filter((text) => text.isWellFormed()), fc.boolean(), (text, escaped) => {
      const units = Array.from({ length: text.length }, (_, at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
      expect(ask(host, manifest, view, `{"s":${escaped ? `"${units}"` : JSON.stringify(text)},"t":${JSON.stringify(text)}}`)).toEqual(["door.texts"]);
    }), { numRuns: 1000 });
    // A surrogate alone is no Unicode: unknown, and so it fires marked as such; as are integers that are not exact.
    expect(ask(host, manifest, view, `{"s":"\\ud800","t":"a"}`)).toEqual(["door.texts?"]);
    expect(ask(host, manifest, view, `{"n":9007199254740992,"m":1}`)).toEqual(["door.numbers?"]);
  });

  test("takes no object of the arguments for a list, and no key with dots for a path", async () => {
    const { manifest, host, view } = await oneRule();
    const odd = oddRule();
    const dotted = await loadPolicy(emit(odd.policy, odd.manifest));
    const open = `{"items":["a"],"open":false}`;
    expect(ask(host, manifest, view, `{"s":${open},"t":${open}}`)).toEqual(["door.texts?"]);
    const verdicts = (args: Record<string, unknown>): unknown => (dotted.evaluate({ ...viewJson(odd.view, odd.manifest), args }) as [{ result: { verdicts: { unknown: boolean }[] } }])[0].result.verdicts.map(({ unknown }) => unknown);
    expect(odd.manifest.demand.columns.map(columnKey)).toEqual(["args.\"o.k\"", "args.o.k"]);
    // The rule denies unless o.k is "ok": a key "o.k" is another argument.
    expect(verdicts({ "o.k": "ok" })).toEqual([true]);
    expect(verdicts({ o: { k: "ok" } })).toEqual([]);
    expect(verdicts({ o: { k: "ok" }, "o.k": "bad" })).toEqual([false]);
    expect(verdicts({ o: { k: "no" }, "o.k": "ok" })).toEqual([false]);
  });

  test("gives OPA's exports, data changed by path among them", async () => {
    const { wasm } = await oneRule();
    const memory = new WebAssembly.Memory({ initial: 5 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(wasm), { env: { memory } });
    const functions = ["eval", "builtins", "entrypoints", "opa_eval_ctx_new", "opa_eval_ctx_set_input", "opa_eval_ctx_set_data", "opa_eval_ctx_set_entrypoint", "opa_eval_ctx_get_result",
      "opa_malloc", "opa_free", "opa_json_parse", "opa_json_dump", "opa_value_parse", "opa_value_dump", "opa_heap_ptr_get", "opa_heap_ptr_set", "opa_heap_blocks_stash",
      "opa_heap_blocks_restore", "opa_value_add_path", "opa_value_remove_path", "opa_eval"];
    expect(functions.filter((name) => typeof exports[name] !== "function")).toEqual([]);
    expect(Object.keys(exports).filter((name) => name.startsWith("rt_"))).toEqual([]);
    const f = (name: string, ...args: readonly number[]): number => Number(Reflect.apply(exports[name] as (...of: number[]) => number, undefined, args));
    const parse = (value: unknown): number => {
      const bytes = new TextEncoder().encode(JSON.stringify(value));
      const at = f("opa_malloc", bytes.length);
      new Uint8Array(memory.buffer).set(bytes, at);
      return f("opa_json_parse", at, bytes.length);
    };
    const dump = (node: number): unknown => {
      const from = f("opa_json_dump", node);
      const bytes = new Uint8Array(memory.buffer).subarray(from);
      return JSON.parse(new TextDecoder().decode(bytes.subarray(0, bytes.indexOf(0))));
    };
    const value = { a: { b: [1, -2.5e3, "x\"\n\u0001é"], c: null }, t: true, f: false };
    const base = parse(value);
    expect(dump(base)).toEqual(value);
    expect(f("opa_value_add_path", base, parse(["a", "x", "y"]), parse({ foo: "bar" }))).toBe(0);
    expect(f("opa_value_add_path", base, parse(["t"]), parse(7))).toBe(0);
    expect(dump(base)).toEqual({ ...value, t: 7, a: { ...value.a, x: { y: { foo: "bar" } } } });
    expect(f("opa_value_add_path", base, parse(["t", "y"]), parse(1))).toBe(2);
    expect(f("opa_value_remove_path", base, parse(["a", "x"]))).toBe(0);
    expect(f("opa_value_remove_path", base, parse(["a", "nothing"]))).toBe(3);
    expect(dump(base)).toEqual({ ...value, t: 7 });
    const globals = ["opa_wasm_abi_version", "opa_wasm_abi_minor_version"].map((name) => Number(Reflect.get(Object(exports[name]), "value")));
    expect(globals).toEqual([1, 3]);
    expect(() => Reflect.set(Object(exports["opa_wasm_abi_version"]), "value", 2)).toThrow(TypeError);
    expect(exports["memory"]).toBe(memory);
  });

  test("evaluates by context too, as hosts of ABI 1.0 do", async () => {
    const { manifest, host, view } = await oneRule();
    const input = viewJson(view, manifest);
    const wanted: unknown = host.evaluate(input);
    host.minorVersion = 0;
    expect(host.evaluate(input)).toEqual(wanted);
    expect(host.evaluate([1])).toEqual(refused);
  });
});

function bytesOf(text: string): ArrayBuffer {
  const bytes = new TextEncoder().encode(text);
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
}

const span = { file: "door.policy", start: 0, end: 0 };
const argument = (path: readonly string[], type: ColumnType): Value => ({ kind: "column", column: { kind: "arg", path, type }, span });

function ruleOf(name: string, when: Condition, unless: Condition | null = null): Rule {
  return {
    id: `door.${name}`, pack: "door", name, kind: "unary", runtime: null, effect: "deny", title: name,
    scope: { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: null },
    from: null, via: null, into: null, when, unless, unknownSkips: false, observe: false, reason: [], severity: null, tags: [], rewrites: [], span,
  };
}

function policyOf(rules: readonly Rule[]): Policy {
  return { packages: ["door"], catalogues: [], tags: [], acts: [], labels: [], tools: [], profiles: [], counters: [], histories: [], data: [], tests: [], rules };
}

const flow = { labels: clean, marks: new Uint32Array(0) };
const bare: View = {
  question: "decide", op: 9, tool: -1, sinks: 0, acts: [], self: clean, flows: [flow, flow, flow],
  columns: [], rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
};

/** A policy with one rule that compares two numbers and one that compares two texts. */
async function oneRule(): Promise<{ wasm: Uint8Array; manifest: Manifest; host: LoadedPolicy; view: View }> {
  const same = (left: Value, right: Value): Condition => ({ kind: "compare", order: "==", left, right, span });
  const policy = policyOf([ruleOf("numbers", same(argument(["n"], "number"), argument(["m"], "number"))), ruleOf("texts", same(argument(["s"], "string"), argument(["t"], "string")))]);
  const manifest = manifestOf(policy);
  const wasm = emit(policy, manifest);
  return { wasm, manifest, view: { ...bare, columns: [1, 1, "a", "b"] }, host: await loadPolicy(wasm) };
}

/** A policy that denies unless o.k is "ok", and where an argument of the name "o.k" is "bad". */
function oddRule(): { policy: Policy; manifest: Manifest; view: View } {
  const is = (path: readonly string[], order: "==" | "!=", value: string): Condition => ({ kind: "compare", order, left: argument(path, "string"), right: { kind: "string", value }, span });
  const bad: Condition = { kind: "and", left: { kind: "present", column: { kind: "arg", path: ["o.k"], type: "string" }, span }, right: is(["o.k"], "==", "bad") };
  const policy = policyOf([ruleOf("odd", { kind: "or", left: is(["o", "k"], "!=", "ok"), right: bad })]);
  const manifest = manifestOf(policy);
  return { policy, manifest, view: { ...bare, columns: [undefined, undefined] } };
}

/** The rules that fire for these arguments, the others being such that they cannot; `?` where they hung on an unknown. */
function ask(host: LoadedPolicy, manifest: Manifest, view: View, args: string): readonly string[] {
  const rest = JSON.stringify({ ...viewJson(view, manifest), args: undefined });
  const parsed = JSON.parse(args) as Record<string, unknown>;
  const filled = args.replace(/\}$/, `${"n" in parsed ? "" : ",\"n\":0,\"m\":1"}${"s" in parsed ? "" : ",\"s\":\"a\",\"t\":\"b\""}}`);
  const answer = host.evaluate(bytesOf(`${rest.slice(0, -1)},"args":${filled}}`)) as { result: { verdicts: { rule: string; unknown: boolean }[] } }[];
  return answer[0]?.result.verdicts.map(({ rule, unknown }) => `${rule}${unknown ? "?" : ""}`) ?? [];
}
