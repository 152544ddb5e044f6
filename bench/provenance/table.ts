// Figures of provenance to the table that people read: found and astray edges by way and class, false ones by set.
// Knows nothing of how they were measured.

import { classes } from "./values.js";
import { ways } from "./ways.js";

/** Pairs of a value and a later call. */
export interface Pairs {
  count: number;
  /** With an edge from a text that has the value. */
  found: number;
  edges: number;
  /** Edges from texts that have nothing of it. */
  astray: number;
}

/** Calls of benign runs, looked up in others' runs. */
export interface Strangers {
  calls: number;
  withEdge: number;
  edges: number;
}

/** All figures. */
export interface Figures {
  readonly pairs: { readonly [way: string]: { readonly [of: string]: Pairs } };
  readonly strangers: { readonly [set: string]: Strangers };
}

/** The figures as Markdown. */
export function markdown({ pairs, strangers }: Figures): string {
  const lines = [
    "# Value edges, measured",
    "",
    "Written by `npm run provenance`. Values of the recorded traces' own results come back in a later call, each in each way; an edge is found if it is from a text that has the value.",
    "In percent; a blank where a way does not apply. *astray*: edges from texts that have nothing of the value, in percent of all edges.",
    "",
    `| way | pairs | found | astray | ${classes.join(" | ")} |`,
    `|---|--:|--:|--:|${classes.map(() => "--:|").join("")}`,
  ];
  for (const asked of [true, false]) {
    const group = ways.filter((way) => way.asked === asked);
    lines.push(row(asked ? "**all that the design names**" : "**all beyond it**", group.flatMap(({ name }) => Object.entries(pairs[name] ?? {}))));
    for (const { name } of group) lines.push(row(name, Object.entries(pairs[name] ?? {})));
  }
  lines.push("", "Calls of benign runs, their values looked up in runs of other sets, where any edge is false:", "", "| calls of | looked up | with an edge, in 1,000 | edges, in 1,000 |", "|---|--:|--:|--:|");
  for (const [set, found] of [...Object.entries(strangers), ["**all**", total(Object.values(strangers))] as const]) {
    lines.push(`| ${set} | ${found.calls} | ${per(found.withEdge, found.calls)} | ${per(found.edges, found.calls)} |`);
  }
  return `${lines.join("\n")}\n`;
}

function row(name: string, cells: readonly (readonly [string, Pairs])[]): string {
  const of = (chosen: readonly Pairs[]): Pairs => chosen.reduce<Pairs>((sum, each) => ({ count: sum.count + each.count, found: sum.found + each.found, edges: sum.edges + each.edges, astray: sum.astray + each.astray }), { count: 0, found: 0, edges: 0, astray: 0 });
  const all = of(cells.map(([, cell]) => cell));
  const shown = classes.map((name) => {
    const cell = of(cells.filter(([of]) => of === name).map(([, each]) => each));
    return cell.count === 0 ? "" : percent(cell.found, cell.count);
  });
  return `| ${name} | ${all.count} | ${percent(all.found, all.count)} | ${percent(all.astray, all.edges)} | ${shown.join(" | ")} |`;
}

function total(cells: readonly Strangers[]): Strangers {
  return cells.reduce((sum, each) => ({ calls: sum.calls + each.calls, withEdge: sum.withEdge + each.withEdge, edges: sum.edges + each.edges }), { calls: 0, withEdge: 0, edges: 0 });
}

function percent(part: number, all: number): string {
  return all === 0 ? "" : ((100 * part) / all).toFixed(1).replace(/\.0$/, "");
}

function per(part: number, all: number): string {
  return all === 0 ? "" : ((1000 * part) / all).toFixed(1);
}
