// What an extractor can give, as a test of texts: a literal or glob in another form than the normal one equals nothing, and what
// it should protect would stand open. Mirrors the forms of `src/extract`, which the language must not know; a test holds the two equal.

import type { Extractor } from "../../words/column.js";
import { fold } from "../../words/fold.js";

/** How a text is compared: as a whole, or as a part at the value's beginning, inside it or at its end. */
export type Part = "whole" | "contains" | "starts with" | "ends with";

/** Why no output of the extractor equals a text, or has it as that part; null where one may. With `ignoreCase` both are folded first. */
export function literalProblem(extractor: Extractor, text: string, part: Part, ignoreCase: boolean): string | null {
  switch (extractor) {
    case "host": case "domain": case "shell.connects": case "shell.sends": {
      if (text === "*" && extractor === "shell.sends") return null;
      const written = ignoreCase ? fold(text) : text;
      return part === "whole" ? hostProblem(written) : hostPartProblem(written);
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

/** Why no normalised path is this one, or matches it as a glob. */
export function pathProblem(text: string, ignoreCase: boolean): string | null {
  if (text.includes("\\")) return "segments are split by `/`, on Windows too";
  if (text === "" || text === "/" || text === ".") return null;
  const segments = text.split("/");
  if (segments.at(-1) === "") return "a path never ends in `/`; a glob for all below it ends in `/**`";
  if (segments.slice(1).includes("")) return "a path never has an empty segment";
  const climbs = segments.findIndex((segment) => segment !== "..");
  if (segments.includes(".") || segments.slice(climbs === -1 ? segments.length : climbs).includes("..")) return "a path is normalised: no `.`, and `..` only in front";
  return rootProblem(text, ignoreCase);
}

/** Why no path begins so: home directories, drives and other names of the root have one form each. */
function rootProblem(text: string, ignoreCase: boolean): string | null {
  const is = (pattern: string): boolean => new RegExp(pattern, ignoreCase ? "i" : "").test(text);
  if (is("^/(root(/|$)|(home|Users)/.)") || /^(~[\w.-]+|\$HOME|\$\{HOME\}|%USERPROFILE%|%HOME%)(\/|$)/i.test(text)) return "home directories are `~` in every path";
  const drive = /^\/?([A-Za-z]):(?=\/|$)/.exec(text);
  const letter = drive?.[1]?.toUpperCase() ?? "";
  if (drive !== null && (drive[0].startsWith("/") || (!ignoreCase && drive[0] !== `${letter}:`))) return `a drive is its capital letter alone; write \`${letter}:${text.slice(drive[0].length)}\``;
  if (drive !== null && is("^[A-Za-z]:/Users/[^/]")) return "home directories are `~` in every path";
  if (is("^/private/(etc|var|tmp)(/|$)")) return "`/private` is left away in front of `/etc`, `/var` and `/tmp`";
  return is("^/proc/(self|thread-self|\\d+)/root(/|$)") ? "the root has no other name: write what stands behind `root`" : null;
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

/** Why no host is this one; the form is that of the URL standard. */
export function hostProblem(text: string): string | null {
  if (text === "") return "a host is never empty";
  const scheme = /^([a-z][a-z0-9+.-]*):\/+/i.exec(text);
  if (scheme !== null) return `a host has no scheme${instead(text.slice(scheme[0].length), text)}`;
  if (/[\s/@\\?#*]/.test(text)) return `a host has no \`/\`, \`@\`, \`*\` or space${instead(text.replace(/^.*@/, ""), text)}`;
  const name = canonical(text);
  if (name === null) return "it is no host";
  if (name === text) return text.split(".").includes("") ? "a host has no empty part between dots" : null;
  return `hosts are compared in the form URLs give them: lower-case, no port, no brackets, punycode; write \`${name}\``;
}

/** The one form of a host, or null where the URL standard knows none. */
function canonical(text: string): string | null {
  try {
    const bare = /^[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*$/i.test(text) ? `[${text}]` : text;
    return new URL(`http://${bare}`).hostname.replace(/\.+$/, "").replace(/^\[|\]$/g, "");
  } catch {
    return null;
  }
}

function instead(text: string, whole: string): string {
  const name = text === whole ? null : canonical(text);
  return name === null || name === "" ? "" : `; write \`${name}\``;
}

function hostPartProblem(text: string): string | null {
  if (/[^\u0021-\u007e]/.test(text) || text !== text.toLowerCase()) return "a host is lower-case and has no other letters than ASCII ones (punycode)";
  if (/[/@\\?#*]/.test(text)) return "a host has no `/`, `@` or `*`";
  return /:/.test(text) && !/^[0-9a-f:.]+$/.test(text) ? "a host has no scheme and no port" : null;
}
