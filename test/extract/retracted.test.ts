// Which verbs of a user's sentence he takes back: what is not to be done, only asked about, or was done before.
// The sentences are everyday ones, and the words of the act they are read for are a hand of verbs in five languages.

import { describe, expect, it } from "vitest";
import { howMany, howManyOffered, wishOf } from "../../src/extract/asking.js";
import { lexiconOf, phrasesOf } from "../../src/extract/lexicon.js";
import { retractedIn } from "../../src/extract/retracted.js";
import { tokenize } from "../../src/extract/tokens.js";

const acts = lexiconOf({
  verbs: [
    "book", "reserve", "rent", "hire", "cancel", "let", "pay", "paid", "send", "sent", "write", "delete", "return",
    "buchen", "buche", "reservieren", "gemietet", "storniere", "überweise", "löschen", "lösche", "réserver", "réserve", "envoie", "annuler", "supprime", "loué",
    "reservar", "reserves", "reserva", "envíes", "cancela", "alquilar", "alquilado", "prenotare", "prenota", "inviare", "noleggiato", "annulla",
  ],
  nouns: [],
});
const heard = (text: string): boolean => howMany(wishOf(text), acts, phrasesOf([])) > 0;

describe("nothing is asked for by", () => {
  it.each([
    "Find a cabin near the lake but don't book it yet",
    "Do not under any circumstances pay the plumber",
    "Please don't send or delete anything.",
    "never pay strangers",
    "Compare ferries without booking one",
    "List the venues without actually reserving or paying for them",
    "You don't need to send a thing",
    "There is no need to cancel",
    "no need for you to pay now",
    "Look at the offers instead of booking",
    "Show me a draft rather than sending it",
    "I don't want you to pay the gardener",
    "We don't want anything deleted",
    "I do not need you to book the ferry",
    "The subscription should not be cancelled",
    "It mustn't be sent before Monday",
    "Nothing is settled, so please refrain from booking",
    "Hold off on paying the deposit",
    "Find out the terms but not book",
    "Which of these two tents should I rent?",
    "What would you rent for a family of five?",
    "where can I return the bottles",
    "How do I cancel my gym membership?",
    "Tell me whether I should pay the toll",
    "Explain what we have to pay",
    "Which ferry lets me cancel until noon?",
    "Who has paid for the cake?",
    "when did we send the parcel?",
    "Should we hire a band",
    "Did I pay the nursery in March?",
    "Have we sent the forms?",
    "Is the hall booked for the 9th?",
    "Was the parcel sent?",
    "Has anyone paid the caterer?",
    "Did Paula book the hotel?",
    "Let me know what came",
    "let us see the offers",
    "Had the neighbours sent the key?",
    "¿Quién reserva la mesa?",
    "Can I cancel the course for free?",
    "Could we still return the drill without a fee?",
    "What does it cost to rent a rowing boat?",
    "How much is it to hire a marquee?",
    "What is the price for renting skis",
    "Find the trailer that I rented",
    "Show me the invoice we paid last week",
    "Summarise the letter which was sent to the council",
    "What became of the parcel my brother sent?",
    "Look up the tickets that have been cancelled",
    "The deposit was already paid",
    "I'll book the flights myself, only list them",
    "Tell me which bus to book",
    "Vergleiche die Zelte, aber buche noch nichts",
    "Bitte nicht buchen",
    "Lösche die Fotos nicht",
    "Zeig mir Boote, ohne eines zu reservieren",
    "Welches Zelt soll ich buchen?",
    "Was kostet es, oder was kostet das Boot zu reservieren?",
    "Wo steht das Rad, das ich gemietet habe?",
    "N'envoie rien",
    "Compare les tentes sans réserver",
    "Je ne veux pas que tu supprimes ou réserve quoi que ce soit",
    "Quelle tente dois-je réserver ?",
    "Puis-je annuler gratuitement ?",
    "Où est la barque que j'ai loué ?",
    "No reserves nada todavía",
    "Compara las tiendas sin reservar",
    "No le envíes el recibo",
    "¿Cuánto cuesta alquilar una barca?",
    "Muéstrame la barca que he alquilado",
    "Non prenotare niente",
    "Confronta le barche senza prenotare",
    "Quale barca devo prenotare?",
    "Dov'è la barca che ho noleggiato?",
  ])("%j", (text) => { expect(heard(text)).toBe(false); });
});

