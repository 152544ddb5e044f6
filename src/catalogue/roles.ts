// What an argument is called, and what its schema says of it -> the roles it has in a call. A table of the trade. The same word is
// something else to a tool that only reads: there nobody is written to, and what identifies is looked up. Knows no tool of any catalogue.

import type { Role } from "../words/provenance.js";
import type { DeedName } from "./deed.js";
import { isEffect } from "./deed.js";
import { wordsOf } from "./name.js";
import type { Argument } from "./tool.js";

/** How sure a guess is. */
export type Confidence = "high" | "medium" | "low";

/** Roles of an argument, and why. */
export interface RoleGuess {
  readonly roles: readonly Role[];
  readonly reason: string;
  readonly confidence: Confidence;
}

/** Words that say a role wherever they stand last in a name, strongest first. */
const table: readonly (readonly [Role, string])[] = [
  ["secret", "password passwd passphrase passcode pin secret token apikey credential credentials otp totp mfa cvv signature privatekey"],
  ["url", "url urls uri uris link links href website webpage endpoint webhook callback origin_url"],
  ["command", "command commands cmd script shell expression javascript python bash program sql statement"],
  ["path", "path paths file files filename filenames filepath directory folder dir cwd workdir folders destination_path media attachment attachments"],
  ["query", "query queries q search keyword keywords term terms filter filters pattern regex glob prompt_query selector sort where"],
  ["amount", "amount quantity qty price total sum tip cost budget count discount coupon voucher promo"],
  ["time", "date time day datetime start end due deadline when timestamp at until since from_date to_date duration recurrence timezone expiry month year"],
  ["destination", "to recipient recipients cc bcc email emails mail mails receiver payee iban beneficiary destination target targets channel channels chat room phone wallet webhook participants participant attendees attendee invitees invitee grantee grantees watcher watchers collaborator collaborators member members assignee assignees reviewer reviewers guest guests addressee audience contact owner mailto account"],
  ["name", "title name label topic heading"],
  ["content", "body subject content contents text message messages description comment note notes data html markdown caption summary reason review details remark info payload input inputs value values answer question feedback reply bio status"],
  ["object", "id ids key number repo repository project issue user username users order product item event task account resource bucket table database branch tag ref sha device location address city place hotel restaurant airport company node object category slug uuid identifier invoice invoices subscription collection policy profile domain domains arn ts cart intent booking reservation flight space thread folderid code"],
];

const byWord = new Map<string, Role>();
for (const [role, words] of table) for (const word of words.split(" ")) if (!byWord.has(word)) byWord.set(word, role);

/** Acts that hand something to whoever an argument names: there whoever is named is a destination. */
const handing: ReadonlySet<DeedName> = new Set(["message", "payment", "standing", "amend", "share", "invite", "post", "publish", "appoint", "upload", "delegate", "give", "unclear"]);
/** Acts whose whole point is what they set: what is set identifies. */
const setting: ReadonlySet<DeedName> = new Set(["account", "credential", "order", "expel", "cancel", "react", "operate", "admit", "lockout"]);
/** Acts on a thing that is there already: its name says which. */
const touching: ReadonlySet<DeedName> = new Set(["remove", "forget", "operate", "expel", "cancel", "react"]);
/** Acts that may lie where they touch files: there a location or target is a path. */
const filing: ReadonlySet<DeedName> = new Set(["read", "write", "remove", "keep", "download", "compute"]);
const whereabouts = new Set("location locations source sources destination destinations src dst dest target from to old new output".split(" "));
const people = new Set("user users username userid customer owner person friend group team organization org workspace account profile address vendor supplier merchant app application".split(" "));
const byFormat: ReadonlyMap<string, Role> = new Map([
  ["uri", "url"], ["url", "url"], ["uri-reference", "url"], ["email", "destination"], ["date", "time"], ["date-time", "time"], ["time", "time"], ["duration", "time"], ["password", "secret"],
]);

/** What a tool is about as far as roles hang on it: files, or a search among things. */
export interface About {
  readonly isFiling: boolean;
  readonly isSearch: boolean;
}

