// Globs as they are written become globs as they are matched: braces expanded, domains lower-cased, case folded where it does not
// matter; or why one could never match. Policies are held to it when they are checked, external data when it is read.

import { GLOB_ALTERNATIVES_MAX } from "../base/limits.js";
import { fold } from "./fold.js";
import { hostProblem, pathProblem } from "./normal.js";

/** What globs match: paths, hosts, texts as they are, base names of executables. */
export type GlobPlace = GlobKind | "executable";
/** What a policy matches as globs. */
export type GlobKind = "path" | "domain" | "text";

/** The globs of one that is written, or what is wrong with it. With `ignoreCase` they are folded, as what they match must be. */
export function globsOf(kind: GlobPlace, written: string, ignoreCase: boolean): readonly string[] | string {
  if (!written.isWellFormed()) return "it is not well-formed Unicode";
  const expanded = expand(written);
  if (typeof expanded === "string") return expanded;
  // INVARIANT: what is looked at is as it was written but for a domain's case; folding could hide what is wrong with it.
  const plain = kind === "domain" ? expanded.map((glob) => glob.toLowerCase().replace(/(?<=[^.*])\.$/, "")) : expanded;
  for (const glob of plain) {
    const problem = problemOf(kind, glob, ignoreCase);
    if (problem !== null) return problem;
  }
  return [...new Set(ignoreCase && kind !== "domain" ? plain.map(fold) : plain)];
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

/** Why a glob matches nothing. */
function problemOf(kind: GlobPlace, glob: string, ignoreCase: boolean): string | null {
  switch (kind) {
    case "path": return globPathProblem(glob, ignoreCase);
    case "domain": return domainProblem(glob);
    case "executable": return glob.includes("/") ? "executables are base names; write what stands behind the last `/`" : null;
    case "text": return null;
  }
}

/** Why a glob matches no normalised path. */
function globPathProblem(glob: string, ignoreCase: boolean): string | null {
  if (glob === "") return "it is empty";
  if (glob.split("/").some((segment) => segment.includes("**") && segment !== "**")) return "`**` must be a whole segment, as in `**/*.pem`";
  return pathProblem(glob, ignoreCase);
}

/** Why a glob matches no host. */
function domainProblem(glob: string): string | null {
  if (glob === "") return "it is empty";
  if (glob === "*") return null;
  const rest = glob.startsWith("*.") ? glob.slice(2) : glob;
  if (/[*?]/.test(rest)) return "in a domain, `*` stands alone or as the leading `*.`";
  return rest === "" ? "a host has no empty part between dots" : hostProblem(rest);
}
