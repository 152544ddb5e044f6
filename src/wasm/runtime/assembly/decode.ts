// The JSON form of a view becomes a frame. What has a wrong type, names what the bundle does not know, has members that it must
// not have or lacks one that it must have gives no frame, and so a refusal: docs/view.schema.json says the same. What may be
// missing is absent (columns) or unknown (labels, marks). Texts stay where the input has them.

import { alloc } from "./memory";
import { counted, isCounted, nameAt, same, start } from "./cell";
import { filled, hostData, textNode } from "./fill";
import { member, placed } from "./member";
import { numberOf } from "./number";
import { ARRAY, AT, BOOLEAN, BROKEN, KIND, LENGTH, NEXT, NULL, NUMBER, OBJECT, SEEN, STRING } from "./json";
import {
  CELL_LENGTH, CELL_VALUE, CELL_BYTES, TAG_UNKNOWN, TAG_ABSENT, TAG_BOOLEAN, TAG_NUMBER, TAG_STRING, TAG_LIST, CELL_FLAGS, CELL_TAG, FRAME_MAGIC, FRAME_MOST, VIEW_VERSION, QUESTION_DECIDE,
  HEADER_MAGIC, HEADER_QUESTION, HEADER_OP, HEADER_TOOL, HEADER_SINKS, HEADER_ACTS, HEADER_MOREACTS, HEADER_SELF, HEADER_FLOWS, HEADER_COLUMNS, HEADER_ROWS,
  HEADER_ROWSAT, HEADER_ROWSOPEN, HEADER_END, FLOW_MARKSAT, FLOW_BYTES, LABELS_TRUST, LABELS_SECRECY, LABELS_UNKNOWN, LABELS_TAGS,
  ROW_ROLES, ROW_WHO, ROW_SHAPE, ROW_NAMED, ROW_UNKNOWN, ROW_FLOW, ROW_END,
  LINK_OPS, LINK_SINKS, LINK_ACTS, LINK_TAGS, LINK_TOOLS, LINK_ROLES, LINK_PRINCIPALS, LINK_SHAPES, LINK_TRUST, LINK_SECRECY,
  WITH_FILLS, WITH_SOURCES, COUNTED_LONG, LINK_COLUMNS, LINK_COLUMNCOUNT, LINK_ROWCOLUMNS, LINK_RULES, LINK_SOURCES, LINK_MARKWORDS,
  NAMES_COUNT, NAMES_ENTRIES, COLUMN_PART, COLUMN_PATH, COLUMN_KEY, COLUMN_FILL, COLUMN_BYTES, FILL_PART, FILL_PATH, LINK_ROWFILLS,
  RULE_PREFIX, RULE_REST, RULE_WORD, LINK_PREFIXES, PAIRS_COUNT, PAIRS_ENTRIES, PAIR_RULE, PAIR_OF, PAIR_BYTES,
  LINK_VIEWPLACES, LINK_FLOWSPLACES, LINK_LABELSPLACES, LINK_MARKSPLACES, LINK_ROWPLACES,
  NAMES_OF_VIEW, NAMES_OF_VIEW_COUNT, NAMES_OF_LABELS, NAMES_OF_LABELS_COUNT, NAMES_OF_FLOW, NAMES_OF_FLOW_COUNT, NAMES_OF_FLOWS, NAMES_OF_FLOWS_COUNT,
  NAMES_OF_MARKS, NAMES_OF_MARKS_COUNT, NAMES_OF_ROW, NAMES_OF_ROW_COUNT,
  IN_VIEW_VERSION, IN_VIEW_OP, IN_VIEW_TOOL, IN_VIEW_SINKS, IN_VIEW_ACTS, IN_VIEW_TARGET, IN_VIEW_FLOWS, IN_VIEW_ARGS, IN_VIEW_HOST, IN_VIEW_FACTS, IN_VIEW_OPEN,
  IN_VIEW_ABSENT, IN_VIEW_ROWS, IN_VIEW_ROWSOPEN, IN_VIEW_PRINCIPAL, IN_VIEW_TIME, IN_FLOW_TRUST, IN_FLOW_SECRECY, IN_FLOW_TAGS, IN_FLOW_UNKNOWN, IN_FLOW_MARKS,
  IN_FLOWS_VALUE, IN_FLOWS_CONTEXT, IN_FLOWS_DECLARED, IN_MARKS_CERTAIN, IN_MARKS_UNKNOWN, IN_ROW_PATH, IN_ROW_VALUE, IN_ROW_ROLES, IN_ROW_WHO, IN_ROW_SHAPE,
  IN_ROW_NAMED, IN_ROW_UNKNOWN, IN_ROW_FLOW, IN_ROW_FACTS, IN_ROW_OPEN, IN_ROW_ABSENT, TEXT_VALUE,
} from "./offsets.generated";

