// A described tool -> its binding, guessed: ops, sinks and acts (with the argument they hang on), roles of arguments, labels of the
// result, each with its reason and how sure it is. On no evidence the strict side. What is guessed is for a person to review; `draft`
// writes it down.

import type { Op, SinkKind } from "../words/ops.js";
import type { Role } from "../words/provenance.js";
import { deeds, isEffect, stricter } from "./deed.js";
import type { DeedName } from "./deed.js";
import { chosen, deduce, notifies, sinksOf, thingsOf } from "./deduce.js";
import type { DeedGuess } from "./deduce.js";
import { ownName, wordsOf } from "./name.js";
import { rolesOf } from "./roles.js";
import type { About, Confidence } from "./roles.js";
import { nameText } from "./tool.js";
import type { Argument, ArgumentType, DescribedTool } from "./tool.js";

/** A value under a condition: only where the argument is one of these texts, is none of them, or is given at all. */
export interface Chosen<T> {
  readonly value: T;
  readonly when: { readonly argument: string; readonly is: "in" | "not in" | "present"; readonly choices: readonly string[] } | null;
}

/** A role of one place in the arguments. */
export interface PlacedRole {
  readonly role: Role;
  readonly path: string;
  readonly reason: string;
  readonly confidence: Confidence;
}

/** A drafted binding. */
export interface Guess {
  readonly tool: DescribedTool;
  readonly deeds: readonly DeedGuess[];
  /** Tried in order; the last has no condition. */
  readonly ops: readonly Chosen<Op>[];
  readonly sinks: readonly Chosen<SinkKind>[];
  readonly acts: readonly Chosen<string>[];
  readonly roles: readonly PlacedRole[];
  readonly result: { readonly trust: "low" | "medium"; readonly secrecy: "medium" | "high" | null; readonly tags: readonly string[]; readonly isText: boolean; readonly ofSenders: boolean; readonly reason: string };
  readonly reversible: boolean;
  /** What was noted besides: hints that were not followed, types that could not be said. */
  readonly notes: readonly string[];
  readonly confidence: Confidence;
}

/** Guesses the binding of a tool. */
export function guess(tool: DescribedTool): Guess {
  const whole = deduce(tool);
  const split = byAction(tool);
  const found = split === null ? whole : split.groups.map(({ deed }): DeedGuess => ({ deed, reason: `its argument \`${split.argument}\``, confidence: "medium" }));
  const notes = tool.arguments.flatMap(({ name, unsaid }) => unsaid.map((what) => `of \`${name}\`: ${what}; any`));
  const hinted = hintedSinks(tool, found, notes);
  const names = found.map(({ deed }) => deed);
  const roles = placed(tool, names);
  const ops = split === null ? [{ value: opOf(found, hinted), when: null }] : splitOps(split, opOf(found, hinted));
  return {
    tool, deeds: found, ops,
    sinks: [...invitedSinks(tool, names, roles.roles, hinted), ...sinksOf(found).map((value) => conditioned(value, split, (deed) => (deeds[deed].sinks as readonly SinkKind[]).includes(value))), ...hinted.filter((kind) => !(sinksOf(found) as readonly SinkKind[]).includes(kind)).map((value) => ({ value, when: null }))],
    acts: [...new Set(names.flatMap((deed) => deeds[deed].act ?? []))].map((value) => conditioned(value, split, (deed) => deeds[deed].act === value)),
    roles: roles.roles,
    result: resultOf(tool, names),
    reversible: names.every((deed) => deeds[deed].reversible) && tool.hints.destructive !== true,
    notes: [...notes, ...roles.notes],
    confidence: least(found.map(({ confidence }) => confidence)),
  };
}

function least(found: readonly Confidence[]): Confidence {
  return found.includes("low") ? "low" : found.includes("medium") ? "medium" : "high";
}

function opOf(found: readonly DeedGuess[], hinted: readonly SinkKind[]): Op {
  const op = found.map(({ deed }): Op => deeds[deed].op).reduce(stricter);
  return hinted.includes("delete") ? stricter(op, "WRITE") : op;
}

