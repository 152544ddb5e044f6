// Which names stand in what a user says, who an author is by what a record says of him, and which texts give others' words again;
// that nobody's text makes any of it take long.

import { describe, expect, it } from "vitest";
import { accountsIn, addressesIn, authorsOf, callingsIn, describedIn, fits, fitsDomain, leadsTo, plainWords, quotes, wroteIn } from "../../src/extract/callings.js";

const plain = plainWords([{ verbs: ["pay"], nouns: ["invoice"] }]);

describe("the names in a text", () => {
  it.each<readonly [text: string, names: readonly (readonly string[])[]]>([
    ["do what Carla asks in her mail", [["carla"]]],
    ["fill in the survey Olek sent me, and write back to Carla's brother", [["olek"], ["carla"]]],
    ["confirm my subscription to Orchard Weekly.", [["orchard", "orchardweekly", "weekly"]]],
    ["Maria Holzer mailed her bank details", [["mariaholzer", "holzer"]]],
    ["see what Anna-Lena wrote", [["anna", "annalena", "lena"], ["annalena", "lena"]]],
    // The first word of a sentence is no name by itself, wherever the sentence begins.
    ["Carla did. Holzer did too: Olek as well\nNoor not", []],
    // Nor are words that everybody says, that anybody's address has, or that ask for an act.
    ["please Pay the Invoice in my Inbox on GitHub on Monday, says the Team", [["inbox"]]],
    // A title is none: everything big, too many words, or between quotation marks.
    ["Read The Mail Of Carla", []],
    ["open the page Five Things That Carla Does today", []],
    ["open “Carla” and \"what Carla said\" and 'Carla' today", []],
    // What is glued to more is another word.
    ["write to Carla@corp.example or x.Carla or see Carla.pdf now", []],
    ["see what Bo and X1 say", []],
    // Beside a word that says who wrote or asks, the next word is one in small letters too.
    ["Carla wrote me. Skylark Air mailed me a pass", [["carla"], ["skylarkair", "air"]]],
    ["do what ms teixeira wants, and look at the page from orchard weekly", [["msteixeira", "teixeira"], ["orchard", "orchardweekly"]]],
    ["answer olek's survey", [["answerolek", "olek"]]],
    // Of a thing nobody can say whether it is one.
    ["open the page the travel agency sent me, the pass mailed to me, and the favour carla asks for", [["travelagency", "agency"]]],
    // The first word of a sentence is one before what he is and did, and a small one before what he wrote about.
    ["Carla, our choir director, wrote. Do what olek mailed about", [["carla"], ["olek"]]],
    ["Carla, our choir director, sings. Thursday, my day off, came. Carla our director wrote", []],
    ["what he wants, what it says, today's mail, from home, by then, from x.carla", []],
    ["", []],
  ])("%s", (text, names) => {
    expect(callingsIn(text, plain)).toEqual(names);
  });

  it.each<readonly [text: string, described: readonly (readonly string[])[], wrote: readonly (readonly string[])[]]>([
    ["The eye clinic offered me dates", [["eye", "eyeclinic", "clinic"]], []],
    ["pay the vet for the cat, she mailed the bill", [], [["vet"]]],
    ["our piano teacher was here, and he sent it", [], [["pianoteacher", "teacher"]]],
    // Without an article, in capitals, too long, a thing, further away, in another sentence.
    ["eye clinics offered it", [], []],
    ["The Eye Clinic offered it", [], []],
    ["the a1 very big red brick eye clinic offered it", [], []],
    ["pay the fee for the cat, she mailed the bill", [], []],
    [`the vet ${"was here and ".repeat(5)} she mailed it`, [], []],
    ["the vet was here. she mailed it", [], []],
    ["the vet was here, it mailed the bill", [], []],
  ])("are called by what they are: %s", (text, described, wrote) => {
    expect(describedIn(text, plain)).toEqual(described);
    expect(wroteIn(text, plain)).toEqual(wrote);
  });

  it.each<readonly [name: string, address: string, isHis: boolean, isDomains: boolean]>([
    ["eye", "desk@blue-eyes.example", true, true], ["eyes", "desk@blue-eye.example", true, true], ["vet", "desk@marshvets.example", true, true], ["marsh", "desk@marshvets.example", true, true],
    ["carla", "carla@corp.example", true, false], ["carlas", "carla@corp.example", true, false],
    // Within a word, of one too short, of a mailbox, or of one that is hardly longer.
    ["shve", "desk@marshvets.example", false, false], ["mar", "desk@marshvets.example", false, false], ["carl", "carlacorp@corp.example", false, false], ["marsh", "desk@marshy.example", false, false],
  ])("of %s and %s", (name, address, isHis, isDomains) => {
    const [author = { parts: [], labels: [] }] = addressesIn(address);
    expect([fits([name], author), fitsDomain([name], author)]).toEqual([isHis, isDomains]);
  });

  it.each<readonly [text: string, accounts: readonly string[]]>([
    ["to NL91ABNA0417164300, or nl91 ABNA 0417 1643 00", ["NL91ABNA0417164300"]], ["to 10 2030 4050, not 1234 567", ["1020304050"]], ["room a1b2, 2026-03-01, no AB12C", []],
  ])("accounts in %s", (text, accounts) => {
    expect(accountsIn([text])).toEqual(accounts);
  });

  it("are read as tokens are: letters that are drawn alike are alike", () => {
    expect(callingsIn("what does C\u0430rla say", plain)).toEqual([["carla"]]);
  });

  it("take no longer for a text that was made to", () => {
    for (const text of ["A ".repeat(40_000), `x ${"Ab-".repeat(40_000)}`, "\"".repeat(50_000), "„".repeat(20_000), "'a ".repeat(40_000), "@".repeat(50_000), "a.".repeat(40_000), "vet she wrote ".repeat(20_000), "the a ".repeat(40_000), "1 ".repeat(50_000), "AB12 ".repeat(40_000)]) {
      callingsIn(text, plain);
      expect([...describedIn(text, plain), ...wroteIn(text, plain)]).toEqual([]);
      accountsIn([text]);
    }
    for (const text of ["A ".repeat(40_000), "a.".repeat(40_000)]) expect(callingsIn(text, plain)).toEqual([]);
    for (const text of [`x${".".repeat(100_000)}x y`, "a…".repeat(40_000)]) expect(callingsIn(text, plain)).toEqual([]);
    const lines = ["\r", "\u2028", "\u2029", "from:\r", "--\r", "wrote:\r\rx ", " \r", "from:\r\n"].map((line) => line.repeat(20_000));
    for (const text of ["-".repeat(100_000), "wrote ".repeat(20_000), "from:".repeat(20_000), " ".repeat(100_000), ...lines.map((each) => `${each}x`)]) quotes({ text });
    for (const text of ["a".repeat(300_000), "a@".repeat(50_000), `a@${"a".repeat(100_000)}`, `a@a${".a".repeat(40_000)}@`]) addressesIn(text);
  });
});

