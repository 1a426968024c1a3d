import { expect, it } from "vitest";
import { parse } from "../../../src/parse/parse.ts";

it.each(["valueOf", "toString", "constructor", "__proto__"])(
  "reports %s in an odd place like any other name",
  (name) => {
    for (const text of [name, `${name} -> x`, `graph G { ${name} }`]) {
      expect(parse({ path: "odd.graph", text }).diagnostics.length).toBeGreaterThan(0);
    }
  },
);
