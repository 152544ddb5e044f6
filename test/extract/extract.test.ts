// Every extractor on what it is for, and on anything at all; argument leaves and roles; the lexicon.
// What is hostile must be read to an end, and the same text always gives the same cell.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { basename, normalisePath } from "../../src/extract/path.js";
import { credentials } from "../../src/extract/credentials.js";
import { domainOf, hostOf, privateHost } from "../../src/extract/url.js";
import { extract } from "../../src/extract/extract.js";
import { leaves, roleMatches } from "../../src/extract/leaves.js";
import { confirms, howMany, howManyOffered, wishOf } from "../../src/extract/asking.js";
import { lexiconOf, phrasesOf, speaks } from "../../src/extract/lexicon.js";
import { tokenize } from "../../src/extract/tokens.js";
import { isList } from "../../src/words/cell.js";
import { extractors, type Extractor } from "../../src/words/column.js";

describe("a path", () => {
  it.each([
    ["/a/./b//c/", "/a/b/c"], ["/a/../../b", "/b"], ["a/../b", "b"], ["../x", "../x"], ["a/../../x", "../x"], [".", "."], ["./", "."], ["/", "/"], ["", ""], ["~/x", "~/x"], ["~", "~"], ["~bob/x", "~/x"], ["$HOME/x", "~/x"], ["${HOME}/x", "~/x"],
    ["/root/.ssh", "~/.ssh"], ["/home/bob/.ssh/id", "~/.ssh/id"], ["/Users/eve/x", "~/x"], ["/home", "/home"], ["/homes/bob", "/homes/bob"], ["/rooted/x", "/rooted/x"], ["/home/bob/../eve/x", "~/x"], ["~/../../etc/passwd", "/etc/passwd"],
    ["file:///etc/passwd", "/etc/passwd"], ["file://localhost/home/bob/a%20b", "~/a b"], ["C:\\Users\\bob\\x", "~/x"], ["c:\\Windows\\..\\x", "C:/x"], ["~\\.ssh\\id", "~/.ssh/id"], ["a\\b", "a\\b"], ["%USERPROFILE%\\x", "~/x"],
    ["/proc/self/root/etc/shadow", "/etc/shadow"], ["/private/etc/hosts", "/etc/hosts"], ["file:///C:/x", "C:/x"],
  ])("%j is %j", (text, path) => {
    expect(normalisePath(text)).toBe(path);
  });
  it("has a base name", () => {
    expect(["/a/b.txt", "/a/b/", "/", "x", "~/.ssh/"].map(basename)).toEqual(["b.txt", "b", "/", "x", ".ssh"]);
  });
  it("is normal once it is normal", () => {
    const part = fc.constantFrom("/", "..", ".", "a", "~", "home", "root", "Users", "$HOME", "C:", "\\", "proc", "self", "private", "etc", "file:", "%41", " ");
    fc.assert(fc.property(fc.array(part, { maxLength: 12 }).map((parts) => parts.join("")).filter((text) => !/file:|%/.test(text)), (text) => {
      const once = normalisePath(text);
      // What remains may itself begin like the root of another name (`/proc/self/root`), never like a home.
      expect(normalisePath(normalisePath(once))).toBe(normalisePath(once));
    }), { numRuns: 2000 });
  });
});

