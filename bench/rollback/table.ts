// What was measured of runs that went back -> the table that people read. Shares are of the conversation before the held call, in
// percent, the mean over runs: a long run counts as much as a short one.

import type { Measured, Size, Way } from "./measure.js";

/** Sums over the runs of one set; shares are in percent of a run, added up. */
export interface Row {
  runs: number;
  held: number;
  own: number;
  causes: number;
  done: number;
  broken: number;
  again: number;
  readonly ways: { [way: string]: { messages: number; characters: number; calls: number; holds: number } };
}

/** An empty row. */
export function row(): Row {
  return { runs: 0, held: 0, own: 0, causes: 0, done: 0, broken: 0, again: 0, ways: {} };
}

/** Adds a run to its row. */
export function add(to: Row, measured: Measured | null): void {
  to.runs++;
  if (measured === null) return;
  to.held++;
  to.own += Number(measured.isOwn);
  to.causes += measured.causes;
  to.done += Number(measured.done > 0);
  for (const [name, way] of Object.entries(measured.ways)) {
    const sums = (to.ways[name] ??= { messages: 0, characters: 0, calls: 0, holds: 0 });
    sums.messages += share(way, measured.before, "messages");
    sums.characters += share(way, measured.before, "characters");
    sums.calls += share(way, measured.before, "calls");
    sums.holds += Number(way.holds > 0);
    to.broken += Number(way.broken > 0);
  }
}

/** The page. */
export function markdown(rows: Readonly<Record<string, Row>>): string {
  const names = [...new Set(Object.values(rows).flatMap(({ ways }) => Object.keys(ways)))];
  const mean = (sum: number, { held }: Row): string => (held === 0 ? "" : String(Math.round((10 * sum) / held) / 10));
  const lines = Object.entries(rows).filter(([, { held }]) => held > 0).flatMap(([set, of]) => [
    `| ${set} | ${of.held} of ${of.runs} | ${mean(of.causes, of)} | ${mean(100 * of.own, of)} | ${mean(100 * of.done, of)} | ${names.map((name) => cellOf(of.ways[name], (sum) => mean(sum, of))).join(" | ")} |`,
  ]);
  return [
    "# What stays when a run goes back", "",
    "Written by `npm run rollback`: every recorded attack and unsafe run, up to the first call or answer that the shipped packs hold; `session.rollback` of that decision, by each choice of edges. Cells are the share of the conversation before the held",
    "call that stays, in percent, the mean over the held runs: **characters** (what is said, called and returned) / messages / calls with their results. *all before the cause*: everything from the earliest cause on is cut off. *the prompt alone*: what stands before the assistant's first word.",
    "*itself*: runs in percent in which the cause is the held call alone, as its rules look at nothing else. *done*: runs in percent in which a call that hangs on the cause had already left something behind.",
    "Sets whose tools no shipped pack is for are not measured: they are held by `unbound` alone.", "",
    `| set | held | causes | itself | done | ${names.join(" | ")} |`, `|---|--:|--:|--:|--:|${names.map(() => "--:|").join("")}`, ...lines, "",
    ...footnotes(rows), "",
  ].join("\n");
}

function cellOf(sums: Row["ways"][string] | undefined, mean: (sum: number) => string): string {
  return sums === undefined ? "" : `**${mean(sums.characters)}** / ${mean(sums.messages)} / ${mean(sums.calls)}`;
}

function footnotes(rows: Readonly<Record<string, Row>>): readonly string[] {
  const all = rows["all"];
  if (all === undefined) return [];
  const again = Object.entries(all.ways).map(([name, { holds }]) => `${name}: ${holds}`).join("; ");
  return [
    `Conversations that are none (a call without its result right behind it, or the other way about): ${all.broken} of ${all.held * Object.keys(all.ways).length}.`, "",
    `Runs in which something is held when what stays is told to a new session: ${again}.`,
  ];
}

/** In percent; all of nothing stays. */
function share(way: Way, before: Size, of: keyof Size): number {
  return before[of] === 0 ? 100 : (100 * way[of]) / before[of];
}
