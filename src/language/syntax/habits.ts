// Words of other languages -> what this one has for them: declarations, clauses, methods, functions, effects. Tables alone; where a
// word stands and what was expected there is `repair`'s affair, and what a policy means nobody's here.

import type { Repair } from "./repair.js";

/** What is written for a word or mark that begins a declaration in other languages. */
export function declarationHabit(found: string): Repair | undefined {
  const [help, write] = declarations.get(found.toLowerCase()) ?? [];
  return help === undefined ? undefined : { help, ...(write === undefined ? {} : { write }) };
}

/** What is written for a word that begins a clause in other languages. */
export function clauseHabit(found: string): Repair | undefined {
  const [help, write] = clauses.get(found.toLowerCase()) ?? [];
  return help === undefined ? undefined : { help, begins: true, ...(write === undefined ? {} : { write, expected: `\`${write}\`` }) };
}

/** The operator that other languages have as a method of a text or list. */
export function methodHabit(name: string): string | undefined {
  return methods.get(name.toLowerCase().replaceAll("_", ""));
}

/** What is said of a mark that other languages have. */
export function operatorHabit(found: string): Repair | undefined {
  const help = marks.get(found);
  return help === undefined ? undefined : { help };
}

/** Whether a word begins a declaration in other languages. */
export function beginsElsewhere(word: string): boolean {
  return declarations.has(word.toLowerCase());
}

/** What is written for a function that other languages have, in any of its spellings. */
export function functionHabit(name: string): string | undefined {
  return functions.get(name.toLowerCase().replaceAll("_", ""));
}

/** What is said of an effect that others call so, and the effect that it is here, where it is one. */
export function effectHabit(name: string): { readonly help: string; readonly write?: string } | undefined {
  const [help, write] = effects.get(name.toLowerCase()) ?? [];
  return help === undefined ? undefined : { help, ...(write === undefined ? {} : { write }) };
}

/** The type that others call so. */
export function typeHabit(name: string): string | undefined {
  return types.get(name.toLowerCase());
}

const methods: ReadonlyMap<string, string> = new Map([
  ["startswith", "starts with"], ["endswith", "ends with"], ["includes", "contains"], ["contains", "contains"],
]);

const marks: ReadonlyMap<string, string> = new Map([
  ["'", "strings stand in double quotes"],
  ["`", "strings stand in double quotes"],
  ["?", "no value is chosen by a condition: write a rule for each case, or `c and ... or not c and ...`; for a value that may be absent there is `a else b`"],
  ["%", "there is no remainder"],
  ["^", "there are no powers and no bits"],
  ["/", "comments begin with `//`, and a regular expression is a string, as in `matches regex \"^a+$\"`"],
  ["=", "two values are compared with `==`"],
  ["@", "constants, data and arguments are read by their names alone, as `args.x`"],
]);

const rule = "a rule begins with `unary`, `relational` or `host` and its effect, as in `unary deny no-exec { on EXEC }`";
const definition = "a definition is written as `define name(x: string) = ...`";
const constant = "a constant is written as `const name = ...`";

const declarations: ReadonlyMap<string, readonly [help: string, write?: string]> = new Map<string, readonly [string, string?]>([
  ...["deny", "ask", "warn", "forbid", "block", "rule", "policy", "correct", "redact", "if", "rules", "policies", "statement"].map((word) => [word, [rule]] as const),
  ...["allow", "permit", "default"].map((word) => [word, [`what no rule stops is allowed, and no rule allows; ${rule}`]] as const),
  ...["function", "func", "fn", "def", "fun", "macro", "predicate"].map((word) => [word, [definition, "define"]] as const),
  ...["let", "var", "set", "val"].map((word) => [word, [constant, "const"]] as const),
  ...["import", "include", "require", "using"].map((word) => [word, ["write `use` and the package's name, behind `package`"]] as const),
  [";", ["declarations end by themselves, no `;` is needed", ""]],
]);

const clauses: ReadonlyMap<string, readonly [help: string, write?: string]> = new Map<string, readonly [string, string?]>([
  ...["if", "where", "condition", "require", "requires", "given"].map((word) => [word, ["a condition begins with `when`", "when"]] as const),
  ...["except", "exception", "allow", "permit"].map((word) => [word, ["what is excepted begins with `unless`", "unless"]] as const),
  ...["message", "reason", "msg", "description"].map((word) => [word, ["the reason begins with `because`", "because"]] as const),
  ...["deny", "ask", "warn", "forbid", "effect", "then"].map((word) => [word, ["the effect stands in the rule's first line, as in `unary deny no-exec`"]] as const),
  ["replace", ["write `set args.x to ...` or `mask ... in args.x`"]],
  ["delete", ["write `remove args.x`", "remove"]],
]);

