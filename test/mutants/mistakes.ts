// Mistakes planted by hand: one for each thing of the semantics that somebody could get wrong. Each names an expression or statement
// of the source by its text, and what stands there instead. Plain data.

/** What the mistake is, where, what stands there, and what instead. */
export type Mistake = readonly [what: string, file: string, find: string, replace: string];

const meaning = (name: string): string => `src/language/meaning/${name}.ts`;
const codegen = (name: string): string => `src/wasm/codegen/${name}.ts`;
const rego = (name: string): string => `src/rego/${name}.ts`;
const facts = (name: string): string => `src/kernel/facts/${name}.ts`;
const decide = (name: string): string => `src/kernel/decide/${name}.ts`;
const ir = (name: string): string => `src/language/ir/${name}.ts`;

const unknowns: readonly Mistake[] = [
  ["what is no truth is false", meaning("condition"), `typeof cell === "boolean" ? truth(cell) : UNKNOWN`, `typeof cell === "boolean" ? truth(cell) : FALSE`],
  ["what is no text matches nothing", meaning("condition"), `typeof cell === "string" ? truth(condition.patterns.some((glob) => matchesGlob(condition.glob, glob, cell, context.known.regexes))) : UNKNOWN`, `truth(typeof cell === "string" && condition.patterns.some((glob) => matchesGlob(condition.glob, glob, cell, context.known.regexes)))`],
  ["values of two types differ", meaning("condition"), "if (!alike) return UNKNOWN;", "if (!alike) return FALSE;"],
  ["what is no scalar is in no set", meaning("condition"), `if (typeof cell !== "string" && typeof cell !== "number") return UNKNOWN;`, `if (typeof cell !== "string" && typeof cell !== "number") return FALSE;`],
  ["what is no text contains nothing", meaning("condition"), `if (typeof left !== "string" || typeof right !== "string") return UNKNOWN;`, `if (typeof left !== "string" || typeof right !== "string") return FALSE;`],
  ["an unknown item is in no list", meaning("condition"), "list.open || item == null ? UNKNOWN : FALSE", "list.open ? UNKNOWN : FALSE"],
  ["an open list has every item", meaning("condition"), "list.open ? UNKNOWN : TRUE", "TRUE"],
  ["an open list has no other items", meaning("condition"), "truths.reduce(or, list.open ? UNKNOWN : FALSE)", "truths.reduce(or, FALSE)"],
  ["a row in part unknown has what was found", meaning("context"), "truth === FALSE && row.unknown ? UNKNOWN : truth", "truth"],
  ["a row in part unknown has known labels", meaning("context"), "row.unknown ? { ...row.flow.labels, unknown: true } : row.flow.labels", "row.flow.labels"],
  ["levels that may be higher are not", meaning("levels"), "every ? TRUE : some ? UNKNOWN : FALSE", "every ? TRUE : FALSE"],
  ["tags that may be there are not", meaning("levels"), "(labels.tags & (1 << bit)) !== 0 ? TRUE : labels.unknown ? UNKNOWN : FALSE", "(labels.tags & (1 << bit)) !== 0 ? TRUE : FALSE"],
  ["an unknown unless is certain", meaning("rule"), "condition === UNKNOWN || unless === UNKNOWN ? UNKNOWN : TRUE", "condition === UNKNOWN ? UNKNOWN : TRUE"],
  ["an unknown unless holds", meaning("rule"), "condition === FALSE || unless === TRUE", "condition === FALSE || unless !== FALSE"],
  ["unknown does not fire", meaning("rule"), "condition === UNKNOWN && rule.unknownSkips", "condition === UNKNOWN"],
  ["rows that were not seen are none", meaning("rule"), `view.rowsOpen ? [...seen, { row: "unseen", index: -1 }] : seen`, "seen"],
  ["the first row wins, certain or not", meaning("rule"), "best === null || (best.unknown && fires === TRUE)", "best === null"],
  ["a row that was not seen has no role", meaning("rule"), `if (row === "unseen") return UNKNOWN;`, `if (row === "unseen") return FALSE;`],
  ["a row's role does not matter", meaning("rule"), "hasRole(rule, context.row)", "TRUE"],
  ["a source's mark does not matter", meaning("rule"), "source === null ? TRUE : isMarked(rule, source, context)", "TRUE"],
  ["a scope that may be is one", meaning("rule"), "[scope, hasRole(rule, context.row), source === null ? TRUE : isMarked(rule, source, context)].reduce(and, TRUE)", "[scope, hasRole(rule, context.row), source === null ? TRUE : isMarked(rule, source, context)].includes(FALSE) ? FALSE : TRUE"],
  ["the bit of an unknown mark is not read", meaning("mark"), "isSet(2 * number) ? TRUE : isSet(2 * number + 1) ? UNKNOWN : FALSE", "isSet(2 * number) ? TRUE : FALSE"],
  ["an unknown mark is a certain one", meaning("mark"), "2 * number + (truth === TRUE ? 0 : 1)", "2 * number"],
  ["a sink that may be is none", meaning("bind"), "tool.sinks.filter((clause) => of(clause.when) !== FALSE)", "tool.sinks.filter((clause) => of(clause.when) === TRUE)"],
  ["an op that may be is taken", meaning("bind"), "tool.ops.find((clause) => of(clause.when) === TRUE)", "tool.ops.find((clause) => of(clause.when) !== FALSE)"],
  ["a clause that may hold speaks of trust", meaning("bind"), "clause.trust !== null && of(clause.when) === TRUE", "clause.trust !== null && of(clause.when) !== FALSE"],
  ["resources that nobody saw are none", meaning("bind"), "view.resourcesOpen ? { ...target, unknown: true } : target", "target"],
  ["not unknown is true", "src/words/truth.ts", "a === UNKNOWN ? UNKNOWN : a === TRUE ? FALSE : TRUE", "a === TRUE ? FALSE : TRUE"],
];

