// A text to what parts its tokens: commas and brackets part pieces of a sentence, full stops, line breaks and colons part sentences.
// Reads the letters between tokens alone; knows no words but the few that are written with a full stop behind them.

import { placesOf } from "./tokens.js";

/** What may stand between two tokens; a sentence ends at all but the first. */
export const PIECE = 1;
export const STOP = 2;
export const COLON = 4;
/** A line begins behind it. */
export const LINE = 8;

/** What stands before each token of a text (before the first a line begins), and behind the last. */
export function pausesOf(text: string): readonly number[] {
  const { source, spans } = placesOf(text);
  const found = spans.map(({ start }, index) => {
    const before = spans[index - 1];
    return before === undefined ? STOP | LINE : pauseIn(source.slice(before.end, start), source.slice(before.start, before.end));
  });
  const last = spans[spans.length - 1];
  found.push(last === undefined ? STOP : pauseIn(`${source.slice(last.end)} `, ""));
  return found;
}

function pauseIn(gap: string, before: string): number {
  if (gap.length === 1) return gap === " " || gap !== "\n" && !alone.has(gap) ? 0 : pauseOf(gap, before);
  return pauseOf(gap, before);
}

function pauseOf(gap: string, before: string): number {
  const isLine = /[\n\r\v\f\u0085\u2028\u2029]/.test(gap);
  const isStop = isLine || /[\u3002\u06d4\u0964]|[!?;\u061f\u2026](?:\W|$)|[!?]{2}|\.[^\p{L}\p{N}]*\s/u.test(gap) && !(shortened.has(before) && gap.startsWith(". "));
  const isColon = /:[^\p{L}\p{N}]/u.test(gap) && !gap.startsWith("://");
  if (isStop || isColon) return (isStop ? STOP : 0) | (isColon ? COLON : 0) | (isLine ? LINE : 0);
  return /[,()[\]{}<>|"\u00ab\u00bb\u2013\u2014\u201c-\u201f\u3001\u060c]|\s-\s|^\. /.test(gap) ? PIECE : 0;
}

/** Single letters that part what they stand between. */
const alone: ReadonlySet<string> = new Set("\r\v\f\u0085\u2028\u2029\u3002\u06d4\u0964\u3001\u060c\u061f!?;,()[]{}<>|\"\u2013\u2014");
/** Words that are written with a full stop. */
const shortened: ReadonlySet<string> = new Set("no nr nbr acc acct mr mrs ms dr st inc ltd co corp vs approx ref tel ext e g i eg ie cf".split(" "));
