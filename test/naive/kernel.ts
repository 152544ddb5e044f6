// The meaning of marks, provenance, labels and counters: docs/kernel.md written down as plainly as it can be read. What happened is a
// list, and every decision searches all texts of it from end to end. Shares with the engine the reading of events, `extract`
// and the evaluator, and nothing that remembers: neither graph nor index nor facts.

import { numbersOf, type Acts } from "../../src/words/acts.js";
import { EVENT_TEXT_MAX, TEXT_PLACES_MAX } from "../../src/base/limits.js";
import { textOf } from "../../src/extract/segments.js";
import { tellingsOf } from "../../src/extract/tellings.js";
import { readObserved, readSink } from "../../src/kernel/event/normalise.js";
import type { ObservedEvent, SessionEvent } from "../../src/kernel/event/event.js";
import { identitiesOf } from "../../src/kernel/registry/row.js";
import { wordsOf } from "./asked.js";
import { called } from "./called.js";
import { patternsOf, segments, tokenize, wishOf } from "./cut.js";
import { labelsOf } from "./labels.js";
import { whenOf } from "../../src/kernel/event/when.js";
import { holds, type Effect } from "../../src/words/effects.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { clean, join, opaque, type Labels } from "../../src/words/labels.js";
import type { Manifest } from "../../src/words/manifest.js";
import { ops } from "../../src/words/ops.js";
import { roles, shapes, type Principal, type Role } from "../../src/words/provenance.js";
import { FALSE } from "../../src/words/truth.js";
import type { TermValue } from "../../src/words/term.js";
import type { Binding, Flow, Row, View } from "../../src/words/view.js";
import { leavesOf, resourcesOf, type Args, type RoleLeaf } from "./cells.js";
import { columnsAgain, columnsOf, keptOf, noteSource, rebinds, resultOf, rowCell, toldOf } from "./columns.js";
import { faded, ground, joinAll, ofLabels, ofMarks } from "./flow.js";
import { isCounted, isOpen, latestOf } from "./log.js";
import { isPermitted, lowered } from "./lower.js";
import { perhaps, settledBits } from "./past.js";
import { approved, revoked } from "./people.js";
import { isKind, numberOf, providedBy, quietly, readFails, refsOf, same } from "./plain.js";
import { admitted, anything, carriedBy, gather, nothing, putAll, speakerOf, touchOf, type Held } from "./places.js";
import { hasTrusted, joinCut, madeOf, readingsOf, sight, streamOf, type Searched, type Sighting, type StreamName, type Tainted } from "./search.js";
import { heeded } from "./heard.js";
import { named } from "./said.js";
import type { About, Call, Node, Session } from "./session.js";

/** What stands in a log: events, and decisions that were taken back (by the place of their event). */
export type LogEvent = SessionEvent | { readonly kind: "cancel"; readonly event: number };

/** What a session was begun with. */
export interface Begun {
  readonly runtime?: string;
  readonly provides?: readonly string[];
  readonly bounds?: { readonly placesMax: number };
}

/** Whether something is decided, and not observed. */
export function isSink(event: unknown): boolean {
  return typeof event === "object" && event !== null && "kind" in event && ["call", "response", "endorse", "declassify"].includes(String(event.kind));
}

/** The view of the sink event at `at`, or null where it cannot be judged; `effects` are the decisions of the sinks before it. */
export function naiveView(manifest: Manifest, evaluator: Evaluator, log: readonly unknown[], effects: ReadonlyMap<number, Effect>, at: number, begun: Begun = {}, data: ReadonlyMap<string, TermValue> = new Map()): View | null {
  const session = begin(manifest, evaluator, begun, data);
  for (let index = 0; index < at; index++) hear(session, log[index], index, effects);
  return judge(session, log[at], at).view;
}

