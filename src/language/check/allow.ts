// Comments by which an author says that a warning was seen and is meant: `// allow-nonmonotone because ...`, on the lines before a
// clause or on one of its own. Says of each whether it has a reason, and whether there was anything to allow.

import type { Span } from "../../base/span.js";
import type { Name, PolicyFile } from "../syntax/ast.js";
import type { Report } from "./report.js";

/** The comments that allow something. */
export interface Allows {
  /** Whether one with a reason stands at a clause; from then on it counts as used. */
  readonly covers: (clause: Span) => boolean;
  /** Reports those that have no reason, and those that allowed nothing. */
  readonly reportRest: (report: Report) => void;
}

/** One of them: the line it stands on, and the first line of code that it stands before or beside. */
interface Allow {
  readonly comment: Name;
  readonly reason: boolean;
  readonly line: number;
  readonly target: number;
  used: boolean;
}

/** Finds them in all files. */
export function readAllows(files: readonly PolicyFile[]): Allows {
  const byFile = new Map<string, { readonly lineOf: (offset: number) => number; readonly allows: readonly Allow[] }>();
  for (const file of files) {
    if (!file.comments.some(isAllow)) continue;
    const lineOf = lines(file.text);
    const alone = new Set(file.comments.filter((comment) => standsAlone(file.text, comment.span.start)).map((comment) => lineOf(comment.span.start)));
    const allows = file.comments.filter(isAllow).map((comment): Allow => {
      const line = lineOf(comment.span.start);
      let target = line;
      while (alone.has(target)) target++;
      return { comment, reason: /\bbecause\b\s*\S/.test(comment.text), line, target, used: false };
    });
    byFile.set(file.file, { lineOf, allows });
  }
  return {
    covers(clause) {
      const file = byFile.get(clause.file);
      if (file === undefined) return false;
      const [first, last] = [file.lineOf(clause.start), file.lineOf(Math.max(clause.start, clause.end - 1))];
      const found = file.allows.filter((allow) => allow.target === first || (allow.line >= first && allow.line <= last));
      for (const allow of found) allow.used = true;
      return found.some((allow) => allow.reason);
    },
    reportRest(report) {
      for (const { allows } of byFile.values()) {
        for (const { comment, reason, used } of allows) {
          if (!reason) report.add("check/allow-without-reason", comment.span, {});
          else if (!used) report.add("check/unused-allow", comment.span, {});
        }
      }
    },
  };
}

function isAllow(comment: Name): boolean {
  return /^\/\/\s*allow-nonmonotone(?![\w-])/.test(comment.text);
}

/** Whether nothing but blanks stands before an offset in its line. */
function standsAlone(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || text[at] === "\n" || text[at] === "\r";
}

/** The number of the line in which an offset stands. */
function lines(text: string): (offset: number) => number {
  const starts = [0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)];
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  };
}
