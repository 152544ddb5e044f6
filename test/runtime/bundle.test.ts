// Bundles as bytes and files: the same bundle gives the same bytes wherever it is packed, unpacking is bounded, and what is
// no bundle is refused with the code of what is wrong with it.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUNDLE_BYTES_MAX } from "../../src/base/limits.js";
import { packBundle, readBundle, unpackBundle, writeBundle } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { guest } from "./guest.js";

let folder = "";
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "interdict-"))));
afterAll(() => rm(folder, { recursive: true }));

test("what is packed is unpacked, with the same digest", () => {
  const bundle = guest();
  const back = unpackBundle(packBundle(bundle));
  expect(Buffer.from(back.wasm).equals(bundle.wasm)).toBe(true);
  expect(back.manifest).toEqual(bundle.manifest);
  expect(digestBundle(back)).toBe(digestBundle(bundle));
  expect(digestBundle({ ...bundle, manifest: { ...bundle.manifest, tags: ["other"] } })).not.toBe(digestBundle(bundle));
});

test("the gzip header has no time and no platform", () => {
  const bytes = packBundle(guest());
  expect([...bytes.subarray(0, 4), ...bytes.subarray(4, 8), bytes[9]]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 255]);
});

test("a file is written and read", async () => {
  const path = join(folder, "guard.tar.gz");
  await writeBundle(path, guest());
  expect((await readBundle(path)).manifest).toEqual(guest().manifest);
});

test("what is no bundle is refused with a code", async () => {
  const path = join(folder, "other.tar.gz");
  const bomb = gzipSync(new Uint8Array(BUNDLE_BYTES_MAX + 1));
  expect(bomb.length).toBeLessThan(1 << 20);
  expect(() => unpackBundle(bomb)).toThrowError(expect.objectContaining({ code: "node/bundle" }));
  await writeFile(path, gzipSync("no tar"));
  await expect(readBundle(path)).rejects.toMatchObject({ code: "wasm/not-a-bundle" });
  const { manifest, ...rest } = guest();
  const other = packBundle({ ...rest, manifest: JSON.parse(JSON.stringify({ ...manifest, version: 99 })) });
  expect(() => unpackBundle(other)).toThrowError(expect.objectContaining({ code: "wasm/other-version" }));
  await expect(readBundle(join(folder, "missing.tar.gz"))).rejects.toMatchObject({ code: "node/bundle" });
});
