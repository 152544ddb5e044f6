// What a decision costs, counted and not timed: how often the module is asked, which cells are read of the arguments, what is
// allocated; and that none of it grows with the session, with the tools that the call is not of, or with its rules.

import { Session } from "node:inspector/promises";
import { describe, expect, it } from "vitest";
import { frozen } from "../../src/base/frozen.js";
import { compile } from "../../src/compile.js";
import { createCore, type SessionCore } from "../../src/engine.js";
import { argumentCells } from "../../src/kernel/view/columns.js";
import { createShells } from "../../src/kernel/view/cells.js";
import { planOf } from "../../src/kernel/view/plan.js";
import { load } from "../../src/wasm/abi/load.js";
import type { Evaluator } from "../../src/words/evaluator.js";

/**
 * Bytes that a decision and its result may allocate here: 60 rules, seven arguments, of which three stand in columns. Measured, as the least
 * of five counts: 7,250 to 7,520. Measured by one count, which is some 300 more: 7,500 to 7,900; 8,800 to 9,200 with iterators over frozen lists
 * and with sets for places that no call named; 15,800 while calls and views were put together from spread parts.
 */
const BYTES_MOST = 8_200;
/** Of so many counts the least is held to that. */
const COUNTS = 5;

/** So many tools with as many rules each. */
function policy(tools: number, rules: number): string {
  const lines = ["package cost.orders"];
  for (let tool = 0; tool < tools; tool++) {
    lines.push(`tool t${tool}(kind: string, amount: number, a: string, b: string, c: string, d: string, note${tool}: string) {\n  op   SEND\n  sink egress\n}`);
    for (let rule = 0; rule < rules; rule++) lines.push(`unary deny r${tool}-${rule} {\n  on   tool t${tool}\n  when args.kind == "k" and args.amount >= ${rule} and args.note${tool} contains "[hold ${rule}]"\n}`);
  }
  return lines.join("\n");
}

interface Counts { bind: number; mark: number; decide: number }

