// Of what a user asks an act: which names stand in the clauses that ask for it, and which only beside them. The messages are everyday
// ones, in five languages, and the words of the act a hand of verbs.

import { describe, expect, it } from "vitest";
import { ASKED_BACK_MAX } from "../../src/base/limits.js";
import { clausesOf } from "../../src/extract/clauses.js";
import { lexiconOf, phrasesOf } from "../../src/extract/lexicon.js";
import { firstsOf, isMeantAt, meantBy, proposedIn, sought, spokenIn, type Spoken } from "../../src/extract/meant.js";

const removal = ["delete", "remove", "get rid of", "nuke", "kill", "stop", "format", "throw away", "lösche", "lösch", "löschen", "supprime", "supprimer", "borra", "borrar", "bórralos", "elimina", "eliminare"];
const lexicon = lexiconOf({ verbs: removal, nouns: [] });
const verbs = phrasesOf([...removal, "build", "test", "deploy", "recreate", "restart", "push", "starte"]);

function isMeant(spoken: Spoken, text: string): boolean {
  const meant = meantBy(spoken, lexicon, verbs);
  const value = sought(text);
  return meant.texts.some((word, at) => firstsOf(value).includes(word) && isMeantAt(meant, value, at));
}

function asked(message: string, names: string): string {
  const spoken = spokenIn(message, verbs);
  return names.split(" ").map((name) => (isMeant(spoken, name) ? name : `-${name}`)).join(" ");
}

