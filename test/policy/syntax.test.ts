// Syntax cases: `syntax/<case>/input.policy` -> `ast.txt`, `diagnostics.txt`, `printed.policy`. Every case also checks, unasked, that the tree's
// places lie in the text, that a sound tree prints and parses back to itself, and that printing twice is printing once.
// `UPDATE=1` rewrites the golden files; a case without golden file, or with one that has no reason, fails.

import { existsSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codes } from "../../src/base/messages.generated.js";
import { PRINT_WIDTH } from "../../src/base/limits.js";
import { render } from "../../src/base/render.js";
import { parse } from "../../src/language/syntax/parse.js";
import { print } from "../../src/language/syntax/print.js";
import { show } from "../../src/language/syntax/show.js";
import { checkPlaces, checkRoundTrip } from "./laws.js";

const folder = fileURLToPath(new URL("./syntax", import.meta.url));
const rules = fileURLToPath(new URL("../../rules", import.meta.url));
const packs = readdirSync(rules, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".policy")).sort();
const update = process.env["UPDATE"] === "1";
const cases = readdirSync(folder).sort();
const seen = new Set<string>();

describe("syntax cases", () => {
  it.each(cases)("%s", (name) => {
    const path = join(folder, name);
    const text = readFileSync(join(path, "input.policy"), "utf8");
    expect(text.length, "an empty case").toBeGreaterThan(0);
    const { value, diagnostics } = parse({ file: "input.policy", text });
    for (const { code } of diagnostics) seen.add(code);
    const golden = {
      "ast.txt": value === undefined ? "" : show(value),
      "diagnostics.txt": render(diagnostics, new Map([["input.policy", text]]), { color: false }),
      "printed.policy": value === undefined || diagnostics.length > 0 ? "" : print(value),
    };
    for (const [file, found] of Object.entries(golden)) compare(join(path, file), found);
    const known = new Set(["input.policy", ...Object.keys(golden)]);
    expect(readdirSync(path).filter((file) => !known.has(file)), "files that no check reads").toEqual([]);
    if (value === undefined) return;
    checkPlaces(value, diagnostics.length === 0);
    if (diagnostics.length === 0) checkRoundTrip(value);
  });

  it.each(packs)("the shipped %s prints and reads back, on lines as wide as a page but for long texts", (path) => {
    const { value, diagnostics } = parse({ file: path, text: readFileSync(join(rules, path), "utf8") });
    expect(diagnostics).toEqual([]);
    if (value === undefined) throw new Error("a pack without a tree");
    checkRoundTrip(value);
    const wide = print(value).split("\n").filter((line) => line.length > PRINT_WIDTH && !line.startsWith("//"));
    expect(wide.filter((line) => !/"(?:[^"\\]|\\.){60,}"/.test(line))).toEqual([]);
  });

  it("every syntax code has a case", () => {
    // A text of a megabyte, one of a thousand errors and one that is no UTF-8 are made in syntax-fuzz.test.ts.
    const made = ["syntax/too-large", "syntax/lone-surrogate", "syntax/too-many-errors"];
    const wanted = codes.filter((code) => code.startsWith("syntax/") && !made.includes(code));
    expect(wanted.filter((code) => !seen.has(code))).toEqual([]);
  });
});

/** Empty text and no file are the same. */
function compare(path: string, found: string): void {
  if (update) {
    if (found === "") rmSync(path, { force: true });
    else writeFileSync(path, found);
  }
  const wanted = existsSync(path) ? readFileSync(path, "utf8") : "";
  expect(found).toBe(wanted);
}
