import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { compile } from "../../../src/compile.ts";
import { root } from "../emit/compiled.ts";
import { typeErrors } from "../emit/typescript.ts";
import { accepted, cases, refused } from "./cases.ts";

/** What graphc alone says: a target that is never given is no error of types. */
const known: readonly string[] = ["a target that is never given"];

describe("tsc on the modules that are made without --types", () => {
  it("accepts and refuses what `check --types` does", { timeout: 120_000 }, async () => {
    const all = { ...cases(accepted), ...cases(refused) };
    const names = Object.keys(all);
    const folder = join("test", `.agreement-${process.pid}`);
    onTestFinished(() => rmSync(join(root, folder), { recursive: true, force: true }));
    for (const [index, { graph, nodes }] of Object.values(all).entries()) {
      const place = join(root, folder, String(index));
      mkdirSync(place, { recursive: true });
      writeFileSync(join(place, "nodes.ts"), nodes);
      const [module] = (await compile([{ path: "x.graph", text: graph }])).modules;
      writeFileSync(join(place, "x.graph.ts"), module?.text ?? "");
    }
    const errors = typeErrors(7, folder, ["**/x.graph.ts"], { strict: true, exactOptionalPropertyTypes: true });
    const wrong = names.filter((_name, index) =>
      errors.some((line) => line.startsWith(`${folder}/${index}/x.graph.ts`)),
    );
    const expected = Object.keys(refused).filter((name) => !known.includes(name));
    expect(wrong.toSorted()).toStrictEqual(expected.toSorted());
  });
});
