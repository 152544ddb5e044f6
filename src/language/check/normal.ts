// What an extractor can give, as a test of texts: a literal or glob in another form than the normal one equals nothing, and what
// it should protect would stand open. Mirrors the forms of `src/extract`, which the language must not know; a test holds the two equal.

import { getDomain } from "tldts";
import type { Extractor } from "../../words/column.js";
import { fold } from "../../words/fold.js";
import { hostProblem, pathProblem, rootProblem } from "../../words/normal.js";

/** How a text is compared: as a whole, or as a part at the value's beginning, inside it or at its end. */
export type Part = "whole" | "contains" | "starts with" | "ends with";

/** Why no output of the extractor equals a text, or has it as that part; null where one may. With `ignoreCase` both are folded first. */
export function literalProblem(extractor: Extractor, text: string, part: Part, ignoreCase: boolean): string | null {
  switch (extractor) {
    case "host": case "domain": case "shell.connects": case "shell.sends": {
      if (text === "*" && extractor === "shell.sends") return null;
      const written = ignoreCase ? fold(text) : text;
      if (part !== "whole") return hostPartProblem(written);
      return hostProblem(written) ?? (extractor === "domain" ? domainProblem(written) : null);
    }
    case "basename": case "basename_fold": case "shell.runs":
      if (text === "/" && extractor !== "shell.runs") return null;
      return text.includes("/") ? "a base name has no `/`; write what stands behind the last one" : null;
    case "path": case "path_fold": case "shell.reads": case "shell.writes": case "shell.deletes":
      return part === "whole" ? pathProblem(text, ignoreCase) : pathPartProblem(text, part, ignoreCase);
    case "fold": return ignoreCase || fold(text) === text ? null : `it is compared with folded text; write \`${fold(text)}\``;
    case "private_host": case "credentials": case "shell.elevated": return null;
  }
}

/** Why no registrable domain is this host. */
function domainProblem(host: string): string | null {
  const domain = getDomain(host, { allowPrivateDomains: true }) ?? host;
  return domain === host ? null : `\`domain\` gives the registrable domain; write \`${domain}\`, or compare \`host(...)\`, or match with \`matches domain\``;
}

/** Why no normalised path has this part. */
function pathPartProblem(text: string, part: "contains" | "starts with" | "ends with", ignoreCase: boolean): string | null {
  if (text.includes("\\")) return "segments are split by `/`, on Windows too";
  if (text.includes("//")) return "a path never has an empty segment";
  if (text.includes("/./") || (part === "ends with" && text.endsWith("/."))) return "a path is normalised: no `.`, and `..` only in front";
  if (part === "ends with" && text !== "/" && text.endsWith("/")) return "a path never ends in `/`";
  if (part !== "starts with") return null;
  return text.startsWith("./") ? "a path is normalised: it does not begin with `./`" : rootProblem(text, ignoreCase);
}

function hostPartProblem(text: string): string | null {
  if (/[^\u0021-\u007e]/.test(text) || text !== text.toLowerCase()) return "a host is lower-case and has no other letters than ASCII ones (punycode)";
  if (/[/@\\?#*]/.test(text)) return "a host has no `/`, `@` or `*`";
  return /:/.test(text) && !/^[0-9a-f:.]+$/.test(text) ? "a host has no scheme and no port" : null;
}
