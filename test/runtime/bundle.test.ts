// Bundles as bytes and files: the same bundle gives the same bytes wherever it is packed, unpacking is bounded, and what is
// no bundle is refused with the code of what is wrong with it.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUNDLE_BYTES_MAX } from "../../src/base/limits.js";
import { packBundle, readBundle, unpackBundle, writeBundle } from "../../src/index.js";
import { digestBundle } from "../../src/node/bundle.js";
import { archive, filesOf } from "../../src/wasm/bundle/tar.js";
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

test("a part of another bundle is refused, whichever it is, and so is a bundle whose parts nobody vouches for", () => {
  const ours = { ...guest(), data: { "a.b": { c: 1 } } };
  const files = filesOf(gunzipSync(packBundle(ours)));
  const changed: readonly (readonly [string, (text: string) => string])[] = [
    ["/.manifest", (text) => text.replace('"packages":["test.guest"', '"packages":["test.other"')],
    ["/.manifest", (text) => text.replace(/"digests":\{[^}]*\}/, '"digests":{}')],
    ["/.manifest", (text) => text.replace(/,"digests":\{[^}]*\}/, "")],
    ["/data.json", (text) => text.replace("1", "2")],
  ];
  for (const [name, change] of changed) {
    const text = new TextDecoder().decode(files.get(name));
    expect(change(text)).not.toBe(text);
    const bytes = archive([...files].map(([of, content]) => [of, of === name ? new TextEncoder().encode(change(text)) : content]));
    expect(() => unpackBundle(gzipSync(bytes)), name).toThrowError(expect.objectContaining({ code: "wasm/digest" }));
  }
  const longer = archive([...files].map(([of, content]) => [of, of === "/policy.wasm" ? Buffer.concat([content, Buffer.from([0, 2, 1, 0x78])]) : content]));
  expect(() => unpackBundle(gzipSync(longer))).toThrowError(expect.objectContaining({ code: "wasm/digest", message: expect.stringContaining("/policy.wasm") }));
  expect(unpackBundle(gzipSync(archive([...files]))).data).toEqual(ours.data);
});

test("no changed byte of an archive gives a bundle, or an error without a code", () => {
  const bytes = gunzipSync(packBundle(guest()));
  const whole = JSON.stringify(unpackBundle(gzipSync(bytes)).manifest);
  const outcomes = new Set<string>();
  for (let at = 0; at < bytes.length; at += 211) {
    const other = new Uint8Array(bytes);
    other[at] = (other[at] ?? 0) ^ 0x41;
    try {
      // What stands between the files of an archive is nobody's.
      const { manifest, wasm } = unpackBundle(gzipSync(other, { level: 1 }));
      expect(JSON.stringify(manifest)).toBe(whole);
      expect(Buffer.from(wasm).equals(guest().wasm)).toBe(true);
    } catch (error) {
      outcomes.add(String(Reflect.get(Object(error), "code")));
    }
  }
  expect(outcomes).toContain("wasm/digest");
  expect([...outcomes].filter((code) => !/^(wasm|node)\//.test(code))).toEqual([]);
});
