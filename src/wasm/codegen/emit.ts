// A program becomes a module: the runtime with the policy's functions and data behind it. `decide`, `bind` and `mark` take the
// address of a frame and give that of their answer; OPA's exports stand beside them. Same program, same bytes.

import { assert } from "../../base/assert.js";
import { FRAME_BYTES_MAX } from "../../base/limits.js";
import { lower } from "../../language/ir/lower.js";
import type { Asked } from "../../language/ir/plan.js";
import type { Program, RuleCode, Test } from "../../language/ir/program.js";
import type { Policy } from "../../language/check/policy.js";
import { actWords } from "../../words/acts.js";
import { fillOf } from "../../words/fill.js";
import { BINDING, HEADER } from "../../words/frame.js";
import { markWords } from "../../words/manifest.js";
import type { Bounds, Manifest } from "../../words/manifest.js";
import { questions } from "../../words/view.js";
import type { Question } from "../../words/view.js";
import { MARK_SECTION, sectionOf } from "../bundle/mark.js";
import { access, body, call, constant, get, op, open, place } from "../encode/code.js";
import type { Body } from "../encode/code.js";
import { firstAdded, image, link, readRuntime } from "../encode/module.js";
import type { Added, Runtime } from "../encode/module.js";
import { packed } from "../encode/pack.js";
import { runtimeBytes } from "../runtime/bytes.js";
import { FRAME_MORE, PAGE, PAGES, PAGES_ASKED, optionals } from "../runtime/link.js";
import type { Optional } from "../runtime/link.js";
import { stepsOf } from "./bounds.js";
import { counterBody, markBody, toolBody } from "./bind.js";
import { data, reserve } from "./data.js";
import { dispatch, jump } from "./dispatch.js";
import { ruleBody, siteOf } from "./rule.js";
import { linkWords, putUnseen } from "./tables.js";
import { boundActs, load, plus, runtimeFunction } from "./unit.js";
import type { Unit } from "./unit.js";

/** The module of a policy that can become a program; `manifest` is `manifestOf(policy)`. */
export function emit(policy: Policy, manifest: Manifest): Uint8Array {
  const { value, diagnostics } = lower(policy, manifest);
  assert(value !== undefined, `a policy that is emitted can be lowered: ${diagnostics[0]?.message ?? ""}`);
  return generate(value, manifest).wasm;
}

/** The module of a program, and what it takes at most. */
export function generate(program: Program, manifest: Manifest): { readonly wasm: Uint8Array; readonly bounds: Bounds } {
  const asked = askedOf(program, manifest);
  const runtime = readRuntime(runtimeBytes(asked.length === 0 ? "lean" : "whole"));
  const unit = unitOf(program, manifest, runtime);
  const functions: Added[] = [];
  const add = (of: Body, results: 0 | 1 = 0): number => firstAdded(runtime) + functions.push({ body: of, results }) - 1;
  const exports = [...runtime.functions].filter(([name]) => !name.startsWith("rt_")).map(([name, index]) => ({ name, function: index }));
  const bodies = answers(program, unit, add);
  const answering = { bind: add(bodies.bind, 1), mark: add(bodies.mark, 1), decide: add(bodies.decide, 1) };
  exports.push(...questions.map((name) => ({ name, function: answering[name] })));
  const words = linkWords(unit, manifest);
  const heap = new DataView(words.bytes.buffer).getUint32(0, true);
  const { at, bytes } = image([...runtime.data, words, { at: unit.data.base, bytes: Uint8Array.from(unit.data.bytes) }]);
  const stream = packed(bytes);
  // The stream is put behind where its data goes; what comes onto the heap may write over it.
  const needed = Math.ceil((heap + stream.length) / PAGE);
  const pages = Math.max(PAGES, needed);
  const bounds: Bounds = {
    steps: stepsOf({ program, data: unit.data, runtime: runtime.functions, first: firstAdded(runtime), bodies: functions.map((added) => added.body), answers: answering }),
    // The largest frame has its place where the heap starts, and is asked for with some bytes more.
    pages: { start: pages, most: Math.max(pages, Math.ceil((heap + FRAME_BYTES_MAX + FRAME_MORE) / PAGE)) },
  };
  const wasm = link(runtime, {
    functions,
    given: new Map(Object.entries(answering)),
    never: neverCalled(asked, runtime),
    data: stream,
    start: add(unpacking(unit, { pages: needed, stream: stream.length, at, end: at + bytes.length })),
    exports,
    constants: [{ name: "opa_wasm_abi_version", value: 1 }, { name: "opa_wasm_abi_minor_version", value: 3 }],
    custom: [{ name: MARK_SECTION, bytes: sectionOf(manifest, bounds) }],
    pages: Math.min(PAGES_ASKED, needed),
  });
  return { wasm, bounds };
}

