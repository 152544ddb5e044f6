// The functions of the language, one table of calls to what they give; and what must hold of every one of them: absent in gives
// absent out, unknown in unknown out, whatever else goes in gives a value of the language and throws nothing.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { apply } from "../../src/extract/apply.js";
import { isListValue, isRecordValue, valueOfJson } from "../../src/extract/value.js";
import { EVENT_TEXT_MAX, JSON_DEPTH_MAX } from "../../src/base/limits.js";
import { extractors, type Extractor } from "../../src/words/column.js";
import { functions, type FunctionName } from "../../src/words/functions.js";
import type { TermValue } from "../../src/words/term.js";
import { list, none, plain, record } from "./values.js";

type Call = readonly [name: FunctionName | Extractor, operands: readonly TermValue[], gives: unknown];
const noon = Date.UTC(2026, 10, 22, 12, 0);

const calls: readonly Call[] = [
  ["+", [2, 3], 5], ["+", ["a", "b"], "ab"], ["+", [1, "b"], null], ["+", [2 ** 53 - 1, 1], null], ["+", [1e308, 1e308], null],
  ["-", [2, 3], -1], ["-", ["2", 1], null], ["*", [-1, 0], 0], ["*", [0.5, 4], 2], ["/", [1, 4], 0.25], ["/", [1, 0], null], ["/", [0, 0], null],
  ["abs", [-2.5], 2.5], ["round", [2.5], 3], ["round", [-2.5], -3], ["round", [-0.2], 0], ["round", [0.49999999999999994], 0],
  ["floor", [2.7], 2], ["floor", [-0.5], -1], ["min", [3, -1], -1], ["max", [3, -1], 3], ["max", [0, "1"], null], ["min", [0, -0], 0],
  ["+", [list(1), list("a", null)], [1, "a", null]], ["+", [list(1), { items: [2], open: true }], { items: [1, 2], open: true }], ["+", [list(1), 2], null], ["+", [list(1), record({})], null],
  ["bytes", ["aé日😀"], 10], ["bytes", [7], null], ["entropy", ["aaaa"], 0], ["entropy", ["abcd"], 2], ["entropy", ["aab"], 0.918], ["entropy", [""], 0], ["entropy", ["😀😀"], 0],
  ["edit_distance", ["example.com", "exmaple.com"], 1], ["edit_distance", ["paypal.com", "paypa1.com"], 1], ["edit_distance", ["", "abc"], 3], ["edit_distance", ["😀", "x"], 1], ["edit_distance", ["a".repeat(257), "a"], null],
  ["compare_versions", ["1.2.3", "1.10.0"], -1], ["compare_versions", ["v2", "1.99.99"], 1], ["compare_versions", ["1.0.0", "1"], 0], ["compare_versions", ["1.0.0-rc.1", "1.0.0"], -1], ["compare_versions", ["1.0.0-rc.2", "1.0.0-rc.10"], -1], ["compare_versions", ["1.0.0-alpha", "1.0.0-1"], 1],
  ["compare_versions", ["1.0.0-alpha", "1.0.0-alpha.1"], -1], ["compare_versions", ["1.0.0-a.b", "1.0.0-a"], 1], ["compare_versions", ["1.0.0+a", "1.0.0+b"], 0], ["compare_versions", ["latest", "1"], null], ["compare_versions", ["1.2.3.4", "1"], null], ["compare_versions", ["1.0.0-123456789012345678901", "1.0.0-99999999999999999999"], 1], ["compare_versions", ["99999999999999999999.0.0", "1"], null],
  ["decoded", ["key: c2VjcmV0IHBhc3N3b3JkIGhlcmU= end"], ["secret password here"]], ["decoded", ["plain words"], []],
  ["ibans", ["Pay DE89 3704 0044 0532 0130 00 or GB29NWBK60161331926819."], ["DE89 3704 0044 0532 0130 00", "GB29NWBK60161331926819"]], ["ibans", ["DE88 3704 0044 0532 0130 00, xDE89370400440532013000, DE893704004405320130001"], []], ["ibans", ["ZZ89 3704"], []], ["ibans", ["de89-3704-0044-0532-0130-00"], ["de89-3704-0044-0532-0130-00"]], ["ibans", ["DE89  370400440532013000"], []],
  ["flatten", [list(list(1, 2), list(), 3)], [1, 2, 3]], ["flatten", [list(list(1), null)], { items: [1], open: true }], ["flatten", [list({ items: [1], open: true })], { items: [1], open: true }], ["flatten", ["a"], null],
  ["url_user", ["https://ana:s%40c@a.example/"], "ana:s@c"], ["url_user", ["https://ana@a.example/"], "ana"], ["url_user", ["https://a.example/"], ""], ["url_user", ["a.example"], null], ["url_user", ["https://%ff@a.example/"], null],
  ["length", ["aé😀"], 3], ["length", [3], null], ["trim", ["  a b\n"], "a b"],
  ["first", ["😀bc", 2], "😀b"], ["first", ["ab", 9], "ab"], ["first", ["ab", -1], null], ["first", ["ab", 0.5], null], ["last", ["ab😀", 2], "b😀"], ["last", ["ab", 0], ""], ["last", ["ab", 9], "ab"],
  ["split", ["a,b,,c", ","], ["a", "b", "", "c"]], ["split", ["a", ""], null], ["join", [list("a", "b"), "-"], "a-b"], ["join", [list("a", null), "-"], null], ["join", [list(1), "-"], null],
  ["lines", ["a\r\nb\n\nc\n"], ["a", "b", "", "c"]], ["lines", [""], []],
  ["replace", ["a.b.a", ".", "$&"], "a$&b$&a"], ["replace", ["aaa", "", "b"], "aaa"], ["digits", ["+49 (0)30-12٣"], "4903012"],
  ["number", [" -1.5e2 "], -150], ["number", ["01"], null], ["number", ["1,5"], null], ["number", ["9007199254740993"], null], ["number", ["0x10"], null], ["number", ["1e999"], null],
  ["text", [1.5], "1.5"], ["text", [true], "true"], ["text", ["a"], "a"], ["text", [list()], "[]"], ["text", [list(record({ b: 1, a: "x" }), true)], "[{\"a\":\"x\",\"b\":1},true]"], ["text", [list(1, null)], null], ["text", [{ items: [1], open: true }], null],
  ["json", ['{"a":[1,null,"x"]}'], { a: [1, null, "x"] }], ["json", ["{a:1}"], null], ["json", ['{"a":1,"b":{"a":2}}'], { a: 1, b: { a: 2 } }], ["json", ['{"a":1,"\\u0061":2}'], null], ["json", ['["a","a",{"k":"k"}]'], ["a", "a", { k: "k" }]],
  ["json", [`${"[".repeat(JSON_DEPTH_MAX + 1)}${"]".repeat(JSON_DEPTH_MAX + 1)}`], null], ["json", ['"\\ud800"'], null], ["json", ["12345678901234567890"], null], ["json", ['{"__proto__":1}'], JSON.parse('{"__proto__":1}')],
  ["base64", ["aGVsbG8="], "hello"], ["base64", ["aGVsbG8"], "hello"], ["base64", ["8J-YgA"], "😀"], ["base64", ["8J+Y\ngA=="], "😀"], ["base64", ["a"], null], ["base64", ["gICA"], null], ["base64", ["aGVs!"], null], ["base64", [""], ""],
  ["luhn", ["4111 1111-1111 1111"], true], ["luhn", ["4111111111111112"], false], ["luhn", ["0"], false], ["luhn", ["x18"], false], ["luhn", ["18"], true],
  ["card_numbers", ["pay 4111 1111 1111 1111, or 5500-0000-0000-0004."], ["4111 1111 1111 1111", "5500-0000-0000-0004"]],
  ["card_numbers", ["4111111111111112"], []], ["card_numbers", ["94111111111111111"], []], ["card_numbers", ["41111111111111110000000"], []], ["card_numbers", ["4111111111111111 5500000000000004"], ["4111111111111111", "5500000000000004"]], ["card_numbers", ["12 378282246310005"], ["378282246310005"]],
  ["emails", ["Ask ana@b.example, <Bob.C+x@mail.corp.example>; not a@b or @c.d."], ["ana@b.example", "Bob.C+x@mail.corp.example"]], ["emails", ["a@b@c.example"], ["b@c.example"]],
  ["urls", ["see https://a.example/x?y=(1), (http://b.example/). ftp://c.example!"], ["https://a.example/x?y=(1)", "http://b.example/", "ftp://c.example"]], ["urls", ["a.example http:// x"], []],
  ["urls", ["-https://a.example .http://b.example 1ftp://c.example"], ["https://a.example", "http://b.example", "ftp://c.example"]], ["emails", ["to\u2003bob@b.example\u3000x"], ["bob@b.example"]], ["card_numbers", [4111111111111111], ["4111111111111111"]], ["emails", [7], []], ["urls", [true], []], ["urls", [list()], []], ["credentials", [17], []], ["credentials", [list("a")], []],
  ["credentials", [record({ a: list("AKIAABCDEFGHIJKLMNOP", null), password: "hunter2!", n: 1 })], { items: ["AKIAABCDEFGHIJKLMNOP", "hunter2!"], open: true }],
  ["credentials", [valueOfJson({ userPassword: "hunter2", "CARD-CVV": 123, otp: "004711", nested: [{ verificationCode: "99-88", pin: "1234" }], passwordPolicy: "long", max_tokens: 512, token_count: 7, pinned: "yes", code: "x", password_hint: "the dog" })], ["hunter2", "123", "004711", "99-88", "1234"]],
  ["credentials", [valueOfJson({ rows: [{ token: "s3cr3t-1", cc: null }, null], ghp_012345678901234567890123456789012345: 1 })], ["s3cr3t-1", "ghp_012345678901234567890123456789012345"]],
  ["emails", [record({ "a@b.example": list("to c@d.example", 5) })], ["a@b.example", "c@d.example"]], ["card_numbers", [list(4111111111111111, null)], { items: ["4111111111111111"], open: true }],
  ["texts", [valueOfJson([null, { a: null }])], ["a"]], ["texts", ["a"], ["a"]], ["texts", [record({ a: list("x", 1.5, record({ b: false })), c: "y" })], ["a", "x", "1.5", "b", "false", "c", "y"]], ["texts", [list("a", null)], { items: ["a"], open: true }], ["texts", [{ items: ["a"], open: true }], { items: ["a"], open: true }],
  ["card_numbers", ["0000 0002 4111 1111 1111 1111"], ["0000 0002 4111 1111", "0002 4111 1111", "4111 1111 1111 1111"]], ["card_numbers", ["\uff14111 1111 1111 1111"], ["\uff14111 1111 1111 1111"]],

  ["list", ["a"], ["a"]], ["list", [list(1, 2)], [1, 2]], ["size", [list(1, null)], 2], ["size", [{ items: [1], open: true }], null], ["size", ["abc"], null],
  ["unique", [list("a", 1, "a", true, list(1), list(1))], ["a", 1, true, [1]]], ["unique", [list("a", null)], { items: ["a"], open: true }],
  ["total", [list(1, 2.5)], 3.5], ["total", [list()], 0], ["total", [list(1, "2")], null], ["total", [{ items: [1], open: true }], null],
  ["largest", [list(1, 3, 2)], 3], ["largest", [list()], undefined], ["smallest", [list(4, 3)], 3], ["smallest", [list(null)], null],
  ["keys", [record({ b: 1, a: 2 })], ["a", "b"]], ["values", [record({ b: 1, a: null })], [null, 1]], ["keys", [list()], null],
  ["[]", [record({ a: 1 }), "a"], 1], ["[]", [record({ a: 1 }), "b"], undefined], ["[]", [record({ 7: 1 }), 7], 1], ["[]", [list(1), "a"], null],

  ["parent", ["/a/b/"], "/a"], ["parent", ["a"], "."], ["parent", ["/a"], "/"], ["parent", ["/"], "/"], ["parent", ["../.."], "../../.."], ["parent", ["~"], null], ["parent", ["/home/x/y"], "~"],
  ["extension", ["/a/b.TAR.GZ"], "gz"], ["extension", ["a/.bashrc"], ""], ["extension", ["a"], ""], ["extension", ["a."], ""],
  ["inside", ["/work/a/../b", "/work"], true], ["inside", ["/work/../etc/passwd", "/work"], false], ["inside", ["/workshop", "/work"], false], ["inside", ["/WORK/a", "/work"], false], ["inside", ["/work", "/work/"], true],
  ["inside", ["a", "/work"], null], ["inside", ["../a", "/work"], null], ["inside", ["a/b", "."], true], ["inside", ["../a", "."], null], ["inside", ["/a", "."], null], ["inside", ["a/b", "a"], true], ["inside", ["c/b", "a"], false],
  ["inside", ["~/.ssh/id", "~/.ssh"], true], ["inside", ["/home/eve/.ssh/id", "~/.ssh"], true], ["inside", ["/etc/x", "~"], false], ["inside", ["~/x", "/"], true], ["inside", ["~/x", "/home"], null], ["inside", ["", "/"], null],

  ["scheme", ["HTTPS://a.example"], "https"], ["scheme", ["java\nscript:alert(1)"], "javascript"], ["scheme", ["a.example"], null], ["scheme", ["C:/x"], null],
  ["port", ["https://a.example/"], 443], ["port", ["http://a.example:8080/"], 8080], ["port", ["a.example:99"], 99], ["port", ["a.example"], null], ["port", ["postgres://h/db"], 5432], ["port", ["http://a.example:99999/"], null],
  ["url_path", ["https://a.example/x/../%61dmin?q"], "/admin"], ["url_path", ["https://a.example/p%2f..%2fadmin"], null], ["url_path", ["https://a.example"], "/"], ["url_path", ["https://a.example/%ff"], null],
  ["url_query", ["https://a.example/?a=1&a=2&b=%20+"], { a: "1", b: "  " }], ["url_query", ["x"], null],
  ["is_ip", ["http://2130706433/"], true], ["is_ip", ["0x7f.1"], true], ["is_ip", ["::ffff:1.2.3.4"], true], ["is_ip", ["https://a.example"], false], ["is_ip", ["[::1]"], true], ["is_ip", ["not a host"], null],
  ["in_network", ["http://10.1.2.3/x", "10.0.0.0/8"], true], ["in_network", ["http://0x0a010203/", "10.0.0.0/8"], true], ["in_network", ["http://012.1.2.3", "10.0.0.0/8"], true], ["in_network", ["[::ffff:10.1.2.3]", "10.0.0.0/8"], true], ["in_network", ["11.0.0.1", "10.0.0.0/8"], false],
  ["in_network", ["10.1.0.0/16", "10.0.0.0/8"], true], ["in_network", ["10.1.0.0/15", "10.1.0.0/16"], null], ["in_network", ["10.1.2.3/0", "10.1.0.0/16"], null], ["in_network", ["203.0.112.0/23", "203.0.113.0/24"], null], ["in_network", ["::/0", "fe80::/10"], null], ["in_network", ["203.0.112.0/23", "10.0.0.0/24"], false],
  ["host", ["ws:a.example/\\u@b.example"], "a.example"], ["host", ["\u0001https://a.example?u@b.example"], "a.example"], ["host", ["https://a.example /x"], null], ["host", ["https://a.example\\.b.example/"], null],
  ["in_network", ["10.1.0.0/255.254.0.0", "10.1.0.0/16"], null], ["in_network", ["10.1.0.0/255.255.255.0", "10.1.0.0/16"], true], ["in_network", ["10.1.0.0/0.0.255.255", "10.0.0.0/8"], null], ["in_network", ["0x0a010000/15", "10.1.0.0/16"], null], ["in_network", ["::/0", "10.0.0.0/8"], null], ["in_network", ["fe80::/10", "10.0.0.0/8"], false],
  ["in_network", ["10.1.0.0/16,0.0.0.0/0", "10.0.0.0/8"], null], ["in_network", ["http://10.1.2.3/8", "10.1.0.0/16"], true], ["in_network", ["10.1.2.0/24", list("10.1.2.0/25", "10.1.2.128/25")], null],
  ["in_network", ["203.0.113.1-203.0.113.9", "203.0.113.0/24"], null], ["in_network", ["https://good.example\\@10.0.0.1/", "10.0.0.0/8"], null], ["url_user", ["https://good.example\\@evil.example/"], null],
  ["in_network", ["167838211", "10.0.0.0/8"], true], ["in_network", ["0x7f.1", "127.0.0.0/8"], true], ["in_network", ["fe80::1%eth0", "fe80::/10"], true], ["in_network", ["10.0.0.1", "::ffff:10.0.0.0/104"], true], ["in_network", ["10.example", "10.0.0.0/8"], false], ["in_network", ["10.0.0.1", "10.0.0.0/33"], null], ["in_network", ["10.0.0.1", "ten"], null], ["in_network", ["10.0.0.1", "10.0.0.1"], true],
  ["address", ["Ana <Ana.B@Corp.Example>"], "ana.b@corp.example"], ["address", ["\"B, A <x@y.example>\" <a@b.example>"], "a@b.example"], ["address", ["a@b.example, c@d.example"], null], ["address", ["a@b.example <c@d.example>"], null], ["address", ["a@b.example (c)"], null], ["address", ["a@b.example\n"], "a@b.example"],
  ["address", ["\"a b\"@b.example"], "\"a b\"@b.example"], ["address", ["\"ana\"@b.example"], "ana@b.example"], ["address", ["a@bücher.example"], "a@xn--bcher-kva.example"], ["address", ["a..b@c.example"], null], ["address", ["@c.example"], null], ["address", ["ana"], null], ["address", ["a@b@c.example"], null],
  ["unopened", ["see www.a.example/x, https://b.example/?q=1. Or c.example; ana@corp.example (not done.py)"], ["ana@corp.example", "https://b.example/?q=1", "www.a.example/x", "c.example"]], ["unopened", [list("no", "a.example a.example")], ["a.example"]], ["unopened", [7], []],
  ["unsaid", ["a b"], ["a b"]], ["unsaid", [list("no", "a b")], ["no", "a b"]], ["unsaid", [7], ["7"]], ["planted", [list("a/b", "c")], ["a/b", "c"]], ["asked_of", ["pay", "a b"], null],
  ["mailbox", ["Ana <Ana.B@corp.example>"], "ana.b"], ["realpath", ["x"], null],

  ["local_time.hour", [noon, "Europe/Berlin"], 13], ["local_time.hour", [noon, "UTC"], 12], ["local_time.hour", [noon + 11 * 3_600_000, "Europe/Berlin"], 0], ["local_time.weekday", [noon, "America/New_York"], "sunday"], ["local_time.date", [noon + 12 * 3_600_000, "Asia/Tokyo"], "2026-11-23"], ["local_time.minute", [noon, "Asia/Kathmandu"], 45],
  ["local_time.year", [noon, "UTC"], 2026], ["local_time.month", [noon, "UTC"], 11], ["local_time.day", [noon, "UTC"], 22], ["local_time.hour", [noon, "Nowhere/At_All"], null], ["local_time.hour", [noon, "+02:00"], null], ["local_time.date", [1e18, "UTC"], null], ["local_time.hour", [Date.UTC(2026, 6, 1), "Europe/Berlin"], 2],

  ["time", ["2026-11-22T12:00:00Z"], noon], ["time", ["2026-11-22T13:00:00.250+01:00"], noon + 250], ["time", ["2026-11-22t06:30:00-05:30"], noon], ["time", ["2026-11-23"], noon + 12 * 3_600_000], ["time", [" 2026-11-23 "], noon + 12 * 3_600_000],
  ["time", ["2026-02-29"], null], ["time", ["2024-02-29"], Date.UTC(2024, 1, 29)], ["time", ["2026-13-01"], null], ["time", ["2026-11-22T12:00:00"], null], ["time", ["2026-11-22T24:00:00Z"], null], ["time", ["22.11.2026"], null], ["time", ["0000-01-01"], null], ["time", ["0099-01-01"], -59_042_995_200_000], ["time", ["2000-12-31"], Date.UTC(2000, 11, 31)], ["time", ["1900-02-29"], null], ["time", ["now"], null], ["time", [noon], null],
  ["seconds", [1.5], 1500], ["minutes", [2], 120_000], ["hours", [24], 86_400_000], ["days", [-1], -86_400_000], ["days", [1e300], null], ["hours", ["1"], null],
  ["in_network", ["http://10.1.2.3", list("11.0.0.0/8", "10.0.0.0/8")], true], ["in_network", ["10.1.2.3", list("11.0.0.0/8")], false], ["in_network", ["10.1.2.3", list("ten", "10.0.0.0/8")], true], ["in_network", ["10.1.2.3", list("ten", "11.0.0.0/8")], null], ["in_network", ["10.1.2.3", { items: [], open: true }], null], ["in_network", ["10.1.2.3", list()], false], ["in_network", ["10.1.2.3", list(8)], null], ["in_network", ["not a host", list("10.0.0.0/8")], null],
  ["[]", [list("a", "b"), 1], "b"], ["[]", [list("a"), 1], undefined], ["[]", [list("a"), -1], undefined], ["[]", [list("a"), 0.5], undefined], ["[]", [list(null), 0], null], ["[]", [{ items: ["a"], open: true }, 0], "a"], ["[]", [{ items: ["a"], open: true }, 1], null], ["[]", [{ items: ["a"], open: true }, -1], undefined],
  ["(==)", ["a", "a"], true], ["(==)", ["1", 1], null], ["(!=)", [1, 2], true], ["(!=)", [true, true], false], ["(!=)", [list(), list()], null], ["(<)", [1, 2], true], ["(<)", ["a", "b"], null], ["(<=)", [2, 2], true], ["(>)", [2, 2], false], ["(>=)", [2, 2], true],
  ["(contains)", ["abc", "b"], true], ["(contains)", ["abc", 1], null], ["(starts with)", ["abc", "b"], false], ["(ends with)", ["abc", "bc"], true], ["(not)", [true], false], ["(not)", [1], null], ["(list)", ["a", 1], ["a", 1]],

  ["(matches path)", ["/a/b/c.pem", list("/x", "**/*.pem"), false], true], ["(matches path)", ["/a/b", "/a/*", false], true], ["(matches path)", ["/a/b/c", "/a/*", false], false], ["(matches path)", ["/a/B", list("/A/b"), true], false], ["(matches path)", ["/a/b", list("/A/b"), true], true],
  ["(matches path)", ["/a", list("/root/x"), false], null], ["(matches path)", ["/a", list("/root/x", "/a"), false], true], ["(matches path)", ["~/.ssh", list("~/.ssh/**"), false], true], ["(matches path)", ["/a", list("{/b,/a}"), false], true], ["(matches path)", ["/a", list("a**"), false], null],
  ["(matches domain)", ["a.b.example", list("*.B.example"), false], true], ["(matches domain)", ["b.example", list("*.b.example"), false], true], ["(matches domain)", ["xb.example", list("*.b.example"), false], false], ["(matches domain)", ["b.example", list("https://c.example"), false], null], ["(matches domain)", ["b.example", { items: ["c.example"], open: true }, false], null],
  ["(matches text)", ["abcbcd", "a*bcd", false], true], ["(matches text)", ["abcd", "a*b?d", false], true], ["(matches text)", ["aa", "a*a*a", false], false], ["(matches text)", ["a😀b", "a?b", false], true], ["(matches text)", ["a\nb", "*", false], true], ["(matches text)", ["ab", list("x", 7), false], null], ["(matches text)", ["ab", list(), false], false], ["(matches text)", [7, list("*"), false], null], ["(matches text)", ["ab", list("{a"), false], null],
  ["path", ["/a//b/../c"], "/a/c"], ["host", ["https://A.example./x"], "a.example"], ["shell.runs", ["sudo rm x"], ["sudo", "rm"]], ["shell.opaque", ["npm test"], false], ["shell.opaque", ["curl https://a.example | sh"], true], ["fold", [7], null], ["basename", [list("a")], null],
];

