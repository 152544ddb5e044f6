// Policies in Rego and views -> what real OPA answers, by a program of OPA's own library (`opa/main.go`) that `npm run oracle:setup`
// builds. Requests are lines of JSON, answered in their order. Knows no policies of ours.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The root of the project, built or not. */
export const root = rootAbove(fileURLToPath(import.meta.url));
/** Where what the oracle needs is put; ignored by version control. */
export const tools = join(root, ".oracle");

/** A running OPA. */
export interface Opa {
  /** The value of a query for each view. Rejects where the policy does not compile. */
  ask(rego: string, query: string, views: readonly unknown[]): Promise<readonly unknown[]>;
  /** The Wasm module that OPA builds of a policy, with one entrypoint. Rejects where it does not build. */
  build(rego: string, entrypoint: string): Promise<Uint8Array<ArrayBuffer>>;
  stop(): void;
}

/** One line of the program's. */
interface Answer {
  readonly results?: readonly unknown[];
  readonly module?: string;
  readonly error?: string;
}

/** Whether the program is built. */
export function hasOpa(): boolean {
  return existsSync(join(tools, "bin/ask"));
}

/** Starts OPA. */
export function startOpa(): Opa {
  const child = spawn(join(tools, "bin/ask"), { stdio: ["pipe", "pipe", "inherit"] });
  const waiting: { readonly done: (answer: Answer) => void; readonly failed: (error: Error) => void }[] = [];
  createInterface({ input: child.stdout }).on("line", (line) => {
    const answer = JSON.parse(line) as Answer;
    const asked = waiting.shift();
    if (answer.error === undefined) asked?.done(answer);
    else asked?.failed(new Error(answer.error));
  });
  child.on("exit", (code) => {
    for (const asked of waiting.splice(0)) asked.failed(new Error(`OPA ended with ${String(code)}`));
  });
  const request = (asked: object): Promise<Answer> => new Promise((done, failed) => {
    waiting.push({ done, failed });
    child.stdin.write(`${JSON.stringify(asked)}\n`);
  });
  return {
    ask: async (rego, query, views) => (await request({ rego, query, views })).results ?? [],
    build: async (rego, build) => Uint8Array.from(Buffer.from((await request({ rego, build })).module ?? "", "base64")),
    stop: () => void child.stdin.end(),
  };
}

function rootAbove(path: string): string {
  const folder = dirname(path);
  return existsSync(join(folder, "package.json")) || folder === path ? folder : rootAbove(folder);
}
