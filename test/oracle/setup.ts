// `npm run oracle:setup`: real OPA and what asks it -> `.oracle/bin`, by the Go toolchain. Says what is missing, and where; nothing of
// it is needed to use Interdict.

import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { root, tools } from "./opa.js";

/** The version of OPA that is asked; `opa/go.mod` names the same. */
const OPA = "github.com/open-policy-agent/opa@v1.22.2";

/** Runs a step, with its words on this terminal. */
function step(command: string, args: readonly string[], folder: string, environment: NodeJS.ProcessEnv = {}): boolean {
  console.log(`${command} ${args.join(" ")}`);
  return spawnSync(command, args, { cwd: folder, stdio: "inherit", env: { ...process.env, ...environment } }).status === 0;
}

function main(): boolean {
  const go = spawnSync("go", ["version"], { encoding: "utf8" });
  if (go.status !== 0) {
    console.error("the oracle needs Go, 1.26 or later, to build OPA: there is no `go` on the path");
    return false;
  }
  const bin = join(tools, "bin");
  mkdirSync(bin, { recursive: true });
  return step("go", ["install", OPA], root, { GOBIN: bin })
    && step("go", ["build", "-o", bin, "./ask", "./sdk"], join(root, "test/oracle/opa"));
}

process.exitCode = main() ? 0 : 1;
