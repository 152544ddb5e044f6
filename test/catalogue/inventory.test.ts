// Catalogues beside the packs that are to decide them: what the one has and the other has not, as JSON and as people read it, and each
// exit status. The program runs in this process; packs and catalogues are written in a folder that is gone afterwards.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { main } from "../../src/app/cli/program.js";
import { compare } from "../../src/catalogue/compare.js";
import type { Argument, ArgumentType, DescribedTool } from "../../src/catalogue/tool.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-inventory-"));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | object): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

async function inventory(...args: readonly string[]): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  const said = { out: "", err: "" };
  const status = await main(["inventory", ...args], { out: async (text) => void (said.out += text), err: (text) => void (said.err += text), color: false, columns: null });
  return { status, ...said };
}

const string: ArgumentType = { kind: "string" };
const argument = (name: string, type: ArgumentType = string, optional = false): Argument => ({ name, optional, type, description: "", format: "", choices: [], unsaid: [] });
const tool = (open: boolean, ...fields: readonly Argument[]): DescribedTool => ({ name: "t", title: "", description: "", arguments: fields, open, unread: null, hints: {} });

describe("a tool beside its binding", () => {
  const record = (...fields: readonly Argument[]): ArgumentType => ({ kind: "record", fields, open: false });
  const list = (of: ArgumentType): ArgumentType => ({ kind: "list", of });
  const any: ArgumentType = { kind: "any" };
  test.each<[string, DescribedTool, DescribedTool, readonly object[]]>([
    ["the same", tool(false, argument("a")), tool(false, argument("a")), []],
    ["missing", tool(false, argument("a"), argument("cc")), tool(false, argument("a")), [{ kind: "missing", path: "cc", described: "string" }]],
    ["missing, and taken all the same", tool(false, argument("cc")), tool(true), [{ kind: "rest", path: "cc", described: "string" }]],
    ["extra", tool(false), tool(false, argument("a")), [{ kind: "extra", path: "a", bound: "string" }]],
    ["extra, of a tool that takes what it does not list", tool(true), tool(true, argument("a")), []],
    ["open", tool(true), tool(false), [{ kind: "open", path: "" }]],
    ["required", tool(false, argument("a")), tool(false, argument("a", string, true)), [{ kind: "required", path: "a" }]],
    ["optional", tool(false, argument("a", string, true)), tool(false, argument("a")), [{ kind: "optional", path: "a" }]],
    ["another type", tool(false, argument("a", list(string))), tool(false, argument("a")), [{ kind: "type", path: "a", described: "list of string", bound: "string" }]],
    ["a union in another order", tool(false, argument("a", { kind: "union", of: [string, list(string)] })), tool(false, argument("a", { kind: "union", of: [list(string), string] })), []],
    ["bound as any", tool(false, argument("a", list(string))), tool(false, argument("a", any)), []],
    ["of no type", tool(false, argument("a", any)), tool(false, argument("a")), [{ kind: "untyped", path: "a", bound: "string" }]],
    ["below", tool(false, argument("a", list(record(argument("b c"), argument("d"))))), tool(false, argument("a", list(record(argument("d", { kind: "number" }))))),
      [{ kind: "missing", path: "a[].\"b c\"", described: "string" }, { kind: "type", path: "a[].d", described: "string", bound: "number" }]],
    ["an object of which nothing is said", tool(false, argument("a", { kind: "record", fields: [], open: true })), tool(false, argument("a", { kind: "map", of: any })), []],
    ["a schema that cannot be read", { ...tool(true), unread: "it is no JSON object" }, tool(false, argument("a")), [{ kind: "unread", path: "", problem: "it is no JSON object" }]],
  ])("%s", (_, described, bound, differences) => {
    expect(compare(described, bound)).toEqual(differences);
  });
});

const schema = (required: readonly string[], more: object = {}): object => ({ type: "object", properties: { ...Object.fromEntries(required.map((name) => [name, { type: "string" }])), ...more }, required });
const quay = file("quay-desk.json", { tools: [
  { name: "read_log", inputSchema: schema(["day"], { pages: { type: "integer" } }) },
  { name: "send_notice", inputSchema: schema(["to", "text"]) },
] });
const rules = join(folder, "rules");
mkdirSync(rules);
const policy = (more = ""): string => file("rules/quay.policy", `package quay.guard
for "quay/desk"
runtime crane { fact wind: number  fact night: boolean  fact fog: boolean }
runtime tug { fact realpath: map of string }
act warn { verbs "warn" nouns "harbour" }
tool read_log(day?: string, ...) { op READ  result trust medium }
tool send_notes(to: string) { op SEND  sink message }
host crane deny storm "no notices in a storm" { on SEND  when wind > 20  because "it blows, and night is {night}" }
unary ask late "late" { on WRITE  when local_time("UTC").hour > 22 }
${more}`);

