// A value of plain data -> the same value, frozen through and through, so that whoever is given it cannot change it for others.
// Knows no shape; what is frozen already is taken to be so all the way down.

/** Freezes plain data in its place. */
export function frozen<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value) || ArrayBuffer.isView(value)) return value;
  for (const part of Object.values(value)) frozen<unknown>(part);
  return Object.freeze(value);
}
