// The data files beside policy files: which package a value goes to, what is held to its declared type, what is told of the rest;
// and what a bundle may bring as data.

import { describe, expect, test } from "vitest";
import { dataOf, isBundleData, type Declarer } from "../../src/wasm/bundle/data.js";
import { dataOf as valuesOf, type Data } from "../../src/kernel/facts/data.js";
import type { DataEntry } from "../../src/words/manifest.js";

const entries: readonly DataEntry[] = [
  { name: "shop.guard.vendors", type: "list of string", shape: "list", of: "string" },
  { name: "shop.guard.limits", type: "map of number", shape: "map", of: "number" },
  { name: "shop.guard.most", type: "number", shape: "scalar", of: "number" },
  { name: "shop.other.vendors", type: "list of string", shape: "list", of: "string" },
  { name: "shop.other.any", type: "any", shape: "scalar", of: "any" },
  { name: "shop.guard.held", type: "map of list of string", shape: "map", of: "any", globs: ["domain", "path"] },
];
const packs: readonly Declarer[] = [
  { file: "rules/shop/guard.policy", pack: "shop.guard", names: ["vendors", "limits", "most", "held"] },
  { file: "rules/shop/other.policy", pack: "shop.other", names: ["vendors", "any"] },
  { file: "rules/inn/guard.policy", pack: "inn.guard", names: ["vendors"] },
];
const read = (text: string, file = "rules/shop/data.json"): ReturnType<typeof dataOf> => dataOf(entries, packs, [{ file, text }]);
const codes = (text: string): readonly string[] => read(text).diagnostics.map(({ code, message }) => `${code} ${message}`);

describe("a data file", () => {
  test("gives each package of its folder what it declares", () => {
    const { value, diagnostics } = read('{"vendors": ["acme"], "most": 3, "any": {"x": [null]}, "limits": {"ana": 2}}');
    expect(diagnostics).toEqual([]);
    expect(value).toEqual({ "shop.guard": { vendors: ["acme"], most: 3, limits: { ana: 2 } }, "shop.other": { vendors: ["acme"], any: { x: [null] } } });
  });
  test("gives the same text whatever the order", () => {
    expect(JSON.stringify(read('{"most": 3, "vendors": []}').value)).toBe(JSON.stringify(read('{"vendors": [], "most": 3}').value));
  });
  test("gives nothing to packages of other folders, nor to those that are not compiled", () => {
    expect(dataOf(entries, packs, [{ file: "rules/inn/data.json", text: '{"vendors": ["acme"]}' }])).toEqual({ value: {}, diagnostics: [] });
    expect(read('{"vendors": ["acme"]}', "rules/data.json").diagnostics.map(({ code }) => code)).toEqual(["data/undeclared"]);
  });
  test.each([
    ['{"vendors": "acme"}', "data/type `vendors` is declared as `list of string`, and its value is a string"],
    ['{"vendors": ["a", 1]}', "data/type `vendors` is declared as `list of string`, and its value is one with the number `1` in it"],
    ['{"limits": []}', "data/type `limits` is declared as `map of number`, and its value is a list"],
    ['{"limits": {"a": null}}', "data/type `limits` is declared as `map of number`, and its value is one with null in it"],
    ['{"most": true}', "data/type `most` is declared as `number`, and its value is a boolean"],
    ['{"held": {"a": ["b/*"]}}', "data/bad-glob `held` has the glob `b/*`, which matches no domain: in a domain, `*` stands alone or as the leading `*.`"],
    ['{"held": {"a": ["x.example"], "b": ["c:"]}}', "data/bad-glob `held` has the glob `c:`, which matches no domain: hosts are compared in the form URLs give them: lower-case, no port, no brackets, punycode; write `c`|data/bad-glob `held` has the glob `c:`, which matches no path: a drive is its capital letter alone; write `C:`"],
    ['{"vendor": []}', "data/undeclared no package of this folder declares data `vendor`"],
    ["[]", "data/unreadable the data file is no JSON object: it is something else"],
    ['{"any": 9007199254740993}', "data/unreadable the data file is no JSON object: `any` holds a number that is not exact, a damaged text, or is too deep"],
    ['{"any": "\\ud800"}', "data/unreadable the data file is no JSON object: `any` holds a number that is not exact, a damaged text, or is too deep"],
  ])("%s is told of", (text, told) => {
    expect([...new Set(codes(text))]).toEqual(told.split("|data/").map((one, at) => (at === 0 ? one : `data/${one}`)));
  });
  test("that is no JSON is told of, and one that is nested without end", () => {
    expect(codes("{")[0]).toContain("data/unreadable");
    expect(codes(`{"any": ${"[".repeat(9999)}${"]".repeat(9999)}}`)[0]).toContain("data/unreadable");
  });
  test("is pointed at where the name stands", () => {
    expect(read('{ "vendor": [] }').diagnostics[0]?.span).toEqual({ file: "rules/shop/data.json", start: 2, end: 10 });
  });
});

test.each<[unknown, boolean]>([
  [{}, true], [{ "a.b": { c: [1, "x", { d: null }] } }, true], [[], false], [{ a: [] }, false], [{ a: null }, false], [{ a: 1 }, false], [{ a: { b: 2 ** 53 } }, false], [{ a: { b: undefined } }, false],
])("a bundle's data is by packages and names: %j", (data, expected) => {
  expect(isBundleData(data)).toBe(expected);
});

describe("what rules see of it", () => {
  const seen = (name: string, value: unknown): unknown => {
    const data: unknown = { "shop.guard": { [name]: value }, "shop.other": { [name]: value } };
    return valuesOf(entries, data as Data).get(entries.find((entry) => entry.name.endsWith(`.${name}`))?.name ?? "");
  };
  test.each([["most", "3"], ["most", [3]], ["most", { x: 3 }], ["most", null], ["most", undefined], ["any", null], ["any", undefined], ["vendors", [1]], ["vendors", "acme"], ["vendors", { x: "acme" }], ["limits", { ana: "2" }], ["limits", [2]]])("is unknown where %s is %j", (name, value) => {
    expect(seen(name, value)).toBeNull();
  });
  test.each([["most", 3], ["any", "x"], ["any", 3], ["any", true], ["any", ["x"]], ["any", { x: ["y"] }], ["vendors", ["acme"]], ["limits", { ana: 2 }]])("is there where %s is %j", (name, value) => {
    expect(seen(name, value)).not.toBeNull();
  });
});
