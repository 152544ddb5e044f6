// A sink event to the call it is: read, its arguments as leaves with roles, named resources, bound by the bundle. What cannot be
// read or bound keeps its coded failure and goes on as a call of which nothing is known, and nothing is remembered here. Looks at the event alone, not at where it came from.

import { NAME_SHOWN_MAX } from "../base/limits.js";
import { failure } from "../base/messages.generated.js";
import { noActs } from "../words/acts.js";
import { textCell, type Cell } from "../words/cell.js";
import { clean, opaque, type Labels } from "../words/labels.js";
import { opNumber } from "../words/ops.js";
import type { Binding } from "../words/view.js";
import { canonical } from "../base/canonical.js";
import { print } from "./event/print.js";
import type { Lowering } from "./event/lowering.js";
import { RESPONSE, type Arguments, type SinkRead } from "./event/normalise.js";
import type { Failure } from "./event/reading.js";
import type { Memory } from "./memory.js";
import { whyOf, type Setting } from "./observe.js";
import { answerKey, handedKey, spotKinds, type Spot } from "./registry/spot.js";
import { saidOf } from "./registry/said.js";
import { touchOf, type Touch } from "./registry/touch.js";
import { askHeld, askLabels } from "./registry/learned.js";
import { toolOf } from "./registry/pins.js";
import { resourcesOf, type Resources } from "./registry/resources.js";
import { createShells } from "./view/cells.js";
import { argumentCells, bindCells, type Given } from "./view/columns.js";
import { momentOf, type CallKey, type Moment } from "./view/moment.js";
import { givenOf, leavesOf, responseText, type RoleLeaf } from "./view/leaves.js";
import type { Plan } from "./view/plan.js";
import { DECLASSIFY, ENDORSE, EXEC, RESPOND, VERIFY, bindView } from "./view/view.js";

/** A call or response that is to be decided. */
export interface Call {
  /** The call's id; null for a response, and where none came. */
  readonly id: string | null;
  /** What a decision calls it. */
  readonly title: string;
  readonly name: string;
  /** It has no result, and is finished when it is decided: an answer, or what lowers a label. */
  readonly isResponse: boolean;
  readonly lowering: Lowering | null;
  /** What is to be executed; null where it could not be read. */
  readonly args: Arguments | null;
  /** What is judged: null as well where the call is refused. */
  readonly judged: Arguments | null;
  readonly refs: readonly string[];
  /** Its MCP server, where the event says it. */
  readonly server: string | null;
  /** Index of the tool in the manifest, -1 for none. */
  readonly tool: number;
  /** Nobody can say what all its arguments are for: the tool has no binding, or they are others than that says. */
  readonly isUndescribed: boolean;
  readonly format: "structure" | "text";
  readonly leaves: readonly RoleLeaf[];
  /** Whether there is more in the arguments than these leaves. */
  readonly open: boolean;
  readonly key: CallKey | null;
  /** Cells over its arguments; null where these could not be read. */
  readonly cells: Given | null;
  /** The call alone, for what is computed of it. */
  readonly moment: Moment;
  readonly binding: Binding;
  /** The places it reads and writes, null where it touches none; and the declared labels of those it reads. */
  readonly touch: Touch | null;
  readonly readLabels: Labels;
  /** What `bind` was asked, where it is asked again when the call has finished; else null. */
  readonly bound: Bound | null;
  /** Why it cannot be judged, null where it can. */
  readonly failure: Failure | null;
}

/** What a bundle was asked about a call. */
export interface Bound {
  readonly cells: readonly Cell[];
  readonly resources: Resources;
  readonly op: number;
  /** What people said since of these resources. */
  readonly self: Labels;
}

