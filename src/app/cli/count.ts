// A number of things -> the words for it. Stands apart, so that commands that need no compiler load none.
// Knows no command.

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
