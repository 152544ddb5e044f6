// JSON text -> the keys that stand twice in one object, with their places: readers disagree on which of them counts. The text has
// been parsed as JSON before, so strings, brackets and commas are all that is looked at. Knows nothing of what the values mean.

/** A key that its object has already, and where it stands, quotes included. */
export interface Twice {
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** All keys of a sound JSON text that stand twice in one object. */
export function keysTwice(text: string): readonly Twice[] {
  const found: Twice[] = [];
  /** The keys of each object that is open; null for a list. */
  const open: (Set<string> | null)[] = [];
  let isKey = false;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case "{": open.push(new Set()); isKey = true; break;
      case "[": open.push(null); isKey = false; break;
      case "}": case "]": open.pop(); isKey = false; break;
      case ",": isKey = open.at(-1) != null; break;
      case '"': {
        const start = at;
        at = closing(text, start);
        const keys = open.at(-1);
        if (!isKey || keys == null) break;
        // Escapes count as what they stand for.
        const key = String(JSON.parse(text.slice(start, at + 1)));
        if (keys.has(key)) found.push({ key, start, end: at + 1 });
        keys.add(key);
        isKey = false;
        break;
      }
      default: break;
    }
  }
  return found;
}

/** Where the string that begins here ends. */
function closing(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at;
}
