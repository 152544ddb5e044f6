// Whether JSON is a manifest, as far as anything relies on its shape: a bundle comes from outside, and what reads a manifest does not
// look twice. Tells yes or no; what is missing nobody needs to know who does not write manifests by hand.

import { ACTS_MAX, MANIFEST_DEPTH_MAX, PAGES_MAX } from "../../base/limits.js";
import { extractors } from "../../words/column.js";
import { ruleEffects, severities } from "../../words/effects.js";
import { deeds, places, powers, uses } from "../../words/executable.js";
import { functions } from "../../words/functions.js";
import type { Manifest } from "../../words/manifest.js";
import { periods, relations, statuses } from "../../words/manifest.js";
import { roles } from "../../words/provenance.js";
import { questions } from "../../words/view.js";

/** Whether a value is a manifest of this version. */
export function isManifest(value: unknown): value is Manifest {
  if (!isRecord(value)) return false;
  const { counters, histories, demand } = value;
  const columns = isRecord(demand) ? demand["columns"] : null;
  const sizes: Sizes = {
    counters: lengthOf(counters), histories: lengthOf(histories), columns: lengthOf(columns), rowColumns: lengthOf(isRecord(demand) ? demand["rowColumns"] : null),
    sources: Number(value["sources"]), facts: factsIn(columns),
  };
  return ["packages", "catalogues", "tags", "counters"].every((key) => texts(value[key]))
    && isIndex(value["sources"], Number.MAX_SAFE_INTEGER)
    && lengthOf(value["acts"]) <= ACTS_MAX && records(value["acts"], (act) => text(act["name"]) && texts(act["verbs"]) && texts(act["nouns"]))
    && optional(value["executables"], (entries) => records(entries, isExecutable))
    && records(value["tools"], isTool)
    && records(value["rules"], (rule) => isRule(rule, sizes))
    && optional(value["heard"], (heard) => Array.isArray(heard) && heard.every((counter) => isIndex(counter, sizes.counters)))
    && records(histories, (history) => isHistory(history, sizes.counters))
    && records(value["patterns"], (pattern) => text(pattern["pattern"]) && isLetters(pattern["letters"]) && isMachine(pattern["forward"]) && isMachine(pattern["backward"]))
    && records(value["data"], (entry) => text(entry["name"]) && text(entry["type"]) && oneOf(entry["shape"], ["scalar", "list", "map"]) && oneOf(entry["of"], ["string", "number", "boolean", "any"]) && optional(entry["globs"], texts))
    && records(value["profiles"], (profile) => text(profile["runtime"]) && records(profile["facts"], (fact) => text(fact["name"])))
    && isDemand(demand, sizes) && isBounds(value["bounds"]);
}

type Fields = Readonly<Record<string, unknown>>;
/** How many of each there are: what indexes them must stay below. */
interface Sizes {
  readonly counters: number;
  readonly histories: number;
  readonly columns: number;
  readonly rowColumns: number;
  readonly sources: number;
  /** What a rule may need of the runtime: the facts that the bundle's views carry. */
  readonly facts: ReadonlySet<string>;
}

/** The facts of the runtime, by the names that rules have for them, that stand among these columns. */
function factsIn(columns: unknown): ReadonlySet<string> {
  const names = (Array.isArray(columns) ? columns : []).flatMap((column: unknown): readonly string[] => {
    if (!isRecord(column)) return [];
    const { kind, name, field } = column;
    return kind === "host" && text(name) ? [name] : kind === "principal" && text(field) ? [`principal.${field}`] : kind === "time" ? [kind] : [];
  });
  return new Set(names);
}

function isExecutable(entry: Fields): boolean {
  const all = (list: unknown, of: readonly string[]): boolean => texts(list) && list.every((word) => oneOf(word, of));
  const given = (clause: Fields): boolean => optional(clause["when"], texts) && optional(clause["unless"], texts);
  return texts(entry["names"]) && optional(entry["like"], text) && optional(entry["flags"], texts)
    && optional(entry["options"], (options) => records(options, (option) => texts(option["names"]) && all(option["uses"], uses)))
    && optional(entry["operands"], (clauses) => records(clauses, (clause) => oneOf(clause["place"], places) && all(clause["uses"], uses) && given(clause)))
    && optional(entry["may"], (clauses) => records(clauses, (clause) => all(clause["powers"], powers) && given(clause)))
    && optional(entry["does"], (clauses) => records(clauses, (clause) => all(clause["deeds"], deeds) && given(clause)));
}

function isTool(tool: Fields): boolean {
  return text(tool["name"]) && texts(tool["params"]) && texts(tool["declared"]) && typeof tool["open"] === "boolean"
    && records(tool["roles"], (role) => text(role["role"]) && text(role["path"]))
    && optional(tool["records"], (list) => records(list, (entry) => text(entry["path"]) && texts(entry["author"]) && texts(entry["title"]) && optional(entry["writes"], texts)))
    && optional(tool["irreversible"], (said) => said === true)
    && optional(tool["compensations"], (list) => records(list, isCompensation));
}

