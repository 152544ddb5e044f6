// A process of its own: two builds of the library by their folders -> for each piece of work the middle ratio of the first to the second,
// as a line of JSON. Both have their turn in each round, the first one first in every other.

import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Library from "../../src/index.js";
import { median } from "../measure.js";
import { flows } from "../scale/sessions.js";
import { TOOL, writeRules } from "../rules.js";

const ROUNDS = 41;
/** Milliseconds of a turn, about: long against the clock, short against a machine's moods. */
const TURN_MS = 6;
/** Turns that are not counted. */
const WARM = 8;

/** Something that both revisions do. */
interface Work {
  readonly name: string;
  readonly ready: (library: typeof Library) => Promise<() => unknown>;
}

const set = writeRules(60, 64);
const few = writeRules(12, 2);

const works: readonly Work[] = [
  { name: "evaluateSync, 60 rules", ready: (library) => deciding(library, set.policy, (at) => [TOOL, { ...set.inputs[at % set.inputs.length] }]) },
  {
    name: "evaluateSync and its result, rules about what came before",
    ready: (library) => deciding(library, flows, (at) => (at % 8 === 7 ? ["submit", { kind: "invoice", text: `as agreed in room ${at - 3}` }] : ["show", { path: `/notes/${at}` }])),
  },
  { name: "compile 12 rules", ready: async (library) => () => library.compile([{ file: "orders.policy", text: few.policy }]) },
];

async function deciding(library: typeof Library, policy: string, call: (at: number) => readonly [tool: string, args: object]): Promise<() => unknown> {
  const { value } = library.compile([{ file: "compare.policy", text: policy }]);
  if (value === undefined) throw new Error("a revision does not compile the rules");
  const engine = await library.createEngine({ bundles: [value], pool: false });
  const state = { made: 0, session: engine.session({ id: "s" }) };
  return () => {
    const at = state.made++;
    if (at % 512 === 0) state.session = engine.session({ id: `s${at}` });
    const [tool, args] = call(at % 512);
    const decision = state.session.evaluateSync({ kind: "call", id: `c${at}`, tool, args });
    state.session.observe({ kind: "result", id: `c${at}`, content: `as agreed in room ${at % 512}` });
    return decision;
  };
}

/** Nanoseconds of one of so many, of the processor's time: what else the machine does is not in it. */
function turn(act: () => unknown, times: number): number {
  const since = process.cpuUsage();
  for (let left = times; left > 0; left--) act();
  const { user, system } = process.cpuUsage(since);
  return ((user + system) * 1e3) / times;
}

/** Both in turn; the middle of the ratios. */
function ratioOf(one: () => unknown, other: () => unknown): number {
  let times = 1;
  while (turn(one, times) * times < TURN_MS * 1e6 && times < 1 << 20) times *= 2;
  for (let warm = 0; warm < WARM; warm++) turn(warm % 2 === 0 ? other : one, times);
  return median(Array.from({ length: ROUNDS }, (_, round) => {
    const early = round % 2 === 0 ? turn(one, times) : 0;
    const between = turn(other, times);
    return (round % 2 === 0 ? early : turn(one, times)) / between;
  }));
}

const [first, second] = process.argv.slice(2).map((folder) => import(pathToFileURL(join(folder, "dist/src/index.js")).href) as Promise<typeof Library>);
if (first === undefined || second === undefined) throw new Error("two folders are compared");
const [one, other] = [await first, await second];
const found = [];
for (const { name, ready } of works) found.push({ name, ratio: ratioOf(await ready(one), await ready(other)) });
console.log(JSON.stringify(found));
