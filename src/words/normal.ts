// Normal forms of paths and hosts, as tests of texts: one in another form equals nothing that is normalised, and what it should
// protect would stand open. Mirrors the forms that `src/extract` gives; a test holds the two equal.

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
export function rootProblem(text: string, ignoreCase: boolean): string | null {
  const is = (one: readonly [exact: RegExp, folded: RegExp]): boolean => one[ignoreCase ? 1 : 0].test(text);
  if (is(home) || /^(~[\w.-]+|\$HOME|\$\{HOME\}|%USERPROFILE%|%HOME%)(\/|$)/i.test(text)) return "home directories are `~` in every path";
  const drive = /^\/?([A-Za-z]):(?=\/|$)/.exec(text);
  const letter = drive?.[1]?.toUpperCase() ?? "";
  if (drive !== null && (drive[0].startsWith("/") || (!ignoreCase && drive[0] !== `${letter}:`))) return `a drive is its capital letter alone; write \`${letter}:${text.slice(drive[0].length)}\``;
  if (drive !== null && is(driveHome)) return "home directories are `~` in every path";
  if (is(privately)) return "`/private` is left away in front of `/etc`, `/var` and `/tmp`";
  return is(otherRoot) ? "the root has no other name: write what stands behind `root`" : null;
}

/** Each as it is written, and whatever its case. */
const [home, driveHome, privately, otherRoot] = [
  [/^\/(?:root(?:\/|$)|(?:home|Users)\/.)/, /^\/(?:root(?:\/|$)|(?:home|Users)\/.)/i],
  [/^[A-Za-z]:\/Users\/[^/]/, /^[A-Za-z]:\/Users\/[^/]/i],
  [/^\/private\/(?:etc|var|tmp)(?:\/|$)/, /^\/private\/(?:etc|var|tmp)(?:\/|$)/i],
  [/^\/proc\/(?:self|thread-self|\d+)\/root(?:\/|$)/, /^\/proc\/(?:self|thread-self|\d+)\/root(?:\/|$)/i],
] as const;

/** Why no host is this one; the form is that of the URL standard. */
export function hostProblem(text: string): string | null {
  // Most hosts: lower-case letters in labels, and no number at the end, which may be an address.
  if (/^(?:[a-z0-9-]{1,63}\.)*[a-z]{1,63}$/.test(text) && !text.includes("xn--")) return null;
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
