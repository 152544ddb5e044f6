// What the naive kernel knows: nodes, what happened to them, and one instruction as its columns see it. Plain records; nothing is
// worked out here.

import type { Segment } from "../../src/extract/segments.js";
import type { Patterns } from "../../src/extract/spans.js";
import type { Lowering } from "../../src/kernel/event/lowering.js";
import type { PrincipalTold } from "../../src/kernel/event/event.js";
import type { LabelRow } from "../../src/kernel/event/row.js";
import type { Evaluator } from "../../src/words/evaluator.js";
import type { Labels } from "../../src/words/labels.js";
import type { Manifest } from "../../src/words/manifest.js";
import type { Principal } from "../../src/words/provenance.js";
import type { TermValue } from "../../src/words/term.js";
import type { Binding, Flow, Marks, View } from "../../src/words/view.js";
import type { Args, RoleLeaf } from "./cells.js";
import type { Ground } from "./flow.js";
import type { Lost, Reading, Sighting, StreamName } from "./search.js";
import type { Said } from "./tools.js";
import type { Held, Places, Touch } from "./places.js";

/** What became of a call. */
export type Fate = "pending" | "succeeded" | "failed" | "refused";

/** What a query keeps of a call. */
export interface Kept {
  readonly value: TermValue;
  readonly theirs: readonly TermValue[];
  /** What its `since` is joined by. */
  readonly since: readonly TermValue[];
}

/** One instruction, as its columns see it. */
export interface About {
  readonly args: Args | null;
  readonly key: string | null;
  /** Absent of texts, null where it could not be read. */
  readonly tool: string | null | undefined;
  readonly server: string | null;
  readonly result: TermValue;
  readonly pending: Uint32Array | "unbound" | null;
  readonly arrived: Arrived | null;
  /** Where it is looked back at: as it was when the call was made. */
  readonly made: Made | null;
}

/** What was said of the time and the principal. */
export interface Made {
  readonly now: number | null;
  readonly told: PrincipalTold;
}

/** What came to a sink. */
export interface Arrived {
  readonly sources: readonly number[];
  readonly declared: readonly number[];
  readonly flows: readonly [value: Flow, context: Flow, declared: Flow];
}

/** A node of the session. */
export interface Node {
  readonly step: number;
  readonly kind: "text" | "model" | "response" | "call" | "opaque";
  readonly principal: Principal | null;
  /** The user's own words; null for everything else. */
  readonly said: string | null;
  readonly value: Flow;
  /** Nodes with a value edge into it. */
  readonly sources: readonly number[];
  /** Whether it was made from all nodes before it. */
  readonly isSummary?: boolean;
  readonly call: Call | null;
  own: Labels;
  marks: Marks;
  isOpaque: boolean;
  /** Labels and marks that came to it from places it read. */
  got: Flow;
  /** What it was as a source, by the key of the column that asks. */
  readonly asSource: Map<string, TermValue>;
  readonly readings: Reading[];
}

/** What a node knows of its call. */
export interface Call {
  readonly id: string | null;
  readonly event: number;
  readonly tool: number;
  readonly isResponse: boolean;
  readonly args: Args | null;
  readonly key: string | null;
  readonly name: string;
  readonly server: string | null;
  /** What `bind` was asked, where it is asked again; else null. */
  readonly bound: View | null;
  readonly format: "structure" | "text";
  readonly leaves: readonly RoleLeaf[];
  readonly sightings: readonly (Sighting | null)[];
  readonly binding: Binding;
  readonly isUndescribed: boolean;
  /** What it does to places, what it writes there, and the declared labels of what it reads. */
  readonly touch: Touch | null;
  readonly carried: Held | null;
  readonly readLabels: Labels;
  readonly refused: boolean;
  readonly lowering: Lowering | null;
  readonly made: Made;
}

/** What happened, in order: what counts and facts are read from. */
export type Happening =
  /** The user spoke; the agent's answer was shown. */
  | { readonly kind: "spoke"; readonly node: Node; readonly text: string }
  | { readonly kind: "shown"; readonly text: string }
  | { readonly kind: "counted"; readonly node: Node }
  /** What the user or the system said. */
  | { readonly kind: "gave"; readonly text: string }
  | { readonly kind: "uncounted"; readonly node: Node }
  | { readonly kind: "decided"; readonly node: Node; readonly at: number | null; readonly fate: Fate; readonly counters: Uint32Array; readonly kept: readonly Kept[] }
  | { readonly kind: "result"; readonly node: Node; readonly text: string | null; readonly print: string; readonly until: number; readonly fate: Fate; readonly counters: Uint32Array; readonly kept: readonly Kept[] }
  /** What a call gave was read. */
  | { readonly kind: "read"; readonly node: Node; readonly segments: readonly Segment[] }
  | { readonly kind: "asked"; readonly node: Node }
  /** `ask`: the call of the decision that is answered. */
  | { readonly kind: "approved"; readonly key: string; readonly tool: string; readonly by: string; readonly role: string | null; readonly expiresAt: number | null; readonly ask: Node | null }
  /** Everybody's and every call's, where nothing is named. */
  | { readonly kind: "revoked"; readonly key: string | null; readonly by: string | null }
  | { readonly kind: "lowered"; readonly key: string; readonly of: Lowering }
  | { readonly kind: "used"; readonly key: string; readonly now: number | null }
  /** A call ran or was denied. */
  | { readonly kind: "closed"; readonly node: Node }
  /** A person says something of resources, or no longer does. */
  | { readonly kind: "labels"; readonly row: LabelRow }
  /** Tools were listed or reviewed. */
  | { readonly kind: "tools"; readonly said: Said }
  | { readonly kind: "principal"; readonly told: PrincipalTold }
  | { readonly kind: "facts"; readonly facts: Readonly<Record<string, unknown>> }
  /** Whatever was said of the runtime holds no more. */
  | { readonly kind: "forgotten" };

/** All that a session has, at one decision. */
export interface Session {
  readonly id: string;
  readonly manifest: Manifest;
  readonly evaluator: Evaluator;
  readonly base: Ground;
  readonly asks: { readonly value: boolean; readonly provenance: boolean };
  readonly provided: ReadonlySet<string>;
  readonly hasTime: boolean;
  readonly patterns: Patterns;
  readonly data: ReadonlyMap<string, TermValue>;
  /** When the event that is looked at happened, and the latest time there was. */
  now: number | null;
  latest: number;
  readonly nodes: Node[];
  /** Places for the texts of each stream; the readings there are, oldest first, and what was forgotten. */
  readonly placesMax: number;
  readonly kept: Map<StreamName, readonly { readonly node: Node; readonly reading: Reading }[]>;
  readonly lost: Map<StreamName, Lost>;
  readonly history: Happening[];
  readonly places: Places;
  /** What stood in the contexts of those who wrote what was read. */
  readonly contexts: Flow[];
}
