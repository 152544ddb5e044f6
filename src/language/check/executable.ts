// Declarations of executables: the words of their clauses known, each option once, what they are like declared. What they then mean is
// the event's affair; of a program that is built in, a declaration of the same name takes the place.

import { deeds, places, powers, uses, type ExecutableEntry, type Given, type Place as Which } from "../../words/executable.js";
import { executables as builtIn } from "../../words/executables.generated.js";
import type { Span } from "../../base/span.js";
import type { ExecutableClause, ExecutableItem, Name } from "../syntax/ast.js";
import type { Names } from "./names.js";
import type { Place } from "./place.js";
import { reportUnknown, reportWord, type Report } from "./report.js";

/** Where a declaration stands. */
type Where = Pick<Place, "report" | "names">;

/** Reads a declaration of executables. */
export function readExecutable(item: ExecutableItem, { report, names }: Where): ExecutableEntry {
  checkNames(item.names, report);
  const { clauses } = item;
  const seen = new Map<string, Span>();
  const likes = clauses.filter((clause) => clause.kind === "like");
  for (const again of likes.slice(1)) report.add("check/duplicate-clause", again.span, { clause: "like" }, also(likes[0]?.span));
  const [like] = likes;
  if (like !== undefined) checkLike(like.name, item, names, report);
  const options = clauses.flatMap((clause) => clause.kind === "option" ? [{ names: optionNames(clause.names, seen, report), uses: words("use", clause.uses, uses, report) }] : []);
  const flags = clauses.flatMap((clause) => clause.kind === "flag" ? optionNames(clause.names, seen, report) : []);
  const said = clauses.flatMap((clause) => clause.kind === "says" ? [clause] : []);
  const operands = said.flatMap((clause) => placed(clause, report));
  const may = said.flatMap((clause) => clause.word.text === "may" ? [{ powers: words("power", clause.what, powers, report), ...given(clause) }] : []);
  const does = said.flatMap((clause) => clause.word.text === "does" ? [{ deeds: words("deed", clause.what, deeds, report), ...given(clause) }] : []);
  for (const { word } of said) if (!isPlace(word.text) && word.text !== "may" && word.text !== "does") reportWord(report, "clause of an executable", word, [...places, "option", "flag", "like", "may", "does"]);
  if (item.broken !== true && like === undefined && !operands.some((clause) => clause.place === "operands" && clause.when === undefined && clause.unless === undefined)) {
    report.add("check/missing-clause", item.span, { name: `executable "${item.names[0]?.text ?? ""}"`, clause: "operands" }, { help: "say what is done to its operands, as `operands read`; where they are mere values, `operands value`" });
  }
  return {
    names: item.names.map(({ text }) => text), ...(like === undefined ? {} : { like: like.name.text }),
    ...filled("options", options), ...filled("flags", [...flags].sort()), ...filled("operands", operands), ...filled("may", may), ...filled("does", does),
  };
}

/** All that a bundle declares, by their first names; what is built in, word for word, is not said again. */
export function executablesOf(entries: readonly ExecutableEntry[]): readonly ExecutableEntry[] {
  const known = new Set(builtIn.map((entry) => JSON.stringify(entry)));
  return entries.filter((entry) => !known.has(JSON.stringify(entry))).sort((a, b) => ((a.names[0] ?? "") < (b.names[0] ?? "") ? -1 : 1));
}

function checkNames(names: readonly Name[], report: Report): void {
  for (const name of names) {
    if (!/^[^\s/\\]+( [^\s/\\-][^\s/\\]*)*$/.test(name.text)) report.add("check/bad-executable", name.span, { name: name.text });
  }
}

/** What it is like must be declared, and not be like it in turn; its own name is the program that is built in. */
function checkLike(like: Name, item: ExecutableItem, names: Names, report: Report): void {
  const isBuiltIn = (name: string): boolean => builtIn.some((entry) => entry.names.includes(name));
  const nextOf = (of: ExecutableItem): string | undefined => of.clauses.flatMap((clause) => (clause.kind === "like" ? [clause.name.text] : []))[0];
  const seen = new Set([item]);
  let { text } = like;
  let at = item;
  for (;;) {
    const next = at.names.some((name) => name.text === text) ? undefined : names.executables.get(text)?.[0]?.item;
    if (next === undefined) {
      if (at === item && !isBuiltIn(text)) reportUnknown(report, "check/unknown-executable", like, known(names));
      return;
    }
    if (seen.has(next)) return report.add("check/recursive-executable", like.span, { name: like.text });
    seen.add(next);
    at = next;
    text = nextOf(next) ?? "";
    if (text === "") return;
  }
}

function* known(names: Names): Iterable<string> {
  yield* names.executables.keys();
  for (const entry of builtIn) yield* entry.names;
}

/** The names of options, each once in a declaration. */
function optionNames(names: readonly Name[], seen: Map<string, Span>, report: Report): readonly string[] {
  for (const { text, span } of names) {
    if (!/^[-+][^\s=]+$/.test(text)) report.add("check/bad-option", span, { name: text });
    const first = seen.get(text);
    if (first !== undefined) report.add("check/duplicate-clause", span, { clause: `option "${text}"` }, also(first));
    else seen.set(text, span);
  }
  return names.map(({ text }) => text);
}

function placed(clause: Says, report: Report): NonNullable<ExecutableEntry["operands"]> {
  const { text } = clause.word;
  return isPlace(text) ? [{ place: text, uses: words("use", clause.what, uses, report), ...given(clause) }] : [];
}

type Says = Extract<ExecutableClause, { kind: "says" }>;

function given(clause: Says): Given {
  return clause.given === null ? {} : { [clause.given.kind]: clause.given.options.map(({ text }) => text) };
}

function words<T extends string>(what: string, names: readonly Name[], of: readonly T[], report: Report): readonly T[] {
  return names.flatMap((name) => {
    const word = of.find((one) => one === name.text);
    if (word === undefined) reportWord(report, what, name, of);
    return word ?? [];
  });
}

function filled<K extends string, T>(key: K, list: readonly T[]): { readonly [key in K]?: readonly T[] } {
  return list.length === 0 ? {} : { [key]: list } as { readonly [key in K]: readonly T[] };
}

function isPlace(text: string): text is Which {
  return places.some((place) => place === text);
}

function also(span: Span | undefined): { also?: { span: Span; label: string } } {
  return span === undefined ? {} : { also: { span, label: "the first one" } };
}
