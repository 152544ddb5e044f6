// Fixed texts that the runtime reads or writes: the words of the JSON view and of the result. They are generated into its
// constants. Knows nothing of where they are used.

/** By the name under which the runtime knows them. */
export const texts = {
  version: "version", args: "args", host: "host", facts: "facts", op: "op", tool: "tool", sinks: "sinks", acts: "acts", target: "target",
  flows: "flows", value: "value", context: "context", declared: "declared", trust: "trust", secrecy: "secrecy", tags: "tags",
  unknown: "unknown", marks: "marks", certain: "certain", rows: "rows", open: "open", rows_open: "rowsOpen", path: "path",
  roles: "roles", who: "who", shape: "shape", named: "named", flow: "flow", principal: "principal", time: "time", absent: "absent",
  result_start: "[{\"result\":{\"effect\":\"", result_verdicts: "\",\"verdicts\":[", result_inactive: "],\"inactive\":[", result_end: "]}}]",
  verdict_rule: "{\"rule\":\"", verdict_effect: "\",\"effect\":\"", verdict_unknown: "\",\"unknown\":",
  verdict_observe: ",\"observe\":", verdict_row: ",\"row\":",
  refused: "[{\"result\":{\"effect\":\"deny\",\"verdicts\":[{\"rule\":\"interdict.input\",\"effect\":\"deny\",\"unknown\":true,\"observe\":false,\"row\":-1}]}}]",
  null: "null", true: "true", false: "false",
} as const;
