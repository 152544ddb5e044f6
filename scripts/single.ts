// chevrotain's packages -> one file beside the built grammar, which `#chevrotain` stands for. The package ships that file but exports
// only its modules, and those of lodash below them: 690 files that a process would find, open and compile before its first policy.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const installed = (path: string): string => readFileSync(join(root, "node_modules", path), "utf8").trim();

const licences = ["chevrotain/LICENSE.txt", "lodash-es/LICENSE"].map(installed);
mkdirSync(join(root, "dist/grammar"), { recursive: true });
writeFileSync(join(root, "dist/grammar/chevrotain.mjs"), `/*\n${licences.join("\n\n")}\n*/\n${installed("chevrotain/lib/chevrotain.mjs").replace(/\n\/\/# sourceMappingURL=.*$/, "")}\n`);