/** Whether all so far was as it must be. */
let good: bool = true;
/** Bytes that the frame takes, texts counted as if they were copied. */
let taken: u64 = 0;

/** The frame of a view's tree, or 0; columns that it leaves out may stand in the host's data. */
export function decodeView(view: usize, data: usize): usize {
  hostData(data);
  good = view != 0 && placed(view, NAMES_OF_VIEW, LINK_VIEWPLACES, NAMES_OF_VIEW_COUNT);
  if (!good) return 0;
  taken = 0;
  version(viewMember(IN_VIEW_VERSION));
  if (!good) return 0;
  const columns = load<u32>(LINK_COLUMNCOUNT);
  const frame = (room(HEADER_END + <usize>columns * CELL_BYTES + 8) + 15) & ~15;
  for (let word: usize = 0; word < HEADER_END; word += 8) store<u64>(frame + word, 0);
  store<u32>(frame, FRAME_MAGIC, HEADER_MAGIC);
  store<u32>(frame, QUESTION_DECIDE, HEADER_QUESTION);
  store<u32>(frame, number(viewMember(IN_VIEW_OP), LINK_OPS), HEADER_OP);
  store<i32>(frame, tool(viewMember(IN_VIEW_TOOL)), HEADER_TOOL);
  bits(viewMember(IN_VIEW_SINKS), LINK_SINKS, frame + HEADER_SINKS);
  bits(viewMember(IN_VIEW_ACTS), LINK_ACTS, frame + HEADER_ACTS);
  const target = viewMember(IN_VIEW_TARGET);
  labels(target, frame + HEADER_SELF, NAMES_OF_LABELS, NAMES_OF_LABELS_COUNT);
  const flows = viewMember(IN_VIEW_FLOWS);
  if (flows != 0 && !placed(flows, NAMES_OF_FLOWS, LINK_FLOWSPLACES, NAMES_OF_FLOWS_COUNT)) good = false;
  flow(flowOf(flows, IN_FLOWS_VALUE), frame + HEADER_FLOWS);
  flow(flowOf(flows, IN_FLOWS_CONTEXT), frame + HEADER_FLOWS + FLOW_BYTES);
  flow(flowOf(flows, IN_FLOWS_DECLARED), frame + HEADER_FLOWS + 2 * FLOW_BYTES);
  store<u32>(frame, columns, HEADER_COLUMNS);
  fill(frame + HEADER_END, columns);
  openColumns(viewMember(IN_VIEW_OPEN), frame + HEADER_END);
  rows(frame);
  return good ? frame : 0;
}

/** A member of the view, or 0. */
function viewMember(place: usize): usize {
  return <usize>load<u32>(LINK_VIEWPLACES + place);
}

