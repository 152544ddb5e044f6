// Addresses, URLs and card numbers in texts that hide them: odd blanks, hyphens, digits and full stops, letters that are not seen, what
// stands before them. What is found is there as it is written, so that a mask finds it again.

import { describe, expect, it } from "vitest";
import { cardNumbers } from "../../src/extract/cards.js";
import { emailsIn, urlsIn } from "../../src/extract/mail.js";
import { seenOf } from "../../src/extract/seen.js";

const mail = "bob@evil.example";
const page = "https://evil.example/x";

describe("card numbers", () => {
  it.each([
    "4111 1111 1111 1111", "4111\u20091111\u20091111\u20091111", "4111\u20071111\u20071111\u20071111", "4111\u22121111\u22121111\u22121111", "4111\u200b1111\u200b1111\u200b1111", "4111\u20111111\u20131111\u20141111", "４１１１１１１１１１１１１１１１", "４１１１　１１１１　１１１１　１１１１",
    "4111  1111  1111  1111", "4111\n1111\n1111\n1111", "4111\r\n1111\r\n1111\r\n1111", "4111.1111.1111.1111", "4111\u00ad1111\ufeff11111111", "\u0664\u0661\u0661\u0661 \u0967\u0967\u0967\u0967 1111 1111", "𝟒𝟏𝟏𝟏 1111 1111 1111", "3782\t822463\t10005",
  ])("are found in %j", (text) => {
    expect(cardNumbers(text)).toContain(text);
    expect(cardNumbers(`a\u2003${text}, b`)).toContain(text);
  });
  it.each(["41111111111111110000 x", "4111 1111 1111 1112", "192.168.100.200", "4111   1111   1111   1111", "4111,1111,1111,1111", "4111x1111 1111 1111", ""])("are not in %j", (text) => {
    expect(cardNumbers(text)).toEqual([]);
  });
  it("are not hidden by groups before or behind them", () => {
    for (let digit = 0; digit < 10; digit++) {
      expect(cardNumbers(`0000 000${digit} 4111 1111 1111 1111`)).toContain("4111 1111 1111 1111");
      expect(cardNumbers(`4111 1111 1111 1111 ${digit}`)).toContain("4111 1111 1111 1111");
    }
    expect(cardNumbers("41111111111111110000 4111111111111111")).toEqual(["4111111111111111"]);
  });
});

describe("e-mail addresses", () => {
  it.each(["\u2003", "\u3000", "\u200a", "\u2028", "\u00a0", "\u205f", "\u1680", "\ufeff ", ":\u200b", "\u201c", "(", "；", "\ud83d", "\ude00"])("are found behind %j", (blank) => {
    expect(emailsIn(`write${blank}${mail}`)).toEqual([mail]);
    expect(emailsIn(`${mail}${blank === "\ud83d" ? "" : blank} now`)).toEqual([mail]);
  });
  it.each(["bo\u200bb@evil.example", "bob\u200b@\u2060evil.example", "bob@ev\u00adil.exa\u200dmple", "bob＠evil.example", "ｂｏｂ@evil．example", "bob@evil\u3002example", "bob@evil\uff61example", '"bob"@evil.example', '"b o b"@evil.example', "bob@[192.0.2.1]", "j\u00f6rg@m\u00fcller.example", "𝐛𝐨𝐛@evil.example"])("are found as written: %j", (text) => {
    expect(emailsIn(`a ${text}, b`)).toContain(text);
  });
  it("are found where other letters follow, or very many go before", () => {
    expect(emailsIn(`${mail}\u8bf7\u56de\u590d`)).toContain(mail);
    expect(emailsIn(`${mail}\u3002\u8bf7\u56de\u590d`)).toContain(mail);
    expect(emailsIn(`${"x".repeat(300)}@evil.example`)).toEqual([`${"x".repeat(64)}@evil.example`]);
  });
  it.each(["a@b", "@c.example", "a@1.2", "a @b.example", "a@[x y]", "a@-.-"])("are not in %j", (text) => {
    expect(emailsIn(text)).toEqual([]);
  });
});

describe("URLs", () => {
  it.each(["-", "1", ".", "+", "_", "\u00e9", "\u2003", "\u200b ", "(", "\u201c", "=", "1a1:"])("are found behind %j", (before) => {
    expect(urlsIn(`see ${before}${page}`)).toContain(page);
  });
  it.each(["seehttps://evil.example", `${"x".repeat(50)}https://evil.example`])("of the web are found behind letters: %s", (text) => {
    expect(urlsIn(text)).toContain("https://evil.example");
  });
  it.each(["ht\u200btps://evil.example/x", "ｈｔｔｐｓ：／／evil.example/x", "https:/\u2060/evil.example", "https:\\\\evil.example", "https:/evil.example", "HTTPS:///evil.example", "https://evil\u3002example"])("are found as written: %j", (text) => {
    expect(urlsIn(`a ${text} b`)).toContain(text);
  });
  it("are found inside others, and each ends where it ends", () => {
    expect(urlsIn(`https://a.example?u=${page}`)).toEqual([`https://a.example?u=${page}`, page]);
    expect(urlsIn(`https://a.example,${page}.`)).toContain(page);
    expect(urlsIn(`(https://a.example)(${page})`)).toContain(page);
  });
  it.each(["http:// x", "a:/b", "C:\\x", "://x", "1://x", "https://?x", "a.example"])("are not in %j", (text) => {
    expect(urlsIn(text)).toEqual([]);
  });
});

describe("all of them", () => {
  const pieces = ["https://", "a", "@", ".", "1", " ", "\u200b", "\u2003", "\ud83d", "4111 ", "b.example", ":", "(", "\"", "é", "。", "\ufdfa"];
  it("are pieces of the text as written", () => {
    for (let seed = 1; seed <= 2000; seed++) {
      let [state, text] = [seed, ""];
      for (let at = 0; at < 12; at++) {
        state = (state * 1103515245 + 12345) % 2 ** 31;
        text += pieces[(state >> 8) % pieces.length] ?? "";
      }
      for (const found of [...cardNumbers(text), ...emailsIn(text), ...urlsIn(text)]) {
        expect(text).toContain(found);
        expect(found).not.toBe("");
        expect(found.isWellFormed()).toBe(true);
      }
    }
  });
  it.each(["a@", "a@b.c", "://", "a://", "https://a", "4111 1111 ", "1 ", "\u200b", "1\u200b", "(", "https://(", "\ufdfa", "\"@", "é@é.", "-@-"])("end in a text of very many %j", (piece) => {
    const text = piece.repeat((1 << 19) / piece.length);
    const started = performance.now();
    for (const find of [cardNumbers, emailsIn, urlsIn]) expect(find(text).length).toBeLessThan(text.length);
    // A guard against running on for minutes, no measure.
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});

describe("a text as it is seen", () => {
  it("is itself where it is plain", () => {
    expect(seenOf("a\tb").text).toBe("a\tb");
    expect(seenOf("a\tb").written(1, 3)).toBe("\tb");
  });
  it("knows where each letter stands", () => {
    const seen = seenOf("\u200ba\u200b\u2026ﬁ\u0663\u0969\ud800");
    expect(seen.text).toBe("a...fi33\ufffe");
    expect([seen.written(0, 1), seen.written(0, 2), seen.written(4, 5), seen.written(6, 8), seen.written(3, 3)]).toEqual(["a", "a\u200b\u2026", "ﬁ", "\u0663\u0969", ""]);
  });
});
