// Guessed bindings -> the text of a package: declarations that compile as they stand, with every guess's reason and confidence beside it
// for whoever reviews them. What a stranger wrote stands in quotes, cut, and ends no comment or string. Knows no checker; the
// printer's layout is put on by whoever writes the file.

import { CITATION_TEXT_MAX } from "../base/limits.js";
import type { Chosen, Guess } from "./guess.js";
import { isSayable } from "./guess.js";
import { cited, nameText, quoted, typeText } from "./tool.js";

/** What a drafted package is called and is for. */
export interface DraftHead {
  readonly package: string;
  /** Catalogues it is for. */
  readonly for: readonly string[];
}

/** The text of a package of drafted bindings. */
export function draft(guesses: readonly Guess[], head: DraftHead): string {
  const sure = (confidence: string): number => guesses.filter((one) => one.confidence === confidence).length;
  const acts = new Set(guesses.flatMap((one) => one.acts.map(({ value }) => value)));
  return [
    "// Bindings drafted from a tool catalogue: guesses, each with its reason and how sure it is, for a person to review. What the server",
    "// says of its tools stands in quotes and was not believed where it would have made a binding milder.",
    `// ${guesses.length === 1 ? "1 tool" : `${guesses.length} tools`}: ${sure("high")} high, ${sure("medium")} medium, ${sure("low")} low.`,
    `package ${head.package}`,
    ...(guesses.some(({ result }) => result.tags.length > 0) ? ["use standard.labels"] : []),
    ...([...acts].some((act) => !own.has(act)) ? ["use standard.intent"] : []),
    ...([...acts].some((act) => own.has(act)) ? ["use drafted.acts"] : []),
    "use drafted.guard",
    ...(head.for.length === 0 ? [] : [`for ${head.for.map(quoted).join(", ")}`]),
    "",
    ...guesses.map(binding),
    ...(guesses.some(({ tool }) => tool.name === RESPONSE) ? [] : ["", "// What the user is answered.", `tool ${quoted(RESPONSE)}(text: string) { op RESPOND  sink ui  role content: text }`]),
  ].join("\n");
}

/** Answers are no tool of any server's, and are judged as calls are. */
const RESPONSE = "@response";

/** The act classes that are `drafted.acts`' own; the others are `standard.intent`'s. */
const own: ReadonlySet<string> = new Set(["unclear", "push", "cart", "new_owner", "new_key", "drop_key"]);

/** Where servers put a list of messages, and by what fields they tell who sent one and what he wrote. */
const messagePlaces = ["", "messages[]", "emails[]", "results[]"];
const messageFields = "author sender, from, from.email, from.address, from.emailAddress.address, sender.email  writes subject, body, text, content, snippet, preview";

function binding(guess: Guess): string {
  const { tool, result } = guess;
  const params = [
    ...tool.arguments.filter(({ name }) => isSayable(name)).map((argument) => `${nameText(argument.name)}${argument.optional ? "?" : ""}: ${typeText(argument.type)}`),
    ...(tool.open || tool.arguments.some(({ name }) => !isSayable(name)) ? ["..."] : []),
  ];
  const hints = Object.entries(tool.hints).filter(([, value]) => value !== undefined).map(([name, value]) => `${name}Hint ${String(value)}`);
  return [
    ...(tool.description === "" ? [] : [`// ${cited(tool.description, CITATION_TEXT_MAX)}`]),
    ...(hints.length === 0 ? [] : [`// The server says: ${hints.join(", ")}.`]),
    ...guess.notes.map((note) => `// Note: ${plain(note)}.`),
    `// ${guess.deeds.map(({ deed, reason, confidence }) => `${confidence}: ${deed}, by ${plain(reason)}`).join("; ")}.`,
    `tool ${nameText(tool.name)}(${params.join(", ")}) {`,
    ...guess.ops.map((op) => `  op ${op.value}${when(op)}`),
    ...together(guess.sinks, "sink"),
    ...together(guess.acts, "act"),
    ...roleLines(guess),
    ...(result.reason === "" ? [] : [`  // ${result.reason}`]),
    `  result trust ${result.trust}${result.secrecy === null ? "" : ` secrecy ${result.secrecy}`}${result.tags.length === 0 ? "" : ` tag ${result.tags.join(", ")}`}`,
    ...(result.isText ? ["  result is text"] : []),
    ...(result.ofSenders ? messagePlaces.map((place) => `  records ${place === "" ? "" : `${place} `}{ ${messageFields} }`) : []),
    ...(guess.reversible ? [] : ["  irreversible"]),
    "}",
  ].join("\n");
}

/** Values under one condition on one line. */
function together(values: readonly Chosen<string>[], clause: string): readonly string[] {
  const byCondition = new Map<string, string[]>();
  for (const value of values) byCondition.set(when(value), [...(byCondition.get(when(value)) ?? []), value.value]);
  return [...byCondition].map(([condition, names]) => `  ${clause} ${names.join(", ")}${condition}`);
}

function when({ when: condition }: Chosen<unknown>): string {
  if (condition?.is === "present") return ` when present(args.${condition.argument})`;
  return condition === null ? "" : ` when args.${condition.argument} ${condition.is} {${condition.choices.map(quoted).join(", ")}}`;
}

/** A line for each role, with why each of its places has it. */
function roleLines({ roles }: Guess): readonly string[] {
  const byRole = new Map<string, (typeof roles)[number][]>();
  for (const one of roles) byRole.set(one.role, [...(byRole.get(one.role) ?? []), one]);
  return [...byRole].flatMap(([role, places]) => [
    ...places.map(({ path, reason, confidence }) => `  // ${confidence}: ${plain(path)}${reason === "" ? "" : `, by ${plain(reason)}`}`),
    `  role ${role}: ${[...new Set(places.map(({ path }) => path))].join(", ")}`,
  ]);
}

/** A text of ours that may hold a stranger's name: one line, cut, with nothing hidden in it. */
function plain(text: string): string {
  return cited(text, 2 * CITATION_TEXT_MAX).slice(1, -1);
}
