// Fixed texts that the runtime reads or writes: the words of the JSON view and of the result. They are generated into its
// constants. Knows nothing of where they are used.

import { assert } from "../../base/assert.js";

/** The kinds of rule, by their number in the rules' table; entrypoint 0 asks all, the others one kind each. */
export const ruleKinds = ["unary", "relational", "host"] as const;
/** The module's entrypoints, by number. */
export const entrypoints = ["interdict/decide", ...ruleKinds.map((kind) => `interdict/${kind}`)];

/** By the name under which the runtime knows them. */
export const texts = {
  value: "value",
  result_start: "[{\"result\":{\"effect\":\"", result_verdicts: "\",\"verdicts\":[", result_inactive: "],\"inactive\":[", result_end: "]}}]",
  verdict_rule: "{\"rule\":\"", verdict_effect: "\",\"effect\":\"", verdict_unknown: "\",\"unknown\":",
  verdict_observe: ",\"observe\":", verdict_row: ",\"row\":",
  refused: "[{\"result\":{\"effect\":\"deny\",\"verdicts\":[{\"rule\":\"interdict.input\",\"effect\":\"deny\",\"unknown\":true,\"observe\":false,\"row\":-1}]}}]",
  entrypoints: JSON.stringify(Object.fromEntries(entrypoints.map((name, number) => [name, number]))),
  null: "null", true: "true", false: "false",
} as const;

/** The members of the objects of a view, in the order in which they are written; the runtime puts each into the place of its name. */
export const members = {
  view: ["version", "op", "tool", "sinks", "acts", "target", "flows", "args", "host", "facts", "open", "absent", "rows", "rowsOpen", "principal", "time"],
  labels: ["trust", "secrecy", "tags", "unknown"],
  flow: ["trust", "secrecy", "tags", "unknown", "marks"],
  flows: ["value", "context", "declared"],
  marks: ["certain", "unknown"],
  row: ["path", "value", "roles", "who", "shape", "named", "unknown", "flow", "facts", "open", "absent"],
} as const;

/** The place of a member of the view. */
export function placeOf(name: string | undefined): number {
  const place = members.view.findIndex((member) => member === name);
  assert(place >= 0, "a view has only these members");
  return place;
}
