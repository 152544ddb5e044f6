// A tool's name, description and annotations -> its deeds, each with the reason and how sure it is. What a server says of its own tool
// may make it stricter and never milder: a hint that it only reads does not outweigh a name that says `send`. Knows no arguments but
// whether some of them are amounts or addresses.

import { deeds, isEffect } from "./deed.js";
import type { DeedName } from "./deed.js";
import { beforePlace, opening, ownName, verbForms, wordsOf } from "./name.js";
import { nounsIn } from "./nouns.js";
import type { NounClass } from "./nouns.js";
import type { Confidence } from "./roles.js";
import type { DescribedTool } from "./tool.js";
import { deedOf, isDoubtful, senseOf } from "./verbs.js";
import type { Sense } from "./verbs.js";

/** What a tool does, by one piece of evidence. */
export interface DeedGuess {
  readonly deed: DeedName;
  readonly reason: string;
  readonly confidence: Confidence;
}

/** A verb and where it was found. */
interface Found { readonly word: string; readonly sense: Sense; readonly certain: boolean }

/** The deeds of a tool: one, or several where its words speak of several. */
export function deduce(tool: DescribedTool): readonly DeedGuess[] {
  if (tool.unread !== null) return [{ deed: "unclear", reason: "its arguments cannot be read", confidence: "low" }];
  const words = wordsOf(ownName(tool.name));
  const told = openingVerb(tool.description);
  const named = verbsIn(words, told);
  const nouns = objectOf(tool, words, named[0]?.word);
  const by = (found: Found, where: string, confidence: Confidence): DeedGuess => ({ deed: deedOf(found.sense, nouns), reason: `\`${found.word}\` ${where}`, confidence });
  const guesses: DeedGuess[] = named.map((found) => by(found, "in its name", found.certain ? "high" : "medium"));
  const described = told === undefined ? undefined : describedDeed(told, tool, nouns);
  if (guesses.length === 0 && told !== undefined) guesses.push(by(told, "opens its description", "medium"));
  // A word that may mean several things means what the description opens with, where that is an effect too; what may run anything stays.
  else if (told !== undefined && described !== undefined && isEffect(described) && named.every(({ word }) => isDoubtful(word)) && guesses.every(({ deed }) => isEffect(deed) && deed !== described && !running.has(deed))) {
    guesses.splice(0, guesses.length, { deed: described, reason: `\`${told.word}\` opens its description, and \`${named[0]?.word ?? ""}\` in its name may mean several things`, confidence: "medium" });
  }
  // A description that opens with an effect outweighs a name that only reads.
  else if (told?.certain === true && guesses.every(({ deed }) => !isEffect(deed)) && isStrong(deedOf(told.sense, nouns))) guesses.push(by(told, "opens its description, beside a name that reads", "low"));
  // One that opens with several verbs says that the tool does each: where its name only reads, the effects among them count.
  if (guesses.every(({ deed }) => !isEffect(deed))) {
    guesses.push(...openingVerbs(tool.description).slice(1).filter(({ certain, sense }) => certain && isStrong(deedOf(sense, nouns))).map((found) => by(found, "stands among the verbs that open its description", "low")));
  }
  const seen = guesses.map((guess) => reaching(guess, tool));
  if (seen.every(({ deed }) => deed === "unclear")) return [{ deed: "unclear", reason: "no word says what it does", confidence: "low" }];
  return [...new Map(seen.map((guess) => [guess.deed, guess])).values()];
}

/** The kinds of thing that a tool is about: by its name, else by the first sentence of its description. */
export function thingsOf(tool: DescribedTool, words = wordsOf(ownName(tool.name))): ReadonlySet<NounClass> {
  const named = nounsIn(withoutVerb(words));
  return named.size > 0 ? named : nounsIn(wordsOf(opening(tool.description)));
}

/** What the verb is done to: the last thing before the first that says where or for whom (`add event participants`, `remove user from team`), else any. */
function objectOf(tool: DescribedTool, words: readonly string[], verb = verbsIn(words)[0]?.word): ReadonlySet<NounClass> {
  const rest = withoutVerb(words, verb);
  const last = nounsIn([...beforePlace(rest).slice(-1), ...rest.filter((word) => word === "scheduled" || nounsIn([word]).has("cart"))], rest);
  if (last.size > 0) return last;
  const named = nounsIn(rest);
  return named.size > 0 ? named : nounsIn(beforePlace(wordsOf(opening(tool.description))));
}

