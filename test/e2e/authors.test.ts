// The commands for authors as child processes: what they print, what they write, their exit statuses, and the shapes of their JSON
// that docs/cli.md promises. Packs are written here, in a folder that is gone afterwards.

import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeEach, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const program = join(root, "dist/src/app/cli/main.js");
const folder = mkdtempSync(join(tmpdir(), "interdict-authors-"));
const env = { ...process.env, NO_COLOR: "1" };
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
});

interface Ended { readonly status: number | null; readonly out: string; readonly err: string }
function interdict(args: readonly string[], input: string | Uint8Array = ""): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { input, encoding: "utf8", cwd: folder, env, maxBuffer: 1 << 28 });
  return { status, out: stdout, err: stderr };
}
function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return name;
}
function content(name: string): string {
  return readFileSync(join(folder, name), "utf8");
}

const neat = `// Lamps of the shed.
package shed.guard
use standard.guard

runtime hut { fact door.open: boolean }

tool lamp(state: string, level?: number) { op WRITE  sink control  role name: state }

const off-words = {"off", "out"}

unary deny dark "the lamp stays | lit" {
  on       tool lamp
  when     args.state in off-words and (args.level else 1) > 0
  because  "the shed would be dark"
  severity high
  tags     "safety"
}
host hut ask open-door {
  on   tool lamp
  when door.open == true
}

test "the lamp goes on" {
  a = lamp(state: "on")
  expect allow a
  b = lamp(state: "off")
  expect deny b by dark
}
`;
const untidy = neat.replace("  on       tool lamp", "on tool lamp // here").replace("const off-words = {", "const   off-words={").replaceAll("\n", "\r\n");
const tidied = neat.replace("  on       tool lamp", "  on       tool lamp  // here");

describe("fmt", () => {
  test("writes files that differ, and no others; twice is once", () => {
    const [good, bad] = [file("good.policy", neat), file("bad.policy", untidy)];
    expect(interdict(["fmt", "."])).toEqual({ status: 0, out: `formatted  ${bad}\n2 files, 1 formatted\n`, err: "" });
    expect(content(good)).toBe(neat);
    expect(content(bad)).toBe(tidied);
    expect(interdict(["fmt", "."])).toEqual({ status: 0, out: "2 files, nothing to do\n", err: "" });
  });
  test("--check writes nothing", () => {
    const bad = file("bad.policy", untidy);
    expect(interdict(["fmt", "--check", bad])).toEqual({ status: 1, out: `differs  ${bad}\n1 file, 1 differs\n`, err: "" });
    expect(content(bad)).toBe(untidy);
  });
  test("a file that does not parse is left alone with what is wrong; others are written", () => {
    const [broken, bad] = [file("a.policy", untidy.replace("in off-words", "in in off-words")), file("b.policy", untidy.replace("shed.guard", "shed.other"))];
    const before = content(broken);
    const { status, out } = interdict(["fmt", "."]);
    expect(status).toBe(1);
    expect(out).toMatch(/^error\[syntax\/[\w-]+\]/);
    expect(out).toContain(`formatted  ${bad}\n2 files, 1 formatted, 1 left alone: it does not parse\n`);
    expect(content(broken)).toBe(before);
  });
  test("standard input goes to standard output, but never half of it", () => {
    expect(interdict(["fmt", "-"], untidy)).toEqual({ status: 0, out: tidied, err: "" });
    const broken = interdict(["fmt", "-"], untidy.replace("package", "packge"));
    expect(broken).toMatchObject({ status: 1, out: "" });
    expect(broken.err).toContain("<stdin>:");
    expect(interdict(["fmt", "--check", "-"], untidy)).toMatchObject({ status: 1 });
    expect(interdict(["fmt", "-", "x.policy"], neat)).toMatchObject({ status: 2, out: "" });
  });
  test("bytes that are no text are refused, not lost", () => {
    const bytes = Buffer.concat([Buffer.from(untidy), Buffer.from([0x2f, 0x2f, 0xff, 0x0a])]);
    file("latin.policy", bytes);
    expect(interdict(["fmt", "latin.policy"])).toMatchObject({ status: 2, out: "" });
    expect(readFileSync(join(folder, "latin.policy")).equals(bytes)).toBe(true);
    expect(interdict(["fmt", "-"], bytes)).toMatchObject({ status: 2, out: "" });
  });
  test("as JSON", () => {
    file("a.policy", neat.replace("in off-words", "in in off-words"));
    file("b.policy", untidy);
    const { status, out } = interdict(["fmt", "--check", "--format", "json", "."]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({ files: [
      { file: "a.policy", status: "broken", diagnostics: [expect.objectContaining({ severity: "error", file: "a.policy", line: 13 })] },
      { file: "b.policy", status: "differs", diagnostics: [] },
    ] });
  });
  test("the shipped packs are in the one layout", () => {
    expect(interdict(["fmt", "--check", join(root, "rules")])).toMatchObject({ status: 0, err: "" });
  });
});

describe("check", () => {
  test("finds all that a compilation would", () => {
    const large = file("large.policy", "package shed.large\ntool t(x: string) { op SEND }\nunary deny a { on SEND  when args.x matches regex \"b[ab]{20}c\" or size(found(args.x, \"[ab]{20}a\")) > 0 }\nunary ask u { on unbound }\n");
    const { status, out } = interdict(["check", large]);
    expect(status).toBe(1);
    expect(out.match(/error\[wasm\/regex-too-large\]: the regular expression `(.*?)`/g)?.length).toBe(2);
    expect(out).toContain("`{20}` makes it large");
    expect(interdict(["compile", large, "-o", "large.tar.gz"])).toMatchObject({ status: 1, err: expect.stringContaining("wasm/regex-too-large") });
  });

  test("a diagnostic has its place, in lines and columns and in offsets", () => {
    const bad = file("bad.policy", neat.replace("args.state in", "args.stat in"));
    const { status, out } = interdict(["check", "--format", "json", bad]);
    const offset = content(bad).indexOf("args.stat in");
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({ files: 1, diagnostics: [{
      code: "check/unknown-argument", severity: "error", message: expect.stringContaining("`stat`"), help: "did you mean `state`?",
      file: bad, line: 13, column: 17, endLine: 13, endColumn: 21, offset: offset + 5, endOffset: offset + 9,
      edit: { file: bad, line: 13, column: 17, endLine: 13, endColumn: 21, offset: offset + 5, endOffset: offset + 9, text: "state" },
    }] });
  });
  test("warnings are findings where they are denied", () => {
    const odd = file("odd.policy", neat.replace("use standard.guard\n", ""));
    const { status, out } = interdict(["check", odd]);
    expect(out).toContain("0 errors, 1 warning");
    expect(status).toBe(0);
    expect(interdict(["check", "--deny-warnings", odd]).status).toBe(1);
    expect(interdict(["check", "--deny-warnings", file("odd.policy", neat)]).status).toBe(0);
  });
  test("findings of many files come by file and place", () => {
    for (const name of ["c", "a", "b"]) file(`${name}.policy`, neat.replace("shed.guard", `shed.${name}`).replace("op WRITE", "op WRIT").replace("args.state in", "args.stat in").replace("expect deny b", "expect deny z"));
    const { diagnostics } = JSON.parse(interdict(["check", "--format", "json", "."]).out) as { diagnostics: readonly { file: string; offset: number }[] };
    expect(diagnostics.length).toBeGreaterThanOrEqual(9);
    const sorted = [...diagnostics].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.offset - b.offset));
    expect(diagnostics).toEqual(sorted);
  });
});

