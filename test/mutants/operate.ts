// A file of TypeScript -> its mutants, by operators that each stand for a mistake people make: a comparison off by one, an `and` for
// an `or`, an unknown taken for false, a case forgotten, a step left out. Reads with the compiler's own parser; knows no tests.

import ts from "typescript";
import type { Mutant, Place } from "./mutant.js";

const swapped: Readonly<Record<string, string>> = {
  "<": "<=", "<=": "<", ">": ">=", ">=": ">", "===": "!==", "!==": "===", "==": "!=", "!=": "==", "&&": "||", "||": "&&",
  "+": "-", "-": "+", "*": "+", "/": "*", "%": "*", "|": "&", "&": "|", "<<": ">>>", ">>>": "<<", ">>": "<<", "+=": "-=", "-=": "+=", "|=": "&=", "&&=": "||=", "||=": "&&=",
};
const methods: ReadonlyMap<string, string> = new Map(Object.entries({
  some: "every", every: "some", startsWith: "endsWith", endsWith: "startsWith", find: "findLast", findLast: "find", max: "min", min: "max", floor: "ceil", ceil: "floor", and: "or", or: "and", andThen: "orElse", orElse: "andThen",
}));
/** Functions of their own that are taken for each other, where a file knows both: else nobody could build it. */
const functions: ReadonlySet<string> = new Set(["and", "or", "max", "min", "andThen", "orElse"]);
/** Calls that give what they were asked of, where they are left out. */
const passing: ReadonlySet<string> = new Set(["filter", "sort", "toSorted", "slice", "reverse", "toReversed"]);
/** Instructions that are taken for each other. */
const instructions: Readonly<Record<string, string>> = {
  "i32.and": "i32.or", "i32.or": "i32.and", "i32.lt_s": "i32.le_s", "i32.le_s": "i32.lt_s", "i32.lt_u": "i32.le_u", "i32.le_u": "i32.lt_u", "i32.gt_s": "i32.ge_s", "i32.ge_s": "i32.gt_s",
  "i32.gt_u": "i32.ge_u", "i32.ge_u": "i32.gt_u", "i32.eq": "i32.ne", "i32.ne": "i32.eq", "f64.eq": "f64.ne", "f64.ne": "f64.eq", "f64.lt": "f64.le", "f64.le": "f64.lt", "f64.gt": "f64.ge",
  "f64.ge": "f64.gt", "i32.add": "i32.sub", "i32.sub": "i32.add", "i32.mul": "i32.add", "i32.shl": "i32.shr_u", "i32.shr_u": "i32.shl", "i32.xor": "i32.or", "i32.load8_u": "i32.load", "i64.or": "i64.and", "i64.and": "i64.or",
};

interface Found {
  (node: ts.Node, what: string, text: string, place?: Place): void;
}

/** All mutants of a file. */
export function mutantsOf(file: string, text: string): readonly Mutant[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const known = namesOf(source);
  const mutants: Mutant[] = [];
  const lines = text.split("\n");
  const found: Found = (node, what, becomes, place = "expression") => {
    const start = node.getStart(source);
    const { line } = source.getLineAndCharacterOfPosition(start);
    mutants.push({ file, line: line + 1, around: (lines[line] ?? "").trim(), above: (lines[line - 1] ?? "").trim(), start, end: place === "front" ? start : node.end, place, what, before: node.getText(source), text: becomes });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    ofOperator(node, source, found);
    ofCall(node, source, known, found);
    ofStatement(node, source, found);
    ofLiteral(node, source, found);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return mutants;
}

function ofOperator(node: ts.Node, source: ts.SourceFile, found: Found): void {
  if (ts.isBinaryExpression(node)) {
    const sign = node.operatorToken.getText(source);
    const other = swapped[sign];
    const text = sign === "+" && [node.left, node.right].some((side) => isText(side));
    if (other !== undefined && !text) found(node, sign, `${node.left.getText(source)} ${other} ${node.right.getText(source)}`);
  }
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken) found(node, "!", node.operand.getText(source));
  if (ts.isConditionalExpression(node)) found(node, "?:", `${node.condition.getText(source)} ? ${node.whenFalse.getText(source)} : ${node.whenTrue.getText(source)}`);
}

