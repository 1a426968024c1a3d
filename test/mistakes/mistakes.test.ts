import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { check, checkTypes } from "../../src/compile.ts";
import { diff } from "../../src/diff/diff.ts";
import { entries } from "../../src/diagnostics/catalogue/index.ts";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { typeCheck } from "../../src/typescript/type-check.ts";
import { rejection, runnerOf } from "../acceptance/run.ts";
import { casesIn, here, type Case } from "./cases.ts";
import { marked } from "./marks.ts";

const folders = ["syntax", "names", "types", "state", "nodes", "flow"] as const;
const inFolders = folders.map((folder) => [folder, casesIn(folder)] as const);
const [bindings, evolution, programs, silent] = [
  casesIn("bindings"),
  casesIn("evolution"),
  casesIn("programs"),
  casesIn("silent"),
] as const;
const named = (cases: readonly Case[]) => cases.map((one) => [one.path, one] as const);

/** The marks in the files are what is found, no more and no less. `vitest -u` writes them; the codes in the first line of a case are written by hand. */
async function expectMarks({ sources, codes }: Case, diagnostics: readonly Diagnostic[]): Promise<void> {
  expect([...new Set(diagnostics.map(({ code }) => code))].toSorted()).toEqual(codes.toSorted());
  for (const source of sources) await expect(marked(source, diagnostics)).toMatchFileSnapshot(join(here, source.path));
}

describe.each(inFolders)("mistakes in %s:", (_, cases) => {
  it.each(named(cases))("%s", async (_path, one) => {
    await expectMarks(one, check(one.sources));
  });
});

describe("mistakes in the TypeScript beside graphs:", () => {
  const sources = bindings.flatMap((one) => one.sources);
  const found = checkTypes(
    sources,
    typeCheck({
      outputOf: (path) => join(here, `${path}.ts`),
      rewriteImport: (specifier) => specifier,
      configurationOf: () => ({ path: join(here, "../../tsconfig.json"), content: {} }),
      shownPath: (file) => file.replace(here, ""),
    }),
  );

  it.each(named(bindings))("%s", async (path, one) => {
    const diagnostics = await found;
    await expectMarks(
      one,
      diagnostics.filter(({ source }) => source.path.startsWith(`${path}/`)),
    );
  });
});

describe("changes that stored threads do not survive:", () => {
  it.each(named(evolution))("%s", async (_, one) => {
    const [after, before] = one.sources;
    if (!after || !before) throw new Error("A change has an old and a new graph");
    const { diagnostics } = diff([before], [after]);
    expect(check([before])).toEqual([]);
    await expectMarks(one, diagnostics);
  });
});

describe("mistakes of programs, which making the app refuses:", () => {
  it.each(named(programs))("%s", async (_, { sources, codes }) => {
    expect(codes).toEqual(["G610"]);
    expect(check(sources)).toEqual([]);
    const error = await rejection(runnerOf(sources));
    expect(error.message).toMatch(/checkpointer/);
  });
});

describe("correct graphs are silent:", () => {
  it.each(named(silent))("%s", async (_, one) => {
    await expectMarks(one, check(one.sources));
  });
});

describe("the corpus", () => {
  const wrong = [...inFolders.flatMap(([, cases]) => cases), ...bindings, ...evolution, ...programs];

  it("has every code of a graph", () => {
    const shown = new Set(wrong.flatMap(({ codes }) => codes));
    // G9xx are of configurations and of what is built.
    expect([...entries.keys()].filter((code) => !shown.has(code) && !code.startsWith("G9"))).toEqual([]);
  });

  it("is as large as it must be", () => {
    expect(wrong.length).toBeGreaterThanOrEqual(120);
    expect(silent.length).toBeGreaterThanOrEqual(60);
  });

  it("says of every mistake in its first line what is wrong", () => {
    expect(wrong.filter(({ codes }) => codes.length === 0).map(({ path }) => path)).toEqual([]);
  });
});
