// Queries over earlier calls, one clause at a time: what became of calls, windows, `since`, values, the pending call, what is
// forgotten. What each is, docs/kernel.md says; joins have a file of their own.

import { describe, expect, it } from "vitest";
import type { Column } from "../../src/words/column.js";
import type { HistoryEntry } from "../../src/words/manifest.js";
import { clean as noLabels } from "../../src/words/labels.js";
import { opNumber } from "../../src/words/ops.js";
import { arg, begin, result, time, tools } from "./ask.js";
import type { DoubleOptions } from "./double.js";

describe("what became of a call", () => {
  it.each<[HistoryEntry["status"], number]>([["run", 3], ["pending", 1], ["succeeded", 1], ["failed", 1], ["refused", 3], ["attempted", 6]])("is %s", (status, count) => {
    const run = begin({ status });
    run.call("p", "pay", {});
    run.call("s", "pay", {});
    run.result("s", "done");
    run.call("f", "pay", {});
    run.result("f", "", { error: "it broke" });
    run.call("h", "held", {});
    run.call("d", "pay", {});
    run.session.observe({ kind: "denied", id: "d" });
    run.session.cancel(run.call("c", "pay", {}).id);
    expect(run.ask()).toBe(count);
  });

  it("is what it came to, where a held or a denied call ran all the same", () => {
    for (const status of ["run", "refused", "succeeded", "failed"] as const) {
      const run = begin({ status });
      run.call("h", "held", {});
      run.call("d", "pay", {});
      run.session.observe({ kind: "denied", id: "d" });
      expect(run.ask()).toBe(status === "refused" ? 2 : 0);
      run.result("h", "done");
      run.result("d", "x", { error: true });
      expect(run.ask()).toBe({ run: 2, refused: 0, succeeded: 1, failed: 1 }[status]);
    }
  });

  it("is told early where its result came before it was settled", () => {
    const run = begin({ status: "succeeded" });
    const prepared = run.session.prepare({ kind: "call", id: "a", tool: "pay", args: {} });
    run.result("a", "done");
    run.session.settle(prepared, [], 0);
    expect(run.ask()).toBe(1);
  });

  it("counts a response that was not held, as done", () => {
    const run = begin({ status: "succeeded", counter: 0 }, { bind: (view) => ({ op: view.op, sinks: 0, acts: [], target: noLabels, result: noLabels, counters: Uint32Array.of(view.op === opNumber.get("RESPOND") ? 1 : 0) }) });
    run.respond("hello");
    expect(run.ask()).toBe(1);
  });

  it("may be a match, and then nothing is known", () => {
    const run = begin({ status: "attempted" });
    run.call("a", "pay", {});
    const maybe = run.call("m", "maybe", {});
    expect(run.ask()).toBe(null);
    run.session.cancel(maybe.id);
    expect(run.ask()).toBe(null);
    const other = begin({ status: "pending" });
    other.session.cancel(other.call("m", "maybe", {}).id);
    expect(other.ask()).toBe(0);
  });
});