describe("inventory", () => {
  test("says what catalogue and packs have not of each other", async () => {
    policy();
    const { status, out, err } = await inventory("--tools", quay, "--rules", rules, "--format", "json");
    expect(err).toBe("");
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({
      runtime: null, for: ["quay/desk"], packages: ["quay.guard"], catalogues: [{ file: quay, tools: 2, bound: 1, problems: [] }], tools: 2, bound: 1,
      unbound: [{ tool: "send_notice", file: quay, near: "send_notes" }], absent: [{ tool: "send_notes", package: "quay.guard" }],
      differences: [{ tool: "read_log", kind: "required", path: "day" }, { tool: "read_log", kind: "rest", path: "pages" }],
      unprovided: [], told: [{ fact: "time", rules: ["quay.guard.late"] }],
      // What a reason shows is read.
      unread: [{ runtime: "crane", fact: "fog" }, { runtime: "tug", fact: "realpath" }],
    });
    const { unreached } = JSON.parse(out) as { readonly unreached: Readonly<Record<"ops" | "sinks" | "acts", readonly object[]>> };
    expect(unreached.ops).toContainEqual({ name: "SEND", rules: ["quay.guard.storm"] });
    expect(unreached.ops).not.toContainEqual(expect.objectContaining({ name: "READ" }));
    expect(unreached.sinks).toContainEqual({ name: "message", rules: [] });
    // An act that no rule and no binding names is none of the bundle.
    expect(unreached.acts).toEqual([]);
  });

  test("is read in one look", async () => {
    policy();
    const { out } = await inventory("--tools", quay, "--rules", rules);
    expect(out.replaceAll(quay, "quay-desk.json")).toBe(`quay-desk.json: 2 tools, 1 bound
packs for quay/desk, and those that hold everywhere

tools without a binding
  send_notice (is it send_notes?)

tools whose arguments differ
  read_log  required, bound as optional  day
            left to the binding's \`...\`  pages

bindings without a tool, by package
  quay.guard  send_notes

no tool is bound to
  ops    STORE, RETRIEVE, WRITE (1 rule), EXEC, SEND (1 rule), ASK, DELEGATE, SUBSCRIBE
  sinks  egress, message, payment, persist, shared_write, delete, control, identity, execution

facts that no rule reads
  fog       runtime crane
  realpath  runtime tug

facts that rules read and the host tells with events
  time  quay.guard.late

1 of 2 tools bound; 1 tool with other arguments; 0 facts that nobody provides
`);
  });

  test("a fact that another runtime provides is not this one's", async () => {
    policy("tool send_notice(to: string, text: string) { op SEND  role path: text }\nunary deny led \"led astray\" { on SEND  when realpath(args.text) == \"/etc\" }");
    const all = await inventory("--tools", quay, "--rules", rules);
    expect(all).toMatchObject({ status: 0, err: "" });
    const { status, out } = await inventory("--tools", quay, "--rules", rules, "--runtime", "crane", "--format", "json");
    expect(status).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ for: ["quay/desk"], unbound: [], unprovided: [{ fact: "realpath", rules: ["quay.guard.led"] }], unread: [{ runtime: "crane", fact: "fog" }] });
    const tug: unknown = JSON.parse((await inventory("--tools", quay, "--rules", rules, "--runtime", "tug", "--format", "json")).out);
    expect(tug).toMatchObject({ unprovided: [], unread: [], told: [{ rules: ["quay.guard.late"] }] });
  });

  test("what was drafted from a catalogue differs from it in names that are no paths alone", async () => {
    const odd = file("odd-desk.json", [{ name: "odd", inputSchema: { $defs: { place: { type: "object", properties: { "x y": { type: ["number", "null"] }, of: { $ref: "#/$defs/place" } }, required: ["x y"] } }, type: "object", required: ["a", "d"],
      additionalProperties: true, properties: { a: {}, b: { anyOf: [{ type: "array", items: { type: "string" } }, { type: "string" }] }, c: { type: "object" }, d: { $ref: "#/$defs/place" }, e: { type: "object", additionalProperties: { enum: [1, "a"] } }, "f.g": { type: "array" } } } }]);
    const drafts = join(folder, "drafts");
    mkdirSync(drafts);
    const quiet = { out: async () => undefined, err: () => undefined, color: false, columns: null };
    expect(await main(["import-tools", odd, "-o", join(drafts, "odd.policy"), "--package", "odd.tools"], quiet)).toBe(0);
    // The rules are not what is tested: the shipped ones take long to check.
    for (const [name, item] of [["standard.intent", ""], ["standard.labels", ""], ["drafted.guard", ""], ["drafted.acts", "act unclear { verbs \"odd\" nouns \"odd\" }"]]) file(`drafts/${name}.policy`, `package ${name}\n${item}\n`);
    const { status, out, err } = await inventory("--tools", odd, "--rules", drafts, "--format", "json");
    expect({ status, err }).toEqual({ status: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({ bound: 1, differences: [{ kind: "rest", path: "\"f.g\"" }] });
  });

  test("what cannot be read is said", async () => {
    policy();
    const odd = file("odd.json", [{ description: "has no name" }]);
    expect(await inventory("--tools", odd, "--rules", rules, "--runtime", "quay/desk")).toMatchObject({ status: 1, err: expect.stringContaining("[catalogue/no-name]") as string });
    expect(await inventory("--tools", join(folder, "none.json"), "--rules", rules)).toMatchObject({ status: 2, out: "", err: expect.stringContaining("[cli/unreadable]") as string });
    expect(await inventory("--tools", quay, "--rules", rules, "--runtime", "ship")).toMatchObject({ status: 2, out: "", err: expect.stringContaining("[cli/no-runtime]") as string });
    expect(await inventory("--rules", rules)).toMatchObject({ status: 2, out: "" });
    policy("host crane deny rain \"wet\" { on SEND  when rain > 1 }");
    expect(await inventory("--tools", quay, "--rules", rules)).toMatchObject({ status: 1, out: "", err: expect.stringContaining("rain") as string });
  });
});
