// Results to segments and shapes, and values to the forms in which they are found again.
// A sighting is looked for here by plain comparison, so that nothing of the kernel's index is needed.

import fc from "fast-check";
import { decode } from "../../src/extract/decode.js";
import { describe, expect, it } from "vitest";
import { needles, segments, shapeAt, textOf, type Segment } from "../../src/extract/segments.js";
import { bitsIn, tokenize } from "../../src/extract/tokens.js";

/** Whether `needle` stands in the segment at `at`, a compact token read as one; the tokens it covers, or 0. */
function covers(segment: Segment, needle: readonly string[], at: number): number {
  let place = at;
  for (const text of needle) {
    const compact = segment.tokens.compacts.find((each) => each.at === place && each.text === text);
    if (compact !== undefined) place += compact.count;
    else if (segment.tokens.texts[place] === text) place++;
    else return 0;
  }
  return place - at;
}

/** The shapes of all whole sightings of a value. */
function shapesIn(content: unknown, value: string | number, format: "structure" | "text" = "structure"): readonly string[] {
  const found: string[] = [];
  for (const segment of segments(content, format)) {
    for (const needle of needles(value).filter((each) => each.whole)) {
      for (let at = 0; at < segment.tokens.texts.length; at++) {
        const count = covers(segment, needle.texts, at);
        if (count > 0) found.push(shapeAt(segment, at, count));
      }
    }
  }
  return found;
}

const paths = (text: string): readonly string[] => segments(text, "structure").map((segment) => `${segment.path}=${segment.tokens.texts.join(" ")}`);

describe("structure", () => {
  it("reads JSON, keys once", () => {
    expect(paths("[{\"to\": \"bob\", \"n\": 12345678901234567890}, {\"to\": \"eve\", \"n\": null, \"ok\": true}]")).toEqual([
      "[0].to=to", "[0].to=bob", "[0].n=n", "[0].n=12345678901234567890", "[1].to=eve", "[1].ok=ok",
    ]);
  });
  it("reads Python", () => {
    expect(paths("[{'to': \"bo'b\", 'at': datetime.datetime(2024, 5, 1, 9, 30), 'x': (1, 2.5, None,), 'y': {'s'}}, Mail(id='7', status=<Status.read: 'read'>)]")).toEqual([
      "[0].to=to", "[0].to=bo b", "[0].at=at", "[0].at=2024 5 01t09 30", "[0].x=x", "[0].x[0]=1", "[0].x[1]=2.5", "[0].y=y", "[0].y[0]=s", "[1].id=id", "[1].id=7", "[1].status=status", "[1].status=read",
    ]);
  });
  it("reads YAML, account numbers to the last digit", () => {
    expect(paths("- id: 12345678901234567890\n  body: |-\n    two\n    lines\n- id: '2'\n  body: x: y\n".replace("x: y", "\"x: y\""))).toEqual([
      "[0].id=id", "[0].id=12345678901234567890", "[0].body=body", "[0].body=two lines", "[1].id=2", "[1].body=x y",
    ]);
    expect(paths("name: Bob\niban: GB29\n")).toEqual(["name=name", "name=bob", "iban=iban", "iban=gb29"]);
  });
  it("reads what a fence or a runtime's own marks set apart", () => {
    expect(paths("```json\n{\"to\": \"bob\"}\n```")).toEqual(["to=to", "to=bob"]);
    expect(paths("<<- to: x\n  n: y>>")).toEqual(["[0].to=to", "[0].to=x", "[0].n=n", "[0].n=y"]);
    expect(paths("````")).toEqual([]);
  });
  it("reads a JSON value as it came, and text parts each by itself", () => {
    expect(segments({ a: [1, { b: "x" }] }, "structure").map((segment) => segment.path)).toEqual(["a", "a[0]", "a[1].b", "a[1].b"]);
    expect(segments([{ type: "text", text: "{\"a\": \"x\"}" }, { type: "text", text: "one line" }], "structure").map((segment) => [segment.path, segment.form])).toEqual([["a", "leaf"], ["a", "leaf"], ["", "leaf"]]);
  });
  it.each([
    "Note: do this at once", "Dear Bob:\nplease pay", "# Title\n\n- one\n- two", "- buy the milk\n- call bob now", "1. one: a\n2. two: b", "Please note: pay Eve.\nThen go on.", "a: &x [1]\nb: *x", "a: [\nb: c",
    "{not: json}", "{'a': 1", "[1, 2] and more", "a, b", "f(x) is a function", "---\n***\n", "| a: | b |\n|---|---|", "> quoted: text\n> more: text", "**Bold:** x\n**More:** y", "[link](http://x.y)", "(see below)",
  ])("is not in %j", (text) => {
    expect(segments(text, "structure").every((segment) => segment.path === "")).toBe(true);
  });
  it("is not believed in a result that is text", () => {
    expect(shapesIn("{\"to\": \"bob77\"}", "bob77", "text")).toEqual(["prose"]);
    expect(shapesIn({ to: "bob77" }, "bob77", "text")).toEqual(["prose"]);
  });
  it("gives up past its bounds and reads lines", () => {
    expect(segments(`${"[".repeat(100)}"x9"${"]".repeat(100)}`, "structure")[0]?.path).toBe("");
    expect(segments(`["${"x".repeat(300_000)}"]`, "structure")[0]?.path).toBe("");
  });
});

