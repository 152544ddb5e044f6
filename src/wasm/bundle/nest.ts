// How deep a value of JSON nests, told without going down into it: what is read next may go through it by its own depth. Knows no
// manifest.

/** Whether lists and objects stand in one another more than so deep. By a list of what is left to do, as a value may be deeper than a stack. */
export function isNestedPast(value: unknown, max: number): boolean {
  const left: { readonly of: unknown; readonly depth: number }[] = [{ of: value, depth: 0 }];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { of, depth } = next;
    if (typeof of !== "object" || of === null) continue;
    if (depth >= max) return true;
    for (const below of Object.values(of)) left.push({ of: below, depth: depth + 1 });
  }
  return false;
}