/** A session to which nothing was told. */
export function begin(manifest: Manifest, evaluator: Evaluator, begun: Begun, data: ReadonlyMap<string, TermValue> = new Map(), value = manifest.demand.edges.value || manifest.demand.edges.declared): Session {
  return {
    id: "s", manifest, evaluator, base: ground(manifest.sources), asks: { value, provenance: manifest.demand.provenance }, provided: providedBy(manifest, begun), hasTime: begun.provides?.includes("time") !== false,
    patterns: patternsOf(manifest), data, now: null, latest: Number.NEGATIVE_INFINITY, nodes: [], history: [], places: { puts: [], links: [], scripts: [], fromOthers: false }, contexts: [], placesMax: begun.bounds?.placesMax ?? TEXT_PLACES_MAX, kept: new Map(), lost: new Map(),
  };
}

/** Tells a session one event of the log. */
export function hear(session: Session, event: unknown, index: number, effects: ReadonlyMap<number, Effect> = new Map()): void {
  if (isSink(event)) return judge(session, event, index).settle(effects.get(index) ?? "deny");
  if (isCancel(event)) return cancelled(session, event.event);
  // What a look-up was answered is no event of the runtime's, and has no time.
  if (!isKind(event, "registry")) tick(session, event);
  observed(session, event);
}

/** Tells a session a sink event: its view (null where it cannot be judged), and what to call with the effect before anything else is told. */
export function judge(session: Session, event: unknown, index: number): { readonly view: View | null; readonly settle: (effect: Effect) => void } {
  tick(session, event);
  const pending = pend(session, event, index);
  return { view: pending.view, settle: (effect) => decided(session, pending, effect) };
}

/** The time of an event: never before the latest there was, and unknown where it is more than a minute before that. */
function tick(session: Session, event: unknown): void {
  const { at } = whenOf(event);
  session.now = at === null || !session.hasTime || session.latest - at > 60_000 ? null : Math.max(at, session.latest);
  session.latest = session.now ?? session.latest;
}

// What is decided.

interface Pending {
  readonly node: Node;
  readonly view: View | null;
}

/** A call as its columns see it while it is pending. */
function aboutCall(session: Session, call: Pick<Call, "args" | "key" | "name" | "server" | "tool">): About {
  const tool = session.manifest.tools[call.tool];
  const isLeftOut = (name: string, value: unknown): boolean => value === null && tool?.declared.includes(name) === true && !tool.params.includes(name);
  const args = call.args === null ? null : Object.fromEntries(Object.entries(call.args).filter(([name, value]) => !isLeftOut(name, value)));
  return { args, key: call.key, tool: call.name === "" || !call.name.isWellFormed() ? null : call.name, server: call.server, result: null, pending: null, arrived: null, made: null };
}

/** A text. */
const aboutText: About = { args: {}, key: null, tool: undefined, server: null, result: undefined, pending: null, arrived: null, made: null };

/** What cannot be looked into is refused. */
function pend(session: Session, event: unknown, index: number): Pending {
  return quietly(() => pendCall(session, event, index, false)) ?? pendCall(session, event, index, true);
}