/** The verb is no thing: `message` of `message_user` is none, nor `post` of `post_issue`. */
function withoutVerb(words: readonly string[], verb = verbsIn(words)[0]?.word): readonly string[] {
  return words.length > 1 ? words.filter((word, at) => word !== verb || words.indexOf(word) !== at) : words;
}

/** What a sense comes to for a choice of an argument (`action: "delete"`), of a tool about these things; undefined for words that are no verbs. */
export function chosen(choice: string, tool: DescribedTool): DeedName | undefined {
  const words = wordsOf(choice);
  if (words.length === 1 && switching.has(choice)) return "operate";
  const [verb] = verbsIn(words);
  if (verb === undefined) return undefined;
  const own = nounsIn(words.filter((word) => word !== verb.word));
  return deedOf(verb.sense, own.size > 0 ? own : objectOf(tool, wordsOf(ownName(tool.name))));
}

/** What a thing is switched to. */
const switching: ReadonlySet<string> = new Set(["on", "off", "up", "down", "left", "right"]);

/**
 * The verbs of a name: the first that is surely one, else the first that may be; and others that `and` or `or` join to it. Where none is
 * sure, the one that the description opens with is the verb, and the others are things: `order_list`, `list_complete_item`; or one that
 * reads, where the description opens with another such: `lock_show_history`, that retrieves.
 */
function verbsIn(words: readonly string[], told?: Found): readonly Found[] {
  const found = words.flatMap((word, at) => {
    // What stands last is what is read: `git_log`.
    const sense = word === "log" && at > 0 && at === words.length - 1 ? reading : senseOf(word);
    return sense === undefined ? [] : [{ word, sense, at, certain: !isDoubtful(word) }];
  });
  const meant = found.every(({ certain }) => !certain) ? found.find(({ word }) => word === told?.word) ?? (told?.certain === true && isReading(told.sense) ? found.find(({ sense }) => isReading(sense)) : undefined) : undefined;
  if (meant !== undefined) return [{ word: meant.word, sense: meant.sense, certain: meant.at === 0 }];
  const first = words.length > 0 && found[0]?.at === 0 && !isNounFirst(words) ? found[0] : found.find(({ certain }) => certain) ?? found[0];
  if (first === undefined) return [];
  // A name that reads and ends in another verb may do that: `todo_list_delete`.
  const joined = found.filter(({ at, certain }) => at > first.at && (["and", "or", "then"].includes(words[at - 1] ?? "") || (at === words.length - 1 && certain && !first.certain)));
  return [first, ...joined].map(({ word, sense, certain, at }) => ({ word, sense, certain: certain || at === 0 }));
}

/** Whether a name opens with its thing and says later what is done to it: `order_cancel`, `file_read`. */
function isNounFirst(words: readonly string[]): boolean {
  return isDoubtful(words[0] ?? "") && words.slice(1).some((word) => senseOf(word) !== undefined && !isDoubtful(word));
}

const reading: Sense = { kind: "family", family: "get" };

function isReading(sense: Sense): boolean {
  return sense.kind === "family" && sense.family === "get";
}

/** The verbs that a description opens with, side by side: `List, create, and delete records.` */
function openingVerbs(description: string): readonly Found[] {
  const words = wordsOf(opening(description)).filter((word, at) => at === 0 || !["and", "or"].includes(word));
  const end = words.findIndex((word) => verbOf(word) === undefined);
  return words.slice(0, end === -1 ? words.length : end).flatMap((word) => verbOf(word) ?? []);
}

function verbOf(word: string): Found | undefined {
  const form = verbForms(word).find((one) => senseOf(one) !== undefined);
  const sense = form === undefined ? undefined : senseOf(form);
  return form === undefined || sense === undefined ? undefined : { word: form, sense, certain: !isDoubtful(form) };
}

function openingVerb(description: string): Found | undefined {
  const [first = ""] = wordsOf(opening(description));
  // In a description `returns` is of the tool; in a name `return` may be of goods.
  if (["returns", "return", "provides", "gives", "reports"].includes(first)) return { word: first, sense: reading, certain: true };
  return verbOf(first);
}

/** What a description says by its first verb, done to the things of its own first sentence where it names any. */
function describedDeed(told: Found, tool: DescribedTool, nouns: ReadonlySet<NounClass>): DeedName {
  const own = nounsIn(beforePlace(wordsOf(opening(tool.description))).slice(1));
  return deedOf(told.sense, own.size > 0 ? new Set([...own, ...[...nouns].filter((one) => one === "cart")]) : nouns);
}