/** What runs first: takes the pages that a host did not give, or traps; puts the stream at their end, and its data into their place. */
function unpacking(unit: Unit, { pages, stream, at, end }: { readonly pages: number; readonly stream: number; readonly at: number; readonly end: number }): Body {
  const into = body(0);
  const streamAt = pages * PAGE - stream;
  constant(into, pages * PAGE);
  call(into, runtimeFunction(unit, "rt_ensure"));
  for (const word of [streamAt, 0, stream]) constant(into, word);
  place(into);
  for (const address of [streamAt, at, end]) constant(into, address);
  call(into, runtimeFunction(unit, "rt_unpack"));
  return into;
}

/** What the tables of a module will have anything of. */
function askedOf({ labellers }: Program, manifest: Manifest): readonly Optional[] {
  const { columns, rowColumns } = manifest.demand;
  const asked: Readonly<Record<Optional, boolean>> = {
    fills: [...columns, ...rowColumns].some((column) => fillOf(column, manifest) !== null),
    sources: manifest.sources > 0,
    labellers: labellers.length > 0,
    needs: manifest.rules.some(({ hostFacts }) => hostFacts.length > 0),
  };
  return optionals.filter((name) => asked[name]);
}

/** Functions that the runtime calls only for what is in tables, where this module's tables have nothing of the kind. */
function neverCalled(asked: readonly Optional[], { functions }: Runtime): ReadonlySet<number> {
  const callees: Readonly<Record<Optional, readonly string[]>> = { fills: ["rt_fill", "rt_fill_column"], sources: ["rt_mark"], labellers: ["rt_label"], needs: ["rt_inactive"] };
  return new Set(optionals.filter((name) => !asked.includes(name)).flatMap((name) => callees[name].map((callee) => functions.get(callee) ?? -1)));
}

function unitOf(program: Program, manifest: Manifest, runtime: Runtime): Unit {
  const into = data(runtime.dataEnd);
  const rowColumns = manifest.demand.rowColumns.length;
  const acts = actWords(manifest.acts.length);
  return {
    program, data: into, rowColumns, runtime: runtime.functions, machines: new Map(),
    binding: reserve(into, BINDING.counters + 4 * (markWords(program.counters.length) + acts - 1)),
    marks: reserve(into, 4 * markWords(program.patterns.length)),
    unseen: putUnseen(into, rowColumns, manifest.sources),
    actWords: acts,
  };
}

/** The three questions, each a function of the frame. */
function answers(program: Program, unit: Unit, add: (of: Body, results?: 0 | 1) => number): Readonly<Record<Question, Body>> {
  const rules = ruleFunctions(unit, add);
  const tools = program.tools.map((tool) => add(toolBody(tool, unit)));
  const unbound = add(toolBody(null, unit));
  const counters = program.counters.length > 0 ? add(counterBody(unit)) : null;
  const marks = program.patterns.length > 0 ? add(markBody(unit)) : null;
  const decide = question("decide", unit, (into) => {
    dispatch(program, { of: rules, add }, siteOf(unit, into));
    call(into, runtimeFunction(unit, "rt_finish"));
  });
  const mark = question("mark", unit, (into) => {
    ask(marks, into);
    constant(into, unit.marks);
  });
  const bind = question("bind", unit, (into) => {
    clear(into, unit);
    const tool = plus(siteOf(unit, into).frame, HEADER.tool);
    load(into, "i32.load", tool);
    constant(into, tools.length);
    op(into, "i32.ge_u");
    open(into, "if");
    get(into, 0);
    call(into, unbound);
    op(into, "else");
    jump(new Map(tools.entries()), tool, into, (index) => {
      get(into, 0);
      call(into, index);
    });
    op(into, "end");
    ask(counters, into);
    constant(into, unit.binding);
  });
  return { bind, mark, decide };
}

/** Asks a function of the frame, where there is one. */
function ask(index: number | null, into: Body): void {
  if (index === null) return;
  get(into, 0);
  call(into, index);
}

/** A function for each rule and each rest of its test, once. */
function ruleFunctions(unit: Unit, add: (of: Body) => number): (asked: Asked) => number {
  const known = new Map<RuleCode, { readonly tests: readonly Test[]; readonly index: number }[]>();
  return (asked) => {
    const list = known.get(asked.rule) ?? [];
    known.set(asked.rule, list);
    const same = list.find(({ tests }) => tests.length === asked.tests.length && tests.every((test, at) => test === asked.tests[at]));
    if (same !== undefined) return same.index;
    const index = add(ruleBody(asked, unit));
    list.push({ tests: asked.tests, index });
    return index;
  };
}

function question(name: Question, unit: Unit, answer: (into: Body) => void): Body {
  const into = body(1);
  get(into, 0);
  constant(into, questions.indexOf(name));
  call(into, runtimeFunction(unit, "rt_begin"));
  answer(into);
  return into;
}

/** Nothing bound yet, and the target's labels there for clauses to join. */
function clear(into: Body, unit: Unit): void {
  get(into, 0);
  constant(into, unit.binding);
  call(into, runtimeFunction(unit, "rt_target"));
  for (const { offset } of boundActs(unit).slice(1)) {
    constant(into, 0);
    constant(into, 0);
    access(into, "i32.store", offset);
  }
}
