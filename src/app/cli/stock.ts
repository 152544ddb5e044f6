// Tool catalogues and the checked packs that are to decide their tools -> what the one has and the other has not: tools, arguments, what
// no tool reaches, facts. Plain data in a fixed order; knows no files and no streams.

import type { CatalogueProblem } from "../../catalogue/read.js";
import { compare } from "../../catalogue/compare.js";
import type { DeclaredTool, Difference } from "../../catalogue/compare.js";
import type { Argument, ArgumentType, DescribedTool } from "../../catalogue/tool.js";
import type { Policy, Rule } from "../../language/check/policy.js";
import { nearest } from "../../language/check/suggest.js";
import type { Param, PolicyFile, TypeNode } from "../../language/syntax/ast.js";
import type { Manifest } from "../../words/manifest.js";
import { ops, sinkKinds, stepOps } from "../../words/ops.js";
import { termColumns } from "../../words/term.js";

/** A catalogue as it was read; `file` is how it was named. */
export interface StockedCatalogue {
  readonly file: string;
  readonly tools: readonly DescribedTool[];
  readonly problems: readonly CatalogueProblem[];
}

/** Packs that were checked together; `files` are theirs. */
export interface StockedPacks {
  readonly files: readonly PolicyFile[];
  readonly policy: Policy;
  readonly manifest: Manifest;
  /** The runtime whose facts there are; null: any that the packs declare. */
  readonly runtime: string | null;
}

/** Something that no tool is bound to, and the rules that are for it. */
export interface Unreached {
  readonly name: string;
  readonly rules: readonly string[];
}

/** What catalogues and packs have and have not of each other. */
export interface Inventory {
  readonly catalogues: readonly { readonly file: string; readonly tools: number; readonly bound: number; readonly problems: readonly CatalogueProblem[] }[];
  readonly packages: readonly string[];
  /** Tools of the catalogues, and how many of them have a binding. */
  readonly tools: number;
  readonly bound: number;
  /** Tools without a binding; `near` is a binding without a tool that is called nearly so. */
  readonly unbound: readonly { readonly tool: string; readonly file: string; readonly near: string | null }[];
  /** Bindings of tools that are in no catalogue. */
  readonly absent: readonly { readonly tool: string; readonly package: string }[];
  readonly differences: readonly (Difference & { readonly tool: string; readonly file: string })[];
  /** What no tool of the catalogues is bound to. */
  readonly unreached: { readonly ops: readonly Unreached[]; readonly sinks: readonly Unreached[]; readonly acts: readonly Unreached[] };
  /** Facts that rules read and no profile provides: these rules are never asked. */
  readonly unprovided: readonly { readonly fact: string; readonly rules: readonly string[] }[];
  /** What rules read that a host tells with its events (`principal.id`, `time`); no profile declares it. */
  readonly told: readonly { readonly fact: string; readonly rules: readonly string[] }[];
  /** Facts of a profile that no rule reads. */
  readonly unread: readonly { readonly runtime: string; readonly fact: string }[];
}

/** Takes stock. */
export function stock(catalogues: readonly StockedCatalogue[], packs: StockedPacks): Inventory {
  const bindings = bindingsOf(packs.files);
  const listed = catalogues.flatMap(({ file, tools }) => tools.map((tool) => ({ file, tool })));
  const names = new Set(listed.map(({ tool }) => tool.name));
  // What begins with `@` the kernel calls itself.
  const absent = [...bindings].filter(([name]) => !names.has(name) && !name.startsWith("@")).map(([tool, binding]) => ({ tool, package: binding.package })).sort((a, b) => order(a.tool, b.tool));
  return {
    catalogues: catalogues.map(({ file, tools, problems }) => ({ file, tools: tools.length, bound: tools.filter(({ name }) => bindings.has(name)).length, problems })),
    packages: packs.policy.packages,
    tools: names.size,
    bound: [...names].filter((name) => bindings.has(name)).length,
    unbound: listed.filter(({ tool }) => !bindings.has(tool.name)).map(({ file, tool }) => ({ tool: tool.name, file, near: nearest(tool.name, absent.map((one) => one.tool)) })),
    absent,
    differences: listed.flatMap(({ file, tool }) => {
      const binding = bindings.get(tool.name);
      return binding === undefined ? [] : compare(tool, binding).map((difference) => ({ tool: tool.name, file, ...difference }));
    }),
    unreached: unreachedBy(names, packs.policy),
    ...factsOf(packs),
  };
}

/** Whether something stands in it that must not be so: a tool without a binding, a rule that is never asked, a catalogue of which a part could not be read. */
export function matters({ catalogues, unbound, unprovided }: Inventory): boolean {
  return unbound.length > 0 || unprovided.length > 0 || catalogues.some(({ problems }) => problems.length > 0);
}