/** Binds what is to be decided; `why` is set where it is refused in any case, and then nothing of its arguments is looked at. `again` is its step where it is entered already. */
export function callOf(setting: Setting, read: SinkRead, why: Failure | null, again: number | null = null): Call {
  const { plan, memory } = setting;
  const name = read.kind === "response" ? RESPONSE : read.tool;
  const isResponse = read.kind === "response" || read.kind === "lowering" || (read.kind === "refused" && read.ends === true);
  const args = read.kind === "call" || read.kind === "lowering" ? read.args : read.kind === "response" ? { text: read.text } : null;
  const id = isResponse ? null : read.id;
  const isTwice = id !== null && isKnown(memory, id, again);
  const refusal = why ?? refusalOf(read, isTwice);
  const judged = refusal === null ? args : null;
  const tool = plan.tools.get(name) ?? -1;
  const entry = plan.manifest.tools[tool];
  const described = plan.described[tool] ?? (isResponse && name === RESPONSE ? responseText : null);
  const { leaves, open, isUndescribed } = leavesOf(judged, described);
  // What rules read: null for an argument that may be missing is one that is missing. What is run, approved and repeated stays as it came.
  const given = judged === null || described === null ? judged : givenOf(judged, described);
  const key = isResponse || judged === null ? null : keyOf(plan, name, judged);
  const shells = createShells(plan.programs);
  const step = again ?? memory.graph.nodes.kinds.length;
  const server = read.kind === "call" ? read.server : null;
  if (plan.pins && again === null) askHeld(memory.learned, memory.graph.flows, toolOf(server, name));
  const moment = momentOf(given, shells, key, name === "" ? null : textCell(name), server, step, "unbound");
  const resources = resourcesOf(name, server, leaves, shells, open || isUndescribed);
  if (again === null) askLabels(memory.learned, memory.graph.flows);
  const cells = argumentCells(plan, given, shells);
  const asked: Bound = { cells: bindCells(plan, cells, memory, moment), resources, self: saidOf(memory.learned.said, resources.resources), op: !isResponse ? EXEC : name === RESPONSE ? RESPOND : VERIFY };
  const { binding, bound, failure: unbound } = bind(setting, asked, asked.op, tool);
  const touch = read.kind === "lowering" ? null : isResponse ? answerOf(memory) : judged === null ? untold : handing(memory, id, binding.op, touchOf({ op: binding.op, sinks: binding.sinks, leaves, shells, isUnbound: tool === -1, isUndescribed, spoken: plan.described[tool]?.spoken ?? 0, isStrange: binding.result.trust === LOWEST, scripts: memory.learned.scripts }));
  // Written out, and not put together from parts: a call is made for every decision.
  return {
    id, title: read.id ?? RESPONSE, lowering: read.kind === "lowering" ? read.of : null, name, isResponse, args, judged,
    refs: read.kind === "call" ? read.refs : noRefs, server,
    tool, isUndescribed, format: entry?.result ?? "structure", leaves, open, key, cells, moment,
    touch, readLabels: touch === null ? clean : readLabels(setting, touch, binding),
    binding: isTwice ? { ...binding, counters: dimmed(binding.counters) } : binding,
    bound: isTwice ? null : bound,
    failure: refusal ?? unbound ?? (read.kind === "lowering" ? unlowered(memory, read, binding) : null),
  };
}

/** An answer goes to the call that made this session, where one did. */
function answerOf({ learned: { parent } }: Memory): Touch | null {
  return parent === null ? null : { ...untold, readsAny: [], writesAny: [], isFed: false, writes: [{ kind: "agent", key: answerKey(parent.session, parent.call) }] };
}

/** What a call that hands work to another agent hands over, and what comes back. */
function handing({ learned: { known } }: Memory, id: string | null, op: number, touch: Touch | null): Touch | null {
  if (op !== DELEGATE || id === null) return touch;
  const { reads, writes, ...more } = touch ?? { ...untold, readsAny: [], writesAny: [], isFed: false };
  const handed: Spot = { kind: "agent", key: handedKey(known, id) };
  return { ...more, isQuiet: false, reads: [...reads, { kind: "agent", key: answerKey(known, id) }], writes: [...writes, handed], handed };
}

