// Globs and regular expressions -> tests of a text in Rego, with RE2 where letters are not enough. What a glob matches is what the
// interpreter says; RE2 searches, so globs are anchored at both ends.

import { diagnose } from "../base/messages.generated.js";
import type { Condition } from "../language/check/policy.js";
import { inRe2 } from "./regex.js";
import { line, literal, never, raw } from "./text.js";
import type { Clauses, Line } from "./text.js";
import type { Operand } from "./value.js";
import type { Writer } from "./writer.js";

/** A text matches one of the patterns, or matches none. */
export function matches(condition: Extract<Condition, { kind: "matches" }>, value: Operand, wanted: boolean, writer: Writer): Clauses {
  if (value.kind === "unknown" || value.kind === "absent" || (value.kind === "literal" && typeof value.value !== "string")) return never;
  const term = value.kind === "literal" ? literal(value.value) : value.term;
  const uses = value.kind === "literal" ? [] : value.uses;
  const isText: readonly Line[] = value.kind === "literal" ? [] : [line(`is_string(${term})`, uses)];
  const tests = condition.patterns.map((pattern) => line(test(condition, pattern, term, writer), uses));
  return wanted ? tests.map((each) => [...isText, each]) : [[...isText, ...tests.map((each) => line(`not ${each.text}`, uses))]];
}

function test({ glob, span }: Extract<Condition, { kind: "matches" }>, pattern: string, term: string, writer: Writer): string {
  switch (glob) {
    case "domain": return domainTest(pattern, term);
    case "text": return isPlain(pattern) ? equals(term, pattern) : `regex.match(${raw(`^(?s:${textPattern(pattern, ".")})$`)}, ${term})`;
    // Each segment of the value ends in a slash, so that a `**` is any number of them.
    case "path": return isPlain(pattern) ? equals(term, pattern) : `regex.match(${raw(`^${pattern.split("/").map(segmentPattern).join("")}$`)}, concat("", [${term}, "/"]))`;
    case "regex": {
      const { value, why } = inRe2(pattern);
      if (value !== undefined) return `regex.match(${raw(value)}, ${term})`;
      // A condition is written twice, wanted true and wanted false.
      const told = diagnose("rego/not-in-re2", span, { pattern, why: why ?? "" }, {});
      if (!writer.findings.some(({ span: at, message }) => at === span && message === told.message)) writer.findings.push(told);
      return "false";
    }
  }
}

/** `*` is any host; `*.a.b` is `a.b` and all hosts below it; anything else is the host itself. */
function domainTest(pattern: string, term: string): string {
  if (pattern === "*") return `startswith(${term}, "")`;
  if (!pattern.startsWith("*.")) return equals(term, pattern);
  return `endswith(concat("", [".", ${term}]), ${literal(pattern.slice(1))})`;
}

function equals(term: string, text: string): string {
  return `${term} == ${literal(text)}`;
}

function isPlain(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

function segmentPattern(segment: string): string {
  return segment === "**" ? "(?:[^/]*/)*" : `${textPattern(segment, "[^/]")}/`;
}

function textPattern(pattern: string, any: string): string {
  return [...pattern].map((sign) => (sign === "*" ? `${any}*` : sign === "?" ? any : escaped(sign))).join("");
}

function escaped(sign: string): string {
  return /[\\^$.*+?()[\]{}|]/.test(sign) ? `\\${sign}` : sign;
}
