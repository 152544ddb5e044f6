# Lines of JSON -> lines of JSON, by Invariant's local analyser: {"policy"} first, then {"past", "pending"} each; it answers which rules
# were raised, and the nanoseconds that the analysis took in this process.

import asyncio
import json
import os
import sys
import time

# By default it refuses whatever takes more than 100 cycles, which a session of twenty messages does.
os.environ.setdefault("INVARIANT_MAX_ITERATIONS", str(10**12))

from invariant.analyzer import LocalPolicy  # noqa: E402


async def main() -> None:
    policy = None
    for line in sys.stdin:
        asked = json.loads(line)
        if "policy" in asked:
            policy = LocalPolicy.from_string(asked["policy"], optimize=True)
            print(json.dumps({"ready": True}), flush=True)
            continue
        since = time.perf_counter_ns()
        result = await policy.a_analyze_pending(asked["past"], asked["pending"])
        took = time.perf_counter_ns() - since
        print(json.dumps({"raised": sorted(str(error.args[0]) for error in result.errors), "ns": took}), flush=True)


asyncio.run(main())
