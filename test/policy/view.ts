// Views and rows by name, for tests of meaning: what is not given is clean, empty and certain.
// Names are those of words and of the manifest.

import type { Cell } from "../../src/words/cell.js";
import { actsOf } from "../../src/words/acts.js";
import { columnKey, rowColumnKey } from "../../src/words/column.js";
import { clean } from "../../src/words/labels.js";
import type { Labels } from "../../src/words/labels.js";
import { markWords } from "../../src/words/manifest.js";
import type { Manifest } from "../../src/words/manifest.js";
import { opNumber, sinkKinds } from "../../src/words/ops.js";
import type { Op, SinkKind } from "../../src/words/ops.js";
import { principals, roles, shapes } from "../../src/words/provenance.js";
import type { Principal, Role, Shape } from "../../src/words/provenance.js";
import { FALSE } from "../../src/words/truth.js";
import type { Truth } from "../../src/words/truth.js";
import type { Flow, Question, Row, View } from "../../src/words/view.js";
import type { Resource } from "../../src/words/column.js";

/** Sources whose marks came, certain or unknown. */
export interface Marked { readonly certain?: readonly number[]; readonly unknown?: readonly number[] }

/** A flow in words. */
export interface FlowWords extends Marked { readonly labels?: Labels }

/** A row in words. */
export interface RowWords {
  readonly path?: string;
  readonly value?: Cell;
  readonly roles?: readonly Role[];
  readonly who?: readonly Principal[];
  readonly shape?: Shape;
  readonly named?: Truth;
  readonly unknown?: boolean;
  readonly flow?: FlowWords;
  readonly columns?: Readonly<Record<string, Cell>>;
}

/** A view in words. */
export interface ViewWords {
  readonly question?: Question;
  readonly op?: Op;
  readonly tool?: string;
  readonly sinks?: readonly SinkKind[];
  readonly acts?: readonly string[];
  readonly self?: Labels;
  readonly value?: FlowWords;
  readonly context?: FlowWords;
  readonly declared?: FlowWords;
  /** By column key; what is not given is absent. */
  readonly columns?: Readonly<Record<string, Cell>>;
  readonly rows?: readonly RowWords[];
  readonly rowsOpen?: boolean;
  readonly resources?: readonly Resource[];
  readonly resourcesOpen?: boolean;
}

/** The view that the words say, for the bundle of a manifest. A column that the bundle does not demand is a mistake of the test. */
export function viewOf(manifest: Manifest, words: ViewWords): View {
  const keys = manifest.demand.columns.map(columnKey);
  const strange = Object.keys(words.columns ?? {}).filter((key) => !keys.includes(key));
  if (strange.length > 0) throw new Error(`no such column: ${strange.join(", ")}; there are ${keys.join(", ")}`);
  return {
    question: words.question ?? "decide",
    op: opNumber.get(words.op ?? "EXEC") ?? 0,
    tool: words.tool === undefined ? -1 : manifest.tools.findIndex((tool) => tool.name === words.tool),
    sinks: bits(sinkKinds, words.sinks ?? []),
    acts: actsOf((words.acts ?? []).map((name) => manifest.acts.findIndex((act) => act.name === name))),
    self: words.self ?? clean,
    flows: [flowOf(manifest, words.value), flowOf(manifest, words.context), flowOf(manifest, words.declared)],
    columns: keys.map((key) => words.columns?.[key]),
    rows: (words.rows ?? []).map((row) => rowOf(manifest, row)),
    rowsOpen: words.rowsOpen ?? false,
    resources: words.resources ?? [],
    resourcesOpen: words.resourcesOpen ?? false,
  };
}

function rowOf(manifest: Manifest, words: RowWords): Row {
  return {
    path: words.path ?? "x",
    value: "value" in words ? words.value : "v",
    roles: bits(roles, words.roles ?? []),
    who: bits(principals, words.who ?? []),
    shape: shapes.indexOf(words.shape ?? "composed"),
    named: words.named ?? FALSE,
    unknown: words.unknown ?? false,
    flow: flowOf(manifest, words.flow),
    columns: manifest.demand.rowColumns.map((column) => words.columns?.[rowColumnKey(column)]),
  };
}

function flowOf(manifest: Manifest, words: FlowWords = {}): Flow {
  const marks = new Uint32Array(markWords(manifest.sources));
  const set = (bit: number): void => { marks[bit >>> 5] = (marks[bit >>> 5] ?? 0) | (1 << (bit & 31)); };
  for (const source of words.certain ?? []) set(2 * source);
  for (const source of words.unknown ?? []) set(2 * source + 1);
  return { labels: words.labels ?? clean, marks };
}

function bits(table: readonly string[], names: readonly string[]): number {
  return names.reduce((all, name) => all | (1 << table.indexOf(name)), 0);
}
