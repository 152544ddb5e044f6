// An SQL text to its tokens, by the rules of its dialect: what is a comment, a string, a quoted name. Where a server would read
// the text otherwise than it looks (a comment that MySQL executes) there are no tokens. Linear; knows nothing of statements.

/** Dialects that are read. */
export const dialects = ["postgresql", "mysql", "sqlite", "bigquery"] as const;
export type Dialect = (typeof dialects)[number];

/** A token. `text` of a word is in capitals, of a quoted name what stands between the quotes, of an operator itself. */
export interface Token {
  readonly kind: "word" | "quoted" | "string" | "number" | "parameter" | "operator" | "end";
  readonly text: string;
  /** A word as it is written. */
  readonly raw: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens, an `end` behind them; null where the text is none of the dialect's. */
export function tokensOf(text: string, dialect: Dialect): readonly Token[] | null {
  const tokens: Token[] = [];
  for (let at = 0; ;) {
    const next = skip(text, at, dialect);
    if (next === null) return null;
    at = next;
    if (at >= text.length) break;
    const token = tokenAt(text, at, dialect);
    if (token === null) return null;
    tokens.push(token);
    at = token.end;
  }
  tokens.push({ kind: "end", text: "", raw: "", start: text.length, end: text.length });
  return tokens;
}

/** Behind blanks and comments; null where a comment does not end, or is one that is run. */
function skip(text: string, from: number, dialect: Dialect): number | null {
  for (let at = from; ;) {
    while (at < text.length && /[ \t\r\n\f\v]/.test(text.charAt(at))) at++;
    const line = text.startsWith("--", at) && (dialect !== "mysql" || at + 2 >= text.length || /[\s\0-\x20]/.test(text.charAt(at + 2)))
      || (text[at] === "#" && (dialect === "mysql" || dialect === "bigquery"));
    if (line) {
      // PostgreSQL ends a comment at either half of a line break.
      const end = /\n|\r/g;
      end.lastIndex = at;
      let found = end.exec(text);
      while (found?.[0] === "\r" && dialect !== "postgresql") found = end.exec(text);
      at = found === null ? text.length : end.lastIndex;
    } else if (text.startsWith("/*", at)) {
      if (dialect === "mysql" && /^\/\*M?!/.test(text.slice(at, at + 4))) return null;
      const end = endOfComment(text, at, dialect === "postgresql");
      if (end === null) return null;
      at = end;
    } else return at;
  }
}

function endOfComment(text: string, from: number, nests: boolean): number | null {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from + 2;
  for (let depth = 1; ;) {
    const match = edge.exec(text);
    if (match === null) return null;
    if (match[0] === "*/") depth--;
    else if (nests) depth++;
    // Where comments do not nest, the `*` of a `/*` may close one: `/*/*/`.
    else edge.lastIndex = match.index + 1;
    if (depth === 0) return edge.lastIndex;
  }
}

const word = /[A-Za-z_\u0080-\uffff][A-Za-z0-9_$\u0080-\uffff]*/y;
const number = /0[xX][0-9a-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y;
const operator = /->>|#>>|<=>|!~\*|::|:=|->|#>|#-|@>|<@|@@|@\?|<>|!=|<=|>=|<<|>>|\|\||&&|~\*|!~|\?\||\?&|\*\*|=>|==|[-+*/%=<>~!^&|#.,;()[\]{}:@?]/y;
const dollar = /\$(?:[A-Za-z_\u0080-\uffff][A-Za-z0-9_\u0080-\uffff]*)?\$/y;

function tokenAt(text: string, at: number, dialect: Dialect): Token | null {
  const made = (kind: Token["kind"], end: number | null, inner?: string): Token | null => (end === null ? null : { kind, text: inner ?? text.slice(at, end), raw: text.slice(at, end), start: at, end });
  const letter = text.charAt(at);
  if (letter === "'") return made("string", endOfString(text, at, "'", dialect, dialect === "mysql" || dialect === "bigquery"));
  if (letter === '"') {
    if (dialect === "mysql" || dialect === "bigquery") return made("string", endOfString(text, at, '"', dialect, true));
    return quoted(text, at, '"', made);
  }
  if (letter === "`") return dialect === "postgresql" ? null : quoted(text, at, "`", made);
  if (letter === "[" && dialect === "sqlite") {
    const end = text.indexOf("]", at);
    return end === -1 ? null : made("quoted", end + 1, text.slice(at + 1, end));
  }
  if (letter === "$") {
    const parameter = match(dialect === "sqlite" ? /\$\w+/y : /\$\d+/y, text, at);
    if (parameter !== null) return made("parameter", parameter);
    const tag = dialect === "postgresql" ? match(dollar, text, at) : null;
    const close = tag === null ? -1 : text.indexOf(text.slice(at, tag), tag);
    return tag === null || close === -1 ? null : made("string", close + tag - at);
  }
  if (letter === "?" && dialect !== "postgresql") return made("parameter", match(/\?\d*/y, text, at));
  if (letter === ":" && text[at + 1] !== ":" && text[at + 1] !== "=" && dialect !== "bigquery") {
    const parameter = match(/:[A-Za-z_]\w*/y, text, at);
    if (parameter !== null) return made("parameter", parameter);
  }
  if (letter === "@" && dialect !== "postgresql") return made("parameter", match(/@@?[A-Za-z_]\w*(?:\.\w+)*|@`[^`]*`|@'[^'\\]*'|@"[^"\\]*"/y, text, at));
  const digits = match(number, text, at);
  // What sticks to a number is a name in one dialect, and an error in another.
  if (digits !== null) return /[A-Za-z_\u0080-\uffff$]/.test(text.charAt(digits)) ? null : made("number", digits);
  return named(text, at, dialect, made);
}

/** A word, a string behind its prefix (`E'a\n'`), or an operator. */
function named(text: string, at: number, dialect: Dialect, made: (kind: Token["kind"], end: number | null, inner?: string) => Token | null): Token | null {
  const end = match(word, text, at);
  if (end === null) return made("operator", match(operator, text, at));
  const name = text.slice(at, end).toUpperCase();
  // Blanks beyond ASCII part words to one server, and are letters to the next.
  if (/[\u0080-\u00a0\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/.test(name)) return null;
  const quote = text.charAt(end);
  if (quote === "'" || (quote === '"' && dialect === "bigquery")) {
    if (dialect === "bigquery" && /^(R|B|RB|BR)$/.test(name)) return made("string", endOfString(text, end, quote, dialect, true));
    if (/^[BXN]$/.test(name)) return made("string", endOfString(text, end, quote, dialect, dialect === "mysql"));
    if (name === "E" && dialect === "postgresql") return made("string", endOfString(text, end, quote, dialect, true));
  }
  // `U&"..."` names with escapes: nobody writes them but to hide one.
  if (name === "U" && dialect === "postgresql" && /^&["']/.test(text.slice(end, end + 2))) return null;
  return made("word", end, name);
}

function match(pattern: RegExp, text: string, at: number): number | null {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : null;
}

function quoted(text: string, at: number, quote: string, made: (kind: Token["kind"], end: number | null, inner?: string) => Token | null): Token | null {
  const end = endOfString(text, at, quote, "sqlite", false);
  return end === null ? null : made("quoted", end, text.slice(at + 1, end - 1).replaceAll(quote + quote, quote));
}

/** Behind the closing quote; null where there is none. A doubled quote is one of the text, and so is one behind a backslash where these count. */
function endOfString(text: string, from: number, quote: string, dialect: Dialect, escapes: boolean): number | null {
  const triple = dialect === "bigquery" && text.startsWith(quote.repeat(3), from);
  const close = triple ? quote.repeat(3) : quote;
  for (let at = from + close.length; at < text.length; at++) {
    const letter = text[at];
    if (letter === "\\" && escapes) at++;
    else if (text.startsWith(close, at)) {
      if (triple || dialect === "bigquery" || text[at + 1] !== quote) return at + close.length;
      at++;
    }
  }
  return null;
}
