// The untyped tree of one policy file: what was written and where, nothing of what it means.
// Names are not resolved here, words like `high` or `payment` are plain names, and every node has its span.

import type { Span } from "../../base/span.js";

/** A name or a word as written, with its place. */
export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** One policy file. Parts that did not parse are missing; their errors stand in the diagnostics. */
export interface PolicyFile {
  readonly file: string;
  readonly text: string;
  readonly package: Name;
  readonly uses: readonly Name[];
  /** Catalogues of `for "agentdojo/banking"`. */
  readonly catalogues: readonly Name[];
  readonly items: readonly Item[];
  /** Comments with their places, for the printer. */
  readonly comments: readonly Name[];
  /** Names declared by items that did not parse at all: nobody is told that they are unknown. Only where there are errors. */
  readonly lost?: readonly Name[];
  /** The text is not written as the language says, so that what the file lacks may have been meant to be there. */
  readonly faulty?: true;
}

export type Item = TagItem | DimensionItem | LabelItem | ConstItem | DataItem | DefineItem | ActItem | ExecutableItem | ToolItem | RuntimeItem | RuleItem | TestItem;

/** `tag credential, pii` */
export interface TagItem { readonly kind: "tag"; readonly names: readonly Name[]; readonly span: Span }

/** `dimension integrity { checked < raw < foreign }`: chains of levels, each above the one before it; joining goes up. */
export interface DimensionItem {
  readonly kind: "dimension";
  /** Parts of it did not parse and are missing. */
  readonly broken?: true;
  readonly name: Name;
  readonly chains: readonly (readonly Name[])[];
  readonly span: Span;
}

/** `data vendors: list of string` */
export interface DataItem { readonly kind: "data"; readonly name: Name; readonly type: TypeNode; readonly span: Span }

/** `define external(x: string) = not (domain(x) in ours)`; without parameters the parentheses may be left out. */
export interface DefineItem {
  readonly kind: "define";
  readonly name: Name;
  /** The type may be left out. */
  readonly params: readonly { readonly name: Name; readonly type: TypeNode | null; readonly span: Span }[];
  readonly value: Expression;
  readonly span: Span;
}

/** `trust low`, `secrecy high`, `integrity foreign`, `tag a, b`. */
export type LabelClause =
  | { readonly kind: "level"; readonly dimension: Name; readonly level: Name; readonly span: Span }
  | { readonly kind: "tag"; readonly names: readonly Name[]; readonly span: Span };

/** `label path "~/.ssh/**" { secrecy high tag credential }` */
export interface LabelItem {
  readonly kind: "label";
  /** Parts of it did not parse and are missing. */
  readonly broken?: true;
  readonly resource: Name;
  readonly globs: readonly Name[];
  readonly clauses: readonly LabelClause[];
  readonly span: Span;
}

/** `const control-files = {"SOUL.md"}` */
export interface ConstItem { readonly kind: "const"; readonly name: Name; readonly value: Expression; readonly span: Span }

/** `act payment { verbs "pay", "send" nouns "money" }` */
export interface ActItem {
  readonly kind: "act";
  readonly name: Name;
  readonly verbs: readonly Name[];
  readonly nouns: readonly Name[];
  readonly span: Span;
}

/** What an executable's command line does: `option "-o" write`, `flag "-v"`, `like "curl"`, `operands read when "-k"`. */
export type ExecutableClause =
  | { readonly kind: "option"; readonly names: readonly Name[]; readonly uses: readonly Name[]; readonly span: Span }
  | { readonly kind: "flag"; readonly names: readonly Name[]; readonly span: Span }
  | { readonly kind: "like"; readonly name: Name; readonly span: Span }
  | {
      readonly kind: "says"; readonly word: Name; readonly what: readonly Name[];
      readonly given: { readonly kind: "when" | "unless"; readonly options: readonly Name[] } | null; readonly span: Span;
    };

