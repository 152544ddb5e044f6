// What a tool's binding says of records in its result: where they stand, by what each tells its author or its name, and what that
// author writes. That a result has such fields nobody checks: results have no declared shape.

import type { RecordEntry } from "../../words/manifest.js";
import { rolePlace, standsAt } from "../../words/place.js";
import type { Name, RecordClause, ToolClause, ToolItem } from "../syntax/ast.js";
import type { Place } from "./place.js";
import type { Tool } from "./policy.js";

type Clause = Extract<ToolClause, { readonly kind: "records" }>;

/** The records of a tool's result, by their places. */
export function readRecords(item: ToolItem, { report }: Place): Pick<Tool, "records"> {
  const clauses = item.clauses.filter((clause): clause is Clause => clause.kind === "records");
  if (clauses.length === 0) return {};
  const refuse = (at: Name | Clause, problem: string): void => report.add("check/bad-records", at.span, { tool: item.name.text, problem });
  const [text] = item.clauses.flatMap((clause) => (clause.kind === "format" && clause.format.text === "text" ? [clause] : []));
  const seen = new Set<string>();
  for (const clause of clauses) {
    const place = rolePlace(clause.path?.text ?? "");
    if (seen.has(place)) refuse(clause.path ?? clause, "those of this place are declared above");
    seen.add(place);
    if (clause.path?.text.endsWith("*") === true) refuse(clause.path, "`.*` is every place below, and a record stands at one");
    if (text !== undefined) refuse(clause, "its result is text, which has no fields");
    for (const kind of ["author", "title", "writes"] as const) {
      const [, again] = clause.clauses.filter((each) => each.kind === kind);
      if (again !== undefined) report.add("check/duplicate-clause", again.span, { clause: kind });
    }
    if (pathsOf(clause, "author").length + pathsOf(clause, "title").length === 0) refuse(clause, "say by which field a record tells its `author`, or its `title`");
    for (const author of pathsOf(clause, "author")) {
      if (pathsOf(clause, "writes").some(({ text: written }) => standsAt(rolePlace(written), rolePlace(author.text)))) refuse(author, `\`${author.text}\` is who wrote it, and stands in what he writes`);
    }
  }
  return { records: clauses.map(entryOf).sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function entryOf(clause: Clause): RecordEntry {
  const texts = (kind: RecordClause["kind"]): readonly string[] => pathsOf(clause, kind).map(({ text }) => text);
  const hasWrites = clause.clauses.some(({ kind }) => kind === "writes");
  return { path: clause.path?.text ?? "", author: texts("author"), title: texts("title"), ...(hasWrites ? { writes: texts("writes") } : {}) };
}

function pathsOf({ clauses }: Clause, kind: RecordClause["kind"]): readonly Name[] {
  return clauses.flatMap((clause) => (clause.kind === kind ? clause.paths : []));
}