function pendCall(session: Session, event: unknown, index: number, refused: boolean): Pending {
  const { manifest, base, asks } = session;
  const { demand } = manifest;
  const call = readCall(session, event, index, refused);
  const { args } = call;
  const { leaves, open } = leavesOf(args, rolesOf(session, call), declaredOf(session, call), session.manifest.tools[call.tool]?.params ?? []);
  const from = (sightings: Call["sightings"]): Flow => joinAll(open && asks.value ? base.unknown : base.none, sightings.flatMap((sighting) => sighting?.flow ?? []));
  const came = call.sightings.map((sighting, row) => (sighting === null || leaves[row]?.isKey !== false ? sighting : { ...sighting, flow: lowered(session, call, leaves[row].path, sighting.flow) }));
  const { touch } = call;
  const got = touch === null || call.isResponse ? nothing(session.base) : gather(session.places, base, touch.reads, touch.readsAny, writerOf(session.nodes.length));
  const comes = touch?.isQuiet !== true;
  const carriedIn = joinAll(from(came), comes ? [got.value] : []);
  const around = contextOf(session);
  const context = joinAll(around, comes ? [got.context] : []);
  const declared = joinAll(base.none, refsOf(event).filter((ref) => ref !== call.id && !readFails(event)).map((ref) => {
    const named = latestOf(session, ref);
    return named === undefined ? base.opaque : outOf(session, named);
  }));
  const sources = [...new Set(call.sightings.flatMap((sighting) => sighting?.sources ?? []))].sort((a, b) => b - a);
  const refs = refsOf(event).filter((ref) => ref !== call.id && !readFails(event)).flatMap((ref) => latestOf(session, ref)?.step ?? []);
  const about: About = { ...aboutCall(session, call), pending: call.binding.counters, arrived: { sources, declared: refs, flows: [carriedIn, context, declared] } };
  const columns = columnsOf(session, "decide", about);
  columnsOf(session, "mark", aboutCall(session, call));
  const rows = demand.rows ? leaves.map((leaf, row): Row => rowOf(session, leaf, came[row] ?? null, about, call.tool === -1 && !call.isResponse ? null : call.binding.acts)) : [];
  const node = addNode(session, call.isResponse ? "response" : "call", call.isResponse ? null : "tool", null, { value: args === null ? base.opaque : asks.value ? joinAll(from(call.sightings), comes ? [got.value] : []) : base.none, sources }, { ...call, carried: carriedBy(session.base, session.asks.value, call, from(call.sightings), around, got) });
  if (call.refused) return { node, view: null };
  const { op, sinks, acts, target } = call.binding;
  const flows: View["flows"] = [asks.value ? carriedIn : base.none, demand.edges.context ? context : base.none, demand.edges.declared ? declared : base.none];
  return { node, view: { question: "decide", op, tool: call.tool, sinks, acts, self: join(target, got.value.labels), flows, columns, rows, rowsOpen: open || call.isUndescribed, resources: [], resourcesOpen: false } };
}

function contextOf(session: Session): Flow {
  return joinAll(session.base.none, [...session.nodes.map((node) => outOf(session, node)), ...session.contexts]);
}

/** A session of this kernel's is called `s`. */
function writerOf(step: number): string {
  return `s#${step}`;
}

function rowOf(session: Session, leaf: RoleLeaf, sighting: Sighting | null, about: About, acts: Acts | null): Row {
  const { base, asks, manifest: { demand } } = session;
  const isTold = sighting !== null && acts !== null && numbersOf(acts).some((act) => sighting.told.has(act));
  const told = isTold ? true : sighting?.unknown === true || (acts === null && sighting !== null && sighting.told.size > 0) ? null : false;
  return {
    path: leaf.path,
    value: leaf.value,
    roles: leaf.roles.reduce((bits, role) => bits | (1 << roles.indexOf(role)), 0),
    who: sighting?.who ?? 0,
    shape: sighting?.shape ?? shapes.indexOf("composed"),
    named: demand.provenance && demand.named && sighting !== null ? named(session, searched(session), sighting) : FALSE,
    unknown: sighting?.unknown ?? false,
    flow: asks.value ? sighting?.flow ?? base.none : base.none,
    columns: demand.rowColumns.map((column) => (column.roles?.every((role) => !leaf.roles.includes(role)) === true ? null : rowCell(session, column, about, leaf.value, { told, called: called(session, sighting, leaf.value) }))),
  };
}

