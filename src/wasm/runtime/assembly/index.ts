// What the runtime shows: the OPA ABI that no policy changes, and the functions that generated code calls (`rt_`, not exported
// by modules).

export { frame_reserve, alloc as opa_malloc, ensure as rt_ensure } from "./memory";
export { rt_is, rt_compare, rt_in, rt_find, rt_text, rt_contains, rt_starts, rt_ends, rt_matches, rt_has, rt_item } from "./cell";
export { rt_join, rt_target, rt_label } from "./labels";
export { rt_begin, rt_fire, rt_fired, rt_finish } from "./verdict";
export {
  opa_free, opa_value_free, opa_heap_ptr_get, opa_heap_ptr_set, opa_heap_blocks_stash, opa_heap_blocks_restore, opa_heap_stash_clear,
  opa_value_dump, builtins, entrypoints, opa_eval_ctx_new, opa_eval_ctx_set_input, opa_eval_ctx_set_data, opa_eval_ctx_set_entrypoint,
  opa_eval_ctx_get_result, opa_value_add_path, opa_value_remove_path, opa_eval, eval_context as eval,
} from "./abi";
export { rt_fill, rt_fill_column, rt_mark } from "./decode";
export { rt_unpack } from "./unpack";
// Sets do not occur, so that OPA's own notation is read as JSON.
export { opa_json_parse, opa_json_parse as opa_value_parse } from "./json";
export { opa_json_dump } from "./dump";
export { rt_inactive } from "./result";
