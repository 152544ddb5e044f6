// `npm run reach`: writes which test or run reaches each row of the vocabulary's tables, and fails on a row that nothing reaches.
// `--check` writes nothing.

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../src/app/cli/packs.js";
import { reach } from "./play.js";
import { expected, tables } from "./rows.js";

const reached = reach();
const rows = Object.entries(tables).flatMap(([table, names]) => names.map((row) => ({ table, row, where: reached.get(`${table} ${row}`) })));
const missed = rows.filter(({ table, row, where }) => where === undefined && expected[`${table} ${row}`] === undefined);
const cell = (text: string): string => text.replaceAll("|", "\\|");
const lines = [
  "# What reaches each row of the vocabulary", "",
  "Written by `npm run reach`: the first test inside a pack, policy of a document, recorded run or test file in which a row takes part with a value that tells.", "",
  "| table | rows | reached |", "|---|---|---|",
  ...Object.keys(tables).map((table) => `| ${table} | ${rows.filter((each) => each.table === table).length} | ${rows.filter((each) => each.table === table && each.where !== undefined).length} |`), "",
  "| table | row | reached by |", "|---|---|---|",
  ...rows.map(({ table, row, where }) => `| ${table} | \`${cell(row)}\` | ${cell(where ?? `nothing yet: ${expected[`${table} ${row}`] ?? "NOBODY KNOWS WHY"}`)} |`), "",
];
if (!process.argv.includes("--check")) writeFileSync(join(packageRoot(), "test/reach/reached.md"), lines.join("\n"));
const stale = rows.filter(({ table, row, where }) => where !== undefined && expected[`${table} ${row}`] !== undefined);
for (const { table, row } of stale) console.error(`${table} \`${row}\` is said not to be reached, and is`);
for (const { table, row } of missed) console.error(`nothing reaches ${table} \`${row}\``);
console.log(`${rows.length} rows, ${rows.length - rows.filter(({ where }) => where === undefined).length} reached`);
process.exitCode = missed.length + stale.length === 0 ? 0 : 1;
