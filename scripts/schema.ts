// The vocabulary -> docs/view.schema.json: the JSON Schema of the JSON form of a decide view, as hosts of OPA modules send it. What
// the words of one bundle are (tools, acts, tags, columns) stands in its manifest and is left open here.

import { FRAME_BYTES_MAX } from "../src/base/limits.js";
import { secrecyLevels, trustLevels } from "../src/words/labels.js";
import { VIEW_VERSION } from "../src/words/manifest.js";
import { ops, sinkKinds } from "../src/words/ops.js";
import { edgeKinds, principals, roles, shapes } from "../src/words/provenance.js";
import type { Generated } from "./generate.js";

/** The generator. */
export function schema(): readonly Generated[] {
  return [{ path: "docs/view.schema.json", content: `${JSON.stringify(view, null, 2)}\n` }];
}

const names = (items: readonly string[]): object => ({ type: "array", items: { enum: items } });
const texts = { type: "array", items: { type: "string" } };
const open = {
  type: "array", description: "Those of its lists that may have more items than are given; each is there, and a list. One inside another has the numbers of the items that lead to it behind its name.",
  items: { anyOf: [{ type: "string" }, { type: "array", items: { type: ["string", "number"] } }] },
};
const absent = {
  ...texts, description: "Those left out that are absent. What else is left out of external data (`data PACK.NAME`), of whether a list of it has something, and of what a map of it has for a key, is read from the host's `data[\"PACK\"].NAME`: unknown where that is missing or of another type.",
};
const labels = {
  trust: { enum: trustLevels }, secrecy: { enum: secrecyLevels }, tags: texts,
  unknown: { type: "boolean", description: "More taint may be there than is known; false where it is missing." },
};
const required = ["trust", "secrecy", "tags"];
const closed = { additionalProperties: false };
const marks = {
  type: "object",
  description: "Ids of relational rules whose sources it came from; where `marks` is missing, it may have come from any. A missing list is empty.",
  properties: { certain: texts, unknown: texts }, ...closed,
};
const cells = { type: ["object", "null"], additionalProperties: { $ref: "#/$defs/cell" } };

const view = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  $id: `https://interdict.dev/view-${VIEW_VERSION}.schema.json`,
  title: "Interdict decide view",
  description: `The input of interdict/decide, of at most ${FRAME_BYTES_MAX} bytes. What is none of these, or names acts, tags, rules or columns that the bundle does not know, is denied. So is an object with a member twice, but for \`args\`, where the last one counts. In args, host, principal and facts what is missing is absent (but see \`absent\`); null is unknown.`,
  type: "object",
  required: ["version", "op", "tool", "sinks", "acts", "args", "host", "facts", "rows"],
  properties: {
    version: { const: VIEW_VERSION },
    op: { enum: ops },
    tool: { type: ["string", "null"], description: "A tool that the bundle does not know has no binding, and null is none." },
    sinks: names(sinkKinds),
    acts: texts,
    target: { $ref: "#/$defs/labels", description: "Of the resources the call names; where it is missing they are unknown." },
    flows: {
      type: "object", description: "What came to the call, by kind of edge; anything may have come by one that is missing.",
      properties: Object.fromEntries(edgeKinds.map((edge) => [edge, { $ref: "#/$defs/flow" }])), ...closed,
    },
    args: { description: "The call's arguments as they are, those at least that the manifest's columns read. No object in them is a value, and below what is no object nothing is given. null: they could not be read.", type: ["object", "null"] },
    host: { ...cells, description: "Facts of the runtime by their dotted names; without one that they read, rules are inactive. null: all are unknown." },
    principal: { ...cells, description: "Who the agent acts for: `id`, `roles`, `tenant`; without one that they read, rules are inactive. null: all are unknown." },
    time: { $ref: "#/$defs/cell", description: "When the event happened, milliseconds since 1970 UTC; where it is missing, rules that read it are inactive." },
    facts: { ...cells, description: "What the kernel computed, by the keys of the manifest's columns. null: all are unknown." },
    open: { ...open, description: `${open.description} By the keys of columns (\`args.to\`).` },
    absent: { ...absent, description: `${absent.description} By the keys of columns.` },
    rows: { type: "array", items: { $ref: "#/$defs/row" } },
    rowsOpen: { type: "boolean", description: "There may be more rows; false where it is missing." },
  },
  ...closed,
  $defs: {
    cell: {
      description: "Numbers that are no finite double or, as integers, are beyond 2^53 are unknown, and so are texts that are no Unicode.",
      anyOf: [{ type: ["null", "boolean", "number", "string"] }, { type: "array", items: { $ref: "#/$defs/cell" } }],
    },
    labels: { type: "object", required, properties: labels, ...closed },
    flow: { type: "object", required, properties: { ...labels, marks }, ...closed },
    row: {
      type: "object",
      required: ["path", "roles", "who", "shape", "named", "facts"],
      properties: {
        path: { type: "string" }, value: { $ref: "#/$defs/cell", description: "Absent where it is missing." }, roles: names(roles), who: names(principals), shape: { enum: shapes },
        named: { type: ["boolean", "null"] },
        unknown: { type: "boolean", description: "Not all of this could be computed; false where it is missing." },
        flow: { $ref: "#/$defs/flow", description: "Where it is missing, anything may have come." },
        facts: { type: "object", description: "Cells of row columns, by their keys in the manifest.", additionalProperties: { $ref: "#/$defs/cell" } },
        open: { ...open, description: `${open.description} \`value\`, or row columns.` },
        absent: { ...absent, description: "Row columns, as with the columns of the view." },
      },
      ...closed,
    },
  },
};