/** A member of the flows, or 0: they may be missing. */
function flowOf(flows: usize, place: usize): usize {
  return flows == 0 ? 0 : <usize>load<u32>(LINK_FLOWSPLACES + place);
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

/** The number of a text among names; what is not there is refused. */
function number(node: usize, table: usize): u32 {
  const at = node == 0 ? -1 : find(node, table);
  if (at < 0) good = false;
  return <u32>at;
}

function find(node: usize, table: usize): i32 {
  if (!isText(node)) return -1;
  const text = <usize>load<u32>(node, AT);
  const length = load<u32>(node, LENGTH);
  let name = <usize>load<u32>(table);
  const count = <i32>load<u32>(name, NAMES_COUNT);
  name += NAMES_ENTRIES;
  for (let index = 0; index < count; index++) {
    let size = <u32>load<u8>(name++);
    if (size == COUNTED_LONG) {
      size = load<u32>(name);
      name += 4;
    }
    if (size == length && same(name, text, length)) return index;
    name += size;
  }
  return -1;
}

/** A tool that the bundle does not know has no binding, and null is none. */
function tool(node: usize): i32 {
  if (node != 0 && load<u32>(node, KIND) == NULL) return -1;
  if (node == 0 || load<u32>(node, KIND) != STRING) good = false;
  return good ? find(node, LINK_TOOLS) : -1;
}

/** Names as bits of a word; acts behind the first 32 have words of the header that stand elsewhere. */
function bits(node: usize, table: usize, into: usize): void {
  if (node == 0 || load<u32>(node, KIND) != ARRAY) {
    good = false;
    return;
  }
  for (let child = <usize>load<u32>(node, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    const name = number(child, table);
    if (!good) return;
    const at = name < 32 ? into : into + (HEADER_MOREACTS - HEADER_ACTS - 4) + (<usize>(name >> 5) << 2);
    store<u32>(at, load<u32>(at) | (1 << (name & 31)));
  }
}

/** A truth that is `otherwise` where it is missing; null is 2 where unknown is allowed. */
function truth(node: usize, otherwise: u32, unknown: bool): u32 {
  if (node == 0) return otherwise;
  const kind = load<u32>(node, KIND);
  if (kind == NULL && unknown) return 2;
  if (kind != BOOLEAN) good = false;
  return load<u32>(node, LENGTH);
}

/** Labels, which have these members; those that are missing may be anything. */
function labels(node: usize, at: usize, names: usize, count: u32): void {
  store<u64>(at, 0);
  if (node == 0) {
    store<u8>(at, 1, LABELS_UNKNOWN);
    return;
  }
  if (!placed(node, names, LINK_LABELSPLACES, count)) {
    good = false;
    return;
  }
  store<u8>(at, <u8>number(<usize>load<u32>(LINK_LABELSPLACES + IN_FLOW_TRUST), LINK_TRUST), LABELS_TRUST);
  store<u8>(at, <u8>number(<usize>load<u32>(LINK_LABELSPLACES + IN_FLOW_SECRECY), LINK_SECRECY), LABELS_SECRECY);
  store<u8>(at, <u8>truth(<usize>load<u32>(LINK_LABELSPLACES + IN_FLOW_UNKNOWN), 0, false), LABELS_UNKNOWN);
  bits(<usize>load<u32>(LINK_LABELSPLACES + IN_FLOW_TAGS), LINK_TAGS, at + LABELS_TAGS);
}

/** Labels with marks; marks that are missing are unknown of every source. */
function flow(node: usize, at: usize): void {
  labels(node, at, NAMES_OF_FLOW, NAMES_OF_FLOW_COUNT);
  const words = <usize>load<u32>(LINK_MARKWORDS) << 2;
  const marks = room(words);
  if (!good) return;
  store<u32>(at, <u32>(marks - at), FLOW_MARKSAT);
  const list = node != 0 ? <usize>load<u32>(LINK_LABELSPLACES + IN_FLOW_MARKS) : 0;
  for (let word: usize = 0; word < words; word += 4) store<u32>(marks + word, list == 0 ? 0xaaaaaaaa : 0);
  if (list == 0) return;
  if (!placed(list, NAMES_OF_MARKS, LINK_MARKSPLACES, NAMES_OF_MARKS_COUNT)) good = false;
  mark(<usize>load<u32>(LINK_MARKSPLACES + IN_MARKS_CERTAIN), marks, 0);
  mark(<usize>load<u32>(LINK_MARKSPLACES + IN_MARKS_UNKNOWN), marks, 1);
}

/** Sets the bits of the rules that a list names, where there are any that may be named. */
function mark(list: usize, marks: usize, bit: u32): void {
  if (list == 0 || !good) return;
  if (load<u32>(list, KIND) != ARRAY) good = false;
  else if (load<u32>(list, LENGTH) != 0) {
    if (WITH_SOURCES && load<u32>(LINK_MARKWORDS) != 0) rt_mark(list, marks, bit);
    else good = false;
  }
}

/** Sets the bits of the rules that a list names. */
export function rt_mark(list: usize, marks: usize, bit: u32): void {
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
  let pair = <usize>load<u32>(LINK_SOURCES);
  const rules = <usize>load<u32>(LINK_RULES);
  for (let left = load<u32>(pair, PAIRS_COUNT); left != 0; left--) {
    if (isRule(node, <usize>load<u32>(rules + <usize>load<u32>(pair, PAIRS_ENTRIES + PAIR_RULE) * RULE_WORD))) return load<i32>(pair, PAIRS_ENTRIES + PAIR_OF);
    pair += PAIR_BYTES;
  }
  return -1;
}

/** Whether a node is the id of a rule: what it begins with, and the rest. */
function isRule(node: usize, rule: usize): bool {
  if (!isText(node)) return false;
  const prefix = counted(nameAt(<usize>load<u32>(LINK_PREFIXES), load<u8>(rule, RULE_PREFIX)));
  const text = <usize>load<u32>(node, AT);
  const length = load<u32>(node, LENGTH);
  return length >= prefix && same(start, text, prefix) && isCounted(rule + RULE_REST, text + prefix, length - prefix);
}

/** All columns from the parts of the view they stand in. Facts are cells whether or not a column asks for them. */
function fill(at: usize, count: u32): void {
  part(viewMember(IN_VIEW_ARGS));
  const host = part(viewMember(IN_VIEW_HOST));
  const facts = part(viewMember(IN_VIEW_FACTS));
  const principal = viewMember(IN_VIEW_PRINCIPAL);
  if (principal != 0) part(principal);
  const time = viewMember(IN_VIEW_TIME);
  if (time != 0 && load<u32>(time, KIND) == OBJECT) good = false;
  if (!good) return;
  plain(host);
  plain(facts);
  if (principal != 0) plain(principal);
  if (time != 0) plain(time);
  const absent = viewMember(IN_VIEW_ABSENT);
  let left: u32 = 0;
  for (let column = <usize>load<u32>(LINK_COLUMNS); count != 0 && good; count--) {
    cell(nodeAt(load<u32>(column, COLUMN_PART), <usize>load<u32>(column, COLUMN_PATH)), at);
    if (WITH_FILLS && load<u32>(column, COLUMN_FILL) != 0 && load<u8>(at, CELL_TAG) == TAG_ABSENT) left += rt_fill_column(column, absent, at);
    column += COLUMN_BYTES;
    at += CELL_BYTES;
  }
  allTold(absent, left);
}

/** The member that stands for a text of the filling's own. */
const TEXT_PART: u32 = <u32>IN_VIEW_VERSION >> 2;

/** Fills the cell of a column as `rt_fill` does. */
export function rt_fill_column(column: usize, absent: usize, at: usize): u32 {
  const fill = <usize>load<u32>(column, COLUMN_FILL);
  return rt_fill(fill, nodeAt(load<u8>(fill, FILL_PART), <usize>load<u32>(fill, FILL_PATH)), <usize>load<u32>(column, COLUMN_KEY), absent, at);
}

/** Fills a cell that the input left out, unless its key is told to be absent: 1 where it is, else 0. */
export function rt_fill(fill: usize, operand: usize, key: usize, absent: usize, at: usize): u32 {
  if (isTold(absent, key)) return 1;
  store<u64>(at, TAG_UNKNOWN);
  filled(fill, load<u8>(fill, FILL_PART) == TEXT_PART ? textAt(fill) : operand, at);
  return 0;
}

/** The text that a filling has in place of a path. */
function textAt(fill: usize): usize {
  const length = counted(<usize>load<u32>(fill, FILL_PATH) + NAMES_ENTRIES);
  return textNode(start, length);
}

/** Whether a list tells a column by its key. */
function isTold(list: usize, key: usize): bool {
  if (list == 0 || load<u32>(list, KIND) != ARRAY) return false;
  for (let child = <usize>load<u32>(list, AT); child != 0; child = <usize>load<u32>(child, NEXT)) {
    if (is(child, key)) {
      store<u32>(child, 1, SEEN);
      return true;
    }
  }
  return false;
}

/** Of a list of columns that are absent: that each is one that would be filled, was left out, and is told once. */
function allTold(list: usize, count: u32): void {
  if (list == 0) return;
  if (load<u32>(list, KIND) != ARRAY || load<u32>(list, LENGTH) != count) {
    good = false;
    return;
  }
  for (let child = <usize>load<u32>(list, AT); child != 0; child = <usize>load<u32>(child, NEXT)) if (load<u32>(child, SEEN) == 0) good = false;
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

/** What stands at a path in the part of a number; a part that may be missing has nothing. Below anything but an object there is nothing; only where the whole part is unknown all of it is. */
function nodeAt(number: u32, names: usize): usize {
  let node = viewMember(<usize>number << 2);
  if (node != 0 && load<u32>(node, KIND) == OBJECT) {
    let name = names + NAMES_ENTRIES;
    for (let left = load<u32>(names, NAMES_COUNT); left != 0 && node != 0; left--) {
      const length = counted(name);
      name = start + length;
      node = load<u32>(node, KIND) == OBJECT ? member(node, start, length) : 0;
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
    while (left != 0 && !is(key, <usize>load<u32>(column, COLUMN_KEY))) {
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

/** Whether a node is this counted text. */
function is(node: usize, text: usize): bool {
  return isText(node) && isCounted(text, <usize>load<u32>(node, AT), load<u32>(node, LENGTH));
}

function isText(node: usize): bool {
  return load<u32>(node, KIND) == STRING && load<u32>(node, BROKEN) == 0;
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
    if (!isExact(value)) return;
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

/** Whether a number is as it was written: what is endless counts as a whole number. */
export function isExact(value: f64): bool {
  return abs(value) <= 9007199254740991 || nearest(value) != value;
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
function rows(frame: usize): void {
  const list = viewMember(IN_VIEW_ROWS);
  if (list == 0 || load<u32>(list, KIND) != ARRAY) good = false;
  store<u32>(frame, truth(viewMember(IN_VIEW_ROWSOPEN), 0, false), HEADER_ROWSOPEN);
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
  if (!placed(node, NAMES_OF_ROW, LINK_ROWPLACES, NAMES_OF_ROW_COUNT)) {
    good = false;
    return;
  }
  const path = <usize>load<u32>(LINK_ROWPLACES + IN_ROW_PATH);
  if (path == 0 || load<u32>(path, KIND) != STRING) good = false;
  const value = <usize>load<u32>(LINK_ROWPLACES + IN_ROW_VALUE);
  if (value != 0 && load<u32>(value, KIND) == OBJECT) good = false;
  if (value != 0) plain(value);
  cell(value, at);
  store<u64>(at, 0, ROW_ROLES);
  bits(<usize>load<u32>(LINK_ROWPLACES + IN_ROW_ROLES), LINK_ROLES, at + ROW_ROLES);
  bits(<usize>load<u32>(LINK_ROWPLACES + IN_ROW_WHO), LINK_PRINCIPALS, at + ROW_WHO);
  store<u32>(at, number(<usize>load<u32>(LINK_ROWPLACES + IN_ROW_SHAPE), LINK_SHAPES), ROW_SHAPE);
  const named = <usize>load<u32>(LINK_ROWPLACES + IN_ROW_NAMED);
  if (named == 0) good = false;
  store<u32>(at, truth(named, 2, true), ROW_NAMED);
  store<u32>(at, truth(<usize>load<u32>(LINK_ROWPLACES + IN_ROW_UNKNOWN), 0, false), ROW_UNKNOWN);
  flow(<usize>load<u32>(LINK_ROWPLACES + IN_ROW_FLOW), at + ROW_FLOW);
  const facts = <usize>load<u32>(LINK_ROWPLACES + IN_ROW_FACTS);
  if (facts == 0 || load<u32>(facts, KIND) != OBJECT) good = false;
  if (!good) return;
  plain(facts);
  const absent = <usize>load<u32>(LINK_ROWPLACES + IN_ROW_ABSENT);
  let left: u32 = 0;
  let key = names + NAMES_ENTRIES;
  for (let index: u32 = 0; index < load<u32>(names, NAMES_COUNT) && good; index++) {
    const length = counted(key);
    const into = at + ROW_END + <usize>index * CELL_BYTES;
    cell(member(facts, start, length), into);
    const fill = <usize>load<u32>(<usize>load<u32>(LINK_ROWFILLS) + (<usize>index << 2));
    if (WITH_FILLS && fill != 0 && load<u8>(into, CELL_TAG) == TAG_ABSENT) left += rt_fill(fill, value, key, absent, into);
    counted(key);
    key = start + length;
  }
  allTold(absent, left);
  openRow(<usize>load<u32>(LINK_ROWPLACES + IN_ROW_OPEN), at);
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
    else if (is(key, TEXT_VALUE)) openList(at, child);
    else good = false;
  }
}
