// Every bound of Interdict, each with its reason.
// A bound that is passed answers "unknown", refuses or denies; it never skips.

/** Bytes of one policy text: ten times the largest pack that is still readable. */
export const POLICY_BYTES_MAX = 1 << 20;
/** Nesting of expressions in a policy: deeper than a person reads, shallower than the stack. */
export const EXPRESSION_DEPTH_MAX = 64;
/** Terms on the longest path into a condition, chains of `and` and `or` counted: more than anybody writes, less than the stack. */
export const EXPRESSION_TERMS_MAX = 1024;
/** Quantifiers inside one another: each multiplies the time of the one around it by the length of a list, and nobody reads four. */
export const QUANTIFIER_DEPTH_MAX = 3;
/** Constants that lead from one to the next: deeper than anybody names things, shallower than the stack. */
export const CONSTANT_DEPTH_MAX = 64;
/** Members of one set: longer lists are data and not policy, and each rule that names one carries all of it. */
export const SET_MEMBERS_MAX = 4096;
/** Members of the sets of all constants of a bundle together: sets made of sets cannot exhaust memory. */
export const CONSTANT_MEMBERS_MAX = 1 << 18;
/** Globs that the braces of one glob may stand for. */
export const GLOB_ALTERNATIVES_MAX = 1024;
/** States of one glob's DFA: far past any real glob, small enough to keep a module small. */
export const DFA_STATES_MAX = 4096;
/** States of one DFA of several globs, or they become several: so its tables have a byte an entry, and a union never explodes. */
export const DFA_UNION_STATES_MAX = 256;
/** Declared tags in one bundle: they are the bits of one 32-bit word in the frame. */
export const TAGS_MAX = 32;
/** Act classes in one bundle: they are the bits of the four words that the header of a frame has for them. Twice as many as the 62 that all packs of this project declare (`grep -rhoE '^act [a-z-]+' rules --include=*.policy | sort -u | wc -l`). */
export const ACTS_MAX = 128;
/** Executables of a bundle: ten times what is built in; each costs a few hundred bytes of every session's plan. */
export const EXECUTABLES_MAX = 8192;
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
/** Texts of which a session remembers whether the user said them until he says more, and code units of the longest: several times what the rules of a host ask of one call with a thousand operands; a megabyte at the worst. */
export const SAID_TEXTS_MAX = 2048;
export const SAID_TEXT_MAX = 256;
/** A longer text names no record: nobody says so much to mean a mail, and an author must not make it cost. */
export const RECORD_NAME_MAX = 256;
/** The bits (`extract/tokens`) of an author's name, as of three letters: two letters, a day or a year stand in what users say by chance. */
export const AUTHOR_BITS_MIN = 3.5;
/** Telling words of a title: its author chooses it, and `invoice` would be what every user says. */
export const TITLE_WORDS_MIN = 2;
/** Distinct source instructions kept per argument leaf; with more the leaf's provenance is unknown. */
export const SOURCES_MAX = 64;
/** Characters of a number written in groups that are joined: the longest account number (IBAN) has 34; a longer run is a table. */
export const COMPACT_TEXT_MAX = 40;
/** Depth to which decodings (base64 in URL-encoding in base64, ...) are unwrapped. */
export const DECODE_DEPTH_MAX = 2;
/** Letters of base 85 that are tried: the four bytes of each five are printable by chance once in fifty, those of twenty once in millions. */
export const ENCODED85_TEXT_MIN = 20;
/** Bytes that are tried as UTF-16: four letters, of which each has a zero beside it. */
export const UTF16_BYTES_MIN = 8;
/** Letters of base64 or hexadecimal that are tried backwards, where they say nothing forwards: twelve bytes are readable by chance as good as never. */
export const BACKWARDS_TEXT_MIN = 16;
/** Letters of a line by which it is told whether they are turned by thirteen places, and how much likelier each is so at least: of the lines of recorded runs that are none, one in some thousands is. */
export const TURNED_LETTERS_MIN = 20;
export const TURNED_SHARE_MIN = 0.35;
/** Pairs of letters of a line that stand in their order backwards alone, more than do so forwards, and what share of its pairs they are at least. */
export const REVERSED_PAIRS_MIN = 3;
export const REVERSED_SHARE_MIN = 0.1;
/** Codes of letters, one behind the other, that are read as letters: fewer say too little to tell where they came from. */
export const CODES_MIN = 8;
/** Letters of a part of a name by which somebody is called: two stand in what users say by chance. */
export const CALLED_LETTERS_MIN = 3;
/** Letters of a word that a domain begins or ends with, to call whom it is of: shorter ones begin and end words of any kind. */
export const COMPOUND_LETTERS_MIN = 4;
/** Words between what somebody is and the `she wrote` that says it of him: further away another may be meant. */
export const PRONOUN_WORDS_MAX = 12;
/** Words of a name as users write it; more with capitals one behind the other are a title. */
export const CALLING_WORDS_MAX = 4;
/** Names that the user wrote which are remembered: the latest; who is called in a longer list is called by nothing that tells. */
export const CALLINGS_MAX = 64;
/** Times that a word stands in a message which may be all that tells a record's name there: others choose the names, and each is looked for at all of these places. */
export const HANDED_PLACES_MAX = 64;
/** Words between two parts of a phrase (`lade ... ein`): the verb of a German sentence stands no further from its end. */
export const GAP_WORDS_MAX = 12;
/** Words of a call's arguments by which what its result says anew is told from what the call said itself; of a longer call nothing is new. */
export const MADE_WORDS_MAX = 1024;
/** Messages by which the user hands work to a source that are remembered: the latest; a session with more open at once is nobody's. */
export const DELEGATIONS_MAX = 16;
/** Clauses that one which says `it` may take what is meant from: people point back no further. */
export const ASKED_BACK_MAX = 4;
/** Words that are kept of what an act is asked of, all messages together: past them what he did not say is not known. */
export const ASKED_WORDS_MAX = 1 << 16;
/** Places at which a text may begin among them: it is looked for at each, and one that begins at more is not known. */
export const ASKED_PLACES_MAX = 1024;
/** Code units of what the agent said last that are kept for the user's yes: more than a question takes, with what it is about. */
export const OFFER_TEXT_MAX = 8192;
/** Decoded texts of one layer that are kept apart: more than a document quotes; the rest are read as one, so that none is lost. */
export const DECODED_PIECES_MAX = 1024;
/** Code units decoded of one text, over all layers: as many as a text may have; what is past them is not decoded. */
export const DECODED_TEXT_MAX = 8 << 20;
/** Code units of the authority of a URL, and of what stands before an address's `@`: a host name has 253; with more there is no host. */
export const AUTHORITY_TEXT_MAX = 1024;
/** Wrappers around one command (`sudo env nice ...`): more of them are there to hide it, and leave it unseen. */
export const SHELL_WRAPPERS_MAX = 16;
/** Fields that the braces of one word give (`{a,b}{c,d}`): past them the word is not known. */
export const SHELL_BRACES_MAX = 64;
/** Statements of one shell command that are read, loops over literal words unrolled; more of them leave it unseen. */
export const SHELL_COMMANDS_MAX = 4096;
/** Code units of a shell command that is read; a longer one is opaque. The parser's time can grow with the square of hostile input. */
export const SHELL_TEXT_MAX = 32 << 10;
/** What reading one shell text may cost: code units of its words, of the values put into them and of the texts run, and copies of what is known. Past it nothing more is read, and it is opaque. */
export const SHELL_WORK_MAX = 1 << 18;
/** Code units of a program in another language on a command line (`sed`, `awk`) that is looked through; a longer one is unseen. */
export const SHELL_PROGRAM_MAX = 4096;
/** Files of redirections around a shell command, and names of its neighbours in a pipeline, that its record has: with more it is open. */
export const SHELL_AROUND_MAX = 64;
/** Depth to which a shell command inside a shell command is read. */
export const SHELL_DEPTH_MAX = 8;

