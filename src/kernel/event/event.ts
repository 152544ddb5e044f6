// What a runtime tells: the events of a session, as they come in. Shapes only; `normalise` turns what is not one of these
// into an opaque event, so nothing is lost. Identifiers and times are the runtime's.

import type { StepOp } from "../../words/ops.js";
import type { Principal } from "../../words/provenance.js";
import type { SpotKind } from "../registry/spot.js";
import type { Row } from "./row.js";
import type { At } from "./when.js";

/** JSON as it came in. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** When an event happened; it may be left out of any. */
export interface Timed {
  readonly at?: At;
}

/** A call that is to be decided. `args` is a JSON object, or the JSON text of one as models write it. */
export interface CallEvent extends Timed {
  readonly kind: "call";
  readonly id: string;
  readonly tool: string;
  readonly args: unknown;
  /** Calls whose results the runtime or model says this one was made from: declared edges. */
  readonly refs?: readonly string[];
  /** The MCP server whose tool it is; where it is left out, the one in a name like `mcp__github__search`. */
  readonly server?: string;
  /** The call that this one is to undo: the runtime makes it when a session goes back. Decided as any other. */
  readonly undoes?: string;
}
/** Text that is to go to the user: decided like a call, as RESPOND of the tool `@response`. */
export interface ResponseEvent extends Timed {
  readonly kind: "response";
  readonly text: string;
  readonly id?: string;
}
/** A person vouches for one argument of one very call (`endorse`: its trust), or lets it out (`declassify`: its secrecy), once and until a time. Decided as ENDORSE of the tool `@endorse`, DECLASSIFY of `@declassify`. */
export interface LoweringEvent extends Timed {
  readonly kind: "endorse" | "declassify";
  readonly id?: string;
  readonly by: string;
  readonly role?: string;
  /** The call, with the arguments that it will have. */
  readonly tool: string;
  readonly args: unknown;
  /** The path of the argument: `to`, `cc[0]`. */
  readonly argument: string;
  /** The level that it is taken for, where it is more tainted. */
  readonly to: "low" | "medium" | "high";
  readonly expiresAt: At;
}
/** What `evaluate` takes. */
export type SinkEvent = CallEvent | ResponseEvent | LoweringEvent;

/** Who the agent acts for. What is left out is not known. */
export interface PrincipalTold {
  readonly id?: string;
  readonly roles?: readonly string[];
  readonly tenant?: string;
}

/** The very call that a person speaks of: that of a decision which asked, or one that is named itself. */
export type OfCall =
  | { readonly decision: string; readonly tool?: never; readonly args?: never }
  | { readonly decision?: never; readonly tool: string; readonly args: unknown };

/** A person approves this very call, once; in a role and until a time, where these are said. */
export type ApprovalEvent = Timed & OfCall & { readonly kind: "approval"; readonly by: string; readonly role?: string; readonly expiresAt?: At };
/** What was approved and not used up is so no more: what this person approved, or (left out) anybody. */
export type RevocationEvent = Timed & OfCall & { readonly kind: "revocation"; readonly by?: string };
/** What tools say of themselves, as a server lists them: names, descriptions, schemas. Without a server they may be any server's. */
export interface ToolsEvent extends Timed {
  readonly kind: "tools";
  readonly server?: string;
  readonly tools: readonly { readonly name: string; readonly [key: string]: Json }[];
}
/** A person reviewed a tool that changed: as it is listed now, or (with `digest`) as what has that SHA-256. */
export interface ReviewedEvent extends Timed {
  readonly kind: "reviewed";
  readonly tool: string;
  readonly server?: string;
  readonly by: string;
  readonly digest?: string;
}
/** Where a text lay until it was said: a job that fired, another agent's inbox. Without a key it may be any of the kind. */
export interface From {
  readonly kind: SpotKind;
  readonly key?: string;
}

/** What `observe` takes. */
export type ObservedEvent = Timed & (
  /** Text in the user's or system's role; `principal` when it is not theirs (pasted mail, another agent). */
  | { readonly kind: "user" | "system"; readonly text: string; readonly principal?: Principal; readonly from?: From }
  /** The model's text that goes to nobody. */
  | { readonly kind: "reason"; readonly text: string }
  /** What the model or its host does without a tool; its text, where it has one, is the model's. COMPRESS: a summary that takes the place of all that came before, which it inherits from. ROLLBACK: what hung on some cause was cancelled, and undone where that could be. */
  | { readonly kind: "step"; readonly op: StepOp; readonly text?: string }
  /** What a call gave. `error`: it ran and failed, with these words; what it gave is then its content, where it has one, else the words. */
  | { readonly kind: "result"; readonly id: string; readonly content?: unknown; readonly error?: string | boolean }
  /** The runtime or a person refused it: it never ran. */
  | { readonly kind: "denied"; readonly id: string }
  /** Values of the runtime's profile. */
  | { readonly kind: "facts"; readonly facts: { readonly [name: string]: Json } }
  /** Whose session it is from here on. */
  | { readonly kind: "principal"; readonly principal: PrincipalTold }
  | ApprovalEvent
  | RevocationEvent
  | ToolsEvent
  | ReviewedEvent
  /** What other sessions put somewhere, as the registry that they share answered it. */
  | { readonly kind: "registry"; readonly rows: readonly Row[] }
  /** Something that could not be read as any of these. */
  | { readonly kind: "opaque"; readonly why: string }
);

export type SessionEvent = SinkEvent | ObservedEvent;
