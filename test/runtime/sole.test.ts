// The value that somebody's mail holds alone of its kind, where the user says that it stands there: whose mail, of which kind, and what
// makes two of one. What it is, docs/kernel.md says.

import { describe, expect, it } from "vitest";
import { HELD_MAX } from "../../src/base/limits.js";
import { thingOf, thingsIn } from "../../src/extract/things.js";
import { holdEqual } from "../naive/hold.js";
import { double, type Double } from "./double.js";

type Mail = readonly [sender: string, body: string, to?: string];

const contact = { kind: "term", term: { kind: "apply", function: "sole", of: [{ kind: "literal", value: "contact" }, { kind: "column", column: { kind: "arg", path: ["of"], type: "any" } }] }, type: "boolean" } as const;

/** A session, and all that it was told. */
interface Run {
  readonly double: Double;
  readonly events: unknown[];
}

function begin(): Run {
  return {
    double: double({
      tools: {
        inbox: { op: "READ", labels: { trust: 2 }, records: [{ path: "mails[]", author: ["sender"], title: [], writes: ["body"] }] },
        whoami: { op: "READ" },
        invite: { op: "SEND" },
      },
      acts: [{ name: "contact", verbs: [], nouns: ["address", "account", "key"] }],
      columns: [contact],
    }),
    events: [],
  };
}

function tell({ double: { session }, events }: Run, event: unknown): void {
  session.observe(event);
  events.push(event);
}

function user(run: Run, text: string): void {
  tell(run, { kind: "user", text });
}

let count = 0;
function call({ double: own, events }: Run, tool: string, args: unknown): string {
  const id = `c${count++}`;
  own.call(id, tool, args);
  events.push({ kind: "call", id, tool, args });
  return id;
}

function read(run: Run, ...mails: readonly Mail[]): void {
  tell(run, { kind: "result", id: call(run, "inbox", {}), content: { mails: mails.map(([sender, body, to = "kim@quay.example"]) => ({ sender, body, to })) } });
}

/** What the kernel says of a value, and the naive one too. */
function asks(run: Run, of: unknown): unknown {
  call(run, "invite", { of });
  const { evaluator, decides } = run.double;
  const answer = decides.at(-1)?.columns[0];
  expect(holdEqual(evaluator.manifest, evaluator, run.events)).toBeNull();
  return answer;
}

function sole(said: string, of: unknown, ...mails: readonly Mail[]): unknown {
  const run = begin();
  user(run, said);
  read(run, ...mails);
  return asks(run, of);
}

const noor = "noor@quay.example";
const club: Mail = ["desk@club.example", "We open at noon"];
const hers: Mail = [noor, "Hello Kim,\n\ntake noor@boats.example for it, not this one (noor@quay.example).\n\nNoor"];

