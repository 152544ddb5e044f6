// What policy authors import as `interdict/testing`: the tests inside packs are run through every door, and
// what failed is given as findings, with what the tests showed of each rule. Prints nothing.

export { coverage } from "./coverage.js";
export type { Coverage, CoveredCondition, CoveredRule, Truths } from "./coverage.js";
export { frameDoor, interpreter, jsonDoor } from "./door.js";
export type { Door } from "./door.js";
export { runTests, testBundle } from "./run.js";
export type { TestOptions, TestReport, TestResult } from "./run.js";
