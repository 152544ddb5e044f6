// The recorded runs of the shopping suite.
// What is asked of them stands in shared.ts; knows nothing of how a run is played.

import { recorded } from "./shared.js";

recorded((name) => name.startsWith("agentdyn-shopping"));
