// A folder of policy texts, parsed and checked as one bundle: what the cases of test/policy/check are made of.
// Reads folders; knows no golden files.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { sorted } from "../../src/base/diagnostic.js";
import type { Outcome } from "../../src/base/diagnostic.js";
import { check } from "../../src/language/check/check.js";
import type { Policy } from "../../src/language/check/policy.js";
import { parse } from "../../src/language/syntax/parse.js";

/** Texts by file name. */
export type Texts = ReadonlyMap<string, string>;

/** The policy files of a folder. */
export function readTexts(folder: string): Texts {
  const names = readdirSync(folder).filter((name) => name.endsWith(".policy")).sort();
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

/** Parses and checks texts as one bundle; findings of both steps. */
export function checkTexts(texts: Texts): Outcome<Policy> {
  const parsed = [...texts].map(([file, text]) => parse({ file, text }));
  const checked = check(parsed.flatMap((outcome) => outcome.value ?? []));
  const diagnostics = sorted([...parsed.flatMap((outcome) => outcome.diagnostics), ...checked.diagnostics]);
  return checked.value === undefined ? { diagnostics } : { value: checked.value, diagnostics };
}

/** The policy of one text that must be sound; throws with its findings where it is not. */
export function policyOf(text: string): Policy {
  const { value, diagnostics } = checkTexts(new Map([["test.policy", text]]));
  if (value === undefined) throw new Error(diagnostics.map((finding) => `${finding.code}: ${finding.message}`).join("\n"));
  return value;
}
