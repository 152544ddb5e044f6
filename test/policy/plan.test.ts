// Many rules that a module finds together, by the words of their marks or by a value: each fires where the language says, and no
// other does. Asked of the interpreter and of both doors.

import { describe, expect, it } from "vitest";
import type { Cell } from "../../src/words/cell.js";
import { ops } from "../../src/words/ops.js";
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

describe("of rules with several tests of their own", () => {
  const texts = ["a", "b", "c"];
  const { fired } = asked(`tool run(x: any, y: any, z: any) { op EXEC }
unary deny two { on tool run  when args.x and args.y }
unary deny three { on tool run  when args.x == 1 and args.y == 2 and args.z == 3 }
${texts.map((text) => `unary deny text-${text} { on tool run  when args.x == "${text}" and args.y == "${text}" and args.z == "${text}" }`).join("\n")}`);
  const run = (x: Cell, y: Cell, z: Cell): ReturnType<typeof fired> => fired({ op: "EXEC", tool: "run", columns: { "args.x": x, "args.y": y, "args.z": z } });

  it("each of them counts", () => {
    expect([run(true, true, 0), run(true, false, 0), run(false, true, 0)].map(({ frame }) => frame?.includes("two"))).toEqual([true, false, false]);
    expect([run(1, 2, 3), run(0, 2, 3), run(1, 0, 3), run(1, 2, 0)].map(({ frame }) => frame?.includes("three"))).toEqual([true, false, false, false]);
    for (const text of texts) {
      expect([run(text, text, text), run("d", text, text), run(text, "d", text), run(text, text, "d")].map(({ frame }) => frame?.includes(`text-${text}`))).toEqual([true, false, false, false]);
      const { interpreter, frame, json } = run(text, text, "d");
      expect([frame, json]).toEqual([interpreter, interpreter]);
    }
  });
});

// By one text it is found among rules that share its second test, by another among those that share its third: what is left of it differs.
describe("of rules that are found by several texts", () => {
  const more = ["u", "v", "w"];
  const { fired } = asked(`tool run(x: any, y: any, z: any, n: any, w: any) { op EXEC }
unary deny all { on tool run  when args.x in {"a", "b"} and args.y == 1 and args.z == 2 and args.w == 3 }
unary deny both { on tool run  when args.x in {"a", "b"} and args.y == 1 and args.z == 2 }
unary deny one { on tool run  when args.x in {"a", "b", "c"} and args.y == 1 }
${more.map((name, at) => `unary deny a-${name} { on tool run  when args.x == "a" and args.y == 1 and args.n == ${at} }\nunary deny b-${name} { on tool run  when args.x == "b" and args.z == 2 and args.n == ${at} }`).join("\n")}`);
  const run = (x: Cell, y: Cell, z: Cell, n: Cell = 9, w: Cell = 0): ReturnType<typeof fired> => fired({ op: "EXEC", tool: "run", columns: { "args.x": x, "args.y": y, "args.z": z, "args.n": n, "args.w": w } });

  it.each<[Cell, Cell, Cell, readonly string[]]>([
    ["a", 1, 2, ["both", "one"]], ["b", 1, 2, ["both", "one"]], ["c", 1, 2, ["one"]], ["d", 1, 2, []], ["a", 5, 2, []], ["b", 5, 2, []], ["a", 1, 5, ["one"]], ["b", 1, 5, ["one"]], ["c", 5, 5, []],
    ["a", null, 2, ["both?", "one?"]], ["b", null, 2, ["both?", "one?"]], ["a", 1, null, ["both?", "one"]], ["b", 1, null, ["both?", "one"]], ["c", null, 2, ["one?"]],
  ])("%j, %j, %j: what is left is asked", (x, y, z, names) => {
    expect(run(x, y, z)).toEqual(byAll(names));
    expect(run(x, y, z, 9, 3)).toEqual(byAll([...names, ...names.flatMap((name) => (name.startsWith("both") ? [name.replace("both", "all")] : []))]));
  });
  it.each(more.map((name, at) => [name, at] as const))("%s among those that share", (name, at) => {
    expect([run("a", 1, 5, at), run("b", 5, 2, at), run("a", 5, 2, at), run("c", 1, 2, at)]).toEqual([byAll([`a-${name}`, "one"]), byAll([`b-${name}`]), byAll([]), byAll(["one"])]);
  });
});

// One machine for all of them would be too large: there are several, and each has a part of the patterns.
it("of patterns that take several machines each is found", () => {
  const letters = Array.from("abcdefghijkl");
  const { fired } = asked(`tool run(x: any) { op EXEC }\nunary deny some { on EXEC  when args.x matches text {${letters.map((letter) => `"*${letter}1*${letter}2*"`).join(", ")}} }
unary deny none { on EXEC  when not (args.x matches text {${letters.map((letter) => `"*${letter}1*${letter}2*"`).join(", ")}}) }`);
  const of = (x: Cell): ReturnType<typeof fired> => fired({ op: "EXEC", tool: "run", columns: { "args.x": x } });
  for (const [at, letter] of letters.entries()) {
    expect(of(`-${letter}1-${letter}2-`)).toEqual(byAll(["some"]));
    expect(of(`-${letter}1-${letters[at + 1] ?? "a"}2-`)).toEqual(byAll(["none"]));
  }
  expect([of("a1b2c1a2l1l2"), of(""), of(null), of(1)]).toEqual([byAll(["some"]), byAll(["none"]), byAll(["some?", "none?"]), byAll(["some?", "none?"])]);
});

