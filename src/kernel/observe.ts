// What happened to what a session remembers: texts and results become nodes with labels, marks and segments; facts, approvals
// and denials become what they say. What cannot be read becomes an opaque node, never nothing. Decides nothing.

import { failure } from "../base/messages.generated.js";
import { segments, textOf, type Segment } from "../extract/segments.js";
import { EVENT_TEXT_MAX, NAME_SHOWN_MAX, TOOLS_PINNED_MAX } from "../base/limits.js";
import { noActs } from "../words/acts.js";
import { clean, join, opaque, trustLevels, type Labels } from "../words/labels.js";
import type { Evaluator } from "../words/evaluator.js";
import { opNumber, type StepOp } from "../words/ops.js";
import type { Principal } from "../words/provenance.js";
import { canonical } from "../base/canonical.js";
import { fold } from "../words/fold.js";
import { print } from "./event/print.js";
import { copyJson } from "./event/copy.js";
import type { Json, ObservedEvent, ReviewedEvent, ToolsEvent } from "./event/event.js";
import { toolDigest } from "./event/listed.js";
import { readObserved } from "./event/normalise.js";
import type { Failure } from "./event/reading.js";
import { whenOf } from "./event/when.js";
import { approved, revoked } from "./approve.js";
import { closeAsk, revokeAll } from "./facts/approved.js";
import { hear, mishear } from "./facts/asked.js";
import { handOver, readRecords, readSource } from "./facts/delegated.js";
import { setClock } from "./facts/clock.js";
import { noteTurn } from "./facts/alternates.js";
import { understand } from "./facts/meant.js";
import { give } from "./facts/opened.js";
import { noteResult } from "./facts/repeats.js";
import { resultOf } from "./facts/result.js";
import { noteSource } from "./facts/sources.js";
import { hearNames, meetAuthors } from "./graph/callings.js";
import { OPAQUE, flowAt, labelled } from "./graph/flows.js";
import { MODEL, OUTSIDE, USERS, addText, append, giveOn, hasMark, keepsTexts, makeOpaque, markNode, noteMade, summarise } from "./graph/graph.js";
import { sight, unseen } from "./graph/sight.js";
import { note, type Memory, type OpenCall } from "./memory.js";
import { gatherAgain, readLabelsOf, receive, settle } from "./registry/carry.js";
import { admit, gather, listTools, reviewTool } from "./registry/learned.js";
import { beginList, loseList, toolOf } from "./registry/pins.js";
import { empty } from "./registry/shelf.js";
import { handedKey, promptsIn, type Spot } from "./registry/spot.js";
import { EVENT_BYTES } from "./size.js";
import { boundAgain, finished, heed, ran, takeBack } from "./remember.js";
import { argumentCells, cellsFor, fillFacts } from "./view/columns.js";
import { createShells } from "./view/cells.js";
import { textMoment, type Moment } from "./view/moment.js";
import type { Plan } from "./view/plan.js";
import { termValue } from "./view/value.js";
import { REASON, RECEIVE, USER, markView } from "./view/view.js";
import type { Cell } from "../words/cell.js";
import type { TermValue } from "../words/term.js";

/** What a session works with beside its memory. */
export interface Setting {
  readonly plan: Plan;
  readonly evaluator: Evaluator;
  readonly memory: Memory;
}

/** Takes in one event; never throws for what it is given: where reading it fails by a defect of ours, it is opaque. */
export function take(setting: Setting, event: unknown): void {
  if (!isTold(event)) tick(setting, event);
  try {
    takeIn(setting, event);
  } catch (error) {
    unreadable(setting, failure("engine/event-failed", { why: whyOf(error) }));
  }
}

/** Tells the session when an event happened, where its runtime gives times. */
export function tick({ memory }: Setting, event: unknown): void {
  if (!memory.clock.provided) return;
  const when = whenOf(event);
  if (when.failure !== null) note(memory, null, when.failure);
  const course = setClock(memory.clock, when.at);
  if (course !== "on") note(memory, null, failure(course === "back" ? "event/time-went-back" : "event/time-astray", {}));
}

