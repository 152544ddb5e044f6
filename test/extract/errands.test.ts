// Which clauses of a user's are errands: orders in verbs that none of the acts has. Everyday messages in five languages; of the acts a few.

import { describe, expect, it } from "vitest";
import { howMany, howManyOffered, wishOf } from "../../src/extract/asking.js";
import { lexiconOf, phrasesOf } from "../../src/extract/lexicon.js";
import { meantBy, proposedIn, spokenIn } from "../../src/extract/meant.js";

const acts = [
  { name: "errand", verbs: ["*"], nouns: [] },
  { name: "payment", verbs: ["pay", "send", "zahle", "zahlen"], nouns: ["bill", "money", "rechnung"] },
  { name: "message", verbs: ["write", "tell", "schreib"], nouns: [] },
  { name: "removal", verbs: ["delete", "remove"], nouns: [] },
];
const [errand] = acts;
const lexicon = lexiconOf(errand ?? { verbs: [], nouns: [] }, acts);
const verbs = phrasesOf(acts.flatMap((act) => act.verbs));
const count = (text: string): number => howMany(wishOf(text), lexicon, verbs);

describe("an errand", () => {
  it.each([
    "Square up with Ines for the petrol",
    "please sort the invoice out",
    "Could you loop Priya in?",
    "I'd like you to settle the plumber's note",
    "I need to get rid of the old entry, so take it off",
    "The badge is broken. Sort it",
    "chip in 20 for the gift",
    "Let's move the stand-up",
    "the report is outdated, bin it",
    "Go ahead and renew my card",
    "Hi Sam, please extend the loan",
    "Look at the page and claim the refund",
    "the parcel came, sign for it",
    "begleich bitte die Rechnung",
    "Überweis der Hebamme den Betrag",
    "Bitte die Miete begleichen",
    "Kannst du den Termin verschieben?",
    "Règle la note du plombier",
    "Peux-tu déplacer la réunion ?",
    "Merci de renouveler mon abonnement",
    "págalo y muévelo", "Devuélvelas por favor",
    "renueva mi suscripción",
    "Puedes aplazar la cita?",
    "Rinnova il mio abbonamento",
    "Potresti spostare la riunione?",
  ])("is given: %s", (text) => {
    expect(count(text)).toBeGreaterThan(0);
  });

  it.each([
    // Words of the acts.
    "Pay the bill", "Send the money to Ana", "Could you write to Ben?", "Delete the draft and tell Ana", "Bitte die Rechnung zahlen",
    // To be looked at, worked out or said.
    "Summarise the letter", "Check the page and tell me what it costs", "Look up the address", "Find the invoice of March", "Can you compare the two offers?", "Give me the list", "Help me understand the contract", "Zeig mir die Termine",
    "Montre-moi la facture", "Busca el recibo", "Cerca la ricevuta", "Kannst du den Brief zusammenfassen?",
    // Said of something, or asked.
    "The rent is due", "Rent is due on Friday", "My landlord wants more money", "We moved the stand-up", "She sorted it out", "Ines squared up with Ben", "What did we order?", "Which room should I book?", "Is the table taken?", "Does the hotel have a pool?",
    "I rented a car", "there is a mail in my inbox", "Car sharing at the station", "Invoice from Bob", "Thanks for the help", "Good morning", "Hello", "", "...", "42",
    // Taken back.
    "Don't move the stand-up", "Do not settle the note yet", "never share the plan", "without moving the entry", "Instead of moving it, look at it", "I'll sort it out myself",
    // Left out of what is said.
    "Delete all but keep the last", "Remove all, except the draft",
  ])("is not: %s", (text) => {
    expect(count(text)).toBe(0);
  });

  it("is counted by its clauses, and may be many", () => {
    expect(count("Sort the badge. Renew the card.")).toBe(2);
    expect(count("Sort the badge and renew the card")).toBe(Number.POSITIVE_INFINITY);
    expect(count("Sort the badge. Pay the bill.")).toBe(1);
    expect(count("Sort all of the badges")).toBe(Number.POSITIVE_INFINITY);
    expect(count("- sort the badge\n- renew the card")).toBe(Number.POSITIVE_INFINITY);
  });

  it("is known by the nouns of an act as well", () => {
    // `send` is a verb of what needs a noun.
    expect(count("send the parcel")).toBe(1);
    expect(count("send the parcel. The bill is in it.")).toBe(0);
    const ofMoney = lexiconOf({ verbs: ["*"], nouns: ["cash"] }, acts);
    expect(howMany(wishOf("square up with Ines"), ofMoney, verbs)).toBe(0);
    expect(howMany(wishOf("square up with Ana. I have no cash"), ofMoney, verbs)).toBe(1);
  });

  it("stands beside verbs of its own", () => {
    const wide = lexiconOf({ verbs: ["*", "fix"], nouns: [] }, acts);
    expect(howMany(wishOf("the fix is fixed"), wide, verbs)).toBeGreaterThan(0);
    expect(howMany(wishOf("the rent is due"), wide, verbs)).toBe(0);
  });

  it("is nothing that the agent proposes", () => {
    expect(howManyOffered("Sort the badge out?", lexicon, verbs)).toBe(0);
    expect(meantBy(proposedIn("Sort the badge out?", verbs), lexicon, verbs).texts).toEqual([]);
  });

  it("is meant of what its clause says", () => {
    expect(meantBy(spokenIn("Pay the bill. Sort the badge out.", verbs), lexicon, verbs).texts).toEqual(["sort", "the", "badge", "out", ""]);
  });
});
