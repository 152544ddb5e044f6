// What calls carry from place to place, found by looking through all that was ever put anywhere. Shares with the engine how two paths
// overlap and how a shell command is read, and nothing that remembers.

import { PROMPT_TEXT_MIN, SCRIPTS_MAX, SCRIPTS_TEXT_MAX, SCRIPT_NAMES_MAX, SCRIPT_TEXT_MAX } from "../../src/base/limits.js";
import { filesIn } from "../../src/extract/files.js";
import { overlap, placeOf } from "../../src/extract/overlap.js";
import { normalisePath } from "../../src/extract/path.js";
import { namesIn } from "../../src/extract/script.js";
import { readShell } from "../../src/extract/shell.js";
import type { Programs } from "../../src/extract/shell/programs.js";
import type { Row } from "../../src/kernel/event/row.js";
import { isOwn, promptKey, promptsIn } from "../../src/kernel/registry/spot.js";
import { fold } from "../../src/words/fold.js";
import { clean, type Labels } from "../../src/words/labels.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Op } from "../../src/words/ops.js";
import type { Principal, Role } from "../../src/words/provenance.js";
import { stores } from "../../src/words/stores.js";
import type { Flow } from "../../src/words/view.js";
import { standingIn, type RoleLeaf } from "./cells.js";
import { joinAll, ofLabels, type Ground } from "./flow.js";
import { hasTrusted } from "./search.js";
import type { Call } from "./session.js";

export type Kind = "path" | "memory" | "job" | "agent" | "skill";
const kinds: readonly Kind[] = ["path", "memory", "job", "agent", "skill"];
export interface Spot { readonly kind: Kind; readonly key: string | null }
export interface Held { readonly value: Flow; readonly context: Flow; readonly outside: boolean }
/** What somebody put somewhere; `isOpen` while it may be taken back. */
export interface Put extends Spot, Held { readonly writer: string; readonly isOpen: boolean }
/** Where a session's calls put things, and which paths are one file. */
export interface Places { puts: readonly Put[]; readonly links: (readonly [string, string])[]; readonly scripts: Script[]; fromOthers: boolean }
/** A file, and a text that was written there. */
export interface Script { readonly path: string; readonly text: string }

/** What a call does to places. */
export interface Touch {
  readonly reads: readonly Spot[];
  readonly writes: readonly Spot[];
  readonly readsAny: readonly Kind[];
  readonly writesAny: readonly Kind[];
  readonly isFed: boolean;
  readonly isQuiet: boolean;
  readonly links: readonly (readonly [string, string])[];
  readonly scripts: readonly Script[];
  readonly handed?: Spot;
  readonly entrusted: readonly Spot[];
}
export const anything: Touch = { reads: [], writes: [], readsAny: kinds, writesAny: kinds, isFed: true, isQuiet: false, links: [], scripts: [], entrusted: [] };

const readers: readonly string[] = ["READ", "RETRIEVE", "RECEIVE", "WAIT", "ASK", "RESPOND", "SEND", "DELEGATE", "PRUNE", "VERIFY"];
const writers: readonly string[] = ["WRITE", "STORE", "SUBSCRIBE"];

