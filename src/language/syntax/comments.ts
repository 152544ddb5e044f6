// Tokens of a text -> the same without comments as other languages write them, and a finding for each: `#`, `--`, `/* ... */`.
// What stands in such a comment is meant for people, so that nothing else is said of it.

import type { IToken } from "chevrotain";
import * as t from "../../../grammar/tokens.js";
import type { Diagnostic } from "../../base/diagnostic.js";
import { diagnose } from "../../base/messages.generated.js";
import type { Source } from "../../base/span.js";

/** The tokens that are no such comment, and what is said of those. */
export function foreignComments({ file, text }: Source, tokens: readonly IToken[]): { readonly tokens: readonly IToken[]; readonly diagnostics: readonly Diagnostic[] } {
  const diagnostics: Diagnostic[] = [];
  const kept: IToken[] = [];
  let until = 0;
  let closes = true;
  tokens.forEach((token, at) => {
    const { startOffset: start } = token;
    if (start < until) return;
    const mark = markAt(token, tokens[at + 1]);
    if (mark === undefined) {
      kept.push(token);
      return;
    }
    const line = lineEnd(text, start);
    const closed = mark === "/*" && closes ? text.indexOf("*/", start + 2) : -1;
    closes &&= mark !== "/*" || closed !== -1;
    until = closed === -1 ? line : closed + 2;
    const [end, edit] = mark !== "/*" ? [start + mark.length, "//"] : [start + 2, until <= line && text.slice(until, line).trim() === "" && closed !== -1 ? `//${text.slice(start + 2, closed).trimEnd()}` : undefined];
    const span = { file, start, end: mark === "/*" ? until : end };
    const help = mark === "/*" ? "a comment begins with `//` and ends with its line" : "comments begin with `//`";
    diagnostics.push(diagnose("syntax/unexpected", { file, start, end }, { expected: "`//`", found: `\`${mark}\`` }, { help, ...(edit === undefined ? {} : { edit: { span, text: edit } }) }));
  });
  return { tokens: kept, diagnostics };
}

/** The mark of a comment that begins at a token. */
function markAt({ tokenType: type, image, startOffset }: IToken, next: IToken | undefined): "#" | "--" | "/*" | undefined {
  if (type === t.Bad && image === "#") return "#";
  if (next?.startOffset !== startOffset + 1) return undefined;
  if (type === t.Minus && next.tokenType === t.Minus) return "--";
  return type === t.Slash && next.tokenType === t.Star ? "/*" : undefined;
}

function lineEnd(text: string, from: number): number {
  const at = text.slice(from).search(/[\n\r]/);
  return at === -1 ? text.length : from + at;
}
