// The bundle in force, those before it, and which session is decided by which. A session goes over between two decisions, once it has
// been told everything again; until then, or for ever where it keeps nothing that it was told, the bundle that it had decides. One
// that decides nothing any more is closed. Sessions have no end but that nobody holds them: they are held weakly here.

import { failure } from "../../base/messages.generated.js";
import { MOVE_ENTRIES } from "../../base/limits.js";
import type { Failure, Next, SessionCore } from "../../engine.js";
import type { Force } from "../force.js";
import { problemOf, refusal } from "../refusal.js";
import type { Rewinding } from "../rollback/rollback.js";
import { stand, type By, type Decider, type Session, type Standing } from "../session.js";

/** What becomes of a session that cannot go over: it goes on under the bundle that it had, or denies from there on. */
export type Rest = "stay" | "deny";

/** What a replacement came to. */
export interface Replaced {
  /** Digest of the bundle that is in force. */
  readonly digest: string;
  /** Sessions that it decides from here on, by their ids. New sessions are its own. */
  readonly moved: readonly string[];
  /** Sessions that could not go over to it, and why. */
  readonly left: readonly { readonly session: string; readonly why: Failure }[];
}

/** A bundle as one session would go over to it. */
export type NextOf = (force: Pick<Force, "core" | "digest" | "manifest">) => Next;

/** Who decides what. */
export interface Succession {
  inForce(): Force;
  /** Digests of the bundles that were in force before. */
  former(): ReadonlySet<string>;
  /** Takes in a session of the bundle in force. */
  take(id: string, core: SessionCore, nextOf: NextOf, rewinding: Rewinding | null): Session;
  /** Puts what is loaded in the place of what is in force, one replacement after the other. */
  replace(load: () => Promise<Force>, rest: Rest): Promise<Replaced>;
  close(): Promise<void>;
}

/** A bundle, and how many sessions it decides. */
interface Reign {
  readonly force: Force;
  sessions: number;
  isClosed: boolean;
}

/** A session, held by its own host alone. */
interface Tenant {
  readonly id: string;
  readonly standing: WeakRef<Standing>;
  readonly nextOf: NextOf;
  reign: Reign;
}

interface State {
  reign: Reign;
  readonly former: Set<string>;
  readonly tenants: Set<Tenant>;
  readonly closing: Set<Promise<void>>;
  closed: boolean;
  /** The latest replacement. */
  turn: Promise<unknown>;
  readonly now: By["now"];
  /** Sessions that nobody holds any more. */
  readonly dropped: FinalizationRegistry<Tenant>;
}

/** Begins with a bundle. `now`: the time of events that bear none. */
export function successionFrom(first: Force, now: By["now"]): Succession {
  const state: State = {
    reign: { force: first, sessions: 0, isClosed: false }, former: new Set(), tenants: new Set(), closing: new Set(), closed: false, turn: Promise.resolve(),
    now, dropped: new FinalizationRegistry<Tenant>((tenant) => leave(state, tenant)),
  };
  return {
    inForce: () => state.reign.force,
    former: () => state.former,
    take(id, core, nextOf, rewinding) {
      const { session, standing } = stand(core, byOf(state, state.reign.force), rewinding);
      const tenant: Tenant = { id, standing: new WeakRef(standing), nextOf, reign: state.reign };
      state.reign.sessions++;
      state.tenants.add(tenant);
      state.dropped.register(standing, tenant, standing);
      return session;
    },
    replace(load, rest) {
      const done = state.turn.then(() => replace(state, load, rest));
      state.turn = done.catch(() => undefined);
      return done;
    },
    async close() {
      state.closed = true;
      const reigns = new Set([state.reign, ...[...state.tenants].map(({ reign }) => reign)]);
      await Promise.all([...reigns].map(({ force }) => force.close()));
      await state.turn;
      await Promise.all(state.closing);
    },
  };
}

async function replace(state: State, load: () => Promise<Force>, rest: Rest): Promise<Replaced> {
  if (state.closed) throw refusal("node/closed", {});
  const force = await load();
  const before = state.reign;
  if (state.closed || force.digest === before.force.digest) await force.close();
  else {
    state.reign = { force, sessions: 0, isClosed: false };
    state.former.add(before.force.digest);
  }
  const moved: string[] = [];
  const left: { readonly session: string; readonly why: Failure }[] = [];
  for (const tenant of state.tenants) {
    const standing = tenant.standing.deref();
    if (standing === undefined || tenant.reign === state.reign || state.closed) continue;
    const why = await move(state, tenant, standing);
    if (why === null) moved.push(tenant.id);
    else {
      left.push({ session: tenant.id, why });
      if (rest === "deny") await end(state, tenant, standing, why);
    }
  }
  if (state.closed) throw refusal("node/closed", {});
  vacate(state, before);
  return { digest: state.reign.force.digest, moved, left };
}

/** Takes a session to the bundle in force; gives why it stays, null where it is there. */
async function move(state: State, tenant: Tenant, standing: Standing): Promise<Failure | null> {
  const [{ reign: from }, { reign: to }] = [tenant, state];
  const goOver = (act: () => void): Promise<void> => between(standing, () => {
    if (state.closed) throw refusal("node/closed", {});
    act();
    standing.by = byOf(state, to.force);
    if (standing.rewinding !== null) standing.rewinding.core = to.force.core;
    tenant.reign = to;
    to.sessions++;
    from.sessions--;
    vacate(state, from);
  });
  try {
    // Its bundle came back.
    if (from.force.digest === to.force.digest) return await goOver(() => undefined).then(() => null);
    const way = standing.core.move?.(tenant.nextOf(to.force));
    if (way === undefined) return failure("replace/nothing-kept", {});
    while (!way.tell(MOVE_ENTRIES)) {
      await new Promise((resolve) => setImmediate(resolve));
      if (state.closed) return failure("node/closed", {});
    }
    await goOver(() => { way.take(); });
    return null;
  } catch (error) {
    return whyOf(error);
  }
}

/** Has a session deny from here on. */
function end(state: State, tenant: Tenant, standing: Standing, why: Failure): Promise<void> {
  return between(standing, () => {
    standing.by = { ...standing.by, decider: denying(failure("replace/left-behind", { why: why.message })) };
    state.dropped.unregister(standing);
    leave(state, tenant);
  });
}

function byOf({ now }: State, { decider, readsTime }: Force): By {
  return { decider, now: readsTime ? now : null };
}

/** A session is no bundle's concern any more. */
function leave(state: State, tenant: Tenant): void {
  if (!state.tenants.delete(tenant)) return;
  tenant.reign.sessions--;
  vacate(state, tenant.reign);
}

/** Closes a bundle that decides nothing any more, and never will again. */
function vacate(state: State, reign: Reign): void {
  if (reign === state.reign || reign.sessions > 0 || reign.isClosed || state.closed) return;
  reign.isClosed = true;
  const closing = reign.force.close().finally(() => state.closing.delete(closing));
  state.closing.add(closing);
}

/** Does something between two decisions of a session. */
function between(standing: Standing, act: () => void): Promise<void> {
  return new Promise((resolve, reject) => standing.inOrder(() => {
    try {
      resolve(act());
    } catch (error) {
      reject(error);
    }
  }));
}

function denying(why: Failure): Decider {
  return { here: () => why, enter: () => null, leave: () => undefined, elsewhere: null, together: null };
}

function whyOf(error: unknown): Failure {
  if (error instanceof Error && "code" in error && typeof error.code === "string" && /^(?:replace|node)\//.test(error.code)) return { code: error.code, message: error.message };
  return failure("replace/failed", { problem: problemOf(error) });
}
