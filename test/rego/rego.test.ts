// A checked policy in Rego: it stands as a golden file, no text of an author's breaks out of it, RE2 finds what JavaScript finds, and
// cases that the oracle kept are answered by both doors as by the interpreter; by OPA too, where `npm run oracle:setup` has run.

import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import fc from "fast-check";
import { compile } from "../../src/compile.js";
import type { Compiled } from "../../src/compile.js";
import type { Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { inRe2 } from "../../src/rego/regex.js";
import { regoOf } from "../../src/rego/rego.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import type { Column } from "../../src/words/column.js";
import { arbitraryGlob, arbitraryPolicy } from "../fuzz/policy.js";
import { arbitraryText, arbitraryView, words } from "../fuzz/view.js";
import { engineNames, engines, readers } from "../oracle/engines.js";
import { readCase } from "../oracle/find.js";
import { hasOpa, root, startOpa } from "../oracle/opa.js";
import type { Opa } from "../oracle/opa.js";
import { shipped, viewsOf } from "../oracle/packs.js";

function compiled(text: string): Compiled {
  const { value, diagnostics } = compile([{ file: "guard.policy", text }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  return value;
}

const folder = join(root, "test/rego");
const head = "package guard\ntool send(to: string, text?: string) { op SEND  sink message  role destination: to  role content: text }\n";

describe("Rego", () => {
  it("stands as the golden file has it", () => {
    const { policy, manifest } = compiled(readFileSync(join(folder, "guard.policy"), "utf8"));
    const { value, diagnostics } = regoOf(policy, manifest);
    expect(diagnostics).toEqual([]);
    const golden = join(folder, "guard.rego");
    if (process.env["UPDATE"] === "1") writeFileSync(golden, value ?? "");
    expect(value).toBe(readFileSync(golden, "utf8"));
  });

  it("is the same text for the same policy, and has all the shipped rules", () => {
    const again = shipped();
    for (const [at, { policy, manifest }] of shipped().entries()) {
      const { value } = regoOf(policy, manifest);
      const other = again[at];
      expect(value).toBe(other === undefined ? "" : regoOf(other.policy, other.manifest).value);
      for (const { id } of manifest.rules) expect(value).toContain(`said["${id}"] := `);
    }
  });

  it("says `not` of nothing that may be undefined for want of an answer", () => {
    const denied = shipped().flatMap(({ policy, manifest }) => (regoOf(policy, manifest).value ?? "").split("\n")).filter((line) => !line.startsWith("#")).flatMap((line) => /\bnot (.*)$/.exec(line.replace(/`[^`]*`|"(?:[^"\\]|\\.)*"/gu, "\"text\""))?.[1] ?? []);
    expect(denied.length).toBeGreaterThan(100);
    // Texts say `not` too, and stand for one word here. Definitions of the package, built-ins behind a check of types, and what a view must have: op, tool, and sets by name.
    const defined = /^(?:[a-z][a-z0-9_]*(?:\(.*\))?$|input\.(?:op|tool) in |input\.tool in tools|"[^"]+" in inactive|\[.*\] in open_lists|.* in \{.*\}$|.* in (?:labels\.tags|object\.get\(.*\))|(?:contains|startswith|endswith|regex\.match)\(|is_(?:flow|row|object)\(|[a-z_]+\(|.* == ".*"$)/;
    expect(denied.filter((text) => !defined.test(text.replace(/[)}\]]+ \}$/, "")))).toEqual([]);
  });

  it("lets no title, name or text out of where it stands", () => {
    const { policy } = compiled(`${head}unary deny a-b "x" { on call  when args.to == "\\"; true # " }\nunary deny a_b { on call }\n`);
    const evil = { ...policy, rules: policy.rules.map((rule) => ({ ...rule, title: "one\nsaid[\"x\"] := 1 if true\u2028two" })) };
    const { value } = regoOf(evil, manifestOf(evil));
    expect(value).toContain("# unary deny guard.a-b: one said[\"x\"] := 1 if true two\n");
    expect(value).toContain("input.args.to == \"\\\"; true # \"");
    // The two rules' names differ by a sign that identifiers have not: their definitions do not meet.
    expect(new Set((value ?? "").match(/^guard_a_b\w*_fires\b/gm)).size).toBe(2);
  });

  it("refuses what RE2 has not, by name", () => {
    const { policy, manifest } = compiled(`${head}unary deny long { on call  when args.to matches regex "x{1001}" }\n`);
    const { value, diagnostics } = regoOf(policy, manifest);
    expect(value).toBeUndefined();
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([["rego/not-in-re2", "the regular expression `x{1001}` has no equal in RE2: a repetition of more than 1000 times"]]);
  });

  it("says of each such pattern, where it stands, that it is refused, and once", () => {
    const { policy, manifest } = compiled(`${head}unary deny one { on call  when args.to matches regex {"x{1001}", "y{2000}"} }\nunary deny two { on call  when args.to matches regex "y{2000}" }\n`);
    expect(regoOf(policy, manifest).diagnostics.map(({ message }) => /`(.*)`/.exec(message)?.[1])).toEqual(["x{1001}", "y{2000}", "y{2000}"]);
  });

  it.each([
    ["a|b", "a|b"], ["(a)(?:b)", "(?:a)(?:b)"], ["a*?", "(?:a)*"], ["a{2,}b?", "(?:a){2,}(?:b)?"], ["a{1000}", "(?:a){1000}"], ["a+b{2}c{0,5}d{0,1}e{0}", "(?:a)+(?:b){2}(?:c){0,5}(?:d)?"], ["\\x01\\x7f", "\\x{1}\\x{7f}"], [".", "[^\\n\\r\\x{2028}\\x{2029}]"], ["^a$", "\\Aa\\z"],
    ["\\d\\D\\w", "[\\d][\\D][\\w]"], ["\\b\\B", "\\b\\B"], ["[^a-c]", "[^a-c]"], ["[]", "[^\\x{0}-\\x{10ffff}]"], ["[^]", "[\\x{0}-\\x{10ffff}]"], ["\\u{1F600}", "\\x{1f600}"],
    ["\\uD83D", "[^\\x{0}-\\x{10ffff}]"], ["\\uD800", "[^\\x{0}-\\x{10ffff}]"], ["\\uDFFF", "[^\\x{0}-\\x{10ffff}]"], ["\\uE000", "\\x{e000}"], ["[\\u{D000}-\\u{E000}]", "[\\x{d000}-\\x{d7ff}\\x{e000}]"], ["(?i)a", "(?i)a"], ["\\p{Lu}\\P{Script=Greek}", "\\p{Lu}\\P{Greek}"], ["`", "\\x{60}"],
  ])("%s is %s in RE2", (pattern, wanted) => {
    expect(inRe2(pattern)).toEqual({ value: wanted });
  });

  it.each([["(?=a)", "look-around"], ["(a)\\1", "a back-reference"], ["\\p{Emoji}", "the property `Emoji`"], ["\\p{Script_Extensions=Greek}", "the property `Script_Extensions=Greek`"], ["(?:a{40}){30}", "a repetition of more than 1000 times"], ["(?:a{1001})*", "a repetition of more than 1000 times"], ["(", "it is no regular expression"]])("%s is refused: %s", (pattern, why) => {
    expect(inRe2(pattern)).toEqual({ why });
  });
});

describe("the oracle", () => {
  const state: { opa: Opa | null } = { opa: null };
  beforeAll(() => { state.opa = hasOpa() ? startOpa() : null; });
  afterAll(() => state.opa?.stop());
  const none: Opa = { ask: () => Promise.reject(new Error("there is no OPA")), build: () => Promise.reject(new Error("there is no OPA")), stop: () => undefined };

  it.each(readdirSync(join(root, "test/policy/oracle")).filter((name) => name.endsWith(".json")))("%s is answered alike", async (name) => {
    const { policy, view, input } = readCase(readFileSync(join(root, "test/policy/oracle", name), "utf8"));
    const asked = engines(state.opa ?? none, true);
    const manifest = manifestOf(policy);
    if (input !== undefined) {
      const answers = state.opa === null ? null : await readers(state.opa, policy, manifest, [input]);
      expect(answers?.opa).toEqual(answers?.json);
      return;
    }
    const [wanted] = await asked.interpreter(policy, manifest, [view]);
    for (const engine of engineNames) if (!engine.startsWith("opa") || state.opa !== null) expect((await asked[engine](policy, manifest, [view]))[0], engine).toEqual(wanted);
  });

  it.skipIf(!hasOpa())("finds in RE2 what JavaScript finds", async () => {
    const patterns = [".", "\\s", "\\S", "\\w", "\\W", "\\d", "\\D", "\\b", "\\B", "^$", "^a", "a$", "[^a]", "[\\s\\d]", "[^\\S]", "[]", "[^]", "(?:)", "a|", "\\u{1F600}", "\\uD83D", "[\\u{D000}-\\u{E000}]", "\\p{Lu}", "\\P{L}", "x{0}y?", "(a*)*b", "(?i)k", "(?i)[^k]", "(?i)é", "\\cJ", "\\0", "[\\b]"];
    const texts = ["", "a", "ab", "aab", "y", "K", "k", "\u212a", "s", "\u017f", "É", "é", "_", "7", "\u0660", "\n", "a\n", "\r", "\v", "\f", "\t", " ", "\u0085", "\u00a0", "\u1680", "\u180e", "\u200b", "\u2028", "\u202f", "\u3000", "\ufeff", "\ud000", "\ue000", "😀", "\u0000", "\b"];
    const asked = patterns.map((pattern) => inRe2(pattern).value ?? "");
    const source = "package t\n\nfound := [[regex.match(pattern, text) | some text in input.texts] | some pattern in input.patterns]\n";
    const [given] = await state.opa?.ask(source, "data.t.found", [{ patterns: asked, texts }]) ?? [];
    const wanted = patterns.map((pattern) => texts.map((text) => new RegExp(pattern.replace("(?i)", ""), pattern.startsWith("(?i)") ? "iu" : "u").test(text)));
    const wrong = patterns.flatMap((pattern, at) => texts.flatMap((text, index) => ((given as typeof wanted)[at]?.[index] === wanted[at]?.[index] ? [] : [[pattern, text]])));
    expect(wrong).toEqual([]);
  });

  it.skipIf(!hasOpa())("matches globs as the interpreter does", async () => {
    const [base] = fc.sample(arbitraryPolicy().filter(({ rules }) => rules.length > 0), { numRuns: 1, seed: 1 });
    const [rule] = base?.rules ?? [];
    if (base === undefined || rule === undefined) throw new Error("there is a rule");
    const column: Column = { kind: "arg", path: ["x"], type: "string" };
    const globs = (["path", "domain", "text"] as const).flatMap((glob) => fc.sample(arbitraryGlob(glob), { numRuns: 150, seed: 2 }).map((pattern) => ({ glob, pattern })));
    const policy: Policy = {
      ...base, tools: [], labels: [], counters: [], histories: [],
      rules: globs.map(({ glob, pattern }, at) => ({
        ...rule, id: `fuzz.r${at}`, kind: "unary", from: null, into: null, unless: null, unknownSkips: true, rewrites: [], reason: [],
        scope: { ops: [], sinks: [], acts: [], tools: [], unbound: false, every: true, where: null },
        when: { kind: "matches", value: { kind: "column", column, span: rule.span }, glob, patterns: [pattern], span: rule.span },
      })),
    };
    const manifest = manifestOf(policy);
    const [view] = fc.sample(arbitraryView(manifest, "decide"), { numRuns: 1, seed: 3 });
    if (view === undefined) throw new Error("there is a view");
    const texts = [...fc.sample(arbitraryText([...words, "x", "example", "etc", ".", "~", ".ssh", "/"]), { numRuns: 200, seed: 4 }), "a\nb", "/", "a//b", "a.x.example"];
    const views = texts.map((text) => ({ ...view, columns: manifest.demand.columns.map(() => text) }));
    const asked = engines(state.opa ?? none, true);
    const wanted = await asked.interpreter(policy, manifest, views);
    expect(wanted.filter((answer) => JSON.stringify(answer).includes("fuzz.r")).length).toBeGreaterThan(100);
    expect(await asked.opa(policy, manifest, views)).toEqual(wanted);
  });

  it.skipIf(!hasOpa())("answers the shipped packs as the interpreter does", async () => {
    for (const packs of shipped()) {
      const views = viewsOf(packs, 100, 1);
      const asked = engines(state.opa ?? none, true);
      expect(await asked.opa(packs.policy, packs.manifest, views)).toEqual(await asked.interpreter(packs.policy, packs.manifest, views));
      const { value = "" } = regoOf(packs.policy, packs.manifest);
      const host = await loadPolicy(new Uint8Array(packs.wasm));
      const inputs = views.map((view) => viewJson(view, packs.manifest));
      for (const kind of ["unary", "relational", "host"]) {
        const wanted = inputs.map((input) => (host.evaluate(input, `interdict/${kind}`) as readonly { readonly result: unknown }[])[0]?.result);
        expect(await state.opa?.ask(value, `data.interdict.${kind}`, inputs), kind).toEqual(wanted);
      }
    }
  });
});
