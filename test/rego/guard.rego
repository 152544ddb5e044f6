# Written by interdict from guard. Input: docs/view.schema.json.
package interdict

# Rules in the order of their verdicts.
rules := [{"id": "guard.copies-out", "kind": "unary"}, {"id": "guard.keys", "kind": "unary"}, {"id": "guard.secrets", "kind": "relational"}, {"id": "guard.strangers", "kind": "unary"}, {"id": "guard.told", "kind": "relational"}, {"id": "guard.unlocked", "kind": "host"}]

tools := {"read", "send"}

default decide := {"effect": "deny", "verdicts": [{"rule": "interdict.input", "effect": "deny", "unknown": true, "observe": false, "row": -1}]}

decide := answer({"unary", "relational", "host"}) if is_view

default unary := {"effect": "deny", "verdicts": [{"rule": "interdict.input", "effect": "deny", "unknown": true, "observe": false, "row": -1}]}

unary := answer({"unary"}) if is_view

default relational := {"effect": "deny", "verdicts": [{"rule": "interdict.input", "effect": "deny", "unknown": true, "observe": false, "row": -1}]}

relational := answer({"relational"}) if is_view

default host := {"effect": "deny", "verdicts": [{"rule": "interdict.input", "effect": "deny", "unknown": true, "observe": false, "row": -1}]}

host := answer({"host"}) if is_view

answer(kinds) := object.union({"effect": strictest(verdicts), "verdicts": verdicts}, resting(kinds)) if {
	all := said
	verdicts := [all[rule.id] | some rule in rules; rule.kind in kinds]
}

effects := ["allow", "warn", "redact", "correct", "ask", "deny", "rollback"]

strictest(verdicts) := effects[max({0} | {number |
	some verdict in verdicts
	verdict.observe == false
	some number, effect in effects
	effect == verdict.effect
})]

resting(kinds) := {"inactive": ids} if {
	ids := [rule.id | some rule in rules; rule.kind in kinds; rule.id in inactive]
	count(ids) > 0
}

resting(kinds) := {} if {
	every rule in rules { not resting_rule(kinds, rule) }
}

resting_rule(kinds, rule) if {
	rule.kind in kinds
	rule.id in inactive
}

# Rules that read a fact which the runtime does not provide.
inactive contains "guard.unlocked" if absent(["host", "locked"])

# unary ask guard.copies-out: copies stay in the office
said["guard.copies-out"] := {"rule": "guard.copies-out", "effect": "ask", "unknown": false, "observe": false, "row": -1} if guard_copies_out_fires

said["guard.copies-out"] := {"rule": "guard.copies-out", "effect": "ask", "unknown": true, "observe": false, "row": -1} if {
	not guard_copies_out_fires
	not guard_copies_out_ruled_out
}

guard_copies_out_fires if {
	input.tool in {"send"}
	guard_copies_out_is_true
}

guard_copies_out_ruled_out if not input.tool in {"send"}

guard_copies_out_ruled_out if {
	is_array(input.args.copies)
	not ["args.copies"] in open_lists
	every x5 in input.args.copies {
		x5 in {"ana@office.example", "bo@office.example"}
	}
	is_array(input.args.copies)
	some x7 in input.args.copies
	differ(x7, input.args.to)
}

guard_copies_out_is_true if {
	is_array(input.args.copies)
	some x1 in input.args.copies
	is_string(x1)
	not x1 in {"ana@office.example", "bo@office.example"}
}

guard_copies_out_is_true if {
	is_array(input.args.copies)
	not ["args.copies"] in open_lists
	every x3 in input.args.copies {
		same(x3, input.args.to)
	}
}

# unary warn guard.keys: private keys are read, on unknown skip
said["guard.keys"] := {"rule": "guard.keys", "effect": "warn", "unknown": false, "observe": false, "row": -1} if guard_keys_fires

said["guard.keys"] := {"rule": "guard.keys", "effect": "warn", "unknown": true, "observe": false, "row": -1} if {
	not guard_keys_fires
	guard_keys_may_fire
}

guard_keys_fires if guard_keys_may_fire

guard_keys_may_fire if {
	input.op in {"READ"}
	guard_keys_is_true
}

guard_keys_is_true if {
	is_string(input.facts["path(args.path)"])
	regex.match(`^~/\.ssh/(?:[^/]*/)*$`, concat("", [input.facts["path(args.path)"], "/"]))
}

guard_keys_is_true if {
	is_string(input.facts["path(args.path)"])
	regex.match(`^(?:[^/]*/)*[^/]*\.pem/$`, concat("", [input.facts["path(args.path)"], "/"]))
}

guard_keys_is_true if {
	is_string(input.args.path)
	endswith(input.args.path, ".key")
}

# relational deny guard.secrets: secrets stay here
said["guard.secrets"] := {"rule": "guard.secrets", "effect": "deny", "unknown": false, "observe": false, "row": -1} if guard_secrets_fires

said["guard.secrets"] := {"rule": "guard.secrets", "effect": "deny", "unknown": true, "observe": false, "row": -1} if {
	not guard_secrets_fires
	not guard_secrets_ruled_out
}

guard_secrets_fires if {
	shares(input.sinks, {"message"})
	marked(input.flows.value, "guard.secrets")
	trust_within(labels_through_value, {"low", "medium"})
}

guard_secrets_ruled_out if not shares(input.sinks, {"message"})

guard_secrets_ruled_out if unmarked(input.flows.value, "guard.secrets")

guard_secrets_ruled_out if trust_within(labels_through_value, {"high"})

# unary deny guard.strangers: only offices are written to
said["guard.strangers"] := {"rule": "guard.strangers", "effect": "deny", "unknown": false, "observe": false, "row": -1} if guard_strangers_fires

