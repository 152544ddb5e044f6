// What is known of a row, and what is not, in what rules ask of it: its labels, its roles, whose text it is. A row that could not be
// computed whole may have more taint than is known, whatever its own labels say. And what a view does not carry at all is unknown.

import { describe, expect, it } from "vitest";
import { clean } from "../../src/words/labels.js";
import type { Labels } from "../../src/words/labels.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { interpret } from "../../src/language/meaning/interpret.js";
import { load } from "../../src/wasm/abi/load.js";
import { emit } from "../../src/wasm/codegen/emit.js";
import type { Verdict } from "../../src/words/view.js";
import { asked, byAll } from "./doors.js";
import { policyOf } from "./fixture.js";
import { viewOf } from "./view.js";
import type { RowWords } from "./view.js";

const conditions = {
  secret: "secrecy(to) >= high", open: "secrecy(to) < high", distrusted: "trust(to) <= low", tagged: "tags(to) has red", untagged: "not (tags(to) has red)",
  prose: "shape(to) in {prose}", user: "who(to) has user", stranger: "who(to) excludes user", named: "named(to)",
} as const;
const { fired } = asked(`tag red\ntool send(to: string) { op SEND  sink egress  role destination: to }
${Object.entries(conditions).map(([name, condition]) => `relational deny ${name} { on egress  into args[role: destination] as to  when ${condition} // allow-nonmonotone because it is a test\n}`).join("\n")}`);
const of = (row: RowWords): ReturnType<typeof fired> => fired({ op: "SEND", tool: "send", sinks: ["egress"], rows: [{ roles: ["destination"], ...row }] });
const labels = (some: Partial<Labels>): RowWords => ({ flow: { labels: { ...clean, ...some } } });

describe("a row", () => {
  it.each<[string, RowWords, readonly string[]]>([
    ["that is known", {}, ["open", "untagged", "stranger"]],
    ["that is tainted", labels({ trust: 2, secrecy: 2, tags: 1 }), ["secret", "distrusted", "tagged", "stranger"]],
    ["that may be tainted", labels({ unknown: true }), ["secret?", "open?", "distrusted?", "tagged?", "untagged?", "stranger"]],
    ["of which not all is known", { unknown: true }, ["secret?", "open?", "distrusted?", "tagged?", "untagged?", "prose?", "user?", "stranger?", "named?"]],
    ["of which not all is known, but enough", { unknown: true, who: ["user"], shape: "prose", named: 1, ...labels({ trust: 2, secrecy: 2, tags: 1 }) }, ["secret", "distrusted", "tagged", "prose", "user", "named"]],
    ["that may be named", { named: 2 }, ["open", "untagged", "stranger", "named?"]],
    ["of another role", { roles: ["content"], unknown: true }, []],
  ])("%s", (_, row, names) => {
    expect(of(row)).toEqual(byAll(names));
  });
  it("that nobody saw may be anything", () => {
    expect(fired({ op: "SEND", tool: "send", sinks: ["egress"], rowsOpen: true })).toEqual(byAll(Object.keys(conditions).map((name) => `${name}?`)));
  });
});

it("a column that the view does not carry is unknown, and not absent", () => {
  const policy = policyOf("package p\ntool run(a?: string, b?: string, d?: boolean) { op EXEC }\nunary deny a { on EXEC  when present(args.a) }\nunary deny b { on EXEC  when not present(args.b) }\nunary deny c { on EXEC  when (args.b else \"x\") == \"x\" }\nunary deny d { on EXEC  when args.d }\n");
  const manifest = manifestOf(policy);
  const view = viewOf(manifest, { tool: "run" });
  const fired = (columns: number): readonly string[] => interpret(policy, manifest).decide({ ...view, columns: view.columns.slice(0, columns) }).map(({ rule, unknown }) => `${manifest.rules[rule]?.id ?? ""}${unknown ? "?" : ""}`);
  // So is what a manifest does not name, in a module that is made by it.
  const module = (count: number): readonly string[] => {
    const less = { ...manifest, demand: { ...manifest.demand, columns: manifest.demand.columns.slice(0, count) } };
    return load(new WebAssembly.Module(new Uint8Array(emit(policy, less))), less).decide({ ...view, columns: view.columns.slice(0, count) }).map(({ rule, unknown }) => `${manifest.rules[rule]?.id ?? ""}${unknown ? "?" : ""}`);
  };
  expect([module(3), module(2), module(1), module(0)]).toEqual([fired(3), fired(2), fired(1), fired(0)]);
  expect([fired(3), fired(2), fired(1), fired(0)]).toEqual([["p.b", "p.c", "p.d?"], ["p.b", "p.c", "p.d?"], ["p.c?", "p.d?"], ["p.a", "p.c?", "p.d?"]]);
});

describe("a row that nobody saw", () => {
  const counted = Array.from({ length: 40 }, (_, at) => `unary warn often-${at} { on tool send  when count(tool send where args.n != ${at}) > 1 }`).join("\n");
  const policy = policyOf(`package p\ntool send(to: string, n?: number) { op SEND  sink egress  role destination: to }
relational deny told { from source where trust(source) <= low  to egress  into args[role: destination] as to }\nunary deny plain { on SEND  when args.n == 1 }\n${counted}\n`);
  const manifest = manifestOf(policy);
  const module = load(new WebAssembly.Module(new Uint8Array(emit(policy, manifest))), manifest);
  const view = viewOf(manifest, { op: "SEND", tool: "send", sinks: ["egress"], columns: { "args.n": -1 }, rowsOpen: true });
  const told = [{ rule: manifest.rules.findIndex(({ id }) => id === "p.told"), unknown: true, row: -1 }];
  const about = (verdicts: readonly Verdict[]): readonly Verdict[] => verdicts.filter(({ rule }) => rule === told[0]?.rule);

  it("may have the mark of any source", () => {
    expect(about(interpret(policy, manifest).decide(view))).toEqual(told);
    expect(about(module.decide(view))).toEqual(told);
  });
  it("is the same to a module after it has bound and marked", () => {
    const before = module.decide(view);
    const wanted = interpret(policy, manifest);
    for (const question of ["bind", "mark"] as const) {
      const asked = { ...view, question };
      if (question === "bind") expect(module.bind(asked)).toEqual(wanted.bind(asked));
      else expect(module.mark(asked)).toEqual(wanted.mark(asked));
      expect(module.decide(view)).toEqual(before);
    }
  });
});

it("each column of a row is read where it stands, also where there are several", () => {
  const { fired } = asked(`tool send(to: string) { op SEND  sink egress  role destination: to }
${["host", "domain", "basename"].map((name, at) => `relational deny ${name} { on egress  into args[role: destination] as to  when ${name}(to) == "${"abc"[at] ?? ""}" }`).join("\n")}`);
  const of = (columns: Readonly<Record<string, string>>): ReturnType<typeof fired> => fired({ op: "SEND", tool: "send", sinks: ["egress"], rows: [{ roles: ["destination"], columns }] });
  expect(of({ host: "a", domain: "b", basename: "c" })).toEqual(byAll(["host", "domain", "basename"]));
  expect(of({ host: "c", domain: "a", basename: "b" })).toEqual(byAll([]));
  expect(of({ host: "a", domain: "a", basename: "a" })).toEqual(byAll(["host"]));
});

describe("where what is not there is told by `else`", () => {
  const { fired } = asked(`tool run(a?: string, b?: string, c?: string, d?: string, e?: boolean) { op EXEC }
unary deny both { on EXEC  when (args.a else args.b) == "x" or (args.a else args.b) == (args.c else args.d) }
unary deny last { on EXEC  when (args.a else args.b) == "x" or ((args.a else args.b) == (args.c else args.d) and args.e) }`);
  it.each<[Readonly<Record<string, string | boolean>>, readonly string[]]>([
    [{ "args.b": "y", "args.c": "y", "args.e": true }, ["both", "last"]],
    [{ "args.b": "y", "args.d": "y", "args.e": true }, ["both", "last"]],
    [{ "args.a": "y", "args.b": "z", "args.d": "y", "args.e": false }, ["both"]],
    [{ "args.a": "y", "args.c": "z", "args.d": "y", "args.e": true }, []],
  ])("two of them stand beside each other: %j", (columns, names) => {
    expect(fired({ tool: "run", columns })).toEqual(byAll(names));
  });
});

it("of a row that nobody saw a truth is unknown too, and not false", () => {
  const { fired } = asked(`tool send(to: string) { op SEND  sink egress  role destination: to }
relational deny inward { on egress  into args[role: destination] as to  when private_host(to) }`);
  expect(fired({ op: "SEND", tool: "send", sinks: ["egress"], rowsOpen: true })).toEqual(byAll(["inward?"]));
});

it("a column that a row does not carry, and a fact that the view does not, are unknown and not absent", () => {
  const policy = policyOf(`package p
tool send(to: string) { op SEND  sink egress  role destination: to }
runtime box { fact locked: boolean }
relational deny row { on egress  into args[role: destination] as to  when (host(to) else "x") == "x" }
relational deny inward { on egress  into args[role: destination] as to  when private_host(to) }
host box deny fact { on egress  when locked }`);
  const manifest = manifestOf(policy);
  const view = viewOf(manifest, { op: "SEND", tool: "send", sinks: ["egress"], rows: [{ roles: ["destination"] }] });
  const fired = (less: typeof view): readonly string[] => interpret(policy, manifest).decide(less).map(({ rule, unknown }) => `${manifest.rules[rule]?.id ?? ""}${unknown ? "?" : ""}`);
  expect(fired(view)).toEqual(["p.inward?", "p.row"]);
  expect(fired({ ...view, columns: [], rows: view.rows.map((row) => ({ ...row, columns: [] })) })).toEqual(["p.fact?", "p.inward?", "p.row?"]);
});

it("of a row that nobody saw the value is unknown too, and not false", () => {
  const { fired } = asked(`tool send(open: boolean) { op SEND  sink egress  role content: open }
relational deny open { on egress  into args[role: content] as open  when open == true }`);
  expect(fired({ op: "SEND", tool: "send", sinks: ["egress"], rowsOpen: true })).toEqual(byAll(["open?"]));
});

// What stands behind that row in a module are texts of the policy: where the row were too short, they would be read as values.
it("of a row that nobody saw every column is unknown, however many there are", () => {
  const tests = { host: "host(to) == \"a\"", domain: "domain(to) == \"a\"", base: "basename(to) == \"a\"", path: "path(to) == \"/a\"", inner: "private_host(to)", there: "(host(to) else \"a\") == \"a\"" };
  const notes = [1, 2, 3, 4, 5].map((tag) => JSON.stringify(String.fromCharCode(tag).repeat(80)));
  const { fired } = asked(`tool send(to: string, note: string) { op SEND  sink egress  role destination: to }
${notes.map((note, at) => `unary deny a-${at} { on egress  when args.note == ${note} }`).join("\n")}
${Object.entries(tests).map(([name, test]) => `relational deny ${name} { on egress  into args[role: destination] as to  when ${test} }`).join("\n")}`);
  expect(fired({ op: "SEND", tool: "send", sinks: ["egress"], columns: { "args.note": "x" }, rowsOpen: true })).toEqual(byAll(Object.keys(tests).map((name) => `${name}?`)));
});
