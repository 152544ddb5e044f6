// The worker of the bare echo: bytes come, words as many as a decision's verdicts go back. It decides nothing, and so costs
// what any pool of threads costs.

/** Answers `bytes[0]` words. */
export function decide(bytes: Uint8Array): Uint32Array {
  return new Uint32Array(bytes[0] ?? 0);
}
