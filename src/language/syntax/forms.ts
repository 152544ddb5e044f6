// Clauses and declarations that are nearly right -> what this language writes. Data of `repair`: patterns of the line before and
// behind the place where the parser stopped.

import { effectHabit } from "./habits.js";
import type { Pattern } from "./repair.js";

const effects = "warn|redact|correct|ask|deny|rollback";
const isEffect = new RegExp(`^(?:${effects})$`, "i");
const opening = "a rule opens as in `unary deny no-exec \"title\" {`";

/** What is written of a list for words that are of histories. */
const lists: ReadonlyMap<string, string> = new Map([
  ["sum", "; of a list write `total(LIST)`"], ["distinct", "; of a list write `unique(LIST)`"], ["all", "; of a list write `every x in LIST (...)`"],
]);

/** Heads of declarations, clauses and steps. */
export const forms: readonly Pattern[] = [
  { expected: /^(?:a name|`tool`|a value|a string|`args`|a level)/, head: /\b(on|from|to|into|when|unless|because|severity|tags|op|sink|act|trust|secrecy|tag|verbs|nouns|user|expect)(\s*)$/, rest: /^[:=](?!=)/, repair: (_, [, clause = "", blanks = ""]) =>
    ({ help: `no mark stands behind \`${clause}\``, expected: `what \`${clause}\` says`, back: blanks.length, take: 1, write: "" }) },
  { expected: /^`:`$/, head: /^\s*data\s+[\w-]+\s*$/, rest: /^=/, repair: () => ({ help: "`data` declares a type; what it is stands in the bundle's data.json, and in a test in a step `data x = ...`" }) },
  { expected: /^`:`$/, head: /\w\(.*\w(\s*)$/, rest: /^=(?!=)/, repair: (_, [, blanks = ""]) => ({ help: "arguments are given as `name: value`", back: blanks.length, take: 1, write: ":" }) },
  { expected: /^`:`$/, head: /(\w+)\(\s*("[^"]*")$/, rest: /^[,)]/, repair: (_, [, tool = "", value = ""]) => ({ help: `an argument of a call has its name before it, as in \`${tool}(name: ${value})\``, expected: "`:` and a value", back: value.length, take: 0 }) },
  { expected: /^`:`$/, head: /^\s*tool\b.*\(.*\b(\w+)$/, rest: /^[,)]/, repair: (_, [, name = ""]) => ({ help: `a parameter has a type: \`${name}: string\`, or \`${name}: any\``, expected: `a type of \`${name}\``, back: name.length, take: 0 }) },
  { expected: /^`:`$/, head: /\brole\s+\w+(\s+)$/, rest: /^\w/, repair: (_, [, blanks = ""]) => ({ help: "a role and its argument are written as `role path: file`", back: blanks.length, take: 0, write: ": " }) },
  { expected: /^`=`$/, rest: /^:=/, repair: () => ({ help: "a name is given its value with `=`", take: 2, write: "=" }) },
  { expected: /^`=`$/, head: /^\s*const\s+[\w-]+\s*$/, rest: /^:\s*[\w ]+?(?==(?!=))/, repair: ([all = ""]) => ({ help: "a constant has no type: its value says what it is", take: all.length, write: " " }) },
  { expected: /^`=`$/, rest: /^(?:==|:|is\b|to\b)/, repair: ([all = ""]) => ({ help: "a name is given its value with `=`", take: all.length, write: "=" }) },
  { expected: /^`=`$/, rest: /^\{\s*([^{}]+?)\s*\}/, repair: ([all = "", body = ""]) => ({ help: "what a definition is stands behind `=`", take: all.length, write: `= ${body}` }) },
  { expected: /^`=`$/, rest: /^\{/, repair: () => ({ help: "what a definition is stands behind `=`, as in `define name(x: string) = ...`" }) },
  { expected: /^a step/, head: /\)\s*$/, rest: /^=>/, repair: () => ({ help: "what a call gave stands behind `->`", expected: "`->`", take: 2, write: "->" }) },
  { expected: /^`to`$/, rest: /^=/, repair: () => ({ help: "write `set ... to ...`", take: 1, write: "to" }) },
  { expected: /^`by`$/, rest: /^/, repair: () => ({ help: "an approval says whose it is: `approve pay(to: \"x\") by \"ana\"`" }) },
  { expected: /^`as`$/, head: /\binto\s+(args\S*)\s*$/, rest: /^/, repair: (_, [, args = ""]) => ({ help: `the row has a name: \`into ${args} as x\`` }) },
  { expected: /^`as`$/, rest: /^/, repair: () => ({ help: "the row has a name: `into args[role: destination] as to`" }) },
  { expected: /^`args`$/, rest: /^(\w+)\s*=\s*(args(?:\[role:\s*\w+\])?)/, repair: ([all = "", name = "", args = ""]) => ({ help: "the name of a row stands behind `as`", take: all.length, write: `${args} as ${name}` }) },
  { expected: /^`in`$/, head: /\bmask\s+(.*?\S)\s*$/, rest: /^/, repair: (_, [, what = ""]) => ({ help: `say what is masked: \`mask ${what} in args.text\`` }) },
  { expected: /^`where`, `within`/, head: /\bcount\(\s*args$/, rest: /^\.([\w.]+)\s*\)/, repair: ([all = "", name = ""]) => ({ help: `how many items a list has is \`size(args.${name})\`; \`count\` counts earlier calls`, expected: "a selector", back: "count(args".length, take: all.length, write: `size(args.${name})` }) },
  { expected: /^`of`$/, head: /\b(sum|distinct|all|latest)\(\s*([^()]*?)\s*$/, rest: /^\)/, repair: (_, [, fold = "", value = ""]) => ({ help: `it is of earlier calls: \`${fold}(${value} of tool NAME)\`${lists.get(fold) ?? ""}`, expected: "`of` and a selector" }) },
  { expected: /^`,` or `[})]`/, head: /\b(string|number|boolean|any)$/, rest: /^\[\s*\]/, repair: ([all = ""], [, type = ""]) => ({ help: `a list is \`list of ${type}\``, expected: `\`list of ${type}\``, back: type.length, take: all.length, write: `list of ${type}` }) },
  { head: /\b(list|map)$/, rest: /^[<[(]\s*(?:string\s*,\s*)?(\w+)\s*[>\])]/, repair: ([all = "", type = ""], [, what = ""]) => ({ help: `write \`${what} of ${type}\``, expected: "`of`", take: all.length, write: ` of ${type}` }) },
  { head: /\b(list|map)\s*$/, rest: /^/, repair: (_, [, what = ""]) => ({ help: `write \`${what} of ...\``, expected: "`of`" }) },
  { expected: /^a name/, head: /^\s*(?:unary|relational|host\s+\w+)\s+(\w+)\s+$/, rest: /^"([A-Za-z][\w -]*)"/, repair: ([all = "", title = ""]) => ({ help: "a rule has a name before its title", take: all.length, write: `${title.trim().toLowerCase().replaceAll(/[\s-]+/g, "-")} ${all}` }) },
  { expected: /^a name/, head: /^\s*(?:unary|relational|host\s+\w+)\s+(\w+)\s+$/, rest: /^"/, repair: () => ({ help: "a rule has a name before its title, as in `unary deny no-exec \"no commands\"`" }) },
  { expected: /^a name/, head: new RegExp(`^\\s*(?:unary|relational)\\s+(?:${effects})\\s*$`), rest: /^\{/, repair: () => ({ help: "a rule has a name behind its effect, as in `unary deny no-exec {`" }) },
  { expected: /^a name/, head: /^\s*(?:unary|relational)\s+(\S+)\s*$/, rest: /^\{/, repair: (_, [, name = ""]) => ({ help: `a rule has an effect before its name: \`warn\`, \`redact\`, \`correct\`, \`ask\` or \`deny\`, as in \`unary deny ${name} {\``, expected: "an effect and a name" }) },
  { expected: /^a name/, head: new RegExp(`^\\s*host\\s+(${effects})\\s+(\\S+)\\s*$`), rest: /^[{"]/, repair: (_, [, effect = "", name = ""]) => ({ help: `a host rule names its runtime first: \`host RUNTIME ${effect} ${name} {\``, expected: "a runtime, an effect and a name" }) },
  { expected: /^a title or `\{`/, head: new RegExp(`^\\s*(?:unary|relational|host\\s+\\w+)\\s+(${effects})\\s+((?:${effects})\\s+)$`), rest: /^(?:\w+)(?=\s*[{"])/, repair: (_, [, effect = "", second = ""]) => ({ help: `a rule has one effect: where rules of both fire, the stricter one wins; write a rule for \`${effect}\` and one for \`${second.trim()}\``, expected: "a name", back: second.length, take: 0 }) },
  { expected: /^a title or `\{`/, head: /^\s*(?:unary|relational|host)\b.*?\s([\w-]+)\s+$/, rest: /^((?!on\b|when\b|tool\b)\w+(?:\s+\w+)*)(?=\s*[{"])/, repair: ([all = ""], [, name = ""]) => {
    const joined = `${name}-${all.replaceAll(/\s+/g, "-")}`;
    return { help: `a name has no blanks: \`${joined}\`, or a title \`"${name} ${all}"\` behind a name`, back: name.length + 1, take: all.length, write: joined };
  } },
  { expected: /^a title or `\{`/, head: /\s([\w-]+)$/, rest: /^\.([\w.-]+)/, repair: ([all = ""], [, name = ""]) => {
    const joined = `${name}${all.replaceAll(".", "-")}`;
    return { help: "the name of a rule has no dots: the package is put before it", back: name.length, take: all.length, write: joined };
  } },
  { expected: /^a title or `\{`/, rest: /^:\s*$/, repair: () => ({ help: `the clauses of a rule stand in braces; ${opening}`, take: 1, write: " {" }) },
  { expected: /^a title or `\{`/, rest: /^/, repair: () => ({ help: `the clauses of a rule stand in braces; ${opening}` }) },
  { expected: /^a name/, head: /^\s*use\s+$/, rest: /^"([\w.-]+)"/, repair: ([all = "", name = ""]) => ({ help: "a package is named without quotes", take: all.length, write: name }) },
  { expected: /^a name/, head: /^\s*label\s+$/, rest: /^"/, repair: () => ({ help: "say what the pattern is of: `path`, `domain`, `executable` or `tool`, as in `label path \"~/.ssh/**\"`", expected: "`path`, `domain`, `executable` or `tool`" }) },
  { expected: /^a string/, head: /^\s*test\s*$/, rest: /^\{/, repair: () => ({ help: "a test has a title, as in `test \"no secret leaves\" {`" }) },
  { expected: /^a unit/, head: /\bwithin\s+(\S+)$/, rest: /^/, repair: (_, [, amount = ""]) => ({ help: `say of what, as in \`within ${amount} minutes\` or \`within ${amount} steps\``, expected: "a unit (`steps`, `seconds`, `minutes`, `hours` or `days`)" }) },
  { expected: /^`tool`/, head: /\bon\s+(?:.*,\s*)?$/, rest: /^"([^"]*)"/, repair: ([all = "", name = ""]) => ({ help: "a tool is named as `tool NAME`", expected: "a selector", take: all.length, write: `tool ${/^[A-Za-z_][\w-]*$/.test(name) ? name : all}` }) },
  { expected: /^`tool`/, rest: /^/, repair: () => ({ help: "it is an op (`EXEC`), a sink kind (`egress`), an act class, `tool NAME`, `unbound` or `call`", expected: "a selector" }) },
  { head: /\bon\s+tool\s*$/, rest: /^[{[(]\s*([\w", -]+?)\s*[}\])]/, repair: ([all = "", names = ""]) => ({ help: "tools are separated by commas, without brackets", expected: "the name of a tool", take: all.length, write: names }) },
  { expected: /^a clause/, rest: /^if\s+([^{}]*?)\s+then(?:\s+(?:deny|ask|warn|block|allow)\b)?/, repair: ([all = "", condition = ""]) => ({ help: "a condition begins with `when`; the effect stands in the rule's first line", expected: "`when`", take: all.length, write: `when ${condition}`, begins: true }) },
  { expected: /^a clause/, head: /\{\s*$/, rest: /^(?=tool\s)/, repair: () => ({ help: "which calls a rule is about stands behind `on`", expected: "`on`", take: 0, write: "on " }) },
  { expected: /^a clause/, head: /\bon\s+(tools|tol|too|toll|toool|otol)(\s+)$/, rest: /^[\w"]/, repair: (_, [, slip = "", blanks = ""]) => ({ help: "did you mean `tool`?", expected: "`tool`", back: slip.length + blanks.length, take: 0, write: `tool${blanks}` }) },
  { expected: /^a clause/, rest: /^(args\.[\w.]+)\s*=(?!=)\s*/, repair: ([all = "", target = ""]) => ({ help: "an argument is given a value by `set ... to ...`", expected: "`set`", take: all.length, write: `set ${target} to `, begins: true }) },
  { expected: /^a clause/, head: /\bon\s+((?!when\b|where\b|unless\b).)*?(\s*)$/, rest: /^(?:or|and)\b/, repair: ([all = ""], [, , blanks = ""]) => ({ help: "selectors are joined with commas; any one of them suffices", expected: "`,`", back: blanks.length, take: all.length, write: "," }) },
  { expected: /^a clause/, head: /\bbecause\s+".*"(\s*)$/, rest: /^\+\s*([\w.]+)/, repair: ([all = "", value = ""], [, blanks = ""]) => ({ help: "values stand in braces inside the reason", expected: `\`{${value}}\` inside the string`, back: blanks.length + 1, take: all.length, write: `{${value}}"` }) },
  { expected: /^a string/, rest: /^[frb](?=")/, repair: ([mark = ""]) => ({ help: "there is one kind of string; in a reason values stand in braces as they are", take: mark.length, write: "" }) },
  { expected: /^a string/, head: /\bbecause\s+$/, rest: /^((?:args|principal)\.[\w.]+)(?=\s*\}?\s*$)/, repair: ([all = ""]) => ({ help: "values stand in braces inside the reason", take: all.length, write: `"{${all}}"` }) },
  { expected: /^a string/, head: /\b(?:because|user|system|assistant)\s+$/, rest: /^([A-Za-z][^{}"\\]*?)(?=\s*\}?\s*$)/, repair: ([all = "", text = ""]) => ({ help: "strings stand in double quotes", expected: "a string", take: all.length, write: `"${text}"` }) },
  { expected: /^a string/, rest: /^([A-Za-z_][\w-]*)/, repair: ([all = ""]) => ({ help: "strings stand in double quotes", take: all.length, write: `"${all}"` }) },
  { expected: /^a string/, head: /\bbecause\s*$/, rest: /^\}/, repair: () => ({ help: "a reason is a text, as in `because \"{source.tool} read a secret\"`; a rule without one leaves `because` away" }) },
  { expected: /^a name/, head: /\b(severity|mode)\s+$/, rest: /^"([\w-]+)"/, repair: ([all = "", name = ""]) => ({ help: `it is a word, without quotes: \`${name}\``, take: all.length, write: name }) },
  { expected: /^a declaration/, rest: /^(?:rule\s+|policy\s+)?([A-Za-z]+)(?=\s+[\w-]+\s*(?:"[^"]*"\s*)?\{)/, repair: ([all = "", effect = ""]) => {
    const write = isEffect.test(effect) ? effect.toLowerCase() : effectHabit(effect)?.write;
    return write === undefined ? undefined : { help: "a rule begins with `unary`, `relational` or `host` before its effect", take: all.length, write: `unary ${write}` };
  } },
  { expected: /^a declaration/, rest: /^(?:rule|policy)\s+([\w-]+)(?=\s*\{)/, repair: ([all = "", name = ""]) => ({ help: `a rule has a kind and an effect before its name: \`unary deny ${name} {\`, or \`ask\``, take: all.length }) },
  { expected: /^a declaration/, rest: /^[\w-]+\s*:/, repair: () => ({ help: "a policy is not YAML; a rule is written as `unary deny no-exec { on EXEC }`" }) },
  { expected: /^a declaration/, rest: /^\{/, repair: () => ({ help: "a policy is not JSON; a rule is written as `unary deny no-exec { on EXEC }`" }) },
  { expected: /^a clause/, head: /^\s*$/, rest: /^"(\w+)"\s*:/, repair: ([, clause = ""]) => ({ help: `a clause is a word without quotes and without \`:\`, as in \`${clause} ...\`` }) },
  { expected: /^a name, a string|^a name or a string/, head: /,(\s*)$/, rest: /^,/, repair: (_, [, blanks = ""]) => ({ help: "one comma is enough", back: blanks.length + 1, take: 1, write: "," }) },
];
