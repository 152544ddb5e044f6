// A name by which somebody is known -> what tells him from others, and his name as it is shown. Two spellings that people read as one
// (case, blanks, full-width letters, what is not seen, look-alikes) are one person. Whether there is such a person nobody can tell here.

import { lettersOf } from "./letters.js";

/** What tells a person from others; empty where a text names nobody. */
export function personOf(name: string): string {
  return lettersOf(name).replace(/\s+/g, " ").trim();
}

/** A name without what is not seen in it and the blanks around it. */
export function spellingOf(name: string): string {
  return name.toWellFormed().replace(/[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "").normalize("NFKC").replace(/\s+/g, " ").trim();
}
