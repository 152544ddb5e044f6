// Contenders -> times. Two measures: what one decision costs on the average (benny, batches, rounds in which all contenders
// take their turn), and how single decisions spread (one by one, contenders alternating, so that what the machine does to
// one it does to all). Knows nothing of what is decided.

import { add, suite } from "benny";

/** Something that decides. */
export interface Contender {
  readonly name: string;
  /** Decisions that one `run` makes: benny's own cost of an iteration is divided by it. */
  readonly batch: number;
  run(): unknown;
  /** Makes one decision; for the spread. Not measured one by one where null: the clock would cost more. */
  readonly once: (() => unknown) | null;
}

/** Nanoseconds per decision of each round. */
export interface Rounds {
  readonly name: string;
  readonly rounds: readonly number[];
}

/** Quantiles of single decisions, nanoseconds, of each round. */
export interface Spread {
  readonly name: string;
  readonly p50: readonly number[];
  readonly p90: readonly number[];
  readonly p99: readonly number[];
  /** Of all rounds together: one round has too few decisions for it. */
  readonly p999: number;
}

/** Runs all contenders in each round, in turn. */
export async function measure(contenders: readonly Contender[], rounds: number, seconds: number): Promise<readonly Rounds[]> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 1; round <= rounds; round++) {
    const { results } = await suite(
      `round ${round} of ${rounds}`,
      ...contenders.map(({ name, run }) => add(name, run, { minTime: seconds / 10, maxTime: seconds })),
    );
    for (const { name, details } of results) {
      const { batch } = contenders.find((contender) => contender.name === name) ?? { batch: 1 };
      times.get(name)?.push((details.median * 1e9) / batch);
    }
  }
  return [...times].map(([name, each]) => ({ name, rounds: each }));
}

/** Times single decisions, contenders alternating, so many in each round. */
export async function spread(contenders: readonly Contender[], rounds: number, decisions: number): Promise<readonly Spread[]> {
  const singles = contenders.flatMap(({ name, once }) => (once === null ? [] : [{ name, once, times: new Float64Array(decisions), all: new Float64Array(rounds * decisions) }]));
  const spreads = singles.map(({ name }) => ({ name, p50: [] as number[], p90: [] as number[], p99: [] as number[] }));
  for (let round = 0; round < rounds; round++) {
    for (let at = 0; at < decisions; at++) {
      for (const { once, times } of singles) {
        const from = performance.now();
        const made = once();
        if (made instanceof Promise) await made;
        times[at] = (performance.now() - from) * 1e6;
      }
    }
    for (const [index, { times, all }] of singles.entries()) {
      times.sort();
      all.set(times, round * decisions);
      spreads[index]?.p50.push(quantile(times, 0.5));
      spreads[index]?.p90.push(quantile(times, 0.9));
      spreads[index]?.p99.push(quantile(times, 0.99));
    }
  }
  return spreads.map((of, index) => ({ ...of, p999: quantile(singles[index]?.all.sort() ?? new Float64Array(), 0.999) }));
}

/** The value below which that part of sorted ones lies. */
function quantile(sorted: Float64Array, part: number): number {
  return sorted[Math.floor(part * sorted.length)] ?? 0;
}

/** The middle of an odd or even number of values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] ?? 0 : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
