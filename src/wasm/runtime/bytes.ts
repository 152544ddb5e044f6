// The compiled runtime, which is kept as text, as bytes.
// Knows no policy.

import { runtimeBase64 } from "./bytes.generated.js";

/** The runtime module. */
export function runtimeBytes(): Uint8Array {
  return Uint8Array.from(atob(runtimeBase64), (character) => character.charCodeAt(0));
}
