// A policy in Rego -> the tar archive that OPA loads as a bundle: `/policy.rego`, `/data.json`, `/.manifest`. Same policy, same bytes.
// Nothing of ours reads it back. Knows no Rego.

import type { Manifest } from "../../words/manifest.js";
import type { BundleData } from "./data.js";
import { archive } from "./tar.js";

/** The archive; the package of the text is `interdict`, and data is by packages and names, as in a module's bundle. */
export function packRegoTar(text: string, manifest: Manifest, data: BundleData): Uint8Array {
  const encoder = new TextEncoder();
  const outer = { revision: "", roots: ["interdict", ...Object.keys(data)], rego_version: 1, metadata: { interdict: manifest } };
  return archive([
    ["/data.json", encoder.encode(JSON.stringify(data))],
    ["/policy.rego", encoder.encode(text)],
    ["/.manifest", encoder.encode(JSON.stringify(outer))],
  ]);
}
