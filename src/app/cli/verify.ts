// `interdict verify LOG...`: the logs of sessions, as journals keep them -> whether each is as it was written; with a bundle, also
// whether everything in it is decided so again. Prints the head of each: noted elsewhere, it vouches for all before it.

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { digestBundle, unpackBundle } from "../../node/bundle.js";
import { createEvaluator } from "../../node/evaluator.js";
import { readLog } from "../../node/evidence/record.js";
import { verifyLog } from "../../node/evidence/verify.js";
import type { HeldBundle, Verified } from "../../node/evidence/verify.js";
import type { Bundle } from "../../wasm/bundle/tar.js";
import { counted } from "./count.js";
import { jsonText } from "./json.js";
import { problemOf, refusal } from "./refusal.js";
import { DONE, FINDINGS, paint } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What logs are held to, and how it is said. */
export interface VerifyOptions {
  readonly format: "text" | "json";
  /** A bundle's file, or a folder that holds bundles by their digests: all that the log names. */
  readonly bundle: string | undefined;
  /** A hash that the log must hold. */
  readonly head: string | undefined;
}

/** Verifies logs; exit status 1 where one has findings. */
export async function verify(paths: readonly string[], { format, bundle, head }: VerifyOptions, terminal: Terminal): Promise<Status> {
  const bundles = new Map<string, HeldBundle>();
  const verified: Log[] = [];
  for (const path of paths) {
    const bytes = bytesOf(path);
    const held = bundle === undefined ? undefined : filesFor(bundle, bytes).map((file) => {
      const read = bundles.get(file) ?? heldBundle(file);
      bundles.set(file, read);
      return read;
    });
    verified.push({ path, ...verifyLog(bytes, { head, bundle: held }) });
  }
  await terminal.out(format === "json" ? jsonText({ logs: verified.map(asJson) }) : verified.map((one) => told(one, terminal)).join(""));
  return verified.some(({ findings }) => findings.length > 0) ? FINDINGS : DONE;
}

type Log = Verified & { readonly path: string };

/** The files of the bundles that a log was decided by; none where the log does not begin. */
function filesFor(path: string, log: Uint8Array): readonly string[] {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() !== true) return [path];
  const digests = readLog(log).records.flatMap((record) => (record.kind === "begin" ? [record.bundle] : record.kind === "bundle" ? [record.to] : []));
  return [...new Set(digests)].map((digest) => join(path, `${digest}.tar.gz`));
}

function heldBundle(path: string): HeldBundle {
  const bundle = unpacked(path);
  return { evaluator: createEvaluator(new WebAssembly.Module(new Uint8Array(bundle.wasm)), bundle.manifest), data: bundle.data, digest: digestBundle(bundle) };
}

function unpacked(path: string): Bundle {
  const bytes = bytesOf(path);
  try {
    return unpackBundle(bytes);
  } catch (error) {
    throw refusal("cli/unreadable", { path, problem: problemOf(error) });
  }
}

function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw refusal("cli/unreadable", { path, problem: problemOf(error) });
  }
}

function told({ path, records, decisions, head, findings }: Log, terminal: Terminal): string {
  const colors = paint(terminal);
  const state = findings.length === 0 ? colors.green("whole") : colors.red("broken");
  const lines = findings.map(({ line, failure: { code, message } }) => `  line ${line}: ${message} ${colors.dim(`[${code}]`)}\n`);
  const more = lines.length > SHOWN_MAX ? `  and ${counted(lines.length - SHOWN_MAX, "more finding")}\n` : "";
  return `${path}: ${state}, ${counted(records, "record")}, ${counted(decisions, "decision")}, head ${head === "" ? "none" : head}\n${lines.slice(0, SHOWN_MAX).join("")}${more}`;
}

function asJson({ path, records, decisions, head, findings }: Log): object {
  return { file: path, records, decisions, head, findings: findings.map(({ line, failure: { code, message } }) => ({ line, code, message })) };
}

/** Findings of one log that are shown to people. */
const SHOWN_MAX = 20;
