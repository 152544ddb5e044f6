// `interdict check PATH...`: all findings of the packs, each with its place, as text or JSON. Packages that are used and stand
// elsewhere come from the shipped rules; what is wrong with those is not told. Compiles nothing.

import { position } from "../../base/span.js";
import type { Source } from "../../base/span.js";
import { failed, sorted } from "../../base/diagnostic.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { render } from "../../base/render.js";
import { check as checkFiles } from "../../language/check/check.js";
import { select } from "../../language/check/packages.js";
import type { PolicyFile } from "../../language/syntax/ast.js";
import { parse } from "../../language/syntax/parse.js";
import { readAll, shippedRules } from "./packs.js";
import { DONE, FINDINGS } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `check` was asked. */
export interface CheckOptions {
  readonly format: "text" | "json";
}

/** Checks packs; exit status 1 where one has an error. Packages they use that stand elsewhere come from the shipped rules. */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<Status> {
  const sources = readAll(paths);
  const diagnostics = findings(sources);
  await terminal.out(options.format === "json" ? asJson(diagnostics, sources) : asText(diagnostics, sources, terminal));
  return failed(diagnostics) ? FINDINGS : DONE;
}

/** The findings of texts, with the shipped packages they use beside them; findings of those are not repeated. */
export function findings(sources: readonly Source[]): readonly Diagnostic[] {
  const read = sources.map(parse);
  const files = read.flatMap((outcome) => outcome.value ?? []);
  const known = new Set(files.map((file) => file.package.text));
  const shipped = readAll([shippedRules()]).flatMap((source) => parse(source).value ?? []).filter((file) => !known.has(file.package.text));
  const used = closure(files.flatMap((file) => file.uses.map((use) => use.text)), new Map(shipped.map((file) => [file.package.text, file])));
  const own = new Set(sources.map((source) => source.file));
  const checked = bundles([...files, ...used]).flatMap((bundle) => checkFiles(bundle).diagnostics);
  return sorted(once([...read.flatMap((outcome) => outcome.diagnostics), ...checked.filter((diagnostic) => own.has(diagnostic.span.file))]));
}

/** Packages as they are compiled together: for each catalogue they name, and for none. */
function bundles(files: readonly PolicyFile[]): readonly (readonly PolicyFile[])[] {
  const catalogues = new Set(files.flatMap((file) => file.catalogues.map((catalogue) => catalogue.text)));
  return [...catalogues, null].flatMap((catalogue) => {
    const { value } = select(files, { catalogue });
    return value === undefined ? [] : [value];
  });
}

function once(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return [...new Map(diagnostics.map((diagnostic) => [JSON.stringify(diagnostic), diagnostic])).values()];
}

function closure<F extends { readonly uses: readonly { readonly text: string }[] }>(names: readonly string[], files: ReadonlyMap<string, F>): readonly F[] {
  const found = new Map<string, F>();
  const visit = (name: string): void => {
    const file = files.get(name);
    if (file === undefined || found.has(name)) return;
    found.set(name, file);
    for (const use of file.uses) visit(use.text);
  };
  names.forEach(visit);
  return [...found.values()];
}

/** Findings for people; `sources` are the texts they speak of. */
export function asText(diagnostics: readonly Diagnostic[], sources: readonly Source[], terminal: Terminal): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const shown = diagnostics.length === 0 ? "" : `${render(diagnostics, texts(sources), { color: terminal.color }).trimEnd()}\n\n`;
  return `${shown}${counted(sources.length, "file")} checked, ${counted(errors, "error")}, ${counted(warnings, "warning")}\n`;
}

function asJson(diagnostics: readonly Diagnostic[], sources: readonly Source[]): string {
  const known = texts(sources);
  const placed = diagnostics.map((diagnostic) => {
    const text = known.get(diagnostic.span.file) ?? "";
    return { ...diagnostic, start: position(text, diagnostic.span.start), end: position(text, diagnostic.span.end) };
  });
  return `${JSON.stringify({ files: sources.length, diagnostics: placed }, null, 2)}\n`;
}

/** Texts by file name, as `render` takes them. */
export function texts(sources: readonly Source[]): ReadonlyMap<string, string> {
  return new Map(sources.map((source) => [source.file, source.text]));
}

/** `1 file`, `2 files`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
