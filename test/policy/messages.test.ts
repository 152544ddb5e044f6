// The message files and what is generated from them and from the grammar: what is wrong with a message file is told, and what stands
// in the tree is what the generators give.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { PolicyParser } from "../../grammar/parser.js";
import { lexerOf } from "../../grammar/tokens.js";
import { grammar } from "../../scripts/grammar.js";
import { messages, read } from "../../scripts/messages.js";
import { fill, visible } from "../../src/base/message.js";
import { codes, diagnose, page } from "../../src/base/messages.generated.js";
import { render } from "../../src/base/render.js";

const root = fileURLToPath(new URL("../../", import.meta.url));
const sound = "## a/one-two\n\nerror: the `{name}` is {what}\nlabel: here {name}\nhelp: write `{{`, {other}\n\nWhy.\n";

describe("message files", () => {
  it("a section is read", () => {
    const { sections, problems } = read([{ name: "a.md", text: `# Title\n\nWords.\n\n${sound}` }]);
    expect(problems).toEqual([]);
    expect(sections).toEqual([{
      code: "a/one-two", severity: "error", text: "the `{name}` is {what}", label: "here {name}", help: "write `{{`, {other}",
      page: "# a/one-two\n\n> error: the `{name}` is {what}\n> help: write `{`, {other}\n\nWhy.\n",
    }]);
  });

  it.each([
    ["a code that is there twice", `${sound}${sound}`, /twice/],
    ["a code of another stage", "## b/one\nerror: x\n\nWhy.\n", /another stage/],
    ["a code that is none", "## a/One_Two\nerror: x\n\nWhy.\n", /stage\/kebab-phrase/],
    ["no severity", "## a/one\nhelp: x\n\nWhy.\n", /exactly one/],
    ["two severities", "## a/one\nerror: x\nwarning: x\n\nWhy.\n", /exactly one/],
    ["no explanation", "## a/one\nerror: x\n", /no explanation/],
    ["a full stop", "## a/one\nerror: x.\n\nWhy.\n", /full stop/],
    ["a placeholder that is none", "## a/one\nerror: {a b}\n\nWhy.\n", /placeholder/],
    ["a placeholder that does not end", "## a/one\nerror: {a\n\nWhy.\n", /placeholder/],
    ["a label where there is no place", "## a/one\nfailure: x\nlabel: y\n\nWhy.\n", /no label/],
  ])("%s is told", (_, text, problem) => {
    expect(read([{ name: "a.md", text }]).problems.join("\n")).toMatch(problem);
  });

  it("a heading inside a fence is text", () => {
    expect(read([{ name: "a.md", text: "## a/one\nerror: x\n\n```\n## a/two\n```\n" }]).sections.map(({ code }) => code)).toEqual(["a/one"]);
  });
});

describe("generated files", () => {
  it.each([["messages", messages], ["grammar", grammar]] as const)("of %s are up to date", (_, generate) => {
    for (const { path, content } of generate(root)) expect(readFileSync(join(root, path), "utf8") === content, path).toBe(true);
  });

  it("the grammar is sound", () => {
    expect(() => new PolicyParser(undefined, false)).not.toThrow();
    expect(lexerOf(false).lexerDefinitionErrors).toEqual([]);
  });

  it("every code has a page that begins with it", () => {
    for (const code of codes) expect(page(code)?.startsWith(`# ${code}\n`)).toBe(true);
    expect(page("no/such-code")).toBeUndefined();
  });
});

