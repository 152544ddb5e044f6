// Three words that are a date, in the ways people write one, to its digits: `march 1, 2026`, `1 mar 2026`, `01.03.2026`, `3/21/2026`
// and `2026-03-01t10` are `20260301` or the like, as `2026-03-01` is. Where day and month could be either it is none.
// Knows English names of months, and no calendar: the 31st of any month is a day.

/** The digits of a date in lower-case words with what stands between them, or null. */
export function dateOf([one, two, three]: readonly [string, string, string], [gap, next]: readonly [string, string]): string | null {
  if (isYear(one)) return gap === "-" && next === "-" && /^[0-3]\dt\d\d$/.test(three) ? written(one, two, three.slice(0, 2)) : null;
  if (!isYear(three)) return null;
  const named = months.get(two.slice(0, 3));
  if (named !== undefined && isMonth(two, named)) return isGap(gap) && isGap(next) ? written(three, String(named), ordinal(one)) : null;
  const first = months.get(one.slice(0, 3));
  if (first !== undefined && isMonth(one, first)) return isGap(gap) && isGap(next) ? written(three, String(first), ordinal(two)) : null;
  if (gap !== next) return null;
  if (gap === ".") return written(three, two, one);
  if (gap !== "/" && gap !== "-") return null;
  if (one === two || Number(two) > 12) return written(three, one, two);
  return Number(one) > 12 ? written(three, two, one) : null;
}

const names = "january february march april may june july august september october november december".split(" ");
const months: ReadonlyMap<string, number> = new Map(names.map((name, index) => [name.slice(0, 3), index + 1]));

function isMonth(word: string, month: number): boolean {
  return word.length === 3 || word === names[month - 1] || word === "sept";
}

function isYear(word: string): boolean {
  return /^(?:19|20)\d\d$/.test(word);
}

function isGap(gap: string): boolean {
  return /^[ ,.-]{1,2}$/.test(gap);
}

/** `21st` is 21. */
function ordinal(word: string): string {
  return word.replace(/(?:st|nd|rd|th)$/, "");
}

function written(year: string, month: string, day: string): string | null {
  if (!/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day) || Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null;
  return `${year}${month.padStart(2, "0")}${day.padStart(2, "0")}`;
}
