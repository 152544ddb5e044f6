// Letters that look like ASCII ones, and marks that look like those of the language: data alone.
// Letters of other widths and styles (full width, bold, script) are not here: Unicode's own compatibility forms give their ASCII letters.

/** Cyrillic, Greek and other letters -> the ASCII letter that most fonts show alike. */
export const letters: ReadonlyMap<string, string> = new Map([
  ["\u0430", "a"], ["\u0435", "e"], ["\u043E", "o"], ["\u0440", "p"], ["\u0441", "c"], ["\u0443", "y"], ["\u0445", "x"], ["\u0456", "i"], ["\u0458", "j"],
  ["\u0455", "s"], ["\u04BB", "h"], ["\u0501", "d"], ["\u051B", "q"], ["\u051D", "w"], ["\u04CF", "l"], ["\u043A", "k"], ["\u043C", "m"], ["\u0442", "t"],
  ["\u043D", "n"], ["\u0433", "r"], ["\u0432", "b"], ["\u0410", "A"], ["\u0412", "B"], ["\u0415", "E"], ["\u041A", "K"], ["\u041C", "M"], ["\u041D", "H"],
  ["\u041E", "O"], ["\u0420", "P"], ["\u0421", "C"], ["\u0422", "T"], ["\u0423", "Y"], ["\u0425", "X"], ["\u0406", "I"], ["\u0408", "J"], ["\u0405", "S"],
  ["\u03B1", "a"], ["\u03B5", "e"], ["\u03B9", "i"], ["\u03BF", "o"], ["\u03BD", "v"], ["\u03C1", "p"], ["\u03BA", "k"], ["\u03C5", "u"], ["\u03C7", "x"],
  ["\u03C4", "t"], ["\u03B3", "y"], ["\u03B7", "n"], ["\u03C9", "w"], ["\u0391", "A"], ["\u0392", "B"], ["\u0395", "E"], ["\u0396", "Z"], ["\u0397", "H"],
  ["\u0399", "I"], ["\u039A", "K"], ["\u039C", "M"], ["\u039D", "N"], ["\u039F", "O"], ["\u03A1", "P"], ["\u03A4", "T"], ["\u03A5", "Y"], ["\u03A7", "X"],
  ["\u0131", "i"], ["\u0237", "j"], ["\u0251", "a"], ["\u0261", "g"], ["\u0578", "n"], ["\u057D", "u"], ["\u0585", "o"], ["\u0581", "g"], ["\u1D0F", "o"],
]);

/** Marks of typesetters and other keyboards -> what the language writes. */
export const marks: ReadonlyMap<string, string> = new Map([
  ["\u201C", '"'], ["\u201D", '"'], ["\u201E", '"'], ["\u2018", '"'], ["\u2019", '"'], ["\u00AB", '"'], ["\u00BB", '"'], ["\u2260", "!="], ["\u2264", "<="],
  ["\u2265", ">="], ["\u2192", "->"], ["\u2013", "-"], ["\u2014", "-"], ["\u2212", "-"], ["\u2010", "-"], ["\u2011", "-"], ["\u00D7", "*"], ["\u00F7", "/"],
  ["\u2026", "..."], ["\u2227", "and"], ["\u2228", "or"], ["\u00AC", "not"], ["\u2208", "in"], ["\uFF08", "("], ["\uFF09", ")"], ["\uFF5B", "{"],
  ["\uFF5D", "}"], ["\uFF3B", "["], ["\uFF3D", "]"], ["\uFF1A", ":"], ["\uFF0C", ","], ["\u3001", ","], ["\uFF1D", "="], ["\uFF1B", ";"], ["\uFF0E", "."],
]);