describe("test", () => {
  test("as JSON", () => {
    const failing = file("failing.policy", neat.replace("expect allow a", "expect deny a"));
    const { status, out } = interdict(["test", "--format", "json", failing]);
    expect(status).toBe(1);
    expect(JSON.parse(out)).toEqual({
      passed: 0, failed: 1, diagnostics: [],
      tests: [expect.objectContaining({
        package: "shed.guard", title: "the lamp goes on", file: failing, line: 23, column: 1, endLine: 28, endColumn: 2, passed: false,
        diagnostics: [expect.objectContaining({ code: "test/effect", line: 25, column: 3 })],
      })],
    });
  });
  test("--coverage shows what the tests left open, underlined", () => {
    const pack = file("shed.policy", neat);
    const { status, out } = interdict(["test", "--coverage", pack]);
    expect(status).toBe(0);
    expect(out).toMatch(/^shed\.guard +effect +fired +on unknown +silent +true +false +unknown\ndark +deny +1 +0 +1 +2\/2 +1\/2 +0\/2\nopen-door +ask +never +- +- +0\/1 +0\/1 +0\/1\n/);
    expect(out).toContain(`13 |   when     args.state in off-words and (args.level else 1) > 0\n`);
    expect(out).toContain(`   |                                        ^^^^^^^^^^^^^^^^^^^^^^^ never false or unknown; true 2\n`);
    expect(out).toContain("shed.guard.open-door was inactive throughout\n");
    expect(out).toContain("2 rules: 1 never fired, 0 never silent\n3 comparisons: 1 never true, 2 never false, 3 never unknown\n\n1 test passed, 0 failed\n");
  });
  test("--coverage as JSON", () => {
    const pack = file("shed.policy", neat);
    const { coverage } = JSON.parse(interdict(["test", "--coverage", "--format", "json", pack]).out) as { coverage: { rules: readonly unknown[] } };
    expect(coverage.rules).toEqual([
      expect.objectContaining({ rule: "shed.guard.dark", effect: "deny", fired: 1, firedUnknown: 0, silent: 1, inactive: 0, conditional: true, line: 11, conditions: [
        expect.objectContaining({ text: "args.state in off-words", line: 13, column: 12, true: 1, false: 1, unknown: 0, canBeUnknown: true, never: ["unknown"] }),
        expect.objectContaining({ text: "(args.level else 1) > 0", true: 2, false: 0, never: ["false", "unknown"] }),
      ] }),
      expect.objectContaining({ rule: "shed.guard.open-door", fired: 0, silent: 0, inactive: 2, conditions: [expect.objectContaining({ text: "door.open == true", true: 0 })] }),
    ]);
  });
  test("--watch runs again when a file changes, comes or goes, and ends on Ctrl-C with the last status", async () => {
    file("shed.policy", neat);
    const child = spawn(process.execPath, [program, "test", "--watch", "."], { cwd: folder, env });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text: string) => { said += text; });
    const ended = new Promise<number | null>((resolve) => child.on("exit", resolve));
    const sees = async (what: string): Promise<void> => {
      for (let waited = 0; !said.includes(what); waited += 50) {
        if (waited > 30_000 || child.exitCode !== null) throw new Error(`no ${JSON.stringify(what)} in ${JSON.stringify(said)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      said = said.slice(said.indexOf(what) + what.length);
    };
    try {
      await sees("1 test passed, 0 failed\n");
      await sees("watching 1 file; Ctrl-C ends\n");
      file("other.policy", neat.replace("shed.guard", "shed.other").replace("runtime hut { fact door.open: boolean }\n", "").replace(/host hut[^}]*}\n/, ""));
      await sees("other.policy changed\n");
      await sees("2 tests passed, 0 failed\n");
      rmSync(join(folder, "other.policy"));
      await sees("1 test passed, 0 failed\n");
      file("shed.policy", neat.replace("expect allow a", "expect deny a"));
      await sees("shed.policy changed\n");
      await sees("0 tests passed, 1 failed\n");
      child.kill("SIGINT");
      expect(await ended).toBe(1);
      expect(said).toBe("");
    } finally {
      child.kill("SIGKILL");
    }
  }, 120_000);
});

describe("docs", () => {
  test("a page has the rules in their own words, and what is inactive without what", () => {
    const pack = file("shed.policy", neat);
    expect(interdict(["docs", pack, "-o", "shed.md"])).toEqual({ status: 0, out: "", err: "" });
    const page = content("shed.md");
    expect(page).toContain("# `shed.guard`\n\nLamps of the shed.\n");
    expect(page).toContain("| deny | `dark` | high | `tool lamp` | the lamp stays \\| lit |\n");
    expect(page).toContain("on       tool lamp\nwhen     args.state in off-words and (args.level else 1) > 0\n```\n\n> the shed would be dark\n");
    expect(page).toContain("| `door.open` | `shed.guard.open-door` |\n");
    expect(page).toContain("| `lamp` | `WRITE` | `control` |  | `name: state` |  |\n");
    expect(page).toContain("const off-words = {\"off\", \"out\"}\n");
    expect(page).toContain("- the lamp goes on\n");
  });
  test("words of a policy are no markup", () => {
    const pack = file("odd.policy", neat.replace("the lamp stays | lit", "<img src=x> [a](b) `c` *d*"));
    const { out } = interdict(["docs", pack]);
    expect(out).not.toContain("<img");
    expect(out).toContain("&lt;img src=x&gt; \\[a\\](b) \\`c\\` \\*d\\*");
  });
  test("as JSON", () => {
    const pack = file("shed.policy", neat);
    const { packages } = JSON.parse(interdict(["docs", "--format", "json", pack]).out) as { packages: readonly object[] };
    expect(packages).toEqual([expect.objectContaining({ package: "shed.guard", files: [pack], about: ["Lamps of the shed."], needs: [{ fact: "door.open", rules: ["shed.guard.open-door"] }] })]);
    expect(packages[0]).toMatchObject({ rules: [
      { rule: "shed.guard.dark", kind: "unary", effect: "deny", severity: "high", tags: ["safety"], observe: false, unknownFires: true, appliesTo: "tool lamp", line: 11 },
      { rule: "shed.guard.open-door", kind: "host", runtime: "hut", needs: ["door.open"] },
    ] });
  });
  test("a pack with errors has no page", () => {
    const bad = file("bad.policy", neat.replace("args.state in", "args.stat in"));
    expect(interdict(["docs", bad, "-o", "bad.md"])).toMatchObject({ status: 1, out: "", err: expect.stringContaining("check/unknown-argument") });
    expect(() => content("bad.md")).toThrow();
  });
  test("the shipped packs have pages", () => {
    const { status, out } = interdict(["docs", join(root, "rules")]);
    expect(status).toBe(0);
    expect(out.match(/^# `/gm)?.length).toBeGreaterThan(5);
  });
});

describe("explain", () => {
  test("as JSON", () => {
    const { status, out } = interdict(["explain", "check/unknown-package", "--format", "json"]);
    expect(status).toBe(0);
    expect(JSON.parse(out)).toEqual({ code: "check/unknown-package", severity: "error", message: "there is no package `{name}`", page: expect.stringMatching(/^# check\/unknown-package\n/) });
    expect(JSON.parse(interdict(["explain", "--format", "json"]).out)).toEqual({ codes: expect.arrayContaining(["check/unknown-package"]) });
    expect(interdict(["explain", "--format", "xml"]).status).toBe(2);
  });
});
