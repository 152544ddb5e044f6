// Texts of tool results to the values in them that an agent passes on, by class: what the measurement of provenance is made with.
// Knows the outer form of a value, nothing of where it stood or what it meant.

/** Classes of values. */
export const classes = ["id", "iban", "email", "url", "name", "phone", "amount", "date", "path", "sentence", "code", "secret"] as const;
export type Class = (typeof classes)[number];

/** One value of a result. */
export interface Value {
  readonly class: Class;
  readonly text: string;
}

/** How a value of each class is written. A class takes nothing that one before it took. */
const forms: readonly (readonly [Class, RegExp])[] = [
  ["url", /\b(?:https?:\/\/|www\.)[\w.-]+\.[a-z]{2,}(?:\/[\w./?=&%-]*\w)?/g],
  ["email", /\b[\w.+-]+@[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b/g],
  ["iban", /\b[A-Z]{2}\d{2}[A-Z0-9]{11,28}\b/g],
  ["phone", /(?<![\w-])(?:\+\d{1,2}[ -])?\(?\d{3}\)?[ -]\d{3}[ -]\d{4}(?![\w-])/g],
  ["date", /\b(?:19|20)\d\d-[01]\d-[0-3]\d\b/g],
  ["path", /(?<![\w/])\/(?:[\w.-]+\/)+[\w.-]*\w/g],
  ["secret", /\b(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[a-z])(?=[A-Za-z0-9_-]*[A-Z])[A-Za-z0-9_-]{16,64}\b/g],
  ["id", /\b(?=[A-Za-z0-9_-]*\d)(?=[A-Za-z0-9_-]*[A-Za-z])[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*\b/g],
  ["amount", /(?<![\w.,-])\d{2,6}\.\d{2}(?![\w.-])|(?<![\w.,-])\d{4,6}(?![\w.,-])/g],
  ["code", /^[ \t]*(?:def|import|from|if|for|return|const|let|function|echo|print)\b[^\n]{12,120}$/gm],
  ["sentence", /(?<=^|[.!?:]\s|["'])[A-Z][a-z]+(?: [\w,'-]+){6,24}[.!?]/gm],
  ["name", /\b[A-Z][a-z]{2,12} [A-Z][a-z]{2,14}\b/g],
];

/** At least so many characters are a value. */
const idTextMin = 6;

/** The values of a text, to `each` of a class. */
export function valuesIn(text: string, each: number): readonly Value[] {
  const found: Value[] = [];
  const taken: (readonly [number, number])[] = [];
  for (const [of, form] of forms) {
    let count = 0;
    for (const match of text.slice(0, 100_000).matchAll(form)) {
      const value = match[0].trim();
      const end = match.index + match[0].length;
      const overlaps = of !== "sentence" && of !== "code" && taken.some(([from, to]) => match.index < to && end > from);
      if (overlaps || (of === "id" && (value.length < idTextMin || /^\d+[a-z]{1,2}$/i.test(value))) || /\\n/.test(value)) continue;
      if (of !== "sentence" && of !== "code") taken.push([match.index, end]);
      if (count++ < each) found.push({ class: of, text: value });
    }
  }
  return found;
}

/** Letters and digits alone: what two spellings of a text have in common. */
export function squeezed(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
}
