// Rules by what they have in common: keys, each with the rules that have it, the commonest first while rules are taken out. Every
// rule and key is looked at a bounded number of times, however many keys there are. Knows nothing of what a key stands for.

/** Rules by their keys. */
export interface Shared<K, R> {
  /** What most of the rules that are left have, and how many have it; null where none has any. */
  readonly best: () => { readonly key: K; readonly count: number } | null;
  /** The rules left that have a key. */
  readonly having: (key: K) => readonly R[];
  /** Takes a rule out. */
  readonly take: (rule: R) => void;
}

/** Those rules; of keys that equally many have the one that was met first at that number goes first. */
export function shared<K, R>(rules: readonly R[], keysOf: (rule: R) => readonly K[]): Shared<K, R> {
  const keys = new Map<R, ReadonlySet<K>>();
  const lists = new Map<K, R[]>();
  for (const rule of rules) {
    const own = new Set(keysOf(rule));
    keys.set(rule, own);
    for (const key of own) {
      const list = lists.get(key) ?? [];
      lists.set(key, list);
      list.push(rule);
    }
  }
  const counts = new Map<K, number>();
  // By count; a key whose count has fallen since it was put here moves down when it is met.
  const levels: K[][] = [];
  for (const [key, { length }] of lists) {
    counts.set(key, length);
    (levels[length] ??= []).push(key);
  }
  const heads: number[] = [];
  return {
    best() {
      for (let level = levels.length - 1; level > 0; level--) {
        const waiting = levels[level] ?? [];
        for (let at = heads[level] ?? 0; at < waiting.length; at++) {
          const key = waiting[at];
          const count = key === undefined ? 0 : counts.get(key) ?? 0;
          heads[level] = at;
          if (key === undefined) continue;
          if (count === level) return { key, count };
          heads[level] = at + 1;
          if (count > 0) (levels[count] ??= []).push(key);
        }
        levels.length = level;
      }
      return null;
    },
    having: (key) => (lists.get(key) ?? []).filter((rule) => keys.has(rule)),
    take(rule) {
      for (const key of keys.get(rule) ?? []) counts.set(key, (counts.get(key) ?? 0) - 1);
      keys.delete(rule);
    },
  };
}
