// What a rule says, as a lattice: the strictest effect of all verdicts is the decision's.
// The index is the effect's number in frames: `allow` is 0, where no rule fires.

/** Effects, weakest first. */
export const effects = ["allow", "warn", "redact", "correct", "ask", "deny", "rollback"] as const;
/** One of the effects. */
export type Effect = (typeof effects)[number];
/** The effects a rule may have. `rollback` holds the call, and says that what led to it is to be undone as well. */
export const ruleEffects: readonly Effect[] = ["warn", "redact", "correct", "ask", "deny", "rollback"];
/** The effects by which a call goes on with other arguments. */
export const rewriting: readonly Effect[] = ["redact", "correct"];
/** How grave it is when a rule fires, least first: for people, it decides nothing. */
export const severities = ["low", "medium", "high", "critical"] as const;
export type Severity = (typeof severities)[number];
/** The number of each effect. */
export const effectNumber: ReadonlyMap<string, number> = new Map(effects.map((effect, number) => [effect, number]));
/** Whether an effect holds the call: anything but allow, warn, and those by which it goes on with other arguments. */
export function holds(effect: Effect): boolean {
  return effect !== "allow" && effect !== "warn" && !rewriting.includes(effect);
}
