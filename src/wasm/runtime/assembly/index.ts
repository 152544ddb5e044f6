// What the runtime shows: the OPA ABI that no policy changes, and the functions that generated code calls (`rt_`, not exported
// by modules).

export { frame_reserve } from "./memory";
export { rt_is, rt_compare, rt_in, rt_find, rt_text, rt_contains, rt_starts, rt_ends, rt_matches, rt_has, rt_item } from "./cell";
export { rt_join, rt_joined, rt_target, rt_label, rt_clear } from "./labels";
export { rt_begin, rt_fire, rt_fired, rt_finish } from "./verdict";
export {
  opa_malloc, opa_free, opa_value_free, opa_heap_ptr_get, opa_heap_ptr_set, opa_heap_blocks_stash, opa_heap_blocks_restore, opa_heap_stash_clear,
  opa_value_parse, opa_value_dump, builtins, entrypoints, opa_eval_ctx_new, opa_eval_ctx_set_input, opa_eval_ctx_set_data, opa_eval_ctx_set_entrypoint,
  opa_eval_ctx_get_result, opa_value_add_path, opa_value_remove_path, rt_context_frame, rt_context_entrypoint, rt_context_result, rt_input_frame, rt_formatted,
} from "./abi";
export { rt_fill } from "./decode";
export { rt_unpack } from "./unpack";
export { opa_json_parse } from "./json";
export { opa_json_dump } from "./dump";
export { rt_refused, rt_result, rt_inactive } from "./result";
