// How much of what a session remembers one question looks at: the same, however many calls there were with other keys, before the
// latest of a `since`, or out of the window. Counted, not timed.

import { describe, expect, it } from "vitest";
import { answer, begin, createHistories, end, type Histories } from "../../src/kernel/facts/history.js";
import { theirSides } from "../../src/kernel/facts/join.js";
import { queriesOf } from "../../src/kernel/facts/query.js";
import type { HistoryEntry, Join } from "../../src/words/manifest.js";
import type { Term, TermValue } from "../../src/words/term.js";

const id: Term = { kind: "column", column: { kind: "arg", path: ["id"], type: "any" } };
const same: Join = { theirs: id, relation: "==", ours: id };
const plain: HistoryEntry = { key: "q", fold: "count", counter: 0, status: "run", within: null, since: null, join: [], including: false, value: null, keep: 65_536 };
const since: NonNullable<HistoryEntry["since"]> = { counter: 1, status: "run", join: [] };

/** A question after so many edits (counter 1) and runs (counter 0), each of its own id, and how many remembered calls it looks at. */
function ask(entry: Partial<HistoryEntry>, calls: number): { readonly answer: TermValue; readonly looked: number } {
  const histories = createHistories(queriesOf({ histories: [{ ...plain, ...entry }], counters: ["run", "edit"] }));
  for (let call = 0; call < calls; call++) take(histories, call, call % 2 === 0 ? 1 : 4, call >> 1);
  // The last ones: an edit of `a`, two runs of it.
  for (const counters of [4, 1, 1]) take(histories, calls++, counters, "a");
  const count = { looked: 0 };
  for (const store of histories.stores) {
    for (const bucket of store === null ? [] : [store.loose, ...store.byKey.values()]) for (const list of ["sure", "unsure", "ends"] as const) Reflect.set(bucket, list, counted(bucket[list], count));
  }
  const given = answer(histories, histories.queries.list[0] ?? expect.unreachable(), { step: calls, at: calls, opened: null, ours: ["a"].slice(0, entry.join?.length ?? 0), sinceOurs: ["a"].slice(0, entry.since?.join.length ?? 0), pending: null });
  return { answer: given, looked: count.looked };
}

function take(histories: Histories, step: number, counters: number, value: TermValue): void {
  const keep: Parameters<typeof begin>[2] = ({ joins }) => ({ value: 1, sides: theirSides(joins, joins.all.map(() => value)) });
  const past = begin(histories, { step, at: step, fate: "pending", counters: Uint32Array.of(counters) }, keep);
  if (past !== null) end(histories, past, "succeeded", step + 1, past.counters, keep);
}

function counted<T>(list: T[], count: { looked: number }): T[] {
  return new Proxy(list, { get(of, key) {
    if (typeof key === "string" && /^\d+$/.test(key)) count.looked++;
    return Reflect.get(of, key) as unknown;
  } });
}

describe("a question", () => {
  it.each<[string, Partial<HistoryEntry>]>([
    ["how many different ones are joined", { fold: "distinct", value: id, join: [same] }],
    ["a joined count", { join: [same] }],
    ["a count since the latest", { since }],
    ["a joined count since the latest", { join: [same], since: { ...since, join: [same] } }],
    ["a sum of what is joined", { fold: "sum", value: id, join: [same] }],
    ["a sum since the latest of the same", { fold: "sum", value: id, since: { ...since, join: [same] } }],
    ["the latest", { fold: "latest", value: id, join: [same], since: { ...since, join: [same] } }],
    ["a count in a window of steps", { within: { kind: "steps", steps: 2 } }],
    ["a count in a window of time", { within: { kind: "time", ms: 2 } }],
    ["a sum in a window of time", { fold: "sum", value: id, within: { kind: "time", ms: 2 } }],
  ])("looks at no more calls for %s where more are remembered", (_, entry) => {
    const few = ask(entry, 16);
    const many = ask(entry, 16_384);
    // Places in sorted lists are found by halves.
    const halves = Math.log2(16_384 / 16) + 1;
    expect(few.looked).toBeGreaterThan(0);
    expect(few.looked).toBeLessThan(16);
    expect(many.looked).toBeLessThanOrEqual(few.looked + halves);
    expect(many.answer).toBe(entry.fold === "latest" || entry.fold === "distinct" ? 1 : 2);
  });

  it("looks at more where more are in range and have to be put together", () => {
    expect(ask({ fold: "sum", value: id, within: { kind: "steps", steps: 1000 } }, 2000).looked).toBeGreaterThan(400);
  });
});
