// Laws of reading and printing that hold for every policy text: places lie in their text and inside one another, and what is
// printed reads back as the same tree. Used by cases and by generated texts alike.

import { expect } from "vitest";
import type { PolicyFile } from "../../src/language/syntax/ast.js";
import { decode } from "../../src/language/syntax/literal.js";
import { parse } from "../../src/language/syntax/parse.js";
import { print } from "../../src/language/syntax/print.js";

/** A tree without places, texts and comments' places: what two readings of the same policy share. */
export function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value)
    .filter(([key]) => key !== "span" && key !== "file")
    .map(([key, part]) => [key, shape(part)]));
}

function policyShape(file: PolicyFile): unknown {
  return { ...Object(shape(file)), text: "", comments: file.comments.map(({ text }) => text.trimEnd()) };
}

/** Printing a sound tree and reading that text gives the tree again, and prints the same. */
export function checkRoundTrip(value: PolicyFile): void {
  const printed = print(value);
  const again = parse({ file: value.file, text: printed });
  expect(again.diagnostics, printed).toEqual([]);
  expect(again.value === undefined ? undefined : policyShape(again.value), printed).toEqual(policyShape(value));
  expect(again.value === undefined ? undefined : print(again.value)).toBe(printed);
}

/** Every place lies in the text and in its parent's; in a text that `isSound`, a name stands where its place says (where one is not, a name may have skipped what was wrong). */
export function checkPlaces(file: PolicyFile, isSound: boolean): void {
  const walk = (value: unknown, within: { start: number; end: number }): void => {
    if (Array.isArray(value)) for (const part of value) walk(part, within);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return;
    let inner = within;
    if ("span" in value) {
      const { start, end } = Object(value.span);
      expect(start).toBeGreaterThanOrEqual(within.start);
      expect(end).toBeLessThanOrEqual(within.end);
      expect(end).toBeGreaterThanOrEqual(start);
      inner = { start, end };
      if (isSound && "text" in value && typeof value.text === "string" && value.text !== "") {
        const written = file.text.slice(start, end);
        if (!written.startsWith('"')) expect(withoutBlanks(spelled(written))).toBe(withoutBlanks(value.text));
      }
    }
    for (const [key, part] of Object.entries(value)) if (key !== "span") walk(part, inner);
  };
  for (const part of [file.package, file.uses, file.catalogues, file.items, file.comments]) walk(part, { start: 0, end: file.text.length });
}

/** Dotted names may be written with comments around their dots, and as strings with escapes. */
function spelled(text: string): string {
  return text.replaceAll(/\/\/[^\n\r]*[\n\r]|("(?:[^"\\]|\\[^])*")/g, (_, string: string | undefined) => (string === undefined ? "" : decode(string)));
}

/** They may have blanks there too. */
function withoutBlanks(text: string): string {
  return text.replaceAll(/"|\s|\uFEFF/g, "");
}
