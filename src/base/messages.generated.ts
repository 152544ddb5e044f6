// Generated from messages/*.md by scripts/messages.ts; do not edit. Codes with their texts and pages, and functions typed by code.

import type { Diagnostic } from "./diagnostic.js";
import type { Span } from "./span.js";
import { finding, fill } from "./message.js";
import type { Extra, Message, Text } from "./message.js";

type NoParams = Readonly<Record<never, never>>;

/** Codes of findings about texts, with the parameters of their messages. */
export interface Findings {
  readonly "check/ambiguous-name": { readonly first: Text; readonly name: Text; readonly second: Text };
  readonly "check/bad-glob": { readonly glob: Text; readonly problem: Text };
  readonly "check/bad-level": { readonly name: Text };
  readonly "check/bad-reason": { readonly problem: Text };
  readonly "check/constant-condition": { readonly value: Text };
  readonly "check/duplicate-clause": { readonly clause: Text };
  readonly "check/duplicate-declaration": { readonly kind: Text; readonly name: Text };
  readonly "check/duplicate-package": { readonly name: Text };
  readonly "check/duplicate-rule": { readonly name: Text };
  readonly "check/duplicate-tool": { readonly name: Text };
  readonly "check/effect-not-built": { readonly effect: Text };
  readonly "check/misplaced-clause": { readonly clause: Text; readonly kind: Text };
  readonly "check/missing-clause": { readonly clause: Text; readonly name: Text };
  readonly "check/missing-via": { readonly name: Text };
  readonly "check/nested-quantifiers": { readonly max: Text };
  readonly "check/never-equal": { readonly literal: Text; readonly problem: Text };
  readonly "check/no-folding": NoParams;
  readonly "check/non-monotone": { readonly name: Text };
  readonly "check/not-constant": NoParams;
  readonly "check/not-extractable": { readonly name: Text };
  readonly "check/not-here": { readonly place: Text; readonly what: Text };
  readonly "check/op-without-default": { readonly name: Text };
  readonly "check/recursive-constant": { readonly name: Text };
  readonly "check/reserved-name": { readonly name: Text };
  readonly "check/shadowed-fact": { readonly name: Text; readonly runtime: Text };
  readonly "check/too-deep": { readonly max: Text };
  readonly "check/too-many": { readonly count: Text; readonly max: Text; readonly what: Text };
  readonly "check/unbound-step": { readonly name: Text };
  readonly "check/unknown-act": { readonly name: Text };
  readonly "check/unknown-argument": { readonly name: Text };
  readonly "check/unknown-effect": { readonly name: Text };
  readonly "check/unknown-fact": { readonly name: Text };
  readonly "check/unknown-function": { readonly name: Text };
  readonly "check/unknown-name": { readonly name: Text };
  readonly "check/unknown-op": { readonly name: Text };
  readonly "check/unknown-package": { readonly name: Text };
  readonly "check/unknown-rule": { readonly name: Text };
  readonly "check/unknown-runtime": { readonly name: Text };
  readonly "check/unknown-selector": { readonly name: Text };
  readonly "check/unknown-sink": { readonly name: Text };
  readonly "check/unknown-step": { readonly name: Text };
  readonly "check/unknown-tag": { readonly name: Text };
  readonly "check/unknown-tool": { readonly name: Text };
  readonly "check/unknown-word": { readonly name: Text; readonly what: Text };
  readonly "check/unmatched-label": { readonly name: Text };
  readonly "check/unreachable-clause": { readonly name: Text };
  readonly "check/unreachable-role": { readonly name: Text; readonly roles: Text };
  readonly "check/unreachable-sink": { readonly name: Text; readonly scope: Text };
  readonly "check/unused-variable": { readonly name: Text };
  readonly "check/via-not-value": { readonly via: Text };
  readonly "check/weak-default": { readonly name: Text; readonly op: Text; readonly strong: Text };
  readonly "check/wrong-arguments": { readonly signature: Text };
  readonly "check/wrong-operator": { readonly operator: Text; readonly what: Text };
  readonly "check/wrong-type": { readonly expected: Text; readonly found: Text };
  readonly "syntax/bad-escape": { readonly escape: Text };
  readonly "syntax/hidden-character": { readonly character: Text };
  readonly "syntax/late-head": { readonly word: Text };
  readonly "syntax/lone-surrogate": NoParams;
  readonly "syntax/no-package": NoParams;
  readonly "syntax/number-range": { readonly number: Text };
  readonly "syntax/second-package": NoParams;
  readonly "syntax/too-deep": { readonly max: Text };
  readonly "syntax/too-large": { readonly bytes: Text; readonly max: Text };
  readonly "syntax/unclosed": { readonly mark: Text };
  readonly "syntax/unclosed-string": NoParams;
  readonly "syntax/unexpected": { readonly expected: Text; readonly found: Text };
  readonly "test/doors": { readonly door: Text; readonly expected: Text; readonly found: Text; readonly other: Text };
  readonly "test/effect": { readonly expected: Text; readonly found: Text; readonly reason: Text };
  readonly "test/rules": { readonly expected: Text; readonly found: Text; readonly reason: Text };
  readonly "wasm/glob-too-large": { readonly glob: Text; readonly states: Text };
}

/** Codes of failures, with the parameters of their messages. */
export interface Failures {
  readonly "cli/catalogue": { readonly catalogue: Text; readonly tools: Text };
  readonly "cli/choice": { readonly choices: Text; readonly found: Text; readonly option: Text };
  readonly "cli/label": { readonly id: Text; readonly problem: Text };
  readonly "cli/line": { readonly line: Text; readonly path: Text; readonly problem: Text };
  readonly "cli/no-pack": { readonly pack: Text };
  readonly "cli/no-page": { readonly code: Text };
  readonly "cli/no-policies": { readonly path: Text };
  readonly "cli/no-trace": { readonly id: Text };
  readonly "cli/unreadable": { readonly path: Text; readonly problem: Text };
  readonly "cli/unwritable": { readonly path: Text; readonly problem: Text };
  readonly "engine/bad-verdict": { readonly row: Text; readonly rule: Text };
  readonly "engine/bind-failed": { readonly why: Text };
  readonly "engine/call-failed": { readonly why: Text };
  readonly "engine/event-failed": { readonly why: Text };
  readonly "engine/mark-failed": { readonly step: Text; readonly why: Text };
  readonly "engine/unknown-decision": { readonly decision: Text };
  readonly "event/bad-json": { readonly why: Text };
  readonly "event/duplicate-call": { readonly id: Text };
  readonly "event/duplicate-key": { readonly key: Text };
  readonly "event/inexact-number": { readonly number: Text };
  readonly "event/malformed": { readonly why: Text };
  readonly "event/not-an-object": NoParams;
  readonly "event/not-json": { readonly what: Text };
  readonly "event/opaque": { readonly why: Text };
  readonly "event/opaque-result": { readonly id: Text };
  readonly "event/second-result": { readonly id: Text };
  readonly "event/stray-denial": { readonly id: Text };
  readonly "event/stray-result": { readonly id: Text };
  readonly "event/too-deep": { readonly max: Text };
  readonly "event/too-long": { readonly max: Text; readonly what: Text };
  readonly "event/unknown-ref": { readonly id: Text; readonly ref: Text };
  readonly "event/unprovided-fact": { readonly fact: Text };
  readonly "event/unread-approval": { readonly tool: Text; readonly why: Text };
  readonly "node/answer": NoParams;
  readonly "node/bundle": { readonly problem: Text };
  readonly "node/bundles": { readonly count: Text };
  readonly "node/closed": NoParams;
  readonly "node/failed": { readonly problem: Text };
  readonly "node/full": { readonly limit: Text };
  readonly "node/module": { readonly problem: Text };
  readonly "node/options": { readonly problem: Text };
  readonly "node/start": { readonly problem: Text };
  readonly "node/timeout": { readonly limit: Text };
  readonly "node/wait": { readonly limit: Text };
  readonly "node/worker": { readonly problem: Text };
  readonly "wasm/frame-too-large": { readonly bytes: Text; readonly most: Text };
  readonly "wasm/module-failed": { readonly why: Text };
  readonly "wasm/not-a-bundle": { readonly why: Text };
  readonly "wasm/other-version": { readonly own: Text; readonly version: Text };
}

