// What hands used to other languages write -> what this one writes instead. Knows what was expected, what stands there and what stands
// beside it, as texts; never what a policy means.

import { marks } from "./lookalike.js";

/** Where the parser stopped: what it expected there, and the words around it. */
export interface Place {
  readonly expected: string;
  readonly before: string | undefined;
  readonly found: string;
  readonly after: string | undefined;
}

/** The help for a habit of another language, where one is seen. */
export function habit(place: Place): string | undefined {
  const { expected, before, found, after } = place;
  if (found === "=" && expected === "`:`" && before !== undefined && after === "[") return outside;
  if (found === "=" && expected.includes("`:`")) return undefined;
  if (found === "{" && expected === "`=`") return definition;
  if (found === "==" && expected.includes("`=`")) return "a name is given its value with `=`";
  if (found === "=" && expected === "`to`") return "write `set ... to ...`";
  if (expected === "`by`") return "an approval says whose it is: `approve pay(to: \"x\") by \"ana\"`";
  if (expected.startsWith("`where`, `within`") && before === "args") return "how many items a list has is `size(args.items)`; `count` counts earlier calls";
  if (found === "(" && before !== undefined && /^[A-Za-z_]/.test(before)) return functionHabit(before) ?? operator(found, after);
  if (expected === "a string" && /^[A-Za-z_]/.test(found)) return `strings stand in double quotes: \`"${found}"\``;
  if (before === "list" || before === "map") return `write \`${before} of ...\``;
  if (found === ">" && before === "<") return "two values are different with `!=`";
  if (found === ">" && before === "=") return "write `->` before a result, and `>=` for at least";
  if (expected === "a value") return value(place);
  if (expected.startsWith("a declaration")) return declarations.get(found.toLowerCase());
  if (expected.startsWith("a clause (`on`")) return clauses.get(found.toLowerCase()) ?? operator(found, after);
  if (expected === "a name" && before === "matches") return "say what the pattern is: `path`, `domain`, `text` or `regex`, as in `matches regex \"^a+$\"`";
  if (expected === "a title or `{`") return "the clauses of a rule stand in braces";
  return operator(found, after);
}

/** Whether a word begins a declaration in other languages. */
export function beginsElsewhere(word: string): boolean {
  return declarations.has(word.toLowerCase());
}

/** What is written for a function that other languages have, in any of its spellings. */
export function functionHabit(name: string): string | undefined {
  return functions.get(name.toLowerCase().replaceAll("_", ""));
}

/** What is written for the effect that others call so. */
export function effectHabit(name: string): string | undefined {
  return effects.get(name.toLowerCase());
}

const outside = "`data` declares a type; what it is stands in the bundle's data.json, and in a test in a step `data x = ...`";
const equality = "two values are compared with `==`";

function value({ before, found, after }: Place): string | undefined {
  if (found === "[") return "a set is written in braces, as in `{\"a\", \"b\"}`";
  if (found === "/") return "a regular expression is a string, as in `matches regex \"^a+$\"`";
  if (found === "-") return "write `0 - x` for the negative of x";
  if (found === "=" && (before === "==" || before === "!=" || before === "=")) return equality;
  return operator(found, after);
}

function operator(found: string, after: string | undefined): string | undefined {
  if (found === "/" && after === "*") return "comments begin with `//` and end with their line";
  if (/^-\d/.test(found)) return "a subtraction has blanks around its `-`, as names and numbers may begin or go on with one";
  const [first] = found;
  return habits.get(found) ?? (first !== undefined && marks.has(first) ? `write \`${marks.get(first)}\`` : undefined);
}

const habits: ReadonlyMap<string, string> = new Map([
  ["=", equality],
  ["&&", "write `and`"],
  ["||", "write `or`"],
  ["!", "write `not`"],
  ["'", "strings stand in double quotes"],
  ["`", "strings stand in double quotes"],
  ["#", "comments begin with `//`"],
  ["/", "comments begin with `//`"],
  [";", "clauses end with their line, no `;` is needed"],
  ["?", "write `a else b` for a value that may be absent"],
  ["%", "there is no remainder"],
  ["&", "write `and`"],
  ["|", "write `or`"],
  ["^", "there are no powers and no bits"],
]);

const rule = "a rule begins with `unary`, `relational` or `host` and its effect, as in `unary deny no-exec { on EXEC }`";
const definition = "write `define name(x: string) = ...`";
const constant = "write `const name = ...`";

const declarations: ReadonlyMap<string, string> = new Map([
  ...["deny", "ask", "warn", "forbid", "block", "rule", "policy", "correct", "redact"].map((word) => [word, rule] as const),
  ...["allow", "permit"].map((word) => [word, `what no rule stops is allowed; ${rule}`] as const),
  ...["function", "func", "fn", "def", "fun", "macro", "predicate"].map((word) => [word, definition] as const),
  ...["let", "var", "set", "val"].map((word) => [word, constant] as const),
  ...["import", "include", "require"].map((word) => [word, "write `use` and the package's name, behind `package`"] as const),
  ["#", "comments begin with `//`"],
  [";", "declarations end by themselves, no `;` is needed"],
]);