/** Bytes of one frame (one binary sink view); a larger one denies. */
export const FRAME_BYTES_MAX = 16 << 20;
/** Milliseconds a decision may take in the pool before it denies. */
export const DECIDE_TIMEOUT_MS = 50;
/**
 * Steps that a module may declare for a view that `adaptive` decides in the caller's thread. A declared step took at most 0.3 ns (a pattern over a
 * long text; the bound is loose for all else), so that thread is held for a millisecond or so at the very worst, and some microseconds as a rule.
 */
export const NEAR_STEPS_MAX = 1 << 22;
/** Calls of one message whose frames go along with that of the first, as they are guessed to be: more than models make at once. Halved with each wrong guess, so that of any number of calls at most twice as many are looked at for nothing. */
export const AHEAD_MAX = 16;
/** Bytes of those frames: above it copying them costs more than the hops that they spare. */
export const AHEAD_BYTES_MAX = 1 << 20;
/** Events that a session is told again at once on its way to another bundle, before others have their turn: a decision that waits meanwhile waits for as many. */
export const MOVE_ENTRIES = 64;
/** How often it is told from the start a piece at a time, since it read where others had put something; then all at once, or sessions that write without end would keep it from ever going over. */
export const MOVE_PASSES_MAX = 8;
/** Decisions that may wait for a worker, over all sessions; one more denies. */
export const QUEUE_MAX = 4096;
/** Code units of an outside value inside a reason. */
export const REASON_VALUE_MAX = 80;