function isText(node: ts.Node): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || (ts.isBinaryExpression(node) && (isText(node.left) || isText(node.right)));
}

function ofCall(node: ts.Node, source: ts.SourceFile, known: ReadonlySet<string>, found: Found): void {
  // A link of an optional chain cannot be taken out of it.
  if (!ts.isCallExpression(node) || ts.isOptionalChain(node)) return;
  const { expression } = node;
  const given = node.arguments.map((argument) => argument.getText(source));
  if (ts.isPropertyAccessExpression(expression)) {
    const name = expression.name.text;
    const of = expression.expression.getText(source);
    const other = methods.get(name);
    if (other !== undefined) found(node, name, `${of}.${other}(${given.join(", ")})`);
    if (passing.has(name) && of !== "Math") found(node, name, of);
    if (name === "at" && (given[0] === "-1" || given[0] === "0")) found(node, name, `${of}.at(${given[0] === "0" ? "-1" : "0"})`);
    const joined = methods.get(given[0] ?? "") ?? "";
    if (name === "reduce" && given.length === 2 && known.has(joined)) found(node, name, `${of}.reduce(${joined}, ${given[1] ?? ""})`);
  }
  const called = ts.isIdentifier(expression) && functions.has(expression.text) ? methods.get(expression.text) : undefined;
  if (called !== undefined && ts.isIdentifier(expression) && known.has(called)) found(node, expression.text, `${called}(${given.join(", ")})`);
}

/** Functions that a file imports or has. */
function namesOf(source: ts.SourceFile): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if ((ts.isImportSpecifier(node) || ts.isFunctionDeclaration(node)) && node.name !== undefined) names.add(node.name.text);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return names;
}

function ofStatement(node: ts.Node, source: ts.SourceFile, found: Found): void {
  if (ts.isIfStatement(node)) {
    found(node.expression, "if", "false");
    if (node.elseStatement === undefined && !leaves(node.thenStatement)) found(node.expression, "if", "true");
  }
  if (ts.isExpressionStatement(node) && ts.isCallExpression(node.expression)) found(node.expression, "left out", "undefined");
  if (ts.isCaseClause(node)) {
    const [first] = node.statements;
    if (first !== undefined && !ts.isBreakStatement(first)) found(ts.isBlock(first) && first.statements[0] !== undefined ? first.statements[0] : first, "case", "break;", "front");
    const labels = node.parent.clauses.flatMap((clause) => (ts.isCaseClause(clause) ? [clause.expression.getText(source)] : []));
    const own = node.expression.getText(source);
    const next = labels[(labels.indexOf(own) + 1) % labels.length];
    if (next !== undefined && next !== own) found(node.expression, "label", next);
  }
}

function leaves(node: ts.Statement): boolean {
  if (ts.isBlock(node)) return node.statements.some((inner) => leaves(inner));
  return ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isContinueStatement(node) || ts.isBreakStatement(node);
}

function ofLiteral(node: ts.Node, source: ts.SourceFile, found: Found): void {
  const { parent } = node;
  const compared = parent !== undefined && ts.isBinaryExpression(parent) && ["===", "!==", "==", "!=", "??"].includes(parent.operatorToken.getText(source)) && parent.right === node;
  if (ts.isNumericLiteral(node) && !ts.isPropertyAssignment(parent) && !(compared && parent.operatorToken.getText(source) === "??")) {
    const value = Number(node.text);
    if (value < 1024) found(node, "number", value === 1 ? "0" : String(value + 1));
  }
  if (node.kind === ts.SyntaxKind.TrueKeyword && !compared) found(node, "true", "false");
  if (node.kind === ts.SyntaxKind.FalseKeyword && !compared) found(node, "false", "true");
  if (node.kind === ts.SyntaxKind.NullKeyword && !compared) found(node, "null", "false");
  if (ts.isIdentifier(node) && node.text === "UNKNOWN" && !ts.isPropertyAccessExpression(parent) && !ts.isVariableDeclaration(parent)) found(node, "unknown", "0");
  const other = ts.isStringLiteral(node) ? instructions[node.text] : undefined;
  if (other !== undefined && ts.isCallExpression(parent)) found(node, "instruction", JSON.stringify(other));
}
