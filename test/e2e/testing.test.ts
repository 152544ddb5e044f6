// What policy authors are given as `interdict/testing`: findings for each way in which a test can fail, and a door that lies is
// found out even where the test expects nothing of the step it lies about.

import { describe, expect, test } from "vitest";
import { frameDoor, interpreter, jsonDoor, runTests } from "../../src/testing/index.js";
import type { Door, TestOptions } from "../../src/testing/index.js";
import type { Evaluator } from "../../src/words/evaluator.js";

const pack = (test: string): string => `package shed.guard
use shed.tools
unary deny dark "the lamp stays lit" {
  on     WRITE
  when   args.state == "off"
  because "the shed would be dark"
}
test "the lamp" {
  user "night"
  a = lamp(state: "on")
  b = lamp(state: "off") -> error "stuck"
  assistant "good night"
  ${test}
}
`;
const tools = { file: "tools.policy", text: "package shed.tools\ntool lamp(state: string) { op WRITE  role name: state }\n" };
const findings = (test: string, options: TestOptions = {}): readonly string[] =>
  runTests([{ file: "guard.policy", text: pack(test) }, tools], options).results.flatMap((result) => result.findings.map(({ code, message, label }) => `${code} ${message} | ${label ?? ""}`));

/** The interpreter, but what it would deny it lets pass. */
const liar: Door = { name: "the liar", open: (compiled) => ({ ...interpreter.open(compiled), decide: () => [] }) };

describe("a test", () => {
  test("that holds", () => {
    expect(findings("expect allow a\n  expect deny b by dark\n  expect allow")).toEqual([]);
  });
  test("that expects another effect", () => {
    expect(findings("expect allow b")).toEqual(["test/effect expected `allow`, decided `deny` by `shed.guard.dark` | the shed would be dark"]);
    expect(findings("expect ask a")).toEqual(["test/effect expected `ask`, decided `allow` | no rule fired"]);
  });
  test("that expects another rule", () => {
    const two = pack("expect deny b by dark, blue").replace("test \"", "unary deny blue { on WRITE when args.state == \"blue\" because \"blue\" }\ntest \"");
    const { results } = runTests([{ file: "guard.policy", text: two }, tools]);
    expect(results[0]?.findings.map(({ code, message }) => [code, message])).toEqual([["test/rules", "expected by `shed.guard.dark`, `shed.guard.blue`, fired `shed.guard.dark`"]]);
  });
  test("is played through every door, and a door that decides otherwise is told", () => {
    expect(findings("expect allow a", { doors: [interpreter, frameDoor, jsonDoor] })).toEqual([]);
    const [told] = findings("expect allow a", { doors: [interpreter, liar] });
    expect(told?.startsWith("test/doors the liar decides otherwise than the interpreter")).toBe(true);
  });
  test.each([
    ["that binds otherwise", (honest) => ({ ...honest, bind: (view) => ({ ...honest.bind(view), op: 0 }) })],
    ["that fails when it binds", (honest) => ({ ...honest, bind: () => { throw new Error("no"); } })],
    ["that is of another manifest", (honest) => ({ ...honest, manifest: { ...honest.manifest, tools: [] } })],
  ] satisfies readonly (readonly [string, (honest: Evaluator) => Evaluator])[])("a door %s is told at each test, also where its answer to another was remembered", (_, lying) => {
    const door: Door = { name: "the liar", open: (compiled) => lying(frameDoor.open(compiled)) };
    const two = `${pack("expect allow a")}test "again" {\n  c = lamp(state: "off")\n  expect deny c by dark\n}\n`;
    const { results } = runTests([{ file: "guard.policy", text: two }, tools], { doors: [interpreter, frameDoor, door, jsonDoor] });
    const told = results.map(({ findings: found }) => [...new Set(found.map(({ code, message }) => `${code} ${message.slice(0, message.indexOf(":"))}`))]);
    expect(told).toEqual([["test/doors the liar decides otherwise than the interpreter"], ["test/doors the liar decides otherwise than the interpreter"]]);
  });
});

