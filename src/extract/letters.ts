// A text to its letters as tokens compare them: NFKC, lower case, without what is not seen (soft hyphens, zero-width, bidi and tag
// characters, variation selectors), without marks on Latin, Cyrillic and Greek letters, and with look-alikes as their Latin letter.
// The result is a key, not a text to show. It depends on nothing around a letter, so that a word is the same wherever it stands.

/** The letters of a text, in the one form in which tokens are cut from it. */
export function lettersOf(text: string): string {
  if (!/[^\0-\x7f]/.test(text)) return text.toLowerCase();
  const seen = text.toWellFormed().replace(unseen, "").normalize("NFKD");
  const bare = mark.test(seen) ? unmarked(seen) : seen;
  return bare.normalize("NFC").toLowerCase().replace(lookAlike, (letter) => latin.get(letter) ?? letter);
}

/** What is not seen in a text. */
export const unseen = /[\p{Cf}\p{Default_Ignorable_Code_Point}\p{Variation_Selector}]/gu;
const mark = /[\p{Mn}\p{Me}]/u;
/** Scripts in which a mark is an ornament of its letter, for one who looks for a word; elsewhere it is a part of the word. */
const ornamented = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}]/u;

function unmarked(text: string): string {
  let kept = "";
  let from = 0;
  let drops = false;
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at) ?? 0;
    const next = at + (code > 0xffff ? 2 : 1);
    if (code < 128) drops = true;
    else {
      const character = String.fromCodePoint(code);
      if (!mark.test(character)) drops = ornamented.test(character);
      else if (drops) {
        kept += text.slice(from, at);
        from = next;
      }
    }
    at = next;
  }
  return kept + text.slice(from);
}

// Single letters that are drawn as a Latin one, in lower or in upper case; `μ` is left, for it is a unit beside `m`.
const pairs = "аa вb еe кk мm нh оo рp сc тt уy хx іi јj ѕs ԁd һh ӏl ԛq ԝw αa βb εe ζz ηn ιi κk νv οo ρp τt υu χx γy ωw ςσ ıi ɑa ɡg";
const latin: ReadonlyMap<string, string> = new Map(pairs.split(" ").map((pair) => [pair.slice(0, 1), pair.slice(1)]));
const lookAlike = new RegExp(`[${[...latin.keys()].join("")}]`, "gu");
