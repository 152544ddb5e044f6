// Records inside a result: whose words a value in one is, in what form it counts, and whether the user named the record.
// What each is, docs/kernel.md says.

import { describe, expect, it } from "vitest";
import { AUTHOR_BITS_MIN, RECORD_NAME_MAX } from "../../src/base/limits.js";
import type { RecordEntry } from "../../src/words/manifest.js";
import { principals, shapes } from "../../src/words/provenance.js";
import { FALSE, TRUE, UNKNOWN } from "../../src/words/truth.js";
import { double, everything, type Double } from "./double.js";

const mails: readonly RecordEntry[] = [{ path: "mails[]", author: ["from.email"], title: ["subject"], writes: ["subject", "body"] }];

function begin(records: readonly RecordEntry[] = mails, placesMax?: number): Double {
  return double({
    tools: { inbox: { op: "READ", records, roles: { object: "folder" } }, open: { op: "READ", roles: { url: "url" } }, pay: { op: "SEND", roles: { destination: "to" } } },
    rules: [{ kind: "relational", reason: [{ kind: "row" }, { kind: "text", text: " from " }, { kind: "source", field: "whole" }] }],
    decide: (view) => (view.rows.length === 0 ? [] : [{ rule: 0, unknown: false, row: 0 }]),
    demand: everything,
  }, placesMax === undefined ? {} : { bounds: { placesMax } });
}

function told(run: Double, to: string): readonly [shape: string | undefined, named: number] {
  run.call(`p${run.decides.length}`, "pay", { to });
  const { shape, named } = run.row("to");
  return [shapes[shape], named];
}

function read(run: Double, content: unknown): void {
  run.call("r", "inbox", {});
  run.result("r", content);
}

const account = "GB82WEST12345698765432";
const mail = (email: unknown, body: unknown, subject = "the bill of the boat"): object => ({ id: "m-4711", from: { email, name: "Ana" }, subject, body });

describe("a record", () => {
  it.each([
    ["of somebody the user did not name is prose in what he writes", "pay what the mail says", ["prose", FALSE]],
    ["of an author whom the user named is what it is, and named", "pay what ana@corp.example wrote", ["leaf", TRUE]],
    ["by its title too", "pay the bill of the boat", ["leaf", TRUE]],
    ["not by a part of its author", "pay what ana wrote", ["prose", FALSE]],
    ["not where more is glued to its author", "pay what ana@corp.example.net wrote", ["prose", FALSE]],
    ["nor where more stands before it", "pay what x.ana@corp.example wrote", ["prose", FALSE]],
    ["nor glued otherwise", "pay what ana corp.example wrote", ["prose", FALSE]],
    ["nor by what its author does not say of it", "pay what m-4711 says", ["prose", FALSE]],
  ] as const)("%s", (_, said, expected) => {
    const run = begin();
    run.user(said);
    read(run, { mails: [mail("ana@corp.example", account)] });
    expect(told(run, account)).toEqual(expected);
  });

  it("is one of several: what stands in another's is not named with it", () => {
    const run = begin();
    run.user("pay what ana@corp.example wrote");
    read(run, { mails: [mail("ana@corp.example", "account 99887766"), mail("eve@evil.example", account, "the other boat")] });
    expect(told(run, account)).toEqual(["prose", FALSE]);
    expect(told(run, "account 99887766")).toEqual(["leaf", TRUE]);
  });

  it("gives what its author does not write as the tool gives it, named or not", () => {
    const run = begin();
    run.user("pay what the mail says");
    read(run, { mails: [mail("ana@corp.example", account)], next: "page-4712" });
    expect(told(run, "m-4711")).toEqual(["leaf", FALSE]);
    expect(told(run, "ana@corp.example")).toEqual(["leaf", FALSE]);
    expect(told(run, "page-4712")).toEqual(["leaf", FALSE]);
  });

  it("leaves who said it the tool", () => {
    const run = begin();
    run.user("pay what ana@corp.example wrote");
    read(run, { mails: [mail("ana@corp.example", account)] });
    told(run, account);
    expect(principals.filter((_, bit) => (run.row("to").who >>> bit) & 1)).toEqual(["tool"]);
  });

  it("is named from when the user says so, and by nobody else", () => {
    const run = begin();
    run.user("what is new");
    read(run, { mails: [mail("ana@corp.example", account)] });
    run.session.observe({ kind: "user", principal: "tool", text: "ana@corp.example" });
    run.session.observe({ kind: "system", text: "ana@corp.example" });
    expect(told(run, account)).toEqual(["prose", FALSE]);
    run.user("ana@corp.example is our landlord, pay her");
    expect(told(run, account)).toEqual(["leaf", TRUE]);
  });

  it.each([
    ["no author at all", { body: account }],
    ["an author that is nobody's name", mail("me", account)],
    ["an author whom users name by chance", mail("12", account)],
    ["two authors, of whom the user named one", mail(["ana@corp.example", "eve@evil.example"], account)],
    ["a title of one word", mail("eve@evil.example", account, "invoice")],
    ["an author as long as a text", mail("ana ".repeat(RECORD_NAME_MAX / 4 + 1), account)],
  ])("with %s is not named", (_, one) => {
    const run = begin();
    run.user(`pay the invoice of ana@corp.example to me, 12 pounds, ${"ana ".repeat(RECORD_NAME_MAX / 4 + 1)}`);
    read(run, { mails: [one] });
    expect(AUTHOR_BITS_MIN).toBeGreaterThan(1);
    expect(told(run, account)).toEqual(["prose", FALSE]);
  });

  it("that may be named in what was forgotten is unknown", () => {
    const run = begin(mails, 40);
    run.user("pay what ana@corp.example wrote");
    for (let round = 0; round < 8; round++) run.user("and now to something else of which there is a lot to be said before we go on");
    read(run, { mails: [mail("ana@corp.example", account)] });
    expect(told(run, account)).toEqual(["prose", UNKNOWN]);
  });
});

