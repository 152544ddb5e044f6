// Labels of every kind of resource reach the calls that name it: by an argument's role, by the tool's name, by the event. Each is
// seen in a decision of a compiled bundle, so that check, code generator, module and kernel agree on the kinds.

import { describe, expect, it } from "vitest";
import { compile, createEngine } from "../../src/index.js";
import { interpreter } from "../../src/testing/door.js";
import { createCore } from "../../src/engine.js";
import { decide } from "../../src/testing/play.js";

const text = `package kinds
tag hit
label memory "Profile/*" { tag hit }
label server "github" { tag hit }
label job "nightly" { tag hit }
label agent "billing" { tag hit }
label skill "deploy" { tag hit }
tool recall(key: any) { op RETRIEVE  role memory: key }
tool schedule(id: string) { op STORE  role job: id }
tool hand(to: string) { op DELEGATE  role agent: to }
tool teach(name: string) { op STORE  role skill: name }
tool mcp__GitHub__search(q: string) { op READ  role query: q }
tool mcp__files__read(q: string) { op READ  role query: q }
unary deny labelled { on call when tags(target) has hit }
`;
const { value: compiled } = compile([{ file: "kinds.policy", text }]);
if (compiled === undefined) throw new Error("the policy does not compile");

const calls: readonly (readonly [what: string, event: object, effect: string])[] = [
  ["a memory key, whatever its case", { tool: "recall", args: { key: "profile/NAME" } }, "deny"],
  ["another memory key", { tool: "recall", args: { key: "notes" } }, "allow"],
  ["a memory key that is a number", { tool: "recall", args: { key: 7 } }, "allow"],
  ["a job", { tool: "schedule", args: { id: "Nightly" } }, "deny"],
  ["an agent", { tool: "hand", args: { to: "billing" } }, "deny"],
  ["a skill", { tool: "teach", args: { name: "deploy" } }, "deny"],
  ["the server in a tool's name", { tool: "mcp__GitHub__search", args: { q: "x" } }, "deny"],
  ["another server", { tool: "mcp__files__read", args: { q: "x" } }, "allow"],
  ["the server that the event says", { tool: "mcp__files__read", args: { q: "x" }, server: "GitHub" }, "deny"],
  ["a server that is none", { tool: "mcp__files__read", args: { q: "x" }, server: 7 }, "deny"],
];

describe("a label holds of", () => {
  it.each(calls)("%s", async (_, event, effect) => {
    const engine = await createEngine({ bundles: [compiled], pool: false });
    expect(engine.session({ id: "s" }).evaluateSync({ kind: "call", id: "c", ...event } as never).effect).toBe(effect);
    const evaluator = interpreter.open(compiled);
    expect(decide(createCore(evaluator, "").session({ id: "s" }), evaluator, { kind: "call", id: "c", ...event }).effect).toBe(effect);
    await engine.close();
  });
});
