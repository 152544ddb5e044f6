// Tests: concrete tree -> `TestItem` with its steps and the JSON in them.
// What a step does, and whether its tool is declared, is not known here.

import type {
  ApprovalCstNode, CallCstNode, EndingCstNode, EntriesCstNode, ExpectationCstNode, FactsCstNode, JsonCstNode, OutcomeCstNode, StepCstNode, TestItemCstNode,
} from "../../../grammar/cst.generated.js";
import type { CallOutcome, JsonNode, Name, TestItem, TestStep } from "./ast.js";
import { decode, decodeNumber } from "./literal.js";
import { dottedName, first, labelName, nodeSpan, tokenName } from "./nodes.js";

/** The test a node stands for. */
export function test(file: string, node: TestItemCstNode): TestItem {
  const { Text, Name: runtime, step: steps } = node.children;
  return {
    kind: "test",
    title: tokenName(file, first(Text)),
    runtime: runtime === undefined ? null : tokenName(file, first(runtime)),
    steps: (steps ?? []).map((child) => step(file, child)),
    span: nodeSpan(file, node),
  };
}

function step(file: string, node: StepCstNode): TestStep {
  const of = node.children;
  const span = nodeSpan(file, node);
  if (of.call !== undefined) return call(file, first(of.call));
  if (of.ending !== undefined) return ending(file, first(of.ending));
  if (of.expectation !== undefined) return expectation(file, first(of.expectation));
  if (of.facts !== undefined) return { kind: "facts", facts: facts(file, first(of.facts)), span };
  if (of.At !== undefined) return { kind: "at", time: tokenName(file, first(of.Text)), span };
  if (of.entries !== undefined) return { kind: "principal", fields: entries(file, first(of.entries)), span };
  if (of.approval !== undefined) return approval(file, first(of.approval));
  if (of.Data !== undefined) return { kind: "data", name: tokenName(file, first(of.Name)), value: json(file, first(of.json)), span };
  const who = of.User !== undefined ? "user" : of.System !== undefined ? "system" : "assistant";
  return { kind: "say", who, text: tokenName(file, first(of.Text)), span };
}

function facts(file: string, node: FactsCstNode): { name: Name; value: JsonNode }[] {
  return (node.children.fact ?? []).map(({ children }) => ({
    name: dottedName(file, first(children.dotted)),
    value: json(file, first(children.json)),
  }));
}

function approval(file: string, node: ApprovalCstNode): TestStep {
  const { label, entries: args, by, role } = node.children;
  return {
    kind: "approve",
    tool: labelName(file, first(label)),
    args: entries(file, first(args)),
    by: tokenName(file, first(by)),
    role: role === undefined ? null : tokenName(file, first(role)),
    span: nodeSpan(file, node),
  };
}

function expectation(file: string, node: ExpectationCstNode): TestStep {
  const { effect, step: named, dotted, entries: args } = node.children;
  return {
    kind: "expect",
    effect: tokenName(file, first(effect)),
    step: named === undefined ? null : tokenName(file, first(named)),
    by: (dotted ?? []).map((child) => dottedName(file, child)),
    with: args === undefined ? null : entries(file, first(args)),
    span: nodeSpan(file, node),
  };
}

function call(file: string, node: CallCstNode): TestStep {
  const { step: named, label, entries: args, outcome } = node.children;
  const [ended] = outcome ?? [];
  return {
    kind: "call",
    name: named === undefined ? null : tokenName(file, first(named)),
    tool: labelName(file, first(label)),
    args: entries(file, first(args)),
    outcome: ended === undefined ? null : outcomeOf(file, ended),
    span: nodeSpan(file, node),
  };
}

function ending(file: string, node: EndingCstNode): TestStep {
  return { kind: "ending", step: tokenName(file, first(node.children.step)), outcome: outcomeOf(file, node), span: nodeSpan(file, node) };
}

function outcomeOf(file: string, { children }: OutcomeCstNode | EndingCstNode): CallOutcome {
  return children.Denied !== undefined ? { kind: "denied" } : { kind: children.Error === undefined ? "result" : "error", value: json(file, first(children.json)) };
}

function entries(file: string, node: EntriesCstNode): { key: Name; value: JsonNode }[] {
  return (node.children.entry ?? []).map(({ children }) => ({
    key: labelName(file, first(children.label)),
    value: json(file, first(children.json)),
  }));
}

function json(file: string, node: JsonCstNode): JsonNode {
  const of = node.children;
  const span = nodeSpan(file, node);
  const [text] = of.Text ?? [];
  if (text !== undefined) return { kind: "scalar", value: decode(text.image), span };
  const [numeral] = of.Numeral ?? [];
  if (numeral !== undefined) return { kind: "scalar", value: decodeNumber(numeral.image), span };
  if (of.Null !== undefined) return { kind: "scalar", value: null, span };
  if (of.entries !== undefined) return { kind: "object", entries: entries(file, first(of.entries)), span };
  if (of.LSquare !== undefined) return { kind: "array", items: (of.json ?? []).map((child) => json(file, child)), span };
  return { kind: "scalar", value: of.True !== undefined, span };
}
