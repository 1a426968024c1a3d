import { expect, it } from "vitest";
import * as http from "@graphc/runtime/http";
import * as node from "@graphc/runtime/http/node";

it("@graphc/runtime/http and its part for Node offer these names, and no others", () => {
  expect(Object.keys(http).toSorted()).toEqual(["createHandler", "createService", "isThreadId"]);
  expect(Object.keys(node)).toEqual(["serve"]);
});
