// A compiled module becomes an evaluator: views go in as frames, answers come back from fixed places in memory. Synchronous;
// one instance, one memory, which grows once to the largest frame and never after.

import { assert } from "../../base/assert.js";
import { FRAME_BYTES_MAX } from "../../base/limits.js";
import { failure } from "../../base/messages.generated.js";
import { noActs, type Acts } from "../../words/acts.js";
import { BINDING, LABELS, VERDICT, VERDICTS } from "../../words/frame.js";
import type { Evaluator } from "../../words/evaluator.js";
import { clean, covers } from "../../words/labels.js";
import type { Labels } from "../../words/labels.js";
import { markWords } from "../../words/manifest.js";
import type { Bounds, Manifest } from "../../words/manifest.js";
import type { Question, Verdict, View } from "../../words/view.js";
import { MARK_SECTION, isMarked } from "../bundle/mark.js";
import { PAGES } from "../runtime/link.js";
import { canvas, drawFrame, roomFor, shapeOf, tooLarge } from "./frame.js";
import type { Canvas } from "./frame.js";

/** A loaded module. */
export interface Module extends Evaluator {
  /** Verdicts for a frame that `writeFrame` gave, in this thread or another. Throws when the module fails. */
  decideFrame(frame: Uint8Array): readonly Verdict[];
  /** Bytes of the module's memory. */
  memoryBytes(): number;
}

/** Loads a module that `emit` made for this manifest; throws an error whose cause is `wasm/other-manifest` where it was made for another. */
export function load(module: WebAssembly.Module, manifest: Manifest): Module {
  belongs(module, manifest);
  const { memory, exports } = instantiate(module, manifest.bounds);
  const shape = shapeOf(manifest);
  const counterWords = markWords(manifest.counters.length);
  let view = canvas(memory.buffer);
  let frame = 0;
  let room = 0;
  const reserve = (bytes: number): void => {
    if (bytes <= room) return;
    if (bytes > FRAME_BYTES_MAX) throw tooLarge(bytes);
    frame = exports.frame_reserve(bytes);
    assert(frame !== 0, "frames are measured before memory is asked for");
    room = bytes;
    view = canvas(memory.buffer);
  };
  const { decide, bind, mark } = exports;
  const ask = (answer: Exports[Question]): number => {
    try {
      return answer(frame);
    } catch (error) {
      const failed = failure("wasm/module-failed", { why: error instanceof Error ? error.message : String(error) });
      throw new Error(failed.message, { cause: failed });
    }
  };
  const put = (asked: View): number => {
    const needed = roomFor(asked, shape);
    reserve(needed);
    drawFrame(asked, shape, view, frame, needed);
    return ask(asked.question === "decide" ? decide : asked.question === "bind" ? bind : mark);
  };
  return {
    manifest,
    decide: (asked) => verdictsAt(put(asked), view),
    bind(asked) {
      const at = put(asked);
      const word = (offset: number): number => view.words[(at + offset) >>> 2] ?? 0;
      return {
        op: word(BINDING.op),
        sinks: word(BINDING.sinks),
        acts: actsIn(word, shape.actWords, BINDING.counters + 4 * counterWords),
        target: labelsAt(at + BINDING.target, view),
        result: labelsAt(at + BINDING.result, view),
        counters: wordsAt(at + BINDING.counters, counterWords, view),
      };
    },
    mark: (asked) => wordsAt(put(asked), shape.markWords, view),
    decideFrame(bytes) {
      reserve(bytes.length);
      view.bytes.set(bytes, frame);
      return verdictsAt(ask(decide), view);
    },
    memoryBytes: () => memory.buffer.byteLength,
  };
}

/** Rules are numbers to a module: by another manifest its answers would be those of other rules. */
function belongs(module: WebAssembly.Module, manifest: Manifest): void {
  const [section, ...more] = WebAssembly.Module.customSections(module, MARK_SECTION);
  if (section !== undefined && more.length === 0 && isMarked(manifest, new Uint8Array(section))) return;
  const failed = failure("wasm/other-manifest", {});
  throw new Error(failed.message, { cause: failed });
}

function verdictsAt(at: number, { words }: Canvas): readonly Verdict[] {
  const word = at >>> 2;
  const count = words[word + VERDICTS.count / 4] ?? 0;
  if (count === 0) return noVerdicts;
  const verdicts: Verdict[] = [];
  for (let entry = word + VERDICTS.entries / 4, left = count; left > 0; left--, entry += VERDICT.bytes / 4) {
    const head = words[entry] ?? 0;
    verdicts.push({ rule: head & 0xffff, unknown: (head & 0x10000) !== 0, row: words[entry + VERDICT.row / 4] ?? -1 });
  }
  return verdicts;
}

/** Labels; clean ones, which nearly all are, are one object, since a session keeps those of its calls. */
function labelsAt(at: number, { bytes, words }: Canvas): Labels {
  const labels: Labels = {
    trust: bytes[at + LABELS.trust] ?? 0,
    secrecy: bytes[at + LABELS.secrecy] ?? 0,
    tags: words[(at + LABELS.tags) >>> 2] ?? 0,
    unknown: bytes[at + LABELS.unknown] === 1,
  };
  return covers(clean, labels) ? clean : labels;
}

/** The acts that a binding has, without words of nothing at the end; those behind the first word stand behind the counters. */
function actsIn(word: (offset: number) => number, count: number, moreAt: number): Acts {
  const first = word(BINDING.acts);
  if (count === 1) return first === 0 ? noActs : [first];
  const acts = [first, ...Array.from({ length: count - 1 }, (_, index) => word(moreAt + 4 * index))];
  while (acts.at(-1) === 0) acts.pop();
  return acts;
}

function wordsAt(at: number, count: number, { words }: Canvas): Uint32Array {
  if (count === 0) return noWords;
  const copied = new Uint32Array(count);
  for (let word = 0; word < count; word++) copied[word] = words[(at >>> 2) + word] ?? 0;
  return copied;
}

const noWords = new Uint32Array();
const noVerdicts: readonly Verdict[] = Object.freeze([]);

/** The functions a module answers by. */
interface Exports extends Readonly<Record<Question, (frame: number) => number>> {
  readonly frame_reserve: (bytes: number) => number;
}

/** A module has the memory that its bounds declare, and no more; without bounds it takes what it needs. */
function instantiate(module: WebAssembly.Module, bounds: Bounds | undefined): { readonly memory: WebAssembly.Memory; readonly exports: Exports } {
  const memory = new WebAssembly.Memory(bounds === undefined ? { initial: PAGES } : { initial: bounds.pages.start, maximum: bounds.pages.most });
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  assert(isExports(exports), "a module that emit made has the functions it answers by");
  return { memory, exports };
}

function isExports(exports: unknown): exports is Exports {
  return typeof exports === "object" && exports !== null
    && ["frame_reserve", "decide", "bind", "mark"].every((name) => name in exports && typeof Reflect.get(exports, name) === "function");
}
