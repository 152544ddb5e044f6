// Literals, sets of them, and the constants that stand for them. A constant is what was written for it, read where it is used;
// words in a set stay words until a comparison gives them a meaning.

import { numberCell, textCell } from "../../words/cell.js";
import type { Expression, Name } from "../syntax/ast.js";
import { find } from "./names.js";
import type { Declared } from "./names.js";
import type { Operand } from "./operand.js";
import type { Place } from "./place.js";
import type { ConstItem } from "../syntax/ast.js";

type Literal = Extract<Expression, { kind: "string" | "number" | "boolean" }>;
type SetExpression = Extract<Expression, { kind: "set" }>;

/** A string, number or boolean; one that no value can equal is reported. */
export function readLiteral(literal: Literal, place: Place): Operand {
  const { span } = literal;
  switch (literal.kind) {
    case "string":
      if (textCell(literal.value) === null) return refuse(literal, place, "well-formed Unicode", "a string with half a character");
      return { kind: "value", value: { kind: "string", value: literal.value }, type: "string", form: "plain", span };
    case "number":
      if (numberCell(literal.value) === null) return refuse(literal, place, "a finite number, exact up to 2^53", `\`${literal.value}\``);
      return { kind: "value", value: { kind: "number", value: literal.value }, type: "number", form: "plain", span };
    case "boolean":
      return { kind: "value", value: { kind: "boolean", value: literal.value }, type: "boolean", form: "plain", span };
  }
}

/** A set with the constants in it put in: strings or numbers, and words. */
export function readSet(set: SetExpression, place: Place, trail: readonly ConstItem[] = []): Operand {
  const strings: Name[] = [];
  const numbers: number[] = [];
  const words: Name[] = [];
  let wrong = false;
  const take = (item: Expression, operand: Operand): void => {
    if (operand.kind === "set") {
      strings.push(...operand.strings);
      numbers.push(...operand.numbers);
      words.push(...operand.words);
    } else if (operand.kind === "value" && operand.value.kind === "string") strings.push({ text: operand.value.value, span: item.span });
    else if (operand.kind === "value" && operand.value.kind === "number") numbers.push(operand.value.value);
    else if (operand.kind === "word") words.push(operand.name);
    else {
      if (operand.kind !== "wrong") place.report.add("check/not-constant", item.span, {});
      wrong = true;
    }
  };
  for (const item of set.items) take(item, readItem(item, place, trail));
  if (strings.length > 0 && numbers.length > 0) {
    place.report.add("check/wrong-type", set.span, { expected: "strings alone or numbers alone", found: "both in one set" });
    wrong = true;
  }
  return wrong ? { kind: "wrong", span: set.span } : { kind: "set", strings, numbers, words, span: set.span };
}

/** What a constant stands for, with the span of where it is used. */
export function readConstant(declared: Declared<ConstItem>, place: Place, span = declared.name.span, trail: readonly ConstItem[] = []): Operand {
  if (trail.includes(declared.item)) {
    place.report.add("check/recursive-constant", declared.name.span, { name: declared.name.text });
    return { kind: "wrong", span };
  }
  const operand = readItem(declared.item.value, { ...place, pack: declared.pack }, [...trail, declared.item]);
  if (operand.kind === "value" || operand.kind === "set" || operand.kind === "wrong") return { ...operand, span };
  if (operand.kind === "word") return { ...operand, span };
  place.report.add("check/not-constant", declared.item.value.span, {});
  return { kind: "wrong", span };
}

/** A literal, a set, or the name of a constant or word; anything else is no constant. */
function readItem(item: Expression, place: Place, trail: readonly ConstItem[]): Operand {
  switch (item.kind) {
    case "string": case "number": case "boolean": return readLiteral(item, place);
    case "set": return readSet(item, place, trail);
    case "name": {
      const constant = find(place.names, place.names.constants, place.pack, item.name, place.report);
      return constant === undefined ? { kind: "word", name: item.name, span: item.span } : readConstant(constant, place, item.span, trail);
    }
    default:
      place.report.add("check/not-constant", item.span, {});
      return { kind: "wrong", span: item.span };
  }
}

function refuse(literal: Literal, place: Place, expected: string, found: string): Operand {
  place.report.add("check/wrong-type", literal.span, { expected, found });
  return { kind: "wrong", span: literal.span };
}
