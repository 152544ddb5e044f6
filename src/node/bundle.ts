// A bundle <-> the bytes of `bundle.tar.gz` <-> a file. Same bundle, same bytes: no time and no platform in the gzip header.
// Unpacking is bounded. What stands in the tar, `wasm/bundle/tar` knows.

import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";
import { BUNDLE_BYTES_MAX } from "../base/limits.js";
import type { Bundle } from "../wasm/bundle/tar.js";
import { packTar, unpackTar } from "../wasm/bundle/tar.js";
import type { Beside } from "./beside.js";
import { argumentOf, bundleGiven, pathGiven } from "./given.js";
import { problemOf, refusal, refusedFor } from "./refusal.js";

/** The bytes of `bundle.tar.gz`. */
export function packBundle(given: Bundle): Uint8Array {
  const bundle = argumentOf("packBundle", bundleGiven, given);
  return compressed(packTar(bundle, sha256));
}

/** The bytes of an archive as gzip has them, the same everywhere. */
export function compressed(tar: Uint8Array): Uint8Array {
  const bytes = gzipSync(tar, { level: 9 });
  // RFC 1952: bytes 4 to 7 are the time, zero from node; byte 9 is the operating system, 255 where it does not matter.
  bytes[9] = 255;
  return bytes;
}

/** Reads the bytes of a `bundle.tar.gz`; throws a refusal (`node/bundle`, `wasm/not-a-bundle`, `wasm/other-version`, `wasm/digest`). */
export function unpackBundle(bytes: Uint8Array): Bundle {
  try {
    return unpackTar(gunzipSync(bytes, { maxOutputLength: BUNDLE_BYTES_MAX }), sha256);
  } catch (error) {
    throw refusedFor(error, "node/bundle");
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** A copy of a bundle that was given as a value, held to all that one from a file is held to; throws as `unpackBundle` does. */
export function checkBundle(bundle: Bundle): Bundle {
  try {
    return unpackTar(packTar(bundle));
  } catch (error) {
    throw refusedFor(error, "node/bundle");
  }
}

/** Reads a bundle's file; rejects with a refusal, as `unpackBundle` does. */
export async function readBundle(path: string): Promise<Bundle> {
  const bytes = await readFile(argumentOf("readBundle", pathGiven, path)).catch((error: unknown) => {
    throw refusal("node/bundle", { problem: problemOf(error) });
  });
  return unpackBundle(bytes);
}

/** Writes a bundle's file. */
export async function writeBundle(path: string, bundle: Bundle): Promise<void> {
  await writeFile(argumentOf("writeBundle", pathGiven, path), packBundle(bundle));
}

/** SHA-256 of the module, the manifest and the data, and of bundles beside them, hex: what decisions and evidence name a bundle by. */
export function digestBundle(bundle: Bundle, beside: readonly Beside[] = []): string {
  const hash = createHash("sha256").update(bundle.wasm).update(JSON.stringify([bundle.manifest, bundle.data]));
  for (const { name, entrypoint, bundle: bytes } of beside) hash.update(JSON.stringify([name, entrypoint ?? null, bytes.length])).update(bytes);
  return hash.digest("hex");
}
