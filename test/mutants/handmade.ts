// The mistakes planted by hand, as mutants: each is looked up in its file by its text. One whose text is not there just once is told:
// the file has changed, and the mistake must change with it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { mistakes } from "./mistakes.js";
import { slips } from "./slips.js";
import type { Mutant } from "./mutant.js";

/** The mistakes in these rooms, and what is said of those that are not found. */
export function handmade(root: string, rooms: readonly string[]): { readonly mutants: readonly Mutant[]; readonly lost: readonly string[] } {
  const mutants: Mutant[] = [];
  const lost: string[] = [];
  for (const [what, file, find, replace] of [...mistakes, ...slips]) {
    if (rooms.length > 0 && !rooms.some((room) => file.startsWith(room))) continue;
    const text = readFileSync(join(root, file), "utf8");
    const start = text.indexOf(find);
    if (start === -1 || text.includes(find, start + 1)) lost.push(`${file}: \`${find}\` is not there just once, so that it cannot be planted that ${what}`);
    else mutants.push({ file, line: text.slice(0, start).split("\n").length, start, end: start + find.length, place: /;$|^if /.test(find) ? "statement" : "expression", what, before: find, text: replace, around: "", above: "" });
  }
  return { mutants, lost };
}
