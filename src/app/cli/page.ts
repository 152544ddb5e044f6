// The files of a package and the package compiled -> what stands on its page: plain data, in the package's own words where it has
// any. A condition is shown as it was written, so that what is reviewed is what was meant. Knows no Markdown.

import type { Lowered } from "../../compile.js";
import type { Item, PolicyFile, RuleClause, RuleItem, ToolClause } from "../../language/syntax/ast.js";
import type { Span } from "../../base/span.js";
import { textsOf } from "./json.js";
import { placeJson } from "./json.js";
import type { PlaceJson } from "./json.js";

/** A rule as it is reviewed. */
export interface RulePage extends PlaceJson {
  readonly rule: string;
  readonly kind: "unary" | "relational" | "host";
  readonly runtime: string | null;
  readonly effect: string;
  readonly title: string;
  readonly severity: string | null;
  readonly tags: readonly string[];
  /** It is on trial: reported, and never decides. */
  readonly observe: boolean;
  /** Whether it fires where its condition is unknown. */
  readonly unknownFires: boolean;
  /** What it is for: the text behind `on` or `to`. */
  readonly appliesTo: string;
  /** All that decides whether it fires and what it changes, as written. */
  readonly condition: string;
  readonly reason: string | null;
  /** Facts without which it is inactive. */
  readonly needs: readonly string[];
}

/** A tool as it is bound; conditions as written. */
export interface ToolPage {
  readonly tool: string;
  readonly ops: readonly string[];
  readonly sinks: readonly string[];
  readonly acts: readonly string[];
  readonly roles: readonly string[];
  readonly results: readonly string[];
}

/** What is said of one package. */
export interface Page {
  readonly package: string;
  readonly files: readonly string[];
  /** What its files say before anything else. */
  readonly about: readonly string[];
  readonly uses: readonly string[];
  readonly catalogues: readonly string[];
  readonly rules: readonly RulePage[];
  readonly tools: readonly ToolPage[];
  readonly labels: readonly { readonly resource: string; readonly globs: readonly string[]; readonly labels: string }[];
  readonly acts: readonly { readonly act: string; readonly verbs: readonly string[]; readonly nouns: readonly string[] }[];
  /** Constants, definitions, dimensions and tags, as written. */
  readonly definitions: readonly string[];
  readonly data: readonly { readonly data: string; readonly type: string }[];
  readonly runtimes: readonly { readonly runtime: string; readonly facts: readonly { readonly fact: string; readonly type: string }[] }[];
  /** Facts that rules read, and the rules that are inactive where a runtime does not provide them. */
  readonly needs: readonly { readonly fact: string; readonly rules: readonly string[] }[];
  readonly tests: readonly string[];
}

/** The page of a package. */
export function pageOf(name: string, files: readonly PolicyFile[], { manifest }: Lowered): Page {
  const items = files.flatMap((file) => file.items);
  const texts = textsOf(files);
  const entries = new Map(manifest.rules.map((rule) => [rule.id, rule]));
  const rules = items.flatMap((item): readonly RulePage[] => {
    if (item.kind !== "rule") return [];
    const entry = entries.get(`${name}.${item.name.text}`);
    return [{ ...rulePage(name, item, texts), title: entry?.title ?? item.title?.text ?? "", needs: entry?.hostFacts ?? [] }];
  });
  const facts = [...new Set(rules.flatMap((rule) => rule.needs))].sort();
  return {
    package: name,
    files: files.map(({ file }) => file),
    about: files.flatMap(aboutOf),
    uses: [...new Set(files.flatMap((file) => file.uses.map(({ text }) => text)))].sort(),
    catalogues: [...new Set(files.flatMap((file) => file.catalogues.map(({ text }) => text)))].sort(),
    rules,
    tools: items.flatMap((item) => (item.kind === "tool" ? [{ tool: item.name.text, ...toolPage(item.clauses, texts) }] : [])),
    labels: items.flatMap((item) => (item.kind === "label" ? [{ resource: item.resource.text, globs: item.globs.map(({ text }) => text), labels: written(item.clauses, texts) }] : [])),
    acts: items.flatMap((item) => (item.kind === "act" ? [{ act: item.name.text, verbs: item.verbs.map(({ text }) => text), nouns: item.nouns.map(({ text }) => text) }] : [])),
    definitions: items.filter(isDefinition).map((item) => textAt(item.span, texts)),
    data: items.flatMap((item) => (item.kind === "data" ? [{ data: item.name.text, type: textAt(item.type.span, texts) }] : [])),
    runtimes: items.flatMap((item) => (item.kind === "runtime" ? [{ runtime: item.name.text, facts: item.facts.map((fact) => ({ fact: fact.name.text, type: textAt(fact.type.span, texts) })) }] : [])),
    needs: facts.map((fact) => ({ fact, rules: rules.filter(({ needs }) => needs.includes(fact)).map(({ rule }) => rule) })),
    tests: items.flatMap((item) => (item.kind === "test" ? [item.title.text] : [])),
  };
}

