// Which shipped packs a command parses: what is used, and all that uses. Their heads are read without the parser, so it is held here that
// the parser reads the same there.

import { expect, test } from "vitest";
import { readAll, shippedFor, shippedRules } from "../../src/app/cli/packs.js";
import { select } from "../../src/language/check/packages.js";
import type { PolicyFile } from "../../src/language/syntax/ast.js";
import { parse } from "../../src/language/syntax/parse.js";

const shipped = readAll([shippedRules()]).map(parsedFile);

function parsedFile(source: { readonly file: string; readonly text: string }): PolicyFile {
  const { value } = parse(source);
  if (value === undefined) throw new Error(`${source.file} is no policy`);
  return value;
}

function written(name: string, uses: readonly string[]): PolicyFile {
  return parsedFile({ file: "own.policy", text: [`package ${name}`, ...uses.map((use) => `use ${use}`)].join("\n") });
}

test("what a package uses is found as the parser finds it, for every shipped package", () => {
  expect(shipped.length).toBeGreaterThan(50);
  for (const { package: { text: name } } of shipped) {
    const expected = select(shipped, { packages: [name] }).value?.map(({ file }) => file).sort();
    expect(shippedFor([written("own", [name])]).map(({ file }) => file), name).toEqual(expected);
  }
});

test("a package of one's own stands in place of the shipped one, and a name of nobody's leads to nothing", () => {
  const names = (own: readonly PolicyFile[]): readonly string[] => shippedFor(own).map((source) => parsedFile(source).package.text);
  const using = written("own", ["standard.acts"]);
  const all = names([using]);
  expect(all).toContain("standard.acts");
  expect(all.length).toBeGreaterThan(1);
  expect(names([using, written("standard.acts", [])])).toEqual([]);
  expect(names([written("own", ["standard.nobody"])])).toEqual([]);
});
