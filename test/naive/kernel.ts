// The meaning of marks, provenance, labels and counters: docs/kernel.md written down as plainly as it can be read. Every decision
// begins anew at the first event and searches all texts from end to end. Shares with the engine the reading of events, `extract`
// and the evaluator, and nothing that remembers: neither graph nor index nor facts.

import { EVENT_TEXT_MAX } from "../../src/base/limits.js";
import { speaks } from "../../src/extract/lexicon.js";
import { extract } from "../../src/extract/extract.js";
import { segments, textOf } from "../../src/extract/segments.js";
import { tokenize } from "../../src/extract/tokens.js";
import { copyJson } from "../../src/kernel/event/copy.js";
import { readArguments, readObserved, readSink } from "../../src/kernel/event/normalise.js";
import type { SessionEvent } from "../../src/kernel/event/event.js";
import type { Cell } from "../../src/words/cell.js";
import { holds, type Effect } from "../../src/words/effects.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import { clean, join, opaque, type Labels } from "../../src/words/labels.js";
import type { Manifest } from "../../src/words/manifest.js";
import { opNumber } from "../../src/words/ops.js";
import { principals, roles, shapes, type Principal, type Role } from "../../src/words/provenance.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../src/words/truth.js";
import type { Binding, Flow, Marks, Question, Row, View } from "../../src/words/view.js";
import { argumentCell, cellOf, leavesOf, resourcesOf, type Args, type RoleLeaf } from "./cells.js";
import { ground, joinAll, ofLabels, ofMarks, type Ground } from "./flow.js";
import { readingsOf, sight, userSaid, type Reading, type Searched, type Sighting } from "./search.js";

/** What stands in a log: events, and decisions that were taken back (by the place of their event). */
export type LogEvent = SessionEvent | { readonly kind: "cancel"; readonly event: number };

/** What a session was begun with. */
export interface Begun {
  readonly runtime?: string;
  readonly provides?: readonly string[];
}

/** Whether something is decided, and not observed. */
export function isSink(event: unknown): boolean {
  return typeof event === "object" && event !== null && "kind" in event && (event.kind === "call" || event.kind === "response");
}

/** The view of the sink event at `at`, or null where it cannot be judged; `effects` are the decisions of the sinks before it. */
export function naiveView(manifest: Manifest, evaluator: Evaluator, log: readonly unknown[], effects: ReadonlyMap<number, Effect>, at: number, begun: Begun = {}): View | null {
  const session: Session = {
    manifest, evaluator, base: ground(manifest.sources),
    asks: { value: manifest.demand.edges.value || manifest.demand.edges.declared, provenance: manifest.demand.provenance },
    provided: providedBy(manifest, begun), nodes: [], history: [],
  };
  for (let index = 0; index < at; index++) {
    const event = log[index];
    if (isSink(event)) decided(session, pend(session, event, index), effects.get(index) ?? "deny");
    else if (isCancel(event)) cancelled(session, event.event);
    else observed(session, event);
  }
  return pend(session, log[at], at).view;
}

interface Node {
  readonly step: number;
  readonly kind: "text" | "model" | "response" | "call" | "opaque";
  readonly principal: Principal | null;
  /** The user's own words; null for everything else. */
  readonly said: string | null;
  readonly value: Flow;
  readonly call: Call | null;
  own: Labels;
  marks: Marks;
  isOpaque: boolean;
  readonly readings: Reading[];
}

interface Call {
  readonly id: string | null;
  readonly event: number;
  readonly tool: number;
  readonly isResponse: boolean;
  readonly args: Args | null;
  readonly key: string | null;
  readonly format: "structure" | "text";
  readonly leaves: readonly RoleLeaf[];
  readonly sightings: readonly (Sighting | null)[];
  readonly binding: Binding;
  readonly isUndescribed: boolean;
  readonly refused: boolean;
}

/** What happened, in order: what counts and facts are read from. */
type Happening =
  | { readonly kind: "counted" | "uncounted"; readonly node: Node }
  | { readonly kind: "result"; readonly node: Node; readonly print: string }
  | { readonly kind: "approved" | "used"; readonly key: string }
  | { readonly kind: "facts"; readonly facts: Readonly<Record<string, unknown>> };

