// A call that is rolled back -> the call that undoes it, as its tool's binding says, or why there is none. What nobody knows is not
// undone by chance: a call that failed perhaps did nothing, and undoing it would harm what was there before.

import { evaluate } from "../../extract/term.js";
import type { Patterns } from "../../extract/spans.js";
import { isListValue, isRecordValue, isScalar, valueOfJson } from "../../extract/value.js";
import type { Column } from "../../words/column.js";
import type { Compensation, ToolEntry } from "../../words/manifest.js";
import { cores, opNumber } from "../../words/ops.js";
import type { Leaves, TermValue } from "../../words/term.js";
import { setKey } from "../event/copy.js";
import type { Json } from "../event/event.js";
import type { Arguments } from "../event/normalise.js";
import { partAt, resultOf } from "../facts/result.js";
import { cellOf, createShells, extractOnce, valueAt } from "../view/cells.js";
import type { Decided } from "./trail.js";

/** Why a call stays as it is. `shown`: an answer that the user has seen. `failed`, `pending`: nobody can say what it did. `condition`: none of its compensations is for such a call. `unknown`: what would be asked or given is not known. `unsettled`: what was to undo it was held, failed, or was begun before. */
export type StuckReason = "irreversible" | "undeclared" | "shown" | "failed" | "pending" | "condition" | "unknown" | "unsettled";

/** A call that undoes another, or why there is none. */
export type Undoing =
  | { readonly kind: "compensation"; readonly tool: string; readonly args: Arguments }
  | { readonly kind: "stuck"; readonly why: StuckReason };

/** What a call gave: null while it is not known. */
export interface Given {
  readonly content: unknown;
  readonly failed: boolean;
}

/** What undoing a call takes: the external data and the patterns of its bundle. */
export interface World {
  readonly data: ReadonlyMap<string, TermValue>;
  readonly patterns: Patterns;
}

/** How a call is undone; null where it left nothing to undo. */
export function undoingOf({ tool, op, sinks, args }: Decided, entry: ToolEntry | undefined, given: Given | null, world: World): Undoing | null {
  const compensations = entry?.compensations ?? [];
  if (op === "RESPOND") return { kind: "stuck", why: "shown" };
  if (sinks === 0 && isHarmless(op) && compensations.length === 0 && entry?.irreversible !== true && tool !== "") return null;
  if (entry?.irreversible === true) return { kind: "stuck", why: "irreversible" };
  if (given === null) return { kind: "stuck", why: "pending" };
  if (given.failed) return { kind: "stuck", why: "failed" };
  if (compensations.length === 0) return { kind: "stuck", why: "undeclared" };
  if (!isArguments(args)) return { kind: "stuck", why: "unknown" };
  const leaves = leavesOf(args, resultOf(given.content), world);
  for (const compensation of compensations) {
    const applies = compensation.when === null || evaluate(compensation.when, leaves, world.patterns);
    // One that may be the right one stands before all that come after it.
    if (typeof applies !== "boolean") return { kind: "stuck", why: "unknown" };
    if (applies) return called(compensation, leaves, world);
  }
  return { kind: "stuck", why: "condition" };
}

/** Ops that leave nothing behind. */
function isHarmless(op: string): boolean {
  return harmless.has(op) || cores[opNumber.get(op) ?? -1] === "cognitive";
}

const harmless: ReadonlySet<string> = new Set(["READ", "RETRIEVE", "WAIT", "COMPRESS", "RECEIVE", "VERIFY", "CHECKPOINT", "ENDORSE", "DECLASSIFY"]);

/** An argument that is absent is left out. */
function called({ tool, args }: Compensation, leaves: Leaves, { patterns }: World): Undoing {
  const made: Record<string, Json> = {};
  for (const { name, term } of args) {
    const value = evaluate(term, leaves, patterns);
    if (value === undefined) continue;
    const json = jsonOf(value);
    if (json === undefined) return { kind: "stuck", why: "unknown" };
    setKey(made, name, json);
  }
  return { kind: "compensation", tool, args: made };
}

/** What is read of the call alone; all else is unknown. */
function leavesOf(args: Arguments, result: TermValue, { data }: World): Leaves {
  const shells = createShells();
  const column = (of: Column): TermValue => {
    switch (of.kind) {
      case "arg": return valueOfJson(valueAt(args, of.path));
      case "extract": return extractOnce(of.extractor, cellOf(valueAt(args, of.path), "string"), shells);
      case "result": return partAt(result, of.path);
      case "data": return data.get(of.name) ?? null;
      default: return null;
    }
  };
  return { row: null, column, data: (name) => data.get(name) ?? null };
}

/** A value as JSON; undefined where not all of it is known. */
function jsonOf(value: TermValue): Json | undefined {
  if (isScalar(value)) return value;
  if (isListValue(value)) {
    const items = value.items.map(jsonOf);
    return value.open || items.includes(undefined) ? undefined : items.map((item) => item ?? null);
  }
  if (!isRecordValue(value)) return undefined;
  const made: Record<string, Json> = {};
  for (const [name, field] of value.fields) {
    const json = jsonOf(field);
    if (json === undefined) return undefined;
    setKey(made, name, json);
  }
  return made;
}

function isArguments(args: Json): args is Arguments {
  return typeof args === "object" && args !== null && !Array.isArray(args);
}
