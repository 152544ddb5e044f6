// What a view must be, as docs/view.schema.json says it and modules read it: an input that is none has no answer but a refusal. OPA
// cannot see whether a member was there twice, or that a text was no Unicode.

import { columnKey, columnPath, rowColumnKey } from "../words/column.js";
import { secrecyLevels, trustLevels } from "../words/labels.js";
import { VIEW_VERSION } from "../words/manifest.js";
import type { Manifest } from "../words/manifest.js";
import { ops, sinkKinds } from "../words/ops.js";
import { edgeKinds, principals, roles, shapes } from "../words/provenance.js";
import { filledKeys } from "./fill.js";
import { array, comment, literal, set } from "./text.js";

/** The definition of `is_view`. */
export function viewCheck(manifest: Manifest): string {
  const { acts, demand, rules, tags } = manifest;
  const filled = filledKeys(manifest);
  return `${comment("What this bundle knows by name: the rest of what views speak of is the same for all.")}
known_acts := ${set(acts.map(({ name }) => name))}

known_tags := ${set(tags)}

known_sources := ${set(rules.flatMap(({ id, source }) => (source === undefined ? [] : [id])))}

columns := ${places(demand.columns.map((column) => [columnKey(column), columnPath(column)]))}

row_columns := ${places([["value", ["value"]], ...demand.rowColumns.map((column) => [rowColumnKey(column), ["facts", rowColumnKey(column)]] as const)])}

columns_filled := ${set(filled.columns)}

row_columns_filled := ${set(filled.rowColumns)}

${fixed}`;
}

function places(entries: readonly (readonly [string, readonly string[]])[]): string {
  return `{${entries.map(([key, path]) => `${literal(key)}: ${array(path.map(literal))}`).join(", ")}}`;
}

const fixed = `${comment("What is no view, or speaks of what this bundle does not know, is refused.")}
is_view if {
	has_only(input, view_members)
	input.version == ${VIEW_VERSION}
	input.op in ${set(ops)}
	is_tool(input.tool)
	are_words(input.sinks, ${set(sinkKinds)})
	are_words(input.acts, known_acts)
	is_part(input.args)
	is_part(input.host)
	plain(input.host)
	is_part(input.facts)
	plain(input.facts)
	is_part(object.get(input, "principal", {}))
	plain(object.get(input, "principal", {}))
	not is_object(object.get(input, "time", null))
	plain(object.get(input, "time", null))
	is_boolean(object.get(input, "rowsOpen", false))
	are_labels(object.get(input, "target", unknown_labels_given), label_members)
	has_only(object.get(input, "flows", {}), ${set(edgeKinds)})
	every flow in object.get(input, "flows", {}) { is_flow(flow) }
	is_array(input.rows)
	every row in input.rows { is_row(row) }
	tells_lists(object.get(input, "open", []), columns, input)
	tells_absent(object.get(input, "absent", []), columns_filled, input.facts)
}

view_members := {"version", "op", "tool", "sinks", "acts", "args", "host", "principal", "time", "facts", "rows", "rowsOpen", "target", "flows", "open", "absent"}

label_members := {"trust", "secrecy", "tags", "unknown"}

row_members := {"path", "value", "roles", "who", "shape", "named", "unknown", "flow", "facts", "open", "absent"}

unknown_labels_given := {"trust": ${literal(trustLevels[0])}, "secrecy": ${literal(secrecyLevels[0])}, "tags": [], "unknown": true}

is_tool(null)

is_tool(x) if is_string(x)

is_part(null)

is_part(x) if is_object(x)

has_only(part, members) if {
	is_object(part)
	count(object.keys(part) - members) == 0
}

are_words(list, words) if {
	is_array(list)
	every word in list { word in words }
}

# No object stands in it.
plain(x) if not nested(x)

nested(x) if {
	some part in x
	is_composite(part)
	some path, value
	walk(part, [path, value])
	is_object(value)
}

is_composite(x) if is_object(x)

is_composite(x) if is_array(x)

are_labels(part, members) if {
	has_only(part, members)
	part.trust in ${set(trustLevels)}
	part.secrecy in ${set(secrecyLevels)}
	are_words(part.tags, known_tags)
	is_boolean(object.get(part, "unknown", false))
}

is_flow(flow) if {
	are_labels(flow, label_members | {"marks"})
	marks := object.get(flow, "marks", {})
	has_only(marks, {"certain", "unknown"})
	every list in marks { are_words(list, known_sources) }
}

is_row(row) if {
	has_only(row, row_members)
	is_string(row.path)
	not is_object(object.get(row, "value", null))
	plain(object.get(row, "value", null))
	are_words(row.roles, ${set(roles)})
	are_words(row.who, ${set(principals)})
	row.shape in ${set(shapes)}
	row.named in {true, false, null}
	is_boolean(object.get(row, "unknown", false))
	is_flow(object.get(row, "flow", unknown_labels_given))
	is_object(row.facts)
	plain(row.facts)
	tells_lists(object.get(row, "open", []), row_columns, row)
	tells_absent(object.get(row, "absent", []), row_columns_filled, row.facts)
}

# Each list that is told to be open is one, by its name and the numbers of the items that lead to it.
tells_lists(told, names, part) if {
	is_array(told)
	every entry in told {
		path := path_of(entry)
		is_array(object.get(part, array.concat(names[path[0]], array.slice(path, 1, count(path))), null))
	}
}

# Each column that is told to be absent would else be filled, was left out, and is told once.
tells_absent(told, names, part) if {
	is_array(told)
	count(told) == count({name | some name in told})
	every name in told {
		name in names
		object.get(part, [name], nothing) == nothing
	}
}`;
