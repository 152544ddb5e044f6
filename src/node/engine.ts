// A bundle and options -> an engine whose sessions decide, in this thread or in a pool of workers. The module is compiled once
// and shared with the workers. What cannot be an engine is refused with a coded error; from then on every failure is a decision
// that denies. Knows no policy: what a call means and what may happen the core and the module say.

import { availableParallelism } from "node:os";
import { z } from "zod";
import { DECIDE_TIMEOUT_MS, QUEUE_MAX, SESSION_BYTES_MIN, TEXT_PLACES_MAX, TEXT_PLACES_MIN, THREADS_MAX, TIMER_MS_MAX, WAIT_TIMEOUT_MS } from "../base/limits.js";
import type { Bounds, Next, SessionCore, SessionOptions as CoreOptions } from "../engine.js";
import type { Parent } from "../kernel/registry/learned.js";
import type { Manifest } from "../words/manifest.js";
import type { Bundle } from "../wasm/bundle/tar.js";
import type { Beside } from "./beside.js";
import type { Journal } from "./evidence/journal.js";
import { witnessed } from "./evidence/witness.js";
import { load } from "./force.js";
import { bundleGiven, optionsOf } from "./given.js";
import { archiveOf } from "./registry/archive.js";
import { declareIn, withdrawIn, type Declaration } from "./registry/declare.js";
import { memoryRegistry, type Registry } from "./registry/registry.js";
import { seatIn, type Seat } from "./registry/share.js";
import { refusal } from "./refusal.js";
import { successionFrom, type NextOf, type Replaced, type Rest } from "./replace/succession.js";
import { ledgerOf } from "./rollback/ledger.js";
import type { Session } from "./session.js";

/** The pool's size and bounds. */
export interface PoolOptions {
  /** Worker threads; one less than the machine has processors, at least one, where not given. */
  readonly threads?: number;
  /** `always`: each `evaluate` goes to a worker. `adaptive`: what the module declares to be short is decided in the caller's thread, where it costs less than the way to a worker. Left out, it is `always`. */
  readonly mode?: "always" | "adaptive";
  /** How long a worker may take for one decision before it is killed and the call denied. */
  readonly timeoutMs?: number;
  /** How long a decision may wait for a worker, from `evaluate` on, before it is denied. */
  readonly waitMs?: number;
  /** How many decisions may wait, over all sessions; one more is denied. */
  readonly queueMax?: number;
}

/** What `createEngine` takes. */
export interface EngineOptions {
  /** Exactly one in this version: packs that hold together are compiled together. A bundle, or the bytes of a `bundle.tar.gz`. */
  readonly bundles: readonly (Bundle | Uint8Array)[];
  /** False: no threads; `evaluate` decides in the caller's thread, without a deadline. */
  readonly pool?: PoolOptions | false;
  /** Bundles that OPA built from Rego: each is asked `decide` too, in workers alone, and the strictest effect of all is the decision's. */
  readonly beside?: readonly Beside[];
  /** The time of events that bear none, milliseconds since 1970 UTC, where rules read times: this machine's, where not given. Null: such an event has no time, as in a run that was recorded. */
  readonly now?: (() => number) | null;
  /** Where each session's evidence is kept: every event and decision, chained by hashes. A session that has a log there goes on from it. None: nothing is kept. */
  readonly journal?: Journal;
  /** Whether sessions keep what they are told, so that they can go back, and labels that are declared later are those of what they read before. Where it is not said: if a rule says `rollback`, or a binding `compensate`. */
  readonly rollback?: boolean;
  /** What the sessions share of places: what one puts into a file, a memory, a job or another agent's hands, another reads. One in memory where not given; null for none. */
  readonly registry?: Registry | null;
  /** What each session may remember: `placesMax` for its texts, of which the oldest are forgotten (a word takes a place), `bytesMax` in all, past which each call is denied. */
  readonly session?: Bounds;
}

