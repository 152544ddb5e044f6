// `interdict inventory --tools CATALOGUE.json...`: what a runtime's catalogues and its packs have and have not of each other, for people or
// as JSON. What differs `stock` finds; here files are read, packs chosen and checked, and the answer is laid out.

import { basename } from "node:path";
import { failed } from "../../base/diagnostic.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { visible } from "../../base/message.js";
import { render } from "../../base/render.js";
import type { Source } from "../../base/span.js";
import type { Difference } from "../../catalogue/compare.js";
import { readCatalogue } from "../../catalogue/read.js";
import { check } from "../../language/check/check.js";
import { cataloguesOf, select } from "../../language/check/packages.js";
import { manifestOf } from "../../language/ir/demand.js";
import type { PolicyFile } from "../../language/syntax/ast.js";
import { parse } from "../../language/syntax/parse.js";
import { counted } from "./count.js";
import { jsonText, textsOf } from "./json.js";
import { read, readAll, shippedFor, shippedRules } from "./packs.js";
import { refusal } from "./refusal.js";
import { matters, stock } from "./stock.js";
import type { Inventory, StockedCatalogue, StockedPacks, Unreached } from "./stock.js";
import { aligned, joined } from "./table.js";
import type { Screen } from "./table.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `inventory` was asked. */
export interface InventoryOptions {
  readonly format: "text" | "json";
  /** Files of catalogues. */
  readonly tools: readonly string[];
  /** The packs, a file or folder; null: the shipped ones. */
  readonly rules: string | null;
  /** The runtime, and the catalogue that packs are for; null: by the names of the files. */
  readonly runtime: string | null;
}

/** Takes stock; exit status 1 where a tool has no binding, a rule is never asked, or something could not be read whole. */
export async function inventory(options: InventoryOptions, terminal: Terminal): Promise<Status> {
  const catalogues = options.tools.map(catalogueAt);
  for (const { file, problems } of catalogues) for (const { code, message } of problems) terminal.err(`interdict: ${file}: ${message} [${code}]\n`);
  const sources = readAll([options.rules ?? shippedRules()]);
  const { packs, kept, diagnostics } = packsFor(sources, options);
  if (packs === null) {
    terminal.err(render(diagnostics.filter(({ severity }) => severity === "error"), textsOf(sources), terminal));
    return FINDINGS;
  }
  const found = stock(catalogues, packs);
  await terminal.out(options.format === "json" ? jsonText({ runtime: options.runtime, for: kept, ...found }) : asText(found, kept, { colors: paint(terminal), columns: terminal.columns }));
  return matters(found) ? FINDINGS : DONE;
}

function catalogueAt(file: string): StockedCatalogue {
  const { tools, problems } = readCatalogue(read(file));
  if (tools === null) throw refusal("cli/unreadable", { path: file, problem: problems[0]?.message ?? "it is no list of tools" });
  return { file, tools, problems };
}

