// Fixed texts that the runtime reads or writes: the words of the JSON view and of the result. They are generated into its
// constants. Knows nothing of where they are used.

/** By the name under which the runtime knows them. */
export const texts = {
  value: "value",
  result_start: "[{\"result\":{\"effect\":\"", result_verdicts: "\",\"verdicts\":[", result_inactive: "],\"inactive\":[", result_end: "]}}]",
  verdict_rule: "{\"rule\":\"", verdict_effect: "\",\"effect\":\"", verdict_unknown: "\",\"unknown\":",
  verdict_observe: ",\"observe\":", verdict_row: ",\"row\":",
  refused: "[{\"result\":{\"effect\":\"deny\",\"verdicts\":[{\"rule\":\"interdict.input\",\"effect\":\"deny\",\"unknown\":true,\"observe\":false,\"row\":-1}]}}]",
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
