// What reading gives: the value, or a coded failure that says why there is none.
// Nothing is thrown for what came from outside.

/** A coded failure, as it stands in decisions and anomalies. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** A value, or why there is none. */
export type Reading<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: Failure };

/** A reading that failed. */
export function refuse(failure: Failure): { readonly ok: false; readonly failure: Failure } {
  return { ok: false, failure };
}