/** What may throw here does so before anything is remembered of the event. */
function takeIn(setting: Setting, event: unknown): void {
  const read = readObserved(event);
  if (!read.ok) {
    // Whose session it is then, what holds of its runtime, or what is approved still, nobody knows.
    if (isOf(event, "principal")) setting.memory.acting.told = {};
    if (isOf(event, "facts")) setting.memory.host.values.clear();
    if (isOf(event, "tools")) loseList(setting.memory.learned.pins);
    if (isOf(event, "revocation")) revokeAll(setting.memory.approvals);
    return unreadable(setting, read.failure);
  }
  const told = read.value;
  switch (told.kind) {
    case "user": case "system": return said(setting, told);
    case "registry": return admit(setting.memory.learned, setting.memory.graph.flows, told.rows);
    case "reason": return thought(setting, told.text, "REASON");
    case "step": return thought(setting, told.text ?? "", told.op);
    case "result": return returned(setting, told);
    case "denied": return denied(setting, told.id);
    case "facts": return learned(setting, told.facts);
    case "principal": setting.memory.acting.told = told.principal; return;
    case "approval": return approved(setting.plan, setting.memory, told);
    case "revocation": return revoked(setting.plan, setting.memory, told);
    case "tools": return toolsListed(setting, told);
    case "reviewed": return toolReviewed(setting, told);
    case "opaque": return unreadable(setting, failure("event/opaque", { why: told.why.slice(0, NAME_SHOWN_MAX) }));
  }
}

/** What of a finished instruction is asked about. */
export interface Finished {
  readonly what: Parameters<typeof markView>[1];
  readonly own: Labels;
  /** Cells of its arguments for `mark`, null where it has none. */
  readonly cells: Cell[] | null;
  /** It, with what it gave. */
  readonly moment: Moment;
}

/** Asks what a finished node is a source of, and gives its labels and marks on. */
export function finish({ plan, evaluator, memory }: Setting, step: number, { what, own, cells, moment }: Finished): void {
  giveOn(memory.graph, step, labelled(memory.graph.flows, own));
  if (plan.wants.sources === 0) return;
  const columns = cells ?? cellsFor(plan, "mark", argumentCells(plan, {}, createShells(plan.programs)));
  try {
    fillFacts(plan, "mark", columns, memory, moment);
    markNode(memory.graph, step, evaluator.mark(markView(memory.graph.flows, what, own, columns)));
    for (const { leaf, term, source } of plan.sources) {
      if (hasMark(memory.graph, step, 2 * source)) noteSource(memory.sources, leaf, step, termValue(plan, memory, moment, term));
    }
  } catch (error) {
    note(memory, step, failure("engine/mark-failed", { step, why: whyOf(error) }));
    markNode(memory.graph, step, flowAt(memory.graph.flows, OPAQUE).marks);
  }
}

/** Adds the text of a node that is there already; where reading it fails the node is opaque. */
export function addWords({ memory }: Setting, step: number, stream: number, text: string): void {
  try {
    addText(memory.graph, step, stream, wordsOf(memory, text), false);
  } catch (error) {
    makeOpaque(memory.graph, step);
    note(memory, step, failure("engine/event-failed", { why: whyOf(error) }));
  }
}

/** What an error says of itself, bounded. */
export function whyOf(error: unknown): string {
  try {
    return String(error instanceof Error ? error.message : error).slice(0, NAME_SHOWN_MAX);
  } catch {
    return "nothing that can be told";
  }
}

/** The segments of a text, where something is ever looked for in them. */
function wordsOf({ graph }: Memory, text: string): readonly Segment[] {
  return keepsTexts(graph) ? segments(text, "text") : [];
}

/** A principal's text. What the user and the system say is their own word; what others say carries what it was made from. */
function said(setting: Setting, told: Extract<ObservedEvent, { kind: "user" | "system" }>): void {
  const { plan, memory } = setting;
  const { text } = told;
  const { principal, spots } = speakerOf(memory, told);
  const isTrusted = principal === "user" || principal === "system";
  const seen = isTrusted || !plan.wants.value ? unseen : sight(memory.graph, text);
  const words = wordsOf(memory, text);
  const got = spots.length === 0 ? empty : gather(memory.learned, memory.graph.flows, spots, [], "");
  if (principal === "user") {
    understand(memory, plan.meant, plan.asks, text, memory.asked.offer?.text ?? null);
    hear(memory.asked, plan.asks, text, memory.graph.nodes.kinds.length);
    handOver(memory.delegated, plan.hands, text, plan.wants.called ?? noWords);
  }
  if (isTrusted && memory.graph.callings !== null) hearNames(memory.graph.callings, text, principal === "user");
  if (isTrusted) give(memory, text);
  const step = append(memory.graph, { kind: "text", principal, sources: seen.sources, flow: seen.flow });
  if (principal === "user") heed(setting, step, text);
  const own = isTrusted ? clean : join(fromOutside, flowAt(memory.graph.flows, got.value).labels);
  finish(setting, step, { what: { ...nothing, op: isTrusted ? USER : RECEIVE }, own, cells: null, moment: textMoment(step + 1) });
  addText(memory.graph, step, isTrusted ? USERS : OUTSIDE, words, got.outside);
  receive(memory, step, got);
}

