// What a call is: its tool's clauses and the labels of the resources it names, as a binding. A tool without a binding could be
// anything: it executes, reaches every kind of sink, and what it gives is trusted least and secret most. A message of the user's does nothing.

import { actsOf, noActs } from "../../words/acts.js";
import { clean, join, secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Labels, SecrecyLevel, TrustLevel } from "../../words/labels.js";
import { opNumber, sinkKinds } from "../../words/ops.js";
import type { Op } from "../../words/ops.js";
import { FALSE, TRUE } from "../../words/truth.js";
import type { Truth } from "../../words/truth.js";
import type { Binding, View } from "../../words/view.js";
import type { Condition, Label, Policy, Tool } from "../check/policy.js";
import { holds } from "./condition.js";
import type { Tables } from "../ir/names.js";
import type { Context } from "./context.js";
import { matchesGlob } from "./glob.js";
import { truthsToBits } from "./mark.js";
import { inScope } from "./scope.js";

/** The binding of the call of a `bind` view. */
export function bindWith(policy: Policy, context: Context): Binding {
  const target = targetOf(policy.labels, context);
  const tool = policy.tools[context.view.tool];
  const bound = tool === undefined ? unbound(context.view) : boundAs(tool, target, context);
  const view: View = { ...context.view, ...bound, self: target };
  return { ...bound, target, counters: truthsToBits(policy.counters.map(({ scope }) => inScope(scope, { ...context, view }))) };
}

type Bound = Omit<Binding, "target" | "counters">;

function unbound(view: View): Bound {
  if (view.op === numberOf("RESPOND")) return { op: view.op, sinks: 1 << sinkKinds.indexOf("ui"), acts: noActs, result: clean };
  if (view.op === numberOf("USER")) return { op: view.op, sinks: 0, acts: noActs, result: clean };
  const result = { trust: trustLevels.indexOf("low"), secrecy: secrecyLevels.indexOf("high"), tags: 0, unknown: false };
  return { op: numberOf("EXEC"), sinks: 2 ** sinkKinds.length - 1, acts: noActs, result };
}

function boundAs(tool: Tool, target: Labels, context: Context): Bound {
  const of = (when: Condition | null): Truth => (when === null ? TRUE : holds(when, context));
  const op = tool.ops.find((clause) => of(clause.when) === TRUE)?.op ?? "EXEC";
  const sinks = tool.sinks.filter((clause) => of(clause.when) !== FALSE).flatMap((clause) => clause.sinks);
  const acts = tool.acts.filter((clause) => of(clause.when) !== FALSE).flatMap((clause) => clause.acts);
  const own = resultOf(tool, of, context.tables);
  return {
    op: numberOf(op),
    sinks: sinks.reduce((bits, sink) => bits | (1 << sinkKinds.indexOf(sink)), 0),
    acts: actsOf(acts.map((act) => context.tables.acts.get(act) ?? 0)),
    result: op === "READ" || op === "RETRIEVE" ? join(own, target) : own,
  };
}

/** Clauses that may hold are joined; trust is low unless one that does hold speaks of it. */
function resultOf(tool: Tool, of: (when: Condition | null) => Truth, tables: Tables): Labels {
  const joined = tool.results.filter((clause) => of(clause.when) !== FALSE).map((clause) => labelsOf(clause, tables)).reduce(join, clean);
  const saysTrust = tool.results.some((clause) => clause.trust !== null && of(clause.when) === TRUE);
  return saysTrust ? joined : join(joined, { ...clean, trust: trustLevels.indexOf("low") });
}

/** Labels of all declarations that match one of the resources the call names, and those that the kernel says they have. */
function targetOf(labels: readonly Label[], { view, tables }: Context): Labels {
  const target = labels.filter((label) => view.resources.some((resource) => resource.kind === label.resource
    && label.globs.some((glob) => matchesGlob(globKind(label), glob, resource.text)))).map((label) => labelsOf(label, tables)).reduce(join, { ...view.self });
  return view.resourcesOpen ? { ...target, unknown: true } : target;
}

function globKind(label: Label): "path" | "domain" | "text" {
  return label.resource === "path" || label.resource === "domain" ? label.resource : "text";
}

function labelsOf(said: { readonly trust: TrustLevel | null; readonly secrecy: SecrecyLevel | null; readonly tags: readonly string[] }, tables: Tables): Labels {
  return {
    trust: said.trust === null ? clean.trust : trustLevels.indexOf(said.trust),
    secrecy: said.secrecy === null ? clean.secrecy : secrecyLevels.indexOf(said.secrecy),
    tags: said.tags.reduce((bits, tag) => bits | (1 << (tables.tags.get(tag) ?? 0)), 0),
    unknown: false,
  };
}

function numberOf(op: Op): number {
  return opNumber.get(op) ?? 0;
}
