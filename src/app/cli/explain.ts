// `interdict explain CODE`: the page of one message, as it stands in the documentation. Knows no message itself: the pages are
// generated from the files they are written in.

import { codes, page } from "../../base/messages.generated.js";
import { refusal } from "./refusal.js";
import { DONE } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** Prints the page of a code; without one, all codes. */
export async function explain(code: string | undefined, terminal: Terminal): Promise<Status> {
  if (code === undefined) {
    await terminal.out(codes.map((known) => `${known}\n`).join(""));
    return DONE;
  }
  const text = page(code);
  if (text === undefined) throw refusal("cli/no-page", { code });
  await terminal.out(text);
  return DONE;
}