type Texts = ReadonlyMap<string, string>;

function rulePage(pack: string, item: RuleItem, texts: Texts): Omit<RulePage, "needs"> {
  const find = <K extends RuleClause["kind"]>(kind: K): Extract<RuleClause, { readonly kind: K }> | undefined =>
    item.clauses.find((clause): clause is Extract<RuleClause, { readonly kind: K }> => clause.kind === kind);
  const on = find("on") ?? find("to");
  return {
    rule: `${pack}.${item.name.text}`, ...placeJson(item.span, texts), kind: item.rule, runtime: item.runtime?.text ?? null, effect: item.effect.text, title: item.title?.text ?? "",
    severity: find("severity")?.severity.text ?? null,
    tags: (find("tags")?.tags ?? []).map(({ text }) => text),
    observe: find("observe") !== undefined,
    unknownFires: find("unknown-skip") === undefined,
    appliesTo: on === undefined ? "" : textAt(on.selector.span, texts),
    condition: item.clauses.filter(({ kind }) => !aside.includes(kind)).map(({ span }) => textAt(span, texts)).join("\n"),
    reason: find("because")?.text.text ?? null,
  };
}

/** Clauses that have places of their own on the page. */
const aside: readonly RuleClause["kind"][] = ["because", "severity", "tags", "observe"];

function toolPage(clauses: readonly ToolClause[], texts: Texts): Omit<ToolPage, "tool"> {
  const of = (kind: ToolClause["kind"]): readonly string[] => clauses.filter((clause) => clause.kind === kind).map(({ span }) => textAt(span, texts).replace(/^\w+\s+/, ""));
  return { ops: of("op"), sinks: of("sink"), acts: of("act"), roles: of("role"), results: [...of("result"), ...of("format")] };
}

function isDefinition({ kind }: Item): boolean {
  return kind === "const" || kind === "define" || kind === "dimension" || kind === "tag";
}

/** Comments before everything else, as one text. */
function aboutOf(file: PolicyFile): readonly string[] {
  const first = Math.min(file.package.span.start, ...file.items.map(({ span }) => span.start));
  const lines = file.comments.filter(({ span }) => span.end <= first).map(({ text }) => text.replace(/^\/\/+\s?|^#+\s?/, "").trim());
  return lines.length === 0 ? [] : [lines.join(" ")];
}

function written(clauses: readonly { readonly span: Span }[], texts: Texts): string {
  return clauses.map(({ span }) => textAt(span, texts)).join(", ");
}

/** What stands at a place; further lines begin where they did, less what all of them have. */
function textAt({ file, start, end }: Span, texts: Texts): string {
  const text = texts.get(file) ?? "";
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  return text.slice(start, end).split(/\r?\n/).map((line, at) => (at === 0 ? line : line.slice(Math.min(column, line.length - line.trimStart().length)))).join("\n");
}
