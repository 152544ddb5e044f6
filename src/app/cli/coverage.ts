// What tests showed of each rule -> a table of the rules, and under it each rule that the tests left open: its lines, with what was
// never seen of a comparison underlined. The same as JSON. Knows no streams, and not how tests are run.

import type { Span } from "../../base/span.js";
import { position } from "../../base/span.js";
import { visible } from "../../base/message.js";
import type { CoveredCondition, CoveredRule } from "../../testing/index.js";
import { counted } from "./count.js";
import { placeJson } from "./json.js";
import { aligned, effectColor, joined } from "./table.js";
import type { Screen } from "./table.js";

/** What tests never showed of a comparison; `unknown` only where it could be. */
export function missing(condition: CoveredCondition): readonly ("true" | "false" | "unknown")[] {
  const kinds = ["true", "false", "unknown"] as const;
  return kinds.filter((kind) => condition[kind] === 0 && (kind !== "unknown" || condition.canBeUnknown));
}

/** Coverage for people. */
export function coverageText(rules: readonly CoveredRule[], texts: ReadonlyMap<string, string>, screen: Screen): string {
  if (rules.length === 0) return "no rules to cover\n";
  const gaps = rules.filter(isOpen);
  const blocks = gaps.map((rule) => block(rule, texts, screen)).join("\n");
  const packs = [...new Set(rules.map(({ pack }) => pack))];
  const tables = packs.map((pack) => `${table(pack, rules.filter((rule) => rule.pack === pack), screen)}\n`).join("");
  return `${tables}${blocks}${blocks === "" ? "" : "\n"}${summary(rules)}\n`;
}

/** Coverage for programs. */
export function coverageJson(rules: readonly CoveredRule[], texts: ReadonlyMap<string, string>): object {
  return {
    rules: rules.map((rule) => ({
      rule: rule.id, effect: rule.effect, ...placeJson(rule.span, texts), fired: rule.fired, firedUnknown: rule.firedUnknown, silent: rule.silent, inactive: rule.inactive, conditional: rule.conditional,
      conditions: rule.conditions.map((condition) => ({
        text: textAt(condition.span, texts), ...placeJson(condition.span, texts), true: condition.true, false: condition.false, unknown: condition.unknown,
        canBeUnknown: condition.canBeUnknown, never: missing(condition),
      })),
    })),
  };
}

/** Whether tests left anything open. */
function isOpen(rule: CoveredRule): boolean {
  return rule.fired === 0 || isNeverSilent(rule) || rule.conditions.some((condition) => missing(condition).length > 0);
}

function isNeverSilent(rule: CoveredRule): boolean {
  return rule.conditional && rule.silent === 0 && isMet(rule);
}

/** Whether the tests have a call that it is for, at which it was active. */
function isMet({ fired, firedUnknown, silent }: CoveredRule): boolean {
  return fired + firedUnknown + silent > 0;
}

function table(pack: string, rules: readonly CoveredRule[], screen: Screen): string {
  const { colors } = screen;
  const rows = rules.map((rule) => {
    const all = rule.conditions.length;
    const canBe = rule.conditions.filter(({ canBeUnknown }) => canBeUnknown).length;
    return [
      rule.id.slice(pack.length + 1), rule.effect, rule.fired === 0 ? "never" : String(rule.fired), isMet(rule) ? String(rule.firedUnknown) : "-", !isMet(rule) ? "-" : isNeverSilent(rule) ? "never" : String(rule.silent),
      share(rule, "true", all), share(rule, "false", all), share(rule, "unknown", canBe),
    ];
  });
  const cells = aligned([[pack, "effect", "fired", "on unknown", "silent", "true", "false", "unknown"], ...rows], [2, 3, 4, 5, 6, 7], [0], screen.columns);
  return joined(cells, (cell, row, column) => {
    const rule = rules[row - 1];
    if (rule === undefined) return colors.dim(cell);
    if (column === 1) return effectColor(rule.effect, colors)(cell);
    if (cell.trim() === "never") return colors.red(cell);
    const [seen, of] = cell.trim().split("/");
    return (column === 5 || column === 6) && seen !== of ? colors.yellow(cell) : cell;
  });
}

/** Of so many comparisons, how many were ever so. */
function share({ conditions }: CoveredRule, kind: "true" | "false" | "unknown", of: number): string {
  return of === 0 ? "-" : `${conditions.filter((condition) => condition[kind] > 0).length}/${of}`;
}

