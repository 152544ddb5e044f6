// src/base/messages/<stage>.md -> src/base/messages.generated.ts: a table of all coded messages and their pages, and
// functions over it that are typed by code, so that a message without its parameters does not compile.
// A section is `## stage/kebab-phrase`, a line `error:`, `warning:` or `failure:`, optionally `label:` and `help:`, then the page.
// `{name}` is a parameter, `{{` and `}}` are braces. All problems of all files are reported at once, and nothing is generated.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Generated } from "./generate.js";

/** One section of a message file. */
export interface Section {
  readonly code: string;
  readonly severity: "error" | "warning" | "failure";
  readonly text: string;
  readonly label: string | null;
  readonly help: string | null;
  readonly page: string;
}

/** The generator: reads the message files under the root and gives the module. */
export function messages(root: string): readonly Generated[] {
  const folder = join(root, "src/base/messages");
  const names = readdirSync(folder).filter((name) => name.endsWith(".md")).sort();
  const { sections, problems } = read(names.map((name) => ({ name, text: readFileSync(join(folder, name), "utf8") })));
  if (problems.length > 0) throw new Error(problems.join("\n"));
  return [{ path: "src/base/messages.generated.ts", content: module(sections) }];
}

/** Reads message files into sections, sorted by code, and tells everything that is wrong with them. */
export function read(files: readonly { readonly name: string; readonly text: string }[]): { sections: Section[]; problems: string[] } {
  const problems: string[] = [];
  const sections = new Map<string, Section>();
  for (const { name, text } of files) {
    const stage = name.replace(/\.md$/, "");
    for (const part of split(text)) {
      const at = `${name}: ${part.code}`;
      if (!/^[a-z]+\/[a-z0-9]+(-[a-z0-9]+)*$/.test(part.code)) problems.push(`${at}: a code is stage/kebab-phrase`);
      else if (!part.code.startsWith(`${stage}/`)) problems.push(`${at}: a code of another stage than its file`);
      if (sections.has(part.code)) problems.push(`${at}: the code is there twice`);
      const section = readSection(part.code, part.body, (problem) => problems.push(`${at}: ${problem}`));
      if (section !== null) sections.set(part.code, section);
    }
  }
  return { sections: [...sections.values()].sort((a, b) => (a.code < b.code ? -1 : 1)), problems };
}

/** Sections by their `## ` headings; headings inside fences are text. */
function split(text: string): { code: string; body: string[] }[] {
  const parts: { code: string; body: string[] }[] = [];
  let fenced = false;
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith("```")) fenced = !fenced;
    if (!fenced && line.startsWith("## ")) parts.push({ code: line.slice(3).trim(), body: [] });
    else parts.at(-1)?.body.push(line);
  }
  return parts;
}

function readSection(code: string, body: readonly string[], report: (problem: string) => void): Section | null {
  const fields = new Map<string, string>();
  let at = 0;
  for (; at < body.length; at++) {
    const line = body[at] ?? "";
    const field = /^(error|warning|failure|label|help): *(.*)$/.exec(line);
    if (field !== null) {
      if (fields.has(field[1] ?? "")) report(`\`${field[1]}:\` is there twice`);
      fields.set(field[1] ?? "", (field[2] ?? "").trim());
    } else if (line.trim() !== "") break;
  }
  const severities = (["error", "warning", "failure"] as const).filter((severity) => fields.has(severity));
  const [severity] = severities;
  if (severity === undefined || severities.length > 1) {
    report("needs exactly one line `error:`, `warning:` or `failure:`");
    return null;
  }
  const explanation = body.slice(at).join("\n").trim();
  if (explanation === "") report("has no explanation");
  const text = fields.get(severity) ?? "";
  if (text === "" || /[.!]$/.test(text)) report("a message is not empty and has no full stop");
  for (const template of fields.values()) {
    if (!/^(?:[^{}]|\{\{|\}\}|\{[a-z][A-Za-z0-9]*\})*$/.test(template)) report(`a placeholder is {name}, a brace {{ or }}: ${template}`);
  }
  const label = fields.get("label") ?? null;
  const help = fields.get("help") ?? null;
  if (severity === "failure" && label !== null) report("a failure has no place, and so no label");
  return { code, severity, text, label, help, page: page(code, severity, text, help, explanation) };
}

function page(code: string, severity: string, text: string, help: string | null, explanation: string): string {
  const shown = (template: string): string => template.replaceAll(/\{\{|\}\}/g, (brace) => brace.slice(1));
  const hint = help === null ? "" : `\n> help: ${shown(help)}`;
  return `# ${code}\n\n> ${severity}: ${shown(text)}${hint}\n\n${explanation}\n`;
}

/** Names of the placeholders, sorted. */
function placeholders(section: Section): string[] {
  const templates = [section.text, section.label ?? "", section.help ?? ""].join(" ").replaceAll(/\{\{|\}\}/g, "");
  return [...new Set([...templates.matchAll(/\{([a-z][A-Za-z0-9]*)\}/g)].map((match) => match[1] ?? ""))].sort();
}

function module(sections: readonly Section[]): string {
  const types = (wanted: (section: Section) => boolean): string =>
    sections.filter(wanted).map((section) => {
      const names = placeholders(section);
      const type = names.length === 0 ? "NoParams" : `{ ${names.map((name) => `readonly ${name}: Text`).join("; ")} }`;
      return `  readonly "${section.code}": ${type};\n`;
    }).join("");
  const rows = sections.map(({ code, severity, text, label, help, page: of }) => {
    const row = { severity, text, ...(label === null ? {} : { label }), ...(help === null ? {} : { help }), page: of };
    const lines = Object.entries(row).map(([key, value]) => `    ${key}: ${JSON.stringify(value)},\n`).join("");
    return `  "${code}": {\n${lines}  },\n`;
  }).join("");
  return `// Generated from messages/*.md by scripts/messages.ts; do not edit. Codes with their texts and pages, and functions typed by code.

import type { Diagnostic } from "./diagnostic.js";
import type { Span } from "./span.js";
import { finding, fill } from "./message.js";
import type { Extra, Message, Text } from "./message.js";

type NoParams = Readonly<Record<never, never>>;

/** Codes of findings about texts, with the parameters of their messages. */
export interface Findings {
${types(({ severity }) => severity !== "failure")}}

/** Codes of failures, with the parameters of their messages. */
export interface Failures {
${types(({ severity }) => severity === "failure")}}

/** Any code that has a page. */
export type Code = keyof Findings | keyof Failures;

const table: { readonly [code in Code]: Message } = {
${rows}};

const byCode: ReadonlyMap<string, Message> = new Map(Object.entries(table));

/** All codes, sorted. */
export const codes: readonly string[] = [...byCode.keys()];

/** A finding at a place. \`extra.help\` stands in place of the message's own help. */
export function diagnose<C extends keyof Findings>(code: C, span: Span, params: Findings[C], extra: Extra = {}): Diagnostic {
  return finding(code, table[code], span, params, extra);
}

/** A failure that has no place in a policy text: of a decision, or of a command. */
export function failure<C extends keyof Failures>(code: C, params: Failures[C]): { readonly code: C; readonly message: string } {
  return { code, message: fill(table[code].text, params) };
}

/** The explanation of a code, as Markdown; undefined where there is no such code. */
export function page(code: string): string | undefined {
  return byCode.get(code)?.page;
}
`;
}
