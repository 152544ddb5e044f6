// The house rules, held: who may import whom, what the core may not do, how files open, how long they are, what they are called,
// and that every message is raised somewhere and seen in a test. One table a rule; a finding names the file and the line.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codes } from "../src/base/messages.generated.js";
import { filesBelow, inspect, root } from "./house/inspect.js";
import type { Facts, Place } from "./house/inspect.js";

/** Each room, and the rooms it may import from beside itself. The longest path that begins a file's path is its room. */
const law: Readonly<Record<string, readonly string[]>> = {
  "src/base": [],
  "src/words": ["src/base"],
  "src/extract": ["src/base", "src/words"],
  "src/catalogue": ["src/base", "src/words"],
  "grammar": ["src/base", "src/words"],
  "src/language/syntax": ["src/base", "src/words", "grammar"],
  "src/language/check": ["src/base", "src/words", "src/language/syntax"],
  "src/language/meaning": ["src/base", "src/words", "src/language/check", "src/language/ir"],
  "src/language/ir": ["src/base", "src/words", "src/language/check"],
  "src/rego": ["src/base", "src/words", "src/language/check", "src/language/ir"],
  "src/wasm": ["src/base", "src/words", "src/language/check", "src/language/ir"],
  "src/compile.ts": ["src/base", "src/words", "src/language", "src/wasm"],
  "src/kernel": ["src/base", "src/words", "src/extract"],
  "src/engine.ts": ["src/base", "src/words", "src/kernel"],
  "src/node": ["src/base", "src/words", "src/kernel/event", "src/kernel/decide", "src/kernel/registry", "src/kernel/rollback", "src/engine.ts", "src/wasm/abi", "src/wasm/bundle"],
  "src/runtime.ts": ["src/base", "src/words", "src/kernel/event", "src/kernel/decide", "src/kernel/rollback", "src/engine.ts", "src/node", "src/wasm/bundle"],
  "src/index.ts": ["src/compile.ts", "src/runtime.ts"],
  "src/runtimes": ["src/base", "src/words", "src/kernel/event", "src/kernel/decide"],
  "src/testing": ["src/base", "src/words", "src/language", "src/wasm/abi", "src/compile.ts", "src/kernel/event", "src/kernel/decide", "src/engine.ts"],
  "src/app/cli": ["src"],
};

/** Packages, and the rooms that may import them. What is not named here nobody may. */
const packages: Readonly<Record<string, readonly string[]>> = {
  "chevrotain": ["grammar", "src/language/syntax"],
  "#chevrotain": ["grammar", "src/language/syntax"],
  "node:": ["src/node", "src/app"],
  "zod": ["src/catalogue", "src/kernel/event", "src/node", "src/runtimes", "src/app"],
  "piscina": ["src/node"],
  "commander": ["src/app/cli"],
  "picocolors": ["src/base/render.ts", "src/app/cli"],
  "unbash": ["src/extract"],
  "tldts": ["src/extract", "src/language/check"],
  "@eslint-community/regexpp": ["src/language", "src/rego"],
  "ipaddr.js": ["src/extract"],
  "yaml": ["src/extract"],
};

const core = ["src/base", "src/words", "src/extract", "src/catalogue", "grammar", "src/language", "src/rego", "src/wasm", "src/compile.ts", "src/kernel", "src/engine.ts"];
const LINES_MAX = 500;
const FUNCTION_LINES_MAX = 70;
const bannedNames = ["utils", "util", "helpers", "helper", "common", "manager", "service"];

const assembly = "src/wasm/runtime/assembly";
const product = ["src", "grammar"].flatMap((folder) => filesBelow(folder, ".ts")).filter((path) => !path.startsWith(assembly) && !path.endsWith(".d.ts")).map(inspect);
const others = ["scripts", "bench", "test"].flatMap((folder) => filesBelow(folder, ".ts")).map(inspect);
const runtime = filesBelow(assembly, ".ts").map(inspect);
const written = [...product, ...others, ...runtime].filter((file) => !file.generated);
const inCore = product.filter((file) => core.some((room) => within(file.path, room)));

function within(path: string, room: string): boolean {
  return path === room || path.startsWith(`${room}/`);
}
function roomOf(path: string): string | undefined {
  return Object.keys(law).filter((room) => within(path, room)).sort((a, b) => b.length - a.length)[0];
}
function places(files: readonly Facts[], of: (file: Facts) => readonly Place[]): readonly string[] {
  return files.flatMap((file) => of(file).map(({ what, line }) => `${file.path}:${line} ${what}`));
}

