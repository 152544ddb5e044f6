// A manifest to the mark by which its module knows it: the SHA-256 of its canonical JSON, which stands in a section of the module with
// the bounds that the module declares. Rules are numbers to a module; who reads them by another manifest reads other rules. Says
// nothing of who made either.

import { canonical } from "../../base/canonical.js";
import { sha256 } from "../../base/sha.js";
import type { Bounds, Manifest, StepsPart } from "../../words/manifest.js";

/** The section's name. */
export const MARK_SECTION = "interdict";

/** The mark of a manifest: of all that is in it but the bounds, which are the module's own word; as base64, which is a third shorter than digits. */
export function markOf(manifest: Manifest): string {
  const { bounds: _, ...rest } = manifest;
  const digits = sha256(new TextEncoder().encode(canonical(rest)));
  return btoa(digits.replace(/../g, (byte) => String.fromCharCode(parseInt(byte, 16)))).replace("=", "");
}

/** What the section of a manifest's module says: the mark, the pages as `[start, most]`, and for each question its parts as `[times, rows, lists, bytes]`. */
export function sectionOf(manifest: Manifest, bounds: Bounds): Uint8Array {
  return new TextEncoder().encode(said(markOf(manifest), bounds));
}

function said(manifest: string, { pages, steps }: Bounds): string {
  return canonical({ manifest, pages: [pages.start, pages.most], steps: mapped(steps, ({ times, rows, lists, bytes }) => [times, rows, lists, bytes]) });
}

function mapped<T>(steps: Bounds["steps"], of: (part: StepsPart) => T): Readonly<Record<string, readonly T[]>> {
  return Object.fromEntries(Object.entries(steps).map(([question, parts]) => [question, parts.map(of)]));
}

/** Whether a section says so of a manifest, and of its bounds where it has them. */
export function isMarked(manifest: Manifest, section: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(section);
    const { bounds } = manifest;
    const mark = markOf(manifest);
    if (bounds !== undefined) return text === said(mark, bounds) && canonical(bounds) === canonical(whole(bounds));
    const read: unknown = JSON.parse(text);
    return typeof read === "object" && read !== null && "manifest" in read && read.manifest === mark;
  } catch {
    return false;
  }
}

/** Bounds with nothing in them that a section does not say. */
function whole({ pages: { start, most }, steps }: Bounds): unknown {
  return { pages: { start, most }, steps: mapped(steps, ({ times, rows, lists, bytes }) => ({ times, rows, lists, bytes })) };
}
