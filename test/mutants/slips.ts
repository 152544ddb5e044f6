// More mistakes planted by hand: those that somebody would try who wants the tests to miss one. An index that forgets, a truth that
// slips, a memo shared by what is not the same, an order, an edge of a range, a span. Plain data, as in `mistakes.ts`.

import type { Mistake } from "./mistakes.js";

const meaning = (name: string): string => `src/language/meaning/${name}.ts`;
const codegen = (name: string): string => `src/wasm/codegen/${name}.ts`;
const ir = (name: string): string => `src/language/ir/${name}.ts`;
const rego = (name: string): string => `src/rego/${name}.ts`;
const facts = (name: string): string => `src/kernel/facts/${name}.ts`;
const decide = (name: string): string => `src/kernel/decide/${name}.ts`;

const truths: readonly Mistake[] = [
  ["unknown and false is unknown", "src/words/truth.ts", "a === FALSE || b === FALSE ? FALSE : a === TRUE && b === TRUE ? TRUE : UNKNOWN", "a === UNKNOWN || b === UNKNOWN ? UNKNOWN : a === TRUE && b === TRUE ? TRUE : FALSE"],
  ["unknown or true is unknown", "src/words/truth.ts", "a === TRUE || b === TRUE ? TRUE : a === FALSE && b === FALSE ? FALSE : UNKNOWN", "a === UNKNOWN || b === UNKNOWN ? UNKNOWN : a === TRUE || b === TRUE ? TRUE : FALSE"],
  ["an unknown element is a false one", meaning("condition"), "holds(condition.condition, { ...context, elements: [{ cell, index, nest }, ...context.elements] })", "holds(condition.condition, { ...context, elements: [{ cell, index, nest }, ...context.elements] }) === TRUE ? TRUE : FALSE"],
  ["texts are in an order", meaning("condition"), `order === "!=" ? truth(left !== right) : UNKNOWN`, `order === "!=" ? truth(left !== right) : truth((left ?? "") < (right ?? ""))`],
  ["what is absent is there", meaning("condition"), "truth(columnCell(context, condition.column) !== undefined)", "truth(columnCell(context, condition.column) != null)"],
  ["a set of both types says no", meaning("condition"), `items.map((item) => compare("==", cell, item)).reduce(or, FALSE)`, "truth(items.includes(cell))"],
  ["a tag that nobody declared is not there", meaning("condition"), "bit === undefined ? UNKNOWN : tagged(labelsOf(condition.subject, context), bit)", "bit === undefined ? FALSE : tagged(labelsOf(condition.subject, context), bit)"],
  ["labels of several edges are those of the first", meaning("condition"), "flowsOf(context.view, subject.via).map((flow) => flow.labels).reduce(join)", "flowsOf(context.view, subject.via).map((flow) => flow.labels)[0] ?? context.view.self"],
  ["one edge of several has the mark", meaning("mark"), "marks.map((bits) => truthAt(bits, source)).reduce(or, FALSE)", "truthAt(marks[0] ?? new Uint32Array(), source)"],
  ["an unknown fact makes inactive", meaning("rule"), "view.columns[number] === undefined", "view.columns[number] == null"],
  ["an absent value stays absent", meaning("value"), "left === undefined ? valueCell(value.right, context) : left", "left"],
  ["an unknown value is replaced", meaning("value"), "left === undefined ? valueCell(value.right, context) : left", "left == null ? valueCell(value.right, context) : left"],
  ["items beside are those of the innermost", meaning("value"), "itemAt(list, context.elements[depth]?.index)", "itemAt(list, context.elements[0]?.index)"],
  ["a scope's where is forgotten where words are meant", meaning("scope"), "scope.where === null ? TRUE : and(TRUE, holds(scope.where, context))", "TRUE"],
  ["an answer is an unbound tool", meaning("scope"), `view.tool === -1 && view.op !== opNumber.get("RESPOND")`, "view.tool === -1"],
  ["secrecy that is not known may be less", meaning("levels"), "labels.secrecy", "labels.unknown ? 0 : labels.secrecy"],
  ["a letter is a code unit", meaning("glob"), "[...value]", `value.split("")`],
  ["marks of more than sixteen sources", meaning("mark"), "((bits[bit >>> 5] ?? 0) & (1 << (bit & 31))) !== 0", "((bits[0] ?? 0) & (1 << (bit & 31))) !== 0"],
];

