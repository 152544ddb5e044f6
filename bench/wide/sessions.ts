// Many sessions at once, and values of every size -> what a decision costs then, and
// what a session and a rule take. Writes nothing down.

import type { SessionCore } from "../../src/engine.js";
import { median } from "../measure.js";
import { decide, flows, liveBytes, middle, rulesOver, subject, type Subject } from "../scale/sessions.js";

/** One point of something that grows. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

const ROUNDS = 7;

/** Times of one decision, in nanoseconds, of so many sessions that take turns, each once a round: none is in a cache of the processor's. */
export function amongSessions(counts: readonly number[]): readonly Point[] {
  const about = subject(rulesOver(60, 10));
  const event = (id: string): object => ({ kind: "call", id, tool: "t0", args: { kind: "invoice", reference: "order/x" } });
  const warm = about.core.session({ id: "warm" });
  for (let at = 0; at < 5_000; at++) decide(about, warm, event(`w${at}`));
  return counts.map((count) => {
    const all = Array.from({ length: count }, (_, number) => about.core.session({ id: `s${number}` }));
    const rounds = Math.max(ROUNDS, Math.ceil(2_000 / count));
    return { x: count, y: median(Array.from({ length: rounds }, (_, round) => middle(count, (at) => decide(about, all[at] ?? warm, event(`c${round}`))))) };
  });
}

/** Bytes that a session takes which has decided one call. */
export function bytesOfSession(count: number): number {
  const about = subject(rulesOver(60, 10));
  const before = liveBytes();
  const all = Array.from({ length: count }, (_, number) => {
    const session = about.core.session({ id: `s${number}` });
    decide(about, session, { kind: "call", id: "c", tool: "t0", args: { kind: "invoice", reference: "order/x" } });
    return session;
  });
  const bytes = (liveBytes() - before) / count;
  if (all.length !== count) throw new Error("all sessions are alive");
  return bytes;
}

/** Bytes of a compiled and loaded rule, module's memory apart: what 1,000 more of them add. */
export function bytesOfRule(): number {
  const kept: Subject[] = [subject(rulesOver(10, 10))];
  const before = liveBytes();
  kept.push(subject(rulesOver(1_010, 10)));
  const bytes = (liveBytes() - before) / 1_000;
  if (kept.length !== 2) throw new Error("both are alive");
  return bytes;
}

/** Text in which most words are new, and text that says one sentence again and again: the dearest to look up. */
export const texts = {
  ordinary: (length: number): string => Array.from({ length: Math.ceil(length / 12) }, (_, at) => `w${(at * 7919).toString(36).padStart(6, "x")} as on`).join(" ").slice(0, length),
  repeated: (length: number): string => "as agreed with the lady in room seven ".repeat(Math.ceil(length / 38)).slice(0, length),
} as const;

/** Nanoseconds of a decision on a call one of whose values has so many letters, which a result of an earlier call has too. */
export function withValues(textOf: (length: number) => string, lengths: readonly number[]): readonly Point[] {
  const about = subject(flows);
  return lengths.map((length) => {
    const text = textOf(length);
    const one = (number: number): number => {
      const session: SessionCore = about.core.session({ id: `v${number}`, bounds: { bytesMax: 2 ** 33 } });
      decide(about, session, { kind: "call", id: "a", tool: "show", args: { path: "/notes" } });
      session.observe({ kind: "result", id: "a", content: text });
      return decide(about, session, { kind: "call", id: "b", tool: "submit", args: { kind: "invoice", text } });
    };
    const times = length >= 1e5 ? 3 : 31;
    return { x: length, y: middle(times, one) };
  });
}