interface Session {
  readonly manifest: Manifest;
  readonly evaluator: Evaluator;
  readonly base: Ground;
  readonly asks: { readonly value: boolean; readonly provenance: boolean };
  readonly provided: ReadonlySet<string>;
  readonly nodes: Node[];
  readonly history: Happening[];
}

// What is decided.

interface Pending {
  readonly node: Node;
  readonly view: View | null;
}

/** What cannot be looked into is refused. */
function pend(session: Session, event: unknown, index: number): Pending {
  return quietly(() => pendCall(session, event, index, false)) ?? pendCall(session, event, index, true);
}

function pendCall(session: Session, event: unknown, index: number, refused: boolean): Pending {
  const { manifest, base, asks } = session;
  const { demand } = manifest;
  const call = readCall(session, event, index, refused);
  const { args } = call;
  const { leaves, open } = leavesOf(args, rolesOf(session, call), declaredOf(session, call));
  const value = joinAll(open && asks.value ? base.unknown : base.none, call.sightings.flatMap((sighting) => sighting?.flow ?? []));
  const context = joinAll(base.none, session.nodes.map((node) => outOf(session, node)));
  const declared = joinAll(base.none, refsOf(event).filter((ref) => ref !== call.id && !readFails(event)).map((ref) => {
    const named = latestOf(session, ref);
    return named === undefined ? base.opaque : outOf(session, named);
  }));
  const columns = columnsOf(session, "decide", args, call.key);
  columnsOf(session, "mark", args, null);
  const rows = demand.rows ? leaves.map((leaf, row): Row => rowOf(session, leaf, call.sightings[row] ?? null)) : [];
  const node = addNode(session, call.isResponse ? "response" : "call", call.isResponse ? null : "tool", null, args === null ? base.opaque : asks.value ? value : base.none, call);
  if (call.refused) return { node, view: null };
  const { op, sinks, acts, target } = call.binding;
  const flows: View["flows"] = [asks.value ? value : base.none, demand.edges.context ? context : base.none, demand.edges.declared ? declared : base.none];
  return { node, view: { question: "decide", op, tool: call.tool, sinks, acts, self: target, flows, columns, rows, rowsOpen: open || call.isUndescribed, resources: [], resourcesOpen: false } };
}

function rowOf(session: Session, leaf: RoleLeaf, sighting: Sighting | null): Row {
  const { base, asks, manifest: { demand } } = session;
  return {
    path: leaf.path,
    value: leaf.value,
    roles: leaf.roles.reduce((bits, role) => bits | (1 << roles.indexOf(role)), 0),
    who: sighting?.who ?? 0,
    shape: sighting?.shape ?? shapes.indexOf("composed"),
    named: demand.provenance && demand.named && sighting !== null ? named(session, sighting) : FALSE,
    unknown: sighting?.unknown ?? false,
    flow: asks.value ? sighting?.flow ?? base.none : base.none,
    columns: demand.rowColumns.map(({ extractor }) => extract(extractor, leaf.value)),
  };
}

/** Reads and binds; what cannot be read or bound is refused. */
function readCall(session: Session, event: unknown, index: number, refused: boolean): Call {
  const { manifest, evaluator, base } = session;
  const read = readSink(event);
  const isResponse = typeof event === "object" && event !== null && "kind" in event && event.kind === "response";
  const id = isResponse ? null : read.id;
  const name = isResponse ? "@response" : read.kind === "response" ? "@response" : read.tool;
  const readable = !refused && read.kind !== "refused" && !(read.kind === "call" && session.nodes.some((node) => node.call?.id === read.id));
  const args: Args | null = !readable ? null : read.kind === "call" ? read.args : { text: read.text };
  const tool = manifest.tools.findIndex((entry) => entry.name === name);
  const key = args === null || isResponse ? null : same([name, args]);
  const partial = { id, event: index, tool, isResponse, args, key, format: manifest.tools[tool]?.result ?? "structure" as const };
  const { leaves, open } = leavesOf(args, rolesOf(session, partial), declaredOf(session, partial));
  const entry = manifest.tools[tool];
  const given = Object.keys(args ?? {});
  const isUndescribed = args === null || (entry === undefined ? !isResponse : entry.params.some((name) => !given.includes(name)) || (!entry.open && given.some((name) => !entry.declared.includes(name))));
  const named = resourcesOf(name, leaves);
  const view: View = {
    question: "bind", op: numberOf(isResponse ? "RESPOND" : "EXEC"), tool, sinks: 0, acts: 0, self: clean, flows: [base.none, base.none, base.none],
    columns: columnsOf(session, "bind", args, key), rows: [], rowsOpen: false, resources: named.resources, resourcesOpen: named.open || open || isUndescribed,
  };
  const sightings = leaves.map((leaf) => sightingOf(session, leaf));
  try {
    return { ...partial, leaves, sightings, isUndescribed, binding: copyBinding(evaluator.bind(view)), refused: !readable };
  } catch {
    const binding: Binding = { op: view.op, sinks: 0, acts: 0, target: opaque, result: opaque, counters: new Uint32Array(Math.ceil(manifest.counters.length / 16)).fill(0xaaaaaaaa) };
    return { ...partial, leaves, sightings, isUndescribed, binding, refused: true };
  }
}