const indexes: readonly Mistake[] = [
  ["a rule of several tools is found by the first", codegen("dispatch"), "for (const tool of guard.tools) into(byTool, tool, rule);", "for (const tool of guard.tools.slice(0, 1)) into(byTool, tool, rule);"],
  ["a rule of several tools is found by the last", codegen("dispatch"), "for (const tool of guard.tools) into(byTool, tool, rule);", "for (const tool of guard.tools.slice(-1)) into(byTool, tool, rule);"],
  ["a rule of several ops is found by the first", codegen("dispatch"), "for (let at = 0; at < 32; at++) if ((guard.ops & (1 << at)) !== 0) into(byOp, at, rule);", "for (let at = 0; at < 32; at++) if ((guard.ops & (1 << at)) !== 0) { into(byOp, at, rule); break; }"],
  ["a rule of ops and tools is in no index", codegen("dispatch"), "rest || (guard.ops !== 0 && guard.tools.length > 0)", "rest"],
  ["groups of guards forget their sinks", codegen("dispatch"), "[guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()", "[guard.every, guard.unbound, guard.ops, guard.acts, ...guard.tools].join()"],
  ["groups of guards forget their acts", codegen("dispatch"), "[guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()", "[guard.every, guard.unbound, guard.ops, guard.sinks, ...guard.tools].join()"],
  ["groups of guards forget their tools", codegen("dispatch"), "[guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()", "[guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts].join()"],
  ["groups of guards forget their ops", codegen("dispatch"), "[guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()", "[guard.every, guard.unbound, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()"],
  ["groups of guards forget unbound", codegen("dispatch"), "[guard.every, guard.unbound, guard.ops, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()", "[guard.every, guard.ops, guard.sinks, guard.acts.join(\" \"), ...guard.tools].join()"],
  ["what is no text asks one rule fewer", ir("plan"), "marked(mine.map(({ asked }) => asked))", "marked(mine.map(({ asked }) => asked).slice(1))"],
  ["a set of texts and numbers is found by its texts", ir("plan"), "test.numbers.length === 0", "true"],
  ["what any of several tests needs all need", ir("plan"), `test.kind === "all" ? test.of.flatMap(conjuncts) : [test]`, `test.kind === "all" || test.kind === "any" ? test.of.flatMap(conjuncts) : [test]`],
  ["a text that a test excludes is one that it needs", ir("plan"), `if (test.kind !== "compare" || test.order !== "==") return null;`, `if (test.kind !== "compare" || (test.order !== "==" && test.order !== "!=")) return null;`],
  ["rules past the table's bound are forgotten", ir("plan"), "found.slice(0, mine.length).forEach(take);", "found.forEach(take);"],
  ["long sets are one set", ir("plan"), "lists.get(of) ?? lists.size", "lists.get(of) ?? 0"],
  ["equal tests are those of one kind", ir("plan"), "JSON.stringify(test, (_, of: unknown) => listed(of))", "test.kind"],
  ["what is not so is the same for every row", ir("plan"), "return isRowless(test.of);", "return true;"],
  ["marks are asked one source late", ir("plan"), "{ by: need.by, word: need.source >>> 4, rules: [] }", "{ by: need.by, word: (need.source + 1) >>> 4, rules: [] }"],
  ["patterns of one text are of one kind", ir("machines"), "JSON.stringify([kind, sorted.map(({ glob }) => glob)])", "JSON.stringify([sorted.map(({ glob }) => glob)])"],
  ["machines of one text are of one kind", ir("machines"), "JSON.stringify([kind, statesMax, groups])", "JSON.stringify([statesMax, groups])"],
  ["machines of the same patterns are of the same groups", ir("machines"), "JSON.stringify([kind, statesMax, groups])", "JSON.stringify([kind, statesMax, groups.flat()])"],
  ["of patterns in halves the middle one is left out", ir("machines"), "build(kind, items.slice(half))", "build(kind, items.slice(half + 1))"],
  ["the lower half of labellers", ir("lower"), "policy.labels.filter((label) => label.resource === resource)", "policy.labels.filter((label) => label.resource === resource).slice(0, 1)"],
];