const generated: readonly Mistake[] = [
  ["not unknown is false", codegen("test"), "constant(body, 0b10_00_01);\n      truth(test.of, site);", "constant(body, 0b00_00_01); truth(test.of, site);"],
  ["a cell of another type is false", codegen("test"), `op(site.body, "else");\n  constant(site.body, 2);`, `op(site.body, "else"); constant(site.body, 0);`],
  ["a joint forgets what was unknown", codegen("test"), "certain[index] === true", "true"],
  ["a nest that is too large is false", codegen("test"), `constant(body, 2);\n  op(body, "else");\n  then();`, `constant(body, 0); op(body, "else"); then();`],
  ["an open list has no other items", codegen("test"), "constant(body, 2);\n    constant(body, every ? 1 : 0);\n    get(body, answer);", "constant(body, every ? 1 : 0); constant(body, every ? 1 : 0); get(body, answer);"],
  ["an unknown mark is none", codegen("labels"), "0b01_10_01_00", "0b01_00_01_00"],
  ["both marks are the unknown one", codegen("labels"), "0b01_10_01_00", "0b10_10_01_00"],
  ["a row in part unknown is false", codegen("labels"), `load(body, "i32.load", plus(row, ROW.unknown));\n  constant(body, 1);`, "constant(body, 0); constant(body, 1);"],
  ["a row in part unknown has known labels", codegen("labels"), `of !== "row"`, "true"],
  ["what was unknown before the rule is forgotten", codegen("rule"), "get(into, seen);\n    op(into, \"i32.or\");\n    constant(into, 0);", "constant(into, 0); op(into, \"i32.or\"); constant(into, 0);"],
  ["what was unknown before a rule that asks for no more is forgotten", codegen("rule"), "if (seen !== null) {\n    get(into, seen);\n    op(into, \"i32.or\");\n  }", ""],
  ["an unknown unless does nothing", codegen("rule"), `get(into, unless);\n  constant(into, 2);\n  op(into, "i32.and");\n  set(into, fired);`, "constant(into, 0); set(into, fired);"],
  ["unknown is not skipped", codegen("rule"), "if (rule.unknownSkips) {\n    get(into, fired);\n    constant(into, 1);\n    op(into, \"i32.eq\");\n    set(into, fired);\n  }", ""],
  ["rows that were not seen are none", codegen("rule"), "unseenRow(rule, seen, site, best, bestRow);", "void 0;"],
  ["a shared test forgets the one before it", codegen("dispatch"), "seen !== null", "false"],
  ["what is no text is certain for an index", codegen("dispatch"), "constant(all, 2);", "constant(all, 0);"],
  ["what is no text is in no index", codegen("dispatch"), "askParts(parts, unknown, functions, siteOf(unit, all));", "void 0;"],
  ["what is no text is in one case of an index", codegen("dispatch"), "constant(into, lists.length - 1);\n  set(into, left);", "constant(into, 0); set(into, left);"],
  ["the index of tools forgets a rule", codegen("dispatch"), "items.push(item);", "if (items.length < 1) items.push(item);"],
  ["the index of ops ends too early", codegen("dispatch"), "at < 32", "at < 16"],
  ["of rules with one guard the first is asked", codegen("dispatch"), "group.rules.push(rule);", "if (group.rules.length === 0) group.rules.push(rule);"],
  ["of several texts the first is looked up", ir("plan"), "list.push(asked);", "if (text === needOf(taken)?.texts[0]) list.push(asked);"],
  ["rules of other marks are forgotten", ir("plan"), "each.push(...group.rules);", "each.push(...group.rules.slice(1));"],
  ["tests behind the one taken out are forgotten", ir("plan"), "tests.filter((_, index) => index !== at)", "tests.filter((_, index) => index < at)"],
  ["marks of all edges are in one group", ir("plan"), "`${need.by}:${need.source >>> 4}`", "`${need.source >>> 4}`"],
  ["marks of all words are in one group", ir("plan"), "`${need.by}:${need.source >>> 4}`", "`${need.by}`"],
  ["labels of a row are those of any", ir("plan"), `test.of !== "row"`, "true"],
  ["a test on several texts is one on the first", ir("plan"), `column.kind === "column" && literal.kind === "literal" && typeof literal.value === "string" ? { column: column.number, texts: [literal.value] } : null`, `column.kind === "column" && literal.kind === "literal" ? { column: column.number, texts: [String(literal.value)] } : null`],
  ["the columns of a manifest begin with 1", ir("demand"), "columns.map(([key], number) => [key, number])", "columns.map(([key], number) => [key, number + 1])"],
  ["the columns of rows begin with 1", ir("demand"), "rowColumns.map(([key], number) => [key, number])", "rowColumns.map(([key], number) => [key, number + 1])"],
  ["the sources of a manifest begin with 1", ir("demand"), "sources++", "++sources"],
];

