// `interdict compile --target rego`: an archive that OPA lays out as its own, or the text alone; and nothing at all where a policy has
// what RE2 has not.

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { afterAll, describe, expect, test } from "vitest";
import { compilePack } from "../../src/app/cli/compile.js";
import { filesOf } from "../../src/wasm/bundle/tar.js";

const folder = mkdtempSync(join(tmpdir(), "interdict-rego-"));
afterAll(() => rmSync(folder, { recursive: true }));
const rules = fileURLToPath(new URL("../../rules", import.meta.url));

async function run(name: string, condition: string, output: string): Promise<{ status: number; said: string; path: string }> {
  const pack = join(folder, `${name}.policy`);
  writeFileSync(pack, `package ${name}\ntool send(to: string) { op SEND  role destination: to  result trust high }\nunary deny it "no way" { on call  when ${condition} }\nunary ask unknown-tools { on unbound }\n`);
  let said = "";
  const path = join(folder, output);
  const status = await compilePack(pack, { output: path, target: "rego", rules }, { out: () => Promise.resolve(), err: (text) => void (said += text), color: false, columns: null });
  return { status, said, path };
}

describe("compile --target rego", () => {
  test("a bundle has the policy, the data and a manifest of Rego's first version", async () => {
    const { status, path } = await run("one", "args.to == \"x\"", "one.tar.gz");
    expect(status).toBe(0);
    const files = filesOf(gunzipSync(readFileSync(path)));
    expect([...files.keys()]).toEqual(["/data.json", "/policy.rego", "/.manifest"]);
    const text = (name: string): string => new TextDecoder().decode(files.get(name));
    expect(text("/policy.rego")).toContain("# unary deny one.it: no way\n");
    expect(JSON.parse(text("/.manifest"))).toMatchObject({ rego_version: 1, roots: ["interdict"], metadata: { interdict: { packages: ["one"] } } });
  });

  test("another file is the text, the same each time", async () => {
    const [first, second] = [await run("two", "args.to == \"x\"", "two.rego"), await run("two", "args.to == \"x\"", "again.rego")];
    expect(readFileSync(first.path, "utf8")).toBe(readFileSync(second.path, "utf8"));
    expect(readFileSync(first.path, "utf8").split("\n")[1]).toBe("package interdict");
    expect(first.said).toMatch(/2 rules of 1 package, Rego \d+ characters/);
  });

  test("what RE2 has not is told, and nothing is written", async () => {
    const { status, said, path } = await run("three", "args.to matches regex \"x{1001}\"", "three.rego");
    expect(status).toBe(1);
    expect(said).toContain("rego/not-in-re2");
    expect(existsSync(path)).toBe(false);
  });
});