/** Milliseconds a decision may wait for a worker before it denies: it outlives the killing and replacing of a worker, and an agent does not notice it. */
export const WAIT_TIMEOUT_MS = 1000;

/** Longest that a timer of the platform can be set to; one that is set to more goes off at once. */
export const TIMER_MS_MAX = 2 ** 31 - 1;
/** Milliseconds a worker may take to start and to load its module, on a machine that is busy. */
export const WORKER_START_MS = 10_000;
/** Milliseconds between attempts to replace workers that did not start: a machine without memory is not helped by more of them. */
export const WORKER_RETRY_MS = 1000;
/** Threads of one pool: more than a machine has cores for agents' decisions. */
export const THREADS_MAX = 64;
/** Megabytes of JavaScript heap of one worker: it holds a module's binding and one answer. */
export const WORKER_HEAP_MB_MAX = 64;
/** Code units of a worker's own words about its failure. */
export const PROBLEM_TEXT_MAX = 200;
/** Bytes of a bundle once unpacked: a compressed bundle cannot exhaust memory. */
export const BUNDLE_BYTES_MAX = 64 << 20;
/** Code units of one line of a trace file: eight times the largest event; the rest of a longer line is not read, and it is no trace. */
export const TRACE_LINE_MAX = 64 << 20;

