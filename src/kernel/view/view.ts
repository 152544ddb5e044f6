// What the kernel knows of an instruction to the views of the three questions. Only puts together: every part is worked out
// before, and what a bundle does not demand is left empty.

import { noActs, type Acts } from "../../words/acts.js";
import type { Cell } from "../../words/cell.js";
import type { Labels } from "../../words/labels.js";
import { opNumber } from "../../words/ops.js";
import type { Binding, Row, View } from "../../words/view.js";
import { CLEAN, flowAt, type Flows } from "../graph/flows.js";
import type { Resources } from "../registry/resources.js";

/** The number of an op by its name. */
export const EXEC = numberOf("EXEC");
export const RESPOND = numberOf("RESPOND");
export const REASON = numberOf("REASON");
export const VERIFY = numberOf("VERIFY");
export const ENDORSE = numberOf("ENDORSE");
export const DECLASSIFY = numberOf("DECLASSIFY");
export const USER = numberOf("USER");
export const RECEIVE = numberOf("RECEIVE");

/** The call alone, before it is known what it is; `self`: what people said since of the resources it names. */
export function bindView(flows: Flows, op: number, tool: number, columns: readonly Cell[], { resources, open }: Resources, self: Labels): View {
  return { question: "bind", op, tool, sinks: 0, acts: noActs, self, flows: nothingCame(flows), columns, rows: none, rowsOpen: false, resources, resourcesOpen: open };
}

/** A finished instruction: what it is, the labels of what it gave, its columns. */
export function markView(flows: Flows, what: { readonly op: number; readonly tool: number; readonly sinks: number; readonly acts: Acts }, self: Labels, columns: readonly Cell[]): View {
  return { question: "mark", op: what.op, tool: what.tool, sinks: what.sinks, acts: what.acts, self, flows: nothingCame(flows), columns, rows: none, rowsOpen: false, resources: none, resourcesOpen: false };
}

/** The pending instruction with what flowed into it, by kind of edge. */
export function decideView(flows: Flows, tool: number, binding: Binding, flowNumbers: readonly [number, number, number], columns: readonly Cell[], rows: readonly Row[], rowsOpen: boolean): View {
  return {
    question: "decide",
    op: binding.op,
    tool,
    sinks: binding.sinks,
    acts: binding.acts,
    self: binding.target,
    flows: [flowAt(flows, flowNumbers[0]), flowAt(flows, flowNumbers[1]), flowAt(flows, flowNumbers[2])],
    columns,
    rows,
    rowsOpen,
    resources: none,
    resourcesOpen: false,
  };
}

function nothingCame(flows: Flows): View["flows"] {
  const flow = flowAt(flows, CLEAN);
  return [flow, flow, flow];
}

const none: readonly never[] = [];

function numberOf(op: string): number {
  return opNumber.get(op) ?? 0;
}