function copyBinding(binding: Binding): Binding {
  return { ...binding, counters: binding.counters.slice() };
}

function decided(session: Session, { node }: Pending, effect: Effect): void {
  const { call } = node;
  if (call === null) return;
  if (!holds(effect)) {
    session.history.push({ kind: "counted", node });
    if (call.key !== null) session.history.push({ kind: "used", key: call.key });
  }
  if (!call.isResponse) return;
  finish(session, node, call.binding, clean, call.args);
  const text = call.args?.["text"];
  if (text !== undefined && quietly(() => addText(session, node, text, "text", false)) === null) makeOpaque(session, node);
}

function cancelled(session: Session, event: number): void {
  const node = session.nodes.find((each) => each.call?.event === event);
  if (node?.call?.isResponse === false && isOpen(session, node) && isCounted(session, node)) session.history.push({ kind: "uncounted", node });
}

// What is observed.

function observed(session: Session, event: unknown): void {
  const read = readObserved(event);
  if (!read.ok) return misread(session);
  const told = read.value;
  switch (told.kind) {
    case "user": case "system": return said(session, told.text, told.principal ?? told.kind);
    case "reason": {
      if (!isReadable(session, told.text)) return misread(session);
      const node = addNode(session, "model", null, null, flowInto(session, told.text), null);
      finish(session, node, { op: numberOf("REASON"), sinks: 0, acts: 0 }, clean, {});
      addText(session, node, told.text, "text", false);
      return;
    }
    case "result": return returned(session, told.id, told.content, told.error);
    case "denied": {
      const node = latestOf(session, told.id);
      if (node !== undefined && isOpen(session, node) && isCounted(session, node)) session.history.push({ kind: "uncounted", node });
      return;
    }
    case "facts": session.history.push({ kind: "facts", facts: told.facts }); return;
    case "approval": {
      const args = readArguments(told.args);
      if (args.ok) session.history.push({ kind: "approved", key: same([told.tool, args.value]) });
      return;
    }
    case "opaque": return misread(session);
  }
}

function misread(session: Session): void {
  makeOpaque(session, addNode(session, "opaque", null, null, session.base.none, null));
}

