// A bundle <-> the tar archive that OPA's hosts load: `/policy.wasm`, `/data.json`, `/.manifest`. Same bundle, same bytes: no
// times, owners or platforms in it. Reading believes nothing. Knows no compression and no files.

import { failure } from "../../base/messages.generated.js";
import { MANIFEST_VERSION } from "../../words/manifest.js";
import type { Manifest } from "../../words/manifest.js";
import { entrypoints } from "../codegen/tables.js";

/** A compiled policy: its module, what it says of itself, and its data. */
export interface Bundle {
  readonly wasm: Uint8Array;
  readonly manifest: Manifest;
  readonly data: object;
}

const BLOCK = 512;
const WASM = "/policy.wasm";
const DATA = "/data.json";
const MANIFEST = "/.manifest";

/** The archive of a bundle. */
export function packTar(bundle: Bundle): Uint8Array {
  const encoder = new TextEncoder();
  const manifest = {
    revision: "",
    roots: [""],
    wasm: entrypoints.map((entrypoint) => ({ entrypoint, module: WASM })),
    metadata: { interdict: bundle.manifest },
  };
  const files: readonly (readonly [string, Uint8Array])[] = [
    [DATA, encoder.encode(JSON.stringify(bundle.data))],
    [WASM, bundle.wasm],
    [MANIFEST, encoder.encode(JSON.stringify(manifest))],
  ];
  // Two empty blocks end an archive.
  const out = new Uint8Array(files.reduce((bytes, [, content]) => bytes + BLOCK + padded(content.length), 2 * BLOCK));
  let at = 0;
  for (const [name, content] of files) {
    out.set(header(name, content.length), at);
    out.set(content, at + BLOCK);
    at += BLOCK + padded(content.length);
  }
  return out;
}

/** Reads an archive; throws an error whose cause is the coded failure. */
export function unpackTar(bytes: Uint8Array): Bundle {
  const files = entries(bytes);
  const wasm = files.get(WASM);
  if (wasm === undefined) throw refused(`it has no ${WASM}`);
  if (wasm.length < 8 || new DataView(wasm.buffer, wasm.byteOffset).getUint32(0) !== 0x0061736d) throw refused(`${WASM} is no WebAssembly`);
  const data = files.has(DATA) ? json(files.get(DATA), DATA) : {};
  if (!isRecord(data)) throw refused(`${DATA} is no object`);
  const outer = json(files.get(MANIFEST), MANIFEST);
  const metadata = isRecord(outer) ? outer["metadata"] : undefined;
  return { wasm, manifest: manifestFrom(isRecord(metadata) ? metadata["interdict"] : undefined), data };
}

/** The manifest that was packed; its shape is checked as far as anything relies on it. */
function manifestFrom(value: unknown): Manifest {
  if (!isRecord(value)) throw refused(`${MANIFEST} has no metadata of interdict`);
  if (value["version"] !== MANIFEST_VERSION) {
    const failed = failure("wasm/other-version", { version: String(value["version"]), own: MANIFEST_VERSION });
    throw new Error(failed.message, { cause: failed });
  }
  if (!isManifest(value)) throw refused(`${MANIFEST} is not as a manifest must be`);
  return value;
}

function isManifest(value: object): value is Manifest {
  const of = value as Partial<Record<keyof Manifest, unknown>>;
  const texts = (list: unknown): boolean => Array.isArray(list) && list.every((item) => typeof item === "string");
  const records = (list: unknown, fits: (item: Readonly<Record<string, unknown>>) => boolean): boolean =>
    Array.isArray(list) && list.every((item) => isRecord(item) && fits(item));
  return texts(of.packages) && texts(of.catalogues) && texts(of.tags) && texts(of.counters)
    && Number.isSafeInteger(of.sources) && Number(of.sources) >= 0
    && records(of.acts, (act) => typeof act["name"] === "string" && texts(act["verbs"]) && texts(act["nouns"]))
    && records(of.tools, (tool) => typeof tool["name"] === "string" && texts(tool["params"]) && texts(tool["declared"]) && typeof tool["open"] === "boolean" && records(tool["roles"], (role) => typeof role["role"] === "string" && typeof role["path"] === "string"))
    && records(of.rules, (rule) => ["id", "kind", "effect", "title"].every((key) => typeof rule[key] === "string") && typeof rule["observe"] === "boolean"
      && Array.isArray(rule["reason"]) && isRecord(rule["span"]) && texts(rule["hostFacts"]))
    && records(of.profiles, (profile) => typeof profile["runtime"] === "string" && records(profile["facts"], (fact) => typeof fact["name"] === "string"))
    && isDemand(of.demand, records);
}

