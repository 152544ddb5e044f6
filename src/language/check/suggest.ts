// A misspelt name becomes the name that was probably meant.
// Knows nothing of what the names name.

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

/** Letters to insert, delete, replace, or swap with their neighbour (optimal string alignment). */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const here = [row];
    for (let column = 1; column <= b.length; column++) {
      const same = a[row - 1] === b[column - 1];
      let steps = Math.min(at(above, column) + 1, at(here, column - 1) + 1, at(above, column - 1) + (same ? 0 : 1));
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) steps = Math.min(steps, at(before, column - 2) + 1);
      here.push(steps);
    }
    before = above;
    above = here;
  }
  return at(above, b.length);
}

/** Case, `-` and `_` are what people mix up most; they cost nothing. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "_");
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? 0;
}
