// TypeScript files -> the facts that the house rules speak of: imports, module-level variables, lengths, opening comments, names.
// Reads files with the compiler's own parser, so that comments and strings are never mistaken for code. Judges nothing.

import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

/** The root of the project. */
export const root = fileURLToPath(new URL("../../", import.meta.url));

/** One import: what was written, and the path from the root where it is a file of the project. */
export interface Import {
  readonly specifier: string;
  readonly target: string | null;
  readonly line: number;
}

/** Something found at a line. */
export interface Place {
  readonly what: string;
  readonly line: number;
}

/** What the rules ask of one file. */
export interface Facts {
  /** Path from the root, with `/`. */
  readonly path: string;
  readonly text: string;
  readonly lines: number;
  /** Lines of the comment the file opens with, a `#!` line apart. */
  readonly opening: number;
  readonly generated: boolean;
  readonly imports: readonly Import[];
  /** `let` and `var` outside every function. */
  readonly lets: readonly Place[];
  /** async functions, `await`, `for await`. */
  readonly asyncs: readonly Place[];
  /** Names of the world that are read: `Date`, `Math.random`, `process`, ... */
  readonly world: readonly Place[];
  readonly defaults: readonly Place[];
  /** `any`, `as unknown as`, switched-off checks. */
  readonly untyped: readonly Place[];
  readonly functions: readonly (Place & { readonly lines: number })[];
  /** Exported functions without a sentence above them. */
  readonly undocumented: readonly Place[];
}

const worldNames: ReadonlySet<string> = new Set(["Date", "process", "console", "performance", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "fetch", "crypto", "Worker"]);

/** All files below a folder of the root that end in `ending`. */
export function filesBelow(folder: string, ending: string): readonly string[] {
  try {
    return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(ending)).map((name) => `${folder}/${name.replaceAll("\\", "/")}`).sort();
  } catch {
    return [];
  }
}

/** The facts of one file. */
export function inspect(path: string): Facts {
  const text = readFileSync(join(root, path), "utf8");
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true);
  const at = (node: ts.Node): number => source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
  const found = { imports: [] as Import[], lets: [] as Place[], asyncs: [] as Place[], world: [] as Place[], defaults: [] as Place[], untyped: [] as Place[], functions: [] as (Place & { lines: number })[], undocumented: [] as Place[] };

  const visit = (node: ts.Node, inFunction: boolean): void => {
    const place = (what: string): Place => ({ what, line: at(node) });
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const specifier = node.moduleSpecifier;
      if (specifier !== undefined && ts.isStringLiteral(specifier)) found.imports.push({ specifier: specifier.text, target: target(path, specifier.text), line: at(node) });
    }
    if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments;
      if (specifier !== undefined && ts.isStringLiteral(specifier)) found.imports.push({ specifier: specifier.text, target: target(path, specifier.text), line: at(node) });
    }
    if (ts.isVariableDeclarationList(node) && !inFunction && (node.flags & ts.NodeFlags.Const) === 0) found.lets.push(place(node.getText(source).slice(0, 40)));
    if (ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined)) found.asyncs.push(place("await"));
    if (ts.isExportAssignment(node)) found.defaults.push(place("export default"));
    if (ts.canHaveModifiers(node)) for (const modifier of ts.getModifiers(node) ?? []) {
      if (modifier.kind === ts.SyntaxKind.AsyncKeyword) found.asyncs.push(place("async"));
      if (modifier.kind === ts.SyntaxKind.DefaultKeyword) found.defaults.push(place("export default"));
    }
    if (ts.isIdentifier(node) && worldNames.has(node.text) && isRead(node)) found.world.push(place(node.text));
    if (ts.isPropertyAccessExpression(node) && node.getText(source) === "Math.random") found.world.push(place("Math.random"));
    if (node.kind === ts.SyntaxKind.AnyKeyword) found.untyped.push(place("any"));
    if (ts.isAsExpression(node) && ts.isAsExpression(node.expression) && node.expression.type.kind === ts.SyntaxKind.UnknownKeyword) found.untyped.push(place("as unknown as"));
    const body = isFunction(node) ? node.body : undefined;
    if (isFunction(node) && body !== undefined) {
      found.functions.push({ ...place(nameOf(node)), lines: source.getLineAndCharacterOfPosition(node.end).line + 1 - at(node) + 1 });
    }
    if (ts.isFunctionDeclaration(node) && exported(node) && ts.getJSDocCommentsAndTags(node).length === 0) found.undocumented.push(place(nameOf(node)));
    ts.forEachChild(node, (child) => visit(child, inFunction || isFunction(node)));
  };
  visit(source, false);
  for (const [index, line] of text.split("\n").entries()) if (/^\s*\/\/\s*@ts-(ignore|nocheck|expect-error)/.test(line)) found.untyped.push({ what: line.trim(), line: index + 1 });
  const body = text.replace(/^#!.*\n/, "");
  return { path, text, lines: text.split("\n").length - 1, opening: /^(?:\/\/.*\n)*/.exec(body)?.[0].split("\n").slice(0, -1).length ?? 0, generated: /^(?:#!.*\n)?\/\/ Generated /.test(text), ...found };
}

type AnyFunction = ts.FunctionDeclaration | ts.FunctionExpression | ts.ArrowFunction | ts.MethodDeclaration | ts.ConstructorDeclaration | ts.AccessorDeclaration;

function isFunction(node: ts.Node): node is AnyFunction {
  return ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node)
    || ts.isConstructorDeclaration(node) || ts.isAccessor(node);
}

function nameOf(node: AnyFunction): string {
  return node.name !== undefined && ts.isIdentifier(node.name) ? node.name.text : "(anonymous)";
}

function exported(node: ts.FunctionDeclaration): boolean {
  return (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
}

/** Whether a name is read as a value: not a property, a key, a type or a declaration of the same name. */
function isRead(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isBindingElement(parent) || ts.isParameter(parent) || ts.isVariableDeclaration(parent)) return parent.initializer === node;
  return ts.isExpression(parent) || ts.isReturnStatement(parent) || ts.isShorthandPropertyAssignment(parent);
}

function target(path: string, specifier: string): string | null {
  if (!specifier.startsWith(".")) return null;
  return normalize(join(dirname(path), specifier)).replaceAll("\\", "/").replace(/\.js$/, ".ts");
}
