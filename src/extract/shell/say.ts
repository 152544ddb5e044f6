// What commands of known words say, and what decoders make of a known text: so that a text that is encoded and piped into a shell is
// read as what it is. Where it is not plainly known what is said, nothing is: then what runs it is unseen.

/** What `echo` or `printf` puts out; null where that is not plain. */
export function unescaped(command: string, words: readonly string[]): string | null {
  if (command === "printf") {
    const [format = "", ...rest] = words;
    if (format.startsWith("-")) return null;
    if (!format.includes("%")) return rest.length === 0 ? escapes(format) : null;
    // `%s` and `%b` alone, as many as there are words.
    const pieces = format.split(/%[sb]/);
    if (pieces.some((piece) => piece.includes("%")) || pieces.length !== rest.length + 1) return null;
    const put = rest.map((word, index) => `${escapes(pieces[index] ?? "") ?? ""}${format.includes("%b") ? escapes(word) ?? "" : word}`).join("");
    return `${put}${escapes(pieces[pieces.length - 1] ?? "") ?? ""}`;
  }
  const options = words.findIndex((word) => !/^-[neE]+$/.test(word));
  const flags = (options === -1 ? words : words.slice(0, options)).join("");
  const text = (options === -1 ? [] : words.slice(options)).join(" ");
  if (flags.includes("e")) return escapes(text);
  // Without `-e` shells differ in what a backslash is.
  return text.startsWith("-") || (text.includes("\\") && !flags.includes("E")) ? null : text;
}

/** A text with backslashes as `printf` and `echo -e` read them; null where one is none of theirs. */
function escapes(text: string): string | null {
  let isPlain = true;
  const put = text.replace(/\\(x[0-9a-fA-F]{1,2}|u[0-9a-fA-F]{1,4}|0?[0-7]{1,3}|[\s\S]|$)/g, (_, code: string) => {
    if (/^[xu]/.test(code) && code.length > 1) return String.fromCharCode(Number.parseInt(code.slice(1), 16));
    if (/^[0-7]/.test(code)) return String.fromCharCode(Number.parseInt(code, 8) & 0xff);
    const known = letters[code];
    if (known === undefined) isPlain = false;
    return known ?? "";
  });
  return isPlain && put.isWellFormed() && !/[\x80-\xff]/.test(put) ? put : null;
}

const letters: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\x07", b: "\b", e: "\x1b", f: "\f", v: "\v", "\\": "\\", "\"": "\"", "'": "'" };

/** What a decoder, or what hands its input on, puts out of a known text; null for other commands. */
export function decoded(command: string, words: readonly string[], text: string): string | null {
  const only = (pattern: RegExp): boolean => words.every((word) => pattern.test(word));
  const has = (pattern: RegExp): boolean => words.some((word) => pattern.test(word));
  switch (command) {
    case "cat": case "tee": return words.length === 0 || (command === "cat" && only(/^-$/)) ? text : null;
    case "base64": return has(/^(-d|-D|--decode|-di|-id)$/) && only(/^(-d|-D|-i|-di|-id|--decode|--ignore-garbage|-)$/) ? base64(text) : null;
    case "xxd": return has(/^-(r|p?r|rp|r?p)$/) && has(/r/) && has(/p/) && only(/^-(r|p|ps|plain|rp|pr)$/) ? hex(text) : null;
    case "rev": return words.length === 0 ? text.split("\n").map((line) => Array.from(line).reverse().join("")).join("\n") : null;
    default: return null;
  }
}

function base64(text: string): string | null {
  const letters = text.replace(/\s+/g, "");
  const bare = letters.replace(/={1,2}$/, "");
  if (!/^[A-Za-z0-9+/]+$/.test(bare) || bare.length % 4 === 1) return null;
  const put = atob(bare);
  return /[\x80-\xff]/.test(put) ? null : put;
}

function hex(text: string): string | null {
  const digits = text.replace(/\s+/g, "");
  if (!/^([0-9a-fA-F]{2})+$/.test(digits)) return null;
  const put = digits.replace(/../g, (pair) => String.fromCharCode(Number.parseInt(pair, 16)));
  return /[\x80-\xff]/.test(put) ? null : put;
}