const clauses: ReadonlyMap<string, string> = new Map([
  ...["if", "where", "condition", "require", "requires"].map((word) => [word, "a condition begins with `when`"] as const),
  ...["except", "exception", "allow", "permit"].map((word) => [word, "what is excepted begins with `unless`"] as const),
  ...["message", "reason", "msg", "description"].map((word) => [word, "the reason begins with `because`"] as const),
  ...["deny", "ask", "warn", "forbid", "effect", "then"].map((word) => [word, "the effect stands in the rule's first line, as in `unary deny no-exec`"] as const),
  ["is", "equality is `==`; whether a value is there is asked with `present(args.x)`"],
  ["replace", "write `set args.x to ...` or `mask ... in args.x`"],
  ["delete", "write `remove args.x`"],
]);

const functions: ReadonlyMap<string, string> = new Map([
  ...["contains", "includes", "indexof", "strpos"].map((name) => [name, "of a text write `x contains \"y\"`, of a list `LIST has y`"] as const),
  ...["startswith", "hasprefix", "beginswith"].map((name) => [name, "write `x starts with \"y\"`"] as const),
  ...["endswith", "hassuffix"].map((name) => [name, "write `x ends with \"y\"`"] as const),
  ...["lower", "upper", "lowercase", "uppercase", "tolower", "toupper", "tolowercase", "touppercase", "casefold", "downcase", "upcase"]
    .map((name) => [name, "write `ignoring case` behind the comparison, as in `x == \"y\" ignoring case`, or `fold(x)`"] as const),
  ...["len", "strlen"].map((name) => [name, "how long a text is says `length(x)`, how many items a list has `size(x)`"] as const),
  ...["regexmatch", "regexpmatch", "rematch", "regex", "regexp", "ismatch", "matches", "match", "test", "search", "like"]
    .map((name) => [name, "write `x matches regex \"^a+$\"`"] as const),
  ...["globmatch", "glob", "fnmatch"].map((name) => [name, "write `x matches path \"...\"`, `matches domain`, or `matches text`"] as const),
  ...["isnull", "isnone", "isdefined", "defined", "isset", "notnull", "exists", "haskey", "ispresent", "isempty"]
    .map((name) => [name, "whether a value is there is asked with `present(args.x)`; an empty text is `\"\"`, an empty list has `size(x) == 0`"] as const),
  ...["any", "anyof", "someof"].map((name) => [name, "write `some x in LIST (...)`"] as const),
  ...["all", "allof", "forall"].map((name) => [name, "write `every x in LIST (...)`"] as const),
  ...["max", "maximum"].map((name) => [name, "write `largest(LIST)`"] as const),
  ...["min", "minimum"].map((name) => [name, "write `smallest(LIST)`"] as const),
  ...["concat", "format", "sprintf"].map((name) => [name, "texts are joined with `+`"] as const),
  ...["int", "float", "tonumber", "parseint", "parsefloat", "double"].map((name) => [name, "write `number(x)`"] as const),
  ...["str", "string", "tostring"].map((name) => [name, "write `text(x)`"] as const),
  ...["parsejson", "jsonparse", "fromjson", "unmarshal"].map((name) => [name, "write `json(x)`"] as const),
  ...["coalesce", "getordefault", "default", "ifnull", "nvl"].map((name) => [name, "write `args.x else y`"] as const),
  ...["ipinrange", "isinrange", "cidrcontains", "cidrmatch", "incidr"].map((name) => [name, "write `in_network(x, \"10.0.0.0/8\")`"] as const),
]);

const effects: ReadonlyMap<string, string> = new Map([
  ...["allow", "permit", "grant", "pass", "accept"].map((word) => [word, "nothing is allowed by a rule: what no rule stops is; write the exception as `unless` in the rule that would stop it"] as const),
  ...["forbid", "block", "reject", "refuse", "prohibit", "disallow", "prevent", "stop"].map((word) => [word, "write `deny`"] as const),
  ...["confirm", "approve", "prompt", "review", "hold", "escalate"].map((word) => [word, "write `ask`: a person decides"] as const),
  ...["log", "audit", "report", "alert", "notify", "monitor"].map((word) => [word, "write `warn`; `mode observe` in a rule only reports what it would decide"] as const),
  ...["hide", "filter", "anonymize", "anonymise", "mask"].map((word) => [word, "write `redact`"] as const),
  ...["modify", "rewrite", "replace", "transform", "mutate", "change"].map((word) => [word, "write `correct`"] as const),
]);
