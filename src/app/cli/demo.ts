// `interdict demo`: the shipped packs decide four recorded runs that come with the package, three attacks and one honest task, and
// each is shown with a sentence on what came of it. Exit status 1 where one does not end as it should.

import { join } from "node:path";
import type { Decision } from "../../kernel/decide/decision.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import { packageRoot, readAll, shippedRules } from "./packs.js";
import { decide } from "./replay.js";
import { harmful, judge } from "./score.js";
import { decisionTable } from "./table.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** The runs, one in a file, and what happens in each. */
const runs: readonly { readonly file: string; readonly story: string }[] = [
  { file: "invoice.jsonl", story: "A bill talks the agent into paying to another account. A relational rule sees where the account number came from." },
  { file: "newcomer.jsonl", story: "A message in a channel has a stranger invited. A unary rule sees that the user asked for no such thing." },
  { file: "stranger.jsonl", story: "Somebody who is not the owner has a command run. A host rule knows who speaks, and that there is no sandbox." },
  { file: "tyres.jsonl", story: "The same kind of payment, asked for by the user and to the account that the user gave. Nothing stands in its way." },
];

/** How often each run is decided: what a runtime sees is a process that has run for a while, not its first milliseconds. */
const ROUNDS = 300;

/** Replays the runs. */
export async function demo(terminal: Terminal): Promise<Status> {
  const sources = readAll([shippedRules()]);
  let status: Status = DONE;
  const stories = runs.values();
  const ended = await decide(runs.map(({ file }) => join(packageRoot(), "demo", file)), { sources, refs: "use", rounds: ROUNDS }, terminal, async (trace, decisions) => {
    if (!judge(trace, decisions).right) status = FINDINGS;
    await terminal.out(shown(trace, decisions, stories.next().value?.story ?? "", terminal));
  });
  if (ended !== DONE) return ended;
  await terminal.out(`us: microseconds from event to decision, the middle one of ${ROUNDS} rounds; the first ones of a process take longer.\n`);
  return status;
}

function shown(trace: Trace, decisions: readonly Decision[], story: string, terminal: Terminal): string {
  const colors = paint(terminal);
  const { right } = judge(trace, decisions);
  const outcome = harmful.has(trace.kind) ? (right ? "stopped" : "not stopped") : right ? "untouched" : "held";
  const table = decisionTable(decisions, { colors, columns: terminal.columns });
  return `${colors.bold(trace.id)}  ${right ? colors.green(outcome) : colors.red(outcome)}\n${story}\n${table}\n`;
}