function isCompensation({ tool, args, when }: Fields): boolean {
  return text(tool) && records(args, (arg) => text(arg["name"]) && isTerm(arg["term"])) && (when === null || isTerm(when));
}

function isRule(rule: Fields, sizes: Sizes): boolean {
  return ["id", "kind", "effect", "title"].every((key) => text(rule[key])) && typeof rule["observe"] === "boolean"
    && oneOf(rule["kind"], ["unary", "relational", "host"]) && oneOf(rule["effect"], ruleEffects)
    && records(rule["reason"], (part) => part["kind"] !== "column" || isIndex(part["column"], sizes.columns)) && isRecord(rule["span"])
    && texts(rule["hostFacts"]) && rule["hostFacts"].every((name) => sizes.facts.has(name)) && optional(rule["source"], (source) => isIndex(source, sizes.sources)) && optional(rule["needs"], isNeeds) && optional(rule["pattern"], text)
    && optional(rule["severity"], (severity) => oneOf(severity, severities)) && optional(rule["tags"], texts)
    && optional(rule["into"], (into) => texts(into) && into.every((role) => oneOf(role, roles)))
    && optional(rule["rewrites"], (rewrites) => records(rewrites, (rewrite) => isRewrite(rewrite, sizes)));
}

/** Levels have numbers up to 2; one more is a need that nothing meets. */
function isNeeds(needs: unknown): boolean {
  return isRecord(needs) && (["trust", "secrecy"] as const).every((dimension) => optional(needs[dimension], (least) => isIndex(least, 4)));
}

function isRewrite(rewrite: Fields, sizes: Sizes): boolean {
  const { kind, path, keep } = rewrite;
  if (path !== null && !(texts(path) && path.length > 0)) return false;
  if (kind === "remove") return true;
  if (kind === "set") return isReplacement(rewrite["value"], sizes);
  return kind === "mask" && isReplacement(rewrite["of"], sizes) && text(rewrite["with"])
    && (keep === null || (isRecord(keep) && oneOf(keep["side"], ["first", "last"]) && isIndex(keep["count"], Number.MAX_SAFE_INTEGER)));
}

function isReplacement(value: unknown, sizes: Sizes): boolean {
  if (!isRecord(value)) return false;
  switch (value["kind"]) {
    case "literal": return isScalar(value["value"]);
    case "column": return isIndex(value["column"], sizes.columns);
    case "row": return true;
    case "row-column": return isIndex(value["column"], sizes.rowColumns);
    default: return false;
  }
}

function isHistory(history: Fields, counters: number): boolean {
  const { within, since, join, value } = history;
  const isWindow = within === null || (isRecord(within) && ((within["kind"] === "steps" && isCount(within["steps"])) || (within["kind"] === "time" && isCount(within["ms"]))
    || (within["kind"] === "calendar" && oneOf(within["period"], periods) && text(within["zone"]))));
  const isSince = since === null || (isRecord(since) && isIndex(since["counter"], counters) && oneOf(since["status"], statuses) && records(since["join"], isJoin));
  return text(history["key"]) && oneOf(history["fold"], ["count", "sum", "distinct", "latest", "all"]) && isIndex(history["counter"], counters) && oneOf(history["status"], statuses)
    && isWindow && isSince && records(join, isJoin) && typeof history["including"] === "boolean"
    && (value === null || isTerm(value)) && isCount(history["keep"]);
}

function isJoin(join: Fields): boolean {
  return isTerm(join["theirs"]) && oneOf(join["relation"], relations) && isTerm(join["ours"]);
}

function isLetters(letters: unknown): boolean {
  return isRecord(letters) && ["from", "of", "words"].every((key) => text(letters[key]));
}

function isMachine(machine: unknown): boolean {
  return isRecord(machine) && isCount(machine["width"]) && Array.isArray(machine["starts"]) && machine["starts"].length === 3 && machine["starts"].every(isCount) && text(machine["next"]) && text(machine["accepts"]);
}

function isDemand(demand: unknown, sizes: Sizes): boolean {
  if (!isRecord(demand) || !isRecord(demand["edges"])) return false;
  const { edges } = demand;
  return records(demand["columns"], (column) => text(column["type"]) && texts(column["for"]) && isColumn(column, 0)
      && (column["kind"] !== "history" || isIndex(column["history"], sizes.histories)) && (column["kind"] !== "count" || isIndex(column["counter"], sizes.counters)))
    && records(demand["rowColumns"], (column) => (column["roles"] === undefined || (texts(column["roles"]) && column["roles"].every((role) => oneOf(role, roles)))) && (column["kind"] === "extract" ? isExtractor(column["extractor"]) : column["kind"] === "term" && text(column["type"]) && isTerm(column["term"])))
    && ["rows", "provenance", "named"].every((key) => typeof demand[key] === "boolean")
    && ["value", "context", "declared"].every((key) => typeof edges[key] === "boolean");
}

