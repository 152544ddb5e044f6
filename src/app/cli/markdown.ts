// Pages of packages -> Markdown: what holds at a glance in tables, each rule below with its condition as it was written. Words from
// policies are escaped, so that none of them becomes markup. Knows nothing of policies but what a page says.

import type { Page, RulePage, ToolPage } from "./page.js";
import { counted } from "./count.js";

/** One text for all pages. */
export function markdown(pages: readonly Page[]): string {
  return pages.map(page).join("\n");
}

function page(of: Page): string {
  const parts = [
    `# ${code(of.package)}`,
    ...of.about.map(plain),
    about(of),
    ...(of.rules.length === 0 ? [] : ["## Rules", ruleTable(of.rules), ...of.rules.map(rule)]),
    ...(of.needs.length === 0 ? [] : ["## Inactive without",
      "Where a runtime does not provide one of these facts, the rules that read it do not hold.",
      table(["fact", "rules that are inactive without it"], of.needs.map(({ fact, rules }) => [code(fact), rules.map(code).join(", ")]))]),
    ...(of.data.length === 0 ? [] : ["## Data", `It needs a \`data.json\` with these values under \`${of.package}\`; what reads one that is missing is unknown.`,
      table(["name", "type"], of.data.map(({ data, type }) => [code(data), code(type)]))]),
    ...(of.tools.length === 0 ? [] : ["## Tools", toolTable(of.tools)]),
    ...(of.labels.length === 0 ? [] : ["## Labels", table(["resource", "where", "labels"], of.labels.map(({ resource, globs, labels }) => [plain(resource), globs.map(code).join(" "), code(labels)]))]),
    ...(of.acts.length === 0 ? [] : ["## Acts", "Words by which a user asks for an act of each class.",
      table(["act", "verbs", "nouns"], of.acts.map(({ act, verbs, nouns }) => [code(act), plain(verbs.join(", ")), plain(nouns.join(", "))]))]),
    ...(of.runtimes.length === 0 ? [] : ["## Runtimes", table(["runtime", "facts it may provide"], of.runtimes.map(({ runtime, facts }) => [code(runtime), facts.map(({ fact, type }) => code(`${fact}: ${type}`)).join(", ")]))]),
    ...(of.definitions.length === 0 ? [] : ["## Definitions", fence(of.definitions.join("\n"))]),
    ...(of.tests.length === 0 ? [] : ["## Tests", of.tests.map((title) => `- ${plain(title)}`).join("\n")]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function about({ files, uses, catalogues, rules, tools, tests }: Page): string {
  return [
    `- **in** ${files.map(code).join(", ")}`,
    ...(catalogues.length === 0 ? [] : [`- **for the tools of** ${catalogues.map(code).join(", ")}`]),
    ...(uses.length === 0 ? [] : [`- **uses** ${uses.map(code).join(", ")}; what those rule holds here too`]),
    `- ${counted(rules.length, "rule")}, ${counted(tools.length, "tool")}, ${counted(tests.length, "test")}`,
  ].join("\n");
}

function ruleTable(rules: readonly RulePage[]): string {
  const severe = rules.some(({ severity }) => severity !== null);
  return table(["effect", "rule", ...(severe ? ["severity"] : []), "for", "what it is about"], rules.map((of) => [
    `${plain(of.effect)}${of.observe ? " (on trial)" : ""}`, code(nameOf(of)), ...(severe ? [plain(of.severity ?? "")] : []), code(of.appliesTo), plain(of.title),
  ]));
}

function rule(of: RulePage): string {
  const lines = [
    `**${plain(of.effect)}**${of.runtime === null ? "" : `, for the runtime ${code(of.runtime)}`}${of.severity === null ? "" : `, severity ${plain(of.severity)}`}`
      + `${of.tags.length === 0 ? "" : `, tags ${of.tags.map(code).join(" ")}`}${of.observe ? ", on trial: it is reported and never decides" : ""}; ${code(`${of.file}:${of.line}`)}`,
    ...(of.needs.length === 0 ? [] : [`Inactive without ${of.needs.map(code).join(", ")}.`]),
    ...(of.unknownFires ? [] : ["Where its condition is unknown it stays silent."]),
  ];
  return [
    `### ${code(nameOf(of))}: ${plain(of.title)}`,
    lines.join("  \n"),
    fence(of.condition),
    ...(of.reason === null ? [] : [`> ${plain(of.reason)}`]),
  ].join("\n\n");
}

function nameOf({ rule: id }: RulePage): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

function toolTable(tools: readonly ToolPage[]): string {
  const cell = (texts: readonly string[]): string => texts.map(code).join("<br>");
  return table(["tool", "op", "sinks", "acts", "roles", "result"], tools.map((of) => [code(of.tool), cell(of.ops), cell(of.sinks), cell(of.acts), cell(of.roles), cell(of.results)]));
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map((row) => `| ${row.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`).join("\n");
}

/** A text as code on one line; nothing where there is none. */
function code(text: string): string {
  const one = text.replace(/\s*\n\s*/g, " ").trim();
  if (one === "") return "";
  const ticks = "`".repeat(Math.max(0, ...[...one.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = one.startsWith("`") || one.endsWith("`") ? " " : "";
  return `${ticks}${pad}${one}${pad}${ticks}`;
}

/** A policy text, in a fence that nothing in it ends. */
function fence(text: string): string {
  const ticks = "`".repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${ticks}policy\n${text}\n${ticks}`;
}

/** Words, with all that Markdown or HTML would read as markup taken back. */
function plain(text: string): string {
  const inert = text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  return inert.replace(/\s+/g, " ").replace(/[\\`*_[\]#!~]/g, (character) => `\\${character}`).trim();
}
