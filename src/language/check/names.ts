// All declarations of a bundle's packages by name, and which of them a package sees: its own, and those of the packages it uses.
// Tools, labels and rules hold for the whole bundle. Reports what is declared twice; does not look into declarations.

import { ACTS_MAX, TAGS_MAX } from "../../base/limits.js";
import { ops, sinkKinds } from "../../words/ops.js";
import type { ActItem, ConstItem, Item, Name, PolicyFile, RuleItem, RuntimeItem, ToolItem } from "../syntax/ast.js";
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
  readonly constants: Table<ConstItem>;
  readonly runtimes: Table<RuntimeItem>;
  readonly tools: Table<ToolItem>;
  readonly rules: Table<RuleItem>;
  /** Each tool once. */
  readonly bound: readonly ToolItem[];
  /** The packages each package sees, itself first. */
  readonly visible: ReadonlyMap<string, readonly string[]>;
}

/** Collects the declarations of all packages. */
export function collectNames(files: readonly PolicyFile[], report: Report): Names {
  const items = files.flatMap((file) => file.items.map((item) => ({ pack: file.package.text, item })));
  const tableOf = <T>(declared: (item: Item) => readonly { name: Name; item: T }[]): Map<string, Declared<T>[]> => {
    const table = new Map<string, Declared<T>[]>();
    for (const { pack, item } of items) {
      for (const one of declared(item)) table.set(one.name.text, [...(table.get(one.name.text) ?? []), { pack, ...one }]);
    }
    return table;
  };
  const tools = tableOf((item) => (item.kind === "tool" ? [{ name: item.name, item }] : []));
  const names: Names = {
    tags: tableOf((item) => (item.kind === "tag" ? item.names.map((name) => ({ name, item: name })) : [])),
    acts: tableOf((item) => (item.kind === "act" ? [{ name: item.name, item }] : [])),
    constants: tableOf((item) => (item.kind === "const" ? [{ name: item.name, item }] : [])),
    runtimes: tableOf((item) => (item.kind === "runtime" ? [{ name: item.name, item }] : [])),
    tools,
    bound: [...tools.values()].flatMap((declared) => declared.slice(0, 1)).map((declared) => declared.item),
    rules: tableOf((item) => (item.kind === "rule" ? [{ name: item.name, item }] : [])),
    visible: visibility(files, report),
  };
  reportTwice(names, report);
  reportTooMany(names, report);
  return names;
}

/** What a name means in a package: the package's own declaration first. Two used packages that both declare it are told. */
export function find<T>(names: Names, table: Table<T>, pack: string, name: Name, report: Report): Declared<T> | undefined {
  const seen = names.visible.get(pack) ?? [pack];
  const found = (table.get(name.text) ?? []).filter((declared) => seen.includes(declared.pack));
  const own = found.find((declared) => declared.pack === pack);
  const [first, second] = found;
  if (own === undefined && first !== undefined && second !== undefined) {
    report.add("check/ambiguous-name", name.span, { name: name.text, first: first.pack, second: second.pack });
  }
  return own ?? first;
}

/** The names of a table that a package sees. */
export function seenNames<T>(names: Names, table: Table<T>, pack: string): readonly string[] {
  const seen = names.visible.get(pack) ?? [pack];
  return [...table].filter(([, declared]) => declared.some((one) => seen.includes(one.pack))).map(([name]) => name);
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
      reportUnknown(report, "check/unknown-package", use, byName.keys());
      return false;
    });
    visible.set(file.package.text, [...new Set([file.package.text, ...(visible.get(file.package.text) ?? []), ...used.map((use) => use.text)])]);
  }
  return visible;
}

function reportTwice(names: Names, report: Report): void {
  const also = (first: Declared<unknown>): { also: { span: Declared<unknown>["name"]["span"]; label: string } } =>
    ({ also: { span: first.name.span, label: "declared here first" } });
  const twice = <T>(table: Table<T>, same: (a: Declared<T>, b: Declared<T>) => boolean, tell: (again: Declared<T>, first: Declared<T>) => void): void => {
    for (const declared of table.values()) {
      declared.forEach((again, at) => {
        const first = declared.slice(0, at).find((earlier) => same(earlier, again));
        if (first !== undefined) tell(again, first);
      });
    }
  };
  const inPack = (a: Declared<unknown>, b: Declared<unknown>): boolean => a.pack === b.pack;
  const anywhere = (): boolean => true;
  const tell = (kind: string) => (again: Declared<unknown>, first: Declared<unknown>): void =>
    report.add("check/duplicate-declaration", again.name.span, { kind, name: again.name.text }, also(first));
  twice(names.tags, inPack, tell("tag"));
  twice(names.acts, anywhere, tell("act"));
  twice(names.constants, inPack, tell("const"));
  twice(names.runtimes, inPack, tell("runtime"));
  twice(names.tools, anywhere, (again, first) => report.add("check/duplicate-tool", again.name.span, { name: again.name.text }, also(first)));
  twice(names.rules, inPack, (again, first) => report.add("check/duplicate-rule", again.name.span, { name: again.name.text }, also(first)));
  for (const word of [...ops, ...sinkKinds]) {
    // A sink kind and an act class may share a name, and then a selector means both; an op and an act may not.
    const act = (ops as readonly string[]).includes(word) ? names.acts.get(word)?.[0] : undefined;
    if (act !== undefined) report.add("check/duplicate-declaration", act.name.span, { kind: "act", name: word });
  }
}

function reportTooMany(names: Names, report: Report): void {
  const over = <T>(table: Table<T>, what: string, max: number): void => {
    const last = [...table.values()][max]?.[0];
    if (last !== undefined) report.add("check/too-many", last.name.span, { what, count: table.size, max });
  };
  over(names.tags, "tags", TAGS_MAX);
  over(names.acts, "act classes", ACTS_MAX);
}
