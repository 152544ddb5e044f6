// The exports of OPA's ABI. Evaluation decodes its input to a frame and asks the policy's own `decide`, as the frame door does; what is
// no view is refused by a verdict that denies.
// There is one heap and no freeing, so blocks need neither be stashed nor restored.

import { alloc } from "./memory";
import { decodeView } from "./decode";
import { opa_json_dump } from "./dump";
import { ARRAY, AT, BROKEN, KEY, KEY_LENGTH, KIND, LENGTH, NEXT, OBJECT, STRING, newNode, opa_json_parse } from "./json";
import { counted, same, start } from "./cell";
import { refused, result } from "./result";
import { ENTRYPOINTS, FRAME_MOST, LINK_HEAP, TEXT_ENTRYPOINTS } from "./offsets.generated";

/** An evaluation: its input, data, entrypoint and result. */
const INPUT: usize = 0;
const DATA: usize = 4;
const ENTRYPOINT: usize = 8;
const RESULT: usize = 12;
/** What the host wants: 1 for OPA's own notation, else JSON. */
const SET: u32 = 1;

/** The policy's function: a frame to its verdicts. */
declare function decide(frame: usize): usize;

export function opa_free(_at: usize): void {}
export function opa_value_free(_at: usize): void {}
export function opa_heap_ptr_get(): usize {
  return <usize>load<u32>(LINK_HEAP);
}
export function opa_heap_ptr_set(at: usize): void {
  store<u32>(LINK_HEAP, <u32>at);
}
export function opa_heap_blocks_stash(): void {}
export function opa_heap_blocks_restore(): void {}
export function opa_heap_stash_clear(): void {}

export function opa_value_dump(node: usize): usize {
  const text = opa_json_dump(node);
  return node != 0 && load<u32>(node, KIND) == ARRAY && load<u32>(node, BROKEN) != 0 ? formatted(text, SET) : text;
}
/** A result's text as the host wants it: JSON has no sets, OPA's own notation has, and hosts that read that look for one. */
function formatted(text: usize, format: u32): usize {
  if (format != SET) return text;
  store<u8>(text, 0x7b);
  store<u8>(endOf(text) - 1, 0x7d);
  return text;
}
function endOf(text: usize): usize {
  while (load<u8>(text) != 0) text++;
  return text;
}

/** No built-ins of the host are needed. */
export function builtins(): usize {
  return newNode(OBJECT);
}
export function entrypoints(): usize {
  const length = counted(TEXT_ENTRYPOINTS);
  return opa_json_parse(start, length);
}

export function opa_eval_ctx_new(): usize {
  const context = alloc(16);
  store<u64>(context, 0);
  store<u64>(context, 0, 8);
  return context;
}
export function opa_eval_ctx_set_input(context: usize, node: usize): void {
  store<u32>(context, <u32>node, INPUT);
}
export function opa_eval_ctx_set_data(context: usize, node: usize): void {
  store<u32>(context, <u32>node, DATA);
}
export function opa_eval_ctx_set_entrypoint(context: usize, entrypoint: u32): void {
  store<u32>(context, entrypoint, ENTRYPOINT);
}
export function opa_eval_ctx_get_result(context: usize): usize {
  return <usize>load<u32>(context, RESULT);
}

/** Evaluates a context: the result is kept there as a value, of which is noted that it is a set. */
export function eval_context(context: usize): i32 {
  const text = answer(decodeView(<usize>load<u32>(context, INPUT), <usize>load<u32>(context, DATA)), load<u32>(context, ENTRYPOINT));
  const node = opa_json_parse(text, <u32>(endOf(text) - text));
  store<u32>(node, 1, BROKEN);
  store<u32>(context, <u32>node, RESULT);
  return 0;
}

/** The result's text, in the format, of an input's text, which the heap is put behind; one that is more than a frame may have is no view. */
export function opa_eval(_reserved: u32, entrypoint: u32, data: usize, text: usize, length: u32, heap: usize, format: u32): usize {
  let frame: usize = 0;
  if (<usize>length <= FRAME_MOST) {
    opa_heap_ptr_set(heap);
    frame = decodeView(opa_json_parse(text, length), data);
  }
  return formatted(answer(frame, entrypoint), format);
}

/** The result for a frame, or for an input that gave none. An entrypoint that is not there traps, as the ABI has it. */
function answer(frame: usize, entrypoint: u32): usize {
  if (entrypoint >= ENTRYPOINTS) unreachable();
  return frame == 0 ? refused() : result(frame, decide(frame), entrypoint);
}

const OK: i32 = 0;
const INVALID_TYPE: i32 = 2;
const INVALID_PATH: i32 = 3;

/** Takes a value out of an object. */
export function opa_value_remove_path(base: usize, path: usize): i32 {
  return opa_value_add_path(base, path, 0);
}

/** Puts a value into an object, making objects on the way; takes out what is there where the node is 0. */
export function opa_value_add_path(object: usize, path: usize, node: usize): i32 {
  if (path == 0 || load<u32>(path, KIND) != ARRAY || load<u32>(path, LENGTH) == 0) return INVALID_PATH;
  for (let key = <usize>load<u32>(path, AT); key != 0; key = <usize>load<u32>(key, NEXT)) {
    if (load<u32>(key, KIND) != STRING) return INVALID_PATH;
    if (object == 0 || load<u32>(object, KIND) != OBJECT) return INVALID_TYPE;
    const before = beforeKey(object, key);
    const old = <usize>load<u32>(before, NEXT);
    const last = load<u32>(key, NEXT) == 0;
    if (old != 0 && !last) {
      object = old;
      continue;
    }
    if (node == 0) {
      if (old == 0) return INVALID_PATH;
      store<u32>(before, load<u32>(old, NEXT), NEXT);
      store<u32>(object, load<u32>(object, LENGTH) - 1, LENGTH);
      break;
    }
    const child = last ? node : newNode(OBJECT);
    store<u32>(child, load<u32>(key, AT), KEY);
    store<u32>(child, load<u32>(key, LENGTH), KEY_LENGTH);
    store<u32>(child, old == 0 ? 0 : load<u32>(old, NEXT), NEXT);
    store<u32>(before, <u32>child, NEXT);
    if (old == 0) store<u32>(object, load<u32>(object, LENGTH) + 1, LENGTH);
    object = child;
  }
  return OK;
}

/** The node whose next one has the key, or the last one; the object's head seen as one where it is the first. */
function beforeKey(object: usize, key: usize): usize {
  const length = load<u32>(key, LENGTH);
  let before = object + AT - NEXT;
  for (let child = <usize>load<u32>(before, NEXT); child != 0; child = <usize>load<u32>(before, NEXT)) {
    if (load<u32>(child, KEY_LENGTH) == length && same(<usize>load<u32>(child, KEY), <usize>load<u32>(key, AT), length)) break;
    before = child;
  }
  return before;
}
