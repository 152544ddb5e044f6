// JSON text to a value, refusing what readers disagree on: keys that stand twice, integers past 2^53, nesting without end.
// `JSON.parse` sees none of these. Knows nothing of calls; what it refuses, it says why, with a code.

import { EVENT_TEXT_MAX, JSON_DEPTH_MAX, NUMBER_TEXT_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import type { Json } from "./event.js";
import { isExact, setKey } from "./copy.js";
import { refuse, type Reading } from "./reading.js";

/** Reads one JSON text; the value is frozen through and through. A number that cannot be held exactly is refused, or `null` where that is asked for. */
export function parseStrict(text: string, inexact: "refused" | "null" = "refused"): Reading<Json> {
  if (text.length > EVENT_TEXT_MAX) return refuse(failure("event/too-long", { what: "the text of the arguments", max: EVENT_TEXT_MAX }));
  const state: State = { text, inexact, at: 0, refused: null };
  const value = readValue(state, 1);
  if (state.refused === null && nextToken(state) !== undefined) syntax(state, "more text follows");
  return state.refused ?? { ok: true, value: value ?? null };
}

interface State {
  readonly text: string;
  readonly inexact: "refused" | "null";
  at: number;
  refused: ReturnType<typeof refuse> | null;
}

/** The value at the cursor; undefined where the text was refused. */
function readValue(state: State, depth: number): Json | undefined {
  const token = nextToken(state);
  switch (token) {
    case "{": return depth > JSON_DEPTH_MAX ? tooDeep(state) : readObject(state, depth);
    case "[": return depth > JSON_DEPTH_MAX ? tooDeep(state) : readArray(state, depth);
    case '"': return readString(state);
    case "t": return readWord(state, "true", true);
    case "f": return readWord(state, "false", false);
    case "n": return readWord(state, "null", null);
    case undefined: return syntax(state, "it ends too early");
    default: return readNumber(state);
  }
}

function readObject(state: State, depth: number): Json | undefined {
  const object: Record<string, Json> = {};
  state.at++;
  if (nextToken(state) === "}") {
    state.at++;
    return Object.freeze(object);
  }
  for (;;) {
    if (nextToken(state) !== '"') return syntax(state, "a key is missing");
    const key = readString(state);
    if (key === undefined) return undefined;
    if (Object.hasOwn(object, key)) return refused(state, failure("event/duplicate-key", { key: key.slice(0, 80) }));
    if (nextToken(state) !== ":") return syntax(state, "a colon is missing");
    state.at++;
    const value = readValue(state, depth + 1);
    if (value === undefined) return undefined;
    setKey(object, key, value);
    const token = nextToken(state);
    state.at++;
    if (token === "}") return Object.freeze(object);
    if (token !== ",") return syntax(state, "a comma is missing");
  }
}

function readArray(state: State, depth: number): Json | undefined {
  const items: Json[] = [];
  state.at++;
  if (nextToken(state) === "]") {
    state.at++;
    return Object.freeze(items);
  }
  for (;;) {
    const value = readValue(state, depth + 1);
    if (value === undefined) return undefined;
    items.push(value);
    const token = nextToken(state);
    state.at++;
    if (token === "]") return Object.freeze(items);
    if (token !== ",") return syntax(state, "a comma is missing");
  }
}

function readString(state: State): string | undefined {
  const { text } = state;
  const start = state.at;
  let escaped = false;
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      state.at = at + 1;
      return escaped ? unescape(state, text.slice(start, at + 1)) : text.slice(start + 1, at);
    }
    if (code === BACKSLASH) {
      escaped = true;
      at++;
    } else if (code < SPACE) return syntax(state, "a text has a control character in it");
  }
  return syntax(state, "a text does not end");
}

function unescape(state: State, quoted: string): string | undefined {
  try {
    const value: unknown = JSON.parse(quoted);
    return typeof value === "string" ? value : undefined;
  } catch {
    return syntax(state, "a text has an escape that is none");
  }
}

function readNumber(state: State): number | null | undefined {
  numeral.lastIndex = 0;
  const found = numeral.exec(state.text.slice(state.at, state.at + NUMBER_TEXT_MAX))?.[0];
  if (found === undefined) return syntax(state, "a value is missing");
  const number = Number(found);
  const isNull = state.inexact === "null" && !isExact(number);
  if (found.length === NUMBER_TEXT_MAX || (!isExact(number) && !isNull)) return refused(state, failure("event/inexact-number", { number: found.slice(0, 40) }));
  state.at += found.length;
  return isNull ? null : number;
}

function readWord<T extends Json>(state: State, word: string, value: T): T | undefined {
  if (!state.text.startsWith(word, state.at)) return syntax(state, "a value is missing");
  state.at += word.length;
  return value;
}

/** The next character that is no white space, which is passed over. */
function nextToken(state: State): string | undefined {
  const { text } = state;
  for (;;) {
    const code = text.charCodeAt(state.at);
    if (code !== SPACE && code !== LINE_FEED && code !== RETURN && code !== TAB) return text[state.at];
    state.at++;
  }
}

function syntax(state: State, why: string): undefined {
  return refused(state, failure("event/bad-json", { why: `${why} at character ${Math.min(state.at, state.text.length)}` }));
}

function tooDeep(state: State): undefined {
  return refused(state, failure("event/too-deep", { max: JSON_DEPTH_MAX }));
}

function refused(state: State, why: { readonly code: string; readonly message: string }): undefined {
  state.refused = refuse(why);
  return undefined;
}

const numeral = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/;
const QUOTE = 34;
const BACKSLASH = 92;
const SPACE = 32;
const LINE_FEED = 10;
const RETURN = 13;
const TAB = 9;
