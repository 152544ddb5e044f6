// What happens where reading an event breaks by a defect of ours: the caller never sees an exception, nothing is half remembered,
// and what could not be read counts as the worst. Two functions of `extract` are made to break on a word, for both kernels.

import { describe, expect, it, vi } from "vitest";
import { opaque } from "../../src/words/labels.js";
import type * as SegmentsModule from "../../src/extract/segments.js";
import type * as TokensModule from "../../src/extract/tokens.js";
import { holdEqual } from "../naive/hold.js";
import { double, everything, type Double } from "./double.js";

vi.mock("../../src/extract/tokens.js", async (load) => {
  const real = await load<typeof TokensModule>();
  return { ...real, tokenize: (text: string) => (text.includes("badtoken") ? broken() : real.tokenize(text)) };
});
vi.mock("../../src/extract/segments.js", async (load) => {
  const real = await load<typeof SegmentsModule>();
  return { ...real, segments: (content: unknown, format: "structure" | "text") => (JSON.stringify(content).includes("badline") ? broken() : real.segments(content, format)) };
});

function broken(): never {
  throw new RangeError("Maximum call stack size exceeded");
}
const acts = [{ name: "pay", verbs: ["pay"], nouns: [] }];
const begin = (): Double => double({
  tools: { send: { roles: { destination: "to", content: "text" } } }, sources: 1, demand: everything, acts, columns: [{ kind: "asked", act: "pay", type: "boolean" }],
});
const codes = (run: Double): string[] => run.session.anomalies.map(({ code }) => code);

describe("a text that breaks its reader", () => {
  it.each([
    ["the user's", { kind: "user", text: "badtoken" }], ["the system's", { kind: "system", text: "badline" }], ["another agent's", { kind: "user", principal: "agent", text: "badtoken" }], ["the model's", { kind: "reason", text: "badline" }],
  ])("is opaque: %s", (_, event) => {
    const run = begin();
    run.session.observe(event);
    expect(codes(run)).toEqual(["engine/event-failed"]);
    run.call("a", "send", { to: "Anna Berg" });
    expect(run.row("to")).toMatchObject({ unknown: true, flow: { labels: opaque } });
    expect(run.decides[0]?.columns[0]).toBe(null);
  });

  it("is opaque as a result, and as a response that was decided", () => {
    const run = begin();
    run.call("a", "send", { to: "Anna Berg" });
    run.result("a", "badtoken");
    expect(codes(run)).toEqual(["event/opaque-result"]);
    const other = begin();
    expect(other.respond("badline").code).toBe(null);
    expect(codes(other)).toEqual(["engine/event-failed"]);
    other.call("a", "send", { to: "Anna Berg" });
    expect(other.row("to").unknown).toBe(true);
  });
});

describe("a call that breaks its reader", () => {
  it("is denied with a code, is a node, and the next is decided", () => {
    const run = begin();
    expect(run.call("a", "send", { to: "badtoken" })).toMatchObject({ effect: "deny", code: "engine/call-failed", step: 0 });
    expect(run.respond("badtoken")).toMatchObject({ effect: "deny", code: "engine/call-failed", step: 1 });
    expect(run.call("b", "send", { to: "Anna Berg" })).toMatchObject({ effect: "allow", step: 2 });
    expect(run.binds[1]?.resourcesOpen).toBe(true);
  });

  it("is denied when its verdicts break what reads them", () => {
    const run = begin();
    const prepared = run.session.prepare({ kind: "call", id: "a", tool: "send", args: {} });
    const verdict = new Proxy({ rule: 0, row: -1, unknown: false }, { get: broken });
    expect(run.session.settle(prepared, [verdict], 0)).toMatchObject({ effect: "deny", code: "engine/call-failed" });
    expect(run.call("b", "send", {}).effect).toBe("allow");
  });

  it("is malformed when its refs throw or have holes", () => {
    const run = begin();
    const revoked = Proxy.revocable<string[]>([], {});
    revoked.revoke();
    const sparse = ["x"];
    sparse.length = 3;
    const lists: readonly (readonly string[])[] = [new Proxy(["x"], { get: broken }), revoked.proxy, sparse];
    for (const [index, refs] of lists.entries()) expect(run.call(`c${index}`, "send", {}, { refs }).code).toBe("event/malformed");
  });
});

it("both kernels take it the same way", () => {
  const run = begin();
  const call = (id: string, to: unknown): unknown => ({ kind: "call", id, tool: "send", args: { to } });
  for (const bad of [
    { kind: "user", text: "pay badline" }, { kind: "reason", text: "badtoken" }, { kind: "response", text: "badline" }, { kind: "response", text: "badtoken" }, { kind: "result", id: "a", content: "badline" }, call("x", "badtoken"),
  ]) {
    const log = [{ kind: "user", text: "pay Anna Berg" }, call("a", "Anna Berg"), bad, call("b", "Anna Berg"), { kind: "result", id: "x", content: "Olaf" }, call("c", "Olaf")];
    expect(holdEqual(run.evaluator.manifest, run.evaluator, log)).toBeNull();
  }
});
