// What is left of globs behind each of their signs -> numbers, of which equal rests have one: so patterns that go on alike share their
// states. Knows no automata.

/** One sign of a pattern: a literal character, or a wildcard. */
export type Sign =
  | { readonly kind: "literal"; readonly text: string }
  /** One code point; within a segment not `/`. */
  | { readonly kind: "one"; readonly segment: boolean }
  /** Any text; within a segment without `/`. */
  | { readonly kind: "any"; readonly segment: boolean }
  /** Any number of texts without `/`, each with a `/` behind it. */
  | { readonly kind: "segments" };

/** What is left of patterns, as numbers: equal rests have one. Rest 0 is nothing. */
export interface Rests {
  readonly of: (signs: readonly Sign[]) => number;
  /** Of each rest its first sign, the number of that, and the rest behind it. */
  readonly sign: readonly Sign[];
  readonly name: readonly number[];
  readonly next: readonly number[];
}

/** Numbers the rests of groups of patterns: `of` gives the one of all the signs of a pattern. */
export function restsOf(groups: readonly (readonly (readonly Sign[])[])[]): Rests {
  const names = new Map<string, number>();
  const known = new Map<number, number>();
  const sign: Sign[] = [{ kind: "literal", text: "" }];
  const rests = { sign, name: [-1], next: [0] };
  // So many names at most that a name and a rest are one exact number.
  const wide = groups.reduce((sum, group) => sum + group.reduce((signs, { length }) => signs + length, 0), 1);
  const of = (signs: readonly Sign[]): number => signs.reduceRight((rest, sign) => {
    const key = keyOf(sign);
    const name = names.get(key) ?? names.size;
    names.set(key, name);
    const both = name * (wide + 1) + rest;
    const at = known.get(both) ?? rests.sign.length;
    if (at === rests.sign.length) {
      rests.sign.push(sign);
      rests.name.push(name);
      rests.next.push(rest);
      known.set(both, at);
    }
    return at;
  }, 0);
  return { of, ...rests };
}

/** The rests behind each sign that some of these begin with. */
export function bySign(some: readonly number[], rests: Rests): Iterable<{ readonly sign: Sign; readonly behind: number[] }> {
  const found = new Map<number, { readonly sign: Sign; readonly behind: number[] }>();
  for (const rest of some) {
    const sign = rests.sign[rest];
    if (sign === undefined || rest === 0) continue;
    const name = rests.name[rest] ?? 0;
    const first = found.get(name) ?? { sign, behind: [] };
    found.set(name, first);
    first.behind.push(rests.next[rest] ?? 0);
  }
  return found.values();
}

function keyOf(sign: Sign): string {
  switch (sign.kind) {
    case "literal": return `=${sign.text}`;
    case "one": return sign.segment ? "<?" : "<.";
    case "any": return sign.segment ? "<*" : "<+";
    case "segments": return "<**";
  }
}