describe("values", () => {
  it("are summed without rounding on the way, and taken back without a trace", () => {
    const run = begin({ fold: "sum", value: arg("n") });
    for (const [index, n] of [0.1, 0.2, 1e16, 0.3].entries()) run.call(`c${index}`, "pay", { n });
    run.session.observe({ kind: "denied", id: "c2" });
    expect(run.ask()).toBe(0.6);
    run.call("x", "pay", { n: "7" });
    expect(run.ask()).toBe(null);
    run.session.observe({ kind: "denied", id: "x" });
    expect(run.ask()).toBe(0.6);
    run.call("y", "pay", {});
    expect(run.ask()).toBe(null);
  });

  it("are told apart, each item of a list", () => {
    const run = begin({ fold: "distinct", value: arg("to") });
    run.call("a", "pay", { to: "bo" });
    run.call("b", "pay", { to: ["bo", "1", 1] });
    run.call("c", "pay", { to: [] });
    expect(run.ask()).toBe(3);
    run.call("d", "pay", { to: { x: 1 } });
    expect(run.ask()).toBe(null);
  });

  it("are not told apart in a list that may have more", () => {
    const run = begin({ fold: "distinct", value: { kind: "apply", function: "shell.runs", of: [arg("command")] } });
    run.call("a", "pay", { command: "ls | sort" });
    expect(run.ask()).toBe(2);
    run.call("b", "pay", { command: "ls; $WHATEVER" });
    expect(run.ask()).toBe(null);
  });

  it("are the latest one's: absent where there is none, or it has none", () => {
    const run = begin({ fold: "latest", value: arg("to") });
    expect(run.ask()).toBe(undefined);
    run.call("a", "pay", { to: "bo" });
    expect(run.ask()).toBe("bo");
    run.call("b", "pay", {});
    expect(run.ask()).toBe(undefined);
    run.call("m", "maybe", { to: "eve" });
    expect(run.ask()).toBe(null);
    run.call("c", "pay", { to: ["x"] });
    expect(run.ask()).toEqual({ items: ["x"], open: false });
  });

  it("are listed, the latest first, each once, and open where there may be others", () => {
    const run = begin({ fold: "all", value: arg("to") });
    expect(run.ask()).toEqual({ items: [], open: false });
    for (const [index, to] of ["bo", ["al", "bo", 1], undefined, "eve", "al"].entries()) run.call(`c${index}`, "pay", { to });
    expect(run.ask()).toEqual({ items: ["al", "eve", "bo", 1], open: false });
    run.call("m", "maybe", { to: "cy" });
    expect(run.ask()).toEqual({ items: ["al", "eve", "bo", 1], open: true });
    const few = begin({ fold: "all", value: arg("to"), keep: 1 });
    for (const to of ["a", "b"]) few.call(to, "pay", { to });
    expect(few.ask()).toEqual({ items: ["b"], open: true });
  });

  it("of results are known when a call has finished", () => {
    const run = begin({ fold: "latest", value: result("author") });
    run.call("a", "pay", {});
    expect(run.ask()).toBe(null);
    run.result("a", "{\"author\": \"ana\", \"id\": 90071992547409930}");
    expect(run.ask()).toBe("ana");
    run.call("b", "pay", {});
    run.result("b", "no author");
    expect(run.ask()).toBe(undefined);
  });
});

describe("windows", () => {
  it("go back so many instructions", () => {
    const run = begin({ within: { kind: "steps", steps: 2 } });
    run.call("a", "pay", {});
    expect(run.ask()).toBe(1);
    expect(run.ask()).toBe(1);
    expect(run.ask()).toBe(0);
  });

  it("go back so long, to the millisecond", () => {
    const run = begin({ within: { kind: "time", ms: 3_600_000 } });
    run.call("a", "pay", {}, { at: "2026-11-22T10:00:00+01:00" });
    expect(run.ask("2026-11-22T10:00:00.000Z")).toBe(1);
    expect(run.ask("2026-11-22T10:00:00.001Z")).toBe(0);
  });

  it("are unknown of what has no time, and absent where the runtime has none", () => {
    const run = begin({ within: { kind: "time", ms: 10 } });
    expect(run.ask()).toBe(0);
    run.call("a", "pay", {}, { at: 100 });
    expect(run.ask()).toBe(null);
    expect(run.ask("soon")).toBe(null);
    expect(run.ask(200)).toBe(0);
    run.call("b", "pay", {});
    expect(run.ask(300)).toBe(null);
    expect(begin({ within: { kind: "time", ms: 10 } }, {}, ["principal"]).ask(1)).toBe(undefined);
  });

  it("overlook nothing that has no time before what has one", () => {
    const run = begin({ within: { kind: "time", ms: 10 } });
    run.call("a", "pay", {});
    run.call("b", "pay", {}, { at: 100 });
    expect(run.ask(1000)).toBe(null);
  });

  it("do not go back with the clock", () => {
    const run = begin({ within: { kind: "time", ms: 10 } });
    run.call("a", "pay", {}, { at: 1000 });
    expect(run.ask(5)).toBe(1);
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["event/time-went-back"]);
    expect(run.ask(500)).toBe(1);
    expect(run.session.anomalies).toHaveLength(2);
    expect(run.ask(1011)).toBe(0);
  });

  it("are unknown where the clock went back by more than a minute: it, or the one before, is wrong", () => {
    const run = begin({ within: { kind: "time", ms: 10 } });
    run.call("a", "pay", {}, { at: "2999-01-01T00:00:00Z" });
    expect(run.ask("2998-12-31T23:59:00Z")).toBe(1);
    expect(run.ask("2998-12-31T23:58:59.999Z")).toBe(null);
    expect(run.ask("2026-11-22T10:00:00Z")).toBe(null);
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["event/time-went-back", "event/time-astray", "event/time-astray"]);
    run.call("b", "pay", {}, { at: "2026-11-22T10:00:00Z" });
    expect(run.ask("2999-01-01T00:00:01Z")).toBe(null);
    expect(begin({ fold: "latest", value: time }).ask("2026-11-22T10:00:00Z")).toBe(undefined);
  });
});

