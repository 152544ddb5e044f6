// The parts of a rule's reason to two sentences: one for people, with values from outside quoted in it, and one for the agent,
// with nothing from outside in it: there a value is called by the place it stands in.

import { unreachable } from "../../base/assert.js";
import type { Column } from "../../words/column.js";
import { columnKey } from "../../words/column.js";
import type { Manifest, ReasonPart, RuleEntry } from "../../words/manifest.js";
import { ops } from "../../words/ops.js";
import { principals } from "../../words/provenance.js";
import type { View } from "../../words/view.js";
import { RESPONSE } from "../event/normalise.js";
import type { Graph } from "../graph/graph.js";
import { kindOf, principalOf, toolOf } from "../graph/nodes.js";
import { giverOf, namesOf } from "../graph/records.js";
import { spellingOf } from "../graph/uses.js";
import { textAt } from "../graph/vocabulary.js";
import type { Arrivals } from "./path.js";
import { quote, quoteCell } from "./quote.js";

/** A reason in its two renderings. */
export interface Reason {
  readonly reason: string;
  readonly agentReason: string;
}

/** What a reason is about. */
export interface Occasion {
  readonly manifest: Manifest;
  readonly graph: Graph;
  readonly view: View;
  readonly tool: string;
  readonly arrivals: Pick<Arrivals, "sightings">;
}

/** Renders the reason of a rule that fired on a row; `source` is the step its source is shown at, null for none. */
export function reasonOf(occasion: Occasion, rule: RuleEntry, row: number, source: number | null): Reason {
  let reason = "";
  let agentReason = "";
  for (const part of rule.reason) {
    const said = partOf(occasion, part, row, source);
    reason += said.reason;
    agentReason += said.agentReason;
  }
  return rule.reason.length === 0 ? both(rule.title) : { reason, agentReason };
}

function partOf(occasion: Occasion, part: ReasonPart, row: number, source: number | null): Reason {
  switch (part.kind) {
    case "text": return both(part.text);
    case "row": {
      const at = occasion.view.rows[row];
      return at === undefined ? both("an argument") : { reason: quoteCell(at.value), agentReason: placeOf(at.path, "an argument") };
    }
    case "source": return sourceOf(occasion, part.field, row, source);
    case "sink": return part.field === "op" ? both(ops[occasion.view.op] ?? "EXEC") : toolName(occasion.manifest, occasion.tool, "the tool");
    case "column": {
      const column = occasion.manifest.demand.columns[part.column];
      const cell = occasion.view.columns[part.column];
      return { reason: quoteCell(cell), agentReason: column !== undefined && isOutside(column) ? placeOf(columnKey(column), column.kind === "arg" || column.kind === "extract" ? "an argument" : "a value") : typeof cell === "string" ? "a text" : quoteCell(cell) };
    }
    default: return unreachable(part);
  }
}

/** `read at step 3`, `the record of "ana" in read at step 3`, or what stands for a source that cannot be shown. */
function sourceOf({ manifest, graph, arrivals }: Occasion, field: "tool" | "step" | "whole", row: number, step: number | null): Reason {
  if (step === null) return both(field === "step" ? "an earlier step" : "an earlier result");
  if (field === "step") return both(String(step));
  const who = nodeName(manifest, graph, step);
  if (field === "tool") return who;
  const within = recordName(graph, arrivals.sightings[row]?.records ?? [], step);
  return { reason: `${within.reason}${who.reason} at step ${step}`, agentReason: `${within.agentReason}${who.agentReason} at step ${step}` };
}

/** The latest of these records that the node at a step gave, called by its author, else by its title, in the letters in which words are compared. */
function recordName(graph: Graph, records: readonly number[], step: number): Reason {
  const record = Math.max(-1, ...records.filter((each) => giverOf(graph.records, each) === step));
  if (record === -1) return both("");
  const [name] = namesOf(graph.records, record);
  const spelling = name?.spellings[0];
  const agentReason = "a record in ";
  if (name === undefined || spelling === undefined) return both(agentReason);
  const { tokens, glues } = spellingOf(graph.uses, spelling);
  const text = Array.from(tokens, (token, at) => `${at === 0 ? "" : glues[at] === 0 ? " " : String.fromCharCode(glues[at] ?? 0)}${textAt(graph.words, token)}`).join("");
  return { reason: `the record ${name.kind === "author" ? "of " : ""}${quote(text)} in `, agentReason };
}

function nodeName(manifest: Manifest, graph: Graph, step: number): Reason {
  const kind = kindOf(graph.nodes, step);
  switch (kind) {
    case "call": return toolName(manifest, toolOf(graph.nodes, step) ?? "", "an earlier call");
    case "text": {
      const principal = principals[principalOf(graph.nodes, step)];
      return both(principal === "user" ? "the user's message" : principal === "system" ? "the system's message" : "another's message");
    }
    case "model": return both("the agent's own text");
    case "response": return both("an earlier response");
    case "opaque": return both("something unreadable");
    default: return unreachable(kind);
  }
}

/** A tool that the bundle binds is called by its name; what another calls itself comes from outside. */
function toolName(manifest: Manifest, tool: string, otherwise: string): Reason {
  if (tool === RESPONSE || manifest.tools.some((entry) => entry.name === tool)) return both(tool);
  return { reason: tool === "" ? otherwise : quote(tool), agentReason: otherwise };
}

/** What the kernel itself counts, and truths of its own, do not come from outside; all else may. */
function isOutside(column: Column): boolean {
  return !["asked", "delegated", "count", "repeats", "approved", "changed", "time"].includes(column.kind) && !(column.kind === "history" && column.type === "number");
}

/** A place in the arguments: its keys are the agent's, so of other letters than names have it keeps none. */
function placeOf(path: string, otherwise: string): string {
  return /^[\w.()[\]-]{1,80}$/.test(path) ? path : otherwise;
}

function both(text: string): Reason {
  return { reason: text, agentReason: text };
}