/** Whose text it is, and where it lay until it was said: nothing that lay somewhere is the user's own word. */
function speakerOf({ learned, graph: { flows } }: Memory, { kind, principal, from, text }: Extract<ObservedEvent, { kind: "user" | "system" }>): { readonly principal: Principal; readonly spots: readonly Spot[] } {
  if (from !== undefined) return { principal: principal === undefined || principal === "user" || principal === "system" ? "agent" : principal, spots: [{ kind: from.kind, key: from.key === undefined ? null : fold(from.key) }] };
  const { parent } = learned;
  if (kind === "user" && parent !== null && (principal === undefined || principal === "user")) return { principal: "agent", spots: [{ kind: "agent", key: handedKey(parent.session, parent.call) }] };
  const said = principal ?? kind;
  if (said === "agent" || said === "runtime") return { principal: said, spots: [{ kind: said === "agent" ? "agent" : "job", key: null }] };
  const prompts = said === "user" ? promptsIn(text) : [];
  // What an agent kept for later with a stranger's words in it is no word of the user's where it comes back, also where the host does not say so.
  return prompts.length > 0 && gather(learned, flows, prompts, [], "").outside ? { principal: "agent", spots: prompts } : { principal: said, spots: [] };
}

/** The model's text that goes to nobody. A summary stands for all that came before it, whatever words it uses. */
function thought(setting: Setting, text: string, op: StepOp | "REASON"): void {
  const { plan, memory } = setting;
  const seen = plan.wants.value ? sight(memory.graph, text) : unseen;
  const words = wordsOf(memory, text);
  const step = append(memory.graph, { kind: "model", principal: null, sources: seen.sources, flow: seen.flow });
  if (op === "COMPRESS" && plan.wants.value) summarise(memory.graph, step);
  finish(setting, step, { what: { ...nothing, op: opNumber.get(op) ?? REASON }, own: clean, cells: null, moment: textMoment(step + 1) });
  addText(memory.graph, step, MODEL, words, false);
}

/** The result of a call: it has run, whatever was decided. */
function returned(setting: Setting, { id, content, error }: Extract<ObservedEvent, { kind: "result" }>): void {
  const { plan, memory } = setting;
  const step = memory.steps.get(id);
  if (step === undefined) return unreadable(setting, failure("event/stray-result", { id: id.slice(0, NAME_SHOWN_MAX) }));
  const call = memory.open.get(step);
  if (call === undefined) return unreadable(setting, failure("event/second-result", { id: id.slice(0, NAME_SHOWN_MAX) }));
  memory.open.delete(step);
  closeAsk(memory.approvals, step);
  const contents = typeof error !== "string" ? [content] : content === undefined ? [error] : [content, error];
  const read = readContents(contents, { format: call.format, records: call.records, keeps: keepsTexts(memory.graph) || memory.graph.callings !== null, prints: call.print !== null, parses: plan.results });
  const moment = finished(memory, call.moment, read === null ? null : read.value);
  const { result, counters } = boundAgain(setting, call, moment);
  ran(setting, step, call, error !== undefined && error !== false, counters, moment);
  const got = call.carried === null ? empty : gatherAgain(memory, step, call.carried);
  const authors = read === null || memory.graph.callings === null ? null : meetAuthors(memory.graph.callings, read.segments);
  if (call.words !== null && !got.outside && result.trust === 0 && !result.unknown) noteMade(memory.graph, step, call.words);
  if (read !== null && keepsTexts(memory.graph)) addText(memory.graph, step, OUTSIDE, read.segments, call.tainted || got.outside, authors);
  if (read !== null && (error === undefined || error === false)) readRecords(memory.delegated, plan.hands, memory.graph.callings, read.segments, authors);
  if (call.isHandedOver && (error === undefined || error === false)) readSource(memory.delegated, plan.hands, read === null ? null : textOf(content));
  if (call.print !== null) {
    const given = read === null ? `unread ${step}` : print(read.text + canonical(error ?? false));
    noteResult(memory.repeats, call.print, given);
    noteTurn(memory.turns, call.print, given);
  }
  if (read === null) note(memory, step, failure("event/opaque-result", { id: id.slice(0, NAME_SHOWN_MAX) }));
  const own = read === null ? join(result, opaque) : result;
  finish(setting, step, { what: call, own: call.carried === null ? own : join(own, readLabelsOf(memory, call.carried, got)), cells: call.cells, moment });
  if (read === null) makeOpaque(memory.graph, step);
  if (call.carried !== null) {
    receive(memory, step, got);
    settle(memory, step, call.carried, got);
  }
}

