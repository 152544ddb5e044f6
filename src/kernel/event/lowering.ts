// An instruction that lowers a label (ENDORSE raises trust, DECLASSIFY lowers secrecy) to what it says: of which argument of which
// very call, to which level, until when, by whom; and to the arguments that rules see of it. Knows no bundle and no session: whether
// it is permitted is not asked here.

import { z } from "zod";
import { NAME_TEXT_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { leaves } from "../../extract/leaves.js";
import { personOf } from "../../extract/person.js";
import { secrecyLevels, trustLevels } from "../../words/labels.js";
import type { Json } from "./event.js";
import { refuse, type Reading } from "./reading.js";
import { atOf } from "./when.js";

/** The tools' names of these instructions. */
const ENDORSE = "@endorse";
const DECLASSIFY = "@declassify";
export type LoweringTool = typeof ENDORSE | typeof DECLASSIFY;

/** What is to be lowered. */
export interface Lowering {
  readonly dimension: "trust" | "secrecy";
  /** The level's number: what is more tainted is taken for this. */
  readonly level: number;
  readonly tool: string;
  readonly args: { readonly [key: string]: Json };
  /** The argument, by the path of its leaf. */
  readonly argument: string;
  readonly expiresAt: number;
}

/** The tool's name of an instruction of this kind, null of another. */
export function loweringTool(kind: unknown): LoweringTool | null {
  return kind === "endorse" ? ENDORSE : kind === "declassify" ? DECLASSIFY : null;
}

const name = z.string().min(1).max(NAME_TEXT_MAX);
/** Exact, as an approval is: a bound that this version does not know must not be overlooked. */
export const loweringEvent = z.strictObject({
  kind: z.enum(["endorse", "declassify"]), id: name.optional(), by: name.refine((by) => personOf(by) !== ""), role: name.optional(), tool: name, args: z.unknown(),
  argument: name, to: z.enum(["low", "medium", "high"]), expiresAt: z.union([z.number(), z.string()]).refine((at) => atOf(at) !== null), at: z.unknown().optional(),
});

/** Reads an event of the right form, whose call's arguments were read; refuses it where there is no such argument. */
export function readLowering(event: z.infer<typeof loweringEvent>, args: Lowering["args"]): Reading<{ readonly of: Lowering; readonly args: Lowering["args"] }> {
  const { kind, by, role, tool, argument, to } = event;
  const leaf = leaves(args, []).rows.find(({ path, isKey }) => path === argument && !isKey);
  const value = leaf?.value;
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") return refuse(failure("endorse/no-argument", { argument: argument.slice(0, 80) }));
  const expiresAt = atOf(event.expiresAt) ?? Number.NEGATIVE_INFINITY;
  const shown = Object.freeze({ by, ...(role === undefined ? {} : { role }), tool, argument, value, to });
  const isTrust = kind === "endorse";
  const level = (isTrust ? trustLevels : secrecyLevels).findIndex((each) => each === to);
  return { ok: true, value: { args: shown, of: { dimension: isTrust ? "trust" : "secrecy", level, tool, args, argument, expiresAt } } };
}
