// The text of a tool catalogue -> its tools, described. Reads what MCP's `tools/list` gives (the answer, its `result`, or the list
// alone) and lists of functions as model APIs take them. Nothing is left out: a tool that cannot be read is told, with a code; one
// whose arguments cannot be read is a tool all the same. Knows no policy.

import { z } from "zod";
import { CATALOGUE_TEXT_MAX, CATALOGUE_TOOLS_MAX, NAME_TEXT_MAX } from "../base/limits.js";
import { failure } from "../base/messages.generated.js";
import { readSchema } from "./schema.js";
import type { DescribedTool, Hints } from "./tool.js";

/** What is wrong with a catalogue, or with one of its tools. */
export interface CatalogueProblem {
  readonly code: string;
  readonly message: string;
}

/** A catalogue; `tools` is null where there is none to be read. */
export interface Catalogue {
  readonly tools: readonly DescribedTool[] | null;
  readonly problems: readonly CatalogueProblem[];
}

const hint = z.boolean().optional();
const shapes = {
  name: z.string().min(1).max(NAME_TEXT_MAX).refine((text) => text.isWellFormed(), "it is not well-formed Unicode"),
  text: z.string().nullish(),
  annotations: z.looseObject({ title: z.string().optional(), readOnlyHint: hint, destructiveHint: hint, idempotentHint: hint, openWorldHint: hint }).nullish(),
} as const;

/** Reads a catalogue. A tool that stands twice comes once, with arguments that nobody can read. */
export function readCatalogue(text: string): Catalogue {
  if (text.length > CATALOGUE_TEXT_MAX) return none(failure("catalogue/too-long", { max: CATALOGUE_TEXT_MAX }));
  let value: unknown;
  try {
    value = JSON.parse(text.startsWith("\uFEFF") ? text.slice(1) : text);
  } catch (error) {
    return none(failure("catalogue/not-json", { problem: error instanceof Error ? error.message : String(error) }));
  }
  const list = listIn(value);
  if (list === null) return none(failure("catalogue/no-tools", {}));
  if (list.length > CATALOGUE_TOOLS_MAX) return none(failure("catalogue/too-many", { tools: list.length, max: CATALOGUE_TOOLS_MAX }));
  const problems: CatalogueProblem[] = [];
  const tools = new Map<string, DescribedTool>();
  for (const [index, entry] of list.entries()) {
    const tool = readTool(entry, index, problems);
    if (tool === null) continue;
    const before = tools.get(tool.name);
    if (before !== undefined) problems.push(failure("catalogue/twice", { name: tool.name }));
    tools.set(tool.name, before === undefined ? tool : { ...before, description: `${before.description}\n${tool.description}`, arguments: [], open: true, unread: "the tool stands in the catalogue twice" });
  }
  return { tools: [...tools.values()], problems };
}

function none(problem: CatalogueProblem): Catalogue {
  return { tools: null, problems: [problem] };
}

/** The list of tools in what was given, wherever MCP or a model's API puts it. */
function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value.flatMap((entry) => (isObject(entry) && Array.isArray(entry["functionDeclarations"]) ? entry["functionDeclarations"] : [entry]));
  if (!isObject(value)) return null;
  for (const key of ["tools", "functions", "functionDeclarations"]) if (Array.isArray(value[key])) return listIn(value[key]);
  return isObject(value["result"]) ? listIn(value["result"]) : null;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function readTool(entry: unknown, index: number, problems: CatalogueProblem[]): DescribedTool | null {
  const body = isObject(entry) && isObject(entry["function"]) ? entry["function"] : entry;
  const name = shapes.name.safeParse(isObject(body) ? body["name"] : undefined);
  if (!isObject(body) || !name.success) {
    problems.push(failure("catalogue/no-name", { index: index + 1, problem: isObject(body) ? problemOf(name) : "it is no JSON object" }));
    return null;
  }
  const told = (field: string, problem: string): void => void problems.push(failure("catalogue/field", { name: name.data, field, problem }));
  const textIn = (field: string): string => {
    const read = shapes.text.safeParse(body[field]);
    if (!read.success) told(field, problemOf(read));
    return read.data ?? "";
  };
  const annotations = shapes.annotations.safeParse(body["annotations"]);
  if (!annotations.success) told("annotations", problemOf(annotations));
  const key = ["inputSchema", "input_schema", "parameters", "parametersJsonSchema"].find((known) => body[known] !== undefined) ?? "inputSchema";
  const schema = readSchema(body[key]);
  if (schema.kind === "unread") told(key, schema.problem);
  return {
    name: name.data,
    title: textIn("title") || (annotations.data?.title ?? ""),
    description: textIn("description"),
    arguments: schema.kind === "unread" ? [] : schema.arguments,
    open: schema.kind === "unread" || schema.open,
    unread: schema.kind === "unread" ? schema.problem : null,
    hints: hintsOf(annotations.data ?? {}),
  };
}

function hintsOf(annotations: NonNullable<z.infer<typeof shapes.annotations>>): Hints {
  const { readOnlyHint, destructiveHint, idempotentHint, openWorldHint } = annotations;
  return { readOnly: readOnlyHint, destructive: destructiveHint, idempotent: idempotentHint, openWorld: openWorldHint };
}

function problemOf(read: { readonly success: boolean; readonly error?: z.ZodError | undefined }): string {
  const [issue] = read.error?.issues ?? [];
  return issue === undefined ? "" : `${issue.path.length > 0 ? `${issue.path.join(".")}: ` : ""}${issue.message.replace(/^Invalid input: /, "")}`;
}
