// A sink event to the call it is: read, its arguments as leaves with roles, named resources, bound by the bundle. What cannot be
// read or bound keeps its coded failure and goes on as a call of which nothing is known, and nothing is remembered here. Looks at the event alone, not at where it came from.

import { NAME_SHOWN_MAX } from "../base/limits.js";
import { failure } from "../base/messages.generated.js";
import { opaque } from "../words/labels.js";
import type { Binding } from "../words/view.js";
import { canonical, print } from "./event/canonical.js";
import { RESPONSE, type Arguments, type SinkRead } from "./event/normalise.js";
import type { Failure } from "./event/reading.js";
import type { Memory } from "./memory.js";
import { whyOf, type Setting } from "./observe.js";
import { resourcesOf } from "./registry/resources.js";
import { argumentCells, fillFacts, type CallKey, type Shells } from "./view/columns.js";
import { leavesOf, responseText, type RoleLeaf } from "./view/leaves.js";
import type { Plan } from "./view/plan.js";
import { EXEC, RESPOND, bindView } from "./view/view.js";

/** A call or response that is to be decided. */
export interface Call {
  /** The call's id; null for a response, and where none came. */
  readonly id: string | null;
  /** What a decision calls it. */
  readonly title: string;
  readonly name: string;
  readonly isResponse: boolean;
  /** What is to be executed; null where it could not be read. */
  readonly args: Arguments | null;
  /** What is judged: null as well where the call is refused. */
  readonly judged: Arguments | null;
  readonly refs: readonly string[];
  /** Index of the tool in the manifest, -1 for none. */
  readonly tool: number;
  /** Nobody can say what all its arguments are for: the tool has no binding, or they are others than that says. */
  readonly isUndescribed: boolean;
  readonly format: "structure" | "text";
  readonly leaves: readonly RoleLeaf[];
  /** Whether there is more in the arguments than these leaves. */
  readonly open: boolean;
  readonly key: CallKey | null;
  readonly shells: Shells;
  readonly binding: Binding;
  /** Why it cannot be judged, null where it can. */
  readonly failure: Failure | null;
}

/** Binds what is to be decided; `why` is set where it is refused in any case, and then nothing of its arguments is looked at. */
export function callOf(setting: Setting, read: SinkRead, why: Failure | null): Call {
  const { plan, memory } = setting;
  const isResponse = read.kind === "response" || (read.kind === "refused" && read.tool === RESPONSE);
  const name = read.kind === "response" ? RESPONSE : read.tool;
  const args = read.kind === "call" ? read.args : read.kind === "response" ? { text: read.text } : null;
  const refusal = why ?? refusalOf(memory, read);
  const judged = refusal === null ? args : null;
  const tool = plan.tools.get(name) ?? -1;
  const entry = plan.manifest.tools[tool];
  const given = {
    id: isResponse ? null : read.id,
    title: read.id ?? RESPONSE,
    name, isResponse, args, judged,
    refs: read.kind === "call" ? read.refs : [],
    tool, format: entry?.result ?? "structure", ...leavesOf(judged, entry ?? (isResponse ? responseText : null)),
    key: judged === null || isResponse ? null : keyOf(plan, name, judged),
    shells: new Map(),
  };
  const { binding, failure: unbound } = bind(setting, given);
  return { ...given, binding, failure: refusal ?? unbound };
}

/** The call as approvals and repeats know it; null where no rule asks for either. */
function keyOf(plan: Plan, name: string, args: Arguments): CallKey | null {
  if (!plan.approved && !plan.repeats) return null;
  const text = canonical([name, args]);
  return { text, print: plan.repeats ? print(text) : "" };
}

function refusalOf(memory: Memory, read: SinkRead): Failure | null {
  if (read.kind === "refused") return read.failure;
  return read.kind === "call" && memory.steps.has(read.id) ? failure("event/duplicate-call", { id: read.id.slice(0, NAME_SHOWN_MAX) }) : null;
}

/** Asks the bundle what the call is. What nobody described, and arguments nobody could read, may name any resource. */
function bind({ plan, evaluator, memory }: Setting, call: Omit<Call, "binding" | "failure">): { readonly binding: Binding; readonly failure: Failure | null } {
  const { resources, open } = resourcesOf(call.name, call.leaves, call.shells);
  const cells = argumentCells(plan, "bind", call.judged, call.shells);
  fillFacts(plan, "bind", cells, memory, call.key);
  const isHidden = open || call.open || call.isUndescribed;
  try {
    return { binding: evaluator.bind(bindView(memory.graph.flows, call.isResponse ? RESPOND : EXEC, call.tool, cells, { resources, open: isHidden })), failure: null };
  } catch (error) {
    const counters = new Uint32Array((2 * plan.manifest.counters.length + 31) >>> 5).fill(MAYBE_ALL);
    const binding: Binding = { op: call.isResponse ? RESPOND : EXEC, sinks: 0, acts: 0, target: opaque, result: opaque, counters };
    return { binding, failure: failure("engine/bind-failed", { why: whyOf(error) }) };
  }
}

/** Unknown, for every counter of a word. */
const MAYBE_ALL = 0xaaaaaaaa;
