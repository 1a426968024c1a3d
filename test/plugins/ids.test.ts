import { posix, win32 } from "node:path";
import { describe, expect, it } from "vitest";
import { fileOf, idOf } from "../../src/plugins/ids.ts";

describe("Ids of modules", () => {
  it.each([
    ["/app/support.graph", "/app/support.graph"],
    ["/app/support.graph?v=123", "/app/support.graph"],
    ["/app/support.graph?t=1700000000000", "/app/support.graph"],
    ["/app/a b/süd.graph", "/app/a b/süd.graph"],
  ])("lead to a graph: %s", (id, file) => {
    expect(fileOf(id, posix)).toBe(file);
  });

  it.each([
    ["C:/app/support.graph", "C:\\app\\support.graph"],
    ["C:\\app\\support.graph?v=1", "C:\\app\\support.graph"],
    ["//server/share/support.graph", "\\\\server\\share\\support.graph"],
  ])("lead to a graph on Windows: %s", (id, file) => {
    expect(fileOf(id, win32)).toBe(file);
  });

  it.each([
    "/app/support.graph?raw",
    "/app/support.graph?url",
    "/app/support.graph?v=1&raw",
    "/app/support.graph.ts",
    "/app/support.graphql",
    "\0/app/support.graph",
    "virtual:support.graph",
    "./support.graph",
  ])("are left to others: %j", (id) => {
    expect(fileOf(id, posix)).toBeUndefined();
  });

  it("have slashes on Windows", () => {
    expect(idOf("C:\\app\\support.graph", win32)).toBe("C:/app/support.graph");
    expect(idOf("/app/odd\\name.graph", posix)).toBe("/app/odd\\name.graph");
  });
});
