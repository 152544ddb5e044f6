// What declarations say of programs, to what is seen of their command lines: a bundle's own above those that are built in.
// What the built-in table itself says stands in `corpus/*.txt` and `shell.test.ts`.

import { describe, expect, it } from "vitest";
import { commandsOf } from "../../src/extract/commands.js";
import { readShell } from "../../src/extract/shell.js";
import { programsOf } from "../../src/extract/shell/programs.js";
import { isManifest } from "../../src/wasm/bundle/manifest.js";
import type { ExecutableEntry } from "../../src/words/executable.js";
import { check } from "../../src/language/check/check.js";
import { parse } from "../../src/language/syntax/parse.js";

const lists = ["runs", "reads", "writes", "deletes", "connects", "sends"] as const;

/** The entries of a policy. */
function declared(text: string): readonly ExecutableEntry[] {
  const file = parse({ file: "a.policy", text: `package a\n${text}` }).value;
  const policy = file === undefined ? undefined : check([file]).value;
  expect(policy).toBeDefined();
  return policy?.executables ?? [];
}

function seen(text: string, command: string): string {
  const shell = readShell(command, programsOf(declared(text)));
  const open = lists.filter((list) => shell[list].open);
  return [...lists.flatMap((list) => (list === "runs" || shell[list].items.length === 0 ? [] : [`${list} ${[...shell[list].items].sort().join(" ")}`])), ...(open.length === 0 ? [] : [`open ${open.join(" ")}`]), ...(shell.elevated === false ? [] : ["elevated"])].join("; ");
}

describe("a declared executable", () => {
  it.each([
    ["operands read", "x a b", "reads a b"],
    ["first value  last write  operands read", "x a b c", "reads b; writes c"],
    ["option \"-o\", \"--out\" write  operands value", "x -o a --out=b -oc --out d", "writes a b c d"],
    ["operands read  operands delete when \"-d\"", "x -d a", "deletes a"],
    ["operands read  operands delete when \"-d\"", "x a", "reads a"],
    ["last write unless \"-t\"  operands read", "x -t a b", "reads a b"],
    ["last target  operands source", "x a s3://b/c", "reads a; sends *; open connects sends"],
    ["last target  operands source", "x https://h.example.org/a b", "writes b; connects h.example.org"],
    ["option \"--to\" host  operands read  does send", "x --to h.example.org a", "reads a; connects h.example.org; sends * h.example.org; open sends"],
    ["operands value  does send", "x a", "sends *; open connects sends"],
    ["operands value  does send unless \"--dry-run\"", "x --dry-run", ""],
    ["operands command  does elevate, assign", "x A=b rm y", "deletes y; elevated"],
    ["first value  operands command", "x web rm y", "deletes y"],
    ["option \"-c\" script  operands value", "x -c 'rm y'", "deletes y"],
    ["operands code", "x 'a b'", "open runs reads writes deletes connects sends"],
    ["operands value  may delete, write when \"-f\"", "x -f", "open writes deletes"],
    ["operands word", "x ./a b https://h.example.org/", "reads a; connects h.example.org; open sends"],
    ["like \"curl\"", "x -T a https://h.example.org/", "reads a; connects h.example.org; sends * h.example.org"],
    ["like \"curl\"  option \"--note\" read", "x --note=a https://h.example.org/", "reads a; connects h.example.org"],
    ["like \"rm\"", "x a", "deletes a"],
  ])("of %s: %s", (clauses, command, expected) => {
    expect(seen(`executable "x" { ${clauses} }`, command)).toBe(expected);
  });

  it("takes the place of what is built in, and adds to it where it is like itself", () => {
    expect(seen(`executable "cat" { operands delete }`, "cat a")).toBe("deletes a");
    expect(seen(`executable "cat" { like "cat"  option "-L" write }`, "cat -L b a")).toBe("reads a; writes b");
    expect(seen(`executable "git push" { operands value }`, "git push origin")).toBe("reads .git; sends *; open connects sends");
  });

  it("is found by what it is told to do, options before that or not", () => {
    const text = `executable "x" { option "-H" value  operands value  may anything }\nexecutable "x run" { operands read }`;
    expect(seen(text, "x -H h run a")).toBe("reads a");
    expect(seen(text, "x stop run")).toBe("open runs reads writes deletes connects sends");
  });

  it("may do anything where what it is like is nowhere", () => {
    const shell = readShell("x a", programsOf([{ names: ["x"], like: "nobody" }]));
    expect(lists.every((list) => shell[list].open)).toBe(true);
  });

  it("gives its options to the records of commands", () => {
    const [record] = commandsOf("x --fo a b", programsOf(declared(`executable "x" { option "-k" value  flag "--force"  operands read }`))).items;
    expect(record).toMatchObject({ fields: expect.any(Map) });
    const flags = typeof record === "object" && record !== null && "fields" in record ? record.fields.get("flags") : undefined;
    expect(flags).toMatchObject({ items: ["--fo", "--force"] });
  });

  it("stands in a manifest as the reader of bundles knows it", () => {
    const bare = { packages: [], catalogues: [], tags: [], counters: [], sources: 0, acts: [], tools: [], rules: [], histories: [], patterns: [], data: [], profiles: [],
      demand: { columns: [], rowColumns: [], rows: false, provenance: false, named: false, edges: { value: false, context: false, declared: false } },
      bounds: { steps: { bind: [], mark: [], decide: [] }, pages: { start: 0, most: 0 } } };
    expect(isManifest(bare)).toBe(true);
    expect(isManifest({ ...bare, executables: declared(`executable "x" { option "-o" write  operands read when "-k"  operands value  may run  does send }`) })).toBe(true);
    for (const wrong of [{}, { names: ["x"], options: [{ names: ["-o"], uses: ["eat"] }] }, { names: ["x"], may: [{ powers: ["fly"] }] }, { names: ["x"], operands: [{ place: "middle", uses: [] }] }]) {
      expect(isManifest({ ...bare, executables: [wrong] })).toBe(false);
    }
  });
});