/** Code units of an identifier or a tool's name: longer than any runtime's, short enough to be kept for each call. */
export const NAME_TEXT_MAX = 1024;
/** Decisions of one session that asked and can still be approved, the latest: a person answers the last few; each keeps the text of its call. */
export const ASKS_MAX = 4096;
/** Edges that are looked at for the path of one decision: what a decision may take; where they do not suffice it is left empty. */
export const PATH_EDGES_MAX = 10_000;
/** Edges that a plan to go back shows: what a person could look at, and a page hold; every instruction has its first. */
export const ROLLBACK_EDGES_MAX = 4096;
/** Errors told of one item of a policy: each costs reading the item again, and nobody mends twenty at once. */
export const ITEM_ERRORS_MAX = 20;
/** Errors, and warnings, told of one policy text: more are one mistake, or none that anybody made by hand. */
export const FILE_ERRORS_MAX = 1000;
/** Characters and escapes told of one string or comment: nobody mends twenty at once, and a megabyte of them is one mistake. */
export const TOKEN_ERRORS_MAX = 20;
/** Columns of a source line that a rendered diagnostic shows: what a terminal takes beside the line number. */
export const RENDER_WIDTH_MAX = 140;
/** Columns of a printed policy, where what stands in a line can be broken: a page beside another on a common screen. */
export const PRINT_WIDTH = 120;
/** Steps of the path that a decision shows: more than a person follows; where they do not suffice it is left empty. */
export const PATH_STEPS_MAX = 64;
/** Code units of an outside name or id in an anomaly or a failure's message: enough to tell which it is. */
export const NAME_SHOWN_MAX = 80;
/** Items of a list that a reason shows: what fits in a sentence. */
export const LIST_SHOWN_MAX = 5;
/** Bits from which on a whole sighting is a value edge: a word of five letters; less is met by accident. */
export const WHOLE_BITS_MIN = 6;
/** Bits from which on a run that is a whole leaf or line of its source is a value edge: a name of two words, put into a sentence of the agent's own. */
export const LEAF_BITS_MIN = 10;
/** Bits from which on a run is a value edge: three words in a row; pieces need more than whole values do. */
export const RUN_BITS_MIN = 14;
/** Letters from which on a piece of a key tells where it came from: shorter ones are met in other keys and numbers. */
export const PIECE_TEXT_MIN = 10;
/** Bits of such a piece: three changes between letters and digits and a few of each; a word with a year behind it has less. */
export const PIECE_BITS_MIN = 20;
/** Letters without a digit from which on a piece of a key tells where it came from: a word of a language seldom has so many. */
export const PIECE_LETTERS_MIN = 14;
/** Letters of a key in which pieces are sought: tokens, digests, account numbers and addresses have less; what is longer is cut. */
export const KEY_TEXT_MAX = 128;
/** Places of one value at which a piece of one key is sought: more of them are no text that anybody wrote, and then it counts as found. */
export const PIECE_TRIES_MAX = 1024;
/** Letters of one value in which pieces are sought, so that a document that is written costs no more than to read it. */
export const PIECED_TEXT_MAX = 1 << 16;
/** Keys that may have one seed and still be sought by it: more are numbered one after another, and what they share tells none of them. */
export const SEED_KEYS_MAX = 64;
/** Code units of neighbouring arguments that are read as one value: more than a key, an address or a sentence that was cut. */
export const SEAM_TEXT_MAX = 1024;
/** Values of one hash that are compared: two seldom meet; more than these do not meet by accident, and then the value counts as new. */
export const TRIES_MAX = 64;
/** Neighbouring slots of the vocabulary that are tried: with half of the slots free, ordinary text never needs so many. */
export const PROBES_MAX = 32;
/** Joins of flows remembered before they are worked out anew: a cache, bounded so that a session's memory is. */
export const JOINS_MAX = 1 << 16;
/** Characters of a number in JSON text: no exact one has so many; one that has is refused as inexact. */
export const NUMBER_TEXT_MAX = 400;
/** Items of one list of a cell that come from a term: a list of blocked hosts as others publish them; a longer one is cut and open. */
export const CELL_LIST_MAX = 1 << 17;
/** Items of all lists of one cell, those in lists counted: one full list; with more the cell is unknown. */
export const CELL_ITEMS_MAX = 1 << 17;
/** Steps of one term's evaluation, each item of a list counted: a tenth of a second; past them it is unknown. */
export const TERM_STEPS_MAX = 1 << 19;
/** So many code units of a text that a function is given or gives, as a power of two, take about as long as a step of a term: 32 million of them in one term. */
export const TERM_TEXT_SHIFT = 6;
/** Code units that the searches for patterns' matches may go over, all texts of one term together: the longest event thrice; past them the matches are unknown. */
export const FOUND_STEPS_MAX = 3 * (8 << 20);
/** How often one call is judged again after rules rewrote it; what is rewritten still then is denied. */
export const REWRITE_ROUNDS_MAX = 8;
/** Code units that the search for what a mask hides may go over, all its strings together: a fifth of a second; with more it denies. */
export const MASK_WORK_MAX = 1 << 26;
/** Levels of one dimension: more than tags can tell apart in a chain, and no list of levels that people tell apart is so long. */
export const DIMENSION_LEVELS_MAX = 64;
/** Queries over earlier calls in one bundle: each is a store in every session. */
export const HISTORIES_MAX = 4096;
/** Calls that one query remembers where the policy does not say. */
export const HISTORY_KEEP = 1024;
/** Calls that one query may remember: what a session's memory bears for each of a bundle's queries. */
export const HISTORY_KEEP_MAX = 1 << 16;
/** Days that a window of a query may reach back: longer ones are no session's. */
export const WINDOW_DAYS_MAX = 3660;
/** Rewrites of one rule: more than a call has arguments that one rule should change. */
export const REWRITES_MAX = 64;
/** Expressions to which one rule's definitions may be written out: each use writes all of it, and uses of uses multiply. */
export const DEFINE_EXPRESSIONS_MAX = 1 << 14;
/** Expressions to which all definitions of a bundle may be written out together: some seconds of checking. */
export const DEFINE_EXPRESSIONS_ALL_MAX = 1 << 19;
/** Nodes of one value that the kernel computes: more than anybody writes; definitions and quantifiers multiply them. */
export const TERM_NODES_MAX = 512;
/** Items of a set or map of the text that a condition with regular expressions of theirs is written out for: each takes an automaton of its own. */
export const UNROLLED_MAX = 64;
/** Code units of one regular expression, and how deep its groups may nest: longer than any that is read, shallower than the stack. */
export const REGEX_TEXT_MAX = 4096;
export const REGEX_DEPTH_MAX = 64;
/** States of the automaton of a regular expression before it is made deterministic: sixteen for each state that it may have then. */
export const NFA_STATES_MAX = 1 << 15;
/** Work that one pattern may cost, or one attempt at several: states, and steps from one, that are looked at while it becomes a machine; some tenths of a second. */
export const DFA_WORK_MAX = 3 << 22;
/** The greatest number that a sum over earlier calls takes in: with a call at every instant of a century it is still finite; past it the sum is unknown. */
export const SUM_VALUE_MAX = 2 ** 900;
/** Parts into which a function cuts one text, or finds in it; with more the list is open. */
export const PARTS_MAX = 1 << 16;
/** Folders of a web address above which it is not looked for whether one was opened: deeper than people's pages lie. */
export const ADDRESS_FOLDERS_MAX = 32;
/** Code units of an address that may be known: longer than links that people give. Of a text of addresses inside addresses each is gone through, so without a bound what it costs would grow with the square of the text. */
export const ADDRESS_TEXT_MAX = 4096;
/** Zones whose calendars are kept at hand: more than a bundle names; with more they are made anew. */
export const ZONES_MAX = 64;
/** Depth of the terms of a manifest that is read: deeper than expressions nest, shallower than the stack. */
export const MANIFEST_DEPTH_MAX = 512;
/** Nesting of a manifest's JSON, of which a term takes up to three steps: deeper than any that is written, shallower than the stack. */
export const MANIFEST_NEST_MAX = 4 * MANIFEST_DEPTH_MAX;
/** How often an expression in RE2's notation repeats anything at most, repetitions in repetitions multiplied: RE2's own bound. */
export const RE2_REPEAT_MAX = 1000;
/** Parts of a regular expression that are tried to tell which is too large: each costs as much as the expression. */
export const REGEX_PARTS_MAX = 8;
/** Code units of an SQL text that is read: a longer one is a dump; hostile ones of this length take some hundredths of a second. */
export const SQL_TEXT_MAX = 64 << 10;
/** Nesting of brackets and queries in an SQL text: deeper than anybody writes, shallower than the stack. */
export const SQL_DEPTH_MAX = 128;
/** Statements of one SQL text. */
export const SQL_STATEMENTS_MAX = 4096;
/** Names compared with names that are not known, over one check: thousands of misspellings among thousands of names get no suggestions. */
export const SUGGESTIONS_MAX = 1 << 19;
/** Pages of memory, of 64 KiB, that a module of OPA's may have: 128 MiB; past them it fails, and the call is denied. */
export const FOREIGN_PAGES_MAX = 2048;
/** Optional arguments of one rule of which it is told that they may be missing: more than a tool has. */
export const MISSING_ARGUMENTS_MAX = 64;
/** Pages of memory, of 64 KiB, that a module of ours may declare: 80 MiB, the largest bundle and the largest frame. */
export const PAGES_MAX = 1280;
/** Items of the lists of quantifiers inside one another, their lengths multiplied: some milliseconds; beyond it the inner one is unknown. */
export const NEST_ITEMS_MAX = 1 << 17;
/** States of an automaton of one regular expression of which is told which make others needless: the steps grow with their square. */
export const OUTDO_STATES_MAX = 512;
/** Sets of states of one regular expression that is too large at first, before they are merged; then it is held to DFA_STATES_MAX. */
export const DFA_SETS_MAX = 1 << 15;
/** Catalogues that a message lists: what fits in a line or two. */
export const CATALOGUES_SHOWN_MAX = 12;
/** Code units of a line, before and from an error on, in which is looked for what was meant: a line or two of a page. */
export const REPAIR_TEXT_MAX = 240;
/** The same for all patterns of a bundle that are matched, and for all that are looked for: some seconds; past it the bundle does not compile. */
export const DFA_WORK_ALL_MAX = 1 << 27;
/** Code units that matching one text with a list of globs may go over, each glob's counted: some hundredths of a second; with more it is unknown. */
export const GLOB_WORK_MAX = 1 << 24;
/** Code units of two texts of which is told how far one is from the other: longer than hosts and names are; the time grows with their product. */
export const EDIT_TEXT_MAX = 256;
/** Milliseconds by which an event's time may lie before the latest and still be taken as that: clocks of machines that work side by side differ by seconds. One further back is wrong, or the latest was. */
export const CLOCK_BACK_MS_MAX = 60_000;
/** Members of a map of the text, those of the sets and maps in it counted: more are data and not policy. */
export const MAP_MEMBERS_MAX = 1 << 14;
/** Texts of one set by which a rule is found: past them a look-up in the set itself is as quick, and each would be a case of its own. */
export const PLAN_TEXTS_MAX = 64;
/** Rules, each counted once for every text it is found by, in one part of a plan: fewer than engines let a jump have cases (65,520). */
export const PLAN_CASES_PART_MAX = 1 << 15;
/** The same in the whole plan of one instruction: a megabyte of code; beyond it rules are asked one by one. */
export const PLAN_CASES_MAX = 1 << 18;
/** Bytes of one function's code from which on rules are functions of their own: engines take more than twice as long for one twice as long. */
export const CODE_BODY_BYTES = 1 << 15;
/** Members of the sets that conditions name, each counted wherever its set is named: each costs something there; four thousand rules may name the largest set. */
export const SET_USES_MAX = 1 << 24;
/** Globs of one list of external data that are told to match nothing: nobody mends more at once. */
export const GLOBS_TOLD_MAX = 20;
/** Work of the same sort for telling whether one part of a pattern is what is too large: past it that part is. */
export const PART_WORK_MAX = 1 << 20;
/** Pairs of rules of one package of which is asked whether one decides nothing beside the other: a tenth of a second; past it no more is told. */
export const SHADOW_PAIRS_MAX = 1 << 16;
/** Members of a set of texts to compare with that a member of one whose texts are looked for (`contains`) counts for: it is a test of its own. */
export const SET_TEXTS_COST = 128;

