// The functions of a module to the steps that each question takes at most: a step is the call of a function or one round of a loop,
// the runtime's own counted. What the generated code calls and goes round stands in its bodies (`encode/code`); what a function of the
// runtime takes is written here, in the frame's terms. Every rule is counted as if it were asked.

import { assert } from "../../base/assert.js";
import type { Bounds, StepsPart } from "../../words/manifest.js";
import { resourceKinds } from "../../words/provenance.js";
import { questions } from "../../words/view.js";
import type { Question } from "../../words/view.js";
import type { Program } from "../../language/ir/program.js";
import type { Body, Over } from "../encode/code.js";
import type { Data, Listed } from "./data.js";

/** What is known of a module. */
export interface Built {
  readonly program: Program;
  readonly data: Data;
  /** Functions of the runtime by name, and generated ones from `first` on. */
  readonly runtime: ReadonlyMap<string, number>;
  readonly first: number;
  readonly bodies: readonly Body[];
  /** The functions that answer. */
  readonly answers: Readonly<Record<Question, number>>;
}

/** The steps of each question. */
export function stepsOf(built: Built): Bounds["steps"] {
  const known = new Map<number, readonly StepsPart[]>();
  const names = new Map([...built.runtime].map(([name, index]) => [index, name]));
  const ofCall = (index: number, last: number | null): readonly StepsPart[] => {
    const name = names.get(index);
    if (name !== undefined) return runtimeSteps(name, last, built);
    const steps = known.get(index) ?? bodySteps(built.bodies[index - built.first]);
    known.set(index, steps);
    return steps;
  };
  // INVARIANT: no function calls itself, nor one that does.
  const bodySteps = (body: Body | undefined): readonly StepsPart[] => {
    assert(body !== undefined, "what is called is there");
    return sum([{ ...once, times: 1 }, ...body.work.flatMap((work): readonly StepsPart[] => {
      const { rows, lists } = work;
      // A loop's head is passed once more than its rounds.
      if (work.kind === "loop") return [part(1, rows, lists), rounds(work.over, rows, lists)];
      return ofCall(work.index, work.last).map((of) => ({ times: of.times, rows: either(rows + of.rows), lists: lists + of.lists, bytes: of.bytes }));
    })]);
  };
  // What is read may stand in the module instead of the frame: a literal.
  const literal = longestText(built.program);
  const answer = (question: Question): readonly StepsPart[] => {
    const parts = ofCall(built.answers[question], null);
    return sum([...parts, ...parts.filter(({ bytes }) => bytes === 1).map((of) => ({ ...of, times: of.times * literal, bytes: 0 as const }))])
      .map((of) => ({ ...of, times: Math.ceil(of.times) }));
  };
  const [bind, mark, decide] = questions.map(answer);
  return { bind: bind ?? [], mark: mark ?? [], decide: decide ?? [] };
}

const once: StepsPart = { times: 1, rows: 0, lists: 0, bytes: 0 };

function part(times: number, rows: number, lists: number, bytes: 0 | 1 = 0): StepsPart {
  return { times, rows: either(rows), lists, bytes };
}

function rounds(over: Over, rows: number, lists: number): StepsPart {
  if (typeof over === "number") return part(over, rows, lists);
  return over === "rows" ? part(1, rows + 1, lists) : part(1, rows, lists + 1);
}

function either(count: number): 0 | 1 {
  assert(count === 0 || count === 1, "no loop over rows stands in another");
  return count;
}

/** Parts of one kind put together, in order. */
function sum(parts: readonly StepsPart[]): readonly StepsPart[] {
  const byKind = new Map<number, StepsPart>();
  for (const of of parts) {
    const kind = (of.lists << 2) | (of.rows << 1) | of.bytes;
    const before = byKind.get(kind);
    byKind.set(kind, before === undefined ? of : { ...of, times: before.times + of.times });
  }
  return [...byKind].filter(([, { times }]) => times > 0).sort(([a], [b]) => a - b).map(([, of]) => of);
}

/** Comparing two texts of one length: eight bytes a round, and the rest one by one. */
const SAME = 11;
const SAME_BYTES = 1 / 8;

/** What a function of the runtime takes, at most (`runtime/assembly`): held to it by test/abi/bounds.test.ts. */
function runtimeSteps(name: string, last: number | null, { program, data }: Built): readonly StepsPart[] {
  switch (name) {
    case "rt_is": return [part(1 + SAME + Math.ceil((last ?? 0) * SAME_BYTES), 0, 0), ...(last === null ? [part(SAME_BYTES, 0, 0, 1)] : [])];
    case "rt_compare": return [part(2 + SAME, 0, 0), part(SAME_BYTES, 0, 0, 1)];
    // The text looked for stands in the module, and its length is pushed last.
    case "rt_starts": case "rt_ends": return [part(2 + SAME + Math.ceil((last ?? 0) * SAME_BYTES), 0, 0)];
    case "rt_text": case "rt_contains": return [part(SEARCH, 0, 0), part(SEARCH_BYTES, 0, 0, 1)];
    case "rt_matches": return [part(6, 0, 0), part(1, 0, 0, 1)];
    case "rt_in": case "rt_find": {
      const { strings, numbers, alike } = setAt(last, data);
      return [part(8 + numbers + (LOOKED_AT + SAME) * strings, 0, 0), part(1 + alike * SAME_BYTES, 0, 0, 1)];
    }
    case "rt_has": return [part(4, 0, 0), part(3 + SAME, 0, 1), part(SAME_BYTES, 0, 0, 1)];
    case "rt_finish": return [part(4 + sortSteps(program.rules.length), 0, 0)];
    case "rt_target": {
      const chain = Math.max(...resourceKinds.map((kind) => program.labellers.filter(({ resource }) => resource === kind).length));
      // Each resource takes twelve bytes of the frame, and its text.
      return [part(4, 0, 0), part((2 + 5 * chain) / 12 + chain, 0, 0, 1)];
    }
    default: return [part(6, 0, 0)];
  }
}

/** Coming by a text of a set: a round, and two calls before it is compared. */
const LOOKED_AT = 3;

/** Finding a text in another: bytes that begin as it does are compared up to a budget, then Crochemore's search goes on. */
const SEARCH = 96;
const SEARCH_BYTES = 24;

/** What a set in the module's data has. */
function setAt(at: number | null, { listed }: Data): Listed {
  const set = at === null ? undefined : listed.get(at);
  assert(set !== undefined, "the set is the last thing that is pushed");
  return set;
}

/** Shell's sort of so many verdicts: by the gap h each moves at most as far as the gaps before it left it to (Frobenius), h at a time. */
function sortSteps(count: number): number {
  let steps = 0;
  for (let gap = 1, next = 4, after = 13; gap === 1 || gap < count; [gap, next, after] = [next, after, 3 * after + 1]) {
    steps += 3 + 2 * count + count * Math.min(Math.ceil(count / gap), Math.ceil(((next - 1) * (after - 1)) / gap));
  }
  return steps;
}

/** Bytes of the longest text that the program compares with. */
function longestText({ rules, tools, patterns, counters }: Program): number {
  let longest = 0;
  const left: unknown[] = [rules, tools, patterns, counters];
  for (let of = left.pop(); of !== undefined; of = left.pop()) {
    if (typeof of === "string") longest = Math.max(longest, 3 * of.length);
    else if (typeof of === "object" && of !== null) for (const below of Object.values(of)) if (below !== undefined && below !== null) left.push(below);
  }
  return longest;
}
