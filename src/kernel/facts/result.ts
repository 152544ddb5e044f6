// What a call gave, as rules read it: the JSON it is or is the text of, else its text. A number or truth that stands in a text is text:
// `number(result)` reads it. What readers would disagree on is unknown.

import { textOf } from "../../extract/segments.js";
import { isRecordValue, valueOfJson } from "../../extract/value.js";
import type { TermValue } from "../../words/term.js";
import { parseStrict } from "../event/strict.js";

/** The value of a result's content, which may be of any kind; null where it cannot be read. Never throws for JSON of ours. */
export function resultOf(content: unknown): TermValue {
  const text = textOf(content);
  if (text === null) return null;
  return isText(content) ? structureOf(text) : valueOfJson(JSON.parse(text));
}

/** A part of a result: absent where there is no such field. */
export function partAt(value: TermValue, path: readonly string[]): TermValue {
  let part = value;
  for (const name of path) {
    if (part === null) return null;
    part = isRecordValue(part) ? part.fields.get(name) : undefined;
  }
  return part;
}

/** A text, or a list of text parts. */
function isText(content: unknown): boolean {
  return typeof content === "string" || (Array.isArray(content) && content.length > 0 && content.every((part: unknown) => typeof part === "object" && part !== null && "type" in part && part.type === "text" && "text" in part && typeof part.text === "string"));
}

function structureOf(text: string): TermValue {
  if (!/^\s*[[{]/.test(text)) return valueOfJson(text);
  const strict = parseStrict(text, "null");
  if (strict.ok) return valueOfJson(strict.value);
  return isJson(text) ? null : valueOfJson(text);
}

/** JSON that others read, and we refuse to: a key that stands twice, nesting without end. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
