// A call's arguments to their leaves, each with its dotted path (`job.payload.text`, `targets[0]`), and role patterns to those paths.
// A key that nobody declared is text of the agent's like any value, so it is a leaf too (`job{payload}`).
// Knows nothing of tools; a leaf it cannot read is unknown, and what lies past a bound makes the whole open.

import { ARGUMENT_ROWS_MAX, JSON_DEPTH_MAX } from "../base/limits.js";
import { numberCell, textCell, type Cell } from "../words/cell.js";

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
  let open = false;
  const walk = (value: unknown, path: string, depth: number): void => {
    if (depth > JSON_DEPTH_MAX || rows.length >= ARGUMENT_ROWS_MAX) {
      open = true;
      return;
    }
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length && !(open && rows.length >= ARGUMENT_ROWS_MAX); index++) walk(value[index], `${path}[${index}]`, depth + 1);
    } else if (typeof value === "object" && value !== null) {
      for (const key of Object.keys(value)) {
        if (open && rows.length >= ARGUMENT_ROWS_MAX) return;
        const below: unknown = (value as Readonly<Record<string, unknown>>)[key];
        if (below === undefined) continue;
        if (depth > 0 || !declared.includes(key)) {
          if (rows.length < ARGUMENT_ROWS_MAX) rows.push({ path: `${path}{${key}}`, value: textCell(key), isKey: true });
          else open = true;
        }
        walk(below, path === "" ? key : `${path}.${key}`, depth + 1);
      }
    } else rows.push({ path, value: scalar(value), isKey: false });
  };
  try {
    walk(args, "", 0);
  } catch {
    // A getter or proxy of the caller's threw: what it hides is not known.
    open = true;
  }
  return { rows, open };
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
  const wanted = pattern.replaceAll("[]", "").replace(/\.\*$/, "");
  const given = path.replace(/\[\d+\]/g, "");
  return given === wanted || given.startsWith(`${wanted}.`) || wanted.startsWith(`${given}.`);
}
