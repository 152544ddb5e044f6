// The seed of generated cases: the one that is asked for, or one that is drawn for each file of tests. CI takes it from the tree it
// tests, so that the same tree gives the same cases and another tree others. Whatever way a test fails, out of time too, it says the seed.

import fc from "fast-check";
import { beforeEach } from "vitest";

const asked = Number.parseInt(process.env["INTERDICT_SEED"] ?? "", 10);

/** The seed that was asked for, or a number that is another in each run. */
export const seed = Number.isSafeInteger(asked) ? asked : Date.now() % 2 ** 31;

fc.configureGlobal({ seed });
beforeEach(({ onTestFailed }) => onTestFailed(({ task }) => console.error(`${task.name}: again with INTERDICT_SEED=${seed}`)));
