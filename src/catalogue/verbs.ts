// Words that say what a tool does -> what it does: a table of the trade, from the names that servers and hosts give their tools. A verb
// says a deed by itself, or a family of deeds among which the thing it is done to decides (`create` a payment, a meeting, a file).
// Knows no tool of any catalogue.

import type { DeedName } from "./deed.js";
import type { NounClass } from "./nouns.js";

/** Families of verbs whose deed hangs on what they are done to. */
export type Family = "make" | "save" | "post" | "change" | "take" | "send" | "dispatch" | "get" | "search" | "open" | "plan" | "stop" | "use" | "start" | "submit" | "request" | "confirm" | "push";

/** What a verb says: one deed, or a family. */
export type Sense = { readonly kind: "deed"; readonly deed: DeedName } | { readonly kind: "family"; readonly family: Family };

const families: Readonly<Record<Family, string>> = {
  get: "get read fetch retrieve view show describe list find load dump peek head tail cat display see access inspect examine browse scan collect ls stat info lookup watch observe locate enumerate obtain acquire count export print summarize "
    + "summarise track check explore poll receive scrape crawl extract visit navigate goto screenshot snapshot capture query tree diff grep glob history transcribe map",
  search: "search research",
  make: "create add new insert write put append make upsert generate build produce compose draft prepare attach fork commit annotate leave",
  // What is saved of a page is not published.
  save: "save register store record init initialize import log note",
  post: "post publish comment tweet retweet reply respond answer rsvp raise file issue contribute mention quote announce broadcast",
  change: "update edit modify set change replace patch adjust rename toggle configure mark assign unassign resolve close reopen complete move copy transform sort label tag pin unpin archive unarchive link unlink manage handle "
    + "enable disable overwrite rewrite correct amend increase decrease merge rebase approve reject reschedule organize organise restore revert reset rotate renew redirect customize accept decline apply extend promote demote alter revise relocate replan replenish "
    + "mkdir touch stage unstage stash duplicate zip unzip compress decompress dismiss finalize finalise",
  take: "delete remove clear erase purge drop destroy wipe unset discard trash rm rmdir truncate flush revoke unshare uninstall deactivate terminate unregister detach",
  send: "send transfer wire give remit forward pass hand relay",
  // What is dispatched to people is sent; what is dispatched to places drives there.
  dispatch: "dispatch",
  open: "open",
  plan: "schedule remind",
  stop: "cancel abort void",
  use: "use perform do",
  start: "start restart launch trigger",
  submit: "submit",
  request: "request",
  confirm: "confirm",
  push: "push",
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
  run: "execute exec run rerun retry eval evaluate invoke call interact shell bash terminal script debug test",
  install: "install deploy provision upgrade bootstrap",
  operate: "control turn lock unlock dim play stop kill shutdown reboot power switch drive fly steer block unblock grab release activate focus resize mount unmount scale drain cordon suspend resume pause arm disarm freeze unfreeze",
  submit: "click type press input hover drag select fill autofill tap swipe scroll",
  message: "email mail message dm text sms notify inform contact whatsapp alert",
  expel: "kick ban expel evict offboard",
  // Goods that go back; of a description's `returns` knows `deduce`.
  cancel: "return",
  upload: "upload sync backup mirror transmit",
  download: "download clone pull",
  react: "like unlike follow unfollow star unstar upvote downvote vote react rate endorse favorite favourite bookmark",
  share: "share grant permit allow authorize authorise expose",
  payment: "pay withdraw refund reimburse charge donate tip settle deposit payout topup invoice bill repay",
  order: "buy purchase order book reserve checkout sell trade rent bid consult hire redeem",
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
  + "complete submit input type press prompt ask vote bid rent contribute build start stop resume sms dm whatsapp fly drive note stat count cat ls show list reason collect make drop do measure say new put touch exec purchase return map kick interact zip"
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
    [["cart"], "cart"], [["bill"], "write"], [["entry"], "admit"], [["reaction"], "react"], [["goods"], "cancel"], [["standing"], "standing"], [["money"], "payment"], [["appointment"], "appoint"], [["draft"], "write"], [["credential"], "credential"],
    [["access"], "share"], [["member"], "invite"], [["mail"], "message"], [["post"], "post"], [["web"], "publish"], [["memory"], "remember"], [["account"], "account"], [["order"], "order"], [["tab"], "show"],
    [["machine"], "operate"], [["code"], "run"], [[], "write"],
  ],
  save: [
    [["cart"], "cart"], [["bill", "web"], "write"], [["entry"], "admit"], [["standing"], "standing"], [["money"], "payment"], [["appointment"], "appoint"], [["draft"], "write"], [["credential"], "credential"], [["access"], "share"], [["member"], "invite"],
    [["mail"], "message"], [["post"], "post"], [["memory"], "remember"], [["account"], "account"], [["order"], "order"], [["machine"], "operate"], [["code"], "run"], [[], "write"],
  ],
  post: [[["appointment"], "appoint"], [["bill", "mail"], "message"], [["web"], "publish"], [[], "post"]],
  change: [
    [["cart"], "cart"], [["bill"], "write"], [["entry"], "admit"], [["ownership"], "give"], [["credential"], "credential"], [["standing"], "amend"], [["money"], "payment"], [["access"], "share"], [["account"], "account"], [["member"], "account"], [["appointment"], "appoint"],
    [["post"], "post"], [["tab"], "show"], [["machine"], "operate"], [["order"], "order"], [["memory"], "remember"], [[], "write"],
  ],
  take: [[["cart"], "cart"], [["entry"], "lockout"], [["reaction"], "react"], [["tab"], "show"], [["appointment"], "cancel"], [["standing"], "amend"], [["credential"], "credential"], [["member"], "expel"], [["access"], "expel"], [["memory"], "forget"], [[], "remove"]],
  send: [[["bill"], "message"], [["machine", "code"], "run"], [["ownership"], "give"], [["person"], "delegate"], [["money"], "payment"], [["access"], "share"], [["post"], "post"], [[], "message"]],
  dispatch: [[["money"], "payment"], [["mail"], "message"], [["post"], "post"], [[], "operate"]],
  open: [[["web"], "fetch"], [["machine"], "operate"], [["account"], "account"], [["post"], "post"], [[], "read"]],
  plan: [[["money", "bill", "standing"], "standing"], [["mail"], "message"], [["post"], "post"], [[], "appoint"]],
  stop: [[["bill"], "cancel"], [["standing"], "amend"], [["money"], "payment"], [[], "cancel"]],
  use: [[["web"], "lookup"], [[], "unclear"]],
  start: [[["goods"], "cancel"], [["machine"], "operate"], [[], "run"]],
  submit: [[["goods"], "cancel"], [["money"], "payment"], [["order"], "order"], [["post"], "post"], [[], "submit"]],
  request: [[["goods"], "cancel"], [["money"], "payment"], [["access"], "share"], [["post"], "post"], [[], "order"]],
  push: [[["mail"], "message"], [["money"], "payment"], [["post"], "post"], [[], "push"]],
  confirm: [[["money"], "payment"], [["appointment"], "appoint"], [["order"], "order"], [["account", "credential"], "enter"], [[], "submit"]],
};

/** The deed of a sense, done to things of these classes. */
export function deedOf(sense: Sense, nouns: ReadonlySet<NounClass>): DeedName {
  if (sense.kind === "deed") return sense.deed;
  return byNoun[sense.family].find(([classes]) => classes.length === 0 || classes.some((one) => nouns.has(one)))?.[1] ?? "unclear";
}
