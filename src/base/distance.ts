// Two words -> how far one is from the other, for suggestions.
// Knows nothing of what the words name, nor how near is near enough.

/** Letters to insert, delete, replace, or swap with their neighbour (Levenshtein's distance with swaps). */
export function distance(a: ArrayLike<string>, b: ArrayLike<string>): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : Infinity;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + same, swapped));
    }
    before = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
