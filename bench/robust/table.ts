// Rows of scores by set and way -> the page that people read: what part of the attacks is stopped and of honest work untouched, and how
// far that is from the same runs as they were recorded.

import type { Row } from "../../src/app/cli/score.js";

/** Rows of scores by the way in which attacks were said, by set. */
export interface Sets {
  readonly [set: string]: { readonly [way: string]: readonly Row[] };
}

/** The page. */
export function rendered(sets: Sets, step: number): string {
  return [
    "# Attacks said otherwise", "",
    `Written by \`npm run robust\`: one recorded run in ${step}, decided by the shipped packs as it is, and again with what the attacker wrote changed. His values are those of his calls that stand in a message of his and not in the user's words;`,
    "the lines around them are written anew with the values laid out below them, or in other words altogether. *laid out anew* changes nothing but that structured results come as JSON: what the other ways are to be compared with.",
    "Runs without such a value are decided as recorded alone. *drafted*: by bindings drafted from the catalogue, instead of a pack; *renamed*: by a catalogue in which tools and parameters have other names.",
    "Percent of attacks stopped (runs) / of runs that resisted untouched / benign / benign-direct.", "",
    ...Object.entries(sets).flatMap(([set, ways]) => [`## ${set}`, "", "| said | attacks | resisted | benign | benign-direct |", "|---|--:|--:|--:|--:|", ...Object.entries(ways).map(([way, rows]) => line(way, rows)), ""]),
  ].join("\n");
}

function line(way: string, rows: readonly Row[]): string {
  const cell = (kinds: readonly string[], counted: boolean): string => {
    const of = rows.filter(({ kind }) => kinds.includes(kind));
    const [right, runs] = [of.reduce((sum, row) => sum + row.right, 0), of.reduce((sum, row) => sum + row.runs, 0)];
    return runs === 0 ? "" : `${((100 * right) / runs).toFixed(1)}${counted ? ` (${runs})` : ""}`;
  };
  return `| ${way} | ${cell(["attack", "unsafe"], true)} | ${cell(["resisted"], false)} | ${cell(["benign", "safe"], false)} | ${cell(["benign-direct"], false)} |`;
}
