// Every bound of Interdict, each with its reason. A bound that is passed answers "unknown" or denies; it never skips.

/** Bytes of one policy text: ten times the largest pack that is still readable. */
export const POLICY_BYTES_MAX = 1 << 20;
/** Nesting of expressions in a policy: deeper than a person reads, shallower than the stack. */
export const EXPRESSION_DEPTH_MAX = 64;
/** States of one glob's DFA: far past any real glob, small enough to keep a module small. */
export const DFA_STATES_MAX = 4096;
/** Declared tags in one bundle: they are the bits of one 32-bit word in the frame. */
export const TAGS_MAX = 32;
/** Act classes in one bundle: they are the bits of one 32-bit word in the frame. */
export const ACTS_MAX = 32;
/** Rules in one bundle: rule indexes are 16 bits in a verdict. */
export const RULES_MAX = 65_535;

/** Nesting of a call's arguments and of a JSON result; deeper ones are opaque. */
export const JSON_DEPTH_MAX = 64;
/** Code units of one event's text; a longer one is opaque, so a flood cannot exhaust the index. */
export const EVENT_TEXT_MAX = 8 << 20;
/** Code units of a result that are parsed as structure (YAML is the slow one); longer ones are read as lines. */
export const STRUCTURE_TEXT_MAX = 256 << 10;
/** Leaves of one call's arguments that become rows of the view; with more, quantifiers over rows answer unknown. */
export const ARGUMENT_ROWS_MAX = 256;
/** Code units of one argument leaf that are looked up in the value index. */
export const ARGUMENT_TEXT_MAX = 1 << 20;
/** Earlier occurrences of a value's rarest token that are looked at; with more the value is common and its provenance unknown. */
export const SIGHTINGS_MAX = 1024;
/** Distinct source instructions kept per argument leaf; with more the leaf's provenance is unknown. */
export const SOURCES_MAX = 64;
/** Depth to which decodings (base64 in URL-encoding in base64, ...) are unwrapped. */
export const DECODE_DEPTH_MAX = 2;
/** Depth to which a shell command inside a shell command is read. */
export const SHELL_DEPTH_MAX = 8;

/** Bytes of one frame (one binary sink view); a larger one denies. */
export const FRAME_BYTES_MAX = 16 << 20;
/** Milliseconds a decision may take in the pool before it denies. */
export const DECIDE_TIMEOUT_MS = 50;
/** Decisions that may wait for a worker, over all sessions; one more denies. */
export const QUEUE_MAX = 4096;
/** Code units of an outside value inside a reason. */
export const REASON_VALUE_MAX = 80;