/** Reads and binds; what cannot be read or bound is refused. */
function readCall(session: Session, event: unknown, index: number, refused: boolean): Call {
  const { manifest, evaluator, base } = session;
  const read = readSink(event);
  const isAnswer = isKind(event, "response");
  const isResponse = isAnswer || isKind(event, "endorse") || isKind(event, "declassify");
  const id = isResponse ? null : read.id;
  const name = isAnswer ? "@response" : read.kind === "response" ? "@response" : read.tool;
  const isTwin = id !== null && session.nodes.some((node) => node.call?.id === id);
  const readable = !refused && read.kind !== "refused" && !isTwin;
  const args: Args | null = !readable ? null : read.kind === "response" ? { text: read.text } : read.args;
  const tool = manifest.tools.findIndex((entry) => entry.name === name);
  const key = args === null || isResponse ? null : same([name, args]);
  const partial = { server: read.kind === "call" ? read.server : null, lowering: read.kind === "lowering" ? read.of : null, made: { now: session.now, told: toldOf(session) }, id, event: index, tool, isResponse, args, key, name, bound: null, format: manifest.tools[tool]?.result ?? "structure" as const };
  const { leaves, open } = leavesOf(args, rolesOf(session, partial), declaredOf(session, partial), session.manifest.tools[partial.tool]?.params ?? []);
  const entry = manifest.tools[tool];
  const given = Object.keys(args ?? {});
  const isUndescribed = args === null || (entry === undefined ? !isAnswer : entry.params.some((name) => !given.includes(name)) || (!entry.open && given.some((name) => !entry.declared.includes(name))));
  const named = resourcesOf(name, read.kind === "call" ? read.server : null, leaves, session.patterns.programs);
  const view: View = {
    question: "bind", op: numberOf(isAnswer ? "RESPOND" : isResponse ? "VERIFY" : "EXEC"), tool, sinks: 0, acts: [], self: labelsOf(session, named.resources), flows: [base.none, base.none, base.none],
    columns: columnsOf(session, "bind", { ...aboutCall(session, { args, key, name, tool, server: partial.server }), pending: "unbound" }), rows: [], rowsOpen: false, resources: named.resources, resourcesOpen: named.open || open || isUndescribed,
  };
  const alone = leaves.map((leaf) => sightingOf(session, leaf));
  const texts = leaves.map(({ value, isKey }) => (!isKey && (typeof value === "string" || typeof value === "number") ? String(value) : null));
  const sightings = joinCut(searched(session), texts, alone, base, session.asks, session.lost);
  const places = (binding: Binding): Pick<Call, "touch" | "readLabels" | "carried"> => {
    const touch = isResponse ? null : args === null ? anything : tool === -1 ? anything : touchOf(ops[binding.op] ?? "EXEC", binding.sinks, leaves, isUndescribed, id, "s", session.patterns.programs, [...new Set((entry?.roles ?? []).map(({ role }) => role))], session.places.scripts, binding.result.trust === 2);
    const named = [...touch?.reads ?? [], ...touch?.entrusted ?? []].flatMap(({ kind, key }) => (key === null ? [] : [{ kind, text: key }]));
    const isRead = binding.op === numberOf("READ") || binding.op === numberOf("RETRIEVE") || named.length === 0;
    const bare: View = { ...view, op: numberOf("EXEC"), tool: -1, columns: manifest.demand.columns.map(() => null), self: labelsOf(session, named), resources: named, resourcesOpen: false };
    return { touch, readLabels: isRead ? clean : quietly(() => copyBinding(evaluator.bind(bare)).target) ?? opaque, carried: null };
  };
  try {
    const binding = copyBinding(evaluator.bind(view));
    // Its result may be that of the call that has its id.
    if (isTwin) return { ...partial, ...places(binding), leaves, sightings, isUndescribed, binding: { ...binding, counters: binding.counters.map(perhaps) }, refused: true };
    return { ...partial, ...places(binding), leaves, sightings, isUndescribed, binding, bound: rebinds(session) ? view : null, refused: !readable || (partial.lowering !== null && !isPermitted(session, partial.lowering, ops[binding.op])) };
  } catch {
    const binding: Binding = { op: view.op, sinks: 0, acts: [], target: opaque, result: opaque, counters: new Uint32Array(Math.ceil(manifest.counters.length / 16)).fill(0xaaaaaaaa) };
    return { ...partial, ...places(binding), leaves, sightings, isUndescribed, binding, refused: true };
  }
}

function copyBinding(binding: Binding): Binding {
  return { ...binding, counters: binding.counters.slice() };
}

