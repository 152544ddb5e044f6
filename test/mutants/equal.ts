// Mutants that change nothing anybody can see, each with the reason; they are not planted. Known by their file, their operator and
// how the text begins that they change, and where that is not enough by how its line begins and what they make of it.

import type { Mutant } from "./mutant.js";

interface Equal {
  readonly file: string;
  readonly what: string;
  readonly before: string;
  readonly around?: string;
  readonly above?: string;
  /** What stands there instead, where only one of several such mutants is meant. */
  readonly text?: string;
  readonly why: string;
}

const equals: readonly Equal[] = [
  { file: "src/language/check/define.ts", what: "if", before: "next === undefined", why: "there is one as long as the list is not empty" },
  { file: "src/language/check/define.ts", what: "left out", before: "places.set(from, 0)", why: "a definition that leads to itself is found one step further on" },
  { file: "src/language/ir/automaton.ts", what: "<", before: "budget.left < 0", why: "a bound of work, one step earlier or later" },
  { file: "src/language/ir/alphabet.ts", what: ">", before: "cuts.length * different.length > DFA_WORK_MAX", why: "a bound of work, one step earlier or later" },
  { file: "src/language/ir/alphabet.ts", what: "-", before: "a - b", why: "a set is made up of whole classes, which are met in the order of their numbers" },
  { file: "src/language/ir/commonest.ts", what: "if", before: "key === undefined", why: "there is one at each place" },
  { file: "src/language/ir/commonest.ts", what: "if", before: "count > 0", why: "a key that nobody has waits where nobody looks" },
  { file: "src/language/ir/demand.ts", what: "left out", before: "assert(", why: "it says what holds" },
  { file: "src/language/ir/automaton.ts", what: "left out", before: "known.set(both, at)", why: "it saves work: equal rests become equal states" },
  { file: "src/language/ir/automaton.ts", what: "case", before: "return \"<**\";", why: "without a name it has a name of its own too" },
  { file: "src/kernel/decide/path.ts", what: ">", before: "++edges > PATH_EDGES_MAX", why: "a bound of work, one edge earlier or later" },
  { file: "src/kernel/decide/place.ts", what: ">=", before: "places.length >= most", why: "a place more than there are rows is never read" },
  { file: "src/kernel/facts/counters.ts", what: "<", before: "counter < counters.counts.length", why: "a typed array takes nothing past its end" },
  { file: "src/kernel/facts/named.ts", what: "<<", before: "1 << principals.indexOf(\"user\")", why: "the user is the first principal: nothing is shifted" },
  { file: "src/kernel/view/terms.ts", what: "left out", before: "seen.add(column)", why: "it saves work: a column noted twice has one number" },
  { file: "src/kernel/view/terms.ts", what: "===", before: "kind ===", why: "it says what is remembered, and what is worked out again" },
  { file: "src/rego/condition.ts", what: "if", before: "inner === undefined", why: "a definition whose line is false holds as little as none" },
  { file: "src/extract/term.ts", what: ">", before: "run.steps > TERM_STEPS_MAX", why: "a bound of work, one step earlier or later" },
  { file: "src/wasm/codegen/bind.ts", what: "left out", before: "give(", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/bind.ts", what: "if", before: "!tool.ops.some(({ gives }) => READS", why: "it saves code: an op that no clause gives is not found" },
  { file: "src/wasm/codegen/bind.ts", what: "+", before: "unit.binding + BINDING.op", why: "the op is the first of a binding: nothing is added" },
  { file: "src/wasm/codegen/data.ts", what: "if", before: "before !== undefined", why: "it saves work: equal bytes share a place" },
  { file: "src/wasm/codegen/data.ts", what: "number", before: "4", around: "const words = Array.from({ length: slots * 4 }", why: "more room than is needed" },
  { file: "src/wasm/codegen/data.ts", what: "number", before: "2", around: "while (words[slot * 4 + 2] !== -1)", why: "in a free slot length and number are both -1" },
  { file: "src/wasm/codegen/data.ts", what: "<", before: "at < bytes.length", why: "a zero more behind each key tells the same apart" },
  { file: "src/wasm/codegen/dispatch.ts", what: "<", before: "at < 32", why: "no op has the number 32" },
  { file: "src/wasm/codegen/dispatch.ts", what: "number", before: "32", why: "no op has the number 32" },
  { file: "src/wasm/codegen/dispatch.ts", what: "if", before: "cases.size === 0", why: "a jump without cases goes on" },
  { file: "src/wasm/codegen/dispatch.ts", what: "if", before: "of !== undefined", why: "there is one for each number" },
  { file: "src/wasm/codegen/dispatch.ts", what: "number", before: "2", around: "constant(all, 2)", why: "of what was seen only the bit of unknown is read" },
  { file: "src/wasm/codegen/dispatch.ts", what: "number", before: "0", around: "if (seen === null) constant(into, 0)", why: "of what was seen only the bit of unknown is read" },
  { file: "src/wasm/codegen/dispatch.ts", what: "left out", before: "give(", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/dispatch.ts", what: "filter", before: "edgeKinds.filter(", why: "it saves work: a rule that is asked looks at its mark itself" },
  { file: "src/wasm/codegen/dispatch.ts", what: "left out", before: "access(into, \"i32.load\", 4 * word)", why: "it saves work: a rule that is asked looks at its mark itself" },
  { file: "src/wasm/codegen/dispatch.ts", what: "null", before: "null", around: "askParts(plan(rules), null", why: "local 0 is the frame's address, in which the bit of unknown is never set" },
  { file: "src/wasm/codegen/dispatch.ts", what: "if", before: "seen !== null", text: "true", why: "local 0 is the frame's address, in which the bit of unknown is never set" },
  { file: "src/wasm/codegen/dispatch.ts", what: "if", before: "seen === null", text: "false", why: "local 0 is the frame's address, in which the bit of unknown is never set" },
  { file: "src/wasm/codegen/labels.ts", what: "number", before: "0", around: "return of === \"self\"", why: "labels come by one kind of edge, or by all three" },
  { file: "src/wasm/codegen/labels.ts", what: "left out", before: "give(", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/labels.ts", what: "instruction", before: "\"i32.load8_u\"", around: "load(body, \"i32.load8_u\", plus(labels, LABELS[test.dimension]))", why: "what stands behind the byte is shifted by a multiple of 32, which is nothing" },
  { file: "src/wasm/codegen/emit.ts", what: "number", before: "4", why: "more room than is needed" },
  { file: "src/wasm/codegen/place.ts", what: "left out", before: "give(", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/place.ts", what: "if", before: "local !== null", text: "false", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/rule.ts", what: ">", before: "guard.tools.length > 0", why: "it saves code: none of no tools is asked for" },
  { file: "src/wasm/codegen/rule.ts", what: "if", before: "guard.tools.length > 0", text: "true", why: "it saves code: none of no tools is asked for" },
  { file: "src/wasm/codegen/rule.ts", what: "left out", before: "give(", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/rule.ts", what: "number", before: "2", above: "get(into, SEEN);", why: "what hung on an unknown is 2 or 3" },
  { file: "src/wasm/codegen/rule.ts", what: "if", before: "guard.ops !== 0", why: "it saves code: none of no ops is asked for" },
  { file: "src/wasm/codegen/rule.ts", what: "if", before: "bits !== 0", why: "it saves code: none of no kinds is asked for" },
  { file: "src/wasm/codegen/test.ts", what: "label", before: "\"", around: "case \"all\": case \"any\": return test.of.every(isCertain)", why: "it saves code: what is not known to be certain is remembered" },
  { file: "src/wasm/codegen/test.ts", what: "label", before: "\"", around: "case \"present\": case \"op\": case \"tool\": return true", why: "it saves code: what is not known to be certain is remembered" },
  { file: "src/wasm/codegen/test.ts", what: "case", before: "return test.of.every(isCertain)", why: "it saves code: what is not known to be certain is remembered" },
  { file: "src/wasm/codegen/test.ts", what: "case", before: "return true", why: "it saves code: what is not known to be certain is remembered" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "tests.length === 1", why: "one test joined with none is that test, in more code" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "right.kind === \"literal\" && typeof right.value === \"string\"", why: "the general comparison says the same, in more time" },
  { file: "src/wasm/codegen/unit.ts", what: "left out", before: "unit.machines.set(", why: "a machine stands twice, and says the same" },
  { file: "src/wasm/codegen/unit.ts", what: "left out", before: "assert(", why: "it says what holds" },
  { file: "src/wasm/codegen/bind.ts", what: "<", before: "from < truths.length", why: "what stands behind the words of truths is nought, or written anew before it is read" },
  { file: "src/wasm/codegen/emit.ts", what: "instruction", before: "\"i32.ge_u\"", why: "no tool has the number that comes behind the last one" },
  { file: "src/wasm/codegen/emit.ts", what: "left out", before: "known.set(asked.rule, list)", why: "it saves code: a rule's function stands twice" },
  { file: "src/wasm/codegen/emit.ts", what: "left out", before: "list.push({ tests: asked.tests, index })", why: "it saves code: a rule's function stands twice" },
  { file: "src/wasm/codegen/emit.ts", what: "find", before: "list.find(", why: "there is one at most" },
  { file: "src/wasm/codegen/tables.ts", what: "number", before: "4", around: "const row = new DataView", why: "more room than is needed" },
  { file: "src/wasm/codegen/tables.ts", what: "*", before: "4 * markWords(sources)", why: "what is in part unknown has no mark for certain, and the row that was not seen fires for certain by none" },
  { file: "src/wasm/codegen/tables.ts", what: "left out", before: "row.setUint32(ROW.named", why: "the row's own bit of unknown says so already" },
  { file: "src/wasm/codegen/tables.ts", what: "left out", before: "row.setUint8(ROW.flow + FLOW.labels", why: "the row's own bit of unknown says so already" },
  { file: "src/wasm/codegen/tables.ts", what: "+", before: "ROW.flow + FLOW.labels", why: "the row's own bit of unknown says so already" },
  { file: "src/wasm/codegen/tables.ts", what: "number", before: "1", around: "row.setUint8(ROW.flow + FLOW.labels", why: "the row's own bit of unknown says so already" },
  { file: "src/wasm/codegen/tables.ts", what: "left out", before: "row.setUint32(ROW.flow + FLOW.marksAt", why: "what is in part unknown has no mark for certain, and the row that was not seen fires for certain by none" },
  { file: "src/wasm/codegen/tables.ts", what: "-", before: "end - ROW.flow", why: "what is in part unknown has no mark for certain, and the row that was not seen fires for certain by none" },
  { file: "src/wasm/codegen/tables.ts", what: "number", before: "16", around: "return put(into, new Uint8Array(row.buffer), 16)", why: "a module reads what stands anywhere" },
  { file: "src/wasm/codegen/tables.ts", what: "-", before: "Math.max(...words.keys()) + 4 - LINK.heap", why: "noughts more behind what is written" },
  { file: "src/wasm/codegen/tables.ts", what: "number", before: "4", around: "const bytes = new DataView", why: "noughts more behind what is written" },
  { file: "src/wasm/codegen/tables.ts", what: "sort", before: "rule.hostFacts.flatMap(", why: "each of them is asked about, in whichever order" },
  { file: "src/wasm/codegen/test.ts", what: "number", before: "0", around: "if (only === undefined) return constant(body, every ? 1 : 0)", why: "an `any` has tests" },
  { file: "src/wasm/codegen/test.ts", what: "number", before: "1", around: "if (tests.length === 1)", why: "one test joined with none is that test, in more code" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "!allCertain", text: "true", why: "it saves code: what no test makes unknown is not" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "certain[index] === true", why: "it saves code: what no test makes unknown is not" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "allCertain", text: "false", why: "it saves code: what no test makes unknown is not" },
  { file: "src/wasm/codegen/test.ts", what: "left out", before: "give(", why: "a local more: nothing else reads it" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "left.kind === \"literal\" && right.kind !== \"literal\"", why: "the general comparison says the same, in more time" },
  { file: "src/wasm/codegen/test.ts", what: "number", before: "1", around: "if (strings.length === 1 && only !== undefined", why: "the general set says the same, in more time" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "site.elements.length === 0", around: "if (site.elements.length === 0) return pair(", why: "the code for lists in lists says the same of a list that is in none" },
  { file: "src/wasm/codegen/test.ts", what: "instruction", before: "\"i32.load8_u\"", around: "load(body, \"i32.load8_u\", plus(list, CELL.flags))", why: "of what stands behind the byte no bit is asked for" },
  { file: "src/wasm/codegen/test.ts", what: "<=", before: "tools.length <= 4", why: "few tools and many are told by other code, and alike" },
  { file: "src/wasm/codegen/test.ts", what: "if", before: "tools.length <= 4", text: "false", why: "few tools and many are told by other code, and alike" },
  { file: "src/wasm/codegen/test.ts", what: "number", before: "4", around: "if (tools.length <= 4)", why: "few tools and many are told by other code, and alike" },
  { file: "src/wasm/codegen/test.ts", what: ">>>", before: "unit.program.tools.length >>> 3", why: "more room than is needed" },
  { file: "src/language/meaning/regex.ts", what: "label", before: "\"Backreference\"", why: "what looks back is no letter either, and is refused where letters are read" },
  { file: "src/language/meaning/levels.ts", what: "-", before: "trustLevels.length - 1", text: "trustLevels.length + 1", why: "the ranks of both sides are shifted by as much" },
  { file: "src/language/meaning/levels.ts", what: "number", before: "1", around: "const rank =", why: "the ranks of both sides are shifted by as much" },
  { file: "src/language/meaning/interpret.ts", what: "left out", before: "assert(", why: "it says what holds" },
  { file: "src/language/meaning/interpret.ts", what: "null", before: "null", why: "where no row is asked about, none is read" },
];

/** Why the mutant changes nothing; null where it does. */
export function alike({ file, what, before, around, above, text }: Mutant): string | null {
  return equals.find((of) => of.file === file && of.what === what && before.startsWith(of.before) && around.startsWith(of.around ?? "") && above.startsWith(of.above ?? "") && (of.text ?? text) === text)?.why ?? null;
}
