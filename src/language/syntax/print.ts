// The tree of a policy file -> its text in the one layout, with its comments. Reading that text gives the same tree, up to places.
// Of the original's lines it keeps three things: single empty lines, that a short item stood on one line, and how the members of a long
// list of texts were put together in lines. Comments go with what they stood before or beside.

import { unreachable } from "../../base/assert.js";
import { PRINT_WIDTH } from "../../base/limits.js";
import type { Span } from "../../base/span.js";
import type { Item, Name, PolicyFile, RuleItem } from "./ast.js";
import { actClause, executableClause, factClause, inBraces, labelDoc, quoted, ruleClause, testStep, toolClause } from "./clauses.js";
import type { Clause } from "./clauses.js";
import { commas, flat, line, lines } from "./doc.js";
import type { Doc } from "./doc.js";
import { expressionDoc, nameText, paramDocs, typeDoc } from "./layout.js";
import { quote } from "./literal.js";
import { margin } from "./margin.js";
import type { Margin } from "./margin.js";

/** A clause or step of an item and its place. */
interface Part { readonly span: Span; readonly clause: Clause | Doc }

/** Prints a policy file. */
export function print(file: PolicyFile): string {
  const notes = margin(file);
  const printed: string[] = [];
  const head = [
    ...(file.package.text === "" ? [] : [{ span: file.package.span, doc: `package ${file.package.text}` }]),
    ...file.uses.map((use) => ({ span: use.span, doc: `use ${use.text}` })),
    ...(file.catalogues.length === 0 ? [] : [{ span: whole(file.catalogues), doc: ["for ", commas(file.catalogues.map(quoted))] }]),
  ];
  for (const { span, doc } of head) printed.push(...notes.place(span, lines(doc, 0), ""));
  file.items.forEach((item, at) => {
    const own = printItem(item, notes);
    if (file.items[at - 1]?.kind !== item.kind && own[0] !== "" && printed.length > 0) printed.push("");
    for (const text of own) printed.push(text);
  });
  const rest = notes.rest("");
  if (rest.length > 0 && rest[0] !== "" && file.items.length === 0) printed.push("");
  for (const text of rest) printed.push(text);
  return `${printed.join("\n")}\n`;
}

function printItem(item: Item, notes: Margin): string[] {
  switch (item.kind) {
    case "tag": return notes.place(item.span, lines(["tag ", commas(item.names.map(({ text }) => text))], 0), "");
    case "const": return notes.place(item.span, lines([`const ${item.name.text} = `, expressionDoc(item.value)], 0), "");
    case "data": return notes.place(item.span, lines([`data ${item.name.text}: `, typeDoc(item.type)], 0), "");
    case "define": return notes.place(item.span, definition(item), "");
    case "dimension": {
      const chains = item.chains.map((chain) => chain.map(({ text }) => text).join(" < "));
      return notes.place(item.span, lines(inBraces(`dimension ${item.name.text}`, chains), 0), "");
    }
    case "label": return label(item, notes);
    case "act": return body(item.span, `act ${item.name.text} {`, [
      ...(item.verbs.length === 0 ? [] : [{ span: whole(item.verbs), clause: actClause("verbs", listed(item.verbs, notes, "  verbs ".length)) }]),
      ...(item.nouns.length === 0 ? [] : [{ span: whole(item.nouns), clause: actClause("nouns", listed(item.nouns, notes, "  nouns ".length)) }]),
    ], notes);
    case "executable": return executable(item, notes);
    case "runtime": return body(item.span, `runtime ${item.name.text} {`, item.facts.map(({ name, type, span }) => ({ span, clause: factClause(name, type) })), notes);
    case "tool": {
      const head: Doc = [`tool ${nameText(item.name)}(`, commas(paramDocs(item.params, item.open)), ") {"];
      return body(item.span, head, item.clauses.map((clause) => ({ span: clause.span, clause: toolClause(clause) })), notes);
    }
    case "rule": return body(item.span, ruleHead(item), item.clauses.map((clause) => ({ span: clause.span, clause: ruleClause(clause) })), notes);
    case "test": {
      const runtime = item.runtime === null ? [] : [{ span: item.runtime.span, clause: `runtime ${item.runtime.text}` }];
      return body(item.span, `test ${quote(item.title.text)} {`, [...runtime, ...item.steps.map((step) => ({ span: step.span, clause: testStep(step) }))], notes);
    }
    default: return unreachable(item);
  }
}

function ruleHead({ rule, runtime, effect, name, title }: RuleItem): string {
  const kind = runtime === null ? rule : `${rule} ${runtime.text}`;
  return `${kind} ${effect.text} ${name.text} ${title === null ? "" : `${quote(title.text)} `}{`;
}

