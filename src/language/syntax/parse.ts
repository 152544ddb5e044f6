// The text of one policy file -> its tree, and all that is not written as the language says.
// Never throws, whatever the text. What a name means, or whether it is one of anything, is not known here.

import type { CstNode, IToken } from "chevrotain";
import type { ExpressionCstNode, HeadCstNode, ItemCstNode, PolicyCstNode } from "../../../grammar/cst.generated.js";
import { PolicyParser } from "../../../grammar/parser.js";
import { lex } from "../../../grammar/tokens.js";
import { failed, sorted } from "../../base/diagnostic.js";
import type { Diagnostic, Outcome } from "../../base/diagnostic.js";
import { EXPRESSION_DEPTH_MAX, FILE_ERRORS_MAX, POLICY_BYTES_MAX } from "../../base/limits.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Source } from "../../base/span.js";
import type { Expression, Name, PolicyFile } from "./ast.js";
import { foreignComments } from "./comments.js";
import { tooDeep } from "./depth.js";
import { expectations } from "./expected.js";
import { expression } from "./expressions.js";
import { item } from "./items.js";
import { nameFaults } from "./letters.js";
import { literalFaults } from "./literal.js";
import { dottedName, first, textList, tokenName, tokenSpan } from "./nodes.js";
import { recover } from "./recover.js";
import type { SyntaxFault } from "./fault.js";
import type { Recovered } from "./recover.js";

/**
 * Made when it is first asked for: whoever never parses need not wait for it. Parsers keep the tokens they are at; each call of `parse`
 * gives it new ones, so that nothing of one text is left for the next.
 */
const made: { parser?: PolicyParser } = {};

/**
 * Reads a policy. The value holds every item that could be read; an item with an unreadable clause is there without it, and a file
 * whose `package` could not be read has an empty name. A text that is too large has no value.
 */
export function parse(source: Source): Outcome<PolicyFile> {
  const { file, text } = source;
  const bytes = utf8Bytes(text);
  if (bytes > POLICY_BYTES_MAX) {
    return { diagnostics: [diagnose("syntax/too-large", { file, start: 0, end: 0 }, { bytes, max: POLICY_BYTES_MAX })] };
  }
  const { tokens: lexed, comments } = lex(text);
  const { tokens: own, diagnostics: remarks } = foreignComments(source, lexed);
  const { tokens, diagnostics: names } = nameFaults(source, own);
  const deep = tooDeep(tokens);
  const diagnostics = [
    ...literalFaults(file, tokens, comments),
    ...remarks,
    ...names,
    ...deep.map((token) => diagnose("syntax/too-deep", tokenSpan(file, token), { max: EXPRESSION_DEPTH_MAX })),
  ];
  const whole = deep.length === 0 ? attempt("policy", tokens) : null;
  const trees = whole !== null && "tree" in whole ? policyParts(whole.tree) : null;
  const recovered = trees === null ? recover(source, tokens, new Set(deep), attempt) : { trees, lost: [], diagnostics: [] };
  const built = assemble(source, recovered.trees, comments.map((token) => tokenName(file, token)), tokens[0]);
  const lost = recovered.lost.map((token) => tokenName(file, token));
  const found = bounded(sorted([...diagnostics, ...recovered.diagnostics, ...built.diagnostics]));
  return { value: { ...built.value, ...(lost.length === 0 ? {} : { lost }), ...(failed(found) ? { faulty: true } : {}) }, diagnostics: found };
}

/** An expression that stands in a string (a reason's braces), its spans those of the file where it has no escapes; null for what is none. */
export function parseExpression({ text, span }: Name): Expression | null {
  const { tokens } = lex(text);
  const { diagnostics } = nameFaults({ file: span.file, text }, tokens);
  if (diagnostics.length > 0 || tokens.length === 0 || tooDeep(tokens).length > 0 || literalFaults(span.file, tokens, []).length > 0) return null;
  for (const token of tokens) {
    token.startOffset += span.start;
    token.endOffset = (token.endOffset ?? token.startOffset) + span.start;
  }
  const found = attempt("expression", tokens);
  return "tree" in found ? expression(span.file, found.tree as ExpressionCstNode) : null;
}

/** The first errors and the first warnings; that there are more errors is one itself, so that none is lost. */
function bounded(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  if (diagnostics.length <= FILE_ERRORS_MAX) return diagnostics;
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const warnings = diagnostics.filter(({ severity }) => severity !== "error").slice(0, FILE_ERRORS_MAX);
  const [more] = errors.slice(FILE_ERRORS_MAX);
  const last = more === undefined ? [] : [diagnose("syntax/too-many-errors", more.span, { max: FILE_ERRORS_MAX })];
  return sorted([...errors.slice(0, FILE_ERRORS_MAX), ...warnings, ...last]);
}

function attempt(rule: "policy" | "head" | "item" | "expression", tokens: IToken[]): { readonly tree: CstNode } | { readonly error: SyntaxFault } {
  const parser = (made.parser ??= new PolicyParser(expectations));
  parser.input = tokens;
  const tree = parser[rule]();
  const [error] = parser.errors;
  parser.input = [];
  if (error === undefined) return { tree };
  const { token, message, name } = error;
  return { error: { token: Number.isNaN(token.startOffset) ? undefined : token, message, trailing: name === "NotAllInputParsedException" } };
}

/** Heads before items, as the grammar has them. */
function policyParts(tree: CstNode): Recovered[] {
  const { head = [], item: items = [] } = (tree as PolicyCstNode).children;
  return [...head, ...items].map((part) => ({ tree: part, broken: false }));
}

function assemble(source: Source, trees: readonly Recovered[], comments: readonly Name[], opening: IToken | undefined): { value: PolicyFile; diagnostics: Diagnostic[] } {
  const { file, text } = source;
  const diagnostics: Diagnostic[] = [];
  const packages: Name[] = [];
  const uses: Name[] = [];
  const catalogues: Name[] = [];
  const items = [];
  for (const { tree, broken } of trees) {
    if (tree.name === "item") {
      items.push(item(file, tree as ItemCstNode, broken));
      continue;
    }
    const of = (tree as HeadCstNode).children;
    const token = first(of.Package ?? of.Use ?? of.For);
    if (of.Package !== undefined) packages.push(dottedName(file, first(of.package)));
    if (of.use !== undefined) uses.push(dottedName(file, first(of.use)));
    if (of.texts !== undefined) catalogues.push(...textList(file, first(of.texts)));
    const [named] = packages;
    if (of.Package !== undefined && packages.length > 1 && named !== undefined) {
      diagnostics.push(diagnose("syntax/second-package", tokenSpan(file, token), {}, { also: { span: named.span, label: "the file's package" } }));
    } else if (items.length > 0) diagnostics.push(diagnose("syntax/late-head", tokenSpan(file, token), { word: token.image }));
  }
  const start = opening === undefined ? { file, start: 0, end: 0 } : tokenSpan(file, opening);
  if (opening?.tokenType.LABEL !== "package") diagnostics.push(diagnose("syntax/no-package", start, {}));
  const name = packages[0] ?? { text: "", span: start };
  return { value: { file, text, package: name, uses, catalogues, items, comments }, diagnostics };
}

/** Bytes of a text in UTF-8; lone surrogates take three. */
function utf8Bytes(text: string): number {
  let bytes = text.length;
  for (let at = 0; at < text.length && bytes <= 2 * POLICY_BYTES_MAX; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code < 0xdc00 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) {
      bytes += 2;
      at++;
    } else if (code >= 0x800) bytes += 2;
    else if (code >= 0x80) bytes += 1;
  }
  return bytes;
}