/** Files of sessions that a journal holds open: far below what a process may, and enough that the sessions at work find theirs. */
export const JOURNAL_FILES_MAX = 128;

/** Places of one session's index of texts, for each of its three sorts of text, that a token or a text's field takes: some 150 million letters, in 600 MB; past them the oldest texts are forgotten. */
export const TEXT_PLACES_MAX = 1 << 26;
/** Fewest such places that a session can be given: a message and a page. */
export const TEXT_PLACES_MIN = 1 << 10;
/** Bytes that a session's memory is counted to take before each call is denied: what a process can spare for one of its sessions. */
export const SESSION_BYTES_MAX = 2 ** 31;
/** Fewest such bytes that a session can be given: below them it is full before it begins. */
export const SESSION_BYTES_MIN = 1 << 16;
/** Code units of one tool catalogue: some thousands of tools with long descriptions. */
export const CATALOGUE_TEXT_MAX = 16 << 20;
/** Tools of one catalogue: ten times the largest there are. */
export const CATALOGUE_TOOLS_MAX = 8192;
/** Nesting of a tool's input schema, references followed: deeper than arguments are, shallower than the stack; beyond it an argument is `any`. */
export const SCHEMA_DEPTH_MAX = 12;
/** Parts of one tool's input schema, references followed: what is past them is `any`. */
export const SCHEMA_PARTS_MAX = 20_000;
/** Characters of a stranger's text in a comment of a drafted policy: enough to know the tool again. */
export const CITATION_TEXT_MAX = 100;


