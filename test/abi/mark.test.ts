// A module knows its manifest: whatever in it is altered, by one leaf, one member or one order, the module is loaded by nobody, in this
// thread or in a worker. Knows nothing of archives.

import { afterAll, describe, expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import { createEngine } from "../../src/node/engine.js";
import { createPool } from "../../src/node/pool.js";
import { workerEntry } from "../../src/node/staff.js";
import { load } from "../../src/wasm/abi/load.js";
import { isMarked, sectionOf } from "../../src/wasm/bundle/mark.js";
import type { Manifest } from "../../src/words/manifest.js";
import { guest } from "../runtime/guest.js";

const text = `package shop.guard
tool pay(to: string, amount: number, note?: string) { op SEND  sink message  role destination: to  role content: note  result trust high }
tool look(q: string) { op READ  result secrecy high }
data vendors: list of string
unary deny outside "only vendors are paid" { on call  when args.to not in vendors  because "{args.to} is no vendor" }
unary ask often { on tool pay  when count(tool pay within 5 minutes) > 3 }
unary warn large { on tool pay  when args.amount > 1000  mode observe }
relational ask leak { from source where secrecy(source) >= high  to message via value }
relational redact cards { from source to message via value  into args[role: content] as text  mask found(text, "[0-9]{16}") in text }
`;
const bundle = compiled(text);
const module = new WebAssembly.Module(new Uint8Array(bundle.wasm));
const given = JSON.parse(JSON.stringify(bundle.manifest)) as Manifest;
const refusal = expect.objectContaining({ cause: expect.objectContaining({ code: "wasm/other-manifest" }) as unknown }) as Error;

describe("a manifest that is another one", () => {
  test("its own is loaded, whatever the order of its members", () => {
    expect(load(module, bundle.manifest).manifest).toBe(bundle.manifest);
    expect(load(module, turned(given) as Manifest).memoryBytes()).toBeGreaterThan(0);
    expect(Buffer.from(compiled(text).wasm).equals(bundle.wasm)).toBe(true);
  });

  test("every leaf, altered, is refused", () => {
    const altered = [...alterations(given)];
    expect(altered.length).toBeGreaterThan(150);
    for (const { path, manifest } of altered) expect(() => load(module, manifest), path).toThrow(refusal);
  });

  test("every member taken away, every list turned round and every member more is refused", () => {
    const places = [...shapes(given)];
    expect(places.length).toBeGreaterThan(150);
    for (const { path, manifest } of places) expect(() => load(module, manifest), path).toThrow(refusal);
  });

  test("that of another policy, and a module without a mark, or with two", () => {
    const other = compiled(text.replace("1000", "2000"));
    expect(() => load(module, other.manifest)).not.toThrow();
    expect(() => load(module, compiled(text.replace("mode observe", "")).manifest)).toThrow(refusal);
    expect(() => load(module, compiled(text.replace("unary warn large", "unary deny large")).manifest)).toThrow(refusal);
    const { wasm, manifest } = guest();
    const section = sectionOf(manifest, manifest.bounds ?? bundle.manifest.bounds ?? never());
    const marks = 9 + section.length + 1;
    const without = wasm.subarray(0, wasm.length - marks - 3);
    expect(() => load(new WebAssembly.Module(new Uint8Array(without)), manifest)).toThrow(refusal);
    const twice = Buffer.concat([wasm, wasm.subarray(without.length)]);
    expect(() => load(new WebAssembly.Module(new Uint8Array(twice)), manifest)).toThrow(refusal);
    expect(load(new WebAssembly.Module(new Uint8Array(wasm)), manifest).memoryBytes()).toBe(65_536);
    for (const said of ["", "{", "null", "[]", "{}", "\u00ff"]) expect(isMarked(manifest, new TextEncoder().encode(said))).toBe(false);
  });
});

describe("an engine", () => {
  const closing: (() => Promise<void>)[] = [];
  afterAll(async () => void (await Promise.all(closing.map((close) => close()))));

  test("is not made of a bundle whose parts do not belong together, and says what to do", async () => {
    const rules = [...given.rules].reverse();
    await expect(createEngine({ bundles: [{ ...bundle, manifest: { ...given, rules } }], pool: false })).rejects.toMatchObject({
      code: "wasm/other-manifest", message: expect.stringContaining("compile the bundle anew") as unknown,
    });
    const { bounds: _, ...unbound } = given;
    await expect(createEngine({ bundles: [{ ...bundle, manifest: unbound }], pool: false })).rejects.toMatchObject({ code: "wasm/not-a-bundle" });
  });

  test("nor does a worker take one", async () => {
    const entry = workerEntry();
    if (entry === undefined) throw new Error("the worker is built before the tests run");
    const setup = { entry, threads: 1, timeoutMs: 1000, waitMs: 20_000, queueMax: 10 };
    const rules = given.rules.map((rule) => ({ ...rule, observe: !rule.observe }));
    await expect(createPool({ ...setup, data: { module, manifest: { ...given, rules } } })).rejects.toMatchObject({ code: "node/start" });
    const pool = await createPool({ ...setup, data: { module, manifest: given } });
    closing.push(() => pool.close());
  });
});

type Tree = null | boolean | number | string | readonly Tree[] | { readonly [key: string]: Tree };
interface Altered { readonly path: string; readonly manifest: Manifest }

/** The manifest with one leaf of it another one, for each. */
function* alterations(manifest: Manifest): Iterable<Altered> {
  for (const [path, tree] of changed(JSON.parse(JSON.stringify(manifest)) as Tree, (at) => (typeof at !== "object" || at === null ? [another(at)] : []))) yield { path, manifest: tree as Manifest & Tree };
}

/** The manifest with a member less, a member more or a list turned round, for each. */
function* shapes(manifest: Manifest): Iterable<Altered> {
  const change = (at: Tree): readonly Tree[] => {
    if (typeof at !== "object" || at === null) return [];
    if (Array.isArray(at)) return [[...(at as readonly Tree[]), 0], ...(at.length === 0 ? [] : [at.slice(1) as Tree]), ...(JSON.stringify([...(at as readonly Tree[])].reverse()) === JSON.stringify(at) ? [] : [[...(at as readonly Tree[])].reverse()])];
    return [{ ...at, more: 0 }, ...Object.keys(at).filter((key) => key !== "bounds").map((key) => Object.fromEntries(Object.entries(at).filter(([name]) => name !== key)))];
  };
  for (const [path, tree] of changed(JSON.parse(JSON.stringify(manifest)) as Tree, change)) yield { path, manifest: tree as Manifest & Tree };
}

function* changed(at: Tree, change: (at: Tree) => readonly Tree[], path = ""): Iterable<readonly [path: string, tree: Tree]> {
  for (const other of change(at)) yield [path, other];
  if (Array.isArray(at)) {
    const list = at as readonly Tree[];
    for (const [index, item] of list.entries()) for (const [below, other] of changed(item, change, `${path}[${index}]`)) yield [below, list.with(index, other)];
  } else if (typeof at === "object" && at !== null) {
    for (const [key, item] of Object.entries(at)) for (const [below, other] of changed(item, change, `${path}.${key}`)) yield [below, { ...at, [key]: other }];
  }
}

function another(leaf: Tree): Tree {
  return typeof leaf === "number" ? leaf + 1 : typeof leaf === "string" ? `${leaf}x` : typeof leaf === "boolean" ? !leaf : 0;
}

/** The same with members in another order. */
function turned(of: unknown): unknown {
  if (Array.isArray(of)) return of.map(turned);
  return typeof of === "object" && of !== null ? Object.fromEntries(Object.entries(of).reverse().map(([key, value]) => [key, turned(value)])) : of;
}

function compiled(policy: string): Compiled {
  const { value, diagnostics } = compile([{ file: "shop.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

function never(): never {
  throw new Error("a bundle has bounds");
}