function decided(session: Session, { node }: Pending, effect: Effect): void {
  const { call } = node;
  if (call === null) return;
  // What this bundle does not permit lowers nothing, whatever another one decided.
  const isHeld = holds(effect) || (call.lowering !== null && call.refused);
  const about = call.isResponse ? finishedAbout(session, call, undefined) : aboutCall(session, call);
  const { counters } = call.isResponse ? boundAgain(session, call, about) : call.binding;
  session.history.push({ kind: "decided", node, at: session.now, fate: isHeld ? "refused" : call.isResponse ? "succeeded" : "pending", counters, kept: keptOf(session, { ...about, made: call.made }, null) });
  if (!isHeld) {
    if (call.touch !== null && call.carried !== null && isOpen(session, node)) {
      session.places.links.push(...call.touch.links);
      session.places.scripts.push(...call.touch.scripts);
      const now = call.touch.isFed ? { ...call.carried, value: joinAll(call.carried.value, [session.base.unknown]) } : call.carried;
      putAll(session.places, session.base, call.touch, writerOf(node.step), call.carried, now, { ...call.carried, value: joinAll(call.carried.value, [session.base.unknown]) }, true);
    }
    session.history.push({ kind: "counted", node });
    if (call.name === "@response") session.history.push({ kind: "shown", text: String(call.args?.["text"]) });
    if (call.key !== null) session.history.push({ kind: "used", key: call.key, now: session.now });
  }
  // Whoever begins as the agent that a call makes was made by it, whatever was decided.
  if (isHeld && call.touch?.handed !== undefined && call.carried !== null && isOpen(session, node)) {
    const now = call.touch.isFed ? { ...call.carried, value: joinAll(call.carried.value, [session.base.unknown]) } : call.carried;
    putAll(session.places, session.base, { ...call.touch, writes: [call.touch.handed], writesAny: [], entrusted: [] }, writerOf(node.step), call.carried, now, now, true);
  }
  if (effect === "ask" && !call.isResponse) session.history.push({ kind: "asked", node });
  if (!call.isResponse) return;
  finish(session, node, call.binding, clean, about);
  if (call.lowering !== null && !isHeld) session.history.push({ kind: "lowered", key: same([call.lowering.tool, call.lowering.args]), of: call.lowering });
  const text = call.name === "@response" ? call.args?.["text"] : undefined;
  if (text !== undefined && quietly(() => addText(session, node, [text], "text", false)) === null) makeOpaque(session, node);
}

/** A call that has finished, as its columns see it then. */
function finishedAbout(session: Session, call: Call, result: TermValue): About {
  return { ...aboutCall(session, call), key: null, result };
}

/** What the bundle says of a call once more, with what it gave. */
function boundAgain(session: Session, { bound, binding }: Call, about: About): Pick<Binding, "result" | "counters"> {
  const { evaluator, manifest } = session;
  if (bound === null) return binding;
  const told = quietly(() => copyBinding(evaluator.bind({ ...bound, columns: columnsAgain(session, bound.columns, about) })));
  if (told === null) return { result: join(binding.result, opaque), counters: binding.counters };
  return { result: told.result, counters: settledBits(binding.counters, told.counters, manifest.counters.length) };
}

function cancelled(session: Session, event: number): void {
  const node = session.nodes.find((each) => each.call?.event === event);
  if (node?.call?.isResponse === false && isOpen(session, node) && isCounted(session, node)) tookBack(session, node);
}

function tookBack(session: Session, node: Node): void {
  session.history.push({ kind: "uncounted", node });
  emptied(session, node);
}

function emptied(session: Session, node: Node): void {
  session.places.puts = session.places.puts.filter((put) => !(put.isOpen && put.writer === writerOf(node.step)));
}

// What is observed.

