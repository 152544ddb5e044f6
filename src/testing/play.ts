// One test of a pack and an evaluator -> the decision of each of its steps, in a session of its own. Knows nothing of what the
// test expects.

import { createCore } from "../engine.js";
import type { Decision } from "../kernel/decide/decision.js";
import type { ObservedEvent, SinkEvent } from "../kernel/event/event.js";
import type { Json, Test } from "../language/check/policy.js";
import type { Evaluator } from "../words/evaluator.js";

/** Decisions by the names of steps, in the order they were made. A call's recorded outcome is observed also where it was held. */
export function play(test: Test, evaluator: Evaluator): ReadonlyMap<string, Decision> {
  const session = createCore(evaluator, "").session({
    id: test.title,
    ...(test.runtime === null ? {} : { runtime: test.runtime }),
    provides: test.steps.flatMap((step) => (step.kind === "facts" ? Object.keys(step.facts) : [])),
  });
  const decide = (event: SinkEvent): Decision => {
    const prepared = session.prepare(event);
    return session.settle(prepared, prepared.kind === "view" ? evaluator.decide(prepared.view) : [], 0);
  };
  const decisions = new Map<string, Decision>();
  for (const step of test.steps) {
    switch (step.kind) {
      case "say":
        if (step.who === "assistant") decisions.set(step.name, decide({ kind: "response", text: step.text }));
        else session.observe({ kind: step.who, text: step.text });
        break;
      case "facts":
        session.observe({ kind: "facts", facts: step.facts });
        break;
      case "call":
        decisions.set(step.name, decide({ kind: "call", id: step.name, tool: step.tool, args: step.args }));
        if (step.outcome !== null) session.observe(outcome(step.name, step.outcome));
        break;
      case "expect":
        break;
    }
  }
  return decisions;
}

function outcome(id: string, { kind, value }: { readonly kind: "result" | "error"; readonly value: Json }): ObservedEvent {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return kind === "result" ? { kind: "result", id, content: text } : { kind: "result", id, content: "", error: text };
}
