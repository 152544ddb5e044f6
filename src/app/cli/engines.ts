// Policy texts and a trace -> the engine that decides it. For each tool catalogue one bundle is compiled, of the packs that are for it
// and those that hold everywhere, and used for every trace of that catalogue. Decisions are made in this thread.

import type { Diagnostic } from "../../base/diagnostic.js";
import { failed } from "../../base/diagnostic.js";
import type { Source } from "../../base/span.js";
import { render } from "../../base/render.js";
import { compile } from "../../compile.js";
import type { Compiled } from "../../compile.js";
import { createEngine } from "../../node/engine.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import type { Manifest } from "../../words/manifest.js";
import { counted, texts } from "./check.js";
import { toolCount } from "./packs.js";
import { note } from "./refusal.js";
import type { Sessions } from "./run.js";
import type { Terminal } from "./terminal.js";

/** What decides the traces of one catalogue. */
export interface Guard extends Sessions {
  readonly compiled: Compiled;
  /** Whether any pack is for the catalogue. */
  readonly known: boolean;
}

/** Packs that do not compile; nothing can be decided by them. */
export class Broken extends Error {
  readonly diagnostics: readonly Diagnostic[];
  constructor(diagnostics: readonly Diagnostic[]) {
    super("the policies have errors");
    this.diagnostics = diagnostics;
  }
}

/** The catalogue a trace goes by. */
export function catalogueOf(trace: Trace): string {
  return trace.tools ?? trace.suite;
}

/** Gives the guard of a trace, compiling each bundle once. Throws `Broken` where the policies have errors. */
export function guards(sources: readonly Source[]): (trace: Trace) => Promise<Guard> {
  const known = new Map<string, Promise<Guard>>();
  return (trace) => {
    const catalogue = catalogueOf(trace);
    const guard = known.get(catalogue) ?? guardOf(sources, catalogue);
    known.set(catalogue, guard);
    return guard;
  };
}

async function guardOf(sources: readonly Source[], catalogue: string): Promise<Guard> {
  const { value: compiled, diagnostics } = compile(sources, { catalogue });
  if (compiled === undefined || failed(diagnostics)) throw new Broken(diagnostics);
  const engine = await createEngine({ bundles: [compiled], pool: false });
  const { manifest } = compiled;
  const profile = runtimeOf(manifest, catalogue);
  return {
    compiled,
    known: manifest.catalogues.includes(catalogue),
    facts: profile?.facts.map((fact) => fact.name) ?? [],
    begin: (id, provides) => engine.session({ id, ...(profile === undefined ? {} : { runtime: profile.runtime }), provides }),
  };
}

/** The runtime profile that traces of a catalogue have, where a pack declares one of that name. */
export function runtimeOf(manifest: Manifest, catalogue: string): Manifest["profiles"][number] | undefined {
  return manifest.profiles.find((profile) => profile.runtime === catalogue);
}

/** Tells once of each catalogue that no pack is for; `folder` holds catalogues, as `--tools` names it. */
export function strangers(terminal: Terminal, folder: string | undefined): (trace: Trace, guard: Guard) => void {
  const told = new Set<string>();
  return (trace, guard) => {
    const catalogue = catalogueOf(trace);
    if (guard.known || told.has(catalogue)) return;
    told.add(catalogue);
    const count = folder === undefined ? null : toolCount(folder, catalogue);
    terminal.err(note("cli/catalogue", { catalogue, tools: count === null ? "its tools" : `its ${counted(count, "tool")}` }));
  };
}

/** The findings of broken policies, for people. */
export function brokenText(broken: Broken, sources: readonly Source[], terminal: Terminal): string {
  return render(broken.diagnostics, texts(sources), { color: terminal.color });
}
