// Words that say what a tool does -> what it does: a table of the trade, from the names that servers and hosts give their tools. A verb
// says a deed by itself, or a family of deeds among which the thing it is done to decides (`create` a payment, a meeting, a file).
// Knows no tool of any catalogue.

import type { DeedName } from "./deed.js";
import type { NounClass } from "./nouns.js";

/** Families of verbs whose deed hangs on what they are done to. */
export type Family = "make" | "post" | "change" | "take" | "send" | "dispatch" | "get" | "search" | "open" | "plan" | "stop" | "use";

/** What a verb says: one deed, or a family. */
export type Sense = { readonly kind: "deed"; readonly deed: DeedName } | { readonly kind: "family"; readonly family: Family };

const families: Readonly<Record<Family, string>> = {
  get: "get read fetch retrieve view show describe list find load dump peek head tail cat display see access inspect examine browse scan collect ls stat info lookup watch observe locate enumerate obtain acquire count export print summarize "
    + "summarise track check explore poll receive scrape crawl extract visit navigate goto screenshot snapshot capture query tree diff grep glob history transcribe",
  search: "search research",
  make: "create add new insert write save put append make register store record upsert generate build produce compose draft prepare init initialize import log note attach fork commit annotate leave",
  post: "post publish comment tweet retweet reply respond answer raise file issue contribute mention quote announce broadcast",
  change: "update edit modify set change replace patch adjust rename toggle configure mark assign unassign resolve close reopen complete move copy transform sort label tag pin unpin archive unarchive link unlink manage handle "
    + "enable disable overwrite rewrite correct amend increase decrease merge rebase approve reject reschedule organize organise restore revert reset rotate renew redirect customize accept decline apply extend promote demote alter revise relocate replan replenish "
    + "mkdir touch stage unstage",
  take: "delete remove clear erase purge drop destroy wipe unset discard trash rm rmdir truncate flush revoke unshare uninstall evict kick ban expel deactivate terminate unregister detach",
  send: "send transfer wire give remit forward pass hand relay",
  // What is dispatched to people is sent; what is dispatched to places drives there.
  dispatch: "dispatch",
  open: "open",
  plan: "schedule remind",
  stop: "cancel abort void",
  use: "use perform do",
};

const deeds: Readonly<Partial<Record<DeedName, string>>> = {
  think: "think reason reflect sequentialthinking",
  wait: "wait sleep",
  compute: "calculate compute convert validate verify estimate predict compare parse format translate analyze analyse classify detect measure ping encode decode hash preview simulate compile lint solve sum total",
  recall: "recall",
  ask: "ask prompt elicit",
  show: "speak tts present render",
  remember: "remember memorize memorise memoize",
  forget: "forget",
  run: "execute exec run eval evaluate invoke call launch shell bash terminal trigger start restart script debug test",
  install: "install deploy provision upgrade bootstrap",
  operate: "control turn lock unlock dim play stop kill shutdown reboot power switch drive fly steer block unblock grab release activate focus resize mount unmount scale drain cordon suspend resume pause arm disarm",
  submit: "submit click type press input hover drag select fill autofill tap swipe scroll dismiss",
  message: "email mail message dm text sms notify inform contact whatsapp alert",
  post: "push",
  upload: "upload sync backup mirror transmit",
  download: "download clone pull",
  react: "like unlike follow unfollow star unstar upvote downvote vote react rate endorse favorite favourite bookmark",
  share: "share grant permit allow authorize authorise expose",
  payment: "pay withdraw refund reimburse charge donate tip settle deposit payout topup invoice bill repay",
  order: "buy purchase order book reserve checkout sell trade rent bid consult request hire redeem",
  invite: "invite onboard enroll enrol join",
  enter: "login logon signin authenticate connect logout signout signup sign",
  delegate: "delegate handoff spawn agent subagent",
  subscribe: "subscribe unsubscribe monitor",
};

