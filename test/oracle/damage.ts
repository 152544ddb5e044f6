// A view in JSON -> one with something wrong in it, or unusual: a member gone, of another type, or too many. The doors must agree on
// what is no view, too. The same numbers give the same damage.

import type { Json } from "../../src/wasm/abi/json.js";

const odd: readonly Json[] = [null, true, false, 0, -1, 2, 1.5, 9007199254740992, 1e21, 1e300, "", "x", "value", "low", "deny", [], {}, [{}], [null], ["x"], [["x"]], { x: 1 }, [["args.list", 0]]];

/** The view with one to three such places. */
export function damaged(view: Json, next: () => number): Json {
  let out = view;
  for (let times = 1 + Math.floor(next() * 3); times > 0; times--) out = damagedOnce(out, next, 0);
  return out;
}

function damagedOnce(at: Json, next: () => number, depth: number): Json {
  const pick = <T>(list: readonly T[]): T | undefined => list[Math.floor(next() * list.length)];
  const here = depth > 0 && next() < 0.25;
  if (here || typeof at !== "object" || at === null) return pick(odd) ?? null;
  if (Array.isArray(at)) {
    const items: readonly Json[] = at;
    const number = Math.floor(next() * items.length);
    if (items.length === 0 || next() < 0.2) return [...items, pick(odd) ?? null];
    return items.map((item, index) => (index === number ? damagedOnce(item, next, depth + 1) : item));
  }
  const members = Object.entries(at as { readonly [key: string]: Json });
  if (members.length === 0 || next() < 0.1) return Object.fromEntries([...members, [pick(["extra", "unknown", "open", "marks", "time", "principal", "value"]) ?? "extra", pick(odd) ?? null]]);
  // Arguments come as they are, and may be anything; the rest is the kernel's.
  const name = depth === 0 && next() < 0.4 ? "args" : pick(members)?.[0];
  if (next() < 0.2) return Object.fromEntries(members.filter(([key]) => key !== name));
  return Object.fromEntries(members.map(([key, value]) => [key, key === name ? damagedOnce(value, next, depth + 1) : value]));
}
