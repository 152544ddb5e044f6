// The package's door: policies to a bundle (`compile`), a bundle to an engine (`createEngine`), and the types that pass
// through. Everything else is inside and may change.

export { compile, startCache } from "./compile.js";
export type { Cache, Compiled } from "./compile.js";
export * from "./runtime.js";
