// All declarations of a bundle's packages by name, and which of them a package sees: its own, and those of the packages it uses.
// Tools, labels and rules hold for the whole bundle. Reports what is declared twice; does not look into declarations.

import { EXECUTABLES_MAX, TAGS_MAX } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import { ops } from "../../words/ops.js";
import type { ActItem, ConstItem, DataItem, DefineItem, DimensionItem, ExecutableItem, Item, Name, PolicyFile, RuleItem, RuntimeItem, ToolItem } from "../syntax/ast.js";
import { extractors } from "../../words/column.js";
import { functions } from "../../words/functions.js";
import type { Dimension } from "./dimension.js";
import type { GlobKind } from "../../words/glob.js";
import type { Report } from "./report.js";
import { reportUnknown } from "./report.js";

/** A declaration and the package it stands in. */
export interface Declared<T> {
  readonly pack: string;
  readonly name: Name;
  readonly item: T;
}

/** Declarations of one sort, by name; a name may be declared by several packages. */
export type Table<T> = ReadonlyMap<string, readonly Declared<T>[]>;

/** Everything that is declared. */
export interface Names {
  readonly tags: Table<Name>;
  readonly acts: Table<ActItem>;
  readonly executables: Table<ExecutableItem>;
  readonly dimensions: Table<DimensionItem>;
  readonly constants: Table<ConstItem>;
  readonly data: Table<DataItem>;
  readonly defines: Table<DefineItem>;
  readonly runtimes: Table<RuntimeItem>;
  /** The facts that each runtime may provide, by name; of one name the first. */
  readonly facts: ReadonlyMap<string, ReadonlyMap<string, RuntimeItem["facts"][number]>>;
  readonly tools: Table<ToolItem>;
  readonly rules: Table<RuleItem>;
  /** Each rule as it was written, by its place. */
  readonly written: ReadonlyMap<Span, RuleItem>;
  /** Each tool once. */
  readonly bound: readonly ToolItem[];
  /** The packages each package sees, itself first. */
  readonly visible: ReadonlyMap<string, readonly string[]>;
  /** The dimensions that are lattices, by name. */
  readonly lattices: ReadonlyMap<string, Dimension>;
  /** Declarations that something was found to mean, and in which packages. */
  readonly used: Map<unknown, Set<string>>;
  /** What external data is matched with as globs, by its name in the bundle. */
  readonly globs: Map<string, Set<GlobKind>>;
}

/** Declarations as they are collected: what dimensions mean is not known yet. */
export type Collected = Omit<Names, "lattices">;

/** Collects the declarations of all packages. */
export function collectNames(files: readonly PolicyFile[], report: Report): Collected {
  const items = files.flatMap((file) => file.items.map((item) => ({ pack: file.package.text, item })));
  const tableOf = <T>(declared: (item: Item) => readonly { name: Name; item: T }[]): Map<string, Declared<T>[]> => {
    const table = new Map<string, Declared<T>[]>();
    for (const { pack, item } of items) {
      for (const one of declared(item)) {
        const known = table.get(one.name.text);
        if (known === undefined) table.set(one.name.text, [{ pack, ...one }]);
        else known.push({ pack, ...one });
      }
    }
    return table;
  };
  const tools = tableOf((item) => (item.kind === "tool" ? [{ name: item.name, item }] : []));
  const runtimes = tableOf((item) => (item.kind === "runtime" ? [{ name: item.name, item }] : []));
  const names: Collected = {
    tags: tableOf((item) => (item.kind === "tag" ? item.names.map((name) => ({ name, item: name })) : [])),
    acts: tableOf((item) => (item.kind === "act" ? [{ name: item.name, item }] : [])),
    executables: tableOf((item) => (item.kind === "executable" ? item.names.map((name) => ({ name, item })) : [])),
    dimensions: tableOf((item) => (item.kind === "dimension" ? [{ name: item.name, item }] : [])),
    constants: tableOf((item) => (item.kind === "const" ? [{ name: item.name, item }] : [])),
    data: tableOf((item) => (item.kind === "data" ? [{ name: item.name, item }] : [])),
    defines: tableOf((item) => (item.kind === "define" ? [{ name: item.name, item }] : [])),
    runtimes,
    facts: new Map([...runtimes].map(([runtime, declared]) => [runtime, byName(declared.flatMap(({ item }) => item.facts))])),
    tools,
    bound: [...tools.values()].flatMap((declared) => declared.slice(0, 1)).map((declared) => declared.item),
    rules: tableOf((item) => (item.kind === "rule" ? [{ name: item.name, item }] : [])),
    written: new Map(items.flatMap(({ item }) => (item.kind === "rule" ? [[item.span, item] as const] : []))),
    visible: visibility(files, report),
    used: new Map(),
    globs: new Map(),
  };
  reportTwice(names, report);
  reportShared(names, report);
  reportTooMany(names, report);
  return names;
}

