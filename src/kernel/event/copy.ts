// A value of the runtime's to JSON of our own, read once and frozen: what was judged is what is given back to execute, whatever
// the runtime's getters and later writes do. What is no JSON is refused, with a code.

import { EVENT_TEXT_MAX, JSON_DEPTH_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import type { Json } from "./event.js";
import { refuse, type Failure, type Reading } from "./reading.js";

/** Copies a JSON value, frozen through and through. Never throws. */
export function copyJson(value: unknown): Reading<Json> {
  const state: State = { room: EVENT_TEXT_MAX, refused: null };
  try {
    const copied = copy(state, value, 1);
    return state.refused === null ? { ok: true, value: copied ?? null } : refuse(state.refused);
  } catch {
    return refuse(failure("event/not-json", { what: "something that throws when it is read" }));
  }
}

/** Whether a number is finite and, as an integer, exact. */
export function isExact(number: number): boolean {
  return Number.isFinite(number) && (!Number.isInteger(number) || Number.isSafeInteger(number));
}

/** Sets a key as JSON means it: `__proto__` is a key like any other. */
export function setKey(object: Record<string, Json>, key: string, value: Json): void {
  if (key === "__proto__") Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  else object[key] = value;
}

interface State {
  /** Code units that may still be read. */
  room: number;
  refused: Failure | null;
}

function copy(state: State, value: unknown, depth: number): Json | undefined {
  switch (typeof value) {
    case "boolean": return value;
    case "string": return spend(state, value.length) ? value : undefined;
    case "number": return isExact(value) ? value : stop(state, Number.isFinite(value)
      ? failure("event/inexact-number", { number: value }) : failure("event/not-json", { what: String(value) }));
    case "object": return value === null ? null : copyObject(state, value, depth);
    default: return stop(state, failure("event/not-json", { what: `a value of type ${typeof value}` }));
  }
}

function copyObject(state: State, value: object, depth: number): Json | undefined {
  if (depth > JSON_DEPTH_MAX) return stop(state, failure("event/too-deep", { max: JSON_DEPTH_MAX }));
  if (Array.isArray(value)) {
    const items: Json[] = [];
    for (let index = 0; index < value.length && state.refused === null; index++) {
      const item = spend(state, 1) ? copy(state, value[index], depth + 1) : undefined;
      if (item !== undefined) items.push(item);
    }
    return Object.freeze(items);
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype && Object.getPrototypeOf(prototype) !== null) {
    return stop(state, failure("event/not-json", { what: "an object that is no plain one" }));
  }
  const object: Record<string, Json> = {};
  for (const key of Object.keys(value)) {
    if (!spend(state, key.length + 1)) return undefined;
    const below: unknown = Reflect.get(value, key);
    // As JSON writes it: a key without a value is not there.
    if (below === undefined) continue;
    const copied = copy(state, below, depth + 1);
    if (copied === undefined) return undefined;
    setKey(object, key, copied);
  }
  return Object.freeze(object);
}

function spend(state: State, units: number): boolean {
  state.room -= units;
  if (state.room >= 0) return true;
  stop(state, failure("event/too-long", { what: "the text of the arguments", max: EVENT_TEXT_MAX }));
  return false;
}

function stop(state: State, why: Failure): undefined {
  state.refused ??= why;
  return undefined;
}
