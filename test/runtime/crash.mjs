// A process that decides and journals as fast as it can, until it is killed: `node crash.mjs FOLDER BUNDLE SEED`. It says so when it has decided once.

import { readFileSync } from "node:fs";
import { createEngine, fileJournal } from "../../dist/src/index.js";

const [folder, bundle, seed] = process.argv.slice(2);
const engine = await createEngine({ bundles: [readFileSync(bundle)], pool: false, now: null, journal: fileJournal(folder) });
const session = engine.session({ id: "s" });
for (let at = Number(seed); ; at++) {
  const id = `c${process.pid}-${at}`;
  session.observe({ kind: "user", text: `write to person${at % 7}@corp.example about ${at}` });
  session.evaluateSync({ kind: "call", id, tool: at % 3 === 0 ? "read" : "send", args: at % 3 === 0 ? { path: `/secret/${at}` } : { to: `person${at % 9}@corp.example`, text: `word${at - 1}` } });
  if (at === Number(seed)) process.stdout.write("begun\n");
  if (at % 2 === 0) session.observe({ kind: "result", id, content: `word${at} of the harbour` });
}