describe("an author", () => {
  const author = (...texts: readonly string[]): ReturnType<typeof authorsOf> => authorsOf({ names: [{ kind: "author", texts }, { kind: "title", texts: ["carla@title.example"] }] });

  it.each<readonly [text: string, domain: string, parts: readonly string[]]>([
    ["carla@barca-mail.example", "barca-mail.example", ["carla", "barcamail", "barca"]],
    ["Maria.Holzer+x@mail.wohnen-graz.example", "wohnen-graz.example", ["maria", "holzer", "wohnengraz", "wohnen", "graz"]],
    // What anybody's address has, or who carries anybody's mail, calls nobody.
    ["news@orchard-weekly.example", "orchard-weekly.example", ["orchardweekly", "orchard", "weekly"]],
    ["olek.nowak@gmail.com", "", ["olek", "nowak"]],
    ["noreply@github.com", "", []],
    ["anybody@comcast.net", "", ["anybody"]],
    ["a1@x9.example", "", []],
    // Behind a name that he gives himself stands his address.
    ["Skylark Air <desk@evil.example>", "evil.example", ["evil"]],
  ])("at %s", (text, domain, parts) => {
    expect(author(text).own).toMatchObject({ domain, parts });
  });

  it("without an address is what he is called", () => {
    expect(author("Maria Holzer").own).toEqual({ address: "maria holzer", domain: "", labels: [], parts: ["maria", "holzer", "mariaholzer"] });
  });

  it.each([
    "carla@corp.example", "CARLA@Corp.example", "Carla <carla@corp.example>", "\"Carla, Corp.\" <carla@corp.example> via a list", "carla@corp.example (Carla)", "mailto:carla@corp.example", "carla@corp.example - Carla", "carla\uff20corp\uff0eexample",
  ])("is at the one address in %j", (text) => {
    expect(author(text).own).toMatchObject({ address: "carla@corp.example", domain: "corp.example" });
  });

  it.each([
    // All of them are, or are read by somebody as, addresses at evil.example.
    "\"carla@corp.example\"@evil.example", "carla@corp.example@evil.example", "carla@corp.example(x).evil.example", "carla@corp.example (x) .evil.example", "carla@corp.example .evil.example", "carla@corp.example\u00ad.evil.example",
    "carla@corp.example\u200b.evil.example", "carla@corp.example\u3002evil.example", "<@evil.example:carla@corp.example>", "carla@corp.example:evil.example", "carla@corp.example <evil@evil>",
  ])("is nobody in %j", (text) => {
    expect(author(text).own).toBeNull();
    // Who is called so is not known any more, either.
    expect(author(text).all.some(({ parts }) => parts.includes("carla"))).toBe(true);
  });

  it("is at the domain at the end of his address, however long it is, and at none where there cannot be one", () => {
    expect(author(`x@${"a.".repeat(20)}corp.example.evil.example`).own).toMatchObject({ domain: "evil.example", labels: ["evil"] });
    expect(author("x@corp.example_y.evil.example").own?.domain).not.toBe("corp.example");
    expect(author("x@corp.evil.example").own).toMatchObject({ domain: "evil.example", parts: ["evil"] });
  });

  it.each([
    // Each has an address that is none of the usual form, behind a name that its sender chose.
    "Carla <\"x\"@evil.example>", "Carla <eve@[192.0.2.1]>", "Carla <eve@evil>", "Carla <eve @evil.example>", "Carla <eve\u00ad@evil.example>", `Carla <${"e".repeat(65)}@evil.example>`, "Carla \uff20evil", "Carla @evil", "@evil <Carla>",
  ])("is nobody in %j, whose address is not read", (text) => {
    expect(author(text).own).toBeNull();
    expect(author(text).all.some(({ parts }) => parts.includes("carla"))).toBe(true);
  });

  it("may be known by an `@` and his name", () => {
    expect(author("@carla.holzer").own).toMatchObject({ domain: "", parts: ["carla", "holzer", "carlaholzer"] });
  });

  it("is nobody where there are several, or one is too long to be read", () => {
    expect(author("carla@a.example", "olek@b.example")).toMatchObject({ own: null, all: [{ address: "carla@a.example" }, { address: "olek@b.example" }] });
    expect(author("carla@a.example", "x".repeat(300))).toMatchObject({ own: null, all: [{ address: "carla@a.example" }] });
    expect(author()).toEqual({ own: null, all: [] });
  });
});

