// A document of texts and places where lines may break -> lines. A group is on one line where it fits, else all its own breaks are
// taken; a fill takes only those it must. It knows widths, and nothing of what is printed.

import { PRINT_WIDTH } from "../../base/limits.js";

export type Doc =
  | string
  | readonly Doc[]
  /** A blank, or the end of a line. */
  | { readonly kind: "line" }
  /** Lines inside begin where this does. */
  | { readonly kind: "align"; readonly of: Doc }
  | { readonly kind: "group"; readonly of: Doc }
  /** Parts with a blank or the end of a line between them; those before `from` are done. */
  | { readonly kind: "fill"; readonly parts: readonly Doc[]; readonly from: number };

interface Task { readonly indent: number; readonly flat: boolean; readonly doc: Doc }

export const line: Doc = { kind: "line" };

/** On one line where it fits; further lines begin where it does. */
export function block(of: readonly Doc[]): Doc {
  return { kind: "group", of: { kind: "align", of } };
}

/** Parts with blanks between them, as many on a line as fit; further lines begin where the first does. */
export function words(parts: readonly Doc[]): Doc {
  return { kind: "align", of: { kind: "fill", parts, from: 0 } };
}

/** Parts with commas between them, as many on a line as fit; further lines begin where the first does. */
export function commas(parts: readonly Doc[]): Doc {
  return { kind: "align", of: { kind: "fill", parts: parts.map((part, at) => (at === parts.length - 1 ? part : [part, ","])), from: 0 } };
}

/** The document on one line. */
export function flat(doc: Doc): string {
  let text = "";
  const stack: Doc[] = [doc];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    if (typeof next === "string") text += next;
    else if (isList(next)) for (const part of next.toReversed()) stack.push(part);
    else if (next.kind === "line") text += " ";
    else if (next.kind === "fill") for (const part of spaced(next.parts).toReversed()) stack.push(part);
    else stack.push(next.of);
  }
  return text;
}

/** The lines of the document, none wider than a page where its texts allow it. Further lines begin with at least `indent` blanks. */
export function lines(doc: Doc, indent: number): string[] {
  const done: string[] = [];
  let text = "";
  const stack: Task[] = [{ indent, flat: false, doc }];
  const end = (at: number): void => {
    done.push(text.trimEnd());
    text = " ".repeat(at);
  };
  for (let task = stack.pop(); task !== undefined; task = stack.pop()) {
    const { indent: at, flat: whole, doc: next } = task;
    if (typeof next === "string") text += next;
    else if (isList(next)) for (const part of next.toReversed()) stack.push({ indent: at, flat: whole, doc: part });
    else if (next.kind === "line") {
      if (whole) text += " ";
      else end(at);
    } else if (next.kind === "align") stack.push({ indent: text.length > alignMax ? at + 4 : text.length, flat: whole, doc: next.of });
    else if (next.kind === "group") {
      const one = { indent: at, flat: true, doc: next.of };
      stack.push(whole || fits(one, stack, PRINT_WIDTH - text.length) ? one : { indent: at, flat: false, doc: next.of });
    } else {
      const part = next.parts[next.from];
      if (part === undefined) continue;
      stack.push({ indent: at, flat: whole, doc: { ...next, from: next.from + 1 } });
      const one = { indent: at, flat: true, doc: part };
      const here = whole || fits(one, stack, PRINT_WIDTH - text.length - 1);
      if (next.from > 0) {
        if (here) text += " ";
        else end(at);
      }
      stack.push(here ? one : { indent: at, flat: whole, doc: { kind: "group", of: part } });
    }
  }
  return [...done, text];
}

/** Past this column lines inside do not begin where the first does, but a little further in than those around. */
const alignMax = 64;

/** Whether a task on one line, and what follows it up to the next place where a line may end, is not wider than the room. */
function fits(task: Task, rest: readonly Task[], room: number): boolean {
  const stack: Task[] = [task];
  let left = room;
  let outer = rest.length;
  while (left >= 0) {
    const next = stack.pop() ?? rest[--outer];
    if (next === undefined) return true;
    const { doc, flat: whole } = next;
    if (typeof doc === "string") left -= doc.length;
    else if (isList(doc)) for (const part of doc.toReversed()) stack.push({ ...next, doc: part });
    else if (doc.kind === "line") {
      if (!whole) return true;
      left -= 1;
    } else if (doc.kind === "fill") {
      const parts = whole ? spaced(doc.parts) : doc.parts.slice(doc.from, doc.from + 1);
      if (!whole && doc.from > 0 && parts.length > 0) return true;
      if (!whole && doc.from + 1 < doc.parts.length) stack.push({ ...next, doc: line });
      for (const part of parts.toReversed()) stack.push({ ...next, doc: part });
    } else stack.push({ ...next, doc: doc.of });
  }
  return false;
}

function spaced(parts: readonly Doc[]): Doc[] {
  return parts.flatMap((part, at) => (at === 0 ? [part] : [" ", part]));
}

function isList(doc: Exclude<Doc, string>): doc is readonly Doc[] {
  return Array.isArray(doc);
}