/** Verbs that are as often nouns, or parts of a product's name: one that is neither, further on in the name, speaks before them. */
const doubtful = new Set((
  "tweet retweet post order comment message file star issue email mail text call transfer book note map query record report request review plan share watch like follow set run test log info history "
  + "label tag link bill invoice charge trade control lock store process pull push branch commit merge fork reply alert access trigger snapshot screenshot draft contact deposit display block archive head tail tree diff "
  + "terminal shell bash script agent sum total switch power play present hash format export import research focus scale stage power select hand pass use ship dispatch print release sign tip subscribe schedule sync backup mirror mention quote "
  + "complete submit input type press prompt ask vote bid rent contribute build start stop resume sms dm whatsapp fly drive note stat count cat ls show list reason collect make drop do measure say new put touch exec"
).split(" "));

const senses: ReadonlyMap<string, Sense> = new Map([
  ...Object.entries(families).flatMap(([family, words]) => words.split(" ").map((word): [string, Sense] => [word, { kind: "family", family: family as Family }])),
  ...Object.entries(deeds).flatMap(([deed, words]) => words.split(" ").map((word): [string, Sense] => [word, { kind: "deed", deed: deed as DeedName }])),
]);

/** What a word says as a verb; undefined for words that are none. */
export function senseOf(word: string): Sense | undefined {
  return senses.get(word);
}

/** Whether a word may as well be a noun. */
export function isDoubtful(word: string): boolean {
  return doubtful.has(word);
}

/** What the verbs of a family do to a thing; the first row that names one of its classes counts, else the last. */
const byNoun: Readonly<Record<Family, readonly (readonly [readonly NounClass[], DeedName])[]>> = {
  get: [[["web"], "fetch"], [["memory"], "recall"], [[], "read"]],
  search: [[["web"], "lookup"], [[], "read"]],
  make: [
    [["cart"], "write"], [["standing"], "standing"], [["money"], "payment"], [["appointment"], "appoint"], [["draft"], "write"], [["credential"], "credential"], [["access"], "share"], [["member"], "invite"],
    [["mail"], "message"], [["post"], "post"], [["web"], "publish"], [["memory"], "remember"], [["account"], "account"], [["order"], "order"], [["machine"], "operate"], [["code"], "run"], [[], "write"],
  ],
  post: [[["mail"], "message"], [["web"], "publish"], [[], "post"]],
  change: [
    [["credential"], "credential"], [["standing"], "amend"], [["money"], "payment"], [["access"], "share"], [["account"], "account"], [["member"], "account"], [["appointment"], "appoint"],
    [["post"], "post"], [["machine"], "operate"], [["order"], "order"], [["memory"], "remember"], [[], "write"],
  ],
  take: [[["cart"], "write"], [["standing"], "amend"], [["credential"], "credential"], [["member"], "expel"], [["access"], "expel"], [["memory"], "forget"], [[], "remove"]],
  send: [[["ownership"], "share"], [["person"], "delegate"], [["money"], "payment"], [["access"], "share"], [["post"], "post"], [[], "message"]],
  dispatch: [[["money"], "payment"], [["mail"], "message"], [["post"], "post"], [[], "operate"]],
  open: [[["web"], "fetch"], [["machine"], "operate"], [["account"], "account"], [["post"], "post"], [[], "read"]],
  plan: [[["money", "standing"], "standing"], [[], "appoint"]],
  stop: [[["standing"], "amend"], [["money"], "payment"], [[], "cancel"]],
  use: [[["web"], "lookup"], [[], "unclear"]],
};

/** The deed of a sense, done to things of these classes. */
export function deedOf(sense: Sense, nouns: ReadonlySet<NounClass>): DeedName {
  if (sense.kind === "deed") return sense.deed;
  return byNoun[sense.family].find(([classes]) => classes.length === 0 || classes.some((one) => nouns.has(one)))?.[1] ?? "unclear";
}
