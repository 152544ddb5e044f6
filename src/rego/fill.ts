// Columns that a host may leave out -> definitions that read its data in their place (`words/fill`), for those that a policy has.
// Knows no rules: a value's term is `filled` of its key, and its absence `filled_absent`.

import { CELL_LIST_MAX } from "../base/limits.js";
import { columnKey, rowColumnKey } from "../words/column.js";
import { fillOf } from "../words/fill.js";
import type { Fill, Operand } from "../words/fill.js";
import type { Manifest } from "../words/manifest.js";
import { array, comment, definition, literal, reference } from "./text.js";

/** The keys of columns, and of row columns, that are filled where they are left out. */
export function filledKeys(manifest: Manifest): { readonly columns: readonly string[]; readonly rowColumns: readonly string[] } {
  const { columns, rowColumns } = manifest.demand;
  return {
    columns: columns.flatMap((column) => (fillOf(column, manifest) === null ? [] : [columnKey(column)])),
    rowColumns: rowColumns.flatMap((column) => (fillOf(column, manifest) === null ? [] : [rowColumnKey(column)])),
  };
}

/** The definitions; nothing where no column is filled. */
export function fills(manifest: Manifest): readonly string[] {
  const { columns, rowColumns } = manifest.demand;
  const blocks = [
    ...columns.flatMap((column) => blocksOf(fillOf(column, manifest), columnKey(column))),
    ...rowColumns.flatMap((column) => blocksOf(fillOf(column, manifest), rowColumnKey(column))),
  ];
  return blocks.length === 0 ? [] : [[comment("What a view leaves out of external data, and of what lists and maps of it have, from this host's own data."), ...blocks].join("\n\n"), library];
}

function blocksOf(fill: Fill | null, key: string): readonly string[] {
  if (fill === null) return [];
  const { kind, entry, operand } = fill;
  const args = `(part, ${literal(key)})`;
  const data = `data[${literal(fill.pack)}]${reference("", [fill.name])}`;
  const fits = `fits_${entry.shape}(${data}, ${literal(entry.of)})`;
  const gives = (value: string, ...lines: readonly string[]): string => definition(`from_data${args} := ${value}`, [`left_out${args}`, fits, ...lines]);
  const absent = (...lines: readonly string[]): string => definition(`filled_absent${args}`, lines);
  const first = [`filled${args} := part.facts[${literal(key)}]`, absent(`told_absent${args}`)];
  if (operand === null || kind === "data") return [...first, gives(data)];
  const of = operandTerm(operand);
  const missing = operand.kind === "text" ? [] : [absent(`left_out${args}`, absentOperand(operand))];
  // A map has its own names alone, and whole numbers by their digits.
  if (kind === "lookup") return [...first, ...missing, gives(`${data}[key_of(${of})]`, `is_object(${data})`), absent(`left_out${args}`, fits, `object.get(${data}, [key_of(${of})], nothing) == nothing`)];
  return [
    ...first, ...missing,
    gives("true", `some item in ${data}`, `same(item, ${of})`),
    gives("false", `is_array(${data})`, `is_scalar(${of})`, `every item in ${data} { differ(item, ${of}) }`),
  ];
}

function operandTerm(operand: Operand): string {
  switch (operand.kind) {
    case "path": return reference("input", operand.path);
    case "row": return "part.value";
    case "text": return literal(operand.text);
  }
}

function absentOperand(operand: Exclude<Operand, { readonly kind: "text" }>): string {
  return operand.kind === "row" ? 'absent_in(part, ["value"])' : `absent(${array(operand.path.map(literal))})`;
}

const library = `filled(part, key) := short(from_data(part, key))

# A column that is neither given nor told to be absent.
left_out(part, key) if {
	is_object(part.facts)
	object.get(part.facts, [key], nothing) == nothing
	not told_absent(part, key)
}

told_absent(part, key) if key in object.get(part, "absent", [])

# Data is of the type that its package declares, through and through, or it is none.
fits_scalar(x, type) if is_of(x, type)

fits_list(x, type) if {
	is_array(x)
	every item in x { is_of(item, type) }
}

fits_map(x, type) if {
	is_object(x)
	every item in x { is_of(item, type) }
}

is_of(x, "string") if is_string(x)

is_of(x, "number") if number(x)

is_of(x, "boolean") if is_boolean(x)

is_of(x, "any") if {
	not is_null(x)
	not inexact(x)
}

inexact(x) if {
	is_number(x)
	not number(x)
}

inexact(x) if {
	is_composite(x)
	some path, value
	walk(x, [path, value])
	is_number(value)
	not number(value)
}

is_scalar(x) if is_string(x)

is_scalar(x) if is_boolean(x)

is_scalar(x) if number(x)

key_of(x) := x if is_string(x)

key_of(x) := format_int(x, 10) if {
	number(x)
	x == floor(x)
}

# A long list is cut, and may have more items.
short(x) := x if not long(x)

short(x) := array.slice(x, 0, ${CELL_LIST_MAX}) if long(x)

cut_short(part, key) if long(from_data(part, key))

long(x) if {
	is_array(x)
	count(x) > ${CELL_LIST_MAX}
}`;