/** Places of one kind that a session, or the registry it shares, tells apart: more files than agents write with tainted content; past it they are one, which may be any. */
export const REGISTRY_PLACES_MAX = 4096;
/** Rows that a registry in memory holds: some hundreds of megabytes, by which time a process of many sessions should keep them elsewhere. */
export const REGISTRY_ROWS_MAX = 1 << 20;
/** Characters of a place's name that other sessions know it by: as long as a path may be. What has a longer one lies nobody knows where. */
export const REGISTRY_KEY_MAX = 4096;
/** Tools whose digests a session remembers: some hundred servers; past it nobody knows of what is listed whether it changed. */
export const TOOLS_PINNED_MAX = 16_384;
/** Links between paths that a session remembers, and names of one file that are followed: nobody makes more by hand. */
export const LINKS_MAX = 256;
export const LINKS_FOLLOWED_MAX = 16;
/** Characters of a script that an agent wrote, and of the latest of them together, and how many of these, that are kept to see what it names when it is run; and paths that are looked for in one, and in all that a command runs. An agent writes scripts of a page; what is longer runs unseen, as a script from elsewhere does. */
export const SCRIPT_TEXT_MAX = 1 << 14;
export const SCRIPTS_TEXT_MAX = 1 << 20;
export const SCRIPTS_MAX = 256;
export const SCRIPT_NAMES_MAX = 256;
/** Characters of a text that an agent kept or handed over by which it is known when it comes back in the user's role: a person may say what is shorter himself, word by word. */
export const PROMPT_TEXT_MIN = 20;
/** Earlier places where two bytes stand that are tried for what comes next when a module's data is packed, and how many bytes alike are enough to look no further: both bound the time of a compilation, and past them nothing gets much smaller. */
export const PACK_CHAIN_MAX = 16;
export const PACK_ENOUGH = 64;
