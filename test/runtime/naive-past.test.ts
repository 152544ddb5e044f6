// The engine and the naive kernel over a bundle of queries, terms, results, sources, approvals, principals and times, held equal on
// generated logs. The bundle has no policy: its evaluator answers by the tools' names and arguments, so that only the kernels are compared.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isList } from "../../src/words/cell.js";
import { columnKey, type Column } from "../../src/words/column.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { clean } from "../../src/words/labels.js";
import { MANIFEST_VERSION, markWords, periods, relations, statuses, type HistoryEntry, type Manifest, type RuleEntry } from "../../src/words/manifest.js";
import { opNumber } from "../../src/words/ops.js";
import type { Term } from "../../src/words/term.js";
import type { Verdict, View } from "../../src/words/view.js";
import { toolDigest } from "../../src/kernel/event/listed.js";
import { holdEqual } from "../naive/hold.js";

const arg = (...path: readonly string[]): Term => ({ kind: "column", column: { kind: "arg", path, type: "any" } });
const result = (...path: readonly string[]): Term => ({ kind: "column", column: { kind: "result", path, type: "any" } });
const apply = (name: "+" | "fold" | "size" | "list" | "shell.runs" | "unique", ...of: readonly Term[]): Term => ({ kind: "apply", function: name, of });
const time: Term = { kind: "column", column: { kind: "time", type: "number" } };
const who: Term = { kind: "column", column: { kind: "principal", field: "id", type: "string" } };
const counters = ["send", "read", "any", "maybe", "good", "said", "heard"] as const;

