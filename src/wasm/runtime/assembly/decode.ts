// The JSON form of a view becomes a frame. What has a wrong type, names what the bundle does not know, has members that it must
// not have or lacks one that it must have gives no frame, and so a refusal: docs/view.schema.json says the same. What may be
// missing is absent (columns) or unknown (labels, marks). Texts stay where the input has them.

import { alloc } from "./memory";
import { same } from "./cell";
import { filled, hostData, textNode } from "./fill";
import { numberOf } from "./number";
import { ARRAY, AT, BOOLEAN, BROKEN, KEY, KEY_LENGTH, KIND, LENGTH, NEXT, NULL, NUMBER, OBJECT, SEEN, STRING } from "./json";
import {
  CELL_LENGTH, CELL_VALUE, CELL_BYTES, TAG_UNKNOWN, TAG_ABSENT, TAG_BOOLEAN, TAG_NUMBER, TAG_STRING, TAG_LIST, CELL_FLAGS, CELL_TAG, FRAME_MAGIC, FRAME_MOST, VIEW_VERSION, QUESTION_DECIDE,
  HEADER_MAGIC, HEADER_QUESTION, HEADER_OP, HEADER_TOOL, HEADER_SINKS, HEADER_ACTS, HEADER_SELF, HEADER_FLOWS, HEADER_COLUMNS, HEADER_ROWS,
  HEADER_ROWSAT, HEADER_ROWSOPEN, HEADER_END, FLOW_MARKSAT, FLOW_BYTES, LABELS_TRUST, LABELS_SECRECY, LABELS_UNKNOWN, LABELS_TAGS,
  ROW_ROLES, ROW_WHO, ROW_SHAPE, ROW_NAMED, ROW_UNKNOWN, ROW_FLOW, ROW_END,
  LINK_OPS, LINK_SINKS, LINK_ACTS, LINK_TAGS, LINK_TOOLS, LINK_ROLES, LINK_PRINCIPALS, LINK_SHAPES, LINK_TRUST, LINK_SECRECY,
  LINK_COLUMNS, LINK_COLUMNCOUNT, LINK_ROWCOLUMNS, LINK_RULES, LINK_RULECOUNT, LINK_MARKWORDS,
  NAMES_COUNT, NAMES_ENTRIES, NAME_AT, NAME_LENGTH, NAME_BYTES, COLUMN_PART, COLUMN_PATH, COLUMN_AT, COLUMN_LENGTH, COLUMN_FILL, COLUMN_BYTES, FILL_PART, FILL_PATH, LINK_ROWFILLS,
  RULE_AT, RULE_LENGTH, RULE_SOURCE, RULE_BYTES,
  TEXT_OP, TEXT_OP_LENGTH, TEXT_TOOL, TEXT_TOOL_LENGTH, TEXT_SINKS, TEXT_SINKS_LENGTH, TEXT_ACTS, TEXT_ACTS_LENGTH, TEXT_TARGET, TEXT_TARGET_LENGTH,
  TEXT_FLOWS, TEXT_FLOWS_LENGTH, TEXT_VALUE, TEXT_VALUE_LENGTH, TEXT_CONTEXT, TEXT_CONTEXT_LENGTH, TEXT_DECLARED, TEXT_DECLARED_LENGTH,
  TEXT_TRUST, TEXT_TRUST_LENGTH, TEXT_SECRECY, TEXT_SECRECY_LENGTH, TEXT_TAGS, TEXT_TAGS_LENGTH, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH,
  TEXT_MARKS, TEXT_MARKS_LENGTH, TEXT_CERTAIN, TEXT_CERTAIN_LENGTH, TEXT_ROWS, TEXT_ROWS_LENGTH, TEXT_ROWS_OPEN, TEXT_ROWS_OPEN_LENGTH,
  TEXT_OPEN, TEXT_OPEN_LENGTH, TEXT_PATH, TEXT_PATH_LENGTH, TEXT_VERSION, TEXT_VERSION_LENGTH, TEXT_ROLES, TEXT_ROLES_LENGTH, TEXT_WHO, TEXT_WHO_LENGTH, TEXT_SHAPE, TEXT_SHAPE_LENGTH,
  TEXT_NAMED, TEXT_NAMED_LENGTH, TEXT_FLOW, TEXT_FLOW_LENGTH, TEXT_FACTS, TEXT_FACTS_LENGTH, TEXT_ARGS, TEXT_ARGS_LENGTH, TEXT_HOST, TEXT_HOST_LENGTH,
  TEXT_PRINCIPAL, TEXT_PRINCIPAL_LENGTH, TEXT_TIME, TEXT_TIME_LENGTH, TEXT_ABSENT, TEXT_ABSENT_LENGTH,
} from "./offsets.generated";

