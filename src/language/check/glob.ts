// Globs as written become globs as they are matched:
// braces expanded, domains lower-cased. Reports what could never match.

import { GLOB_ALTERNATIVES_MAX } from "../../base/limits.js";
import { fold } from "../../words/fold.js";
import type { Name } from "../syntax/ast.js";
import type { GlobKind } from "./policy.js";
import type { Report } from "./report.js";

/** The globs of one written pattern; none where it is reported. With `ignoreCase` they are folded. */
export function checkGlob(kind: GlobKind, written: Name, ignoreCase: boolean, report: Report): readonly string[] {
  const tell = (problem: string): readonly string[] => {
    report.add("check/bad-glob", written.span, { glob: written.text, problem });
    return [];
  };
  if (!written.text.isWellFormed()) return tell("it is not well-formed Unicode");
  const expanded = expand(written.text);
  if (typeof expanded === "string") return tell(expanded);
  const plain = expanded.map((glob) => (kind === "domain" ? glob.toLowerCase().replace(/(?<=[^.*])\.$/, "") : ignoreCase ? fold(glob) : glob));
  for (const glob of plain) {
    const problem = kind === "path" ? pathProblem(glob) : kind === "domain" ? domainProblem(glob) : null;
    if (problem !== null) return tell(problem);
  }
  return [...new Set(plain)];
}

/** All alternatives of a glob's braces, or what is wrong with them. */
function expand(glob: string): readonly string[] | string {
  let whole: readonly string[] = [""];
  for (let at = 0; at < glob.length;) {
    const open = glob.indexOf("{", at);
    const plain = glob.slice(at, open === -1 ? glob.length : open);
    if (plain.includes("}")) return "a `}` closes nothing";
    whole = whole.map((head) => head + plain);
    if (open === -1) break;
    const close = glob.indexOf("}", open);
    if (close === -1) return "a `{` is not closed";
    const inside = glob.slice(open + 1, close);
    if (inside.includes("{")) return "braces do not stand in braces";
    const alternatives = inside.split(",");
    if (whole.length * alternatives.length > GLOB_ALTERNATIVES_MAX) return `its braces give more than ${GLOB_ALTERNATIVES_MAX} globs`;
    whole = whole.flatMap((head) => alternatives.map((alternative) => head + alternative));
    at = close + 1;
  }
  return whole;
}

/** Why a glob matches no normalised path. */
function pathProblem(glob: string): string | null {
  if (glob === "") return "it is empty";
  if (glob.includes("\\")) return "segments are split by `/`, on Windows too";
  if (glob === "/" || glob === ".") return null;
  const segments = glob.split("/");
  if (segments.some((segment) => segment.includes("**") && segment !== "**")) return "`**` must be a whole segment, as in `**/*.pem`";
  if (segments.at(-1) === "") return "a path never ends in `/`; for everything below write `/**`";
  if (segments.slice(1).includes("")) return "a path never has an empty segment";
  const climbs = segments.findIndex((segment) => segment !== "..");
  if (segments.includes(".") || segments.slice(climbs === -1 ? segments.length : climbs).includes("..")) return "a path is normalised: no `.`, and `..` only in front";
  if (/^\/(root(\/|$)|(home|Users)\/.)/.test(glob)) return "home directories are `~` in every path";
  return /^[A-Za-z]:/.test(glob) ? "a drive is a root: write `/C:/...`" : null;
}

/** Why a glob matches no host. */
function domainProblem(glob: string): string | null {
  if (glob === "") return "it is empty";
  const rest = glob === "*" ? "" : glob.startsWith("*.") ? glob.slice(2) : glob;
  if (/[*?]/.test(rest)) return "in a domain, `*` stands alone or as the leading `*.`";
  if (/[\s/@]/.test(rest)) return "a host has no `/`, `@` or space";
  if (glob !== "*" && rest.split(".").includes("")) return "a host has no empty part between dots";
  return null;
}