/** Sinks that the server's own words add: hints make stricter, and never milder. */
function hintedSinks(tool: DescribedTool, found: readonly DeedGuess[], notes: string[]): readonly SinkKind[] {
  const effect = found.some(({ deed }) => isEffect(deed));
  const added: SinkKind[] = [];
  if (tool.hints.readOnly === true && effect) notes.push("`readOnlyHint` is not believed: the tool's words say that it has an effect");
  if (tool.hints.readOnly === false && !effect && tool.hints.destructive !== true) {
    notes.push("`readOnlyHint: false`: the server says that it changes something");
    added.push("persist");
  }
  if (tool.hints.destructive === true && tool.hints.readOnly !== true) {
    notes.push("`destructiveHint`: the server says that it destroys");
    added.push("delete");
  }
  if (effect && notifies(tool.description)) {
    notes.push("its description says that somebody is written to besides");
    // A calendar writes to an appointment's guests: whom it reaches is looked at, and to ask for the appointment is to ask for that.
    added.push(found.every(({ deed }) => invitations.has(deed)) ? "shared_write" : "message");
  }
  return added;
}

/** A calendar writes to whom an appointment names, whether its server says so or not. */
function invitedSinks(tool: DescribedTool, names: readonly DeedName[], roles: readonly PlacedRole[], hinted: readonly SinkKind[]): readonly Chosen<SinkKind>[] {
  if (!names.includes("appoint") || hinted.includes("shared_write")) return [];
  const guests = tool.arguments.filter(({ name }) => roles.some(({ role, path }) => role === "destination" && (path === nameText(name) || path.startsWith(`${nameText(name)}[`) || path.startsWith(`${nameText(name)}.`))));
  return guests.slice(0, 1).map(({ name, optional }) => ({ value: "shared_write", when: optional && guests.length === 1 && /^[A-Za-z_][\w-]*$/.test(name) ? { argument: name, is: "present", choices: [] } : null }));
}

const invitations: ReadonlySet<DeedName> = new Set(["appoint", "cancel", "invite"]);

/** A tool that does what one of its arguments says: the deeds of each of its choices. */
interface Split {
  readonly argument: string;
  readonly groups: readonly { readonly deed: DeedName; readonly choices: readonly string[] }[];
}

const steering = new Set(["action", "operation", "op", "verb", "subcommand"]);

function byAction(tool: DescribedTool): Split | null {
  const argument = tool.arguments.find(({ name, choices, type }) => type.kind === "string" && choices.length > 1 && steering.has(wordsOf(name).at(-1) ?? "") && /^[A-Za-z_][\w-]*$/.test(name));
  if (argument === undefined || tool.unread !== null) return null;
  const groups = new Map<DeedName, string[]>();
  for (const choice of argument.choices) {
    const deed = chosen(choice, tool) ?? "unclear";
    groups.set(deed, [...(groups.get(deed) ?? []), choice]);
  }
  return groups.has("unclear") && groups.size === 1 ? null : { argument: argument.name, groups: [...groups].map(([deed, choices]) => ({ deed, choices })) };
}

/** Ops by the choices that have them; the strictest is what is left, also for choices that nobody listed. */
function splitOps(split: Split, last: Op): readonly Chosen<Op>[] {
  const byOp = new Map<Op, string[]>();
  for (const { deed, choices } of split.groups) {
    const { op } = deeds[deed];
    if (op !== last) byOp.set(op, [...(byOp.get(op) ?? []), ...choices]);
  }
  return [...[...byOp].map(([value, choices]): Chosen<Op> => ({ value, when: { argument: split.argument, is: "in", choices } })), { value: last, when: null }];
}

/** What holds of some choices alone; a choice that nobody listed has it too. */
function conditioned<T>(value: T, split: Split | null, has: (deed: DeedName) => boolean): Chosen<T> {
  const without = split?.groups.filter(({ deed }) => !has(deed)).flatMap(({ choices }) => choices) ?? [];
  return split === null || without.length === 0 ? { value, when: null } : { value, when: { argument: split.argument, is: "not in", choices: without } };
}

function aboutOf(tool: DescribedTool): About {
  const words = wordsOf(ownName(tool.name));
  return { isFiling: thingsOf(tool).has("file"), isSearch: ["search", "find", "lookup", "filter", "query", "locate", "discover"].some((word) => words.includes(word)) };
}

