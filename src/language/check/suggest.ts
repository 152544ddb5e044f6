// A misspelt name becomes the name that was probably meant.
// Knows nothing of what the names name.

import { distance } from "../../base/distance.js";

/** Longest name that is compared; nobody misspells a longer one by a letter or two. */
const LENGTH_MAX = 64;
/** Letters that a name must have to be taken for the beginning of another. */
const BEGINNING_MIN = 3;

/** The candidate nearest to a name, where it is near enough to be what was meant: a third of its letters and at most three, or one the beginning of the other. */
export function nearest(name: string, candidates: Iterable<string>): string | null {
  if (name.length > LENGTH_MAX) return null;
  const most = Math.min(3, Math.max(1, Math.floor(name.length / 3)));
  const ranked = [...candidates].filter((candidate) => candidate.length <= LENGTH_MAX && candidate !== name).flatMap((candidate) => {
    const [a, b] = [plain(name), plain(candidate)];
    const begins = Math.min(a.length, b.length) >= BEGINNING_MIN && (a.startsWith(b) || b.startsWith(a));
    const steps = distance(a, b);
    return begins || steps <= most ? [{ candidate, steps, begins }] : [];
  });
  ranked.sort((a, b) => a.steps - b.steps || Number(b.begins) - Number(a.begins) || (a.candidate < b.candidate ? -1 : 1));
  return ranked[0]?.candidate ?? null;
}

/** Case, `-` and `_` are what people mix up most; they cost nothing. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}
