// Two paths that a tool or a shell named -> whether what was written to the one may be read from the other, by their letters alone.
// A folder holds what is below it; a pattern of files stands for the folder it begins in and all that begins and ends as it does; a path that
// hangs on the working folder is any path that it may be the end, the middle or (being a folder) the beginning of. No file is looked at.

/** Whether one gives what was written to the other. */
export type Overlap = "certain" | "maybe" | "none";

/** A path as segments, up to its first pattern; `rooted` where it does not hang on the working folder. */
export interface Place {
  readonly rooted: boolean;
  readonly segments: readonly string[];
}

/** A normalised path as a place. A backslash parts it too: of a relative path nobody knows which it is. */
export function placeOf(path: string): Place {
  const rooted = /^(?:\/|~(?:\/|$)|[A-Za-z]:(?:\/|$))/.test(path);
  const all = path.split(/[/\\]/).filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  const pattern = all.findIndex(isPattern);
  return { rooted, segments: pattern === -1 ? all : all.slice(0, pattern + 1) };
}

/** Whether a segment stands for several names. */
export function isPattern(segment: string): boolean {
  return /[*?[{]/.test(segment);
}

/** Whether two places overlap. The whole of the working folder may be any. */
export function overlap(a: Place, b: Place): Overlap {
  if (a.rooted && b.rooted) return agree(a.segments, 0, b.segments) ? "certain" : "none";
  if (a.segments.length === 0 || b.segments.length === 0) return a.rooted || b.rooted ? "maybe" : "certain";
  const [around, within] = b.rooted ? [b, a] : [a, b];
  for (let at = 0; at < around.segments.length; at++) if (agree(within.segments, at, around.segments)) return "certain";
  if (around.rooted) return "none";
  for (let at = 1; at < within.segments.length; at++) if (agree(around.segments, at, within.segments)) return "certain";
  return "none";
}

/** Whether segments that begin at a place of others are these, as far as both go. */
function agree(segments: readonly string[], at: number, others: readonly string[]): boolean {
  const length = Math.min(segments.length, others.length - at);
  for (let index = 0; index < length; index++) if (!isSame(segments[index] ?? "", others[at + index] ?? "")) return false;
  return true;
}

/** One name, or one that a pattern may stand for: of two patterns what stands before their first wildcards is compared. */
function isSame(a: string, b: string): boolean {
  if (a === b) return true;
  if (!isPattern(a)) return isPattern(b) && mayBe(b, a);
  if (!isPattern(b)) return mayBe(a, b);
  const [headA, headB] = [headOf(a), headOf(b)];
  return headA.startsWith(headB) || headB.startsWith(headA);
}

/** Whether a pattern may stand for a name: of sets and choices, which shells write in many ways, what stands before them is compared, and of stars what stands around them. */
function mayBe(pattern: string, name: string): boolean {
  const plain = pattern.split(/[?[{]/, 1)[0] ?? "";
  const [head = "", ...rest] = plain.split("*");
  if (!name.startsWith(head)) return false;
  const tail = plain === pattern ? rest.at(-1) ?? "" : "";
  return name.length >= head.length + tail.length && name.endsWith(tail);
}

function headOf(pattern: string): string {
  return pattern.split(/[*?[{]/, 1)[0] ?? "";
}
