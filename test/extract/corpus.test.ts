// One-liners, everyday ones and harmful ones, with what is seen of each: `corpus/*.txt`, a command and below it, indented, its lists.
// `␤` stands for a line's end. `UPDATE=1` rewrites what is seen; a person reads the difference.

import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { readShell } from "../../src/extract/shell.js";

const lists = ["runs", "reads", "writes", "deletes", "connects", "sends"] as const;

/** What is seen of a command, in one line. */
function seen(command: string): string {
  const shell = readShell(command.replaceAll("␤", "\n"));
  const open = lists.filter((list) => shell[list].open);
  return [
    ...lists.flatMap((list) => (shell[list].items.length === 0 ? [] : [`${list} ${[...shell[list].items].sort().join(" ")}`])),
    ...(open.length === lists.length ? ["open all"] : open.length === 0 ? [] : [`open ${open.join(" ")}`]),
    ...(shell.elevated === true ? ["elevated"] : shell.elevated === null ? ["unseen"] : []),
  ].join("; ");
}

/** Everyday commands that run code which nobody sees: these alone may be open in all. */
const unseen = new Set(["npx eslint src", "export PATH=$HOME/bin:$PATH", "source venv/bin/activate", "python -c 'print(1+1)'", "node -e 'console.log(1)'", "perl -pe 's/a/b/' f.txt"]);

describe.each([["everyday", 100], ["harmful", 100]] as const)("%s one-liners", (name, least) => {
  const path = fileURLToPath(new URL(`corpus/${name}.txt`, import.meta.url));
  const commands = readFileSync(path, "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("    "));
  const found = commands.map((command) => `${command}\n    ${seen(command)}\n`).join("");

  it("are seen as they were read by a person", () => {
    if (process.env["UPDATE"] === "1") writeFileSync(path, found);
    expect(found).toBe(readFileSync(path, "utf8"));
    expect(new Set(commands).size).toBe(commands.length);
    expect(commands.length).toBeGreaterThan(least);
  });

  it("are open in all only where they must be", () => {
    if (name === "everyday") expect(commands.filter((command) => seen(command).includes("open all") && !unseen.has(command))).toEqual([]);
    else expect(commands.filter((command) => seen(command) === "")).toEqual([]);
  });
});