function isBounds(bounds: unknown): boolean {
  if (!isRecord(bounds)) return false;
  const { steps, pages } = bounds;
  if (!isRecord(steps) || !isRecord(pages)) return false;
  const { start, most } = pages;
  return questions.every((question) => records(steps[question], (part) => isCount(part["times"]) && isIndex(part["rows"], 2) && isCount(part["lists"]) && isIndex(part["bytes"], 2)))
    && isIndex(most, PAGES_MAX + 1) && isIndex(start, most + 1);
}

/** Whether a column has a key: it is of a known kind and has what that kind needs. */
function isColumn(column: unknown, depth: number): boolean {
  if (!isRecord(column)) return false;
  switch (column["kind"]) {
    case "arg": case "result": return texts(column["path"]);
    case "extract": return texts(column["path"]) && isExtractor(column["extractor"]);
    case "host": case "data": return text(column["name"]);
    case "asked": return text(column["act"]) && optional(column["more"], (more) => more === true);
    case "delegated": return text(column["act"]);
    case "count": return text(column["key"]) && isCount(column["counter"]);
    case "history": return text(column["key"]) && isCount(column["history"]);
    case "repeats": case "alternates": case "approved": case "changed": case "time": case "tool": return true;
    case "approvers": return oneOf(column["scope"], ["sink", "tool"]) && typeof column["session"] === "boolean" && oneOf(column["field"], ["by", "role"]);
    case "principal": return oneOf(column["field"], ["id", "roles", "tenant"]);
    case "term": return isTerm(column["term"], depth + 1);
    case "sources": return text(column["rule"]) && isTerm(column["term"], depth + 1);
    default: return false;
  }
}

/** Terms are trees; deeper ones than any text gives are none. */
function isTerm(term: unknown, depth = 0): boolean {
  if (!isRecord(term) || depth > MANIFEST_DEPTH_MAX) return false;
  const below = (...parts: readonly unknown[]): boolean => parts.every((part) => isTerm(part, depth + 1));
  switch (term["kind"]) {
    case "literal": return isScalar(term["value"]);
    case "constant": return !isScalar(term["value"]) && isConstant(term["value"], depth);
    case "column": return isColumn(term["column"], depth);
    case "row": case "told": case "called": return true;
    case "item": case "position": return isCount(term["depth"]);
    case "field": return text(term["name"]) && below(term["of"]);
    case "apply": return (isExtractor(term["function"]) || (text(term["function"]) && Object.hasOwn(functions, term["function"]))) && Array.isArray(term["of"]) && below(...term["of"]);
    case "each": return below(term["list"], term["body"]) && optional(term["where"], (where) => below(where));
    case "lookup": return isTable(term["table"]) && below(term["key"]);
    case "member": return text(term["data"]) && below(term["of"]);
    case "else": return below(term["left"], term["right"]);
    default: return false;
  }
}

function isTable(table: unknown): boolean {
  if (!isRecord(table)) return false;
  if (table["kind"] === "data") return text(table["name"]);
  return table["kind"] === "entries" && Array.isArray(table["entries"])
    && table["entries"].every((entry: unknown) => Array.isArray(entry) && entry.length === 2 && text(entry[0]) && isConstant(entry[1], 0));
}

/** A scalar, a list or a map of the text. */
function isConstant(value: unknown, depth: number): boolean {
  if (isScalar(value)) return true;
  if (!isRecord(value) || depth > MANIFEST_DEPTH_MAX) return false;
  const { list, map } = value;
  if (Array.isArray(list)) return map === undefined && list.every((item) => isConstant(item, depth + 1));
  return list === undefined && Array.isArray(map) && map.every((entry: unknown) => Array.isArray(entry) && entry.length === 2 && text(entry[0]) && isConstant(entry[1], depth + 1));
}

function isRecord(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function text(value: unknown): value is string {
  return typeof value === "string";
}
function texts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every(text);
}
function records(list: unknown, fits: (item: Fields) => boolean): boolean {
  return Array.isArray(list) && list.every((item: unknown) => isRecord(item) && fits(item));
}
function optional(value: unknown, fits: (value: unknown) => boolean): boolean {
  return value === undefined || fits(value);
}
function oneOf(value: unknown, choices: readonly string[]): boolean {
  return choices.some((choice) => choice === value);
}
function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
function isExtractor(value: unknown): value is string {
  return typeof value === "string" && Object.hasOwn(extractors, value);
}
function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}
function isIndex(value: unknown, below: number): value is number {
  return isCount(value) && value < below;
}
function lengthOf(list: unknown): number {
  return Array.isArray(list) ? list.length : 0;
}
