// A call's arguments to their leaves, each with its dotted path (`job.payload.text`, `targets[0]`), and role patterns to those paths.
// A key that nobody declared is text of the agent's like any value, so it is a leaf too (`job{payload}`).
// Knows nothing of tools; a leaf it cannot read is unknown, and what lies past a bound makes the whole open.

import { ARGUMENT_ROWS_MAX, JSON_DEPTH_MAX } from "../base/limits.js";
import { numberCell, textCell, type Cell } from "../words/cell.js";
import { leafPlace, rolePlace, standsAt } from "../words/place.js";

/** One leaf of a call's arguments. */
export interface ArgumentLeaf {
  readonly path: string;
  readonly value: Cell;
  /** Whether it is a key, and not a value. */
  readonly isKey: boolean;
}

/** The leaves of a call's arguments; open when there are more than these. Never throws. */
export interface Leaves {
  readonly rows: readonly ArgumentLeaf[];
  readonly open: boolean;
}

/** All leaves in the order of the arguments, to ARGUMENT_ROWS_MAX and JSON_DEPTH_MAX; keys of the outermost object that are `declared` are none. */
export function leaves(args: unknown, declared: readonly string[]): Leaves {
  const rows: ArgumentLeaf[] = [];
  const { open } = eachLeaf(args, new Set(declared), (path, value, isKey) => rows.push({ path, value, isKey }));
  return { rows, open };
}

/** Gives each of these leaves in turn, for who makes something else of them. Never throws where `take` does not. */
export function eachLeaf(args: unknown, declared: Names, take: Take): Walked {
  const walk: Walk = { declared, take, count: 0, open: false, known: 0, others: 0 };
  try {
    walkValue(walk, args, "", 0);
  } catch {
    // A getter or proxy of the caller's threw: what it hides is not known.
    walk.open = true;
  }
  return walk;
}

/** What a walk over leaves came by. */
export interface Walked {
  /** There are more leaves than were taken, and perhaps more keys than were counted. */
  readonly open: boolean;
  /** Keys of the outermost object that are declared, and that are not. */
  readonly known: number;
  readonly others: number;
}

/** Names that are looked up. */
export type Names = Pick<ReadonlySet<string>, "has">;

/** Takes one leaf. */
export type Take = (path: string, value: Cell, isKey: boolean) => void;

interface Walk {
  readonly declared: Names;
  readonly take: Take;
  count: number;
  open: boolean;
  known: number;
  others: number;
}

function walkValue(walk: Walk, value: unknown, path: string, depth: number): void {
  if (depth > JSON_DEPTH_MAX || walk.count >= ARGUMENT_ROWS_MAX) {
    walk.open = true;
    return;
  }
  if (typeof value !== "object" || value === null) {
    walk.count++;
    walk.take(path, scalar(value), false);
  } else if (Array.isArray(value)) {
    for (let index = 0; index < value.length && !isFull(walk); index++) walkValue(walk, value[index], `${path}[${index}]`, depth + 1);
  } else walkObject(walk, value, path, depth);
}

function walkObject(walk: Walk, value: object, path: string, depth: number): void {
  for (const key of Object.keys(value)) {
    if (isFull(walk)) return;
    const below: unknown = (value as Readonly<Record<string, unknown>>)[key];
    if (below === undefined) continue;
    if (depth > 0) takeKey(walk, path, key);
    else if (walk.declared.has(key)) walk.known++;
    else {
      walk.others++;
      takeKey(walk, path, key);
    }
    walkValue(walk, below, path === "" ? key : `${path}.${key}`, depth + 1);
  }
}

function takeKey(walk: Walk, path: string, key: string): void {
  if (walk.count >= ARGUMENT_ROWS_MAX) {
    walk.open = true;
    return;
  }
  walk.count++;
  walk.take(`${path}{${key}}`, textCell(key), true);
}

/** Whether there is no more to be taken, and it is known that there is more. */
function isFull({ open, count }: Walk): boolean {
  return open && count >= ARGUMENT_ROWS_MAX;
}

/** A scalar as a cell; null, functions and the like are unknown. */
function scalar(value: unknown): Cell {
  switch (typeof value) {
    case "string": return textCell(value);
    case "number": return numberCell(value);
    case "boolean": return value;
    default: return null;
  }
}

/**
 * Whether a role's path (`a.b`, `list[]`, `list[].text`, `a.*`) speaks of a leaf: of that at the path, of all below it,
 * and of a single value above it. Indexes are overlooked on both sides. So an argument of another shape than was declared keeps its role.
 */
export function roleMatches(pattern: string, path: string): boolean {
  return standsAt(rolePlace(pattern), leafPlace(path));
}