function bindingsOf(files: readonly PolicyFile[]): ReadonlyMap<string, DeclaredTool & { readonly package: string }> {
  return new Map(files.flatMap((file) => file.items.flatMap((item) => (item.kind === "tool"
    ? [[item.name.text, { name: item.name.text, package: file.package.text, arguments: item.params.map(argumentOf), open: item.open }] as const] : []))));
}

function argumentOf({ name, optional, type }: Param): Argument {
  return { name: name.text, optional, type: typeOf(type), description: "", format: "", choices: [], unsaid: [] };
}

function typeOf(type: TypeNode): ArgumentType {
  switch (type.kind) {
    case "named": return { kind: type.name.text === "string" || type.name.text === "number" || type.name.text === "boolean" ? type.name.text : "any" };
    case "list": case "map": return { kind: type.kind, of: typeOf(type.of) };
    case "union": return { kind: "union", of: type.of.map(typeOf) };
    case "record": return { kind: "record", fields: type.params.map(argumentOf), open: type.open };
  }
}

/** Ops that come without a call of a tool: as events, or by the kernel's own tools. */
const toolless: ReadonlySet<string> = new Set([...stepOps, "REASON", "USER", "RECEIVE", "RESPOND", "ENDORSE", "DECLASSIFY", "ROLLBACK"]);

function unreachedBy(names: ReadonlySet<string>, { tools, acts, rules }: Policy): Inventory["unreached"] {
  const known = tools.filter(({ name }) => names.has(name));
  const without = (all: readonly string[], reached: readonly string[], of: (rule: Rule) => readonly string[]): readonly Unreached[] =>
    all.filter((name) => !reached.includes(name)).map((name) => ({ name, rules: rules.filter((rule) => of(rule).includes(name)).map(({ id }) => id) }));
  return {
    ops: without(ops.filter((op) => !toolless.has(op)), known.flatMap((tool) => tool.ops.map(({ op }) => op)), ({ scope }) => scope.ops),
    // An answer is shown to somebody.
    sinks: without(sinkKinds, ["ui", ...known.flatMap((tool) => tool.sinks.flatMap(({ sinks }) => sinks))], ({ scope }) => scope.sinks),
    acts: without(acts.map(({ name }) => name), known.flatMap((tool) => tool.acts.flatMap((clause) => clause.acts)), ({ scope }) => scope.acts),
  };
}

function factsOf({ policy, manifest, runtime }: StockedPacks): Pick<Inventory, "unprovided" | "told" | "unread"> {
  const named = policy.profiles.filter((profile) => profile.runtime === runtime);
  const profiles = named.length > 0 ? named : policy.profiles;
  // A rule of another runtime is not for this one.
  const asked = manifest.rules.filter((rule) => rule.runtime === undefined || named.length === 0 || rule.runtime === runtime);
  const provides = (rule: Manifest["rules"][number], fact: string): boolean => profiles.some((profile) => (rule.runtime ?? profile.runtime) === profile.runtime && profile.facts.some(({ name }) => name === fact));
  const wanted = (of: (rule: Manifest["rules"][number], fact: string) => boolean): Inventory["told"] => {
    const facts = [...new Set(asked.flatMap((rule) => rule.hostFacts.filter((fact) => of(rule, fact))))].sort();
    return facts.map((fact) => ({ fact, rules: asked.filter((rule) => rule.hostFacts.includes(fact) && of(rule, fact)).map(({ id }) => id) }));
  };
  return {
    unprovided: wanted((rule, fact) => !isTold(fact) && !provides(rule, fact)),
    told: wanted((_, fact) => isTold(fact)),
    unread: profiles.flatMap((profile) => {
      const read = new Set(asked.filter((rule) => (rule.runtime ?? profile.runtime) === profile.runtime).flatMap((rule) => [...rule.hostFacts, ...shownFacts(rule, manifest)]));
      return profile.facts.filter(({ name }) => !read.has(name)).map(({ name }) => ({ runtime: profile.runtime, fact: name }));
    }),
  };
}

function isTold(fact: string): boolean {
  return fact === "time" || fact.startsWith("principal.");
}

/** Facts that a rule's reason shows. */
function shownFacts({ reason }: Manifest["rules"][number], { demand }: Manifest): readonly string[] {
  return reason.flatMap((part) => {
    const column = part.kind === "column" ? demand.columns[part.column] : undefined;
    const read = column === undefined ? [] : column.kind === "term" ? termColumns(column.term) : [column];
    return read.flatMap((one) => (one.kind === "host" ? [one.name] : []));
  });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
