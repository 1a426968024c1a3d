import { describe, expect, it } from "vitest";
import { exampleOf } from "../../../src/cli/serve/example.ts";

describe("the input that `graphc serve` proposes", () => {
  it("has what is required, each by its type", () => {
    const schema = {
      type: "object",
      required: ["text", "count", "price", "urgent", "kind", "tags", "place", "maybe"],
      properties: {
        text: { type: "string" },
        count: { type: "integer", minimum: 3 },
        price: { type: "number" },
        urgent: { type: "boolean" },
        kind: { enum: ["a", "b"] },
        tags: { type: "array", items: { type: "string" }, minItems: 2 },
        place: { $ref: "#/$defs/Place" },
        maybe: { anyOf: [{ const: "x" }, { type: "null" }] },
        optional: { type: "string" },
      },
      $defs: {
        Place: {
          type: "object",
          required: ["at"],
          properties: { at: { type: "array", prefixItems: [{ type: "number" }] } },
        },
      },
    };
    expect(exampleOf(schema)).toEqual({
      text: "…",
      count: 3,
      price: 1,
      urgent: true,
      kind: "a",
      tags: ["…", "…"],
      place: { at: [1] },
      maybe: "x",
    });
  });

  it("ends for a type that contains itself", () => {
    const schema = { type: "object", required: ["next"], properties: { next: { $ref: "#" } } };
    expect(JSON.stringify(exampleOf(schema))).toMatch(/^(\{"next":)+null\}+$/);
  });
});
