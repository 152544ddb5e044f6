// A call that was read to its node in the graph: what its values came from, what it was said to be made from, what its result
// will need. The agent has made the call, whatever is decided, so all of this holds from here on. All that looks into the call
// is done in `look`, before anything is remembered of it; `enter` only writes down.

import { MADE_WORDS_MAX, NAME_SHOWN_MAX } from "../base/limits.js";
import { failure } from "../base/messages.generated.js";
import { needles } from "../extract/segments.js";
import type { Call } from "./call.js";
import { isHandedOver } from "./facts/delegated.js";
import { locatorRoles, pathRole } from "./facts/named.js";
import { loweredFlow, standing } from "./facts/lowered.js";
import { openedBy } from "./facts/opened.js";
import { isTainted } from "./facts/provenance.js";
import { CLEAN, OPAQUE, UNKNOWN_FLOW, joinFlows } from "./graph/flows.js";
import { addSources, append, outOf } from "./graph/graph.js";
import { locate, locateFolders, use } from "./graph/sight.js";
import { carry, nothingCame, type Came, type Carried } from "./registry/carry.js";
import { note, type Memory, type OpenCall } from "./memory.js";
import type { Cell } from "../words/cell.js";
import { join, trustLevels } from "../words/labels.js";
import { opNumber } from "../words/ops.js";
import type { Binding, Row } from "../words/view.js";
import { cellsFor, fillFacts } from "./view/columns.js";
import { createShells } from "./view/cells.js";
import { momentLater, momentOf, type Arrived } from "./view/moment.js";
import type { Plan } from "./view/plan.js";
import { rowsOf, see, type Seen } from "./view/rows.js";

/** What was found in a call. */
export interface Looked {
  readonly seen: Seen;
  /** The same, with what was lowered for this very call: what rules look at. */
  readonly came: Seen;
  readonly columns: readonly Cell[];
  readonly rows: readonly Row[];
  readonly open: OpenCall;
  /** What came from places it reads, and all that so comes by value. */
  readonly brought: Came;
  readonly value: number;
}

/** A call in the graph. */
export interface Entered {
  readonly step: number;
  readonly seen: Seen;
  /** Flows by kind of edge. */
  readonly flows: readonly [value: number, context: number, declared: number];
  readonly declared: readonly number[];
  readonly open: OpenCall;
}

/** Looks into a call or response: at its values, where they came from, and what rules read of them. Remembers nothing. */
export function look(plan: Plan, memory: Memory, call: Call): Looked {
  const seen = see(memory.graph, call.leaves, call.open);
  const came = plan.lowers && call.key !== null ? lowered(plan, memory, call, seen) : seen;
  const { came: brought, carried } = carry(plan, memory, call, seen);
  const value = plan.wants.value ? joinFlows(memory.graph.flows, seen.flow, brought.value) : CLEAN;
  const columns = cellsFor(plan, "decide", call.cells);
  const moment = momentLater(call.moment, call.binding.counters, plan.sources.length === 0 ? null : arrivedAt(memory, call, came, brought));
  fillFacts(plan, "decide", columns, memory, moment);
  return { seen, came, columns, rows: rowsOf(plan, memory, call.leaves, came, moment, call.tool === -1 && !call.isResponse ? null : call.binding.acts), open: openCall(plan, memory, call, seen, carried), brought, value };
}

/** What came to a call, with what people lowered of it. */
function lowered({ manifest }: Plan, { graph, lowerings, clock }: Memory, { leaves, key, open }: Call, seen: Seen): Seen {
  const all = key === null ? [] : standing(lowerings, key.text, clock.now);
  if (all.length === 0) return seen;
  const sightings = seen.sightings.map((sighting, index) => {
    const leaf = leaves[index];
    const own = all.filter(({ argument }) => leaf?.path === argument && !leaf.isKey);
    return own.length === 0 ? sighting : { ...sighting, flow: own.reduce((flow, each) => loweredFlow(graph.flows, manifest, flow, each), sighting.flow) };
  });
  return { ...seen, sightings, flow: sightings.reduce((flow, sighting) => joinFlows(graph.flows, flow, sighting.flow), open && graph.wants.value ? UNKNOWN_FLOW : CLEAN) };
}

