// The grammar -> the files beside it: types of the concrete syntax tree, EBNF, and syntax diagrams in one page that needs no network.
// It reads the rules the parser recorded of itself, so none of them can differ from what is parsed.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { generateCstDts } from "#chevrotain";
import type { ISerializedGast, Rule } from "chevrotain";
import { PolicyParser } from "../grammar/parser.js";
import type { Generated } from "./generate.js";

type Part = ISerializedGast & {
  readonly name?: string; readonly nonTerminalName?: string; readonly label?: string;
  readonly definition?: readonly Part[]; readonly separator?: { readonly label?: string };
};

/** The generator: three files beside the grammar. */
export function grammar(root: string): readonly Generated[] {
  const parser = new PolicyParser(undefined, false);
  const rules: Record<string, Rule> = parser.getGAstProductions();
  const serialized: readonly Part[] = parser.getSerializedGastProductions();
  const types = generateCstDts(rules, { includeVisitorInterface: false }).replace("CstNode, ICstVisitor, IToken", "CstNode, IToken");
  return [
    { path: "grammar/cst.generated.ts", content: `// Generated from parser.ts by scripts/grammar.ts; do not edit. Types of the concrete syntax tree.\n\n${types.trim()}\n` },
    { path: "grammar/grammar.generated.ebnf", content: ebnf(serialized) },
    { path: "grammar/diagram.generated.html", content: diagrams(root, serialized) },
  ];
}

function ebnf(rules: readonly Part[]): string {
  const lines = rules.map((rule) => `${rule.name} = ${sequence(rule.definition ?? [])} ;\n`);
  return `(* Generated from parser.ts by scripts/grammar.ts; do not edit. *)\n${lines.join("")}`;
}

function sequence(parts: readonly Part[]): string {
  return parts.map(expression).join(", ");
}

function expression(part: Part): string {
  const inner = sequence(part.definition ?? []);
  const separator = `${terminal(part.separator?.label ?? "")}, ${inner}`;
  switch (part.type) {
    case "NonTerminal": return part.name ?? part.nonTerminalName ?? "";
    case "Terminal": return terminal(part.label ?? "");
    case "Option": return `[ ${inner} ]`;
    case "Repetition": return `{ ${inner} }`;
    case "RepetitionMandatory": return `${inner}, { ${inner} }`;
    case "RepetitionWithSeparator": return `[ ${inner}, { ${separator} } ]`;
    case "RepetitionMandatoryWithSeparator": return `${inner}, { ${separator} }`;
    case "Alternation": return `( ${(part.definition ?? []).map(expression).join(" | ")} )`;
    default: return inner;
  }
}

/** Words and marks are quoted; classes of tokens (Name, Word, Text, Numeral) stand as they are. */
function terminal(label: string): string {
  return /^[A-Z]/.test(label) ? label : `"${label}"`;
}

/** One page with chevrotain's drawing code in it. */
function diagrams(root: string, rules: readonly Part[]): string {
  const asset = (path: string): string => readFileSync(join(root, "node_modules/chevrotain/diagrams", path), "utf8").trim();
  const scripts = ["vendor/railroad-diagrams.js", "src/diagrams_builder.js", "src/diagrams_behavior.js", "src/main.js"];
  return `<!-- Generated from parser.ts by scripts/grammar.ts; do not edit. The drawing code is chevrotain's (Apache-2.0). -->
<!DOCTYPE html>
<meta charset="utf-8">
<title>Interdict: syntax diagrams</title>
<style>
${asset("diagrams.css")}
</style>
<div id="diagrams" align="center"></div>
${scripts.map((path) => `<script>\n${asset(path)}\n</script>`).join("\n")}
<script>
window.serializedGrammar = ${JSON.stringify(rules)};
main.drawDiagramsFromSerializedGrammar(window.serializedGrammar, document.getElementById("diagrams"));
</script>
`;
}
