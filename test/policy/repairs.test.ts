// What hands used to other languages write, and what is said to be written instead: one mistake has one finding, and putting its edit in
// place gives the text beside it. Every edit of every fixture is put in place too: the finding is gone then.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "../../src/base/diagnostic.js";
import { findingsOf } from "./examples.js";
import { checkTexts } from "./fixture.js";

const folder = fileURLToPath(new URL(".", import.meta.url));

/** Conditions of a rule about a tool, as they are and as they become. */
const conditions: Readonly<Record<"read" | "pay", readonly (readonly [wrong: string, right: string])[]>> = {
  read: [
    ["basname(args.path) == \"x\"", "basename(args.path) == \"x\""],
    ["args.path == abc\"", "args.path == \"abc\""],
    ["args.path in {\"x\", \"y\"]", "args.path in {\"x\", \"y\"}"],
    ["basename(args.path] == \"x\"", "basename(args.path) == \"x\""],
    ["args.path = \"x\"", "args.path == \"x\""],
    ["args.path === \"x\"", "args.path == \"x\""],
    ["args.path == \"x\" && args.path == \"y\"", "args.path == \"x\" and args.path == \"y\""],
    ["args.path == \"x\" || args.path == \"y\"", "args.path == \"x\" or args.path == \"y\""],
    ["!(args.path == \"x\")", "not (args.path == \"x\")"],
    ["args.path == \"x\" and !present(args.path)", "args.path == \"x\" and not present(args.path)"],
    ["args.path <> \"x\"", "args.path != \"x\""],
    ["args.path not contains \"x\"", "not (args.path contains \"x\")"],
    ["args.path is not in {\"x\"}", "args.path not in {\"x\"}"],
    ["args.path is in {\"x\"}", "args.path in {\"x\"}"],
    ["args.path is \"x\"", "args.path == \"x\""],
    ["args.path == \"a\" or \"b\"", "args.path in {\"a\", \"b\"}"],
    ["input.path == \"x\"", "args.path == \"x\""],
    ["path == \"x\"", "args.path == \"x\""],
    ["args.path == 'x'", "args.path == \"x\""],
    ["args.path == `x`", "args.path == \"x\""],
    ["args.path matches /^\\d+$/", "args.path matches regex \"^\\\\d+$\""],
    ["args.path matches regex /^\\d+$/", "args.path matches regex \"^\\\\d+$\""],
    ["args.path matches regex \"^\\d+$\"", "args.path matches regex \"^\\\\d+$\""],
    ["args.path like \"*.env\"", "args.path matches text \"*.env\""],
    ["args.path == \u201cx\u201d", "args.path == \"x\""],
    ["args.amount \u2014 5 > 3", "args.amount - 5 > 3"],
    ["args.pa\u200bth == \"x\"", "args.path == \"x\""],
    ["args.path in [\"a\", \"b\"]", "args.path in {\"a\", \"b\"}"],
    ["args.path in (\"a\", \"b\")", "args.path in {\"a\", \"b\"}"],
    ["args.path.startsWith(\"/etc\")", "args.path starts with \"/etc\""],
    ["args.path.contains(\"/etc\")", "args.path contains \"/etc\""],
    ["args.path starts \"/etc\"", "args.path starts with \"/etc\""],
    ["args.path startswith \"/etc\"", "args.path starts with \"/etc\""],
    ["args.path equals \"x\"", "args.path == \"x\""],
    ["args.path == \"x\" AND args.path == \"y\"", "args.path == \"x\" and args.path == \"y\""],
    ["Args.path == \"x\"", "args.path == \"x\""],
    ["tool.name == \"read\"", "tool == \"read\""],
    ["args.path matches \"*.env\"", "args.path matches text \"*.env\""],
    ["count(tool read) > 3 within 10 minutes", "count(tool read within 10 minutes) > 3"],
    ["after(tool == \"read\")", "after(tool read)"],
    ["some p in args.path { p == \"x\" }", "some p in args.path (p == \"x\")"],
    ["some p in split(args.path, \"/\") where p == \"x\"", "some p in split(args.path, \"/\") (p == \"x\")"],
    ["some p in split(args.path, \"/\") { p == \"x\" }", "some p in split(args.path, \"/\") (p == \"x\")"],
    ["count(tool read, within 1 hour) > 3", "count(tool read within 1 hour) > 3"],
    ["args.path == {\"x\", \"y\"}", "args.path in {\"x\", \"y\"}"],
    ["args.path != {\"x\"}", "args.path not in {\"x\"}"],
    ["split(args.path, \"/\") == {}", "size(split(args.path, \"/\")) == 0"],
    ["args.path == {}", "args.path == \"\""],
    ["args.path == split(args.path, \"/\")", "args.path in split(args.path, \"/\")"],
    ["split(args.path, \"/\") != \"a\"", "split(args.path, \"/\") excludes \"a\""],
    ["split(args.path, \"/\") == lines(args.path)", "text(split(args.path, \"/\")) == text(lines(args.path))"],
    ["args.path == \"x\"  because \"{found(args.path, \"x\")}\"", "args.path == \"x\"  because \"{found(args.path, \\\"x\\\")}\""],
    ["args.path ~ \"evil\"", "args.path matches regex \"evil\""],
    ["args.path ++ \"x\" == \"y\"", "args.path + \"x\" == \"y\""],
  ],
  pay: [
    ["args.ammount > 5", "args.amount > 5"],
    ["args.amount >= 1 and <= 5", "args.amount >= 1 and args.amount <= 5"],
    ["1 < args.amount < 5", "1 < args.amount and args.amount < 5"],
    ["args.amount > $100", "args.amount > 100"],
    ["args.amount > 1_000", "args.amount > 1000"],
    ["args.amount > 1,000", "args.amount > 1000"],
    ["args.amount > .5", "args.amount > 0.5"],
    ["args.amount > 5%", "args.amount > 0.05"],
    ["args.amount > 0x10", "args.amount > 16"],
    ["args.amount > 007", "args.amount > 7"],
    ["args.amount == \"5\"", "args.amount == 5"],
    ["args.amount \u2265 5", "args.amount >= 5"],
    ["args.amount \u2260 5", "args.amount != 5"],
    ["args.amount between 1 and 5", "args.amount >= 1 and args.amount <= 5"],
    ["args.amount is greater than 5", "args.amount > 5"],
    ["args.amount < -args.amount", "args.amount < 0 - args.amount"],
    ["args.amount > \"5\"", "args.amount > 5"],
    ["args.amount in 1..5", "args.amount >= 1 and args.amount <= 5"],
    ["count(tool pay within 5m) > 3", "count(tool pay within 5 minutes) > 3"],
    ["count(tool pay within 1 week) > 3", "count(tool pay within 7 days) > 3"],
    ["now > 2026-01-01", "now > time(\"2026-01-01T00:00:00Z\")"],
  ],
};

