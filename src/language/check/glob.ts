// Globs as written become globs as they are matched.
// Reports what could never match.

import { globsOf } from "../../words/glob.js";
import type { GlobPlace } from "../../words/glob.js";
import type { Name } from "../syntax/ast.js";
import type { Report } from "./report.js";

/** The globs of one written pattern; none where it is reported. With `ignoreCase` they are folded. Globs of executables match base names. */
export function checkGlob(kind: GlobPlace, written: Name, ignoreCase: boolean, report: Report): readonly string[] {
  const globs = globsOf(kind, written.text, ignoreCase);
  if (typeof globs !== "string") return globs;
  report.add("check/bad-glob", written.span, { glob: written.text, problem: globs });
  return [];
}

/** Warns of a class of letters, as globs of other languages have it. Brackets without a range are left alone: names of files and subjects of mails have such. */
export function checkClass({ text, span }: Name, report: Report): void {
  const [part] = /\[[^[\]]*\]/.exec(text) ?? [];
  const ranges = [...part?.matchAll(/(?<=[a-z])-(?=[a-z])|(?<=[A-Z])-(?=[A-Z])|(?<=[0-9])-(?=[0-9])/g) ?? []];
  if (part !== undefined && ranges.some(({ index }) => (part[index - 1] ?? "") < (part[index + 1] ?? ""))) report.add("check/class-in-glob", span, { part });
}
