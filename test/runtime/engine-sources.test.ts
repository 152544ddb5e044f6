// What makes a finished call a source: each thing that a pattern may read of it, by a compiled policy and a whole session. Texts,
// which are no calls, have nothing of it.

import { describe, expect, test } from "vitest";
import { compile, createEngine } from "../../src/index.js";

/** What is decided of a call that carries what a first one gave, where sources are such. */
async function decided(where: string): Promise<readonly [string, boolean]> {
  const text = `package p
tool exec(command: string, n?: number, xs?: list of string) { op EXEC  role command: command }
tool send(text: string) { op SEND  sink egress  role content: text }
relational deny leak { from source where ${where}  to egress via value }
`;
  const { value: bundle, diagnostics } = compile([{ file: "p.policy", text }]);
  if (bundle === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const engine = await createEngine({ bundles: [bundle], pool: false });
  const session = engine.session({ id: "s" });
  session.observe({ kind: "user", text: "what is in the file" });
  session.evaluateSync({ kind: "call", id: "a", tool: "exec", args: { command: "cat notes", n: 2, xs: ["q"] } });
  session.observe({ kind: "result", id: "a", content: "{\"a\": 1, \"note\": \"the code is harbour-4711-night\"}" });
  const { effect, rules: [fired] } = session.evaluateSync({ kind: "call", id: "b", tool: "send", args: { text: "harbour-4711-night" } });
  await engine.close();
  return [effect, fired?.unknown === true];
}

/** What is decided of a call behind a message and an answer, where sources are such. */
async function afterTexts(where: string): Promise<readonly [string, boolean]> {
  const text = `package p
tool exec(command: string, n?: number, xs?: list of string) { op EXEC  role command: command }
tool "@response"(text: string) { op RESPOND  sink ui  role content: text }
tool send(text: string) { op SEND  sink egress  role content: text }
relational deny leak { from source where ${where}  to egress via any }
`;
  const { value: bundle, diagnostics } = compile([{ file: "p.policy", text }]);
  if (bundle === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const engine = await createEngine({ bundles: [bundle], pool: false });
  const session = engine.session({ id: "s" });
  session.observe({ kind: "user", text: "what is in the file" });
  session.evaluateSync({ kind: "response", text: "an answer" });
  const { effect, rules: [fired] } = session.evaluateSync({ kind: "call", id: "b", tool: "send", args: { text: "hello" } });
  await engine.close();
  return [effect, fired?.unknown === true];
}

describe("a source is known by", () => {
  test.each([
    "args.command contains \"notes\"", "args.n < 3", "present(args.n)", "args.xs has \"q\"", "shell(args.command).runs has \"cat\"", "fold(args.command) contains \"NOTES\" ignoring case",
    "result.a == 1", "result.note contains \"harbour\"", "tool == \"exec\"", "tool == \"exec\" and args.n == 2", "op == EXEC", "op == EXEC and present(result.a)", "size(args.xs) == 1",
  ])("%s", async (where) => {
    expect(await decided(where)).toEqual(["deny", false]);
  });

  test.each([
    "args.command contains \"secret\"", "args.n > 3", "not present(args.n)", "args.xs has \"r\"", "result.a == 2", "tool == \"send\"", "op == READ", "args.n == 2 and result.a == 2",
  ])("not by %s, which it is not", async (where) => {
    expect(await decided(where)).toEqual(["allow", false]);
  });

  test.each(["args.command == \"x\"", "not present(args.n)", "args.n != 2", "result.a == 1", "size(args.xs else {}) == 0", "args.text contains \"moon\""])("no text by %s", async (where) => {
    expect(await afterTexts(where)).toEqual(["allow", false]);
  });
  test("an answer by its text", async () => {
    expect(await afterTexts("args.text contains \"answer\"")).toEqual(["deny", false]);
  });
});