function observed(session: Session, event: unknown): void {
  const read = readObserved(event);
  if (!read.ok) {
    if (isKind(event, "principal")) session.history.push({ kind: "principal", told: {} });
    if (isKind(event, "facts")) session.history.push({ kind: "forgotten" });
    if (isKind(event, "tools")) session.history.push({ kind: "tools", said: null });
    if (isKind(event, "revocation")) session.history.push({ kind: "revoked", key: null, by: null });
    return misread(session);
  }
  const told = read.value;
  switch (told.kind) {
    case "user": case "system": return said(session, told);
    case "registry": return told.rows.forEach((row) => row.kind === "tool" ? session.history.push({ kind: "tools", said: row }) : row.kind === "label" ? session.history.push({ kind: "labels", row }) : admitted(session.places, session.base, session.manifest, identitiesOf(session.manifest).by, row));
    case "reason": return thought(session, told.text, "REASON");
    case "step": return thought(session, told.text ?? "", told.op);
    case "result": return returned(session, told.id, told.content, told.error);
    case "denied": {
      const node = latestOf(session, told.id);
      if (node === undefined || !isOpen(session, node)) return;
      if (isCounted(session, node)) tookBack(session, node);
      else emptied(session, node);
      session.history.push({ kind: "closed", node });
      return;
    }
    case "facts": session.history.push({ kind: "facts", facts: told.facts }); return;
    case "tools": case "reviewed": session.history.push({ kind: "tools", said: told }); return;
    case "approval": approved(session, told, same); return;
    case "revocation": revoked(session, told, same); return;
    case "principal": session.history.push({ kind: "principal", told: told.principal }); return;
    case "opaque": return misread(session);
  }
}

function misread(session: Session): void {
  const node = addNode(session, "opaque", null, null, { value: session.base.none, sources: [] }, null);
  makeOpaque(session, node);
  heeded(session, node, null);
}

function said(session: Session, { kind, text, principal: of, from }: Extract<ObservedEvent, { kind: "user" | "system" }>): void {
  const { principal, spots } = speakerOf(session.places, session.base, text, from, of ?? kind);
  const got = gather(session.places, session.base, spots, [], "");
  if (!isReadable(session, text)) return misread(session);
  const own = principal === "user" || principal === "system";
  const node = addNode(session, "text", principal, principal === "user" ? text : null, own ? { value: session.base.none, sources: [] } : into(session, text), null);
  if (own) session.history.push({ kind: "gave", text });
  if (principal === "user") heeded(session, node, { text });
  finish(session, node, { op: numberOf(own ? "USER" : "RECEIVE"), sinks: 0, acts: [] }, own ? clean : join({ ...clean, trust: 2 }, got.value.labels), aboutText);
  if (node.said !== null) session.history.push({ kind: "spoke", node, text });
  addText(session, node, [text], "text", got.outside);
  node.got = got.value;
  session.contexts.push(got.context);
}

function thought(session: Session, text: string, op: string): void {
  if (!isReadable(session, text)) return misread(session);
  const isSummary = op === "COMPRESS" && session.asks.value;
  const from = into(session, text);
  const value = isSummary ? joinAll(from.value, [...session.nodes.map((node) => outOf(session, node)), ...session.contexts]) : from.value;
  const node = addNode(session, "model", null, null, { value, sources: from.sources, isSummary }, null);
  finish(session, node, { op: numberOf(op), sinks: 0, acts: [] }, clean, aboutText);
  addText(session, node, [text], "text", false);
}