said["guard.strangers"] := {"rule": "guard.strangers", "effect": "deny", "unknown": true, "observe": false, "row": -1} if {
	not guard_strangers_fires
	not guard_strangers_ruled_out
}

guard_strangers_fires if {
	shares(input.sinks, {"message"})
	is_string(input.args.to)
	not input.args.to in {"ana@office.example", "bo@office.example"}
	input.facts["approved(sink)"] == false
}

guard_strangers_ruled_out if not shares(input.sinks, {"message"})

guard_strangers_ruled_out if input.args.to in {"ana@office.example", "bo@office.example"}

guard_strangers_ruled_out if input.facts["approved(sink)"] == true

# relational ask guard.told: whose words it was
said["guard.told"] := {"rule": "guard.told", "effect": "ask", "unknown": false, "observe": false, "row": rows[0]} if rows := [at | some at, row in input.rows; guard_told_fires(row)]

said["guard.told"] := {"rule": "guard.told", "effect": "ask", "unknown": true, "observe": false, "row": rows[0]} if {
	count([at | some at, row in input.rows; guard_told_fires(row)]) == 0
	rows := [at | some at, row in input.rows; not guard_told_ruled_out(row)]
}

said["guard.told"] := {"rule": "guard.told", "effect": "ask", "unknown": true, "observe": false, "row": -1} if {
	input.rowsOpen == true
	count([at | some at, row in input.rows; not guard_told_ruled_out(row)]) == 0
	not guard_told_ruled_out(null)
}

guard_told_fires(row) if {
	shares(input.sinks, {"message"})
	shares(row.roles, {"destination"})
	row.shape in {"prose", "tainted"}
	whole_row(row)
	not shares(row.who, {"user"})
}

guard_told_ruled_out(_) if not shares(input.sinks, {"message"})

guard_told_ruled_out(row) if {
	is_object(row)
	not shares(row.roles, {"destination"})
}

guard_told_ruled_out(row) if {
	whole_row(row)
	not row.shape in {"prose", "tainted"}
}

guard_told_ruled_out(row) if shares(row.who, {"user"})

# host deny guard.unlocked: unlocked
said["guard.unlocked"] := {"rule": "guard.unlocked", "effect": "deny", "unknown": false, "observe": false, "row": -1} if {
	not "guard.unlocked" in inactive
	guard_unlocked_fires
}

said["guard.unlocked"] := {"rule": "guard.unlocked", "effect": "deny", "unknown": true, "observe": false, "row": -1} if {
	not "guard.unlocked" in inactive
	not guard_unlocked_fires
	not guard_unlocked_ruled_out
}

guard_unlocked_fires if {
	input.op in {"EXEC", "SEND"}
	input.host.locked == false
}

guard_unlocked_ruled_out if not input.op in {"EXEC", "SEND"}

guard_unlocked_ruled_out if input.host.locked == true

# What this bundle knows by name: the rest of what views speak of is the same for all.
known_acts := set()

known_tags := set()

known_sources := {"guard.secrets"}

columns := {"approved(sink)": ["facts", "approved(sink)"], "args.copies": ["args", "copies"], "args.path": ["args", "path"], "args.to": ["args", "to"], "host.locked": ["host", "locked"], "path(args.path)": ["facts", "path(args.path)"]}

row_columns := {"value": ["value"]}

columns_filled := set()

row_columns_filled := set()

# What is no view, or speaks of what this bundle does not know, is refused.
is_view if {
	has_only(input, view_members)
	input.version == 2
	input.op in {"REASON", "PLAN", "CRITIQUE", "STORE", "RETRIEVE", "COMPRESS", "PRUNE", "READ", "WRITE", "EXEC", "SEND", "WAIT", "USER", "ASK", "RESPOND", "DELEGATE", "SUBSCRIBE", "RECEIVE", "VERIFY", "ENDORSE", "DECLASSIFY", "CHECKPOINT", "ROLLBACK"}
	is_tool(input.tool)
	are_words(input.sinks, {"egress", "message", "payment", "ui", "persist", "shared_write", "delete", "control", "identity", "execution"})
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
	has_only(object.get(input, "flows", {}), {"value", "context", "declared"})
	every flow in object.get(input, "flows", {}) { is_flow(flow) }
	is_array(input.rows)
	every row in input.rows { is_row(row) }
	tells_lists(object.get(input, "open", []), columns, input)
	tells_absent(object.get(input, "absent", []), columns_filled, input.facts)
}

view_members := {"version", "op", "tool", "sinks", "acts", "args", "host", "principal", "time", "facts", "rows", "rowsOpen", "target", "flows", "open", "absent"}

label_members := {"trust", "secrecy", "tags", "unknown"}

row_members := {"path", "value", "roles", "who", "shape", "named", "unknown", "flow", "facts", "open", "absent"}

unknown_labels_given := {"trust": "high", "secrecy": "low", "tags": [], "unknown": true}

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
	part.trust in {"high", "medium", "low"}
	part.secrecy in {"low", "medium", "high"}
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
	are_words(row.roles, {"destination", "object", "url", "secret", "path", "content", "amount", "command", "query", "time", "name", "memory", "job", "agent", "skill"})
	are_words(row.who, {"user", "system", "tool", "agent", "runtime"})
	row.shape in {"leaf", "part", "keyed", "prose", "tainted", "composed"}
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
}

# The words of rules. Comparisons hold of what is known alone: of null, of an object, of a number that is no double or as an
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

# Labels: more taint is a greater number. Where `unknown`, there may be more taint than is known.
unknown_labels := {"trust": 0, "secrecy": 0, "tags": [], "unknown": true}

taints := {"trust": {"high": 0, "medium": 1, "low": 2}, "secrecy": {"low": 0, "medium": 1, "high": 2}}

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
}
