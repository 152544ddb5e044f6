// What newcomers write (test/policy/mistakes, shown in docs/mistakes.md): each mistake is told once, in its place, with what to do;
// where the line as it should be is shown, it is the line that mends it.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { findingsBeside, mistakes, mistakesPage } from "../../scripts/mistakes.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const cases = mistakes(root);

/** The text that each finding underlines. */
const places: Readonly<Record<string, string>> = {
  "ampersands": "&&", "back-reference": "\\\\1", "bare-argument": "amount", "capitals": "WHEN", "effect-first": "deny", "else-effect": "ask",
  "exclamation-mark": "!", "field-of-another-tool": "recipient", "foreign-effect": "forbid", "hash-comment": "#", "in-a-string": "args.query", "indented-block": ":",
  "method": ".contains(\"password\")", "misspelt-argument": "amout", "missing-argument": "args.note", "missing-brace": "{", "missing-comma": "\"ben\"", "no-such-package": "shopp",
  "no-unit": ")", "one-name-twice": "large", "other-dimension": "unread", "quoted-number": "\"100\"", "single-equals": "=", "single-quotes": "'mallory'", "unclosed-string": "\"mallory",
};

/** Of these there is no one line that is certainly meant. */
const unmended: ReadonlySet<string> = new Set([
  "back-reference", "else-effect", "field-of-another-tool", "missing-argument", "missing-brace", "no-unit", "one-name-twice", "other-dimension",
]);

describe("mistakes", () => {
  it("are those that are listed, each with a title of its own", () => {
    expect(cases.map(({ file }) => file.replace(/\.policy$/, ""))).toEqual(Object.keys(places).sort());
    expect(new Set(cases.map(({ title }) => title)).size).toBe(cases.length);
    expect(cases.every(({ text }) => text.startsWith("// "))).toBe(true);
  });

  it.each(cases)("$file: told once, in its place, with what to do", ({ file, text }) => {
    const name = file.replace(/\.policy$/, "");
    const found = findingsBeside(root, file, text);
    expect(found.map(({ code }) => code)).toHaveLength(1);
    const [finding] = found;
    expect(finding?.severity).toBe(name === "missing-argument" ? "warning" : "error");
    expect(finding?.span.file).toBe(file);
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe(places[name]);
    expect(finding?.help ?? finding?.also?.label).toBeTruthy();
    expect(finding?.edit === undefined).toBe(unmended.has(name));
  });

  it.each(cases.filter(({ file }) => !unmended.has(file.replace(/\.policy$/, ""))))("$file: the line that is shown mends it", ({ file, text }) => {
    const [finding] = findingsBeside(root, file, text);
    const { span, text: put } = finding?.edit ?? { span: { start: 0, end: 0 }, text: "" };
    expect(findingsBeside(root, file, text.slice(0, span.start) + put + text.slice(span.end)).filter(({ code }) => !leftOver.has(`${file} ${code}`))).toEqual([]);
  });

  it("are shown as they are told", () => {
    for (const { path, content } of mistakesPage(root)) expect(readFileSync(join(root, path), "utf8"), path).toBe(content);
  });
});

/** What the text lacks besides: an indented block has no end. */
const leftOver: ReadonlySet<string> = new Set(["indented-block.policy syntax/unclosed"]);
