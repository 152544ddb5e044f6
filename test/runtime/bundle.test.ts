// Bundles as bytes and files: the same bundle gives the same bytes wherever it is packed, unpacking is bounded, and what is
// no bundle is refused with the code of what is wrong with it.

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BUNDLE_BYTES_MAX, MANIFEST_NEST_MAX } from "../../src/base/limits.js";
import { packBundle, readBundle, unpackBundle, writeBundle } from "../../src/index.js";
import type { Bundle } from "../../src/index.js";
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

/** What comes of bytes: the code they are refused with, or whether they are read as the bundle that they were. */
function outcome(bytes: Uint8Array, whole: Bundle): string {
  try {
    const { manifest, wasm, data } = unpackBundle(bytes);
    return JSON.stringify([manifest, data]) === JSON.stringify([whole.manifest, whole.data]) && Buffer.from(wasm).equals(whole.wasm) ? "the same" : "another bundle";
  } catch (error) {
    return String(Reflect.get(Object(error), "code"));
  }
}

const coded = /^(?:the same|node\/bundle|wasm\/(?:digest|not-a-bundle|other-version))$/;

test("no changed byte of a compressed bundle gives another bundle, or an error without a code", () => {
  const bytes = packBundle(guest());
  const seen = new Map<string, number>();
  for (let at = 0; at < bytes.length; at++) {
    for (const bits of [0x01, 0x80, 0xff]) {
      const other = Uint8Array.from(bytes);
      other[at] = (other[at] ?? 0) ^ bits;
      const came = outcome(other, guest());
      seen.set(came, (seen.get(came) ?? 0) + 1);
    }
  }
  expect([...seen.keys()].filter((came) => !coded.test(came))).toEqual([]);
  // Of gzip's header the time, the system and the level are nobody's.
  expect(seen.get("the same") ?? 0).toBeLessThan(3 * 10);
  expect(seen.get("node/bundle")).toBeGreaterThan(bytes.length);
});

test("nor does a changed byte of the archive in it: what differs is the checksum's own padding", () => {
  const bytes = gunzipSync(packBundle(guest()));
  const seen = new Map<string, number>();
  for (let at = 0; at < bytes.length; at++) {
    const other = new Uint8Array(bytes);
    other[at] = (other[at] ?? 0) ^ 0x41;
    const came = outcome(gzipSync(other, { level: 0 }), guest());
    seen.set(came, (seen.get(came) ?? 0) + 1);
  }
  expect([...seen.keys()].filter((came) => !coded.test(came))).toEqual([]);
  expect([...seen.keys()].sort()).toEqual(["the same", "wasm/digest", "wasm/not-a-bundle", "wasm/other-version"]);
  expect(seen.get("the same")).toBeLessThan(300);
});

test("a bundle that is cut off anywhere is refused", () => {
  const bytes = packBundle(guest());
  for (let length = 0; length < bytes.length; length++) expect(outcome(bytes.subarray(0, length), guest()), String(length)).toMatch(/^(?:node\/bundle|wasm\/not-a-bundle)$/);
  const tar = gunzipSync(bytes);
  for (let length = 0; length < tar.length - 512; length += 64) expect(outcome(gzipSync(tar.subarray(0, length), { level: 0 }), guest()), String(length)).toBe("wasm/not-a-bundle");
});

test("files in another order are the same bundle; twice, under two names, or behind the end they are none", () => {
  const files = [...filesOf(gunzipSync(packBundle(guest())))];
  const came = (entries: readonly (readonly [string, Uint8Array])[], change = (tar: Uint8Array): Uint8Array => tar): string => outcome(gzipSync(change(archive(entries))), guest());
  const [first = ["", new Uint8Array()]] = files;
  const text = (value: string): Uint8Array => new TextEncoder().encode(value);
  expect(came([...files].reverse())).toBe("the same");
  expect(came(files.map(([name, content]) => [`.${name}`, content]))).toBe("the same");
  expect(came(files.map(([name, content]) => [name.slice(1), content]))).toBe("the same");
  expect(came([...files, ["/../policy.wasm", text("x")], ["/etc/passwd", text("x")], ["C:\\policy.wasm", text("x")]])).toBe("the same");
  for (const more of [first[0], `.${first[0]}`, first[0].slice(1)]) expect(came([...files, [more, first[1]]]), more).toBe("wasm/not-a-bundle");
  for (const [name] of files) expect(came(files.filter(([other]) => other !== name)), name).toMatch(/^wasm\/(?:not-a-bundle|digest)$/);
  for (const name of ["//policy.wasm", "/x/../policy.wasm", "/./policy.wasm", "/policy.wasm/", "/POLICY.WASM"]) expect(came(files.map(([of, content]) => [of === "/policy.wasm" ? name : of, content])), name).toBe("wasm/not-a-bundle");
  expect(came(files, (tar) => Buffer.concat([tar, archive(files)]))).toBe("wasm/not-a-bundle");
  expect(came(files, (tar) => Buffer.concat([tar, new Uint8Array(1024)]))).toBe("the same");
});

