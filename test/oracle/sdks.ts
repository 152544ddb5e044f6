// `npm run abi:sdks`: the shipped packs' module under OPA-Wasm SDKs of other people, on generated views -> whether each answers as the
// frame door does. What an SDK needs is installed below `.oracle`; what cannot be had is said, and fails.

import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Compiled } from "../../src/compile.js";
import { viewJson } from "../../src/wasm/abi/json.js";
import { load } from "../../src/wasm/abi/load.js";
import { document } from "./engines.js";
import { root, tools } from "./opa.js";
import { shipped, viewsOf } from "./packs.js";

/** Views that are shown, and that they are chosen from. */
const VIEWS = 300;
const GENERATED = 6000;
const BYTES_MAX = 1 << 28;

/** One SDK: how it is made ready, and the command that answers views. */
interface Sdk {
  readonly name: string;
  readonly needs: string;
  readonly ready: () => boolean;
  readonly command: (module: string) => readonly [string, ...string[]];
}

function sdks(): readonly Sdk[] {
  const python = join(tools, "python/bin/python");
  const inPython = (name: string, version: string): Sdk => ({
    name: `${name} ${version} (Python)`, needs: "python3 with venv, and the package registry",
    ready: () => (existsSync(python) || succeeds("python3", ["-m", "venv", join(tools, "python")])) && succeeds(python, ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", `${name}==${version}`]),
    command: (module) => [python, join(root, "test/oracle/sdk.py"), module],
  });
  const go = join(tools, "bin/sdk");
  return [
    inPython("opa-wasmtime", "0.1.1"),
    {
      name: "OPA's own (Go)", needs: "go 1.26 or later, and its module proxy",
      ready: () => succeeds("go", ["build", "-o", go, "./sdk"], join(root, "test/oracle/opa")),
      command: (module) => [go, module],
    },
  ];
}

/** OPA's SDK for Go gives input on in Go's notation of texts, which is no JSON where they hold control characters and rarer letters: it shows them to no module. */
function isPlain(text: string): boolean {
  return /^[\x20-\x7e\u00e9\u3040-\u9fff]*$/.test(text) && !text.includes("\\u");
}

function succeeds(command: string, args: readonly string[], folder = root): boolean {
  return spawnSync(command, args, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

function main(args: readonly string[]): boolean {
  const at = args.indexOf("--seed");
  const seed = at === -1 ? Date.now() % 2 ** 31 : Number(args[at + 1]);
  return shipped().map((packs) => answersAlike(packs, seed)).every((good) => good);
}

function answersAlike(packs: Compiled, seed: number): boolean {
  const { manifest } = packs;
  const views = viewsOf(packs, GENERATED, seed).filter((view) => isPlain(JSON.stringify(viewJson(view, manifest)))).slice(0, VIEWS);
  const module = join(tools, "policy.wasm");
  mkdirSync(tools, { recursive: true });
  writeFileSync(module, packs.wasm);
  const door = load(new WebAssembly.Module(new Uint8Array(packs.wasm)), manifest);
  const wanted = views.map((view): unknown => JSON.parse(JSON.stringify(document(door.decide(view), view, manifest))));
  const input = views.map((view) => `${JSON.stringify(viewJson(view, manifest))}\n`).join("");
  return sdks().map((sdk) => {
    if (!sdk.ready()) {
      console.log(`MISS ${sdk.name}: it needs ${sdk.needs}`);
      return false;
    }
    const [command, ...rest] = sdk.command(module);
    const { status, stdout, stderr } = spawnSync(command, rest, { input, encoding: "utf8", maxBuffer: BYTES_MAX });
    const given = stdout.split("\n").filter((line) => line !== "").map((line): unknown => JSON.parse(line));
    const wrong = wanted.findIndex((answer, number) => !isDeepStrictEqual(given[number], answer));
    const good = status === 0 && given.length === wanted.length && wrong === -1;
    console.log(good ? `ok   ${sdk.name}: ${views.length} views (seed ${seed})` : `FAIL ${sdk.name}: view ${wrong} (seed ${seed})\nwanted ${JSON.stringify(wanted[wrong])}\ngiven  ${JSON.stringify(given[wrong])}\n${stderr.slice(-2000)}`);
    return good;
  }).every((good) => good);
}

process.exitCode = main(process.argv.slice(2)) ? 0 : 1;