/** What `engine.session` takes. */
export interface SessionOptions {
  /** The session's name: decisions are `id#0`, `id#1`, ... */
  readonly id: string;
  /** The runtime whose host rules hold. */
  readonly runtime?: string;
  /** Facts of its profile that the runtime does provide, and `principal` and `time`; all of them where not given. */
  readonly provides?: readonly string[];
  /** The call of another session that this one's agent works for: its user is that agent then. */
  readonly parent?: Parent;
}

/** Decides for any number of sessions. */
export interface Engine {
  /** Of the bundle in force. */
  readonly manifest: Manifest;
  /** SHA-256 of the bundle's module, manifest and data, and of the bundles beside it, hex. */
  readonly digest: string;
  /** Begins a session; throws, coded, when the options are not valid. */
  session(options: SessionOptions): Session;
  /** Labels resources from now on, in every session of the registry: a call that names one has the labels beside those of the bundle, and so has what was read before in a session that keeps what it was told. Gives the declaration's name. Throws, coded (`node/declaration`, `node/registry`). */
  declare(declaration: Declaration): string;
  /** Takes a declaration back for calls to come; what has its labels keeps them. Throws, coded. */
  withdraw(declaration: string, by: string): void;
  /** Puts another bundle in the place of the one in force: new sessions are its own at once, those that keep what they were told (a journal, `rollback: true`) are told it again while the old bundle goes on deciding, and go over between two decisions. One that does not load leaves the old one in force, and rejects, coded, as `createEngine` does; so does an engine that is closed meanwhile (`node/closed`). */
  replace(bundle: Bundle | Uint8Array, options?: ReplaceOptions): Promise<Replaced>;
  /** Denies what is pending and what comes after, coded, and ends the workers. */
  close(): Promise<void>;
}

/** What `engine.replace` takes beside the bundle. */
export interface ReplaceOptions {
  /** Bundles beside it; those that were beside the one before, where not given. */
  readonly beside?: readonly Beside[];
  /** What becomes of a session that cannot be told everything again: it goes on under the bundle that it had (`stay`, where not given), or denies from there on. */
  readonly rest?: Rest;
}

/** Makes an engine; rejects with a coded error (`node/options`, `node/bundles`, `node/bundle`, `wasm/not-a-bundle`, `wasm/other-version`, `node/module`, `node/start`). */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { bundles, pool: bounds, now, beside, journal, rollback, registry, session: memory } = optionsOf(engineOptions, options);
  const [given] = bundles;
  if (given === undefined || bundles.length > 1) throw refusal("node/bundles", { count: bundles.length });
  const archive = registry === null ? null : archiveOf(registry ?? memoryRegistry());
  const reigns = successionFrom(await load(given, { pool: bounds, beside }), now);
  const latest = { beside };
  const begin = (wanted: unknown): Session => {
    const begun = { ...optionsOf(sessionOptions, wanted), ...(memory === undefined ? {} : { bounds: memory }) };
    const seat = archive === null ? null : seatIn(archive, begun.id);
    const nextOf = nextFor(begun, seat);
    const { core: rules, digest, manifest } = reigns.inForce();
    const next = nextOf({ core: rules, digest, manifest });
    const ledger = rollback ?? goesBack(manifest) ? ledgerOf(begun.id, startOf(next)) : null;
    const own = ledger ?? startOf(next)(begun.id);
    const alone = journal === undefined ? own : witnessed(own, { ...begun, bundle: digest, manifest, former: reigns.former(), next }, journal);
    const session = seat === null ? alone : seat.begin(alone);
    const { rebase } = session;
    return reigns.take(begun.id, session, nextOf, ledger === null || rebase === undefined ? null : { ledger, core: rules, begun: { ...begun, known: begun.id }, rebase });
  };

  return {
    get manifest() { return reigns.inForce().manifest; },
    get digest() { return reigns.inForce().digest; },
    session: (wanted) => begin(wanted),
    async replace(given, wanted = {}) {
      const { bundle } = optionsOf(replaceGiven, { bundle: given });
      const { beside: others, rest } = optionsOf(replaceOptions, wanted);
      return reigns.replace(async () => {
        const besides = others ?? latest.beside;
        const force = await load(bundle, { pool: bounds, beside: besides });
        latest.beside = besides;
        return force;
      }, rest);
    },
    declare: (declaration) => declareIn(archive, reigns.inForce().manifest.tags, declaration),
    withdraw: (declaration, by) => withdrawIn(archive, declaration, by),
    async close() {
      await reigns.close();
      journal?.close();
      registry?.close();
    },
  };
}

