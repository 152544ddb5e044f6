// The compiled runtime, which is kept as text, as bytes.
// Knows no policy.

import { runtimeBase64 } from "./bytes.generated.js";
import type { Build } from "./link.js";

/** The runtime module. */
export function runtimeBytes(build: Build): Uint8Array {
  return Uint8Array.from(atob(runtimeBase64[build]), (character) => character.charCodeAt(0));
}
