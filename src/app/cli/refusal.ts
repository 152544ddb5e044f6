// A command that cannot go on: a coded message and exit status 2. Thrown where arguments or input are met and caught in one
// place; the only thing the program throws on purpose.

import { failure } from "../../base/messages.generated.js";
import type { Failures } from "../../base/messages.generated.js";

/** Ends a command with a coded message. */
export class Refusal extends Error {
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** The refusal of a code, with its message filled in. */
export function refusal<C extends keyof Failures>(code: C, params: Failures[C]): Refusal {
  return new Refusal(code, failure(code, params).message);
}

/** A line for standard error. */
export function note<C extends keyof Failures>(code: C, params: Failures[C]): string {
  return `interdict: ${failure(code, params).message} [${code}]\n`;
}

/** What the system says of a failed read or write, without the path it repeats. */
export function problemOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return problems.get(code) ?? error.message;
}

const problems: ReadonlyMap<string, string> = new Map([
  ["ENOENT", "it is not there"],
  ["EACCES", "it may not be read or written"],
  ["EISDIR", "it is a folder"],
  ["ENOTDIR", "a part of its path is no folder"],
  ["EEXIST", "it is no folder"],
  ["ENOSPC", "there is no room left"],
]);
