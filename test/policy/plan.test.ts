// Many rules that a module finds together, by the words of their marks or by a value: each fires where the language says, and no
// other does. Asked of the interpreter and of both doors.

import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import { edgeKinds } from "../../src/words/provenance.js";
import type { Via } from "../../src/words/provenance.js";
import { asked, byAll } from "./doors.js";
import type { ViewWords } from "./view.js";

const vias: readonly Via[] = ["value", "context", "declared", "any"];
const EACH = 6;
const rules = vias.flatMap((via) => Array.from({ length: EACH }, (_, at) => ({ name: `${via}-${at}`, via })));

describe("of many sources", () => {
  const { fired: of, sourceOf } = asked(`tool read(a: number) { op READ }\ntool send(b: any) { op SEND  sink egress }
${rules.map(({ name, via }, at) => `relational deny ${name} { from source where args.a == ${at}  to egress via ${via} }`).join("\n")}`);
  const sources = rules.map(({ name }) => sourceOf(name));
  const fired = (words: ViewWords): ReturnType<typeof of> => of({ op: "SEND", tool: "send", sinks: ["egress"], ...words });

  it("there are more than a word of marks holds", () => {
    expect(new Set(sources).size).toBe(rules.length);
    expect(Math.max(...sources)).toBeGreaterThan(16);
  });
  it.each(edgeKinds)("each is found that came by %s, and none besides", (edge) => {
    for (const [at, { name, via }] of rules.entries()) {
      const source = sources[at] ?? -1;
      const through = via === "any" || via === edge;
      expect(fired({ [edge]: { certain: [source] } })).toEqual(byAll(through ? [name] : []));
      expect(fired({ [edge]: { unknown: [source] } })).toEqual(byAll(through ? [`${name}?`] : []));
    }
  });
  it("all are found where all came", () => {
    expect(fired({ value: { certain: sources } })).toEqual(byAll(rules.flatMap(({ name, via }) => (via === "value" || via === "any" ? [name] : []))));
    expect(fired({ context: { certain: sources }, declared: { unknown: sources } })).toEqual(byAll(rules.flatMap(({ name, via }) => (via === "value" ? [] : via === "declared" ? [`${name}?`] : [name]))));
    expect(fired({})).toEqual(byAll([]));
  });
});

describe("of many rules about one argument", () => {
  const names = Array.from({ length: 8 }, (_, at) => `is-${at}`);
  const about = (literal: (at: number) => string): ReturnType<typeof asked> => asked(`tool run(a: any) { op EXEC }\n${names.map((name, at) => `unary deny ${name} { on tool run  when args.a == ${literal(at)} }`).join("\n")}`);
  const numbers = about(String);
  const texts = about((at) => `"${at}"`);
  const view = (cell: Cell): ViewWords => ({ op: "EXEC", tool: "run", columns: { "args.a": cell } });
  const unknown = byAll(names.map((name) => `${name}?`));

  it("a number is found by its number, and a text by its letters", () => {
    for (const [at, name] of names.entries()) {
      expect(numbers.fired(view(at))).toEqual(byAll([name]));
      expect(texts.fired(view(String(at)))).toEqual(byAll([name]));
    }
    expect(numbers.fired(view(8))).toEqual(byAll([]));
    expect(texts.fired(view("8"))).toEqual(byAll([]));
  });
  it("one of another type is neither equal nor different", () => {
    for (const cell of ["1", true, null, undefined]) expect(numbers.fired(view(cell))).toEqual(unknown);
    for (const cell of [1, true, null, undefined]) expect(texts.fired(view(cell))).toEqual(unknown);
  });
});
