import { describe, expect, it } from "vitest";
import { typesSchemas } from "../../golden/types.graph.ts";
import { supportSchemas } from "../../golden/support.graph.ts";

interface JsonSchema {
  readonly properties: { readonly [name: string]: unknown };
  readonly required: readonly string[];
}

function stateOf(schema: { readonly jsonSchema: object }): JsonSchema {
  return schema.jsonSchema as JsonSchema;
}

describe("conditions in the JSON Schema of generated modules", () => {
  const { properties } = stateOf(typesSchemas.state);

  it.each([
    ["value >= 0 && value <= 150", "age", { type: "integer", minimum: 0, maximum: 150 }],
    ["matches(value, /…/)", "email", { type: "string", pattern: "^[^@]+@[^@]+$" }],
    ["startsWith and len", "slug", { type: "string", pattern: "^a\\.b", minLength: 3, maxLength: 20 }],
    ["value > 0 && 1 > value", "share", { type: "number", exclusiveMinimum: 0, exclusiveMaximum: 1 }],
    ["value % 2 == 0", "even", { type: "integer", multipleOf: 2 }],
    ["len(value) of an array", "tags", { type: "array", maxItems: 10 }],
    ["len(value) of a map", "sizes", { type: "object", maxProperties: 3 }],
  ])("%s", (_condition, field, expected) => {
    expect(properties[field]).toMatchObject(expected);
  });

  it("say nothing where JSON Schema has no word", () => {
    expect(properties["odd"]).toEqual({ type: "integer" });
  });

  it("are checked all the same", () => {
    const validate = typesSchemas.update["~standard"].validate;
    expect(validate({ odd: 3 }).issues).toBeUndefined();
    expect(validate({ odd: 4 }).issues).toHaveLength(1);
  });
});

describe("the schemas of a graph", () => {
  it("require of the input what has no default, and nothing that is not input", () => {
    const validate = supportSchemas.input["~standard"].validate;
    expect(validate({ text: "x", customer: "Ada" }).issues).toBeUndefined();
    expect(validate({ text: "x" }).issues).toHaveLength(1);
    expect(validate({ text: "  ", customer: "Ada" }).issues).toHaveLength(1);
    expect(validate({ text: "x", customer: "Ada", category: "urgent" }).issues).toHaveLength(1);
  });

  it("take values of recursive types", () => {
    const validate = typesSchemas.update["~standard"].validate;
    const tree = (name: string): object => ({
      name: "root",
      children: [{ name: "a", children: [{ name, children: [] }] }],
    });
    expect(validate({ tree: tree("leaf") }).issues).toBeUndefined();
    expect(validate({ tree: tree("") }).issues).toHaveLength(1);
  });

  it("take answers of asks", () => {
    const validate = supportSchemas.asks.signOff["~standard"].validate;
    expect(validate({ approved: true, comment: "fine" }).issues).toBeUndefined();
    expect(validate({ approved: true, comment: "x".repeat(501) }).issues).toHaveLength(1);
  });
});
