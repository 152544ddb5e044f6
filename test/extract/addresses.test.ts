// The addresses in a text, as people write them, and which of them those that were opened make known: an address by itself, a page
// by the folders above it and its bare host too.

import { describe, expect, it } from "vitest";
import { ADDRESS_TEXT_MAX } from "../../src/base/limits.js";
import { addressesIn, keysOf, knownBy } from "../../src/extract/addresses.js";

const isKnown = (address: string, ...opened: readonly string[]): boolean => knownBy(address).some((key) => opened.flatMap(keysOf).includes(key));

describe("the addresses in a text", () => {
  it.each([
    ["see www.boats.example/a?b=1, and boats.example.", ["www.boats.example/a?b=1", "boats.example"]], ["HTTPS://Boats.Example/x (ftp://f.example)", ["HTTPS://Boats.Example/x", "ftp://f.example"]], ["write to ana.dev@boats.example!", ["ana.dev@boats.example"]],
    ["run done.py, read notes.md and i.e. nothing at 1.2.3 or 10.0.0.1", []], ["10.0.0.1/admin and 10.0.0.1:8080", ["10.0.0.1/admin", "10.0.0.1:8080"]], ["www.done.py and notes.md/x", ["www.done.py", "notes.md/x"]], ["boats.com boats.co.uk boats.nosuchsuffix", ["boats.com", "boats.co.uk"]],
    ["[here](boats.com/a) \"boats.com\"", ["boats.com/a", "boats.com"]], ["b\u00f6ote.example \uff42oats.example b\u200boats.example", ["b\u00f6ote.example", "\uff42oats.example", "b\u200boats.example"]], ["no address", []], ["a:b", []],
  ])("%j", (text, found) => {
    expect(addressesIn(text)).toEqual(found);
  });
  it.each<readonly [string, readonly string[], boolean]>([
    ["https://www.boats.example/a/b", ["boats.example/a"], true], ["boats.example/a/b?x=1", ["http://boats.example"], true], ["boats.example/c", ["boats.example/a"], false], ["boats.example", ["boats.example/a?q"], true], ["https://boats.example/#top", ["boats.example/a"], true],
    ["boats.example/a?q=1", ["boats.example/a"], true], ["boats.example/a?q=2", ["boats.example/a?q=1"], false], ["boats.example/a", ["boats.example/a?q=1"], false], ["x.boats.example", ["boats.example"], false], ["BOATS.example/a/", ["https://boats.example/a"], true], ["boats.example/ab", ["boats.example/a"], false],
    ["Ana@Boats.example", ["ana@boats.example"], true], ["ana@boats.example", ["boats.example"], false], ["boats.example", ["ana@boats.example"], false], ["http://user@boats.example/", ["boats.example"], true], ["http://boats.example@evil.example/", ["boats.example"], false], ["http://[::1]/x", ["http://[0:0:0:0:0:0:0:1]/"], true],
  ])("%s where %j was opened: %j", (address, opened, known) => {
    expect(isKnown(address, ...opened)).toBe(known);
  });
  it("are found in time with the text", () => {
    for (const part of ["a.", "a-", "www.a.", "a.b/", "a@", "a.com ", "..", "a.b@"]) expect(addressesIn(part.repeat(20_000)).length).toBeGreaterThan(-1);
  });
  it("are known up to a length, and looked up in time with the text where they stand in each other", () => {
    const at = (length: number): string => `https://boats.example/${"a".repeat(length - "https://boats.example/".length)}`;
    expect([isKnown(at(ADDRESS_TEXT_MAX), at(ADDRESS_TEXT_MAX)), isKnown(at(ADDRESS_TEXT_MAX + 1), at(ADDRESS_TEXT_MAX + 1), "boats.example")]).toEqual([true, false]);
    const found = addressesIn("http://a.".repeat(10_000));
    expect(found.length).toBeGreaterThan(9_000);
    expect(found.flatMap(keysOf).length).toBeLessThan(found.length);
  });
});
