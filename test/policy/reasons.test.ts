// What is written in the braces of a reason, as people and the agent are told it: values computed of the call, definitions, histories;
// and what cannot stand there.

import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile.js";
import { frameDoor } from "../../src/testing/door.js";
import { play, playedOn } from "../../src/testing/play.js";
import { checkTexts } from "./fixture.js";

const head = `package a
const MOST = 3
const LIMITS = {"EUR": {most: 10, who: "treasury"}}
define ids = found(args.body, "[A-Z]{2}-[0-9]+")
define shown(x) = first(x, 4)
tool send(to: list of string, body: string, amount: number, currency?: string) { op SEND  sink message  role destination: to[]  role content: body }
tool get(id: string) { op READ  role object: id }
unary ask z { on unbound }
`;

function rule(reason: string, kind = "unary"): string {
  const clauses = kind === "unary" ? "on tool send" : kind === "into" ? "on tool send  into args[role: destination] as row" : "from source where tool == get  to message via any";
  return `${head}${kind === "unary" ? "unary" : "relational"} deny r { ${clauses}  because ${JSON.stringify(reason)} }\n`;
}

function reasonOf(reason: string, kind?: string): readonly (string | undefined)[] {
  const text = `${rule(reason, kind)}test "t" {\n  send(to: ["x"], body: "before", amount: 2) -> "ok"\n  b = send(to: ["Ana <ana@b.example>"], body: "AB-1 and CD-22", amount: 5, currency: "EUR")\n  expect deny b\n}\n`;
  const { value, diagnostics } = compile([{ file: "a.policy", text }]);
  const [test] = value?.policy.tests ?? [];
  if (value === undefined || test === undefined) throw new Error(diagnostics.map((finding) => `${finding.code} ${finding.message}`).join("\n"));
  const decision = play(test, playedOn(frameDoor.open(value), value.data)).get("b");
  return [decision?.rules[0]?.reason, decision?.rules[0]?.agentReason];
}

describe("a reason", () => {
  it.each([
    ["{args.amount} of {MOST}", "5 of 3", "args.amount of 3"],
    ["{size(args.to)} or {args.amount + MOST * 2}", "1 or 11", "size(args.to) or a value"],
    ["{domain(args.to[0])}", "\"b.example\"", "a value"],
    ["{ids}", "\"AB-1\", \"CD-22\"", "a value"],
    ["{shown(args.body)} {{x}}", "\"AB-1\" {x}", "a value {x}"],
    ["{LIMITS[args.currency].who}: {LIMITS.EUR.most}", "\"treasury\": 10", "a value: 10"],
    ["{join(ids, \"+\")}", "\"AB-1+CD-22\"", "a value"],
    ["{sum(args.amount of tool send including sink)}, {count(tool send)}", "7, 1", "7, 1"],
    ["{args.body} {number(args.body)}", "\"AB-1 and CD-22\" an unknown value", "args.body number(args.body)"],
  ])("%s", (text, reason, agent) => {
    expect(reasonOf(text)).toEqual([reason, agent]);
  });

  it.each([
    ["{nothing}", "unary", ["check/unknown-name"]], ["{a b}", "unary", ["check/bad-reason"]], ["{}", "unary", ["check/bad-reason"]], ["{size(args.to}", "unary", ["check/bad-reason"]],
    ["{args.gone}", "unary", ["check/unknown-argument"]], ["{size(args.amount)}", "unary", ["check/wrong-type"]], ["{args.amount > 3}", "unary", ["check/wrong-type"]], ["{LIMITS}", "unary", ["check/wrong-type"]],
    ["{length(row)}", "into", ["check/bad-reason"]], ["{args.currency else \"EUR\"}", "unary", ["check/bad-reason"]], ["{source.args.id}", "from", ["check/unknown-name"]], ["{length(source.args.id)}", "from", ["check/not-here"]],
    ["{shown(args.amount)}", "unary", ["check/wrong-type"]], ["{\"\\d\"}", "unary", ["check/bad-reason"]], [`{${"(".repeat(99)}1${")".repeat(99)}}`, "unary", ["check/bad-reason"]],
  ])("is refused: %s (%s)", (text, kind, codes) => {
    expect(checkTexts(new Map([["a.policy", rule(text, kind)]])).diagnostics.filter((finding) => finding.severity === "error").map((finding) => finding.code)).toEqual(codes);
  });

  it("is pointed at where it is wrong", () => {
    const text = rule("of {size(args.amount)} things");
    const [finding] = checkTexts(new Map([["a.policy", text]])).diagnostics;
    expect(text.slice(finding?.span.start, finding?.span.end)).toBe("args.amount");
  });
});
