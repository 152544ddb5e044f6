// Recorded runs to graphs of the kernel in which values are looked up, and to the calls that were made in them.
// Asks no rule and judges nothing: a graph is what `prepare` would look into.

import { textCell } from "../../src/words/cell.js";
import { leavesOf, type RoleLeaf } from "../../src/kernel/view/leaves.js";
import { see } from "../../src/kernel/view/rows.js";
import { OUTSIDE, USERS, addText, append, createGraph, type Graph } from "../../src/kernel/graph/graph.js";
import { segments, textOf } from "../../src/extract/segments.js";
import { readTrace } from "../../src/runtimes/trace/read.js";

/** A run: what was said in it, and what was called. */
export interface Session {
  readonly set: string;
  readonly graph: Graph;
  /** Texts by node. */
  readonly texts: readonly { readonly step: number; readonly text: string; readonly isResult: boolean }[];
  /** Leaves of each call's arguments. */
  readonly calls: readonly (readonly RoleLeaf[])[];
}

/** The session of a trace's line. */
export function sessionOf(set: string, line: string): Session {
  const graph = createGraph({ value: true, provenance: true, told: null, called: null, sources: 0, listed: new Set() });
  const texts: { step: number; text: string; isResult: boolean }[] = [];
  const calls: (readonly RoleLeaf[])[] = [];
  for (const { event } of readTrace(line).events) {
    if (event.kind === "call") {
      const args = typeof event.args === "string" ? parsed(event.args) : event.args;
      if (typeof args === "object" && args !== null) calls.push(leavesOf(args as Readonly<Record<string, never>>, null).leaves.filter((leaf) => !leaf.isKey));
      continue;
    }
    const content: unknown = event.kind === "result" ? event.content : event.kind === "user" || event.kind === "system" ? event.text : undefined;
    const text = content === undefined ? null : textOf(content);
    if (text === null || text === "") continue;
    const isResult = event.kind === "result";
    const step = append(graph, { kind: isResult ? "call" : "text", principal: isResult ? "tool" : "user" });
    addText(graph, step, isResult ? OUTSIDE : USERS, segments(content, isResult ? "structure" : "text"), false);
    texts.push({ step, text, isResult });
  }
  return { set, graph, texts, calls };
}

/** The nodes with a value edge into a call with these leaves. */
export function sourcesOf({ graph }: Session, leaves: readonly string[]): readonly number[] {
  return see(graph, leaves.map((text, index): RoleLeaf => ({ path: `a${index}`, value: textCell(text), isKey: false, roles: 0 })), false).sources;
}

/** The same of leaves as they were recorded. */
export function sourcesOfCall({ graph }: Session, leaves: readonly RoleLeaf[]): readonly number[] {
  return see(graph, leaves, false).sources;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
