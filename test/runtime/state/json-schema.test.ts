import { describe, expect, test } from "vitest";
import * as rt from "../../../runtime/state/schemas.ts";
import type { Schema } from "../../../runtime/types/schema.ts";

const draft = "https://json-schema.org/draft/2020-12/schema";

describe("the JSON Schema of", () => {
  test.each<[string, Schema<unknown>, object]>([
    ["string", rt.string, { type: "string" }],
    ["int", rt.int, { type: "integer" }],
    ["number", rt.number, { type: "number" }],
    ["boolean", rt.boolean, { type: "boolean" }],
    ["date", rt.date, { type: "string", format: "date-time" }],
    ["bigint", rt.bigint, { type: "string", pattern: "^-?[0-9]+$" }],
    ["bytes", rt.bytes, { type: "string", contentEncoding: "base64" }],
    ["json", rt.json, {}],
    ["opaque", rt.opaque("Message"), { title: "Message" }],
    ["one literal", rt.literals("a"), { const: "a" }],
    ["null", rt.literals(null), { type: "null" }],
    ["literals", rt.literals<string | number | boolean | bigint | null>("a", 1, 10n), { enum: ["a", 1, "10"] }],
    ["array", rt.array(rt.int), { type: "array", items: { type: "integer" } }],
    [
      "tuple",
      rt.tuple(rt.int, rt.string),
      { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }], items: false, minItems: 2 },
    ],
    ["map", rt.map(rt.int), { type: "object", additionalProperties: { type: "integer" } }],
    ["either", rt.either<unknown>(rt.int, rt.string), { anyOf: [{ type: "integer" }, { type: "string" }] }],
    ["reduced", rt.reduced(rt.array(rt.int)), { type: "array", items: { type: "integer" } }],
    [
      "where",
      rt.where(rt.int, (n) => n > 0, "value > 0", { exclusiveMinimum: 0 }),
      { type: "integer", exclusiveMinimum: 0 },
    ],
    [
      "conditions on one keyword",
      rt.where(
        rt.where(rt.int, (n) => n > 0, "value > 0", { minimum: 0 }),
        (n) => n > 1,
        "value > 1",
        { minimum: 1 },
      ),
      { allOf: [{ type: "integer", minimum: 0 }, { minimum: 1 }] },
    ],
    [
      "object",
      rt.object<{ a: number; b?: string }>({ a: rt.int, b: rt.optional(rt.string) }),
      { type: "object", properties: { a: { type: "integer" }, b: { type: "string" } }, required: ["a"] },
    ],
    [
      "fields",
      rt.fields<{ a: number }>({ a: rt.int }),
      { type: "object", properties: { a: { type: "integer" } }, required: ["a"], additionalProperties: false },
    ],
    [
      "update",
      rt.updateOf<{ a: number }>({ a: rt.int }),
      { type: "object", properties: { a: { type: "integer" } }, additionalProperties: false },
    ],
    [
      "partial",
      rt.partial(rt.object<{ a: number }>({ a: rt.int })),
      { type: "object", properties: { a: { type: "integer" } } },
    ],
  ])("%s", (_, schema, expected) => {
    expect(schema.jsonSchema).toEqual({ $schema: draft, ...expected });
  });

  test("a recursive type refers to its definition", () => {
    interface Tree {
      readonly children: readonly Tree[];
    }
    const tree: Schema<Tree> = rt.lazy("Tree", () => rt.object<Tree>({ children: rt.array(tree) }));
    expect(rt.array(tree).jsonSchema).toEqual({
      $schema: draft,
      type: "array",
      items: { $ref: "#/$defs/Tree" },
      $defs: {
        Tree: {
          type: "object",
          properties: { children: { type: "array", items: { $ref: "#/$defs/Tree" } } },
          required: ["children"],
        },
      },
    });
  });

  test("it is made once and frozen", () => {
    const schema = rt.array(rt.literals("a", "b"));
    expect(schema.jsonSchema).toBe(schema.jsonSchema);
    expect(Object.isFrozen(schema.jsonSchema)).toBe(true);
    expect(Object.isFrozen(schema.jsonSchema["items"])).toBe(true);
  });
});