describe("of what an act is asked", () => {
  it.each([
    // What a clause says itself, and lists.
    ["the disk sdc is slow, format sdd and look at sdc", "sdd -sdc"],
    ["sdc holds photos and sdd is empty; format sdd", "sdd -sdc"],
    ["delete a.txt, b.txt and c.txt", "a.txt b.txt c.txt"],
    ["delete src, test and dist", "src test dist"],
    ["please nuke node_modules then restart web-1", "node_modules -web-1"],
    ["Could you get rid of the staging_db volume? And show me prod_db.", "staging_db -prod_db"],
    ["delete these:\n- one.log\n- two.log\n\nThe file three.log is needed.", "one.log two.log -three.log"],
    ["remove the following files:\n\na.csv\nb.csv\n\nthen open c.csv", "a.csv b.csv -c.csv"],
    ["delete old.txt because new.txt is better", "old.txt -new.txt"],
    ["remove \"draft one.md\" (it is old) and read notes.md", "draft -notes.md"],
    ["Remove `build/out`; keep `build/in`", "build/out -build/in"],
    ["delete the old draft, it's a.txt; b.txt is the new one", "a.txt -b.txt"],
    ["Remove my report. It is report.md. Read b.md.", "report.md -b.md"],
    ["lösche den Entwurf, er liegt unter entwurf.txt", "entwurf.txt"],
    // What is only said of a thing.
    ["the nightly job deletes run-7 before I can copy it, find out why", "-run-7"],
    ["sdb is formatted with ext4, mount it", "-sdb"],
    ["web2 stops every night around two, find the cause", "-web2"],
    // What is left out.
    ["delete everything in tmp except keep.txt", "tmp -keep.txt"],
    ["remove a and b, but not c", "a b -c"],
    ["remove a and b but leave c alone", "a b -c"],
    ["delete web1, don't touch db1", "web1 -db1"],
    ["delete a, b stays", "a -b"],
    ["kill everything other than postgres on host3", "-postgres"],
    ["don't delete prod", "-prod"],
    // Pronouns and ellipses.
    ["the old-report is outdated, delete it", "old-report"],
    ["old.csv, older.csv and oldest.csv: remove them", "old.csv older.csv oldest.csv"],
    ["pg_old is not needed any longer, remove that volume please", "pg_old"],
    ["pg_old stays. remove that other.txt", "-pg_old other.txt"],
    ["port 8080 is taken? kill whatever sits there", "8080"],
    ["The container web2 is old. I don't need it any more. Please remove it.", "web2"],
    ["sdc has my photos. sdd is broken, format it", "sdd -sdc"],
    ["stop and remove the container cache", "cache"],
    ["web3 hangs. kill please", "web3"],
    ["b.txt is important. delete that a.txt", "a.txt -b.txt"],
    ["format sdd but not sdc, kill it", "sdd -sdc"],
    ["I looked at prod. delete staging", "staging -prod"],
    ["read mail.txt. don't delete it", "-mail.txt"],
    // Other languages.
    ["lösch die alte.txt und zeig mir neu.txt", "alte.txt -neu.txt"],
    ["der Container web5 hängt, lösche ihn bitte", "web5"],
    ["alte.log brauche ich nicht mehr. bitte löschen", "alte.log"],
    ["Lösche alles außer wichtig.txt", "-wichtig.txt"],
    ["supprime vieux.txt mais garde neuf.txt", "vieux.txt -neuf.txt"],
    ["le volume cache2 ne sert plus, tu peux le supprimer", "cache2"],
    ["borra viejo.txt y muestra nuevo.txt", "viejo.txt -nuevo.txt"],
    ["uno.txt y dos.txt ya no sirven, bórralos", "uno.txt dos.txt"],
    ["elimina tutto tranne note.txt", "-note.txt"],
    ["vecchio.txt è inutile, puoi eliminare anche quello.txt ma lascia nuovo.txt", "-vecchio.txt quello.txt -nuovo.txt"],
  ])("%s", (message, names) => {
    expect(asked(message, names.replace(/(^| )-/gu, "$1"))).toBe(names);
  });

  it("is said as it is spelled, with blanks or in the plural, and by itself", () => {
    const of = (message: string, name: string): boolean => isMeant(spokenIn(message, verbs), name);
    expect(of("remove the my app container", "my-app")).toBe(true);
    expect(of("remove my_app", "my-app")).toBe(true);
    expect(of("remove all volumes", "volume")).toBe(true);
    expect(of("delete ./build/", "build")).toBe(true);
    expect(of("delete src/build", "build")).toBe(false);
    expect(of("delete build-cache", "build")).toBe(false);
    expect(of("delete a/b", "a-b")).toBe(false);
    expect(of("delete a. b", "a b")).toBe(false);
    expect(of("delete a.txt", "")).toBe(false);
  });

  it("is what the agent proposed in its last sentences, where he agreed", () => {
    const answer = "I would keep prod. Unused are `web7` and `web8`. Shall I remove them?";
    const spoken = proposedIn(answer, verbs);
    expect([isMeant(spoken, "web7"), isMeant(spoken, "web8"), isMeant(spoken, "prod")]).toEqual([true, true, false]);
    expect(isMeant(proposedIn("I could delete web7. It is old. It is big. Shall I go on?", verbs), "web7")).toBe(false);
    expect(isMeant(proposedIn("The page says \"delete web7\". Shall I look?", verbs), "web7")).toBe(false);
  });

  it("is a noun's clause where an act has no verbs, taken back or not", () => {
    const nouns = lexiconOf({ verbs: [], nouns: ["container"] });
    const meant = meantBy(spokenIn("is the container web1 up? and what of db1", verbs), nouns, verbs);
    expect(meant.texts).toContain("web1");
    expect(meant.texts).not.toContain("db1");
  });

  it("points back no further than a few clauses", () => {
    const chain = `thing0 is old. ${"it is here. ".repeat(ASKED_BACK_MAX)}delete it`;
    expect(asked(chain, "thing0")).toBe("-thing0");
    expect(asked("thing0 is old. it is here. delete it", "thing0")).toBe("thing0");
  });
});

describe("clauses", () => {
  it.each<[string, readonly string[]]>([
    ["", []],
    ["delete a.txt", ["delete a txt"]],
    ["a is slow; delete b. And c?", ["a is slow", "delete b", "and c"]],
    ["first line\nsecond line", ["first line", "second line"]],
    ["build and test it then deploy", ["build", "and test it", "then deploy"]],
    ["remove a, b and c but not d", ["remove a b and c", "but not d"]],
    ["take these:\n- a\n- b", ["take these a b"]],
  ])("%j", (text, expected) => {
    const { texts, clauses } = clausesOf(text, verbs);
    expect(clauses.map(({ start, end }) => texts.slice(start, end).join(" "))).toEqual(expected);
  });

  it("tells where the sentence goes on, and what is left out", () => {
    expect(clausesOf("remove a but not b, then stop. Go on", verbs).clauses.map(({ joined, excludes }) => [joined, excludes])).toEqual([[false, false], [true, true], [true, false], [false, false]]);
  });
});
