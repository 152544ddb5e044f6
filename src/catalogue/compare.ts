// A tool as its catalogue describes it, and the arguments its binding declares -> where the two differ. What a binding calls `any`
// fits whatever the catalogue says. Knows no files, and not which of the two is right.

import { nameText, typeText } from "./tool.js";
import type { Argument, ArgumentType, DescribedTool } from "./tool.js";

/** What a binding declares of its arguments, by name and type. */
export interface DeclaredTool {
  readonly name: string;
  readonly arguments: readonly Argument[];
  /** It may be given others. */
  readonly open: boolean;
}

/** One difference, by the path of the argument (`edits[].path`; empty: the tool's arguments as a whole). */
export type Difference =
  /** Only the catalogue has it; `rest`: the binding takes it all the same, without a role. */
  | { readonly kind: "missing" | "rest"; readonly path: string; readonly described: string }
  /** Only the binding has it. */
  | { readonly kind: "extra"; readonly path: string; readonly bound: string }
  /** The catalogue requires it, or does not; the binding says otherwise. */
  | { readonly kind: "required" | "optional"; readonly path: string }
  | { readonly kind: "type"; readonly path: string; readonly described: string; readonly bound: string }
  /** The catalogue says no type, or one that cannot be said here; the binding says one. */
  | { readonly kind: "untyped"; readonly path: string; readonly bound: string }
  /** The catalogue takes fields that it does not list, and the binding does not. */
  | { readonly kind: "open"; readonly path: string }
  /** The catalogue's schema cannot be read: nothing was compared. */
  | { readonly kind: "unread"; readonly path: string; readonly problem: string };

/** Where a binding differs from the catalogue, in the catalogue's order. */
export function compare(described: DescribedTool, bound: DeclaredTool): readonly Difference[] {
  if (described.unread !== null) return [{ kind: "unread", path: "", problem: described.unread }];
  return compareFields({ fields: described.arguments, open: described.open }, { fields: bound.arguments, open: bound.open }, "");
}

type Fields = { readonly fields: readonly Argument[]; readonly open: boolean };

function compareFields(described: Fields, bound: Fields, path: string): readonly Difference[] {
  const declared = new Map(bound.fields.map((field) => [field.name, field]));
  const listed = new Set(described.fields.map(({ name }) => name));
  const both = described.fields.flatMap((field): readonly Difference[] => {
    const at = below(path, field.name);
    const other = declared.get(field.name);
    if (other === undefined) return [{ kind: bound.open ? "rest" : "missing", path: at, described: typeText(field.type) }];
    const need: readonly Difference[] = field.optional === other.optional ? [] : [{ kind: field.optional ? "optional" : "required", path: at }];
    return [...need, ...compareTypes(field.type, other.type, at)];
  });
  // What takes fields that it does not list may well be given those that the binding knows of.
  const extra = described.open ? [] : bound.fields.filter(({ name }) => !listed.has(name)).map((field): Difference => ({ kind: "extra", path: below(path, field.name), bound: typeText(field.type) }));
  return [...both, ...extra, ...(described.open && !bound.open ? [{ kind: "open", path } as const] : [])];
}

function below(path: string, name: string): string {
  return path === "" ? nameText(name) : `${path}.${nameText(name)}`;
}

function compareTypes(described: ArgumentType, bound: ArgumentType, path: string): readonly Difference[] {
  const [theirs, ours] = [plain(described), plain(bound)];
  if (ours.kind === "any") return [];
  if (theirs.kind === "any") return [{ kind: "untyped", path, bound: typeText(bound) }];
  if (theirs.kind === "list" && ours.kind === "list") return compareTypes(theirs.of, ours.of, `${path}[]`);
  if (theirs.kind === "map" && ours.kind === "map") return compareTypes(theirs.of, ours.of, `${path}.*`);
  if (theirs.kind === "record" && ours.kind === "record") return compareFields(theirs, ours, path);
  return kindsText(theirs) === kindsText(ours) ? [] : [{ kind: "type", path, described: typeText(described), bound: typeText(bound) }];
}

/** An object of which nothing is said is a map of anything. */
function plain(type: ArgumentType): ArgumentType {
  return type.kind === "record" && type.fields.length === 0 && type.open ? { kind: "map", of: { kind: "any" } } : type;
}

/** A type as text, whatever the order of what it may be. */
function kindsText(type: ArgumentType): string {
  return type.kind === "union" ? [...new Set(type.of.map(typeText))].sort().join(" | ") : typeText(type);
}
