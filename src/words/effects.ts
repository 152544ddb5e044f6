// What a rule says, as a lattice: the strictest effect of all verdicts is the decision's.
// The index is the effect's number in frames: `allow` is 0, where no rule fires.

/** Effects, weakest first. */
export const effects = ["allow", "warn", "redact", "correct", "ask", "deny", "rollback"] as const;
/** One of the effects. */
export type Effect = (typeof effects)[number];
/** The effects a rule of this version may have; the others need rewrites and compensations. */
export const ruleEffects: readonly Effect[] = ["warn", "ask", "deny"];
/** The number of each effect. */
export const effectNumber: ReadonlyMap<string, number> = new Map(effects.map((effect, number) => [effect, number]));
/** Whether an effect holds the call: anything but allow and warn. */
export function holds(effect: Effect): boolean {
  return effect !== "allow" && effect !== "warn";
}
