// A process of its own: from its start to its first decision, as a host that is given bundles has it (`interdict/runtime`), with or without a worker. Prints when
// that was, in milliseconds since 1970 UTC, so that who started the process knows how long it took and does not wait for its end.

import { readFileSync } from "node:fs";

const [way = "", file = ""] = process.argv.slice(2);
const { createEngine } = await import("../../src/runtime.js");
const engine = await createEngine({ bundles: [new Uint8Array(readFileSync(file))], pool: way === "worker" ? { threads: 1 } : false });
const session = engine.session({ id: "s" });
const { effect } = await session.evaluate({ kind: "call", id: "c", tool: "submit", args: {} });
console.log(JSON.stringify({ ms: performance.timeOrigin + performance.now(), effect }));
await engine.close();