function returned(session: Session, id: string, content: unknown, error: string | boolean | undefined): void {
  const node = latestOf(session, id);
  if (node === undefined || node.call === null || !isOpen(session, node)) return misread(session);
  const { call } = node;
  const contents = typeof error !== "string" ? [content] : content === undefined ? [error] : [content, error];
  const readable = contents.every((one) => {
    const text = one === undefined ? null : quietly(() => textOf(one));
    return text !== null && text.length <= EVENT_TEXT_MAX && quietly(() => segments(one, call.format)) !== null;
  });
  session.history.push({ kind: "closed", node });
  const about = finishedAbout(session, call, readable ? resultOf(contents[0]) : null);
  const { result, counters } = boundAgain(session, call, about);
  const before = session.history.findLast((each) => each.kind === "decided" && each.node === node);
  const kept = keptOf(session, { ...about, made: call.made }, before?.kind === "decided" ? before.kept : null);
  if (!isCounted(session, node)) session.history.push({ kind: "counted", node });
  const hasFailed = error !== undefined && error !== false;
  session.history.push({ kind: "result", node, text: readable && contents[0] !== undefined ? textOf(contents[0]) : null, print: readable ? same([contents, error ?? false]) : `unread ${node.step}`, until: session.nodes.length, fate: hasFailed ? "failed" : "succeeded", counters, kept });
  const { touch, carried } = call;
  const got = touch === null ? nothing(session.base) : gather(session.places, session.base, [...touch.reads, ...touch.entrusted], touch.readsAny, writerOf(node.step));
  if (readable) addText(session, node, contents, call.format, got.outside || (isTainted(call) && (result.trust === 0 && !result.unknown ? madeOf(ops[call.binding.op], call.leaves) : true)));
  finish(session, node, call.binding, [call.readLabels, got.value.labels].reduce(join, readable ? result : join(result, opaque)), about);
  if (!readable) makeOpaque(session, node);
  node.got = got.value;
  session.contexts.push(got.context);
  if (touch === null || carried === null) return;
  session.places.links.push(...touch.links);
  session.places.scripts.push(...touch.scripts);
  const held: Held = { value: joinAll(carried.value, [got.value]), context: joinAll(carried.context, [got.context]), outside: carried.outside || got.outside };
  const marks = joinAll(ofMarks(session.base, node.marks), [ofMarks(session.base, node.got.marks)]);
  const own = touch.isFed ? outOf(session, node) : touch.reads.length + touch.readsAny.length > 0 ? marks : session.base.none;
  putAll(session.places, session.base, touch, writerOf(node.step), held, { ...held, value: joinAll(held.value, [own]) }, { ...held, value: joinAll(held.value, [outOf(session, node)]) }, false);
}

/** Whether prose, and not the user, chose what the call looks up. */
function isTainted(call: Call): boolean {
  const lookups: readonly Role[] = ["destination", "object", "url", "path", "query", "name"];
  return call.leaves.some((leaf, index) => {
    const sighting = call.sightings[index];
    if (sighting === null || sighting === undefined || !leaf.roles.some((role) => lookups.includes(role))) return false;
    return (sighting.shape === shapes.indexOf("prose") || sighting.shape === shapes.indexOf("tainted")) && !hasTrusted(sighting.who);
  });
}

// Nodes and what they give on.

/** What a node's values came from, and what that gives it. */
type From = Pick<Node, "value" | "sources" | "isSummary">;

function addNode(session: Session, kind: Node["kind"], principal: Principal | null, heard: string | null, from: From, call: Call | null): Node {
  const node: Node = { step: session.nodes.length, kind, principal, said: heard, ...from, call, own: clean, marks: session.base.none.marks, isOpaque: false, got: session.base.none, asSource: new Map(), readings: [] };
  session.nodes.push(node);
  return node;
}

function outOf(session: Session, node: Node): Flow {
  return joinAll(node.value, [ofLabels(session.base, node.own), ofMarks(session.base, node.marks), node.got]);
}

function makeOpaque(session: Session, node: Node): void {
  node.isOpaque = true;
  node.own = join(node.own, opaque);
  node.marks = joinAll(ofMarks(session.base, node.marks), [session.base.opaque]).marks;
}

/** Gives a node its labels and asks what it is a source of. */
function finish(session: Session, node: Node, what: { readonly op: number; readonly sinks: number; readonly acts: Acts }, own: Labels, about: About): void {
  const { base, manifest, evaluator } = session;
  node.own = own;
  if (manifest.sources === 0) return;
  const view: View = {
    question: "mark", op: what.op, tool: node.call?.tool ?? -1, sinks: what.sinks, acts: what.acts, self: own, flows: [base.none, base.none, base.none],
    columns: columnsOf(session, "mark", about), rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
  };
  node.marks = quietly(() => evaluator.mark(view).slice()) ?? base.opaque.marks;
  noteSource(session, node, about);
}

function addText(session: Session, node: Node, contents: readonly unknown[], format: "structure" | "text", tainted: Tainted): number {
  const all = contents.flatMap((content) => segments(content, format, session.manifest.tools[node.call?.isResponse === false ? node.call.tool : -1]?.records));
  if (node.call?.isResponse === false) session.history.push({ kind: "read", node, segments: all });
  const tellings = tellingsOf(all, wordsOf(session.manifest.acts).imperatives);
  const readings = all.flatMap((segment, at) => readingsOf(segment, tainted, tellings[at] ?? []));
  const stream = streamOf(node);
  forgetOldest(session, stream);
  session.kept.set(stream, [...session.kept.get(stream) ?? [], ...readings.map((reading) => ({ node, reading }))]);
  return node.readings.push(...readings);
}

