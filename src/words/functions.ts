// The functions of the language over values, one row each: its parameters, what it gives, and a sentence for people. The checker
// types calls by this table, `extract/apply` computes them, docs/functions.md is generated from it. Extractors stand in `column.ts`.

/** A type as the table writes it. Records are closed; `any` is whatever JSON there is. */
export type TypeText =
  | "string" | "number" | "boolean" | "any" | "scalar"
  | { readonly list: TypeText }
  | { readonly map: TypeText }
  | { readonly record: { readonly [field: string]: TypeText } };

/** One function. A parameter in `literals` must be a literal or constant of the text (a pattern, a zone, a dialect). */
export interface FunctionRow {
  readonly params: readonly TypeText[];
  readonly literals?: readonly number[];
  readonly gives: TypeText;
  /** What only the checker writes: for the conditions of `each`, and lists of the text. How many operands it takes is its own affair. */
  readonly internal?: true;
  /** What it gives, as a sentence behind the call. */
  readonly doc: string;
}

const text = "string";
const texts: TypeText = { list: "string" };
const anything: TypeText = { list: "any" };
const anyTwo = ["any", "any"] as const;

/** A command of a shell text, as `shell(x).commands` gives them. */
export const shellCommand: TypeText = { record: {
  name: text, path: text, args: texts, flags: texts, operands: texts, reads: texts, writes: texts, deletes: texts, connects: texts, helpers: texts, loads: texts,
  piped_from: texts, piped_to: texts, elevated: "boolean", fills: "boolean", sends: "boolean", plain: "boolean",
} };

/** A statement of an SQL text, as `sql(x, dialect)` gives them. */
export const sqlStatement: TypeText = { record: {
  kind: text, tables: texts, reads: texts, writes: texts, columns: texts, has_where: "boolean", limit: "number", text,
} };

