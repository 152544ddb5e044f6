// Parts of Rego that no policy's text leads to alone: a value that may be one that is unknown, a definition without lines, and which
// columns of rows a host may leave out. Asks no OPA.

import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { filledKeys } from "../../src/rego/fill.js";
import { regoOf } from "../../src/rego/rego.js";
import { definition } from "../../src/rego/text.js";
import { operand } from "../../src/rego/value.js";
import type { Writer } from "../../src/rego/writer.js";
import { startWriter } from "../../src/rego/writer.js";
import type { Value } from "../../src/language/check/policy.js";

const { value } = compile([{ file: "p.policy", text: `package p
tool run(a: any, n?: number) { op EXEC  role content: a }
data names: list of string
unary deny r { on call  when args.a == "x" }
relational deny t { into args[role: content] as x  to call  when x not in names and length(x) > 3 }
` }]);

function writer(): Writer {
  if (value === undefined) throw new Error("the policy is sound");
  return { ...startWriter(value.manifest, new Set(), []), rule: "r", blocks: [], count: 0 };
}

const span = { file: "p.policy", start: 0, end: 0 };

describe("what is written", () => {
  it("is true where a definition has no lines", () => {
    expect(definition("f(x)", [])).toBe("f(x) if true");
  });

  it("has a product of three as OPA's formatter has it", () => {
    const nested = compile([{ file: "p.policy", text: `package p
tool run(a: list of string, b: list of string, c: list of string) { op EXEC }
unary deny r { on tool run  when some x in args.a (some y in args.b (args.c has x and y == "z")) }
` }]).value;
    const text = nested === undefined ? "" : regoOf(nested.policy, nested.manifest).value ?? "";
    expect(text).toContain("count(input.args.b) * count(input.args.a) <= ");
    expect(text).toContain("(count(input.args.c) * count(input.args.b)) * count(input.args.a) <= ");
  });

  it("leaves out of rows what the host's data fill, and nothing else", () => {
    expect(filledKeys(value?.manifest ?? writer().manifest).rowColumns).toEqual(["member(data p.names, row)"]);
    expect(value?.manifest.demand.rowColumns).toHaveLength(2);
  });

  const left: Value = { kind: "column", column: { kind: "arg", path: ["a"], type: "any" }, span };
  it.each<[string, Value]>([
    ["one that no view carries", { kind: "column", column: { kind: "arg", path: ["n"], type: "number" }, span }],
    ["one of no row", { kind: "row", span }],
  ])("has no alternative for %s", (_, right) => {
    const into = writer();
    const either = operand({ kind: "else", left, right }, { writer: into, row: false, around: [] });
    expect(into.blocks).toEqual(["r_value := chosen if chosen := input.args.a"]);
    expect(either).toMatchObject({ kind: "term", absent: null });
  });
});
