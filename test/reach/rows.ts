// The tables of the vocabulary -> all rows that something must reach, each by its table and name; and those that nothing reaches yet.
// Knows nothing of how they are reached.

import { codes } from "../../src/base/messages.generated.js";
import { extractors, type Column } from "../../src/words/column.js";
import { effects, severities } from "../../src/words/effects.js";
import { functions } from "../../src/words/functions.js";
import { secrecyLevels, trustLevels } from "../../src/words/labels.js";
import { periods, relations, statuses, type HistoryEntry, type ReasonPart, type Rewrite, type Window } from "../../src/words/manifest.js";
import { ops, sinkKinds } from "../../src/words/ops.js";
import { edgeKinds, principals, resourceKinds, roles, shapes } from "../../src/words/provenance.js";

/** Kinds of columns, which are the facts that rules read. A record, so that a new kind that stands nowhere else does not compile. */
const facts: Readonly<Record<Column["kind"], true>> = {
  arg: true, host: true, extract: true, asked: true, delegated: true, count: true, repeats: true, alternates: true, approved: true, changed: true, approvers: true, tool: true, result: true, principal: true, time: true,
  history: true, data: true, term: true, sources: true,
};
const folds: Readonly<Record<HistoryEntry["fold"], true>> = { count: true, sum: true, distinct: true, latest: true, all: true };
const windows: Readonly<Record<Window["kind"], true>> = { steps: true, time: true, calendar: true };
const rewrites: Readonly<Record<Rewrite["kind"], true>> = { set: true, remove: true, mask: true };
const reasons: Readonly<Record<ReasonPart["kind"], true>> = { text: true, row: true, source: true, sink: true, column: true };

/** Every table with its rows. What is reached is written `table row`. */
export const tables: Readonly<Record<string, readonly string[]>> = {
  op: ops,
  sink: sinkKinds,
  effect: effects,
  severity: severities,
  edge: edgeKinds,
  principal: principals,
  shape: shapes,
  role: roles,
  resource: resourceKinds,
  trust: trustLevels,
  secrecy: secrecyLevels,
  fact: Object.keys(facts),
  extractor: Object.keys(extractors),
  function: Object.keys(functions),
  status: statuses,
  relation: relations,
  fold: Object.keys(folds),
  window: Object.keys(windows),
  period: periods,
  rewrite: Object.keys(rewrites),
  reason: Object.keys(reasons),
  code: codes,
};

/** Rows that nothing reaches in this version, each with the reason. `npm run reach` says which of them is reached all the same, and fails: then it goes from here. */
export const expected: Readonly<Record<string, string>> = {
  "op ENDORSE": "tests of packs and recorded runs cannot say it; test/runtime/endorse.test.ts does",
  "op DECLASSIFY": "tests of packs and recorded runs cannot say it; test/runtime/endorse.test.ts does",
};
