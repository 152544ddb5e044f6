// What one session put somewhere, as others are told of it: plain JSON that another bundle can read, since marks are written by their
// rules' patterns and tags by name. The schema, and nothing that reads meaning into it.

import { z } from "zod";
import { NAME_TEXT_MAX } from "../../base/limits.js";
import { resourceKinds } from "../../words/provenance.js";
import { patternProblem } from "../registry/said.js";
import { spotKinds } from "../registry/spot.js";

const flow = z.strictObject({
  trust: z.int().min(0).max(2), secrecy: z.int().min(0).max(2), tags: z.array(z.string()), unknown: z.boolean(),
  /** Source patterns whose marks came for certain, and those that may have. */
  certain: z.array(z.string()), maybe: z.array(z.string()),
});
const place = { kind: z.enum(spotKinds), key: z.string().nullable(), writer: z.string().max(2 * NAME_TEXT_MAX) };
/** One row. */
export const row = z.union([
  z.strictObject({
    ...place,
    /** It may still be taken back. */
    open: z.boolean(),
    value: flow, context: flow, outside: z.boolean(),
    /** Which bundle's patterns these are: of others nothing is said. */
    by: z.string(),
  }),
  z.strictObject({ ...place, gone: z.literal(true) }),
  z.strictObject({
    kind: z.literal("tool"), key: z.string(), writer: place.writer, server: z.string(), name: z.string(),
    /** SHA-256 of what it says of itself: as it was listed first (null), or as this person reviewed it. */
    digest: z.string().regex(/^[0-9a-f]{64}$/), by: z.string().nullable(),
  }),
  z.strictObject({
    /** A declaration by its name, and who made it; `says` is null where they took it back. */
    kind: z.literal("label"), key: z.string(), by: z.string(),
    says: z.strictObject({ resource: z.enum(resourceKinds), pattern: z.string(), trust: z.int().min(0).max(2), secrecy: z.int().min(0).max(2), tags: z.array(z.string()) })
      .refine(({ resource, pattern }) => patternProblem(resource, pattern) === null, "it matches nothing").nullable(),
  }),
]);

export type RowFlow = z.infer<typeof flow>;
/** What was put somewhere or taken back, what a tool was, or what a person says of resources. */
export type Row = z.infer<typeof row>;
/** What a tool was, or was reviewed as. */
export type PinRow = Extract<Row, { readonly kind: "tool" }>;
/** What a person says of resources, or no longer says. */
export type LabelRow = Extract<Row, { readonly kind: "label" }>;
/** What was put somewhere. */
export type PutRow = Exclude<Row, { readonly gone: true } | PinRow | LabelRow>;