/** Where a stream has grown past its bound, its oldest readings go until half of it is left. */
function forgetOldest(session: Session, stream: StreamName): void {
  const kept = [...session.kept.get(stream) ?? []];
  const places = (): number => kept.reduce((sum, { reading }) => sum + reading.texts.length + 1, 0);
  if (places() <= session.placesMax) return;
  const lost = session.lost.get(stream) ?? { texts: new Set<string>(), flow: session.base.none };
  const texts = new Set(lost.texts);
  let { flow } = lost;
  while (places() > Math.floor(session.placesMax / 2)) {
    const gone = kept.shift();
    if (gone === undefined) break;
    // Its keys are never forgotten.
    gone.node.readings[gone.node.readings.indexOf(gone.reading)] = { ...gone.reading, texts: [] };
    for (const text of gone.reading.texts) texts.add(text);
    flow = joinAll(flow, [faded(outOf(session, gone.node))]);
  }
  session.kept.set(stream, kept);
  session.lost.set(stream, { texts, flow });
}

/** Whether a text can be read and looked up at all. */
function isReadable(session: Session, text: string): boolean {
  return quietly(() => [segments(text, "text"), into(session, text), wishOf(text)]) !== null;
}

// Where values came from.

function sightingOf(session: Session, { value, isKey }: RoleLeaf): Sighting | null {
  const { base, asks, nodes } = session;
  if (!asks.value && !asks.provenance) return null;
  if (value === null) return { flow: base.unknown, given: base.none, sources: [], who: 0, shape: shapes.indexOf("composed"), told: new Set(), best: new Set(), records: new Set(), unknown: true };
  if (typeof value !== "string" && typeof value !== "number") return null;
  const own = same(tokenize(String(value)).texts);
  const first = nodes.find((node) => node.kind === "call" && node.call?.leaves.some((leaf) => (typeof leaf.value === "string" || typeof leaf.value === "number") && own !== "[]" && same(tokenize(String(leaf.value)).texts) === own));
  const sighting = sight(searched(session), value, first?.step ?? Number.POSITIVE_INFINITY, base, asks, session.lost);
  const isMute = typeof value === "string" && !isKey && tokenize(value).stops.every((stop) => stop);
  return isMute ? { ...sighting, unknown: true } : sighting;
}

function into(session: Session, text: string): From {
  if (!session.asks.value) return { value: session.base.none, sources: [] };
  const { flow, sources } = sight(searched(session), text, Number.POSITIVE_INFINITY, session.base, session.asks, session.lost);
  return { value: flow, sources };
}

function searched(session: Session): readonly Searched[] {
  return session.nodes.map((node) => ({ step: node.step, principal: node.principal, readings: node.readings, out: outOf(session, node), isOpaque: node.isOpaque }));
}

/** What a call's arguments are for. */
export function rolesOf(session: Session, call: { readonly tool: number; readonly name: string; readonly isResponse: boolean }): Manifest["tools"][number]["roles"] {
  return session.manifest.tools[call.tool]?.roles ?? (call.isResponse && call.name === "@response" ? [{ role: "content", path: "text" }] : []);
}

/** The names of its arguments: what else stands at the top is a key that nobody declared. */
export function declaredOf(session: Session, call: { readonly tool: number; readonly name: string; readonly isResponse: boolean }): readonly string[] {
  return session.manifest.tools[call.tool]?.declared ?? (call.isResponse && call.name === "@response" ? ["text"] : []);
}

function isCancel(event: unknown): event is Extract<LogEvent, { readonly kind: "cancel" }> {
  return typeof event === "object" && event !== null && "kind" in event && event.kind === "cancel" && "event" in event && typeof event.event === "number";
}