const queries: readonly Mistake[] = [
  ["a counter's unknown bit is not read", facts("counters"), "(pair & 1) !== 0 ? TRUE : (pair & 2) !== 0 ? UNKNOWN : FALSE", "(pair & 1) !== 0 ? TRUE : FALSE"],
  ["a count with an unknown call is certain", facts("counters"), "(counters.unknown[counter] ?? 0) > 0", "false"],
  ["pending calls do not count", facts("past"), `fate !== "refused"`, `fate !== "refused" && fate !== "pending"`],
  ["failed calls do not count", facts("past"), `fate !== "refused"`, `fate !== "refused" && fate !== "failed"`],
  ["refused calls count", facts("past"), `fate !== "refused"`, "true"],
  ["what was attempted is what ran", facts("past"), `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate)`, `status === "run" || status === "attempted" ? fate !== "refused" : status === fate`],
  ["what failed has succeeded", facts("past"), `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate)`, `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate || (status === "succeeded" && fate === "failed"))`],
  ["what succeeded has failed", facts("past"), `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate)`, `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate || (status === "failed" && fate === "succeeded"))`],
  ["what is pending has succeeded", facts("past"), `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate)`, `status === "attempted" || (status === "run" ? fate !== "refused" : status === fate || (status === "succeeded" && fate === "pending"))`],
  ["one call more is kept", facts("past"), "store.list.length <= store.keep", "store.list.length <= store.keep + 1"],
  ["one call less is kept", facts("past"), "store.list.length <= store.keep", "store.list.length < store.keep"],
  ["within n steps is one less", facts("history"), "step - within.steps", "step - within.steps + 1"],
  ["within n steps is one more", facts("history"), "step - within.steps", "step - within.steps - 1"],
  ["within a time leaves its first moment out", facts("history"), "at >= range.since", "at > range.since"],
  ["without a time a call is in range", facts("history"), "range.since === null || at === null ? UNKNOWN : at >= range.since ? TRUE : FALSE", "range.since === null || at === null || at >= range.since ? TRUE : FALSE"],
  ["since counts the call itself", facts("history"), "Math.max(from, last.sure + 1)", "Math.max(from, last.sure)"],
  ["what ran while the latest ran is certain", facts("history"), "step <= range.unsureTo ? UNKNOWN : TRUE", "TRUE"],
  ["a since that has no result yet is over", facts("history"), "last.unsure = held.until - 1;", "void 0;"],
  ["an unknown key is another", facts("join"), "!isScalar(one) || !isScalar(other) ? UNKNOWN : one === other ? TRUE : FALSE", "one === other ? TRUE : FALSE"],
  ["what was forgotten does not matter", facts("history"), "if (mayBeLost(store, range)) yield { truth: UNKNOWN, value: null };", "void 0;"],
  ["the quick count forgets what was forgotten", facts("history"), "!isSure || range.unsureTo >= range.from || mayBeLost(store, range)", "!isSure || range.unsureTo >= range.from"],
  ["the quick count takes unknown calls", facts("history"), "none(unsure) && none(store.loose.sure)", "none(store.loose.sure)"],
  ["the latest may be an unknown one", facts("total"), "truth === TRUE ? value : null", "value"],
  ["unknown calls are left out", facts("total"), "if (truth !== TRUE) return null;", "if (truth !== TRUE) continue;"],
  ["a running count takes unknown calls", facts("total"), "unsure > 0 || bad > 0 || pending?.truth === UNKNOWN", "bad > 0 || pending?.truth === UNKNOWN"],
  ["a running sum leaves out what is no number", facts("total"), "unsure > 0 || bad > 0 || pending?.truth === UNKNOWN", "unsure > 0 || pending?.truth === UNKNOWN"],
  ["a running count takes an unknown pending call", facts("total"), "unsure > 0 || bad > 0 || pending?.truth === UNKNOWN", "unsure > 0 || bad > 0"],
  ["the items of an open list are all", facts("total"), "!isListValue(value) || !value.open", "true"],
  ["1 and \"1\" are one value", facts("total"), "different.add(JSON.stringify(item));", "different.add(String(item));"],
  ["1 and \"1\" are joined", facts("join"), "parts.push(JSON.stringify(value));", "parts.push(String(value));"],
  ["an approval used up stands", facts("approved"), "state === \"given\" && (expiresAt === null || (now !== null && now < expiresAt))", "state !== \"revoked\" && (expiresAt === null || (now !== null && now < expiresAt))"],
  ["one approval of each person is not used up", facts("approved"), "approval.state = \"used\";\n    if (approval.ask !== null) approval.ask.isClosed = true;", "if (approval.ask !== null) approval.ask.isClosed = true;"],
  ["sources that may be are none", facts("sources"), "hasMark(graph, step, 2 * source) || hasMark(graph, step, 2 * source + 1)", "hasMark(graph, step, 2 * source)"],
  ["sources that nobody saw are none", facts("sources"), "!complete || unsure || steps.length > SOURCES_MAX", "!complete || steps.length > SOURCES_MAX"],
  ["time goes back", facts("clock"), "at === null || course === \"astray\" ? null : Math.max(at, clock.latest)", "at === null || course === \"astray\" ? null : at"],
  ["what may have been asked for was not", facts("asked"), "return missed ? UNKNOWN : FALSE;", "return FALSE;"],
  ["what may have been asked of something was not", facts("meant"), "missed || things?.isFull === true ? UNKNOWN : FALSE", "FALSE"],
  ["what was agreed to is not heard", facts("meant"), "offer !== null && confirms(text) ? [proposedIn(offer, verbs)] : []", "[]"],
  ["as many as were asked for are not all", facts("asked"), "order.wanted > order.made", "order.wanted >= order.made"],
  ["a fact that was not said is not provided", facts("host"), "facts.values.get(name) ?? null", "facts.values.get(name)"],
  ["equal results of other calls are repeats", facts("repeats"), "before?.result === result ? before.run + 1 : 1", "(before?.run ?? 0) + 1"],
];