function coreOf(text: string): { readonly session: SessionCore; readonly evaluator: Evaluator; readonly counts: Counts } {
  const { value: bundle, diagnostics } = compile([{ file: "cost.policy", text }]);
  if (bundle === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const module = load(new WebAssembly.Module(new Uint8Array(bundle.wasm)), bundle.manifest);
  const counts: Counts = { bind: 0, mark: 0, decide: 0 };
  const asked = <View, Answer>(question: keyof Counts, answer: (view: View) => Answer) => (view: View): Answer => {
    counts[question]++;
    return answer(view);
  };
  // Frozen, as the engine gives it to its core: what goes through frozen lists costs more.
  const evaluator = { manifest: frozen(bundle.manifest), bind: asked("bind", module.bind), mark: asked("mark", module.mark), decide: asked("decide", module.decide) };
  return { session: createCore(evaluator, "cost", bundle.data).session({ id: "s" }), evaluator, counts };
}

const args = { kind: "k", amount: 3, a: "one", b: "two", c: "three", d: "four", note0: "as agreed [hold 2] until Monday" };

function decide({ session, evaluator }: Pick<ReturnType<typeof coreOf>, "session" | "evaluator">, id: string): void {
  const prepared = session.prepare({ kind: "call", id, tool: "t0", args });
  session.settle(prepared, prepared.kind === "view" ? evaluator.decide(prepared.view) : prepared, 0);
  session.observe({ kind: "result", id, content: "done" });
}

/** Bytes that a decision and its result allocate: the least of several counts. What the code allocates is in each of them; on a busy machine the engine of JavaScript is late to optimise, and until then it allocates more. */
async function bytesOf(core: ReturnType<typeof coreOf>, name: string): Promise<number> {
  const counts: number[] = [];
  for (let count = 0; count < COUNTS; count++) counts.push(await sampledBytes(core, `${name}${count}-`, 3000 / COUNTS));
  return Math.min(...counts);
}

/** The same on the average of so many, whatever became of them. */
async function sampledBytes(core: ReturnType<typeof coreOf>, name: string, decisions: number): Promise<number> {
  const inspector = new Session();
  inspector.connect();
  await inspector.post("HeapProfiler.startSampling", { samplingInterval: 2048, includeObjectsCollectedByMajorGC: true, includeObjectsCollectedByMinorGC: true });
  for (let at = 0; at < decisions; at++) decide(core, `${name}${at}`);
  const { profile } = await inspector.post("HeapProfiler.stopSampling");
  inspector.disconnect();
  const sum = ({ selfSize, children }: typeof profile.head): number => children.reduce((bytes, child) => bytes + sum(child), selfSize);
  return sum(profile.head) / decisions;
}

describe("a decision", () => {
  it("asks the module once, what its tool is the first time alone, and what the finished call is a source of only where a rule has sources", () => {
    const core = coreOf(policy(1, 10));
    for (let at = 0; at < 100; at++) decide(core, `c${at}`);
    expect(core.counts).toEqual({ bind: 1, mark: 0, decide: 100 });
    const sources = coreOf(`${policy(1, 10)}\nrelational deny leak "a leak" {\n  from source where secrecy(source) >= high\n  to egress via value\n}`);
    for (let at = 0; at < 100; at++) decide(sources, `c${at}`);
    expect(sources.counts).toEqual({ bind: 1, mark: 100, decide: 100 });
  });

  it("asks what a call is each time where that hangs on more than its tool", () => {
    const { session, counts } = coreOf("package cost.ways\ntool run(command: string) {\n  op EXEC\n  op READ when args.command == \"ls\"\n  sink egress\n}\ntool put(text: string) {\n  op WRITE\n  role memory: text\n}\ntool say(text: string) {\n  op SEND\n  sink egress\n}\nunary deny never {\n  on tool run\n  when args.command == \"x\"\n}");
    const asked = (tool: string, given: Readonly<Record<string, string>>): number => {
      const before = counts.bind;
      session.settle(session.prepare({ kind: "call", id: `${tool}${before}${given["text"] ?? given["command"]}`, tool, args: given }), [], 0);
      return counts.bind - before;
    };
    expect(["ls", "ls", "rm"].map((command) => asked("run", { command }))).toEqual([1, 1, 1]);
    expect(["a", "b"].map((text) => asked("put", { text }))).toEqual([1, 1]);
    expect(["a", "b", "c"].map((text) => asked("say", { text }))).toEqual([1, 0, 0]);
    // Without its argument it may be for anything, and what it names is not known.
    expect([asked("say", {}), asked("unheard", { text: "a" }), asked("unheard", { text: "b" })]).toEqual([1, 1, 1]);
    // What people say of a tool is beside what the bundle says of it.
    session.observe({ kind: "registry", rows: [{ kind: "label", key: "d1", by: "ana", says: { resource: "tool", pattern: "say", trust: 2, secrecy: 0, tags: [] } }] });
    expect(["d", "e"].map((text) => asked("say", { text }))).toEqual([1, 1]);
  });

  it("asks once more what labels lie where a call reads, only of one that does more than read", () => {
    const { session, counts } = coreOf("package cost.files\ntool show(path: string) {\n  op READ\n  role path: path\n}\ntool send(path: string, note: string) {\n  op SEND\n  sink egress\n  role path: path\n}\nunary deny never {\n  on tool send\n  when args.note == \"x\"\n}");
    const asked = (tool: string, given: Readonly<Record<string, string>>): number => {
      const before = counts.bind;
      session.settle(session.prepare({ kind: "call", id: `${tool}${before}`, tool, args: given }), [], 0);
      return counts.bind - before;
    };
    expect([asked("show", { path: "/a" }), asked("send", { path: "/a", note: "y" }), asked("send", { path: "/a", note: "y" })]).toEqual([1, 2, 2]);
    const { session: plain, counts: few } = coreOf(policy(1, 1));
    plain.settle(plain.prepare({ kind: "call", id: "c", tool: "t0", args }), [], 0);
    expect(few.bind).toBe(1);
  });

  it("reads of its arguments the columns that these have, however many others there are", () => {
    const plan = planOf(coreOf(policy(40, 3)).evaluator.manifest);
    expect(plan.manifest.demand.columns.length).toBeGreaterThan(40);
    expect(argumentCells(plan, args, createShells())?.cells).toEqual(["k", 3, args.note0]);
  });

  it("allocates a bounded number of bytes, which grow neither with the session nor with the rules", async () => {
    const few = coreOf(policy(1, 6));
    const many = coreOf(policy(1, 60));
    for (const core of [few, many]) for (let at = 0; at < 3000; at++) decide(core, `warm${at}`);
    const early = await bytesOf(many, "early");
    const little = await bytesOf(few, "few");
    for (let at = 0; at < 20_000; at++) decide(many, `between${at}`);
    const late = await bytesOf(many, "late");
    expect(early).toBeLessThan(BYTES_MOST);
    expect(late).toBeLessThan(1.5 * early);
    expect(early).toBeLessThan(1.5 * little);
  });
});
