// What stands in the user's texts, by looking through all of them: a value as it is spelled, the author or title of a record.
// Shares with the kernel the cutting of texts into tokens, and nothing that remembers.

import { AUTHOR_BITS_MIN, RECORD_NAME_MAX, SIGHTINGS_MAX, TITLE_WORDS_MIN } from "../../src/base/limits.js";
import type { RecordName, ResultRecord } from "../../src/extract/records.js";
import type { Tokens } from "../../src/extract/tokens.js";
import { tokenize } from "./cut.js";
import { trustLevels } from "../../src/words/labels.js";
import { ops } from "../../src/words/ops.js";
import type { Role } from "../../src/words/provenance.js";
import { FALSE, TRUE, UNKNOWN, type Truth } from "../../src/words/truth.js";
import { hasTrusted, streamOf, type Lost, type Reading, type Searched, type Sighting, type StreamName } from "./search.js";
import type { Call, Session } from "./session.js";

/** Whether the user named where a value was seen: where the call was told to look, or a record in which it stands. */
export function named(session: Session, nodes: readonly Searched[], sighting: Sighting): Truth {
  if (hasTrusted(sighting.who)) return TRUE;
  const locators: readonly Role[] = ["path", "url", "destination", "object", "name"];
  let truth: Truth = sighting.unknown ? UNKNOWN : FALSE;
  for (const node of session.nodes.filter((each) => sighting.best.has(each.step) && each.kind === "call")) {
    if (node.call === null || confirms(node.call.binding)) continue;
    for (const { value, roles: of } of node.call.leaves) {
      if ((typeof value !== "string" && typeof value !== "number") || !of.some((role) => locators.includes(role))) continue;
      if (tokenize(String(value)).stops.every((stop) => stop)) continue;
      const heard = [userSaid(nodes, value, session.lost), ...(of.includes("path") && typeof value === "string" ? [userSaidFolder(nodes, value, session.lost)] : [])];
      if (heard.includes(true)) return TRUE;
      if (heard.includes(null)) truth = UNKNOWN;
    }
  }
  const said = [...sighting.records].map((record) => recordNamed(nodes, record, session.lost));
  return said.includes(TRUE) ? TRUE : said.includes(UNKNOWN) ? UNKNOWN : truth;
}

/** Whether a call's result only says that something was done, and is no place to look at. */
function confirms({ op, result }: Call["binding"]): boolean {
  const name = ops[op];
  return name === "SEND" ? trustLevels[result.trust] !== "low" : name === "WRITE" || name === "STORE" || name === "SUBSCRIBE" || name === "PRUNE";
}

/** Whether the user said by which name a record goes: all texts of one of its names. */
export function recordNamed(nodes: readonly Searched[], { names }: ResultRecord, lost: ReadonlyMap<StreamName, Lost>): Truth {
  const answers = names.filter(({ kind, texts }) => texts.every((text) => isTelling(kind, text))).map(({ texts }) => texts.map((text) => userSaid(nodes, text, lost, true)));
  if (answers.some((said) => said.every((each) => each === true))) return TRUE;
  return answers.some((said) => said.every((each) => each !== false)) ? UNKNOWN : FALSE;
}

/** Whether a text may name a record: long enough to tell something, and not longer than anybody says. */
function isTelling(kind: RecordName["kind"], text: string): boolean {
  const { stops, bits } = tokenize(text);
  const words = stops.filter((stop) => !stop).length;
  const isEnough = kind === "title" ? words >= TITLE_WORDS_MIN : words >= 1 && bits.reduce((sum, each) => sum + each, 0) >= AUTHOR_BITS_MIN;
  return isEnough && text.length <= RECORD_NAME_MAX;
}

/** What of a node its words are looked for in. */
type Read = Pick<Searched, "principal" | "readings">;

/** Whether a value's own tokens stand in text of the user's; null where they are too common there to be looked for, or may be forgotten; `alone`: with nothing glued to them. */
export function userSaid(nodes: readonly Read[], value: string | number, lost: ReadonlyMap<StreamName, Lost>, alone = false): boolean | null {
  const { texts, glues } = tokenize(String(value));
  const counts = occurrences(nodes.filter((node) => streamOf(node) === "users"));
  const otherwise = texts.every((text) => lost.get("users")?.texts.has(text) === true) ? null : false;
  if (texts.some((text) => !counts.has(text))) return otherwise;
  if (texts.every((text) => (counts.get(text) ?? 0) > SIGHTINGS_MAX)) return null;
  return otherwise === null && !standsIn(nodes, texts, glues, alone) ? null : standsIn(nodes, texts, glues, alone);
}

function standsIn(nodes: readonly Read[], texts: readonly string[], glues: readonly number[], alone: boolean): boolean {
  return nodes.some((node) => node.principal === "user" && node.readings.some((reading) => placesOf(texts, reading.texts).some((at) => isGluedAlike(glues, reading, at) && (!alone || [at, at + texts.length].every((end) => (reading.glues[end] ?? 0) === 0)))));
}

export function occurrences(nodes: readonly Read[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of nodes) for (const reading of node.readings) for (const text of reading.texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

export function placesOf(needle: readonly string[], texts: readonly string[]): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at + needle.length <= texts.length; at++) if (needle.every((text, index) => texts[at + index] === text)) places.push(at);
  return places;
}

/** Whether the text is glued as the value is, wherever that is behind its first token. */
export function isGluedAlike(glues: readonly number[], reading: Reading, at: number): boolean {
  return glues.every((glue, index) => index === 0 || glue === 0 || reading.glues[at + index] === null || reading.glues[at + index] === glue);
}

/** The folders around a path, by its tokens: of two segments or more. */
function foldersOf(path: string): readonly Pick<Tokens, "texts" | "glues">[] {
  const { texts, glues, stops } = tokenize(path);
  const isCut = (index: number): boolean => glues[index] === SLASH;
  const ends = texts.flatMap((_, end) => (end > 0 && isCut(end) && texts.slice(1, end).some((__, index) => isCut(index + 1)) && !stops.slice(0, end).every((stop) => stop) ? [end] : []));
  return ends.map((end) => ({ texts: texts.slice(0, end), glues: glues.slice(0, end) }));
}

const SLASH = "/".charCodeAt(0);

/** Whether the user's text has a folder around a path, and goes on with no file in it; null as `userSaid`. */
export function userSaidFolder(nodes: readonly Searched[], path: string, lost: ReadonlyMap<StreamName, Lost>): boolean | null {
  const users = nodes.filter((node) => streamOf(node) === "users");
  const counts = occurrences(users);
  const heard = foldersOf(path).map(({ texts, glues }): boolean | null => {
    const otherwise = texts.every((text) => lost.get("users")?.texts.has(text) === true) ? null : false;
    if (texts.some((text) => !counts.has(text))) return otherwise;
    if (texts.every((text) => (counts.get(text) ?? 0) > SIGHTINGS_MAX)) return null;
    const stands = users.some((node) => node.principal === "user" && node.readings.some((reading) => placesOf(texts, reading.texts).some((at) => {
      const behind = reading.glues[at + texts.length];
      return isGluedAlike(glues, reading, at) && behind !== null && behind !== SLASH;
    })));
    return stands ? true : otherwise;
  });
  return heard.includes(true) ? true : heard.includes(null) ? null : false;
}