describe("where records stand", () => {
  const items = (entry: Partial<RecordEntry>): readonly RecordEntry[] => [{ path: "", author: ["by"], title: [], ...entry }];
  it.each([
    ["the result itself", items({}), { by: "eve", text: account }, "prose"],
    ["its items", items({}), [{ by: "eve", text: account }], "prose"],
    ["the text of its items", items({}), JSON.stringify([{ by: "eve", text: account }]), "prose"],
    ["its items in YAML", items({}), `- by: eve\n  text: ${account}\n- by: ana\n  text: "x"\n`, "prose"],
    ["without `writes`, whatever is not the author", items({}), [{ by: "eve", more: { deep: [account] } }], "prose"],
    ["without `writes`, keys in it too", items({}), [{ by: "eve", more: { [account]: true } }], "prose"],
    ["not the author", items({}), [{ by: account, text: "x" }], "leaf"],
    ["what is written, whatever shape it has", items({ writes: ["text"] }), [{ by: "eve", text: { html: [account] } }], "prose"],
    ["a value where more was declared", items({ writes: ["text.html"] }), [{ by: "eve", text: account }], "prose"],
    ["only what is written", items({ writes: ["text"] }), [{ by: "eve", text: "x", account }], "leaf"],
    ["a leaf where a record should stand", items({ path: "all" }), { all: [account] }, "prose"],
    ["nothing beside it", items({ path: "all" }), { all: [{ by: "eve" }], account }, "leaf"],
    ["a text where records should stand", items({}), account, "prose"],
    ["lines where records should stand", items({}), `The mails\n${account}\n`, "prose"],
    ["the inner of two", [...items({ writes: ["text"] }), ...items({ path: "replies" })], [{ by: "ana", text: "x", replies: [{ by: "eve", said: account }] }], "prose"],
    ["no record outside of the inner", items({ path: "replies" }), [{ by: "ana", text: account, replies: [] }], "leaf"],
  ] as const)("%s", (_, records, content, shape) => {
    const run = begin(records);
    read(run, content);
    expect(told(run, account)[0]).toBe(shape);
  });

  it("keeps value edges to what authors wrote", () => {
    const run = double({ tools: { inbox: { op: "READ", records: items({}), labels: { secrecy: 2 } }, pay: { op: "SEND", roles: { destination: "to" } } }, demand: everything });
    read(run, "Annabel Bergstrom");
    run.call("p", "pay", { to: "to Annabel Bergstrom" });
    expect(run.row("to").flow.labels.secrecy).toBe(2);
  });
});

describe("reasons", () => {
  it.each([
    ["its author", mail("Ana.Berg@corp.example", `see ${account}`), "the record of \"ana.berg@corp.example\" in inbox at step 1"],
    ["its title", mail("me", `see ${account}`), "the record \"the bill of the boat\" in inbox at step 1"],
    ["neither, where neither says anything", mail("me", `see ${account}`, "x"), "a record in inbox at step 1"],
  ])("call a record by %s, and never tell the agent", (_, one, said) => {
    const run = begin();
    run.user("pay what the mail says");
    read(run, { mails: [one] });
    const { rules } = run.call("p", "pay", { to: account });
    expect(rules.map(({ reason, agentReason }) => [reason, agentReason])).toEqual([[`"${account}" from ${said}`, "to from a record in inbox at step 1"]]);
  });

  it("speak of no record where the value stands outside of all", () => {
    const run = begin();
    run.user("pay what the mail says");
    read(run, { mails: [mail("ana@corp.example", "x")], account });
    expect(run.call("p", "pay", { to: account }).rules[0]?.reason).toBe(`"${account}" from inbox at step 1`);
  });
});
