// What a caller's code gives to a function of the library -> the same, known to be what that takes; else a coded refusal that says which
// argument is another and what it should be. What cannot even be looked into is refused as well. Events are no concern of this: what is
// wrong with one is a decision that denies, or stands in the session's anomalies.

import { z } from "zod";
import type { Bundle } from "../wasm/bundle/tar.js";
import type { SinkEvent } from "../kernel/event/event.js";
import type { EdgeKind } from "../words/provenance.js";
import type { RollbackPlan } from "../kernel/rollback/plan.js";
import { problemOf, refusal, type Refusal } from "./refusal.js";
import type { HeldBundle } from "./evidence/verify.js";
import type { ApprovedBy } from "./session.js";

/** What is wrong with what was given; null where it is what the schema says. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problem: string };

/** Reads it; never throws, whatever its getters do. */
export function readGiven<T>(schema: z.ZodType<T>, given: unknown): Read<T> {
  try {
    const { success, data, error } = schema.safeParse(given);
    if (success) return { ok: true, value: data };
    const [path, message] = innermost(error.issues[0]);
    return { ok: false, problem: `${path.length === 0 ? "" : `\`${path.map(String).join(".")}\`: `}${message}` };
  } catch (error) {
    return { ok: false, problem: `it cannot be read: ${problemOf(error)}` };
  }
}

/** Where what is wrong lies, and what it is: of what may be several things, in the one that it is most like. */
function innermost(issue: z.core.$ZodIssue | undefined): readonly [path: readonly PropertyKey[], message: string] {
  if (issue === undefined) return [[], "it cannot be read"];
  const inside = issue.code === "invalid_union" ? issue.errors.map(([first]) => first).find((first) => first !== undefined && first.path.length > 0) : undefined;
  if (inside === undefined) return [issue.path, issue.message];
  const [path, message] = innermost(inside);
  return [[...issue.path, ...path], message];
}

/** Options, as the schema says; throws `node/options` where they are others. */
export function optionsOf<T>(schema: z.ZodType<T>, given: unknown): T {
  const read = readGiven(schema, given);
  if (read.ok) return read.value;
  throw refusal("node/options", { problem: read.problem });
}

/** An argument of a function of that name; throws `node/arguments` where it is another. */
export function argumentOf<T>(name: string, schema: z.ZodType<T>, given: unknown): T {
  const read = readGiven(schema, given);
  if (read.ok) return read.value;
  throw wrongArgument(name, read.problem);
}

/** The refusal of an argument. */
export function wrongArgument(name: string, problem: string): Refusal {
  return refusal("node/arguments", { name, problem });
}

/** Any object, whatever stands in it. */
const anything = z.custom<object>((given) => typeof given === "object" && given !== null, "an object");
/** Who approves: the session says what is wrong with what stands in it. */
export const personGiven = anything.transform((given) => ({ by: Reflect.get(given, "by"), role: Reflect.get(given, "role"), expiresAt: Reflect.get(given, "expiresAt") }) as ApprovedBy);
export const revokerGiven = anything.transform((given) => ({ by: Reflect.get(given, "by") as string | undefined }));
export const folderGiven = z.string("the path of a folder").min(1, "the path of a folder");
export const pathGiven = z.string("the path of a file").min(1, "the path of a file");
export const journalGiven = z.object({ sync: z.boolean().optional() });
export const databaseGiven = z.custom<object>((given) => typeof given === "object" && given !== null && ["exec", "prepare"].every((name) => typeof Reflect.get(given, name) === "function"), "a database, as better-sqlite3 and node:sqlite open one");
export const rowsGiven = z.object({ rowsMax: z.int().min(0).optional() });
export const bundleGiven = z.custom<Bundle>((given) => isBundle(given), "a bundle, or the bytes of a bundle.tar.gz");
/** A bundle that was loaded: what decides by it, and what logs name it by. */
const loadedGiven = z.custom<HeldBundle>((given) => typeof given === "object" && given !== null && typeof Reflect.get(given, "evaluator") === "object" && typeof Reflect.get(given, "digest") === "string", "a bundle's evaluator, data and digest");
export const heldGiven = z.object({ head: z.string().optional(), bundle: z.union([loadedGiven, z.array(loadedGiven)], "a bundle's evaluator, data and digest, or a list of them").optional() });
export const bytesGiven = z.instanceof(Uint8Array, { error: "the bytes of a file" });
/** A list of events, each of which the session judges; no place of it goes by, an empty one either. */
export const listGiven = z.custom<Iterable<SinkEvent>>((given) => typeof given === "object" && given !== null && typeof Reflect.get(given, Symbol.iterator) === "function", "a list of events").transform((given) => Array.from(given));
export const causeGiven = z.union([z.string(), z.strictObject({ cause: z.union([z.number(), z.array(z.number())]) })], "the name of a decision, or `{ cause: STEP }` with one step or a list of them");
export const viaGiven = z.strictObject({ via: z.custom<readonly EdgeKind[]>((given) => Array.isArray(given), "a list of kinds of edges").optional() });
export const planGiven = z.custom<RollbackPlan>((given) => typeof given === "object" && given !== null && ["causes", "via", "cancelled"].every((name) => Array.isArray(Reflect.get(given, name))), "a plan, as `rollback` gives one");
export const executorGiven = z.custom<(...given: never[]) => unknown>((given) => typeof given === "function", "a function that makes a call");

function isBundle(given: unknown): boolean {
  return typeof given === "object" && given !== null
    && "wasm" in given && given.wasm instanceof Uint8Array
    && "manifest" in given && typeof given.manifest === "object" && given.manifest !== null;
}
