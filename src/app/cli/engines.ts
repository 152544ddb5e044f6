// Policy texts and a trace -> the engine that decides it. For each tool catalogue one bundle is compiled, of the packs that are for it
// and those that hold everywhere, and used for every trace of that catalogue. Decisions are made in this thread.

import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.js";
import { failed } from "../../base/diagnostic.js";
import type { Source } from "../../base/span.js";
import { render } from "../../base/render.js";
import { compile, startCache } from "../../compile.js";
import type { Cache, Compiled } from "../../compile.js";
import { writeBundle } from "../../node/bundle.js";
import { createEngine } from "../../node/engine.js";
import { fileJournal } from "../../node/evidence/journal.js";
import type { Journal } from "../../node/evidence/journal.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import type { Manifest } from "../../words/manifest.js";
import { counted } from "./count.js";
import { textsOf } from "./json.js";
import { DRAFTED, drafted } from "./drafted.js";
import { readData } from "./packs.js";
import { note, problemOf, refusal } from "./refusal.js";
import type { Runtime, Sessions } from "./run.js";
import type { Terminal } from "./terminal.js";

/** What decides the traces of one catalogue. */
export interface Guard extends Sessions {
  readonly compiled: Compiled;
  /** Whether any pack is for the catalogue. */
  readonly known: boolean;
  /** How many tools are bound by bindings that were drafted from the catalogue; null where packs alone decide. */
  readonly drafted: number | null;
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

/** What guards are made of. */
export interface GuardOptions {
  /** Folder in which the evidence of each run is kept, anew. */
  readonly journal?: string | undefined;
  /** Folder of catalogues: those that no pack is for are decided with drafted bindings. */
  readonly tools?: string | undefined;
  /** Bindings are drafted also where a pack is for the catalogue, and that pack is left out. */
  readonly drafted?: boolean | undefined;
  /** Runs keep what they could go back to. */
  readonly rollback?: boolean | undefined;
}

/** Gives the guard of a trace, compiling each bundle once. Throws `Broken` where the policies have errors. */
export function guards(sources: readonly Source[], options: GuardOptions = {}): (trace: Trace) => Promise<Guard> {
  if (options.drafted === true && options.tools === undefined) throw refusal("cli/no-tools", {});
  if (options.tools !== undefined && !existsSync(options.tools)) throw refusal("cli/unreadable", { path: options.tools, problem: "it is not there" });
  const known = new Map<string, Promise<Guard>>();
  const cache = startCache();
  return (trace) => {
    const catalogue = catalogueOf(trace);
    const guard = known.get(catalogue) ?? guardOf(sources, catalogue, options, cache);
    known.set(catalogue, guard);
    return guard;
  };
}

async function guardOf(sources: readonly Source[], catalogue: string, { journal, tools: folder, drafted: forced, rollback }: GuardOptions, cache: Cache): Promise<Guard> {
  const own = bundleOf(sources, catalogue, cache);
  const known = own.manifest.catalogues.includes(catalogue);
  const draft = folder === undefined || (known && forced !== true) ? null : drafted(sources, folder, catalogue, cache);
  const compiled = draft === null ? own : bundleOf(draft.sources, DRAFTED, cache);
  // A recorded run has the times that it was recorded with, and no others; and no other run has written where it reads.
  const engine = await createEngine({ bundles: [compiled], pool: false, now: null, registry: null, ...(journal === undefined ? {} : { journal: afresh(journalIn(journal)) }), ...(rollback === undefined ? {} : { rollback }) });
  // What a log is decided again by.
  if (journal !== undefined) await keep(compiled, join(journal, `${engine.digest}.tar.gz`));
  const { manifest } = compiled;
  return {
    compiled, known,
    drafted: draft?.tools ?? null,
    runtime: runtimesOf(manifest, catalogue),
    begin: (id, runtime, provides) => engine.session({ id, ...(runtime === undefined ? {} : { runtime }), provides }),
  };
}

function journalIn(folder: string): Journal {
  try {
    return fileJournal(folder);
  } catch (error) {
    throw refusal("cli/unwritable", { path: folder, problem: problemOf(error) });
  }
}

async function keep(bundle: Compiled, path: string): Promise<void> {
  try {
    await writeBundle(path, bundle);
  } catch (error) {
    throw refusal("cli/unwritable", { path, problem: problemOf(error) });
  }
}

function bundleOf(sources: readonly Source[], catalogue: string, cache: Cache): Compiled {
  const { value, diagnostics } = compile(sources, { catalogue }, readData(sources), cache);
  if (value === undefined || failed(diagnostics)) throw new Broken(diagnostics);
  return value;
}

/** A journal in which a session that is begun again begins anew: a run may turn out to provide more than was known, and may have been replayed before. */
function afresh(journal: Journal): Journal {
  return {
    ...journal,
    read(session) {
      if (journal.read(session) !== null) journal.cut(session, 0);
      return null;
    },
  };
}

/**
 * The runtime of a run by the facts it mentions: the one that is called as the catalogue is, else the one that declares most of the
 * facts (of several the first by name), else the only one there is.
 */
export function runtimesOf(manifest: Manifest, catalogue: string): Sessions["runtime"] {
  const facts = new Map<string, string[]>();
  for (const profile of manifest.profiles) facts.set(profile.runtime, [...facts.get(profile.runtime) ?? [], ...profile.facts.map((fact) => fact.name)]);
  const runtimes = [...facts].map(([name, declared]): Runtime => ({ name, facts: declared })).sort((a, b) => (a.name < b.name ? -1 : 1));
  const named = runtimes.find((runtime) => runtime.name === catalogue);
  const only = runtimes.length === 1 ? runtimes[0] : undefined;
  return (mentioned) => {
    const known = (runtime: Runtime): number => runtime.facts.filter((fact) => mentioned.has(fact)).length;
    const best = runtimes.reduce<Runtime | undefined>((most, one) => (known(one) > (most === undefined ? 0 : known(most)) ? one : most), undefined);
    return named ?? best ?? only;
  };
}

/** Tells once of each catalogue that no pack is for: that its bindings were drafted, or that a tool is called which none declares. */
export function strangers(terminal: Terminal): (trace: Trace, guard: Guard) => void {
  const told = new Set<string>();
  return (trace, guard) => {
    const catalogue = catalogueOf(trace);
    if (told.has(catalogue)) return;
    const bound = new Set(guard.compiled.manifest.tools.map(({ name }) => name));
    if (guard.drafted !== null) terminal.err(note("cli/drafted", { catalogue, tools: counted(guard.drafted, "tool") }));
    else if (guard.known || trace.events.every(({ event }) => event.kind !== "call" || bound.has(event.tool))) return;
    else terminal.err(note("cli/catalogue", { catalogue }));
    told.add(catalogue);
  };
}

/** The findings of broken policies, for people. */
export function brokenText(broken: Broken, sources: readonly Source[], terminal: Terminal): string {
  return render(broken.diagnostics, textsOf([...sources, ...readData(sources)]), terminal);
}
