// A text to the credentials in it, by the formats their issuers give them and by names like `password =` before a value.
// Knows nothing of whose they are or whether they still work.

import { EVENT_TEXT_MAX, PARTS_MAX } from "../base/limits.js";
import type { TermValue } from "../words/term.js";
import { eachText } from "./written.js";

/** Formats that are told by their own letters. */
const formats: readonly RegExp[] = [
  /\b(?:AKIA|ASIA|AROA|AIDA|AGPA|ANPA|ANVA|ABIA|ACCA)[A-Z0-9]{16}\b/g, // AWS
  /\bgh[pousr]_[A-Za-z0-9]{30,255}\b/g, // GitHub
  /\bgithub_pat_[A-Za-z0-9_]{22,255}\b/g,
  /\bglpat-[A-Za-z0-9_-]{20,64}/g, // GitLab
  /\bxox[abeoprs]-[A-Za-z0-9-]{10,255}/g, // Slack
  /\bxapp-\d-[A-Za-z0-9-]{10,255}/g,
  /\bhttps:\/\/hooks\.slack\.com\/services\/[A-Za-z0-9/]{20,100}/g,
  /\bsk-[A-Za-z0-9_-]{16,255}/g, // OpenAI, Anthropic and those who follow them
  /\bAIza[A-Za-z0-9_-]{35}/g, // Google
  /\bya29\.[A-Za-z0-9_-]{20,255}/g,
  /\bGOCSPX-[A-Za-z0-9_-]{20,64}/g,
  /\b[rs]k_(?:live|test)_[A-Za-z0-9]{10,255}\b/g, // Stripe
  /\bwhsec_[A-Za-z0-9]{16,255}\b/g,
  /\bSG\.[A-Za-z0-9_-]{16,64}\.[A-Za-z0-9_-]{16,64}/g, // SendGrid
  /\bkey-[0-9a-f]{32}\b/g, // Mailgun
  /\bSK[0-9a-f]{32}\b/g, // Twilio
  /\bnpm_[A-Za-z0-9]{36}\b/g,
  /\bpypi-[A-Za-z0-9_-]{50,255}/g,
  /\bhf_[A-Za-z0-9]{30,64}\b/g, // Hugging Face
  /\bdop_v1_[0-9a-f]{64}\b/g, // DigitalOcean
  /\b\d{8,10}:AA[A-Za-z0-9_-]{33}\b/g, // Telegram
  /\beyJ[A-Za-z0-9_-]{8,4096}\.eyJ[A-Za-z0-9_-]{4,8192}\.[A-Za-z0-9_-]{0,4096}/g, // JWT
];

const pemBegin = /-----BEGIN (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const pemEnd = /-----END (?:[A-Z0-9]{1,16} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

/** `name = value`, in the quotings of shells, JSON, YAML and code; the name may stand behind or before other words. */
const assignment =
  /(?<![A-Za-z])(?:password|passwd|passphrase|passcode|pwd|secret|token|api[_ -]?key|apikey|access[_ -]?key|private[_ -]?key|credential)s?(?:[_-][A-Za-z0-9]{1,24}){0,3}["'\\]{0,3}\s{0,4}(?:=>|:=|=|:|\bis\b)\s{0,4}(?:\\{0,3}"((?:[^"\\\n]|\\[^\n"]){1,1024})|'([^'\n]{1,1024})'|([^\s"',;)}\]]{4,1024}))/gi;
