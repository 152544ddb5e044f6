// Whatever a caller without types gives to a function of the library, it is answered with a code that says what to do: refused, decided,
// or found, but never by an error that only the engine of JavaScript understands; and nobody waits for ever.

import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { compile, createEngine, fileJournal, fileRegistry, memoryRegistry, packBundle, readBundle, render, sqliteJournal, sqliteRegistry, toolDigest, unpackBundle, verifyLog, writeBundle, type Decision, type Engine, type RollbackPlan, type Session } from "../../src/index.js";

const fine = [{ file: "calls.policy", text: "package calls\ntool send(to: string) {\n  op SEND\n  sink egress\n  role destination: to\n}\nunary ask strangers {\n  on egress\n  when args.to == \"eve\"\n  unless approved(sink)\n}" }];
const { value: bundle } = compile(fine);
if (bundle === undefined) throw new Error("no bundle");
const finding = { code: "check/unknown-rule", severity: "error", message: "there is no rule `a`", span: { file: "a.policy", start: 0, end: 4 } } as const;
const refusing = (): never => { throw new Error("mine"); };
const wrong: Readonly<Record<string, unknown>> = {
  nothing: undefined, null: null, number: 5, text: "x", list: [], object: {}, function: () => 1, symbol: Symbol("x"), other: { id: 3, by: 4, kind: "call", via: 5, cause: {}, at: -1 },
  unreadable: new Proxy({}, { get: refusing, has: refusing, ownKeys: refusing, getOwnPropertyDescriptor: refusing }),
};
const folder = mkdtempSync(join(tmpdir(), "interdict-"));
const state: { engine: Engine | null; sessions: number } = { engine: null, sessions: 0 };
beforeAll(async () => { state.engine = await createEngine({ bundles: [bundle], pool: false, rollback: true }); });
afterAll(async () => {
  await state.engine?.close();
  rmSync(folder, { recursive: true });
});
function engine(): Engine {
  if (state.engine === null) throw new Error("no engine");
  return state.engine;
}
const session = (): Session => engine().session({ id: `s${state.sessions++}` });
function planned(): { readonly session: Session; readonly plan: RollbackPlan } {
  const begun = session();
  const { id } = begun.evaluateSync({ kind: "call", id: "c", tool: "send", args: { to: "bob" } });
  return { session: begun, plan: begun.rollback(id) };
}
const made = async (option: string, given: unknown): Promise<string> => {
  const engine = await createEngine({ bundles: [bundle], pool: false, [option]: given } as never);
  await engine.close();
  return "made";
};
/** What a decision says, which denies. */
const said = ({ effect, code, reason }: Decision): object => ({ code: effect === "deny" ? code : effect, message: reason });
const among = (option: string) => (given: unknown) => made(option, given);

