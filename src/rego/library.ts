// What every package in Rego ends with: the words of the language as functions over the view. Fixed text, but for the tables of the
// vocabulary. Everything here is true or undefined; what is unknown is undefined, and what is absent is asked for by name.

import { trustLevels, secrecyLevels } from "../words/labels.js";
import { literal } from "./text.js";

/** The definitions that rules use. */
export const library: string = `# The words of rules. Comparisons hold of what is known alone: of null, of an object, of a number that is no double or as an
# integer past 2^53, neither one nor its opposite holds.

number(x) if {
	is_number(x)
	abs(x) < 9007199254740991.5
}

known(x) if is_string(x)

known(x) if is_boolean(x)

known(x) if is_array(x)

known(x) if number(x)

same(a, b) if {
	is_string(a)
	a == b
}

same(a, b) if {
	is_boolean(a)
	a == b
}

same(a, b) if {
	number(a)
	a == b
}

differ(a, b) if {
	is_string(a)
	is_string(b)
	a != b
}

differ(a, b) if {
	is_boolean(a)
	is_boolean(b)
	a != b
}

differ(a, b) if {
	number(a)
	number(b)
	a != b
}

shares(list, wanted) if {
	some x in list
	x in wanted
}

# What no JSON holds.
nothing := {"nothing"}

# Whether the view has no value there. A part that is null as a whole is unknown, not absent.
absent(path) if object.get(input, [path[0]], nothing) == nothing

absent(path) if {
	is_object(input[path[0]])
	absent_in(input[path[0]], array.slice(path, 1, count(path)))
}

absent_in(part, path) if {
	is_object(part)
	object.get(part, path, nothing) == nothing
}

# Lists that may have more items than are given, by their names and the numbers of the items that lead to them.
open_lists := open_lists_of(input)

open_lists_of(part) := {open |
	some told in object.get(part, "open", [])
	open := path_of(told)
}

path_of(told) := [told] if is_string(told)

path_of(told) := told if is_array(told)

unbound if {
	not input.tool in tools
	input.op != "RESPOND"
}

# Labels: more taint is a greater number. Where \`unknown\`, there may be more taint than is known.
unknown_labels := {"trust": 0, "secrecy": 0, "tags": [], "unknown": true}

taints := {"trust": ${table(trustLevels)}, "secrecy": ${table(secrecyLevels)}}

labels_of(part) := {
	"trust": taints.trust[part.trust], "secrecy": taints.secrecy[part.secrecy],
	"tags": part.tags, "unknown": object.get(part, "unknown", false),
}

labels_at(part, name) := labels_of(part[name])

labels_at(part, name) := unknown_labels if object.get(part, [name], nothing) == nothing

labels_of_target := labels_at(input, "target")

flows := object.get(input, "flows", {})

labels_through_value := labels_at(flows, "value")

labels_through_context := labels_at(flows, "context")

labels_through_declared := labels_at(flows, "declared")

labels_through_any := {
	"trust": max([labels_through_value.trust, labels_through_context.trust, labels_through_declared.trust]),
	"secrecy": max([labels_through_value.secrecy, labels_through_context.secrecy, labels_through_declared.secrecy]),
	"tags": array.concat(labels_through_value.tags, array.concat(labels_through_context.tags, labels_through_declared.tags)),
	"unknown": true in {labels_through_value.unknown, labels_through_context.unknown, labels_through_declared.unknown},
}

labels_of_row(null) := unknown_labels

labels_of_row(row) := labels_at(row, "flow") if whole_row(row)

labels_of_row(row) := object.union(labels_at(row, "flow"), {"unknown": true}) if row.unknown == true

# Every level that may be is one of these.
trust_within(labels, levels) if within(taints.trust, labels.trust, labels.unknown, levels)

secrecy_within(labels, levels) if within(taints.secrecy, labels.secrecy, labels.unknown, levels)

within(taint_of, taint, false, levels) if {
	some level in levels
	taint_of[level] == taint
}

within(taint_of, taint, true, levels) if count({level | some level, of in taint_of; of >= taint} - levels) == 0

tagged(labels, tag) if tag in labels.tags

untagged(labels, tag) if {
	labels.unknown == false
	not tag in labels.tags
}

# A row that could be computed whole; null stands for those that were not seen.
whole_row(row) if {
	is_object(row)
	object.get(row, "unknown", false) == false
}

# Marks of the rules whose sources came. Where there are none, any may have come.
marked(flow, rule) if rule in flow.marks.certain

unmarked(flow, rule) if {
	is_object(flow.marks)
	not rule in object.get(flow.marks, "certain", [])
	not rule in object.get(flow.marks, "unknown", [])
}`;

function table(levels: readonly string[]): string {
  return `{${levels.map((level, taint) => `${literal(level)}: ${taint}`).join(", ")}}`;
}
