// A command line of `gzip` and its like to the files that it makes beside those it is given: what `a` becomes is `a.gz`, and the other
// way. What it reads and deletes says the table of executables; no file is looked at, so of a folder the folder is written.

import { path, type Scope } from "./effects.js";
import { operandsOf, takes } from "./options.js";
import type { Field } from "./word.js";

/** By each program what it puts behind a name. */
const endings: Readonly<Record<string, string>> = {
  gzip: ".gz", gunzip: ".gz", bzip2: ".bz2", bunzip2: ".bz2", xz: ".xz", unxz: ".xz", zstd: ".zst", unzstd: ".zst", lz4: ".lz4", compress: ".Z", uncompress: ".Z",
};
const valued = takes("-S --suffix -T --threads -b -o");

/** Adds what is written beside the operands; of other programs nothing. */
export function compress(command: string, args: readonly Field[], scope: Scope): void {
  const ending = endings[command];
  if (ending === undefined) return;
  const { operands, options } = operandsOf(args, valued);
  const has = (...names: readonly string[]): boolean => options.some(({ name }) => names.includes(name));
  if (has("-c", "--stdout", "--to-stdout", "-l", "--list", "-t", "--test")) return;
  const named = options.find(({ name }) => name === "-o")?.value ?? null;
  if (named !== null) return path(scope, named, "writes");
  const suffix = options.find(({ name }) => name === "-S" || name === "--suffix")?.value ?? null;
  const isBack = /^un|^gun|^bun/.test(command) || has("-d", "--decompress", "--uncompress");
  for (const field of operands) {
    if (!field.exact || (suffix !== null && !suffix.exact) || has("-r", "--recursive")) path(scope, field, "writes");
    else if (isBack) path(scope, { ...field, ...both(field.text.replace(/\.[A-Za-z0-9]+$/, "")) }, "writes");
    else path(scope, { ...field, ...both(field.text + (suffix?.text ?? ending)) }, "writes");
  }
}

function both(text: string): Pick<Field, "text" | "prefix"> {
  return { text, prefix: text };
}
