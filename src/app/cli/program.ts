// The program's arguments -> one command, and its exit status: 0 done, 1 findings, 2 usage or unreadable input. Commands are
// loaded when they are asked for; what they refuse is said here, in one form.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import type { CompileOptions } from "./compile.js";
import type { DocsOptions } from "./docs.js";
import type { RunOptions } from "./replay.js";
import { readAll, packageRoot, shippedRules } from "./packs.js";
import { Refusal, note, refusal } from "./refusal.js";
import { UNUSABLE, untilInterrupted } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

const PATHS = "policy files or folders";
const TRACES = "trace files (.jsonl, .jsonl.gz), or - for standard input";

/** Runs the program with its arguments; gives the exit status. */
export async function main(args: readonly string[], terminal: Terminal): Promise<Status> {
  let status: Status = 0;
  const program = build(terminal, (given) => { status = given; });
  try {
    await program.parseAsync(args, { from: "user" });
    return status;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : UNUSABLE;
    if (!(error instanceof Refusal)) throw error;
    terminal.err(`interdict: ${error.message} [${error.code}]\n`);
    return UNUSABLE;
  }
}

function build(terminal: Terminal, end: (status: Status) => void): Command {
  const program = new Command("interdict")
    .description("decides, before an agent's action takes effect, whether it may")
    .version(version())
    .exitOverride()
    .configureOutput({ writeOut: (text) => void terminal.out(text), writeErr: terminal.err, outputError: (text, write) => write(note("cli/usage", { problem: usageOf(text) })) });
  addPolicyCommands(program, terminal, end);
  addAuthorCommands(program, terminal, end);
  addCatalogueCommands(program, terminal, end);
  addTraceCommands(program, terminal, end);
  program.command("explain").description("the page of one diagnostic; without a code, all codes").argument("[code]")
    .option("--format <format>", "text or json", "text")
    .action(async (code: string | undefined, options: { format: string }) => end(await (await import("./explain.js")).explain(code, { format: text(options) }, terminal)));
  program.command("verify").description("whether logs of sessions are as they were written").argument("<log...>", "logs, as a journal keeps them (.jsonl)")
    .option("--bundle <file>", "the bundle that decided, or a folder of bundles by their digests: everything is decided again")
    .option("--head <hash>", "a head that was noted elsewhere, which the log must hold")
    .option("--format <format>", "text or json", "text")
    .action(async (paths: string[], options: { format: string; bundle?: string; head?: string }) =>
      end(await (await import("./verify.js")).verify(paths, { format: text(options), bundle: options.bundle, head: options.head }, terminal)));
  program.command("demo").description("the shipped packs decide four runs: three attacks and one honest task")
    .action(async () => end(await (await import("./demo.js")).demo(terminal)));
  return program;
}

/** What commander says of arguments, in the words of the other messages: `error: unknown option '--x'` and, on a line of its own, `(Did you mean --y?)`. */
function usageOf(text: string): string {
  const [problem = "", nearest] = text.replace(/^error: /, "").trimEnd().split("\n");
  return `${problem}${nearest === undefined ? "" : `: ${nearest.replace(/^\(Did/, "did").replaceAll(/--?[\w-]+|(?<=mean |, )\w[\w-]*(?=[,?])/g, "'$&'").replace(/\)$/, "")}`}`.replaceAll("'", "`");
}

function addPolicyCommands(program: Command, terminal: Terminal, end: (status: Status) => void): void {
  program.command("check").description("diagnostics of packs").argument("<path...>", PATHS)
    .option("--format <format>", "text or json", "text")
    .option("--deny-warnings", "exit status 1 where there are warnings")
    .action(async (paths: string[], options: { format: string; denyWarnings?: boolean }) =>
      end(await (await import("./check.js")).check(paths, { format: text(options), denyWarnings: options.denyWarnings === true }, terminal)));
  program.command("compile").description("the bundle of a pack, as OPA hosts load it").argument("<pack>", "a package's name, a .policy file or a folder")
    .requiredOption("-o, --output <file>", "the bundle to write (.tar.gz)")
    .option("--target <target>", "wasm or rego: the policy in Rego, as a bundle or (another file than .tar.gz) as text", "wasm")
    .option("--rules <dir>", "where used packages are found (default: the shipped packs)")
    .action(async (pack: string, options: { output: string; target: string; rules?: string }) => {
      const target: CompileOptions["target"] = choice("--target", options.target, ["wasm", "rego"]);
      end(await (await import("./compile.js")).compilePack(pack, { output: options.output, target, rules: options.rules ?? shippedRules() }, terminal));
    });
}

function addAuthorCommands(program: Command, terminal: Terminal, end: (status: Status) => void): void {
  program.command("test").description("runs the tests inside packs").argument("<path...>", PATHS)
    .option("--format <format>", "text or json", "text")
    .option("--coverage", "also what the tests showed of each rule and each of its comparisons")
    .option("--watch", "runs them again whenever a file changes, until Ctrl-C")
    .action(async (paths: string[], options: { format: string; coverage?: boolean; watch?: boolean }) => {
      const asked = { format: text(options), coverage: options.coverage === true };
      const { test } = await import("./test.js");
      const run = (): Promise<Status> => test(paths, asked, terminal);
      if (options.watch !== true) return end(await run());
      const { watch } = await import("./watch.js");
      end(await untilInterrupted((stop) => watch(paths, run, terminal, stop)));
    });
  program.command("fmt").description("policy files in the one layout").argument("<path...>", `${PATHS}, or - for standard input`)
    .option("--check", "writes nothing; exit status 1 where a file differs")
    .option("--format <format>", "text or json: how it says what it did", "text")
    .action(async (paths: string[], options: { format: string; check?: boolean }) =>
      end(await (await import("./fmt.js")).fmt(paths, { format: text(options), check: options.check === true }, terminal)));
  program.command("docs").description("a page of each package for those who review it, in Markdown").argument("<path...>", PATHS)
    .option("--format <format>", "markdown or json", "markdown")
    .option("-o, --output <file>", "where it is written (default: standard output)")
    .action(async (paths: string[], options: { format: string; output?: string }) => {
      const format: DocsOptions["format"] = choice("--format", options.format, ["markdown", "json"]);
      end(await (await import("./docs.js")).docs(paths, { format, output: options.output ?? null }, terminal));
    });
}

