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
}

export type Item = TagItem | LabelItem | ConstItem | ActItem | ToolItem | RuntimeItem | RuleItem | TestItem;

/** `tag credential, pii` */
export interface TagItem { readonly kind: "tag"; readonly names: readonly Name[]; readonly span: Span }

/** `trust low`, `secrecy high`, `tag a, b`. */
export type LabelClause =
  | { readonly kind: "trust" | "secrecy"; readonly level: Name; readonly span: Span }
  | { readonly kind: "tag"; readonly names: readonly Name[]; readonly span: Span };

/** `label path "~/.ssh/**" { secrecy high tag credential }` */
export interface LabelItem {
  readonly kind: "label";
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

export type TypeNode =
  | { readonly kind: "named"; readonly name: Name; readonly span: Span }
  | { readonly kind: "list"; readonly of: TypeNode; readonly span: Span }
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
  | { readonly kind: "format"; readonly format: Name; readonly span: Span };

/** `tool read(path: string) { ... }`; `open` when the parameters end in `...`. */
export interface ToolItem {
  readonly kind: "tool";
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
  | { readonly kind: "unknown-skip"; readonly span: Span }
  | { readonly kind: "observe"; readonly span: Span };

/** `unary deny name "title" { ... }`; `runtime` for host rules. */
export interface RuleItem {
  readonly kind: "rule";
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
  | {
      readonly kind: "call";
      /** The step's own name, for `expect deny b`. */
      readonly name: Name | null;
      readonly tool: Name;
      readonly args: readonly { readonly key: Name; readonly value: JsonNode }[];
      readonly outcome: { readonly kind: "result" | "error"; readonly value: JsonNode } | null;
      readonly span: Span;
    }
  /** Of the named step, else of the last call or assistant text. */
  | { readonly kind: "expect"; readonly effect: Name; readonly step: Name | null; readonly by: readonly Name[]; readonly span: Span };

/** `test "title" { runtime openclaw  user "..."  a = read(path: "x") -> "..."  expect deny a by rule }` */
export interface TestItem {
  readonly kind: "test";
  readonly title: Name;
  readonly runtime: Name | null;
  readonly steps: readonly TestStep[];
  readonly span: Span;
}

export type Comparison = "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "has" | "excludes" | "contains" | "starts with" | "ends with";

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
  /** `count(tool send_money where args.amount > 100)` */
  | { readonly kind: "count"; readonly selector: Selector; readonly span: Span }
  /** `some x in e (c)`, `every x in e (c)` */
  | { readonly kind: "quantified"; readonly all: boolean; readonly variable: Name; readonly in: Expression; readonly condition: Expression; readonly span: Span }
  | { readonly kind: "compare"; readonly operator: Comparison; readonly left: Expression; readonly right: Expression; readonly ignoreCase: boolean; readonly span: Span }
  /** `e matches path "~/.ssh/**"`, the pattern a literal or a constant's name. */
  | { readonly kind: "matches"; readonly left: Expression; readonly glob: Name; readonly patterns: Expression; readonly ignoreCase: boolean; readonly span: Span }
  /** `a else b`: a where it is present, else b. */
  | { readonly kind: "else"; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression; readonly span: Span }
  | { readonly kind: "not"; readonly operand: Expression; readonly span: Span };
