// Our SHA-256 against the vectors of FIPS 180-4 and against `node:crypto`, at every length around the edges of its blocks.
// Knows no manifest.

import { createHash } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { sha256 } from "../../src/base/sha.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ["", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"],
  ["abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"],
  ["abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"],
  ["a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"],
])("the vectors of the standard: %#", (text, digest) => {
  expect(sha256(bytes(text))).toBe(digest);
});

test("every length up to three blocks, and bytes that begin somewhere in a buffer", () => {
  const all = Uint8Array.from({ length: 300 }, (_, at) => (at * 167) & 0xff);
  for (let length = 0; length <= 200; length++) {
    const part = all.subarray(37, 37 + length);
    expect(sha256(part)).toBe(createHash("sha256").update(part).digest("hex"));
  }
});

test("any bytes", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 3000 }), (some) => {
    expect(sha256(some)).toBe(createHash("sha256").update(some).digest("hex"));
  }));
});
