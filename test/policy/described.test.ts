// The tables of the language -> whether the documents speak of each row: docs/functions.md of functions, extractors and fields,
// docs/semantics.md of conditions, values, terms and columns. Knows not whether what they say is right.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Condition, Order, Value } from "../../src/language/check/policy.js";
import { ruleEffects } from "../../src/words/effects.js";
import { extractors } from "../../src/words/column.js";
import type { Column } from "../../src/words/column.js";
import { functions, shellCommand, sqlStatement } from "../../src/words/functions.js";
import type { FunctionRow, TypeText } from "../../src/words/functions.js";
import { periods, relations, statuses } from "../../src/words/manifest.js";
import type { Term } from "../../src/words/term.js";

/** What is written for each kind: one that is new has no line here, and does not compile. */
type Said<Kind extends string> = Readonly<Record<Kind, readonly string[]>>;
const orders: Said<Order> = { "==": ["=="], "!=": ["!="], "<": ["<"], "<=": ["<="], ">": [">"], ">=": [">="] };

const conditions: Said<Condition["kind"]> = {
  constant: ["[[true]], [[false]]"], and: ["[[c and d]]"], or: ["[[c or d]]"], not: ["[[not c]]"], truth: ["[[b]]                  = T/F for a boolean"], present: ["[[present(k)]]"],
  compare: ["[[a == b]]", "[[a < b]]"], in: ["[[x in {a..}]]"], text: ["[[s contains p]]"], matches: ["[[s matches k P]]"], has: ["[[l has x]]"],
  quantified: ["[[some x in l (c)]]", "[[every x in l (c)]]"], op: ["[[op in O]]"], tool: ["[[tool in T]]"], trust: ["[[trust(L) o x]]"], secrecy: ["[[secrecy(L) o x]]"],
  tagged: ["[[tag in L]]"], shape: ["[[shape(r) in S]]"], who: ["who and named alike"], named: ["who and named alike"],
};
const values: Said<Value["kind"]> = {
  string: ["[[s]]"], number: ["[[n]]"], boolean: ["[[b]] "], column: ["[[column k]]"], row: ["[[row]]"], "row-column": ["[[row column k]]"],
  element: ["[[element d]]"], item: ["[[item(l, d1..dm)]]"], else: ["[[a else b]]"],
};
const terms: Said<Term["kind"]> = {
  literal: ["[[literal]]"], constant: ["[[literal]]"], column: ["[[column k]]"], row: ["[[row]]"], told: ["[[told(r)]]"], called: ["[[called(r)]]"], item: ["[[item d]]"], position: ["[[position d]]"], field: ["[[e.x]]"],
  apply: ["[[f(e1..ek)]]"], each: ["[[each(l: e)]]", "[[each(l where c: e)]]"], lookup: ["[[m[k]]]"], member: ["[[x in data D]]"], else: ["[[a else b]]"],
};
const columns: Said<Column["kind"]> = {
  arg: ["`args.x`"], host: ["facts of the runtime"], extract: ["an extractor"], asked: ["`asked(ACT)`", "`asked(ACT, more)`"], delegated: ["`delegated(ACT)`"], count: ["`count(...)`", "count       = |M|"],
  repeats: ["`repeats(tool, args)`"], alternates: ["`alternates(tool, args)`"], approved: ["`approved(sink)`"], changed: ["`changed(tool)`"], approvers: ["`approvers(sink)`", "`approver_roles(sink)`"],
  tool: ["`tool`"], result: ["`result.x`"], principal: ["`principal.x`"], time: ["`time`"], history: ["sum = ", "distinct = ", "latest = ", "all         ="], data: ["`data x`"], term: ["a term of them"], sources: ["`source.x`"],
};

const read = (name: string): string => readFileSync(fileURLToPath(new URL(`../../docs/${name}`, import.meta.url)), "utf8");

describe("docs/semantics.md", () => {
  const text = read("semantics.md");
  const all = { conditions, values, terms, columns, orders };

  it.each(Object.entries(all))("speaks of all %s", (_, said) => {
    expect(Object.values(said).flat().filter((words) => !text.includes(words))).toEqual([]);
  });

  it("names every effect, status, period and comparison with an earlier call", () => {
    const words = new Set(text.split(/[^a-z<>=!]+/));
    expect([...ruleEffects, ...statuses, ...periods, ...relations.flatMap((relation) => relation.split(" "))].filter((word) => !words.has(word))).toEqual([]);
  });

  it("says where the kernel's part stands, and it stands there", () => {
    const kernel = read("kernel.md");
    const [told = ""] = /What the kernel puts in a column[\s\S]*?\n\n/.exec(text) ?? [];
    const places = [...told.matchAll(/\(([A-Z][a-z][a-z, A-Z]*)\)/g)].flatMap(([, named = ""]) => named.split(", "));
    expect(places.length).toBeGreaterThan(8);
    // A heading may itself have commas in it.
    const headings = new Set(kernel.split("\n").flatMap((line) => (line.startsWith("## ") ? line.slice("## ".length).replace(/ \(.*/, "").split(", ") : [])));
    expect(places.filter((place) => !headings.has(place))).toEqual([]);
  });
});

describe("docs/functions.md", () => {
  const [calls = "", fields = ""] = read("functions.md").split("\n## Records\n");
  const rows = rowsOf(calls).map(([form, gives]) => ({ name: nameIn(form), gives }));
  const of = (name: string): readonly string[] => rows.filter((row) => row.name === name).map(({ gives }) => gives);
  const written = Object.entries<FunctionRow>(functions).filter(([, row]) => row.internal !== true);

  it("has one row for each function that policies write, with what it gives", () => {
    expect(written.length).toBeGreaterThan(50);
    for (const [name, row] of written) expect(of(name), name).toEqual([spelt(row.gives)]);
  });

  it("has one row for each extractor, and none for what only the checker writes", () => {
    const inner = Object.entries<FunctionRow>(functions).flatMap(([name, row]) => (row.internal === true ? [name] : []));
    for (const name of Object.keys(extractors)) expect(of(name).length, name).toBe(name.endsWith("_fold") ? 0 : 1);
    expect(inner.flatMap(of)).toEqual([]);
    const known = new Set([...written.map(([name]) => name), ...Object.keys(extractors)]);
    expect(rows.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  it("has one row for each field of a command and a statement", () => {
    const types = [shellCommand, sqlStatement].flatMap((type) => (typeof type === "object" && "record" in type ? Object.entries(type.record) : []));
    expect(rowsOf(fields)).toEqual(types.map(([name, type]) => [name, spelt(type)]));
  });
});

/** The first two cells of each row that has a third: how it is written, and what it gives. */
function rowsOf(page: string): readonly (readonly [form: string, gives: string])[] {
  return [...page.matchAll(/^\| `(.+?)` \| ([^|]+) \| .+ \|$/gm)].map(([, form = "", gives = ""]) => [form, gives]);
}

/** The function that a call calls, as it is written: a sign between two, a look-up, a name, a name with a field behind its arguments. */
function nameIn(form: string): string {
  const sign = /^\w+ (\W) \w+$/.exec(form)?.[1];
  if (sign !== undefined) return sign;
  return form.endsWith("]") ? "[]" : form.replace(/\(.*\)/, "");
}

function spelt(type: TypeText): string {
  if (typeof type === "string") return type;
  if ("map" in type) return `map of ${spelt(type.map)}`;
  return "list" in type ? `list of ${spelt(type.list)}` : "records";
}
