// A text to its sentences: what stands between ends of sentences and blank lines. Knows no words, and
// nothing of what a sentence says but whether it ends as a question.

/** The sentences of a text, of each whether it asks, and whether a line begins behind it. */
export function sentencesOf(text: string): readonly { readonly sentence: string; readonly asks: boolean; readonly isLine: boolean }[] {
  // A sentence stands before each end.
  const parts = text.split(/((?<![.!?;])[.!?;]+(?=\s|$)|\n[^\S\n]*\n)/u);
  return parts.flatMap((sentence, at) => {
    const ends = parts[at + 1] ?? "";
    return at % 2 === 0 ? [{ sentence, asks: ends.includes("?"), isLine: ends.includes("\n") || /^[^\S\n]*\n/.test(parts[at + 2] ?? "") }] : [];
  });
}
