// What a session was told -> the same, with what people declare of resources told first: whatever was read since the session began
// has those labels then. What was said of the same declarations in between is left out, since it said less. Knows no session.

import { canonical } from "../../base/canonical.js";
import type { Json } from "../../kernel/event/event.js";
import type { Entry } from "./entry.js";

/** The entries behind this event of a registry; null where they begin with all that it declares, and take none of it back. */
export function declaredFirst(entries: readonly Entry[], event: Json): readonly Entry[] | null {
  const declared = labelsOf(event);
  const end = entries.findIndex((entry) => rowsOf(entry.event) === null);
  const head = end < 0 ? entries.length : end;
  const said = entries.flatMap((entry, at) => labelsOf(entry.event).map((row) => ({ at, row })));
  const holds = (row: LabelLike): boolean => {
    const last = said.findLast((each) => each.row.key === row.key);
    return last !== undefined && last.at < head && canonical(last.row) === canonical(row);
  };
  if (declared.every(holds)) return null;
  const keys = new Set(declared.map(({ key }) => key));
  return [{ kind: "told", event }, ...entries.flatMap((entry) => without(entry, keys))];
}

/** An entry without what it says of these declarations; none where it says nothing else. */
function without(entry: Entry, keys: ReadonlySet<string>): readonly Entry[] {
  const rows = entry.kind === "told" ? rowsOf(entry.event) : null;
  const rest = rows?.filter((row) => !(isLabel(row) && keys.has(row.key)));
  if (entry.kind !== "told" || rows === null || rest === undefined || rest.length === rows.length) return [entry];
  return rest.length === 0 ? [] : [{ kind: "told", event: { ...entry.event as object, rows: rest } }];
}

interface LabelLike {
  readonly kind: "label";
  readonly key: string;
}

function labelsOf(event: Json): readonly (LabelLike & Json)[] {
  return (rowsOf(event) ?? []).filter(isLabel);
}

/** The rows of an event of a registry; null of any other. */
function rowsOf(event: Json): readonly Json[] | null {
  if (typeof event !== "object" || event === null || !("kind" in event) || event.kind !== "registry") return null;
  const { rows } = event;
  return Array.isArray(rows) ? rows as readonly Json[] : null;
}

function isLabel(row: Json): row is LabelLike & Json {
  return typeof row === "object" && row !== null && "kind" in row && row.kind === "label" && typeof row["key"] === "string";
}