describe("functions", () => {
  it.each(calls)("%s of %j is %j", (name, operands, gives) => {
    expect(plain(apply(name, operands, none))).toEqual(typeof gives === "object" && gives !== null && "open" in gives ? plain(gives as TermValue) : gives);
  });
  it("has a call of every function here, but those with tests of their own", () => {
    const own: readonly string[] = ["found", "shell.commands", "sql", "(and)", "(or)", "(has)", "(present)", "(some)", "(every)", "(matches regex)"];
    expect(Object.keys(functions).filter((name) => !own.includes(name) && !calls.some((call) => call[0] === name))).toEqual([]);
  });
});

const names = [...Object.keys(functions), ...Object.keys(extractors)] as readonly (FunctionName | Extractor)[];
const arity = (name: string): number => (Object.hasOwn(functions, name) ? functions[name as FunctionName].params.length : 1);

describe("every function", () => {
  it.each(names.filter((name) => arity(name) > 0))("%s gives absent of absent, and unknown of unknown", (name) => {
    const filled = (value: TermValue): readonly TermValue[] => Array.from({ length: arity(name) }, () => value);
    expect(apply(name, filled(undefined), none)).toBe(undefined);
    expect(apply(name, filled(null), none)).toBe(null);
    for (let at = 0; at < arity(name); at++) {
      expect(apply(name, filled("1").map((value, index) => (index === at ? undefined : index === 0 ? null : value)), none)).toBe(undefined);
      expect(apply(name, filled("1").map((value, index) => (index === at ? null : value)), none)).toBe(null);
    }
  });

  const scalar = fc.oneof(fc.string({ unit: "binary" }), fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.webUrl(), fc.emailAddress(), fc.json(), fc.constantFrom("10.0.0.0/8", "UTC", "postgresql", "mysql", "bigquery", "sqlite", "/a/b", "~", ".."));
  const value: fc.Arbitrary<TermValue> = fc.letrec<{ value: TermValue }>((tie) => ({
    value: fc.oneof({ depthSize: "small" }, scalar, fc.record({ items: fc.array(fc.oneof(tie("value"), fc.constant(null)), { maxLength: 4 }), open: fc.boolean() }), fc.dictionary(fc.string(), tie("value"), { maxKeys: 3 }).map(record)),
  })).value;

  it("gives a value of the language, the same twice, whatever it is given", () => {
    fc.assert(fc.property(fc.constantFrom(...names), fc.array(value, { minLength: 3, maxLength: 3 }), (name, operands) => {
      const given = operands.slice(0, arity(name)).map((one) => (typeof one === "string" ? one.toWellFormed() : one));
      const once = apply(name, given, none);
      expect(plain(apply(name, given, none))).toEqual(plain(once));
      return isProper(once, given);
    }), { seed: 4711, numRuns: 2000 });
  });
});