/** Whether all so far was as it must be. */
let good: bool = true;
/** Bytes that the frame takes, texts counted as if they were copied. */
let taken: u64 = 0;

/** The frame of a view's tree, or 0; columns that it leaves out may stand in the host's data. */
export function decodeView(view: usize, data: usize): usize {
  hostData(data);
  good = view != 0 && load<u32>(view, KIND) == OBJECT;
  if (!good) return 0;
  taken = 0;
  version(member(view, TEXT_VERSION, TEXT_VERSION_LENGTH));
  if (!good) return 0;
  const columns = load<u32>(LINK_COLUMNCOUNT);
  const frame = (room(HEADER_END + <usize>columns * CELL_BYTES + 8) + 15) & ~15;
  memory.fill(frame, 0, HEADER_END);
  store<u32>(frame, FRAME_MAGIC, HEADER_MAGIC);
  store<u32>(frame, QUESTION_DECIDE, HEADER_QUESTION);
  store<u32>(frame, number(member(view, TEXT_OP, TEXT_OP_LENGTH), LINK_OPS), HEADER_OP);
  store<i32>(frame, tool(member(view, TEXT_TOOL, TEXT_TOOL_LENGTH)), HEADER_TOOL);
  store<u32>(frame, bits(member(view, TEXT_SINKS, TEXT_SINKS_LENGTH), LINK_SINKS), HEADER_SINKS);
  store<u32>(frame, bits(member(view, TEXT_ACTS, TEXT_ACTS_LENGTH), LINK_ACTS), HEADER_ACTS);
  const target = member(view, TEXT_TARGET, TEXT_TARGET_LENGTH);
  labels(target, frame + HEADER_SELF);
  closed(target);
  const flows = member(view, TEXT_FLOWS, TEXT_FLOWS_LENGTH);
  flow(within(flows, TEXT_VALUE, TEXT_VALUE_LENGTH), frame + HEADER_FLOWS);
  flow(within(flows, TEXT_CONTEXT, TEXT_CONTEXT_LENGTH), frame + HEADER_FLOWS + FLOW_BYTES);
  flow(within(flows, TEXT_DECLARED, TEXT_DECLARED_LENGTH), frame + HEADER_FLOWS + 2 * FLOW_BYTES);
  closed(flows);
  store<u32>(frame, columns, HEADER_COLUMNS);
  fill(view, frame + HEADER_END, columns);
  openColumns(member(view, TEXT_OPEN, TEXT_OPEN_LENGTH), frame + HEADER_END);
  rows(view, frame);
  closed(view);
  return good ? frame : 0;
}

function version(node: usize): void {
  if (node == 0 || load<u32>(node, KIND) != NUMBER || numberOf(<usize>load<u32>(node, AT), load<u32>(node, LENGTH)) != VIEW_VERSION) good = false;
}

/** Room in the frame; none where something was wrong before, or where it would be larger than a frame may be. */
export function room(bytes: u64): usize {
  taken += bytes;
  if (taken > <u64>FRAME_MOST) good = false;
  return good ? alloc(<usize>bytes) : 0;
}

/** Of an object that was read: that it has no other members, and none twice. */
function closed(node: usize): void {
  if (node == 0 || !good) return;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) if (load<u32>(child, SEEN) == 0) good = false;
}

/** The last member of a name: of members of one name the last one counts. */
export function member(node: usize, name: usize, length: u32): usize {
  let found: usize = 0;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (load<u32>(child, KEY_LENGTH) == length && same(<usize>load<u32>(child, KEY), name, length)) found = child;
  }
  if (found != 0) store<u32>(found, 1, SEEN);
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
  const names = <usize>load<u32>(table);
  const count = <i32>load<u32>(names, NAMES_COUNT);
  for (let index = 0; index < count; index++) {
    const name = names + NAMES_ENTRIES + <usize>index * NAME_BYTES;
    if (is(node, <usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH))) return index;
  }
  return -1;
}

