// A path as a tool or a shell is given it to one normal form, by its letters alone: no file is looked at, no link followed.
// Every home directory is `~`, so that a rule says it once.

/** The normal form: no `.`, `//` or trailing slash, `..` resolved where something stands before it, homes as `~`, letters composed (NFC). */
export function normalisePath(text: string): string {
  if (text === "") return "";
  const rooted = expand(slashes(unfile(composed(text))));
  const absolute = rooted.startsWith("/");
  const kept: string[] = [];
  for (const segment of rooted.split("/")) {
    if (segment === "" || segment === ".") continue;
    if (segment !== "..") kept.push(segment);
    else if (kept.length > 0 && kept[kept.length - 1] !== "..") kept.pop();
    else if (!absolute) kept.push("..");
  }
  const plain = (absolute ? "/" : "") + kept.join("/");
  return plain === "" ? "." : contract(plain);
}

/** The path that a `file:` address names, in normal form; null for any other text. */
export function fileOf(text: string): string | null {
  return /^\s*file:/i.test(text) ? normalisePath(text.trim()) : null;
}

/** A path as it is in a folder that a command runs in, in normal form; null where it hangs on no folder. */
export function inFolder(text: string, folder: string): string | null {
  const path = normalisePath(text);
  return path === "" || isRooted(path) ? null : normalisePath(`${folder}/${path}`);
}

/** The last segment of the normal form. */
export function basename(text: string): string {
  const path = normalisePath(text);
  return path === "/" ? "/" : path.slice(path.lastIndexOf("/") + 1);
}

/** The normal form without its last segment; null where only a look at the disk would tell (what is above a home). */
export function parentOf(text: string): string | null {
  const path = normalisePath(text);
  if (path === "" || path === "~") return null;
  if (path === "/" || /^[A-Z]:$/.test(path)) return path;
  if (path === ".") return "..";
  if (/(^|\/)\.\.$/.test(path)) return `${path}/..`;
  const end = path.lastIndexOf("/");
  return end === -1 ? "." : end === 0 ? "/" : path.slice(0, end);
}

/** What follows the last dot of the base name, in lower case; empty where nothing does, or only that dot's name (`.bashrc`). */
export function extensionOf(text: string): string {
  const name = basename(text);
  const dot = name.lastIndexOf(".");
  return dot <= 0 || name === ".." ? "" : name.slice(dot + 1).toLowerCase();
}

/** Whether a path is the folder or below it; null where that hangs on the working folder, or on whose home `~` is. */
export function isInside(text: string, folder: string): boolean | null {
  const path = normalisePath(text);
  const around = normalisePath(folder);
  if (path === "" || around === "") return null;
  const rooted = isRooted(path);
  if (rooted !== isRooted(around)) return null;
  if (around === "/") return path.startsWith("/") || path.startsWith("~") ? true : null;
  if (!rooted) return relativeInside(path, around);
  // A home may lie anywhere, so nobody knows whether a folder that is none is around it.
  if (path === "~" || path.startsWith("~/")) return around.startsWith("~") ? below(path, around) : /^\/(home|Users)$|^[A-Z]:/.test(around) ? null : false;
  return below(path, around);
}

function isRooted(path: string): boolean {
  return /^(\/|~(\/|$)|[A-Z]:(\/|$))/.test(path);
}

function below(path: string, around: string): boolean {
  return path === around || path.startsWith(`${around}/`);
}

/** Both begin at the working folder: they can be compared from the highest folder that both are known to be below. */
function relativeInside(path: string, around: string): boolean | null {
  const ups = (one: string): number => /^(\.\.(\/|$))*/.exec(one)?.[0].split("..").length ?? 1;
  const rest = (one: string): string => one.replace(/^(\.\.(\/|$))*/, "").replace(/^\.$/, "");
  if (ups(path) === ups(around)) return rest(around) === "" || below(rest(path), rest(around));
  return ups(path) < ups(around) && rest(around) === "" ? true : null;
}

/** Letters with their marks as one: there are file systems that part them, and to these both are one name. */
function composed(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return /[^\0-\x7f]/.test(text) ? text.normalize("NFC") : text;
}

/** `file:` URLs as the path they mean. */
function unfile(text: string): string {
  const scheme = /^file:(?:\/\/(?:localhost)?(?=\/))?/i.exec(text)?.[0];
  if (scheme === undefined) return text;
  const url = text.slice(scheme.length);
  const end = url.search(/[?#]/);
  const path = end === -1 ? url : url.slice(0, end);
  try {
    return decodeURIComponent(path).replace(/^\/(?=[A-Za-z]:)/, "");
  } catch {
    // A stray percent sign: the letters as they stand.
    return path;
  }
}

/** Windows paths with forward slashes; elsewhere a backslash is a letter of the name. */
function slashes(text: string): string {
  return /^([A-Za-z]:[\\/]|~\\|\.{1,2}\\|\\|%\w{1,64}%|\$env:)/i.test(text) ? text.replaceAll("\\", "/") : text;
}

/** A home that is never a person's name: what `~` stands for while `..` is resolved. */
const home = "/home/~";

/** Home as it is written in shells, and a drive letter as a root of its own. */
function expand(text: string): string {
  return text
    .replace(/^(~[\w.-]{0,255}|\$HOME|\$\{HOME\}|%USERPROFILE%|%HOME%|\$env:(USERPROFILE|HOME))(?=\/|$)/i, home)
    .replace(/^([A-Za-z]):(?=\/)/, (_, drive: string) => `/${drive.toUpperCase()}:`);
}

/** Homes, other names of the root, and drives, in their normal form. */
function contract(path: string): string {
  const root = /\/proc\/(?:self|thread-self|\d{1,20})\/root(?=\/|$)/y;
  let from = 0;
  while (root.test(path)) from = root.lastIndex;
  return path.slice(from)
    .replace(/^\/private(?=\/(etc|var|tmp)(\/|$))/, "")
    .replace(/^$/, "/")
    .replace(/^(\/[A-Z]:\/Users\/[^/]{1,255}|\/root|\/(home|Users)\/[^/]{1,255})(?=\/|$)/, "~")
    .replace(/^\/(?=[A-Z]:(\/|$))/, "");
}
