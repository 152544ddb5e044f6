// Instants as they are written in tests, and the fields of a principal.
// Reads no clock: an instant is a number that the text says.

import type { Name } from "../syntax/ast.js";
import type { Report } from "./report.js";
import type { Type } from "./structure.js";

/** What may be said of a principal. */
export const principalFields: { readonly [name: string]: Type } = { id: "string", roles: { list: "string" }, tenant: "string" };

const shape = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Milliseconds since 1970 UTC of an RFC 3339 instant; null where it is none, which is reported. */
export function readTime({ text, span }: Name, report: Report): number | null {
  const parts = shape.exec(text);
  const at = parts === null ? null : instantOf(parts);
  if (at === null) report.add("check/wrong-type", span, { expected: "an instant as `2026-11-22T10:00:00Z`", found: `\`${text}\`` });
  return at;
}

function instantOf(parts: readonly (string | undefined)[]): number | null {
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map(Number);
  if (year === undefined || month === undefined || day === undefined || hour === undefined || minute === undefined || second === undefined) return null;
  const ms = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const offset = (Number(parts[9] ?? 0) * 60 + Number(parts[10] ?? 0)) * (parts[8] === "-" ? -1 : 1);
  const days = [31, year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  // A month that is none has no days. A leap second is no instant that milliseconds since 1970 could say.
  const sound = day >= 1 && day <= (days[month - 1] ?? 0) && hour < 24 && minute < 60 && second < 60 && Number(parts[9] ?? 0) < 24 && Number(parts[10] ?? 0) < 60;
  if (!sound || year < 1970) return null;
  const leaps = (before: number): number => Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const whole = (year - 1970) * 365 + leaps(year - 1) - leaps(1969) + days.slice(0, month - 1).reduce((sum, one) => sum + one, 0) + day - 1;
  return ((whole * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + ms;
}
