// The published schema and the decoder say the same: of valid views each member is taken away, retyped or doubled in turn, and
// what the schema refuses the module denies; in what order members come is all one. What the schema allows is denied only where it names what the bundle does not know.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import fc from "fast-check";
import { isDeepStrictEqual } from "node:util";
import { expect, test } from "vitest";
import { FRAME_BYTES_MAX } from "../../src/base/limits.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import type { Json } from "../../src/wasm/abi/json.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import { arbitraryPolicy } from "../fuzz/policy.js";
import { arbitraryView } from "../fuzz/view.js";
import { root } from "../house/inspect.js";
import { refused } from "./refused.js";

type Tree = { readonly [key: string]: Json };

const schema = JSON.parse(readFileSync(join(root, "docs/view.schema.json"), "utf8")) as Tree;
const others: readonly Json[] = [null, true, 0, 2, "x", "", [], ["x"], [null], [{}], [["x"]], {}, { x: 1 }, { items: ["x"], open: true }];
/** Members whose texts name what only the bundle knows. */
const bundleWords = ["acts", "tags", "certain", "unknown", "open", "absent"];

test("what the schema refuses is denied, and no more than that", async () => {
  const samples = fc.sample(arbitraryPolicy().chain((policy) => fc.tuple(fc.constant(policy), fc.array(arbitraryView(manifestOf(policy), "decide"), { minLength: 2, maxLength: 2 }))), { seed: 7, numRuns: 12 });
  const seen = { denied: 0, accepted: 0 };
  for (const [policy, views] of samples) {
    const manifest = manifestOf(policy);
    const host = await loadPolicy(emit(policy, manifest));
    for (const view of views) {
      const good = JSON.parse(JSON.stringify(viewJson(view, manifest))) as Tree;
      expect([isValid(schema, good), isDeepStrictEqual(host.evaluate(good), refused)]).toEqual([true, false]);
      expect(host.evaluate(turned(good))).toEqual(host.evaluate(good));
      for (const { path, value } of changes(good)) {
        const denied = isDeepStrictEqual(host.evaluate(value), refused);
        const valid = isValid(schema, value);
        seen[denied ? "denied" : "accepted"]++;
        const mayDiffer = path.some((name) => bundleWords.includes(name)) || (listsOpen(value) && ["args", "host", "principal", "time", "facts", "value"].some((name) => path.includes(name)));
        if (!valid || !mayDiffer) expect([path, value, denied]).toEqual([path, value, !valid]);
      }
    }
  }
  expect(Math.min(seen.denied, seen.accepted)).toBeGreaterThan(1000);
}, 60_000);

test("members that stand twice, and inputs and frames that are too large, are denied", async () => {
  const [[policy, view] = []] = fc.sample(arbitraryPolicy().chain((some) => fc.tuple(fc.constant(some), arbitraryView(manifestOf(some), "decide"))), { seed: 3, numRuns: 1 });
  if (policy === undefined || view === undefined) throw new Error("a sample has one");
  const column = { kind: "arg", path: ["big"], type: "any" } as const;
  const [rule] = policy.rules;
  if (rule === undefined) throw new Error("a policy has a rule");
  const wide = { ...policy, rules: [{ ...rule, when: { kind: "present" as const, column, span: rule.span } }] };
  const manifest = manifestOf(wide);
  const host = await loadPolicy(emit(wide, manifest));
  const good = viewJson({ ...view, columns: manifest.demand.columns.map(() => undefined), rows: [], flows: view.flows }, manifest);
  const isDenied = (input: Json): boolean => isDeepStrictEqual(host.evaluate(input), refused);
  const text = JSON.stringify({ ...good, target: undefined, flows: {} });
  const parse = (of: string): boolean => isDeepStrictEqual(host.evaluate(new TextEncoder().encode(of).buffer), refused);
  expect(parse(text)).toBe(false);
  for (const twice of ["\"rowsOpen\":true,\"rowsOpen\":false", "\"sinks\":[]", "\"version\":2", "\"facts\":{}"]) expect([twice, parse(`${text.slice(0, -1)},${twice}}`)]).toEqual([twice, true]);
  const without = JSON.stringify({ ...good, target: undefined, flows: undefined });
  const labels = "\"trust\":\"low\",\"secrecy\":\"low\",\"tags\":[]";
  for (const [within, denied] of [
    [`"target":{${labels}}`, false], [`"target":{${labels},"trust":"low"}`, true], [`"target":{${labels},"marks":{}}`, true],
    [`"flows":{"value":{${labels},"marks":{"unknown":[],"certain":[]}},"context":{${labels}}}`, false],
    [`"flows":{"value":{${labels}},"value":{${labels}}}`, true], [`"flows":{"context":{${labels},"marks":{"certain":[],"certain":[]}}}`, true],
  ] as const) expect([within, parse(`${without.slice(0, -1)},${within}}`)]).toEqual([within, denied]);
  const base = { ...good, target: { trust: "low", secrecy: "low", tags: [] }, flows: {} };
  expect(isDenied({ ...base, args: { big: "a".repeat(1000) } })).toBe(false);
  expect(isDenied({ ...base, args: { other: "a".repeat(FRAME_BYTES_MAX) } })).toBe(true);
  // Fewer bytes of JSON than a frame may have, but more of a frame.
  expect(isDenied({ ...base, args: { big: Array.from({ length: FRAME_BYTES_MAX / 16 }, () => 0) } })).toBe(true);
}, 60_000);