/** Declarations, likewise. */
const declarations: readonly (readonly [wrong: string, right: string])[] = [
  ["unari deny r { on EXEC }", "unary deny r { on EXEC }"],
  ["unary deny r {\n  on EXEC\n  whne tags(target) has destructive\n}", "unary deny r {\n  on EXEC\n  when tags(target) has destructive\n}"],
  ["tool x(a: string) { op EXECUTE }", "tool x(a: string) { op EXEC }"],
  ["unary deny r { on EXCE }", "unary deny r { on EXEC }"],
  ["tool x(a: string) { op SEND  sink egres }", "tool x(a: string) { op SEND  sink egress }"],
  ["unary deny r { on tool reed }", "unary deny r { on tool read }"],
  ["label path \"/x\" { secrcy high }", "label path \"/x\" { secrecy high }"],
  ["label path \"/x\" { secrecy hihg }", "label path \"/x\" { secrecy high }"],
  ["unary deny r {\n  on tool read\n  when args.path == \"abc\n}", "unary deny r {\n  on tool read\n  when args.path == \"abc\"\n}"],
  ["unary deny r {\n  on tool read\n  when args.path == \"poll'\n}", "unary deny r {\n  on tool read\n  when args.path == \"poll\"\n}"],
  ["const s = {\"a\"; \"b\"}", "const s = {\"a\", \"b\"}"],
  ["const s = {\"a\" \"b\"}", "const s = {\"a\", \"b\"}"],
  ["const s = {\n  \"a\",\n  \"b\"\n  \"c\"\n}", "const s = {\n  \"a\",\n  \"b\",\n  \"c\"\n}"],
  ["tool x(a: string b: string) { op READ }", "tool x(a: string, b: string) { op READ }"],
  ["unary deny r {\n  on tool read\n  when basename(args.path)) == \"x\"\n}", "unary deny r {\n  on tool read\n  when basename(args.path) == \"x\"\n}"],
  ["unary deny r { on tool read, , EXEC }", "unary deny r { on tool read, EXEC }"],
  ["unary deny r { on tool read  if args.path == \"x\" then deny }", "unary deny r { on tool read  when args.path == \"x\" }"],
  ["const x := 5", "const x = 5"],
  ["const x: number = 5", "const x = 5"],
  ["unary deny r { on tool read  because f\"it is {args.path}\" }", "unary deny r { on tool read  because \"it is {args.path}\" }"],
  ["unary deny r { on tool read  because args.path }", "unary deny r { on tool read  because \"{args.path}\" }"],
  ["unary deny r { tool read  when args.path == \"x\" }", "unary deny r { on tool read  when args.path == \"x\" }"],
  ["unary deny r { on tol read  when args.path == \"x\" }", "unary deny r { on tool read  when args.path == \"x\" }"],
  ["unary correct r { on tool read  args.path = \"x\" }", "unary correct r { on tool read  set args.path to \"x\" }"],
  ["test \"t\" {\n  a = read(path: \"x\")\n  expect denied a\n}", "test \"t\" {\n  a = read(path: \"x\")\n  expect deny a\n}"],
  ["# a comment about this rule\nunary deny r { on EXEC }", "// a comment about this rule\nunary deny r { on EXEC }"],
  ["unary deny r {\n  # only when it is bad\n  on EXEC\n}", "unary deny r {\n  // only when it is bad\n  on EXEC\n}"],
  ["unary deny r {\n  on EXEC  # only when it is bad\n  when op == EXEC\n}", "unary deny r {\n  on EXEC  // only when it is bad\n  when op == EXEC\n}"],
  ["-- a comment about it\nunary deny r { on EXEC }", "// a comment about it\nunary deny r { on EXEC }"],
  ["test \"t\" {\n  a = reed(path: \"x\")\n  expect deny a\n}", "test \"t\" {\n  a = read(path: \"x\")\n  expect deny a\n}"],
  ["test \"t\" {\n  a = read(path = \"x\")\n  expect deny a\n}", "test \"t\" {\n  a = read(path: \"x\")\n  expect deny a\n}"],
  ["test 't' {\n  a = read(path: \"x\")\n  expect deny a\n}", "test \"t\" {\n  a = read(path: \"x\")\n  expect deny a\n}"],
  ["relational deny r {\n  on payment\n  into to = args[role: destination]\n}", "relational deny r {\n  on payment\n  into args[role: destination] as to\n}"],
  ["relational deny r {\n  from source where secrecy(source) >= \"high\"\n  to egress via value\n}", "relational deny r {\n  from source where secrecy(source) >= high\n  to egress via value\n}"],
  ["unary deny no exec { on EXEC }", "unary deny no-exec { on EXEC }"],
  ["unary deny no.exec { on EXEC }", "unary deny no-exec { on EXEC }"],
  ["unary deny r { on tool read } \u2014 a remark", "unary deny r { on tool read } // a remark"],
  ["unary\tdeny\tr\t{\n\ton\ttool\tread\n\twhen\targs.pth\t==\t\"x\"\n}", "unary\tdeny\tr\t{\n\ton\ttool\tread\n\twhen\targs.path\t==\t\"x\"\n}"],
  ["const s = [\"a\", \"b\"]", "const s = {\"a\", \"b\"}"],
  ["unary deny r {\n  on tool read\n}\n}\nunary deny q { on EXEC }", "unary deny r {\n  on tool read\n}\n\nunary deny q { on EXEC }"],
  ["Unary deny r { on EXEC }", "unary deny r { on EXEC }"],
  ["unary deny r { on \"read\" }", "unary deny r { on tool read }"],
  ["unary deny r { on tool {read, pay} }", "unary deny r { on tool read, pay }"],
  ["unary deny r { on tool read or pay }", "unary deny r { on tool read, pay }"],
  ["unary deny r { on tool read  because \"x\" + args.path }", "unary deny r { on tool read  because \"x{args.path}\" }"],
  ["unary deny r { on tool read  because it is bad }", "unary deny r { on tool read  because \"it is bad\" }"],
  ["tool x(a: str) { op READ }", "tool x(a: string) { op READ }"],
  ["tool x(a: string[]) { op READ }", "tool x(a: list of string) { op READ }"],
  ["tool x(a: list<string>) { op READ }", "tool x(a: list of string) { op READ }"],
  ["tool x(a: string) { op READ  role path a }", "tool x(a: string) { op READ  role path: a }"],
  ["tool x(a: string) { op READ  role path: b }", "tool x(a: string) { op READ  role path: a }"],
  ["label path \"~/.ssh/**\" { secrecy: high }", "label path \"~/.ssh/**\" { secrecy high }"],
  ["label path \"~/.ssh/**\" { secrecy = high }", "label path \"~/.ssh/**\" { secrecy high }"],
  ["test \"t\" { a = read(path: \"x\") => \"y\"  expect allow a }", "test \"t\" { a = read(path: \"x\") -> \"y\"  expect allow a }"],
  ["define f(x) => x == \"a\"", "define f(x) = x == \"a\""],
  ["define f(x) { x == \"a\" }", "define f(x) = x == \"a\""],
  ["unary deny r { on tool read  mode observed }", "unary deny r { on tool read  mode observe }"],
  ["unary deny r { on tool read  severity \"high\" }", "unary deny r { on tool read  severity high }"],
  ["unary correct r { on tool read  set args.path = \"x\" }", "unary correct r { on tool read  set args.path to \"x\" }"],
  ["unary deny r { on payment  unless asked(paymnt) }", "unary deny r { on payment  unless asked(payment) }"],
  ["unary deny r { on EXEC  when tags(target) has destructiv }", "unary deny r { on EXEC  when tags(target) has destructive }"],
];

