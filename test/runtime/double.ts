// A bundle without a policy: an evaluator that answers as a test says and keeps the views it was asked, over a manifest that a
// test writes in a few words. Everything the kernel works out is seen in those views.

import { actsOf } from "../../src/words/acts.js";
import { createCore, type SessionCore, type SessionOptions } from "../../src/engine.js";
import type { Data } from "../../src/kernel/facts/data.js";
import type { Decision } from "../../src/kernel/decide/decision.js";
import type { Column, RowColumn } from "../../src/words/column.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { clean, type Labels } from "../../src/words/labels.js";
import { MANIFEST_VERSION, markWords, type ActEntry, type DataEntry, type Demand, type HistoryEntry, type Manifest, type RecordEntry, type RuleEntry, type ToolEntry } from "../../src/words/manifest.js";
import { opNumber, type Op } from "../../src/words/ops.js";
import { roles, type Role } from "../../src/words/provenance.js";
import type { Binding, Row, Verdict, View } from "../../src/words/view.js";

/** A tool in a few words. */
export interface DoubleTool {
  readonly roles?: Partial<Record<Role, string>>;
  readonly result?: "structure" | "text";
  readonly labels?: Partial<Labels>;
  readonly records?: readonly RecordEntry[];
  readonly op?: Op;
  /** The names of its arguments that are required. */
  readonly params?: readonly string[];
  /** The names of its arguments, where it takes no others. */
  readonly declared?: readonly string[];
  /** Numbers of its act classes. */
  readonly acts?: readonly number[];
  /** Truths of the counters it feeds: 1 certain, 2 unknown. */
  readonly counters?: readonly number[];
}

/** What a test says of its bundle. */
export interface DoubleOptions {
  readonly tools?: Readonly<Record<string, DoubleTool>>;
  readonly rules?: readonly Partial<RuleEntry>[];
  readonly acts?: readonly ActEntry[];
  readonly counters?: number;
  /** Those of them that hear the user. */
  readonly heard?: readonly number[];
  /** Queries in a few words: what is left out is the plain one. */
  readonly histories?: readonly Partial<HistoryEntry>[];
  readonly dataEntries?: readonly DataEntry[];
  readonly data?: Data;
  readonly sources?: number;
  readonly profiles?: Manifest["profiles"];
  readonly columns?: readonly Column[];
  readonly rowColumns?: readonly RowColumn[];
  readonly demand?: Partial<Demand>;
  /** What the bundle answers to `bind`, in place of what the tools say. */
  readonly bind?: (view: View) => Binding;
  /** Which source patterns a finished instruction is of: 1 certain, 2 unknown. */
  readonly mark?: (view: View) => readonly number[];
  readonly decide?: (view: View) => readonly Verdict[];
}

/** A session over a double, with the views it was asked. */
export interface Double {
  readonly session: SessionCore;
  readonly evaluator: Evaluator;
  readonly binds: View[];
  readonly marks: View[];
  readonly decides: View[];
  /** What the double says of a view. */
  decide(view: View): readonly Verdict[];
  /** Decides a call by the double. */
  call(id: string, tool: string, args: unknown, more?: { readonly refs?: readonly string[]; readonly at?: number | string }): Decision;
  respond(text: string): Decision;
  user(text: string): void;
  result(id: string, content: unknown, more?: { readonly error?: string | boolean; readonly at?: number | string }): void;
  /** The row of the latest decided call. */
  row(path: string): Row;
}

