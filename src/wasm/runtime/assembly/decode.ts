// The JSON form of a view becomes a frame. What has a wrong type or names what the bundle does not know gives no frame, and so
// a refusal; what is missing is absent (columns) or unknown (labels, marks, rows). Texts stay where the input has them.

import { alloc } from "./memory";
import { same } from "./cell";
import { numberOf } from "./number";
import { ARRAY, AT, BOOLEAN, BROKEN, KEY, KEY_LENGTH, KIND, LENGTH, NEXT, NULL, NUMBER, OBJECT, STRING } from "./json";
import {
  CELL_LENGTH, CELL_VALUE, CELL_BYTES, TAG_UNKNOWN, TAG_ABSENT, TAG_BOOLEAN, TAG_NUMBER, TAG_STRING, TAG_LIST, FRAME_MAGIC, QUESTION_DECIDE,
  HEADER_MAGIC, HEADER_QUESTION, HEADER_OP, HEADER_TOOL, HEADER_SINKS, HEADER_ACTS, HEADER_SELF, HEADER_FLOWS, HEADER_COLUMNS, HEADER_ROWS,
  HEADER_ROWSAT, HEADER_ROWSOPEN, HEADER_END, FLOW_MARKSAT, FLOW_BYTES, LABELS_TRUST, LABELS_SECRECY, LABELS_UNKNOWN, LABELS_TAGS,
  ROW_ROLES, ROW_WHO, ROW_SHAPE, ROW_NAMED, ROW_UNKNOWN, ROW_FLOW, ROW_END,
  LINK_OPS, LINK_SINKS, LINK_ACTS, LINK_TAGS, LINK_TOOLS, LINK_ROLES, LINK_PRINCIPALS, LINK_SHAPES, LINK_TRUST, LINK_SECRECY,
  LINK_COLUMNS, LINK_COLUMNCOUNT, LINK_ROWCOLUMNS, LINK_RULES, LINK_RULECOUNT, LINK_MARKWORDS,
  NAMES_COUNT, NAMES_ENTRIES, NAME_AT, NAME_LENGTH, NAME_BYTES, COLUMN_PART, COLUMN_PATH, COLUMN_AT, COLUMN_LENGTH, COLUMN_BYTES,
  RULE_AT, RULE_LENGTH, RULE_SOURCE, RULE_BYTES,
  TEXT_OP, TEXT_OP_LENGTH, TEXT_TOOL, TEXT_TOOL_LENGTH, TEXT_SINKS, TEXT_SINKS_LENGTH, TEXT_ACTS, TEXT_ACTS_LENGTH, TEXT_TARGET, TEXT_TARGET_LENGTH,
  TEXT_FLOWS, TEXT_FLOWS_LENGTH, TEXT_VALUE, TEXT_VALUE_LENGTH, TEXT_CONTEXT, TEXT_CONTEXT_LENGTH, TEXT_DECLARED, TEXT_DECLARED_LENGTH,
  TEXT_TRUST, TEXT_TRUST_LENGTH, TEXT_SECRECY, TEXT_SECRECY_LENGTH, TEXT_TAGS, TEXT_TAGS_LENGTH, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH,
  TEXT_MARKS, TEXT_MARKS_LENGTH, TEXT_CERTAIN, TEXT_CERTAIN_LENGTH, TEXT_ROWS, TEXT_ROWS_LENGTH, TEXT_ROWS_OPEN, TEXT_ROWS_OPEN_LENGTH,
  TEXT_OPEN, TEXT_OPEN_LENGTH, TEXT_ITEMS, TEXT_ITEMS_LENGTH, TEXT_ROLES, TEXT_ROLES_LENGTH, TEXT_WHO, TEXT_WHO_LENGTH, TEXT_SHAPE, TEXT_SHAPE_LENGTH,
  TEXT_NAMED, TEXT_NAMED_LENGTH, TEXT_FLOW, TEXT_FLOW_LENGTH, TEXT_FACTS, TEXT_FACTS_LENGTH, TEXT_ARGS, TEXT_ARGS_LENGTH, TEXT_HOST, TEXT_HOST_LENGTH,
} from "./offsets.generated";

/** Whether all so far was as it must be. */
let good: bool = true;