/** A binding whose target has the labels of what lies where the call reads. */
export function targeted(binding: Binding, { brought }: Looked): Binding {
  return brought === nothingCame ? binding : { ...binding, target: join(binding.target, brought.labels) };
}

/** What flows into a call, by kind of edge, were it entered now. */
export function flowsInto(plan: Plan, memory: Memory, call: Call, { came, brought }: Looked): Entered["flows"] {
  const { graph: { flows, context } } = memory;
  const { edges } = plan.manifest.demand;
  return [
    plan.wants.value ? joinFlows(flows, came.flow, brought.value) : CLEAN,
    edges.context ? joinFlows(flows, context, brought.context) : CLEAN,
    edges.declared ? arrivedAt(memory, call, came, brought).flows[2] : CLEAN,
  ];
}

/** Adds the node of a call or response. */
export function enter(plan: Plan, memory: Memory, call: Call, { seen, came, open, brought, value }: Looked): Entered {
  const { graph } = memory;
  const { edges } = plan.manifest.demand;
  const step = graph.nodes.kinds.length;
  const declared = declaredBy(memory, call, step);
  // What is in the context is what was there before this node.
  const context = edges.context ? joinFlows(graph.flows, graph.context, brought.context) : CLEAN;
  const locators = call.isResponse || !plan.wants.provenance ? none : locatorsOf(memory, call, seen, step);
  append(graph, {
    kind: call.isResponse ? "response" : "call",
    principal: call.isResponse ? null : "tool",
    tool: call.name,
    sources: seen.sources,
    flow: call.judged === null ? OPAQUE : value,
    locators,
  });
  if (!call.isResponse) memory.open.set(step, open);
  if (call.id !== null) memory.steps.set(call.id, step);
  return { step, seen, flows: [plan.wants.value ? joinFlows(graph.flows, came.flow, brought.value) : CLEAN, context, edges.declared ? declared.flow : CLEAN], declared: declared.steps, open };
}

/** Enters other arguments of the call that was entered last, in their place: its result will be theirs. What the first ones gave on it gives on still. */
export function enterAgain(plan: Plan, memory: Memory, call: Call, { seen, came, open, brought, value }: Looked, { step, flows: [, before, declared], declared: steps }: Entered): Entered {
  const { graph } = memory;
  const context = plan.manifest.demand.edges.context ? joinFlows(graph.flows, before, brought.context) : CLEAN;
  addSources(graph, step, seen.sources, value);
  if (!call.isResponse) memory.open.set(step, open);
  return { step, seen, flows: [plan.wants.value ? joinFlows(graph.flows, came.flow, brought.value) : CLEAN, context, declared], declared: steps, open };
}

/** Records what the agent used; gives those of the values that say where it looks. */
function locatorsOf({ graph }: Memory, call: Call, seen: Seen, step: number): readonly number[] {
  const confirms = isConfirming(call.binding);
  return seen.sightings.flatMap((sighting, index) => {
    use(graph, sighting, step);
    if (confirms) return none;
    const roles = call.leaves[index]?.roles ?? 0;
    const number = (roles & locatorRoles) === 0 ? -1 : locate(graph, sighting, step);
    const folders = (roles & pathRole) === 0 ? none : locateFolders(graph, sighting, step);
    return number === -1 ? folders : [number, ...folders];
  });
}

/** Whether a result says no more than that something was done: who says where it is to be put has not pointed at what stands there. What is sent may be answered by anybody, where the least trust is declared of it. */
function isConfirming({ op, result }: Binding): boolean {
  return confirming.has(op) || (op === SEND && result.trust !== LOWEST);
}

