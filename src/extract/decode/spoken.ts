// A line to the same line with the addresses in it that are spelled out: `ana at corp dot example`, `ana [at] corp [dot] example`,
// `hxxps://corp[.]example`. What else the words may mean is not asked: what is made of them is only looked for elsewhere.

/** The line with addresses in it as programs read them; as it is where nothing shows that there are any. */
export function spoken(line: string): string {
  const dotted = line.replace(/[[({] {0,2}(?:\.|dot) {0,2}[\])}]/gi, ".").replace(/[[({] {0,2}(?:@|at) {0,2}[\])}]/gi, "@").replace(/\bhxxp/gi, "http");
  const joined = dotted.replace(/ ?\. ?(?=\w)|(?<=\w) ?@ ?/g, (mark) => mark.trim());
  const read = dotted === line ? line : joined;
  return /\bat\b/i.test(read) && /\bdot\b/i.test(read) ? read.replace(/ at /gi, "@").replace(/ dot /gi, ".") : read;
}