test("an entry that renames the next one, a prefix of a name, and a size that is a lie are refused", () => {
  const files = [...filesOf(gunzipSync(packBundle(guest())))];
  const typed = (type: number, content: string): Uint8Array => {
    const tar = archive([["/PaxHeaders/policy.wasm", new TextEncoder().encode(content)], ...files]);
    tar[156] = type;
    return sealed(tar);
  };
  expect(outcome(gzipSync(typed(0x78, "25 path=/another.wasm\n")), guest())).toBe("wasm/not-a-bundle");
  expect(outcome(gzipSync(typed(0x67, "12 size=1\n")), guest())).toBe("wasm/not-a-bundle");
  expect(outcome(gzipSync(typed(0x4c, "/another.wasm\0")), guest())).toBe("wasm/not-a-bundle");
  expect(outcome(gzipSync(typed(0x78, "30 mtime=1700000000.123456789\n")), guest())).toBe("the same");
  const changed = (at: number, value: string): string => {
    const tar = archive(files);
    tar.set(new TextEncoder().encode(value), at);
    return outcome(gzipSync(sealed(tar)), guest());
  };
  expect(changed(0, "/policy.wasm\0")).toBe("wasm/not-a-bundle");
  expect(changed(345, "elsewhere")).toBe("wasm/digest");
  for (const size of ["77777777777", "00000000001", "-0000000001", "0x000000000", "99999999999", "           ", "\u0080\u0080\u0080"]) expect(changed(124, size), size).toMatch(/^wasm\/not-a-bundle$/);
  expect(changed(0, "\0")).toBe("wasm/not-a-bundle");
});

test("a key that stands twice, in the manifest or the data, is refused: readers disagree on which counts", () => {
  const files = [...filesOf(gunzipSync(packBundle(guest())))];
  const withText = (name: string, change: (text: string) => string): string =>
    outcome(gzipSync(archive(files.map(([of, content]) => [of, of === name ? new TextEncoder().encode(change(new TextDecoder().decode(content))) : content]))), guest());
  expect(withText("/.manifest", (text) => text.replace('{"revision"', '{"metadata":{"interdict":{}},"revision"'))).toBe("wasm/not-a-bundle");
  expect(withText("/data.json", () => '{"a":{},"a":{}}')).toBe("wasm/not-a-bundle");
  expect(withText("/.manifest", (text) => `${"[".repeat(100_000)}${text}`)).toBe("wasm/not-a-bundle");
});

test("what stands behind the compressed bundle, or lies deeper than anybody looks, is refused, and many files beside it change nothing", () => {
  const bytes = packBundle(guest());
  expect(outcome(Buffer.concat([bytes, bytes]), guest())).toBe("wasm/not-a-bundle");
  expect(outcome(Buffer.concat([bytes, Buffer.from("more")]), guest())).toBe("node/bundle");
  const files = [...filesOf(gunzipSync(bytes))];
  const deep = (count: number): string => `${"[".repeat(count)}${"]".repeat(count)}`;
  const withText = (name: string, change: (text: string) => string): string => {
    const entries = files.map(([of, content]) => [of, of === name ? new TextEncoder().encode(change(new TextDecoder().decode(content))) : content] as const);
    return outcome(gzipSync(archive(entries), { level: 1 }), guest());
  };
  for (const count of [100, MANIFEST_NEST_MAX - 1, MANIFEST_NEST_MAX, 100_000]) {
    expect(withText("/.manifest", (text) => text.replace('"interdict":{', `"interdict":{"more":${deep(count)},`))).toBe(count < MANIFEST_NEST_MAX ? "wasm/digest" : "wasm/not-a-bundle");
    expect(withText("/.manifest", (text) => text.replace('"tags":[', `"tags":[${deep(count)}`))).toBe("wasm/not-a-bundle");
    expect(withText("/data.json", () => `{"a":{"b":${deep(count)}}}`)).toMatch(/^wasm\/(?:digest|not-a-bundle)$/);
    expect(withText("/.manifest", (text) => text.replace('"metadata":{', `"metadata":{"more":${deep(count)},`))).toBe("the same");
  }
  expect(withText("/data.json", () => '{"__proto__":{"a":1}}')).toBe("wasm/digest");
  const many = Array.from({ length: 10_000 }, (_, at) => [`/more/${at}`, new Uint8Array()] as const);
  expect(outcome(gzipSync(archive([...files, ...many]), { level: 1 }), guest())).toBe("the same");
});

/** The archive with the checksum of its first header put right. */
function sealed(tar: Uint8Array): Uint8Array {
  tar.fill(0x20, 148, 156);
  const sum = tar.subarray(0, 512).reduce((total, byte) => total + byte, 0);
  tar.set(new TextEncoder().encode(`${sum.toString(8).padStart(6, "0")}\0 `), 148);
  return tar;
}