/** `executable "sort", "gsort" { option "-o" write  operands read }` */
export interface ExecutableItem {
  readonly kind: "executable";
  /** Parts of it did not parse and are missing. */
  readonly broken?: true;
  readonly names: readonly Name[];
  readonly clauses: readonly ExecutableClause[];
  readonly span: Span;
}

export type TypeNode =
  | { readonly kind: "named"; readonly name: Name; readonly span: Span }
  | { readonly kind: "list"; readonly of: TypeNode; readonly span: Span }
  /** `map of number`: keys are strings. */
  | { readonly kind: "map"; readonly of: TypeNode; readonly span: Span }
  /** `string | list of string` */
  | { readonly kind: "union"; readonly of: readonly TypeNode[]; readonly span: Span }
  | { readonly kind: "record"; readonly params: readonly Param[]; readonly open: boolean; readonly span: Span };

/** `path?: string` */
export interface Param { readonly name: Name; readonly optional: boolean; readonly type: TypeNode; readonly span: Span }

export type ToolClause =
  | { readonly kind: "op"; readonly op: Name; readonly when: Expression | null; readonly span: Span }
  | { readonly kind: "sink" | "act"; readonly names: readonly Name[]; readonly when: Expression | null; readonly span: Span }
  /** Paths are written `a.b`, `list[]`, `list[].text`, `a.*`. */
  | { readonly kind: "role"; readonly role: Name; readonly paths: readonly Name[]; readonly span: Span }
  | { readonly kind: "result"; readonly labels: readonly LabelClause[]; readonly when: Expression | null; readonly span: Span }
  /** `result is text` or `result is structure` */
  | { readonly kind: "format"; readonly format: Name; readonly span: Span }
  /** `compensate delete_file(path: args.path) when args.mode == "new"`: the call that undoes one of this tool. */
  | { readonly kind: "compensate"; readonly tool: Name; readonly args: readonly { readonly key: Name; readonly value: Expression }[]; readonly when: Expression | null; readonly span: Span }
  /** Nothing undoes it. */
  | { readonly kind: "irreversible"; readonly span: Span }
  /** `records messages[] { author sender  writes body }`: where in the result records stand, each with its own author; `path` null: the result itself. */
  | { readonly kind: "records"; readonly path: Name | null; readonly clauses: readonly RecordClause[]; readonly span: Span };

/** What of a record tells who wrote it, what it is called by, and what its author wrote. */
export interface RecordClause {
  readonly kind: "author" | "title" | "writes";
  readonly paths: readonly Name[];
  readonly span: Span;
}

/** `tool read(path: string) { ... }`; `open` when the parameters end in `...`. */
export interface ToolItem {
  readonly kind: "tool";
  /** Parts of it did not parse and are missing. */
  readonly broken?: true;
  readonly name: Name;
  readonly params: readonly Param[];
  readonly open: boolean;
  readonly clauses: readonly ToolClause[];
  readonly span: Span;
}

/** `runtime openclaw { fact sandbox.enabled: boolean }` */
export interface RuntimeItem {
  readonly kind: "runtime";
  readonly name: Name;
  readonly facts: readonly { readonly name: Name; readonly type: TypeNode; readonly span: Span }[];
  readonly span: Span;
}

/** Atoms of `on` and `to`, joined by commas (any of them): an op, a sink kind, an act class, `tool a`, `unbound`, `call`. */
export type SelectorAtom =
  | { readonly kind: "word"; readonly name: Name; readonly span: Span }
  | { readonly kind: "tools"; readonly names: readonly Name[]; readonly span: Span };

/** `payment, tool write, edit where args.action == "add"` */
export interface Selector { readonly atoms: readonly SelectorAtom[]; readonly where: Expression | null; readonly span: Span }

