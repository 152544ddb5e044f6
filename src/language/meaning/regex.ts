// Whether a regular expression is found in a string, in time that grows with the product of their lengths: all ways through the
// expression are followed side by side, letter by letter. JavaScript's own expressions say which letters a part takes, and nothing
// else: they would try one way after the other. Shares nothing with the automata of modules, and is held equal to them.

import { RegExpParser } from "@eslint-community/regexpp";
import type { AST } from "@eslint-community/regexpp";

/** A regular expression as it is followed: its places, the first of them, and which letters make a word. */
export interface Regex {
  readonly states: readonly State[];
  readonly start: number;
  readonly word: RegExp;
}

/** Reads an expression; `(?i)` in front is the flag. Null for what is none: the checker refuses it. */
export function regexOf(pattern: string): Regex | null {
  const folds = pattern.startsWith("(?i)");
  const text = folds ? pattern.slice(4) : pattern;
  const flags = folds ? "iu" : "u";
  const net: Net = { states: [{ kind: "end" }], flags };
  try {
    const { alternatives } = new RegExpParser({ ecmaVersion: 2025 }).parsePattern(text, 0, text.length, { unicode: true });
    return { states: net.states, start: choice(net, alternatives, END), word: new RegExp("^\\w$", flags) };
  } catch {
    return null;
  }
}

/** Whether the expression is found somewhere in the value; null is found nowhere. */
export function isFound(regex: Regex | null, value: string): boolean {
  if (regex === null) return false;
  const { states, start, word } = regex;
  let at: readonly number[] = [];
  let before = "";
  for (const letter of [...value, ""]) {
    const place = { isStart: before === "", isEnd: letter === "", isWordEdge: word.test(before) !== word.test(letter) };
    const reached = reach(states, [...at, start], place);
    if (reached.has(END)) return true;
    at = [...reached].flatMap((number) => {
      const here = states[number];
      return here?.kind === "letter" && letter !== "" && here.of.test(letter) ? [here.next] : [];
    });
    before = letter;
  }
  return false;
}

/** A place in an expression, and where it leads. */
type State =
  | { readonly kind: "end" }
  | { readonly kind: "letter"; readonly of: RegExp; readonly next: number }
  | { readonly kind: "fork"; readonly next: number[] }
  | { readonly kind: "edge"; readonly edge: "start" | "end" | "word" | "inside"; readonly next: number };

/** The first of every net. */
const END = 0;

interface Net {
  readonly states: State[];
  readonly flags: string;
}

interface Place {
  readonly isStart: boolean;
  readonly isEnd: boolean;
  readonly isWordEdge: boolean;
}

function state(net: Net, of: State): number {
  return net.states.push(of) - 1;
}

/** All that can be reached without taking a letter. */
function reach(states: readonly State[], from: readonly number[], place: Place): ReadonlySet<number> {
  const reached = new Set(from);
  // A set is gone through in the order its members came, those that come on the way too.
  for (const number of reached) {
    const here = states[number];
    if (here?.kind === "fork") for (const next of here.next) reached.add(next);
    else if (here?.kind === "edge" && holdsAt(here.edge, place)) reached.add(here.next);
  }
  return reached;
}

function holdsAt(edge: "start" | "end" | "word" | "inside", { isStart, isEnd, isWordEdge }: Place): boolean {
  switch (edge) {
    case "start": return isStart;
    case "end": return isEnd;
    case "word": return isWordEdge;
    case "inside": return !isWordEdge;
  }
}

/** The state from which one of the alternatives leads to `next`. */
function choice(net: Net, alternatives: readonly AST.Alternative[], next: number): number {
  return state(net, { kind: "fork", next: alternatives.map(({ elements }) => elements.reduceRight((behind, element) => part(net, element, behind), next)) });
}

function part(net: Net, element: AST.Element, next: number): number {
  switch (element.type) {
    case "Group": case "CapturingGroup": return choice(net, element.alternatives, next);
    case "Quantifier": return repeat(net, element, next);
    case "Assertion":
      if (element.kind === "word") return state(net, { kind: "edge", edge: element.negate ? "inside" : "word", next });
      if (element.kind === "start" || element.kind === "end") return state(net, { kind: "edge", edge: element.kind, next });
      throw new Error("what looks around is refused by the checker");
    case "Backreference": throw new Error("what looks back is refused by the checker");
    default: return state(net, { kind: "letter", of: new RegExp(`^(?:${element.raw})$`, net.flags), next });
  }
}

/** As often as it must be, then as often as it may; what it would rather have decides nothing. */
function repeat(net: Net, { element, min, max }: AST.Quantifier, next: number): number {
  let behind = next;
  if (max === Number.POSITIVE_INFINITY) {
    const again: number[] = [next];
    behind = state(net, { kind: "fork", next: again });
    again.push(part(net, element, behind));
  } else {
    for (let more = min; more < max; more++) behind = state(net, { kind: "fork", next: [next, part(net, element, behind)] });
  }
  for (let least = 0; least < min; least++) behind = part(net, element, behind);
  return behind;
}