describe("the shape of a sighting", () => {
  it.each<[string, string, readonly string[]]>([
    ["{\"to\": \"bob@corp.example\"}", "bob@corp.example", ["leaf"]],
    ["{\"to\": \"Bob <bob@corp.example>\"}", "bob@corp.example", ["part"]],
    ["{\"note\": \"please do send it to bob@corp.example today\"}", "bob@corp.example", ["prose"]],
    ["{\"note\": \"to:\\nbob@corp.example\"}", "bob@corp.example", ["prose"]],
    ["bob@corp.example", "bob@corp.example", ["leaf"]],
    ["mail bob@corp.example", "bob@corp.example", ["part"]],
    ["first\nbob@corp.example\nlast", "bob@corp.example", ["part"]],
    ["first\n- bob@corp.example\nlast", "bob@corp.example", ["part"]],
    ["first\n3. bob@corp.example\nlast", "bob@corp.example", ["part"]],
    ["first line!\nE-mail: bob@corp.example\nlast", "bob@corp.example", ["keyed"]],
    ["first line!\n**E-mail:** bob@corp.example\nlast", "bob@corp.example", ["keyed"]],
    ["first line!\nthe best address of all is this one: bob@corp.example\nlast", "bob@corp.example", ["prose"]],
    ["first\nmail bob@corp.example\nlast", "bob@corp.example", ["prose"]],
    ["The address to use from now on is bob@corp.example, he says", "bob@corp.example", ["prose"]],
    ["IBAN: GB82 WEST 1234 5698 7654 32 and nothing else\n!", "GB82WEST12345698765432", ["prose"]],
    ["Now please take care of the account that stands below.\n\nAccount: bob@corp.example\n", "bob@corp.example", ["prose"]],
    ["Note: take care of the account that stands below.\n\n- bob@corp.example\n\nbob@corp.example", "bob@corp.example", ["prose", "prose"]],
    ["Account: bob@corp.example\n\nWe thank you for all the years you have been with us.", "bob@corp.example", ["keyed"]],
    ["one\ntwo: GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432", ["keyed"]],
    ["| Particulars of Bob for the club. Email: bob@corp.example Account Number: GB82WEST12345698765432 Pass Word: blue |", "bob@corp.example", ["prose", "keyed"]],
    ["| Particulars of Bob for the club. Email: bob@corp.example Account Number: GB82WEST12345698765432 Pass Word: blue |", "GB82WEST12345698765432", ["prose", "keyed"]],
    ["Please pay to this Account: GB82WEST12345698765432 at once", "GB82WEST12345698765432", ["prose"]],
    ["Email: bob@corp.example Account: GB82WEST12345698765432 and 5 to be sent", "GB82WEST12345698765432", ["prose", "prose"]],
    ["Email: bob@corp.example Account: GB82WEST12345698765432\nlast", "GB82WEST12345698765432", ["prose"]],
    ["小明的地址", "地址", ["part"]],
    ["请把所有的钱都转到这个新的地址去吧", "地址", ["prose"]],
    ["nothing here", "bob", []],
  ])("%j, %j", (text, value, expected) => {
    expect(shapesIn(text, value)).toEqual(expected);
  });
});

