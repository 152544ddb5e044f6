// Generated from messages/*.md by scripts/messages.ts; do not edit. Codes with their texts and pages, and functions typed by code.

import type { Diagnostic } from "./diagnostic.js";
import type { Span } from "./span.js";
import { finding, fill } from "./message.js";
import type { Extra, Message, Text } from "./message.js";

type NoParams = Readonly<Record<never, never>>;

/** Codes of findings about texts, with the parameters of their messages. */
export interface Findings {
  readonly "check/allow-without-reason": NoParams;
  readonly "check/always-true": { readonly name: Text };
  readonly "check/ambiguous-name": { readonly first: Text; readonly name: Text; readonly second: Text };
  readonly "check/bad-compensation": { readonly problem: Text; readonly tool: Text };
  readonly "check/bad-dimension": { readonly name: Text; readonly problem: Text };
  readonly "check/bad-executable": { readonly name: Text };
  readonly "check/bad-glob": { readonly glob: Text; readonly problem: Text };
  readonly "check/bad-join": NoParams;
  readonly "check/bad-level": { readonly dimension: Text; readonly name: Text };
  readonly "check/bad-literal": { readonly literal: Text; readonly problem: Text };
  readonly "check/bad-option": { readonly name: Text };
  readonly "check/bad-reason": { readonly problem: Text };
  readonly "check/bad-records": { readonly problem: Text; readonly tool: Text };
  readonly "check/bad-regex": { readonly part: Text; readonly problem: Text };
  readonly "check/bad-target": NoParams;
  readonly "check/class-in-glob": { readonly part: Text };
  readonly "check/compensates-itself": { readonly name: Text };
  readonly "check/conflicting-rewrites": NoParams;
  readonly "check/constant-condition": { readonly value: Text };
  readonly "check/definition-too-large": { readonly max: Text };
  readonly "check/duplicate-clause": { readonly clause: Text };
  readonly "check/duplicate-declaration": { readonly kind: Text; readonly name: Text };
  readonly "check/duplicate-package": { readonly name: Text };
  readonly "check/duplicate-rule": { readonly name: Text };
  readonly "check/duplicate-tool": { readonly name: Text };
  readonly "check/excepts-all": { readonly name: Text };
  readonly "check/irreversible-compensation": { readonly name: Text };
  readonly "check/may-be-missing": { readonly name: Text };
  readonly "check/misplaced-clause": { readonly clause: Text; readonly kind: Text };
  readonly "check/misplaced-rewrite": { readonly clause: Text; readonly effect: Text };
  readonly "check/missing-argument": { readonly names: Text; readonly tool: Text };
  readonly "check/missing-clause": { readonly clause: Text; readonly name: Text };
  readonly "check/missing-via": { readonly name: Text };
  readonly "check/needless-rule": { readonly name: Text; readonly other: Text };
  readonly "check/nested-quantifiers": { readonly max: Text };
  readonly "check/never-equal": { readonly literal: Text; readonly problem: Text };
  readonly "check/never-true": { readonly name: Text };
  readonly "check/no-filter": { readonly what: Text };
  readonly "check/no-folding": NoParams;
  readonly "check/non-monotone": { readonly name: Text };
  readonly "check/not-constant": NoParams;
  readonly "check/not-extractable": { readonly name: Text };
  readonly "check/not-here": { readonly place: Text; readonly what: Text };
  readonly "check/of-another-tool": { readonly name: Text; readonly tool: Text };
  readonly "check/op-without-default": { readonly name: Text };
  readonly "check/raw-path": { readonly argument: Text; readonly literal: Text };
  readonly "check/recursive-constant": { readonly name: Text };
  readonly "check/recursive-definition": { readonly name: Text };
  readonly "check/recursive-executable": { readonly name: Text };
  readonly "check/removes-required": { readonly name: Text };
  readonly "check/reserved-name": { readonly name: Text };
  readonly "check/same-sides": NoParams;
  readonly "check/shadowed-fact": { readonly name: Text; readonly runtime: Text };
  readonly "check/shadowed-name": { readonly name: Text };
  readonly "check/shadowed-rule": { readonly effect: Text; readonly name: Text; readonly other: Text };
  readonly "check/star-as-text": { readonly literal: Text };
  readonly "check/term-too-large": { readonly max: Text };
  readonly "check/time-goes-back": NoParams;
  readonly "check/too-deep": { readonly max: Text };
  readonly "check/too-many": { readonly count: Text; readonly max: Text; readonly what: Text };
  readonly "check/unbound-allowed": NoParams;
  readonly "check/unbound-step": { readonly name: Text };
  readonly "check/undeclared-argument": { readonly name: Text };
  readonly "check/unknown-act": { readonly name: Text };
  readonly "check/unknown-argument": { readonly name: Text; readonly tools: Text };
  readonly "check/unknown-data": { readonly name: Text };
  readonly "check/unknown-dimension": { readonly name: Text };
  readonly "check/unknown-effect": { readonly name: Text };
  readonly "check/unknown-executable": { readonly name: Text };
  readonly "check/unknown-fact": { readonly name: Text };
  readonly "check/unknown-field": { readonly name: Text };
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
  readonly "check/unprovided-fact": { readonly fact: Text };
  readonly "check/unreachable-clause": { readonly name: Text };
  readonly "check/unreachable-role": { readonly name: Text; readonly roles: Text };
  readonly "check/unreachable-sink": { readonly name: Text; readonly scope: Text };
  readonly "check/unused-allow": NoParams;
  readonly "check/unused-declaration": { readonly kind: Text; readonly name: Text };
  readonly "check/unused-use": { readonly name: Text };
  readonly "check/unused-variable": { readonly name: Text };
  readonly "check/via-not-value": { readonly via: Text };
  readonly "check/weak-default": { readonly name: Text; readonly op: Text; readonly strong: Text };
  readonly "check/wrong-argument": { readonly expected: Text; readonly found: Text; readonly name: Text };
  readonly "check/wrong-arguments": { readonly signature: Text };
  readonly "check/wrong-operator": { readonly operator: Text; readonly what: Text };
  readonly "check/wrong-type": { readonly expected: Text; readonly found: Text };
  readonly "data/bad-glob": { readonly glob: Text; readonly kind: Text; readonly name: Text; readonly problem: Text };
  readonly "data/duplicate-key": { readonly name: Text };
  readonly "data/missing": { readonly name: Text };
  readonly "data/type": { readonly found: Text; readonly name: Text; readonly type: Text };
  readonly "data/undeclared": { readonly name: Text };
  readonly "data/unreadable": { readonly problem: Text };
  readonly "rego/not-in-re2": { readonly pattern: Text; readonly why: Text };
  readonly "syntax/bad-escape": { readonly escape: Text };
  readonly "syntax/foreign-letter": { readonly code: Text; readonly letter: Text };
  readonly "syntax/hidden-character": { readonly code: Text; readonly escape: Text };
  readonly "syntax/invisible-character": { readonly code: Text; readonly escape: Text };
  readonly "syntax/late-head": { readonly word: Text };
  readonly "syntax/lone-surrogate": NoParams;
  readonly "syntax/look-alike": { readonly code: Text; readonly letter: Text; readonly like: Text; readonly name: Text };
  readonly "syntax/no-package": NoParams;
  readonly "syntax/number-range": { readonly number: Text };
  readonly "syntax/replacement-character": NoParams;
  readonly "syntax/second-package": NoParams;
  readonly "syntax/too-deep": { readonly max: Text };
  readonly "syntax/too-large": { readonly bytes: Text; readonly max: Text };
  readonly "syntax/too-many-errors": { readonly max: Text };
  readonly "syntax/unclosed": { readonly mark: Text };
  readonly "syntax/unclosed-string": NoParams;
  readonly "syntax/unexpected": { readonly expected: Text; readonly found: Text };
  readonly "test/argument": { readonly expected: Text; readonly found: Text; readonly name: Text };
  readonly "test/doors": { readonly door: Text; readonly expected: Text; readonly found: Text; readonly other: Text };
  readonly "test/effect": { readonly expected: Text; readonly found: Text; readonly reason: Text };
  readonly "test/rules": { readonly expected: Text; readonly found: Text; readonly reason: Text };
  readonly "wasm/glob-too-large": { readonly glob: Text; readonly states: Text };
  readonly "wasm/no-rules": NoParams;
  readonly "wasm/not-sources": { readonly argument: Text; readonly expected: Text };
  readonly "wasm/patterns-too-large": { readonly pattern: Text };
  readonly "wasm/regex-too-large": { readonly states: Text; readonly what: Text };
}

/** Codes of failures, with the parameters of their messages. */
export interface Failures {
  readonly "approval/closed": { readonly step: Text };
  readonly "approval/expired": NoParams;
  readonly "approval/nobody": NoParams;
  readonly "approval/not-asked": { readonly decision: Text };
  readonly "approval/nothing-to-revoke": { readonly tool: Text };
  readonly "approval/other-session": { readonly decision: Text };
  readonly "approval/twice": { readonly by: Text; readonly step: Text };
  readonly "approval/unknown-decision": { readonly decision: Text };
  readonly "approval/untimed": NoParams;
  readonly "catalogue/field": { readonly field: Text; readonly name: Text; readonly problem: Text };
  readonly "catalogue/no-name": { readonly index: Text; readonly problem: Text };
  readonly "catalogue/no-tools": NoParams;
  readonly "catalogue/not-json": { readonly problem: Text };
  readonly "catalogue/too-long": { readonly max: Text };
  readonly "catalogue/too-many": { readonly max: Text; readonly tools: Text };
  readonly "catalogue/twice": { readonly name: Text };
  readonly "cli/catalogue": { readonly catalogue: Text };
  readonly "cli/choice": { readonly choices: Text; readonly found: Text; readonly option: Text };
  readonly "cli/count": { readonly found: Text; readonly option: Text };
  readonly "cli/drafted": { readonly catalogue: Text; readonly tools: Text };
  readonly "cli/label": { readonly id: Text; readonly problem: Text };
  readonly "cli/line": { readonly line: Text; readonly path: Text; readonly problem: Text };
  readonly "cli/no-pack": { readonly pack: Text };
  readonly "cli/no-page": { readonly code: Text; readonly hint: Text };
  readonly "cli/no-policies": { readonly path: Text };
  readonly "cli/no-runtime": { readonly known: Text; readonly runtime: Text };
  readonly "cli/no-tools": NoParams;
  readonly "cli/no-trace": { readonly id: Text };
  readonly "cli/not-compared": { readonly id: Text };
  readonly "cli/package": { readonly found: Text };
  readonly "cli/revision": { readonly problem: Text; readonly revision: Text };
  readonly "cli/unreadable": { readonly path: Text; readonly problem: Text };
  readonly "cli/unwritable": { readonly path: Text; readonly problem: Text };
  readonly "cli/usage": { readonly problem: Text };
  readonly "correct/conflict": { readonly place: Text };
  readonly "correct/place": { readonly place: Text; readonly rule: Text };
  readonly "correct/unknown": { readonly place: Text; readonly rule: Text };
  readonly "correct/unsettled": { readonly rounds: Text };
  readonly "endorse/expired": NoParams;
  readonly "endorse/no-argument": { readonly argument: Text };
  readonly "endorse/not-permitted": { readonly tool: Text };
  readonly "endorse/untimed": NoParams;
  readonly "engine/bad-verdict": { readonly row: Text; readonly rule: Text };
  readonly "engine/bind-failed": { readonly why: Text };
  readonly "engine/call-failed": { readonly why: Text };
  readonly "engine/event-failed": { readonly why: Text };
  readonly "engine/mark-failed": { readonly step: Text; readonly why: Text };
  readonly "engine/session-full": { readonly bytes: Text };
  readonly "engine/text-forgotten": NoParams;
  readonly "engine/unknown-decision": { readonly decision: Text };
  readonly "event/bad-json": { readonly why: Text };
  readonly "event/bad-time": NoParams;
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
  readonly "event/stray-review": { readonly tool: Text };
  readonly "event/time-astray": NoParams;
  readonly "event/time-went-back": NoParams;
  readonly "event/too-deep": { readonly max: Text };
  readonly "event/too-long": { readonly max: Text; readonly what: Text };
  readonly "event/too-many-tools": { readonly max: Text };
  readonly "event/unknown-ref": { readonly id: Text; readonly ref: Text };
  readonly "event/unprovided-fact": { readonly fact: Text };
  readonly "event/unread-approval": { readonly tool: Text; readonly why: Text };
  readonly "evidence/changed": { readonly n: Text };
  readonly "evidence/differs": { readonly n: Text; readonly what: Text };
  readonly "evidence/not-a-record": { readonly problem: Text };
  readonly "evidence/other-bundle": { readonly expected: Text; readonly found: Text };
  readonly "evidence/other-head": { readonly head: Text };
  readonly "evidence/out-of-chain": { readonly expected: Text; readonly found: Text };
  readonly "evidence/torn": { readonly line: Text };
  readonly "evidence/unwritten": { readonly problem: Text };
  readonly "node/answer": NoParams;
  readonly "node/arguments": { readonly name: Text; readonly problem: Text };
  readonly "node/beside-sync": NoParams;
  readonly "node/bundle": { readonly problem: Text };
  readonly "node/bundles": { readonly count: Text };
  readonly "node/closed": NoParams;
  readonly "node/declaration": { readonly problem: Text };
  readonly "node/failed": { readonly problem: Text };
  readonly "node/full": { readonly limit: Text };
  readonly "node/journal": { readonly problem: Text };
  readonly "node/module": { readonly problem: Text };
  readonly "node/options": { readonly problem: Text };
  readonly "node/reentrant": NoParams;
  readonly "node/registry": { readonly problem: Text };
  readonly "node/start": { readonly problem: Text };
  readonly "node/timeout": { readonly limit: Text };
  readonly "node/wait": { readonly limit: Text };
  readonly "node/worker": { readonly problem: Text };
  readonly "replace/failed": { readonly problem: Text };
  readonly "replace/left-behind": { readonly why: Text };
  readonly "replace/nothing-kept": NoParams;
  readonly "replace/other-names": { readonly decision: Text };
  readonly "rollback/not-kept": NoParams;
  readonly "rollback/other-plan": NoParams;
  readonly "rollback/unknown-decision": { readonly decision: Text };
  readonly "rollback/unknown-edge": { readonly edge: Text };
  readonly "rollback/unknown-step": { readonly step: Text };
  readonly "wasm/digest": { readonly part: Text };
  readonly "wasm/foreign-module": { readonly name: Text; readonly why: Text };
  readonly "wasm/frame-too-large": { readonly bytes: Text; readonly most: Text };
  readonly "wasm/module-failed": { readonly why: Text };
  readonly "wasm/not-a-bundle": { readonly why: Text };
  readonly "wasm/other-manifest": NoParams;
  readonly "wasm/other-version": { readonly own: Text; readonly version: Text };
}

/** Any code that has a page. */
export type Code = keyof Findings | keyof Failures;