/** What a described call does, by its op and the roles of its arguments. */
export function touchOf(op: Op, sinks: number, leaves: readonly RoleLeaf[], isUndescribed: boolean, id: string | null, session: string, programs: Programs | undefined, spoken: readonly Role[], written: readonly Script[], isStrange: boolean): Touch | null {
  const has = (...roles: readonly Role[]): readonly RoleLeaf[] => leaves.filter((leaf) => roles.some((role) => leaf.roles.includes(role)));
  const doesRead = !writers.includes(op);
  const doesWrite = !readers.includes(op);
  const commands = has("command");
  const shells = commands.flatMap(({ value }) => (typeof value === "string" ? [readShell(value, programs)] : []));
  const isUnread = commands.some(({ value }) => value === null);
  const texts = (items: readonly unknown[]): readonly string[] => items.flatMap((item) => (typeof item === "string" ? [item] : []));
  const path = (text: string): Spot => ({ kind: "path", key: fold(text) });
  const there = (items: readonly unknown[]): readonly Spot[] => texts(items).flatMap((text) => standingIn(text, leaves)).map((key): Spot => ({ kind: "path", key }));
  const [reads, writes, readsAny, writesAny]: [Spot[], Spot[], Set<Kind>, Set<Kind>] = [[], [], new Set(), new Set()];
  if (isUnread) { readsAny.add("path"); writesAny.add("path"); }
  const scripts: Script[] = [];
  const isScript = (text: string): boolean => text.length <= SCRIPT_TEXT_MAX;
  for (const text of texts(commands.map(({ value }) => value))) {
    const shell = readShell(text, programs);
    const own = there(shell.writes.items).map(({ key }): Script => ({ path: key ?? "", text }));
    if (isScript(text)) scripts.push(...own);
    if (shell.runs.open) reads.push(...there(namedAt(there(shell.reads.items).flatMap(({ key }) => key ?? []), scripts, latest(written), programs)));
  }
  for (const shell of shells) {
    reads.push(...there(shell.reads.items));
    writes.push(...there(shell.writes.items));
    if (shell.reads.open || shell.runs.open) readsAny.add("path");
    if (shell.writes.open) writesAny.add("path");
    if (texts(shell.runs.items).some((name) => ["crontab", "at", "atq", "batch", "systemd-run", "launchctl", "schtasks"].includes(name))) { writesAny.add("job"); readsAny.add("job"); }
    for (const [program, { kind, key, reads: out, writes: into }] of stores) if (shell.runs.items.includes(program) || shell.tasks.includes(program)) { if (out) reads.push({ kind, key }); if (into) writes.push({ kind, key }); }
  }
  const put = (spot: Spot, into: boolean, out: boolean): void => { if (into) writes.push(spot); if (out) reads.push(spot); };
  const miss = (kind: Kind, into: boolean, out: boolean): void => { if (into) writesAny.add(kind); if (out) readsAny.add(kind); };
  for (const { value } of commands.length > 0 ? [] : has("path")) {
    if (typeof value === "string") put(path(normalisePath(value)), doesWrite, doesRead);
    else if (value === null) miss("path", doesWrite, doesRead);
  }
  for (const { value } of has("url")) if (typeof value === "string" && /^\s*file:/i.test(value)) put(path(normalisePath(value.trim())), doesWrite, doesRead);
  for (const kind of ["memory", "job", "agent", "skill"] as const) {
    const isTold = kind === "agent" && (op === "SEND" || op === "DELEGATE");
    for (const { value } of has(kind)) {
      if (typeof value === "string" || typeof value === "number") put({ kind, key: fold(String(value)) }, doesWrite || isTold, doesRead && !isTold);
      else if (value === null) miss(kind, doesWrite || isTold, doesRead && !isTold);
    }
  }
  const isMove = !doesRead && writes.length > 1 && has("path").length > 0;
  if (isMove) reads.push(...writes);
  const keys = (...roles: readonly Role[]): readonly string[] => has(...roles).flatMap(({ value }) => (typeof value === "string" || typeof value === "number" ? [fold(String(value))] : []));
  const named = has("path", "memory", "job", "agent", "skill").length > 0;
  const memory = keys("object", "name").map((key): Spot => ({ kind: "memory", key }));
  const someMemory = memory.length > 0 ? memory : [{ kind: "memory", key: null } as const];
  if (op === "DELEGATE" && has("agent").length === 0) writes.push(...(keys("destination").length === 0 ? [null] : keys("destination")).map((key): Spot => ({ kind: "agent", key })));
  const each = named ? [] : spoken.filter((role): role is Exclude<Kind, "path"> => ["memory", "job", "agent", "skill"].includes(role)).map((kind): Spot => ({ kind, key: null }));
  if (["READ", "RETRIEVE", "RECEIVE", "WAIT"].includes(op)) reads.push(...each);
  if (writers.includes(op)) writes.push(...each);
  if (!named && op === "STORE" && (each.length === 0 || has("object", "name").length > 0)) writes.push(...someMemory);
  if (!named && op === "RETRIEVE") { reads.push(...someMemory); if (memory.length === 0) readsAny.add("path"); }
  if (!named && op === "WRITE") writes.push(...memory);
  if (!named && op === "READ") reads.push(...memory);
  if (writers.includes(op) && has("path").length === 0) {
    for (const { value } of has("content")) if (typeof value === "string") for (const line of value.split(/\n/)) {
      const found = /^(?:\*\*\* (?:Add File|Update File|Move to): |\+\+\+ (?:b\/)?)(.+)$/.exec(line)?.[1];
      if (found === undefined) continue;
      if (line.startsWith("*** Move to: ")) reads.push(...writes.slice(-1));
      writes.push(path(normalisePath(found.trim())));
    }
  }
  if (writers.includes(op)) for (const { value } of has("content")) if (typeof value === "string" && isScript(value)) for (const { kind, key } of writes) if (kind === "path" && key !== null) scripts.push({ path: key, text: value });
  if (op === "EXEC" && commands.length === 0 && has("job").length > 0 && has("content").length > 0) writesAny.add("path");
  const told = op === "STORE" || op === "DELEGATE" ? texts(has("content").map(({ value }) => value)) : [];
  writes.push(...told.filter((text) => text.length >= PROMPT_TEXT_MIN).map((text): Spot => ({ kind: "job", key: promptKey(text) })));
  const entrusted = op === "DELEGATE" ? told.flatMap(filesIn).map(path) : [];
  if (isUndescribed) for (const kind of kinds) miss(kind, doesWrite, doesRead);
  const links = shells.flatMap((shell) => (shell.runs.items.includes("ln") ? there(shell.writes.items).flatMap(({ key: to }) => there(shell.reads.items).map(({ key: from }) => [from ?? "", to ?? ""] as const)) : []));
  const isTouching = reads.length + writes.length + readsAny.size + writesAny.size > 0;
  const isSent = shells.some((shell) => shell.sends.items.length > 0 || shell.sends.open || shell.connects.items.length > 0 || shell.connects.open);
  const isQuiet = writes.length + writesAny.size === 0 && !isSent && (shells.length > 0 || (!doesWrite && sinks === 0));
  const isFed = shells.some((shell) => shell.connects.items.length > 0) || has("url").length > 0 || (shells.length > 0 ? isStrange : doesRead && doesWrite);
  if (op === "DELEGATE" && id !== null) {
    reads.push({ kind: "agent", key: JSON.stringify([session, id, "ANSWER"]) });
    const handed: Spot = { kind: "agent", key: JSON.stringify([session, id]) };
    writes.push(handed);
    return { handed, reads, writes, readsAny: [...readsAny], writesAny: [...writesAny], isFed: isTouching && isFed, isQuiet: false, links, scripts, entrusted };
  }
  return isTouching ? { reads, writes, readsAny: [...readsAny], writesAny: [...writesAny], isFed, isQuiet, links, scripts, entrusted } : null;
}