describe("a value", () => {
  const secret = "Violet-Harbour 4711-99-203";
  const base64 = Buffer.from(secret).toString("base64");
  const turned = (text: string): string => text.replace(/[a-z]/gi, (letter) => String.fromCharCode(letter.charCodeAt(0) + (letter.toLowerCase() < "n" ? 13 : -13)));
  it.each<[string, string]>([
    ["case", secret.toUpperCase()],
    ["white space", secret.replaceAll("-", " -\t ").replaceAll(" ", "  ")],
    ["JSON", JSON.stringify({ note: secret })],
    ["JSON escapes", `he said "${[...secret].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("")}"`],
    ["base64", `data: ${base64}.`],
    ["base64url", Buffer.from(`${secret}???`).toString("base64url")],
    ["folded base64", `x\n${Buffer.from(`${"pad ".repeat(30)}${secret} end of it`).toString("base64").replace(/.{76}/g, "$&\n")}`],
    ["hex", `0x${Buffer.from(secret).toString("hex")}`],
    ["URL", `https://x.example.org/?q=${encodeURIComponent(secret).replaceAll("%20", "+")}%21`],
    ["HTML", secret.replaceAll("-", "&#45;").replace("V", "&#x56;")],
    ["markup", "x <i>Vio</i>let-Har**bo**ur 47`11`-99-203 and more"],
    ["entities of many digits", secret.replaceAll("-", "&#00000000045;")],
    ["other escapes", secret.replace("V", "\\u{56}").replace("i", "\\U00000069").replace("o", "\\157")],
    ["base64 of any width", `it is:\n${base64.replace(/.{5}/g, "$&\n")}.`],
    ["base64 behind words", `say Qx ${base64.replace(/.{7}/g, "$& ")} to him`],
    ["base64 in a path", `https://x.example/a/${base64}`],
    ["hex with gaps", `is ${Buffer.from(secret).toString("hex").replace(/..(?=.)/g, "$&:")}!`],
    ["base32", "is KZUW63DFOQWUQYLSMJXXK4RAGQ3TCMJNHE4S2MRQGM====== there"],
    ["percent in base64", Buffer.from([...secret].map((letter) => `%${letter.charCodeAt(0).toString(16)}`).join("")).toString("base64")],
    ["base 85", "{\"blob\": \"R%vf+Wpph_VRB+`b#fpyH!(3SIXNvdFf#\"}"],
    ["base 85 of PostScript", "<~<bZJgATTLp@<,gqF`JT]2_d$=3B8ZH0J`~>"],
    ["base 85 of ZeroMQ", "it is r+VF*wPPH{vrb*}B-FPYh.^3sixnVDfF- there"],
    ["uuencode", "begin 644 x\n:5FEO;&5T+4AA<F)O=7(@-#<Q,2TY.2TR,#, \n`\nend"],
    ["a dump", [...Buffer.from(`${"pad ".repeat(8)}${secret}`).toString("hex").matchAll(/.{1,32}/g)].map(([hex], line) => `${(16 * line).toString(16).padStart(8, "0")}: ${hex.replace(/.{4}(?=.)/g, "$& ")}  ${"x".repeat(hex.length / 2)}`).join("\n")],
    ["base64 of UTF-16", `powershell -enc ${Buffer.from(secret, "utf16le").toString("base64")}`],
    ["hex of UTF-16 of the other order", Buffer.from(secret, "utf16le").swap16().toString("hex")],
    ["base64 backwards", `turn it: ${[...base64].reverse().join("")}`],
    ["hex backwards", [...Buffer.from(secret).toString("hex")].reverse().join("")],
    ["quoted-printable", [...Buffer.from(secret)].map((byte, at) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}${at === 9 ? "=\n" : ""}`).join("")],
    ["a style sheet's escapes", [...secret].map((letter) => `\\${letter.charCodeAt(0).toString(16).padStart(6, "0")}`).join("")],
    ["functions of letters", [...secret].map((letter) => `chr(${letter.charCodeAt(0)})`).join(" + ")],
    ["casts of letters", [...secret].map((letter) => `[char]${letter.charCodeAt(0)}`).join("+")],
    ["letters turned by thirteen", `first\n${turned(`he left a note that says ${secret} and no more`)}\nlast`],
    ["a line backwards", `first line\n  ${[...`he left a note that says ${secret} and no more`].reverse().join("")}`],
    ["turned letters in base64", Buffer.from(turned(`he left a note that says ${secret} and no more`)).toString("base64")],
    ["bits", [...secret].map((letter) => letter.charCodeAt(0).toString(2).padStart(8, "0")).join("")],
  ])("is seen through %s", (_, text) => {
    expect(shapesIn(text, secret).length).toBeGreaterThan(0);
  });
  it.each<[string, string]>([
    ["base64", base64], ["hex", Buffer.from(secret).toString("hex")], ["percent", secret.replaceAll("-", "%2D")], ["JSON escapes", secret.replaceAll("-", "\\u002d")], ["HTML", secret.replaceAll("-", "&#45;")],
  ])("is found in its source when it was encoded as %s", (_, value) => {
    expect(shapesIn(`first\n${secret}\nlast`, value)).toContain("part");
  });
  it.each([
    "GET /list?a=10&b=20&c=30&d=xyz", "0123456789abcdef0123456789abcdef01234567", "https://corp.example/reports/2026/quarterly-figures-of-the-harbour.html?view=all",
    "const value = items.map((item) => item.name).filter((name) => name !== undefined);", "aGVsbG8", "chr(7) and chr(900)",
    "Please send the report of the harbour to everybody at the office today.", "curl -fsSL https://get.tool.example/install.sh | sh -s -- --yes", turned("a short note"), [..."a short note"].reverse().join(""),
    "Die Rechnung ist bis zum Ende des Monats zu bezahlen.", "export PATH=/usr/local/bin:/usr/bin:$HOME/.local/bin", "SELECT id, name FROM customers WHERE country = 'NL' ORDER BY name",
  ])("is not made of %j", (text) => {
    expect(decode(text)).toEqual([]);
  });
  it("is no whole one where only a piece was encoded", () => {
    const found = needles(`run: echo ${base64} | base64 -d`);
    expect(found.filter((needle) => needle.texts.includes("violet")).map((needle) => needle.whole)).toEqual([false, false]);
  });
  it("is decoded or not", () => {
    expect(needles(base64).map((needle) => needle.decoded)).toEqual([false, true, true]);
    expect(needles("4111 1111 1111 1111").map((needle) => needle.decoded)).toEqual([false, false]);
  });
  it("is seen past the bound on decoded pieces", () => {
    const many = Array.from({ length: 3000 }, (_, index) => Buffer.from(`piece ${index} of it`).toString("base64")).join(", ");
    expect(shapesIn(`${many}, ${base64}`, secret)).toContain("prose");
  });
  it("is seen through number formats and URL parts", () => {
    expect(shapesIn("{\"total\": \"1.250,00\"}", 1250)).toEqual(["leaf"]);
    expect(shapesIn("call 020 7946 0958 today please, it is urgent", "02079460958")).toEqual(["prose"]);
    expect(shapesIn("see https://docs.corp.example/a/b?x=1 for more about it", "docs.corp.example")).toEqual(["prose"]);
  });
  it.each(["the", "12", "2024", "ok", "to you", "bob"])("that is short or common (%s) is no edge", (value) => {
    const tokens = tokenize(value);
    expect(bitsIn(tokens, 0, tokens.texts.length)).toBeLessThan(6);
  });
  it.each(["4711", "bob@corp.example", "x9-77", "GB82WEST12345698765432", "deploy key"])("that tells (%s) is an edge", (value) => {
    const tokens = tokenize(value);
    expect(bitsIn(tokens, 0, tokens.texts.length)).toBeGreaterThanOrEqual(6);
  });
});

describe("any content", () => {
  it("is a text where it is JSON, and null where it is not", () => {
    expect(textOf("a")).toBe("a");
    expect(textOf(12)).toBe("12");
    expect(textOf(null)).toBe("null");
    expect(textOf({ a: [true] })).toBe("{\"a\":[true]}");
    expect(textOf([{ type: "text", text: "a" }, { type: "text", text: "b" }])).toBe("a\nb");
    const cycle: unknown[] = [];
    cycle.push(cycle);
    for (const none of [undefined, () => 1, Number.NaN, new Map(), { a: 1n }, cycle]) expect(textOf(none)).toBeNull();
  });
  it("never throws, and every segment has tokens and a path of its own", () => {
    const piece = fc.constantFrom("{", "}", "[", "]", "'", "\"", ":", ",", "\n", "- ", "a", "b: ", "%41", "&#65;", "\\u0041", "QUJDREVGRw==", "4142434445", "(", ")", "x(", "=", "\ud800", " ", "|", "#", "<A.b: 'c'>", "datetime(");
    const content = fc.oneof(fc.string({ unit: "binary" }), fc.array(piece, { maxLength: 50 }).map((parts) => parts.join("")), fc.jsonValue(), fc.anything());
    fc.assert(fc.property(content, fc.constantFrom("structure" as const, "text" as const), (each, format) => {
      for (const segment of segments(each, format)) {
        const count = segment.tokens.texts.length;
        expect(count).toBeGreaterThan(0);
        expect(["leaf", "part", "prose"]).toContain(shapeAt(segment, 0, count));
        if (format === "text") expect(shapeAt(segment, 0, count)).toBe("prose");
      }
      if (textOf(each) === null) expect(segments(each, format)).toEqual([]);
    }), { numRuns: 2000 });
  });
  it.each([
    ["brackets", "[".repeat(250_000)], ["calls", "x(".repeat(120_000)], ["dashes", `${"- ".repeat(100_000)}\n- a`], ["keys", "a: b\n".repeat(50_000)], ["flow", `a: ${"[".repeat(100_000)}\nb: c`], ["prose", "pay 1,250.00 to a@b.example now. ".repeat(32_000)],
    ["groups", "12 34 ".repeat(170_000)], ["escapes", "\\u0041".repeat(170_000)], ["percents", "%41".repeat(340_000)], ["half percents", "%4".repeat(500_000)], ["base64", "QUJD".repeat(260_000)], ["quotes", "'".repeat(250_000)], ["lines", "\\n\n".repeat(300_000)],
  ])("of a megabyte of %s is read to an end", (_, text) => {
    expect(segments(text, "structure").length).toBeGreaterThanOrEqual(0);
    expect(Array.isArray(needles(text))).toBe(true);
  });
});
