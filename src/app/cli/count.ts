// A number of things -> the words for it. Stands apart, so that commands that need no compiler load none.
// Knows no command.

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A part of a whole as a percentage, with one digit behind the point; empty of nothing. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "" : ((100 * part) / whole).toFixed(1);
}