/** The calls that `refs` names, and what they give. One that nobody made is unknown, and so is what it gives. */
function declaredBy(memory: Memory, call: Call, step: number): { readonly flow: number; readonly steps: readonly number[] } {
  if (call.refs.length === 0) return nothingDeclared;
  let flow = CLEAN;
  const steps: number[] = [];
  for (const ref of call.refs) {
    if (ref === call.id) continue;
    const named = memory.steps.get(ref);
    if (named === undefined) note(memory, step, failure("event/unknown-ref", { id: call.title.slice(0, NAME_SHOWN_MAX), ref: ref.slice(0, NAME_SHOWN_MAX) }));
    else steps.push(named);
    flow = joinFlows(memory.graph.flows, flow, named === undefined ? OPAQUE : outOf(memory.graph, named));
  }
  return { flow, steps };
}

/** What comes to a call that is not in the graph yet, or is looked at again. */
function arrivedAt({ graph, steps }: Memory, call: Call, { sources, flow }: Seen, brought: Came): Arrived {
  const named = call.refs.filter((ref) => ref !== call.id).map((ref) => steps.get(ref) ?? -1);
  const declared = named.reduce((joined, step) => joinFlows(graph.flows, joined, step === -1 ? OPAQUE : outOf(graph, step)), CLEAN);
  return { sources, declared: named.filter((step) => step !== -1), flows: [joinFlows(graph.flows, flow, brought.value), joinFlows(graph.flows, graph.context, brought.context), declared], found: new Map() };
}

function openCall(plan: Plan, { clock, acting, delegated }: Memory, call: Call, seen: Seen, carried: Carried | null): OpenCall {
  const { op, sinks, acts, result, counters } = call.binding;
  const tainted = isTainted(call.leaves, seen.sightings);
  return {
    tool: call.tool, isResponse: call.isResponse, op, sinks, acts, result,
    // The evaluator may answer out of memory that it writes to again.
    counters: feeds(counters) ? counters.slice() : noCounters,
    isCounted: false,
    made: { at: clock.now, told: acting.told },
    past: null,
    early: null,
    cells: plan.wants.sources === 0 ? null : cellsFor(plan, "mark", call.cells),
    tainted,
    words: tainted && makers.has(op) ? wordsIn(call.leaves) : null,
    isHandedOver: plan.hands !== null && isHandedOver(delegated, call.leaves),
    format: call.format,
    records: plan.manifest.tools[call.tool]?.records ?? noRecords,
    print: plan.repeats ? call.key?.print ?? null : null,
    moment: plan.late ? call.moment : plan.named ? momentOf(null, createShells(plan.programs), null, call.moment.tool, call.server, call.moment.step, null) : null,
    bound: call.bound,
    carried,
    opens: plan.opens && !call.isResponse ? openedBy(call.leaves, call.moment.shells) : none,
  };
}

/** The words of a call's values, as they may be seen again; null where there are too many. */
function wordsIn(leaves: Call["leaves"]): ReadonlySet<string> | null {
  const found = new Set<string>();
  for (const { value, isKey } of leaves) {
    if (isKey || (typeof value !== "string" && typeof value !== "number")) continue;
    for (const { texts } of needles(value)) for (const text of texts) found.add(text);
    if (found.size > MADE_WORDS_MAX) return null;
  }
  return found;
}

/** Whether a call feeds any counter, or may. */
function feeds(counters: Uint32Array): boolean {
  for (const word of counters) if (word !== 0) return true;
  return false;
}

const none: readonly never[] = [];
const nothingDeclared = { flow: CLEAN, steps: none };
/** The lowest trust there is. */
const LOWEST = trustLevels.indexOf("low");
const noRecords: OpenCall["records"] = [];
const noCounters = new Uint32Array();
/** Ops whose result says that it was done. */
const confirming: ReadonlySet<number> = new Set(["WRITE", "STORE", "SUBSCRIBE", "PRUNE"].map((op) => opNumber.get(op) ?? -1));
const SEND = opNumber.get("SEND");
/** Ops that make or change something; what they answer is about that. */
const makers: ReadonlySet<number> = new Set(["WRITE", "STORE", "SUBSCRIBE", "SEND"].map((op) => opNumber.get(op) ?? -1));
