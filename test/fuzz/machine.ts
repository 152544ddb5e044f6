// A machine run over a text, as the module's matcher does it, but in a few lines.
// Knows no globs.

import type { Machine } from "../../src/language/ir/machine.js";

/** The groups a machine tells of a text. */
export function runMachine(machine: Machine, text: string): readonly number[] {
  let state = machine.start;
  for (const byte of new TextEncoder().encode(text)) state = machine.next[state * machine.width + (machine.classes[byte] ?? 0)] ?? 0;
  return machine.groups[machine.outputs[state] ?? 0] ?? [];
}