/** The frame of a view's tree, or 0. */
export function decodeView(view: usize): usize {
  good = view != 0 && load<u32>(view, KIND) == OBJECT;
  if (!good) return 0;
  const columns = load<u32>(LINK_COLUMNCOUNT);
  const frame = (alloc(HEADER_END + <usize>columns * CELL_BYTES + 8) + 15) & ~15;
  memory.fill(frame, 0, HEADER_END);
  store<u32>(frame, FRAME_MAGIC, HEADER_MAGIC);
  store<u32>(frame, QUESTION_DECIDE, HEADER_QUESTION);
  store<u32>(frame, number(member(view, TEXT_OP, TEXT_OP_LENGTH), LINK_OPS), HEADER_OP);
  store<i32>(frame, tool(member(view, TEXT_TOOL, TEXT_TOOL_LENGTH)), HEADER_TOOL);
  store<u32>(frame, bits(member(view, TEXT_SINKS, TEXT_SINKS_LENGTH), LINK_SINKS), HEADER_SINKS);
  store<u32>(frame, bits(member(view, TEXT_ACTS, TEXT_ACTS_LENGTH), LINK_ACTS), HEADER_ACTS);
  labels(member(view, TEXT_TARGET, TEXT_TARGET_LENGTH), frame + HEADER_SELF);
  const flows = member(view, TEXT_FLOWS, TEXT_FLOWS_LENGTH);
  flow(within(flows, TEXT_VALUE, TEXT_VALUE_LENGTH), frame + HEADER_FLOWS);
  flow(within(flows, TEXT_CONTEXT, TEXT_CONTEXT_LENGTH), frame + HEADER_FLOWS + FLOW_BYTES);
  flow(within(flows, TEXT_DECLARED, TEXT_DECLARED_LENGTH), frame + HEADER_FLOWS + 2 * FLOW_BYTES);
  store<u32>(frame, columns, HEADER_COLUMNS);
  fill(view, frame + HEADER_END, columns);
  rows(view, frame);
  return good ? frame : 0;
}

/** The last member of a name: of members of one name the last one counts. */
function member(node: usize, name: usize, length: u32): usize {
  let found: usize = 0;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (load<u32>(child, KEY_LENGTH) == length && same(<usize>load<u32>(child, KEY), name, length)) found = child;
  }
  return found;
}

/** A member of what may be missing, but is else an object. */
function within(node: usize, name: usize, length: u32): usize {
  if (node == 0) return 0;
  if (load<u32>(node, KIND) != OBJECT) good = false;
  return good ? member(node, name, length) : 0;
}

/** The number of a text among names; what is not there is refused. */
function number(node: usize, table: usize): u32 {
  const at = node == 0 ? -1 : find(node, table);
  if (at < 0) good = false;
  return <u32>at;
}

function find(node: usize, table: usize): i32 {
  if (load<u32>(node, KIND) != STRING) return -1;
  const names = <usize>load<u32>(table);
  const length = load<u32>(node, LENGTH);
  const count = <i32>load<u32>(names, NAMES_COUNT);
  for (let index = 0; index < count; index++) {
    const name = names + NAMES_ENTRIES + <usize>index * NAME_BYTES;
    if (load<u32>(name, NAME_LENGTH) == length && same(<usize>load<u32>(name, NAME_AT), <usize>load<u32>(node, AT), length)) return index;
  }
  return -1;
}

/** A tool that the bundle does not know has no binding. */
function tool(node: usize): i32 {
  if (node == 0 || load<u32>(node, KIND) == NULL) return -1;
  if (load<u32>(node, KIND) != STRING) good = false;
  return good ? find(node, LINK_TOOLS) : -1;
}

/** Names as bits; a list that is missing is empty. */
function bits(node: usize, table: usize): u32 {
  if (node == 0) return 0;
  if (load<u32>(node, KIND) != ARRAY) {
    good = false;
    return 0;
  }
  let set: u32 = 0;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) set |= 1 << number(child, table);
  return set;
}

/** A truth that is `otherwise` where it is missing; null is 2 where unknown is allowed. */
function truth(node: usize, otherwise: u32, unknown: bool): u32 {
  if (node == 0) return otherwise;
  const kind = load<u32>(node, KIND);
  if (kind == NULL && unknown) return 2;
  if (kind != BOOLEAN) good = false;
  return load<u32>(node, LENGTH);
}

