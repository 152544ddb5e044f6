// A number of rules and of calls that came before -> the same relational rules as policy text, as Rego and for Invariant's analyser, and
// what each is asked. A rule looks for an earlier call that opened its folder; half of the rules reach the end of all that came before,
// half of the inputs have in it what fires one rule.

/** One sink with what came before it. */
export interface Past {
  readonly folders: readonly string[];
  readonly kind: string;
  /** The rule that fires, -1 for none. */
  readonly fires: number;
}

/** The rules in three languages. */
export interface PastRules {
  readonly policy: string;
  /** As it reads: every rule looks through all that came before. */
  readonly rego: string;
  /** As a careful author writes it: the folders that were opened are collected once. */
  readonly regoOnce: string;
  readonly invariant: string;
}

const idOf = (rule: number): string => `rule-${String(rule).padStart(4, "0")}`;
const kindOf = (rule: number): string => (rule % 2 === 0 ? "invoice" : `refund-${rule}`);

/** So many rules. */
export function pastRules(rules: number): PastRules {
  const all = Array.from({ length: rules }, (_, rule) => ({ id: idOf(rule), kind: kindOf(rule), folder: `vault-${rule}` }));
  return {
    policy: ["package bench.vault", "tool show(folder: string) { op READ }", "tool submit(kind: string) {\n  op   SEND\n  sink egress\n}",
      ...all.map(({ id, kind, folder }) => `relational deny ${id} {\n  from source where tool == show and args.folder == "${folder}"\n  to   egress via context\n  when args.kind == "${kind}"\n}`)].join("\n"),
    rego: ["package orders", ...all.map(({ id, kind, folder }) => `fired contains "${id}" if {\n\tinput.tool == "submit"\n\tinput.args.kind == "${kind}"\n\tsome earlier in input.ancestors\n\tearlier.tool == "show"\n\tearlier.args.folder == "${folder}"\n}`)].join("\n\n"),
    regoOnce: ["package orders", "opened contains earlier.args.folder if {\n\tsome earlier in input.ancestors\n\tearlier.tool == \"show\"\n}",
      ...all.map(({ id, kind, folder }) => `fired contains "${id}" if {\n\tinput.tool == "submit"\n\tinput.args.kind == "${kind}"\n\t"${folder}" in opened\n}`)].join("\n\n"),
    invariant: all.map(({ id, kind, folder }) => `raise "${id}" if:\n    (b: ToolCall)\n    b is tool:submit({ kind: "${kind}" })\n    (a: ToolCall)\n    a is tool:show({ folder: "${folder}" })\n    a -> b\n`).join("\n"),
  };
}

/** So many inputs, each behind so many calls. */
export function pasts(rules: number, ancestors: number, inputs: number): readonly Past[] {
  return Array.from({ length: inputs }, (_, input) => {
    const fires = input % 2 === 0 ? (2 * input) % rules : -1;
    const at = (7 * input) % ancestors;
    return { folders: Array.from({ length: ancestors }, (_each, call) => (call === at ? (fires === -1 ? "vault-x" : `vault-${fires}`) : `box-${call}`)), kind: "invoice", fires };
  });
}

/** What OPA is asked about one of them. */
export function ancestorsInput({ folders, kind }: Past): object {
  return { tool: "submit", args: { kind }, ancestors: folders.map((folder) => ({ tool: "show", args: { folder } })) };
}

/** The same as the messages that Invariant's analyser reads, and the call that is to be decided. */
export function messagesOf({ folders, kind }: Past): { readonly past: readonly object[]; readonly pending: readonly object[] } {
  const call = (id: string, name: string, given: object): object => ({ role: "assistant", content: "", tool_calls: [{ id, type: "function", function: { name, arguments: given } }] });
  return {
    past: folders.flatMap((folder, number) => [call(`c${number}`, "show", { folder }), { role: "tool", tool_call_id: `c${number}`, content: "as agreed" }]),
    pending: [call("sink", "submit", { kind })],
  };
}