const machines: readonly Mistake[] = [
  ["states of two groups are merged", ir("minimise"), "outputs[members[at - 1] ?? 0] !== outputs[state]", "((outputs[members[at - 1] ?? 0] ?? 0) === 0) !== ((outputs[state] ?? 0) === 0)"],
  ["what was split is not looked at again", ir("minimise"), "waiting.add(fresh);", "void 0;"],
  ["a state outdoes that of another group", ir("outdo"), "(other?.accepts === true && one.group === other.group)", "other?.accepts === true"],
  ["equal hashes are equal sets", ir("machine"), "isEqual(sets[at] ?? none, set)", "true"],
  ["equal hashes are equal lists", ir("alike"), "before?.length === list.length && before.every((one, index) => one === list[index])", "before?.length === list.length"],
  ["a group that surely matches ends the others", ir("automaton"), "surely[groups[at] ?? 0] === turn", "surely.includes(turn)"],
  ["letters of three bytes begin late", ir("automaton"), "[[0xe0, 0xe0], [0xa0, 0xbf], [0x80, 0xbf]]", "[[0xe0, 0xe0], [0xb0, 0xbf], [0x80, 0xbf]]"],
  ["letters of four bytes end at the seventh plane", ir("automaton"), "[[0xf1, 0xf3], [0x80, 0xbf], [0x80, 0xbf], [0x80, 0xbf]]", "[[0xf1, 0xf1], [0x80, 0xbf], [0x80, 0xbf], [0x80, 0xbf]]"],
  ["a domain's wildcard is not the domain", ir("machine"), `[letters(glob.slice(2)), [{ kind: "any", segment: false }, ...letters(glob.slice(1))]]`, `[[{ kind: "any", segment: false }, ...letters(glob.slice(1))]]`],
  ["a domain's wildcard is any ending", ir("machine"), `[{ kind: "any", segment: false }, ...letters(glob.slice(1))]`, `[{ kind: "any", segment: false }, ...letters(glob.slice(2))]`],
  ["a path's star crosses slashes", ir("machine"), `[...text(segment, true), { kind: "literal", text: "/" }]`, `[...text(segment, false), { kind: "literal", text: "/" }]`],
  ["a wide machine is a narrow one", codegen("data"), "states.length > 256", "states.length > 512"],
];

const emitted: readonly Mistake[] = [
  ["at least is less, from the other side", codegen("test"), `{ "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" }`, `{ "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<" }`],
  ["less is less, from the other side", codegen("test"), `{ "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" }`, `{ "==": "==", "!=": "!=", "<": "<", "<=": ">=", ">": "<", ">=": "<=" }`],
  ["at least is more", codegen("test"), `"f64.ge"`, `"f64.gt"`],
  ["at most is less", codegen("test"), `"f64.le"`, `"f64.lt"`],
  ["an order is another one to the runtime", codegen("test"), `["==", "!=", "<", "<=", ">", ">="]`, `["==", "!=", "<=", "<", ">", ">="]`],
  ["a beginning is an end", codegen("test"), `{ contains: "rt_contains", "starts with": "rt_starts", "ends with": "rt_ends" }`, `{ contains: "rt_contains", "starts with": "rt_ends", "ends with": "rt_starts" }`],
  ["a nest is as large as its two innermost lists", codegen("test"), "elements.forEach((element, index) => {\n    load(body, \"i32.load\", plus(element.list, CELL.length));\n    if (index > 0) op(body, \"i32.mul\");\n  });", `elements.slice(0, 1).forEach((element) => load(body, "i32.load", plus(element.list, CELL.length)));`],
  ["elements are counted from the outermost", codegen("test"), "[{ local: at, offset: 0, list }, ...site.elements]", "[...site.elements, { local: at, offset: 0, list }]"],
  ["many tools begin one bit late", codegen("test"), "for (const at of tools) bits[(at + 1) >>> 3] = (bits[(at + 1) >>> 3] ?? 0) | (1 << ((at + 1) & 7));", "for (const at of tools) bits[at >>> 3] = (bits[at >>> 3] ?? 0) | (1 << (at & 7));"],
  ["an unseen row may be known", codegen("rule"), `{ kind: "all", of: [{ kind: "known", truth: 2 }, rule.test] }`, "rule.test"],
  ["rows are the one that came before", codegen("rule"), "get(into, index);\n  set(into, bestRow);", "get(into, best); set(into, bestRow);"],
  ["what fired is asked of unless only when it is certain", codegen("rule"), "get(into, fired);\n  open(into, \"if\");\n  truth(rule.unless, site);", "get(into, fired); constant(into, 1); op(into, \"i32.eq\"); open(into, \"if\"); truth(rule.unless, site);"],
  ["counters ask the op that came", codegen("bind"), "at(BINDING.op)", "frame.op"],
  ["counters ask the sinks that came", codegen("bind"), "at(BINDING.sinks)", "frame.sinks"],
  ["counters ask the acts that came", codegen("bind"), "boundActs(unit)", "frame.acts"],
  ["counters ask the labels that came", codegen("bind"), "at(BINDING.target)", "frame.self"],
  ["an op that may be is taken", codegen("bind"), "truth(test, site);\n    constant(into, 1);\n    op(into, \"i32.eq\");\n    branch(into, \"br_if\", 0);", "truth(test, site); branch(into, \"br_if\", 0);"],
  ["a sink that may be is none", codegen("bind"), "truth(test, site);\n    op(into, \"select\", \"i32.or\");", "truth(test, site); constant(into, 1); op(into, \"i32.eq\", \"select\", \"i32.or\");"],
  ["a clause that may hold speaks of trust", codegen("bind"), "op(into, \"i32.or\");\n      constant(into, 1);\n      op(into, \"i32.and\");\n      set(into, says);", "op(into, \"i32.or\"); set(into, says);"],
  ["clauses behind one that always holds are read", codegen("bind"), "otherwise = gives;\n      break;", "otherwise = gives; continue;"],
  ["texts are hashed by code units", codegen("data"), "for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);", "for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);"],
  ["texts are as long as their code units", codegen("data"), "utf8.length", "text.length"],
  ["1 and \"1\" are one literal", codegen("data"), "`cell:${typeof value}:${value}`", "`cell:${value}`"],
  ["of two sets of one list the numbers are those of the first", codegen("data"), "numbers.length === 0 ? into.sets.get(strings) : undefined", "into.sets.get(strings)"],
  ["labels that are not known are known", codegen("data"), "(labels.unknown ? 1 << 16 : 0)", "0"],
];

