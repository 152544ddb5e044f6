// The pages of diagnostics -> the examples in them, each as a policy that can be checked: the first of a page is what is told, the
// second what is written instead. What an example takes for granted (tools, acts, tags) stands here, so that pages stay short.

import { sorted } from "../../src/base/diagnostic.js";
import type { Diagnostic } from "../../src/base/diagnostic.js";
import { check } from "../../src/language/check/check.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { lower } from "../../src/language/ir/lower.js";
import { parse } from "../../src/language/syntax/parse.js";

/** The examples of one code's page. */
export interface Example {
  readonly code: string;
  readonly bad: string | undefined;
  readonly good: string | undefined;
}

/** What every example may speak of, by name; what an example declares itself is left out. */
const world: ReadonlyMap<string, string> = new Map([
  ["destructive", "tag destructive"], ["credential", "tag credential"],
  ["payment", "act payment { verbs \"pay\" }"],
  ["read", "tool read(path: string) { op READ  role path: path  result tag credential }"],
  ["run", "tool run(command: string, workdir?: string, mode?: string) { op EXEC  sink execution  role command: command }"],
  ["bash", "tool bash(command: string) { op EXEC  sink execution  role command: command }"],
  ["pay", "tool pay(to: string, amount: number, memo: string) { op SEND  sink payment, egress  act payment  role destination: to  role amount: amount }"],
  ["send", "tool send(to: string, text: string) { op SEND  sink message, egress  role destination: to  role content: text }"],
  ["write", "tool write(path: string, content: string) { op WRITE  sink persist  role path: path  role content: content }"],
  ["get_invoice", "tool get_invoice(number: string) { op READ  result is structure }"],
  ["openclaw", "runtime openclaw { fact sandbox.enabled: boolean }"],
]);

/** The examples of all codes of a file of messages, in order. */
export function examples(messages: string): readonly Example[] {
  return messages.split(/^## /m).slice(1).map((section) => {
    const [code = ""] = section.split("\n");
    const [bad, good] = [...section.matchAll(/^```policy\n([\s\S]*?)^```/gm)].map(([, block]) => block ?? "");
    return { code, bad, good };
  });
}

/** All that is told of an example. An example with packages of its own takes nothing for granted; each, behind an empty line, is a file; so is one that is `whole` as it stands. */
export function findingsOf(example: string, whole = /^package /m.test(example)): readonly Diagnostic[] {
  const declared = [...world].filter(([name]) => !new RegExp(`^\\s*(?:tool|act|tag|runtime)\\b[^{(]*\\b${name}\\b`, "m").test(example)).map(([, item]) => item);
  const given = `package given\n${declared.join("\n")}\nunary ask unbound-calls { on unbound }\nunary warn uses { on payment  when tags(target) has destructive or tags(target) has credential or asked(payment) }\n`;
  const own = whole ? example.split(/(?:^|\n\n(?:\/\/.*\n\n)?)(?=package )/) : [`package example\nuse given\n${example}`];
  const texts = own.filter((text) => text.trim() !== "").map((text, at) => ({ file: `${at}.policy`, text }));
  const parsed = [...texts, ...(whole ? [] : [{ file: "given.policy", text: given }])].map(parse);
  const checked = check(parsed.flatMap(({ value }) => value ?? []));
  const lowered = checked.value === undefined ? [] : lower(checked.value, manifestOf(checked.value)).diagnostics;
  return sorted([...parsed.flatMap(({ diagnostics }) => diagnostics), ...checked.diagnostics, ...lowered]).filter(({ span }) => span.file !== "given.policy");
}

/** A text with the characters in it that its escapes stand for. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\u\{([0-9a-f]+)\}/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