/** How a session of these options goes over to a bundle. Apart, so that no session holds the bundle that it was begun with. */
function nextFor(begun: CoreOptions, seat: Seat | null): NextOf {
  const lookup = seat?.lookup ?? null;
  return ({ core, digest, manifest }) => ({
    bundle: digest, manifest, lookup, afresh: () => seat?.afresh() ?? null,
    begin: (id, asked) => core.session({ ...begun, known: begun.id, id, ...(asked === null ? {} : { lookup: asked }) }),
  });
}

function startOf({ begin, lookup }: Next): (id: string) => SessionCore {
  return (id) => begin(id, lookup);
}

const packedGiven = z.union([
  z.instanceof(Uint8Array),
  bundleGiven,
], "a bundle, or the bytes of a bundle.tar.gz");

const besideGiven = z.array(z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9_-]*(?:\.[a-z][a-z0-9_-]*)*$/), bundle: z.instanceof(Uint8Array), entrypoint: z.string().optional(),
}));

const replaceGiven = z.strictObject({ bundle: packedGiven });
const replaceOptions = z.strictObject({ beside: besideGiven.optional(), rest: z.enum(["stay", "deny"]).default("stay") });

const engineOptions = z.strictObject({
  bundles: z.array(packedGiven),
  pool: z.union([
    z.literal(false),
    z.strictObject({
      mode: z.enum(["always", "adaptive"]).default("always"),
      threads: z.int().min(1).max(THREADS_MAX).default(() => Math.max(1, Math.min(THREADS_MAX, availableParallelism() - 1))),
      timeoutMs: z.number().positive().max(TIMER_MS_MAX).default(DECIDE_TIMEOUT_MS),
      waitMs: z.number().positive().max(TIMER_MS_MAX).default(WAIT_TIMEOUT_MS),
      queueMax: z.int().min(0).default(QUEUE_MAX),
    }),
  ], "false, or the pool's options").prefault({}),
  beside: besideGiven.default([]),
  journal: z.custom<Journal>((given) => isJournal(given), "a journal, as `fileJournal` makes one").optional(),
  rollback: z.boolean().optional(),
  registry: z.custom<Registry>((given) => isRegistry(given), "a registry, as `memoryRegistry` makes one").nullable().optional(),
  session: z.strictObject({ placesMax: z.int().min(TEXT_PLACES_MIN).max(TEXT_PLACES_MAX).optional(), bytesMax: z.int().min(SESSION_BYTES_MIN).optional() }).optional(),
  now: z.custom<(() => number) | null>((given) => given === null || typeof given === "function", "a function, or null").default(() => Date.now),
});

const sessionOptions = z.strictObject({
  id: z.string().min(1),
  runtime: z.string().optional(),
  provides: z.array(z.string()).optional(),
  parent: z.strictObject({ session: z.string().min(1), call: z.string().min(1) }).optional(),
});

function isJournal(given: unknown): boolean {
  return typeof given === "object" && given !== null && ["read", "append", "cut", "close"].every((name) => typeof Reflect.get(given, name) === "function");
}

function isRegistry(given: unknown): boolean {
  return typeof given === "object" && given !== null && ["read", "append", "close"].every((name) => typeof Reflect.get(given, name) === "function");
}

/** Whether a bundle speaks of going back. */
function goesBack({ rules, tools }: Manifest): boolean {
  return rules.some(({ effect, observe }) => effect === "rollback" && !observe) || tools.some(({ compensations }) => compensations !== undefined);
}
