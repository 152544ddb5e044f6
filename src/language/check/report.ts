// Collects what the checker finds, and says of an unknown name what was probably meant.
// Knows no declarations; the candidates are given.

import type { Diagnostic, Edit } from "../../base/diagnostic.js";
import { sorted } from "../../base/diagnostic.js";
import { FILE_ERRORS_MAX, SUGGESTIONS_MAX } from "../../base/limits.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Findings } from "../../base/messages.generated.js";
import type { Extra } from "../../base/message.js";
import type { Span } from "../../base/span.js";
import type { Name } from "../syntax/ast.js";
import { nearest } from "./suggest.js";

/** Where the checker's steps put their findings. */
export interface Report {
  /** Adds one finding. */
  readonly add: <C extends keyof Findings>(code: C, span: Span, params: Findings[C], extra?: Extra) => void;
  /** Whether so many names may still be compared with one that is not known: past the bound none is suggested. */
  readonly compares: (count: number) => boolean;
  /** Names that are declared in what did not parse: that they are unknown is nobody's fault. */
  readonly lost: ReadonlySet<string>;
  /** All findings, each once (a constant is read wherever it stands), in order; of too many the first, and that there are more. */
  readonly found: () => readonly Diagnostic[];
}

/** Codes that say only that a name is not known. */
export type UnknownCode =
  | "check/unknown-name" | "check/unknown-package" | "check/unknown-tool" | "check/unknown-op" | "check/unknown-sink" | "check/unknown-act"
  | "check/unknown-selector" | "check/unknown-tag" | "check/unknown-runtime" | "check/unknown-fact"
  | "check/unknown-function" | "check/unknown-step" | "check/unknown-rule" | "check/unknown-effect"
  | "check/unknown-executable" | "check/unbound-step" | "check/unknown-field" | "check/unmatched-label" | "check/unknown-dimension" | "check/unknown-data" | "check/undeclared-argument";

/** Most candidates that a help lists when none is near. */
const LISTED_MAX = 12;

/** An empty report. `lost` are names of items that did not parse, so that the bundle has errors already. */
export function startReport(lost: ReadonlySet<string> = new Set()): Report {
  const findings = new Map<string, Diagnostic>();
  const counts = { error: 0, warning: 0 };
  let more: Diagnostic | null = null;
  let compared = 0;
  return {
    lost,
    compares: (count) => (compared += count) <= SUGGESTIONS_MAX,
    add(code, span, params, extra = {}) {
      const finding = diagnose(code, span, params, extra);
      const key = JSON.stringify([code, span.file, span.start, span.end, finding.message]);
      if (findings.has(key)) return;
      if (counts[finding.severity]++ < FILE_ERRORS_MAX) findings.set(key, finding);
      // That there are more is an error itself, so that none is lost.
      else if (finding.severity === "error") more ??= diagnose("syntax/too-many-errors", span, { max: FILE_ERRORS_MAX });
    },
    found: () => [...sorted([...findings.values()]), ...(more === null ? [] : [more])],
  };
}

/** Reports a name that is not known; `elsewhere` is a package that declares it and is not used here, `besides` what else is said where no name is near. */
export function reportUnknown(report: Report, code: UnknownCode, name: Name, candidates: Iterable<string>, elsewhere?: string | undefined, besides?: string): void {
  if (report.lost.has(name.text)) return;
  report.add(code, name.span, { name: name.text }, elsewhere === undefined ? meant(name, candidates, report, besides) : { help: `package \`${elsewhere}\` declares it: write \`use ${elsewhere}\`` });
}

/** Reports a word that is none of a fixed vocabulary. */
export function reportWord(report: Report, what: string, name: Name, words: readonly string[]): void {
  report.add("check/unknown-word", name.span, { what, name: name.text }, meant(name, words, report));
}

/** Reports a word that is no level of a dimension; `besides` is what else it is, where no level is near. */
export function reportLevel(report: Report, dimension: string, level: Name, levels: readonly string[], besides?: string): void {
  if (report.lost.has(level.text)) return;
  report.add("check/bad-level", level.span, { name: level.text, dimension }, meant(level, levels, report, besides));
}

/** Reports a path that leads to no argument of the tools that are meant. */
export function reportArgument(report: Report, path: Name, tools: readonly string[], candidates: Iterable<string>, help?: string): void {
  if (report.lost.has(path.text)) return;
  const whose = tools.length === 0 || tools.length > TOOLS_SHOWN_MAX ? "any tool that is meant here" : tools.map((tool) => `\`${tool}\``).join(" or ");
  report.add("check/unknown-argument", path.span, { name: path.text, tools: whose }, help === undefined ? meant(path, candidates, report) : { help });
}

/** Most tools that a message names. */
const TOOLS_SHOWN_MAX = 3;

/** A name in place of another, where the place holds that name and nothing else. */
export function editOf({ span, text }: Name, name: string): Edit | undefined {
  return span.end - span.start === text.length ? { span, text: name } : undefined;
}

function meant(name: Name, of: Iterable<string>, report: Report, besides?: string): Extra {
  // Where none is suggested any more they are not even gathered.
  const candidates = report.compares(0) ? [...of] : null;
  if (candidates === null || !report.compares(candidates.length)) return {};
  const near = nearest(name.text, candidates);
  if (near !== null) return { help: `did you mean \`${near}\`?`, edit: editOf(name, near) };
  const listed = candidates.length === 0 || candidates.length > LISTED_MAX ? [] : [`it can be ${candidates.map((candidate) => `\`${candidate}\``).join(", ")}`];
  const help = [...listed, ...(besides === undefined ? [] : [besides])].join("; ");
  return help === "" ? {} : { help };
}