function addCatalogueCommands(program: Command, terminal: Terminal, end: (status: Status) => void): void {
  program.command("import-tools").description("drafts the bindings of a tool catalogue, for a person to review").argument("<catalogue>", "what an MCP server answers `tools/list` with, or a list of functions (.json)")
    .option("-o, --output <file>", "where it is written (default: standard output)")
    .option("--package <name>", "what the package is called (default: by the file's name)")
    .option("--for <catalogue>", "the catalogue it is for (default: it holds everywhere)")
    .option("--format <format>", "text or json", "text")
    .action(async (path: string, options: { output?: string; package?: string; for?: string; format: string }) =>
      end(await (await import("./import.js")).importTools(path, { format: text(options), output: options.output ?? null, package: options.package ?? null, for: options.for ?? null }, terminal)));
  program.command("inventory").description("what a runtime's tool catalogues and its packs have and have not of each other")
    .requiredOption("--tools <catalogue...>", "catalogues of its tools, as `import-tools` reads them (.json)")
    .option("--rules <dir>", "the packs (default: the shipped packs)")
    .option("--runtime <name>", "the runtime, or the catalogue that packs are for (default: by the names of the files)")
    .option("--format <format>", "text or json", "text")
    .action(async (options: { tools: string[]; rules?: string; runtime?: string; format: string }) =>
      end(await (await import("./inventory.js")).inventory({ format: text(options), tools: options.tools, rules: options.rules ?? null, runtime: options.runtime ?? null }, terminal)));
}

interface TraceOptions {
  readonly rules?: string;
  readonly refs: string;
  readonly format: string;
  readonly trace?: string;
  readonly tools?: string;
  readonly drafted?: boolean;
  readonly explain?: boolean;
  readonly failOnHold?: boolean;
  readonly journal?: string;
  readonly cases?: string;
  readonly compare?: string;
}

function addTraceCommands(program: Command, terminal: Terminal, end: (status: Status) => void): void {
  const common = (command: Command): Command => command.argument("<trace...>", TRACES)
    .option("--rules <dir>", "the packs to decide by (default: the shipped packs)")
    .option("--tools <dir>", "tool catalogues (MCP tools/list): bindings are drafted of those that no pack is for")
    .option("--drafted", "bindings are drafted also of catalogues that a pack is for (with --tools)")
    .option("--refs <use>", "declared edges: use or ignore", "use")
    .option("--trace <id>", "only the run of this id");
  common(program.command("replay").description("runs recorded traces through the engine"))
    .option("--format <format>", "table or jsonl", "table")
    .option("--explain", "every rule that spoke, not only the first")
    .option("--fail-on-hold", "exit status 1 where anything is held")
    .option("--journal <dir>", "keeps the evidence of each run there, as a log that `verify` reads")
    .action(async (paths: string[], options: TraceOptions) =>
      end(await (await import("./replay.js")).replay(paths, {
        ...runOptions(options), format: choice("--format", options.format, ["table", "jsonl"]),
        explain: options.explain === true, failOnHold: options.failOnHold === true,
      }, terminal)));
  common(program.command("eval").description("replays traces and scores them against their labels"))
    .option("--format <format>", "text or json", "text")
    .option("--cases <n>", "so many runs that ended wrongly are shown of each suite and kind", "5")
    .option("--compare <revision>", "which decisions differ from those of the packs at a commit, or from what `replay --format jsonl` once wrote into a file")
    .action(async (paths: string[], options: TraceOptions) => end(await (await import("./eval.js")).evaluate(paths, {
      ...runOptions(options), format: text(options), cases: count("--cases", options.cases ?? ""),
      compare: options.compare === undefined ? undefined : { rules: options.rules ?? shippedRules(), revision: options.compare },
    }, terminal)));
}

function runOptions(options: TraceOptions): RunOptions {
  return { sources: readAll([options.rules ?? shippedRules()]), refs: choice("--refs", options.refs, ["use", "ignore"]), trace: options.trace, tools: options.tools, drafted: options.drafted, journal: options.journal };
}

/** Of commands for people that programs read too. */
function text({ format }: { readonly format: string }): "text" | "json" {
  return choice("--format", format, ["text", "json"]);
}

/** The value of an option that says how many. */
function count(option: string, found: string): number {
  if (!/^\d{1,9}$/.test(found)) throw refusal("cli/count", { option, found });
  return Number(found);
}

/** The value of an option that has a fixed set of them. */
function choice<T extends string>(option: string, found: string, choices: readonly T[]): T {
  const value = choices.find((one) => one === found);
  if (value === undefined) throw refusal("cli/choice", { option, choices: choices.map((one) => `\`${one}\``).join(", "), found });
  return value;
}

function version(): string {
  const read: unknown = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8"));
  return typeof read === "object" && read !== null && "version" in read ? String(read.version) : "";
}