/** Declared labels of the places that a call reads: of one that does nothing else they are its target's. */
function readLabels({ plan, evaluator, memory }: Setting, { reads, entrusted }: Touch, binding: Binding): Labels {
  if (binding.op === READ || binding.op === RETRIEVE || reads.length + entrusted.length === 0) return clean;
  const resources = [...reads, ...entrusted].flatMap(({ kind, key }) => (key === null ? [] : [{ kind, text: key }]));
  if (resources.length === 0) return clean;
  try {
    return evaluator.bind(bindView(memory.graph.flows, EXEC, -1, plan.unknowns, { resources, open: false }, saidOf(memory.learned.said, resources))).target;
  } catch {
    return opaque;
  }
}

/** The call as approvals and repeats know it; null where no rule asks for either. */
function keyOf(plan: Plan, name: string, args: Arguments): CallKey | null {
  if (!plan.approved && !plan.repeats && !plan.lowers) return null;
  const text = canonical([name, args]);
  return { text, print: plan.repeats ? print(text) : "" };
}

/** Why a label is not lowered, null where a pack permits it. */
function unlowered({ clock }: Memory, { tool, of }: Extract<SinkRead, { readonly kind: "lowering" }>, { op }: Binding): Failure | null {
  if (op !== (of.dimension === "trust" ? ENDORSE : DECLASSIFY)) return failure("endorse/not-permitted", { tool });
  if (!clock.provided) return failure("endorse/untimed", {});
  return of.expiresAt <= clock.latest ? failure("endorse/expired", {}) : null;
}

function refusalOf(read: SinkRead, isTwice: boolean): Failure | null {
  if (read.kind === "refused") return read.failure;
  return read.kind === "call" && isTwice ? failure("event/duplicate-call", { id: read.id.slice(0, NAME_SHOWN_MAX) }) : null;
}

/** Whether an id is that of another call. */
function isKnown({ steps }: Memory, id: string, again: number | null): boolean {
  return (steps.get(id) ?? again) !== again;
}

/** Asks the bundle what the call is. What nobody described, and arguments nobody could read, may name any resource. */
function bind({ plan, evaluator, memory }: Setting, asked: Bound, op: number, tool: number): Pick<Call, "binding" | "bound" | "failure"> {
  try {
    const binding = evaluator.bind(bindView(memory.graph.flows, op, tool, asked.cells, asked.resources, asked.self));
    return { binding, bound: plan.resultColumns.length > 0 ? asked : null, failure: null };
  } catch (error) {
    const counters = new Uint32Array((2 * plan.manifest.counters.length + 31) >>> 5).fill(MAYBE_ALL);
    const binding: Binding = { op, sinks: 0, acts: noActs, target: opaque, result: opaque, counters };
    return { binding, bound: null, failure: failure("engine/bind-failed", { why: whyOf(error) }) };
  }
}

/** Counters of a call whose id another has too, so that its result may be the other's: what it feeds for certain, it may feed. */
function dimmed(counters: Uint32Array): Uint32Array {
  return counters.map((word) => (word & MAYBE_ALL) | ((word << 1) & MAYBE_ALL));
}

/** A call that could not be read may do anything. */
const untold: Touch = { reads: [], writes: [], readsAny: spotKinds, writesAny: spotKinds, isFed: true, isQuiet: false, links: [], scripts: [], handed: null, entrusted: [] };
const [READ, RETRIEVE, DELEGATE] = ["READ", "RETRIEVE", "DELEGATE"].map((op) => opNumber.get(op) ?? -1);
const noRefs: readonly string[] = [];
/** The lowest trust there is. */
const LOWEST = 2;
/** Unknown, for every counter of a word. */
const MAYBE_ALL = 0xaaaaaaaa;
