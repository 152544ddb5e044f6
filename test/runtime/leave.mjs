// A host that makes a pool, decides with it, and leaves in one of three ways; for pool.test.ts. It must end by itself.

import { fileURLToPath } from "node:url";
import { createPool } from "../../dist/src/node/pool.js";
import { tricks } from "../../dist/test/runtime/tricks.js";

const way = process.argv[2];
const boots = new Int32Array(new SharedArrayBuffer(12));
boots.set([0, 1e6, 1e6]);
const pool = await createPool({
  entry: fileURLToPath(new URL("./misbehave.mjs", import.meta.url)),
  data: { module: tricks(), boots }, threads: 1, timeoutMs: way === "kill" ? 200 : 20_000, waitMs: 20_000, queueMax: 10,
});
const ask = (trick) => new Promise((resolve) => pool.decide(Uint8Array.of(trick, 1), performance.now(), resolve));

if (way === "kill") {
  // What waits behind a killed worker is served, though nothing but its waiting keeps the process.
  const [killed, served] = await Promise.all([ask(1), ask(0)]);
  if (killed.code !== "node/timeout" || served[0]?.rule !== 1) throw new Error("lost");
} else {
  await ask(0);
}
if (way === "close") await pool.close();
console.log(`${way}: done`);
