// Things that wait, first come first served, each until a time of its own -> what waited too long is told once, and is out. One timer
// stands for all of them: arming and clearing one for each would cost as much as deciding. Knows not what waits, nor for what.

/** A queue. */
export interface Queue<T> {
  readonly size: number;
  /** Puts one at the end, until a time (`performance.now()`). */
  add(one: T, until: number): void;
  /** Takes the first; undefined where nothing waits. */
  take(): T | undefined;
  /** Takes one out, where it is in. */
  drop(one: T): void;
  /** Takes all. */
  clear(): readonly T[];
}

/** An empty queue; `late` is called with each that waited too long. */
export function createQueue<T>(late: (one: T) => void): Queue<T> {
  const waiting = new Map<T, number>();
  const state = { timer: undefined as NodeJS.Timeout | undefined, at: Number.POSITIVE_INFINITY };

  function arm(at: number): void {
    clearTimeout(state.timer);
    state.at = at;
    // Not unref'd: while a killed worker is being replaced nothing else keeps the process, and who waits would be lost.
    state.timer = Number.isFinite(at) ? setTimeout(sweep, Math.max(0, at - performance.now())) : undefined;
  }

  function sweep(): void {
    const now = performance.now();
    const over: T[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const [one, until] of waiting) {
      if (until <= now) over.push(one);
      else next = Math.min(next, until);
    }
    for (const one of over) waiting.delete(one);
    arm(next);
    over.forEach(late);
  }

  function rest(): void {
    if (waiting.size === 0 && state.timer !== undefined) arm(Number.POSITIVE_INFINITY);
  }

  return {
    get size() {
      return waiting.size;
    },
    add(one, until) {
      waiting.set(one, until);
      if (until < state.at) arm(until);
    },
    take() {
      for (const one of waiting.keys()) {
        waiting.delete(one);
        rest();
        return one;
      }
      return undefined;
    },
    drop(one) {
      if (waiting.delete(one)) rest();
    },
    clear() {
      const all = [...waiting.keys()];
      waiting.clear();
      rest();
      return all;
    },
  };
}