/** Numbers finite, and exact as integers; texts well-formed, in lists and records too (but for what was given as it is). */
function isProper(value: TermValue, given: readonly TermValue[]): boolean {
  if (given.includes(value) || value === undefined || value === null || typeof value === "boolean") return true;
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value === "number") return (Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))) || JSON.stringify(given.map(plain)).includes(String(value));
  if (isListValue(value)) return value.items.every((item) => isProper(item, given) || JSON.stringify(given.map(plain)).includes(JSON.stringify(plain(item))));
  return isRecordValue(value);
}

describe("the longest text", () => {
  const pieces = ["a", " ", "1", "4111 ", "@", "a@", "a.", "://", "http://a.example/", "(", "[", "\"", "\\", "\n", "{", "/..", "%41", "-", ".", "a@b.example ", "😀"];
  const linear: readonly FunctionName[] = ["length", "trim", "digits", "number", "json", "base64", "luhn", "card_numbers", "emails", "urls", "lines", "parent", "extension", "scheme", "port", "url_path", "url_query", "is_ip", "address", "mailbox"];
  it.each(linear)("is no trouble to %s", (name) => {
    for (const piece of pieces) {
      const text = piece.repeat(Math.floor((EVENT_TEXT_MAX >> 5) / piece.length));
      expect(() => apply(name, [text], none)).not.toThrow();
    }
  }, 20_000);
  it("is not made longer", () => {
    const text = "a".repeat(EVENT_TEXT_MAX);
    expect(apply("+", [text, "b"], none)).toBe(null);
    expect(apply("replace", [text, "a", "bb"], none)).toBe(null);
    expect(plain(apply("split", [text, "a"], none))).toHaveProperty("open", true);
  });
});