/** What is called, and what it takes of these all the same. */
const calls: readonly (readonly [string, (given: never) => unknown, readonly string[]])[] = [
  ["createEngine", (given) => createEngine(given), []],
  ["createEngine bundles", among("bundles"), []], ["createEngine pool", (given) => (given === wrong["nothing"] || given === wrong["object"] ? "workers" : made("pool", given)), ["nothing", "object"]], ["createEngine beside", among("beside"), ["nothing", "list"]],
  ["createEngine now", among("now"), ["nothing", "null", "function"]], ["createEngine journal", among("journal"), ["nothing"]], ["createEngine rollback", among("rollback"), ["nothing"]],
  ["createEngine registry", among("registry"), ["nothing", "null"]], ["createEngine session", among("session"), ["nothing", "object"]],
  ["session", (given) => engine().session(given), []],
  ["declare", (given) => engine().declare(given), []], ["withdraw", (given) => engine().withdraw(given, given), []],
  ["replace", (given) => engine().replace(given), []], ["replace options", (given) => engine().replace(bundle, given), ["nothing", "object"]],
  ["evaluate", async (given) => said(await session().evaluate(given)), []], ["evaluateSync", (given) => said(session().evaluateSync(given)), []],
  ["evaluateMany", (given) => session().evaluateMany(given), ["list"]], ["evaluateMany one", async (given) => (await session().evaluateMany([given])).map(said)[0], []],
  ["observe", (given) => { const begun = session(); begun.observe(given); return begun.anomalies[0]; }, []],
  ["cancel", (given) => { const begun = session(); begun.cancel(given); return begun.anomalies[0]; }, []],
  ["approve", (given) => session().approve(given, { by: "ana" }), []], ["approve by", (given) => session().approve("s#0", given), []],
  ["revoke", (given) => session().revoke(given), []], ["revoke by", (given) => session().revoke("s#0", given), []],
  ["rollback", (given) => session().rollback(given), []], ["rollback cause", (given) => planned().session.rollback({ cause: given }), []],
  ["rollback options", (given) => planned().session.rollback({ cause: 0 }, given), ["nothing", "object"]], ["rollback via", (given) => planned().session.rollback({ cause: 0 }, { via: given }), ["nothing"]],
  ["carryOut", (given) => session().carryOut(given, async () => ({})), []], ["carryOut executor", (given) => { const { session: begun, plan } = planned(); return begun.carryOut(plan, given); }, ["function"]],
  ["compile", (given) => compile(given).diagnostics[0], ["list"]], ["compile text", (given) => compile([given]).diagnostics[0], []],
  ["compile roots", (given) => compile(fine, given).diagnostics[0], ["nothing"]], ["compile data", (given) => compile(fine, undefined, given).diagnostics[0], ["nothing", "list"]],
  ["compile cache", (given) => compile(fine, undefined, [], given).diagnostics[0], ["nothing"]],
  ["packBundle", (given) => packBundle(given), []], ["unpackBundle", (given) => unpackBundle(given), []], ["readBundle", (given) => readBundle(given), []],
  ["writeBundle path", (given) => (given === "x" ? undefined : writeBundle(given, bundle)), ["text"]], ["writeBundle", (given) => writeBundle(join(folder, "b.tar.gz"), given), []],
  ["verifyLog", (given) => verifyLog(given), []], ["verifyLog held", (given) => verifyLog(new Uint8Array(), given).findings[0]?.failure, []],
  ["verifyLog bundle", (given) => verifyLog(new Uint8Array(), { bundle: given }).findings[0]?.failure, []],
  ["fileJournal", (given) => (given === "x" ? undefined : fileJournal(given)), ["text"]], ["fileJournal options", (given) => fileJournal(folder, given), ["nothing", "object", "other"]],
  ["fileRegistry", (given) => (given === "x" ? undefined : fileRegistry(given)), ["text"]], ["sqliteJournal", (given) => sqliteJournal(given), []], ["sqliteRegistry", (given) => sqliteRegistry(given), []],
  ["render", (given) => render(given, new Map(), { color: false }), ["list"]], ["render one", (given) => render([given], new Map(), { color: false }), []],
  ["render place", (given) => render([{ ...finding, span: given }], new Map(), { color: false }), []], ["render sources", (given) => render([finding], given, { color: false }), []],
  ["render a text", (given) => render([finding], new Map([["a.policy", given]]), { color: false }), ["text"]], ["render options", (given) => render([finding], new Map(), given), []],
  ["toolDigest", (given) => toolDigest(given), ["null", "number", "text", "list", "object", "other"]],
  ["memoryRegistry", (given) => memoryRegistry(given), ["nothing", "object", "other"]],
];

it.each(calls)("%s answers with a code", async (name, act, taken) => {
  const late = new Promise((_, reject) => { setTimeout(() => reject(new Error("it waits for ever")), 5000).unref(); });
  for (const [what, given] of Object.entries(wrong)) {
    if (taken.includes(what)) {
      await Promise.race([act(given as never), late]);
      continue;
    }
    const answer: unknown = await Promise.race([Promise.resolve().then(() => act(given as never)), late]).catch((error: unknown) => error);
    expect(answer, `${name} of ${what}`).toMatchObject({ code: expect.stringMatching(/^[a-z]+\/[a-z-]+$/), message: expect.stringMatching(/./) });
  }
});

it("what is wrong in a part of options is said of that part", async () => {
  const said = async (options: object): Promise<unknown> => createEngine({ bundles: [bundle], pool: false, ...options } as never).then(() => "made", ({ message }: Error) => message);
  expect(await said({ pool: { threads: 0 } })).toMatch(/`pool\.threads`: .*>=1/);
  expect(await said({ pool: 3 })).toContain("`pool`: false, or the pool's options");
  expect(await said({ bundles: ["guard.tar.gz"] })).toContain("`bundles.0`: a bundle, or the bytes of a bundle.tar.gz");
});

it("says which function it is that takes something else, and what", async () => {
  await expect(session().evaluateMany(null as never)).rejects.toMatchObject({ code: "node/arguments", message: "`evaluateMany` cannot be called so: a list of events" });
  expect(compile([{ file: "a.policy", text: 5 } as never]).diagnostics).toMatchObject([{ code: "wasm/not-sources", message: expect.stringContaining("`sources`") }]);
});

it("findings are shown wherever they are said to lie, but not where no text can be", () => {
  const shown = (start: number, end: number): string => render([{ ...finding, span: { file: "a.policy", start, end } }], new Map([["a.policy", "use calls\n"]]), { color: false });
  expect(shown(4, 9)).toContain("^^^^^");
  expect(shown(4, 4)).toContain("error[check/unknown-rule]");
  expect(shown(400, 2 ** 40)).toContain("error[check/unknown-rule]");
  for (const [start, end] of [[9, 4], [-1, 2], [0.5, 1], [0, Infinity]] as const) expect(() => shown(start, end), `${start} to ${end}`).toThrow(/`render` cannot be called so: `0\.span/);
});

it("nothing was done by any of these", () => {
  expect(existsSync(join(folder, "b.tar.gz"))).toBe(false);
});