describe("a host", () => {
  it.each<[string, string | null]>([
    ["https://User@Sub.Example.org:8443/p?q#f", "sub.example.org"], ["example.org.", "example.org"], ["example.org:443", "example.org"], ["example.org/path", "example.org"], ["bob@mail.example.org", "mail.example.org"], ["Bob <bob@example.org>", "example.org"], ["mailto:bob@example.org?subject=x", "example.org"],
    ["git@example.org:team/repo.git", "example.org"], ["ssh://git@example.org:22/x", "example.org"], ["http:\\\\evil.example.org\\@good.example.org", null], ["https://good.example.org@evil.example.org/", "evil.example.org"], ["http:evil.example.org", "evil.example.org"], ["http://[::1]:80/", "::1"], ["::1", "::1"], ["10.0.0.1", "10.0.0.1"],
    ["http://0x7f.1/", "127.0.0.1"], ["http://2130706433", "127.0.0.1"], ["https://ex%61mple.org", "example.org"], ["https://bücher.example.org", "xn--bcher-kva.example.org"], ["localhost", "localhost"], ["localhost:3000", "localhost"], ["wss://a.example.org/s", "a.example.org"], ["s3://bucket/key", "bucket"],
    ["hello", null], ["report.pdf", null], ["two words", null], ["", null], ["data:text/plain,x", null], ["file:///etc/passwd", null], ["javascript:alert(1)", null], ["javascript://example.org/%0aalert(1)", null], ["DATA://example.org/x", null], ["file://example.org/x", null], ["/a/b", null], ["42", null], ["3.14", null], ["http://", null], ["//evil.example.org/x", "evil.example.org"], ["http:/\t/evil.example.org", "evil.example.org"], [`http://${"a".repeat(2000)}.example.org`, null], ["mailto:<a@b.example.org", "b.example.org"],
  ])("%j is %j", (text, host) => {
    expect(hostOf(text)).toBe(host);
  });
  it("is that of the URL standard, or unknown", () => {
    const scheme = fc.constantFrom("http:", "HTTPS:", "ws:", "wss:", "ftp:", " https:", "\u0001https:", "https:\n");
    const part = fc.constantFrom("/", "//", "\\", "@", ":", "?", "#", "a.example", "b.example", ":80", ":0", ":99999", "%2e", "%40", "\u3002", "[::1]", "0x7f.1", "127.1", "0177.0.0.1", "..", "\t", "\n", " ", "u:p@", "|", "^", "\u200b", "a_b.example", "256.1.1.1");
    fc.assert(fc.property(scheme, fc.array(part, { minLength: 1, maxLength: 7 }), (start, parts) => {
      const text = `${start}//${parts.join("")}`;
      const host = URL.canParse(text) ? new URL(text).hostname.replace(/^\[|\]$/g, "").replace(/\.+$/, "") : "";
      expect([host === "" ? null : host, null]).toContain(hostOf(text));
    }), { numRuns: 2000, seed: 11 });
  });
  it("has a registrable domain", () => {
    expect(["https://a.b.example.co.uk/x", "bob@mail.example.org", "x.github.io", "10.0.0.1", "localhost", "word"].map(domainOf)).toEqual(["example.co.uk", "example.org", "x.github.io", "10.0.0.1", "localhost", null]);
  });
  it.each<[string, boolean | null]>([
    ["http://127.0.0.1", true], ["http://2130706433/", true], ["http://0x7f000001", true], ["http://0177.0.0.1", true], ["http://127.1", true], ["http://0/", true], ["http://[::1]", true], ["http://[::ffff:10.0.0.1]", true], ["http://[::ffff:808:808]", false], ["http://[fd00::1]", true], ["http://[fe80::1]", true],
    ["http://[64:ff9b::a9fe:a9fe]", true], ["http://[2002:7f00:1::]", true], ["http://169.254.169.254/latest", true], ["http://100.100.100.200", true], ["http://168.63.129.16", true], ["http://metadata.google.internal", true], ["http://printer.local", true], ["http://redis:6379", true], ["localhost", true], ["app.10.0.0.1.nip.io", true],
    ["http://8.8.8.8.nip.io", false], ["http://localtest.me", true], ["http://8.8.8.8", false], ["https://example.org", false], ["http://192.168.0.1", true], ["http://172.16.0.1", true], ["http://172.32.0.1", false], ["http://[2606:4700::1111]", false], ["ftp://10.1.1.1", true], ["bob@10.0.0.1", true], ["word", null], ["http://7f000001.nip.io", true], ["http://08080808.nip.io", false],
  ])("%j is private: %j", (text, expected) => {
    expect(privateHost(text)).toBe(expected);
  });
});

