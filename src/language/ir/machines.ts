// The machines of one program: equal lists of globs or regular expressions share one, and a list whose machine would be too large is
// split in halves. A single one that is too large is a finding. Knows no conditions.

import type { Diagnostic } from "../../base/diagnostic.js";
import { DFA_STATES_MAX, DFA_UNION_STATES_MAX, DFA_WORK_ALL_MAX, DFA_WORK_MAX, PART_WORK_MAX } from "../../base/limits.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Span } from "../../base/span.js";
import type { GlobKind } from "../check/policy.js";
import { within } from "./budget.js";
import type { Budget } from "./budget.js";
import { once, startBuilt } from "./built.js";
import type { Built } from "./built.js";
import { machineOf } from "./machine.js";
import type { Machine } from "./machine.js";
import { adviceFor, blamed, largePart } from "./part.js";
import { regexReader } from "./regex.js";

/** A glob, or a regular expression, and where it was written. */
export interface Glob {
  readonly glob: string;
  readonly span: Span;
}

/** The machines so far. */
export interface Machines {
  readonly all: Machine[];
  /** Machines of which one accepts where one of the globs matches. */
  any(kind: GlobKind, globs: readonly Glob[]): readonly number[];
  /** Machines that together tell which groups match, and for each output of theirs the groups. */
  grouped(kind: GlobKind, groups: readonly (readonly Glob[])[]): readonly { readonly machine: number; readonly outputs: readonly (readonly number[])[] }[];
}

/** One glob of a group. */
interface Item extends Glob {
  readonly group: number;
}

/** No machines yet; findings go to `diagnostics`. `built` has those of other programs, and gets these. */
export function machines(diagnostics: Diagnostic[], built: Built = startBuilt()): Machines {
  const all: Machine[] = [];
  const known = new Map<string, readonly number[]>();
  const reader = regexReader();
  const machine = (kind: GlobKind, groups: readonly (readonly string[])[], statesMax: number, own: Budget): Machine | undefined =>
    once(built.machines, JSON.stringify([kind, statesMax, groups]), own, built, () => machineOf(kind, groups, statesMax, reader, own));
  const budget: Budget = { left: DFA_WORK_ALL_MAX };
  // One finding for a pattern as it was written, however many its braces stand for, and one where the budget is spent.
  const told = new Set<string>();
  const lefts = new Map<string, number>();
  const build = (kind: GlobKind, wanted: readonly Item[]): readonly number[] => {
    const items = wanted.filter(({ span }) => !told.has(placeOf(span)));
    if (items.length === 0 || budget.left < 0) return [];
    const groups: string[][] = [];
    for (const { glob, group } of items) (groups[group] ??= []).push(glob);
    const [only] = items;
    if (only === undefined) return [];
    // What the braces of one pattern stand for goes on alike, and is better one machine, however large; and it has one pattern's budget.
    const one = items.every(({ span }) => placeOf(span) === placeOf(only.span));
    const left = one ? lefts.get(placeOf(only.span)) ?? DFA_WORK_MAX : DFA_WORK_MAX;
    const whole = within(budget, left, (own) => {
      const made = machine(kind, Array.from(groups, (globs) => globs ?? []), one ? DFA_STATES_MAX : DFA_UNION_STATES_MAX, own);
      if (one) lefts.set(placeOf(only.span), own.left);
      return made;
    });
    if (whole !== undefined) return [all.push(whole) - 1];
    if (budget.left <= 0) {
      diagnostics.push(diagnose("wasm/patterns-too-large", only.span, { pattern: only.glob }));
      budget.left = -1;
      return [];
    }
    if (items.length === 1 || (one && (lefts.get(placeOf(only.span)) ?? 0) <= 0)) {
      told.add(placeOf(only.span));
      if (kind !== "regex") diagnostics.push(diagnose("wasm/glob-too-large", only.span, { glob: only.glob, states: DFA_STATES_MAX }));
      else {
        const part = largePart(only.glob, (one) => within(budget, PART_WORK_MAX, (own) => machine(kind, [[one]], DFA_STATES_MAX, own)) !== undefined, reader);
        diagnostics.push(diagnose("wasm/regex-too-large", only.span, { what: blamed(only.glob, part), states: DFA_STATES_MAX }, { help: adviceFor(part) }));
      }
      return [];
    }
    const half = items.length >>> 1;
    return [...build(kind, items.slice(0, half)), ...build(kind, items.slice(half))];
  };
  return {
    all,
    any(kind, globs) {
      const sorted = [...globs].sort((a, b) => (a.glob < b.glob ? -1 : a.glob > b.glob ? 1 : 0));
      const key = JSON.stringify([kind, sorted.map(({ glob }) => glob)]);
      const numbers = known.get(key) ?? build(kind, sorted.map((glob) => ({ ...glob, group: 0 })));
      known.set(key, numbers);
      return numbers;
    },
    grouped: (kind, groups) => build(kind, groups.flatMap((globs, group) => globs.map((glob) => ({ ...glob, group }))))
      .map((machine) => ({ machine, outputs: all[machine]?.groups ?? [] })),
  };
}

function placeOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`;
}