/** A text with an edit put in place. */
function mended(text: string, { edit }: Diagnostic): string {
  return edit === undefined ? text : text.slice(0, edit.span.start) + edit.text + text.slice(edit.span.end);
}

/** What stands before an example that declares no package of its own. */
const head = "package example\nuse given\n";

describe.each([
  ...(["read", "pay"] as const).flatMap((tool) => conditions[tool].map((pair) => pair.map((condition) => `unary deny r { on tool ${tool}  when ${condition} }`))),
  ...declarations,
].map(([wrong = "", right = ""]) => ({ wrong, right })))("$wrong", ({ wrong, right }) => {
  it("is told once, with what is written instead", () => {
    const found = findingsOf(wrong);
    expect(found.map(({ code }) => code)).toHaveLength(1);
    expect(found.map((finding) => mended(head + wrong, finding).slice(head.length))).toEqual([right]);
    expect(found[0]?.help).toBeDefined();
  });
});

describe("every edit of every case", () => {
  const cases = ["syntax", "check"].flatMap((stage) => readdirSync(join(folder, stage)).flatMap((name) =>
    readdirSync(join(folder, stage, name)).filter((file) => file.endsWith(".policy") && file !== "printed.policy").map((file) => join(stage, name, file))));

  it("lies in the text, and takes the finding away", () => {
    let edits = 0;
    for (const file of cases) {
      const text = readFileSync(join(folder, file), "utf8");
      const told = (of: string): readonly Diagnostic[] => checkTexts(new Map([[file, of]])).diagnostics;
      for (const finding of told(text)) {
        if (finding.edit === undefined) continue;
        edits++;
        expect(finding.edit.span.start).toBeGreaterThanOrEqual(0);
        expect(finding.edit.span.end).toBeLessThanOrEqual(text.length);
        const same = told(mended(text, finding)).filter(({ code, message, span }) => code === finding.code && message === finding.message && span.start === finding.span.start);
        expect(same, `${file}: ${finding.message}`).toEqual([]);
      }
    }
    expect(edits).toBeGreaterThan(100);
  });
});
