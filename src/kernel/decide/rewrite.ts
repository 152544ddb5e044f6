// The rules that rewrite a call, with their view -> its arguments as they are to be, or the coded failure by which it is denied.
// All rewrites are made at once, to the arguments as they were judged: their order changes nothing, and where two of them differ on
// one argument there is none that could be made. What is unknown is never overlooked. Knows no session and no round.

import { unreachable } from "../../base/assert.js";
import { NAME_SHOWN_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { isList as isCellList, type Cell } from "../../words/cell.js";
import type { Manifest, Replacement, Rewrite } from "../../words/manifest.js";
import { roles } from "../../words/provenance.js";
import type { View } from "../../words/view.js";
import { canonical } from "../../base/canonical.js";
import type { Json } from "../event/event.js";
import { readArguments, type Arguments } from "../event/normalise.js";
import type { Failure, Reading } from "../event/reading.js";
import type { Fired } from "./combine.js";
import { hide, joinHidden, masked, type Hidden } from "./mask.js";
import { canStand, changed, placeKey, rowPlaces, textsBelow, valueAt, type Change, type Place, type RowPlace } from "./place.js";

/** A call that is rewritten. */
export interface Rewritable {
  readonly args: Arguments;
  readonly view: View;
  /** Names of parameters that are no rows of the view. */
  readonly declared: readonly string[];
  /** There is more in the arguments than rows. */
  readonly open: boolean;
  /** Nobody can say what all its arguments are for: each may have any role. */
  readonly isUndescribed: boolean;
  /** The columns of the view; where they are not given, none is an extractor's. */
  readonly demand?: Pick<Manifest["demand"], "columns" | "rowColumns">;
}

/** The arguments after all rewrites of the rules that fired. */
export function rewrite(call: Rewritable, fired: readonly Fired[]): Reading<Arguments> {
  const places = fired.some(({ rule }) => rule.into !== undefined) ? rowPlaces(call.args, call.declared, call.view.rows.length) : [];
  const edits: Edit[] = [];
  for (const one of fired) {
    for (const each of one.rule.rewrites ?? []) {
      const made = editsOf({ call, places, fired: one }, each);
      if (!isEdits(made)) return { ok: false, failure: made };
      edits.push(...made);
    }
  }
  const changes = changesOf(edits);
  return changes.ok ? readArguments(changed(call.args, changes.value)) : changes;
}

/** Those of the rules that fired which rewrite and leave everything as it is: they have nothing to say. None where it cannot be done what they want. */
export function idle(call: Rewritable, fired: readonly Fired[]): ReadonlySet<Fired> {
  const rewriting = fired.filter(({ rule }) => rule.rewrites !== undefined && rule.rewrites.length > 0);
  if (rewriting.length === 0) return noneIdle;
  const places = rewriting.some(({ rule }) => rule.into !== undefined) ? rowPlaces(call.args, call.declared, call.view.rows.length) : [];
  const none = new Set<Fired>();
  const found = new Set<Fired>();
  const all: Edit[] = [];
  for (const one of rewriting) {
    const made = (one.rule.rewrites ?? []).map((each) => editsOf({ call, places, fired: one }, each));
    const edits = made.flatMap((each) => (isEdits(each) ? each : []));
    const isWhole = made.every(isEdits);
    if (!isWhole && !one.rule.observe) return none;
    if (isWhole && edits.every((edit) => same(valueAt(call.args, edit.at), wantedBy(edit)))) found.add(one);
    if (!one.rule.observe) all.push(...edits);
  }
  return changesOf(all).ok ? found : none;
}

const noneIdle: ReadonlySet<Fired> = new Set();

function wantedBy(edit: Edit): Json | undefined {
  return edit.kind === "value" ? edit.value : masked(edit.text, edit.spans);
}

/** One thing that a rule wants at one place: a value, none, or parts of a text hidden. */
type Edit =
  | { readonly kind: "value"; readonly at: Place; readonly value: Json | undefined }
  | { readonly kind: "mask"; readonly at: Place; readonly text: string; readonly spans: readonly Hidden[] };

interface Occasion {
  readonly call: Rewritable;
  readonly places: readonly RowPlace[];
  readonly fired: Fired;
}

function isEdits(made: readonly Edit[] | Failure): made is readonly Edit[] {
  return Array.isArray(made);
}

function editsOf(occasion: Occasion, wanted: Rewrite): readonly Edit[] | Failure {
  const { call, places, fired: { verdict } } = occasion;
  if (wanted.kind === "mask") return wanted.path === null ? maskRows(occasion, wanted) : maskAt(occasion, wanted, wanted.path, verdict.row);
  const row = wanted.path === null ? places[verdict.row] : undefined;
  if (wanted.path === null && row === undefined) return unknown(occasion, []);
  if (row?.isKey === true) return misplaced(occasion, row.at);
  const at = wanted.path ?? row?.at ?? [];
  if (wanted.kind === "remove") return valueAt(call.args, at) === undefined ? [] : [{ kind: "value", at, value: undefined }];
  const value = jsonOf(valueOf(call.view, wanted.value, verdict.row));
  if (value === undefined) return unknown(occasion, at);
  return canStand(call.args, at) ? [{ kind: "value", at, value }] : misplaced(occasion, at);
}

type Mask = Extract<Rewrite, { readonly kind: "mask" }>;

/** A mask on every row that the rule looks at, and not only on the one by which it fired. */
function maskRows(occasion: Occasion, mask: Mask): readonly Edit[] | Failure {
  const { call, places, fired: { rule } } = occasion;
  // What is not seen cannot be hidden.
  if (call.open) return unknown(occasion, []);
  const bits = (rule.into ?? []).reduce((all, role) => all | (1 << roles.indexOf(role)), 0);
  const edits: Edit[] = [];
  for (const [number, row] of call.view.rows.entries()) {
    const place = places[number];
    if (bits !== 0 && (row.roles & bits) === 0 && !call.isUndescribed) continue;
    if (place === undefined || place.path !== row.path) return unknown(occasion, []);
    const made = place.isKey ? maskKey(occasion, mask, place, number) : maskAt(occasion, mask, place.at, number);
    if (!isEdits(made)) return made;
    edits.push(...made);
  }
  return edits;
}

/** A mask on all texts at a place; a number is one once it is written. What is not known is not hidden by chance: then nothing is. */
function maskAt(occasion: Occasion, mask: Mask, at: Place, row: number): readonly Edit[] | Failure {
  const { call } = occasion;
  const edits: Edit[] = [];
  for (const { text, at: place, kind } of textsBelow(valueAt(call.args, at), at)) {
    const strings = stringsOf(valueOf(call.view, mask.of, row));
    // Extractors read texts alone: a number is no credential.
    if (strings === null && kind === "number" && isExtracted(call, mask.of)) continue;
    const spans = strings === null ? null : hide(text, strings, mask);
    if (spans === null) return unknown(occasion, place);
    if (spans.length > 0 && kind === "key") return misplaced(occasion, place);
    if (spans.length > 0) edits.push({ kind: "mask", at: place, text, spans });
  }
  return edits;
}

/** A name of an argument in which something would have to be hidden. */
function maskKey(occasion: Occasion, mask: Mask, { at }: RowPlace, row: number): readonly Edit[] | Failure {
  const strings = stringsOf(valueOf(occasion.call.view, mask.of, row));
  const spans = strings === null ? null : hide(String(at.at(-1)), strings, mask);
  return spans === null ? unknown(occasion, at) : spans.length > 0 ? misplaced(occasion, at) : [];
}

function isExtracted({ demand }: Rewritable, from: Replacement): boolean {
  if (from.kind === "column") return demand?.columns[from.column]?.kind === "extract";
  return from.kind === "row-column" && demand?.rowColumns[from.column]?.kind === "extract";
}

/** What is put in, as the rule's view has it. */
function valueOf(view: View, from: Replacement, row: number): Cell {
  switch (from.kind) {
    case "literal": return from.value;
    case "column": return view.columns[from.column];
    case "row": return view.rows[row] === undefined ? null : view.rows[row].value;
    case "row-column": return view.rows[row] === undefined ? null : view.rows[row].columns[from.column];
    default: return unreachable(from);
  }
}

/** A cell as JSON; undefined where it is absent or not all known. */
function jsonOf(cell: Cell): Json | undefined {
  if (cell === undefined || cell === null) return undefined;
  if (!isCellList(cell)) return cell;
  const items = cell.items.flatMap((item) => jsonOf(item) ?? []);
  return cell.open || items.length < cell.items.length ? undefined : cell.items.map((item) => jsonOf(item) ?? null);
}

/** The strings that a cell lists; none where it is absent, null where they are not all known. */
function stringsOf(cell: Cell): readonly string[] | null {
  if (cell === undefined) return [];
  if (cell === null) return null;
  if (!isCellList(cell)) return [String(cell)];
  const items = cell.items.map((item) => (item === undefined ? null : stringsOf(item)));
  return cell.open || items.includes(null) ? null : items.flatMap((strings) => strings ?? []);
}

/** All edits together, one change a place; a failure where two of them differ. */
function changesOf(edits: readonly Edit[]): Reading<readonly Change[]> {
  const byPlace = new Map<string, Edit[]>();
  for (const edit of edits) {
    const key = placeKey(edit.at);
    const known = byPlace.get(key);
    if (known === undefined) byPlace.set(key, [edit]);
    else known.push(edit);
  }
  const changes = new Map<string, Change>();
  for (const [key, same] of byPlace) {
    const change = changeOf(same);
    if (change === null) return conflict(same[0]?.at ?? []);
    changes.set(key, change);
  }
  const kept: Change[] = [];
  for (const change of changes.values()) {
    const above = change.at.flatMap((_, length) => changes.get(placeKey(change.at.slice(0, length))) ?? []);
    if (above.length === 0) kept.push(change);
    // What is removed with what it lies in is removed.
    else if (change.value !== undefined || above.some(({ value }) => value !== undefined)) return conflict(change.at);
  }
  return { ok: true, value: kept };
}

/** What all edits of one place come to; null where they differ. */
function changeOf(edits: readonly Edit[]): Change | null {
  const [first] = edits;
  if (first === undefined) return null;
  const masks = edits.flatMap((edit) => (edit.kind === "mask" ? [edit] : []));
  const spans = joinHidden(masks.flatMap((mask) => mask.spans));
  if (spans === null) return null;
  const values = edits.flatMap((edit) => (edit.kind === "value" ? [edit.value] : []));
  const [text] = masks;
  if (text !== undefined) values.push(masked(text.text, spans));
  const [value] = values;
  return values.every((other) => same(other, value)) ? { at: first.at, value } : null;
}

function same(a: Json | undefined, b: Json | undefined): boolean {
  return a === undefined || b === undefined ? a === b : canonical(a) === canonical(b);
}

function conflict(at: Place): Reading<never> {
  return { ok: false, failure: failure("correct/conflict", { place: placeText(at) }) };
}

function unknown({ fired }: Occasion, at: Place): Failure {
  return failure("correct/unknown", { rule: fired.rule.id, place: placeText(at) });
}

function misplaced({ fired }: Occasion, at: Place): Failure {
  return failure("correct/place", { rule: fired.rule.id, place: placeText(at) });
}

/** `args.targets[0].name`, bounded. */
function placeText(at: Place): string {
  return at.reduce<string>((text, key) => (typeof key === "number" ? `${text}[${key}]` : `${text}.${key.slice(0, NAME_SHOWN_MAX)}`), "args").slice(0, NAME_SHOWN_MAX);
}
