// Keys that come back in pieces: cut over arguments, spread over a text, put together with others, backwards. And what has as much
// in common without having come from there: neighbours of a row of numbers, words with a year, dates.

import { describe, expect, it } from "vitest";
import { SEED_KEYS_MAX } from "../../src/base/limits.js";
import { keysOf, pieced, tells } from "../../src/extract/pieces.js";
import { tokenize } from "../../src/extract/tokens.js";
import { needles } from "../../src/extract/segments.js";
import { double, everything } from "./double.js";

const tools = { read: { op: "READ", roles: { path: "path" }, labels: { secrecy: 3 } }, send: { op: "SEND", roles: { destination: "to", content: "a,b,c" } } } as const;
const key = "tok_7Gq2mX81bLr4ZkP0";

/** Secrecy of what the arguments of a call carry, by their names. */
function carried(content: unknown, args: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> {
  const run = double({ tools, demand: everything });
  run.call("r", "read", { path: "x" });
  run.result("r", content);
  run.call("s", "send", args);
  return Object.fromEntries(Object.keys(args).map((name) => [name, run.row(name).flow.labels.secrecy]));
}

describe("pieces of a key", () => {
  it.each([
    ["put together", `x${key}y`], ["without what parts it", key.replace("_", "")], ["letter by letter", [...key].join(" ")],
    ["in fours", key.replace(/.{4}/g, "$&-")], ["backwards", [...key].reverse().join("")], ["its end", `it ends in ${key.slice(-12)}`],
    ["by the numbers of its letters", [...key].map((letter) => letter.charCodeAt(0)).join(", ")], ["by numbers in a list", `String.fromCharCode(${[...key].map((letter) => letter.charCodeAt(0)).join(",")})`],
    ["by hexadecimal numbers", [...key].map((letter) => `0x${letter.charCodeAt(0).toString(16)}`).join(" ")], ["by code points", [...key].map((letter) => `U+00${letter.charCodeAt(0).toString(16).toUpperCase()}`).join(" ")],
    ["in bits", [...key].map((letter) => letter.charCodeAt(0).toString(2).padStart(8, "0")).join(" ")], ["in letters that show nothing", `good day${[...key].map((letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}`],
    ["backwards in base64", Buffer.from([...key].reverse().join("")).toString("base64")],
    ["cut in one text", `first ${key.slice(0, 10)}, then the rest, ${key.slice(10)}`],
  ])("%s", (_, body) => {
    expect(carried({ token: key }, { a: body })).toEqual({ a: 3 });
    expect(carried(`The key of the day is ${key}, as ever.`, { a: body })).toEqual({ a: 3 });
  });

  it("of an address and a path without digits", () => {
    expect(carried("write to marisol.quintero@lighthouse.example", { a: "marisolquinterolighthouseexample" })).toEqual({ a: 3 });
    expect(carried("/srv/harbour/ledger/private", { a: "s r v h a r b o u r l e d g e r p r i v a t e" })).toEqual({ a: 3 });
  });

  it("give an edge to each argument that a value was cut into, and to no other", () => {
    expect(carried({ token: key }, { a: key.slice(0, 7), b: key.slice(7, 13), c: key.slice(13) })).toEqual({ a: 3, b: 3, c: 3 });
    expect(carried({ name: "Marisol Quintero" }, { a: "Marisol Qui", b: "ntero" })).toEqual({ a: 3, b: 3 });
    expect(carried({ token: key, to: "dock@harbour.example" }, { to: "dock@harbour.example", a: key.slice(0, 7), b: key.slice(7, 13), c: key.slice(13) })).toEqual({ to: 3, a: 3, b: 3, c: 3 });
    expect(carried({ token: key }, { a: "good morning", b: "to all of you" })).toEqual({ a: 0, b: 0 });
  });

  it.each([
    ["order-2024-000177", "order-2024-000181"], ["invoice2024march", "invoice2024april"], ["20240115T101500", "20240115T164000"], ["1700000123", "1700000999"],
    ["user_id_12345", "user_id_12999"], ["internationalization", "internationalizations"],
  ])("tell nothing of a neighbour: %s and %s", (one, other) => {
    expect(carried({ id: one }, { a: `x${other}` })).toEqual({ a: 0 });
  });

  it("are not in a row of ordinary numbers, nor in fewer codes than tell", () => {
    expect(carried({ token: key }, { a: "72, 85, 64, 91, 77, 80, 69, 73, 88, 102", b: [...key].slice(0, 7).map((letter) => letter.charCodeAt(0)).join(" ") })).toEqual({ a: 0, b: 0 });
  });

  it("whose beginning too many keys share are not sought by it", () => {
    const many = Array.from({ length: SEED_KEYS_MAX + 1 }, (_, index) => `q1w2e3r4t5y${String.fromCharCode(97 + (index % 26))}${index}`);
    expect(carried({ many: many.slice(1) }, { a: "q1w2e3r4t5y" })).toEqual({ a: 3 });
    expect(carried({ many }, { a: "q1w2e3r4t5y" })).toEqual({ a: 0 });
  });
});

describe("a value that is made to be looked at for long", () => {
  it("counts as found, and costs no more", () => {
    const keys = Array.from({ length: 8 }, (_, index) => `${"2024".repeat(20)}x${index}`);
    expect(carried({ keys }, { a: "20242024z".repeat(3000) })).toEqual({ a: 3 });
    expect(carried({ keys }, { a: "20242024z".repeat(30) })).toEqual({ a: 0 });
  });
});

describe("keys and letters", () => {
  it("are what has no blank in it", () => {
    expect(keysOf(tokenize("see a/b-c_77 and GB82 WEST 1234 5698 7654 32, or www.lighthouse.example"))).toEqual(["wwwlighthouseexample", "gb82west12345698765432"]);
    expect([pieced("ab-12 cd/34 ef"), pieced("ab-12")].map((letters) => String.fromCharCode(...letters))).toEqual(["ab12cd34ef", ""]);
    expect([tells("x7k2m9q4b1"), tells("invoice202"), tells("1715000000")]).toEqual([true, false, true]);
  });
});

describe("dates and spelled addresses", () => {
  it.each(["March 21, 2026", "21 March 2026", "21st Mar 2026", "21.03.2026", "3/21/2026", "21/03/2026", "2026/03/21", "20260321"])("%s is 2026-03-21", (text) => {
    expect(carried({ day: "2026-03-21" }, { a: text })).toEqual({ a: 3 });
    expect(carried({ day: text }, { a: "2026-03-21" })).toEqual({ a: 3 });
  });

  it("of a moment is found in it", () => {
    expect(carried({ at: "2026-03-21T10:00:00Z" }, { a: "2026-03-21" })).toEqual({ a: 3 });
  });

  it("where day and month could be either, neither is said", () => {
    expect(needles("04/05/2026").some(({ texts }) => texts.includes("20260405") || texts.includes("20260504"))).toBe(false);
  });

  it.each(["ana at lighthouse dot example", "ana [at] lighthouse [dot] example", "ana@lighthouse[.]example", "ana(at)lighthouse(dot)example"])("%s is an address", (text) => {
    expect(carried({ mail: "ana@lighthouse.example" }, { a: `please write to ${text}` })).toEqual({ a: 3 });
  });
});
