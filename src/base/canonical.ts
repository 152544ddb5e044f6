// A JSON value to the one text that equal values share. Object keys are sorted; a key that is not there and one that is null are two
// things. Knows nothing of what the values mean.

/** Canonical text of a JSON value; what is no JSON in it is written as null. As deep as the value: bounded by who lets it in. */
export function canonical(value: unknown): string {
  if (typeof value === "number") return JSON.stringify(value === 0 ? 0 : value);
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  const parts: string[] = [];
  for (const key of Object.keys(value).sort()) parts.push(`${JSON.stringify(key)}:${canonical(Reflect.get(value, key))}`);
  return `{${parts.join(",")}}`;
}