/** The same, with the members of all objects in the other order. */
function turned(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(turned);
  return typeof value === "object" && value !== null ? Object.fromEntries(Object.entries(value).reverse().map(([name, item]) => [name, turned(item)])) : value;
}

/** Whether some lists are told to be open, or columns to be absent: then it is denied where they are so no more. */
function listsOpen(value: Json): boolean {
  return /"(?:open|absent)":\[["[]/.test(JSON.stringify(value));
}

/** Every member gone, made something else, and one put in that is not known; inside `args` anything goes. */
function changes(of: Tree): readonly { readonly path: readonly string[]; readonly value: Json }[] {
  const found: { path: readonly string[]; value: Json }[] = [];
  const visit = (at: Json, path: readonly string[], put: (value: Json) => Json): void => {
    if (typeof at !== "object" || at === null || path[0] === "args") return;
    if (Array.isArray(at)) {
      (at as readonly Json[]).forEach((item, index) => {
        const into = (value: Json): Json => put((at as readonly Json[]).map((one, place) => (place === index ? value : one)));
        for (const other of others) found.push({ path: [...path, "-"], value: into(other) });
        visit(item, [...path, "-"], into);
      });
      return;
    }
    const tree = at as Tree;
    found.push({ path: [...path, "strange"], value: put({ ...tree, strange: 1 }) }, { path: [...path, "strange"], value: put({ ...tree, strange: { a: 1 } }) });
    for (const [name, item] of Object.entries(tree)) {
      const { [name]: _, ...rest } = tree;
      found.push({ path: [...path, name], value: put(rest) });
      const into = (value: Json): Json => put({ ...tree, [name]: value });
      for (const other of others) found.push({ path: [...path, name], value: into(other) });
      visit(item, [...path, name], into);
    }
  };
  visit(of, [], (value) => value);
  return found;
}

/** The part of JSON Schema that the view's schema is written in; another keyword is a mistake. */
function isValid(rules: Json | undefined, value: Json): boolean {
  return Object.entries(rules as Tree).every(([keyword, rule]): boolean => {
    const object = typeof value === "object" && value !== null && !Array.isArray(value) ? value as Tree : null;
    const given = rules as Tree;
    switch (keyword) {
      case "$schema": case "$id": case "$defs": case "title": case "description": return true;
      case "$ref": return isValid((schema["$defs"] as Tree)[String(rule).replace("#/$defs/", "")], value);
      case "const": return value === rule;
      case "enum": return (rule as readonly Json[]).includes(value);
      case "type": return [rule].flat().includes(value === null ? "null" : Array.isArray(value) ? "array" : typeof value);
      case "required": return object === null || (rule as readonly string[]).every((name) => name in object);
      case "properties": return object === null || Object.entries(rule as Tree).every(([name, of]) => object[name] === undefined || isValid(of, object[name]));
      case "additionalProperties": return object === null || Object.entries(object).every(([name, item]) => name in (given["properties"] as Tree | undefined ?? {}) || (rule !== false && isValid(rule, item)));
      case "items": return !Array.isArray(value) || value.every((item: Json) => isValid(rule, item));
      case "anyOf": return (rule as readonly Json[]).some((of) => isValid(of, value));
      default: throw new Error(`no such keyword: ${keyword}`);
    }
  });
}