describe("periods of the calendar", () => {
  it.each([
    ["day", "Europe/Berlin", "2026-11-21T22:59:59.999Z", "2026-11-21T23:00:00Z", "2026-11-22T22:59:59Z"],
    ["day", "UTC", "2026-11-21T23:59:59.999Z", "2026-11-22T00:00:00Z", "2026-11-22T23:59:59Z"],
    ["week", "Europe/Berlin", "2026-11-15T22:59:59.999Z", "2026-11-15T23:00:00Z", "2026-11-22T22:59:59Z"],
    ["month", "Asia/Kathmandu", "2026-10-31T18:14:59.999Z", "2026-10-31T18:15:00Z", "2026-11-22T22:59:59Z"],
    ["year", "America/New_York", "2026-01-01T04:59:59.999Z", "2026-01-01T05:00:00Z", "2027-01-01T04:59:59Z"],
    // Clocks were put on at midnight there, and the day began at one.
    ["day", "America/Sao_Paulo", "2017-10-15T02:59:59.999Z", "2017-10-15T03:00:00Z", "2017-10-16T01:59:59Z"],
  ] as const)("begin where a %s begins in %s", (period, zone, before, first, now) => {
    const run = begin({ within: { kind: "calendar", period, zone } });
    run.call("a", "pay", {}, { at: before });
    run.call("b", "pay", {}, { at: first });
    expect(run.ask(now)).toBe(1);
  });

  it("are unknown without a time, or in a zone that nobody knows, and absent where the runtime gives none", () => {
    const today: Partial<HistoryEntry> = { within: { kind: "calendar", period: "day", zone: "UTC" } };
    const run = begin(today);
    run.call("a", "pay", {}, { at: 100 });
    expect([run.ask(200), run.ask()]).toEqual([1, null]);
    run.call("b", "pay", {});
    expect(run.ask(300)).toBe(null);
    const nowhere = begin({ within: { kind: "calendar", period: "day", zone: "Mars/Base" } });
    nowhere.call("a", "pay", {}, { at: 100 });
    expect(nowhere.ask(200)).toBe(null);
    expect(begin(today, {}, ["principal"]).ask(1)).toBe(undefined);
  });
});

describe("since", () => {
  it("counts only what came after the latest", () => {
    const run = begin({ since: { counter: 1, status: "succeeded", join: [] } });
    run.call("a", "pay", {});
    run.call("e", "edit", {});
    expect(run.ask()).toBe(1);
    run.result("e", "done");
    expect(run.ask()).toBe(0);
    run.call("b", "pay", {});
    expect(run.ask()).toBe(1);
  });

  it("is unknown of what ran beside it: nobody can say which was first", () => {
    const run = begin({ since: { counter: 1, status: "run", join: [] } });
    run.call("e", "edit", {});
    run.call("b", "pay", {});
    expect(run.ask()).toBe(null);
    run.result("e", "done");
    expect(run.ask()).toBe(null);
    run.call("f", "edit", {});
    run.session.observe({ kind: "denied", id: "f" });
    expect(run.ask()).toBe(null);
    run.call("g", "edit", {});
    run.result("g", "done");
    expect(run.ask()).toBe(0);
    run.call("c", "pay", {});
    expect(run.ask()).toBe(1);
  });

  it("does not count the very call that it asks for", () => {
    const run = begin({ since: { counter: 0, status: "run", join: [] } });
    run.call("a", "pay", {});
    expect(run.ask()).toBe(0);
  });

  it("is unknown of what came before one that was forgotten, where no later one is known", () => {
    const run = begin({ since: { counter: 1, status: "run", join: [] }, keep: 1 });
    run.call("a", "pay", {});
    for (const id of ["e", "f"]) run.call(id, "edit", {});
    expect(run.ask()).toBe(0);
    run.session.observe({ kind: "denied", id: "f" });
    expect(run.ask()).toBe(null);
  });

  it("is unknown of what came before one that may be it", () => {
    const run = begin({ since: { counter: 1, status: "run", join: [] } }, { tools: { ...tools, maybe: { counters: [0, 2] } } });
    run.call("m", "maybe", {});
    run.result("m", "done");
    run.call("b", "pay", {});
    expect(run.ask()).toBe(1);
    run.call("n", "maybe", {});
    expect(run.ask()).toBe(null);
    run.call("e", "edit", {});
    expect(run.ask()).toBe(0);
  });
});