const functions: ReadonlyMap<string, string> = new Map([
  ...["contains", "includes", "indexof", "strpos"].map((name) => [name, "of a text write `x contains \"y\"`, of a list `LIST has y`"] as const),
  ...["startswith", "hasprefix", "beginswith"].map((name) => [name, "write `x starts with \"y\"`"] as const),
  ...["endswith", "hassuffix"].map((name) => [name, "write `x ends with \"y\"`"] as const),
  ...["lower", "upper", "lowercase", "uppercase", "tolower", "toupper", "tolowercase", "touppercase", "casefold", "downcase", "upcase"]
    .map((name) => [name, "write `ignoring case` behind the comparison, as in `x == \"y\" ignoring case`, or `fold(x)`"] as const),
  ...["count", "after", "before"].map((name) => [name, "it is of earlier calls, as in `count(tool NAME)` or `after(SEND)`; how many items a list has is `size(LIST)`"] as const),
  ...["len", "strlen"].map((name) => [name, "how long a text is says `length(x)`, how many items a list has `size(x)`"] as const),
  ...["regexmatch", "regexpmatch", "rematch", "regex", "regexp", "ismatch", "matches", "match", "test", "search", "like"]
    .map((name) => [name, "write `x matches regex \"^a+$\"`"] as const),
  ...["globmatch", "glob", "fnmatch"].map((name) => [name, "write `x matches path \"...\"`, `matches domain`, or `matches text`"] as const),
  ...["isnull", "isnone", "isdefined", "defined", "isset", "notnull", "exists", "haskey", "ispresent", "isempty"]
    .map((name) => [name, "whether a value is there is asked with `present(args.x)`; an empty text is `\"\"`, an empty list has `size(x) == 0`"] as const),
  ...["any", "anyof", "someof"].map((name) => [name, "write `some x in LIST (...)`"] as const),
  ...["all", "allof", "forall"].map((name) => [name, "write `every x in LIST (...)`"] as const),
  ...["label", "labels", "haslabel", "taint", "tainted", "istainted", "sensitivity", "classification", "untrusted", "trusted"]
    .map((name) => [name, "labels are asked by their dimension: `trust(source) <= low`, `secrecy(target) >= high`, `tags(target) has x`"] as const),
  ...["url", "parseurl", "uri"].map((name) => [name, "what an address has is asked of it by itself: `host(x)`, `domain(x)`, `url_path(x)`"] as const),
  ...["now", "today", "timenow", "currenttime", "timestamp", "gettime", "getdate"].map((name) => [name, "the time of the call is `now`, without parentheses (milliseconds since 1970); the hour and day of a place are `local_time(\"Europe/Berlin\").hour`, `.weekday`, `.date`"] as const),
  ["maximum", "write `largest(LIST)`, of two numbers `max(x, y)`"],
  ["minimum", "write `smallest(LIST)`, of two numbers `min(x, y)`"],
  ...["average", "avg", "mean"].map((name) => [name, "write `total(LIST) / size(LIST)`"] as const),
  ...["intersects", "intersection", "overlaps", "disjoint", "containsany", "hasany"].map((name) => [name, "whether two lists share something is asked with `some x in a (x in b)`"] as const),
  ...["subset", "issubset", "subsetof", "containsall", "hasall"].map((name) => [name, "whether all of one list is in another is asked with `every x in a (x in b)`"] as const),
  ...["union", "append", "extend"].map((name) => [name, "lists are joined with `+`, as in `args.to + (args.cc else {})`; of each once `unique(...)`"] as const),
  ...["levenshtein", "similarity", "similar"].map((name) => [name, "write `edit_distance(x, y) <= 2`"] as const),
  ...["semver", "semvercompare", "versioncompare"].map((name) => [name, "write `compare_versions(x, \"1.2.3\") < 0`"] as const),
  ...["indomain", "insubdomain", "subdomainof"].map((name) => [name, "write `x matches domain \"*.example.com\"`, which has the domain itself and all below it"] as const),
  ...["base64decode", "b64decode", "hexdecode", "urldecode", "decode", "unquote"].map((name) => [name, "what is encoded anywhere in a text is listed by `decoded(x)`; of one that is base64 as a whole write `base64(x)`"] as const),
  ...["concat", "format", "sprintf"].map((name) => [name, "texts are joined with `+`"] as const),
  ...["int", "float", "tonumber", "parseint", "parsefloat", "double"].map((name) => [name, "write `number(x)`"] as const),
  ...["str", "string", "tostring"].map((name) => [name, "write `text(x)`"] as const),
  ...["parsejson", "jsonparse", "fromjson", "unmarshal"].map((name) => [name, "write `json(x)`"] as const),
  ...["coalesce", "getordefault", "default", "ifnull", "nvl"].map((name) => [name, "write `args.x else y`"] as const),
  ...["ipinrange", "isinrange", "cidrcontains", "cidrmatch", "incidr"].map((name) => [name, "write `in_network(x, \"10.0.0.0/8\")`"] as const),
]);

const types: ReadonlyMap<string, string> = new Map([
  ...["str", "text", "varchar", "char"].map((word) => [word, "string"] as const),
  ...["int", "integer", "long", "float", "double", "decimal", "num", "i32", "i64", "u32", "u64", "f64"].map((word) => [word, "number"] as const),
  ...["bool"].map((word) => [word, "boolean"] as const),
  ...["array", "list", "vec", "sequence"].map((word) => [word, "list of any"] as const),
  ...["object", "dict", "map", "record", "struct", "json"].map((word) => [word, "map of any"] as const),
]);

const effects: ReadonlyMap<string, readonly [help: string, write?: string]> = new Map<string, readonly [string, string?]>([
  ...["allow", "permit", "grant", "pass", "accept"].map((word) => [word, ["nothing is allowed by a rule: what no rule stops is; write the exception as `unless` in the rule that would stop it"]] as const),
  ...["forbid", "block", "reject", "refuse", "prohibit", "disallow", "prevent", "stop"].map((word) => [word, ["write `deny`", "deny"]] as const),
  ...["confirm", "approve", "prompt", "review", "hold", "escalate"].map((word) => [word, ["write `ask`: a person decides", "ask"]] as const),
  ...["log", "audit", "report", "alert", "notify", "monitor"].map((word) => [word, ["write `warn`; `mode observe` in a rule only reports what it would decide", "warn"]] as const),
  ...["hide", "filter", "anonymize", "anonymise", "mask"].map((word) => [word, ["write `redact`", "redact"]] as const),
  ...["modify", "rewrite", "replace", "transform", "mutate", "change"].map((word) => [word, ["write `correct`", "correct"]] as const),
]);
