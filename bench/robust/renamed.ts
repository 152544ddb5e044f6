// A tool catalogue -> the same tools under other names, in another way of writing them: each word that has a synonym is that. Names of
// parameters likewise; descriptions stay, as another vendor's would say the same.

/** Other words for what tools are called by. */
const synonyms: ReadonlyMap<string, string> = new Map(Object.entries({
  get: "fetch", read: "load", search: "lookup", find: "locate", list: "enumerate", view: "show", check: "inspect", retrieve: "obtain",
  send: "dispatch", post: "submit", share: "grant", forward: "relay", invite: "onboard", add: "attach", create: "make", update: "modify",
  edit: "revise", set: "assign", delete: "erase", remove: "drop", cancel: "revoke", transfer: "remit", pay: "settle", buy: "purchase",
  order: "purchase", book: "reserve", reserve: "book", schedule: "plan", reschedule: "replan", append: "extend", move: "relocate", download: "pull",
  upload: "push", browse: "visit", open: "visit", input: "fill", click: "press", verify: "confirm", reset: "renew", change: "alter",
  money: "funds", transaction: "transfer", transactions: "transfers", user: "member", users: "members", channel: "room", channels: "rooms",
  message: "note", messages: "notes", email: "mail", emails: "mails", file: "document", files: "documents", webpage: "page", password: "passphrase",
  account: "profile", info: "details", information: "details", recipient: "beneficiary", amount: "sum", subject: "title", body: "text", content: "text",
  event: "appointment", events: "appointments", calendar: "agenda", hotel: "lodging", hotels: "lodgings", repository: "repo", issue: "ticket", product: "article",
  cart: "basket", item: "article", address: "location", note: "memo", contact: "person", contacts: "people", url: "link", path: "location", query: "terms",
}));

/** Another name for a tool or a parameter, in lower camel case. */
export function renamed(name: string): string {
  const words = name.replaceAll(/([a-z\d])([A-Z])/g, "$1 $2").split(/[^A-Za-z\d]+| /).filter((word) => word !== "").map((word) => word.toLowerCase());
  const others = words.map((word) => synonyms.get(word) ?? word);
  return others.map((word, at) => (at === 0 ? word : `${word[0]?.toUpperCase() ?? ""}${word.slice(1)}`)).join("") || name;
}

/** The new names of a catalogue's tools and of their parameters. A name that is taken keeps a number behind it, so that no two tools become one. */
export interface Names {
  readonly tools: ReadonlyMap<string, string>;
  readonly parameters: ReadonlyMap<string, string>;
}

/** A catalogue with other names, and which they are. */
export function renamedCatalogue(tools: readonly Tool[]): { readonly tools: readonly Tool[]; readonly names: Names } {
  const names = apart(tools.map(({ name }) => name));
  const parameters = new Map<string, string>();
  const anew = tools.map((tool) => {
    const properties = Object.entries(tool.inputSchema?.properties ?? {});
    const own = apart(properties.map(([name]) => name));
    for (const [from, to] of own) parameters.set(`${tool.name}\0${from}`, to);
    const inputSchema = { ...tool.inputSchema, properties: Object.fromEntries(properties.map(([name, schema]) => [own.get(name) ?? name, schema])), required: (tool.inputSchema?.required ?? []).map((name) => own.get(name) ?? name) };
    return { ...tool, name: names.get(tool.name) ?? tool.name, inputSchema };
  });
  return { tools: anew, names: { tools: names, parameters } };
}

/** A tool, as a catalogue has it. */
export interface Tool {
  readonly name: string;
  readonly inputSchema?: { readonly properties?: Readonly<Record<string, unknown>>; readonly required?: readonly string[] };
}

function apart(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Map<string, number>();
  return new Map(names.map((name) => {
    const to = renamed(name);
    const before = taken.get(to) ?? 0;
    taken.set(to, before + 1);
    return [name, before === 0 ? to : `${to}${before + 1}`];
  }));
}
