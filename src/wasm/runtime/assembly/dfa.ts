// The matcher: one state and one look-up a byte. Stops early in a state that no byte leads out of.
// Knows no globs.

import { DFA_CLASSES, DFA_START, DFA_NEXT, DFA_OUTPUTS, DFA_STUCK, DFA_WIDTH, DFA_WIDE } from "./offsets.generated";

/** The output of the state that a text leads to. */
export function run(dfa: usize, text: usize, length: u32): u32 {
  const classes = <usize>load<u32>(dfa, DFA_CLASSES);
  const next = <usize>load<u32>(dfa, DFA_NEXT);
  const stuck = <usize>load<u32>(dfa, DFA_STUCK);
  const width = load<u32>(dfa, DFA_WIDTH);
  let state = load<u32>(dfa, DFA_START);
  const end = text + length;
  const wide = load<u32>(dfa, DFA_WIDE) != 0;
  while (text < end) {
    const entry = state * width + <u32>load<u8>(classes + load<u8>(text));
    const to = wide ? <u32>load<u16>(next + (entry << 1)) : <u32>load<u8>(next + entry);
    text++;
    if (to != state) {
      state = to;
      if (load<u8>(stuck + state) != 0) break;
    }
  }
  return load<u16>(<usize>load<u32>(dfa, DFA_OUTPUTS) + (state << 1));
}
