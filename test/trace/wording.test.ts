// What packs and tests may not have of the recorded runs, where these stand beside the checkout: their wording, their values, and the
// words in which their users ask. Names of tools and parameters, small numbers and what any program calls itself are nobody's wording.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";

const root = new URL("../../", import.meta.url);
const folder = new URL("../shared/traces/", root);
const isThere = existsSync(folder);
const namesIn = (at: URL, end: string): readonly string[] => readdirSync(at).filter((name) => name.endsWith(end)).sort();

/** So many words in a row are somebody's, in packs and in the longer texts of tests; and so many of them must tell something. */
const PACK_RUN = 5;
const TEST_RUN = 6;
const TELLING_LEAST = 3;
/** What is longer than that and has a digit is a value that somebody made up, where it is no public name. */
const VALUE_LEAST = 7;
const publicNames = new Set(["python3", "sqlite3", "ip6tables", "beautifulsoup4", "miniconda3", "127.0.0.1", "0.0.0.0", "192.168.1.1", "23andme", "address1", "address2", "a-za-z0-9"]);
/** Longer phrases that anybody says or types. */
const idioms = new Set(["let me know", "do not need", "export path home local bin path"]);

const wordsOf = (text: string): readonly string[] => text.toLowerCase().replaceAll("\\n", " ").match(/[a-z0-9_]+(?:[.'’@:-][a-z0-9_]+)*/g) ?? [];
const runsOf = (words: readonly string[], length: number): readonly string[] => words.slice(length - 1).map((_, at) => words.slice(at, at + length).join(" "));

interface Message {
  readonly role: string;
  readonly content?: unknown;
  readonly tool_calls?: readonly { readonly function: { readonly arguments: string } }[] | null;
}

/** Texts of users, tools and calls, each once. */
function recorded(): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const name of namesIn(folder, ".jsonl.gz")) for (const line of gunzipSync(readFileSync(new URL(name, folder))).toString("utf8").split("\n")) {
    if (line === "") continue;
    for (const { role, content, tool_calls: calls } of (JSON.parse(line) as { messages: readonly Message[] }).messages) {
      if (typeof content === "string" && (role === "user" || role === "tool")) texts.set(content, role);
      for (const call of calls ?? []) texts.set(call.function.arguments, "call");
    }
  }
  return texts;
}

/** Names of tools and parameters, and values that a parameter may have, of all catalogues; and of parameters that calls have. */
function known(texts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const names = new Set(["null", "true", "false"]);
  for (const [text, role] of texts) if (role === "call") for (const [, name] of text.matchAll(/"(\w+)"\s*:/g)) names.add((name ?? "").toLowerCase());
  const look = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, each] of Object.entries(value)) {
      if (key === "name" && typeof each === "string") names.add(each.toLowerCase());
      if (key === "enum" && Array.isArray(each)) for (const one of each) names.add(String(one).toLowerCase());
      if (key === "properties" && typeof each === "object" && each !== null) for (const name of Object.keys(each)) names.add(name.toLowerCase());
      look(each);
    }
  };
  const tools = new URL("tools/", folder);
  for (const name of namesIn(tools, ".json")) look(JSON.parse(readFileSync(new URL(name, tools), "utf8")));
  return names;
}

const written = (room: string): readonly (readonly [file: string, text: string])[] => readdirSync(new URL(room, root), { recursive: true, encoding: "utf8" })
  .filter((name) => [".policy", ".md", ".ts", ".txt", ".jsonl"].includes(extname(name)) && !name.endsWith("wording.test.ts"))
  .map((name) => [`${room}${name}`, readFileSync(fileURLToPath(new URL(`${room}${name}`, root)), "utf8")]);

describe.skipIf(!isThere)("of the recorded runs there stands in", () => {
  const texts = isThere ? recorded() : new Map<string, string>();
  const names = isThere ? known(texts) : new Set<string>();
  const words = [...texts.keys()].map(wordsOf);
  const isTelling = (run: string): boolean => !idioms.has(run) && run.split(" ").filter((word) => !names.has(word) && !/^\d{1,2}$/.test(word)).length >= TELLING_LEAST;

  test.each([["rules/", PACK_RUN], ["test/", TEST_RUN]])("%s no run of %i words", (room, length) => {
    const pages = written(room).map(([file, text]) => [file, wordsOf(text)] as const);
    const vocabulary = new Set(pages.flatMap(([, page]) => page));
    // Most runs have a word that stands nowhere here, and are not looked for.
    const sought = new Set(words.flatMap((each) => {
      let met = 0;
      return each.flatMap((word, at) => {
        met = vocabulary.has(word) ? met + 1 : 0;
        return met < length ? [] : [each.slice(at + 1 - length, at + 1).join(" ")];
      });
    }));
    expect(sought.size).toBeGreaterThan(100);
    expect(pages.flatMap(([file, page]) => runsOf(page, length).filter((run) => sought.has(run) && isTelling(run)).map((run) => `${file}: ${run}`))).toEqual([]);
  });
  test("packs no value", () => {
    const isValue = (word: string): boolean => ((word.length >= VALUE_LEAST && /\d/.test(word)) || word.includes("@") || word.startsWith("www.")) && !/^[\d:]+$/.test(word) && !publicNames.has(word) && !names.has(word);
    const values = new Set(words.flat().filter(isValue));
    expect(values.size).toBeGreaterThan(1000);
    expect([...new Set(written("rules/").flatMap(([file, text]) => wordsOf(text).filter((word) => values.has(word)).map((word) => `${file}: ${word}`)))]).toEqual([]);
  });
  test("packs no phrase by which a user asked", () => {
    const said = [...texts].filter(([, role]) => role === "user").map(([text]) => ` ${wordsOf(text).join(" ")} `);
    const phrases = written("rules/").flatMap(([file, text]) => [...text.matchAll(/^\s*(?:verbs|nouns)((?:\s*"[^"]*",?)+)/gm)].flatMap(([, list]) => (list ?? "").split("\"").filter((_, at) => at % 2 === 1).map((phrase) => [file, phrase] as const)));
    expect(phrases.length).toBeGreaterThan(500);
    expect(phrases.filter(([, phrase]) => !idioms.has(phrase) && wordsOf(phrase).length > 2 && said.some((text) => text.includes(` ${wordsOf(phrase).join(" ")} `)))).toEqual([]);
  });
});