/** By name, in order; of one name the first. */
function byName<T extends { readonly name: Name }>(all: readonly T[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const one of all) if (!found.has(one.name.text)) found.set(one.name.text, one);
  return found;
}

/** What a name means in a package: the package's own declaration first. Two used packages that both declare it are told. */
export function find<T>(names: Pick<Names, "visible" | "used">, table: Table<T>, pack: string, name: Name, report: Report): Declared<T> | undefined {
  const seen = names.visible.get(pack) ?? [pack];
  const found = (table.get(name.text) ?? []).filter((declared) => seen.includes(declared.pack));
  const own = found.find((declared) => declared.pack === pack);
  const [first, second] = found;
  if (own === undefined && first !== undefined && second !== undefined) {
    report.add("check/ambiguous-name", name.span, { name: name.text, first: first.pack, second: second.pack });
  }
  const meant = own ?? first;
  if (meant !== undefined) names.used.set(meant.item, (names.used.get(meant.item) ?? new Set()).add(pack));
  return meant;
}

/** The names of a table that a package sees, one after another: often they are not needed. */
export function* seenNames<T>(names: Names, table: Table<T>, pack: string): Iterable<string> {
  const seen = names.visible.get(pack) ?? [pack];
  for (const [name, declared] of table) if (declared.some((one) => seen.includes(one.pack))) yield name;
}

/** A package that declares the name, where the asking one does not see it. */
export function declaredElsewhere<T>(table: Table<T>, name: string): string | undefined {
  return table.get(name)?.[0]?.pack;
}

function visibility(files: readonly PolicyFile[], report: Report): Map<string, readonly string[]> {
  const byName = new Map<string, PolicyFile>();
  for (const file of files) {
    const first = byName.get(file.package.text);
    if (first === undefined) byName.set(file.package.text, file);
    // A file whose package could not be read has no name, and that is told already.
    else if (file.package.text !== "") report.add("check/duplicate-package", file.package.span, { name: file.package.text }, { also: { span: first.package.span, label: "declared here first" } });
  }
  const visible = new Map<string, readonly string[]>();
  for (const file of files) {
    const used = file.uses.filter((use) => {
      if (byName.has(use.text)) return true;
      reportUnknown(report, "check/unknown-package", use, [...byName.keys()].filter((name) => name !== file.package.text), undefined, "give the command the folder in which it lies as well");
      return false;
    });
    visible.set(file.package.text, [...new Set([file.package.text, ...(visible.get(file.package.text) ?? []), ...used.map((use) => use.text)])]);
  }
  return visible;
}

