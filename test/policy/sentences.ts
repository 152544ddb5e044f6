// The grammar -> policy texts, drawn at random: every rule, alternative and repetition of what the parser recorded of itself.
// A text need not parse (the grammar's own look-aheads are not followed here); the tests count how many do.

import fc from "fast-check";
import type { ISerializedGast } from "chevrotain";
import { PolicyParser } from "../../grammar/parser.js";
import { quote } from "../../src/language/syntax/literal.js";

type Part = ISerializedGast & {
  readonly name?: string; readonly label?: string;
  readonly definition?: readonly Part[]; readonly separator?: { readonly label?: string };
};

const rules = new Map((new PolicyParser(undefined, false).getSerializedGastProductions() as readonly Part[]).map((rule) => [rule.name ?? "", rule]));
const names = ["a", "b2", "_x", "secret-egress", "op", "path", "from", "to", "count", "user", "tool", "args", "role", "by", "runtime", "value", "error", "host", "has", "null",
  "at", "principal", "approve", "data", "denied", "with", "keep", "since", "sum", "set", "tags"];
const words = ["a", "b2", "secret-egress", "op", "path", "from", "to", "count", "args", "sink", "latest", "after", "keep", "map"];
const numbers = ["0", "-1", "3.25", "1e3", "-0", "9007199254740991", "1E-7"];
const breaks = new Set(["tag", "label", "const", "act", "tool", "unary", "relational", "host", "test", "package", "use", "for", "dimension", "data", "define", "expect", "when", "unless", "on"]);

/** Choices in the order in which they are needed; where they run out, the shortest ones are made. */
interface Dice { next(sides: number): number; readonly spent: boolean }

/** Random policies: `package a`, then any derivation of `policy`. */
export const policies: fc.Arbitrary<string> = fc
  .tuple(fc.array(fc.nat(0xffff), { minLength: 30, maxLength: 400 }), fc.array(fc.string({ unit: "grapheme", maxLength: 8 }), { minLength: 1, maxLength: 5 }))
  .map(([rolls, texts]) => {
    let at = 0;
    const dice: Dice = { next: (sides) => (rolls[at++] ?? 0) % sides, get spent() { return at >= rolls.length; } };
    const out: string[] = ["package a"];
    while (!dice.spent) derive(rules.get("item"), dice, texts, 0, out);
    return out.join(" ");
  });

function derive(part: Part | undefined, dice: Dice, texts: readonly string[], depth: number, out: string[]): void {
  if (part === undefined) return;
  const parts = part.definition ?? [];
  const all = (): void => parts.forEach((child) => derive(child, dice, texts, depth + 1, out));
  const again = (): boolean => !dice.spent && depth < depthMax && dice.next(5) < 2;
  switch (part.type) {
    case "NonTerminal": return derive(rules.get(part.name ?? ""), dice, texts, depth + 1, out);
    case "Terminal": return void out.push(...terminal(part.label ?? "", dice, texts));
    case "Option": if (again()) all(); return;
    case "Alternation": {
      const chosen = depth > depthMax || dice.spent ? heightsOf(parts).indexOf(Math.min(...heightsOf(parts))) : dice.next(parts.length);
      return derive(parts[chosen], dice, texts, depth + 1, out);
    }
    case "Repetition": while (again()) all(); return;
    case "RepetitionMandatory": do all(); while (again()); return;
    case "RepetitionWithSeparator": case "RepetitionMandatoryWithSeparator":
      if (part.type === "RepetitionWithSeparator" && !again()) return;
      for (all(); again(); all()) out.push(part.separator?.label ?? "");
      return;
    default: return all();
  }
}

/** Past it the lowest alternatives are taken. */
const depthMax = 60;

/** How deep the lowest derivation of each rule is; found by letting the rules grow until none gets lower. */
const heights = new Map<string, number>();
for (let changed = true; changed;) {
  changed = false;
  for (const [name, rule] of rules) {
    const height = heightOf(rule) + 1;
    if (height < (heights.get(name) ?? Infinity)) {
      heights.set(name, height);
      changed = true;
    }
  }
}

function heightOf(part: Part): number {
  switch (part.type) {
    case "NonTerminal": return heights.get(part.name ?? "") ?? Infinity;
    case "Terminal": case "Option": case "Repetition": case "RepetitionWithSeparator": return 0;
    case "Alternation": return Math.min(...heightsOf(part.definition ?? []));
    default: return Math.max(0, ...heightsOf(part.definition ?? []));
  }
}

function heightsOf(parts: readonly Part[]): number[] {
  return parts.map(heightOf);
}

function terminal(label: string, dice: Dice, texts: readonly string[]): string[] {
  const of = (choices: readonly string[]): string => choices[dice.next(choices.length)] ?? "";
  switch (label) {
    case "Name": return [of(names)];
    case "Word": return [of(words)];
    case "Text": return [quote(of(texts))];
    case "Numeral": return [of(numbers)];
    default: {
      const blank = breaks.has(label) ? ["\n"] : dice.next(40) === 0 ? [` // ${of(names)}\n`] : [];
      return [...blank, label];
    }
  }
}
