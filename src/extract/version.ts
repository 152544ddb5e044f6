// Two versions to which is the older, as Semantic Versioning 2.0.0 orders them: by their numbers, and what is not released yet before what
// is. Knows no ranges, and looks nothing up.

/** A version: its numbers, and the parts of what says that it is not released yet. */
interface Version {
  readonly numbers: readonly number[];
  readonly before: readonly string[];
}

/** -1, 0 or 1 as the first is older, as old or newer; null where one is no version. */
export function compareVersions(one: string, other: string): number | null {
  const [a, b] = [versionOf(one), versionOf(other)];
  if (a === null || b === null) return null;
  for (const [at, number] of a.numbers.entries()) {
    const against = b.numbers[at] ?? 0;
    if (number !== against) return number < against ? -1 : 1;
  }
  return compareBefore(a.before, b.before);
}

/** Longer than any version that is written. */
const VERSION_TEXT_MAX = 256;

/** `1.2.3-rc.1+build`, its second and third number and a `v` before it left away where they are. */
function versionOf(text: string): Version | null {
  const match = text.length > VERSION_TEXT_MAX ? null : /^\s*[vV]?(\d+(?:\.\d+){0,2})(?:-([0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*))?(?:\+[0-9A-Za-z.-]+)?\s*$/.exec(text);
  if (match === null) return null;
  const numbers = (match[1] ?? "").split(".").map(Number);
  if (!numbers.every(Number.isSafeInteger)) return null;
  return { numbers: [0, 1, 2].map((at) => numbers[at] ?? 0), before: match[2]?.split(".") ?? [] };
}

/** A released version comes behind those before it; numbers before words, and what is longer behind its beginning. */
function compareBefore(one: readonly string[], other: readonly string[]): number {
  if (one.length === 0 || other.length === 0) return Math.sign(other.length - one.length);
  for (const [at, a] of one.entries()) {
    const b = other[at];
    if (b === undefined) return 1;
    if (a === b) continue;
    const [isNumber, isOther] = [a, b].map((part) => /^\d+$/.test(part));
    if (isNumber === true && isOther === true) {
      const [left, right] = [a, b].map((part) => part.replace(/^0+(?=\d)/, ""));
      if (left === right || left === undefined || right === undefined) continue;
      return left.length !== right.length ? Math.sign(left.length - right.length) : left < right ? -1 : 1;
    }
    return isNumber !== isOther ? (isNumber === true ? -1 : 1) : a < b ? -1 : 1;
  }
  return one.length < other.length ? -1 : 0;
}