const rewrites: readonly Mistake[] = [
  ["of two rewrites that differ the first is taken", decide("rewrite"), "values.every((other) => same(other, value))", "true"],
  ["of two rewrites that differ the last is taken", decide("rewrite"), "values.every((other) => same(other, value)) ? { at: first.at, value } : null", "{ at: first.at, value: values.at(-1) }"],
  ["a change below another is no conflict", decide("rewrite"), "if (change.value !== undefined || above.some(({ value }) => value !== undefined)) return conflict(change.at);", "void 0;"],
  ["a rewrite of what is not known does nothing", decide("rewrite"), "if (value === undefined) return unknown(occasion, at);", "if (value === undefined) return [];"],
  ["a mask of what is not known does nothing", decide("rewrite"), "if (spans === null) return unknown(occasion, place);", "if (spans === null) continue;"],
  ["a mask hides in the rule's own row alone", decide("rewrite"), "wanted.path === null ? maskRows(occasion, wanted) : maskAt(occasion, wanted, wanted.path, verdict.row)", "maskAt(occasion, wanted, wanted.path ?? places[verdict.row]?.at ?? [], verdict.row)"],
  ["one round more", decide("again"), "rounds >= REWRITE_ROUNDS_MAX", "rounds > REWRITE_ROUNDS_MAX"],
  ["what a rule leaves as it is is judged again", decide("again"), "canonical(made.value) === canonical(call.judged)", "false"],
  ["the effect of the last round counts", decide("again"), "strictness(earlier.effect) > strictness(ruling.effect) ? earlier.effect : ruling.effect", "ruling.effect"],
  ["rules under trial rewrite", decide("again"), "fired.filter(({ rule }) => !rule.observe)", "fired"],
  ["what fired in an earlier round is forgotten", decide("again"), "[...earlier.rules, ...ruling.rules.filter((rule) => !known.has(rule.id))]", "[...ruling.rules]"],
  ["rules under trial decide", decide("combine"), "one.rule.observe ? most : Math.max(most, strictness(one))", "Math.max(most, strictness(one))"],
  ["rules that are inactive decide", decide("combine"), "rule === undefined || inactive.has(verdict.rule) || seen?.has(verdict.rule) === true", "rule === undefined || seen?.has(verdict.rule) === true"],
];