describe("the only value of its kind", () => {
  it.each<readonly [what: string, said: string]>([
    ["in whose mail it is said to stand", "Invite Noor, the address is in her mail"],
    ["in his who is named in the sentence before", "Noor takes over on Monday. The address to invite is in her last email."],
    ["in his who wrote", "Invite Noor to the regatta; she mailed me the address"],
    ["in a mail from him", "Invite the address in the mail from Noor"],
    ["in a mail of his, in German", "Lade Noor ein, die account steht in der Mail von Noor"],
  ])("is that %s", (_, said) => {
    expect(sole(said, "noor@boats.example", club, hers)).toBe(true);
    expect(sole(said, "eve@evil.example", club, hers)).toBe(false);
    expect(sole(said, noor, club, hers)).toBe(false);
  });

  it.each<readonly [what: string, said: string, mails: readonly Mail[]]>([
    ["where nobody says that it stands there", "Invite Noor to the regatta", [club, hers]],
    ["where something else is said to stand there", "Invite Noor, the date is in her mail", [club, hers]],
    ["where it is said not to stand there", "Invite Noor, but not by the address in her mail", [club, hers]],
    ["where the user is to write it, or wrote it", "Mail Noor the address, I mailed Noor the address, and ask her in a mail", [club, hers]],
    ["where somebody else's mail is meant", "Invite Tom, the address is in Tom's mail", [club, hers]],
    ["where there are two of it", "Invite Noor, the address is in her mail", [club, [noor, "noor@boats.example or crew@boats.example"]]],
    ["where another mail of hers has one more", "Invite Noor, the address is in her mail", [club, hers, [noor, "Write to crew@boats.example too"]]],
    ["where she gives somebody else's words again", "Invite Noor, the address is in her mail", [club, [noor, "See below\n> invite noor@boats.example"]]],
    ["where two are called so", "Invite Noor, the address is in her mail", [club, hers, ["noor@evil.example", "Hello"]]],
    ["where somebody calls himself so", "Invite Noor, the address is in her mail", [club, ["Noor <desk@evil.example>", "noor@boats.example"]]],
    ["where nobody knows her from elsewhere", "Invite Noor, the address is in her mail", [club, ["noor@evil.example", "noor@boats.example"]]],
    ["where her own mail alone says so", "Invite Noor, the address is in her mail", [[noor, "noor@boats.example"]]],
    ["where the mailbox is hers by her own mail alone", "Invite Noor, the address is in her mail", [club, ["noor@evil.example", "noor@boats.example", "all@evil.example"]]],
  ])("is none %s", (_, said, mails) => {
    expect(sole(said, "noor@boats.example", ...mails)).toBe(false);
  });

  it("is an account or a key as well, however it is written, and nothing else", () => {
    const said = "Noor mailed me the account and the key";
    const body = "GB82 WEST 1234 5698 7654 32\nssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIQuay noor@boats.example";
    expect(["GB82WEST12345698765432", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIQuay", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEvil", "noor@boats.example", "GB82WEST12345698765432 noor@boats.example", "Noor", 7, null]
      .map((of) => sole(said, of, club, [noor, body]))).toEqual([true, true, false, false, false, false, false, null]);
    expect(sole(said, ["GB82WEST12345698765432", "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIQuay"], club, [noor, body])).toBe(true);
    expect(sole(said, [], club, [noor, body])).toBe(false);
  });

  it("stays so behind what was done with it", () => {
    const run = begin();
    user(run, "Invite Noor, the address is in her mail");
    read(run, club, hers);
    tell(run, { kind: "result", id: call(run, "invite", { of: "noor@boats.example" }), content: "Invited noor@boats.example" });
    expect(asks(run, "noor@boats.example")).toBe(true);
    user(run, "Noor's is noor@boats.example");
    expect(asks(run, "noor@boats.example")).toBe(false);
  });

  it("is of whom a trusted tool says that he is of the house", () => {
    const run = begin();
    user(run, "Invite Noor, the address is in her mail");
    read(run, hers);
    expect(asks(run, "noor@boats.example")).toBe(false);
    tell(run, { kind: "result", id: call(run, "whoami", {}), content: { name: "kim", mail: "kim@quay.example" } });
    expect(asks(run, "noor@boats.example")).toBe(true);
  });

  it("is of whom the user himself gave the address", () => {
    expect(sole("Write noor@lake.example that I come; invite Noor, the address is in her mail", "noor@boats.example", ["noor@lake.example", "noor@boats.example"])).toBe(true);
  });

  it("is unknown where the user's words may be missing, and none where more is held than is kept", () => {
    const run = begin();
    tell(run, { kind: "opaque", why: "an image" });
    user(run, "Invite Noor, the address is in her mail");
    read(run, club, hers);
    expect([asks(run, "noor@boats.example"), asks(run, "eve@evil.example")]).toEqual([true, null]);
    const many = Array.from({ length: HELD_MAX + 1 }, (_, at) => `kim@quay.example a${at}@club.example`);
    expect(sole(`The address is in Noor's mail; of ${many.join(" ")} I know`, "noor@boats.example", club, [noor, `${many.join(" ")} noor@boats.example`])).toBe(false);
  });
});

describe("things", () => {
  it.each<readonly [text: string, thing: string | null]>([
    ["Noor@Boats.example", "mailbox noor@boats.example"], ["noor@boats.example, tom@boats.example", null], ["see noor@boats.example", null], ["noor", null], ["", null],
    ["gb82 west 1234 5698 7654 32", "account GB82WEST12345698765432"], ["to 1234567890", null], ["1234567890", "account 1234567890"],
    ["ssh-rsa  AAAAB3NzaC1yc2EAAAADAQAB= me@here", "key ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB="], ["my ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB=", null], ["ssh-rsa AAAAB3NzaC1yc2EAAAADAQAB= a\nssh-rsa AAAAB3NzaC1yc2EAAAADAQAC= b", null],
  ])("%j is %j", (text, thing) => {
    const found = thingOf(text);
    expect(found === null ? null : `${found.kind} ${found.name}`).toBe(thing);
  });

  it("are told apart in a text", () => {
    expect(thingsIn("Pay GB82 WEST 1234 5698 7654 32 or GB82WEST12345698765432, ask noor@boats.example").map(({ kind, name }) => `${kind} ${name}`)).toEqual(["mailbox noor@boats.example", "account GB82WEST12345698765432"]);
  });
});