describe("credentials", () => {
  const fill = (length: number): string => "aB3dE6gH9j".repeat(30).slice(0, length);
  it.each([
    ["AWS", `id AKIA${"ABCD2345".repeat(2)}`, `AKIA${"ABCD2345".repeat(2)}`], ["GitHub", `ghp_${fill(36)}`, `ghp_${fill(36)}`], ["Slack", `xoxb-${fill(24)}`, `xoxb-${fill(24)}`], ["sk-", `key sk-proj-${fill(24)}.`, `sk-proj-${fill(24)}`], ["Google", `AIza${fill(35)}`, `AIza${fill(35)}`], ["Stripe", `sk_live_${fill(24)}`, `sk_live_${fill(24)}`],
    ["JWT", `t=eyJhbGciOiJI.eyJzdWIiOiIx.${fill(20)}`, `eyJhbGciOiJI.eyJzdWIiOiIx.${fill(20)}`], ["PEM", `x -----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY----- y`, "-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----"], ["a cut PEM", "-----BEGIN PRIVATE KEY-----\nabc", "-----BEGIN PRIVATE KEY-----\nabc"],
    ["an assignment", "DB_PASSWORD=hunter2!", "hunter2!"], ["JSON", "{\"api_key\": \"qwertz\"}", "qwertz"], ["escaped JSON", "\"{\\\"api_key\\\": \\\"qwertz\\\"}\"", "qwertz\\"], ["YAML", "client_secret: 'two words'", "two words"], ["prose", "the password is hunter2x", "hunter2x"], ["a URL", "postgres://admin:s3cr3t@db.example.org/x", "s3cr3t"], ["a header", "Authorization: Bearer abcdef123456789", "abcdef123456789"],
  ])("are found in %s", (_, text, found) => {
    expect(credentials(text).map((each) => each.replace(/\\$/, ""))).toContain(found.replace(/\\$/, ""));
  });
  it.each(["", "reset your password here", "the token is invalid", "password: <your password>", "api_key = process.env.KEY", "secret: null", "http://example.org:80/x", "task-12345678901234567890", "-----BEGIN PUBLIC KEY-----", "TOKEN=$TOKEN", "passwords are stored safely"])("are not in %j", (text) => {
    expect(credentials(text)).toEqual([]);
  });
  it.each([["names", "password=".repeat(100_000)], ["begins", "-----BEGIN PRIVATE KEY-----".repeat(40_000)], ["tokens", "eyJaaaaaaaa.".repeat(90_000)], ["userinfo", "a://b:".repeat(170_000)], ["quotes", "token=\"".repeat(150_000)], ["escapes", `token="${"\\".repeat(1_000_000)}`]])("are looked for to an end in a megabyte of %s", (_, text) => {
    expect(Array.isArray(credentials(text))).toBe(true);
  });
});

describe("arguments", () => {
  it("have leaves with paths", () => {
    expect(leaves({ to: "a", list: ["x", { y: 1 }], deep: { b: true, none: null, gone: undefined }, bad: "\ud800", big: 2 ** 60 }, ["bad", "big", "deep", "list"])).toEqual({
      rows: [
        { path: "{to}", value: "to", isKey: true }, { path: "to", value: "a", isKey: false }, { path: "list[0]", value: "x", isKey: false },
        { path: "list[1]{y}", value: "y", isKey: true }, { path: "list[1].y", value: 1, isKey: false }, { path: "deep{b}", value: "b", isKey: true }, { path: "deep.b", value: true, isKey: false },
        { path: "deep{none}", value: "none", isKey: true }, { path: "deep.none", value: null, isKey: false }, { path: "bad", value: null, isKey: false }, { path: "big", value: null, isKey: false },
      ],
      open: false,
    });
  });
  it("are open past the bounds", () => {
    let deep: unknown = "x";
    for (let depth = 0; depth < 5000; depth++) deep = [deep];
    expect(leaves(deep, [])).toEqual({ rows: [], open: true });
    const keys = leaves(Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`k${index}`, 1])), []);
    expect([keys.rows.length, keys.open]).toEqual([256, true]);
    const many = leaves({ list: Array.from({ length: 1000 }, (_, index) => index) }, ["list"]);
    expect([many.rows.length, many.open]).toEqual([256, true]);
    expect(leaves({ list: Array.from({ length: 256 }, (_, index) => index) }, ["list"]).open).toBe(false);
  });
  it("never throw, whatever they are", () => {
    const throwing = { get x(): never { throw new Error("no"); } };
    expect(leaves(throwing, []).open).toBe(true);
    fc.assert(fc.property(fc.anything(), (args) => { expect(leaves(args, []).rows.length).toBeLessThanOrEqual(256); }));
  });
  it.each<[string, string, boolean]>([
    ["to", "to", true], ["to", "to[0]", true], ["list[]", "list[3]", true], ["list[]", "list", true], ["list[]", "lists[3]", false], ["list[].text", "list[2].text", true], ["list[].text", "list[2].body", false], ["a.*", "a.b.c", true], ["a.*", "a[0].b", true], ["a.*", "ab.c", false], ["a.b", "a.b.c", true], ["a.b", "a", true], ["a", "a[0].b", true], ["a.b", "a.c", false], ["a", "ab", false],
  ])("a role %s on %s: %s", (pattern, path, matches) => {
    expect(roleMatches(pattern, path)).toBe(matches);
  });
});