/** All functions by name. */
export const functions = {
  "+": { params: ["any", "any"], gives: "any", doc: "the sum of two numbers, two strings joined, or the items of two lists" },
  "-": { params: ["number", "number"], gives: "number", doc: "the difference" },
  "*": { params: ["number", "number"], gives: "number", doc: "the product" },
  "/": { params: ["number", "number"], gives: "number", doc: "the quotient; by 0 it is unknown" },
  abs: { params: ["number"], gives: "number", doc: "the number without its sign" },
  floor: { params: ["number"], gives: "number", doc: "the greatest integer that is no greater" },
  min: { params: ["number", "number"], gives: "number", doc: "the less of the two" },
  max: { params: ["number", "number"], gives: "number", doc: "the greater of the two" },
  round: { params: ["number"], gives: "number", doc: "the nearest integer, halves away from zero" },

  length: { params: [text], gives: "number", doc: "how many code points a text has" },
  bytes: { params: [text], gives: "number", doc: "how many bytes it takes in UTF-8" },
  entropy: { params: [text], gives: "number", doc: "how many bits a code point of it carries, by how often each occurs in it: words about 3, random letters and digits above 4" },
  edit_distance: { params: [text, text], gives: "number", doc: "how many letters must be put in, taken out, changed or swapped with their neighbour to make one of the other; unknown of texts longer than 256" },
  compare_versions: { params: [text, text], gives: "number", doc: "-1, 0 or 1: the first is the older version, the same, or the newer, by the precedence of Semantic Versioning; a leading `v` and missing parts are borne; unknown where one is no version" },
  trim: { params: [text], gives: text, doc: "the text without white space at its ends" },
  first: { params: [text, "number"], gives: text, doc: "its first so many code points" },
  last: { params: [text, "number"], gives: text, doc: "its last so many code points" },
  split: { params: [text, text], gives: texts, doc: "its parts between the separators" },
  join: { params: [texts, text], gives: text, doc: "the items with the separator between them" },
  lines: { params: [text], gives: texts, doc: "its lines; a line break at the end begins none" },
  replace: { params: [text, text, text], gives: text, doc: "the text with each occurrence of the second replaced by the third" },
  digits: { params: [text], gives: text, doc: "its ASCII digits alone" },
  number: { params: [text], gives: "number", doc: "the JSON number that the trimmed text is; unknown where it is none" },
  text: { params: ["any"], gives: text, doc: "a string as it is, anything else as JSON writes it: records and lists with their keys sorted and no blanks, so that two are the same where their texts are; unknown where a part of one is" },
  json: { params: [text], gives: "any", doc: "the JSON that the text is; unknown where it is none, or a key stands twice in an object" },
  base64: { params: [text], gives: text, doc: "the UTF-8 text that the base64 text stands for" },
  texts: { params: ["any"], gives: texts, doc: "all texts in a value, however deep it is: its keys, its strings, its numbers and booleans as they are written (JSON's `null` has none); open where a part is not known" },
  decoded: { params: [text], gives: texts, doc: "the texts that are encoded in it and could be read: base64, hexadecimal, base 85, dumps, percent-encoding, quoted-printable, HTML entities, escapes, one in the other twice; not itself" },
  found: { params: ["any", text], literals: [1], gives: texts, doc: "the leftmost-longest matches of the regular expression, which do not overlap; of a record or list, as with the next four, in each of its `texts`" },
  luhn: { params: [text], gives: "boolean", doc: "whether its digits (blanks and hyphens aside) pass the Luhn check; at least two digits" },
  card_numbers: { params: ["any"], gives: texts, doc: "the payment card numbers in it, as written: 12 to 19 digits that pass the Luhn check" },
  ibans: { params: ["any"], gives: texts, doc: "the international bank account numbers in it, as written: of their country's length, and their check digits are right" },
  emails: { params: ["any"], gives: texts, doc: "the e-mail addresses in it" },
  urls: { params: ["any"], gives: texts, doc: "the URLs in it" },
  /** Reads what the session remembers; in rules alone. */
  unopened: { params: ["any"], gives: texts, doc: "the web addresses (with a scheme or without) and e-mail addresses in it that neither the user nor the system gave and no earlier call opened or wrote to; in rules alone" },
  /** The same. */
  unsaid: { params: ["any"], gives: texts, doc: "the texts in it that do not stand in the user's own words, each whole and by itself, as it is spelled but for the case of its letters: `staging` in `staging-2` does not; in rules alone" },
  /** The same; written with the name of an act in the first place. */
  asked_of: { params: [text, "any"], gives: "boolean", doc: "whether the user asked for the act (named in the first place) of all texts in the value: for each a clause of his own words holds one of the act's verbs as it is written (`delete`, not `deletes`) and not taken back, and the text; where it says `it`, the clause before may hold the text; of no texts it is false; in rules alone" },
  /** The same. */
  planted: { params: ["any"], gives: texts, doc: "the texts in it that are paths where words of the least trust lie: calls put them there, in this session or another, and they came from a stranger; in rules alone" },

  list: { params: ["any"], gives: anything, doc: "a list as it is, anything else as a list of itself" },
  size: { params: [{ list: "any" }], gives: "number", doc: "how many items a list has; unknown where there may be more than are known" },
  unique: { params: [anything], gives: anything, doc: "the list with each item once; open where an item is not known" },
  flatten: { params: [{ list: "any" }], gives: anything, doc: "the items of the lists in a list" },
  total: { params: [{ list: "number" }], gives: "number", doc: "the sum of its items" },
  largest: { params: [{ list: "number" }], gives: "number", doc: "its largest item; absent of an empty list" },
  smallest: { params: [{ list: "number" }], gives: "number", doc: "its smallest item; absent of an empty list" },
  keys: { params: [{ map: "any" }], gives: texts, doc: "the keys of a record or map, sorted" },
  values: { params: [{ map: "any" }], gives: anything, doc: "the values of a record or map, in the order of its keys" },
  /** Written `m[k]`, `l[n]`. */
  "[]": { params: [{ map: "any" }, text], gives: "any", doc: "what the record or map has for the key: absent where it has none. Of a list the item of that number, counted from 0: absent where there is none" },

  parent: { params: [text], gives: text, doc: "the normalised path without its last segment" },
  extension: { params: [text], gives: text, doc: "what follows the last dot of the base name, in lower case; empty where nothing does, or nothing stands before it (`.bashrc`)" },
  inside: { params: [text, text], gives: "boolean", doc: "whether the normalised path is the folder or below it; unknown where that hangs on where the working folder is: of a relative path in an absolute folder, and of one that leaves by `..`" },
  realpath: { params: [text], gives: text, doc: "what the runtime's fact `realpath` (a map) has for the path: absent where the runtime provides none" },

  scheme: { params: [text], gives: text, doc: "the scheme of a URL, in lower case" },
  port: { params: [text], gives: "number", doc: "the port of a URL, the scheme's own where none is written" },
  url_user: { params: [text], gives: text, doc: "the name and password before the host of a URL, as `name:password`; empty where there is none" },
  url_path: { params: [text], gives: text, doc: "the path of a URL, normalised and decoded once; unknown where that makes `..` of it" },
  url_query: { params: [text], gives: { map: text }, doc: "the query of a URL as a map; of a key that is there twice the first" },
  is_ip: { params: [text], gives: "boolean", doc: "whether the host of a URL, or the host itself, is an IP address in any notation" },
  in_network: { params: [text, text], literals: [1], gives: "boolean", doc: "whether the host of a URL, or the host itself, is an address in the network, as `\"10.0.0.0/8\"`, or in one of a set or of external data; a name is not. A text that is a network itself is in one that has all of it; where only a part is, that is unknown" },
  address: { params: [text], gives: text, doc: "the one e-mail address in the text (`Ana <A@b.example>`), in lower case; unknown where there is not exactly one" },
  mailbox: { params: [text], gives: text, doc: "the part of that address before the `@`" },

  "shell.commands": { params: [text], gives: { list: shellCommand }, doc: "the simple commands a shell text spells out, through pipes, substitutions, wrappers and texts given to shells; open where one of them cannot be seen (a name that is not known, code from a pipe), but not for what programs run inside themselves (`npm test`, `make`)" },
  "shell.opaque": { params: [text], gives: "boolean", doc: "whether some command of a shell text cannot be seen, so that `shell(x).commands` is open" },
  sql: { params: [text, text], literals: [1], gives: { list: sqlStatement }, doc: "the statements of an SQL text of the dialect (`postgresql`, `mysql`, `sqlite`, `bigquery`); unknown where it does not parse" },

  "local_time.year": { params: ["number", text], literals: [1], gives: "number", doc: "the year" },
  "local_time.month": { params: ["number", text], literals: [1], gives: "number", doc: "the month, 1 to 12" },
  "local_time.day": { params: ["number", text], literals: [1], gives: "number", doc: "the day of the month" },
  "local_time.hour": { params: ["number", text], literals: [1], gives: "number", doc: "the hour, 0 to 23" },
  "local_time.minute": { params: ["number", text], literals: [1], gives: "number", doc: "the minute" },
  "local_time.weekday": { params: ["number", text], literals: [1], gives: text, doc: "`monday` to `sunday`" },
  "local_time.date": { params: ["number", text], literals: [1], gives: text, doc: "the date as `2026-11-22`" },
  time: { params: [text], gives: "number", doc: "the moment that the text is, as `now` counts (milliseconds since 1970): `2026-11-22T10:00:00Z` or with an offset, or a date as its midnight UTC; unknown where it is neither" },
  seconds: { params: ["number"], gives: "number", doc: "so many seconds, in milliseconds" },
  minutes: { params: ["number"], gives: "number", doc: "so many minutes, in milliseconds" },
  hours: { params: ["number"], gives: "number", doc: "so many hours, in milliseconds" },
  days: { params: ["number"], gives: "number", doc: "so many days of 24 hours, in milliseconds" },

  "(==)": { params: anyTwo, gives: "boolean", internal: true, doc: "equal scalars of one type" },
  "(!=)": { params: anyTwo, gives: "boolean", internal: true, doc: "different scalars of one type" },
  "(<)": { params: anyTwo, gives: "boolean", internal: true, doc: "less" },
  "(<=)": { params: anyTwo, gives: "boolean", internal: true, doc: "at most" },
  "(>)": { params: anyTwo, gives: "boolean", internal: true, doc: "more" },
  "(>=)": { params: anyTwo, gives: "boolean", internal: true, doc: "at least" },
  "(contains)": { params: anyTwo, gives: "boolean", internal: true, doc: "whether a text has the other in it" },
  "(starts with)": { params: anyTwo, gives: "boolean", internal: true, doc: "whether a text begins with the other" },
  "(ends with)": { params: anyTwo, gives: "boolean", internal: true, doc: "whether a text ends with the other" },
  "(has)": { params: anyTwo, gives: "boolean", internal: true, doc: "whether a list has a value" },
  /** INVARIANT: these two take what is absent as unknown. */
  "(and)": { params: anyTwo, gives: "boolean", internal: true, doc: "both, by Kleene's laws" },
  "(or)": { params: anyTwo, gives: "boolean", internal: true, doc: "one of them, by Kleene's laws" },
  "(not)": { params: ["any"], gives: "boolean", internal: true, doc: "the opposite" },
  /** INVARIANT: never absent nor unknown. */
  "(present)": { params: ["any"], gives: "boolean", internal: true, doc: "whether a value is not absent" },
  "(some)": { params: ["any"], gives: "boolean", internal: true, doc: "whether one of a list of truths is true" },
  "(every)": { params: ["any"], gives: "boolean", internal: true, doc: "whether all of a list of truths are true" },
  /** The text in its normal form, the globs as they are written, whether both are folded. */
  "(matches path)": { params: ["any", "any", "any"], gives: "boolean", internal: true, doc: "whether a glob matches the path" },
  "(matches domain)": { params: ["any", "any", "any"], gives: "boolean", internal: true, doc: "whether a glob matches the host" },
  "(matches text)": { params: ["any", "any", "any"], gives: "boolean", internal: true, doc: "whether a glob matches the text" },
  "(matches regex)": { params: ["any", "any"], gives: "boolean", internal: true, doc: "whether one of the regular expressions is found in the text" },
  "(list)": { params: [], gives: anything, internal: true, doc: "a list of its operands" },
} as const satisfies { readonly [name: string]: FunctionRow };

/** The name of a function. */
export type FunctionName = keyof typeof functions;