function said(session: Session, text: string, principal: Principal): void {
  if (!isReadable(session, text)) return misread(session);
  const own = principal === "user" || principal === "system";
  const node = addNode(session, "text", principal, principal === "user" ? text : null, own ? session.base.none : flowInto(session, text), null);
  finish(session, node, { op: numberOf(own ? "USER" : "RECEIVE"), sinks: 0, acts: 0 }, own ? clean : { ...clean, trust: 2 }, {});
  addText(session, node, text, "text", false);
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
  if (!isCounted(session, node)) session.history.push({ kind: "counted", node });
  session.history.push({ kind: "result", node, print: readable ? same([contents, error ?? false]) : `unread ${node.step}` });
  if (readable) for (const one of contents) addText(session, node, one, call.format, isTainted(call));
  finish(session, node, call.binding, readable ? call.binding.result : join(call.binding.result, opaque), call.args);
  if (!readable) makeOpaque(session, node);
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

function addNode(session: Session, kind: Node["kind"], principal: Principal | null, heard: string | null, value: Flow, call: Call | null): Node {
  const node: Node = { step: session.nodes.length, kind, principal, said: heard, value, call, own: clean, marks: session.base.none.marks, isOpaque: false, readings: [] };
  session.nodes.push(node);
  return node;
}

function outOf(session: Session, node: Node): Flow {
  return joinAll(node.value, [ofLabels(session.base, node.own), ofMarks(session.base, node.marks)]);
}

function makeOpaque(session: Session, node: Node): void {
  node.isOpaque = true;
  node.own = join(node.own, opaque);
  node.marks = joinAll(ofMarks(session.base, node.marks), [session.base.opaque]).marks;
}

/** Gives a node its labels and asks what it is a source of. */
function finish(session: Session, node: Node, what: { readonly op: number; readonly sinks: number; readonly acts: number }, own: Labels, args: Args | null): void {
  const { base, manifest, evaluator } = session;
  node.own = own;
  if (manifest.sources === 0) return;
  const view: View = {
    question: "mark", op: what.op, tool: node.call?.tool ?? -1, sinks: what.sinks, acts: what.acts, self: own, flows: [base.none, base.none, base.none],
    columns: columnsOf(session, "mark", args, null), rows: [], rowsOpen: false, resources: [], resourcesOpen: false,
  };
  node.marks = quietly(() => evaluator.mark(view).slice()) ?? base.opaque.marks;
}

function addText(session: Session, node: Node, content: unknown, format: "structure" | "text", tainted: boolean): number {
  return segments(content, format).reduce((count, segment) => count + node.readings.push(...readingsOf(segment, tainted)), 0);
}

/** Whether a text can be read and looked up at all. */
function isReadable(session: Session, text: string): boolean {
  return quietly(() => [segments(text, "text"), flowInto(session, text), session.manifest.acts.map((act) => speaks(tokenize(text), act.verbs, act.nouns))]) !== null;
}

// Where values came from.

function sightingOf(session: Session, { value, isKey }: RoleLeaf): Sighting | null {
  const { base, asks, nodes } = session;
  if (!asks.value && !asks.provenance) return null;
  if (value === null) return { flow: base.unknown, who: 0, shape: shapes.indexOf("composed"), best: new Set(), unknown: true };
  if (typeof value !== "string" && typeof value !== "number") return null;
  const own = same(tokenize(String(value)).texts);
  const first = nodes.find((node) => node.kind === "call" && node.call?.leaves.some((leaf) => (typeof leaf.value === "string" || typeof leaf.value === "number") && own !== "[]" && same(tokenize(String(leaf.value)).texts) === own));
  const sighting = sight(searched(session), value, first?.step ?? Number.POSITIVE_INFINITY, base, asks);
  const isMute = typeof value === "string" && !isKey && tokenize(value).stops.every((stop) => stop);
  return isMute ? { ...sighting, unknown: true } : sighting;
}

function flowInto(session: Session, text: string): Flow {
  return session.asks.value ? sight(searched(session), text, Number.POSITIVE_INFINITY, session.base, session.asks).flow : session.base.none;
}

function searched(session: Session): readonly Searched[] {
  return session.nodes.map((node) => ({ step: node.step, principal: node.principal, readings: node.readings, out: outOf(session, node), isOpaque: node.isOpaque }));
}

function named(session: Session, sighting: Sighting): Truth {
  if (hasTrusted(sighting.who)) return TRUE;
  const locators: readonly Role[] = ["path", "url", "destination", "object", "name"];
  let truth: Truth = sighting.unknown ? UNKNOWN : FALSE;
  for (const node of session.nodes.filter((each) => sighting.best.has(each.step) && each.kind === "call")) {
    for (const { value, roles: of } of node.call?.leaves ?? []) {
      if ((typeof value !== "string" && typeof value !== "number") || !of.some((role) => locators.includes(role))) continue;
      if (tokenize(String(value)).stops.every((stop) => stop)) continue;
      const heard = userSaid(searched(session), value);
      if (heard === true) return TRUE;
      if (heard === null) truth = UNKNOWN;
    }
  }
  return truth;
}

function hasTrusted(who: number): boolean {
  return (who & ((1 << principals.indexOf("user")) | (1 << principals.indexOf("system")))) !== 0;
}

// Columns.

function columnsOf(session: Session, question: Question, args: Args | null, key: string | null): readonly Cell[] {
  return session.manifest.demand.columns.map((column): Cell => {
    if (!column.for.includes(question)) return null;
    switch (column.kind) {
      case "arg": case "extract": return args === null ? null : argumentCell(column, args);
      case "host": return hostCell(session, column.name, column.type);
      case "asked": return asked(session, column.act);
      case "count": return counted(session, column.counter);
      case "repeats": return key === null ? null : repeats(session, key);
      case "approved": return key === null ? null : approvals(session, key) > 0;
    }
  });
}

function hostCell(session: Session, name: string, type: Parameters<typeof cellOf>[1]): Cell {
  if (!session.provided.has(name)) return undefined;
  const last = session.history.findLast((each) => each.kind === "facts" && Object.hasOwn(each.facts, name));
  if (last?.kind !== "facts") return null;
  const copied = copyJson(last.facts[name]);
  return copied.ok ? cellOf(copied.value, type) : null;
}

function asked(session: Session, name: string): boolean | null {
  const act = session.manifest.acts.find((each) => each.name === name);
  if (act === undefined) return false;
  if (session.nodes.some((node) => node.said !== null && speaks(tokenize(node.said), act.verbs, act.nouns))) return true;
  const firstWords = session.nodes.findIndex((node) => node.said !== null);
  const before = firstWords === -1 ? session.nodes : session.nodes.slice(0, firstWords);
  return before.some((node) => node.kind === "opaque") ? null : false;
}

function counted(session: Session, counter: number): number | null {
  let count = 0;
  for (const each of session.history) {
    if (each.kind !== "counted" && each.kind !== "uncounted") continue;
    const pair = ((each.node.call?.binding.counters[counter >>> 4] ?? 0) >>> (2 * (counter & 15))) & 3;
    if (pair === 2) return null;
    if ((pair & 1) === 1) count += each.kind === "counted" ? 1 : -1;
  }
  return count;
}

function repeats(session: Session, key: string): number {
  const prints = session.history.flatMap((each) => (each.kind === "result" && each.node.call?.key === key ? [each.print] : []));
  let run = 0;
  while (run < prints.length && prints[prints.length - 1 - run] === prints[prints.length - 1]) run++;
  return run;
}

function approvals(session: Session, key: string): number {
  return session.history.reduce((left, each) => (each.kind === "approved" && each.key === key ? left + 1 : each.kind === "used" && each.key === key ? Math.max(0, left - 1) : left), 0);
}

// The log.

function isOpen(session: Session, node: Node): boolean {
  return !session.history.some((each) => each.kind === "result" && each.node === node);
}

function isCounted(session: Session, node: Node): boolean {
  return session.history.findLast((each) => (each.kind === "counted" || each.kind === "uncounted") && each.node === node)?.kind === "counted";
}

function latestOf(session: Session, id: string): Node | undefined {
  return session.nodes.findLast((node) => node.call !== null && node.call.id === id);
}

function rolesOf(session: Session, call: { readonly tool: number; readonly isResponse: boolean }): Manifest["tools"][number]["roles"] {
  return session.manifest.tools[call.tool]?.roles ?? (call.isResponse ? [{ role: "content", path: "text" }] : []);
}

/** The names of its arguments: what else stands at the top is a key that nobody declared. */
function declaredOf(session: Session, call: { readonly tool: number; readonly isResponse: boolean }): readonly string[] {
  return session.manifest.tools[call.tool]?.declared ?? (call.isResponse ? ["text"] : []);
}

function refsOf(event: unknown): readonly string[] {
  const read = readSink(event);
  return read.kind === "call" ? read.refs : [];
}

function readFails(event: unknown): boolean {
  return readSink(event).kind === "refused";
}

function isCancel(event: unknown): event is Extract<LogEvent, { readonly kind: "cancel" }> {
  return typeof event === "object" && event !== null && "kind" in event && event.kind === "cancel" && "event" in event && typeof event.event === "number";
}

function providedBy(manifest: Manifest, begun: Begun): ReadonlySet<string> {
  const declared = manifest.profiles.filter((profile) => profile.runtime === begun.runtime).flatMap((profile) => profile.facts.map((fact) => fact.name));
  return new Set(begun.provides === undefined ? declared : declared.filter((name) => begun.provides?.includes(name)));
}

function numberOf(op: string): number {
  return opNumber.get(op) ?? 0;
}

/** JSON with sorted keys: equal values, and no others, have equal texts. */
function same(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    typeof each === "object" && each !== null && !Array.isArray(each) ? Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1))) : Object.is(each, -0) ? 0 : each);
}

function quietly<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