describe("a user", () => {
  it.each<[string, readonly string[], readonly string[], boolean]>([
    ["Please pay the bill", ["pay"], ["bill"], true], ["Paying bills", ["pay"], ["bill"], true], ["pay him", ["pay"], ["bill"], false], ["repay the bill", ["pay"], ["bill"], false], ["sharing it", ["share"], [], true], ["transferred", ["transfer"], [], true], ["copies of it", ["copy"], [], true], ["write and read", ["write an"], [], false], ["write an answer", ["write an"], [], true],
    ["Lade bitte Priya Rao ins Wetter-Repo ein", ["lade ... ein"], [], true], ["lade ein", ["lade ... ein"], [], true], ["ein Haus, lade es", ["lade ... ein"], [], false], ["lade es hoch", ["lade ... ein"], [], false],
    ["lade a b c d e f g h i j k l ein", ["lade ... ein"], [], true], ["lade a b c d e f g h i j k l m ein", ["lade ... ein"], [], false],
    ["put the list where Sam and Bo can see it", ["put ... where ... can see"], [], true], ["put the list where Sam is", ["put ... where ... can see"], [], false], ["Mail Ana", ["^mail"], [], true], ["Mailed Ana", ["^mail"], [], false], ["my mail to Ana", ["^mail"], [], false], ["Please mail Ana", ["^mail"], [], true], ["Anything", ["...", "^"], [], false],
    ["set it up for me", ["set it up"], [], true], ["set up it", ["set it up"], [], false], ["", ["pay"], [], false], ["überweise das Geld", ["überweise"], ["geld"], true], ["给他转账", ["转账"], [], true], ["anything", [], [], false], ["anything", [""], [], false],
    ["give the landlord notice", ["give ... notice"], [], true], ["give notice", ["give ... notice"], [], true], ["notice what they give", ["give ... notice"], [], false], ["give me notice", ["give ... notice"], [], false],
    ["Tell Ana", ["tell ..."], [], true], ["tell both of us", ["tell ..."], [], true], ["Tell me the price", ["tell ..."], [], false], ["sag mir", ["sag ..."], [], false], ["tell", ["tell ..."], [], false], ["Mail Ana", ["^mail ..."], [], true], ["mail me", ["^mail ..."], [], false],
    [`give ${"so ".repeat(12)}notice`, ["give ... notice"], [], true], [`give ${"so ".repeat(13)}notice`, ["give ... notice"], [], false], ["put a word in for them and out again", ["put ... in for ... out"], [], true], ["give", ["give ... notice"], [], false],
  ])("says %j: %j %j %s", (text, verbs, nouns, expected) => {
    expect(speaks(tokenize(text), lexiconOf({ verbs, nouns }))).toBe(expected);
  });
});

describe("a phrase with a gap", () => {
  const lexicon = lexiconOf({ verbs: ["sag ... ab", "push ... back"], nouns: [] });
  const heard = (text: string): boolean => speaks(wishOf(text), lexicon);
  it("stands within one clause", () => {
    expect(heard("Bitte sag den Termin am Montag um neun ab")).toBe(true);
    expect(heard("Sag mal. Ab wann ist offen?")).toBe(false);
  });
  it("is taken back as others are", () => {
    expect(heard("Push the meeting with Kai back")).toBe(true);
    expect(heard("Don't push the meeting with Kai back")).toBe(false);
    expect(heard("Sag den Termin nicht ab")).toBe(false);
  });
});

