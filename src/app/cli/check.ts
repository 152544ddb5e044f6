// `interdict check PATH...`: all findings of the packs, each with its place, as text or JSON. Packages that are used and stand
// elsewhere come from the shipped rules; what is wrong with those is not told. Finds all that a compilation would, and writes nothing.

import type { Source } from "../../base/span.js";
import { failed, sorted } from "../../base/diagnostic.js";
import type { Diagnostic, Outcome } from "../../base/diagnostic.js";
import { diagnose } from "../../base/messages.generated.js";
import { render } from "../../base/render.js";
import { startBuilt } from "../../language/ir/built.js";
import { check as checkFiles } from "../../language/check/check.js";
import { select } from "../../language/check/packages.js";
import { manifestOf } from "../../language/ir/demand.js";
import { lower } from "../../language/ir/lower.js";
import type { PolicyFile } from "../../language/syntax/ast.js";
import { parse } from "../../language/syntax/parse.js";
import { declarer } from "../../compile.js";
import { dataOf } from "../../wasm/bundle/data.js";
import type { BundleData } from "../../wasm/bundle/data.js";
import { counted } from "./count.js";
import { diagnosticJson, jsonText, textsOf } from "./json.js";
import { readAll, readData, shippedFor } from "./packs.js";
import { DONE, FINDINGS } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `check` was asked. */
export interface CheckOptions {
  readonly format: "text" | "json";
  /** Warnings are findings too. */
  readonly denyWarnings: boolean;
}

/** Checks packs; exit status 1 where one has an error (or, if asked, a warning). Packages they use that stand elsewhere come from the shipped rules. */
export async function check(paths: readonly string[], options: CheckOptions, terminal: Terminal): Promise<Status> {
  const sources = readAll(paths);
  const data = readData(sources);
  const diagnostics = findings(sources, data);
  await terminal.out(options.format === "json" ? asJson(diagnostics, sources, data) : asText(diagnostics, sources, terminal, data));
  return failed(diagnostics) || (options.denyWarnings && diagnostics.length > 0) ? FINDINGS : DONE;
}

/** The findings of texts and of the data files beside them, with the shipped packages they use; findings of those are not repeated. */
export function findings(sources: readonly Source[], data: readonly Source[] = []): readonly Diagnostic[] {
  const read = sources.map(parse);
  const files = read.flatMap((outcome) => outcome.value ?? []);
  const used = shippedFor(files).flatMap((source) => parse(source).value ?? []);
  const own = new Set(sources.map((source) => source.file));
  const checked = bundles([...files, ...used]).map((bundle) => checkFiles(bundle));
  const policies = checked.flatMap(({ value }) => value ?? []);
  const values = policies.map((policy) => dataOf(policy.data, files.map(declarer), data));
  const built = startBuilt();
  const lowered = policies.flatMap((policy) => lower(policy, manifestOf(policy, built), built).diagnostics);
  return sorted(once([
    ...[...read, ...values].flatMap(({ diagnostics }) => diagnostics),
    ...[...checked.flatMap(({ diagnostics }) => diagnostics), ...lowered].filter((diagnostic) => own.has(diagnostic.span.file)),
    ...missingData(files, values),
  ]));
}

/** Warnings of declared data that no data file gives; a value that was refused is reported already. */
function missingData(files: readonly PolicyFile[], values: readonly Outcome<BundleData>[]): readonly Diagnostic[] {
  const refused = new Set(values.flatMap(({ diagnostics }) => diagnostics).filter(({ severity }) => severity === "error").map(({ span }) => folder(span.file)));
  return files.flatMap(({ file, package: pack, items }) => items.flatMap((item) => {
    const given = item.kind !== "data" || values.some(({ value }) => Object.hasOwn(value?.[pack.text] ?? {}, item.name.text));
    return given || values.length === 0 || refused.has(folder(file)) ? [] : [diagnose("data/missing", item.name.span, { name: item.name.text })];
  }));
}

function folder(file: string): string {
  return file.slice(0, Math.max(file.lastIndexOf("/"), file.lastIndexOf("\\")) + 1);
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

/** Findings for people; `sources` are the texts they speak of. */
export function asText(diagnostics: readonly Diagnostic[], sources: readonly Source[], terminal: Terminal, data: readonly Source[] = []): string {
  const errors = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const warnings = diagnostics.length - errors;
  const shown = diagnostics.length === 0 ? "" : `${render(diagnostics, textsOf([...sources, ...data]), terminal).trimEnd()}\n\n`;
  const [first] = sorted(diagnostics.filter(({ severity }) => severity === "error" || errors === 0));
  const more = first === undefined ? "" : `\`interdict explain ${first.code}\` says why, with an example\n`;
  return `${shown}${counted(sources.length, "file")} checked, ${counted(errors, "error")}, ${counted(warnings, "warning")}\n${more}`;
}

function asJson(diagnostics: readonly Diagnostic[], sources: readonly Source[], data: readonly Source[]): string {
  const known = textsOf([...sources, ...data]);
  return jsonText({ files: sources.length, diagnostics: diagnostics.map((diagnostic) => diagnosticJson(diagnostic, known)) });
}