export type RuleClause =
  | { readonly kind: "on"; readonly selector: Selector; readonly span: Span }
  | { readonly kind: "from"; readonly where: Expression | null; readonly span: Span }
  | { readonly kind: "to"; readonly selector: Selector; readonly via: Name | null; readonly span: Span }
  | { readonly kind: "into"; readonly roles: readonly Name[]; readonly as: Name; readonly span: Span }
  | { readonly kind: "when" | "unless"; readonly condition: Expression; readonly span: Span }
  | { readonly kind: "because"; readonly text: Name; readonly span: Span }
  | { readonly kind: "severity"; readonly severity: Name; readonly span: Span }
  /** `tags "pci", "owasp-llm06"` */
  | { readonly kind: "tags"; readonly tags: readonly Name[]; readonly span: Span }
  /** `set args.workdir to "/work"`, `remove args.bcc`, `mask found(args.text, "...") in args.text keep last 4 with "*"`; targets are `args.a.b` or the row. */
  | { readonly kind: "set"; readonly target: Expression; readonly value: Expression; readonly span: Span }
  | { readonly kind: "remove"; readonly target: Expression; readonly span: Span }
  | {
      readonly kind: "mask"; readonly of: Expression; readonly target: Expression;
      readonly keep: { readonly side: Name; readonly count: number } | null; readonly with: Name | null; readonly span: Span;
    }
  | { readonly kind: "unknown-skip"; readonly span: Span }
  | { readonly kind: "observe"; readonly span: Span };

/** `unary deny name "title" { ... }`; `runtime` for host rules. */
export interface RuleItem {
  readonly kind: "rule";
  /** Parts of it did not parse and are missing. */
  readonly broken?: true;
  readonly rule: "unary" | "relational" | "host";
  readonly runtime: Name | null;
  readonly effect: Name;
  readonly name: Name;
  readonly title: Name | null;
  readonly clauses: readonly RuleClause[];
  readonly span: Span;
}

/** JSON as written in a test. */
export type JsonNode =
  | { readonly kind: "scalar"; readonly value: string | number | boolean | null; readonly span: Span }
  | { readonly kind: "array"; readonly items: readonly JsonNode[]; readonly span: Span }
  | { readonly kind: "object"; readonly entries: readonly { readonly key: Name; readonly value: JsonNode }[]; readonly span: Span };

export type TestStep =
  | { readonly kind: "say"; readonly who: "user" | "system" | "assistant"; readonly text: Name; readonly span: Span }
  | { readonly kind: "facts"; readonly facts: readonly { readonly name: Name; readonly value: JsonNode }[]; readonly span: Span }
  /** `at "2026-11-22T10:00:00Z"` */
  | { readonly kind: "at"; readonly time: Name; readonly span: Span }
  /** `principal { id: "ana", roles: ["admin"], tenant: "acme" }` */
  | { readonly kind: "principal"; readonly fields: readonly { readonly key: Name; readonly value: JsonNode }[]; readonly span: Span }
  /** `approve pay(to: "x") by "ana" role "manager"` */
  | { readonly kind: "approve"; readonly tool: Name; readonly args: readonly { readonly key: Name; readonly value: JsonNode }[]; readonly by: Name; readonly role: Name | null; readonly span: Span }
  /** `data vendors = ["acme"]` */
  | { readonly kind: "data"; readonly name: Name; readonly value: JsonNode; readonly span: Span }
  | {
      readonly kind: "call";
      /** The step's own name, for `expect deny b`. */
      readonly name: Name | null;
      readonly tool: Name;
      readonly args: readonly { readonly key: Name; readonly value: JsonNode }[];
      readonly outcome: CallOutcome | null;
      readonly span: Span;
    }
  /** `a -> json`, `a -> error json`, `a -> denied`: what the named call gave, later than it was decided. */
  | { readonly kind: "ending"; readonly step: Name; readonly outcome: CallOutcome; readonly span: Span }
  /** Of the named step, else of the last call or assistant text. `with (to: "x")`: arguments it must then have. */
  | { readonly kind: "expect"; readonly effect: Name; readonly step: Name | null; readonly by: readonly Name[]; readonly with: readonly { readonly key: Name; readonly value: JsonNode }[] | null; readonly span: Span };

/** `-> json`, `-> error json`, `-> denied`. */
export type CallOutcome = { readonly kind: "result" | "error"; readonly value: JsonNode } | { readonly kind: "denied" };