function reportTwice(names: Collected, report: Report): void {
  /** Declarations of one name clash where `where` puts them in the same place: everywhere, or in one package. */
  const twice = <T>(table: Table<T>, where: (declared: Declared<T>) => string, tell: (again: Declared<T>, first: Declared<T>) => void): void => {
    for (const declared of table.values()) {
      const firsts = new Map<string, Declared<T>>();
      for (const one of declared) {
        const first = firsts.get(where(one));
        if (first === undefined) firsts.set(where(one), one);
        else tell(one, first);
      }
    }
  };
  const inPack = (declared: Declared<unknown>): string => declared.pack;
  const anywhere = (): string => "";
  const tell = (kind: string) => (again: Declared<unknown>, first: Declared<unknown>): void =>
    report.add("check/duplicate-declaration", again.name.span, { kind, name: again.name.text }, also(first));
  twice(names.tags, inPack, tell("tag"));
  twice(names.acts, anywhere, tell("act"));
  twice(names.executables, anywhere, tell("executable"));
  twice(names.dimensions, anywhere, tell("dimension"));
  twice(names.constants, inPack, tell("const"));
  twice(names.data, inPack, tell("data"));
  twice(names.defines, inPack, tell("define"));
  twice(names.runtimes, inPack, tell("runtime"));
  twice(names.tools, anywhere, (again, first) => report.add("check/duplicate-tool", again.name.span, { name: again.name.text }, also(first)));
  twice(names.rules, inPack, (again, first) => report.add("check/duplicate-rule", again.name.span, { name: again.name.text }, { ...also(first), help: "give one of the two another name; where both were meant as one rule, join their conditions with `or`" }));
}

/** Names that mean the same thing in the same place must not be shared: an op and an act; values and definitions; dimensions and functions. */
function reportShared(names: Collected, report: Report): void {
  for (const word of ops) {
    // A sink kind and an act class may share a name, and then a selector means both; an op and an act may not.
    const act = names.acts.get(word)?.[0];
    if (act !== undefined) report.add("check/duplicate-declaration", act.name.span, { kind: "act", name: word });
  }
  const tables: readonly (readonly [string, Table<unknown>])[] = [["const", names.constants], ["data", names.data], ["define", names.defines]];
  tables.forEach(([kind, table], at) => {
    for (const declared of [...table.values()].flat()) {
      const earlier = tables.slice(0, at).flatMap(([, other]) => other.get(declared.name.text) ?? []).find((other) => other.pack === declared.pack);
      if (earlier !== undefined) report.add("check/duplicate-declaration", declared.name.span, { kind, name: declared.name.text }, also(earlier));
    }
  });
  for (const declared of [...names.dimensions.values()].flat()) if (reserved.has(declared.name.text)) report.add("check/reserved-name", declared.name.span, { name: declared.name.text });
  for (const declared of [...names.defines.values()].flat()) if (reserved.has(declared.name.text)) report.add("check/reserved-name", declared.name.span, { name: declared.name.text });
}

/** What a call may name already: a dimension or a definition of such a name could not be told from it. */
const reserved: ReadonlySet<string> = new Set([
  ...Object.keys(functions), ...Object.keys(extractors), "shell", "local_time", "trust", "secrecy", "tags", "tag", "who", "shape", "named", "told", "called", "present", "asked", "delegated",
  "approved", "approvers", "approver_roles", "repeats", "alternates", "changed", "count", "sum", "distinct", "latest", "all", "after", "before", "sink", "source", "target", "op", "tool",
  "args", "result", "principal", "time",
]);

function also(first: Declared<unknown>): { also: { span: Declared<unknown>["name"]["span"]; label: string } } {
  return { also: { span: first.name.span, label: "declared here first" } };
}

function reportTooMany(names: Collected, report: Report): void {
  const over = <T>(table: Table<T>, what: string, max: number): void => {
    const last = [...table.values()][max]?.[0];
    if (last !== undefined) report.add("check/too-many", last.name.span, { what, count: table.size, max });
  };
  over(names.tags, "tags", TAGS_MAX);
  over(names.dimensions, "dimensions", TAGS_MAX);
  over(names.executables, "executables", EXECUTABLES_MAX);
}
