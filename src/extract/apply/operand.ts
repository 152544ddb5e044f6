// Functions over typed operands as functions over any: an operand of another type makes the result unknown.
// Knows no function by name.

import { numberCell, textCell } from "../../words/cell.js";
import type { TermList, TermRecord, TermValue } from "../../words/term.js";
import type { Patterns } from "../spans.js";
import { isListValue, isRecordValue, type Known } from "../value.js";

/** What computes a function: its operands are there and known. */
export type Applied = (operands: readonly Known[], patterns: Patterns) => TermValue;
/** Functions by name. */
export type Table = Readonly<Record<string, Applied>>;

/** Of one text. */
export function ofText(compute: (text: string) => TermValue): Applied {
  return ([text]) => (typeof text === "string" ? compute(text) : null);
}
/** Of two texts. */
export function ofTexts(compute: (one: string, two: string) => TermValue): Applied {
  return ([one, two]) => (typeof one === "string" && typeof two === "string" ? compute(one, two) : null);
}
/** Of a text and a number. */
export function ofTextAndNumber(compute: (text: string, number: number) => TermValue): Applied {
  return ([text, number]) => (typeof text === "string" && typeof number === "number" ? compute(text, number) : null);
}
/** Of a number and a text. */
export function ofNumberAndText(compute: (number: number, text: string) => TermValue): Applied {
  return ([number, text]) => (typeof text === "string" && typeof number === "number" ? compute(number, text) : null);
}
/** Of one number, to one. */
export function ofNumber(compute: (number: number) => number): Applied {
  return ([number]) => (typeof number === "number" ? exact(compute(number)) : null);
}
/** Of two numbers, to one. */
export function ofNumbers(compute: (one: number, two: number) => number): Applied {
  return ([one, two]) => (typeof one === "number" && typeof two === "number" ? exact(compute(one, two)) : null);
}
/** Of a list. */
export function ofList(compute: (list: TermList) => TermValue): Applied {
  return ([list]) => (list !== undefined && isListValue(list) ? compute(list) : null);
}
/** Of a list of which every item is known and a number. */
export function ofAllNumbers(compute: (numbers: readonly number[]) => TermValue): Applied {
  return ofList((list) => (!list.open && list.items.every((item): item is number => typeof item === "number") ? compute(list.items) : null));
}
/** Of a record or map. */
export function ofRecord(compute: (record: TermRecord) => TermValue): Applied {
  return ([record]) => (record !== undefined && isRecordValue(record) ? compute(record) : null);
}

/** A number as the language has it: finite, as an integer exact, and 0 without a sign. */
export function exact(number: number): number | null {
  return numberCell(number + 0);
}
/** Texts as a list; one that is no text of the language is unknown. */
export function texts(items: readonly string[], open = false): TermList {
  return { items: items.map(textCell), open };
}
