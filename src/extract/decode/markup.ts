// A line to the same line without the markup inside its words: `ev<b>il</b>` reads as `evil`. Where no word is parted by markup the
// line is given back as it is. Tags that begin a block, a row or a line part words for a reader too, and stay.

/** The line without its inline markup, where some of it stands between two letters or digits. */
export function withoutMarkup(line: string): string {
  let joined = "";
  let from = 0;
  let parted = false;
  // Of what stands before the place: whether it ends within a word.
  let word = false;
  for (const match of line.matchAll(markup)) {
    if (blocks.has(match[1]?.toLowerCase() ?? "")) continue;
    if (match.index > from) word = endsInWord(line.slice(Math.max(from, match.index - 2), match.index));
    joined += line.slice(from, match.index);
    from = match.index + match[0].length;
    parted ||= word && startsWord(line, from);
  }
  return parted ? joined + line.slice(from) : line;
}

const markup = /`{1,3}|\*{2,3}|<!--[^<>]{0,256}-->|<\/?([a-zA-Z][a-zA-Z0-9-]{0,20})(?:[\s/][^<>]{0,256})?>/g;
const blocks: ReadonlySet<string> = new Set((
  "address article aside blockquote body br button caption center col dd details dialog div dl dt fieldset figure footer form frame h1 h2 h3 h4 h5 h6 " +
  "head header hr html iframe img input li link main meta nav ol option p pre script section select style summary table tbody td textarea tfoot th thead title tr ul video"
).split(" "));
const wordCharacter = /[\p{L}\p{M}\p{N}]/u;

function endsInWord(text: string): boolean {
  return /[\p{L}\p{M}\p{N}]$/u.test(text.slice(-2));
}
function startsWord(text: string, at: number): boolean {
  const code = text.codePointAt(at);
  return code !== undefined && wordCharacter.test(String.fromCodePoint(code));
}
