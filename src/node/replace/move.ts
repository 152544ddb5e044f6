// What a session was told and how it decided -> the session of another bundle that was told the same, step by step, while the old one
// goes on: each call is told with what came of it. What lies in places that only the new bundle has it read nobody asked for then: it is asked
// for now, and told first. Asks no rule.

import { MOVE_PASSES_MAX, NAME_SHOWN_MAX } from "../../base/limits.js";
import { canonical } from "../../base/canonical.js";
import type { Move, Next, SessionCore } from "../../engine.js";
import { isOutcome } from "../../kernel/decide/outcome.js";
import type { Row } from "../../kernel/event/row.js";
import type { Lookup } from "../../kernel/registry/learned.js";
import { copyOf } from "../evidence/copy.js";
import { refusal } from "../refusal.js";
import { eventsOf } from "../registry/share.js";
import { tellAgain, type Entry } from "../rollback/entry.js";

/** A session that is to move. */
export interface Mover {
  /** What its decisions are called by now. */
  name(): string;
  /** All that it was told: the same list for as long as it only grows. */
  entries(): readonly Entry[];
  readonly next: Next;
  /** What lies in places that only the new bundle has it read, where that is known; undefined where it is to be asked for. */
  readonly heard: readonly Row[] | undefined;
  /** Puts the new one in the old one's place, with what it was told. */
  become(core: SessionCore, entries: Entry[]): void;
}

/** The way of a session to another bundle. */
export function moving(mover: Mover): Move {
  const { next, heard, become } = mover;
  let pass = beginPass(mover, heard ?? none);
  let passes = 1;
  const tell = (entriesMax: number): boolean => {
    // It went back, or was told again with other labels, meanwhile.
    if (pass.source !== mover.entries()) pass = beginPass(mover, pass.heard);
    for (let left = entriesMax; left > 0 && pass.at < pass.source.length; left--) tellOne(pass);
    if (pass.at < pass.source.length) return false;
    if (pass.missed.length === 0) return true;
    // It should have known: the same from the start, told that first.
    pass = beginPass(mover, [...pass.heard, ...pass.missed]);
    // Where others write faster than it is told, the rest is told at once.
    return ++passes > MOVE_PASSES_MAX;
  };
  return {
    tell,
    take() {
      while (!tell(Number.POSITIVE_INFINITY)) continue;
      pass.ear.lookup = next.lookup;
      become(pass.core, pass.entries);
      return pass.heard;
    },
  };
}

/** One telling, from the start. */
interface Pass {
  readonly source: readonly Entry[];
  readonly heard: readonly Row[];
  readonly core: SessionCore;
  readonly ear: { lookup: Lookup | null };
  /** Rows that it was told by now. */
  readonly known: Set<string>;
  /** Rows that lay where it read before it was told of them. */
  readonly missed: Row[];
  readonly entries: Entry[];
  readonly names: Map<string, string>;
  at: number;
}

function beginPass({ name, entries, next, heard: given }: Mover, heard: readonly Row[]): Pass {
  const known = new Set(heard.map(canonical));
  const asked = given === undefined ? next.afresh() : null;
  const ear = { lookup: asked === null ? null : unknownOnly(asked, known) };
  const core = next.begin(name(), next.lookup === null ? null : (spots) => ear.lookup?.(spots) ?? none);
  const names = new Map<string, string>();
  const first = eventsOf(heard).map((event): Entry => tellAgain(core, { kind: "told", event: copyOf(event) }, names));
  return { source: entries(), heard, core, ear, known, missed: [], entries: first, names, at: 0 };
}

/** Answers what it was not told yet; of what people declare nothing: what they said since is no label of what was read then. */
function unknownOnly(lookup: Lookup, known: ReadonlySet<string>): Lookup {
  return (spots) => (spots[0]?.kind === "label" ? none : lookup(spots).filter((row) => !known.has(canonical(row))));
}

/** Takes note of the rows of an event. What it is told further on counts for nothing here: where only this bundle reads, it may have lain there already. */
function listen({ known }: Pass, event: Entry["event"]): void {
  if (typeof event !== "object" || event === null || !("kind" in event) || event.kind !== "registry") return;
  const { rows } = event;
  if (Array.isArray(rows)) for (const row of rows) known.add(canonical(row));
}

function tellOne(pass: Pass): void {
  const entry = pass.source[pass.at++];
  if (entry === undefined) return;
  listen(pass, entry.event);
  const told = tellAgain(pass.core, before(entry), pass.names);
  pass.entries.push(told);
  pass.missed.push(...pass.core.told());
  // What decisions are called they must be called still: people approve them by their names.
  if (entry.kind === "decided" && told.kind === "decided" && told.decision.id !== entry.decision.id) throw refusal("replace/other-names", { decision: entry.decision.id.slice(0, NAME_SHOWN_MAX) });
}

/** An entry as another bundle is told it: what came of a decision, and not what rules said. */
function before(entry: Entry): Entry {
  if (entry.kind !== "decided" || entry.answers.every((answer) => isOutcome(answer))) return entry;
  const { decision: { effect, code, args } } = entry;
  return { ...entry, answers: [{ kind: "outcome", effect, code, args }] };
}

const none: readonly Row[] = [];
