// Whom a user calls where he says that somebody wrote what the nouns of an act mean: "her address is in Devika's mail". Knows small words
// of a few languages and no grammar: a sentence with a noun of the act and with words of what somebody wrote to the user says so of all
// whom it calls, and where it says `her`, of those of the sentence before. Who is called so its caller knows.

import { sentencesOf } from "./asking.js";
import { callingsIn, type Calling } from "./callings.js";
import { lengthAt, type Lexicon } from "./lexicon.js";
import { tokenize } from "./tokens.js";

/** The names of those who wrote, as a text says, what the words of an act mean, each once. */
export function holdersIn(text: string, lexicon: Lexicon, plain: ReadonlySet<string>): readonly Calling[] {
  const sentences = sentencesOf(text).map(({ sentence }) => ({ sentence, ...tokenize(sentence) }));
  const named = sentences.map(({ sentence }) => callingsIn(sentence, plain));
  const found = sentences.flatMap(({ texts }, at) => {
    if (!texts.some((_, word) => lengthAt({ texts }, lexicon.nouns, word) > 0) || !isOfWriting(texts) || texts.some((word) => denials.has(word))) return [];
    const before = texts.some((word) => persons.has(word)) ? named.slice(0, at).findLast((names) => names.length > 0) ?? [] : [];
    return [...named[at] ?? [], ...before];
  });
  return [...new Map(found.map((calling) => [calling.join(" "), calling])).values()];
}

/** Whether words speak of something that another than the user wrote: `Ana's mail`, `the mail from Ana`, `she wrote`; not `mail Ana`, `in a mail`, `I wrote`. */
function isOfWriting(texts: readonly string[]): boolean {
  return texts.some((word, at) => {
    const before = texts[at - 1] ?? "";
    if (wrote.has(word)) return !selves.has(before);
    if (sent.has(word)) return !selves.has(before) && (receivers.has(texts[at + 1] ?? "") || receivers.has(before));
    if (!writings.has(word)) return false;
    const first = ages.has(before) ? texts[at - 2] ?? "" : before;
    return owners.has(first) || (origins.has(texts[at + 1] ?? "") && articles.has(first));
  });
}

const setOf = (words: string): ReadonlySet<string> => new Set(tokenize(words).texts);

const wrote = setOf("mailed emailed wrote writes messaged texted schrieb schreibt geschrieben gemailt écrit escribió escribe escrito scritto scrive escreveu escreve");
const sent = setOf("sent gave forwarded told schickte geschickt sandte envoyé transmis envió mandó mandato inviato enviou mandou");
const receivers = setOf("me us mir uns m nous moi nos mi ci");
const writings = setOf("mail mails email emails message messages note letter letters nachricht brief courriel lettre correo mensaje carta messaggio lettera mensagem");
/** Whose a writing is. */
const owners = setOf("s his her their seiner seinem seine ihrer ihrem ihre son sa leur su sus suo sua loro dele dela");
const articles = setOf("the a an this that der die das dem den im in le la l un une el il lo o na no");
const ages = setOf("last latest newest new recent unread first second letzten letzter letzte neuen neue dernier dernière nuevo último ultimo ultima nuova");
const origins = setOf("from of by von vom de du di da do");
const persons = setOf("he she they his her hers their him them er sie ihr ihre ihrer ihrem ihnen sein seine seiner seinem il elle ils elles lui leur son sa él ella su sus lei suo sua loro ele ela dele dela");
const selves = setOf("i we ich wir je nous yo");
const denials = setOf("not no never don dont without nicht kein keine keinen nie pas jamais sans non nunca sin mai senza não sem");