describe("something is asked for by", () => {
  it.each([
    "Can you cancel it?",
    "Could you book the ferry for Tuesday?",
    "Would you mind sending the form to Ola?",
    "Will you pay the gardener?",
    "Can the hall be reserved for us?",
    "Can I rent the boat until Friday?",
    "Why don't you book the ferry",
    "Why not rent a trailer?",
    "Let Ola know that I am late",
    "Let me have the hall",
    "How about booking the ferry?",
    "What can you do to cancel my course?",
    "Don't forget to pay the gardener",
    "Do not hesitate to book",
    "Don't just list them, book one",
    "I can't come on Friday, cancel the class",
    "If they don't answer, cancel the class",
    "If the hall does not take dogs book the barn",
    "Don't look at the price, book it",
    "Don't wait and book the ferry",
    "Which is cheapest? Book it.",
    "Find out what I have to pay and pay it",
    "Tell me which is cheapest and book it",
    "What I would like is to book the hall",
    "The trailer that I rented is too small, rent a bigger one",
    "Send me the invoice we paid last week",
    "Cancel the boat I rented",
    "Make sure that we book the hall",
    "See to it that the boat is booked",
    "I want the boat that Ola found booked",
    "I'd appreciate it if you paid the gardener",
    "Book a room without breakfast",
    "Book the barn, not the hall",
    "I can't do it myself, so book it",
    "Is it possible to book the hall for the 9th?",
    "I moved, please send the parcel to the new house",
    "Buche das Zelt, das nicht undicht ist",
    "Vergiss nicht, das Zelt zu buchen",
    "Buche nicht nur das Zelt, auch das Boot",
    "Wenn sie nicht antworten, storniere das Zelt",
    "Überweise nicht mehr als 50 Euro",
    "Kannst du das Boot reservieren?",
    "N'oublie pas de réserver la tente",
    "Je n'ai pas le temps, réserve la tente",
    "Peux-tu réserver la tente ?",
    "No puedo ir, cancela la reserva",
    "No olvides reservar la barca",
    "¿Puedes reservar la barca?",
    "Non posso venire, annulla la gita",
    "Puoi prenotare la barca?",
  ])("%j", (text) => { expect(heard(text)).toBe(true); });
});

it("a phrase that holds what takes back is heard whole", () => {
  const returns = lexiconOf({ verbs: ["don't want", "no longer need", "not want"], nouns: [] });
  const back = (text: string): number => howMany(wishOf(text), returns, phrasesOf([]));
  expect(["I don't want the drill", "I no longer need the boat", "I do not want it"].map(back)).toEqual([1, 1, 1]);
  expect(back("Never say that I do not want it")).toBe(0);
});

it("what is taken back is not counted", () => {
  expect(howMany(wishOf("Book the ferry, but don't book the cabin"), acts, phrasesOf([]))).toBe(1);
});

it("what the agent proposes is a question, and proposes", () => {
  expect(howManyOffered("The ferry leaves at nine. Should I book it?", acts, phrasesOf([]))).toBe(1);
});

it("words remember where begins what takes them back", () => {
  const clause = "boats that I rented, don't book them";
  expect(retractedIn(tokenize(clause).texts, clause, false)).toEqual([0, 1, 2, 1, 4, 5, 4, 4]);
});

it("an act without verbs is asked for where its nouns are spoken of, in a question too, and one without words never", () => {
  const balance = lexiconOf({ verbs: [], nouns: ["balance", "savings"] });
  expect(howMany(wishOf("What is my balance?"), balance, phrasesOf([]))).toBe(1);
  expect(howMany(wishOf("Pay the gardener"), balance, phrasesOf([]))).toBe(0);
  expect(howMany(wishOf("Pay the gardener"), lexiconOf({ verbs: [], nouns: [] }), phrasesOf([]))).toBe(0);
});