describe("a value leads", () => {
  it.each<readonly [value: string, domain: string | null]>([
    ["GB82WEST12345698765432", ""], ["@carla", null], ["blue sky. then rain", ""], ["carla@corp.example", "corp.example"], ["https://www.corp.example/a?u=https://evil.example", "corp.example"], ["git@corp.example:a/b", "corp.example"],
    ["mailto:carla@corp.example?subject=hello", "corp.example"], ["https://corp.example/@carla?from=x@y", "corp.example"],
    // What is drawn as an address is one.
    ["evil\u3002example", "evil.example"], ["evil\uff0eexample", "evil.example"], ["evil\uff61example", "evil.example"], ["evil\u2024example", null], ["eve\uff20evil\u3002example", null], ["evil\u200b\u3002example", "evil.example"],
    // So many as there are.
    ["carla@corp.example,eve@evil.example", null], ["mailto:carla@corp.example?cc=eve@evil.example", null], ["carla@corp.example?b%63c=eve%40evil.example", null], ["https://corp.example\\@evil.example/", null],
    // What runs is nobody's page.
    ["javascript://corp.example/%0aalert(1)", null], ["data://corp.example/x", null],
  ])("%j", (value, domain) => {
    expect(leadsTo(value)).toBe(domain);
  });
});

describe("somebody else's words", () => {
  it.each([
    "thanks\n> pay him", "----- Original Message -----", "---------- Forwarded message ---------", "On Monday Bob wrote:\npay him", "Am Montag schrieb Bob: \nzahl", "*From:* bob@evil.example", "Von: Bob <bob@evil.example>",
    "El lunes Bob escribió:\npaga", "Il giorno 3 Bob ha scritto:\r\npaga", "---------- Message transféré ----------", "see below\r> pay him", "Begin forwarded message:\n\nSubject: x", "From: Bob\r\nSent: Monday", "<div>x</div><blockquote class=\"q\">pay him",
  ])("%j", (text) => {
    expect(quotes({ text })).toBe(true);
  });

  it.each(["he wrote: pay him", "From: Vienna\nTo: Graz", "a > b", "-- \nCarla", "forwarded by nobody", "rewrote it:", "From: home\nSending: two"])("not %j", (text) => {
    expect(quotes({ text })).toBe(false);
  });
});
