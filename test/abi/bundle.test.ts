// Bundles as archives: the same bytes, what OPA's hosts look for, read back whole; and a coded failure for everything else.
// Knows nothing of compression.

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Policy } from "../../src/language/check/policy.js";
import { manifestOf } from "../../src/language/ir/demand.js";
import { lower } from "../../src/language/ir/lower.js";
import { packTar, unpackTar } from "../../src/wasm/bundle/tar.js";
import type { Bundle } from "../../src/wasm/bundle/tar.js";
import { generate } from "../../src/wasm/codegen/emit.js";
import { arbitraryPolicy } from "../fuzz/policy.js";

describe("bundles", () => {
  test("are read back as they were packed", () => {
    fc.assert(fc.property(arbitraryPolicy(), (policy) => {
      const bundle: Bundle = { ...made(policy), data: { some: { name: ["data"] } } };
      const bytes = packTar(bundle);
      expect(packTar(structuredClone(bundle))).toEqual(bytes);
      const read = unpackTar(bytes);
      expect(read.wasm).toEqual(bundle.wasm);
      expect(read.data).toEqual(bundle.data);
      expect(JSON.stringify(read.manifest)).toBe(JSON.stringify(bundle.manifest));
    }), { numRuns: 30 });
  });

  test("have the files and entrypoints that OPA's hosts look for", () => {
    const bytes = packTar(sample());
    const text = new TextDecoder().decode(bytes);
    expect([...text.matchAll(/(\/[a-z.]+)\0+0000600\0/g)].map(([, name]) => name)).toEqual(["/data.json", "/policy.wasm", "/.manifest"]);
    const manifest = text.slice(text.indexOf("{\"revision\""));
    expect(JSON.parse(manifest.slice(0, manifest.indexOf("\0")))).toMatchObject({
      roots: [""],
      wasm: [{ entrypoint: "interdict/decide", module: "/policy.wasm" }, { entrypoint: "interdict/unary" }, { entrypoint: "interdict/relational" }, { entrypoint: "interdict/host" }],
    });
  });

  test("that are no bundles are refused with a code, never with a trap", () => {
    const good = packTar(sample());
    const refused = (bytes: Uint8Array): unknown => {
      try {
        unpackTar(bytes);
        return null;
      } catch (error) {
        return error instanceof Error && typeof error.cause === "object" && error.cause !== null && "code" in error.cause ? error.cause.code : error;
      }
    };
    expect(refused(good)).toBe(null);
    expect(refused(new Uint8Array(0))).toBe("wasm/not-a-bundle");
    expect(refused(good.subarray(0, 700))).toBe("wasm/not-a-bundle");
    expect(refused(packTar({ ...sample(), wasm: new Uint8Array(20) }))).toBe("wasm/not-a-bundle");
    expect(refused(changed(good, "\"version\":3", "\"version\":9"))).toBe("wasm/other-version");
    expect(refused(changed(good, "\"packages\":", "\"packagez\":"))).toBe("wasm/not-a-bundle");
    expect(refused(changed(good, "\"metadata\"", "\"metadat!\""))).toBe("wasm/not-a-bundle");
    fc.assert(fc.property(fc.nat(good.length - 1), fc.nat(255), (at, byte) => {
      const bytes = Uint8Array.from(good);
      bytes[at] = byte;
      expect([null, "wasm/not-a-bundle", "wasm/other-version"]).toContain(refused(bytes));
    }), { numRuns: 500 });
  });
});

function sample(): Bundle {
  const policy = { packages: ["a"], catalogues: [], tags: [], acts: [], labels: [], tools: [], profiles: [], counters: [], histories: [], data: [], tests: [], rules: [] };
  return made(policy);
}

function made(policy: Policy): Bundle {
  const manifest = manifestOf(policy);
  const { value } = lower(policy, manifest);
  if (value === undefined) throw new Error("it can be lowered");
  const { wasm, bounds } = generate(value, manifest);
  return { wasm, manifest: { ...manifest, bounds }, data: {} };
}

/** The archive with one text in it replaced by another of the same length. */
function changed(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const latin = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
  return Uint8Array.from(latin.replace(from, to), (character) => character.charCodeAt(0));
}
