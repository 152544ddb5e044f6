// Names and descriptions -> words. Takes names apart as people put them together (`snake_case`, `kebab-case`, `camelCase`, `server/tool`,
// `mcp__server__tool`), and finds the verb that a description opens with. Knows no word's meaning.

/** The words of a name, in lower case; `log in` and its like are one word. */
export function wordsOf(name: string): readonly string[] {
  const parts = name.normalize("NFKC")
    .replaceAll(/(\p{Ll}|\d)(\p{Lu})/gu, "$1 $2").replaceAll(/(\p{Lu})(\p{Lu}\p{Ll})/gu, "$1 $2")
    .toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  const joined: string[] = [];
  for (const word of parts) {
    const before = joined.at(-1);
    if (before !== undefined && pairs.has(`${before}${word}`)) joined[joined.length - 1] = `${before}${word}`;
    else joined.push(word);
  }
  return joined;
}

const pairs = new Set(["login", "logon", "logout", "signin", "signup", "signout", "userinfo", "checkout", "setup", "webpage", "website", "username", "filename", "github", "gitlab"]);

/** The tool's own name where it stands behind a server's (`mcp__files__read`, `files/read`, `files.read`). */
export function ownName(name: string): string {
  return name.split(/__|[/:.]/).filter((part) => part !== "").at(-1) ?? name;
}

/** The first sentence of a description. */
export function opening(description: string): string {
  return description.trim().split(/(?<=[.!?])\s|\n/, 1)[0] ?? "";
}

/** Words up to the first that says where, for whom or by what: `add user to channel` is about a user. */
export function beforePlace(words: readonly string[]): readonly string[] {
  const at = words.findIndex((word, index) => index > 0 && places.has(word));
  return at === -1 ? words : words.slice(0, at);
}

const places = new Set(["to", "from", "in", "into", "of", "for", "on", "at", "by", "with", "using", "via", "through", "within", "between", "based", "that", "which", "where", "whose"]);

/** Forms that the first word of a description may have as a verb: `sends`, `fetches`, `copies` -> `send`, `fetch`, `copy`. */
export function verbForms(word: string): readonly string[] {
  const forms = [word];
  if (word.endsWith("ies")) forms.push(`${word.slice(0, -3)}y`);
  if (word.endsWith("es")) forms.push(word.slice(0, -2));
  if (word.endsWith("s")) forms.push(word.slice(0, -1));
  if (word.endsWith("ing")) forms.push(word.slice(0, -3), `${word.slice(0, -3)}e`);
  return forms;
}
