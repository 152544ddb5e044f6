// The longest texts an event may have, of one hostile piece each: every reader comes to an end and throws nothing.
// What was a stack overflow or superlinear once stands here; a hang fails by the runner's own limit.

import { describe, expect, it } from "vitest";
import { credentials } from "../../src/extract/credentials.js";
import { decode } from "../../src/extract/decode.js";
import { normalisePath } from "../../src/extract/path.js";
import { privateHost } from "../../src/extract/url.js";
import { segments } from "../../src/extract/segments.js";
import { imperativesOf, tellingsOf } from "../../src/extract/tellings.js";
import { wishOf } from "../../src/extract/asking.js";
import { lexiconOf, phrasesOf } from "../../src/extract/lexicon.js";
import { meantBy, spokenIn } from "../../src/extract/meant.js";
import { EVENT_TEXT_MAX } from "../../src/base/limits.js";

const pieces = ["A", "/a", " ", "\"", "1", "\\", "{", "&#", "%41", "a@b.example ", "x", "."];
const begins: Readonly<Record<string, string>> = { x: "password=", ".": "http://", " ": "a" };

describe("the longest text", () => {
  it.each(pieces)("of %j is read to an end", (piece) => {
    const begin = begins[piece] ?? "";
    const text = begin + piece.repeat(Math.floor((EVENT_TEXT_MAX - begin.length) / piece.length));
    expect(Array.isArray(decode(text))).toBe(true);
    expect(Array.isArray(credentials(text))).toBe(true);
    expect(typeof normalisePath(text)).toBe("string");
    expect(privateHost(text)).not.toBe(false);
  });
  it.each(["A", " "])("of %j has segments", (piece) => {
    expect(segments(`a${piece.repeat(EVENT_TEXT_MAX - 1)}`, "text").length).toBeGreaterThan(0);
  });
  it.each(["/a", "A/", "-", "&#", "<a", "`", "a<b>", "41 ", "QUJD ", "=41", "=41=\n", "chr(65)+", "01", "00000000: 4141 4141\n", "DCBA", "<~", "begin 644 x\n"])("of a megabyte of %j has decodings", (piece) => {
    expect(Array.isArray(decode(piece.repeat(Math.floor((1 << 20) / piece.length))))).toBe(true);
  });
  it.each(["pay it.\n", "x\n", "x "])("of a quarter of a megabyte of %j has what it tells", (piece) => {
    const found = segments(`pay ${piece.repeat((1 << 18) / piece.length)}`, "text");
    expect(tellingsOf(found, imperativesOf([{ name: "payment", verbs: ["pay"], nouns: [] }]))).toHaveLength(found.length);
  });
  it.each(["!", "\r", "\u2028"])("of a quarter of a megabyte of %j is read for what it asks", (piece) => {
    expect(wishOf(`${piece.repeat((1 << 18) / piece.length)}x`).clauses).toHaveLength(1);
  });
  it.each(["don't ", "do not want to ", "never or ", "nicht ", "which can ", "ok can i ", "n'", "which i ", "myself ", "without or ", "the i "])("of a quarter of a megabyte of %j is read for what it takes back", (piece) => {
    const { texts, since } = wishOf(piece.repeat((1 << 18) / piece.length));
    expect(since).toHaveLength(texts.length);
  });
  it.each(["and ", "but not ", "it ", "delete it. ", "delete, ", "please ", "delete it but not a, ", "die ", "a: ", "x\n", "except "])("of a quarter of a megabyte of %j is read for what is meant", (piece) => {
    const verbs = phrasesOf(["delete"]);
    const spoken = spokenIn(`delete ${piece.repeat((1 << 18) / piece.length)}x`, verbs);
    expect(meantBy(spoken, lexiconOf({ verbs: ["delete"], nouns: [] }), verbs).texts).toContain("delete");
  });
});
