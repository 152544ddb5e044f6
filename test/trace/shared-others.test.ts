// All other recorded runs.
// What is asked of them stands in shared.ts; knows nothing of how a run is played.

import { recorded } from "./shared.js";

recorded((name) => !/^(?:agentdojo-(?:banking|groundtruth|slack)|agentdyn-shopping)/.test(name));
