// Written paths (`a.b`, `list[]`, `list[].text`, `a.*`) and paths of leaves (`targets[0]`) to places, which overlook indexes, and how two
// places stand to each other. Knows neither values nor what stands there.

/** Where a written path points to. */
export function rolePlace(pattern: string): string {
  return pattern.replaceAll("[]", "").replace(/\.\*$/, "");
}

/** Where a leaf stands, whichever it is of a list. */
export function leafPlace(path: string): string {
  return path.includes("[") ? path.replace(/\[\d+\]/g, "") : path;
}

/** Whether what is said of one place speaks of a leaf at another: there, below, or a single value above. */
export function standsAt(wanted: string, given: string): boolean {
  return given === wanted || isBelow(given, wanted) || isBelow(wanted, given);
}

/** Whether a place lies below another. */
export function isBelow(path: string, above: string): boolean {
  return path.length > above.length && path.charCodeAt(above.length) === DOT && path.startsWith(above);
}

const DOT = 46;