/** Labels; those that are missing may be anything. */
function labels(node: usize, at: usize): void {
  store<u64>(at, 0);
  if (node == 0) {
    store<u8>(at, 1, LABELS_UNKNOWN);
    return;
  }
  if (load<u32>(node, KIND) != OBJECT) {
    good = false;
    return;
  }
  store<u8>(at, <u8>number(member(node, TEXT_TRUST, TEXT_TRUST_LENGTH), LINK_TRUST), LABELS_TRUST);
  store<u8>(at, <u8>number(member(node, TEXT_SECRECY, TEXT_SECRECY_LENGTH), LINK_SECRECY), LABELS_SECRECY);
  store<u8>(at, <u8>truth(member(node, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH), 0, false), LABELS_UNKNOWN);
  store<u32>(at, bits(member(node, TEXT_TAGS, TEXT_TAGS_LENGTH), LINK_TAGS), LABELS_TAGS);
}

/** Labels with marks; marks that are missing are unknown of every source. */
function flow(node: usize, at: usize): void {
  labels(node, at);
  const words = <usize>load<u32>(LINK_MARKWORDS) << 2;
  const marks = alloc(words);
  store<u32>(at, <u32>(marks - at), FLOW_MARKSAT);
  const list = good && node != 0 ? member(node, TEXT_MARKS, TEXT_MARKS_LENGTH) : 0;
  memory.fill(marks, list == 0 ? 0xaa : 0, words);
  if (list == 0) return;
  mark(within(list, TEXT_CERTAIN, TEXT_CERTAIN_LENGTH), marks, 0);
  mark(within(list, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH), marks, 1);
}

/** Sets the bits of the rules that a list names. */
function mark(list: usize, marks: usize, bit: u32): void {
  if (list == 0 || !good) return;
  if (load<u32>(list, KIND) != ARRAY) good = false;
  for (let child = <usize>load<u32>(list, AT); child != 0 && good; child = <usize>load<u32>(child, NEXT)) {
    const source = sourceOf(child);
    if (source < 0) good = false;
    else {
      const at = marks + ((<usize>source >> 4) << 2);
      store<u32>(at, load<u32>(at) | (1 << (((<u32>source & 15) << 1) + bit)));
    }
  }
}

/** The source of a rule by its id; -1 where there is none. */
function sourceOf(node: usize): i32 {
  if (load<u32>(node, KIND) != STRING) return -1;
  const length = load<u32>(node, LENGTH);
  let rule = <usize>load<u32>(LINK_RULES);
  for (let left = load<u32>(LINK_RULECOUNT); left != 0; left--) {
    if (load<u32>(rule, RULE_LENGTH) == length && same(<usize>load<u32>(rule, RULE_AT), <usize>load<u32>(node, AT), length)) return load<i32>(rule, RULE_SOURCE);
    rule += RULE_BYTES;
  }
  return -1;
}

/** All columns from the three parts of the view they stand in. */
function fill(view: usize, at: usize, count: u32): void {
  const args = member(view, TEXT_ARGS, TEXT_ARGS_LENGTH);
  const host = member(view, TEXT_HOST, TEXT_HOST_LENGTH);
  const facts = member(view, TEXT_FACTS, TEXT_FACTS_LENGTH);
  let column = <usize>load<u32>(LINK_COLUMNS);
  for (; count != 0; count--) {
    const part = load<u32>(column, COLUMN_PART);
    put(part == 0 ? args : part == 1 ? host : facts, column, at);
    column += COLUMN_BYTES;
    at += CELL_BYTES;
  }
}

/** One column: by its path, else by the whole of it as one name. Below an unknown everything is unknown. */
function put(part: usize, column: usize, at: usize): void {
  const names = <usize>load<u32>(column, COLUMN_PATH);
  let node = part;
  for (let index: u32 = 0; index < load<u32>(names, NAMES_COUNT) && node != 0 && load<u32>(node, KIND) != NULL; index++) {
    const name = names + NAMES_ENTRIES + <usize>index * NAME_BYTES;
    node = load<u32>(node, KIND) == OBJECT ? member(node, <usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH)) : 0;
  }
  if (node == 0 && part != 0 && load<u32>(part, KIND) == OBJECT) node = member(part, <usize>load<u32>(column, COLUMN_AT), load<u32>(column, COLUMN_LENGTH));
  cell(node, at);
}

