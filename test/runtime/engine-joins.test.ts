// Queries over earlier calls that are compared with the pending one: by every relation, on every side, in `since` too. What each is,
// docs/kernel.md says.

import { describe, expect, it } from "vitest";
import type { HistoryEntry, Relation } from "../../src/words/manifest.js";
import { arg, begin, result, time, who } from "./ask.js";
import type { Double } from "./double.js";

describe("since, of the same thing", () => {
  const since: Partial<HistoryEntry> = { join: [{ theirs: arg("path"), relation: "==", ours: arg("path") }], since: { counter: 1, status: "run", join: [{ theirs: arg("path"), relation: "==", ours: arg("path") }] } };
  const done = (run: Double, id: string, tool: string, path: unknown): void => {
    run.call(id, tool, { path });
    run.result(id, "done");
  };

  it("looks at the latest of these alone", () => {
    const run = begin(since);
    done(run, "a", "pay", "x");
    done(run, "b", "pay", "y");
    done(run, "e", "edit", "y");
    expect([run.ask(undefined, { path: "x" }), run.ask(undefined, { path: "y" }), run.ask(undefined, {})]).toEqual([1, 0, null]);
    done(run, "c", "pay", "y");
    expect(run.ask(undefined, { path: "y" })).toBe(1);
  });

  it("is unknown where one may be it: its side is unknown, or it still runs", () => {
    const run = begin(since);
    done(run, "a", "pay", "x");
    done(run, "n", "edit", undefined);
    expect(run.ask(undefined, { path: "x" })).toBe(1);
    done(run, "u", "edit", ["x"]);
    expect(run.ask(undefined, { path: "x" })).toBe(null);
    done(run, "e", "edit", "x");
    expect(run.ask(undefined, { path: "x" })).toBe(0);
    run.call("f", "edit", { path: "x" });
    done(run, "b", "pay", "x");
    expect(run.ask(undefined, { path: "x" })).toBe(null);
    expect(run.ask(undefined, { path: "y" })).toBe(0);
  });

  it("goes back to the one before where the latest is taken back", () => {
    const run = begin(since);
    done(run, "e", "edit", "x");
    done(run, "a", "pay", "x");
    run.call("f", "edit", { path: "x" });
    expect(run.ask(undefined, { path: "x" })).toBe(0);
    run.session.observe({ kind: "denied", id: "f" });
    expect(run.ask(undefined, { path: "x" })).toBe(1);
  });
});

describe("comparisons with the pending call", () => {
  it("are of each side by itself, however what they are equal by is written", () => {
    const run = begin({ join: ["to", "path"].map((name) => ({ theirs: arg(name), relation: "==" as const, ours: arg(name) })) });
    run.call("c", "pay", { to: 1, path: 23 });
    run.result("c", "done");
    expect([run.ask(undefined, { to: 1, path: 23 }), run.ask(undefined, { to: 12, path: 3 }), run.ask(undefined, { to: 1, path: "23" })]).toEqual([1, 0, 0]);
  });

  const of = (relation: Relation): Partial<HistoryEntry> => ({ join: [{ theirs: arg("to"), relation, ours: arg("to") }] });
  it.each<[Relation, unknown, readonly unknown[], number | null]>([
    ["!=", "bo", ["bo", "eve", 1], 2], ["!=", "bo", [["x"]], null], ["<", 5, [4, 5, 6], 1], ["<=", 5, [4, 5, 6], 2], [">", 5, [4, 5, 6], 1], [">=", 5, [4, 5, 6], 2], [">=", 5, ["6"], null], ["<", "5", [4], null],
    ["in", ["bo", "eve"], ["bo", "al", 1], 1], ["not in", ["bo", "eve"], ["bo", "al", 1], 2], ["in", ["bo", ["eve"]], ["bo"], 1], ["in", ["bo", ["eve"]], ["al"], null], ["in", "bo", ["bo"], null],
    ["has", "bo", [["bo", "al"], ["al"], []], 1], ["excludes", "bo", [["bo", "al"], ["al"], []], 2], ["has", "bo", ["bo"], null], ["has", ["bo"], [["bo"]], null],
  ])("are made by `%s` with %j", (relation, ours, theirs, count) => {
    const run = begin(of(relation));
    for (const [index, to] of theirs.entries()) run.call(`c${index}`, "pay", { to });
    run.call("none", "pay", {});
    expect(run.ask(undefined, { to: ours })).toBe(count);
    expect(run.ask(undefined, {})).toBe(null);
  });

  it("know when an earlier call was made, and for whom, also where its result is asked for", () => {
    const run = begin({ fold: "latest", value: { kind: "else", left: result("by"), right: who }, join: [{ theirs: time, relation: "<", ours: time }] });
    const principal = (id: string, at: number): void => run.session.observe({ kind: "principal", principal: { id }, at });
    principal("ana", 100);
    run.call("a", "pay", {}, { at: 200 });
    principal("ben", 300);
    run.session.observe({ kind: "result", id: "a", content: {}, at: 400 });
    expect([run.ask(200), run.ask(201)]).toEqual(["ana", "ana"]);
    run.call("b", "pay", {}, { at: 500 });
    expect([run.ask(500), run.ask(501)]).toEqual(["ana", null]);
  });

  it("are made with the time and the principal of when a call was made, not of when it was settled", () => {
    const run = begin({ fold: "latest", value: who, within: { kind: "time", ms: 10 } });
    run.session.observe({ kind: "principal", principal: { id: "ana" }, at: 100 });
    const prepared = run.session.prepare({ kind: "call", id: "a", tool: "pay", args: {}, at: 100 });
    run.session.observe({ kind: "principal", principal: { id: "ben" }, at: 105 });
    run.session.settle(prepared, [], 0);
    expect([run.ask(110), run.ask(111)]).toEqual(["ana", undefined]);
  });
});

describe("joins", () => {
  const joined: Partial<HistoryEntry> = { join: [{ theirs: arg("to"), relation: "==", ours: arg("to") }] };

  it("find the calls with the same scalar", () => {
    const run = begin(joined);
    for (const [index, to] of ["bo", "bo", "1", 1, undefined].entries()) run.call(`c${index}`, "pay", { to });
    expect([run.ask(undefined, { to: "bo" }), run.ask(undefined, { to: 1 }), run.ask(undefined, { to: "x" }), run.ask(undefined, {}), run.ask(undefined, { to: ["bo"] })]).toEqual([2, 1, 0, null, null]);
    run.call("u", "pay", { to: ["bo"] });
    expect(run.ask(undefined, { to: "x" })).toBe(null);
  });

  it("keep the others of one scalar where one is taken back", () => {
    const run = begin(joined);
    for (const id of ["a", "b"]) run.call(id, "pay", { to: "bo" });
    run.session.observe({ kind: "denied", id: "a" });
    expect(run.ask(undefined, { to: "bo" })).toBe(1);
  });

  it("join by results when these are there", () => {
    const run = begin({ fold: "latest", value: arg("n"), join: [{ theirs: result("id"), relation: "==", ours: arg("id") }] });
    run.call("a", "pay", { n: 1 });
    expect(run.ask(undefined, { id: 7 })).toBe(null);
    run.result("a", { id: 7 });
    run.call("b", "pay", { n: 2 });
    run.result("b", { id: 8 });
    expect(run.ask(undefined, { id: 7 })).toBe(1);
    expect(run.ask(undefined, { id: 9 })).toBe(undefined);
  });
});
