// OPA's two ways to evaluate, as functions that decode their input to a frame and call `decide` like the frame door does. What is
// no view is refused by a verdict that denies. Knows no policy.

import { body, call, constant, get, op, open, take, tee } from "../encode/code.js";
import type { Body } from "../encode/code.js";
import { entrypoints } from "./tables.js";
import { runtimeFunction } from "./unit.js";
import type { Unit } from "./unit.js";

/** `opa_eval(reserved, entrypoint, data, input, inputLength, heap, format)`: the result's text, in the format. */
export function opaEval(unit: Unit, decide: number): Body {
  const into = body(7);
  const [ENTRYPOINT, HOST, INPUT, LENGTH, HEAP, FORMAT] = [1, 2, 3, 4, 5, 6];
  checked(into, () => get(into, ENTRYPOINT));
  answer(unit, decide, into, () => {
    for (const param of [HOST, INPUT, LENGTH, HEAP]) get(into, param);
    call(into, runtimeFunction(unit, "rt_input_frame"));
  }, () => get(into, ENTRYPOINT));
  get(into, FORMAT);
  call(into, runtimeFunction(unit, "rt_formatted"));
  return into;
}

/** `eval(context)`: the result is kept in the context. */
export function contextEval(unit: Unit, decide: number): Body {
  const into = body(1);
  const entrypoint = (): void => {
    get(into, 0);
    call(into, runtimeFunction(unit, "rt_context_entrypoint"));
  };
  checked(into, entrypoint);
  get(into, 0);
  answer(unit, decide, into, () => {
    get(into, 0);
    call(into, runtimeFunction(unit, "rt_context_frame"));
  }, entrypoint);
  call(into, runtimeFunction(unit, "rt_context_result"));
  constant(into, 0);
  return into;
}

/** An entrypoint that is not there traps, as the ABI has it. */
function checked(into: Body, entrypoint: () => void): void {
  entrypoint();
  constant(into, entrypoints.length);
  op(into, "i32.ge_u");
  open(into, "if");
  op(into, "unreachable", "end");
}

function answer(unit: Unit, decide: number, into: Body, frame: () => void, entrypoint: () => void): void {
  const at = take(into);
  frame();
  tee(into, at);
  open(into, "if", "i32");
  get(into, at);
  get(into, at);
  call(into, decide);
  entrypoint();
  call(into, runtimeFunction(unit, "rt_result"));
  op(into, "else");
  call(into, runtimeFunction(unit, "rt_refused"));
  op(into, "end");
}
