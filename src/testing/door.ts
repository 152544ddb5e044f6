// A compiled policy -> an evaluator of it, in the ways there are: the reference interpreter, the module by its frames, and the
// module by JSON. Tests run through all of them, and all must decide alike.

import type { Compiled } from "../compile.js";
import { interpret } from "../language/meaning/interpret.js";
import { load } from "../wasm/abi/load.js";
import type { Evaluator } from "../words/evaluator.js";
import { host } from "./host.js";

/** One way to have a bundle's questions answered. */
export interface Door {
  readonly name: string;
  readonly open: (compiled: Compiled) => Evaluator;
}

/** The meaning of the language, read from the checked policy. */
export const interpreter: Door = { name: "the interpreter", open: ({ policy, manifest }) => interpret(policy, manifest) };

/** The compiled module, asked by frames. */
export const frameDoor: Door = { name: "the module", open: ({ wasm, manifest }) => load(new WebAssembly.Module(new Uint8Array(wasm)), manifest) };

/** The compiled module, asked by JSON as OPA hosts do. They ask for decisions alone; the rest is asked by frames. */
export const jsonDoor: Door = {
  name: "the module by JSON",
  open: (compiled) => ({ ...frameDoor.open(compiled), decide: host(compiled.wasm, compiled.manifest) }),
};
