// What grows while a policy is written: names that are taken, definitions, findings; and what the manifest knows. A condition that
// needs several definitions gets a name of its own here.

import type { Diagnostic } from "../base/diagnostic.js";
import { columnKey, rowColumnKey } from "../words/column.js";
import type { Manifest } from "../words/manifest.js";
import { defined, identifier, line } from "./text.js";
import type { Clause, Clauses, Line } from "./text.js";

/** A rule being written. */
export interface Writer {
  readonly manifest: Manifest;
  readonly columns: ReadonlySet<string>;
  readonly rowColumns: ReadonlySet<string>;
  readonly tools: ReadonlySet<string>;
  /** Rules that are inactive where a fact is not provided. */
  readonly factual: ReadonlySet<string>;
  /** All identifiers of the package. */
  readonly names: Set<string>;
  /** The name by which those of this rule begin. */
  readonly rule: string;
  /** Definitions in the order they were needed. */
  readonly blocks: string[];
  readonly findings: Diagnostic[];
  /** How many variables there are. */
  count: number;
}

/** Nothing written; `names` are taken. */
export function startWriter(manifest: Manifest, names: Set<string>, findings: Diagnostic[]): Omit<Writer, "rule" | "blocks" | "count"> {
  return {
    manifest, names, findings,
    columns: new Set(manifest.demand.columns.map(columnKey)),
    rowColumns: new Set(manifest.demand.rowColumns.map(rowColumnKey)),
    tools: new Set(manifest.tools.map(({ name }) => name)),
    factual: new Set(manifest.rules.flatMap(({ id, hostFacts }) => (hostFacts.length === 0 ? [] : [id]))),
  };
}

/** A variable that is not used yet. */
export function variable(writer: Writer, letter: string): string {
  writer.count++;
  return `${letter}${writer.count}`;
}

/** A definition under a new name, and the line that asks it. */
export function predicate(writer: Writer, what: string, clauses: Clauses): Line {
  const uses = usesOf(clauses.flat());
  const name = identifier(`${writer.rule}_${what}`, writer.names);
  writer.blocks.push(defined(name, uses, clauses));
  return line(callOf(name, uses), uses);
}

/** Likewise of a value: that of the alternative that holds; at most one may. */
export function choice(writer: Writer, what: string, cases: readonly (readonly [Clause, Line])[]): Line {
  const uses = usesOf(cases.flatMap(([clause, gives]) => [...clause, gives]));
  const name = identifier(`${writer.rule}_${what}`, writer.names);
  writer.blocks.push(defined(name, uses, cases.map(([clause, gives]) => [...clause, line(`chosen := ${gives.text}`, gives.uses)]), " := chosen"));
  return line(callOf(name, uses), uses);
}

/** These alternatives as lines of one body: a definition of their own where there are several. */
export function joined(writer: Writer, what: string, clauses: Clauses): Clauses {
  return clauses.length <= 1 ? clauses : [[predicate(writer, what, clauses)]];
}

/** That all of these hold. */
export function all(writer: Writer, what: string, parts: readonly Clauses[]): Clauses {
  const bodies = parts.map((clauses) => joined(writer, what, clauses)[0]);
  return bodies.some((body) => body === undefined) ? [] : [bodies.flatMap((body) => body ?? [])];
}

function usesOf(lines: readonly Line[]): readonly string[] {
  return [...new Set(lines.flatMap(({ uses }) => uses))];
}

function callOf(name: string, uses: readonly string[]): string {
  return uses.length === 0 ? name : `${name}(${uses.join(", ")})`;
}