/** What stands where a value would, and is none. */
const placeholder =
  /^(?:null|none|nil|undefined|true|false|unset|empty|required|optional|string|changeme|redacted|your[_ -].*|<.*>?|\$.*|\{\{.*|%.*%|\*+|x{3,}|\.{3}|process\.env.*|os\.environ.*|\[.*)$/i;

const userinfo = /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/?#@:"'<>]{0,128}):([^\s/?#@"'<>]{1,256})@/gi;
const header = /\b(?:Bearer|Basic)\s{1,16}([A-Za-z0-9._~+/-]{12,4096}={0,2})/g;

/** The credentials in a text, each once, in the order of the formats. */
export function credentials(text: string): readonly string[] {
  const found = new Set<string>();
  for (const format of formats) for (const match of text.matchAll(format)) found.add(match[0]);
  for (const key of privateKeys(text)) found.add(key);
  for (const match of text.matchAll(header)) if (/\d/.test(match[1] ?? "")) found.add(match[1] ?? "");
  for (const match of text.matchAll(userinfo)) if (!placeholder.test(match[2] ?? "")) found.add(match[2] ?? "");
  for (const match of text.matchAll(assignment)) {
    const value = match[1] ?? match[2] ?? match[3] ?? "";
    if (!placeholder.test(value) && (match[3] === undefined || looksSecret(value))) found.add(value);
  }
  return [...found];
}

/** The credentials in all texts of a record or list, its keys too; a leaf behind a name as `password` is one as it would be in JSON. */
export function credentialsWithin(value: TermValue): TermValue {
  const found = new Set<string>();
  let units = 0;
  const open = eachText(value, (text, key) => {
    units += text.length + LEAF_UNITS;
    if (units > EVENT_TEXT_MAX || found.size > PARTS_MAX) return false;
    if (text.length >= CREDENTIAL_UNITS_MIN) for (const one of credentials(text)) found.add(one);
    if (key === null || text === "" || isAbout(wordsOf(key))) return true;
    if (mayName.test(key)) for (const one of credentials(`"${key}": "${text}"`)) found.add(one);
    if (namesSecret(wordsOf(key)) && !placeholder.test(text)) found.add(text);
    return true;
  });
  return { items: [...found].slice(0, PARTS_MAX), open };
}

/** Whether a key says that a secret stands behind it: in any case, joined in any way (`userPassword`, `CARD-CVV`, `one_time_code`). */
function namesSecret(words: readonly string[]): boolean {
  return words.some((word) => secrets.has(word)) || together.test(words.join(" "));
}

/** Whether it only says something about one: how many, how long, of which kind. */
function isAbout(words: readonly string[]): boolean {
  return about.has(words.at(-1) ?? "") || bounds.has(words[0] ?? "");
}

function wordsOf(key: string): readonly string[] {
  return key.replace(/(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/g, " ").toLowerCase().split(/[^a-z0-9]+/).filter((word) => word !== "");
}

const secrets: ReadonlySet<string> = new Set("password passwords passwd passphrase passcode pwd otp totp cvv cvc ssn apikey authtoken accesstoken privatekey secretkey clientsecret mnemonic".split(" "));
/** Words that mean it together; alone they are said of other things (`token`, `key`, `pin`, `code`). */
const together = /\b(?:(?:api|access|private|secret|signing|encryption|ssh) key|(?:access|auth|bearer|session|refresh|security|api|id) token|client secret|secret|(?:verification|security|login|auth|authentication|confirmation|access|one time|2fa|mfa) code|(?:card|atm|account|security|user) pin|^pin$|social security(?: number)?|seed phrase|recovery (?:code|phrase|key))s?$/;
/** What a name ends with that speaks about a secret, and is none. */
const about: ReadonlySet<string> = new Set("limit count length policy hint expiry expires at type name id url required enabled reset strength status".split(" "));
const bounds: ReadonlySet<string> = new Set(["max", "min", "num"]);

/** What looking through one leaf takes beside its text, in code units of it. */
const LEAF_UNITS = 256;
/** No format is shorter: `pwd="x"`. */
const CREDENTIAL_UNITS_MIN = 7;
/** A key that may be the name before a credential; what stands behind any other is none for its key's sake. */
const mayName = /pass|pwd|secret|token|key|credential/i;

/** A bare word behind `password is` is one only if it does not read as an ordinary word. */
function looksSecret(value: string): boolean {
  return /[^A-Za-z.]/.test(value) || /[a-z][A-Z]/.test(value);
}

/** Private keys in PEM, from their begin line to their end line, or to the end of the text. */
function privateKeys(text: string): readonly string[] {
  const ends = [...text.matchAll(pemEnd)].map((match) => match.index + match[0].length);
  const keys: string[] = [];
  let from = 0;
  let next = 0;
  for (const match of text.matchAll(pemBegin)) {
    if (match.index < from) continue;
    while (next < ends.length && (ends[next] ?? 0) <= match.index) next++;
    from = ends[next] ?? text.length;
    keys.push(text.slice(match.index, from));
  }
  return keys;
}
