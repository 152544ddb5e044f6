# A small policy of another author, over the same view:
# `opa build -t wasm -e other/decide -e other/partial -e other/odd guard.rego`
package other

default decide := {"effect": "allow"}

decide := {"effect": "deny"} if input.args.to == "evil"

decide := {"effect": "ask"} if input.args.to == "doubtful"

# No answer: undefined is not possible with a default, so another entrypoint has it.
partial := {"effect": "allow"} if input.args.to == "ana"

# Much work: every pair of many numbers.
decide := {"effect": "ask"} if {
	input.args.to == "slow"
	count([1 | some a in numbers.range(1, 30000); some b in numbers.range(1, 30000); a * b == 7]) > 0
}

# An effect that is none.
odd := {"effect": "permit"}
