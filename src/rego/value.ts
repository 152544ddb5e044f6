// A value of a condition -> a term of Rego, with what its absence looks like and where it is told whether it is a list that may have
// more items. Absent is undefined and unknown is null or an object, so that a comparison with either holds neither way.
// Knows no conditions.

import { columnKey, columnPath, rowColumnKey } from "../words/column.js";
import type { Column } from "../words/column.js";
import { fillOf } from "../words/fill.js";
import type { Value } from "../language/check/policy.js";
import { array, line, literal, never, reference } from "./text.js";
import type { Clause, Clauses, Line } from "./text.js";
import { choice, predicate } from "./writer.js";
import type { Writer } from "./writer.js";

/** A quantifier that a condition stands in: its list, the variables of its element and of that one's number, and whether the lists below are whole. */
export interface Around {
  readonly list: Pick<Term, "term" | "uses">;
  readonly element: string;
  readonly index: string;
  readonly whole: Whole;
}

/** Where a condition is: `row` where its rule looks at rows, and the quantifiers around it, innermost first. */
export interface At {
  readonly writer: Writer;
  readonly row: boolean;
  readonly around: readonly Around[];
}

/** Whether the list that these numbers lead to, from a value, has no more items than are known. */
export type Whole = (indexes: readonly string[]) => Clauses;

/** A value. What is neither literal nor term is unknown wherever it is asked, or absent. */
export type Operand =
  | { readonly kind: "literal"; readonly value: string | number | boolean }
  | { readonly kind: "unknown" }
  | { readonly kind: "absent" }
  | Term;

/** A value that the view has or has not. `absent` is null where it never is. */
export interface Term {
  readonly kind: "term";
  readonly term: string;
  readonly uses: readonly string[];
  readonly absent: Clause | null;
  readonly whole: Whole;
}

const unknown: Operand = { kind: "unknown" };

/** The value here. */
export function operand(value: Value, at: At): Operand {
  switch (value.kind) {
    case "string": case "number": case "boolean": return { kind: "literal", value: value.value };
    case "column": return columnOperand(value.column, at);
    case "row": return at.row ? rowOperand(["value"], "value") : unknown;
    case "row-column": {
      const key = rowColumnKey(value.column);
      if (!at.row || !at.writer.rowColumns.has(key)) return unknown;
      const operand = rowOperand(["facts", key], key);
      if (fillOf(value.column, at.writer.manifest) === null) return operand;
      return {
        ...operand, term: `filled(row, ${literal(key)})`, absent: [line(`filled_absent(row, ${literal(key)})`, ["row"])],
        whole: (indexes) => operand.whole(indexes).map((clause) => [...clause, ...(indexes.length === 0 ? [line(`not cut_short(row, ${literal(key)})`, ["row"])] : [])]),
      };
    }
    case "element": return elementOperand(at.around[value.depth]);
    case "item": return itemOperand(operand(value.list, at), value.at.map((depth) => at.around[depth]?.index));
    case "else": return eitherOperand(operand(value.left, at), operand(value.right, at), at);
  }
}

/** That a column is absent. */
export function absentColumn(column: Column, { manifest }: Writer): Line {
  if (fillOf(column, manifest) !== null) return line(`filled_absent(input, ${literal(columnKey(column))})`);
  return line(`absent(${array(columnPath(column).map(literal))})`);
}

function columnOperand(column: Column, at: At): Operand {
  const key = literal(columnKey(column));
  const isFilled = fillOf(column, at.writer.manifest) !== null;
  if (!at.writer.columns.has(columnKey(column))) return unknown;
  return {
    kind: "term", term: isFilled ? `filled(input, ${key})` : reference("input", columnPath(column)), uses: [], absent: [absentColumn(column, at.writer)],
    whole: (indexes) => [[line(`not ${array([key, ...indexes])} in open_lists`, indexes), ...(isFilled && indexes.length === 0 ? [line(`not cut_short(input, ${key})`)] : [])]],
  };
}

function rowOperand(path: readonly string[], key: string): Term {
  return {
    kind: "term", term: reference("row", path), uses: ["row"], absent: [line(`absent_in(row, ${array(path.map(literal))})`, ["row"])],
    whole: (indexes) => [[line(`not ${array([literal(key), ...indexes])} in open_lists_of(row)`, ["row"], indexes)]],
  };
}

/** There is nothing outside the outermost quantifier; an item of a list may be unknown and is never absent. */
function elementOperand(around: Around | undefined): Operand {
  if (around === undefined) return { kind: "absent" };
  const { element, index, whole } = around;
  return { kind: "term", term: element, uses: [element], absent: null, whole: (indexes) => whole([index, ...indexes]) };
}

function itemOperand(list: Operand, at: readonly (string | undefined)[]): Operand {
  const indexes = at.flatMap((index) => index ?? []);
  if (list.kind !== "term" || indexes.length < at.length) return unknown;
  if (indexes.length === 0) return list;
  return {
    kind: "term", term: `${list.term}${indexes.map((index) => `[${index}]`).join("")}`, uses: [...list.uses, ...indexes], absent: null,
    whole: (below) => list.whole([...indexes, ...below]),
  };
}

/** The left one where it is not absent, else the right one. */
function eitherOperand(left: Operand, right: Operand, { writer }: At): Operand {
  if (left.kind === "absent") return right;
  if (left.kind !== "term" || left.absent === null) return left;
  const { absent } = left;
  const sides: readonly (readonly [Clause, Operand])[] = [[[], left], [absent, right]];
  const value = choice(writer, "value", sides.flatMap(([clause, side]) => {
    const gives = side.kind === "literal" ? line(literal(side.value)) : side.kind === "term" ? line(side.term, side.uses) : null;
    return gives === null ? [] : [[clause, gives] as const];
  }));
  return {
    kind: "term", term: value.text, uses: value.uses,
    absent: right.kind === "absent" ? absent : right.kind === "term" && right.absent !== null ? [...absent, ...right.absent] : null,
    whole: (indexes) => [[predicate(writer, "whole", [...wholeOf(left, indexes).map((clause) => [line(`is_array(${left.term})`, left.uses), ...clause]), ...wholeOf(right, indexes).map((clause) => [...absent, ...clause])])]],
  };
}

function wholeOf(side: Operand, indexes: readonly string[]): Clauses {
  return side.kind === "term" ? side.whole(indexes) : never;
}
