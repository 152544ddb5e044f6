// How long two calls have gone to and fro, each giving the same every time: kept as the last two results and the length of their run,
// so it costs the same however long a session is. Calls and results are prints of their canonical texts.

/** A result: of which call, and what it was. */
interface Ended {
  readonly call: string;
  readonly result: string;
}

/** The run of results at the end of a session in which two calls take turns; it has one where there is no other. */
export interface Turns {
  before: Ended | null;
  latest: Ended | null;
  length: number;
}

/** No result yet. */
export function createTurns(): Turns {
  return { before: null, latest: null, length: 0 };
}

/** Notes the result of a call. */
export function noteTurn(turns: Turns, call: string, result: string): void {
  const { before, latest } = turns;
  const goesOn = latest !== null && latest.call !== call;
  turns.length = !goesOn ? 1 : before?.call === call && before.result === result ? turns.length + 1 : 2;
  turns.before = goesOn ? latest : null;
  turns.latest = { call, result };
}

/** How many results in the run are of this call, where it would go on with it. */
export function alternated({ before, length }: Turns, call: string): number {
  return before?.call === call ? Math.floor(length / 2) : 0;
}