const texts: readonly Mistake[] = [
  ["not less is more in Rego", rego("condition"), `{ "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" }`, `{ "==": "!=", "!=": "==", "<": ">", "<=": ">", ">": "<=", ">=": "<" }`],
  ["not at least is at most in Rego", rego("condition"), `{ "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<" }`, `{ "==": "!=", "!=": "==", "<": ">=", "<=": ">", ">": "<=", ">=": "<=" }`],
  ["less is less from the other side in Rego", rego("condition"), `{ "==": "==", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<=" }`, `{ "==": "==", "!=": "!=", "<": "<", "<=": ">=", ">": "<", ">=": "<=" }`],
  ["not both is neither in Rego", rego("condition"), `(condition.kind === "and") === wanted`, `condition.kind === "and"`],
  ["what is no text begins with nothing in Rego", rego("condition"), "lines.push(line(`is_string(${side.term})`, side.uses));", "void 0;"],
  ["every is some in Rego", rego("condition"), "isAll !== wanted", "!isAll"],
  ["an absent column is not there, whichever is asked, in Rego", rego("condition"), "wanted ? line(`not ${absent.text}`, absent.uses) : absent", "wanted ? absent : line(`not ${absent.text}`, absent.uses)"],
  ["a path's star crosses slashes in Rego", rego("pattern"), "textPattern(segment, \"[^/]\")", "textPattern(segment, \".\")"],
  ["a text's pattern is found anywhere in Rego", rego("pattern"), "raw(`^(?s:${textPattern(pattern, \".\")})$`)", "raw(`(?s:${textPattern(pattern, \".\")})`)"],
  ["a dot is any letter in Rego", rego("pattern"), "escaped(sign)", "sign"],
  ["a domain's wildcard is not the domain in Rego", rego("pattern"), "`endswith(concat(\"\", [\".\", ${term}]), ${literal(pattern.slice(1))})`", "`endswith(${term}, ${literal(pattern.slice(1))})`"],
  ["the last row that fires in Rego", rego("rule"), "said(named, false, \"rows[0]\", [`rows := ${sure}`])", "said(named, false, \"rows[count(rows) - 1]\", [`rows := ${sure}`])"],
  ["rules under trial decide in Rego", rego("rule"), "String(rule.observe)", `"false"`],
  ["an inactive rule speaks in Rego", rego("rule"), "readsFacts ? [`not ${literal(rule.id)} in inactive`] : []", "[]"],
  ["of edges all must bear the mark in Rego", rego("rule"), "edges.map((edge) => [line(`marked(input.flows.${edge}, ${literal(id)})`)])", "[edges.map((edge) => line(`marked(input.flows.${edge}, ${literal(id)})`))]"],
  ["of several words of a selector the first is meant in Rego", rego("scope"), "words.length === 1", "words.length >= 1"],
];

