// The benchmark's rules -> the same in each peer's language, as its documentation has such rules written. Every condition that our
// text names stands in each; what a language has a word for is said by that word.

import type { OrderRule } from "../rules.js";
import { TOOL } from "../rules.js";

const text = (value: string): string => JSON.stringify(value);
const first = ({ values }: OrderRule): string => values[0] ?? "";
const list = ({ values }: OrderRule): string => values.map(text).join(", ");

/** Rego by hand: one partial set, a rule a rule. */
export function regoRules(rules: readonly OrderRule[]): string {
  return ["package orders", "", ...rules.map((rule) => `fired contains ${text(rule.id)} if {\n\tinput.tool == ${text(TOOL)}\n\tinput.args.kind == ${text(rule.kind)}\n\tinput.args.amount >= 10\n\t${regoTest(rule)}\n}\n`)].join("\n");
}

function regoTest(rule: OrderRule): string {
  const argument = `input.args.${rule.argument}`;
  switch (rule.how) {
    case "equals": return `${argument} == ${text(first(rule))}`;
    case "in": return `${argument} in {${list(rule)}}`;
    case "starts": return `startswith(${argument}, ${text(first(rule))})`;
    case "contains": return `contains(${argument}, ${text(first(rule))})`;
    case "ends": return `endswith(${argument}, ${text(first(rule))})`;
  }
}

/** The same with the decision that the AI SDK's adapter reads; its input names the tool otherwise. */
export function approvalRules(rules: readonly OrderRule[]): string {
  return `${regoRules(rules).replaceAll("input.tool ==", "input.tool.name ==")}
default decision := {"decision": "not-applicable"}

decision := {"decision": "deny", "reason": concat(",", fired)} if count(fired) > 0
`;
}

/** Cedar: a policy a rule; one permits what none forbids. */
export function cedarRules(rules: readonly OrderRule[]): Readonly<Record<string, string>> {
  return Object.fromEntries([["permit", "permit(principal, action, resource);"], ...rules.map((rule) => [
    rule.id, `forbid(principal, action == Action::${text(TOOL)}, resource) when { context.kind == ${text(rule.kind)} && context.amount >= 10 && ${cedarTest(rule)} };`,
  ] as const)]);
}

function cedarTest(rule: OrderRule): string {
  const argument = `context.${rule.argument}`;
  switch (rule.how) {
    case "equals": return `${argument} == ${text(first(rule))}`;
    case "in": return `[${list(rule)}].contains(${argument})`;
    case "starts": return `${argument} like ${text(`${first(rule)}*`)}`;
    case "contains": return `${argument} like ${text(`*${first(rule)}*`)}`;
    case "ends": return `${argument} like ${text(`*${first(rule)}`)}`;
  }
}

/** CEL: an expression a rule. */
export function celRule(rule: OrderRule): string {
  return `tool == ${text(TOOL)} && args.kind == ${text(rule.kind)} && args.amount >= 10.0 && ${celTest(rule)}`;
}

function celTest(rule: OrderRule): string {
  const argument = `args.${rule.argument}`;
  switch (rule.how) {
    case "equals": return `${argument} == ${text(first(rule))}`;
    case "in": return `${argument} in [${list(rule)}]`;
    case "starts": return `${argument}.startsWith(${text(first(rule))})`;
    case "contains": return `${argument}.contains(${text(first(rule))})`;
    case "ends": return `${argument}.endsWith(${text(first(rule))})`;
  }
}

/** casbin's model: attributes of the request against those of a policy's row; what it has no word for is a function. */
export const casbinModel = `[request_definition]
r = tool, args

[policy_definition]
p = id, tool, kind, argument, how, value

[policy_effect]
e = some(where (p.eft == allow))

[matchers]
m = r.tool == p.tool && r.args.kind == p.kind && r.args.amount >= 10 && holds(r.args, p.argument, p.how, p.value)
`;

/** A row of casbin's policy, values joined by what none of them has in it. */
export function casbinRow(rule: OrderRule): readonly string[] {
  return [rule.id, TOOL, rule.kind, rule.argument, rule.how, rule.values.join("|")];
}

/** Whether a value is as a rule's last condition wants it: for peers that take functions. */
export function holds(value: string, how: string, wanted: string): boolean {
  switch (how) {
    case "equals": return value === wanted;
    case "in": return wanted.split("|").includes(value);
    case "starts": return value.startsWith(wanted);
    case "contains": return value.includes(wanted);
    default: return value.endsWith(wanted);
  }
}

/** json-rules-engine's conditions and event. */
export function jsonRule(rule: OrderRule): object {
  const operator = { equals: "equal", in: "in", starts: "starts", contains: "has", ends: "ends" }[rule.how];
  return {
    conditions: {
      all: [
        { fact: "tool", operator: "equal", value: TOOL },
        { fact: "kind", operator: "equal", value: rule.kind },
        { fact: "amount", operator: "greaterThanInclusive", value: 10 },
        { fact: rule.argument, operator, value: rule.how === "in" ? rule.values : first(rule) },
      ],
    },
    event: { type: rule.id },
  };
}
