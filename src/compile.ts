// Policy texts become a bundle: parse, check, lower, emit. One value is handed on from step to step; findings of all steps that
// could run come back together. No I/O: it runs wherever JavaScript does.

import { failed, sorted } from "./base/diagnostic.js";
import type { Diagnostic, Outcome } from "./base/diagnostic.js";
import type { Source } from "./base/span.js";
import { check } from "./language/check/check.js";
import { select } from "./language/check/packages.js";
import type { Roots } from "./language/check/packages.js";
import type { Policy } from "./language/check/policy.js";
import { manifestOf } from "./language/ir/demand.js";
import { lower } from "./language/ir/lower.js";
import { parse } from "./language/syntax/parse.js";
import type { Bundle } from "./wasm/bundle/tar.js";
import { generate } from "./wasm/codegen/emit.js";

/** A bundle with the checked policy it was made from. */
export interface Compiled extends Bundle {
  readonly policy: Policy;
}

/** Compiles packages as one bundle: all of them, or what `roots` ask for with all that those use. Same texts, same bytes. */
export function compile(sources: readonly Source[], roots?: Roots): Outcome<Compiled> {
  const diagnostics: Diagnostic[] = [];
  const keep = <T>(step: Outcome<T>): T | undefined => {
    diagnostics.push(...step.diagnostics);
    return step.value;
  };
  const files = sources.flatMap((source) => keep(parse(source)) ?? []);
  const chosen = roots === undefined ? files : keep(select(files, roots)) ?? [];
  const policy = keep(check(chosen));
  if (policy === undefined || failed(diagnostics)) return { diagnostics: sorted(diagnostics) };
  const manifest = manifestOf(policy);
  const program = keep(lower(policy, manifest));
  if (program === undefined) return { diagnostics: sorted(diagnostics) };
  return { value: { wasm: generate(program, manifest), manifest, data: {}, policy }, diagnostics: sorted(diagnostics) };
}
