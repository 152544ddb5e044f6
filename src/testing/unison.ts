// Several evaluators of one bundle -> one that asks them all the same questions and answers as the first does. Whether they agreed it
// remembers: the kernel decides by the answers alone, so that who answered alike all along would have decided alike.

import { canonical } from "../base/canonical.js";
import type { Evaluator } from "../words/evaluator.js";

/** Evaluators that are asked together. */
export interface Unison {
  /** Answers as the first of them. */
  readonly evaluator: Evaluator;
  /** The places among the others of those that ever answered otherwise or failed; they are not asked again: a session remembers what it was answered. */
  readonly apart: ReadonlySet<number>;
}

/** Asks evaluators together; those that are not of the first one's manifest are apart from the start. */
export function unison(first: Evaluator, others: readonly Evaluator[]): Unison {
  const apart = new Set(others.flatMap(({ manifest }, place) => (manifest === first.manifest ? [] : [place])));
  const asked = <T>(ask: (evaluator: Evaluator) => T): T => {
    const answer = ask(first);
    const expected = canonical(answer);
    for (const [place, other] of others.entries()) {
      if (!apart.has(place) && !answers(other, ask, expected)) apart.add(place);
    }
    return answer;
  };
  return {
    evaluator: {
      manifest: first.manifest,
      bind: (view) => asked((evaluator) => evaluator.bind(view)),
      mark: (view) => asked((evaluator) => evaluator.mark(view)),
      decide: (view) => asked((evaluator) => evaluator.decide(view)),
    },
    apart,
  };
}

/** Whether an evaluator answers so. One that fails does not: what it then decides is found out by playing it alone. */
function answers(evaluator: Evaluator, ask: (evaluator: Evaluator) => unknown, expected: string): boolean {
  try {
    return canonical(ask(evaluator)) === expected;
  } catch {
    return false;
  }
}
