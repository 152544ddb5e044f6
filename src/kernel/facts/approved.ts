// Approvals that stand unused, each for one very call. The canonical text itself is the key, and not a print of it: what was
// approved is exact. Knows nothing of who approved.

/** Unused approvals by call. */
export type Approvals = Map<string, number>;

/** A person approved this call, once. */
export function approve(approvals: Approvals, call: string): void {
  approvals.set(call, (approvals.get(call) ?? 0) + 1);
}

/** Whether an approval of this call stands. */
export function isApproved(approvals: Approvals, call: string): boolean {
  return approvals.has(call);
}

/** Uses one up, where one stands. */
export function useApproval(approvals: Approvals, call: string): void {
  const left = (approvals.get(call) ?? 0) - 1;
  if (left > 0) approvals.set(call, left);
  else approvals.delete(call);
}
