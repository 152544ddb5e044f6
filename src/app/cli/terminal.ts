// Where a command's words go: standard output for what was asked for, standard error for everything else. The only file of the
// program that touches the process's streams; commands are given a `Terminal` and can be run without one.

import { once } from "node:events";
import picocolors from "picocolors";
import { note, problemOf } from "./refusal.js";

/** What a command may write to. `columns` is the width of the screen, or null where there is none. */
export interface Terminal {
  readonly out: (text: string) => Promise<void>;
  readonly err: (text: string) => void;
  readonly color: boolean;
  readonly columns: number | null;
}

/** Exit statuses: done; findings; usage or unreadable input. */
export const DONE = 0;
export const FINDINGS = 1;
export const UNUSABLE = 2;
export type Status = typeof DONE | typeof FINDINGS | typeof UNUSABLE;

/**
 * The terminal of this process. Waits where the reader is slower than the writer; a reader that went away ends the program, and so does
 * a place that takes no more. Where nobody hears what is said beside it, the exit status still does.
 */
export function processTerminal(): Terminal {
  process.stderr.on("error", () => undefined);
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(DONE);
    process.stderr.write(note("cli/unwritable", { path: "standard output", problem: problemOf(error) }));
    process.exit(UNUSABLE);
  });
  return {
    out: async (text) => {
      if (!process.stdout.write(text)) await once(process.stdout, "drain");
    },
    err: (text) => void process.stderr.write(text),
    color: process.stdout.isTTY === true && picocolors.isColorSupported,
    columns: process.stdout.isTTY === true ? process.stdout.columns : null,
  };
}

/** Colours, or none. */
export function paint(terminal: Terminal): ReturnType<typeof picocolors.createColors> {
  return picocolors.createColors(terminal.color);
}

/** Until Ctrl-C: the signal is aborted then, and the process goes on; a second Ctrl-C ends it as ever. */
export async function untilInterrupted<T>(run: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.once("SIGINT", stop);
  try {
    return await run(controller.signal);
  } finally {
    process.off("SIGINT", stop);
  }
}
