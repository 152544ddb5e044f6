// The mutants themselves: what the operators make of a text, and that a planted text is what it was until one of its mutants lives.
// Whether the suite kills them `npm run mutants` says.

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { describe, expect, it, vi } from "vitest";
import { assemble } from "./assembly.js";
import { handmade } from "./handmade.js";
import { judge, within } from "./judge.js";
import { show } from "./mutant.js";
import type { Mutant } from "./mutant.js";
import { mutantsOf } from "./operate.js";
import { plant, render } from "./plant.js";
import { compiler } from "./types.js";
import { readFileSync } from "node:fs";
import { root } from "../oracle/opa.js";
import { runtimeBytes } from "../../src/wasm/runtime/bytes.js";

const text = `function f(a, b) {
  if (a > 2) return null;
  switch (b) {
    case "x": return a === 1 && b ? a + 1 : [a].some((each) => each < 1);
    default: log(a);
  }
  return !b;
}`;

describe("mutants", () => {
  it("are made of a text, one for each mistake", () => {
    expect(mutantsOf("f.ts", text).map(({ line, what, before, text: becomes }) => `${line} ${what}: ${before} -> ${becomes}`)).toEqual([
      "2 if: a > 2 -> false", "2 >: a > 2 -> a >= 2", "2 number: 2 -> 3", "2 null: null -> false",
      "4 case: return a === 1 && b ? a + 1 : [a].some((each) => each < 1); -> break;",
      "4 ?:: a === 1 && b ? a + 1 : [a].some((each) => each < 1) -> a === 1 && b ? [a].some((each) => each < 1) : a + 1",
      "4 &&: a === 1 && b -> a === 1 || b", "4 ===: a === 1 -> a !== 1", "4 number: 1 -> 0", "4 +: a + 1 -> a - 1", "4 number: 1 -> 0",
      "4 some: [a].some((each) => each < 1) -> [a].every((each) => each < 1)", "4 <: each < 1 -> each <= 1", "4 number: 1 -> 0",
      "5 left out: log(a) -> undefined", "7 !: !b -> b",
    ]);
  });

  it("are made of no method that every object has", () => {
    expect(mutantsOf("f.ts", "a.toString(16); a.constructor(b);").map(({ what, before }) => `${what}: ${before}`)).toEqual(["left out: a.toString(16)", "number: 16", "left out: a.constructor(b)"]);
  });

  it("are made of functions that the file knows", () => {
    const of = (imported: string): readonly string[] => mutantsOf("f.ts", `import { ${imported} } from "./truth.js"; and(a, b); [a].reduce(and, b); orElse(a);`).map(({ text: becomes }) => becomes);
    expect(of("and")).toEqual(["undefined", "undefined", "undefined"]);
    expect(of("and, or, andThen")).toEqual(["undefined", "or(a, b)", "undefined", "[a].reduce(or, b)", "undefined", "andThen(a)"]);
  });

  it("stand beside what they replace, and one at a time lives", () => {
    const mutants = mutantsOf("f.ts", text);
    const source = render(text, 0, text.length, mutants.map((mutant, id) => ({ id, mutant })));
    const logged: unknown[] = [];
    const run = (living: number, a: number | undefined, b: unknown): unknown => {
      const made: unknown = new Function("planted$", "log", `${source}\nreturn f(${String(a)}, ${JSON.stringify(b)});`)((id: number) => id === living, (said: unknown) => logged.push(said));
      return made;
    };
    const of = (what: string, at = 0): number => mutants.map((mutant, id) => (mutant.what === what ? id : -1)).filter((id) => id !== -1)[at] ?? -1;
    expect([run(-1, 3, "x"), run(-1, 1, "x"), run(-1, 0, "x"), run(-1, 2, "x"), run(-1, 1, "y")]).toEqual([null, 2, true, false, false]);
    expect(logged).toEqual([1]);
    expect([run(of("if"), 3, "x"), run(of(">"), 2, "x"), run(of("null"), 3, "x"), run(of("case"), 1, "x"), run(of("?:"), 1, "x")]).toEqual([false, null, false, false, false]);
    expect([run(of("+"), 1, "x"), run(of("number", 2), 1, "x"), run(of("<"), 1, "x"), run(of("!"), 1, "y")]).toEqual([0, 1, 2, "y"]);
    expect([logged.length, run(of("left out"), 1, "y"), logged.length]).toEqual([2, false, 2]);
  });

  it("by hand are each there just once, and files with all of theirs can be read", () => {
    const { mutants, lost } = handmade(root, []);
    expect(lost).toEqual([]);
    const crossing = mutants.filter((one) => mutants.some((other) => one.file === other.file && one.start < other.start && other.start < one.end && one.end < other.end));
    expect(crossing.map(show)).toEqual([]);
    for (const file of new Set(mutants.map((mutant) => mutant.file))) {
      const text = readFileSync(join(root, file), "utf8");
      const source = render(text, 0, text.length, mutants.filter((mutant) => mutant.file === file).map((mutant, id) => ({ id, mutant })));
      const { diagnostics } = ts.transpileModule(source, { reportDiagnostics: true, compilerOptions: { target: ts.ScriptTarget.ES2023 } });
      expect([file, (diagnostics ?? []).map(({ messageText }) => messageText)]).toEqual([file, []]);
    }
  });

  it("are asked of the tests that fit into the budget: one that is too long takes no room from those behind it", () => {
    const tests = [1, 90, 20, 70, 9].map((ms) => ({ file: "f.test.ts", name: String(ms), ms }));
    const names = (budget: number): readonly string[] => within(tests, budget).map(({ name }) => name);
    expect([names(200), names(100), names(60), names(0.5), within([], 60)]).toEqual([["1", "90", "20", "70", "9"], ["1", "90", "9"], ["1", "20", "9"], ["1"], []]);
  });

  it("say how many tests were left out for the budget, and which never fit into it", async () => {
    const file = "src/wasm/codegen/tables.ts";
    const mutants = mutantsOf(file, readFileSync(join(root, file), "utf8")).filter(({ before, what }) => before === "observe ? 1 : 0" && what === "?:");
    const folder = mkdtempSync(join(tmpdir(), "mutants-"));
    const planted = mutants.map((mutant, id) => ({ id, mutant }));
    plant(root, join(folder, "tree"), planted);
    const log = vi.spyOn(console, "log").mockImplementation(() => undefined);
    const verdicts = await judge(join(folder, "tree"), planted, ["test/abi/ids.test.ts"], 0, () => undefined);
    const said = log.mock.calls.flat().join("\n");
    log.mockRestore();
    rmSync(folder, { recursive: true });
    expect(verdicts).toHaveLength(1);
    expect(verdicts[0]?.left).toBeGreaterThan(0);
    expect(said).toContain("tests that take longer than the budget of 0 ms, and are asked only where no other is:\n  test/abi/ids.test.ts ");
  }, 300_000);

  it("are planted in a tree that can be loaded, and tried there", async () => {
    const file = "src/wasm/codegen/tables.ts";
    const mutants = mutantsOf(file, readFileSync(join(root, file), "utf8")).filter(({ before, what }) => (before === "observe ? 1 : 0" && what === "?:") || before.startsWith("row.setUint32(ROW.named"));
    const folder = mkdtempSync(join(tmpdir(), "mutants-"));
    const planted = mutants.map((mutant, id) => ({ id, mutant }));
    plant(root, join(folder, "tree"), planted);
    const verdicts = await judge(join(folder, "tree"), planted, ["test/abi/ids.test.ts"], 60_000, () => undefined);
    rmSync(folder, { recursive: true });
    expect(verdicts.map(({ mutant, killer }) => [mutant.what, killer])).toEqual([["left out", null], ["?:", expect.stringContaining("test/abi/ids.test.ts a module's rules") as string]]);
  }, 300_000);

  it("are refused by the compiler where no type allows them, and by nothing else", () => {
    const folder = mkdtempSync(join(tmpdir(), "mutants-"));
    const typed = "export function f(a: 1 | 2): 1 | 2 {\n  return a === 1 ? a : 2;\n}\n";
    writeFileSync(join(folder, "tsconfig.json"), '{"compilerOptions":{"strict":true,"lib":["ES5"],"types":[]},"files":["f.ts"]}');
    writeFileSync(join(folder, "f.ts"), typed);
    const refuse = compiler(folder);
    const refused = mutantsOf("f.ts", typed).map((mutant) => `${mutant.what}: ${refuse(mutant) ?? "built"}`);
    rmSync(folder, { recursive: true });
    expect(refused).toEqual(["?:: built", "===: built", "number: This comparison appears to be unintentional because the types '1 | 2' and '0' have no overlap.", "number: Type '3' is not assignable to type '1 | 2'."]);
  });

  it("of the runtime are mutants of its bytes, where they are asked for; those of the same bytes, and those refused, are told apart", async () => {
    const file = "src/wasm/runtime/assembly/labels.ts";
    const all = mutantsOf(file, readFileSync(join(root, file), "utf8"));
    const [step] = all;
    const sign = all.find(({ what }) => what === "|");
    if (step === undefined || sign === undefined) throw new Error("the file has mutants");
    const same: Mutant = { ...sign, text: sign.before };
    const { mutants, same: equal, refused } = await assemble(root, [step, sign, same, { ...sign, text: "nothing.there" }]);
    expect([equal, refused.map(({ text }) => text)]).toEqual([[same], ["nothing.there"]]);
    expect(mutants.map((mutant) => [mutant.file, show(mutant)])).toEqual([step, sign].map((mutant) => ["src/wasm/runtime/bytes.ts", show(mutant)]));
    const planted = render(readFileSync(join(root, "src/wasm/runtime/bytes.ts"), "utf8"), 0, Infinity, mutants.map((mutant, id) => ({ id, mutant })));
    const body = /return ([^]*);\n\}/.exec(planted)?.[1] ?? "";
    const bytes = (living: number): Uint8Array<ArrayBuffer> => new Function("planted$", "runtimeBase64", "build", `return ${body}`)((id: number) => id === living, { whole: Buffer.from(runtimeBytes("whole")).toString("base64") }, "whole") as Uint8Array<ArrayBuffer>;
    expect(bytes(-1)).toEqual(runtimeBytes("whole"));
    for (const living of [0, 1]) expect([Buffer.from(bytes(living)).equals(runtimeBytes("whole")), WebAssembly.validate(bytes(living))]).toEqual([false, true]);
  });
});
