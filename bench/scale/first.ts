// A process of its own: a module's file, loaded and asked once -> the milliseconds that took, in which importing the host is not counted.
// Of its own, since a module that was compiled once in a process is not compiled again.

import { readFileSync } from "node:fs";
import { loadPolicy } from "@open-policy-agent/opa-wasm";
import type { Manifest } from "../../src/words/manifest.js";
import type { View } from "../../src/words/view.js";
import { load } from "../../src/wasm/abi/load.js";

const [kind = "", file = "", about = ""] = process.argv.slice(2);
const wasm = new Uint8Array(readFileSync(file));
const { manifest, view, input } = JSON.parse(readFileSync(about, "utf8")) as { readonly manifest: Manifest; readonly view: View; readonly input: unknown };

async function first(): Promise<unknown> {
  if (kind === "opa") return (await loadPolicy(wasm)).evaluate(input);
  return load(await WebAssembly.compile(wasm), manifest).decide({ ...view, flows: [flow, flow, flow] });
}

/** Nothing came to the call; as JSON a list of words is no list of words. */
const flow: View["flows"][number] = { labels: { trust: 0, secrecy: 0, tags: 0, unknown: false }, marks: new Uint32Array() };
const since = performance.now();
const answer = await first();
const took = performance.now() - since;
if (!JSON.stringify(answer).includes(kind === "opa" ? "rule-0000" : "\"rule\":0")) throw new Error(`${kind} answers ${JSON.stringify(answer)}`);
console.log(took);