/** Every fold, status, clause and join, over every counter, each with a small memory beside one that suffices. */
const queries: readonly Partial<HistoryEntry>[] = [
  ...statuses.map((status, number): Partial<HistoryEntry> => ({ status, counter: number % counters.length, including: number % 2 === 0 })),
  { fold: "sum", value: arg("amount") }, { fold: "sum", value: arg("amount"), including: true, status: "attempted" }, { fold: "sum", value: arg("amount"), within: { kind: "time", ms: 5000 }, including: true },
  { fold: "sum", value: apply("+", arg("amount"), result("fee")), status: "succeeded", within: { kind: "steps", steps: 5 } },
  { fold: "count", within: { kind: "steps", steps: 3 } }, { fold: "count", counter: 2, within: { kind: "time", ms: 3000 } }, { fold: "count", counter: 4, within: { kind: "steps", steps: 8 } },
  { fold: "count", since: { counter: 1, status: "succeeded", join: [] } }, { fold: "count", counter: 2, since: { counter: 3, status: "run", join: [] } }, { fold: "count", since: { counter: 4, status: "run", join: [] }, keep: 2 },
  { fold: "distinct", value: arg("to") }, { fold: "distinct", value: arg("to"), keep: 2 }, { fold: "distinct", counter: 2, value: arg("cc"), including: true, within: { kind: "steps", steps: 6 } },
  { fold: "latest", counter: 1, value: result("author"), status: "succeeded" }, { fold: "latest", counter: 2, value: result(), status: "attempted", keep: 1 }, { fold: "latest", counter: 0, value: arg("cc"), including: true },
  { fold: "latest", counter: 1, value: result("author"), join: [{ theirs: arg("path"), relation: "==", ours: arg("path") }] },
  { fold: "count", counter: 2, join: [{ theirs: result("author"), relation: "==", ours: arg("to") }], keep: 3 }, { fold: "count", counter: 0, join: [{ theirs: apply("fold", arg("to")), relation: "==", ours: apply("fold", arg("to")) }, { theirs: arg("amount"), relation: "==", ours: arg("amount") }], including: true },
  { fold: "sum", counter: 0, value: arg("amount"), join: [{ theirs: { kind: "column", column: { kind: "tool", type: "string" } }, relation: "==", ours: { kind: "column", column: { kind: "tool", type: "string" } } }], within: { kind: "time", ms: 9000 }, since: { counter: 5, status: "succeeded", join: [] } },
  ...relations.map((relation, number): Partial<HistoryEntry> => ({ fold: "count", counter: 2, status: "attempted", including: number % 2 === 0, join: [{ theirs: arg(number < 6 ? "amount" : number < 8 ? "to" : "cc"), relation, ours: arg(number < 6 ? "amount" : number < 8 ? "cc" : "to") }] })),
  { fold: "count", counter: 0, join: [{ theirs: arg("to"), relation: "in", ours: arg("cc") }, { theirs: arg("path"), relation: "==", ours: arg("path") }] },
  { fold: "count", counter: 0, join: [{ theirs: arg("to"), relation: "not in", ours: arg("cc") }], within: { kind: "time", ms: 60_000 }, keep: 4 },
  { fold: "count", counter: 0, since: { counter: 1, status: "run", join: [{ theirs: arg("path"), relation: "==", ours: arg("path") }] } },
  { fold: "count", counter: 0, join: [{ theirs: arg("to"), relation: "==", ours: arg("to") }], since: { counter: 2, status: "attempted", join: [{ theirs: arg("amount"), relation: "==", ours: arg("amount") }, { theirs: result("author"), relation: "==", ours: arg("to") }] }, keep: 3 },
  { fold: "latest", counter: 2, value: arg("to"), status: "attempted", since: { counter: 2, status: "run", join: [{ theirs: arg("amount"), relation: ">", ours: arg("amount") }, { theirs: arg("path"), relation: "==", ours: arg("path") }] } },
  { fold: "count", counter: 2, since: { counter: 4, status: "run", join: [{ theirs: result("author"), relation: "!=", ours: arg("to") }] } },
  { fold: "count", counter: 2, since: { counter: 2, status: "succeeded", join: [{ theirs: who, relation: "==", ours: who }] }, keep: 5 },
  { fold: "latest", counter: 0, value: time }, { fold: "count", counter: 2, status: "attempted", join: [{ theirs: who, relation: "!=", ours: who }] },
  { fold: "latest", counter: 1, value: { kind: "else", left: result("author"), right: who }, status: "succeeded" }, { fold: "count", counter: 0, join: [{ theirs: time, relation: "<", ours: time }] },
  ...periods.map((period): Partial<HistoryEntry> => ({ fold: "count", counter: 2, within: { kind: "calendar", period, zone: "America/Sao_Paulo" }, including: period === "week" })),
  { fold: "sum", value: arg("amount"), within: { kind: "calendar", period: "day", zone: "Asia/Kathmandu" }, keep: 3 },
  { fold: "all", counter: 2, value: arg("cc"), including: true, within: { kind: "steps", steps: 9 }, keep: 2 }, { fold: "all", counter: 2, value: result("author"), status: "succeeded", join: [{ theirs: arg("path"), relation: "==", ours: arg("path") }], keep: 2 },
  { fold: "count", counter: 2, since: { counter: 6, status: "run", join: [] } }, { fold: "count", counter: 6, within: { kind: "time", ms: 3000 } }, { fold: "latest", counter: 6, value: arg("text"), keep: 1 },
  { fold: "count", counter: 6, since: { counter: 0, status: "attempted", join: [] }, join: [{ theirs: arg("text"), relation: "==", ours: arg("to") }] },
  { fold: "count", counter: 0, keep: 1, within: { kind: "time", ms: 4000 } }, { fold: "latest", counter: 0, keep: 2, value: arg("to"), within: { kind: "time", ms: 4000 }, status: "refused" },
];
const histories = queries.map((entry, number): HistoryEntry => ({ key: `history ${number}`, fold: "count", counter: 0, status: "run", within: null, since: null, join: [], including: false, value: null, keep: 1024, ...entry }));

