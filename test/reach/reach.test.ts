// Each row of the vocabulary's tables (op, fact, function, edge, effect, role, shape, code, ...) is reached by a test inside a pack, a policy of a document, a
// recorded run or a test: what nothing reaches is a word that nobody knows to work. `npm run reach` says where each is reached.

import { expect, test } from "vitest";
import { reach } from "./play.js";
import { expected, tables } from "./rows.js";

const reached = reach();

test.each(Object.entries(tables))("every %s is reached", (table, rows) => {
  expect(rows.length).toBeGreaterThan(0);
  expect(rows.filter((row) => !reached.has(`${table} ${row}`) && expected[`${table} ${row}`] === undefined)).toEqual([]);
});

test("what is said not to be reached is a row", () => {
  expect(Object.keys(expected).filter((key) => !Object.entries(tables).some(([table, rows]) => rows.some((row) => `${table} ${row}` === key)))).toEqual([]);
});

test("a row that nothing reaches is found", () => {
  expect(reached.has("op TELEPORT")).toBe(false);
});
