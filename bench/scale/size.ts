// A checkout -> the bytes of what is installed with it: the files that it is published as,
// and the packages that it needs to run, each once.

import { execFileSync } from "node:child_process";
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";

/** Bytes of the package and of what it needs. */
export function installedBytes(root: string): { readonly own: number; readonly needs: number } {
  const [{ unpackedSize }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] })) as readonly [{ readonly unpackedSize: number }];
  const listed = execFileSync("npm", ["ls", "--omit=dev", "--all", "--parseable"], { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  const folders = [...new Set(listed.trim().split("\n"))].filter((folder) => folder !== root && folder !== "");
  return { own: unpackedSize, needs: folders.reduce((sum, folder) => sum + bytesBelow(folder), 0) };
}

/** Bytes of the files of one package; what is installed in it is listed by itself. */
function bytesBelow(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? sum : sum + bytesBelow(path);
    return entry.isFile() ? sum + lstatSync(path).size : sum;
  }, 0);
}
