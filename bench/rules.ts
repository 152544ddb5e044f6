// A number of rules -> the same rules as policy text and as JavaScript a careful person would write, and inputs for them. Half of
// the rules are *deep*: every input reaches their last condition; the others fail at their first. Half of the inputs fire one
// deep rule; the other half miss each narrowly. So an index over first conditions wins nothing for the deep ones.

import type { Effect } from "../src/words/effects.js";

/** The arguments of the one action. */
export interface Order {
  readonly kind: string;
  readonly region: string;
  readonly amount: number;
  readonly payee: string;
  readonly reference: string;
  readonly subject: string;
  readonly note: string;
}

/** One rule, for whoever writes it in another language: all of its conditions must hold. */
export interface OrderRule {
  readonly index: number;
  readonly id: string;
  readonly effect: Effect;
  /** What `kind` is to be; the amount is to be 10 at least. */
  readonly kind: string;
  /** What is looked at last, how, and for what: one value, or several of which one is enough. */
  readonly argument: "reference" | "payee" | "subject" | "note" | "region";
  readonly how: "equals" | "in" | "starts" | "contains" | "ends";
  readonly values: readonly string[];
}

/** One rule set in its two forms, and what is asked of it. */
export interface RuleSet {
  readonly rules: readonly OrderRule[];
  readonly policy: string;
  /** Body of a function that gives the function of an order that gives the indexes of the rules that fire, in order. */
  readonly javascript: string;
  readonly inputs: readonly Order[];
  /** For each input the index of the rule that fires, or -1; known by construction. */
  readonly fires: readonly number[];
}

/** The name of the one tool. */
export const TOOL = "submit";

/** Writes `rules` rules and `inputs` inputs. */
export function writeRules(rules: number, inputs: number): RuleSet {
  const indexes = Array.from({ length: rules }, (_, index) => index);
  const deep = indexes.filter(isDeep);
  const fires = Array.from({ length: inputs }, (_, input) => (input % 2 === 0 ? deep[(input / 2) % deep.length] ?? -1 : -1));
  return {
    rules: indexes.map(ruleOf),
    policy: [head, ...indexes.map((index) => policyRule(ruleOf(index)))].join("\n"),
    javascript: javascript(indexes),
    // Through JSON, as arguments come: flat strings of their own.
    inputs: fires.map((rule, input): Order => JSON.parse(JSON.stringify(orderFor(rule, input)))),
    fires,
  };
}

const head = `package bench.orders

tool ${TOOL}(kind: string, region: string, amount: number, payee: string, reference: string, subject: string, note: string) {
  op   SEND
  sink egress
}
`;

const effects: readonly Effect[] = ["deny", "ask", "warn"];
const tests = ["reference", "payee", "subject", "note", "region"] as const;
/** What a deep rule looks at last; shallow ones have the same conditions behind their first. */
const testOf = (index: number): (typeof tests)[number] => tests[(index >> 1) % tests.length] ?? "reference";

function isDeep(index: number): boolean {
  return index % 2 === 0;
}

const text = (value: string): string => JSON.stringify(value);

function ruleOf(index: number): OrderRule {
  const argument = testOf(index);
  const [how, values] = lastOf(index, argument);
  return { index, id: `rule-${String(index).padStart(4, "0")}`, effect: effects[index % effects.length] ?? "deny", kind: isDeep(index) ? "invoice" : `refund-${index}`, argument, how, values };
}

function lastOf(index: number, argument: OrderRule["argument"]): readonly [OrderRule["how"], readonly string[]] {
  switch (argument) {
    case "reference": return ["equals", [reference(index)]];
    case "payee": return ["in", payees(index)];
    case "subject": return ["starts", [subject(index)]];
    case "note": return ["contains", [code(index)]];
    case "region": return ["ends", [zone(index)]];
  }
}

function policyRule({ id, effect, kind, argument, how, values }: OrderRule): string {
  const words = { equals: "==", in: "in", starts: "starts with", contains: "contains", ends: "ends with" };
  const wanted = how === "in" ? `{${values.map(text).join(", ")}}` : text(values[0] ?? "");
  return `unary ${effect} ${id} {\n  on   tool ${TOOL}\n  when args.kind == ${text(kind)} and args.amount >= 10 and args.${argument} ${words[how]} ${wanted}\n}`;
}

function javascript(indexes: readonly number[]): string {
  const deep = indexes.filter(isDeep);
  const shallow = indexes.filter((index) => !isDeep(index));
  // Equalities are looked up, all else is asked one by one; what rules share is asked once.
  const lookup = (name: string, entries: readonly (readonly [string, number])[]): string => `const ${name} = new Map(${JSON.stringify(entries)});`;
  const asked = (rule: number): boolean => testOf(rule) !== "reference" && testOf(rule) !== "payee";
  const fire = (rule: number): string => `      if (${javascriptTest(rule)}) fired.push(${rule});`;
  return [
    lookup("references", deep.filter((rule) => testOf(rule) === "reference").map((rule) => [reference(rule), rule])),
    lookup("payees", deep.filter((rule) => testOf(rule) === "payee").flatMap((rule) => payees(rule).map((payee) => [payee, rule] as const))),
    "return (a) => {",
    "  const fired = [];",
    "  if (a.amount >= 10) {",
    "    if (a.kind === \"invoice\") {",
    "      const byReference = references.get(a.reference);",
    "      if (byReference !== undefined) fired.push(byReference);",
    "      const byPayee = payees.get(a.payee);",
    "      if (byPayee !== undefined) fired.push(byPayee);",
    ...deep.filter(asked).map(fire),
    "    } else switch (a.kind) {",
    ...shallow.map((rule) => `      case ${text(`refund-${rule}`)}: if (${javascriptTest(rule)}) fired.push(${rule}); break;`),
    "    }",
    "  }",
    "  return fired.length < 2 ? fired : fired.sort((a, b) => a - b);",
    "};",
  ].join("\n");
}

function javascriptTest(index: number): string {
  switch (testOf(index)) {
    case "reference": return `a.reference === ${text(reference(index))}`;
    case "payee": return `(${payees(index).map((payee) => `a.payee === ${text(payee)}`).join(" || ")})`;
    case "subject": return `a.subject.startsWith(${text(subject(index))})`;
    case "note": return `a.note.includes(${text(code(index))})`;
    case "region": return `a.region.endsWith(${text(zone(index))})`;
  }
}

const reference = (index: number): string => `order/2031/${1000 + index}`;
const payees = (index: number): readonly string[] => ["north", "south", "west"].map((side) => `${side}-${index}.supplier.example`);
const subject = (index: number): string => `about case ${100 + index}:`;
const code = (index: number): string => `[hold ${100 + index}]`;
const zone = (index: number): string => `.zone-${100 + index}`;

/** An order that misses every rule by a letter, but for the one it is to fire. */
function orderFor(rule: number, input: number): Order {
  const fires = (test: (typeof tests)[number]): boolean => rule !== -1 && testOf(rule) === test;
  return {
    kind: "invoice",
    amount: 10 + input,
    reference: fires("reference") ? reference(rule) : `order/2031/x${input}`,
    payee: fires("payee") ? payees(rule)[input % 3] ?? "" : `north-x${input}.supplier.example`,
    subject: fires("subject") ? `${subject(rule)} the parts of ${input}` : `about case x${input}: the parts`,
    note: fires("note") ? `as agreed, ${code(rule)} until Monday` : `as agreed, [hold x${input}] until Monday`,
    region: fires("region") ? `plant-${input}${zone(rule)}` : `plant-${input}.zone-x`,
  };
}