const session: readonly Mistake[] = [
  ["a call at the edge of a window is out", facts("history"), "if (step < range.from) return FALSE;", "if (step <= range.from) return FALSE;"],
  ["a forgotten since does not matter", facts("history"), "{ sure: -1, unsure: store.lostStep }", "{ sure: -1, unsure: -1 }"],
  ["a pending call does not count itself", facts("history"), "!entry.including", "true"],
  ["the latest is the first", facts("history"), "(latest === null || held.past.step > latest.past.step)", "(latest === null || held.past.step < latest.past.step)"],
  ["distinct counts what is not known as one more", facts("total"), "if (!isScalar(item)) return false;", "if (!isScalar(item)) { different.add(\"?\"); continue; }"],
  ["a sum counts what is no number as nought", facts("total"), "if (!isSummable(value)) return null;\n      add(parts, value);", "if (!isSummable(value)) continue; add(parts, value);"],
  ["the list of all is whole", facts("total"), "if (truth !== TRUE || more.open) open = true;", "if (more.open) open = true;"],
  ["a list has a value twice", facts("total"), "seen.add(item);", "void 0;"],
  ["what is joined by less is joined by at most", facts("join"), "ordered(theirs, ours, (a, b) => a < b)", "ordered(theirs, ours, (a, b) => a <= b)"],
  ["what is joined by at least is joined by more", facts("join"), "ordered(theirs, ours, (a, b) => a >= b)", "ordered(theirs, ours, (a, b) => a > b)"],
  ["ours is in theirs", facts("join"), "return among(ours, theirs);", "return among(theirs, ours);"],
  ["keys run into each other", facts("join"), "parts.join(\"\\n\")", "parts.join(\"\")"],
  ["of several joins the first counts", facts("join"), "all.entries()", "[...all.entries()].slice(0, 1)"],
  ["an approval stands at the moment it ends", facts("approved"), "now < expiresAt", "now <= expiresAt"],
  ["of one person two approvals are used up", facts("approved"), "people.add(approval.person);", "void 0;"],
  ["a counter settled for certain is asked again", facts("counters"), "(word & ~open) | ((later[index] ?? 0) & open)", "later[index] ?? 0"],
  ["counters behind the sixteenth are the first ones", facts("counters"), "bits[counter >>> 4]", "bits[0]"],
];

const masks: readonly Mistake[] = [
  ["what is put in comes from the first row", decide("rewrite"), "view.rows[row].columns[from.column]", "view.rows[0]?.columns[from.column]"],
  ["the value that is put in is the first row's", decide("rewrite"), "view.rows[row].value", "view.rows[0]?.value"],
  ["the first row is rewritten", decide("rewrite"), "wanted.path === null ? places[verdict.row] : undefined", "wanted.path === null ? places[0] : undefined"],
  ["of several spans the last is hidden", decide("mask"), "out += text.slice(at, start) + instead;", "out = text.slice(0, start) + instead;"],
  ["of several spans the first is hidden", decide("mask"), "out += text.slice(at, start) + instead;", "out += at > 0 ? text.slice(at, end) : text.slice(at, start) + instead;"],
  ["the last so many are the first", decide("mask"), "keep.side === \"first\" ? { start: start + units, end } : { start, end: end - units }", "{ start: start + units, end }"],
  ["what stays is counted in code units", decide("mask"), "Array.from(text.slice(start, end))", `text.slice(start, end).split("")`],
  ["what is as long as what stays is shown", decide("mask"), "letters.length <= keep.count", "letters.length < keep.count"],
  ["spans that touch are one", decide("mask"), "span.start >= last.end", "span.start > last.end"],
  ["of spans that overlap the first is hidden", decide("mask"), "Math.max(last.end, span.end)", "last.end"],
  ["one occurrence is hidden", decide("mask"), "if (length < string.length) continue;", "if (length < string.length || begins.some((begin) => begin > 0)) continue;"],
  ["the mildest effect wins", decide("combine"), "Math.max(most, strictness(one))", "(most === 0 ? strictness(one) : Math.min(most, strictness(one)))"],
  ["what is under trial is told first", decide("combine"), "Number(a.rule.observe) - Number(b.rule.observe)", "Number(b.rule.observe) - Number(a.rule.observe)"],
  ["the mildest is told first", decide("combine"), "strictness(b) - strictness(a)", "strictness(a) - strictness(b)"],
  ["rules under trial rewrite", decide("rewrite"), "if (!one.rule.observe) all.push(...edits);", "all.push(...edits);"],
  ["ask stands over deny", "src/words/effects.ts", "[\"allow\", \"warn\", \"redact\", \"correct\", \"ask\", \"deny\", \"rollback\"]", "[\"allow\", \"warn\", \"redact\", \"correct\", \"deny\", \"ask\", \"rollback\"]"],
  ["correct stands under redact", "src/words/effects.ts", "[\"allow\", \"warn\", \"redact\", \"correct\", \"ask\", \"deny\", \"rollback\"]", "[\"allow\", \"warn\", \"correct\", \"redact\", \"ask\", \"deny\", \"rollback\"]"],
];

/** All of them. */
export const slips: readonly Mistake[] = [...truths, ...indexes, ...machines, ...emitted, ...texts, ...session, ...masks];