test("packages that do not compile are told, and the tests of the others are run", () => {
  const { results, diagnostics } = runTests([{ file: "guard.policy", text: pack("expect allow a") }, tools, { file: "bad.policy", text: "package shed.bad\nunary deny x { on NOWHERE }\n" }]);
  expect(results.map(({ pack: of, findings: found }) => [of, found.length])).toEqual([["shed.guard", 0]]);
  expect(diagnostics.filter(({ severity }) => severity === "error").map(({ span }) => span.file)).toEqual(["bad.policy"]);
});

test("only the packages that are asked for", () => {
  expect(runTests([{ file: "guard.policy", text: pack("expect allow b") }, tools], { packages: ["shed.tools"] }).results).toEqual([]);
});

describe("what a test tells of the world", () => {
  const shop = `package shop.guard
data vendors: list of string
tool pay(to: string, amount: number) { op SEND  sink payment  role destination: to  result trust high }
tool tidy(folder: string) { op EXEC  result trust high }
unary deny strangers { on tool pay  when args.to not in vendors }
unary deny hourly { on tool pay  when sum(args.amount of tool pay within 1 hour including sink) > 100 }
unary ask manager { on tool pay where args.amount > 50  unless approver_roles(sink) has "manager" }
unary deny admins { on tool tidy  when not (principal.roles has "admin") }
unary correct home { on tool tidy  when args.folder != "/work"  set args.folder to "/work" }
`;
  const told = (steps: string, options: TestOptions = {}): readonly string[] =>
    runTests([{ file: "shop/guard.policy", text: `${shop}test "it" {\n${steps}\n}\n` }], options).results.flatMap(({ findings: found }) => found.map(({ code, message }) => `${code} ${message}`));

  test.each([
    ["data of its own", `data vendors = ["acme"]\na = pay(to: "acme", amount: 1)\nb = pay(to: "globex", amount: 1)\nexpect allow a\nexpect deny b by strangers`],
    ["times", `data vendors = ["acme"]\nat "2026-02-01T10:00:00Z"\npay(to: "acme", amount: 40) -> "ok"\nat "2026-02-01T10:30:00Z"\na = pay(to: "acme", amount: 40)\nb = pay(to: "acme", amount: 40)\nat "2026-02-01T11:30:01Z"\nc = pay(to: "acme", amount: 40)\nexpect allow a\nexpect deny b by hourly\nexpect allow c`],
    ["approvals", `data vendors = ["acme"]\na = pay(to: "acme", amount: 60)\napprove pay(to: "acme", amount: 60) by "ana" role "manager"\nb = pay(to: "acme", amount: 60)\nexpect ask a by manager\nexpect allow b`],
    ["a principal, and arguments that are expected", `principal { id: "ana", roles: ["admin"] }\na = tidy(folder: "/etc")\nexpect correct a by home with (folder: "/work")`],
    ["calls that never ran", `at "2026-02-01T10:00:00Z"\ndata vendors = ["acme"]\npay(to: "acme", amount: 40) -> denied\npay(to: "acme", amount: 50) -> denied\na = pay(to: "acme", amount: 45)\nexpect allow a`],
  ])("%s", (_, steps) => {
    expect(told(steps)).toEqual([]);
  });
  test("an argument that is another than expected is told, and one that is not there", () => {
    const steps = (expected: string): string => `principal { roles: ["admin"] }\na = tidy(folder: "/etc")\nexpect correct a with (${expected})`;
    expect(told(steps("folder: \"/etc\""))).toEqual(['test/argument expected `folder` to be "/etc", it is "/work"']);
    expect(told(steps("file: [1]"))).toEqual(["test/argument expected `file` to be [1], it is none"]);
  });
  test("data beside the package, with the test's own before it", () => {
    const data = [{ file: "shop/data.json", text: '{"vendors": ["initech"]}' }];
    expect(told(`a = pay(to: "initech", amount: 1)\nexpect allow a`, { data })).toEqual([]);
    expect(told(`data vendors = ["acme"]\na = pay(to: "initech", amount: 1)\nexpect deny a`, { data })).toEqual([]);
    expect(told(`a = pay(to: "initech", amount: 1)\nexpect deny a by strangers`)).toEqual([]);
  });
});