/** `test "title" { runtime openclaw  user "..."  a = read(path: "x") -> "..."  expect deny a by rule }` */
export interface TestItem {
  readonly kind: "test";
  /** Parts of it did not parse and are missing. */
  readonly broken?: true;
  readonly title: Name;
  readonly runtime: Name | null;
  readonly steps: readonly TestStep[];
  readonly span: Span;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has" | "excludes" | "contains" | "starts with" | "ends with";

/** What narrows a history: `within 10 steps`, `within 2 hours`, `within this week in "Europe/Berlin"`, `succeeded`, `since tool edit succeeded`, `keep 500`, `including sink`. */
export type HistoryClause =
  | { readonly kind: "within"; readonly amount: number; readonly unit: Name; readonly span: Span }
  /** `within today in "UTC"`, `within this month in "UTC"`: the words as they stand. */
  | { readonly kind: "period"; readonly words: readonly Name[]; readonly zone: Name | null; readonly span: Span }
  | { readonly kind: "status"; readonly status: Name; readonly span: Span }
  | { readonly kind: "since"; readonly selector: Selector; readonly status: Name | null; readonly span: Span }
  | { readonly kind: "keep"; readonly count: number; readonly span: Span }
  /** `including sink`: the pending call too. */
  | { readonly kind: "including"; readonly span: Span };

/** Expressions. `a.b` is a `field` on a `name`; the checker finds out what it means. */
export type Expression =
  | { readonly kind: "string"; readonly value: string; readonly span: Span }
  | { readonly kind: "number"; readonly value: number; readonly span: Span }
  | { readonly kind: "boolean"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "name"; readonly name: Name; readonly span: Span }
  | { readonly kind: "field"; readonly of: Expression; readonly field: Name; readonly span: Span }
  | { readonly kind: "set"; readonly items: readonly Expression[]; readonly span: Span }
  /** `asked(payment)`, `basename(args.path)`. */
  | { readonly kind: "call"; readonly function: Name; readonly args: readonly Expression[]; readonly span: Span }
  /** `{"USD": 100, "EUR": 90}` */
  | { readonly kind: "map"; readonly entries: readonly { readonly key: Name; readonly value: Expression }[]; readonly span: Span }
  /** `limits[args.currency]` */
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression; readonly span: Span }
  /** `a + b` */
  | { readonly kind: "arithmetic"; readonly operator: "+" | "-" | "*" | "/"; readonly left: Expression; readonly right: Expression; readonly span: Span }
  /**
   * `count(tool send_money where args.amount > 100 within 1 days)`, `sum(args.amount of payment within 24 hours)`, `latest(result.author of tool
   * get_pr where args.number == sink.args.number)`; `fold` is `count sum distinct latest all after before`; `value` is null for `count after before`.
   */
  | { readonly kind: "history"; readonly fold: Name; readonly value: Expression | null; readonly selector: Selector; readonly clauses: readonly HistoryClause[]; readonly span: Span }
  /** `some x in e (c)`, `every x in e (c)`; `some k, v in e (c)` of a map and `some i, x in e (c)` of a list, of which `key` is the first name. */
  | { readonly kind: "quantified"; readonly all: boolean; readonly key: Name | null; readonly variable: Name; readonly in: Expression; readonly condition: Expression; readonly span: Span }
  /** `each x in e (v)`, `each x in e where c (v)`: the list of the values; `each k, v in e` of a map. */
  | { readonly kind: "each"; readonly key: Name | null; readonly variable: Name; readonly in: Expression; readonly where: Expression | null; readonly value: Expression; readonly span: Span }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Expression; readonly right: Expression; readonly ignoreCase: boolean; readonly span: Span }
  /** `e matches path "~/.ssh/**"`, the pattern a literal or a constant's name. */
  | { readonly kind: "matches"; readonly left: Expression; readonly glob: Name; readonly patterns: Expression; readonly ignoreCase: boolean; readonly span: Span }
  /** `a else b`: a where it is present, else b. */
  | { readonly kind: "else"; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: "not"; readonly operand: Expression; readonly span: Span };