/** Begins a session. */
export function double(options: DoubleOptions = {}, session: Partial<SessionOptions> = {}): Double {
  const manifest = manifestOf(options);
  const views = { bind: [] as View[], mark: [] as View[], decide: [] as View[] };
  const evaluator: Evaluator = {
    manifest,
    bind(view) {
      views.bind.push(view);
      return options.bind?.(view) ?? bindingOf(options, manifest, view);
    },
    mark(view) {
      views.mark.push(view);
      return bitsOf(options.mark?.(view) ?? [], manifest.sources);
    },
    decide(view) {
      views.decide.push(view);
      return options.decide?.(view) ?? [];
    },
  };
  const core = createCore(evaluator, "d1", options.data).session({ id: "s", ...session });
  const decide = (event: unknown): Decision => {
    const prepared = core.prepare(event);
    return core.settle(prepared, prepared.kind === "view" ? evaluator.decide(prepared.view) : [], 0);
  };
  return {
    session: core, evaluator, decide: evaluator.decide, binds: views.bind, marks: views.mark, decides: views.decide,
    call: (id, tool, args, more = {}) => decide({ kind: "call", id, tool, args, ...more }),
    respond: (text) => decide({ kind: "response", text }),
    user: (text) => core.observe({ kind: "user", text }),
    result: (id, content, more = {}) => core.observe({ kind: "result", id, content, ...more }),
    row(path) {
      const row = views.decide.at(-1)?.rows.find((one) => one.path === path);
      if (row === undefined) throw new Error(`no row ${path}`);
      return row;
    },
  };
}

/** Every demand there is. */
export const everything: Partial<Demand> = { rows: true, provenance: true, named: true, edges: { value: true, context: true, declared: true } };

function manifestOf(options: DoubleOptions): Manifest {
  const tools = Object.entries(options.tools ?? {}).map(([name, tool]): ToolEntry => ({
    name,
    roles: roles.flatMap((role) => (tool.roles?.[role] ?? "").split(",").filter((path) => path !== "").map((path) => ({ role, path }))),
    result: tool.result ?? "structure",
    params: tool.params ?? [], declared: [...new Set(tool.declared ?? Object.values(tool.roles ?? {}).flatMap((paths) => paths.split(",")).map((path) => path.split(/[.[]/)[0] ?? ""))].sort(), open: tool.declared === undefined,
    ...(tool.records === undefined ? {} : { records: tool.records }),
  }));
  const span = { file: "t.policy", start: 0, end: 0 };
  return {
    version: MANIFEST_VERSION, packages: ["t"], catalogues: [], tags: ["a", "b"], acts: options.acts ?? [], tools,
    rules: (options.rules ?? []).map((rule, number): RuleEntry =>
      ({ id: `t.r${number}`, kind: "unary", effect: "deny", title: `rule ${number}`, reason: [], observe: false, span, hostFacts: [], ...rule })),
    sources: options.sources ?? 0,
    counters: Array.from({ length: options.counters ?? 0 }, (_, number) => `count ${number}`),
    ...(options.heard === undefined ? {} : { heard: options.heard }),
    histories: (options.histories ?? []).map((entry, number): HistoryEntry =>
      ({ key: `history ${number}`, fold: "count", counter: 0, status: "run", within: null, since: null, join: [], including: false, value: null, keep: 1024, ...entry })),
    patterns: [], data: options.dataEntries ?? [],
    profiles: options.profiles ?? [],
    demand: {
      columns: (options.columns ?? []).map((column) => ({ ...column, for: ["bind", "mark", "decide"] as const })),
      rowColumns: options.rowColumns ?? [], rows: false, provenance: false, named: false,
      edges: { value: false, context: false, declared: false }, ...options.demand,
    },
  };
}

function bindingOf(options: DoubleOptions, manifest: Manifest, view: View): Binding {
  const tool = options.tools?.[manifest.tools[view.tool]?.name ?? ""];
  return {
    op: tool?.op === undefined ? view.op : opNumber.get(tool.op) ?? 0,
    sinks: 0, acts: actsOf(tool?.acts ?? []), target: clean,
    result: { ...clean, ...tool?.labels },
    counters: bitsOf(tool?.counters ?? [], manifest.counters.length),
  };
}

function bitsOf(truths: readonly number[], size: number): Uint32Array {
  const bits = new Uint32Array(markWords(size));
  truths.forEach((truth, number) => {
    if (truth === 0) return;
    const bit = 2 * number + truth - 1;
    bits[bit >>> 5] = (bits[bit >>> 5] ?? 0) | (1 << (bit & 31));
  });
  return bits;
}
