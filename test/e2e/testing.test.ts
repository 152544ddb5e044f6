// What policy authors are given as `interdict/testing`: findings for each way in which a test can fail, and a door that lies is
// found out even where the test expects nothing of the step it lies about.

import { describe, expect, test } from "vitest";
import { frameDoor, interpreter, jsonDoor, runTests } from "../../src/testing/index.js";
import type { Door, TestOptions } from "../../src/testing/index.js";

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
});

test("packages that do not compile are told, and the tests of the others are run", () => {
  const { results, diagnostics } = runTests([{ file: "guard.policy", text: pack("expect allow a") }, tools, { file: "bad.policy", text: "package shed.bad\nunary deny x { on NOWHERE }\n" }]);
  expect(results.map(({ pack: of, findings: found }) => [of, found.length])).toEqual([["shed.guard", 0]]);
  expect(diagnostics.map(({ span }) => span.file)).toEqual(["bad.policy"]);
});

test("only the packages that are asked for", () => {
  expect(runTests([{ file: "guard.policy", text: pack("expect allow b") }, tools], { packages: ["shed.tools"] }).results).toEqual([]);
});