const columns: readonly Column[] = [
  ...histories.map((entry, history): Column => ({ kind: "history", history, key: entry.key, type: "any" })),
  ...counters.map((key, counter): Column => ({ kind: "count", counter, key, type: "number" })),
  { kind: "arg", path: ["text"], type: "string" },
  { kind: "repeats", type: "number" }, { kind: "alternates", type: "number" }, { kind: "approved", type: "boolean" }, { kind: "changed", type: "boolean" },
  ...(["sink", "tool"] as const).flatMap((scope) => [true, false].flatMap((session) => (["by", "role"] as const).map((field): Column => ({ kind: "approvers", scope, session, field, type: "strings" })))),
  { kind: "result", path: [], type: "any" }, { kind: "result", path: ["author"], type: "string" }, { kind: "tool", type: "string" },
  { kind: "principal", field: "id", type: "string" }, { kind: "principal", field: "roles", type: "strings" }, { kind: "principal", field: "tenant", type: "string" }, { kind: "time", type: "number" },
  { kind: "term", term: apply("size", apply("shell.runs", arg("to"))), type: "number" }, { kind: "term", term: apply("unique", apply("shell.runs", arg("to"))), type: "strings" },
  { kind: "term", term: { kind: "each", list: arg("cc"), body: apply("+", { kind: "item", depth: 0 }, arg("to")) }, type: "strings" },
  { kind: "term", term: apply("+", { kind: "column", column: { kind: "time", type: "number" } }, { kind: "column", column: { kind: "count", counter: 0, key: "send", type: "number" } }), type: "number" },
  { kind: "term", term: apply("list", result("author")), type: "any" },
  { kind: "term", term: { kind: "else", left: { kind: "column", column: { kind: "history", history: 17, key: "history 17", type: "any" } }, right: { kind: "literal", value: "nobody" } }, type: "any" },
  ...["t.value", "t.context", "t.declared", "t.any"].flatMap((rule) => [arg("path"), result("author"), apply("list", { kind: "column", column: { kind: "tool", type: "string" } })].map((term): Column => ({ kind: "sources", rule, term, type: "any" }))),
  { kind: "term", term: withSources("t.any", arg("to")), type: "any" },
];

/** What each source says by itself, put together with something of the call; no column of the view is what it says alone. */
function withSources(rule: string, own: Term): Term {
  const told: Term = { kind: "column", column: { kind: "sources", rule, term: { kind: "apply", function: "(list)", of: [apply("fold", result("author")), arg("path")] }, type: "any" } };
  const part: Term = { kind: "apply", function: "[]", of: [{ kind: "item", depth: 0 }, { kind: "literal", value: 0 }] };
  return { kind: "each", list: told, body: apply("+", part, own) };
}

const tools = ["send", "read", "maybe"];
const said: readonly Partial<RuleEntry>[] = [
  ...(["value", "context", "declared", "any"] as const).map((via, source): Partial<RuleEntry> => ({ id: `t.${via}`, kind: "relational", effect: "warn", via, source })), { id: "t.deny" }, { id: "t.ask", effect: "ask" },
];
const rules = said.map((rule): RuleEntry => ({ id: "t.r", kind: "unary", effect: "deny", title: "", reason: [], observe: false, span: { file: "t", start: 0, end: 0 }, hostFacts: [], ...rule }));

const manifest: Manifest = {
  version: MANIFEST_VERSION, packages: ["t"], catalogues: [], tags: ["t"], acts: [],
  tools: tools.map((name) => ({ name, roles: [{ role: "content", path: "to" }], result: "structure", params: name === "read" ? ["amount"] : [], declared: name === "maybe" ? [] : ["amount"], open: true })),
  rules, sources: 4, counters, heard: [6], histories, patterns: [], data: [], profiles: [],
  demand: {
    columns: columns.map((column) => ({ ...column, for: column.kind === "sources" || column.kind === "history" || columnKey(column).includes("sources") ? ["decide"] : column.kind === "result" || (column.kind === "term" && columnKey(column).includes("result")) ? ["bind", "mark"] : ["bind", "mark", "decide"] })),
    rowColumns: [{ kind: "term", term: apply("+", { kind: "row" }, arg("amount")), type: "any" }, { kind: "term", term: apply("list", { kind: "row" }), type: "any" }, { kind: "term", term: withSources("t.value", { kind: "row" }), type: "any" }, { kind: "extract", extractor: "fold" }],
    rows: true, provenance: true, named: false, edges: { value: true, context: true, declared: true },
  },
};
const authorColumn = manifest.demand.columns.findIndex((column) => column.kind === "result" && column.path[0] === "author");

function bits(size: number, truths: readonly number[]): Uint32Array {
  const words = new Uint32Array(markWords(size));
  truths.forEach((truth, number) => { if (truth > 0) words[(2 * number) >>> 5] = (words[(2 * number) >>> 5] ?? 0) | (truth << ((2 * number) & 31)); });
  return words;
}