/** A cell: nothing is absent, null is unknown, and so is what is no value of the language. */
function cell(node: usize, at: usize): void {
  store<u64>(at, TAG_UNKNOWN);
  store<u64>(at, 0, 8);
  if (node == 0) {
    store<u8>(at, TAG_ABSENT);
    return;
  }
  const kind = load<u32>(node, KIND);
  const length = load<u32>(node, LENGTH);
  const text = <usize>load<u32>(node, AT);
  if (kind == BOOLEAN) {
    store<u8>(at, TAG_BOOLEAN);
    store<u32>(at, length, CELL_VALUE);
  } else if (kind == NUMBER) {
    const value = numberOf(text, length);
    if (abs(value) == Infinity || (abs(value) > 9007199254740991 && nearest(value) == value)) return;
    store<u8>(at, TAG_NUMBER);
    store<f64>(at, value, CELL_VALUE);
  } else if (kind == STRING) {
    if (load<u32>(node, BROKEN) != 0) return;
    store<u8>(at, TAG_STRING);
    store<u32>(at, length, CELL_LENGTH);
    store<u32>(at, <u32>(text - at), CELL_VALUE);
  } else if (kind == ARRAY) items(node, at, 0);
  else if (kind == OBJECT && length == 2) {
    const inside = member(node, TEXT_ITEMS, TEXT_ITEMS_LENGTH);
    const open = member(node, TEXT_OPEN, TEXT_OPEN_LENGTH);
    if (inside != 0 && open != 0 && load<u32>(inside, KIND) == ARRAY && load<u32>(open, KIND) == BOOLEAN) items(inside, at, load<u32>(open, LENGTH));
  }
}

function items(node: usize, at: usize, open: u32): void {
  const length = load<u32>(node, LENGTH);
  let item = alloc(<usize>length * CELL_BYTES);
  store<u16>(at, <u16>(TAG_LIST | (open << 8)));
  store<u32>(at, length, CELL_LENGTH);
  store<u32>(at, <u32>(item - at), CELL_VALUE);
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    cell(child, item);
    item += CELL_BYTES;
  }
}

/** The rows; without them there may be any. */
function rows(view: usize, frame: usize): void {
  const list = member(view, TEXT_ROWS, TEXT_ROWS_LENGTH);
  store<u32>(frame, truth(member(view, TEXT_ROWS_OPEN, TEXT_ROWS_OPEN_LENGTH), <u32>(list == 0), false), HEADER_ROWSOPEN);
  if (list == 0) return;
  if (load<u32>(list, KIND) != ARRAY) {
    good = false;
    return;
  }
  const names = <usize>load<u32>(LINK_ROWCOLUMNS);
  const stride = ROW_END + <usize>load<u32>(names, NAMES_COUNT) * CELL_BYTES;
  const count = load<u32>(list, LENGTH);
  let at = alloc(<usize>count * stride);
  store<u32>(frame, count, HEADER_ROWS);
  store<u32>(frame, <u32>(at - frame), HEADER_ROWSAT);
  for (let node = <usize>load<u32>(list, AT); node != 0 && good; node = <usize>load<u32>(node, NEXT)) {
    row(node, at, names);
    at += stride;
  }
}

function row(node: usize, at: usize, names: usize): void {
  if (load<u32>(node, KIND) != OBJECT) {
    good = false;
    return;
  }
  cell(member(node, TEXT_VALUE, TEXT_VALUE_LENGTH), at);
  store<u32>(at, bits(member(node, TEXT_ROLES, TEXT_ROLES_LENGTH), LINK_ROLES), ROW_ROLES);
  store<u32>(at, bits(member(node, TEXT_WHO, TEXT_WHO_LENGTH), LINK_PRINCIPALS), ROW_WHO);
  store<u32>(at, number(member(node, TEXT_SHAPE, TEXT_SHAPE_LENGTH), LINK_SHAPES), ROW_SHAPE);
  store<u32>(at, truth(member(node, TEXT_NAMED, TEXT_NAMED_LENGTH), 2, true), ROW_NAMED);
  store<u32>(at, truth(member(node, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH), 0, false), ROW_UNKNOWN);
  flow(member(node, TEXT_FLOW, TEXT_FLOW_LENGTH), at + ROW_FLOW);
  const facts = member(node, TEXT_FACTS, TEXT_FACTS_LENGTH);
  if (facts != 0 && load<u32>(facts, KIND) != OBJECT) good = false;
  for (let index: u32 = 0; index < load<u32>(names, NAMES_COUNT) && good; index++) {
    const name = names + NAMES_ENTRIES + <usize>index * NAME_BYTES;
    cell(facts == 0 ? 0 : member(facts, <usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH)), at + ROW_END + <usize>index * CELL_BYTES);
  }
}
