// What is read of catalogues: every place where MCP and model APIs put the list, every fault with its code, and the types that JSON
// Schemas come to.

import { describe, expect, test } from "vitest";
import { SCHEMA_DEPTH_MAX } from "../../src/base/limits.js";
import { readCatalogue } from "../../src/catalogue/read.js";
import { readSchema } from "../../src/catalogue/schema.js";
import { typeText } from "../../src/catalogue/tool.js";

const one = { name: "look", description: "Looks.", inputSchema: { type: "object", properties: { at: { type: "string" } }, required: ["at"] } };
const names = (value: unknown): readonly string[] | undefined => readCatalogue(JSON.stringify(value)).tools?.map(({ name }) => name);
const codes = (text: string): readonly string[] => readCatalogue(text).problems.map(({ code }) => code);

describe("the list", () => {
  test.each<[string, unknown]>([
    ["the list alone", [one]],
    ["MCP's result", { tools: [one] }],
    ["MCP's answer", { jsonrpc: "2.0", id: 1, result: { tools: [one], nextCursor: "x" } }],
    ["functions", { functions: [{ name: "look", parameters: one.inputSchema }] }],
    ["functions in tools", [{ type: "function", function: { name: "look", parameters: one.inputSchema } }]],
    ["input_schema", [{ name: "look", input_schema: one.inputSchema }]],
    ["function declarations", { tools: [{ functionDeclarations: [{ name: "look", parametersJsonSchema: one.inputSchema }] }] }],
  ])("%s", (_, value) => {
    expect(names(value)).toEqual(["look"]);
    expect(readCatalogue(JSON.stringify(value)).tools?.[0]?.arguments.map(({ name, optional }) => [name, optional])).toEqual([["at", false]]);
  });

  test.each<[string, string, readonly string[], readonly string[] | null]>([
    ["no JSON", "{", ["catalogue/not-json"], null],
    ["no list", "{\"resources\": []}", ["catalogue/no-tools"], null],
    ["a tool without a name", "[{\"description\": \"x\"}, 4, {\"name\": \"a\"}]", ["catalogue/no-name", "catalogue/no-name"], ["a"]],
    ["a name that is no text", "[{\"name\": \"\\ud800\"}]", ["catalogue/no-name"], []],
    ["a tool twice", "[{\"name\": \"a\"}, {\"name\": \"a\"}]", ["catalogue/twice"], ["a"]],
    ["a schema that is none", "[{\"name\": \"a\", \"inputSchema\": \"text\"}]", ["catalogue/field"], ["a"]],
    ["a description that is none", "[{\"name\": \"a\", \"description\": 4}]", ["catalogue/field"], ["a"]],
    ["hints that are none", "[{\"name\": \"a\", \"annotations\": {\"readOnlyHint\": \"yes\"}}]", ["catalogue/field"], ["a"]],
  ])("%s", (_, text, expected, left) => {
    expect(codes(text)).toEqual(expected);
    expect(readCatalogue(text).tools?.map(({ name }) => name) ?? null).toEqual(left);
  });

  test("bounds", () => {
    expect(codes(`[${" ".repeat(1 << 24)}]`)).toEqual(["catalogue/too-long"]);
    expect(codes(JSON.stringify(Array.from({ length: 8193 }, () => 0)))).toEqual(["catalogue/too-many"]);
  });

  test("what cannot be read, or stands twice, takes any arguments", () => {
    const tools = readCatalogue("[{\"name\": \"a\", \"inputSchema\": []}, {\"name\": \"b\"}, {\"name\": \"b\"}]").tools ?? [];
    expect(tools.map(({ name, open, unread }) => [name, open, unread !== null])).toEqual([["a", true, true], ["b", true, true]]);
  });
});

describe("types", () => {
  const read = (schema: object, root: object = {}): string => {
    const found = readSchema({ type: "object", properties: { x: schema }, required: ["x"], ...root });
    const [argument] = found.kind === "arguments" ? found.arguments : [];
    return argument === undefined ? "none" : `${argument.optional ? "?" : ""}${typeText(argument.type)}${argument.unsaid.length > 0 ? " !" : ""}`;
  };
  test.each<[object, string]>([
    [{ type: "string" }, "string"], [{ type: "integer" }, "number"], [{ type: "boolean" }, "boolean"], [{}, "any"],
    [{ enum: ["a", "b"] }, "string"], [{ enum: ["a", 1] }, "string | number"], [{ const: 4 }, "number"],
    [{ type: ["string", "null"] }, "?string"], [{ anyOf: [{ type: "number" }, { type: "null" }] }, "?number"],
    [{ oneOf: [{ type: "string" }, { type: "array", items: { type: "string" } }] }, "string | list of string"],
    [{ type: "array" }, "list of any"], [{ type: "array", items: { anyOf: [{ type: "string" }, { type: "number" }] } }, "list of (string | number)"],
    [{ type: "array", prefixItems: [{ type: "string" }, { type: "number" }] }, "list of (string | number) !"],
    [{ type: "object", additionalProperties: { type: "number" } }, "map of number"],
    [{ type: "object" }, "{ ... }"],
    [{ type: "object", properties: { "a b": { type: "string" }, c: { type: "number" } }, required: ["c"] }, "{ \"a b\"?: string, c: number }"],
    [{ type: "object", properties: { a: {} }, additionalProperties: true }, "{ a?: any, ... }"],
    [{ allOf: [{ type: "object", properties: { a: { type: "string" } }, required: ["a"] }, { type: "object", properties: { b: { type: "number" } } }] }, "{ a: string, b?: number }"],
    [{ anyOf: [{ type: "object", properties: { a: { type: "string" } }, required: ["a"] }, { type: "object", properties: { a: { type: "number" } } }] }, "{ a?: string | number }"],
    [{ type: "null" }, "?any !"], [{ type: "colour" }, "any !"], [{ $ref: "#/nowhere" }, "any !"], [{ $ref: "https://schemas.example/x" }, "any !"],
  ])("%j", (schema, expected) => {
    expect(read(schema)).toBe(expected);
  });
  test("references, also to themselves and without end", () => {
    expect(read({ $ref: "#/$defs/place" }, { $defs: { place: { type: "object", properties: { city: { type: "string" } } } } })).toBe("{ city?: string }");
    expect(read({ $ref: "#/$defs/tree" }, { $defs: { tree: { type: "object", properties: { next: { $ref: "#/$defs/tree" } } } } })).toBe("{ next?: any } !");
    const wide = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`d${at}`, { anyOf: Array.from({ length: 12 }, (__, to) => ({ type: "array", items: { $ref: `#/$defs/d${to}` } })) }]));
    expect(read({ $ref: "#/$defs/d0" }, { $defs: wide })).toContain("!");
    let deep: object = { type: "string" };
    for (let level = 0; level <= SCHEMA_DEPTH_MAX; level++) deep = { type: "array", items: deep };
    expect(read(deep)).toContain("any !");
  });
});
