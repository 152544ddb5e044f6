# A module and views -> what the OPA-Wasm SDK `opa-wasmtime` has the module answer, one line of JSON each.
# usage: sdk.py MODULE < VIEWS. Knows nothing of Interdict.

import json
import sys

from opa_wasmtime import OPAPolicy


def result_of(answer):
    """The result in the result set."""
    while isinstance(answer, list) and len(answer) == 1:
        answer = answer[0]
    return answer["result"] if isinstance(answer, dict) and set(answer) == {"result"} else answer


def main():
    policy = OPAPolicy(sys.argv[1])
    for line in sys.stdin:
        answer = policy.evaluate(json.loads(line), "interdict/decide")
        print(json.dumps(result_of(answer)))


main()
