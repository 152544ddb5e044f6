// README's first example, as it stands there: the policy is written to the file that the command names, the command says what README
// shows, and the lines for a runtime run against the built package.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "interdict-"));
afterAll(() => rmSync(folder, { recursive: true }));

const blocks = [...readFileSync(join(root, "README.md"), "utf8").matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language = "", text = ""]) => ({ language, text }));
const policy = blocks.find(({ language }) => language === "policy")?.text ?? "";
const [command = "", ...shown] = (blocks.find(({ text }) => text.startsWith("$ npx interdict "))?.text ?? "").split("\n");
const program = blocks.find(({ language }) => language === "ts")?.text ?? "";

test("the first policy does what README shows", () => {
  const [, , , ...args] = command.split(" ");
  const file = args.find((arg) => arg.endsWith(".policy"));
  expect(file).toBeDefined();
  writeFileSync(join(folder, file ?? ""), policy);
  const { stdout, status } = spawnSync(process.execPath, [join(root, "dist/src/app/cli/main.js"), ...args], { cwd: folder, encoding: "utf8" });
  expect({ status, stdout }).toEqual({ status: 0, stdout: shown.join("\n") });
});

test("the lines for a runtime decide", () => {
  const before = `const text = ${JSON.stringify(policy)};\nconst run = async () => "Gas for May, 31.20.";\n`;
  const after = "\nconsole.log(decision.effect, diagnostics.length, session.anomalies.length);\nawait engine.close();\n";
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", before + program + after], { cwd: root, encoding: "utf8" });
  expect({ stdout, stderr }).toEqual({ stdout: "allow 0 0\n", stderr: "" });
});
