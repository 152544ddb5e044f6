#!/usr/bin/env node
// The process -> the program, and its exit status. What ends up here uncaught is a bug of Interdict's own: it is shown with where
// it happened, and does not pass for a finding.

import { main } from "./program.js";
import { UNUSABLE, processTerminal } from "./terminal.js";

try {
  process.exitCode = await main(process.argv.slice(2), processTerminal());
} catch (bug) {
  process.stderr.write(`interdict: this is a bug in interdict\n${bug instanceof Error ? (bug.stack ?? bug.message) : String(bug)}\n`);
  process.exitCode = UNUSABLE;
}
