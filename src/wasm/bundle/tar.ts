// A bundle <-> the tar archive that OPA's hosts load: `/policy.wasm`, `/data.json`, `/.manifest`. Same bundle, same bytes: no
// times, owners or platforms in it. Reading believes nothing. Knows no compression and no files.

import { MANIFEST_NEST_MAX, NAME_SHOWN_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { MANIFEST_VERSION } from "../../words/manifest.js";
import type { Manifest } from "../../words/manifest.js";
import { entrypoints } from "../runtime/texts.js";
import { isBundleData } from "./data.js";
import type { BundleData } from "./data.js";
import { isManifest } from "./manifest.js";
import { isNestedPast } from "./nest.js";
import { keysTwice } from "./twice.js";

/** A compiled policy: its module, what it says of itself, and its data. */
export interface Bundle {
  readonly wasm: Uint8Array;
  readonly manifest: Manifest;
  readonly data: BundleData;
}

const BLOCK = 512;
const WASM = "/policy.wasm";
const DATA = "/data.json";
const MANIFEST = "/.manifest";

/** Gives the digest of some bytes, as text. */
export type Digest = (bytes: Uint8Array) => string;

/** The archive of a bundle, with the digests of its parts in it where they are made: so that a part of another bundle is noticed. */
export function packTar(bundle: Bundle, digest?: Digest): Uint8Array {
  const encoder = new TextEncoder();
  const data = encoder.encode(JSON.stringify(bundle.data));
  const manifest = {
    revision: "",
    roots: [""],
    wasm: entrypoints.map((entrypoint) => ({ entrypoint, module: WASM })),
    metadata: { interdict: bundle.manifest, ...(digest === undefined ? {} : { digests: digestsOf(bundle.wasm, data, bundle.manifest, digest) }) },
  };
  const files: readonly (readonly [string, Uint8Array])[] = [
    [DATA, data],
    [WASM, bundle.wasm],
    [MANIFEST, encoder.encode(JSON.stringify(manifest))],
  ];
  return archive(files);
}

/** The archive of these files, in their order. */
export function archive(files: readonly (readonly [name: string, content: Uint8Array])[]): Uint8Array {
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

/** What each part's digest is, by its name in the archive. */
function digestsOf(wasm: Uint8Array, data: Uint8Array, manifest: unknown, digest: Digest): Readonly<Record<string, string>> {
  return { [WASM]: digest(wasm), [DATA]: digest(data), [MANIFEST]: digest(new TextEncoder().encode(JSON.stringify(manifest))) };
}

/** Reads an archive, whose digests must be right where they can be made; throws an error whose cause is the coded failure. */
export function unpackTar(bytes: Uint8Array, digest?: Digest): Bundle {
  const files = filesOf(bytes);
  const wasm = files.get(WASM);
  if (wasm === undefined) throw refused(`it has no ${WASM}`);
  if (wasm.length < 8 || new DataView(wasm.buffer, wasm.byteOffset).getUint32(0) !== 0x0061736d) throw refused(`${WASM} is no WebAssembly`);
  const data = files.has(DATA) ? json(files.get(DATA), DATA) : {};
  if (!isBundleData(data)) throw refused(`${DATA} is not by packages and names`);
  const outer = json(files.get(MANIFEST), MANIFEST);
  const metadata = isRecord(outer) ? outer["metadata"] : undefined;
  const manifest = manifestFrom(isRecord(metadata) ? metadata["interdict"] : undefined);
  if (digest !== undefined) compareDigests(isRecord(metadata) ? metadata["digests"] : undefined, digestsOf(wasm, files.get(DATA) ?? new Uint8Array(), manifest, digest));
  return { wasm, manifest, data };
}

/** Refuses the first part that is not as it was packed. */
function compareDigests(given: unknown, wanted: Readonly<Record<string, string>>): void {
  for (const [part, digest] of Object.entries(wanted)) {
    if (isRecord(given) && given[part] === digest) continue;
    const failed = failure("wasm/digest", { part });
    throw new Error(failed.message, { cause: failed });
  }
}

/** The manifest that was packed; its shape is checked as far as anything relies on it. */
function manifestFrom(value: unknown): Manifest {
  if (!isRecord(value)) throw refused(`${MANIFEST} has no metadata of interdict`);
  if (value["version"] !== MANIFEST_VERSION) {
    const failed = failure("wasm/other-version", { version: String(value["version"]), own: MANIFEST_VERSION });
    throw new Error(failed.message, { cause: failed });
  }
  if (isNestedPast(value, MANIFEST_NEST_MAX)) throw refused(`${MANIFEST} nests deeper than ${MANIFEST_NEST_MAX} steps`);
  if (!isManifest(value)) throw refused(`${MANIFEST} is not as a manifest must be`);
  return value;
}

/** The regular files of an archive by name; a leading `./` or none is read as `/`. What readers of archives read differently is refused. Throws as `unpackTar` does. */
export function filesOf(bytes: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  let at = 0;
  while (at + BLOCK <= bytes.length && bytes[at] !== 0) {
    const head = bytes.subarray(at, at + BLOCK);
    if (checksum(head) !== octal(head, 148, 8)) throw refused("a header of the archive is damaged");
    const size = octal(head, 124, 12);
    const from = at + BLOCK;
    if (from + size > bytes.length) throw refused("the archive is cut off");
    const type = head[156];
    const content = bytes.subarray(from, from + size);
    if (type !== undefined && RENAMES.has(type) && (type === 0x4c || /(?:path|size)=/.test(new TextDecoder("latin1").decode(content)))) throw refused("a file in it has two names");
    if (!isZero(bytes.subarray(from + size, from + padded(size)))) throw refused("something stands between its files");
    const prefix = text(head, 345, 155);
    const name = (prefix === "" ? text(head, 0, 100) : `${prefix}/${text(head, 0, 100)}`).replace(/^(\.?\/)?/, "/");
    if (type === 0x30 || type === 0) {
      if (files.has(name)) throw refused(`${name} is in it twice`);
      files.set(name, content.slice());
    }
    at = from + padded(size);
  }
  if (files.size === 0) throw refused("it is no tar archive");
  // The first empty block ends it; a second one, and more, may follow.
  if (at + BLOCK > bytes.length) throw refused("the archive is cut off");
  if (!isZero(bytes.subarray(at))) throw refused("something stands behind its end");
  return files;
}

/** Entries that give the file behind them another name or size, for readers that know them: pax's, of one file and of all, and GNU's. */
const RENAMES: ReadonlySet<number> = new Set([0x78, 0x67, 0x4c]);

function isZero(bytes: Uint8Array): boolean {
  return bytes.every((byte) => byte === 0);
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
  let read: { readonly text: string; readonly value: unknown };
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    read = { text, value: JSON.parse(text) };
  } catch {
    throw refused(`${name} is no JSON`);
  }
  const [twice] = keysTwice(read.text);
  if (twice !== undefined) throw refused(`\`${twice.key.slice(0, NAME_SHOWN_MAX)}\` stands twice in ${name}`);
  return read.value;
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
