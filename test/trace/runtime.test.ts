// Which runtime a run has: by its catalogue's name, by the facts it mentions, or the only one there is; from where it mentions them,
// whatever else it does not say. Runs without a catalogue, of a suite that no pack knows.

import { describe, expect, test } from "vitest";
import { runtimesOf } from "../../src/app/cli/engines.js";
import { run } from "../../src/app/cli/run.js";
import { compile } from "../../src/compile.js";
import { readTrace } from "../../src/runtimes/trace/read.js";
import { frameDoor } from "../../src/testing/index.js";
import { sessionsOf } from "./play.js";

const office = `package office.guard
runtime office { fact door.locked: boolean  fact guests: number }
tool open_gate(which: string) { op EXEC  sink control  role object: which  result trust high }
host office deny unlocked { on tool open_gate  when door.locked == false }
host office ask always { on tool open_gate where args.which == "vault" }
unary ask late { on tool open_gate  when local_time("UTC").hour >= 22 }
`;
const ship = `package ship.guard
runtime ship { fact guests: number  fact at_sea: boolean  fact engine.on: boolean }
host ship deny at-sea { on call  when at_sea == true }
host ship ask crowded { on call  when guests > 3 }
`;

function decided(packs: readonly string[], tools: string | null, ...messages: readonly object[]): readonly string[] {
  const { value, diagnostics } = compile(packs.map((text, at) => ({ file: `${at}.policy`, text })), { catalogue: tools ?? "any" });
  if (value === undefined) throw new Error(JSON.stringify(diagnostics));
  const trace = readTrace(JSON.stringify({ id: "t", suite: "any", kind: "case", tools, messages }));
  return run(trace, sessionsOf(value, frameDoor.open(value), tools ?? "any")).map(({ call, effect, rules }) => `${call} ${effect}${rules.map(({ id }) => ` ${id}`).join("")}`);
}
const open = (id: string, which = "north", more: object = {}): object =>
  ({ role: "assistant", content: "", tool_calls: [{ id, type: "function", function: { name: "open_gate", arguments: JSON.stringify({ which }) } }], ...more });
const facts = (of: object): object => ({ role: "host", facts: of });

describe("a run", () => {
  test("has the only runtime there is, and its facts from where it mentions them", () => {
    expect(decided([office], null, open("a"), open("b", "vault"), facts({ "door.locked": false }), open("c"))).toEqual(["a allow", "b ask office.guard.always", "c deny office.guard.unlocked"]);
  });
  test("has none of several before it mentions a fact of one", () => {
    expect(decided([office, ship], null, open("a", "vault"), facts({ "door.locked": true }), open("b", "vault"))).toEqual(["a allow", "b ask office.guard.always"]);
  });
  test("has the one that declares most of the facts, and another once it mentions more of that", () => {
    expect(decided([office, ship], null, facts({ guests: 9 }), open("a"), facts({ at_sea: false }), open("b"), facts({ at_sea: true }), open("c")))
      .toEqual(["a allow", "b ask ship.guard.crowded", "c deny ship.guard.at-sea ship.guard.crowded"]);
  });
  test("has the one that is called as its catalogue is, whatever it mentions", () => {
    expect(decided([office, ship], "ship", facts({ "door.locked": false, at_sea: true }), open("a"))).toEqual(["a deny ship.guard.at-sea"]);
  });
  test("has a time from where it has one, in every runtime and in none", () => {
    const late = { at: "2026-02-01T22:00:00Z" };
    expect(decided([office, ship], null, open("a"), open("b", "north", late), open("c", "north", { at: "2026-02-02T10:00:00Z" }), open("d"))).toEqual(["a allow", "b ask office.guard.late", "c allow", "d ask office.guard.late"]);
  });
});

test("packages that declare one runtime declare it together, and facts of no profile are nobody's", () => {
  const runtime = (name: string, ...names: readonly string[]): { runtime: string; facts: { name: string; type: string }[] } => ({ runtime: name, facts: names.map((fact) => ({ name: fact, type: "number" })) });
  const { value } = compile([{ file: "a", text: "package a\n" }]);
  if (value === undefined) throw new Error("no manifest");
  const of = runtimesOf({ ...value.manifest, profiles: [runtime("b", "x"), runtime("a", "y"), runtime("b", "z")] }, "c");
  expect(of(new Set())?.name).toBeUndefined();
  expect(of(new Set(["q"]))?.name).toBeUndefined();
  expect(of(new Set(["z"]))).toEqual({ name: "b", facts: ["x", "z"] });
  expect(of(new Set(["y", "z"]))?.name).toBe("a");
  expect(of(new Set(["x", "y", "z"]))?.name).toBe("b");
});
