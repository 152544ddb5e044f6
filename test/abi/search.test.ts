// Finding a text in another: the module's search against JavaScript's, over texts of few letters that repeat themselves, where the
// quick way gives up and the other one goes on. Knows no steps; those are test/abi/bounds.test.ts.

import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "../../src/compile.js";
import { load } from "../../src/wasm/abi/load.js";
import { clean } from "../../src/words/labels.js";

const { value } = compile([{ file: "a.policy", text: "package a\ntool t(x: string, y: string) { op SEND  sink message  result trust high }\nunary deny r { on call  when args.x contains args.y }\n" }]);
if (value === undefined) throw new Error("it compiles");
const module = load(new WebAssembly.Module(new Uint8Array(value.wasm)), value.manifest);

function contains(text: string, part: string): boolean {
  const flow = { labels: clean, marks: new Uint32Array(0) };
  return module.decide({
    question: "decide", op: 9, tool: 0, sinks: 0, acts: [], self: clean, flows: [flow, flow, flow], columns: [text, part], rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
  }).length > 0;
}

/** Texts that are made of a few pieces, again and again. */
const repeated = fc.tuple(fc.array(fc.string({ unit: fc.constantFrom("a", "b"), minLength: 1, maxLength: 12 }), { minLength: 1, maxLength: 3 }), fc.array(fc.nat(2), { minLength: 1, maxLength: 60 }), fc.nat(40))
  .map(([pieces, order, times]) => order.map((at) => (pieces[at % pieces.length] ?? "").repeat(1 + (times % 7))).join(""));

test("agrees with JavaScript, on parts of the text, on parts with a letter changed, and on others", () => {
  const seen = { found: 0, not: 0 };
  fc.assert(fc.property(repeated, repeated, fc.nat(), fc.nat(), fc.nat(), (text, other, from, length, at) => {
    const start = from % text.length;
    const part = text.slice(start, start + 1 + (length % text.length));
    const place = at % part.length;
    const changed = `${part.slice(0, place)}${part[place] === "a" ? "b" : "a"}${part.slice(place + 1)}`;
    for (const wanted of [part, changed, other, `${part}${part}`, `${part}c`]) {
      const found = text.includes(wanted);
      expect(contains(text, wanted), `${wanted} in ${text}`).toBe(found);
      seen[found ? "found" : "not"]++;
    }
  }), { numRuns: 1500 });
  expect(Math.min(seen.found, seen.not)).toBeGreaterThan(1000);
}, 60_000);

test("and on texts that begin alike everywhere", () => {
  for (const [text, part] of [
    ["a".repeat(5000), `${"a".repeat(400)}b`], [`${"a".repeat(5000)}b`, `${"a".repeat(400)}b`], ["ab".repeat(3000), `${"ab".repeat(200)}b`], [`${"ab".repeat(3000)}b`, `${"ab".repeat(200)}b`],
    [`${"aab".repeat(900)}aac${"aab".repeat(90)}`, `${"aab".repeat(100)}aac`], ["a".repeat(999), "a".repeat(1000)], ["a".repeat(1000), "a".repeat(1000)],
  ] as const) expect(contains(text, part)).toBe(text.includes(part));
});
