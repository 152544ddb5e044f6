// How often the same call has gone on giving the same result. Calls and results are prints of their canonical texts, so what is
// kept does not grow with them.

/** For each call made: the latest result, and how many of the latest ones are equal to it. */
export type Repeats = Map<string, { readonly result: string; readonly run: number }>;

/** Notes the result of a call, both as prints. */
export function noteResult(repeats: Repeats, call: string, result: string): void {
  const before = repeats.get(call);
  repeats.set(call, { result, run: before?.result === result ? before.run + 1 : 1 });
}

/** How many of the latest results of this call are equal to the latest one. */
export function repeated(repeats: Repeats, call: string): number {
  return repeats.get(call)?.run ?? 0;
}
