// Two calls that take turns: a run of results that each other call, each other result and each repetition ends. What it is,
// docs/kernel.md says; that the kernels agree, test/runtime/naive-past.test.ts.

import { describe, expect, test } from "vitest";
import { compile, createEngine } from "../../src/index.js";

const policy = `package loop
tool a(x: number) { op READ }
tool b(x: number) { op READ }
unary ask ping-pong { on call  when alternates(tool, args) >= 2  because "{alternates(tool, args)}" }
`;

/** The turns that a call is told of after what was done: `a1=x` is a call of `a` with 1 that gave `x`. */
async function turns(done: string, next: string): Promise<string> {
  const { value, diagnostics } = compile([{ file: "loop.policy", text: policy }]);
  if (value === undefined) throw new Error(diagnostics.map(({ message }) => message).join("\n"));
  const session = (await createEngine({ bundles: [value], pool: false })).session({ id: "s" });
  for (const [index, step] of done.split(" ").filter((each) => each !== "").entries()) {
    const [call = "", content = ""] = step.split("=");
    session.evaluateSync({ kind: "call", id: `c${index}`, tool: call.charAt(0), args: { x: Number(call.slice(1)) } });
    session.observe({ kind: "result", id: `c${index}`, ...(content === "" ? { error: "it broke" } : content === "?" ? {} : { content }) });
  }
  const { rules: [rule] } = session.evaluateSync({ kind: "call", id: "next", tool: next.charAt(0), args: { x: Number(next.slice(1)) } });
  return rule?.reason ?? "";
}

describe("two calls that take turns", () => {
  test.each<[string, string, string, string]>([
    ["are counted from the second turn", "a1=x b1=y a1=x b1=y", "a1", "2"], ["go on", "a1=x b1=y a1=x b1=y a1=x b1=y", "a1", "3"], ["may be of one tool", "a1=x a2=y a1=x a2=y", "a1", "2"], ["may both fail", "a1 b1 a1 b1", "a1", "2"],
    ["are none after one turn", "a1=x b1=y", "a1", ""], ["are none for the call that was last", "a1=x b1=y a1=x b1=y", "b1", ""], ["are none for another", "a1=x b1=y a1=x b1=y", "a2", ""], ["end where one gives something else", "a1=x b1=y a1=x b1=z", "a1", ""],
    ["begin anew behind it", "a1=x b1=y a1=z b1=y a1=z b1=y", "a1", "2"], ["end where one comes twice", "a1=x b1=y a1=x b1=y b1=y", "a1", ""], ["end where a third comes between", "a1=x b1=y a1=x b2=y b1=y", "a1", ""], ["do not where what they give cannot be read", "a1=? b1=y a1=? b1=y", "a1", ""],
    ["are odd in number, too", "b1=y a1=x b1=y a1=x b1=y", "a1", "2"],
  ])("%s", async (_, done, next, told) => {
    expect(await turns(done, next)).toBe(told);
  });
});
