// A process of its own: from its start to its first decision, as the library has it with or without a worker. Prints the milliseconds
// since the process began, of which Node itself takes some before the first line here.

import { readFileSync } from "node:fs";

const [way = "", file = ""] = process.argv.slice(2);
const { createEngine } = await import("../../src/index.js");
const engine = await createEngine({ bundles: [new Uint8Array(readFileSync(file))], pool: way === "worker" ? { threads: 1 } : false });
const session = engine.session({ id: "s" });
const { effect } = await session.evaluate({ kind: "call", id: "c", tool: "submit", args: {} });
console.log(JSON.stringify({ ms: performance.now(), effect }));
await engine.close();
