// Comparisons with words: levels, tags, shapes, principals, ops and tools.
// The left side says which words there are.

import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { SecrecyLevel } from "../../words/labels.js";
import { ops } from "../../words/ops.js";
import { principals, shapes } from "../../words/provenance.js";
import type { Comparison, Expression, Name } from "../syntax/ast.js";
import { either, inverse, nothing } from "./condition.js";
import { resolved } from "./define.js";
import { compareDimension } from "./dimension.js";
import { readConstant } from "./literal.js";
import { declaredElsewhere, find, seenNames } from "./names.js";
import { nameOf } from "./operand.js";
import type { Operand } from "./operand.js";
import type { Place } from "./place.js";
import { compareNumbers } from "./policy.js";
import type { Condition, LabelSubject, Order } from "./policy.js";
import { reportLevel, reportUnknown, reportWord } from "./report.js";

type Compare = Extract<Expression, { kind: "compare" }>;
type Wordy = Extract<Operand, { kind: "trust" | "secrecy" | "dimension" | "tags" | "op" | "tool" | "shape" | "who" }>;

/** A word, and where it stands: what it names is looked for there. */
interface Word extends Name {
  readonly place: Place;
}

/** Which comparisons each may stand in. */
const operators: { readonly [kind in Wordy["kind"]]: readonly Comparison[] } = {
  trust: ["==", "!=", "<", "<=", ">", ">=", "in"],
  secrecy: ["==", "!=", "<", "<=", ">", ">=", "in"],
  dimension: ["==", "!=", "<", "<=", ">", ">=", "in"],
  tags: ["has", "excludes"],
  who: ["has", "excludes"],
  op: ["==", "!=", "in"],
  tool: ["==", "!=", "in"],
  shape: ["==", "!=", "in"],
};

/** Whether it is something that only words are compared with. */
export function isWordy(operand: Operand): operand is Wordy {
  return Object.hasOwn(operators, operand.kind);
}