function isDemand(demand: unknown, records: (list: unknown, fits: (item: Readonly<Record<string, unknown>>) => boolean) => boolean): boolean {
  return isRecord(demand) && isRecord(demand["edges"])
    && records(demand["columns"], (column) => typeof column["kind"] === "string" && typeof column["type"] === "string" && Array.isArray(column["for"]) && isNamed(column))
    && records(demand["rowColumns"], (column) => typeof column["extractor"] === "string")
    && ["rows", "provenance", "named"].every((key) => typeof demand[key] === "boolean")
    && ["value", "context", "declared"].every((key) => isRecord(demand["edges"]) && typeof demand["edges"][key] === "boolean");
}

/** Whether a column has a key: it is of a known kind and has what that kind needs. */
function isNamed(column: Readonly<Record<string, unknown>>): boolean {
  const kind = column["kind"];
  const isPath = Array.isArray(column["path"]) && column["path"].every((part) => typeof part === "string");
  if (kind === "arg") return isPath;
  if (kind === "extract") return isPath && typeof column["extractor"] === "string";
  if (kind === "host") return typeof column["name"] === "string";
  if (kind === "asked") return typeof column["act"] === "string";
  if (kind === "count") return typeof column["key"] === "string" && Number.isSafeInteger(column["counter"]);
  return kind === "repeats" || kind === "approved";
}

/** Regular files by name; a leading `./` or none is read as `/`. */
function entries(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  for (let at = 0; at + BLOCK <= bytes.length && bytes[at] !== 0;) {
    const head = bytes.subarray(at, at + BLOCK);
    if (checksum(head) !== octal(head, 148, 8)) throw refused("a header of the archive is damaged");
    const size = octal(head, 124, 12);
    const from = at + BLOCK;
    if (from + size > bytes.length) throw refused("the archive is cut off");
    const type = head[156];
    const name = text(head, 0, 100).replace(/^(\.?\/)?/, "/");
    if (type === 0x30 || type === 0) {
      if (files.has(name)) throw refused(`${name} is in it twice`);
      files.set(name, bytes.slice(from, from + size));
    }
    at = from + padded(size);
  }
  if (files.size === 0) throw refused("it is no tar archive");
  return files;
}

function header(name: string, size: number): Uint8Array {
  const head = new Uint8Array(BLOCK);
  const write = (at: number, value: string): void => void new TextEncoder().encodeInto(value, head.subarray(at));
  const digits = (value: number, width: number): string => value.toString(8).padStart(width, "0");
  write(0, name);
  write(100, digits(0o600, 7));
  write(108, digits(0, 7));
  write(116, digits(0, 7));
  write(124, digits(size, 11));
  write(136, digits(0, 11));
  write(156, "0");
  write(257, "ustar\u000000");
  write(148, `${digits(checksum(head), 6)}\u0000 `);
  return head;
}

/** The sum of a header's bytes, its own field read as spaces. */
function checksum(head: Uint8Array): number {
  return head.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 0x20 : byte), 0);
}

function octal(head: Uint8Array, at: number, length: number): number {
  const digits = text(head, at, length).trim();
  if (!/^[0-7]+$/.test(digits)) throw refused("a header of the archive is damaged");
  return Number.parseInt(digits, 8);
}

function text(head: Uint8Array, at: number, length: number): string {
  const field = head.subarray(at, at + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function json(bytes: Uint8Array | undefined, name: string): unknown {
  if (bytes === undefined) throw refused(`it has no ${name}`);
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw refused(`${name} is no JSON`);
  }
}

function padded(size: number): number {
  return Math.ceil(size / BLOCK) * BLOCK;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function refused(why: string): Error {
  const failed = failure("wasm/not-a-bundle", { why });
  return new Error(failed.message, { cause: failed });
}