const numbers = new Set("id ids key keys number uuid identifier ref sha".split(" "));

/** The roles of an argument in a call that does these deeds. Numbers and flags have one only where their name says it. */
export function rolesOf(argument: Argument, deeds: readonly DeedName[], about: About = { isFiling: false, isSearch: false }): RoleGuess {
  const found = roleOf(argument, deeds, about.isFiling && deeds.every((deed) => filing.has(deed)));
  // What is searched for picks out nothing that the user could have named by it, but for what has a number.
  if (about.isSearch && found.roles.includes("object") && !deeds.some(isEffect) && !numbers.has(wordsOf(argument.name).at(-1) ?? "")) return { ...found, roles: ["query"] };
  // Which file is written or removed is whose choice it was, as with any other thing.
  return found.roles.includes("path") && deeds.some((deed) => deed === "write" || deed === "remove") ? { ...found, roles: [...found.roles, "object"] } : found;
}

function roleOf(argument: Argument, deeds: readonly DeedName[], isFiling: boolean): RoleGuess {
  const words = wordsOf(argument.name);
  // A time is said last (`end_time`); what stands behind `start` is something else (`start_line`).
  const last = words.findLast((word, at) => people.has(word) || (byWord.has(word) && (at === words.length - 1 || byWord.get(word) !== "time")));
  const effects = deeds.filter(isEffect);
  const isPlain = argument.type.kind === "number" || argument.type.kind === "boolean";
  const format = byFormat.get(argument.format);
  const guess = (roles: readonly Role[], reason: string, confidence: Confidence): RoleGuess => ({ roles, reason, confidence });
  const role = format ?? (isFiling && whereabouts.has(words.at(-1) ?? "") ? "path" : meant(words, deeds)) ?? (lies(argument) ? "path" : undefined) ?? compound(words) ?? (last === undefined ? undefined : byWord.get(last));
  const why = format !== undefined ? `its format is \`${argument.format}\`` : last === undefined ? "" : `\`${last}\` in its name`;
  if (argument.type.kind === "boolean") return guess([], "", "high");
  if (effects.length === 0) {
    if (role === undefined) return isPlain ? guess([], "", "medium") : guess(["query"], "nothing says what it is, and the tool reads", "low");
    if (isPlain && role !== "amount" && role !== "object" && role !== "time") return guess([], "", "medium");
    return guess([role === "destination" || role === "name" ? "object" : role === "content" ? "query" : role], why, "medium");
  }
  // Where something is published or filled in is where it goes.
  if (role === "url" && effects.some((deed) => deed === "publish" || deed === "upload" || deed === "submit")) return guess(["url", "destination"], why, "high");
  if (argument.choices.length > 0 && role !== "destination") return guess([], "it is one of a few words", "high");
  if (isOrigin(words)) return guess(["object"], "it says where from", "medium");
  const names = last !== undefined && (people.has(last) || role === "object" || role === "destination");
  if (role !== "secret" && role !== "path" && effects.some((deed) => handing.has(deed)) && names && handed(words, effects)) return guess(["destination"], why, format === undefined && role !== "destination" ? "medium" : "high");
  if (isPlain) return role === "amount" || role === "object" || role === "time" ? guess([role], why, "high") : guess([], "", "medium");
  if (effects.every((deed) => deed === "unclear") && (role === undefined || role === "content")) return guess(["destination", "content"], "nobody knows what the tool does with it", "low");
  if (effects.every((deed) => setting.has(deed)) && (role === undefined || (role === "content" && !effects.includes("operate")) || role === "name" || role === "destination")) return guess(["object"], role === undefined ? "the tool sets it" : why, "medium");
  if (role === undefined) return guess(people.has(last ?? "") ? ["object"] : ["content"], people.has(last ?? "") ? why : "nothing says what it is", people.has(last ?? "") ? "medium" : "low");
  return guess([role === "destination" && !effects.some((deed) => handing.has(deed)) ? "object" : role], why, "high");
}