describe("who may import whom", () => {
  test("every file of the product stands in a room of the table", () => {
    expect(product.length).toBeGreaterThan(50);
    expect(product.filter((file) => roomOf(file.path) === undefined).map((file) => file.path)).toEqual([]);
  });
  test.each(Object.entries(law))("%s imports only what the table allows", (room, allowed) => {
    const broken = product.filter((file) => roomOf(file.path) === room).flatMap((file) => file.imports
      .filter(({ target }) => target !== null && ![room, ...allowed].some((other) => within(target, other)))
      .map(({ target, line }) => `${file.path}:${line} imports ${target}`));
    expect(broken).toEqual([]);
  });
  test("no app imports another, and nothing imports an app", () => {
    expect(product.filter((file) => !within(file.path, "src/app")).flatMap((file) => file.imports.filter(({ target }) => target?.startsWith("src/app") === true).map(() => file.path))).toEqual([]);
  });
  test("packages are imported only where the table allows", () => {
    const broken = product.flatMap((file) => file.imports.filter(({ specifier, target }) => {
      if (target !== null) return false;
      const name = Object.keys(packages).find((known) => (known.endsWith(":") ? specifier.startsWith(known) : specifier === known || specifier.startsWith(`${known}/`)));
      return name === undefined || !(packages[name] ?? []).some((room) => within(file.path, room));
    }).map(({ specifier, line }) => `${file.path}:${line} imports ${specifier}`));
    expect(broken).toEqual([]);
  });
});

describe("the core", () => {
  test.each<[string, (file: Facts) => readonly Place[]]>([
    ["has no variable at module level", (file) => file.lets],
    ["waits for nothing", (file) => file.asyncs],
    ["knows no clock, no chance and no world", (file) => file.world],
  ])("%s", (_, of) => {
    expect(places(inCore, of)).toEqual([]);
  });
});

describe("files", () => {
  test("open with a comment of 2 to 6 lines", () => {
    expect(written.filter((file) => file.opening < 2 || file.opening > 6).map((file) => `${file.path} ${file.opening}`)).toEqual([]);
  });
  test(`have at most ${LINES_MAX} lines`, () => {
    expect(written.filter((file) => file.lines > LINES_MAX).map((file) => `${file.path} ${file.lines}`)).toEqual([]);
  });
  test(`have functions of at most ${FUNCTION_LINES_MAX} lines`, () => {
    expect(product.filter((file) => !file.generated).flatMap((file) => file.functions.filter(({ lines }) => lines > FUNCTION_LINES_MAX).map(({ what, line, lines }) => `${file.path}:${line} ${what} ${lines}`))).toEqual([]);
  });
  test("are called by one lowercase word, and never by an empty one", () => {
    const parts = product.flatMap((file) => file.path.split("/").map((part) => ({ path: file.path, part: part.replace(/(\.generated)?\.ts$/, "") })));
    expect(parts.filter(({ part }) => !/^[a-z]+$/.test(part) || bannedNames.includes(part)).map(({ path }) => path)).toEqual([]);
  });
  test.each<[string, (file: Facts) => readonly Place[]]>([
    ["export nothing by default", (file) => file.defaults],
    ["do not go round the types", (file) => file.untyped],
    ["say of every exported function what it is for", (file) => (file.path.startsWith("src/testing") || !file.generated ? file.undocumented : [])],
  ])("%s", (_, of) => {
    expect(places(product, of)).toEqual([]);
  });
  test("that are generated say so, in their name and in their first line", () => {
    const named = product.filter((file) => file.path.endsWith(".generated.ts"));
    expect(named.length).toBeGreaterThan(0);
    expect(named.filter((file) => !file.generated).map((file) => file.path)).toEqual([]);
    expect(product.filter((file) => file.generated && !file.path.endsWith(".generated.ts")).map((file) => file.path)).toEqual([]);
  });
});

describe("bounds and messages", () => {
  const text = (files: readonly Facts[]): string => files.filter((file) => !file.generated && file.path !== "src/base/limits.ts").map((file) => file.text).join("\n");
  const used = text([...product, ...runtime]);
  const fixtures = ["test", "rules"].flatMap((folder) => filesBelow(folder, "")).filter((path) => /\.(ts|txt|policy|json|jsonl|md)$/.test(path)).map((path) => readFileSync(join(root, path), "utf8")).join("\n");

  test("every bound is kept somewhere", () => {
    const bounds = [...readFileSync(join(root, "src/base/limits.ts"), "utf8").matchAll(/^export const (\w+)/gm)].map((match) => match[1] ?? "");
    expect(bounds.length).toBeGreaterThan(0);
    expect(bounds.filter((bound) => !new RegExp(`\\b${bound}\\b`).test(used))).toEqual([]);
  });
  test("every message is raised by the product", () => {
    expect(codes.filter((code) => !used.includes(`"${code}"`))).toEqual([]);
  });
  test("every message is seen in a test", () => {
    expect(codes.filter((code) => !fixtures.includes(code))).toEqual([]);
  });
});