/** What of a result is wanted. */
interface Reading {
  readonly format: OpenCall["format"];
  readonly records: OpenCall["records"];
  readonly keeps: boolean;
  readonly prints: boolean;
  readonly parses: boolean;
}

/** A result that was read: its segments, its canonical text, its value; each where it is wanted. */
interface Read {
  readonly segments: readonly Segment[];
  readonly text: string;
  readonly value: TermValue;
}

/** Content that can be read: text, number, boolean, JSON or text parts, not too long; null for other, and for what throws when it is looked into. */
function readContents(contents: readonly unknown[], { format, records, keeps, prints, parses }: Reading): Read | null {
  try {
    for (const content of contents) if (content === undefined || (textOf(content)?.length ?? Number.POSITIVE_INFINITY) > EVENT_TEXT_MAX) return null;
    return { segments: keeps ? contents.flatMap((content) => segments(content, format, records)) : [], text: prints ? canonical(contents) : "", value: parses ? resultOf(contents[0]) : null };
  } catch {
    return null;
  }
}

function denied(setting: Setting, id: string): void {
  const { memory } = setting;
  const step = memory.steps.get(id);
  const call = step === undefined ? undefined : memory.open.get(step);
  if (call === undefined) return note(memory, step ?? null, failure("event/stray-denial", { id: id.slice(0, NAME_SHOWN_MAX) }));
  takeBack(setting, step ?? -1, call);
  if (step !== undefined) closeAsk(memory.approvals, step);
}

function learned({ memory }: Setting, facts: { readonly [name: string]: unknown }): void {
  for (const [name, value] of Object.entries(facts)) {
    if (!memory.host.provided.has(name)) {
      note(memory, null, failure("event/unprovided-fact", { fact: name.slice(0, NAME_SHOWN_MAX) }));
      continue;
    }
    const copied = copyJson(value);
    const said: Json = copied.ok ? copied.value : null;
    memory.host.values.set(name, said);
  }
}

/** Tools said what they are. */
function toolsListed({ plan, memory }: Setting, { server, tools }: ToolsEvent): void {
  if (!plan.pins) return;
  const { learned: known, graph } = memory;
  const listed = tools.map((tool) => ({ ...toolOf(server ?? null, tool.name), digest: toolDigest(tool) }));
  const before = known.pins.count;
  beginList(known.pins);
  if (!listTools(known, graph.flows, listed, writerOf(memory))) note(memory, null, failure("event/too-many-tools", { max: TOOLS_PINNED_MAX }));
  memory.spent += EVENT_BYTES * (known.pins.count - before);
}

/** A person reviewed a tool. */
function toolReviewed({ plan, memory }: Setting, { tool, server, digest, by }: ReviewedEvent): void {
  if (!plan.pins) return;
  const isKnown = reviewTool(memory.learned, memory.graph.flows, toolOf(server ?? null, tool), digest ?? null, by, writerOf(memory));
  if (!isKnown) note(memory, null, failure("event/stray-review", { tool: tool.slice(0, NAME_SHOWN_MAX) }));
}

function writerOf({ learned: { session }, graph }: Memory): string {
  return `${session}#${graph.nodes.kinds.length}`;
}

/** Whether an event says what a look-up was answered. */
export function isTold(event: unknown): boolean {
  try {
    return typeof event === "object" && event !== null && "kind" in event && event.kind === "registry";
  } catch {
    return false;
  }
}

/** Whether an event says that it is of a kind, or may be. */
function isOf(event: unknown, kind: "principal" | "facts" | "revocation" | "tools"): boolean {
  try {
    return typeof event === "object" && event !== null && "kind" in event && event.kind === kind;
  } catch {
    return true;
  }
}

/** Something happened that nobody can say what it was. */
function unreadable(setting: Setting, why: Failure): void {
  const { memory } = setting;
  const step = append(memory.graph, { kind: "opaque", principal: null });
  makeOpaque(memory.graph, step);
  mishear(memory.asked);
  heed(setting, step, null);
  note(memory, step, why);
}

const noWords: ReadonlySet<string> = new Set();
const nothing = { tool: -1, sinks: 0, acts: noActs };
const fromOutside: Labels = { ...clean, trust: trustLevels.indexOf("low") };