/** Something that only words are compared with, and the words. */
export function compareWords(left: Wordy, compare: Compare, right: Expression, place: Place): Condition {
  const { operator } = compare;
  if (!operators[left.kind].includes(operator)) {
    place.report.add("check/wrong-operator", compare.span, { operator, what: nameOf(left) }, { help: `compare it with ${operators[left.kind].map((one) => `\`${one}\``).join(", ")}` });
    return nothing;
  }
  if (compare.ignoreCase) {
    place.report.add("check/no-folding", left.span, {});
    return nothing;
  }
  const words = readWords(left, right, operator === "in", place);
  if (words === null) return nothing;
  const positive = compareEach(left, compare, words, place);
  return operator === "excludes" || (operator === "!=" && left.kind !== "trust" && left.kind !== "secrecy" && left.kind !== "dimension") ? inverse(positive) : positive;
}

function compareEach(left: Wordy, compare: Compare, words: readonly Word[], place: Place): Condition {
  const { span } = compare;
  switch (left.kind) {
    case "trust": case "secrecy": return compareLevels(left.kind, left.subject, compare, words, place);
    case "dimension": return compareDimensions(left, compare, words, place);
    case "tags": {
      const tags = words.filter(isTag);
      return tags.length < words.length ? nothing : { kind: "tagged", subject: left.subject, tag: tags[0]?.text ?? "", span };
    }
    case "who": {
      const known = words.flatMap((word) => inWords(principals, word, "principal", place));
      return known.length < words.length ? nothing : { kind: "who", principals: known, span };
    }
    case "shape": {
      const known = words.flatMap((word) => inWords(shapes, word, "shape", place));
      return known.length < words.length ? nothing : { kind: "shape", shapes: known, span };
    }
    case "op": {
      const known = words.flatMap((word) => ops.find((op) => op === word.text) ?? []);
      for (const word of words) if (!(ops as readonly string[]).includes(word.text)) reportUnknown(place.report, "check/unknown-op", word, ops);
      return known.length < words.length ? nothing : { kind: "op", ops: known, span };
    }
    case "tool": {
      const known = words.filter((word) => place.names.tools.has(word.text));
      for (const word of words) if (!place.names.tools.has(word.text)) reportUnknown(place.report, "check/unknown-tool", word, place.names.tools.keys());
      return known.length < words.length ? nothing : { kind: "tool", tools: known.map((word) => word.text), span };
    }
  }
}

/** Of a word that is a level of another dimension: which. */
function dimensionHint({ text }: Name, { names }: Place): string | undefined {
  const known = [...names.lattices.values()].find(({ levels }) => levels.includes(text));
  return known === undefined ? undefined : `\`${text}\` is a level of \`${known.name}\``;
}

/** Levels of a declared dimension; of a set, any of them. */
function compareDimensions({ dimension, subject }: Extract<Wordy, { kind: "dimension" }>, { operator, span }: Compare, words: readonly Word[], place: Place): Condition {
  const levels = words.filter((word) => {
    if (dimension.levels.includes(word.text)) return true;
    reportLevel(place.report, dimension.name, word, dimension.levels, dimensionHint(word, place));
    return false;
  });
  if (levels.length < words.length) return nothing;
  const each = levels.map((level) => compareDimension(subject, dimension, orderOf(operator), level.text, span));
  const condition = each.reduce(either);
  if (condition.kind === "constant") place.report.add("check/constant-condition", span, { value: String(condition.value) });
  return condition;
}

function compareLevels(kind: "trust" | "secrecy", subject: LabelSubject, compare: Compare, words: readonly Name[], place: Place): Condition {
  const levels = words.flatMap((word) => {
    const level = secrecyLevels.find((known) => known === word.text);
    if (level === undefined) reportLevel(place.report, kind, word, secrecyLevels, dimensionHint(word, place));
    return level ?? [];
  });
  const one = (order: Order, level: SecrecyLevel): Condition => {
    // Whatever the labels are: no level is below `low` or above `high`.
    const answers = secrecyLevels.map((_, rank) => compareNumbers(order, rank, secrecyLevels.indexOf(level)));
    const [always] = answers;
    if (always !== undefined && answers.every((answer) => answer === always)) place.report.add("check/constant-condition", compare.span, { value: always ? "true" : "false" });
    return { kind, subject, order, level, span: compare.span };
  };
  // Of a set: what it holds together, as one comparison where that is one.
  const inSet = secrecyLevels.filter((level) => levels.includes(level));
  const [lowest, highest] = [inSet[0], inSet.at(-1)];
  if (levels.length < words.length || lowest === undefined || highest === undefined) return nothing;
  if (inSet.length === 1) return one(orderOf(compare.operator), lowest);
  if (inSet.length === secrecyLevels.length || lowest === "low" && highest === "medium") return one("<=", highest);
  return lowest === "medium" ? one(">=", lowest) : either(one("==", lowest), one("==", highest));
}

function orderOf(operator: Comparison): Order {
  switch (operator) {
    case "!=": case "<": case "<=": case ">": case ">=": return operator;
    default: return "==";
  }
}

/** The words on the other side; null where there are none, which is reported. A word of the vocabulary is one even where a constant has its name. */
function readWords(left: Wordy, right: Expression, many: boolean, place: Place): readonly Word[] | null {
  const words = wordsOf(right, left.kind === "tool", place);
  if (words === null || words.length === 0) {
    place.report.add("check/wrong-type", right.span, { expected: expectedOf(left, many), found: right.kind === "string" ? "a string" : right.kind === "number" ? "a number" : right.kind === "boolean" ? "true or false" : "something else" },
      right.kind !== "string" ? {} : { help: `write the word without quotes: \`${right.value}\``, edit: /^[A-Za-z_][\w-]*$/.test(right.value) ? { span: right.span, text: right.value } : undefined });
    return null;
  }
  if (!many && (right.kind === "set" || words.length > 1)) {
    place.report.add("check/wrong-type", right.span, { expected: expectedOf(left, many), found: "a set" }, { help: "a set is asked with `in`; tags and principals one by one, joined with `and` or `or`" });
    return null;
  }
  return words;
}

function expectedOf(left: Wordy, many: boolean): string {
  const one = left.kind === "dimension" ? listed(left.dimension.levels) : left.kind === "tags" ? "a tag" : left.kind === "who" ? "a principal" : left.kind === "trust" || left.kind === "secrecy" ? "`low`, `medium` or `high`" : `${nameOf(left)}`;
  return many ? "a set of words, as `{a, b}`" : one;
}

function listed(words: readonly string[]): string {
  const quoted = words.map((word) => `\`${word}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1) ?? ""}`;
}

function wordsOf(written: Expression, strings: boolean, at: Place): readonly Word[] | null {
  const { expression: right, place } = resolved(written, at);
  switch (right.kind) {
    case "name": {
      const constant = vocabulary.has(right.name.text) ? undefined : find(place.names, place.names.constants, place.pack, right.name, place.report);
      if (constant === undefined) return [{ ...right.name, place }];
      const operand = readConstant(constant, place, right.span);
      const inPack = { ...place, pack: constant.pack };
      if (operand.kind === "word") return [{ ...operand.name, place: inPack }];
      if (operand.kind !== "set" || operand.numbers.length > 0 || (!strings && operand.strings.length > 0)) return null;
      return [...operand.words, ...operand.strings].map((word) => ({ ...word, place: inPack }));
    }
    case "string": return strings ? [{ text: right.value, span: right.span, place }] : null;
    case "set": {
      const each = right.items.map((item) => wordsOf(item, strings, place));
      return each.includes(null) ? null : each.flatMap((words) => words ?? []);
    }
    default: return null;
  }
}

const vocabulary: ReadonlySet<string> = new Set([...trustLevels, ...ops, ...principals, ...shapes]);

function isTag(word: Word): boolean {
  const { place } = word;
  if (find(place.names, place.names.tags, place.pack, word, place.report) !== undefined) return true;
  reportUnknown(place.report, "check/unknown-tag", word, seenNames(place.names, place.names.tags, place.pack), declaredElsewhere(place.names.tags, word.text));
  return false;
}

function inWords<T extends string>(words: readonly T[], word: Name, what: string, place: Place): readonly T[] {
  const known = words.filter((one) => one === word.text);
  if (known.length === 0) reportWord(place.report, what, word, words);
  return known;
}
