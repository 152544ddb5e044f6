// Sets of letters as ranges of code points, and what can be made of two of them. Surrogates are no letters: texts are well-formed.
// Knows no expressions.

/** Code points `[from, to]`, sorted, apart from one another. */
export type Letters = readonly (readonly [from: number, to: number])[];

/** Every letter. */
export const everyLetter: Letters = [[0, 0xd7ff], [0xe000, 0x10ffff]];

/** These ranges in order and joined, without surrogates. */
export function letters(ranges: Letters): Letters {
  const joined: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else joined.push([from, to]);
  }
  return common(joined, everyLetter);
}

/** Every letter that is not one of these. */
export function otherLetters(of: Letters): Letters {
  const others: [number, number][] = [];
  let next = 0;
  for (const [from, to] of of) {
    if (from > next) others.push([next, from - 1]);
    next = to + 1;
  }
  if (next <= 0x10ffff) others.push([next, 0x10ffff]);
  return common(others, everyLetter);
}

/** The letters of both. */
export function common(a: Letters, b: Letters): Letters {
  const both: [number, number][] = [];
  for (let left = 0, right = 0; left < a.length && right < b.length;) {
    const [[from, to] = [0, 0], [low, high] = [0, 0]] = [a[left], b[right]];
    if (Math.max(from, low) <= Math.min(to, high)) both.push([Math.max(from, low), Math.min(to, high)]);
    if (to < high) left++;
    else right++;
  }
  return both;
}