/** A tool that the bundle does not know has no binding, and null is none. */
function tool(node: usize): i32 {
  if (node != 0 && load<u32>(node, KIND) == NULL) return -1;
  if (node == 0 || load<u32>(node, KIND) != STRING) good = false;
  return good ? find(node, LINK_TOOLS) : -1;
}

/** Names as bits. */
function bits(node: usize, table: usize): u32 {
  if (node == 0 || load<u32>(node, KIND) != ARRAY) {
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

/** Labels; those that are missing may be anything. Leaves it to others whether there are more members. */
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
  const marks = room(words);
  if (!good) return;
  store<u32>(at, <u32>(marks - at), FLOW_MARKSAT);
  const list = node != 0 ? member(node, TEXT_MARKS, TEXT_MARKS_LENGTH) : 0;
  closed(node);
  memory.fill(marks, list == 0 ? 0xaa : 0, words);
  if (list == 0) return;
  mark(within(list, TEXT_CERTAIN, TEXT_CERTAIN_LENGTH), marks, 0);
  mark(within(list, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH), marks, 1);
  closed(list);
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
  let rule = <usize>load<u32>(LINK_RULES);
  for (let left = load<u32>(LINK_RULECOUNT); left != 0; left--) {
    if (is(node, <usize>load<u32>(rule, RULE_AT), load<u32>(rule, RULE_LENGTH))) return load<i32>(rule, RULE_SOURCE);
    rule += RULE_BYTES;
  }
  return -1;
}

/** All columns from the parts of the view they stand in. Facts are cells whether or not a column asks for them. */
function fill(view: usize, at: usize, count: u32): void {
  const args = part(member(view, TEXT_ARGS, TEXT_ARGS_LENGTH));
  const host = part(member(view, TEXT_HOST, TEXT_HOST_LENGTH));
  const facts = part(member(view, TEXT_FACTS, TEXT_FACTS_LENGTH));
  const principal = member(view, TEXT_PRINCIPAL, TEXT_PRINCIPAL_LENGTH);
  if (principal != 0) part(principal);
  const time = member(view, TEXT_TIME, TEXT_TIME_LENGTH);
  if (time != 0 && load<u32>(time, KIND) == OBJECT) good = false;
  if (!good) return;
  plain(host);
  plain(facts);
  if (principal != 0) plain(principal);
  if (time != 0) plain(time);
  const absent = member(view, TEXT_ABSENT, TEXT_ABSENT_LENGTH);
  let left: u32 = 0;
  for (let column = <usize>load<u32>(LINK_COLUMNS); count != 0 && good; count--) {
    cell(nodeAt(partOf(load<u32>(column, COLUMN_PART), args, host, facts, principal, time), <usize>load<u32>(column, COLUMN_PATH)), at);
    const fill = <usize>load<u32>(column, COLUMN_FILL);
    if (fill != 0 && load<u8>(at, CELL_TAG) == TAG_ABSENT) {
      if (isTold(absent, <usize>load<u32>(column, COLUMN_AT), load<u32>(column, COLUMN_LENGTH))) left++;
      else {
        const from = load<u32>(fill, FILL_PART);
        fillCell(fill, from == TEXT_PART ? textAt(fill) : nodeAt(partOf(from, args, host, facts, principal, time), <usize>load<u32>(fill, FILL_PATH)), at);
      }
    }
    column += COLUMN_BYTES;
    at += CELL_BYTES;
  }
  allTold(absent, left);
}

/** What a filling looks for that is no part of the view. */
const TEXT_PART: u32 = 6;

function partOf(number: u32, args: usize, host: usize, facts: usize, principal: usize, time: usize): usize {
  return number == 0 ? args : number == 1 ? host : number == 2 ? facts : number == 3 ? principal : number == 4 ? time : 0;
}

/** Fills a cell that the input left out, and does not tell to be absent. */
function fillCell(fill: usize, operand: usize, at: usize): void {
  store<u64>(at, TAG_UNKNOWN);
  filled(fill, operand, at);
}

/** The text that a filling has in place of a path. */
function textAt(fill: usize): usize {
  const name = <usize>load<u32>(fill, FILL_PATH) + NAMES_ENTRIES;
  return textNode(<usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH));
}