/** What the scripts of paths name, and the scripts of that, and so on. */
function namedAt(paths: readonly string[], own: readonly Script[], kept: readonly Script[], programs: Programs | undefined): readonly string[] {
  const names = own.filter(({ path: at }) => paths.includes(at)).flatMap(({ text }) => namesIn(text, programs)).map(fold);
  const found: string[] = [...new Set(names)].slice(0, SCRIPT_NAMES_MAX);
  const asked = [...paths];
  for (let next = 0; next < asked.length || next - asked.length < found.length; next++) {
    const at = asked[next] ?? found[next - asked.length] ?? "";
    for (const script of [...kept].reverse()) {
      if (lastOf(script.path) !== lastOf(at) || overlap(placeOf(at), placeOf(script.path)) !== "certain") continue;
      for (const name of namesIn(script.text, programs).map(fold)) if (!found.includes(name) && found.length < SCRIPT_NAMES_MAX) found.push(name);
    }
  }
  return found;
}

/** The texts that are remembered, each once. */
function latest(written: readonly Script[]): readonly Script[] {
  const found: Script[] = [];
  for (const { path, text } of written) {
    if (found.some((other) => other.path === path && other.text === text)) continue;
    found.push({ path, text });
    while (found.length > SCRIPTS_MAX || found.reduce((sum, each) => sum + each.text.length, 0) > SCRIPTS_TEXT_MAX) found.shift();
  }
  return found;
}

function lastOf(path: string): string {
  return path.split(/[/\\]/).at(-1) ?? "";
}

/** Nothing lies there. */
export function nothing({ none }: Ground): Held {
  return { value: none, context: none, outside: false };
}

/** What lies in the places that are read. */
export function gather(places: Places, base: Ground, reads: readonly Spot[], readsAny: readonly Kind[], writer: string): Held {
  const all: Held[] = [];
  const there = places.puts.filter((put) => !(put.isOpen && put.writer === writer));
  for (const { kind, key } of reads) {
    const paths = kind === "path" && key !== null ? linked(places, key) : [];
    for (const put of there.filter((each) => each.kind === kind)) {
      if (key === null) all.push(put);
      else if (put.key === null) { if (!isOwn({ kind, key })) all.push(put); }
      else if (kind !== "path" && put.key === key) all.push(put);
      for (const path of kind === "path" && put.key !== null ? paths : []) {
        const how = overlap(placeOf(path), placeOf(put.key ?? ""));
        if (how === "certain") all.push(put);
        if (how === "maybe") all.push(perhaps(base, put));
      }
    }
  }
  for (const kind of readsAny) for (const put of there) if (put.kind === kind) all.push(perhaps(base, put));
  return { value: joinAll(base.none, all.map(({ value }) => value)), context: joinAll(base.none, all.map(({ context }) => context)), outside: all.some(({ outside }) => outside) };
}

/** Whose a text in somebody's role is, and where it lay. */
export function speakerOf(places: Places, base: Ground, text: string, from: { readonly kind: Kind; readonly key?: string } | undefined, of: Principal): { readonly principal: Principal; readonly spots: readonly Spot[] } {
  if (from !== undefined) return { principal: of === "user" || of === "system" ? "agent" : of, spots: [{ kind: from.kind, key: from.key === undefined ? null : fold(from.key) }] };
  const kept = of === "user" ? promptsIn(text) : [];
  if (gather(places, base, kept, [], "").outside) return { principal: "agent", spots: kept };
  return { principal: of, spots: of === "agent" ? [{ kind: "agent", key: null }] : of === "runtime" ? [{ kind: "job", key: null }] : [] };
}

