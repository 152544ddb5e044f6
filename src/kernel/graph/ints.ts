// A list of 32-bit numbers that grows by halves: what the arena is made of, so that a session of a million instructions
// is a few flat arrays and not millions of objects.

/** A growing list. `data` is replaced when it grows: never kept across a push. */
export interface Ints {
  data: Int32Array;
  length: number;
}

/** An empty list. */
export function ints(capacity = 16): Ints {
  return { data: new Int32Array(capacity), length: 0 };
}

/** Appends a number; gives its index. */
export function push(list: Ints, value: number): number {
  if (list.length === list.data.length) {
    const grown = new Int32Array(roomFor(list.data.length, list.length + 1));
    grown.set(list.data);
    list.data = grown;
  }
  list.data[list.length] = value;
  return list.length++;
}

/** The size to which a full array of `size` grows, to hold `needed`: by half, so that at most a third of it is ever unused. */
export function roomFor(size: number, needed: number): number {
  return Math.max(size + (size >>> 1), needed);
}

/** The number at an index, which must be in the list. */
export function at(list: Ints, index: number): number {
  return list.data[index] ?? 0;
}