/** Answers by what is called: calls of `send` feed one counter, those whose result names an author another, and so on. */
const evaluator: Evaluator = {
  manifest,
  bind(view) {
    const tool = manifest.tools[view.tool]?.name ?? "";
    const author = view.columns[authorColumn];
    const isGood = author === undefined ? 0 : author === null ? 2 : author === "bob" ? 1 : 0;
    const answer = bits(counters.length, [Number(tool === "send"), Number(tool === "read"), 1, tool === "maybe" ? 2 : 0, isGood, Number(view.op === opNumber.get("RESPOND")), heardAs(view)]);
    return { op: view.op, sinks: 0, acts: [], target: view.self, result: author === "bob" ? clean : { ...clean, trust: 2 }, counters: answer };
  },
  mark: (view) => bits(4, view.columns[authorColumn] === null ? [2, 0, 2, 2] : view.columns[authorColumn] === "bob" ? [1, 1, 1, 1] : [0, view.op === opNumber.get("USER") ? 1 : 0, 0, 0]),
  decide: (view): readonly Verdict[] => (heldBy(view) === -1 ? [] : [{ rule: heldBy(view), unknown: false, row: -1 }]),
};

/** Of the user's messages one word counts for certain, another perhaps; of calls none. */
function heardAs(view: View): number {
  const text = view.columns[manifest.demand.columns.findIndex((column) => column.kind === "arg" && column.path[0] === "text")];
  return view.op !== opNumber.get("USER") ? 0 : text === "eve" ? 2 : text === "ls | sh" ? 0 : 1;
}

/** Some calls are denied and some ask, by what they say. */
function heldBy(view: View): number {
  const texts = view.rows.map(({ value }) => value);
  return texts.includes("denied") ? 4 : texts.includes("ask") ? 5 : -1;
}

const word = fc.constantFrom("bob", "eve", "ask", "denied", "alpha bravo charlie delta", "ls | sh", "\ud800");
const given = fc.record({ to: word, amount: fc.constantFrom<unknown>(1, 0.1, 0.2, 1e300, -3, "7", null), cc: fc.constantFrom<unknown>(["bob", "eve"], [], "bob", [["x"]], [1, true]), path: word }, { requiredKeys: ["path"] });
const at = fc.constantFrom<unknown>(undefined, "tick", "tick", "tick", "leap", "back", "far back", "never");
const id = fc.nat({ max: 6 });
const content = fc.oneof(
  word, fc.record({ author: fc.constantFrom<unknown>("bob", "eve", null, 7), fee: fc.constantFrom(0.1, 5), note: fc.constant("alpha bravo charlie delta") }, { requiredKeys: ["note"] }), fc.constantFrom("{\"author\": \"bob\", \"fee\": 0.3}", "{\"author\": 1, \"author\": 2}", " [1, 90071992547409930]", "{broken"),
  fc.constant([{ type: "text", text: "{\"author\": \"bob\"}" }]), fc.constantFrom(undefined, 4, true),
);
const event = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant("call"), tool: fc.constantFrom("send", "send", "read", "maybe", "other"), args: given, refs: fc.array(id, { maxLength: 2 }), at }, { requiredKeys: ["kind", "tool", "args", "at"] }) },
  { weight: 9, arbitrary: fc.record({ kind: fc.constant("result"), id, content, error: fc.constantFrom(undefined, undefined, undefined, false, true, "it broke"), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("denied"), id, at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("cancel"), event: fc.nat({ max: 12 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("response"), text: word, at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("user", "reason"), text: word, at }).map((each) => (each.kind === "reason" && each.text.length > 6 ? { ...each, kind: "step", op: "COMPRESS" } : each)) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("principal"), principal: fc.constantFrom<unknown>({ id: "ana", roles: ["b", "a"] }, { id: "\ud800", tenant: "acme" }, {}, { id: 7 }, null), at }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("approval"), tool: fc.constantFrom("send", "read"), like: id, by: fc.constantFrom("ana", "bo"), role: fc.constantFrom(undefined, "manager", "clerk"), at }) },
);

