// A mutant: one small change to one place of the product, as somebody might have made it by mistake. Plain data; knows neither how
// it is found in a file nor how it is planted.

/** How a mutant stands in the text: in place of an expression, in place of a statement, or as a statement in front of another. */
export type Place = "expression" | "statement" | "front";

/** A change to the stretch `start` to `end` of a file, which becomes `text`. */
export interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly place: Place;
  /** Which operator made it. */
  readonly what: string;
  readonly before: string;
  readonly text: string;
  /** The first line that it changes, without its margin; empty where it was written by hand. */
  readonly around: string;
  /** The line above that, likewise. */
  readonly above: string;
  /** What is told of it, where it is planted in another place than it was made for. */
  readonly shown?: string;
}

/** A mutant in one line. */
export function show({ file, line, what, before, text, place, shown }: Mutant): string {
  if (shown !== undefined) return shown;
  const short = (of: string): string => (of.length > 70 ? `${of.slice(0, 33)} ... ${of.slice(-32)}` : of).replace(/\s+/g, " ");
  return `${file}:${line} ${what}: \`${short(before)}\`${place === "front" ? " after" : ""} -> \`${short(text)}\``;
}
