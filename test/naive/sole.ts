// Whether a value is the only one of its kind where the user says that it stands, gone over from the first word to the last.
// Shares with the kernel what a text holds of names and things, and nothing that remembers.

import { CALLINGS_MAX, HELD_MAX } from "../../src/base/limits.js";
import { addressesIn, authorsOf, fits, quotes, type Author } from "../../src/extract/callings.js";
import { holdersIn } from "../../src/extract/holders.js";
import type { Lexicon } from "../../src/extract/lexicon.js";
import type { ResultRecord } from "../../src/extract/records.js";
import type { Segment } from "../../src/extract/segments.js";
import { thingOf, thingsIn, type ThingKind } from "../../src/extract/things.js";
import { plainOf } from "./called.js";
import type { Session } from "./session.js";

/** Whether a value is the only thing of its kind in what those wrote of whom the user says that they hold what an act's nouns mean. */
export function sole({ history, manifest }: Session, act: Lexicon, value: string): boolean {
  const thing = thingOf(value);
  if (thing === null) return false;
  const said = history.flatMap((each) => (each.kind === "spoke" ? holdersIn(each.text, act, plainOf(manifest.acts)) : []));
  const names = said.filter((name, at) => said.findLastIndex((other) => other.join(" ") === name.join(" ")) === at).slice(-CALLINGS_MAX);
  const reads = history.flatMap((each) => (each.kind === "read" ? [each] : []));
  const segments = reads.flatMap((read) => read.segments);
  const records = [...new Set(segments.flatMap(({ stands }) => stands.record ?? []))];
  const isMixed = (record: ResultRecord): boolean => segments.some((segment) => segment.stands.record === record && segment.stands.written && quotes(segment));
  const given = history.flatMap((each) => (each.kind === "gave" ? addressesIn(each.text) : []));
  const heard = [...given, ...records.flatMap((record) => authorsOf(record).all), ...segments.flatMap(({ text, stands }) => (stands.written ? [] : addressesIn(text)))];
  const writes = ({ address }: Author): boolean => records.some((record) => authorsOf(record).own?.address === address);
  const held = ({ address }: Author, kind: ThingKind): ReadonlySet<string> => new Set(segments
    .filter(({ stands: { record, written } }) => record !== null && written && !isMixed(record) && authorsOf(record).own?.address === address)
    .flatMap(({ text }) => thingsIn(text).flatMap((each) => (each.kind === kind ? [each.name] : []))));
  const shown = reads.flatMap((read) => mailboxOf(new Set(read.segments.flatMap(({ stands }) => stands.record ?? [])), read.segments, isMixed));
  const trusted = reads.flatMap(({ node, segments: own }) => (node.own.trust === 0 && !node.own.unknown ? own.flatMap(({ text, stands }) => (stands.written ? [] : addressesIn(text))) : []));
  const isGiven = (address: string): boolean => [...given, ...shown].some((each) => each.address === address);
  const isKnown = ({ address, domain }: Author): boolean => [...given, ...shown, ...trusted].some((each) => each.address === address || (domain !== "" && each.domain === domain));

  const writers: Author[] = [];
  for (const name of names) {
    const all = heard.filter((author) => fits(name, author));
    const own = new Map(all.filter(writes).map((author) => [author.address, author]));
    const [writer] = own.values();
    if (writer === undefined) continue;
    if (own.size > 1 || !all.every(({ address }) => address === writer.address || held(writer, "mailbox").has(address))) return false;
    writers.push(writer);
  }
  const all = writers.map((writer) => held(writer, thing.kind));
  const things = new Set(all.flatMap((each) => [...each]).filter((name) => thing.kind !== "mailbox" || !(isGiven(name) || writers.some(({ address }) => address === name))));
  return things.size === 1 && things.has(thing.name) && all.every(({ size }) => size <= HELD_MAX) && writers.every(isKnown);
}

/** The addresses that stand in every record of a result beside what its author wrote, where they have two authors or more. */
function mailboxOf(records: ReadonlySet<ResultRecord>, segments: readonly Segment[], isMixed: (record: ResultRecord) => boolean): readonly Author[] {
  const beside = [...records].map((record) => segments.flatMap(({ text, stands }) => (stands.record === record && !stands.written ? addressesIn(text) : [])));
  const authors = new Set([...records].flatMap((record) => (isMixed(record) ? [] : authorsOf(record).own?.address ?? [])));
  return authors.size < 2 ? [] : (beside[0] ?? []).filter(({ address }) => beside.every((each) => each.some((other) => other.address === address)));
}