/** What people say of decisions that asked, and of calls. */
const person = { by: fc.constantFrom("ana", "bo", "Ana", " "), until: fc.constantFrom(undefined, undefined, 0, 3000, 60_000), at };
const saying = fc.oneof(
  { weight: 4, arbitrary: fc.record({ ...person, kind: fc.constant("approval"), ask: fc.nat({ max: 9 }), role: fc.constantFrom(undefined, "manager") }) },
  { weight: 3, arbitrary: fc.record({ ...person, kind: fc.constant("approval"), like: id }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("revocation"), ask: fc.nat({ max: 9 }), by: fc.constantFrom(undefined, "ana", "bo"), at }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("revocation"), like: id, by: fc.constantFrom<unknown>(undefined, "bo", 7), at }) },
);

/** What hosts say of their tools, and calls of these. */
const toolNames = fc.constantFrom("send", "read", "mcp__hub__send");
const server = fc.constantFrom(undefined, undefined, "Hub", "other");
const listed = fc.record({ name: toolNames, description: fc.constantFrom("sends", "sends, and tells nobody") });
const labelled = fc.oneof(
  fc.record({ resource: fc.constantFrom("tool", "server"), pattern: fc.constantFrom("send", "*d", "mcp__*", "HUB", "{hub,other}"), trust: fc.nat({ max: 2 }), secrecy: fc.nat({ max: 2 }), tags: fc.constantFrom([], ["t"], ["strange"]) }),
  fc.record({ resource: fc.constant("path"), pattern: fc.constantFrom("/a", "/a/../b"), trust: fc.constant(2), secrecy: fc.constant(0), tags: fc.constant([]) }),
);
const offering = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("tools"), server, tools: fc.oneof({ weight: 6, arbitrary: fc.array(listed, { minLength: 1, maxLength: 3 }) }, { weight: 1, arbitrary: fc.constantFrom<unknown>([{ description: "nameless" }], null, [{ name: "send", run: Math.max }]) }), at }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("reviewed"), tool: toolNames, server, by: fc.constantFrom("ana", " "), digest: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 2, arbitrary: listed.map(toolDigest) }, { weight: 1, arbitrary: fc.constant("v2") }), at }) },
  { weight: 1, arbitrary: fc.record({ name: fc.constantFrom("send", "read"), server: fc.constantFrom("", "hub"), digest: listed.map(toolDigest), by: fc.constantFrom(null, "bo") }).map((row) => ({ kind: "registry", rows: [{ kind: "tool", key: "k", writer: "t#1", ...row }] })) },
  { weight: 2, arbitrary: fc.record({ key: fc.constantFrom("k", "l"), says: fc.oneof({ weight: 3, arbitrary: labelled }, { weight: 1, arbitrary: fc.constant(null) }) }).map((row) => ({ kind: "registry", rows: [{ kind: "label", by: "ana", ...row }] })) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("call"), tool: toolNames, server, args: given, at }, { requiredKeys: ["kind", "tool", "args"] }) },
);

/** Calls get ids in their order, an approval is of a call that was made, times go on by seconds, now and then by half a day, and back. */
function numbered(events: readonly Readonly<Record<string, unknown>>[]): readonly unknown[] {
  const made: Readonly<Record<string, unknown>>[] = [];
  // An hour before midnight in Brazil, on the day before the clocks are put on there.
  let clock = Date.parse("2017-10-15T02:00:00Z");
  return events.map(({ like, ask, until, at: when, ...given }): unknown => {
    clock += when === "tick" ? 1000 : when === "leap" ? 43_200_000 : 0;
    const time = when === "tick" || when === "leap" ? { at: clock } : when === "back" ? { at: clock - 700 } : when === "far back" ? { at: clock - 60_001 } : when === "never" ? { at: "never" } : {};
    const told = typeof until === "number" ? { ...given, expiresAt: clock + until } : given;
    const refs = Array.isArray(told["refs"]) ? { refs: told["refs"].map((ref) => `c${String(ref)}`) } : {};
    if (told["kind"] === "call") return made[made.push({ ...told, ...time, ...refs, id: `c${made.length}` }) - 1];
    if (ask !== undefined) return { ...told, ...time, decision: `s#${String(ask)}` };
    if (told["kind"] === "approval" || told["kind"] === "revocation") return { ...told, ...time, args: made[Number(like)]?.["args"] ?? {}, tool: made[Number(like)]?.["tool"] ?? told["tool"] ?? "send" };
    return { ...told, ...time, ...("id" in told ? { id: `c${String(told["id"])}` } : {}) };
  });
}

