// Whether a tool is another than it was, worked out from the whole log each time: docs/kernel.md "Tools" written down. Every list and
// every review is gone through from the first on, and nothing is kept.

import { createHash } from "node:crypto";
import type { ObservedEvent } from "../../src/kernel/event/event.js";
import type { Row } from "../../src/kernel/event/row.js";
import { fold } from "../../src/words/fold.js";
import { same } from "./plain.js";
import type { Session } from "./session.js";

/** What was said of tools. Null: a list that nobody could read. */
export type Said = Extract<ObservedEvent, { kind: "tools" | "reviewed" }> | Extract<Row, { kind: "tool" }> | null;

interface Known {
  readonly server: string;
  readonly name: string;
  readonly accepted: readonly string[];
  readonly now: string | null;
  readonly isHeld: boolean;
  readonly list: number;
}

/** Whether it is: null where nobody knows. */
export function changed(session: Session, server: string | null, tool: string): boolean | null {
  let known: readonly Known[] = [];
  let list = 0;
  let lost = -1;
  const one = (of: readonly [string, string]): Known => known.find((each) => each.server === of[0] && each.name === of[1]) ?? { server: of[0], name: of[1], accepted: [], now: null, isHeld: false, list: 0 };
  const set = (pin: Known): void => { known = [...known.filter((each) => each.server !== pin.server || each.name !== pin.name), pin]; };
  const review = (pin: Known, digest: string | null): void => {
    const accepted = [...pin.accepted, ...(digest ?? pin.now) === null ? [] : [digest ?? pin.now ?? ""]];
    set({ ...pin, accepted, isHeld: pin.isHeld && !accepted.includes(pin.now ?? "") });
  };
  for (const each of session.history) {
    if (each.kind !== "tools") continue;
    const { said } = each;
    if (said === null) lost = ++list;
    else if (said.kind === "tools") {
      list++;
      for (const entry of said.tools) {
        const pin = one(identity(said.server ?? null, entry.name));
        const now = createHash("sha256").update(same(entry)).digest("hex");
        const accepted = pin.accepted.length === 0 ? [now] : pin.accepted;
        set({ ...pin, accepted, now, list, isHeld: pin.isHeld || !accepted.includes(now) });
      }
    } else if (said.kind === "reviewed") {
      const of = identity(said.server ?? null, said.tool);
      const there = known.filter((pin) => isOf(pin, of));
      if (there.length > 0) for (const pin of there) review(pin, said.digest ?? null);
      else if (said.digest !== undefined) review(one(of), said.digest);
    } else {
      const pin = one([said.server, said.name]);
      if (said.by !== null) review(pin, said.digest);
      else set(pin.accepted.length === 0 ? { ...pin, accepted: [said.digest] } : pin);
    }
  }
  const of = identity(server, tool);
  const there = known.filter((pin) => isOf(pin, of));
  if (there.some((pin) => pin.isHeld)) return true;
  return lost > -1 && (there.length === 0 || there.some((pin) => pin.list < lost)) ? null : false;
}

function isOf(pin: Known, [server, name]: readonly [string, string]): boolean {
  return pin.name === name && (server === "" || pin.server === "" || pin.server === server);
}

function identity(server: string | null, tool: string): readonly [string, string] {
  const parts = tool.startsWith("mcp__") ? tool.slice(5) : "";
  // The server's name has a letter, and so has the tool's.
  const at = parts.indexOf("__", 1);
  const isNamed = at > 0 && at + 2 < parts.length;
  return [fold(server ?? (isNamed ? parts.slice(0, at) : "")), isNamed ? parts.slice(at + 2) : tool];
}