describe("messages", () => {
  it("parameters stay on one line and can be seen", () => {
    expect(fill("`{a}` {{b}} {c}", { a: "x\n\u202e\u00a0\ud800{c}", c: 3 })).toBe("`x\\n\\u{202e}\\u{a0}\\u{d800}{c}` {b} 3");
    expect(visible("plain ünïcode 🙂")).toBe("plain ünïcode 🙂");
  });

  it("own help stands in place of the message's", () => {
    const span = { file: "f", start: 0, end: 1 };
    expect(diagnose("syntax/no-package", span, {}, { help: "mine" }).help).toBe("mine");
    expect(diagnose("syntax/no-package", span, {}).help).toContain("package");
  });

  it("colour changes nothing but colour, and an unknown file is no failure", () => {
    const span = { file: "f", start: 2, end: 3 };
    const found = [diagnose("syntax/unexpected", span, { expected: "a", found: "b" }, { also: { span: { file: "g", start: 0, end: 0 }, label: "there" } })];
    const plain = render(found, new Map([["f", "a b"]]), { color: false });
    // oxlint-disable-next-line no-control-regex -- the escapes are what is taken out
    expect(render(found, new Map([["f", "a b"]]), { color: true }).replaceAll(/\u001b\[[0-9;]*m/g, "")).toBe(plain);
    expect(plain).toContain("--> f:1:3");
    expect(plain).toContain("::: g");
  });

  it("underlines stand under what they are of, whatever stands before it", () => {
    const under = (text: string, from: string, to = from): readonly string[] => {
      const start = text.indexOf(from);
      const end = text.indexOf(to, start) + to.length;
      return render([diagnose("syntax/no-package", { file: "f", start, end }, {})], new Map([["f", text]]), { color: false }).split("\n");
    };
    const caret = (lines: readonly string[]): readonly [number, number] => {
      const line = lines.find((one) => /^ *\| +\^+$/.test(one)) ?? "";
      return [line.indexOf("^"), line.lastIndexOf("^") - line.indexOf("^") + 1];
    };
    expect(caret(under("ab", "b"))).toEqual([5, 1]);
    expect(caret(under("\tb", "b")), "a tab is four blanks").toEqual([8, 1]);
    expect(caret(under("日本b", "b")), "wide characters take two columns").toEqual([8, 1]);
    expect(caret(under("⚡👍b", "b")), "emoji too").toEqual([8, 1]);
    expect(caret(under("e\u0301b", "b")), "a combining accent takes none").toEqual([5, 1]);
    expect(caret(under("a日本b", "日本"))).toEqual([5, 4]);
    expect(caret(under("a\u200bb", "b")), "what cannot be seen is written out").toEqual([13, 1]);
    expect(caret(under("x\r\nabc\r\n", "abc")), "the end of a line is none of its characters").toEqual([4, 3]);
    expect(caret(under("ab", "b", "b\r\n")), "nor is what stands behind it").toEqual([5, 1]);
  });

  it("a long line is cut around the place, and the line as it is mended too", () => {
    const text = `${"a".repeat(5000)} here ${"b".repeat(5000)}`;
    const span = { file: "f", start: 5001, end: 5005 };
    const shown = render([diagnose("syntax/no-package", span, {}, { edit: { span, text: "there" } })], new Map([["f", text]]), { color: false, columns: 80 }).split("\n");
    for (const line of shown) expect(line.length).toBeLessThanOrEqual(80);
    const [source = "", under = ""] = [shown.find((line) => line.includes(" here ")), shown.find((line) => line.includes("^"))];
    expect(under.indexOf("^")).toBe(source.indexOf("here"));
    expect(under.slice(under.indexOf("^"))).toBe("^^^^");
    expect(shown.find((line) => line.startsWith("1 ~"))).toMatch(/^1 ~ …a+ there b+…$/);
  });

  it("a place on several lines is shown with its first and its last", () => {
    const text = "one {\n  two\n  three\n}\n";
    const shown = render([diagnose("syntax/no-package", { file: "f", start: 4, end: text.length }, {}, { help: "h" })], new Map([["f", text]]), { color: false });
    expect(shown.split("\n").slice(2)).toEqual(["  |", "1 | one {", "  |     ^", "...", "4 | }", "  | ^", "  |", "  = help: h", ""]);
  });

  it("an edit is shown as the line it gives, and not where it is more than a line", () => {
    const span = { file: "f", start: 2, end: 3 };
    const of = (text: string): string => render([diagnose("syntax/no-package", span, {}, { edit: { span, text } })], new Map([["f", "a = b"]]), { color: false });
    expect(of("==")).toContain("\n1 ~ a == b\n");
    expect(of("=\n")).not.toContain("~");
    expect(render([diagnose("syntax/no-package", span, {}, { edit: { span, text: "==" } })], new Map(), { color: false })).not.toContain("~");
  });
});