/** Whether a list tells a column by its key. */
function isTold(list: usize, key: usize, length: u32): bool {
  if (list == 0 || load<u32>(list, KIND) != ARRAY) return false;
  for (let child = <usize>load<u32>(list, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (is(child, key, length)) {
      store<u32>(child, 1, SEEN);
      return true;
    }
  }
  return false;
}

/** Of a list of columns that are absent: that each is one that would be filled, was left out, and is told once. */
function allTold(list: usize, count: u32): void {
  if (list == 0) return;
  if (load<u32>(list, KIND) != ARRAY || load<u32>(list, LENGTH) != count) good = false;
  else closed(list);
}

/** An object, or null where all of it is unknown. */
function part(node: usize): usize {
  if (node == 0 || (load<u32>(node, KIND) != OBJECT && load<u32>(node, KIND) != NULL)) good = false;
  return node;
}

/** That no object stands in an object or list: none is a value. */
function plain(node: usize): void {
  if (load<u32>(node, KIND) != OBJECT && load<u32>(node, KIND) != ARRAY) return;
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (load<u32>(child, KIND) == OBJECT) good = false;
    else plain(child);
  }
}

/** What stands at a path; a part that may be missing has nothing. Below anything but an object there is nothing; only where the whole part is unknown all of it is. */
function nodeAt(part: usize, names: usize): usize {
  let node = part;
  if (part != 0 && load<u32>(part, KIND) == OBJECT) {
    for (let index: u32 = 0; index < load<u32>(names, NAMES_COUNT) && node != 0; index++) {
      const name = names + NAMES_ENTRIES + <usize>index * NAME_BYTES;
      node = load<u32>(node, KIND) == OBJECT ? member(node, <usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH)) : 0;
    }
  }
  return node;
}

/** Marks lists of columns as open: each told by its column's key, or by that and the numbers of the items that lead to it. */
function openColumns(list: usize, cells: usize): void {
  if (list == 0) return;
  if (load<u32>(list, KIND) != ARRAY) good = false;
  for (let child = <usize>load<u32>(list, AT); child != 0 && good; child = <usize>load<u32>(child, NEXT)) {
    const key = keyOf(child);
    let column = <usize>load<u32>(LINK_COLUMNS);
    let at = cells;
    let left = good ? load<u32>(LINK_COLUMNCOUNT) : 0;
    while (left != 0 && !is(key, <usize>load<u32>(column, COLUMN_AT), load<u32>(column, COLUMN_LENGTH))) {
      column += COLUMN_BYTES;
      at += CELL_BYTES;
      left--;
    }
    if (left == 0) good = false;
    else openList(at, child);
  }
}

/** The text that tells of which cell an open list is. */
function keyOf(entry: usize): usize {
  const key = load<u32>(entry, KIND) == ARRAY ? <usize>load<u32>(entry, AT) : entry;
  if (key == 0) good = false;
  return key;
}

function openList(cell: usize, entry: usize): void {
  let at = cell;
  if (load<u32>(entry, KIND) == ARRAY) {
    for (let index = <usize>load<u32>(<usize>load<u32>(entry, AT), NEXT); index != 0 && good; index = <usize>load<u32>(index, NEXT)) at = itemAt(at, index);
  }
  if (good && load<u8>(at, CELL_TAG) == TAG_LIST) store<u8>(at, 1, CELL_FLAGS);
  else good = false;
}

function itemAt(list: usize, index: usize): usize {
  const number = load<u32>(index, KIND) == NUMBER ? numberOf(<usize>load<u32>(index, AT), load<u32>(index, LENGTH)) : -1;
  if (load<u8>(list, CELL_TAG) == TAG_LIST && number >= 0 && number < <f64>load<u32>(list, CELL_LENGTH) && nearest(number) == number) {
    return list + <usize>load<u32>(list, CELL_VALUE) + <usize>(<u32>number) * CELL_BYTES;
  }
  good = false;
  return list;
}

/** Whether a node is this text. */
function is(node: usize, text: usize, length: u32): bool {
  return load<u32>(node, KIND) == STRING && load<u32>(node, BROKEN) == 0 && load<u32>(node, LENGTH) == length && same(<usize>load<u32>(node, AT), text, length);
}

/** A cell: nothing is absent, null is unknown, and so is what is no value of the language. An object is never a value. */
export function cell(node: usize, at: usize): void {
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
    taken += length;
    if (taken > <u64>FRAME_MOST) good = false;
    store<u8>(at, TAG_STRING);
    store<u32>(at, length, CELL_LENGTH);
    store<u32>(at, <u32>(text - at), CELL_VALUE);
  } else if (kind == ARRAY) items(node, at);
}