const log = fc.array(event, { minLength: 6, maxLength: 26, size: "max" }).map(numbered);
/** Calls that ask, and what people say of them. */
const talk = fc.array(fc.oneof({ weight: 3, arbitrary: event }, { weight: 2, arbitrary: saying }), { minLength: 6, maxLength: 20, size: "max" }).map(numbered);
const offers = fc.array(offering, { minLength: 4, maxLength: 16, size: "max" }).map(numbered);
const begun = fc.constantFrom({}, {}, { provides: ["time", "principal"] }, { provides: ["principal.id"] }, { provides: [] });

describe("the engine over a bundle that looks at earlier calls", () => {
  it("sees what the naive kernel sees, whatever happens", { timeout: 300_000 }, () => {
    fc.assert(fc.property(fc.oneof({ weight: 3, arbitrary: log }, { weight: 1, arbitrary: talk }, { weight: 1, arbitrary: offers }), begun, (events, options) => {
      expect(holdEqual(manifest, evaluator, events, options)).toBeNull();
    }), { numRuns: 120 });
  });

  it("knows of tools that they changed, that they did not, and that nobody knows", { timeout: 120_000 }, () => {
    const changed = columns.findIndex(({ kind }) => kind === "changed");
    const met = new Map<unknown, number>();
    const selves = new Set<string>();
    for (const events of fc.sample(offers, { numRuns: 40, seed: 17 })) {
      expect(holdEqual(manifest, evaluator, events, {}, (view) => {
        met.set(view.columns[changed], (met.get(view.columns[changed]) ?? 0) + 1);
        selves.add(JSON.stringify(view.self));
        return view;
      })).toBeNull();
    }
    expect([true, false, null].filter((truth) => (met.get(truth) ?? 0) < 10)).toEqual([]);
    // What people said of them is there too.
    expect(selves.size).toBeGreaterThan(3);
  });

  it("is asked for absent, unknown and known values of each column often enough to be told apart", { timeout: 120_000 }, () => {
    const met = new Map<string, number>();
    const look = (view: View): View => {
      view.columns.forEach((cell, number) => {
        const column = manifest.demand.columns[number];
        if (column === undefined || !column.for.includes("decide")) return;
        if (column.kind === "sources" && isList(cell)) for (const item of cell.items) met.set(`${column.rule} ${item === null ? "unknown" : "known"}`, (met.get(`${column.rule} ${item === null ? "unknown" : "known"}`) ?? 0) + 1);
        // Of all values what is unknown is whether there are more.
        const isOpen = column.kind === "history" && histories[column.history]?.fold === "all" && isList(cell) && cell.open;
        const key = `${columnKey(column)} ${cell === null || isOpen ? "unknown" : cell === undefined ? "absent" : "known"}`;
        met.set(key, (met.get(key) ?? 0) + 1);
      });
      return view;
    };
    for (const events of fc.sample(log, { numRuns: 150, seed: 17 })) expect(holdEqual(manifest, evaluator, events, {}, look)).toBeNull();
    const known = manifest.demand.columns.filter((column) => column.for.includes("decide")).map(columnKey);
    expect(known.filter((key) => (met.get(`${key} known`) ?? 0) < 5)).toEqual([]);
    const ofSources = ["t.value", "t.context", "t.declared", "t.any"].flatMap((rule) => [`${rule} known`, `${rule} unknown`]);
    expect(ofSources.filter((key) => (met.get(key) ?? 0) < 5)).toEqual([]);
    const unknown = histories.filter((entry) => entry.counter === 3 || entry.counter === 4 || entry.counter === 6 || entry.value !== null || entry.join.length > 0 || entry.within?.kind === "time").map(({ key }) => key);
    expect(unknown.filter((key) => (met.get(`${key} unknown`) ?? 0) < 5)).toEqual([]);
  });
});