/** Packs that were checked, or null; and the catalogues, of those that were asked about, which any of them is for. */
interface Chosen {
  readonly packs: StockedPacks | null;
  readonly kept: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

/** The packs for the runtime's catalogue or those that the files are named for, those that hold everywhere, and what they use. */
function packsFor(own: readonly Source[], { tools, runtime }: InventoryOptions): Chosen {
  const parsed = own.map(parse);
  const files = parsed.flatMap(({ value }) => value ?? []);
  const known = cataloguesOf(files);
  const runtimes = files.flatMap(({ items }) => items.flatMap((item) => (item.kind === "runtime" ? [item.name.text] : [])));
  if (runtime !== null && !known.includes(runtime) && !runtimes.includes(runtime)) {
    throw refusal("cli/no-runtime", { runtime, known: [...new Set([...known, ...runtimes])].sort().map((name) => `\`${name}\``).join(", ") || "none" });
  }
  const named = new Set(tools.map((file) => basename(file).replace(/\.json$/, "")));
  const kept = known.filter((name) => (runtime !== null && known.includes(runtime) ? name === runtime : named.has(name.replaceAll("/", "-"))));
  const wanted = files.filter(({ catalogues }) => catalogues.length === 0 || catalogues.some(({ text }) => kept.includes(text))).map((file) => file.package.text);
  // A package of one's own stands in place of the shipped one.
  const others = shippedFor(files).flatMap((source) => parse(source).value ?? []);
  const chosen: readonly PolicyFile[] = select([...files, ...others], { packages: [...new Set(wanted)] }).value ?? [];
  const { value: policy, diagnostics } = check(chosen);
  const all = [...parsed.flatMap((one) => one.diagnostics), ...diagnostics];
  return { packs: policy === undefined || failed(all) ? null : { files: chosen, policy, manifest: manifestOf(policy), runtime }, kept, diagnostics: all };
}

/** The inventory for people: a paragraph for each thing there is something to say of, and a line with the sum. */
function asText(found: Inventory, kept: readonly string[], screen: Screen): string {
  const { colors } = screen;
  const paragraph = (title: string, rows: readonly (readonly string[])[], isBad = false): string =>
    (rows.length === 0 ? "" : `${(isBad ? colors.red : colors.bold)(title)}\n${tableOf(rows, screen)}\n`);
  const many = found.catalogues.length > 1;
  const unreached = [["ops", found.unreached.ops], ["sinks", found.unreached.sinks], ["acts", found.unreached.acts]] as const;
  const head = found.catalogues.map(({ file, tools, bound }) => `${visible(file)}: ${counted(tools, "tool")}, ${bound} bound\n`).join("");
  const packs = `${kept.length === 0 ? `no pack is for ${many ? "them" : "it"} (\`--runtime NAME\` says what ${many ? "they are" : "it is"}): packs` : `packs for ${kept.join(", ")}, and those`} that hold everywhere`;
  return [
    `${head}${colors.dim(packs)}\n\n`,
    paragraph("tools without a binding", unboundBy(found, many), true),
    paragraph("facts that rules read and no profile provides", found.unprovided.map(({ fact, rules }) => [fact, rules.join(", ")]), true),
    paragraph("tools whose arguments differ", differencesOf(found, many)),
    paragraph("bindings without a tool, by package", byPackage(found)),
    paragraph("no tool is bound to", found.bound === 0 ? [] : unreached.flatMap(([what, of]) => (of.length === 0 ? [] : [[what, unreachedText(what, of)]]))),
    paragraph("facts that no rule reads", found.unread.map(({ runtime, fact }) => [fact, `runtime ${runtime}`])),
    paragraph("facts that rules read and the host tells with events", found.told.map(({ fact, rules }) => [fact, rules.join(", ")])),
    `${found.bound} of ${counted(found.tools, "tool")} bound; ${counted(new Set(found.differences.map(({ tool }) => tool)).size, "tool")} with other arguments; ${counted(found.unprovided.length, "fact")} that nobody provides\n`,
  ].join("");
}

/** Names by catalogue; behind one, the binding without a tool that is called nearly so. */
function unboundBy({ catalogues, unbound }: Inventory, many: boolean): readonly (readonly string[])[] {
  return catalogues.flatMap(({ file }) => {
    const names = unbound.filter((one) => one.file === file).map(({ tool, near }) => `${visible(tool)}${near === null ? "" : ` (is it ${near}?)`}`);
    return names.length === 0 ? [] : [[...(many ? [visible(file)] : []), someOf(names, UNBOUND_SHOWN_MAX)]];
  });
}

/** More names than these are no look; JSON has all. */
const UNBOUND_SHOWN_MAX = 60;

/** Names, with how many rules are for each; acts are many, and those that no rule is for are counted. */
function unreachedText(what: "ops" | "sinks" | "acts", of: readonly Unreached[]): string {
  const shown = what === "acts" ? of.filter(({ rules }) => rules.length > 0) : of;
  const rest = of.length - shown.length;
  const names = shown.map(({ name, rules }) => `${name}${rules.length === 0 ? "" : ` (${counted(rules.length, "rule")})`}`);
  return [...names, ...(rest === 0 ? [] : [`${rest} that no rule is for`])].join(", ");
}

/** A line for each tool and kind of difference. */
function differencesOf({ differences }: Inventory, many: boolean): readonly (readonly string[])[] {
  const lines = new Map<string, { readonly tool: string; readonly of: Difference[] }>();
  for (const one of differences) {
    const key = JSON.stringify([one.tool, one.file, one.kind]);
    const line = lines.get(key) ?? { tool: `${one.tool}${many ? ` (${one.file})` : ""}`, of: [] };
    line.of.push(one);
    lines.set(key, line);
  }
  return [...lines.values()].map(({ tool, of }) => [visible(tool), of.length === 0 || of[0] === undefined ? "" : said[of[0].kind], visible(someOf(of.map(differenceText), of[0]?.kind === "rest" ? REST_SHOWN_MAX : of.length))]);
}

/** Arguments that a binding leaves to its `...` are many, and are read in JSON. */
const REST_SHOWN_MAX = 4;

function someOf(texts: readonly string[], most: number): string {
  return `${texts.slice(0, most).join(", ")}${texts.length > most ? ` and ${texts.length - most} more` : ""}`;
}

const said: Readonly<Record<Difference["kind"], string>> = {
  missing: "not in the binding", rest: "left to the binding's `...`", extra: "not in the catalogue", required: "required, bound as optional", optional: "optional, bound as required",
  type: "of another type", untyped: "of no type in the catalogue", open: "takes what it does not list", unread: "schema not read",
};

function differenceText(one: Difference): string {
  switch (one.kind) {
    case "missing": case "rest": case "extra": case "required": case "optional": case "untyped": return one.path;
    case "type": return `${one.path}: ${short(one.described)}, bound as ${short(one.bound)}`;
    case "open": return one.path === "" ? "and the binding does not" : one.path;
    case "unread": return one.problem;
  }
}

function short(type: string): string {
  return type.length > TYPE_WIDTH_MAX ? `${type.slice(0, TYPE_WIDTH_MAX - 1)}…` : type;
}
/** A type that is longer is read in JSON. */
const TYPE_WIDTH_MAX = 40;

function byPackage({ absent }: Inventory): readonly (readonly string[])[] {
  const packages = [...new Set(absent.map((one) => one.package))].sort();
  return packages.map((name) => [name, absent.filter((one) => one.package === name).map(({ tool }) => visible(tool)).join(", ")]);
}

/** Rows, aligned; the last column goes on in further lines, and what stands before it is not said twice. */
function tableOf(rows: readonly (readonly string[])[], screen: Screen): string {
  const last = Math.max(0, ...rows.map((row) => row.length)) - 1;
  const before = rows.reduce((most, row) => Math.max(most, row.slice(0, last).reduce((sum, cell) => sum + cell.length + 2, 2)), 0);
  const room = Math.max(ROOM_MIN, (screen.columns ?? WIDTH) - before);
  const lines = rows.flatMap((row, at) => wrapped(row[last] ?? "", room).map((part, line) =>
    ["", ...row.slice(0, last).map((cell, column) => (line > 0 || (column === 0 && last > 1 && rows[at - 1]?.[0] === cell) ? "" : cell)), part]));
  return joined(aligned(lines, [], [], null), (cell, _, column) => (column === last + 1 && last > 0 ? cell : screen.colors.cyan(cell)));
}

/** Lines are so long where no screen says otherwise. */
const WIDTH = 120;
/** A column that is narrower than this is not written for. */
const ROOM_MIN = 24;

/** A text in lines, broken at blanks. */
function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) ?? "";
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