function items(node: usize, at: usize): void {
  const length = load<u32>(node, LENGTH);
  let item = room(<u64>length * CELL_BYTES);
  if (!good) return;
  store<u8>(at, TAG_LIST);
  store<u32>(at, length, CELL_LENGTH);
  store<u32>(at, <u32>(item - at), CELL_VALUE);
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    cell(child, item);
    item += CELL_BYTES;
  }
}

/** The rows, whose list must be there even if it is empty. */
function rows(view: usize, frame: usize): void {
  const list = member(view, TEXT_ROWS, TEXT_ROWS_LENGTH);
  if (list == 0 || load<u32>(list, KIND) != ARRAY) good = false;
  store<u32>(frame, truth(member(view, TEXT_ROWS_OPEN, TEXT_ROWS_OPEN_LENGTH), 0, false), HEADER_ROWSOPEN);
  if (!good) return;
  const names = <usize>load<u32>(LINK_ROWCOLUMNS);
  const stride = ROW_END + <usize>load<u32>(names, NAMES_COUNT) * CELL_BYTES;
  const count = load<u32>(list, LENGTH);
  let at = room(<u64>count * stride);
  if (!good) return;
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
  const path = member(node, TEXT_PATH, TEXT_PATH_LENGTH);
  if (path == 0 || load<u32>(path, KIND) != STRING) good = false;
  const value = member(node, TEXT_VALUE, TEXT_VALUE_LENGTH);
  if (value != 0 && load<u32>(value, KIND) == OBJECT) good = false;
  if (value != 0) plain(value);
  cell(value, at);
  store<u32>(at, bits(member(node, TEXT_ROLES, TEXT_ROLES_LENGTH), LINK_ROLES), ROW_ROLES);
  store<u32>(at, bits(member(node, TEXT_WHO, TEXT_WHO_LENGTH), LINK_PRINCIPALS), ROW_WHO);
  store<u32>(at, number(member(node, TEXT_SHAPE, TEXT_SHAPE_LENGTH), LINK_SHAPES), ROW_SHAPE);
  const named = member(node, TEXT_NAMED, TEXT_NAMED_LENGTH);
  if (named == 0) good = false;
  store<u32>(at, truth(named, 2, true), ROW_NAMED);
  store<u32>(at, truth(member(node, TEXT_UNKNOWN, TEXT_UNKNOWN_LENGTH), 0, false), ROW_UNKNOWN);
  flow(member(node, TEXT_FLOW, TEXT_FLOW_LENGTH), at + ROW_FLOW);
  const facts = member(node, TEXT_FACTS, TEXT_FACTS_LENGTH);
  if (facts == 0 || load<u32>(facts, KIND) != OBJECT) good = false;
  if (!good) return;
  plain(facts);
  const absent = member(node, TEXT_ABSENT, TEXT_ABSENT_LENGTH);
  let left: u32 = 0;
  for (let index: u32 = 0; index < load<u32>(names, NAMES_COUNT) && good; index++) {
    const name = names + NAMES_ENTRIES + <usize>index * NAME_BYTES;
    const into = at + ROW_END + <usize>index * CELL_BYTES;
    cell(member(facts, <usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH)), into);
    const fill = <usize>load<u32>(<usize>load<u32>(LINK_ROWFILLS) + (<usize>index << 2));
    if (fill == 0 || load<u8>(into, CELL_TAG) != TAG_ABSENT) continue;
    if (isTold(absent, <usize>load<u32>(name, NAME_AT), load<u32>(name, NAME_LENGTH))) left++;
    else fillCell(fill, load<u32>(fill, FILL_PART) == TEXT_PART ? textAt(fill) : value, into);
  }
  allTold(absent, left);
  openRow(member(node, TEXT_OPEN, TEXT_OPEN_LENGTH), at);
  closed(node);
}

/** Marks lists of a row as open: of its value, or of row columns by their keys. */
function openRow(list: usize, at: usize): void {
  if (list == 0) return;
  if (load<u32>(list, KIND) != ARRAY) good = false;
  for (let child = <usize>load<u32>(list, AT); child != 0 && good; child = <usize>load<u32>(child, NEXT)) {
    const key = keyOf(child);
    if (!good) return;
    const index = find(key, LINK_ROWCOLUMNS);
    if (index >= 0) openList(at + ROW_END + <usize>index * CELL_BYTES, child);
    else if (is(key, TEXT_VALUE, TEXT_VALUE_LENGTH)) openList(at, child);
    else good = false;
  }
}