/** What a call puts where it writes, when it is let through. */
export function carriedBy(base: Ground, asksValue: boolean, call: Call, value: Flow, around: Flow, got: Held): Held | null {
  if (call.touch === null) return null;
  const isOutside = ({ labels }: Flow): boolean => labels.trust === 2 || labels.unknown;
  const naming: readonly Role[] = ["path", "url", "destination", "object", "name", "memory", "job", "agent", "skill"];
  const isUsers = call.leaves.every((leaf, index) => leaf.isKey || leaf.roles.some((role) => naming.includes(role)) || typeof leaf.value !== "string" || hasTrusted(call.sightings[index]?.who ?? 0));
  const carried = call.args === null ? base.opaque : joinAll(value, [got.value, ofLabels(base, call.readLabels)]);
  const context = joinAll(around, [got.context]);
  return { value: carried, context, outside: got.outside || (asksValue && isOutside(carried)) || (isOutside(context) && !isUsers) };
}

/** What may have come: a medium trust for certain, all else perhaps. */
export function perhaps(base: Ground, { value, context, outside }: Held): Held {
  const maybe = (flow: Flow): Flow => {
    const { trust, secrecy, tags, unknown } = flow.labels;
    const labels: Labels = { ...clean, trust: Math.min(1, trust), unknown: unknown || trust === 2 || secrecy > 0 || tags !== 0 };
    return { labels, marks: flow.marks.map((word, index) => { let bits = 0; for (let bit = 0; bit < 32; bit += 2) if (((word >>> bit) & 3) !== 0) bits |= 2 << bit; return index < base.none.marks.length ? bits : 0; }) };
  };
  return { value: maybe(value), context: maybe(context), outside };
}

/** Puts things where a call writes; what the same writer put there before and might take back is replaced. */
export function putAll(places: Places, base: Ground, touch: Touch, writer: string, held: Held, named: Held, theirs: Held, isOpen: boolean): void {
  places.puts = places.puts.filter((put) => !(put.isOpen && put.writer === writer));
  const anywhere = perhaps(base, held);
  places.puts = [...places.puts, ...touch.writes.map((spot): Put => ({ ...named, ...spot, writer, isOpen })), ...touch.writesAny.map((kind): Put => ({ ...anywhere, kind, key: null, writer, isOpen })), ...touch.entrusted.map((spot): Put => ({ ...theirs, ...spot, writer, isOpen }))];
}

/** What another session put somewhere, or took back. */
export function admitted(places: Places, base: Ground, { rules, tags, sources }: Manifest, by: string, row: Exclude<Row, { kind: "tool" | "label" }>): void {
  places.puts = places.puts.filter((put) => !(put.isOpen && put.writer === row.writer && put.kind === row.kind && put.key === row.key));
  if ("gone" in row) return;
  places.fromOthers = true;
  const flowOf = (said: typeof row.value): Flow => {
    const isTainted = said.trust + said.secrecy + said.tags.length + said.certain.length + said.maybe.length > 0 || said.unknown;
    const marks = base.none.marks.slice();
    for (const rule of isTainted ? rules : []) {
      if (rule.source === undefined || rule.source >= sources) continue;
      const name = `${rule.id} ${rule.pattern ?? ""}`;
      const isCertain = said.certain.includes(name);
      if (isCertain) marks[(2 * rule.source) >>> 5]! |= 1 << ((2 * rule.source) & 31);
      if (said.maybe.includes(name) || (row.by !== by && !isCertain)) marks[(2 * rule.source + 1) >>> 5]! |= 1 << ((2 * rule.source + 1) & 31);
    }
    return { labels: { trust: said.trust, secrecy: said.secrecy, tags: tags.reduce((bits, tag, bit) => bits | (said.tags.includes(tag) ? 1 << bit : 0), 0), unknown: said.unknown || (isTainted && row.by !== by) }, marks };
  };
  places.puts = [...places.puts, { kind: row.kind, key: row.key, writer: row.writer, isOpen: row.open, value: flowOf(row.value), context: flowOf(row.context), outside: row.outside }];
}

/** All names of a file. */
function linked({ links }: Places, key: string): readonly string[] {
  const names = new Set([key]);
  for (const name of names) {
    for (const [a, b] of links) {
      if (overlap(placeOf(name), placeOf(a)) === "certain") names.add(b);
      if (overlap(placeOf(name), placeOf(b)) === "certain") names.add(a);
    }
  }
  return [...names];
}
