// The checker's forms of paths, hosts and folded texts against the extractors that give them: a text is refused exactly where no
// extractor's output can be it. The language must not know the extractors; this test does.

import fc from "fast-check";
import { expect, it } from "vitest";
import { basename, normalisePath } from "../../src/extract/path.js";
import { hostOf } from "../../src/extract/url.js";
import { literalProblem } from "../../src/language/check/normal.js";
import { fold } from "../../src/words/fold.js";
import { hostProblem, pathProblem } from "../../src/words/normal.js";

const segment = fc.constantFrom("..", ".", "", "a", "B", "~", "~ana", "home", "root", "Users", "C:", "c:", "private", "etc", "proc", "self", "file.txt", "$HOME");
const path = fc.tuple(fc.constantFrom("", "/"), fc.array(segment, { minLength: 1, maxLength: 5 })).map(([root, parts]) => root + parts.join("/"));
const label = fc.constantFrom("a", "EVIL", "bücher", "xn--bcher-kva", "127", "0x7f", "1", "example", "com", "-", "a_b", "");
const host = fc.oneof(
  fc.tuple(fc.array(label, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(".")), fc.constantFrom("", "", ":80", "/x", ".")).map((parts) => parts.join("")),
  fc.constantFrom("::1", "[::1]", "0:0::1", "::ffff:1.2.3.4", "fe80::1"),
);

it("a path in its normal form is not refused, and one that is in another form is", () => {
  fc.assert(fc.property(path, (text) => {
    const normal = normalisePath(text);
    // `./~ana` and `a/../C:` give names that mean something else when they are read again: nobody writes a rule about those.
    // A folder `c:` is refused too: it is a drive that was meant.
    if (normalisePath(normal) === normal && !/^\/?c:/.test(normal)) expect(pathProblem(normal, false), normal).toBeNull();
    if (normal !== text) expect(pathProblem(text, false), text).not.toBeNull();
    expect(literalProblem("basename", basename(text), "whole", false)).toBeNull();
  }), { numRuns: 5000 });
});

it("a host in its normal form is not refused, and one that is in another form is", () => {
  fc.assert(fc.property(host, (text) => {
    const found = hostOf(`http://${text}`);
    // Empty parts between dots are refused, and what is left of such a name may be an address that browsers would read otherwise.
    if (found !== null && !text.includes("..") && !found.startsWith(".")) expect(hostProblem(found), found).toBeNull();
    if (found !== text && hostOf(text) !== text) expect(hostProblem(text), text).not.toBeNull();
  }), { numRuns: 5000 });
});

it("a folded text is not refused, and another one is", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => {
    expect(literalProblem("fold", fold(text), "whole", false)).toBeNull();
    expect(literalProblem("fold", text, "whole", false) === null).toBe(fold(text) === text);
  }));
});

it("a part of a path is refused where no path in its normal form has it there", () => {
  const parts = ["starts with", "contains", "ends with"] as const;
  fc.assert(fc.property(path, fc.nat(20), fc.nat(20), (text, from, length) => {
    const normal = normalisePath(text);
    // A lone `.` is the folder itself, which stands for nothing else.
    if (normalisePath(normal) !== normal || /^\/?c:/.test(normal) || normal === ".") return;
    expect(literalProblem("path", normal.slice(from, from + length), "contains", false), normal).toBeNull();
    expect(literalProblem("path", normal.slice(from), "ends with", false), normal).toBeNull();
  }), { numRuns: 2000 });
  const refusals = (text: string): readonly boolean[] => parts.map((part) => literalProblem("path", text, part, false) !== null);
  expect(["/.ssh/", "/.", "etc/", "/", "a//b", "a/./b", "./a", "a\\b", "/.ssh"].map((text) => [text, ...refusals(text)])).toEqual([
    ["/.ssh/", false, false, true], ["/.", false, false, true], ["etc/", false, false, true], ["/", false, false, false], ["a//b", true, true, true],
    ["a/./b", true, true, true], ["./a", true, false, false], ["a\\b", true, true, true], ["/.ssh", false, false, false],
  ]);
});

it("what gives no texts refuses none", () => {
  for (const extractor of ["private_host", "credentials", "shell.elevated"] as const) expect(literalProblem(extractor, "/x", "whole", false)).toBeNull();
});