/** The roles of all places in the arguments. Where some cannot be named, every place has the strictest. */
function placed(tool: DescribedTool, names: readonly DeedName[]): { readonly roles: readonly PlacedRole[]; readonly notes: readonly string[] } {
  const roles = tool.arguments.filter(({ name }) => isSayable(name)).flatMap((argument) => leaves(argument, "", { names, about: aboutOf(tool) }, null));
  const unsayable = tool.arguments.filter(({ name }) => !isSayable(name));
  if (!tool.open && unsayable.length === 0) return { roles, notes: [] };
  const reason = unsayable.length > 0 ? "some names of arguments cannot be written in a path" : "it takes arguments that nobody described";
  const all: readonly Role[] = names.some(isEffect) ? ["destination", "content"] : ["query"];
  return { roles: [...roles, ...all.map((role): PlacedRole => ({ role, path: quotedAll, reason, confidence: "low" }))], notes: unsayable.length > 0 ? [reason] : [] };
}

/** The place of every argument. */
const quotedAll = "\"*\"";

/** Whether the name of an argument can stand in a role's path. */
export function isSayable(name: string): boolean {
  return !/[.[\]*]/.test(name) && name !== "" && name.isWellFormed();
}

/** The roles of an argument's leaves: a field has its own where its name says one, else what it is a field of. */
function leaves(argument: Argument, above: string, call: { readonly names: readonly DeedName[]; readonly about: About }, outer: ReturnType<typeof rolesOf> | null): readonly PlacedRole[] {
  const written = nameText(argument.name);
  const own = rolesOf(argument, call.names, call.about);
  const found = outer !== null && (own.confidence === "low" || own.roles.length === 0) ? outer : own;
  const below = (type: ArgumentType, path: string): readonly PlacedRole[] => {
    switch (type.kind) {
      case "string": case "number": case "boolean": case "any": return found.roles.map((role) => ({ role, path, reason: found.reason, confidence: found.confidence }));
      case "list": return type.of.kind === "record" || type.of.kind === "map" ? below(type.of, `${path}[]`) : below({ kind: "any" }, type.of.kind === "list" || type.of.kind === "union" ? `${path}.*` : `${path}[]`);
      case "map": return below({ kind: "any" }, `${path}.*`);
      case "union": return below({ kind: "any" }, type.of.every(({ kind }) => kind === "string" || kind === "number" || kind === "boolean") ? path : type.of.every((one) => one.kind !== "list" || !("of" in one) || one.of.kind === "string" || one.of.kind === "number") && type.of.some(({ kind }) => kind === "list") ? `${path}[]` : `${path}.*`);
      case "record": return type.fields.length === 0 || type.open || type.fields.some(({ name }) => !isSayable(name))
        ? below({ kind: "any" }, `${path}.*`)
        : type.fields.flatMap((field) => leaves(field, `${path}.`, call, found));
    }
  };
  return below(argument.type, `${above}${written}`);
}

/** Whose words a result is, and what it may give away. */
function resultOf(tool: DescribedTool, names: readonly DeedName[]): Guess["result"] {
  const things = thingsOf(tool);
  const reads = names.every((deed) => !isEffect(deed));
  const isText = names.includes("fetch");
  const secrecy = reads && things.has("secret") ? "high" : reads && things.has("personal") ? "medium" : null;
  const tags = [...(secrecy === "high" ? ["credential"] : secrecy === "medium" ? ["pii"] : []), ...(isText || names.includes("lookup") ? ["web"] : []), ...(reads && things.has("review") ? ["review"] : [])];
  const words = wordsOf(tool.name);
  const isMine = words.includes("sent") || words.includes("outbox") || (things.has("account") && words.some((word) => ["me", "my", "self", "current", "logged", "authenticated"].includes(word)));
  const own = reads && ((things.has("own") && !things.has("others")) || isMine) && !isText && !names.includes("lookup");
  // Who is signed in, which nobody has to be named for.
  if (own && things.has("account") && tool.arguments.length === 0 && !tool.open) tags.push("account");
  const reason = isText || names.includes("lookup") ? "what stands on the web anybody wrote" : own ? "the account's or machine's own state" : reads ? "it may hold words of others" : "";
  const ofSenders = reads && things.has("mail") && !own && !isText && !names.includes("lookup");
  return { trust: own ? "medium" : "low", secrecy, tags, isText, ofSenders, reason };
}
