// A JSON Schema of a tool's input -> its arguments, typed as far as the policy language can say. What it cannot say becomes `any` or is
// left out of the type, and that is said beside it. References lead only within the schema; one that leads to itself ends in `any`.
// Knows nothing of what arguments mean.

import { SCHEMA_DEPTH_MAX, SCHEMA_PARTS_MAX } from "../base/limits.js";
import type { Argument, ArgumentType } from "./tool.js";

/** A tool's arguments, or why they could not be read. */
export type ReadSchema =
  | { readonly kind: "arguments"; readonly arguments: readonly Argument[]; readonly open: boolean }
  | { readonly kind: "unread"; readonly problem: string };

type Schema = Readonly<Record<string, unknown>>;

/** What a schema is read in: the whole of it, for references, the references that led here, how much was read, and what could not be said. */
interface Reading {
  readonly root: Schema;
  readonly through: readonly string[];
  readonly depth: number;
  readonly work: { parts: number };
  readonly unsaid: string[];
}

/** Reads the input schema of a tool. Without one the tool takes no arguments. */
export function readSchema(schema: unknown): ReadSchema {
  if (schema === undefined || schema === null) return { kind: "arguments", arguments: [], open: false };
  if (!isSchema(schema)) return { kind: "unread", problem: "it is no JSON object" };
  const unsaid: string[] = [];
  const type = typeOf(schema, { root: schema, through: [], depth: 0, work: { parts: 0 }, unsaid });
  if (type.kind === "union" && type.of.every((one) => one.kind === "record")) return whole(merged(type.of.filter((one) => one.kind === "record")));
  if (type.kind === "map") return { kind: "arguments", arguments: [], open: true };
  if (type.kind !== "record") return { kind: "unread", problem: unsaid[0] ?? "it describes no object" };
  return whole(type);
}

function whole(record: Extract<ArgumentType, { kind: "record" }>): ReadSchema {
  return { kind: "arguments", arguments: record.fields, open: record.open };
}

function isSchema(value: unknown): value is Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const any: ArgumentType = { kind: "any" };

function typeOf(schema: unknown, reading: Reading): ArgumentType {
  if (schema === true) return any;
  if (!isSchema(schema)) return unsaid(reading, "a part of the schema is no JSON object");
  if (reading.depth > SCHEMA_DEPTH_MAX) return unsaid(reading, "the schema is nested too deep");
  // References may name one part again and again: what is read is counted, not what is written.
  if (++reading.work.parts > SCHEMA_PARTS_MAX) return unsaid(reading, "the schema is too large");
  const deeper = { ...reading, depth: reading.depth + 1 };
  if (typeof schema["$ref"] === "string") return followed(schema["$ref"], deeper);
  const alternatives = [schema["anyOf"], schema["oneOf"]].find((list): list is unknown[] => Array.isArray(list));
  if (alternatives !== undefined) {
    const own = ownType({ ...schema, anyOf: undefined, oneOf: undefined }, deeper);
    // What stands beside the alternatives holds of each: fields of a record are joined to it.
    const read = alternatives.filter((one) => !isNull(one)).map((one) => typeOf(one, deeper)).map((one) => (own.kind === "record" && own.fields.length > 0 && one.kind === "record" ? merged([own, one], true) : one));
    return read.length === 0 || (own.kind === "record" && own.fields.length > 0 && read.some((one) => one.kind !== "record")) ? own : unionOf(read);
  }
  if (Array.isArray(schema["allOf"])) return allOf(schema, schema["allOf"], deeper);
  return ownType(schema, deeper);
}

function allOf(schema: Schema, parts: readonly unknown[], reading: Reading): ArgumentType {
  const read = [ownType({ ...schema, allOf: undefined }, reading), ...parts.map((one) => typeOf(one, reading))].filter((one) => one.kind !== "any");
  const records = read.filter((one) => one.kind === "record");
  if (records.length === read.length && records.length > 0) return merged(records, true);
  return read.length === 1 ? read[0] ?? any : read.length === 0 ? any : unsaid(reading, "`allOf` of types that are no records");
}

/** What a schema says by itself: its `type`, or what its other words imply. */
function ownType(schema: Schema, reading: Reading): ArgumentType {
  const type = schema["type"];
  if (Array.isArray(type)) return unionOf(type.filter((one) => one !== "null").map((one) => ownType({ ...schema, type: one }, reading)));
  const listed = Array.isArray(schema["enum"]) ? schema["enum"] : "const" in schema ? [schema["const"]] : null;
  if (type === undefined && listed !== null) return unionOf([...new Set(listed.filter((one) => one !== null).map((one) => typeof one))].map(scalar));
  switch (type) {
    case "string": return { kind: "string" };
    case "number": case "integer": return { kind: "number" };
    case "boolean": return { kind: "boolean" };
    case "array": return { kind: "list", of: itemsOf(schema, reading) };
    case "object": return objectOf(schema, reading);
    case undefined: return isSchema(schema["properties"]) ? objectOf(schema, reading) : "items" in schema ? { kind: "list", of: itemsOf(schema, reading) } : any;
    case "null": return unsaid(reading, "it may be null alone");
    default: return unsaid(reading, `the type ${JSON.stringify(type)} is none of JSON Schema`);
  }
}

function scalar(name: string): ArgumentType {
  return name === "string" || name === "number" || name === "boolean" ? { kind: name } : any;
}

