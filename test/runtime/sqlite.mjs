// A process of its own that appends to a registry in SQLite until it is killed: each batch says its number, and each that stands is printed.
import { createRequire } from "node:module";
import { sqliteRegistry } from "../../dist/src/index.js";

const [, , path, installed, name] = process.argv;
const Database = createRequire(import.meta.url)(installed);
const database = new Database(path);
database.pragma("journal_mode = WAL");
database.pragma("busy_timeout = 5000");
const registry = sqliteRegistry(database);
for (let n = 0; ; n++) {
  registry.append({ session: name, run: 0, rows: [{ kind: "memory", key: `k${n}`, writer: `${name}#${n}`, gone: true }] });
  process.stdout.write(`${n}\n`);
}
