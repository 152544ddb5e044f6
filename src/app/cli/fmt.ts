// `interdict fmt PATH...`: policy files, written anew in the one layout; `-` is standard input, which goes to standard output. A file
// that does not parse is left as it is, with what is wrong in it. Before anything is written, each new text is read again: it must
// say the same.

import { readFileSync, writeFileSync } from "node:fs";
import { assert } from "../../base/assert.js";
import { failed } from "../../base/diagnostic.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { render } from "../../base/render.js";
import type { Source } from "../../base/span.js";
import type { PolicyFile } from "../../language/syntax/ast.js";
import { parse } from "../../language/syntax/parse.js";
import { print } from "../../language/syntax/print.js";
import { show } from "../../language/syntax/show.js";
import { counted } from "./count.js";
import { diagnosticJson, jsonText, textsOf } from "./json.js";
import { readAll } from "./packs.js";
import { problemOf, refusal } from "./refusal.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `fmt` was asked. */
export interface FmtOptions {
  /** Nothing is written: files that would be are findings. */
  readonly check: boolean;
  readonly format: "text" | "json";
}

/** What comes of one file. `formatted`: was written anew; `differs`: would be; `broken`: does not parse. */
interface Formatted {
  readonly source: Source;
  readonly status: "unchanged" | "formatted" | "differs" | "broken";
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The name of standard input among paths, and in messages. */
const STDIN = "-";
const STDIN_FILE = "<stdin>";

/** Formats files; exit status 1 where one does not parse or, with `check`, is not in the one layout. */
export async function fmt(paths: readonly string[], options: FmtOptions, terminal: Terminal): Promise<Status> {
  if (paths.includes(STDIN)) return await fmtInput(paths, options, terminal);
  const sources = readAll(paths);
  for (const source of sources) checkWhole(source);
  const done = sources.map((source) => format(source, options));
  for (const { source, status, text } of done) if (status === "formatted") write(source.file, text);
  await terminal.out(options.format === "json" ? asJson(done) : asText(done, terminal));
  return done.some(({ status }) => status === "broken" || status === "differs") ? FINDINGS : DONE;
}

/** Standard input to standard output: only where it parses, so that an editor never puts half a file in the place of a whole one. */
async function fmtInput(paths: readonly string[], options: FmtOptions, terminal: Terminal): Promise<Status> {
  if (paths.length > 1) throw refusal("cli/unreadable", { path: STDIN, problem: "it stands beside other paths" });
  const done = format({ file: STDIN_FILE, text: readInput() }, options);
  if (options.format === "json") await terminal.out(asJson([done]));
  else if (done.status === "broken") terminal.err(render(done.diagnostics, textsOf([done.source]), terminal));
  else await terminal.out(options.check ? asText([done], terminal) : done.text);
  return done.status === "broken" || done.status === "differs" ? FINDINGS : DONE;
}

function format(source: Source, { check }: FmtOptions): Formatted {
  const { value, diagnostics } = parse(source);
  if (value === undefined || failed(diagnostics)) return { source, status: "broken", text: source.text, diagnostics: diagnostics.filter(({ severity }) => severity === "error") };
  const text = print(value);
  if (text === source.text) return { source, status: "unchanged", text, diagnostics: [] };
  assert(saysTheSame(value, { file: source.file, text }), `the new text of ${source.file} says the same as the old one`);
  return { source, status: check ? "differs" : "formatted", text, diagnostics: [] };
}

function saysTheSame(before: PolicyFile, source: Source): boolean {
  const { value, diagnostics } = parse(source);
  return value !== undefined && !failed(diagnostics) && show(trimmed(value)) === show(trimmed(before));
}

/** Blanks behind a comment are no part of it. */
function trimmed(file: PolicyFile): PolicyFile {
  return { ...file, comments: file.comments.map((comment) => ({ ...comment, text: comment.text.trimEnd() })) };
}

/** Refuses a file with bytes that are no text: they would be lost. */
function checkWhole({ file, text }: Source): void {
  if (!readFileSync(file).equals(Buffer.from(text))) throw refusal("cli/unreadable", { path: file, problem: "it is not UTF-8" });
}

function readInput(): string {
  try {
    const bytes = readFileSync(process.stdin.fd);
    const text = bytes.toString("utf8");
    if (bytes.equals(Buffer.from(text))) return text;
  } catch (error) {
    throw refusal("cli/unreadable", { path: STDIN, problem: problemOf(error) });
  }
  throw refusal("cli/unreadable", { path: STDIN, problem: "it is not UTF-8" });
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw refusal("cli/unwritable", { path, problem: problemOf(error) });
  }
}

function asText(done: readonly Formatted[], terminal: Terminal): string {
  const colors = paint(terminal);
  const broken = done.filter(({ status }) => status === "broken");
  const listed = done.filter(({ status }) => status === "formatted" || status === "differs");
  const findings = broken.length === 0 ? "" : `${render(broken.flatMap(({ diagnostics }) => diagnostics), textsOf(done.map(({ source }) => source)), terminal).trimEnd()}\n\n`;
  const lines = listed.map(({ source, status }) => `${status === "differs" ? colors.yellow(status) : colors.green(status)}  ${source.file}\n`).join("");
  const differ = done.filter(({ status }) => status === "differs").length;
  const anew = listed.length - differ;
  const kinds = [
    anew === 0 ? "" : `${anew} formatted`,
    differ === 0 ? "" : `${differ} ${differ === 1 ? "differs" : "differ"}`,
    broken.length === 0 ? "" : `${broken.length} left alone: ${broken.length === 1 ? "it does" : "they do"} not parse`,
  ].filter((kind) => kind !== "");
  return `${findings}${lines}${counted(done.length, "file")}${kinds.length === 0 ? ", nothing to do" : `, ${kinds.join(", ")}`}\n`;
}

function asJson(done: readonly Formatted[]): string {
  const texts = textsOf(done.map(({ source }) => source));
  return jsonText({ files: done.map(({ source, status, diagnostics }) => ({ file: source.file, status, diagnostics: diagnostics.map((diagnostic) => diagnosticJson(diagnostic, texts)) })) });
}
