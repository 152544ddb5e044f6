// Values, names and comments as they stand in Rego: whatever a policy's author wrote becomes a literal, an identifier or one line of
// a comment, and never anything else. Knows no policies.

/** One condition of a body, and the variables of the body around it that it reads. */
export interface Line {
  readonly text: string;
  readonly uses: readonly string[];
}
/** Conditions that must all hold; none always do. */
export type Clause = readonly Line[];
/** Alternatives, of which one suffices: none never holds, and one without conditions always does. */
export type Clauses = readonly Clause[];

/** No alternative. */
export const never: Clauses = [];
/** An alternative without conditions. */
export const always: Clauses = [[]];

/** A line. */
export function line(text: string, ...uses: readonly (readonly string[])[]): Line {
  return { text, uses: [...new Set(uses.flat())] };
}

/** As JSON writes it; what Rego's scanner does not take raw is escaped. */
export function literal(value: string | number | boolean): string {
  return JSON.stringify(value).replaceAll(/[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** A pattern as a raw string where it can be one, so that a person can read it. */
export function raw(pattern: string): string {
  return /^[\x20-\x5f\x61-\x7e]*$/.test(pattern) ? `\`${pattern}\`` : literal(pattern);
}

/** A set of literals. */
export function set(items: readonly (string | number | boolean)[]): string {
  return items.length === 0 ? "set()" : `{${items.map(literal).join(", ")}}`;
}

/** An array of terms. */
export function array(terms: readonly string[]): string {
  return `[${terms.join(", ")}]`;
}

/** A reference: members that are names stand behind a dot. */
export function reference(root: string, path: readonly string[]): string {
  return root + path.map((name) => (isName(name) ? `.${name}` : `[${literal(name)}]`)).join("");
}

/** Comment lines; no text can end one. */
export function comment(text: string): string {
  return `# ${text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, " ").trim()}`.trimEnd();
}

/** An identifier made from any text, that is nobody else's; `taken` grows by it. */
export function identifier(from: string, taken: Set<string>): string {
  const plain = from.replaceAll(/[^A-Za-z0-9]+/g, "_").replaceAll(/^_+|_+$/g, "");
  const base = /^[A-Za-z]/.test(plain) ? plain : `r_${plain}`;
  let name = base;
  for (let number = 2; taken.has(name) || keywords.has(name); number++) name = `${base}_${number}`;
  taken.add(name);
  return name;
}

/** A definition: once for each alternative. A parameter that one of them does not read stands as `_` there. */
export function defined(name: string, params: readonly string[], clauses: Clauses, gives = ""): string {
  return clauses.map((clause) => {
    const named = params.map((param) => (clause.some(({ uses }) => uses.includes(param)) ? param : "_"));
    return definition(`${name}${params.length === 0 ? "" : `(${named.join(", ")})`}${gives}`, clause.map(({ text }) => text));
  }).join("\n\n");
}

/** One definition. A body of one line stands behind its head, as OPA's formatter has it. */
export function definition(head: string, lines: readonly string[]): string {
  const [only] = lines;
  if (only === undefined) return `${head} if true`;
  if (lines.length === 1 && !only.includes("\n")) return `${head} if ${only}`;
  return `${head} if {\n${indented(lines)}\n}`;
}

/** Lines one tab in. */
export function indented(lines: readonly string[]): string {
  return lines.map((each) => each.split("\n").map((part) => `\t${part}`).join("\n")).join("\n");
}

function isName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text) && !keywords.has(text);
}

const keywords: ReadonlySet<string> = new Set([
  "as", "contains", "data", "default", "else", "every", "false", "if", "import", "in", "input", "not", "null", "package", "set", "some", "true", "with",
]);
