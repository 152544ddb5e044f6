// Rules as a module names them in its answers: ids share what they begin with, and come out whole, each with its own effect, kind and
// whether it is only tried; however many beginnings there are, and of a rule without its fact that it is inactive.

import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { describe, expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { LINK, NAMES, PAGES } from "../../src/wasm/runtime/link.js";
import type { Cell } from "../../src/words/cell.js";
import { viewOf } from "../policy/view.js";

/** What a module answers to a plain call, by each of its entrypoints. */
async function answers(text: string, columns: Readonly<Record<string, Cell>> = {}): Promise<Readonly<Record<string, unknown>>> {
  const { value, diagnostics } = compile([{ file: "a.policy", text }]);
  if (value === undefined) return expect.fail(diagnostics.map(({ message }) => message).join("\n"));
  const host = await loadPolicy(value.wasm);
  const input = viewJson(viewOf(value.manifest, { op: "EXEC", columns }), value.manifest);
  return Object.fromEntries(["decide", "unary", "relational", "host"].map((name) => [name, host.evaluate(input, `interdict/${name}`)]));
}

/** What ids begin with in the module of these packages and their rules, in its own order. */
function prefixes(packages: Readonly<Record<string, readonly string[]>>): readonly string[] {
  const texts = Object.entries(packages).map(([name, rules]) => ({ file: `${name}.policy`, text: `package ${name}\n${rules.map((rule) => `unary warn ${rule} { on call }`).join("\n")}\n` }));
  const { value, diagnostics } = compile(texts);
  if (value === undefined) return expect.fail(diagnostics.map(({ message }) => message).join("\n"));
  const memory = new WebAssembly.Memory({ initial: PAGES });
  new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.from(value.wasm)), { env: { memory } });
  const bytes = new DataView(memory.buffer);
  let at = bytes.getUint32(LINK.prefixes, true) + NAMES.entries;
  return Array.from({ length: bytes.getUint32(at - NAMES.entries, true) }, () => {
    const length = bytes.getUint8(at);
    at += 1 + length;
    return new TextDecoder().decode(new Uint8Array(memory.buffer, at - length, length));
  });
}

describe("a module's rules", () => {
  test("are named whole, by families, packages and by themselves", async () => {
    const text = `package acme.guard
runtime h { fact sandbox.on: boolean  fact boxed: boolean }
unary deny secret-out { on call }
unary ask secret-in { on call mode observe }
unary warn secret { on call }
host h rollback later-boxed { on call when sandbox.on == false }
host h warn later-on { on call when boxed == true and sandbox.on == true }
unary warn later-unboxed { on call }
relational warn said { on call  into args as x  when length(x) > 3 }
`;
    const told = (rule: string, effect: string, observe = false): unknown => ({ rule: `acme.guard.${rule}`, effect, unknown: false, observe, row: -1 });
    const unary = [told("later-unboxed", "warn"), told("secret", "warn"), told("secret-in", "ask", true), told("secret-out", "deny")];
    const inactive = ["acme.guard.later-boxed", "acme.guard.later-on"];
    const given = await answers(text);
    expect(given["decide"]).toEqual([{ result: { effect: "deny", verdicts: unary, inactive } }]);
    expect(given["unary"]).toEqual([{ result: { effect: "deny", verdicts: unary } }]);
    expect(given["host"]).toEqual([{ result: { effect: "allow", verdicts: [], inactive } }]);
    const { host } = await answers("package a\nruntime h { fact boxed: boolean }\nhost h deny alone { on call when boxed == true }\n");
    expect(host).toEqual([{ result: { effect: "allow", verdicts: [], inactive: ["a.alone"] } }]);
    expect(given["relational"]).toEqual([{ result: { effect: "allow", verdicts: [] } }]);
  });

  test("are named whole where there are more families than a byte can number", async () => {
    const names = Array.from({ length: 300 }, (_, at) => [`family${1000 + at}-of-many-a`, `family${1000 + at}-of-many-b`]).flat();
    const { decide } = await answers(`package a\n${names.map((name) => `unary warn ${name} { on call }`).join("\n")}\n`);
    expect(decide).toEqual([{ result: { effect: "warn", verdicts: names.map((name) => ({ rule: `a.${name}`, effect: "warn", unknown: false, observe: false, row: -1 })) } }]);
  });

  test("are asked once each where they are told apart by a text that is not known, and those that skip what is not known are not heard", async () => {
    const rules = Array.from({ length: 8 }, (_, at) => `unary warn r${at} { on call when args.x == "t${at}"${at % 2 === 0 ? "" : " unless args.y == \"y\""} }`);
    const text = `package a\ntool t(x?: string, y?: string, z?: string) { op EXEC }\n${rules.join("\n")}\nunary deny skips { on call when args.z == "z" on unknown skip }\n`;
    const said = (rule: string, unknown: boolean, effect = "warn"): unknown => ({ rule: `a.${rule}`, effect, unknown, observe: false, row: -1 });
    const of = async (columns: Readonly<Record<string, Cell>>): Promise<unknown> => (await answers(text, { "args.y": "n", ...columns }))["decide"];
    expect(await of({ "args.x": null, "args.z": null })).toEqual([{ result: { effect: "warn", verdicts: rules.map((_, at) => said(`r${at}`, true)) } }]);
    expect(await of({ "args.x": "t3", "args.z": "z" })).toEqual([{ result: { effect: "deny", verdicts: [said("r3", false), said("skips", false, "deny")] } }]);
  });

  test("share what saves most bytes, that first, and nothing that saves none", () => {
    expect(prefixes({ shop: ["aa-x", "aa-y", "family-of-one", "long-winded-x", "long-winded-y", "zed"], "shop.far": ["off-x", "off-y", "off-z"] })).toEqual(["", "shop.far.off-", "shop.long-winded-", "shop.aa-"]);
    expect(prefixes({ shop: ["zed", "family-of-one"] })).toEqual([""]);
    expect(prefixes({ shop: ["a", "b", "c-d"] })).toEqual(["", "shop."]);
  });
});
