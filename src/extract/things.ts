// Texts to the things in them of which there may be one or several: mailboxes, accounts, public keys. Each as it is told from others of
// its kind, however it is written. Knows not whose texts they are.

import { accountsIn, addressesIn } from "./callings.js";

/** What kinds of things are told apart. */
export type ThingKind = "account" | "key" | "mailbox";

/** One thing. */
export interface Thing {
  readonly kind: ThingKind;
  /** The same of all spellings. */
  readonly name: string;
}

/** What a value is, whole; null where it is none of these, or several. */
export function thingOf(value: string): Thing | null {
  const text = value.trim();
  const [thing, ...others] = thingsIn(text);
  return thing !== undefined && others.length === 0 && isWhole(thing, text) ? thing : null;
}

/** The things in a text, each once. */
export function thingsIn(text: string): readonly Thing[] {
  const found = new Map<string, Thing>();
  const add = (kind: ThingKind, name: string): void => {
    found.set(`${kind} ${name}`, { kind, name });
  };
  const keyless = text.replace(KEY, (_, type: string, body: string) => {
    add("key", `${type} ${body}`);
    return " ";
  });
  for (const { address } of addressesIn(keyless)) add("mailbox", address);
  for (const account of accountsIn([keyless])) add("account", account);
  return [...found.values()];
}

/** Whether a value is nothing but the thing; behind a key anything may be said of it. */
function isWhole({ kind, name }: Thing, text: string): boolean {
  switch (kind) {
    case "mailbox": return text.toLowerCase() === name;
    case "account": return text.replace(/[ -]/g, "").toUpperCase() === name;
    case "key": return text.replace(/[ \t]+/g, " ").startsWith(name) && !/[\r\n]/.test(text);
  }
}

/** As OpenSSH writes it, with the word behind it that says whose it is. */
const KEY = /(?<![\p{L}\p{N}])(ssh-(?:rsa|dss|ed25519)|ecdsa-sha2-nistp\d{3}|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)[ \t]+([A-Za-z0-9+/]{16,}={0,3})(?:[ \t]+[^\s"'`<>]+)?/gu;
