// The seed of generated cases, where one is asked for: CI takes it from the tree it tests, so that the same tree gives the same
// cases and another tree others. Without it every run draws its own, and a find prints its seed.

import fc from "fast-check";

const asked = Number.parseInt(process.env["INTERDICT_SEED"] ?? "", 10);
if (Number.isSafeInteger(asked)) fc.configureGlobal({ seed: asked });

/** The seed that was asked for, or a number that is another in each run. */
export const seed = Number.isSafeInteger(asked) ? asked : Date.now();