const table: { readonly [code in Code]: Message } = {
  "approval/closed": {
    severity: "failure",
    text: "the decision at step {step} is answered already",
    page: "# approval/closed\n\n> failure: the decision at step {step} is answered already\n\nAn approval of it was used up, or its call has run, or was denied. An approval counts once: to run the call again, it is asked about again.\n\n```text\napprove s1#4, whose call has its result: approval/closed\n```\n",
  },
  "approval/expired": {
    severity: "failure",
    text: "the approval is over before it is given",
    page: "# approval/expired\n\n> failure: the approval is over before it is given\n\n`expiresAt` is no time, or lies not behind the time of the session.\n\n```json\n{ \"kind\": \"approval\", \"decision\": \"s1#4\", \"by\": \"ana\", \"at\": \"2026-11-22T10:00:00Z\", \"expiresAt\": \"2026-11-22T09:00:00Z\" }\n```\n",
  },
  "approval/nobody": {
    severity: "failure",
    text: "an approval is given by nobody",
    page: "# approval/nobody\n\n> failure: an approval is given by nobody\n\nWhat stands in `by` has no letter and no digit in it. An approval is a person's.\n\n```json\n{ \"kind\": \"approval\", \"decision\": \"s1#4\", \"by\": \" \" }\n```\n",
  },
  "approval/not-asked": {
    severity: "failure",
    text: "the decision `{decision}` does not wait for a person",
    page: "# approval/not-asked\n\n> failure: the decision `{decision}` does not wait for a person\n\nOnly a decision whose effect is `ask` can be approved; what was denied stays so. Of very many questions of one session the latest are kept.\n\n```text\napprove s1#4, which denied its call: approval/not-asked\n```\n",
  },
  "approval/nothing-to-revoke": {
    severity: "failure",
    text: "no approval of this call of `{tool}` stands that could be taken back",
    page: "# approval/nothing-to-revoke\n\n> failure: no approval of this call of `{tool}` stands that could be taken back\n\nNone was given, or it is used up already: what has run is not undone by this.\n\n```json\n{ \"kind\": \"revocation\", \"tool\": \"send\", \"args\": { \"to\": \"bo\" }, \"by\": \"ana\" }\n```\n",
  },
  "approval/other-session": {
    severity: "failure",
    text: "`{decision}` is a decision of another session",
    page: "# approval/other-session\n\n> failure: `{decision}` is a decision of another session\n\nWhat was asked in one session is approved there. Equal calls of two sessions are two questions.\n\n```text\napprove s2#4 in the session s1: approval/other-session\n```\n",
  },
  "approval/twice": {
    severity: "failure",
    text: "`{by}` approved the decision at step {step} before",
    page: "# approval/twice\n\n> failure: `{by}` approved the decision at step {step} before\n\nEach person approves a decision once, in however many spellings. Where two must approve, the second is somebody else.\n\n```text\napprove s1#4 by ana, approve s1#4 by Ana: approval/twice\n```\n",
  },
  "approval/unknown-decision": {
    severity: "failure",
    text: "`{decision}` is no decision of this session",
    page: "# approval/unknown-decision\n\n> failure: `{decision}` is no decision of this session\n\nAn approval names the decision that asked, by its id as it was given out. Nothing was decided under this one.\n\n```text\napprove s1#40, of a session with nine steps: approval/unknown-decision\n```\n",
  },
  "approval/untimed": {
    severity: "failure",
    text: "an approval that expires is given in a session that knows no time",
    page: "# approval/untimed\n\n> failure: an approval that expires is given in a session that knows no time\n\nThe runtime of this session gives no times, so nobody can say when it is over. It is none; give it without `expiresAt`, or give the session times.\n\n```json\n{ \"kind\": \"approval\", \"decision\": \"s1#4\", \"by\": \"ana\", \"expiresAt\": \"2026-11-22T09:00:00Z\" }\n```\n",
  },
  "catalogue/field": {
    severity: "failure",
    text: "the `{field}` of the tool `{name}` cannot be read: {problem}",
    page: "# catalogue/field\n\n> failure: the `{field}` of the tool `{name}` cannot be read: {problem}\n\nA field of a tool is not what MCP says it is. Where it is the input schema, the tool is drafted with arguments that nobody described: all of\nthem are taken for what identifies and for content. Another field counts as not given.\n\n```json\n[{\"name\": \"send\", \"inputSchema\": \"a message\"}]\n```\n",
  },
  "catalogue/no-name": {
    severity: "failure",
    text: "tool number {index} of the catalogue cannot be drafted: {problem}",
    page: "# catalogue/no-name\n\n> failure: tool number {index} of the catalogue cannot be drafted: {problem}\n\nA tool is called by its name, a text of 1 to 1024 characters. Without one no call can be of this tool, and there is nothing to bind.\n\n```json\n[{\"description\": \"does something\"}]\n```\n",
  },
  "catalogue/no-tools": {
    severity: "failure",
    text: "there is no list of tools in it",
    help: "it is the list, or an object with the list as `tools`, `result.tools`, `functions` or `functionDeclarations`",
    page: "# catalogue/no-tools\n\n> failure: there is no list of tools in it\n> help: it is the list, or an object with the list as `tools`, `result.tools`, `functions` or `functionDeclarations`\n\nThe file is JSON, but no list of tools stands where MCP or a model's API puts one.\n\n```json\n{\"resources\": []}\n```\n",
  },
  "catalogue/not-json": {
    severity: "failure",
    text: "the catalogue is no JSON: {problem}",
    page: "# catalogue/not-json\n\n> failure: the catalogue is no JSON: {problem}\n\nA catalogue is JSON, as an MCP server answers `tools/list` with it.\n\n```json\n{\"tools\": [{\"name\": \"read_file\", \"description\": \"Reads a file\", \"inputSchema\": {\"type\": \"object\"}}]}\n```\n",
  },
  "catalogue/too-long": {
    severity: "failure",
    text: "the catalogue is longer than {max} characters",
    page: "# catalogue/too-long\n\n> failure: the catalogue is longer than {max} characters\n\nA catalogue lists the tools of one server or host. One as long as this is something else, or is there to keep the reader busy.\n",
  },
  "catalogue/too-many": {
    severity: "failure",
    text: "the catalogue has {tools} tools, more than {max}",
    page: "# catalogue/too-many\n\n> failure: the catalogue has {tools} tools, more than {max}\n\nNo host gives a model so many tools.\n",
  },
  "catalogue/twice": {
    severity: "failure",
    text: "the tool `{name}` stands in the catalogue twice",
    page: "# catalogue/twice\n\n> failure: the tool `{name}` stands in the catalogue twice\n\nWhich of the two a call means nobody can say. The tool is drafted once, from the words of both, with arguments that nobody described.\n",
  },
  "check/allow-without-reason": {
    severity: "warning",
    text: "this allows a warning and does not say why",
    page: "# check/allow-without-reason\n\n> warning: this allows a warning and does not say why\n\n`// allow-nonmonotone because <reason>` stands before a clause, or in one of its lines, and says to the next reader why the\ncomparison is sound although more taint makes it false. Without a reason it says nothing, and the warning stays.\n\n```policy\nrelational ask middling {\n  on   egress\n  into args as x\n  // allow-nonmonotone\n  when secrecy(x) == medium\n}\n```\n\nInstead:\n\n```policy\nrelational ask middling {\n  on   egress\n  into args as x\n  // allow-nonmonotone because high secrets have a rule of their own\n  when secrecy(x) == medium\n}\n```\n",
  },
  "check/always-true": {
    severity: "warning",
    text: "whatever `{name}` is, one of these holds; this condition is always true",
    page: "# check/always-true\n\n> warning: whatever `{name}` is, one of these holds; this condition is always true\n\nThe tests that are joined by `or` leave no value out, so the condition asks nothing. Perhaps `and` was meant, or `not in {..}`.\n\n```policy\nunary deny others { on tool bash  when args.command != \"ls\" or args.command != \"pwd\" }\n```\n\nInstead:\n\n```policy\nunary deny others { on tool bash  when args.command not in {\"ls\", \"pwd\"} }\n```\n",
  },
  "check/ambiguous-name": {
    severity: "error",
    text: "packages `{first}` and `{second}` both declare `{name}`",
    page: "# check/ambiguous-name\n\n> error: packages `{first}` and `{second}` both declare `{name}`\n\nBoth packages are used here, and the name could mean either. Declare it in this package as well (its own declaration comes\nfirst), or stop using one of the two.\n\n```policy\npackage acme.guard\nuse acme.limits\nuse other.limits\n\nunary ask many { on EXEC  when count(EXEC) > limit }\n\n// and in two files of their own:\n\npackage acme.limits\n\nconst limit = 20\n\npackage other.limits\n\nconst limit = 30\n```\n\nInstead:\n\n```policy\npackage acme.guard\nuse acme.limits\n\nunary ask many { on EXEC  when count(EXEC) > limit }\n\n// and in two files of their own:\n\npackage acme.limits\n\nconst limit = 20\n\npackage other.limits\n\nconst _limit = 30\n```\n",
  },
  "check/bad-compensation": {
    severity: "error",
    text: "`{tool}` cannot be called to undo this: {problem}",
    page: "# check/bad-compensation\n\n> error: `{tool}` cannot be called to undo this: {problem}\n\nA compensation is a call that the runtime makes when a call of the tool is rolled back. It is made as it is written, so it has to give the tool\nwhat that requires and nothing that it does not take. The first whose condition is true is made; what stands behind one without a condition never is.\n\n```policy\ntool delete_file(path: string) { op WRITE  role path: path }\ntool create_file(path: string) { op WRITE  role path: path  compensate delete_file(file: args.path) }\n```\n\nInstead:\n\n```policy\ntool delete_file(path: string) { op WRITE  role path: path }\ntool create_file(path: string) { op WRITE  role path: path  compensate delete_file(path: args.path) }\n```\n",
  },
  "check/bad-dimension": {
    severity: "error",
    text: "dimension `{name}` is no lattice: {problem}",
    page: "# check/bad-dimension\n\n> error: dimension `{name}` is no lattice: {problem}\n\nWhat is made of several things has their levels joined: the least level that is at or above all of them. So one level must be the least\nof all (what data has of which nothing is said), and every two levels must have one least level above both. Chains say which level is\nabove which: `a < b < c`, and several chains, parted by commas, may share levels.\n\n```policy\ndimension origin { own < partner, own < customer }    // what has partner and customer data in it?\n```\n\nInstead:\n\n```policy\ndimension origin { own < partner < mixed, own < customer < mixed }\nlabel path \"/crm/**\" { origin customer }\nunary ask both { on READ  when origin(target) >= mixed }\n```\n",
  },
  "check/bad-executable": {
    severity: "error",
    text: "`{name}` is no name of an executable",
    page: "# check/bad-executable\n\n> error: `{name}` is no name of an executable\n\nA program is named as it stands in a command, without its path, and behind it what it is told to do, one blank between them\n(`docker exec`). Options stand in clauses, and a pattern is none.\n\n```policy\nexecutable \"/usr/bin/upload\" { operands read, send }\n```\n\nInstead:\n\n```policy\nexecutable \"upload\" { operands read, send }\n```\n",
  },
  "check/bad-glob": {
    severity: "error",
    text: "`{glob}` can match nothing: {problem}",
    page: "# check/bad-glob\n\n> error: `{glob}` can match nothing: {problem}\n\nGlobs match whole values in their normalised form, so a glob that is not normalised itself never matches, and the rule or label\nwould silently protect nothing. In paths `**` is a whole segment and home is `~`; in domains `*` stands alone or as `*.` in front;\nbraces hold alternatives, do not nest, and there is no escape.\n\n```policy\nlabel path \"~/.ssh/\" { secrecy high }\n```\n\nInstead:\n\n```policy\nlabel path \"~/.ssh/**\" { secrecy high }\n```\n",
  },
  "check/bad-join": {
    severity: "error",
    text: "this does not compare an earlier call with the pending one",
    page: "# check/bad-join\n\n> error: this does not compare an earlier call with the pending one\n\nIn the `where` of a history, `sink` is the pending call, and all else is the earlier one. Both meet in equations only, as\n`args.number == sink.args.number`, joined to other conditions with `and`: one side speaks of the earlier call alone, the other of `sink`\nalone, and functions may stand on either side. That is how the earlier calls are looked up, without going through all of them.\n\nCompare other things of the pending call in the rule's own `when`.\n\n```policy\ntool merge(number: number) { op SEND }\ntool review(number: number) { op SEND }\nunary ask twice {\n  on   tool merge\n  when count(tool review where args.number + sink.args.number == 3) >= 1\n}\n```\n\nInstead:\n\n```policy\ntool merge(number: number) { op SEND }\ntool review(number: number) { op SEND }\nunary ask twice {\n  on   tool merge\n  when count(tool review where args.number == sink.args.number) >= 1\n}\n```\n",
  },
  "check/bad-level": {
    severity: "error",
    text: "`{name}` is no level of `{dimension}`",
    page: "# check/bad-level\n\n> error: `{name}` is no level of `{dimension}`\n\nTrust and secrecy have three levels each: `low < medium < high`. Low trust and high secrecy are the tainted ends. A declared dimension has the\nlevels that its declaration names.\n\n```policy\nlabel path \"~/.ssh/**\" { secrecy secret }\n```\n\nInstead:\n\n```policy\nlabel path \"~/.ssh/**\" { secrecy high }\n```\n",
  },
  "check/bad-literal": {
    severity: "error",
    text: "`{literal}` is not what stands here: {problem}",
    page: "# check/bad-literal\n\n> error: `{literal}` is not what stands here: {problem}\n\nSome functions take a name that is known when the policy is written: a time zone of the time zone database, a network in the notation\n`address/bits`. A misspelt one would make every answer unknown.\n\n```policy\ntool fetch(url: string) { op READ  role url: url }\nunary deny night  { on tool fetch  when local_time(\"Europe/Berlim\").hour < 6 }\nunary deny inside { on tool fetch  when in_network(args.url, \"10.0.0.0\") }\n```\n\nInstead:\n\n```policy\ntool fetch(url: string) { op READ  role url: url }\nunary deny night  { on tool fetch  when local_time(\"Europe/Berlin\").hour < 6 }\nunary deny inside { on tool fetch  when in_network(args.url, \"10.0.0.0/8\") }\n```\n",
  },
  "check/bad-option": {
    severity: "error",
    text: "`{name}` is no option",
    page: "# check/bad-option\n\n> error: `{name}` is no option\n\nAn option is written as on the command line, with its hyphens and without its value. A short one may have its value attached, a long one\nbehind `=`.\n\n```policy\nexecutable \"upload\" { option \"output=\" write  operands read }\n```\n\nInstead:\n\n```policy\nexecutable \"upload\" { option \"--output\" write  operands read }\n```\n",
  },
  "check/bad-reason": {
    severity: "error",
    text: "this reason cannot be filled in: {problem}",
    page: "# check/bad-reason\n\n> error: this reason cannot be filled in: {problem}\n\nIn a reason, braces hold what is filled in when the rule fires: the variable of `into`, `{source}`, `{source.tool}`, `{source.step}`,\n`{sink.tool}`, `{sink.op}`, arguments (`{args.path}`) and facts of a host rule. A brace itself is written twice.\n\n```policy\nunary deny exec { on EXEC  because \"{source} says so\" }\n```\n\nInstead:\n\n```policy\nunary deny exec { on EXEC  because \"{sink.tool} is not run\" }\n```\n",
  },
  "check/bad-records": {
    severity: "error",
    text: "the records that `{tool}` gives cannot be told apart by this: {problem}",
    page: "# check/bad-records\n\n> error: the records that `{tool}` gives cannot be told apart by this: {problem}\n\n`records` says where in a result records stand (mails, messages, transactions), by which field each tells who wrote it or what it is called, and\nwhich fields that author wrote himself. What he wrote ranks no higher than prose unless the user named him. A field that he writes cannot say\nwho he is: then anybody could say that he is whom the user named. Without `writes` all but `author` is taken to be his.\n\n```policy\ntool read_inbox() { op READ  result trust low  records { author sender  writes sender, body } }\n```\n\nInstead:\n\n```policy\ntool read_inbox() { op READ  result trust low  records { author sender  writes body } }\n```\n",
  },
  "check/bad-regex": {
    severity: "error",
    text: "`{part}` cannot be matched: {problem}",
    page: "# check/bad-regex\n\n> error: `{part}` cannot be matched: {problem}\n\nRegular expressions are JavaScript's with the flag `u`: characters, classes, groups, alternatives, quantifiers, `^`, `$`, `\\b`. They match in\ntime that grows with the text alone, whatever the text is, so what needs going back is left out: back-references and look-around. Groups\nhave no names and patterns no flags. `matches regex` looks for a match anywhere; write `^` and `$` for the whole text.\n\n```policy\nunary deny pairs { on tool send  when args.text matches regex \"(a+)\\\\1\" }\nunary deny words { on tool send  when args.text matches regex \"secret(?!ary)\" }\n```\n\nInstead:\n\n```policy\nunary deny pairs { on tool send  when args.text matches regex \"aa|aaaa\" }\nunary deny words { on tool send  when args.text matches regex \"secret\" and not (args.text matches regex \"secretary\") }\n```\n",
  },
  "check/bad-target": {
    severity: "error",
    text: "only an argument can be changed, or the row of `into`",
    page: "# check/bad-target\n\n> error: only an argument can be changed, or the row of `into`\n\n`set`, `remove` and `mask ... in` name what they change: an argument as `args.path` or `args.job.path`, or the variable that `into`\nbinds. Elements of lists are changed by way of a row: `into args[role: content] as text`.\n\n```policy\nunary correct folder { on tool run  set path(args.workdir) to \"/work\" }\n```\n\nInstead:\n\n```policy\nunary correct folder { on tool run  set args.workdir to \"/work\" }\n```\n",
  },
  "check/class-in-glob": {
    severity: "warning",
    text: "in a glob `{part}` is these letters, and no class of letters",
    help: "a class is matched by a regular expression, as in `x matches regex \"^{part}\"`",
    page: "# check/class-in-glob\n\n> warning: in a glob `{part}` is these letters, and no class of letters\n> help: a class is matched by a regular expression, as in `x matches regex \"^{part}\"`\n\nIn a glob only `*`, `?`, `**` and braces mean something else than themselves, so `[a-z]` stands for a text with these five signs in it. A class of\nletters or digits is written in a regular expression; one of a few texts in braces: `{a,b}`.\n\n```policy\nunary deny drafts { on tool send  when args.to matches text \"draft-[0-9]*\" }\n```\n\nInstead:\n\n```policy\nunary deny drafts { on tool send  when args.to matches regex \"^draft-[0-9]\" }\n```\n",
  },
  "check/compensates-itself": {
    severity: "error",
    text: "a call of `{name}` is not undone by the same call",
    page: "# check/compensates-itself\n\n> error: a call of `{name}` is not undone by the same call\n\nThe compensation is the call itself, with the arguments it had: it would do again what is to be undone. What puts back what was there before says\nso with what the call gave, as `compensate set_price(item: args.item, price: result.previous)`.\n\n```policy\ntool set_price(item: string, price: number) { op WRITE  compensate set_price(item: args.item, price: args.price) }\n```\n\nInstead:\n\n```policy\ntool set_price(item: string, price: number) { op WRITE  compensate set_price(item: args.item, price: result.previous) }\n```\n",
  },
  "check/conflicting-rewrites": {
    severity: "error",
    text: "this changes an argument that the rule has changed already",
    page: "# check/conflicting-rewrites\n\n> error: this changes an argument that the rule has changed already\n\nRewrites do not come one after the other: all of them are made of the arguments as they were. Two that change one argument, or one the whole of\nit and the other a part, can not both be done. Masks of one text go together.\n\n```policy\nunary correct folder { on tool run  set args.workdir to \"/work\"  remove args.workdir }\n```\n\nInstead:\n\n```policy\nunary correct folder { on tool run  set args.workdir to \"/work\" }\n```\n",
  },
  "check/constant-condition": {
    severity: "warning",
    text: "this condition is always {value}, whatever the call",
    page: "# check/constant-condition\n\n> warning: this condition is always {value}, whatever the call\n\nEither it says nothing and can go, or it makes the rule fire always or never, which nobody meant.\n\n```policy\nrelational deny mistrusted {\n  from source where trust(source) < low\n  to   egress via value\n}\n```\n\nInstead:\n\n```policy\nrelational deny mistrusted {\n  from source where trust(source) <= low\n  to   egress via value\n}\n```\n",
  },
  "check/definition-too-large": {
    severity: "error",
    text: "the definitions in this item come to more than {max} expressions",
    page: "# check/definition-too-large\n\n> error: the definitions in this item come to more than {max} expressions\n\nA definition is written out wherever it is used, its arguments with it, so that uses of uses multiply. Give the parts that are the same a\nname of their own where they are constants, or ask less at once.\n\n```policy\ndefine a(x) = x == 1 or x == 2 or x == 3 or x == 4\ndefine b(x) = a(x) or a(x + 4) or a(x + 8) or a(x + 12)\ndefine c(x) = b(x) or b(x + 16) or b(x + 32) or b(x + 48)\ndefine d(x) = c(x) or c(x + 64) or c(x + 128) or c(x + 192)\ndefine e(x) = d(x) or d(x + 256) or d(x + 512) or d(x + 768)\nunary deny small { on tool pay  when e(args.amount) or e(0 - args.amount) }\n```\n\nInstead:\n\n```policy\ndefine small(x) = x > 0 and x <= 1024\nunary deny small { on tool pay  when small(args.amount) }\n```\n",
  },
  "check/duplicate-clause": {
    severity: "error",
    text: "`{clause}` stands here twice",
    page: "# check/duplicate-clause\n\n> error: `{clause}` stands here twice\n\nEach clause of a rule or label stands once, so that nobody has to guess whether two of them mean \"and\" or \"or\".\n\n```policy\nunary deny both {\n  on   tool bash\n  when args.command contains \"rm\"\n  when args.command contains \"-rf\"\n}\n```\n\nInstead:\n\n```policy\nunary deny both {\n  on   tool bash\n  when args.command contains \"rm\" and args.command contains \"-rf\"\n}\n```\n",
  },
  "check/duplicate-declaration": {
    severity: "error",
    text: "{kind} `{name}` is declared twice",
    page: "# check/duplicate-declaration\n\n> error: {kind} `{name}` is declared twice\n\nTwo declarations of one name would leave it to chance which one holds. Rename one, or remove it. An act class must also not have\nthe name of an op.\n\n```policy\nconst limit = 20\nconst limit = 30\n```\n\nInstead:\n\n```policy\nconst limit = 20\nunary ask loops { on EXEC  when count(EXEC) > limit }\n```\n",
  },
  "check/duplicate-package": {
    severity: "error",
    text: "package `{name}` is declared by two files",
    page: "# check/duplicate-package\n\n> error: package `{name}` is declared by two files\n\nOne file is one package. Two files of the same name would make the meaning of `use` depend on which was read first. Rename one,\nor put the two together.\n\n```policy\npackage acme.labels\n\ntag _pii\n\n// and in another file:\n\npackage acme.labels\n\ntag _health\n```\n\nInstead:\n\n```policy\npackage acme.labels\n\ntag _pii, _health\n```\n",
  },
  "check/duplicate-rule": {
    severity: "error",
    text: "rule `{name}` is declared twice",
    page: "# check/duplicate-rule\n\n> error: rule `{name}` is declared twice\n\nA rule is known as `package.rule` in decisions, tests and approvals. Give one of the two another name.\n\n```policy\nunary deny secrets { on SEND }\nunary ask secrets { on WRITE }\n```\n\nInstead:\n\n```policy\nunary deny secrets { on SEND }\nunary ask secrets-to-disk { on WRITE }\n```\n",
  },
  "check/duplicate-tool": {
    severity: "error",
    text: "tool `{name}` is bound twice",
    page: "# check/duplicate-tool\n\n> error: tool `{name}` is bound twice\n\nA tool has one binding in a bundle, or what a call of it does would depend on which is read. Packs for different catalogues may\nbind tools of the same name: they never stand in one bundle.\n\n```policy\ntool fetch(url: string) { op READ }\ntool fetch(address: string) { op READ }\n```\n\nInstead:\n\n```policy\ntool fetch(url: string) { op READ }\ntool fetch_address(address: string) { op READ }\n```\n",
  },
  "check/excepts-all": {
    severity: "warning",
    text: "every `{name}` that the rule is about is excepted; it never fires for certain",
    page: "# check/excepts-all\n\n> warning: every `{name}` that the rule is about is excepted; it never fires for certain\n\nWhat the selector and `when` leave, `unless` takes away. Where the value is not known the rule still fires, as an exception never holds on\nwhat is unknown, and that is hardly what was meant.\n\n```policy\nunary ask large { on tool pay  when args.amount > 1000  unless args.amount > 100 }\n```\n\nInstead:\n\n```policy\nunary ask large { on tool pay  when args.amount > 100  unless args.amount > 1000 }\n```\n",
  },
  "check/irreversible-compensation": {
    severity: "error",
    text: "`{name}` is declared irreversible, and to be undone as well",
    page: "# check/irreversible-compensation\n\n> error: `{name}` is declared irreversible, and to be undone as well\n\nNothing undoes a call of an `irreversible` tool: a rollback says so and makes no call. Take out the word, or the compensation.\n\n```policy\ntool delete_file(path: string) { op WRITE  role path: path  irreversible }\ntool create_file(path: string) { op WRITE  irreversible  compensate delete_file(path: args.path) }\n```\n\nInstead:\n\n```policy\ntool delete_file(path: string) { op WRITE  role path: path  irreversible }\ntool create_file(path: string) { op WRITE  compensate delete_file(path: args.path) }\n```\n",
  },
  "check/may-be-missing": {
    severity: "warning",
    text: "`{name}` may be missing, and then this rule fires",
    help: "say what is meant then: `present({name}) and ...`, `not present({name}) or ...`, or `{name} else ...`",
    page: "# check/may-be-missing\n\n> warning: `{name}` may be missing, and then this rule fires\n> help: say what is meant then: `present({name}) and ...`, `not present({name}) or ...`, or `{name} else ...`\n\nThe argument is optional. Where it is left out, what is asked of it is unknown, and a rule fires on what is unknown. Where that is not\nmeant, the condition begins with `present(...) and`; where it is, it says so with `not present(...) or`. A value for calls without it follows\n`else`; and `on unknown skip` lets the rule pass over everything that is unknown.\n\n```policy\ntool chat(to: string, note?: string) { op SEND  sink message }\nunary deny secret { on tool chat  when args.note contains \"secret\" }\n```\n\nInstead:\n\n```policy\ntool chat(to: string, note?: string) { op SEND  sink message }\nunary deny secret { on tool chat  when present(args.note) and args.note contains \"secret\" }\n```\n",
  },
  "check/misplaced-clause": {
    severity: "error",
    text: "`{clause}` does not belong into a {kind} rule",
    page: "# check/misplaced-clause\n\n> error: `{clause}` does not belong into a {kind} rule\n\nSources, flows and rows (`from`, `to`, `into`) make a rule relational: it looks at what came into the call. Write `relational` in front, or\n`on` in place of `to`.\n\n```policy\nunary deny secrets { to egress via value }\n```\n\nInstead:\n\n```policy\nrelational deny secrets { from source where secrecy(source) == high  to egress via value }\n```\n",
  },
  "check/misplaced-rewrite": {
    severity: "error",
    text: "a rule that says `{effect}` has no `{clause}`: it does not change arguments",
    page: "# check/misplaced-rewrite\n\n> error: a rule that says `{effect}` has no `{clause}`: it does not change arguments\n\n`set`, `remove` and `mask` are for rules whose effect is `redact` or `correct`: the call goes on with other arguments. Every other effect\nis about the call as it is.\n\n```policy\nunary deny leak { on tool send  mask credentials(args.text) in args.text }\n```\n\nInstead:\n\n```policy\nunary redact leak { on tool send  mask credentials(args.text) in args.text }\n```\n",
  },
  "check/missing-argument": {
    severity: "warning",
    text: "the call does not give {names}, which `{tool}` requires",
    page: "# check/missing-argument\n\n> warning: the call does not give {names}, which `{tool}` requires\n\nThe tool declares the argument without `?`. A call without it is malformed: what rules ask of it is unknown, and the test shows what becomes\nof that. Give it, or declare it optional.\n\n```policy\ntest \"a payment\" { pay(to: \"ana\", memo: \"\")  expect allow }\n```\n\nInstead:\n\n```policy\ntest \"a payment\" { pay(to: \"ana\", amount: 5, memo: \"\")  expect allow }\n```\n",
  },
  "check/missing-clause": {
    severity: "error",
    text: "`{name}` has no `{clause}`",
    page: "# check/missing-clause\n\n> error: `{name}` has no `{clause}`\n\nWhat a rule or test speaks of is always written, because there is no default that everybody would guess. `on call` is every call; a\nrelational rule has a `from`, an `into`, or both.\n\n```policy\nunary deny everything { when op == EXEC }\n```\n\nInstead:\n\n```policy\nunary deny everything { on EXEC }\n```\n",
  },
  "check/missing-via": {
    severity: "error",
    text: "rule `{name}` does not say through which edges the flow comes",
    help: "write `via value` (the content itself came), `via context` (the model had read it), `via declared` or `via any`",
    page: "# check/missing-via\n\n> error: rule `{name}` does not say through which edges the flow comes\n> help: write `via value` (the content itself came), `via context` (the model had read it), `via declared` or `via any`\n\n\"The secret flowed into the message\" can mean that its text stands in it, or that the model had read it at some time before. The\nsecond is true of almost every call. So there is no default; only with `into` it is `value`, because nothing else leads into one argument.\n\n```policy\nrelational deny secret-egress {\n  from source where secrecy(source) == high\n  to   egress\n}\n```\n\nInstead:\n\n```policy\nrelational deny secret-egress {\n  from source where secrecy(source) == high\n  to   egress via value\n}\n```\n",
  },
  "check/needless-rule": {
    severity: "warning",
    text: "rule `{name}` says what `{other}` says already",
    page: "# check/needless-rule\n\n> warning: rule `{name}` says what `{other}` says already\n\nBoth have the same effect, are about the same calls and fire under the same conditions: without this one, nothing would be decided in\nanother way. One of them was perhaps meant to say something else.\n\n```policy\nunary deny shells { on tool bash, run }\nunary deny terminals { on tool bash, run }\n```\n\nInstead:\n\n```policy\nunary deny shells { on tool bash }\nunary deny terminals { on tool run }\n```\n",
  },
  "check/nested-quantifiers": {
    severity: "error",
    text: "`some`, `every` and `each` stand at most {max} deep",
    page: "# check/nested-quantifiers\n\n> error: `some`, `every` and `each` stand at most {max} deep\n\nEach quantifier asks its condition once for every element of a list, and one inside another multiplies that. Lists are an outsider's to\nmake long. Say it in two rules, or bind a list's elements as rows with `into`.\n\n```policy\ntool plan(a: any) { op EXEC }\nunary deny deep { on tool plan  when some a in args.a (some b in a.b (some c in b.c (some d in c.d (d == \"x\")))) }\n```\n\nInstead:\n\n```policy\ntool plan(a: any) { op EXEC }\nunary deny deep { on tool plan  when some a in args.a (some b in a.b (some c in b.c (c.d has \"x\"))) }\n```\n",
  },
  "check/never-equal": {
    severity: "error",
    text: "no value here can ever be `{literal}`: {problem}",
    page: "# check/never-equal\n\n> error: no value here can ever be `{literal}`: {problem}\n\n`path`, `basename`, `host`, `fold`, `shell(...)` and the like give one normal form, and what is compared with it must have that form, or the\ncomparison is false for ever and the rule protects nothing. Hosts and domains are lower-case names without scheme, port or path; base\nnames and executables have no `/`; paths have `~` for every home, `C:/` for drives, no `.`, `..`, `//` or trailing `/`; folded texts are\nfolded. Functions have their words and bounds: weekdays are `monday` to `sunday`, hours 0 to 23, kinds of SQL statements lower-case words.\n\n```policy\ntool fetch(url: string) { op READ  role url: url }\nunary deny evil { on tool fetch  when host(args.url) == \"https://EVIL.example/\" }\n```\n\nInstead:\n\n```policy\ntool fetch(url: string) { op READ  role url: url }\nunary deny evil { on tool fetch  when host(args.url) == \"evil.example\" }\n```\n",
  },
  "check/never-true": {
    severity: "warning",
    text: "`{name}` cannot be all that is asked of it here; this condition is never true",
    page: "# check/never-true\n\n> warning: `{name}` cannot be all that is asked of it here; this condition is never true\n\nThe tests that are joined by `and`, those of the selector's `where` and of `when` together, leave no value. Where the value is not known the\nrule still fires, as it does whenever it hangs on something unknown, and that is hardly what was meant. Perhaps `or` was, or `in {..}`.\n\n```policy\nunary deny both { on tool bash  when args.command == \"ls\" and args.command == \"pwd\" }\n```\n\nInstead:\n\n```policy\nunary deny both { on tool bash  when args.command in {\"ls\", \"pwd\"} }\n```\n",
  },
  "check/no-filter": {
    severity: "error",
    text: "{what} cannot choose the items of an `each`",
    page: "# check/no-filter\n\n> error: {what} cannot choose the items of an `each`\n\nThe list of an `each` is computed before any rule is asked, so its `where` reads what stands in the call: comparisons, `in`, `has`,\n`contains`, `starts with`, `ends with`, `present`, joined by `and`, `or` and `not`. Labels, where a value comes from, globs and\nquantifiers are asked by rules; a regular expression by `size(found(x, \"...\")) > 0`.\n\n```policy\ntool edit(changes: list of { path: string }) { op WRITE }\nunary deny many { on tool edit  when size(each c in args.changes where trust(target) == low (c.path)) > 3 }\n```\n\nInstead:\n\n```policy\ntool edit(changes: list of { path: string }) { op WRITE }\nunary deny many { on tool edit  when size(each c in args.changes where c.path starts with \"/etc/\" (c.path)) > 3 }\n```\n",
  },
  "check/no-folding": {
    severity: "error",
    text: "case cannot be ignored here",
    page: "# check/no-folding\n\n> error: case cannot be ignored here\n\n`ignoring case` puts texts through the kernel's case folding. Numbers and booleans have none, and levels, tags, ops and other words\nhave no case to ignore. Hosts and domains are lower-case already.\n\n```policy\nunary deny removal { on EXEC  when op == EXEC ignoring case }\n```\n\nInstead:\n\n```policy\nunary deny removal { on tool bash  when args.command contains \"rm\" ignoring case }\n```\n",
  },
  "check/non-monotone": {
    severity: "warning",
    text: "by this comparison rule `{name}` holds less where there is more taint",
    page: "# check/non-monotone\n\n> warning: by this comparison rule `{name}` holds less where there is more taint\n\nMore taint should never allow more: whoever feeds an agent can always add some, and so could choose the level at which the rule looks\naway. Compare in the direction of taint (`trust(x) <= medium`, `secrecy(x) >= medium`, `tags(x) has t`), and put what excuses a call\ninto facts that an outsider does not set. Where the comparison is meant, the warning may stand.\n\n```policy\nrelational deny middling {\n  on   egress\n  into args as x\n  when secrecy(x) == medium      // and of a high secret it says nothing\n}\n```\n\nInstead:\n\n```policy\nrelational deny middling {\n  on   egress\n  into args as x\n  when secrecy(x) >= medium\n}\n```\n",
  },
  "check/not-constant": {
    severity: "error",
    text: "a constant is a text, a number, true or false, a set of texts, numbers or words, or a map of them",
    page: "# check/not-constant\n\n> error: a constant is a text, a number, true or false, a set of texts, numbers or words, or a map of them\n\nConstants stand for what is written, so that a rule reads the same with the constant's value in its place. What depends on\nthe call belongs into a condition.\n\n```policy\nconst target-file = basename(args.path)\n```\n\nInstead:\n\n```policy\ndefine target-file(x: string) = basename(x)\nunary deny hidden { on tool read  when target-file(args.path) == \".env\" }\n```\n",
  },
  "check/not-extractable": {
    severity: "error",
    text: "`{name}(...)` cannot be computed of this",
    page: "# check/not-extractable\n\n> error: `{name}(...)` cannot be computed of this\n\nFunctions are computed by the kernel, of what a call brings. What they give for a text of the policy is known when it is written, and stands\nthere better than the function.\n\n```policy\nunary deny keys { on READ  when basename(args.path) == basename(\"/etc/shadow\") }\n```\n\nInstead:\n\n```policy\nunary deny keys { on READ  when basename(args.path) == \"shadow\" }\n```\n",
  },
  "check/not-here": {
    severity: "error",
    text: "{what} cannot be read in {place}",
    page: "# check/not-here\n\n> error: {what} cannot be read in {place}\n\nA tool's clauses are asked before anything is known but the call's arguments. `from source where` is asked of instructions that have\nfinished, and sees their arguments and labels. Only `when`, `unless` and the `where` of a rule's selector see what flowed into the call, the\nuser's words, histories, whom the agent acts for and (in host rules) facts; only `into` binds a row that has provenance, and only\na relational rule with `from` has sources to compare with its sink.\n\n```policy\ntool settle(amount: number) { op SEND  sink payment when not asked(payment) }\n```\n\nInstead:\n\n```policy\ntool settle(amount: number) { op SEND  sink payment }\nunary deny unasked { on tool settle  unless asked(payment) }\n```\n",
  },
  "check/of-another-tool": {
    severity: "warning",
    text: "`{tool}` has no `{name}`, and this rule fires on its calls",
    help: "name the tool before its argument is read, as in `tool == NAME and ...`, or write a rule for each",
    page: "# check/of-another-tool\n\n> warning: `{tool}` has no `{name}`, and this rule fires on its calls\n> help: name the tool before its argument is read, as in `tool == NAME and ...`, or write a rule for each\n\nThe rule is about several tools, and what it asks of one of them another cannot have. There the argument is missing, what is asked of it is\nunknown, and a rule fires on what is unknown. A comparison of `tool` before it, `present(...) and`, or a value behind `else` say what is meant.\n\n```policy\ntool pay(to: string, amount: number) { op SEND  sink payment }\ntool post(text: string) { op SEND  sink message }\nunary ask large { on tool pay, post  when args.amount > 100 }\n```\n\nInstead:\n\n```policy\ntool pay(to: string, amount: number) { op SEND  sink payment }\ntool post(text: string) { op SEND  sink message }\nunary ask large { on tool pay  when args.amount > 100 }\n```\n",
  },
  "check/op-without-default": {
    severity: "error",
    text: "tool `{name}` has no op without a condition",
    page: "# check/op-without-default\n\n> error: tool `{name}` has no op without a condition\n\nThe first `op` clause whose condition is true says what the call is. The last one must have no condition, so that a call whose\narguments are missing or strange is something too: let it be the strictest thing the tool can do.\n\n```policy\ntool cron(action: string) { op READ when args.action == \"list\" }\n```\n\nInstead:\n\n```policy\ntool cron(action: string) { op READ when args.action == \"list\"  op EXEC }\n```\n",
  },
  "check/raw-path": {
    severity: "warning",
    text: "`{literal}` is compared with `{argument}` as it came, which has many forms",
    help: "put the argument through `path(...)`, which gives one form to `~/x`, `/home/ana/x` and `~/y/../x`",
    page: "# check/raw-path\n\n> warning: `{literal}` is compared with `{argument}` as it came, which has many forms\n> help: put the argument through `path(...)`, which gives one form to `~/x`, `/home/ana/x` and `~/y/../x`\n\nThe tool says that the argument is a path. An agent writes the same path in many ways: with `~` or with the whole home directory, with\n`..` and `//` in it, with `\\\\` on Windows. A rule that compares the text itself is passed by any of the others; `path(...)`, and\n`matches path`, look at the one normal form.\n\n```policy\nunary deny keys { on tool read  when args.path == \"~/.ssh/id_rsa\" }\n```\n\nInstead:\n\n```policy\nunary deny keys { on tool read  when path(args.path) == \"~/.ssh/id_rsa\" }\n```\n",
  },
  "check/recursive-constant": {
    severity: "error",
    text: "constant `{name}` stands for itself",
    page: "# check/recursive-constant\n\n> error: constant `{name}` stands for itself\n\nA constant may name other constants, but not, through them, itself: the language has no recursion.\n\n```policy\nconst a = {b}\nconst b = {a}\n```\n\nInstead:\n\n```policy\nconst a = {\"x\"}\nconst b = {a, \"y\"}\nunary deny exec { on tool run  when args.command in b }\n```\n",
  },
  "check/recursive-definition": {
    severity: "error",
    text: "`{name}` leads to itself",
    page: "# check/recursive-definition\n\n> error: `{name}` leads to itself\n\nA definition is written out where it is used; one that uses itself, directly or by others, would never end. The language has no\nrecursion: say `some x in LIST (...)` of the items of a list, or write out as many steps as there can be.\n\n```policy\ndefine below(x: string) = x == \"/\" or below(parent(x))\n```\n\nInstead:\n\n```policy\ndefine below(x: string) = inside(x, \"/srv\")\nunary deny served { on tool write  when below(args.path) }\n```\n",
  },
  "check/recursive-executable": {
    severity: "error",
    text: "what is like `{name}` is like itself in the end",
    page: "# check/recursive-executable\n\n> error: what is like `{name}` is like itself in the end\n\n`like` takes over what is said of another program. Where that one is like the first, nothing is said of either.\n\n```policy\nexecutable \"put\" { like \"push-file\" }\nexecutable \"push-file\" { like \"put\" }\n```\n\nInstead:\n\n```policy\nexecutable \"put\" {\n  last     target\n  operands source\n}\nexecutable \"push-file\" { like \"put\" }\n```\n",
  },
  "check/removes-required": {
    severity: "warning",
    text: "`{name}` is required by every tool in question, and will be missing",
    page: "# check/removes-required\n\n> warning: `{name}` is required by every tool in question, and will be missing\n\nThe tools that the rule is about declare the argument without `?`, so a call without it will fail. Where that is meant, `deny` says\nso; else `set` the argument to something harmless.\n\n```policy\ntool post(to: string, memo: string) { op SEND  sink message }\nunary correct quiet { on tool post  remove args.memo }\n```\n\nInstead:\n\n```policy\ntool post(to: string, memo: string) { op SEND  sink message }\nunary correct quiet { on tool post  set args.memo to \"\" }\n```\n",
  },
  "check/reserved-name": {
    severity: "error",
    text: "`{name}` is a word of the language: nothing that is declared can be called so",
    page: "# check/reserved-name\n\n> error: `{name}` is a word of the language: nothing that is declared can be called so\n\nRows cannot be called `sink`, `source`, `target`, `op`, `tool`, `args` or `result`, which mean something else wherever the row could be read; and\ndefinitions and dimensions cannot bear the names of functions, for which they would be taken.\n\n```policy\nrelational ask strange { on payment  into args[role: destination] as target  when named(target) }\n```\n\nInstead:\n\n```policy\nrelational ask strange { on payment  into args[role: destination] as to  when named(to) }\n```\n",
  },
  "check/same-sides": {
    severity: "warning",
    text: "both sides of this comparison are the same",
    help: "compare it with something else, or leave the comparison away",
    page: "# check/same-sides\n\n> warning: both sides of this comparison are the same\n> help: compare it with something else, or leave the comparison away\n\nA value that is compared with itself says nothing about it. In the `where` of a history `args`, `result` and `tool` are the earlier call's, on\nboth sides of the comparison; the pending call's are `sink.args` and `sink.tool`.\n\n```policy\nunary deny again { on tool pay  when after(tool pay where args.to == args.to) }\n```\n\nInstead:\n\n```policy\nunary deny again { on tool pay  when after(tool pay where args.to == sink.args.to) }\n```\n",
  },
  "check/shadowed-fact": {
    severity: "error",
    text: "`{name}` is a constant and a fact of runtime `{runtime}`",
    page: "# check/shadowed-fact\n\n> error: `{name}` is a constant and a fact of runtime `{runtime}`\n\nIn a host rule the name could mean either, and a rule that reads the constant where the fact was meant looks at nothing that ever\nchanges. Call the constant something else.\n\n```policy\nruntime openclaw { fact elevated: boolean }\nconst elevated = false\nhost openclaw deny raised { on EXEC  when elevated == true }\n```\n\nInstead:\n\n```policy\nruntime openclaw { fact elevated: boolean }\nhost openclaw deny raised { on EXEC  when elevated == true }\n```\n",
  },
  "check/shadowed-name": {
    severity: "warning",
    text: "`{name}` is already the name of something here",
    page: "# check/shadowed-name\n\n> warning: `{name}` is already the name of something here\n\nInside the quantifier the name means its element, and what had the name before cannot be read any more. Where both are meant, the\ncondition says something else than it seems to. Give the element another name.\n\n```policy\ntool copy(to: string, cc: list of string) { op SEND  sink message  role destination: to }\nrelational ask other { on tool copy  into args[role: destination] as to  when some to in args.cc (domain(to) == \"evil.example\") }\n```\n\nInstead:\n\n```policy\ntool copy(to: string, cc: list of string) { op SEND  sink message  role destination: to }\nrelational ask other { on tool copy  into args[role: destination] as to  when some cc in args.cc (domain(cc) == domain(to)) }\n```\n",
  },
  "check/shadowed-rule": {
    severity: "warning",
    text: "wherever rule `{name}` fires, `{other}` says `{effect}`; this one decides nothing",
    page: "# check/shadowed-rule\n\n> warning: wherever rule `{name}` fires, `{other}` says `{effect}`; this one decides nothing\n\nBoth stand in one package. The other is about all calls that this one is about, asks no more of them, has no exception that this one\nhas not, and its effect is stricter: the decision is never this one's. Perhaps the stricter one was to be narrower.\n\n```policy\nunary ask commands { on tool bash }\nunary deny execution { on tool bash, run }\n```\n\nInstead:\n\n```policy\nunary ask commands { on tool bash }\nunary deny removal { on tool bash, run  when tags(target) has destructive }\n```\n",
  },
  "check/star-as-text": {
    severity: "warning",
    text: "`{literal}` is compared as it stands, and its `*` is a letter like others",
    page: "# check/star-as-text\n\n> warning: `{literal}` is compared as it stands, and its `*` is a letter like others\n\n`==`, `!=` and `has` compare whole texts: a `*` in one is a `*`, and stands for nothing else. What is meant is mostly a glob, which is asked with\n`matches text`, `matches path` or `matches domain`; as it stands the rule says nothing of all that the glob would match. A text that is only signs\n(`\"*\"`) or has blanks in it is taken to be meant, and so is one in a set (`x in {\"*.tmp\"}`), as words of a shell command are compared.\n\n```policy\nunary deny outside { on tool send  when args.to == \"*@evil.example\" }\n```\n\nInstead:\n\n```policy\nunary deny outside { on tool send  when args.to matches text \"*@evil.example\" }\n```\n",
  },
  "check/term-too-large": {
    severity: "error",
    text: "this value has more than {max} parts",
    page: "# check/term-too-large\n\n> error: this value has more than {max} parts\n\nWhat is computed of arguments is a tree that is evaluated for each call; this one has more nodes than anybody reads. It may be written\nshortly and still be large: quantifiers carry the lists they go through into what is computed of their elements, and definitions\nare written out. Split the condition, or compute less.\n\n```policy\ndefine two(x) = x + x\ndefine four(x) = two(two(x))\ndefine sixteen(x) = four(four(x))\nunary deny sums { on tool pay  when sixteen(sixteen(args.amount)) + sixteen(sixteen(args.amount)) > 10 }\n```\n\nInstead:\n\n```policy\nunary deny sums { on tool pay  when 512 * args.amount > 10 }\n```\n",
  },
  "check/time-goes-back": {
    severity: "error",
    text: "time does not go back",
    help: "steps stand in the order of their times: put what is earlier first, or give this one a later time",
    page: "# check/time-goes-back\n\n> error: time does not go back\n> help: steps stand in the order of their times: put what is earlier first, or give this one a later time\n\nThe steps of a test happen one after the other, so each `at` is as late as the one before or later.\n\n```policy\ntest \"two days\" {\n  at \"2026-11-23T10:00:00Z\"  a = read(path: \"x\")\n  at \"2026-11-22T10:00:00Z\"  b = read(path: \"x\")\n  expect allow b\n}\n```\n\nInstead:\n\n```policy\ntest \"two days\" {\n  at \"2026-11-22T10:00:00Z\"  a = read(path: \"x\")\n  at \"2026-11-23T10:00:00Z\"  b = read(path: \"x\")\n  expect allow b\n}\n```\n",
  },
  "check/too-deep": {
    severity: "error",
    text: "this goes deeper than {max} steps",
    page: "# check/too-deep\n\n> error: this goes deeper than {max} steps\n\nConditions, constants made of constants, types and values of tests are read to a fixed depth, so that no text can exhaust the stack. A long chain of `or`\nover one value is a set: `x in {\"a\", \"b\"}`; a long chain over different things is several rules.\n\n```policy\nunary deny chain { on EXEC  when op == EXEC or op == EXEC or op == EXEC }    // and a thousand more\n```\n",
  },
  "check/too-many": {
    severity: "error",
    text: "{count} {what} are more than the {max} there can be",
    page: "# check/too-many\n\n> error: {count} {what} are more than the {max} there can be\n\nTags are bits of one machine word in every decision, act classes of four, rules have 16-bit numbers; that is what makes a decision\ncost microseconds. Join some of them, or split the packs over bundles. Sets are bounded because every rule that names one carries it:\nlong lists are data, which a fact or an extractor looks up.\n\n```policy\ntag t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, t30, t31, t32, t33\n```\n\nInstead:\n\n```policy\ntag _t1, _t2, _t3\n```\n",
  },
  "check/unbound-allowed": {
    severity: "warning",
    text: "no rule says what becomes of calls of tools that nobody declared",
    page: "# check/unbound-allowed\n\n> warning: no rule says what becomes of calls of tools that nobody declared\n\nA tool without a binding could do anything, and what its arguments are for nobody knows: rules that look at them say nothing of it. This\nbundle declares tools, so it knows which there are; let a rule hold the others.\n\nThe package `standard.guard` has such a rule.\n\n```policy\npackage acme.guard\n\ntool read(path: string) { op READ  role path: path }\nunary deny secrets { on tool read  when path(args.path) matches path \"~/.ssh/**\" }    // and a tool `cat` reads everything\n```\n\nInstead:\n\n```policy\npackage acme.guard\n\ntool read(path: string) { op READ  role path: path }\nunary deny secrets { on tool read  when path(args.path) matches path \"~/.ssh/**\" }\nunary ask unbound { on unbound }\n```\n",
  },
  "check/unbound-step": {
    severity: "warning",
    text: "no package binds a tool `{name}`; this call will be unbound",
    page: "# check/unbound-step\n\n> warning: no package binds a tool `{name}`; this call will be unbound\n\nA test calls a tool that is not declared: it will be judged as something that could do anything. If that is what the test is for, let it\nexpect the rule that speaks of `unbound` calls, and this warning goes; else it is a misspelling.\n\n```policy\ntool send_money(recipient: string) { op SEND }\ntest \"money\" { a = send_mony(recipient: \"x\")  expect allow a }\n```\n\nInstead:\n\n```policy\ntool send_money(recipient: string) { op SEND }\ntest \"money\" { a = send_money(recipient: \"x\")  expect allow a }\n```\n",
  },
  "check/undeclared-argument": {
    severity: "warning",
    text: "the tool has no parameter `{name}`",
    page: "# check/undeclared-argument\n\n> warning: the tool has no parameter `{name}`\n\nNo rule can read the argument, as no tool declares it. Its name may be misspelt; a tool that takes further arguments ends its parameters in `...`.\n\n```policy\ntest \"a mail\" { send(too: \"ana\", to: \"ana\", text: \"hello\")  expect allow }\n```\n\nInstead:\n\n```policy\ntest \"a mail\" { send(to: \"ana\", text: \"hello\")  expect allow }\n```\n",
  },
  "check/unknown-act": {
    severity: "error",
    text: "there is no act class `{name}`",
    page: "# check/unknown-act\n\n> error: there is no act class `{name}`\n\nAct classes are declared with `act`, with the words by which a user asks for them. `asked(...)` and `act` clauses name them.\nThe package must declare the act itself or use a package that does.\n\n```policy\nunary deny unasked { on payment  unless asked(paymnet) }\n```\n\nInstead:\n\n```policy\nunary deny unasked { on payment  unless asked(payment) }\n```\n",
  },
  "check/unknown-argument": {
    severity: "error",
    text: "`{name}` is no argument of {tools}",
    page: "# check/unknown-argument\n\n> error: `{name}` is no argument of {tools}\n\nThe selector says which tools a rule is about; one of them at least must declare the argument (or end its parameters in\n`...`), or be declared with a parameter of type `any` or a record that leads to it. Where none does, the argument is always\nabsent, and the condition always unknown.\n\n```policy\ntool send_money(recipient: string, amount: number) { op SEND  sink payment }\nunary ask large { on tool send_money  when args.ammount > 1000 }\n```\n\nInstead:\n\n```policy\ntool send_money(recipient: string, amount: number) { op SEND  sink payment }\nunary ask large { on tool send_money  when args.amount > 1000 }\n```\n",
  },
  "check/unknown-data": {
    severity: "error",
    text: "there is no data `{name}`",
    page: "# check/unknown-data\n\n> error: there is no data `{name}`\n\nExternal data is declared with its type (`data vendors: list of string`) in this package or in one that it uses; a test gives it for\nthe time of the test. What is not declared no rule can read.\n\n```policy\ndata vendors: list of string\nunary ask strangers { on tool send  unless args.to in vendors }\ntest \"a new vendor\" { data vendor = [\"acme\"]  a = send(to: \"acme\", text: \"hello\")  expect ask a }\n```\n\nInstead:\n\n```policy\ndata vendors: list of string\nunary ask strangers { on tool send  unless args.to in vendors }\ntest \"a known vendor\" { data vendors = [\"acme\"]  a = send(to: \"acme\", text: \"hello\")  expect allow a }\n```\n",
  },
  "check/unknown-dimension": {
    severity: "error",
    text: "there is no dimension `{name}`",
    page: "# check/unknown-dimension\n\n> error: there is no dimension `{name}`\n\n`trust` and `secrecy` are everybody's dimensions; others are declared (`dimension integrity { checked < raw < foreign }`) in this\npackage or in one that it uses.\n\n```policy\ndimension integrity { checked < raw < foreign }\nlabel path \"~/Downloads/**\" { integritty foreign }\n```\n\nInstead:\n\n```policy\ndimension integrity { checked < raw < foreign }\nlabel path \"~/Downloads/**\" { integrity foreign }\nunary ask raw { on READ  when integrity(target) >= raw }\n```\n",
  },
  "check/unknown-effect": {
    severity: "error",
    text: "there is no effect `{name}`",
    page: "# check/unknown-effect\n\n> error: there is no effect `{name}`\n\nA rule warns, asks or denies. Where no rule fires the call is allowed; a rule cannot allow, because then one rule could undo\nwhat another forbids. Exceptions are written as `unless`. A test may expect `allow`.\n\n```policy\nunary allow trusted { on READ }\n```\n\nInstead:\n\n```policy\nunary deny writes { on WRITE  unless approved(sink) }\n```\n",
  },
  "check/unknown-executable": {
    severity: "error",
    text: "nothing is said of an executable `{name}`",
    page: "# check/unknown-executable\n\n> error: nothing is said of an executable `{name}`\n\n`like` names a program that is built in or that some package declares with `executable`: what is said of that one holds of this one too.\nA program that is like itself takes over what is built in, and adds to it.\n\n```policy\nexecutable \"mycurl\" { like \"crul\" }\n```\n\nInstead:\n\n```policy\nexecutable \"mycurl\" { like \"curl\" }\n```\n",
  },
  "check/unknown-fact": {
    severity: "error",
    text: "no runtime profile provides a fact `{name}`",
    page: "# check/unknown-fact\n\n> error: no runtime profile provides a fact `{name}`\n\nA fact that nothing provides is always absent: the rule would never be asked, and nobody would notice. Facts are declared in\nthe profile of the rule's own runtime.\n\n```policy\nruntime openclaw { fact sandbox.enabled: boolean }\nhost openclaw deny no-sandbox { on EXEC  when sandbox.enable == false }\n```\n\nInstead:\n\n```policy\nruntime openclaw { fact sandbox.enabled: boolean }\nhost openclaw deny no-sandbox { on EXEC  when sandbox.enabled == false }\n```\n",
  },
  "check/unknown-field": {
    severity: "error",
    text: "there is no field or key `{name}` here",
    page: "# check/unknown-field\n\n> error: there is no field or key `{name}` here\n\nA record has the fields with which its type was declared, a constant map the keys that were written. One that is not there would never\nhave a value, and a rule that reads it would never hold for certain. A record that may have others is declared with `...` behind its fields.\n\n```policy\nunary ask lines { on tool send  when some x in sql(args.text, \"postgresql\") (x.knd == \"drop\") }\n```\n\nInstead:\n\n```policy\nunary ask lines { on tool send  when some x in sql(args.text, \"postgresql\") (x.kind == \"drop\") }\n```\n",
  },
  "check/unknown-function": {
    severity: "error",
    text: "there is no function `{name}`",
    page: "# check/unknown-function\n\n> error: there is no function `{name}`\n\nThe functions are `present`, `asked`, `approved`, `repeats`, `count`; `trust`, `secrecy`, `tags`; `who`, `shape`, `named`;\n`path`, `basename`, `fold`, `host`, `domain`, `private_host`, `credentials`, `shell`. There are no others: the language is total,\nand what needs more is a fact the kernel computes.\n\n```policy\nunary deny hidden { on READ  when filename(args.path) == \".env\" }\n```\n\nInstead:\n\n```policy\nunary deny hidden { on READ  when basename(args.path) == \".env\" }\n```\n",
  },
  "check/unknown-name": {
    severity: "error",
    text: "nothing here is called `{name}`",
    page: "# check/unknown-name\n\n> error: nothing here is called `{name}`\n\nThe name is no constant of this package or of one it uses, no variable of `into`, `some` or `every`, and no word that the other\nside of the comparison knows. A rule with a name that means nothing would never fire, so it does not compile.\n\nDeclare it (`const polls = 20`), use the package that declares it, or put a text in quotes.\n\n```policy\nconst limit = 20\nunary deny loops {\n  on   EXEC\n  when count(EXEC) > limitt or count(SEND) > limit\n}\n```\n\nInstead:\n\n```policy\nconst limit = 20\nunary deny loops {\n  on   EXEC\n  when count(EXEC) > limit or count(SEND) > limit\n}\n```\n",
  },
  "check/unknown-op": {
    severity: "error",
    text: "there is no op `{name}`",
    page: "# check/unknown-op\n\n> error: there is no op `{name}`\n\nOps are the semantic instruction set; they are written in capitals: `READ`, `WRITE`, `EXEC`, `SEND`, `STORE`, `RETRIEVE`,\n`DELEGATE`, `RESPOND` and so on. The page `docs/language.md` has them all.\n\n```policy\ntool make(target: string) { op EXECUTE }\n```\n\nInstead:\n\n```policy\ntool make(target: string) { op EXEC }\n```\n",
  },
  "check/unknown-package": {
    severity: "error",
    text: "there is no package `{name}`",
    page: "# check/unknown-package\n\n> error: there is no package `{name}`\n\n`use` makes another package's tags, acts, constants and runtimes visible. No file that was read is this package, so whatever\nwas meant to come from it is missing.\n\nCheck the spelling, or give the folder in which the package lies to the command as well.\n\n```policy\npackage acme.guard\nuse acme.lables\n\n// and in a file of its own:\n\npackage acme.labels\n\ntag _pii\n```\n\nInstead:\n\n```policy\npackage acme.guard\nuse acme.labels\n\nunary ask personal { on READ  when tags(target) has pii }\n\n// and in a file of its own:\n\npackage acme.labels\n\ntag pii\n```\n",
  },
  "check/unknown-rule": {
    severity: "error",
    text: "there is no rule `{name}`",
    page: "# check/unknown-rule\n\n> error: there is no rule `{name}`\n\n`by` names the rules that must have fired: rules of this package, of packages it uses, or any rule by its full name\n(`package.rule`).\n\n```policy\nunary deny no-commands { on EXEC }\ntest \"commands\" {\n  a = bash(command: \"ls\")\n  expect deny a by no-comands\n}\n```\n\nInstead:\n\n```policy\nunary deny no-commands { on EXEC }\ntest \"commands\" {\n  a = bash(command: \"ls\")\n  expect deny a by no-commands\n}\n```\n",
  },
  "check/unknown-runtime": {
    severity: "error",
    text: "there is no runtime `{name}`",
    page: "# check/unknown-runtime\n\n> error: there is no runtime `{name}`\n\nHost rules and tests name the runtime whose facts they read. Declare it with `runtime NAME { fact a.b: TYPE }`, or use the\npackage that does.\n\n```policy\nhost openclaws deny no-exec { on EXEC }\n```\n\nInstead:\n\n```policy\nhost openclaw deny no-exec { on EXEC }\n```\n",
  },
  "check/unknown-selector": {
    severity: "error",
    text: "`{name}` is no op, sink kind or act class",
    page: "# check/unknown-selector\n\n> error: `{name}` is no op, sink kind or act class\n\nWhat stands behind `on` and `to` is a list of ops (`EXEC`), sink kinds (`egress`), act classes that the package sees\n(`payment`), `tool NAME`, `unbound` (calls whose tool nobody declared) or `call` (any call).\n\n```policy\nunary deny all-writes { on write }\n```\n\nInstead:\n\n```policy\nunary deny all-writes { on WRITE }\nunary deny one-tool { on tool write }\n```\n",
  },
  "check/unknown-sink": {
    severity: "error",
    text: "there is no sink kind `{name}`",
    page: "# check/unknown-sink\n\n> error: there is no sink kind `{name}`\n\nSink kinds say by what kind of place an effect leaves: `egress`, `message`, `payment`, `ui`, `persist`, `shared_write`,\n`delete`, `control`, `identity`, `execution`. They are fixed, because rules of one pack must hold for tools of another.\nWhat is special to a trade is an act class: declare it with `act` and bind it with an `act` clause.\n\n```policy\ntool post(url: string) { op SEND  sink shared-write }\n```\n\nInstead:\n\n```policy\ntool post(url: string) { op SEND  sink shared_write }\n```\n",
  },
  "check/unknown-step": {
    severity: "error",
    text: "there is no step `{name}` before this",
    page: "# check/unknown-step\n\n> error: there is no step `{name}` before this\n\n`expect` speaks of the call or `assistant` text it names, or, without a name, of the last one before it. Name a call by writing\n`b = tool(...)`.\n\n```policy\ntest \"nothing is decided yet\" {\n  user \"hello\"\n  expect allow\n}\n```\n\nInstead:\n\n```policy\ntest \"a file is read\" {\n  user \"read my notes\"\n  read(path: \"notes.md\")\n  expect allow\n}\n```\n",
  },
  "check/unknown-tag": {
    severity: "error",
    text: "there is no tag `{name}`",
    page: "# check/unknown-tag\n\n> error: there is no tag `{name}`\n\nTags are declared with `tag`, in this package or one that it uses, so that a misspelt tag is found here and not by the\nsecret that got away.\n\n```policy\ntag credential\nlabel path \"~/.ssh/**\" { tag credentials }\n```\n\nInstead:\n\n```policy\ntag credential\nlabel path \"~/.ssh/**\" { tag credential }\nunary ask secrets { on READ  when tags(target) has credential }\n```\n",
  },
  "check/unknown-tool": {
    severity: "error",
    text: "no package binds a tool `{name}`",
    page: "# check/unknown-tool\n\n> error: no package binds a tool `{name}`\n\nA selector names tools by the names under which they are declared with `tool`. A rule about a tool that is declared nowhere\nwould watch nothing. Declare the tool, or ask for `unbound` calls if calls of undeclared tools are meant.\n\n```policy\ntool remove_file(path: string) { op WRITE }\nunary ask removal { on tool remove_fiel }\n```\n\nInstead:\n\n```policy\ntool remove_file(path: string) { op WRITE }\nunary ask removal { on tool remove_file }\n```\n",
  },
  "check/unknown-word": {
    severity: "error",
    text: "there is no {what} `{name}`",
    page: "# check/unknown-word\n\n> error: there is no {what} `{name}`\n\nSome words come from a fixed vocabulary: roles of arguments, shapes and principals of provenance, kinds of edge, types, kinds of\nresource, kinds of glob, formats of results. The help lists them or names the nearest.\n\n```policy\nrelational deny talked-into {\n  on   payment\n  into args[role: destination] as to\n  when shape(to) in {prose, taint}\n}\n```\n\nInstead:\n\n```policy\nrelational deny talked-into {\n  on   payment\n  into args[role: destination] as to\n  when shape(to) in {prose, tainted}\n}\n```\n",
  },
  "check/unmatched-label": {
    severity: "warning",
    text: "no package binds a tool `{name}`, so this label is of nothing",
    page: "# check/unmatched-label\n\n> warning: no package binds a tool `{name}`, so this label is of nothing\n\nThe label names one tool, without wildcards, and no tool of that name is declared. If a tool that nobody declared is meant, the warning may\nstand; else it is a misspelling.\n\n```policy\ntool web_fetch(url: string) { op READ }\nlabel tool \"web-fetch\" { trust low }\n```\n\nInstead:\n\n```policy\ntool web_fetch(url: string) { op READ }\nlabel tool \"web_fetch\" { trust low }\n```\n",
  },
  "check/unprovided-fact": {
    severity: "warning",
    text: "no runtime of this bundle provides the fact `{fact}`; the rule is never asked",
    page: "# check/unprovided-fact\n\n> warning: no runtime of this bundle provides the fact `{fact}`; the rule is never asked\n\nA rule that reads a fact which the session's runtime does not provide is inactive. Here there is no runtime that could: none declares the\nfact. `realpath` is a map from paths to where they lead, once links are followed.\n\n```policy\nunary deny links { on tool read  when realpath(args.path) matches path \"/etc/**\" }\n```\n\nInstead:\n\n```policy\nruntime acme { fact realpath: map of string }\nunary deny links { on tool read  when realpath(args.path) matches path \"/etc/**\" }\n```\n",
  },
  "check/unreachable-clause": {
    severity: "warning",
    text: "an op of tool `{name}` can never be taken",
    page: "# check/unreachable-clause\n\n> warning: an op of tool `{name}` can never be taken\n\n`op` clauses are tried in order, and one without a condition is always taken. What stands behind it is never asked.\n\n```policy\ntool cron(action: string) {\n  op EXEC\n  op READ when args.action == \"list\"\n}\n```\n\nInstead:\n\n```policy\ntool cron(action: string) {\n  op READ when args.action == \"list\"\n  op EXEC\n}\n```\n",
  },
  "check/unreachable-role": {
    severity: "warning",
    text: "rule `{name}` looks at arguments with role {roles}, and no tool it watches has one",
    page: "# check/unreachable-role\n\n> warning: rule `{name}` looks at arguments with role {roles}, and no tool it watches has one\n\nNo tool that the rule's selector can mean gives an argument one of these roles, so the rule has no row to look at and never fires. Either a\nbinding lacks a `role` clause, or another role is meant.\n\n```policy\ntool pay(to: string) { op SEND  sink payment  role object: to }\nrelational ask stranger { on tool pay  into args[role: destination] as to  when not named(to) }\n```\n\nInstead:\n\n```policy\ntool pay(to: string) { op SEND  sink payment  role destination: to }\nrelational ask stranger { on tool pay  into args[role: destination] as to  when not named(to) }\n```\n",
  },
  "check/unreachable-sink": {
    severity: "warning",
    text: "rule `{name}` watches {scope}, and no declared tool's binding reaches that",
    page: "# check/unreachable-sink\n\n> warning: rule `{name}` watches {scope}, and no declared tool's binding reaches that\n\nNo `tool` of this bundle has such an op, sink kind or act, so only undeclared tools could be meant. Either a binding lacks a clause, or the\nrule is for other tools than these. Nothing is said of a package that another one uses and that sees no binding: its rules are for whatever tools there are.\n\n```policy\ntool browse(url: string) { op READ  sink identity }\nunary deny erasing { on delete }\n```\n\nInstead:\n\n```policy\ntool browse(url: string) { op READ  sink delete }\nunary deny erasing { on delete }\n```\n",
  },
  "check/unused-allow": {
    severity: "warning",
    text: "there is nothing here to allow",
    page: "# check/unused-allow\n\n> warning: there is nothing here to allow\n\nThe comment stands before no clause, or before one of which the checker has nothing to say. It would hide the warning that a later change brings.\n\n```policy\n// allow-nonmonotone because high secrets have a rule of their own\nunary deny exec { on EXEC }\n```\n\nInstead:\n\n```policy\nunary deny exec { on EXEC }\n```\n",
  },
  "check/unused-declaration": {
    severity: "warning",
    text: "the {kind} `{name}` is never used",
    page: "# check/unused-declaration\n\n> warning: the {kind} `{name}` is never used\n\nIt is declared here, and no rule, tool or label of the bundle names it. Perhaps a rule is missing, or a name is misspelt where another declaration\nanswers to it. A name that begins with `_` is meant to be unused.\n\n```policy\nconst limit = 20\nunary ask loops { on EXEC  when count(EXEC) > 10 }\n```\n\nInstead:\n\n```policy\nconst limit = 20\nunary ask loops { on EXEC  when count(EXEC) > limit }\n```\n",
  },
  "check/unused-use": {
    severity: "warning",
    text: "nothing of `{name}` is used here",
    page: "# check/unused-use\n\n> warning: nothing of `{name}` is used here\n\nThe package declares names alone, no tools, labels or rules that would hold for the whole bundle, and this one means none of them (or uses the\npackage twice, or is the package).\n\n```policy\npackage acme.guard\nuse acme.names\nuse acme.names\n\nunary ask personal { on READ  when tags(target) has pii }\n\n// and in a file of its own:\n\npackage acme.names\n\ntag pii\n```\n\nInstead:\n\n```policy\npackage acme.guard\nuse acme.names\n\nunary ask personal { on READ  when tags(target) has pii }\n\n// and in a file of its own:\n\npackage acme.names\n\ntag pii\n```\n",
  },
  "check/unused-variable": {
    severity: "warning",
    text: "`{name}` is bound and never read",
    page: "# check/unused-variable\n\n> warning: `{name}` is bound and never read\n\nThe rule fires for every argument in question, whatever it holds. If that is meant, write `on` and leave `into` away, or begin the name with\n`_`; else a condition is missing.\n\n```policy\nrelational deny recipients { on payment  into args[role: destination] as to }\n```\n\nInstead:\n\n```policy\nrelational deny recipients { on payment  into args[role: destination] as to  when not named(to) }\n```\n",
  },
  "check/via-not-value": {
    severity: "error",
    text: "into one argument only value edges lead, not `{via}`",
    page: "# check/via-not-value\n\n> error: into one argument only value edges lead, not `{via}`\n\nWith `from` and `into` the source must have come into that very argument. What the model had read before it wrote, and what it declared, is\nknown of the call as a whole. Write `via value`, or leave `into` away.\n\n```policy\nrelational deny secret-text {\n  from source where secrecy(source) == high\n  to   egress via context\n  into args[role: content] as text\n}\n```\n\nInstead:\n\n```policy\nrelational deny secret-text {\n  from source where secrecy(source) == high\n  to   egress\n  into args[role: content] as text\n}\n```\n",
  },
  "check/weak-default": {
    severity: "warning",
    text: "where nothing is known of its arguments, tool `{name}` counts as {op}, though it can be {strong}",
    page: "# check/weak-default\n\n> warning: where nothing is known of its arguments, tool `{name}` counts as {op}, though it can be {strong}\n\nA condition that is unknown (an argument is missing, or of another type) does not give its op; the default does. So the default should\nbe the strictest thing the tool can do, and the conditions should say when it does less.\n\n```policy\ntool file(mode?: string) { op WRITE when args.mode == \"w\"  op READ }\n```\n\nInstead:\n\n```policy\ntool file(mode?: string) { op READ when args.mode == \"r\"  op WRITE }\n```\n",
  },
  "check/wrong-argument": {
    severity: "warning",
    text: "`{name}` has {found} where {expected} is declared",
    page: "# check/wrong-argument\n\n> warning: `{name}` has {found} where {expected} is declared\n\nThe call of a test gives an argument of another type than the tool declares. What is asked of it is unknown then, and the test shows what\nbecomes of a malformed call, not of the one that was meant.\n\n```policy\nunary deny large { on tool pay  when args.amount > 1000 }\ntest \"a large sum\" { pay(to: \"ana\", amount: \"5000\", memo: \"\")  expect deny }\n```\n\nInstead:\n\n```policy\nunary deny large { on tool pay  when args.amount > 1000 }\ntest \"a large sum\" { pay(to: \"ana\", amount: 5000, memo: \"\")  expect deny }\n```\n",
  },
  "check/wrong-arguments": {
    severity: "error",
    text: "this function is called as `{signature}`",
    page: "# check/wrong-arguments\n\n> error: this function is called as `{signature}`\n\nSome functions look at fixed things (`approved(sink)`, `repeats(tool, args)`), others at values, so many of them and no more. The page\n`docs/functions.md` has them all.\n\n```policy\nunary ask again { on tool bash  unless approved(args.command) }\n```\n\nInstead:\n\n```policy\nunary ask again { on tool bash  unless approved(sink) }\n```\n",
  },
  "check/wrong-operator": {
    severity: "error",
    text: "{what} is not compared with `{operator}`",
    page: "# check/wrong-operator\n\n> error: {what} is not compared with `{operator}`\n\nEach kind of thing has its comparisons: strings and booleans `==` and `!=`, strings also `contains`, `starts with`, `ends with`\nand `matches`; numbers all orders; lists, `tags(...)` and `who(...)` have `has` and `excludes`; sets and lists are asked with `in`; levels have\nthe orders; `shape(...)`, `op` and `tool` have `==`, `!=` and `in`.\n\n```policy\nunary deny secrets { on READ  when tags(target) == credential }\n```\n\nInstead:\n\n```policy\nunary deny secrets { on READ  when tags(target) has credential }\n```\n",
  },
  "check/wrong-type": {
    severity: "error",
    text: "expected {expected}, found {found}",
    page: "# check/wrong-type\n\n> error: expected {expected}, found {found}\n\nThe two sides of a comparison, the argument of a function or a value in a test are not of one type. At decision time such a\ncomparison would be unknown for ever, so it does not compile. Types of arguments come from the tools' declarations; where tools\ndisagree an argument may be anything.\n\n```policy\ntool send_money(amount: number) { op SEND }\nunary ask large { on tool send_money  when args.amount == \"1000\" }\n```\n\nInstead:\n\n```policy\ntool send_money(amount: number) { op SEND }\nunary ask large { on tool send_money  when args.amount == 1000 }\n```\n",
  },
  "cli/catalogue": {
    severity: "failure",
    text: "no pack is for `{catalogue}`: its tools are unbound but for those that packs which hold everywhere declare, and only these packs decide",
    help: "`--tools DIR` drafts bindings from the catalogue, where it stands in that folder",
    page: "# cli/catalogue\n\n> failure: no pack is for `{catalogue}`: its tools are unbound but for those that packs which hold everywhere declare, and only these packs decide\n> help: `--tools DIR` drafts bindings from the catalogue, where it stands in that folder\n\nA pack says in its head which tool catalogues it is for. For this one there is none, so a tool of the run that no\nother pack declares is unbound and is asked about. Said once for each catalogue.\n\n```json\n{\"id\": \"run-1\", \"tools\": \"acme/tools\", \"messages\": []}\n```\n",
  },
  "cli/choice": {
    severity: "failure",
    text: "`{option}` is one of {choices}, found `{found}`",
    page: "# cli/choice\n\n> failure: `{option}` is one of {choices}, found `{found}`\n\nAn option has a fixed set of values.\n\n```sh\ninterdict replay runs.jsonl --format xml\n```\n",
  },
  "cli/count": {
    severity: "failure",
    text: "`{option}` says how many, found `{found}`",
    page: "# cli/count\n\n> failure: `{option}` says how many, found `{found}`\n\nAn option that counts takes a whole number, 0 or more.\n\n```sh\ninterdict eval runs.jsonl --cases many\n```\n",
  },
  "cli/drafted": {
    severity: "failure",
    text: "no reviewed pack decides `{catalogue}`: its {tools} are bound by guesses from the catalogue, on the strict side",
    page: "# cli/drafted\n\n> failure: no reviewed pack decides `{catalogue}`: its {tools} are bound by guesses from the catalogue, on the strict side\n\n`--tools DIR` holds the catalogue, and no pack is for it (or `--drafted` was given). What its tools do is guessed from their names, words and\nschemas, and the rules of `drafted.guard` decide. `interdict import-tools` writes the same bindings down for a review.\n\n```sh\ninterdict replay runs.jsonl --tools catalogues\n```\n",
  },
  "cli/label": {
    severity: "failure",
    text: "the label of `{id}` cannot be scored: {problem}",
    page: "# cli/label\n\n> failure: the label of `{id}` cannot be scored: {problem}\n\n`eval` scores runs of the kinds attack, unsafe, resisted, benign, benign-direct and safe; a run of another kind is left out, and each\nsuch kind is named once. An attack whose label does not say what stops it is counted, as one that was not stopped.\n\n```json\n{\"id\": \"run-1\", \"kind\": \"attack\", \"expect\": \"call-3\", \"messages\": []}\n```\n",
  },
  "cli/line": {
    severity: "failure",
    text: "line {line} of `{path}` {problem}",
    page: "# cli/line\n\n> failure: line {line} of `{path}` {problem}\n\nA trace file has one JSON object a line. A line that is none, or whose `messages` are no list, is recorded as one opaque event: no\ncall in it can be decided, so it gives no lines; an attack that is such a line is scored as one that was not stopped. A line that is\nnot all UTF-8 is decided with U+FFFD where it is not, and changes no exit status; after a line that is no trace it is 1, and 2 where a\nfile holds no trace at all.\n\n```json\n{\"id\": \"run-1\", \"messages\": \"none\"}\n```\n",
  },
  "cli/no-pack": {
    severity: "failure",
    text: "no file, folder or package is called `{pack}`",
    help: "`--rules DIR` says where the packages it uses are found",
    page: "# cli/no-pack\n\n> failure: no file, folder or package is called `{pack}`\n> help: `--rules DIR` says where the packages it uses are found\n\n`compile` takes a `.policy` file, a folder of them, or the name of a package that stands in the folder of rules.\n\n```sh\ninterdict compile openclaw.gaurd -o guard.tar.gz\n```\n",
  },
  "cli/no-page": {
    severity: "failure",
    text: "there is no message `{code}`: {hint}",
    page: "# cli/no-page\n\n> failure: there is no message `{code}`: {hint}\n\n`explain` shows the page of one diagnostic. Codes are written `stage/kebab-phrase`, as in the brackets behind `error`; without a code\nit lists all of them.\n\n```sh\ninterdict explain check/unknwon-tool\n```\n",
  },
  "cli/no-policies": {
    severity: "failure",
    text: "there is no policy file in `{path}`",
    page: "# cli/no-policies\n\n> failure: there is no policy file in `{path}`\n\nA folder of rules holds files that end in `.policy`, at any depth. This one holds none, and a run without rules would be allowed\neverything.\n\n```sh\ninterdict replay runs.jsonl --rules empty-folder\n```\n",
  },
  "cli/no-runtime": {
    severity: "failure",
    text: "no pack is for `{runtime}`, and none declares such a runtime: there are {known}",
    page: "# cli/no-runtime\n\n> failure: no pack is for `{runtime}`, and none declares such a runtime: there are {known}\n\n`inventory --runtime` names a runtime that packs declare, or a tool catalogue that they are for.\n\n```sh\ninterdict inventory --tools tools.json --runtime opencalw\n```\n",
  },
  "cli/no-tools": {
    severity: "failure",
    text: "`--drafted` needs `--tools DIR`, the folder of the catalogues that bindings are drafted from",
    page: "# cli/no-tools\n\n> failure: `--drafted` needs `--tools DIR`, the folder of the catalogues that bindings are drafted from\n\nBindings are drafted from what a catalogue says of its tools. Without one the reviewed packs would decide, and the option said otherwise.\n\n```sh\ninterdict replay runs.jsonl --drafted\n```\n",
  },
  "cli/no-trace": {
    severity: "failure",
    text: "no trace is called `{id}`",
    page: "# cli/no-trace\n\n> failure: no trace is called `{id}`\n\n`--trace` names one run by its id, and no line of the input had it.\n\n```sh\ninterdict replay runs.jsonl --trace run-17\n```\n",
  },
  "cli/not-compared": {
    severity: "failure",
    text: "the run `{id}` is not compared: the earlier decisions are of another number of calls, or there are none",
    page: "# cli/not-compared\n\n> failure: the run `{id}` is not compared: the earlier decisions are of another number of calls, or there are none\n\n`eval --compare FILE` reads the decisions that an earlier `replay --format jsonl` wrote. Of this run it holds none, or other calls: it was\nmade of other traces. The run is scored, and left out of the comparison.\n\n```sh\ninterdict eval runs.jsonl --compare earlier.jsonl\n```\n",
  },
  "cli/package": {
    severity: "failure",
    text: "a package is named by dotted lower-case words, as `acme.tools`, found `{found}`",
    page: "# cli/package\n\n> failure: a package is named by dotted lower-case words, as `acme.tools`, found `{found}`\n\n`import-tools` writes the name at the head of the pack it drafts, and no other name would be read there. Each word begins with a letter.\n\n```sh\ninterdict import-tools tools.json --package \"Acme Tools\"\n```\n",
  },
  "cli/revision": {
    severity: "failure",
    text: "cannot compare with `{revision}`: {problem}",
    help: "name a commit of the repository that the packs stand in, or a file that `interdict replay --format jsonl` wrote",
    page: "# cli/revision\n\n> failure: cannot compare with `{revision}`: {problem}\n> help: name a commit of the repository that the packs stand in, or a file that `interdict replay --format jsonl` wrote\n\n`eval --compare` decides every run twice, by the packs as they are and as they were in a commit, or takes the earlier decisions from a\nfile. Where it is neither, nothing can be compared.\n\n```sh\ninterdict eval runs.jsonl --compare no-such-branch\n```\n",
  },
  "cli/unreadable": {
    severity: "failure",
    text: "cannot read `{path}`: {problem}",
    page: "# cli/unreadable\n\n> failure: cannot read `{path}`: {problem}\n\nA file or folder that was named on the command line is not there, may not be read, or is not what its name says (a `.gz` that\nis no gzip, or is cut off; a file of traces without any). What was decided before it stands on standard output; the exit status is 2.\n\n```sh\ninterdict replay runs/missing.jsonl\n```\n",
  },
  "cli/unwritable": {
    severity: "failure",
    text: "cannot write `{path}`: {problem}",
    page: "# cli/unwritable\n\n> failure: cannot write `{path}`: {problem}\n\nThe file that was to be written could not be.\n\n```sh\ninterdict compile rules/openclaw -o /no/such/folder/bundle.tar.gz\n```\n",
  },
  "cli/usage": {
    severity: "failure",
    text: "{problem}",
    page: "# cli/usage\n\n> failure: {problem}\n\nThere is no such command or option, or one that is needed is missing. Where a name is nearly another one, that is said. The exit\nstatus is 2, as after everything that could not be begun; `interdict --help` lists the commands, `interdict COMMAND --help` its options.\n\n```sh\ninterdict replay runs.jsonl --fail-on-holds\n```\n",
  },
  "correct/conflict": {
    severity: "failure",
    text: "two rules rewrite `{place}` in different ways",
    page: "# correct/conflict\n\n> failure: two rules rewrite `{place}` in different ways\n\nAll rewrites of a decision are made at once, to the arguments as they were, and no rule goes before another. Where two of them want\ndifferent things of one argument (other values, a value and its removal, a mask and a value, something below what another replaces)\nnobody can say which is meant, and the call is denied. Masks of one text are put on together where the parts they hide do not overlap,\nor become the same.\n\n```policy\nunary correct tidy { on tool run  when args.folder != \"/work\"  set args.folder to \"/work\" }\nunary correct home { on tool run  when args.folder != \"/work\"  set args.folder to \"~\" }\n```\n",
  },
  "correct/place": {
    severity: "failure",
    text: "rule `{rule}` cannot rewrite `{place}`",
    page: "# correct/place\n\n> failure: rule `{rule}` cannot rewrite `{place}`\n\nAn argument can be set where its record is, or nothing is; not inside a text, a number or a list. Names of arguments are not rewritten:\nwhere a mask hides something that stands in one, the call is denied.\n\n```policy\nunary correct folder { on tool run  set args.options.folder to \"/work\" }\n```\n",
  },
  "correct/unknown": {
    severity: "failure",
    text: "what rule `{rule}` makes of `{place}` is unknown",
    page: "# correct/unknown\n\n> failure: what rule `{rule}` makes of `{place}` is unknown\n\nA value that is put into an argument, or what a mask hides in one, is not known: it is absent, it could not be read whole, or it is of\nanother type. The call is denied, since nobody can say that what was to be hidden is.\n\n```policy\nunary correct owner { on tool mail  set args.from to args.owner }\n```\n",
  },
  "correct/unsettled": {
    severity: "failure",
    text: "the arguments were rewritten {rounds} times and are not settled",
    page: "# correct/unsettled\n\n> failure: the arguments were rewritten {rounds} times and are not settled\n\nWhat rules make of a call is judged again like any other call, and may be rewritten again, so often at most. Two rules that undo what\nthe other did never come to an end.\n\n```policy\nunary correct left  { on tool turn  when args.side == \"right\"  set args.side to \"left\" }\nunary correct right { on tool turn  when args.side == \"left\"   set args.side to \"right\" }\n```\n",
  },
  "data/bad-glob": {
    severity: "error",
    text: "`{name}` has the glob `{glob}`, which matches no {kind}: {problem}",
    page: "# data/bad-glob\n\n> error: `{name}` has the glob `{glob}`, which matches no {kind}: {problem}\n\nA rule matches something with what stands in this data, as `x matches path {name}`, and paths and hosts are compared in their normal form.\nA glob that no normal form matches would hold nothing back. While a bundle runs such a glob leaves what is asked of it unknown.\n\n```json\n{\"protected\": [\"/root/.ssh/**\"]}\n```\n",
  },
  "data/duplicate-key": {
    severity: "error",
    text: "`{name}` stands twice in one object",
    help: "readers of JSON disagree on which of the two counts: keep one",
    page: "# data/duplicate-key\n\n> error: `{name}` stands twice in one object\n> help: readers of JSON disagree on which of the two counts: keep one\n\nMost readers take the last of the two, and a person the one that they see first. What a rule is decided by must not hang on that.\n\n```json\n{\"vendors\": [\"acme\"], \"vendors\": [\"acme\", \"globex\"]}\n```\n",
  },
  "data/missing": {
    severity: "warning",
    text: "no data file gives `{name}` a value",
    help: "write it into the `data.json` beside the policy, as `{{\"{name}\": ...}}`; until then what reads it is unknown, and rules fire on that",
    page: "# data/missing\n\n> warning: no data file gives `{name}` a value\n> help: write it into the `data.json` beside the policy, as `{\"{name}\": ...}`; until then what reads it is unknown, and rules fire on that\n\nThe package declares the data, and the `data.json` of its folder does not have it, or there is none. Where bundles get their data from\nelsewhere the warning says nothing; else every rule that reads the value is decided without it.\n\n```policy\ndata vendors: list of string      // and no data.json beside it\n```\n",
  },
  "data/type": {
    severity: "error",
    text: "`{name}` is declared as `{type}`, and its value is {found}",
    page: "# data/type\n\n> error: `{name}` is declared as `{type}`, and its value is {found}\n\nThe value of a name is held to the type that the package declares. What is below a list or a map is held to it too, as far as it is a\nstring, a number or a boolean.\n\n```policy\ndata vendors: list of string      // data.json: {\"vendors\": \"acme\"}\n```\n",
  },
  "data/undeclared": {
    severity: "warning",
    text: "no package of this folder declares data `{name}`",
    page: "# data/undeclared\n\n> warning: no package of this folder declares data `{name}`\n\nA value that no package reads does nothing. The name may be misspelt, here or where it is declared.\n\n```json\n{\"vendor\": [\"acme\"]}\n```\n",
  },
  "data/unreadable": {
    severity: "error",
    text: "the data file is no JSON object: {problem}",
    help: "it holds a value for each declared name, as `{{\"vendors\": [\"acme\"]}}`",
    page: "# data/unreadable\n\n> error: the data file is no JSON object: {problem}\n> help: it holds a value for each declared name, as `{\"vendors\": [\"acme\"]}`\n\nThe file could not be read as one JSON object. Nothing is compiled then: rules would be decided without the lists they were written for.\n\n```json\n[\"acme\", \"globex\"]\n```\n",
  },
  "endorse/expired": {
    severity: "failure",
    text: "it is over before it is given",
    page: "# endorse/expired\n\n> failure: it is over before it is given\n\n`expiresAt` lies not behind the time of the session.\n\n```text\nendorse at noon, until a minute before: endorse/expired\n```\n",
  },
  "endorse/no-argument": {
    severity: "failure",
    text: "the call has no argument `{argument}` with a value",
    page: "# endorse/no-argument\n\n> failure: the call has no argument `{argument}` with a value\n\nWhat is lowered is one value, which the path of an argument names: `to`, `cc[0]`, `body.text`.\n\n```json\n{ \"kind\": \"endorse\", \"tool\": \"pay\", \"args\": { \"to\": \"ana\" }, \"argument\": \"payee\", \"by\": \"bo\", \"to\": \"medium\", \"expiresAt\": \"2026-11-22T12:00:00Z\" }\n```\n",
  },
  "endorse/not-permitted": {
    severity: "failure",
    text: "no pack permits this by `{tool}`",
    page: "# endorse/not-permitted\n\n> failure: no pack permits this by `{tool}`\n\nLabels are lowered only where a pack says so: its binding of `@endorse` (or `@declassify`) makes the instruction an ENDORSE (or\nDECLASSIFY), under conditions. Where none is true, or nobody binds it, it is denied.\n\n```policy\ntool \"@endorse\"(by: string, role?: string, tool: string, argument: string, value: any, to: string) {\n  op ENDORSE when args.tool == \"pay\" and args.to == \"medium\" and args.role == \"finance\"\n  op VERIFY\n}\n```\n",
  },
  "endorse/untimed": {
    severity: "failure",
    text: "a label is lowered until a time, and this session knows none",
    page: "# endorse/untimed\n\n> failure: a label is lowered until a time, and this session knows none\n\nThe runtime of this session gives no times, so nobody can say when it is over.\n\n```text\nendorse in a session that provides no `time`: endorse/untimed\n```\n",
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
  "engine/session-full": {
    severity: "failure",
    text: "the session remembers as much as it may, {bytes} bytes: begin another",
    page: "# engine/session-full\n\n> failure: the session remembers as much as it may, {bytes} bytes: begin another\n\nPast its second bound (`createEngine({ session: { bytesMax } })`) a session denies each call and takes in nothing more: what it did not remember might be what a\nlater decision hangs on. A new session decides again.\n\n```text\ncall of `send`: engine/session-full\n```\n",
  },
  "engine/text-forgotten": {
    severity: "failure",
    text: "the oldest texts of the session were forgotten, to make room",
    page: "# engine/text-forgotten\n\n> failure: the oldest texts of the session were forgotten, to make room\n\nA session keeps an index of the texts it has seen, in which values are looked up. Past its bound (`createEngine({ session: { placesMax } })`) the oldest texts are\nforgotten. Which words stood in them, and which labels and marks they had, is kept: a later value of such words has an unknown\nprovenance, and may have come from any of these texts. Nothing that was found before is lost.\n\n```text\nresult of `read`: engine/text-forgotten\n```\n",
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
  "event/bad-time": {
    severity: "failure",
    text: "the event's time is no time",
    page: "# event/bad-time\n\n> failure: the event's time is no time\n\n`at` is a number of milliseconds since 1970 UTC, or RFC 3339 text. What is neither tells nothing: the time of the event is\nunknown, and so is whether it lies in a window of time.\n\n```json\n{ \"kind\": \"user\", \"text\": \"hello\", \"at\": \"yesterday\" }\n```\n",
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
  "event/stray-review": {
    severity: "failure",
    text: "no tool `{tool}` was listed that could be reviewed",
    page: "# event/stray-review\n\n> failure: no tool `{tool}` was listed that could be reviewed\n\nA review without a digest accepts a tool as it is listed now. List the tools first (`{ \"kind\": \"tools\", \"tools\": [...] }`), or give the digest of what was reviewed.\n\n```json\n{ \"kind\": \"reviewed\", \"tool\": \"search\", \"by\": \"ana\" }\n```\n",
  },
  "event/time-astray": {
    severity: "failure",
    text: "the event's time is more than a minute earlier than that of an event before it",
    page: "# event/time-astray\n\n> failure: the event's time is more than a minute earlier than that of an event before it\n\nOne of the two is wrong, and nobody can say which: the time of the event is unknown, and so is whether it lies in a window of time.\nSo a clock that was wrong once, in whichever direction, opens no budget before its time and keeps nothing fresh. Times are known\nagain from the latest one on.\n\n```json\n{ \"kind\": \"user\", \"text\": \"hello\", \"at\": \"1999-12-31T23:59:59Z\" }\n```\n",
  },
  "event/time-went-back": {
    severity: "failure",
    text: "the event's time is earlier than that of an event before it",
    page: "# event/time-went-back\n\n> failure: the event's time is earlier than that of an event before it\n\nThe time of a session never goes back. A time that is up to a minute earlier, as clocks of machines that work side by side are, is\ntaken as the latest there was.\n\n```json\n{ \"kind\": \"user\", \"text\": \"hello\", \"at\": \"2026-11-22T09:59:59Z\" }\n```\n",
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
  "event/too-many-tools": {
    severity: "failure",
    text: "more than {max} tools were listed in this session",
    page: "# event/too-many-tools\n\n> failure: more than {max} tools were listed in this session\n\nOf tools past this number nothing is remembered, and whether one of them changed is unknown from then on.\n\n```json\n{ \"kind\": \"tools\", \"tools\": [{ \"name\": \"t0\" }, { \"name\": \"t1\" }] }\n```\n",
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
  "evidence/changed": {
    severity: "failure",
    text: "record {n} is not as it was written: its hash is another",
    page: "# evidence/changed\n\n> failure: record {n} is not as it was written: its hash is another\n\nThe hash of a record is the SHA-256 of all else in it, in canonical JSON (keys sorted, no blanks). Something in this line was changed after it was written, if only by a blank or by the order of keys.\n\n```sh\nnpx interdict verify s1.jsonl\n```\n",
  },
  "evidence/differs": {
    severity: "failure",
    text: "record {n} is decided otherwise: {what}",
    page: "# evidence/differs\n\n> failure: record {n} is decided otherwise: {what}\n\nEverything before it told again, the same bundle sees another view, or gives other verdicts or another decision. The log was made up, or made by another version of Interdict.\n\n```sh\nnpx interdict verify s1.jsonl --bundle guard.tar.gz\n```\n",
  },
  "evidence/not-a-record": {
    severity: "failure",
    text: "this is no record of evidence: {problem}",
    page: "# evidence/not-a-record\n\n> failure: this is no record of evidence: {problem}\n\nA line of a log is one JSON object as Interdict wrote it: what happened, its number `n`, the hash `prev` of the record before it and its own `hash`. This one is not, so that nobody can say what stood here.\n\n```json\n{\"bundle\":\"...\",\"hash\":\"...\",\"kind\":\"begin\",\"n\":0,\"prev\":\"\",\"provides\":null,\"runtime\":null,\"session\":\"s1\",\"version\":1}\n```\n",
  },
  "evidence/other-bundle": {
    severity: "failure",
    text: "the log was written under the bundle {found}, and this one is {expected}",
    page: "# evidence/other-bundle\n\n> failure: the log was written under the bundle {found}, and this one is {expected}\n\nA log is decided again only by the bundle that decided it: the same module, manifest and data. Give the one whose digest stands in the log's first record; where records `bundle` name others, a folder with all of them.\n\n```sh\nnpx interdict verify s1.jsonl --bundle guard.tar.gz\n```\n",
  },
  "evidence/other-head": {
    severity: "failure",
    text: "the log does not hold the head {head}",
    page: "# evidence/other-head\n\n> failure: the log does not hold the head {head}\n\n`--head` names the hash of a record that was noted elsewhere. No record of this log has it: records were cut off at the end, or the log was written anew from some record on.\n\n```sh\nnpx interdict verify s1.jsonl --head 5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef\n```\n",
  },
  "evidence/out-of-chain": {
    severity: "failure",
    text: "record {found} stands where record {expected} of this chain belongs",
    page: "# evidence/out-of-chain\n\n> failure: record {found} stands where record {expected} of this chain belongs\n\nThe record is whole, but it does not follow the one before it: one was dropped, put in or moved, or a part of the log was written anew.\n\n```sh\nnpx interdict verify s1.jsonl\n```\n",
  },
  "evidence/torn": {
    severity: "failure",
    text: "line {line} was torn off while it was written",
    page: "# evidence/torn\n\n> failure: line {line} was torn off while it was written\n\nThe process ended, or the disk was full, in the midst of this line. What it would have recorded was never given out as a decision: the line is cut off, and the session goes on from the record before it.\n\n```sh\nnpx interdict verify s1.jsonl\n```\n",
  },
  "evidence/unwritten": {
    severity: "failure",
    text: "the evidence could not be written: {problem}",
    page: "# evidence/unwritten\n\n> failure: the evidence could not be written: {problem}\n\nThe session's log took no more: the disk is full, the file was taken away. From here on the session denies every call, since what it allowed would be known to nobody.\n\n```ts\ncreateEngine({ bundles: [bundle], journal: fileJournal(\"/var/lib/interdict\") });\n```\n",
  },
  "node/answer": {
    severity: "failure",
    text: "the module's answer is no list of verdicts",
    page: "# node/answer\n\n> failure: the module's answer is no list of verdicts\n\nWhat came back from the worker is neither verdicts nor a failure. Nothing of it is believed; the call is denied.\n\n```ts\nconst decision = await session.evaluate(call); // decision.code is \"node/answer\"\n```\n",
  },
  "node/arguments": {
    severity: "failure",
    text: "`{name}` cannot be called so: {problem}",
    page: "# node/arguments\n\n> failure: `{name}` cannot be called so: {problem}\n\nA function of the library was given something else than it takes: no list where it wants one, no object, or one whose fields cannot be\nread. Nothing was done. What is wrong with an event is not said so: a call that cannot be read is denied, and what else cannot be read\nstands in the session's `anomalies`.\n\n```ts\nawait session.evaluateMany([first, second]); // a list, also of one call\n```\n",
  },
  "node/beside-sync": {
    severity: "failure",
    text: "`evaluateSync` does not ask the modules beside the bundle",
    page: "# node/beside-sync\n\n> failure: `evaluateSync` does not ask the modules beside the bundle\n\nModules that OPA built may run for any time, so they are asked in workers, where a deadline stands over them. `evaluateSync` decides\nin the caller's thread, where none can: with such modules it denies every call. Use `evaluate`.\n\n```ts\nconst decision = session.evaluateSync(call); // decision.code is \"node/beside-sync\"\n```\n",
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
    page: "# node/closed\n\n> failure: the engine is closed\n\nThe engine was closed before the decision was made. The call is denied. A bundle that was to take another's place then is refused so, too.\n\n```ts\nawait engine.close();\nconst decision = await session.evaluate(call); // decision.code is \"node/closed\"\n```\n",
  },
  "node/declaration": {
    severity: "failure",
    text: "the declaration cannot be taken: {problem}",
    page: "# node/declaration\n\n> failure: the declaration cannot be taken: {problem}\n\n`engine.declare` labels resources after the bundle was made, and `engine.withdraw` takes that back. Labels only add taint, so a declaration says a lower trust, a higher secrecy, or tags that the bundle has; its pattern is one that a `label` of\nthe language may have; and somebody says so. It is kept in the registry, so the engine must have one.\n\n```ts\nengine.declare({ kind: \"path\", pattern: \"/srv/keys/**\", labels: { trust: \"high\" }, by: \"ana\" }); // says nothing\n```\n",
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
  "node/journal": {
    severity: "failure",
    text: "the session cannot go on from its log: {problem}",
    page: "# node/journal\n\n> failure: the session cannot go on from its log: {problem}\n\nA session with a journal begins where its log ends: everything in it is told again. This log is broken (`interdict verify` says where), was written under another bundle, runtime, profile or parent, or cannot be read. It is left as it is; take it away to begin anew under the same name.\n\n```ts\nengine.session({ id: \"s1\" }); // where s1.jsonl was begun with another bundle\n```\n",
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
  "node/reentrant": {
    severity: "failure",
    text: "`evaluateSync` was called while the session was reading another event",
    page: "# node/reentrant\n\n> failure: `evaluateSync` was called while the session was reading another event\n\nAn event that was given in has a getter (or is a proxy) which asks the same session for a decision at once, in the midst of its own being read. There is no order in which both could be decided. `evaluate`, `observe` and `cancel` wait there\nuntil the event was read.\n\n```ts\nsession.evaluateSync({ kind: \"call\", id: \"a\", tool: \"t\", args: { get x() { return session.evaluateSync(other).effect; } } });\n```\n",
  },
  "node/registry": {
    severity: "failure",
    text: "the registry that sessions share cannot be used: {problem}",
    page: "# node/registry\n\n> failure: the registry that sessions share cannot be used: {problem}\n\nWhat a session puts into a file, a memory, a job or another agent's hands is told to the other sessions by their registry. It could not be read or written (a full disk, a broken log, another process that writes to it), so what lies in a\nplace that is read, or what others are to know of a call, is not known: from there on the session denies every call, and no other begins.\n\n```ts\nawait createEngine({ bundles: [bundle], registry: fileRegistry(\"/var/lib/interdict/registry\") });\n```\n",
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
  "rego/not-in-re2": {
    severity: "error",
    text: "the regular expression `{pattern}` has no equal in RE2: {why}",
    help: "write it without; or compile to WebAssembly, which takes it",
    page: "# rego/not-in-re2\n\n> error: the regular expression `{pattern}` has no equal in RE2: {why}\n> help: write it without; or compile to WebAssembly, which takes it\n\nOPA's regular expressions are those of RE2. Nearly all of ours have an equal there and are translated. A repetition of more than\n1000 times has none, nor have some properties of characters; such a policy compiles to WebAssembly and not to Rego.\n\n```policy\nunary deny long-digits { on call  when args.text matches regex \"[0-9]{2000}\" }\n```\n",
  },
  "replace/failed": {
    severity: "failure",
    text: "the session could not be told everything again: {problem}",
    page: "# replace/failed\n\n> failure: the session could not be told everything again: {problem}\n\nWhat it was told could not be read, most often since its log was changed or taken away, or memory was short. The session stands where it stood.\n\n```ts\nconst { left } = await engine.replace(bundle); // [{ session: \"s1\", why: { code: \"replace/failed\", ... } }]\n```\n",
  },
  "replace/left-behind": {
    severity: "failure",
    text: "the session's bundle was replaced, and the session could not go over to the new one: {why}",
    page: "# replace/left-behind\n\n> failure: the session's bundle was replaced, and the session could not go over to the new one: {why}\n\nThe host asked (`rest: \"deny\"`) that no session go on under a bundle that is no longer in force. This one could not be told everything again under the new one, and denies from here on. Begin a new session.\n\n```ts\nawait engine.replace(bundle, { rest: \"deny\" });\n```\n",
  },
  "replace/nothing-kept": {
    severity: "failure",
    text: "the session keeps nothing of what it was told",
    page: "# replace/nothing-kept\n\n> failure: the session keeps nothing of what it was told\n\nWhat happened in a session before its bundle was replaced, the new one has to be told again: its rules ask for other facts of it. This session keeps neither a log (`journal`) nor what it was told (`rollback: true`),\nand nobody can tell what its new rules would have seen.\n\n```ts\nawait createEngine({ bundles: [bundle], rollback: true }); // or: journal: fileJournal(folder)\n```\n",
  },
  "replace/other-names": {
    severity: "failure",
    text: "told again, decision `{decision}` would be called otherwise",
    page: "# replace/other-names\n\n> failure: told again, decision `{decision}` would be called otherwise\n\nPeople approve, take back and go back from decisions by their names, so each must keep its own. Under the new bundle the session would be full at another event, and its steps numbered otherwise.\n\n```ts\nconst { left } = await engine.replace(bundle); // [{ session: \"s1\", why: { code: \"replace/other-names\", ... } }]\n```\n",
  },
  "rollback/not-kept": {
    severity: "failure",
    text: "the session keeps nothing that it could go back to",
    page: "# rollback/not-kept\n\n> failure: the session keeps nothing that it could go back to\n\nA session can go back where its engine was told to keep what it is told (`createEngine({ rollback: true })`), or where a rule of its bundle\nsays `rollback`, or a binding `compensate`.\n",
  },
  "rollback/other-plan": {
    severity: "failure",
    text: "the plan is not this session's as it is now",
    page: "# rollback/other-plan\n\n> failure: the plan is not this session's as it is now\n\nIt was made for another session (`{session}`), or before this one went back. Ask for a plan anew.\n",
  },
  "rollback/unknown-decision": {
    severity: "failure",
    text: "the session made no decision `{decision}`",
    page: "# rollback/unknown-decision\n\n> failure: the session made no decision `{decision}`\n\nIt may be another session's, or one from before the session last went back: what was cancelled then, and what was kept, has new decisions.\n",
  },
  "rollback/unknown-edge": {
    severity: "failure",
    text: "there is no edge `{edge}` to follow",
    page: "# rollback/unknown-edge\n\n> failure: there is no edge `{edge}` to follow\n\nEdges are `value`, `declared` and `context`; at least one is followed.\n",
  },
  "rollback/unknown-step": {
    severity: "failure",
    text: "the session has no step `{step}`",
    page: "# rollback/unknown-step\n\n> failure: the session has no step `{step}`\n\nA cause is the step of an instruction, as decisions have it, since the session last went back.\n",
  },
  "syntax/bad-escape": {
    severity: "error",
    text: "`{escape}` is no escape",
    help: "escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\u{{1F600}}`",
    page: "# syntax/bad-escape\n\n> error: `{escape}` is no escape\n> help: escapes are `\\\"`, `\\\\`, `\\n`, `\\t`, `\\r` and `\\u{1F600}`\n\nA backslash in a string begins an escape. `\\u{...}` takes the one to six hexadecimal digits of a Unicode character; surrogates\nare no characters. A backslash itself is written `\\\\`.\n\n```policy\nunary deny digits { on tool read  when args.path matches regex \"^\\d+$\" }\n```\n\nInstead:\n\n```policy\nunary deny digits { on tool read  when args.path matches regex \"^\\\\d+$\" }\n```\n",
  },
  "syntax/foreign-letter": {
    severity: "error",
    text: "`{letter}` ({code}) cannot stand in a name",
    help: "names are of the letters a to z, digits, `_` and `-`; a tool or argument of another name is written as a string",
    page: "# syntax/foreign-letter\n\n> error: `{letter}` ({code}) cannot stand in a name\n> help: names are of the letters a to z, digits, `_` and `-`; a tool or argument of another name is written as a string\n\nNames are of ASCII letters, so that two names that look alike are alike. Strings may hold any text, and a tool, an argument or a key of\nanother name is written as a string.\n\n```policy\ntool größe(n: number) { op READ }\n```\n\nInstead:\n\n```policy\ntool \"größe\"(n: number) { op READ }\n```\n",
  },
  "syntax/hidden-character": {
    severity: "error",
    text: "the character {code} cannot be seen here",
    help: "write it as an escape in a string: `{escape}`",
    page: "# syntax/hidden-character\n\n> error: the character {code} cannot be seen here\n> help: write it as an escape in a string: `{escape}`\n\nControl characters, and those that turn the direction of writing, may make a policy look other than it is. They may not stand in\na policy as they are, not even in a comment. In a string they are written as escapes.\n\n```policy\nconst _separator = \"\\u{1f}\"   // written so, not as the character itself\n```\n",
  },
  "syntax/invisible-character": {
    severity: "warning",
    text: "the character {code} cannot be seen here",
    help: "write it as an escape in a string, `{escape}`, or leave it out",
    page: "# syntax/invisible-character\n\n> warning: the character {code} cannot be seen here\n> help: write it as an escape in a string, `{escape}`, or leave it out\n\nA joiner, soft hyphen, filler or the like is nothing to the eye, and something to a comparison: a pattern with one in it never\nmatches the text it seems to be. In a string it is written as an escape, so that a reader sees it. In emoji it may stand.\n\n```policy\nconst _name = \"acme\\u{200b}\"   // written so, not as the character itself\n```\n",
  },
  "syntax/late-head": {
    severity: "error",
    text: "`{word}` stands before all declarations",
    page: "# syntax/late-head\n\n> error: `{word}` stands before all declarations\n\nWhat a file uses and what it is for stands in its head, right after `package`, so that a reader sees it first.\n\n```policy\npackage acme.payments\n\ntag _pii\n\nfor \"acme/bank\"\n```\n\nInstead:\n\n```policy\npackage acme.payments\nfor \"acme/bank\"\n\ntag _pii\n```\n",
  },
  "syntax/lone-surrogate": {
    severity: "error",
    text: "half of a character stands here",
    page: "# syntax/lone-surrogate\n\n> error: half of a character stands here\n\nThe text holds one half of a surrogate pair, which is no character. Such a text cannot be written in UTF-8; it has probably been\ncut, or was read in another encoding than its own. Save the file as UTF-8 again.\n\n```policy\ntag pii   // the half stood in this comment\n```\n",
  },
  "syntax/look-alike": {
    severity: "error",
    text: "`{letter}` ({code}) is not the letter `{like}`",
    help: "write `{name}`",
    page: "# syntax/look-alike\n\n> error: `{letter}` ({code}) is not the letter `{like}`\n> help: write `{name}`\n\nNames are of ASCII letters, so that two names that look alike are alike. This letter belongs to another alphabet and is shown like the\nASCII letter. The name is read as if the ASCII letter stood there.\n\n```policy\ntool pаy(amount: number) { op SEND }   // the second letter is Cyrillic\n```\n\nInstead:\n\n```policy\ntool pay(amount: number) { op SEND }\n```\n",
  },
  "syntax/no-package": {
    severity: "error",
    text: "a policy begins with `package`",
    help: "write `package` and a dotted name in the first line, as in `package acme.payments`",
    page: "# syntax/no-package\n\n> error: a policy begins with `package`\n> help: write `package` and a dotted name in the first line, as in `package acme.payments`\n\nEach file is one package, and its name comes first. Rules are known by it: `acme.payments.unasked-payment`.\n\n```policy\ntag pii\n```\n\nInstead:\n\n```policy\npackage acme.payments\n\ntag _pii\n```\n",
  },
  "syntax/number-range": {
    severity: "error",
    text: "`{number}` is out of range",
    help: "numbers are finite, and integers are at most 9007199254740991",
    page: "# syntax/number-range\n\n> error: `{number}` is out of range\n> help: numbers are finite, and integers are at most 9007199254740991\n\nNumbers are finite doubles, and integers are exact up to 2^53 - 1; beyond that two different numbers would be equal.\n\n```policy\nunary ask large { on tool pay  when args.amount > 90071992547409930 }\n```\n\nInstead:\n\n```policy\nunary ask large { on tool pay  when args.amount > 9007199254740991 }\n```\n",
  },
  "syntax/replacement-character": {
    severity: "error",
    text: "a character was lost here: U+FFFD stands for bytes that are no UTF-8",
    help: "save the file as UTF-8 again; where the character itself is meant, write `\\u{{fffd}}`",
    page: "# syntax/replacement-character\n\n> error: a character was lost here: U+FFFD stands for bytes that are no UTF-8\n> help: save the file as UTF-8 again; where the character itself is meant, write `\\u{fffd}`\n\nWhoever read the file met bytes that are no UTF-8 and put U+FFFD in their place. What stood there is not known.\n\n```policy\nconst _name = \"caf\\u{fffd}\"   // here it is meant\n```\n",
  },
  "syntax/second-package": {
    severity: "error",
    text: "the file already has a package",
    help: "each package is a file of its own",
    page: "# syntax/second-package\n\n> error: the file already has a package\n> help: each package is a file of its own\n\nA file holds exactly one package. What follows the second `package` is read as part of the first.\n\n```policy\npackage acme.payments\npackage acme.mail\n```\n\nInstead:\n\n```policy\npackage acme.payments\n\ntag _pii\n\n// and in a file of its own:\n\npackage acme.mail\n\ntag _spam\n```\n",
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
  "syntax/too-many-errors": {
    severity: "error",
    text: "more than {max} errors",
    help: "mend those above; what stands behind them is told then",
    page: "# syntax/too-many-errors\n\n> error: more than {max} errors\n> help: mend those above; what stands behind them is told then\n\nA text with so many errors has usually lost one mark near its beginning, or is no policy. Nothing is told of what stands behind the last of\nthem, and the policy is not used.\n\n```policy\ntag\ntag\ntag   // and so on, 1001 times\n```\n",
  },
  "syntax/unclosed": {
    severity: "error",
    text: "`{mark}` is not closed",
    page: "# syntax/unclosed\n\n> error: `{mark}` is not closed\n\nAn opening bracket has no closing one before the end of the item. The item ends where the next one begins, so only this item\nis affected.\n\n```policy\nunary deny no-exec {\n  on EXEC\n\nunary deny no-send {\n  on SEND\n}\n```\n\nInstead:\n\n```policy\nunary deny no-exec {\n  on EXEC\n}\n\nunary deny no-send {\n  on SEND\n}\n```\n",
  },
  "syntax/unclosed-string": {
    severity: "error",
    text: "the string is not closed",
    help: "a string ends on its line; a line break inside it is written `\\n`",
    page: "# syntax/unclosed-string\n\n> error: the string is not closed\n> help: a string ends on its line; a line break inside it is written `\\n`\n\nA string begins with `\"` and ends with `\"` on the same line. What follows on the line is not read.\n\n```policy\nact refund { verbs \"pay back, \"refund\" }\n```\n\nInstead:\n\n```policy\nact refund { verbs \"pay back\", \"refund\" }\nunary deny unasked { on payment  unless asked(refund) }\n```\n",
  },
  "syntax/unexpected": {
    severity: "error",
    text: "expected {expected}, found {found}",
    page: "# syntax/unexpected\n\n> error: expected {expected}, found {found}\n\nThe text does not go on as the grammar of the language says. The message names what could stand here. Where a word is\nwritten almost like one that could stand here, the help names it.\n\n```policy\nunary deny no-exec {\n  on   EXEC\n  whne tags(target) has destructive\n}\n```\n\nInstead:\n\n```policy\nunary deny no-exec {\n  on   EXEC\n  when tags(target) has destructive\n}\n```\n",
  },
  "test/argument": {
    severity: "error",
    text: "expected `{name}` to be {expected}, it is {found}",
    page: "# test/argument\n\n> error: expected `{name}` to be {expected}, it is {found}\n\n`with` names arguments that the step's call must have once rules have rewritten it. Others may stand beside them. Where a call is\ndenied, its arguments are those it was made with.\n\n```policy\ntest \"a letter goes to the office\" {\n  user \"write to them\"\n  letter(to: \"elsewhere\")\n  expect correct with (to: \"office\")\n}\n```\n",
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
  "wasm/digest": {
    severity: "failure",
    text: "{part} is not the one that this bundle was packed with",
    page: "# wasm/digest\n\n> failure: {part} is not the one that this bundle was packed with\n\nA bundle's `.manifest` names the SHA-256 of its module, its data and its own part. One of them is another one: files of two bundles\nwere put together, or one was changed by hand. A manifest that does not belong to its module would call rules by wrong names and\nmake wrong ones inactive, so the bundle is not loaded; compile it anew. Against forgery the digests do nothing: whoever can change\na bundle can change them too.\n\n```text\npolicy.wasm of yesterday beside the .manifest of today\n```\n",
  },
  "wasm/foreign-module": {
    severity: "failure",
    text: "the module `{name}` cannot be asked: {why}",
    page: "# wasm/foreign-module\n\n> failure: the module `{name}` cannot be asked: {why}\n\nA module that OPA built from Rego can be given beside a bundle (`beside` of `createEngine`). It must have OPA's interface in version\n1.2 or later, the entrypoint that is asked, and no need of built-ins that the host would have to provide. Where one of these is\nmissing no engine is made.\n\n```ts\nawait createEngine({ bundles: [bundle], beside: [{ name: \"acme\", bundle: bytes, entrypoint: \"acme/decide\" }] });\n```\n",
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
  "wasm/no-rules": {
    severity: "warning",
    text: "this bundle has no rule, and allows everything",
    page: "# wasm/no-rules\n\n> warning: this bundle has no rule, and allows everything\n\nNo package that was chosen has a rule. A catalogue that no package is for gives such a bundle where its name is misspelt: only packages\nthat hold everywhere, or none, are chosen then.\n\n```text\nthe catalogue openclow, of packages for \"openclaw\"\n```\n",
  },
  "wasm/not-a-bundle": {
    severity: "failure",
    text: "not a bundle: {why}",
    page: "# wasm/not-a-bundle\n\n> failure: not a bundle: {why}\n\nA bundle is a tar archive with `/policy.wasm`, `/data.json` and `/.manifest` in it, and the manifest has Interdict's own part in\n`metadata.interdict`. The file that was given lacks one of these, or is cut off.\n\n```text\ninterdict replay --bundle notes.tar.gz trace.jsonl\n```\n",
  },
  "wasm/not-sources": {
    severity: "error",
    text: "`{argument}` is not what `compile` takes: {expected}",
    page: "# wasm/not-sources\n\n> error: `{argument}` is not what `compile` takes: {expected}\n\nTexts are given by their files' names, what is chosen of them by a catalogue or by packages, and data files as texts are. Nothing was\ncompiled.\n\n```ts\ncompile([{ file: \"guard.policy\", text }], { packages: [\"guard\"] }, [{ file: \"data.json\", text: json }]);\n```\n",
  },
  "wasm/other-manifest": {
    severity: "failure",
    text: "the manifest is not the one that the module was compiled with: compile the bundle anew",
    page: "# wasm/other-manifest\n\n> failure: the manifest is not the one that the module was compiled with: compile the bundle anew\n\nTo a module rules, columns and tools are numbers; what they are, the manifest says. So a module bears a digest of its manifest, and a\nmanifest in which anything differs (the order of rules, an effect, a column, a declared bound) is refused wherever the module is loaded, in\nworkers too. A bundle that was compiled before modules bore one is refused likewise. Nothing is lost by compiling it again: the same\ntext gives the same bundle.\n\n```ts\nawait createEngine({ bundles: [{ ...bundle, manifest: { ...bundle.manifest, rules: [] } }] });\n```\n",
  },
  "wasm/other-version": {
    severity: "failure",
    text: "the bundle is of version {version}, this is version {own}",
    page: "# wasm/other-version\n\n> failure: the bundle is of version {version}, this is version {own}\n\nBundles carry the version of their manifest and frames. A bundle of another version is not loaded: what its numbers mean may differ.\n\n```text\na bundle compiled by a later interdict\n```\n",
  },
  "wasm/patterns-too-large": {
    severity: "error",
    text: "the globs and regular expressions of this bundle take too long to compile, up to `{pattern}`",
    help: "each alone may be small: sets of patterns that begin with `*` or `.*` and differ behind it cost most; write fewer, or longer literal parts",
    page: "# wasm/patterns-too-large\n\n> error: the globs and regular expressions of this bundle take too long to compile, up to `{pattern}`\n> help: each alone may be small: sets of patterns that begin with `*` or `.*` and differ behind it cost most; write fewer, or longer literal parts\n\nAll patterns of a bundle become automata, and patterns that are asked together become one where it stays small. The work that this takes is\nbounded over the whole bundle, so that no text keeps a compiler busy for minutes. The pattern named is the one at which the bound was passed.\n\n```policy\nunary deny r { on tool read  when args.x matches regex {\".*1a.*b\", \".*2a.*b\", \".*3a.*b\"} }    // and hundreds more\n```\n",
  },
  "wasm/regex-too-large": {
    severity: "error",
    text: "{what} needs more than {states} states",
    help: "allow fewer repetitions in it, or write it as several expressions",
    page: "# wasm/regex-too-large\n\n> error: {what} needs more than {states} states\n> help: allow fewer repetitions in it, or write it as several expressions\n\nRegular expressions are compiled to automata, so that matching takes time in proportion to the text and to nothing else. A repetition\nwith a great number, or one of very many letters behind something that may begin anywhere, can grow an automaton beyond all measure; it is\nrefused here, with the smallest part of it that would be too large alone.\n\nWhat makes it large is mostly a repetition `{n,m}` of a set with letters that may begin a match too: one may have begun at each of them, and all\nare followed. An expression that begins with what the repetition does not hold, as `#\\\\w{20,40}`, is small.\n\n```policy\nunary deny long { on EXEC  when args.command matches regex \"x.{5000}y\" }\n```\n",
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
