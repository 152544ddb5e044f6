// The recorded runs of the banking suite, and those that no model made.
// What is asked of them stands in shared.ts; knows nothing of how a run is played.

import { recorded } from "./shared.js";

recorded((name) => name.startsWith("agentdojo-banking") || name.startsWith("agentdojo-groundtruth"));