/** On one line where it fits; else what it stands for begins the next. */
function definition({ name, params, value }: Item & { kind: "define" }): string[] {
  const shown = params.map((param): Doc => (param.type === null ? param.name.text : [`${param.name.text}: `, typeDoc(param.type)]));
  const head: Doc = shown.length === 0 ? `define ${name.text} =` : [`define ${name.text}(`, commas(shown), ") ="];
  const one = flat([head, " ", expressionDoc(value)]);
  return one.length <= PRINT_WIDTH ? [one] : [...lines(head, 0), ...lines(["  ", expressionDoc(value)], 2)];
}

/** On one line where it fits; else its globs on lines of their own, and what they are in braces below. */
function label(item: Item & { kind: "label" }, notes: Margin): string[] {
  const globs = listed(item.globs, notes, "  ".length);
  const clauses = item.clauses.map(labelDoc);
  const inner = clauses.length === 0 ? "{ }" : `{ ${clauses.map(flat).join("  ")} }`;
  const one = `label ${item.resource.text} ${flat(globs)} ${inner}`;
  if (notes.inside(item.span)) {
    const parts = item.clauses.map((clause, at) => ({ span: clause.span, clause: clauses[at] ?? "" }));
    return body(item.span, [`label ${item.resource.text} `, globs, " {"], parts, notes);
  }
  if (one.length <= PRINT_WIDTH) return notes.place(item.span, [one], "");
  return notes.place(item.span, [`label ${item.resource.text}`, ...lines(["  ", globs], 2), inner], "");
}

/** Its names on lines of their own where they do not fit on the first. */
function executable(item: Item & { kind: "executable" }, notes: Margin): string[] {
  const parts = item.clauses.map((clause) => ({ span: clause.span, clause: executableClause(clause, (names) => listed(names, notes, "  operands ".length)) }));
  return body(item.span, ["executable ", listed(item.names, notes, "executable ".length), " {"], parts, notes);
}

/** Texts with commas between them: in one line where they fit, else in the lines they stood in where each of those does. */
function listed(names: readonly Name[], notes: Margin, indent: number): Doc {
  const all = commas(names.map(quoted));
  const starts = names.flatMap(({ span }, at) => (at === 0 || notes.begins(span) ? [at] : []));
  if (starts.length <= 1 || flat(all).length <= PRINT_WIDTH - indent) return all;
  const rows = starts.map((from, row) => names.slice(from, starts[row + 1]).map((name, at, { length }) => `${quoted(name)}${at === length - 1 && row < starts.length - 1 ? "," : ""}`));
  if (rows.some((row) => indent + row.join(", ").length > PRINT_WIDTH)) return all;
  return { kind: "align", of: rows.flatMap((row, at) => (at === 0 ? [commas(row)] : [line, commas(row)])) };
}

/** A head, its clauses on lines of their own with what is noted at each, and the closing brace; all on one line where it was so and fits. */
function body(span: Span, head: Doc, parts: readonly Part[], notes: Margin): string[] {
  const empty = parts.length === 0;
  if (!notes.inside(span) && (empty || notes.oneLine(span))) {
    const text = [flat(head), parts.map(({ clause }) => oneLine(clause)).join("  "), "}"].filter((piece) => piece !== "").join(" ");
    if (text.length <= PRINT_WIDTH) return notes.place(span, [text], "");
  }
  const width = Math.max(0, ...parts.map(({ clause }) => (isClause(clause) && clause.apart === undefined ? clause.word.length : 0)));
  const above = notes.above(span, "");
  const inner = [...parts.flatMap((part) => notes.place(part.span, clauseLines(part.clause, width), "  ")), ...notes.within(span, "  ")];
  // A comment that comes from within the head begins the body.
  if (inner[0] === "") inner.shift();
  return [...above, ...lines(head, 0), ...inner, ...notes.beside(span, ["}"])];
}

function oneLine(clause: Clause | Doc): string {
  return isClause(clause) ? `${clause.word} ${flat(clause.doc)}`.trimEnd() : flat(clause);
}

/** A clause behind its word; a condition that is too long for a line has each link on its own, its word before it. */
function clauseLines(clause: Clause | Doc, width: number): string[] {
  if (!isClause(clause)) return lines(["  ", clause], 2);
  if (clause.apart !== undefined) return clause.doc === "" ? [`  ${clause.word}`] : lines([`  ${clause.word} `, clause.doc], 2);
  const head = `  ${clause.word.padEnd(width)} `;
  const { chain } = clause;
  if (chain === undefined || head.length + flat(clause.doc).length <= PRINT_WIDTH) return lines([head, clause.doc], 2);
  const word = chain.kind.padStart(Math.min(4, head.length - 1 - chain.kind.length) + chain.kind.length).padEnd(head.length);
  return chain.links.flatMap((link, at) => lines([at === 0 ? head : word, link], 2));
}

function isClause(clause: Clause | Doc): clause is Clause {
  return typeof clause === "object" && "word" in clause;
}

/** From the first name to the last. */
function whole(names: readonly Name[]): Span {
  const [first] = names;
  const last = names.at(-1);
  return { file: first?.span.file ?? "", start: first?.span.start ?? 0, end: last?.span.end ?? 0 };
}
