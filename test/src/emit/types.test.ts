import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { root } from "./compiled.ts";
import { strictest, typeErrors } from "./typescript.ts";

const { isolatedDeclarations: _, ...options } = strictest;

describe("the types of generated modules", () => {
  it("let everything through that is right, and refuse 79 things that are wrong", () => {
    expect(typeErrors(7, "test/types", ["*.ts"], options)).toEqual([]);
    expect(readFileSync(`${root}test/types/refusals.ts`, "utf8").match(/@ts-expect-error/g)).toHaveLength(79);
  });

  it.each([5, 6] as const)("do so in TypeScript %i", { timeout: 180_000 }, (version) => {
    expect(typeErrors(version, "test/types", ["*.ts"], options)).toEqual([]);
  });
});