describe("the pending call", () => {
  it("counts with the others where that is asked", () => {
    const run = begin({ fold: "sum", value: arg("n"), including: true });
    run.call("a", "pay", { n: 2 });
    run.call("b", "pay", { n: 3 });
    expect(run.decides.at(-1)?.columns[0]).toBe(5);
    expect(run.ask()).toBe(5);
    run.call("h", "held", { n: 4 });
    expect(run.decides.at(-1)?.columns[0]).toBe(9);
    expect(run.ask()).toBe(5);
    run.call("m", "maybe", { n: 1 });
    expect(run.decides.at(-1)?.columns[0]).toBe(null);
  });

  it("is none that has a result", () => {
    const run = begin({ status: "succeeded", including: true });
    run.call("a", "pay", {});
    expect(run.decides.at(-1)?.columns[0]).toBe(0);
  });
});

describe("what is forgotten", () => {
  it("makes the answer unknown where it may matter, and only there", () => {
    const within = begin({ within: { kind: "steps", steps: 2 }, keep: 2 });
    const distinct = begin({ fold: "distinct", value: arg("to"), keep: 2 });
    const latest = begin({ fold: "latest", value: arg("to"), keep: 2 });
    const count = begin({ keep: 2 });
    for (const run of [within, distinct, latest, count]) for (const to of ["a", "b", "c"]) run.call(to, "pay", { to });
    expect([within.ask(), distinct.ask(), latest.ask(), count.ask()]).toEqual([2, null, "c", 3]);
    for (const id of ["b", "c"]) latest.session.observe({ kind: "denied", id });
    expect(latest.ask()).toBe(null);
  });

  it("is not what never counted", () => {
    const run = begin({ fold: "distinct", value: arg("to"), keep: 2 });
    for (const id of ["a", "b", "c", "d"]) run.session.cancel(run.call(id, "pay", { to: id }).id);
    run.call("e", "pay", { to: "e" });
    expect(run.ask()).toBe(1);
  });
});

describe("selectors that read results", () => {
  const bind: DoubleOptions["bind"] = (view) => {
    const status = view.columns[1];
    return { op: view.op, sinks: 0, acts: [], target: noLabels, result: { ...noLabels, secrecy: status === "secret" ? 2 : 0 }, counters: Uint32Array.of(view.tool !== 0 ? 0 : status === null ? 2 : status === "ok" ? 1 : 0) };
  };
  const columns: readonly Column[] = [{ kind: "history", history: 0, key: "history 0", type: "number" }, { kind: "result", path: ["status"], type: "string" }, { kind: "count", counter: 0, key: "c", type: "number" }];

  it("keep what was certain before", () => {
    const run = begin({}, { columns, bind: (view) => ({ op: view.op, sinks: 0, acts: [], target: noLabels, result: noLabels, counters: Uint32Array.of(view.tool === 0 && view.columns[1] === null ? 1 : 0) }) });
    run.call("a", "pay", {});
    run.result("a", { status: "x" });
    expect(run.ask()).toBe(1);
  });

  it("are asked again of a response when it is decided: it gives nothing", () => {
    const run = begin({ status: "succeeded" }, { columns, bind: (view) => ({ op: view.op, sinks: 0, acts: [], target: noLabels, result: noLabels, counters: Uint32Array.of(view.columns[1] === null ? 2 : 0) }) });
    run.respond("hello");
    expect(run.ask()).toBe(0);
  });

  it("that fail then leave the call what it was, and its result opaque", () => {
    const failing: DoubleOptions["bind"] = (view) => {
      if (view.columns[1] === "ok") throw new Error("no");
      return { op: view.op, sinks: 0, acts: [], target: noLabels, result: noLabels, counters: Uint32Array.of(view.tool === 0 ? 2 : 0) };
    };
    const run = begin({}, { columns, bind: failing, demand: { edges: { value: false, context: true, declared: false } } });
    run.call("a", "pay", {});
    run.result("a", { status: "ok" });
    expect(run.ask()).toBe(null);
    expect(run.decides.at(-1)?.flows[1].labels).toMatchObject({ trust: 2, secrecy: 2, unknown: true });
    expect(run.session.anomalies.map(({ code }) => code)).toEqual(["engine/bind-failed"]);
  });

  it("are asked again when a call has finished", () => {
    const run = begin({ status: "succeeded" }, { bind, columns, demand: { edges: { value: false, context: true, declared: false } } });
    const counted = (): unknown => [run.ask(), run.decides.at(-1)?.columns[2]];
    run.call("a", "pay", {});
    expect(counted()).toEqual([0, null]);
    run.result("a", "{\"status\": \"ok\"}");
    expect(counted()).toEqual([1, 1]);
    run.call("b", "pay", {});
    run.result("b", { status: "secret" });
    expect(counted()).toEqual([1, 1]);
    expect(run.decides.at(-1)?.flows[1].labels.secrecy).toBe(2);
    run.call("c", "pay", {});
    run.result("c", undefined);
    expect(counted()).toEqual([null, null]);
  });
});
