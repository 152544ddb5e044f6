// Modules that OPA built, asked beside our own: the strictest effect decides, what is undefined or no effect denies, and what runs too
// long is killed. `beside/bundle.tar.gz` is what `opa build` gave for `beside/guard.rego`.

import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { compile, createEngine } from "../../src/index.js";
import type { Beside, Bundle, Engine, Journal, SinkEvent } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { readLog } from "../../src/node/evidence/record.js";
import { loadForeign } from "../../src/wasm/abi/foreign.js";
import { filesOf } from "../../src/wasm/bundle/tar.js";

const bytes = readFileSync(new URL("beside/bundle.tar.gz", import.meta.url));
const own = `package own
tool send(to: string, text?: string) { op SEND  sink message  role destination: to  result trust high }
unary deny loud { on call  when args.to == "loud" }
unary warn doubt { on call  when args.to == "doubtful" }
`;

function bundle(more?: string): Bundle {
  const { value, diagnostics } = compile([{ file: "own.policy", text: more === undefined ? own : `${own}unary warn ${more} { on call  when args.to == "${more}" }\n` }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

let open: Engine[] = [];
afterEach(async () => {
  await Promise.all(open.map((engine) => engine.close()));
  open = [];
});

async function engine(beside: readonly Beside[], journal?: Journal): Promise<Engine> {
  const made = await createEngine({ bundles: [bundle()], beside, ...(journal === undefined ? {} : { journal }), pool: { threads: 1, timeoutMs: 1000, waitMs: 20_000 } });
  open.push(made);
  return made;
}
const other = (rule: string): Beside => ({ name: "acme", bundle: bytes, entrypoint: `other/${rule}` });
const send = (id: string, to: string): SinkEvent => ({ kind: "call", id, tool: "send", args: { to } });

describe("modules beside the bundle", () => {
  test("are those of the bundle before, where another takes its place and names none", async () => {
    const made = await engine([]);
    const acme = [other("decide")];
    await made.replace(bundle("mild"), { beside: acme });
    await made.replace(bundle("stern"));
    expect(made.digest).toBe(digestBundle(bundle("stern"), acme));
    await made.replace(bundle("stern"), { beside: [] });
    expect(made.digest).toBe(digestBundle(bundle("stern")));
  });

  test.each([
    ["ana", "allow", []], ["evil", "deny", ["acme.deny"]], ["loud", "deny", ["own.loud"]], ["doubtful", "ask", ["acme.ask", "own.doubt"]],
  ])("to %s: %s by %j", async (to, effect, rules) => {
    const decision = await (await engine([other("decide")])).session({ id: "s" }).evaluate(send("c", to));
    expect([decision.effect, decision.code, decision.rules.map(({ id }) => id)]).toEqual([effect, null, rules]);
  });

  test("what they and a deadline decided stands in the log, and is gone on from", async () => {
    const logs = new Map<string, Uint8Array>();
    const journal: Journal = {
      read: (session) => logs.get(session) ?? null,
      append: (session, line) => void logs.set(session, Buffer.concat([logs.get(session) ?? new Uint8Array(), Buffer.from(line)])),
      cut: () => undefined,
      close: () => undefined,
    };
    const first = (await engine([other("decide")], journal)).session({ id: "s" });
    for (const to of ["doubtful", "slow", "ana"]) await first.evaluate(send(to, to));
    const again = (await engine([other("decide")], journal)).session({ id: "s" });
    expect((await again.evaluate(send("evil", "evil"))).id).toBe("s#3");
    const records = readLog(logs.get("s") ?? new Uint8Array()).records.flatMap((record) => (record.kind === "decision" ? [[record.effect, record.code, record.rules.map(({ id }) => id)]] : []));
    expect(records).toEqual([["ask", null, ["acme.ask", "own.doubt"]], ["deny", "node/timeout", []], ["allow", null, []], ["deny", null, ["acme.deny"]]]);
  });

  test("an undefined answer denies, and so does one that is no effect", async () => {
    const undefinedOne = (await engine([other("partial")])).session({ id: "s" });
    expect((await undefinedOne.evaluate(send("c", "ana"))).effect).toBe("allow");
    expect((await undefinedOne.evaluate(send("d", "bo"))).rules.map(({ id, effect }) => [id, effect])).toEqual([["acme.undefined", "deny"]]);
    const odd = (await engine([other("odd")])).session({ id: "s" });
    expect((await odd.evaluate(send("c", "ana"))).rules.map(({ id, effect }) => [id, effect])).toEqual([["acme.undefined", "deny"]]);
  });

  test("one that runs too long is killed, its call denied, and the next is decided", async () => {
    const session = (await engine([other("decide")])).session({ id: "s" });
    const decisions = await Promise.all(["slow", "ana", "evil"].map((to, at) => session.evaluate(send(`c${at}`, to))));
    expect(decisions.map(({ effect, code }) => `${effect} ${code}`)).toEqual(["deny node/timeout", "allow null", "deny null"]);
  });

  test("the caller's thread asks none of them: it denies", async () => {
    const decision = (await engine([other("decide")])).session({ id: "s" }).evaluateSync(send("c", "ana"));
    expect([decision.effect, decision.code]).toEqual(["deny", "node/beside-sync"]);
    await expect(createEngine({ bundles: [bundle()], beside: [other("decide")], pool: false })).rejects.toMatchObject({ code: "node/options" });
  });

  test.each([
    ["another entrypoint", { ...other("nothing") }, "wasm/foreign-module"],
    ["a bundle that is none", { name: "acme", bundle: new Uint8Array(3) }, "node/bundle"],
    ["a name that is taken", { name: "own", bundle: bytes }, "node/options"],
  ])("%s is refused", async (_, beside, code) => {
    await expect(engine([beside])).rejects.toMatchObject({ code });
  });

  test("the digest is of them too, and their rules stand in the engine's manifest", async () => {
    const [one, two] = [await engine([other("decide")]), await engine([other("partial")])];
    expect(one.digest).not.toBe(two.digest);
    expect(one.manifest.rules.slice(-4).map(({ id, effect }) => `${effect} ${id}`)).toEqual(["warn acme.warn", "ask acme.ask", "deny acme.deny", "deny acme.undefined"]);
  });
});

describe("a module of OPA's", () => {
  const module = new WebAssembly.Module(filesOf(gunzipSync(bytes)).get("/policy.wasm") ?? new Uint8Array());

  test("is asked with inputs larger than its memory was, and its memory is bounded", () => {
    const foreign = loadForeign(module, { name: "acme", entrypoint: "other/decide", data: "{}" });
    expect(foreign.decide(JSON.stringify({ args: { to: "evil", text: "x".repeat(6 << 20) } }))).toBe("deny");
    expect(() => foreign.decide(JSON.stringify({ args: { to: "x".repeat(130 << 20) } }))).toThrow(/failed/);
  });

  test("gives the same again and again", () => {
    const foreign = loadForeign(module, { name: "acme", entrypoint: "other/decide", data: "{}" });
    for (let at = 0; at < 2000; at++) expect(foreign.decide(JSON.stringify({ args: { to: at % 2 === 0 ? "evil" : "ana" } }))).toBe(at % 2 === 0 ? "deny" : "allow");
  });

  test("what is no JSON gives no answer", () => {
    const foreign = loadForeign(module, { name: "acme", entrypoint: "other/partial", data: "{}" });
    expect(foreign.decide("{")).toBe(null);
  });
});
