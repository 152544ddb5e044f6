// What a kept registry says, record by record: that it begins, and each batch. The same in a file and in a database.
// Plain data and its schema; where records lie it does not know.

import { z } from "zod";
import { EVIDENCE_VERSION } from "../evidence/record.js";
import { batch } from "./registry.js";

/** The schema of a record. */
export const saidOf = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("begin"), version: z.literal(EVIDENCE_VERSION), of: z.literal("registry") }),
  z.strictObject({ kind: z.literal("batch"), batch }),
]);
/** One record of a kept registry. */
export type Said = z.infer<typeof saidOf>;