function itemsOf(schema: Schema, reading: Reading): ArgumentType {
  const tuple = Array.isArray(schema["prefixItems"]) ? schema["prefixItems"] : Array.isArray(schema["items"]) ? schema["items"] : null;
  if (tuple === null) return schema["items"] === undefined ? any : typeOf(schema["items"], reading);
  reading.unsaid.push("a list whose items have types by place");
  return unionOf(tuple.map((one) => typeOf(one, reading)));
}

function objectOf(schema: Schema, reading: Reading): ArgumentType {
  const more = schema["additionalProperties"];
  const properties = isSchema(schema["properties"]) ? Object.entries(schema["properties"]) : [];
  if (isSchema(schema["patternProperties"])) reading.unsaid.push("names of fields by pattern");
  if (properties.length === 0) return isSchema(more) ? { kind: "map", of: typeOf(more, reading) } : { kind: "record", fields: [], open: more === true || reading.depth > 1 };
  const required = new Set(Array.isArray(schema["required"]) ? schema["required"] : []);
  const fields = properties.map(([name, field]) => argumentOf(name, field, required.has(name), reading));
  return { kind: "record", fields, open: more === true || isSchema(more) || isSchema(schema["patternProperties"]) };
}

function argumentOf(name: string, schema: unknown, required: boolean, reading: Reading): Argument {
  const own: string[] = [];
  const type = typeOf(schema, { ...reading, unsaid: own });
  reading.unsaid.push(...own);
  const said = isSchema(schema) ? schema : {};
  const inner = [said, ...[said["anyOf"], said["oneOf"]].flatMap((list) => (Array.isArray(list) ? list : [])).filter(isSchema)];
  const target = typeof said["$ref"] === "string" ? named(said["$ref"], reading.root) : undefined;
  const all = isSchema(target) ? [...inner, target] : inner;
  return {
    name, type, unsaid: [...new Set(own)],
    // A value that may be null may also be none.
    optional: !required || all.some((one) => one["type"] === "null" || (Array.isArray(one["type"]) && one["type"].includes("null"))),
    description: textOf(all, "description") || textOf(all, "title"),
    format: textOf(all, "format"),
    choices: [...new Set(all.flatMap((one) => (Array.isArray(one["enum"]) ? one["enum"] : "const" in one ? [one["const"]] : [])))].filter((one) => typeof one === "string"),
  };
}

function textOf(schemas: readonly Schema[], key: string): string {
  return schemas.map((one) => one[key]).find((one): one is string => typeof one === "string") ?? "";
}

function isNull(schema: unknown): boolean {
  return isSchema(schema) && (schema["type"] === "null" || schema["const"] === null);
}

function followed(reference: string, reading: Reading): ArgumentType {
  if (reading.through.includes(reference)) return unsaid(reading, `the reference ${JSON.stringify(reference)} leads to itself`);
  const target = named(reference, reading.root);
  if (target === undefined) return unsaid(reading, `the reference ${JSON.stringify(reference)} leads nowhere in the schema`);
  return typeOf(target, { ...reading, through: [...reading.through, reference] });
}

/** What a reference within the schema names (`#/$defs/Place`); undefined where there is nothing. */
function named(reference: string, root: Schema): unknown {
  if (reference !== "#" && !reference.startsWith("#/")) return undefined;
  let here: unknown = root;
  for (const step of reference.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    here = (isSchema(here) || Array.isArray(here)) && Object.hasOwn(here, name) ? Reflect.get(here, name) : undefined;
  }
  return here;
}

/** Types of which any may stand; records are told apart by nothing and so become one. */
function unionOf(types: readonly ArgumentType[]): ArgumentType {
  const flat = types.flatMap((type) => (type.kind === "union" ? type.of : [type]));
  const records = flat.filter((type) => type.kind === "record");
  const joined = [...flat.filter((type) => type.kind !== "record"), ...(records.length === 0 ? [] : [records.length === 1 ? records[0] ?? any : merged(records)])];
  const unique = [...new Map(joined.map((type) => [JSON.stringify(type), type])).values()];
  if (unique.length === 0 || unique.some((type) => type.kind === "any")) return any;
  return unique.length === 1 ? unique[0] ?? any : { kind: "union", of: unique };
}

/** Records as one: with `all`, what each asks for holds; else a field is required only where every one requires it. */
function merged(records: readonly Extract<ArgumentType, { kind: "record" }>[], all = false): Extract<ArgumentType, { kind: "record" }> {
  const fields = new Map<string, Argument[]>();
  for (const field of records.flatMap((record) => record.fields)) fields.set(field.name, [...(fields.get(field.name) ?? []), field]);
  return {
    kind: "record",
    open: records.some((record) => record.open),
    fields: [...fields.values()].map((same): Argument => ({
      name: same[0]?.name ?? "",
      optional: all ? same.every((field) => field.optional) : same.length < records.length || same.some((field) => field.optional),
      type: unionOf(same.map((field) => field.type)),
      description: same.map((field) => field.description).find((text) => text !== "") ?? "",
      format: same.map((field) => field.format).find((text) => text !== "") ?? "",
      choices: [...new Set(same.flatMap((field) => field.choices))],
      unsaid: [...new Set(same.flatMap((field) => field.unsaid))],
    })),
  };
}

function unsaid(reading: Reading, what: string): ArgumentType {
  reading.unsaid.push(what);
  return any;
}
