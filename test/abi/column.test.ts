// Keys of columns: plain paths are written as they are, and no two columns have one key, whatever names an argument has; and
// so two rules over `args."a.b"` and `args.a.b` are not about the same argument.

import fc from "fast-check";
import { expect, test } from "vitest";
import { columnKey } from "../../src/words/column.js";
import type { Column } from "../../src/words/column.js";

const arg = (path: readonly string[]): Column => ({ kind: "arg", path, type: "any" });
const shell = (path: readonly string[]): Column => ({ kind: "extract", extractor: "shell.runs", path, type: "strings" });

test("names that are not plain are quoted", () => {
  expect([["a", "b-c_1"], ["a.b"], ["a b", "c"], [""], ["a\"b"]].map((path) => columnKey(arg(path)))).toEqual(["args.a.b-c_1", "args.\"a.b\"", "args.\"a b\".c", "args.\"\"", "args.\"a\\\"b\""]);
  expect(columnKey(shell(["x).runs"]))).toBe("shell(args.\"x).runs\").runs");
});

test("no two columns have one key", () => {
  const name = fc.oneof(fc.constantFrom("a", "b", "a.b", "\"", "\".\"", "\\", "", ")", ").runs", "args."), fc.string({ unit: "grapheme", maxLength: 4 }));
  const column = fc.tuple(fc.boolean(), fc.array(name, { minLength: 1, maxLength: 3 })).map(([extract, path]) => (extract ? shell(path) : arg(path)));
  fc.assert(fc.property(column, column, (left, right) => {
    fc.pre(JSON.stringify(left) !== JSON.stringify(right));
    expect(columnKey(left)).not.toBe(columnKey(right));
  }), { numRuns: 5000 });
});
