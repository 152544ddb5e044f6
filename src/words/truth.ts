// Kleene's three values as numbers, the same in the interpreter, in Wasm and in frames.
// Says nothing of what makes a condition unknown: that is the language's meaning.

/** 0 false, 1 true, 2 unknown. */
export type Truth = 0 | 1 | 2;
export const FALSE = 0;
export const TRUE = 1;
export const UNKNOWN = 2;

/** False if either is false, else unknown if either is unknown. */
export function and(a: Truth, b: Truth): Truth {
  return a === FALSE || b === FALSE ? FALSE : a === TRUE && b === TRUE ? TRUE : UNKNOWN;
}
/** True if either is true, else unknown if either is unknown. */
export function or(a: Truth, b: Truth): Truth {
  return a === TRUE || b === TRUE ? TRUE : a === FALSE && b === FALSE ? FALSE : UNKNOWN;
}
/** Unknown stays unknown. */
export function not(a: Truth): Truth {
  return a === UNKNOWN ? UNKNOWN : a === TRUE ? FALSE : TRUE;
}
