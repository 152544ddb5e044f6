// Functions of paths, URLs, hosts, commands and moments: thin rows over what reads each of them. A path is judged by its letters
// alone, a host is never looked up, a command is never run.

import { textCell } from "../../words/cell.js";
import type { TermList, TermValue } from "../../words/term.js";
import { dateOf, localTime, momentOf, type LocalTime } from "../clock.js";
import { commandsOf } from "../commands.js";
import { extensionOf, isInside, parentOf } from "../path.js";
import { readSql } from "../sql.js";
import { inNetwork, isAddressText, pathOf, portOf, queryOf, schemeOf, userOf } from "../url.js";
import type { Patterns } from "../spans.js";
import { recordValue } from "../value.js";
import { compareVersions } from "../version.js";
import type { Statement } from "../sql/statement.js";
import { ofNumber, ofNumberAndText, ofText, ofTexts, texts, type Applied, type Table } from "./operand.js";

function ofTime(give: (time: LocalTime) => TermValue): Applied {
  return ofNumberAndText((ms, zone) => {
    const time = localTime(ms, zone);
    return time === null ? null : give(time);
  });
}

/** The functions of paths, URLs, commands and moments. */
export const place = {
  parent: ofText((text) => known(parentOf(text))),
  extension: ofText((text) => known(extensionOf(text))),
  inside: ofTexts(isInside),
  // What the runtime says of paths is a leaf: `term.ts` asks for it.
  realpath: () => null,

  scheme: ofText(schemeOf),
  port: ofText(portOf),
  url_user: ofText((text) => known(userOf(text))),
  url_path: ofText((text) => known(pathOf(text))),
  url_query: ofText((text) => {
    const query = queryOf(text);
    return query === null ? null : { fields: query };
  }),
  is_ip: ofText(isAddressText),
  in_network: ([host, networks]) => {
    if (typeof host !== "string") return null;
    if (typeof networks === "object" && "items" in networks) return inAny(host, networks);
    return typeof networks === "string" ? inNetwork(host, networks) : null;
  },

  compare_versions: ofTexts(compareVersions),

  "shell.commands": ([text], patterns) => typeof text === "string" ? commandsOnce(text, patterns) : null,
  "shell.opaque": ([text], patterns) => typeof text === "string" ? commandsOnce(text, patterns).open : null,
  sql: ofTexts((text, dialect) => {
    const statements = readSql(text, dialect);
    return statements === null ? null : { items: statements.map((statement) => recordValue(lists(statement))), open: false };
  }),

  "local_time.year": ofTime((time) => time.year),
  "local_time.month": ofTime((time) => time.month),
  "local_time.day": ofTime((time) => time.day),
  "local_time.hour": ofTime((time) => time.hour),
  "local_time.minute": ofTime((time) => time.minute),
  "local_time.weekday": ofTime((time) => time.weekday),
  "local_time.date": ofTime(dateOf),
  time: ofText(momentOf),
  seconds: ofNumber((count) => count * 1000),
  minutes: ofNumber((count) => count * 60_000),
  hours: ofNumber((count) => count * 3_600_000),
  days: ofNumber((count) => count * 86_400_000),
} as const satisfies Table;

/** In one of the networks; where none has it, one that is no network leaves it unknown. */
function inAny(host: string, { items, open }: TermList): boolean | null {
  let known = !open;
  for (const network of items) {
    const inside = typeof network === "string" ? inNetwork(host, network) : null;
    if (inside === true) return true;
    if (inside === null) known = false;
  }
  return known ? false : null;
}

/** The commands of a text; open where one of them cannot be seen. */
function commandsOnce(text: string, { commands, programs }: Patterns): TermList {
  const before = commands?.get(text);
  if (before !== undefined) return before;
  const found = commandsOf(text, programs);
  commands?.set(text, found);
  return found;
}

function known(text: string | null): string | null {
  return text === null ? null : textCell(text);
}

/** A statement's lists of texts as lists of values; a limit that is not there is absent. */
function lists(statement: Statement): Readonly<Record<string, TermValue>> {
  const { kind, tables, reads, writes, columns, has_where, limit, open, text } = statement;
  return { kind, tables: texts(tables, open), reads: texts(reads, open), writes: texts(writes, open), columns: texts(columns), has_where, limit, text };
}
