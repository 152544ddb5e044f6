// `interdict explain CODE`: the page of one message, as it stands in the documentation. Knows no message itself: the pages are
// generated from the files they are written in.

import { codes, page } from "../../base/messages.generated.js";
import { nearest } from "../../language/check/suggest.js";
import { jsonText } from "./json.js";
import { refusal } from "./refusal.js";
import { DONE } from "./terminal.js";
import type { Status, Terminal } from "./terminal.js";

/** What `explain` was asked. */
export interface ExplainOptions {
  readonly format: "text" | "json";
}

/** Prints the page of a code; without one, all codes. */
export async function explain(code: string | undefined, { format }: ExplainOptions, terminal: Terminal): Promise<Status> {
  if (code === undefined) {
    await terminal.out(format === "json" ? jsonText({ codes }) : codes.map((known) => `${known}\n`).join(""));
    return DONE;
  }
  const text = page(code);
  if (text === undefined) {
    const near = nearest(code, codes);
    throw refusal("cli/no-page", { code, hint: near === null ? "`interdict explain` lists all" : `did you mean \`${near}\`` });
  }
  await terminal.out(format === "json" ? jsonText(asJson(code, text)) : text);
  return DONE;
}

/** A page begins with `# code` and `> severity: message`, with the message's parameters in braces. */
function asJson(code: string, text: string): object {
  const [, severity = "", message = ""] = /^> (\w+): (.*)$/m.exec(text) ?? [];
  return { code, severity, message, page: text };
}
