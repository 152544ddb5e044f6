// A manifest to the mark by which its module knows it: the SHA-256 of its canonical JSON, which stands in a section of the module with
// the bounds that the module declares. Rules are numbers to a module; who reads them by another manifest reads other rules. Says
// nothing of who made either.

import { canonical } from "../../base/canonical.js";
import { sha256 } from "../../base/sha.js";
import type { Bounds, Manifest } from "../../words/manifest.js";

/** The section's name. */
export const MARK_SECTION = "interdict";

/** The mark of a manifest: of all that is in it but the bounds, which are the module's own word. */
export function markOf(manifest: Manifest): string {
  const { bounds: _, ...rest } = manifest;
  return sha256(new TextEncoder().encode(canonical(rest)));
}

/** What the section of a manifest's module says. */
export function sectionOf(manifest: Manifest, bounds: Bounds): Uint8Array {
  return new TextEncoder().encode(canonical({ manifest: markOf(manifest), bounds }));
}

/** Whether a section says so of a manifest, and of its bounds where it has them. */
export function isMarked(manifest: Manifest, section: Uint8Array): boolean {
  let said: unknown;
  try {
    said = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(section));
  } catch {
    return false;
  }
  if (typeof said !== "object" || said === null || !("manifest" in said) || !("bounds" in said)) return false;
  return said.manifest === markOf(manifest) && (manifest.bounds === undefined || canonical(said.bounds) === canonical(manifest.bounds));
}
