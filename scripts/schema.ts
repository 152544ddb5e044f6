// The vocabulary -> docs/view.schema.json: the JSON Schema of the JSON form of a decide view, as hosts of OPA modules send it. What
// the words of one bundle are (tools, acts, tags, columns) stands in its manifest and is left open here.

import { secrecyLevels, trustLevels } from "../src/words/labels.js";
import { MANIFEST_VERSION } from "../src/words/manifest.js";
import { ops, sinkKinds } from "../src/words/ops.js";
import { edgeKinds, principals, roles, shapes } from "../src/words/provenance.js";
import type { Generated } from "./generate.js";

/** The generator. */
export function schema(): readonly Generated[] {
  return [{ path: "docs/view.schema.json", content: `${JSON.stringify(view, null, 2)}\n` }];
}

const names = (items: readonly string[]): object => ({ type: "array", items: { enum: items }, uniqueItems: true });
const texts = { type: "array", items: { type: "string" } };
const labels = {
  trust: { enum: trustLevels }, secrecy: { enum: secrecyLevels }, tags: texts,
  unknown: { type: "boolean", description: "More taint may be there than is known." },
};
const marks = {
  type: "object",
  description: "Ids of relational rules whose sources it came from; where `marks` is missing, it may have come from any.",
  properties: { certain: texts, unknown: texts },
};

const view = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `https://interdict.dev/view-${MANIFEST_VERSION}.schema.json`,
  title: "Interdict decide view",
  description: "The input of interdict/decide. What is missing is absent (args, host, facts) or unknown (labels, flows, rows); null is unknown. Anything that is not of these types is denied.",
  type: "object",
  required: ["op"],
  properties: {
    version: { const: MANIFEST_VERSION },
    op: { enum: ops },
    tool: { type: ["string", "null"], description: "A tool that the bundle does not know has no binding." },
    sinks: names(sinkKinds),
    acts: texts,
    target: { $ref: "#/$defs/labels", description: "Of the resources the call names." },
    flows: { type: "object", description: "What came to the call, by kind of edge.", properties: Object.fromEntries(edgeKinds.map((edge) => [edge, { $ref: "#/$defs/flow" }])) },
    args: { description: "The call's arguments. Those that rules read are listed in the manifest.", type: ["object", "null"] },
    host: { description: "Facts of the runtime by their dotted names.", type: ["object", "null"], additionalProperties: { $ref: "#/$defs/cell" } },
    facts: { description: "What the kernel computed, by the keys of the manifest's columns.", type: ["object", "null"], additionalProperties: { $ref: "#/$defs/cell" } },
    rows: { type: "array", items: { $ref: "#/$defs/row" } },
    rowsOpen: { type: "boolean", description: "There may be more rows. True where `rows` is missing." },
  },
  $defs: {
    cell: {
      description: "Anything else is unknown, and so are numbers that are no finite double or, as integers, beyond 2^53.",
      anyOf: [
        { type: ["null", "boolean", "number", "string"] },
        { type: "array", items: { $ref: "#/$defs/cell" } },
        { type: "object", required: ["items", "open"], properties: { items: { type: "array", items: { $ref: "#/$defs/cell" } }, open: { type: "boolean" } }, additionalProperties: false },
      ],
    },
    labels: { type: "object", required: ["trust", "secrecy"], properties: labels },
    flow: { type: "object", required: ["trust", "secrecy"], properties: { ...labels, marks } },
    row: {
      type: "object",
      required: ["shape"],
      properties: {
        path: { type: "string" }, value: { $ref: "#/$defs/cell" }, roles: names(roles), who: names(principals), shape: { enum: shapes },
        named: { type: ["boolean", "null"] }, unknown: { type: "boolean" }, flow: { $ref: "#/$defs/flow" },
        facts: { type: "object", description: "Extractor results, by the manifest's row columns.", additionalProperties: { $ref: "#/$defs/cell" } },
      },
    },
  },
};