describe("of rules by what is called", () => {
  const tools = ["z", "m", "a"];
  // In the order of their names rules ask for tools in another order, and for the first op as for the last.
  const { fired } = asked(`${tools.map((tool) => `tool ${tool}() { op EXEC }`).join("\n")}
${tools.map((tool, at) => `unary deny by-${at} { on tool ${tool} }`).join("\n")}
${ops.map((op) => `unary warn on-${op.toLowerCase()} { on ${op} }`).join("\n")}`);

  it.each(tools.map((tool, at) => [tool, at] as const))("tool %s", (tool, at) => {
    expect(fired({ op: "EXEC", tool })).toEqual(byAll([`by-${at}`, "on-exec"]));
  });
  it("each op", () => {
    for (const op of ops) expect(fired({ op })).toEqual(byAll([`on-${op.toLowerCase()}`]));
  });
});

it("of many tools each is told from the others, wherever they begin and end", () => {
  const tools = Array.from({ length: 40 }, (_, at) => `t${String(at).padStart(2, "0")}`);
  const runs = [[0, 7], [0, 8], [1, 9], [7, 15], [8, 16], [15, 23], [0, 39], [32, 39]] as const;
  const { fired } = asked(`${tools.map((tool) => `tool ${tool}() { op EXEC }`).join("\n")}
${runs.map(([first, last]) => `unary deny from-${first}-${last} { on EXEC  when tool in {${tools.slice(first, last + 1).join(", ")}} }`).join("\n")}`);
  for (const [at, tool] of tools.entries()) expect([tool, fired({ op: "EXEC", tool })]).toEqual([tool, byAll(runs.flatMap(([first, last]) => (first <= at && at <= last ? [`from-${first}-${last}`] : [])))]);
  expect(fired({ op: "EXEC" })).toEqual(byAll([]));
});

describe("of rules about an op or something else", () => {
  const names = ops.map((op) => op.toLowerCase());
  const { fired } = asked(`tool mail(a: string) { op SEND  sink egress }\n${ops.map((op, at) => `unary deny ${names[at] ?? ""} { on ${op}, egress }`).join("\n")}`);

  it.each(ops)("%s is told by its op, and all by the other", (op) => {
    expect(fired({ op })).toEqual(byAll([op.toLowerCase()]));
    expect(fired({ op, sinks: ["egress"] })).toEqual(byAll(names));
    expect(fired({ op, sinks: ["message"] })).toEqual(byAll([op.toLowerCase()]));
  });
});

describe("of rules about a tool or something else", () => {
  const tools = ["a", "b", "c"];
  const { fired } = asked(`act pay { verbs "pay" }\n${tools.map((tool) => `tool ${tool}() { op EXEC }`).join("\n")}
${tools.flatMap((tool) => [`unary deny sink-${tool} { on egress, tool ${tool} }`, `unary deny op-${tool} { on SEND, tool ${tool} }`, `unary deny act-${tool} { on pay, tool ${tool} }`, `unary deny any-${tool} { on unbound, tool ${tool} }`]).join("\n")}`);
  const each = (word: string): readonly string[] => tools.map((tool) => `${word}-${tool}`);

  it.each(tools)("tool %s is told by its name, and all by the other", (tool) => {
    const own = ["sink", "op", "act", "any"].map((word) => `${word}-${tool}`);
    const and = (word: string): ReturnType<typeof fired> => byAll([...new Set([...own, ...each(word)])]);
    expect(fired({ op: "EXEC", tool })).toEqual(byAll(own));
    expect(fired({ op: "EXEC", tool, sinks: ["egress"] })).toEqual(and("sink"));
    expect(fired({ op: "SEND", tool })).toEqual(and("op"));
    expect(fired({ op: "EXEC", tool, acts: ["pay"] })).toEqual(and("act"));
  });
  it("a tool that nobody bound is told by that", () => {
    expect(fired({ op: "EXEC" })).toEqual(byAll(each("any")));
  });
  it("a rule of several tools, or of several ops, is found by each", () => {
    const { fired: of } = asked(`${tools.map((tool) => `tool ${tool}() { op EXEC }`).join("\n")}\nunary deny tools { on tool a, b, c }\nunary deny ops { on READ, WRITE, SEND }`);
    for (const tool of tools) expect(of({ op: "EXEC", tool })).toEqual(byAll(["tools"]));
    for (const op of ["READ", "WRITE", "SEND"] as const) expect(of({ op })).toEqual(byAll(["ops"]));
    expect(of({ op: "EXEC" })).toEqual(byAll([]));
  });
  it("rules that differ in one word alone are asked apart", () => {
    const { fired: of } = asked(`tool a() { op EXEC }\nunary deny bound { on egress }\nunary deny either { on egress, unbound }\nunary deny mail { on egress, message }\nunary deny sent { on egress, SEND }`);
    expect([of({ op: "EXEC" }), of({ op: "EXEC", tool: "a" })]).toEqual([byAll(["either"]), byAll([])]);
    expect(of({ op: "EXEC", tool: "a", sinks: ["egress"] })).toEqual(byAll(["bound", "either", "mail", "sent"]));
    expect([of({ op: "EXEC", tool: "a", sinks: ["message"] }), of({ op: "SEND", tool: "a" })]).toEqual([byAll(["mail"]), byAll(["sent"])]);
  });
});
