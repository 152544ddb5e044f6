// Policy texts become a bundle: parse, check, lower, emit. One value is handed on from step to step; findings of all steps that
// could run come back together. No I/O: it runs wherever JavaScript does.

import { CATALOGUES_SHOWN_MAX } from "./base/limits.js";
import { failed, sorted } from "./base/diagnostic.js";
import type { Diagnostic, Outcome } from "./base/diagnostic.js";
import { diagnose } from "./base/messages.generated.js";
import type { Source } from "./base/span.js";
import { check } from "./language/check/check.js";
import { cataloguesOf, select } from "./language/check/packages.js";
import type { Roots } from "./language/check/packages.js";
import type { Policy } from "./language/check/policy.js";
import { startBuilt } from "./language/ir/built.js";
import type { Built } from "./language/ir/built.js";
import { manifestOf } from "./language/ir/demand.js";
import { lower } from "./language/ir/lower.js";
import type { Program } from "./language/ir/program.js";
import type { PolicyFile } from "./language/syntax/ast.js";
import { parse } from "./language/syntax/parse.js";
import { dataOf } from "./wasm/bundle/data.js";
import type { Declarer } from "./wasm/bundle/data.js";
import type { Bundle } from "./wasm/bundle/tar.js";
import { generate } from "./wasm/codegen/emit.js";

/** A bundle with the checked policy it was made from. */
export interface Compiled extends Bundle {
  readonly policy: Policy;
}

/** What several compilations have in common, kept by whoever asks for them: it grows with what is compiled, and goes when it is let go. */
export interface Cache {
  /** By the names of files. */
  readonly files: Map<string, { readonly text: string; readonly outcome: Outcome<PolicyFile> }>;
  readonly built: Built;
}

/** Nothing is kept yet. */
export function startCache(): Cache {
  return { files: new Map(), built: startBuilt() };
}

/** Packages that were checked together and can become a module. */
export interface Lowered extends Omit<Bundle, "wasm"> {
  readonly policy: Policy;
  readonly program: Program;
}

/** Compiles packages as one bundle: all of them, or what `roots` ask for with all that those use. `data` are the data files beside them; `cache` is what earlier compilations left for this one. Same texts, same bytes. */
export function compile(sources: readonly Source[], roots?: Roots, data: readonly Source[] = [], cache: Cache = startCache()): Outcome<Compiled> {
  const { value, diagnostics } = lowered(sources, roots, data, cache);
  return value === undefined ? { diagnostics } : { value: emitted(value), diagnostics };
}

/** The same without the module, and with all that can be wrong: nothing behind it fails. */
export function lowered(sources: readonly Source[], roots?: Roots, data: readonly Source[] = [], cache: Cache = startCache()): Outcome<Lowered> {
  const wrong = notSources(sources, roots, data, cache);
  if (wrong !== null) return { diagnostics: [wrong] };
  const diagnostics: Diagnostic[] = [];
  const keep = <T>(step: Outcome<T>): T | undefined => {
    diagnostics.push(...step.diagnostics);
    return step.value;
  };
  const files = sources.flatMap((source) => keep(parsed(source, cache)) ?? []);
  const chosen = roots === undefined ? files : keep(select(files, roots)) ?? [];
  const policy = keep(check(chosen));
  if (policy === undefined || failed(diagnostics)) return { diagnostics: sorted(diagnostics) };
  if (policy.rules.length === 0) diagnostics.push(...noRules(files, roots));
  const manifest = manifestOf(policy, cache.built);
  const values = keep(dataOf(manifest.data, files.map(declarer), data));
  const program = keep(lower(policy, manifest, cache.built));
  if (program === undefined || values === undefined || failed(diagnostics)) return { diagnostics: sorted(diagnostics) };
  return { value: { manifest, data: values, policy, program }, diagnostics: sorted(diagnostics) };
}

/** The module, with what it takes at most in its manifest. */
export function emitted({ manifest, data, policy, program }: Lowered): Compiled {
  const { wasm, bounds } = generate(program, manifest);
  return { wasm, manifest: { ...manifest, bounds }, data, policy };
}

/** What callers without types get wrong: said as what is wrong with a text is. */
function notSources(sources: unknown, roots: unknown, data: unknown, cache: unknown): Diagnostic | null {
  const say = (argument: string, expected: string): Diagnostic => diagnose("wasm/not-sources", { file: "", start: 0, end: 0 }, { argument, expected });
  try {
    if (!areSources(sources)) return say("sources", "a list of `{ file, text }`, both of them text");
    if (roots !== undefined && !areRoots(roots)) return say("roots", "`{ catalogue }` with a name or null, or `{ packages }` with a list of names");
    if (!areSources(data)) return say("data", "a list of `{ file, text }`, both of them text");
    return typeof cache === "object" && cache !== null && Reflect.get(cache, "files") instanceof Map && Reflect.has(cache, "built") ? null : say("cache", "what `startCache` gives");
  } catch {
    return say("sources", "they cannot be read");
  }
}

function areSources(given: unknown): boolean {
  return Array.isArray(given) && given.every((one: unknown) => typeof one === "object" && one !== null && typeof Reflect.get(one, "file") === "string" && typeof Reflect.get(one, "text") === "string");
}

function areRoots(given: unknown): boolean {
  if (typeof given !== "object" || given === null) return false;
  const [packages, catalogue]: readonly unknown[] = [Reflect.get(given, "packages"), Reflect.get(given, "catalogue")];
  return packages === undefined ? catalogue === null || typeof catalogue === "string" : Array.isArray(packages) && packages.every((name) => typeof name === "string");
}

/** Says that all is allowed where nothing was given, or a catalogue chose nothing; packages without rules may be asked for by name. */
function noRules(files: readonly PolicyFile[], roots?: Roots): readonly Diagnostic[] {
  if (files.length > 0 && (roots === undefined || "packages" in roots)) return [];
  const known = cataloguesOf(files).slice(0, CATALOGUES_SHOWN_MAX);
  const help = known.length === 0 ? undefined : `there are packages for ${known.map((name) => `\`${name}\``).join(", ")}`;
  return [diagnose("wasm/no-rules", { file: files[0]?.file ?? "", start: 0, end: 0 }, {}, { help })];
}

/** The tree of a file; one whose text is what it was is not read again. */
export function parsed(source: Source, { files }: Cache): Outcome<PolicyFile> {
  const before = files.get(source.file);
  if (before?.text === source.text) return before.outcome;
  const outcome = parse(source);
  files.set(source.file, { text: source.text, outcome });
  return outcome;
}

/** The names of the packages of files, in their order, each as often as it stands there. */
export function packagesOf(sources: readonly Source[], cache: Cache): readonly string[] {
  return sources.flatMap((source) => parsed(source, cache).value?.package.text ?? []);
}

/** What a file's package declares of external data. */
export function declarer({ file, package: pack, items }: PolicyFile): Declarer {
  return { file, pack: pack.text, names: items.flatMap((item) => (item.kind === "data" ? [item.name.text] : [])) };
}