/** A rule that tests left open: what it never did, and its lines with what was never seen. */
function block(rule: CoveredRule, texts: ReadonlyMap<string, string>, screen: Screen): string {
  const { bold, red } = screen.colors;
  const never = !isMet(rule) ? [rule.inactive > 0 ? "was inactive throughout" : "the tests have no call that it is for"] : [
    ...(rule.fired > 0 ? [] : [rule.firedUnknown > 0 ? "never fired but on an unknown" : "never fired"]),
    ...(isNeverSilent(rule) ? ["never silent on a call that it is for"] : []),
  ];
  const head = `${bold(rule.id)}${never.length === 0 ? "" : ` ${red(never.join(", "))}`}`;
  const open = rule.conditions.filter((condition) => missing(condition).length > 0);
  const gutter = " ".repeat(Math.max(2, ...open.map(({ span }) => String(lineOf(span, texts)).length)));
  const room = screen.columns === null ? null : Math.max(ROOM_MIN, screen.columns - gutter.length - 3);
  const lines: string[] = [];
  const last = { file: "", source: "" };
  for (const condition of [...open].sort((a, b) => order(a.span, rule.span.file) - order(b.span, rule.span.file))) {
    const { span } = condition;
    const at = String(lineOf(span, texts)).padStart(gutter.length);
    const { shown, pad, length } = excerpt(span, texts, room);
    const source = `${screen.colors.blue(`${at} |`)} ${shown}`;
    if (span.file !== last.file) lines.push(`${gutter}${screen.colors.blue("-->")} ${visible(span.file)}`);
    if (span.file !== last.file || source !== last.source) lines.push(source);
    for (const line of marks(condition, pad, length, room, screen)) lines.push(`${gutter} ${screen.colors.blue("|")} ${line}`);
    last.file = span.file;
    last.source = source;
  }
  return `${[head, ...lines].join("\n")}\n`;
}

/** A screen narrower than this is not written for. */
const ROOM_MIN = 40;

/** Places of the rule's own file first, then those of definitions elsewhere; sorting keeps what is equal in its order. */
function order({ file }: Span, own: string): number {
  return file === own ? 0 : 1;
}

/** The underline with what was never seen beside it, or below it where that is too wide. */
function marks(condition: CoveredCondition, pad: number, length: number, room: number | null, { colors }: Screen): readonly string[] {
  const never = missing(condition);
  const seen = (["true", "false", "unknown"] as const).filter((kind) => condition[kind] > 0).map((kind) => `${kind} ${condition[kind]}`);
  const text = `${seen.length === 0 ? "never asked" : `never ${never.join(" or ")}; ${seen.join(", ")}`}`;
  const color = never.length === 1 && never[0] === "unknown" ? colors.dim : colors.yellow;
  const underline = `${" ".repeat(pad)}${color("^".repeat(length))}`;
  return room === null || pad + length + 1 + text.length <= room ? [`${underline} ${color(text)}`] : [underline, `${" ".repeat(Math.max(0, Math.min(pad, room - text.length)))}${color(text)}`];
}

function lineOf(span: Span, texts: ReadonlyMap<string, string>): number {
  return position(texts.get(span.file) ?? "", span.start).line;
}

/** The line a place begins on and where in it the place is; of a line that is wider than the room, so much that the place is in sight. */
function excerpt({ file, start, end }: Span, texts: ReadonlyMap<string, string>, room: number | null): { shown: string; pad: number; length: number } {
  const text = texts.get(file) ?? "";
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const newline = text.indexOf("\n", start);
  const to = newline === -1 ? text.length : newline;
  const line = cells(text.slice(from, to).trimEnd());
  const pad = cells(text.slice(from, start)).length;
  const length = Math.max(1, cells(text.slice(start, Math.min(end, to)).trimEnd()).length);
  if (room === null || line.length <= room) return { shown: line, pad, length };
  const cut = pad + length <= room - 1 ? 0 : Math.max(0, pad - 3);
  const shown = `${cut === 0 ? "" : "…"}${line.slice(cut === 0 ? 0 : cut + 1)}`;
  return { shown: shown.length > room ? `${shown.slice(0, room - 1)}…` : shown, pad: pad - cut, length: Math.min(length, room - (pad - cut)) };
}

function cells(text: string): string {
  return [...text].map((character) => (character === "\t" ? "    " : visible(character))).join("");
}

function textAt({ file, start, end }: Span, texts: ReadonlyMap<string, string>): string {
  return (texts.get(file) ?? "").slice(start, end);
}

function summary(rules: readonly CoveredRule[]): string {
  const conditions = rules.flatMap((rule) => rule.conditions);
  const never = (kind: "true" | "false" | "unknown"): number => conditions.filter((condition) => missing(condition).includes(kind)).length;
  return `${counted(rules.length, "rule")}: ${rules.filter(({ fired }) => fired === 0).length} never fired, ${rules.filter(isNeverSilent).length} never silent\n`
    + `${counted(conditions.length, "comparison")}: ${never("true")} never true, ${never("false")} never false, ${never("unknown")} never unknown`;
}
