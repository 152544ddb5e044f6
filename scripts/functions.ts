// The table of functions (`src/words/functions.ts`) and the extractors (`src/words/column.ts`) to docs/functions.md, for the authors
// of policies. An extractor without a sentence here does not compile; a function's sentence stands in its row.

import { extractors, type Extractor } from "../src/words/column.js";
import { functions, shellCommand, sqlStatement, type FunctionRow, type TypeText } from "../src/words/functions.js";
import type { Generated } from "./generate.js";

/** What each extractor gives; null for those that policies do not write. */
const sentences: Readonly<Record<Extractor, string | null>> = {
  path: "the path in its normal form: no `.`, `..` or `//` where they can be resolved, any home directory as `~`",
  basename: "the last segment of the normal form",
  fold: "the text with its letters folded, so that texts that differ only in case are equal",
  path_fold: null,
  basename_fold: null,
  host: "the host of a URL, host or e-mail address, in lower case, addresses in their usual notation",
  domain: "the registrable domain of that host, by the public suffix list",
  private_host: "whether that host is this machine, its network or its cloud's metadata service, in any notation",
  credentials: "the credentials found in the text, by their format; of a record or list, in each of its `texts`, and behind keys such as `password`",
  "shell.runs": "base names of the executables a shell text runs, through pipes, wrappers and substitutions; open, so that `has` is never false, where a program runs what nobody sees (`npm install`, `pip`, `make`): `shell(x).commands` has what is spelt out",
  "shell.reads": "the paths it reads, in their normal form",
  "shell.writes": "the paths it writes or appends to",
  "shell.deletes": "the paths it deletes",
  "shell.connects": "the hosts it connects to",
  "shell.sends": "the hosts it sends data to, and `*` wherever it sends any",
  "shell.elevated": "whether anything in it runs with raised privilege",
};

/** The page. */
export function functionsPage(): readonly Generated[] {
  const rows = Object.entries<FunctionRow>(functions).filter(([, row]) => row.internal !== true).map(([name, row]) => `| \`${form(name, row)}\` | ${typeName(row.gives)} | ${escaped(row.doc)} |`);
  const extracted = Object.entries(sentences).flatMap(([name, doc]) => (doc === null ? [] : [`| \`${dotted(name, "string")}\` | ${kinds[extractors[name as Extractor]]} | ${escaped(doc)} |`]));
  const lines = [
    "<!-- Generated from src/words/functions.ts by `npm run generate`; not edited by hand. -->",
    "# Functions", "",
    "What the kernel computes for a policy. A function of an absent value is absent, of an unknown one unknown; a text that is not what",
    "a function reads (no URL, no JSON), and a value of another type, give unknown. Numbers are finite, and exact where they are integers;",
    "anything else is unknown. Nothing is looked up, run or resolved.", "",
    "| function | gives | which is |", "|---|---|---|", ...rows, "",
    "## Extractors", "", "These stand also where a rule is about rows of arguments, and may be folded with `ignoring case`.", "",
    "| extractor | gives | which is |", "|---|---|---|", ...extracted, "",
    "## Records", "",
    "A command, as `shell(x).commands` lists them:", "", ...fields(shellCommand, commandFields), "",
    "A statement, as `sql(x, dialect)` lists them:", "", ...fields(sqlStatement, statementFields), "",
  ];
  return [{ path: "docs/functions.md", content: lines.join("\n") }];
}

const commandFields: Readonly<Record<string, string>> = {
  name: "its base name; empty for redirections without a command", path: "its name as it is written",
  args: "the words behind the name; open where one is not known", flags: "its options: `-rf` is `-r` and `-f`, `--x=y` is `--x`",
  operands: "its words that are no options", reads: "paths it reads, also by redirection", writes: "paths it writes", deletes: "paths it deletes", connects: "hosts it connects to",
  helpers: "programs that its options and settings have it start beside its own work (`rg --pre`, `rsync -e`, `psql -o '|x'`), as they are written", loads: "files that its options have it do what stands in (`psql -f`, `make -f`, `pip -r`), as they are written",
  piped_from: "the commands before it in its pipeline", piped_to: "the commands behind it", elevated: "whether it runs with raised privilege",
  sends: "whether it is seen to send anything", fills: "whether what it says is put into the text around it (`$(...)`, `<(...)`), and is not known",
  plain: "whether all its words are known, and none is a pattern of files",
};

const statementFields: Readonly<Record<string, string>> = {
  kind: "`select insert update delete merge create alter drop truncate grant revoke call copy set begin commit rollback explain other`; `create` also for `select ... into t`, which makes a table",
  tables: "all tables it names, in lower case, with their schema where it is written; open, as the next two, where it may touch others (`call`, `drop database`)", reads: "those it takes data from", writes: "those it changes",
  columns: "columns it selects, returns or sets, in queries within too; `*` for all of a table",
  has_where: "whether it has a condition that hangs on a column; of a union, each part; `where 1 = 1` is none",
  limit: "how many rows at most; absent where it does not say, unknown where that is no number", text: "the statement as it is written",
};

function fields(type: TypeText, sentencesOf: Readonly<Record<string, string>>): readonly string[] {
  if (typeof type === "string" || !("record" in type)) return [];
  return ["| field | type | which is |", "|---|---|---|", ...Object.entries(type.record).map(([name, of]) => {
    const doc = sentencesOf[name];
    if (doc === undefined) throw new Error(`the field ${name} has no sentence`);
    return `| \`${name}\` | ${typeName(of)} | ${escaped(doc)} |`;
  })];
}

const kinds = { string: "string", boolean: "boolean", strings: "list of string" } as const;

/** How a call is written. */
function form(name: string, row: FunctionRow): string {
  const params = row.params.map(typeName);
  if (name === "[]") return `${params[0]}[${params[1]}]`;
  if (/^\W/.test(name)) return `${params[0]} ${name} ${params[1]}`;
  // The moment is the event's own: only the zone is written.
  if (name.startsWith("local_time.")) return dotted(name, '"zone"');
  return dotted(name, params.map((param, index) => (row.literals?.includes(index) === true ? `"${param === "string" ? "literal" : param}"` : param)).join(", "));
}

function dotted(name: string, params: string): string {
  const [head, ...tail] = name.split(".");
  return [`${head}(${params})`, ...tail].join(".");
}

function typeName(type: TypeText): string {
  if (typeof type === "string") return type;
  if ("list" in type) return typeof type.list === "object" && "record" in type.list ? "list of records" : `list of ${typeName(type.list)}`;
  return "map" in type ? `map of ${typeName(type.map)}` : "record";
}

function escaped(text: string): string {
  return text.replaceAll("|", "\\|");
}
