// Sessions that grow, and rule sets that do -> what one decision costs then,
// and how much is remembered of an instruction.

import { runInNewContext } from "node:vm";
import { setFlagsFromString } from "node:v8";
import { compile } from "../../src/index.js";
import { createCore, type Core, type SessionCore } from "../../src/engine.js";
import { load } from "../../src/wasm/abi/load.js";
import { median } from "../measure.js";

/** A bundle's core, with what evaluates its views. */
export interface Subject {
  readonly core: Core;
  readonly module: ReturnType<typeof load>;
}

/** Compiles a policy. */
export function subject(policy: string): Subject {
  const { value, diagnostics } = compile([{ file: "scale.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const module = load(new WebAssembly.Module(new Uint8Array(value.wasm)), value.manifest);
  return { core: createCore(module, "scale", value.data), module };
}

/** So many rules over so many tools of one host; every rule of a tool begins with the same condition, which holds. */
export function rulesOver(rules: number, tools: number): string {
  const lines = ["package scale.rules"];
  for (let tool = 0; tool < tools; tool++) lines.push(`tool t${tool}(kind: string, reference: string) {\n  op   SEND\n  sink egress\n}`);
  for (let rule = 0; rule < rules; rule++) lines.push(`unary deny r${rule} {\non tool t${rule % tools}\nwhen args.kind == "invoice" and args.reference == "order/${rule}"\n}`);
  return lines.join("\n");
}

/** Rules that look at what came before by value and by context: the graph keeps everything it can keep. */
export const flows = `package scale.flows
tool show(path: string) { op READ  role path: path  result trust low }
tool submit(kind: string, text: string) { op SEND  sink egress  role content: text }
relational deny leak { from source where tool == show and args.path == "/vault"  to egress via value  when args.kind == "invoice" }
relational warn near { from source where tool == show and args.path == "/vault"  to egress via context  when args.kind == "none" }
`;

/** Decides a call and gives its nanoseconds. */
export function decide({ module }: Subject, session: SessionCore, event: object): number {
  const since = performance.now();
  const prepared = session.prepare(event);
  session.settle(prepared, prepared.kind === "view" ? module.decide(prepared.view) : prepared, 0);
  return (performance.now() - since) * 1e6;
}

/** The middle of so many decisions. */
export function middle(times: number, one: (at: number) => number): number {
  return median(Array.from({ length: times }, (_, at) => one(at)));
}

/** Adds instructions to a session: calls that read, with what they gave; every so many of these say the same. */
export function grow(about: Subject, session: SessionCore, from: number, instructions: number, rooms = Number.POSITIVE_INFINITY): void {
  for (let at = from; at < from + instructions; at++) {
    decide(about, session, { kind: "call", id: `g${at}`, tool: "show", args: { path: `/notes/${at % 1000}` } });
    session.observe({ kind: "result", id: `g${at}`, content: `as agreed in room ${at % rooms}` });
  }
}

/** Bytes that lines of text take as results, less those of as many results that say nothing, over the bytes of the text. */
export function indexShare(lines: readonly string[]): number {
  const about = subject(flows);
  const filled = (content: (line: string) => string): number => {
    const session = about.core.session({ id: "s", bounds: { bytesMax: 2 ** 33 } });
    const before = liveBytes();
    for (const [at, line] of lines.entries()) {
      decide(about, session, { kind: "call", id: `g${at}`, tool: "show", args: { path: `/notes/${at % 1000}` } });
      // A text of its own, as one from outside is.
      session.observe({ kind: "result", id: `g${at}`, content: JSON.parse(JSON.stringify(content(line))) });
    }
    const bytes = liveBytes() - before;
    if (session.anomalies.length > 0) throw new Error("all results are as they should be");
    return bytes;
  };
  filled((line) => line);
  return (filled((line) => line) - filled(() => "done")) / Buffer.byteLength(lines.join(""));
}

/** Bytes that live, after all that is dead was collected. */
export function liveBytes(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