/** Whether the name says where something comes from, and not where it goes: `from_account`. */
function isOrigin(words: readonly string[]): boolean {
  return words.length > 1 && words.some((word) => people.has(word)) && ["from", "sender", "source"].includes(words[0] ?? "");
}

/** Whether the name says that the thing is who or where it goes to, and not whose it is: `user_id` of a message, never `event_id` of an invitation. */
function handed(words: readonly string[], effects: readonly DeedName[]): boolean {
  if (words.some((word) => byWord.get(word) === "destination")) return true;
  return words.some((word) => people.has(word)) && effects.some((deed) => ["message", "payment", "share", "give", "invite", "standing", "amend"].includes(deed));
}

/** What a form has, and by what it is told from another: that says where on the page something is filled in, and picks out nothing that is anybody's. */
const fields = new Set("input inputs fill field fields element elements control controls box boxes textbox textboxes".split(" "));
const marks = new Set("id ids name names ref refs uid uids key keys selector selectors locator locators index indexes indices".split(" "));

/** What a word says in calls of one kind and in no other. */
function meant(words: readonly string[], deeds: readonly DeedName[]): Role | undefined {
  const last = words.at(-1) ?? "";
  const every = (...kinds: readonly DeedName[]): boolean => deeds.length > 0 && deeds.every((deed) => kinds.includes(deed));
  if (last === "code" && words.length === 1) return every("run", "query") ? "command" : every("enter", "prove", "operate") ? "secret" : undefined;
  if (last === "key" && every("admit", "lockout")) return "object";
  if (every("submit") && words.length > 1 && marks.has(last) && words.some((word) => fields.has(word))) return "content";
  if (every("appoint")) return last === "location" || last === "place" || last === "address" ? "content" : last === "summary" || last === "subject" ? "name" : undefined;
  return (last === "name" || last === "title") && words.length === 1 && deeds.length > 0 && deeds.every((deed) => touching.has(deed)) ? "object" : undefined;
}

/** Whether the name says where a thing lies, and the description that this is a path: `item_location`, the path of the item. */
function lies({ name, description }: Argument): boolean {
  return /^locations?$/.test(wordsOf(name).at(-1) ?? "") && /\bpaths?\b/i.test(description);
}

/** Names whose words mean something together. */
function compound(words: readonly string[]): Role | undefined {
  const name = words.join(" ");
  if (/\b(api|private|secret|access|ssh|encryption) key\b/.test(name)) return "secret";
  if (/\b(account|iban|routing|card|passport|phone|order|issue|invoice|id) numbers?$/.test(name)) return words.includes("to") || words.includes("phone") ? "destination" : "object";
  if (/\b(file|folder|directory|dir|document|local) locations?$/.test(name)) return "path";
  if (/\b(receiver|recipient|receipient|beneficiary|payee|addressee)\b.*\b(info|information|details|data|account|profile)$/.test(name)) return "destination";
  if (/\bshared? with\b/.test(name)) return "destination";
  if (words.length > 1 && /\b(type|format|mode|method|kind|level)$/.test(name)) return "content";
  if (/\b(file|folder|directory) ids?$/.test(name)) return "object";
  if (/\b(start|end|due|departure|arrival|return|begin|payment|send|pickup|check in|check out)\b.*\b(time|date|day|at)?$/.test(name) && /\b(time|date|day|at)$/.test(name)) return "time";
  // What a code takes off the price is part of what is paid; whom or what the call is aimed at it does not say.
  if (/\b(discount|coupon|voucher|promo|promotion|promotional) codes?$/.test(name)) return "amount";
  if (/\b(source|python|js|javascript|shell) code$/.test(name)) return "command";
  if (/\b(token|secret)s? (limit|count|max)|max tokens?\b/.test(name)) return "amount";
  if (/\b(first|last|full|display|user|account|city|company|event|task|item|product|article|repo|file|folder|channel|room|tool|branch|project) names?$/.test(name)) return /\b(file|folder) name/.test(name) ? "path" : /\b(channel|room) name/.test(name) ? "destination" : /\b(event|task) name/.test(name) ? "name" : "object";
  return undefined;
}
