// The page of each code shows the mistake and what is written instead, and both are what they say: the first example is told this code
// and nothing else, the second nothing. What no page can show is listed, with where it is tested.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { codes } from "../../src/base/messages.generated.js";
import { examples, findingsOf, unescaped } from "./examples.js";

const folder = fileURLToPath(new URL("../../src/base/messages/", import.meta.url));
const pages = ["syntax", "check"].flatMap((stage) => examples(readFileSync(`${folder}${stage}.md`, "utf8")));

/** Too large to show: made in syntax-fuzz.test.ts and check.test.ts, or in cases of their own. */
const unshown: ReadonlySet<string> = new Set([
  "syntax/lone-surrogate", "syntax/too-deep", "syntax/too-large", "syntax/too-many-errors", "check/too-deep",
]);
/** Of these the page shows how the character is written; as itself, it is what is told. */
const unseen: ReadonlySet<string> = new Set(["syntax/hidden-character", "syntax/invisible-character", "syntax/replacement-character"]);
/** What is told beside a code, because it is what the code speaks of. */
const beside: ReadonlyMap<string, string> = new Map([["check/allow-without-reason", "check/non-monotone"]]);

const shown = pages.filter(({ code }) => !unshown.has(code) && !unseen.has(code));
const told = (text: string, whole?: boolean): readonly string[] => findingsOf(text, whole).map(({ code }) => code);

describe("pages", () => {
  it("every code about a policy's text has one, and the lists name none that is gone", () => {
    expect(pages.map(({ code }) => code).sort()).toEqual(codes.filter((code) => /^(?:syntax|check)\//.test(code)));
    expect([...unshown, ...unseen, ...beside.keys()].filter((code) => !codes.includes(code))).toEqual([]);
  });

  it.each(shown)("$code: the first example is told this and nothing else", ({ code, bad }) => {
    const found = told(bad ?? "", code === "syntax/no-package" ? true : undefined);
    expect(found).toContain(code);
    expect(found.filter((other) => other !== code && other !== beside.get(code))).toEqual([]);
  });

  it.each(shown)("$code: the second is told nothing", ({ good }) => {
    expect(good, "an example of what is written instead").toBeDefined();
    expect(told(good ?? "")).toEqual([]);
  });

  it.each(pages.filter(({ code }) => unseen.has(code)))("$code: the example is sound, and told with the character itself", ({ code, bad = "" }) => {
    expect(told(bad)).toEqual([]);
    expect(new Set(told(unescaped(bad)))).toEqual(new Set([code]));
  });
});
