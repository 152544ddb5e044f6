// Invariants that stay on in production: a broken one is our bug, and thrown as such.
// Knows nothing of users: what they get wrong is a diagnostic or a coded denial, never one of these.

/** Throws when an invariant of Interdict's own does not hold; never used on anything that comes in. */
export function assert(holds: unknown, invariant: string): asserts holds {
  if (!holds) throw new Error(`interdict invariant broken: ${invariant}`);
}

/** Marks a switch as exhaustive over a discriminated union. */
export function unreachable(value: never): never {
  throw new Error(`interdict invariant broken: unreachable case ${JSON.stringify(value)}`);
}
