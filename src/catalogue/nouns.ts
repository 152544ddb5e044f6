// Words for things that tools are about -> what kind of thing each is: what is done to it, and whose words it holds. A table of the
// trade, true of servers and hosts at large. Knows no tool of any catalogue.

/** Kinds of thing that change what a verb does to them, or what a result is. */
export type NounClass = (typeof classes)[number];

const classes = [
  "money", "standing", "order", "appointment", "mail", "draft", "post", "web", "member", "person", "credential", "access", "ownership", "account", "machine", "code",
  "memory", "cart", "file", "others", "own", "personal", "secret", "review", "bill", "goods", "reaction", "tab", "entry",
] as const;

const words: Readonly<Record<NounClass, string>> = {
  money: "money payment payments fund funds transfer transaction transactions payout payouts refund ether eth crypto bitcoin charge donation salary payroll remittance balance wire currency stock shares investment investments",
  standing: "standing recurring mandate autopay installment instalment",
  order: "order orders booking bookings reservation reservations purchase checkout flight hotel rental ride delivery shipment prescription bid trade",
  appointment: "event events meeting meetings appointment appointments reminder reminders alarm alarms calendar invitation schedule schedules cron job jobs timer timers slot wakeup automation automations",
  mail: "email emails mail mails message messages sms dm notification notifications letter chat whatsapp conversation announcement announcements alert alerts invite call calls voicemail",
  draft: "draft drafts",
  post: "issue issues comment comments post posts tweet tweets review reviews ticket tickets pull pr prs discussion discussions gist release releases wiki blog article story reply replies thread threads status timeline feedback pullrequest question answer video advisory listing campaign poll pin",
  web: "web website webpage page pages url urls site sites http https internet online browser html news",
  member: "user users member members collaborator collaborators participant participants attendee attendees guest guests contributor contributors subscriber follower team teammate employee friend friends reviewer reviewers assignee assignees invitee invitees watcher watchers",
  person: "human agent agents operator representative support staff person department",
  credential: "password passwords passwd passphrase pin passcode credential credentials secret secrets token tokens apikey key keys ssh otp mfa totp certificate certificates",
  access: "permission permissions access role roles acl acls policy policies grant privilege privileges scope visibility privacy firewall share sharing whitelist allowlist link links",
  ownership: "ownership owner custody",
  account: "account accounts profile profiles preference preferences userinfo identity address phone info information details bio avatar settings setting",
  machine: "device devices light lights door lock thermostat camera robot drone machine server servers instance instances cluster clusters pod pods deployment deployments service services process processes vehicle car sprinkler valve traffic system config configuration configurations domain dns network gateway container containers volume namespace daemon window display screen media tv speaker rule rules signal intersection road dispatch temperature brightness volume climate vacuum fan blind blinds curtain shutter oven plug scene playback music manifest",
  code: "command commands script scripts shell bash terminal powershell python javascript sql function functions workflow workflows pipeline pipelines contract macro lambda cell repl",
  memory: "memory memories entity entities relation relations observation observations knowledge",
  cart: "cart basket trolley wishlist",
  file: "file files folder folders directory directories dir document documents doc docs path attachment attachments",
  others: "email emails mail mails message messages inbox inboxes comment comments review reviews issue issues post posts tweet tweets article articles thread threads chat chats channel channels conversation conversations ticket tickets feed note notes web webpage page pages site news document documents file files attachment attachments pr prs discussion feedback question answer reply replies sms notification notifications readme wiki blog search results timeline story stories listing forum reddit event events invoice bill bills contact contacts product products repository repo paper papers transcript transcripts video videos calendar task tasks",
  own: "transaction transactions payments order orders cart history holdings statement statements balance account accounts profile setting settings config configuration preference preferences date time day now timezone weather temperature status version iban whoami userinfo userid me my self quota usage metrics rate exchange forecast stock price prices",
  personal: "profile userinfo contact contacts patient patients medical health genetic genome passport payroll salary employee employees customer customers person people personal criminal court prescription prescriptions statement statements holdings ssn identity birthday phone insurance",
  secret: "password passwords passphrase credential credentials secret secrets token tokens apikey ssh otp",
  // What visitors and customers say of something.
  // What is written out for others to pay: no money moves by it.
  bill: "invoice invoices bill bills receipt receipts quote quotes estimate estimates",
  // Goods that go back.
  goods: "return returns",
  reaction: "reaction reactions emoji",
  // What lets somebody sign in by its other half, and is no secret itself.
  entry: "authorizedkey authorizedkeys",
  tab: "tab tabs",
  review: "reviews rating ratings feedback testimonials opinions",
};

const byWord = new Map<string, Set<NounClass>>();
for (const name of classes) {
  for (const word of words[name].split(" ")) byWord.set(word, (byWord.get(word) ?? new Set()).add(name));
}

const keys: ReadonlySet<string> = new Set(["key", "keys"]);
const lets: ReadonlySet<string> = new Set(["ssh", "gpg", "deploy", "public", "authorized", "signing"]);
const set = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Words that another word beside them takes out of a kind: the key of a store opens nothing, a link between tickets lets nobody in, and one to pay by moves no money. */
const meantOtherwise: readonly { readonly word: ReadonlySet<string>; readonly kind: NounClass; readonly beside: ReadonlySet<string> }[] = [
  { word: set("key keys"), kind: "credential", beside: set("value values pair pairs cache redis keyboard press") },
  { word: set("link links"), kind: "access", beside: set("issue issues ticket tickets task tasks page pages payment record records epic") },
  { word: set("link links"), kind: "money", beside: set("payment payments") },
];

/** The kinds of thing that words name, where they stand among others. */
export function nounsIn(found: readonly string[], among = found): ReadonlySet<NounClass> {
  const named = new Set(found.flatMap((word) => [...(byWord.get(word) ?? [])]));
  // A scheduled transfer is a standing order; a scheduled message is not.
  if (named.has("money") && found.includes("scheduled")) named.add("standing");
  if (found.some((one) => keys.has(one)) && among.some((one) => lets.has(one))) {
    named.add("entry");
    named.delete("credential");
  }
  for (const { word, kind, beside } of meantOtherwise) if (found.some((one) => word.has(one)) && among.some((one) => beside.has(one))) named.delete(kind);
  return named;
}