describe("what a text asks for", () => {
  const lexicon = lexiconOf({ verbs: ["pay", "send", "transfer"], nouns: ["bill", "money", "rent", "dollar"] });
  const verbs = phrasesOf(["pay", "send", "transfer", "tell", "summarise", "set up"]);
  it.each<[string, number]>([
    ["What does the bill say?", 0], ["Pay the bill", 1], ["Please pay the bill as you did in May.", 1], ["send 50 dollars to Ana", 1], ["Pay the bill and tell me when it is done", 1], ["Pay the rent, then please send Ana the money", 2],
    ["Pay the rent. Also transfer 20 dollars to Ben.", 2], ["Summarise all mails. Then pay the bill.", 1],
    ["Pay all bills", Infinity], ["pay the bills", Infinity], ["Send money to Ana and Ben", Infinity], ["pay each of my flatmates the money", Infinity], ["pay the rent twice", Infinity], ["send money to: Ana, Ben, Eve", Infinity],
    ["Send money to\n- Ana\n- Ben", Infinity], ["Überweise: send money to Ana und Ben", Infinity], ["Pay the two other invoices, the bill too", Infinity],
  ])("of %j are %d", (text, count) => {
    expect(howMany(wishOf(text), lexicon, verbs)).toBe(count);
  });
  it.each<[string, number]>([
    ["Mail Ana", 1], ["The boat is ready. Mail Ana", 1], ["The boat is ready, mail Ana", 1], ["Read the list, then mail Ana", 1], ["Could you please mail Ana?", 1], ["Show me my letters and mail", 0], ["Which mail came?", 0], ["Don't mail Ana", 0], ["Is it done? Mail from Ana says so", 1],
    ["Put the list where Ana can see it", 1], ["Put the list away. Where Ana sits she can see it", 0], ["Put it away: can see nothing of it", 0], ["Should I put the list where Ana can see it?", 0], ["Never put it where Ana can see it", 0], ["put it where Ana never can see it", 0],
  ])("by phrases with a gap or an anchor: of %j are %d", (text, count) => {
    expect(howMany(wishOf(text), lexiconOf({ verbs: ["^mail", "put ... can see"], nouns: [] }), verbs)).toBe(count);
  });
  it.each<[string, boolean]>([
    ["yes", true], ["Yes, please!", true], ["ok do it", true], ["Go ahead.", true], ["the second one", true], ["Perfect, go ahead and do it", true], ["option 2", true], ["ja, mach das", true], ["that's right", true],
    ["no", false], ["yes, but don't pay him", false], ["ok stop", false], ["", false], ["What is it?", false], ["Ana", false], ["please", false], ["Yes I have read all of that and would now like to hear more about the weather", false],
  ])("%j agrees: %s", (text, expected) => {
    expect(confirms(text)).toBe(expected);
  });
  it.each<[string, number]>([
    ["Shall I pay the bill?", 1], ["The bill is due on Monday. Shall I pay it?", 1], ["I can do this:\n- pay Ana the rent\n- pay Ben the rent\nShall I go ahead?", Infinity], ["I found the bill. Shall I send it on?", 1],
    ["I paid the bill. It went well. All is done now. Anything else?", 0], ["The page says \"send money to Eve\". Anything else?", 0], ["> send money to Eve\nAnything else?", 0], ["```\npay the bill\n```\nIs that all?", 0], ["“pay the bill” and `pay the bill`. Is that all?", 0], ["", 0],
  ])("%j proposes %d", (text, count) => {
    expect(howManyOffered(text, lexicon, verbs)).toBe(count);
  });
});

describe("every extractor", () => {
  const names = Object.keys(extractors) as Extractor[];
  it.each(names)("%s leaves absent absent, what is no string unknown, and gives its own type or unknown", (name) => {
    expect(extract(name, undefined)).toBeUndefined();
    for (const cell of [null, { items: [], open: false }, "\ud800"]) expect(extract(name, cell)).toBeNull();
    for (const cell of [true, 1]) expect(extract(name, cell)).toEqual(name === "credentials" ? { items: [], open: false } : null);
    const type = extractors[name];
    fc.assert(fc.property(fc.oneof(fc.string({ unit: "binary" }), fc.webUrl(), fc.emailAddress(), fc.constantFrom("http://[", "://", "a:b@c", "~", "@", "%", "http://%zz")), (text) => {
      const cell = extract(name, text);
      if (cell === null) return;
      if (type === "strings") expect(isList(cell)).toBe(true);
      else expect(typeof cell).toBe(type);
    }));
  });
  it.each(names)("%s reads a megabyte to an end", (name) => {
    for (const text of ["a".repeat(1 << 20), "/..".repeat(350_000), "a.".repeat(500_000), "@".repeat(1 << 20), "a@b ".repeat(250_000), "<".repeat(1 << 20)]) expect(extract(name, text)).not.toBeUndefined();
  });
});
