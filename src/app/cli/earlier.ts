// A revision -> the decisions as they were: by the packs as they stand in a commit of the repository around them, decided anew by this
// engine, or as an earlier `replay --format jsonl` wrote them into a file, by whatever engine that was.

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { z } from "zod";
import type { Source } from "../../base/span.js";
import type { Decision } from "../../kernel/decide/decision.js";
import { RESPONSE_CALL } from "../../runtimes/trace/trace.js";
import type { Trace } from "../../runtimes/trace/trace.js";
import { effects } from "../../words/effects.js";
import { guards } from "./engines.js";
import type { GuardOptions } from "./engines.js";
import { linesOf } from "./input.js";
import { DATA_FILE, POLICY_END, readPolicies } from "./packs.js";
import { refusal } from "./refusal.js";
import { run } from "./run.js";

/** Gives a run's earlier decisions; null where there are none of its calls. */
export type Earlier = (trace: Trace) => Promise<readonly Decision[] | null>;

/** What decided at a revision: a commit of the folder `rules` (or of one file), or a file of decisions. */
export async function earlier(rules: string, revision: string, options: GuardOptions): Promise<Earlier> {
  if (existsSync(revision) && statSync(revision).isFile()) return written(revision);
  const { tools, drafted } = options;
  const guard = guards(committed(rules, revision), { tools, drafted });
  return async (trace) => run(trace, await guard(trace));
}

/** The policy texts of a place as they stood in a commit, with the data beside them: written to a folder for as long as they are read. */
function committed(rules: string, revision: string): readonly Source[] {
  const isFolder = existsSync(rules) && statSync(rules).isDirectory();
  const folder = isFolder ? rules : dirname(rules);
  const git = (...args: readonly string[]): Buffer => {
    try {
      return execFileSync("git", ["-C", folder, ...args], { stdio: ["ignore", "pipe", "pipe"], maxBuffer: GIT_BYTES_MAX });
    } catch (error) {
      const said = error instanceof Error && "stderr" in error ? String(error.stderr).trim() : "";
      throw refusal("cli/revision", { revision, problem: said.split("\n")[0] || "`git` cannot be run" });
    }
  };
  git("rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`);
  const names = git("ls-tree", "-r", "-z", "--name-only", "--end-of-options", revision, "--", isFolder ? "." : basename(rules)).toString().split("\0")
    .filter((name) => name.endsWith(POLICY_END) || basename(name) === DATA_FILE);
  if (names.length === 0) throw refusal("cli/revision", { revision, problem: `it holds no policy in ${rules}` });
  const copy = mkdtempSync(join(tmpdir(), "interdict-revision-"));
  try {
    for (const name of names) {
      mkdirSync(dirname(join(copy, name)), { recursive: true });
      writeFileSync(join(copy, name), git("show", `${revision}:./${name}`));
    }
    return readPolicies(copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** More than any policy file has. */
const GIT_BYTES_MAX = 64 * 1024 * 1024;

/** What this reads of a line of `replay --format jsonl`. */
const spoken = z.object({ trace: z.string(), call: z.string(), step: z.number(), effect: z.enum(effects), rules: z.array(z.string()), args: z.json().optional() });

async function written(file: string): Promise<Earlier> {
  const byTrace = new Map<string, z.infer<typeof spoken>[]>();
  for await (const { text, number } of linesOf([file])) {
    const line = spoken.safeParse(parsed(text));
    if (!line.success) throw refusal("cli/revision", { revision: file, problem: `its line ${number} is no decision that \`replay --format jsonl\` writes` });
    const lines = byTrace.get(line.data.trace) ?? [];
    lines.push(line.data);
    byTrace.set(line.data.trace, lines);
  }
  return async (trace) => {
    const lines = byTrace.get(trace.id);
    const calls = trace.events.flatMap(({ event }) => (event.kind === "call" ? [event.id] : event.kind === "response" ? [RESPONSE_CALL] : []));
    if (lines === undefined || lines.length !== calls.length || lines.some(({ call }, index) => call !== calls[index])) return null;
    return lines.map(asDecision);
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** As much of a decision as a line says; what it does not say is empty. */
function asDecision({ call, step, effect, rules, args }: z.infer<typeof spoken>): Decision {
  return {
    id: "", call, step, tool: "", op: "EXEC", effect, code: null, reason: "", path: [], args: args ?? {}, rewritten: args !== undefined, inactive: [], bundle: "", us: 0,
    rules: rules.map((id) => ({ id, effect, reason: "", agentReason: "", span: { file: "", start: 0, end: 0 }, unknown: false, observe: false, severity: null, tags: [] })),
  };
}
