// What OPA hosts read for an input that is no view: one verdict, which denies.
// Knows no views.

/** The result of a refusal. */
export const refused = [{ result: { effect: "deny", verdicts: [{ rule: "interdict.input", effect: "deny", unknown: true, observe: false, row: -1 }] } }];
