// A regular expression that is too large -> the part of it that is to blame: the innermost that would be too large alone. For
// people; knows no automata.

import { REGEX_PARTS_MAX } from "../../base/limits.js";
import type { Reader } from "./regex.js";

/** What is too large, for a message: the part of the expression, or all of it. */
export function blamed(pattern: string, part: string): string {
  const whole = pattern.replace("(?i)", "");
  return part === whole ? `the regular expression \`${whole}\`` : `the part \`${part}\` of the regular expression \`${whole}\``;
}

/** What to do about an expression of which this part is too large: which repetition to write otherwise. Undefined where it has none with numbers. */
export function adviceFor(part: string): string | undefined {
  const counted = [...part.matchAll(/\\[^]|\{(\d+)(?:,(\d*))?\}/g)].filter(([, least]) => least !== undefined)
    .map(([text, least, most]) => ({ text, size: Number(most === undefined || most === "" ? least : most) }));
  const largest = counted.reduce<{ readonly text: string; readonly size: number } | null>((most, one) => (most === null || one.size > most.size ? one : most), null);
  return largest === null ? undefined : `\`${largest.text}\` makes it large: lower its numbers, write \`+\` where they do not matter, or repeat fewer letters (\`\\d\` for \`\\w\`, \`[a-z]\` for \`.\`), at best none that the expression begins with`;
}

/** The text of that part; the whole where each of its parts would do, or where too many had to be tried. */
export function largePart(pattern: string, fits: (part: string) => boolean, reader: Reader): string {
  let large = pattern;
  let tried = 0;
  for (;;) {
    const inner = reader.parts(large).find((part) => ++tried <= REGEX_PARTS_MAX && !fits(part));
    if (inner === undefined) return large.replace("(?i)", "");
    large = inner;
  }
}
