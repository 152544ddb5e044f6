// What tools said of themselves when they were listed first, by digest, and what people reviewed since: whether a tool is another than
// it was. One that was never listed is not; where a list could not be read nobody knows. Knows no rules and asks no registry.

import { TOOLS_PINNED_MAX } from "../../base/limits.js";
import { fold } from "../../words/fold.js";
import type { PinRow } from "../event/row.js";

/** A tool of a server. */
export interface ToolName {
  /** Folded; empty where nobody says it, and then it may be any. */
  readonly server: string;
  readonly name: string;
}

/** What is known of one tool. */
interface Pin extends ToolName {
  /** The digest of what it says of itself now, null where that was not listed here. */
  listed: string | null;
  /** Digests that it may have: the first, and what was reviewed. */
  readonly accepted: Set<string>;
  /** It was listed as something else, and nobody has reviewed that. */
  isHeld: boolean;
  /** Which of the lists it stood in last. */
  at: number;
}

/** All that is known. */
export interface Pins {
  readonly byName: Map<string, Pin[]>;
  count: number;
  /** How many lists came, and the latest of them that could not be read or remembered; -1 for none. */
  lists: number;
  lostAt: number;
}

/** Nothing listed. */
export function createPins(): Pins {
  return { byName: new Map(), count: 0, lists: 0, lostAt: -1 };
}

/** The tool of a name, where hosts put the server into it, and of the server that is said. */
export function toolOf(server: string | null, tool: string): ToolName {
  const [, own = "", name = tool] = /^mcp__(.+?)__(.+)$/s.exec(tool) ?? [];
  return { server: fold(server ?? own), name };
}

/** The key that sessions know a tool by. */
export function toolKey({ server, name }: ToolName): string {
  return `${server.length} ${server}${name}`;
}

/** A list came. */
export function beginList(pins: Pins): void {
  pins.lists++;
}

/** A list came that nobody could read: what changed by it is not known. */
export function loseList(pins: Pins): void {
  pins.lostAt = ++pins.lists;
}

/** Notes a tool of the list that came last; gives whether it is pinned by that, null where there is no room. */
export function noteListed(pins: Pins, tool: ToolName, digest: string): boolean | null {
  const pin = pinOf(pins, tool);
  if (pin === null) {
    pins.lostAt = pins.lists;
    return null;
  }
  const isFirst = pin.accepted.size === 0;
  if (isFirst) pin.accepted.add(digest);
  if (!pin.accepted.has(digest)) pin.isHeld = true;
  pin.listed = digest;
  pin.at = pins.lists;
  return isFirst;
}

/** A person reviewed a tool: as it is listed, or (with a digest) as what has that. Gives what is accepted by it; null where there is no such thing. */
export function noteReviewed(pins: Pins, tool: ToolName, digest: string | null): readonly (ToolName & { readonly digest: string })[] | null {
  const known = named(pins, tool);
  const all = known.length === 0 && digest !== null ? [pinOf(pins, tool)] : known;
  const accepted = all.flatMap((pin) => {
    const reviewed = digest ?? pin?.listed ?? null;
    if (pin === null || reviewed === null) return [];
    accept(pin, reviewed);
    return [{ server: pin.server, name: pin.name, digest: reviewed }];
  });
  return accepted.length === 0 ? null : accepted;
}

/** Takes in what another session pinned, or what a person reviewed there. */
export function admitPin(pins: Pins, { server, name, digest, by }: PinRow): void {
  const pin = pinOf(pins, { server, name });
  if (pin === null) pins.lostAt = pins.lists;
  else if (by !== null) accept(pin, digest);
  else if (pin.accepted.size === 0) pin.accepted.add(digest);
}

/** Whether a tool is another than it was; null where nobody knows. */
export function isChanged(pins: Pins, tool: ToolName): boolean | null {
  if (pins.count === 0 && pins.lostAt === -1) return false;
  const known = named(pins, tool);
  if (known.some((pin) => pin.isHeld)) return true;
  return pins.lostAt !== -1 && (known.length === 0 || known.some((pin) => pin.at < pins.lostAt)) ? null : false;
}

/** The tools that a call of one may be of and that are held. */
export function heldTools(pins: Pins, tool: ToolName): readonly ToolName[] {
  return pins.count === 0 ? none : named(pins, tool).filter((pin) => pin.isHeld);
}

function accept(pin: Pin, digest: string): void {
  pin.accepted.add(digest);
  if (pin.listed !== null && pin.accepted.has(pin.listed)) pin.isHeld = false;
}

/** Where one side names no server it may be the other's. */
function named({ byName }: Pins, { server, name }: ToolName): readonly Pin[] {
  return (byName.get(name) ?? none).filter((pin) => server === "" || pin.server === "" || pin.server === server);
}

function pinOf(pins: Pins, { server, name }: ToolName): Pin | null {
  const there = pins.byName.get(name) ?? [];
  const known = there.find((pin) => pin.server === server);
  if (known !== undefined) return known;
  if (pins.count >= TOOLS_PINNED_MAX) return null;
  pins.count++;
  const pin: Pin = { server, name, listed: null, accepted: new Set(), isHeld: false, at: 0 };
  pins.byName.set(name, [...there, pin]);
  return pin;
}

const none: readonly Pin[] = [];
