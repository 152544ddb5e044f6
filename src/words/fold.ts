// The one case folding: text to text in which letters that differ only in case are equal. The checker folds literals with it,
// the `fold` extractors fold values with it, so neither a module nor the interpreter needs a table of letters.

/** Every letter upper-cased and then lower-cased by itself (so `ſ` is `s`, `ß` is `ss`, and a final sigma is a sigma). */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase();
  let folded = "";
  for (const letter of text) folded += letter.toUpperCase().toLowerCase();
  // Upper-casing may give several letters, of which the last is lower-cased as if it ended a word.
  return folded.replaceAll("ς", "σ");
}

// oxlint-disable-next-line no-control-regex
const ascii = /^[\x00-\x7f]*$/;