/** Deeds that may do anything: no description makes them milder. */
const running: ReadonlySet<DeedName> = new Set(["run", "query", "install"]);

/** Deeds whose mention outweighs a name that reads; `runs a search`, `performs a query` and `downloads the log` are ways of speaking. */
function isStrong(deed: DeedName): boolean {
  return isEffect(deed) && !["run", "unclear", "query", "subscribe", "operate", "enter", "ask", "download"].includes(deed);
}

/** A deed as the arguments show it: what is read from an address is fetched, what is sent with an amount is paid. */
function reaching(guess: DeedGuess, tool: DescribedTool): DeedGuess {
  const names = tool.arguments.map((argument) => wordsOf(argument.name));
  const has = (...words: readonly string[]): boolean => names.some((name) => words.includes(name.at(-1) ?? ""));
  const isAddressed = names.some((name) => ["url", "urls", "uri", "link", "href", "website"].includes(name.at(-1) ?? "") && (name.length === 1 || ["page", "web", "site", "target", "source", "file", "image", "download"].includes(name[0] ?? "")));
  const words = wordsOf(ownName(tool.name));
  const told = (...verbs: readonly string[]): boolean => verbs.some((verb) => words.includes(verb));
  if (guess.deed === "read" && (isAddressed || tool.arguments.some(({ format }) => format === "uri"))) return { ...guess, deed: "fetch", reason: `${guess.reason}, from an address` };
  if (guess.deed === "read" && tool.hints.openWorld === true) return { ...guess, deed: "lookup", reason: `${guess.reason}, and \`openWorldHint\`` };
  if (guess.deed === "read" && has("sql", "cypher", "statement")) return { ...guess, deed: "query", reason: `${guess.reason}, with a statement that may do anything`, confidence: "medium" };
  if (guess.deed === "download" && !isAddressed && !names.some((name) => name.some((word) => ["repo", "repository", "image", "package", "model"].includes(word)))) return { ...guess, deed: "keep", reason: `${guess.reason}, from no address` };
  if (told("verify", "validate", "confirm") && has("otp", "pin", "code", "passcode", "totp") && tool.arguments.length === 1) return { ...guess, deed: "prove", reason: `${guess.reason}, with a code alone` };
  if (guess.deed === "fetch" && !isAddressed && has("id", "ids")) return { ...guess, deed: "read", reason: `${guess.reason}, by a number and not from an address` };
  if (guess.deed === "read" && told("export") && has("destination", "bucket", "recipient", "to")) return { ...guess, deed: "upload", reason: `${guess.reason}, to where an argument says` };
  if (guess.deed === "order" && told("checkout") && (told("git") || has("branch", "ref", "commit"))) return { ...guess, deed: "write", reason: `${guess.reason}, of a branch` };
  if (guess.deed === "write" && told("resolve") && ["id", "ids", "name", "host", "dns", "url", "path", "reference"].includes(words.at(-1) ?? "")) return { ...guess, deed: "read", reason: `${guess.reason}, of a name` };
  if (guess.deed === "write" && has("owner") && has("repo", "repository") && has("branch", "message")) return { ...guess, deed: "push", reason: `${guess.reason}, in a repository that others read` };
  if (guess.deed === "operate" && has("command", "script")) return { ...guess, deed: "run", reason: `${guess.reason}, by a command` };
  if (guess.deed === "write" && has("bucket")) return { ...guess, deed: "upload", reason: `${guess.reason}, to a bucket`, confidence: "medium" };
  if (guess.deed === "compute" && has("password", "passphrase")) return { ...guess, deed: "enter", reason: `${guess.reason}, with a secret` };
  if ((guess.deed === "message" || guess.deed === "write") && has("amount") && has("to", "recipient", "account", "address", "payee", "iban", "number")) return { ...guess, deed: "payment", reason: `${guess.reason}, with an amount and an account` };
  return guess;
}

/** Whether the description says that somebody is written to besides. */
export function notifies(description: string): boolean {
  return /\b(?:also|will|and|then|automatically)\s+(?:be\s+)?(?:sends?|e-?mails?|notif(?:y|ies)|invites?)\b/i.test(description);
}

/** The sinks that a deed has by the table. */
export function sinksOf(guesses: readonly DeedGuess[]): readonly (typeof deeds)[DeedName]["sinks"][number][] {
  return [...new Set(guesses.flatMap(({ deed }) => deeds[deed].sinks))];
}