const written: readonly Mistake[] = [
  ["what is in no set of texts is not a number", rego("condition"), "wanted ? isThere : !isThere && others.length === 0", "wanted ? isThere : !isThere"],
  ["an unknown item is in no list", rego("condition"), "item.kind === \"literal\" ? [] : [line(`known(${item.term})`, item.uses)]", "[]"],
  ["an open list has not what is not seen", rego("condition"), "return all(at.writer, nameOf(false), [[isList], list.whole([]), [[...known, every(`${element} in ${list.term}`, tests, uses)]]]);", "return all(at.writer, nameOf(false), [[isList], [[...known, every(`${element} in ${list.term}`, tests, uses)]]]);"],
  ["an open list has no other items", rego("condition"), "return all(writer, nameOf(wanted), [[isList], list.whole([]), [tests.length === 0 ? [] : [every(`${variables} in ${list.term}`, tests, uses)]]]);", "return all(writer, nameOf(wanted), [[isList], [tests.length === 0 ? [] : [every(`${variables} in ${list.term}`, tests, uses)]]]);"],
  ["a row in part unknown is false", rego("condition"), "[line(\"whole_row(row)\", [\"row\"]), line(`not ${test}`, [\"row\"])]", "[line(`not ${test}`, [\"row\"])]"],
  ["a row in part unknown is not named", rego("condition"), "wanted ? [] : [line(\"whole_row(row)\", [\"row\"])]", "[]"],
  ["a row in part unknown is not marked", rego("rule"), "[line(\"whole_row(row)\", [\"row\"]), line(`unmarked(row.flow, ${literal(id)})`, [\"row\"])]", "[line(`unmarked(row.flow, ${literal(id)})`, [\"row\"])]"],
  ["rows that were not seen are none", rego("rule"), "[...rows, unseen]", "rows"],
  ["an unless does not settle", rego("rule"), "[...condition.flatMap(({ fails }) => fails), ...unless.holds]", "[...condition.flatMap(({ fails }) => fails)]"],
  ["an unknown unless holds", rego("rule"), "all(writer, \"is_true\", [...sure, unless.fails])", "all(writer, \"is_true\", [...sure])"],
];

/** All of them. */
export const mistakes: readonly Mistake[] = [...unknowns, ...generated, ...queries, ...rewrites, ...written];