/** Any code that has a page. */
export type Code = keyof Findings | keyof Failures;

const table: { readonly [code in Code]: Message } = {
  "check/ambiguous-name": {
    severity: "error",
    text: "packages `{first}` and `{second}` both declare `{name}`",
    page: "# check/ambiguous-name\n\n> error: packages `{first}` and `{second}` both declare `{name}`\n\nBoth packages are used here, and the name could mean either. Declare it in this package as well (its own declaration comes\nfirst), or stop using one of the two.\n\n```policy\nuse acme.limits\nuse other.limits\nunary ask many { on EXEC  when count(EXEC) > limit }\n```\n",
  },
  "check/bad-glob": {
    severity: "error",
    text: "`{glob}` can match nothing: {problem}",
    page: "# check/bad-glob\n\n> error: `{glob}` can match nothing: {problem}\n\nGlobs match whole values in their normalised form, so a glob that is not normalised itself never matches, and the rule or label\nwould silently protect nothing. In paths `**` is a whole segment and home is `~`; in domains `*` stands alone or as `*.` in front;\nbraces hold alternatives, do not nest, and there is no escape.\n\n```policy\nlabel path \"~/.ssh/\" { secrecy high }        // \"~/.ssh/**\"\n```\n",
  },
  "check/bad-level": {
    severity: "error",
    text: "`{name}` is no level",
    page: "# check/bad-level\n\n> error: `{name}` is no level\n\nTrust and secrecy have three levels each: `low < medium < high`. Low trust and high secrecy are the tainted ends.\n\n```policy\nlabel path \"~/.ssh/**\" { secrecy secret }    // high\n```\n",
  },
  "check/bad-reason": {
    severity: "error",
    text: "this reason cannot be filled in: {problem}",
    page: "# check/bad-reason\n\n> error: this reason cannot be filled in: {problem}\n\nIn a reason, braces hold what is filled in when the rule fires: the variable of `into`, `{source}`, `{source.tool}`, `{source.step}`,\n`{sink.tool}`, `{sink.op}`, arguments (`{args.path}`) and facts of a host rule. A brace itself is written twice.\n\n```policy\nunary deny exec { on EXEC  because \"{source} says so\" }\n```\n",
  },
  "check/constant-condition": {
    severity: "warning",
    text: "this condition is always {value}, whatever the call",
    page: "# check/constant-condition\n\n> warning: this condition is always {value}, whatever the call\n\nEither it says nothing and can go, or it makes the rule fire always or never, which nobody meant.\n\n```policy\nrelational deny mistrusted {\n  from source where trust(source) < low      // <= low\n  to   egress via value\n}\n```\n",
  },
  "check/duplicate-clause": {
    severity: "error",
    text: "`{clause}` stands here twice",
    page: "# check/duplicate-clause\n\n> error: `{clause}` stands here twice\n\nEach clause of a rule or label stands once, so that nobody has to guess whether two of them mean \"and\" or \"or\".\n\n```policy\nunary deny both {\n  on   EXEC\n  when args.command contains \"rm\"\n  when args.command contains \"-rf\"     // write one `when`, with `and`\n}\n```\n",
  },
  "check/duplicate-declaration": {
    severity: "error",
    text: "{kind} `{name}` is declared twice",
    page: "# check/duplicate-declaration\n\n> error: {kind} `{name}` is declared twice\n\nTwo declarations of one name would leave it to chance which one holds. Rename one, or remove it. An act class must also not have\nthe name of an op.\n\n```policy\nconst limit = 20\nconst limit = 30\n```\n",
  },
  "check/duplicate-package": {
    severity: "error",
    text: "package `{name}` is declared by two files",
    page: "# check/duplicate-package\n\n> error: package `{name}` is declared by two files\n\nOne file is one package. Two files of the same name would make the meaning of `use` depend on which was read first. Rename one,\nor put the two together.\n\n```policy\npackage standard.labels        // and another file begins with the same line\n```\n",
  },
  "check/duplicate-rule": {
    severity: "error",
    text: "rule `{name}` is declared twice",
    page: "# check/duplicate-rule\n\n> error: rule `{name}` is declared twice\n\nA rule is known as `package.rule` in decisions, tests and approvals. Give one of the two another name.\n\n```policy\nunary deny secrets { on SEND }\nunary ask secrets { on WRITE }\n```\n",
  },
  "check/duplicate-tool": {
    severity: "error",
    text: "tool `{name}` is bound twice",
    page: "# check/duplicate-tool\n\n> error: tool `{name}` is bound twice\n\nA tool has one binding in a bundle, or what a call of it does would depend on which is read. Packs for different catalogues may\nbind tools of the same name: they never stand in one bundle.\n\n```policy\ntool read(path: string) { op READ }\ntool read(file: string) { op READ }\n```\n",
  },
  "check/effect-not-built": {
    severity: "error",
    text: "the effect `{effect}` is not built yet",
    page: "# check/effect-not-built\n\n> error: the effect `{effect}` is not built yet\n\nThe language knows `correct`, `redact` and `rollback`, but this version has no rewriting of arguments and no compensation, and a rule that\nsays one of them would protect nothing. Use `deny` or `ask` until it does.\n\n```policy\nunary redact secrets { on SEND }\n```\n",
  },
  "check/misplaced-clause": {
    severity: "error",
    text: "`{clause}` does not belong into a {kind} rule",
    page: "# check/misplaced-clause\n\n> error: `{clause}` does not belong into a {kind} rule\n\nSources, flows and rows (`from`, `to`, `into`) make a rule relational: it looks at what came into the call. Write `relational` in front, or\n`on` in place of `to`.\n\n```policy\nunary deny secrets { to egress via value }\n```\n",
  },
  "check/missing-clause": {
    severity: "error",
    text: "`{name}` has no `{clause}`",
    page: "# check/missing-clause\n\n> error: `{name}` has no `{clause}`\n\nWhat a rule or test speaks of is always written, because there is no default that everybody would guess. `on call` is every call; a\nrelational rule has a `from`, an `into`, or both.\n\n```policy\nunary deny everything { when op == EXEC }\n```\n",
  },
  "check/missing-via": {
    severity: "error",
    text: "rule `{name}` does not say through which edges the flow comes",
    help: "write `via value` (the content itself came), `via context` (the model had read it), `via declared` or `via any`",
    page: "# check/missing-via\n\n> error: rule `{name}` does not say through which edges the flow comes\n> help: write `via value` (the content itself came), `via context` (the model had read it), `via declared` or `via any`\n\n\"The secret flowed into the message\" can mean that its text stands in it, or that the model had read it at some time before. The\nsecond is true of almost every call. So there is no default; only with `into` it is `value`, because nothing else leads into one argument.\n\n```policy\nrelational deny secret-egress {\n  from source where secrecy(source) == high\n  to   egress\n}\n```\n",
  },
  "check/nested-quantifiers": {
    severity: "error",
    text: "`some` and `every` stand at most {max} deep",
    page: "# check/nested-quantifiers\n\n> error: `some` and `every` stand at most {max} deep\n\nEach quantifier asks its condition once for every element of a list, and one inside another multiplies that. Lists are an outsider's to\nmake long. Say it in two rules, or bind a list's elements as rows with `into`.\n\n```policy\nunary deny deep { on EXEC  when some a in args.as (some b in args.bs (some c in args.cs (a == b and b == c))) }\n```\n",
  },
  "check/never-equal": {
    severity: "error",
    text: "no value here can ever be `{literal}`: {problem}",
    page: "# check/never-equal\n\n> error: no value here can ever be `{literal}`: {problem}\n\n`path`, `basename`, `host`, `fold`, `shell(...)` and the like give one normal form, and what is compared with it must have that form, or the\ncomparison is false for ever and the rule protects nothing. Hosts and domains are lower-case names without scheme, port or path; base\nnames and executables have no `/`; paths have `~` for every home, `C:/` for drives, no `.`, `..`, `//` or trailing `/`; folded texts are\nfolded.\n\n```policy\nunary deny evil { on SEND  when host(args.url) == \"https://EVIL.example/\" }    // \"evil.example\"\n```\n",
  },
  "check/no-folding": {
    severity: "error",
    text: "case cannot be ignored here",
    page: "# check/no-folding\n\n> error: case cannot be ignored here\n\n`ignoring case` puts an argument or a row through the kernel's case folding. Elements of lists and facts of a runtime have no folded\nform, and levels, tags, ops and other words have no case to ignore. Hosts and domains are lower-case already.\n\n```policy\nunary deny removal { on EXEC  when shell(args.command).runs has \"RM\" ignoring case }\n```\n",
  },
  "check/non-monotone": {
    severity: "warning",
    text: "by this comparison rule `{name}` holds less where there is more taint",
    page: "# check/non-monotone\n\n> warning: by this comparison rule `{name}` holds less where there is more taint\n\nMore taint should never allow more: whoever feeds an agent can always add some, and so could choose the level at which the rule looks\naway. Compare in the direction of taint (`trust(x) <= medium`, `secrecy(x) >= medium`, `tags(x) has t`), and put what excuses a call\ninto facts that an outsider does not set. Where the comparison is meant, the warning may stand.\n\n```policy\nrelational deny middling {\n  on   egress\n  into args as x\n  when secrecy(x) == medium      // and of a high secret it says nothing: write >= medium\n}\n```\n",
  },
  "check/not-constant": {
    severity: "error",
    text: "a constant is a text, a number, true or false, or a set of texts, numbers or words",
    page: "# check/not-constant\n\n> error: a constant is a text, a number, true or false, or a set of texts, numbers or words\n\nConstants stand for what is written, so that a rule reads the same with the constant's value in its place. What depends on\nthe call belongs into a condition.\n\n```policy\nconst target-file = basename(args.path)\n```\n",
  },
  "check/not-extractable": {
    severity: "error",
    text: "`{name}(...)` cannot be computed of this",
    page: "# check/not-extractable\n\n> error: `{name}(...)` cannot be computed of this\n\nExtractors (`path`, `basename`, `host`, `shell` and the others) are computed by the kernel, over arguments and over the rows of `into`. Of\nelements of lists, of facts and of texts in the policy there is no such column. To look into a list, bind its elements as rows.\n\n```policy\ntool remove(paths: list of string) { op WRITE  role path: paths[] }\nunary deny keys { on tool remove  when some p in args.paths (p matches path \"~/.ssh/**\") }\n// relational deny keys { on tool remove  into args[role: path] as p  when p matches path \"~/.ssh/**\" }\n```\n",
  },
  "check/not-here": {
    severity: "error",
    text: "{what} cannot be read in {place}",
    page: "# check/not-here\n\n> error: {what} cannot be read in {place}\n\nA tool's clauses are asked before anything is known but the call's arguments. `from source where` is asked of instructions that have\nfinished, and sees their arguments and labels. Only `when`, `unless` and the `where` of a rule's selector see what flowed into the call, the\nuser's words, counters and (in host rules) facts; only `into` binds a row that has provenance.\n\n```policy\ntool pay(amount: number) { op SEND  sink payment when not asked(payment) }\n```\n",
  },
  "check/op-without-default": {
    severity: "error",
    text: "tool `{name}` has no op without a condition",
    page: "# check/op-without-default\n\n> error: tool `{name}` has no op without a condition\n\nThe first `op` clause whose condition is true says what the call is. The last one must have no condition, so that a call whose\narguments are missing or strange is something too: let it be the strictest thing the tool can do.\n\n```policy\ntool cron(action: string) { op READ when args.action == \"list\" }    // and below it: op EXEC\n```\n",
  },
  "check/recursive-constant": {
    severity: "error",
    text: "constant `{name}` stands for itself",
    page: "# check/recursive-constant\n\n> error: constant `{name}` stands for itself\n\nA constant may name other constants, but not, through them, itself: the language has no recursion.\n\n```policy\nconst a = {b}\nconst b = {a}\n```\n",
  },
  "check/reserved-name": {
    severity: "error",
    text: "a row cannot be called `{name}`",
    page: "# check/reserved-name\n\n> error: a row cannot be called `{name}`\n\n`sink`, `source`, `target`, `op`, `tool` and `args` mean something else wherever the row could be read.\n\n```policy\nrelational ask strange { on payment  into args[role: destination] as target  when named(target) }\n```\n",
  },
  "check/shadowed-fact": {
    severity: "error",
    text: "`{name}` is a constant and a fact of runtime `{runtime}`",
    page: "# check/shadowed-fact\n\n> error: `{name}` is a constant and a fact of runtime `{runtime}`\n\nIn a host rule the name could mean either, and a rule that reads the constant where the fact was meant looks at nothing that ever\nchanges. Call the constant something else.\n\n```policy\nruntime openclaw { fact elevated: boolean }\nconst elevated = false\nhost openclaw deny raised { on EXEC  when elevated == true }\n```\n",
  },
  "check/too-deep": {
    severity: "error",
    text: "this goes deeper than {max} steps",
    page: "# check/too-deep\n\n> error: this goes deeper than {max} steps\n\nConditions, constants made of constants, types and values of tests are read to a fixed depth, so that no text can exhaust the stack. A long chain of `or`\nover one value is a set: `x in {\"a\", \"b\"}`; a long chain over different things is several rules.\n\n```policy\nunary deny chain { on EXEC  when op == EXEC or op == EXEC or op == EXEC }    // and a thousand more\n```\n",
  },
  "check/too-many": {
    severity: "error",
    text: "{count} {what} are more than the {max} there can be",
    page: "# check/too-many\n\n> error: {count} {what} are more than the {max} there can be\n\nTags and act classes are bits of one machine word in every decision, rules have 16-bit numbers; that is what makes a decision\ncost microseconds. Join some of them, or split the packs over bundles. Sets are bounded because every rule that names one carries it:\nlong lists are data, which a fact or an extractor looks up.\n\n```policy\ntag t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33\n```\n",
  },
  "check/unbound-step": {
    severity: "warning",
    text: "no package binds a tool `{name}`; this call will be unbound",
    page: "# check/unbound-step\n\n> warning: no package binds a tool `{name}`; this call will be unbound\n\nA test calls a tool that is not declared: it will be judged as something that could do anything. If that is what the test is for, let it\nexpect the rule that speaks of `unbound` calls, and this warning goes; else it is a misspelling.\n\n```policy\ntool send_money(recipient: string) { op SEND }\ntest \"money\" { a = send_mony(recipient: \"x\")  expect allow a }\n```\n",
  },
  "check/unknown-act": {
    severity: "error",
    text: "there is no act class `{name}`",
    page: "# check/unknown-act\n\n> error: there is no act class `{name}`\n\nAct classes are declared with `act`, with the words by which a user asks for them. `asked(...)` and `act` clauses name them.\nThe package must declare the act itself or use a package that does.\n\n```policy\nunary deny unasked { on payment  unless asked(paymnet) }\n```\n",
  },
  "check/unknown-argument": {
    severity: "error",
    text: "no tool that is meant here has an argument `{name}`",
    page: "# check/unknown-argument\n\n> error: no tool that is meant here has an argument `{name}`\n\nThe selector says which tools a rule is about; one of them at least must declare the argument (or end its parameters in\n`...`), or be declared with a parameter of type `any` or a record that leads to it. Where none does, the argument is always\nabsent, and the condition always unknown.\n\n```policy\ntool send_money(recipient: string, amount: number) { op SEND  sink payment }\nunary ask large { on tool send_money  when args.ammount > 1000 }\n```\n",
  },
  "check/unknown-effect": {
    severity: "error",
    text: "there is no effect `{name}`",
    page: "# check/unknown-effect\n\n> error: there is no effect `{name}`\n\nA rule warns, asks or denies. Where no rule fires the call is allowed; a rule cannot allow, because then one rule could undo\nwhat another forbids. Exceptions are written as `unless`. A test may expect `allow`.\n\n```policy\nunary allow trusted { on READ }\n```\n",
  },
  "check/unknown-fact": {
    severity: "error",
    text: "no runtime profile provides a fact `{name}`",
    page: "# check/unknown-fact\n\n> error: no runtime profile provides a fact `{name}`\n\nA fact that nothing provides is always absent: the rule would never be asked, and nobody would notice. Facts are declared in\nthe profile of the rule's own runtime.\n\n```policy\nruntime openclaw { fact sandbox.enabled: boolean }\nhost openclaw deny no-sandbox { on EXEC  when sandbox.enable == false }\n```\n",
  },
  "check/unknown-function": {
    severity: "error",
    text: "there is no function `{name}`",
    page: "# check/unknown-function\n\n> error: there is no function `{name}`\n\nThe functions are `present`, `asked`, `approved`, `repeats`, `count`; `trust`, `secrecy`, `tags`; `who`, `shape`, `named`;\n`path`, `basename`, `fold`, `host`, `domain`, `private_host`, `credentials`, `shell`. There are no others: the language is total,\nand what needs more is a fact the kernel computes.\n\n```policy\nunary deny hidden { on READ  when filename(args.path) == \".env\" }    // basename\n```\n",
  },
  "check/unknown-name": {
    severity: "error",
    text: "nothing here is called `{name}`",
    page: "# check/unknown-name\n\n> error: nothing here is called `{name}`\n\nThe name is no constant of this package or of one it uses, no variable of `into`, `some` or `every`, and no word that the other\nside of the comparison knows. A rule with a name that means nothing would never fire, so it does not compile.\n\nDeclare it (`const polls = 20`), use the package that declares it, or put a text in quotes.\n\n```policy\nunary deny loops {\n  on   EXEC\n  when count(EXEC) > limitt    // const limit = 20 stands in this package\n}\n```\n",
  },
  "check/unknown-op": {
    severity: "error",
    text: "there is no op `{name}`",
    page: "# check/unknown-op\n\n> error: there is no op `{name}`\n\nOps are the semantic instruction set; they are written in capitals: `READ`, `WRITE`, `EXEC`, `SEND`, `STORE`, `RETRIEVE`,\n`DELEGATE`, `RESPOND` and so on. The page `docs/language.md` has them all.\n\n```policy\ntool run(command: string) { op EXECUTE }     // EXEC\n```\n",
  },
  "check/unknown-package": {
    severity: "error",
    text: "there is no package `{name}`",
    page: "# check/unknown-package\n\n> error: there is no package `{name}`\n\n`use` makes another package's tags, acts, constants and runtimes visible. No file that was read is this package, so whatever\nwas meant to come from it is missing.\n\nCheck the spelling, or give the folder in which the package lies to the command as well.\n\n```policy\npackage acme.guard\nuse standard.lables            // standard.labels\n```\n",
  },
  "check/unknown-rule": {
    severity: "error",
    text: "there is no rule `{name}`",
    page: "# check/unknown-rule\n\n> error: there is no rule `{name}`\n\n`by` names the rules that must have fired: rules of this package, of packages it uses, or any rule by its full name\n(`package.rule`).\n\n```policy\ntest \"money\" {\n  a = send_money(recipient: \"x\", amount: 1)\n  expect deny a by unasked-paymnet\n}\n```\n",
  },
  "check/unknown-runtime": {
    severity: "error",
    text: "there is no runtime `{name}`",
    page: "# check/unknown-runtime\n\n> error: there is no runtime `{name}`\n\nHost rules and tests name the runtime whose facts they read. Declare it with `runtime NAME { fact a.b: TYPE }`, or use the\npackage that does.\n\n```policy\nhost openclaws deny no-sandbox { on EXEC  when sandbox.enabled == false }\n```\n",
  },
  "check/unknown-selector": {
    severity: "error",
    text: "`{name}` is no op, sink kind or act class",
    page: "# check/unknown-selector\n\n> error: `{name}` is no op, sink kind or act class\n\nWhat stands behind `on` and `to` is a list of ops (`EXEC`), sink kinds (`egress`), act classes that the package sees\n(`payment`), `tool NAME`, `unbound` (calls whose tool nobody declared) or `call` (any call).\n\n```policy\nunary deny all-writes { on write }    // WRITE, or: tool write\n```\n",
  },
  "check/unknown-sink": {
    severity: "error",
    text: "there is no sink kind `{name}`",
    page: "# check/unknown-sink\n\n> error: there is no sink kind `{name}`\n\nSink kinds say by what kind of place an effect leaves: `egress`, `message`, `payment`, `ui`, `persist`, `shared_write`,\n`delete`, `control`, `identity`, `execution`. They are fixed, because rules of one pack must hold for tools of another.\nWhat is special to a trade is an act class: declare it with `act` and bind it with an `act` clause.\n\n```policy\ntool post(url: string) { op SEND  sink shared-write }    // shared_write\n```\n",
  },
  "check/unknown-step": {
    severity: "error",
    text: "there is no step `{name}` before this",
    page: "# check/unknown-step\n\n> error: there is no step `{name}` before this\n\n`expect` speaks of the call or `assistant` text it names, or, without a name, of the last one before it. Name a call by writing\n`b = tool(...)`.\n\n```policy\ntest \"nothing is decided yet\" {\n  user \"hello\"\n  expect allow\n}\n```\n",
  },
  "check/unknown-tag": {
    severity: "error",
    text: "there is no tag `{name}`",
    page: "# check/unknown-tag\n\n> error: there is no tag `{name}`\n\nTags are declared with `tag`, in this package or one that it uses, so that a misspelt tag is found here and not by the\nsecret that got away.\n\n```policy\ntag credential\nlabel path \"~/.ssh/**\" { tag credentials }\n```\n",
  },
  "check/unknown-tool": {
    severity: "error",
    text: "no package binds a tool `{name}`",
    page: "# check/unknown-tool\n\n> error: no package binds a tool `{name}`\n\nA selector names tools by the names under which they are declared with `tool`. A rule about a tool that is declared nowhere\nwould watch nothing. Declare the tool, or ask for `unbound` calls if calls of undeclared tools are meant.\n\n```policy\nunary ask removal { on tool remove_fiel }    // tool remove_file(path: string)\n```\n",
  },
  "check/unknown-word": {
    severity: "error",
    text: "there is no {what} `{name}`",
    page: "# check/unknown-word\n\n> error: there is no {what} `{name}`\n\nSome words come from a fixed vocabulary: roles of arguments, shapes and principals of provenance, kinds of edge, types, kinds of\nresource, kinds of glob, formats of results. The help lists them or names the nearest.\n\n```policy\nrelational deny talked-into {\n  on   payment\n  into args[role: destination] as to\n  when shape(to) in {prose, taint}    // tainted\n}\n```\n",
  },
  "check/unmatched-label": {
    severity: "warning",
    text: "no package binds a tool `{name}`, so this label is of nothing",
    page: "# check/unmatched-label\n\n> warning: no package binds a tool `{name}`, so this label is of nothing\n\nThe label names one tool, without wildcards, and no tool of that name is declared. If a tool that nobody declared is meant, the warning may\nstand; else it is a misspelling.\n\n```policy\ntool web_fetch(url: string) { op READ }\nlabel tool \"web-fetch\" { trust low }\n```\n",
  },
  "check/unreachable-clause": {
    severity: "warning",
    text: "an op of tool `{name}` can never be taken",
    page: "# check/unreachable-clause\n\n> warning: an op of tool `{name}` can never be taken\n\n`op` clauses are tried in order, and one without a condition is always taken. What stands behind it is never asked.\n\n```policy\ntool cron(action: string) {\n  op EXEC\n  op READ when args.action == \"list\"\n}\n```\n",
  },
  "check/unreachable-role": {
    severity: "warning",
    text: "rule `{name}` looks at arguments with role {roles}, and no tool it watches has one",
    page: "# check/unreachable-role\n\n> warning: rule `{name}` looks at arguments with role {roles}, and no tool it watches has one\n\nNo tool that the rule's selector can mean gives an argument one of these roles, so the rule has no row to look at and never fires. Either a\nbinding lacks a `role` clause, or another role is meant.\n\n```policy\ntool pay(to: string) { op SEND  sink payment  role object: to }\nrelational ask stranger { on payment  into args[role: destination] as to  when not named(to) }\n```\n",
  },
  "check/unreachable-sink": {
    severity: "warning",
    text: "rule `{name}` watches {scope}, and no declared tool's binding reaches that",
    page: "# check/unreachable-sink\n\n> warning: rule `{name}` watches {scope}, and no declared tool's binding reaches that\n\nNo `tool` of this bundle has such an op, sink kind or act, so only undeclared tools could be meant. Either a binding lacks a clause, or the\nrule is for other tools than these.\n\n```policy\ntool read(path: string) { op READ }\nunary deny payments { on payment }\n```\n",
  },
  "check/unused-variable": {
    severity: "warning",
    text: "`{name}` is bound and never read",
    page: "# check/unused-variable\n\n> warning: `{name}` is bound and never read\n\nThe rule fires for every argument in question, whatever it holds. If that is meant, write `on` and leave `into` away, or begin the name with\n`_`; else a condition is missing.\n\n```policy\nrelational deny recipients { on payment  into args[role: destination] as to }\n```\n",
  },
  "check/via-not-value": {
    severity: "error",
    text: "into one argument only value edges lead, not `{via}`",
    page: "# check/via-not-value\n\n> error: into one argument only value edges lead, not `{via}`\n\nWith `from` and `into` the source must have come into that very argument. What the model had read before it wrote, and what it declared, is\nknown of the call as a whole. Write `via value`, or leave `into` away.\n\n```policy\nrelational deny secret-text {\n  from source where secrecy(source) == high\n  to   egress via context\n  into args[role: content] as text\n}\n```\n",
  },
  "check/weak-default": {
    severity: "warning",
    text: "where nothing is known of its arguments, tool `{name}` counts as {op}, though it can be {strong}",
    page: "# check/weak-default\n\n> warning: where nothing is known of its arguments, tool `{name}` counts as {op}, though it can be {strong}\n\nA condition that is unknown (an argument is missing, or of another type) does not give its op; the default does. So the default should\nbe the strictest thing the tool can do, and the conditions should say when it does less.\n\n```policy\ntool file(mode?: string) { op WRITE when args.mode == \"w\"  op READ }    // op READ when args.mode == \"r\"  op WRITE\n```\n",
  },
  "check/wrong-arguments": {
    severity: "error",
    text: "this function is called as `{signature}`",
    page: "# check/wrong-arguments\n\n> error: this function is called as `{signature}`\n\nFunctions look at one argument or row, or at fixed things (`approved(sink)`, `repeats(tool, args)`): what they give is computed by\nthe kernel before the rule is asked, so it cannot be put together from other values.\n\n```policy\nunary ask again { on EXEC  unless approved(args.command) }    // approved(sink)\n```\n",
  },
  "check/wrong-operator": {
    severity: "error",
    text: "{what} is not compared with `{operator}`",
    page: "# check/wrong-operator\n\n> error: {what} is not compared with `{operator}`\n\nEach kind of thing has its comparisons: strings and booleans `==` and `!=`, strings also `contains`, `starts with`, `ends with`\nand `matches`; numbers all orders; lists, `tags(...)` and `who(...)` have `has` and `excludes`; sets are asked with `in`; levels have\nthe orders; `shape(...)`, `op` and `tool` have `==`, `!=` and `in`.\n\n```policy\nunary deny secrets { on READ  when tags(target) == credential }    // has\n```\n",
  },
  "check/wrong-type": {
    severity: "error",
    text: "expected {expected}, found {found}",
    page: "# check/wrong-type\n\n> error: expected {expected}, found {found}\n\nThe two sides of a comparison, the argument of a function or a value in a test are not of one type. At decision time such a\ncomparison would be unknown for ever, so it does not compile. Types of arguments come from the tools' declarations; where tools\ndisagree an argument may be anything.\n\n```policy\ntool send_money(amount: number) { op SEND }\nunary ask large { on tool send_money  when args.amount == \"1000\" }    // 1000\n```\n",
  },
  "cli/catalogue": {
    severity: "failure",
    text: "no pack is for `{catalogue}`: {tools} are unbound, and only packs that hold everywhere decide",
    page: "# cli/catalogue\n\n> failure: no pack is for `{catalogue}`: {tools} are unbound, and only packs that hold everywhere decide\n\nA pack says in its head which tool catalogues it is for. For this one there is none, so every tool of the run is unbound and\nis asked about. Said once for each catalogue; with `--tools DIR`, where the catalogue stands in that folder, with the number of its tools.\n\n```json\n{\"id\": \"run-1\", \"tools\": \"acme/tools\", \"messages\": []}\n```\n",
  },
  "cli/choice": {
    severity: "failure",
    text: "`{option}` is one of {choices}, found `{found}`",
    page: "# cli/choice\n\n> failure: `{option}` is one of {choices}, found `{found}`\n\nAn option has a fixed set of values.\n\n```sh\ninterdict replay runs.jsonl --format xml\n```\n",
  },
  "cli/label": {
    severity: "failure",
    text: "the label of `{id}` cannot be scored: {problem}",
    page: "# cli/label\n\n> failure: the label of `{id}` cannot be scored: {problem}\n\n`eval` scores runs of the kinds attack, unsafe, resisted, benign, benign-direct and safe; a run of another kind is left out, and each\nsuch kind is named once. An attack whose label does not say what stops it is counted, as one that was not stopped.\n\n```json\n{\"id\": \"run-1\", \"kind\": \"attack\", \"expect\": \"call-3\", \"messages\": []}\n```\n",
  },
  "cli/line": {
    severity: "failure",
    text: "line {line} of `{path}` {problem}",
    page: "# cli/line\n\n> failure: line {line} of `{path}` {problem}\n\nA trace file has one JSON object a line. A line that is none, or whose `messages` are no list, is recorded as one opaque event: no\ncall in it can be decided, so it gives no lines; an attack that is such a line is scored as one that was not stopped. A line that is\nnot all UTF-8 is decided with U+FFFD where it is not. The exit status does not change.\n\n```json\n{\"id\": \"run-1\", \"messages\": \"none\"}\n```\n",
  },
  "cli/no-pack": {
    severity: "failure",
    text: "no file, folder or package is called `{pack}`",
    help: "`--rules DIR` says where the packages it uses are found",
    page: "# cli/no-pack\n\n> failure: no file, folder or package is called `{pack}`\n> help: `--rules DIR` says where the packages it uses are found\n\n`compile` takes a `.policy` file, a folder of them, or the name of a package that stands in the folder of rules.\n\n```sh\ninterdict compile openclaw.gaurd -o guard.tar.gz\n```\n",
  },
  "cli/no-page": {
    severity: "failure",
    text: "there is no message `{code}`",
    page: "# cli/no-page\n\n> failure: there is no message `{code}`\n\n`explain` shows the page of one diagnostic. Codes are written `stage/kebab-phrase`, as in the brackets behind `error`.\n\n```sh\ninterdict explain check/unknwon-tool\n```\n",
  },
  "cli/no-policies": {
    severity: "failure",
    text: "there is no policy file in `{path}`",
    page: "# cli/no-policies\n\n> failure: there is no policy file in `{path}`\n\nA folder of rules holds files that end in `.policy`, at any depth. This one holds none, and a run without rules would be allowed\neverything.\n\n```sh\ninterdict replay runs.jsonl --rules empty-folder\n```\n",
  },
  "cli/no-trace": {
    severity: "failure",
    text: "no trace is called `{id}`",
    page: "# cli/no-trace\n\n> failure: no trace is called `{id}`\n\n`--trace` names one run by its id, and no line of the input had it.\n\n```sh\ninterdict replay runs.jsonl --trace run-17\n```\n",
  },
  "cli/unreadable": {
    severity: "failure",
    text: "cannot read `{path}`: {problem}",
    page: "# cli/unreadable\n\n> failure: cannot read `{path}`: {problem}\n\nA file or folder that was named on the command line is not there, may not be read, or is not what its name says (a `.gz` that\nis no gzip, or is cut off). What was decided before it stands on standard output; the exit status is 2.\n\n```sh\ninterdict replay runs/missing.jsonl\n```\n",
  },
  "cli/unwritable": {
    severity: "failure",
    text: "cannot write `{path}`: {problem}",
    page: "# cli/unwritable\n\n> failure: cannot write `{path}`: {problem}\n\nThe file that was to be written could not be.\n\n```sh\ninterdict compile rules/openclaw -o /no/such/folder/bundle.tar.gz\n```\n",
  },
  "engine/bad-verdict": {
    severity: "failure",
    text: "the bundle answered with a verdict that is none of its own: rule {rule}, row {row}",
    page: "# engine/bad-verdict\n\n> failure: the bundle answered with a verdict that is none of its own: rule {rule}, row {row}\n\nA verdict names a rule of the bundle and an argument of the call. Where one does not, none of the answer is believed, and the call is denied.\n\n```text\ncall of `send`: engine/bad-verdict\n```\n",
  },
  "engine/bind-failed": {
    severity: "failure",
    text: "the bundle failed to say what the call is: {why}",
    page: "# engine/bind-failed\n\n> failure: the bundle failed to say what the call is: {why}\n\nThe module stopped while it answered `bind`. That is a defect of the bundle or of Interdict, never of a policy; the call is denied.\n\n```text\ncall of `send`: engine/bind-failed\n```\n",
  },
  "engine/call-failed": {
    severity: "failure",
    text: "Interdict failed while it looked at the call: {why}",
    page: "# engine/call-failed\n\n> failure: Interdict failed while it looked at the call: {why}\n\nSomething in the call made the reading of it break. That is a defect of Interdict; the call is denied, and stays a call of which nothing is known.\n\n```text\ncall of `send`: engine/call-failed\n```\n",
  },
  "engine/event-failed": {
    severity: "failure",
    text: "Interdict failed while it took an event in: {why}",
    page: "# engine/event-failed\n\n> failure: Interdict failed while it took an event in: {why}\n\nSomething in a text or result made the reading of it break. That is a defect of Interdict; the event counts as opaque, so every later value may have come from it.\n\n```text\nuser: engine/event-failed\n```\n",
  },
  "engine/mark-failed": {
    severity: "failure",
    text: "the bundle failed to say what the instruction at step {step} is a source of: {why}",
    page: "# engine/mark-failed\n\n> failure: the bundle failed to say what the instruction at step {step} is a source of: {why}\n\nThe module stopped while it answered `mark`. The instruction counts, as unknown, as a source of every relational rule.\n\n```text\nresult of `read`: engine/mark-failed\n```\n",
  },
  "engine/unknown-decision": {
    severity: "failure",
    text: "`{decision}` is no decision that could be cancelled",
    page: "# engine/unknown-decision\n\n> failure: `{decision}` is no decision that could be cancelled\n\nA decision can be cancelled that allowed a call whose result has not been seen. Others have nothing to take back.\n\n```text\ncancel s1#40: engine/unknown-decision\n```\n",
  },
  "event/bad-json": {
    severity: "failure",
    text: "the arguments are no JSON: {why}",
    page: "# event/bad-json\n\n> failure: the arguments are no JSON: {why}\n\nThe arguments of a call came as text, and the text is no JSON. What cannot be read cannot be judged.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"read\", \"args\": \"{\\\"path\\\": \" }\n```\n",
  },
  "event/duplicate-call": {
    severity: "failure",
    text: "a call with the id `{id}` was made before",
    page: "# event/duplicate-call\n\n> failure: a call with the id `{id}` was made before\n\nResults name the call they belong to, so a second call of one id cannot be told from the first. The call is denied; a result\nthat comes all the same belongs to the latest call of the id.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"read\", \"args\": { \"path\": \"b.txt\" } }\n```\n",
  },
  "event/duplicate-key": {
    severity: "failure",
    text: "the key `{key}` stands twice in one object of the arguments",
    page: "# event/duplicate-key\n\n> failure: the key `{key}` stands twice in one object of the arguments\n\nReaders differ on which of the two counts, so what was judged might not be what is run.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"read\", \"args\": \"{\\\"path\\\": \\\"a.txt\\\", \\\"path\\\": \\\"b.txt\\\"}\" }\n```\n",
  },
  "event/inexact-number": {
    severity: "failure",
    text: "the number {number} cannot be held exactly",
    page: "# event/inexact-number\n\n> failure: the number {number} cannot be held exactly\n\nIntegers past 2^53 are rounded by most readers, so what was judged might not be what is run. Such identifiers are written as text.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"refund\", \"args\": \"{\\\"order\\\": 9007199254740993}\" }\n```\n",
  },
  "event/malformed": {
    severity: "failure",
    text: "the event cannot be read: {why}",
    page: "# event/malformed\n\n> failure: the event cannot be read: {why}\n\nThe event is none of the kinds that a session takes, or a field of it is missing or of another type. Observed, it becomes an\nopaque instruction: least trust, greatest secrecy, and whether a later value came from it is unknown. As a call it is denied.\n\n```json\n{ \"kind\": \"call\", \"tool\": \"send_money\", \"args\": {} }\n```\n",
  },
  "event/not-an-object": {
    severity: "failure",
    text: "the arguments are no JSON object",
    page: "# event/not-an-object\n\n> failure: the arguments are no JSON object\n\nA call's arguments are an object of named values, or the JSON text of one.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"read\", \"args\": [\"a.txt\"] }\n```\n",
  },
  "event/not-json": {
    severity: "failure",
    text: "the arguments hold what is no JSON: {what}",
    page: "# event/not-json\n\n> failure: the arguments hold what is no JSON: {what}\n\nFunctions, dates, undefined values in lists, cycles and the like have no one reading, so what was judged might not be what is run.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"wait\", \"args\": { \"seconds\": \"NaN, as a number\" } }\n```\n",
  },
  "event/opaque": {
    severity: "failure",
    text: "the runtime could not read what happened: {why}",
    page: "# event/opaque\n\n> failure: the runtime could not read what happened: {why}\n\nThe runtime said itself that it saw something it could not read. It becomes an opaque instruction.\n\n```json\n{ \"kind\": \"opaque\", \"why\": \"a part of type image\" }\n```\n",
  },
  "event/opaque-result": {
    severity: "failure",
    text: "the result of the call `{id}` cannot be read",
    page: "# event/opaque-result\n\n> failure: the result of the call `{id}` cannot be read\n\nThe content is no text, number, boolean, JSON value or list of text parts, or it is too long. The call is opaque from then on:\nwhether a later value came from it is unknown.\n\n```json\n{ \"kind\": \"result\", \"id\": \"c1\", \"content\": [{ \"type\": \"image\" }] }\n```\n",
  },
  "event/second-result": {
    severity: "failure",
    text: "a second result came for the call `{id}`",
    page: "# event/second-result\n\n> failure: a second result came for the call `{id}`\n\nThe first one is the call's. The second becomes an opaque instruction.\n\n```json\n{ \"kind\": \"result\", \"id\": \"c1\", \"content\": \"done, again\" }\n```\n",
  },
  "event/stray-denial": {
    severity: "failure",
    text: "a denial came for `{id}`, which is no call that waits for its result",
    page: "# event/stray-denial\n\n> failure: a denial came for `{id}`, which is no call that waits for its result\n\nA denial takes back a call that has not run. A call that nobody made, or that has its result, cannot be taken back.\n\n```json\n{ \"kind\": \"denied\", \"id\": \"c9\" }\n```\n",
  },
  "event/stray-result": {
    severity: "failure",
    text: "a result came for `{id}`, which nobody called",
    page: "# event/stray-result\n\n> failure: a result came for `{id}`, which nobody called\n\nA result without a call has no source that could be judged: it becomes an opaque instruction.\n\n```json\n{ \"kind\": \"result\", \"id\": \"c9\", \"content\": \"done\" }\n```\n",
  },
  "event/too-deep": {
    severity: "failure",
    text: "the arguments are nested deeper than {max} levels",
    page: "# event/too-deep\n\n> failure: the arguments are nested deeper than {max} levels\n\nNo tool's arguments are nested so deeply; reading them to the end could be made to cost without bound.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c1\", \"tool\": \"read\", \"args\": \"[[[[ and so on, 65 times\" }\n```\n",
  },
  "event/too-long": {
    severity: "failure",
    text: "{what} is longer than {max} characters",
    page: "# event/too-long\n\n> failure: {what} is longer than {max} characters\n\nA longer text would exhaust the index of what was seen. Observed, it is an opaque instruction; in a call it is denied.\n\n```json\n{ \"kind\": \"user\", \"text\": \"nine million letters\" }\n```\n",
  },
  "event/unknown-ref": {
    severity: "failure",
    text: "the call `{id}` refers to `{ref}`, which nobody made",
    page: "# event/unknown-ref\n\n> failure: the call `{id}` refers to `{ref}`, which nobody made\n\nA declared edge names a call of the session. What an unknown one stands for is unknown, so the declared flow of the call is opaque.\n\n```json\n{ \"kind\": \"call\", \"id\": \"c2\", \"tool\": \"send\", \"args\": {}, \"refs\": [\"c9\"] }\n```\n",
  },
  "event/unprovided-fact": {
    severity: "failure",
    text: "the fact `{fact}` is none that this session's runtime provides",
    page: "# event/unprovided-fact\n\n> failure: the fact `{fact}` is none that this session's runtime provides\n\nFacts come from the runtime's profile. One that the profile does not have is not believed; rules that read it stay inactive.\n\n```json\n{ \"kind\": \"facts\", \"facts\": { \"sandbox.enbaled\": true } }\n```\n",
  },
  "event/unread-approval": {
    severity: "failure",
    text: "an approval of `{tool}` has arguments that cannot be read: {why}",
    page: "# event/unread-approval\n\n> failure: an approval of `{tool}` has arguments that cannot be read: {why}\n\nAn approval is for one call, with the very arguments. One whose arguments cannot be read approves nothing.\n\n```json\n{ \"kind\": \"approval\", \"tool\": \"send\", \"args\": \"{\", \"by\": \"ana\" }\n```\n",
  },
  "node/answer": {
    severity: "failure",
    text: "the module's answer is no list of verdicts",
    page: "# node/answer\n\n> failure: the module's answer is no list of verdicts\n\nWhat came back from the worker is neither verdicts nor a failure. Nothing of it is believed; the call is denied.\n\n```ts\nconst decision = await session.evaluate(call); // decision.code is \"node/answer\"\n```\n",
  },
  "node/bundle": {
    severity: "failure",
    text: "the bundle cannot be read: {problem}",
    page: "# node/bundle\n\n> failure: the bundle cannot be read: {problem}\n\nThe bytes are not a `bundle.tar.gz` of this version: no gzip, cut, larger than the bound once unpacked, or a file is missing in it.\n\n```ts\nawait createEngine({ bundles: [await readFile(\"guard.tar.gz\")] });\n```\n",
  },
  "node/bundles": {
    severity: "failure",
    text: "an engine takes one bundle, found {count}",
    page: "# node/bundles\n\n> failure: an engine takes one bundle, found {count}\n\nPacks that hold together are compiled together, into one bundle: their rules share tags, act classes and counters. Two bundles\nside by side would each know a part of these and allow what both together deny.\n\n```ts\nawait createEngine({ bundles: [compiledFromAllPacks] });\n```\n",
  },
  "node/closed": {
    severity: "failure",
    text: "the engine is closed",
    page: "# node/closed\n\n> failure: the engine is closed\n\nThe engine was closed before the decision was made. The call is denied.\n\n```ts\nawait engine.close();\nconst decision = await session.evaluate(call); // decision.code is \"node/closed\"\n```\n",
  },
  "node/failed": {
    severity: "failure",
    text: "the decision failed: {problem}",
    page: "# node/failed\n\n> failure: the decision failed: {problem}\n\nSomething failed that has no code of its own, most often for want of memory. The module is instantiated anew before the next\ndecision; the call is denied. A module that traps says so with `wasm/module-failed`, a call too large for it with `wasm/frame-too-large`.\n\n```ts\nconst decision = await session.evaluate(call); // decision.code is \"node/failed\"\n```\n",
  },
  "node/full": {
    severity: "failure",
    text: "{limit} decisions are waiting already",
    page: "# node/full\n\n> failure: {limit} decisions are waiting already\n\nWith `queueMax` decisions waiting, over all sessions, a further one is denied without waiting.\n\n```ts\nawait createEngine({ bundles: [bundle], pool: { queueMax: 4096 } });\n```\n",
  },
  "node/module": {
    severity: "failure",
    text: "the bundle's module cannot be loaded: {problem}",
    page: "# node/module\n\n> failure: the bundle's module cannot be loaded: {problem}\n\nThe module is no valid WebAssembly, or has not the exports this version calls. Compile the packs again with this version.\n\n```ts\nawait createEngine({ bundles: [{ ...bundle, wasm: moduleOfAnotherTool }] });\n```\n",
  },
  "node/options": {
    severity: "failure",
    text: "the options are not valid: {problem}",
    page: "# node/options\n\n> failure: the options are not valid: {problem}\n\nThe options of `createEngine`, or of one session, are not as its types say. Nothing was started.\n\n```ts\nawait createEngine({ bundles: [bundle], pool: { threads: 0 } }); // at least 1\n```\n",
  },
  "node/start": {
    severity: "failure",
    text: "no worker could be started: {problem}",
    page: "# node/start\n\n> failure: no worker could be started: {problem}\n\nThe pool's threads did not start or did not load the module in time. Most often memory or threads are exhausted, or the\npackage is not built.\n\n```ts\nawait createEngine({ bundles: [bundle], pool: { threads: 2 } });\n```\n",
  },
  "node/timeout": {
    severity: "failure",
    text: "the decision took longer than {limit} ms",
    page: "# node/timeout\n\n> failure: the decision took longer than {limit} ms\n\nThe worker ran past `timeoutMs`, counted from when it was given the decision. It was killed and is being replaced; the call is\ndenied. A bundle compiled by Interdict is bounded and does not do this; a machine that is starved of processor time may.\n\n```ts\nawait createEngine({ bundles: [bundle], pool: { timeoutMs: 50 } });\n```\n",
  },
  "node/wait": {
    severity: "failure",
    text: "no worker was free within {limit} ms",
    page: "# node/wait\n\n> failure: no worker was free within {limit} ms\n\nThe decision waited for a worker longer than `waitMs`, counted from `evaluate`, and is denied. There are more decisions\nthan the threads can make, or workers are killed faster than they start.\n\n```ts\nawait createEngine({ bundles: [bundle], pool: { threads: 2, waitMs: 1000 } });\n```\n",
  },
  "node/worker": {
    severity: "failure",
    text: "the worker died: {problem}",
    page: "# node/worker\n\n> failure: the worker died: {problem}\n\nThe thread that held the decision exited or ran out of memory before it answered. It is replaced; the call is denied.\n\n```ts\nconst decision = await session.evaluate(call); // decision.code is \"node/worker\"\n```\n",
  },
  "syntax/bad-escape": {
    severity: "error",
    text: "`{escape}` is no escape",
    help: "escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\u{{1F600}}`",
    page: "# syntax/bad-escape\n\n> error: `{escape}` is no escape\n> help: escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\u{1F600}`\n\nA backslash in a string begins an escape. `\\u{...}` takes the one to six hexadecimal digits of a Unicode character; surrogates\nare no characters. A backslash itself is written `\\\\`.\n\n```policy\nlabel path \"C:\\Users\\**\" { secrecy high }\n```\n",
  },
  "syntax/hidden-character": {
    severity: "error",
    text: "the character {character} cannot be seen here",
    help: "write it as an escape in a string: `{character}`",
    page: "# syntax/hidden-character\n\n> error: the character {character} cannot be seen here\n> help: write it as an escape in a string: `{character}`\n\nControl characters, and those that turn the direction of writing, may make a policy look other than it is. They may not stand in\na policy as they are, not even in a comment. In a string they are written as escapes.\n\n```policy\nconst separator = \"\\u{1f}\"   // written so, not as the character itself\n```\n",
  },
  "syntax/late-head": {
    severity: "error",
    text: "`{word}` stands before all declarations",
    page: "# syntax/late-head\n\n> error: `{word}` stands before all declarations\n\nWhat a file uses and what it is for stands in its head, right after `package`, so that a reader sees it first.\n\n```policy\npackage acme.payments\n\ntag pii\n\nuse standard.labels\n```\n",
  },
  "syntax/lone-surrogate": {
    severity: "error",
    text: "half of a character stands here",
    page: "# syntax/lone-surrogate\n\n> error: half of a character stands here\n\nThe text holds one half of a surrogate pair, which is no character. Such a text cannot be written in UTF-8; it has probably been\ncut, or was read in another encoding than its own. Save the file as UTF-8 again.\n\n```policy\ntag pii   // the half stood in this comment\n```\n",
  },
  "syntax/no-package": {
    severity: "error",
    text: "a policy begins with `package`",
    help: "write `package` and a dotted name in the first line, as in `package acme.payments`",
    page: "# syntax/no-package\n\n> error: a policy begins with `package`\n> help: write `package` and a dotted name in the first line, as in `package acme.payments`\n\nEach file is one package, and its name comes first. Rules are known by it: `acme.payments.unasked-payment`.\n\n```policy\nuse standard.labels\n\ntag pii\n```\n",
  },
  "syntax/number-range": {
    severity: "error",
    text: "`{number}` is out of range",
    help: "numbers are finite, and integers are at most 9007199254740991",
    page: "# syntax/number-range\n\n> error: `{number}` is out of range\n> help: numbers are finite, and integers are at most 9007199254740991\n\nNumbers are finite doubles, and integers are exact up to 2^53 - 1; beyond that two different numbers would be equal.\n\n```policy\nconst limit = 90071992547409930\n```\n",
  },
  "syntax/second-package": {
    severity: "error",
    text: "the file already has a package",
    help: "each package is a file of its own",
    page: "# syntax/second-package\n\n> error: the file already has a package\n> help: each package is a file of its own\n\nA file holds exactly one package. What follows the second `package` is read as part of the first.\n\n```policy\npackage acme.payments\npackage acme.mail\n```\n",
  },
  "syntax/too-deep": {
    severity: "error",
    text: "nested more than {max} deep",
    help: "give the inner part a name with `const`, or split the rule",
    page: "# syntax/too-deep\n\n> error: nested more than {max} deep\n> help: give the inner part a name with `const`, or split the rule\n\nBrackets, `not` and `list of` nest at most so deep, more than a person can follow. The item is not read.\n\n```policy\nunary deny nested {\n  on   EXEC\n  when not not not not (tags(target) has destructive)   // and so on, 65 times\n}\n```\n",
  },
  "syntax/too-large": {
    severity: "error",
    text: "the policy has {bytes} bytes, more than {max}",
    help: "split it into packages that `use` each other",
    page: "# syntax/too-large\n\n> error: the policy has {bytes} bytes, more than {max}\n> help: split it into packages that `use` each other\n\nA policy text has a bound, so that reading one always ends soon. Nothing of a larger one is read.\n\n```policy\npackage lists.domains   // followed by a megabyte of globs\n```\n",
  },
  "syntax/unclosed": {
    severity: "error",
    text: "`{mark}` is not closed",
    page: "# syntax/unclosed\n\n> error: `{mark}` is not closed\n\nAn opening bracket has no closing one before the end of the item. The item ends where the next one begins, so only this item\nis affected.\n\n```policy\nunary deny no-exec {\n  on EXEC\n\nunary deny no-send {\n  on SEND\n}\n```\n",
  },
  "syntax/unclosed-string": {
    severity: "error",
    text: "the string is not closed",
    help: "a string ends on its line; a line break inside it is written `\\n`",
    page: "# syntax/unclosed-string\n\n> error: the string is not closed\n> help: a string ends on its line; a line break inside it is written `\\n`\n\nA string begins with `\"` and ends with `\"` on the same line. What follows on the line is not read.\n\n```policy\nact payment { verbs \"pay, \"send\" }\n```\n",
  },
  "syntax/unexpected": {
    severity: "error",
    text: "expected {expected}, found {found}",
    page: "# syntax/unexpected\n\n> error: expected {expected}, found {found}\n\nThe text does not go on as the grammar of the language says. The message names what could stand here. Where a word is\nwritten almost like one that could stand here, the help names it.\n\n```policy\nunary deny no-exec {\n  on   EXEC\n  whne tags(target) has destructive\n}\n```\n",
  },
  "test/doors": {
    severity: "error",
    text: "{door} decides otherwise than {other}: {found} in place of {expected}",
    help: "this is a bug in interdict, not in the policy",
    page: "# test/doors\n\n> error: {door} decides otherwise than {other}: {found} in place of {expected}\n> help: this is a bug in interdict, not in the policy\n\nA test is run by the reference interpreter and by the compiled module, and both must give the same decisions. They did not.\n\n```policy\ntest \"both agree\" {\n  user \"hello\"\n  assistant \"hello\"\n  expect allow\n}\n```\n",
  },
  "test/effect": {
    severity: "error",
    text: "expected {expected}, decided {found}",
    label: "{reason}",
    page: "# test/effect\n\n> error: expected {expected}, decided {found}\n\nThe decision of the step is not the one the test expects. Under the line stands the reason of the decision, or `no rule fired`.\n\n```policy\ntest \"a stranger's file\" {\n  user \"read it\"\n  read_file(file_path: \"note.txt\") -> \"hello\"\n  expect deny\n}\n```\n",
  },
  "test/rules": {
    severity: "error",
    text: "expected by {expected}, fired {found}",
    label: "{reason}",
    page: "# test/rules\n\n> error: expected by {expected}, fired {found}\n\nThe effect is as expected, and other rules decided it. `by` names every rule that fired at the decision's effect, and no other.\n\n```policy\ntest \"an undescribed tool is asked about\" {\n  user \"launch it\"\n  frobnicate(target: \"everything\")\n  expect ask by no-such-rule\n}\n```\n",
  },
  "wasm/frame-too-large": {
    severity: "failure",
    text: "the view takes {bytes} bytes, more than {most}",
    page: "# wasm/frame-too-large\n\n> failure: the view takes {bytes} bytes, more than {most}\n\nA view is written into the module's memory as a frame, and frames have a greatest size (FRAME_BYTES_MAX). A call whose arguments\nexceed it is denied.\n\n```text\na call with an argument of 20 MiB\n```\n",
  },
  "wasm/glob-too-large": {
    severity: "error",
    text: "the glob `{glob}` needs more than {states} states",
    help: "write it as several globs, or with fewer `*` and `?`",
    page: "# wasm/glob-too-large\n\n> error: the glob `{glob}` needs more than {states} states\n> help: write it as several globs, or with fewer `*` and `?`\n\nGlobs are compiled to automata, so that matching takes time in proportion to the text and to nothing else. An automaton of a\nglob with very many `*` and `?` between the same letters can grow beyond all measure; it is refused here rather than slow later.\n\n```policy\nlabel path \"*a????????????????b\" { secrecy high }\n```\n",
  },
  "wasm/module-failed": {
    severity: "failure",
    text: "the module failed: {why}",
    page: "# wasm/module-failed\n\n> failure: the module failed: {why}\n\nThe module trapped while it was asked: it was given a frame of another bundle or version, or memory ran out. A module that fails\ndecides nothing, so the call is denied.\n\n```text\na frame written for another bundle\n```\n",
  },
  "wasm/not-a-bundle": {
    severity: "failure",
    text: "not a bundle: {why}",
    page: "# wasm/not-a-bundle\n\n> failure: not a bundle: {why}\n\nA bundle is a tar archive with `/policy.wasm`, `/data.json` and `/.manifest` in it, and the manifest has Interdict's own part in\n`metadata.interdict`. The file that was given lacks one of these, or is cut off.\n\n```text\ninterdict replay --bundle notes.tar.gz trace.jsonl\n```\n",
  },
  "wasm/other-version": {
    severity: "failure",
    text: "the bundle is of version {version}, this is version {own}",
    page: "# wasm/other-version\n\n> failure: the bundle is of version {version}, this is version {own}\n\nBundles carry the version of their manifest and frames. A bundle of another version is not loaded: what its numbers mean may differ.\n\n```text\na bundle compiled by a later interdict\n```\n",
  },
};

const byCode: ReadonlyMap<string, Message> = new Map(Object.entries(table));

/** All codes, sorted. */
export const codes: readonly string[] = [...byCode.keys()];

/** A finding at a place. `extra.help` stands in place of the message's own help. */
export function diagnose<C extends keyof Findings>(code: C, span: Span, params: Findings[C], extra: Extra = {}): Diagnostic {
  return finding(code, table[code], span, params, extra);
}

/** A failure that has no place in a policy text: of a decision, or of a command. */
export function failure<C extends keyof Failures>(code: C, params: Failures[C]): { readonly code: C; readonly message: string } {
  return { code, message: fill(table[code].text, params) };
}

/** The explanation of a code, as Markdown; undefined where there is no such code. */
export function page(code: string): string | undefined {
  return byCode.get(code)?.page;
}
