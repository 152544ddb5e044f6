// A message that tells the agent to do what stands somewhere to the part of it that says where: "answer Ben, then do the tasks in
// todo.txt" speaks of todo.txt. Knows no source: who and what is named in that part, its callers look up.

import { wishOf } from "./asking.js";
import { callingsIn } from "./callings.js";
import { speaks, type Lexicon } from "./lexicon.js";

/** The clauses that hand over, where each of them names something; else the whole text. `plain` are the words by which acts are asked for. */
export function handedIn(text: string, lexicon: Lexicon, plain: ReadonlySet<string>): string {
  const clauses = text.split(CLAUSE).filter((clause) => speaks(wishOf(clause), lexicon));
  return clauses.length > 0 && clauses.every((clause) => PLACE.test(clause) || callingsIn(clause, plain).length > 0) ? clauses.join("\n") : text;
}

/** Sentences end so, and so do clauses behind which another act begins. */
const CLAUSE = /(?<=[.!?;])\s+|[\r\n\u2028\u2029]+|(?<!\s),?\s+(?:and\s+)?(?:then|afterwards|after\s+that)\s+/iu;
/** A path, an address, the name of a file, or something between quotation marks. */
const PLACE = /[/@\\"“„«]|\p{L}[\p{L}\p{N}_-]*\.\p{L}/u;
