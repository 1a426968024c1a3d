import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { check, checkTypes, compile } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { filesOf, type Entry, type Example, type Finder } from "../diagnostics/family.ts";
import { isProjectError } from "../project/error.ts";

type Find = (example: Example, entry: Entry) => readonly Diagnostic[] | Promise<readonly Diagnostic[]>;

/** How an example of the catalogue is judged by each finder. What a program throws is no finding. */
const finders: Readonly<Partial<Record<Finder, Find>>> = {
  check: (example) => check(filesOf(example).filter(({ path }) => path.endsWith(".graph"))),
  types: findTypes,
  diff: findDiff,
  configuration: findConfiguration,
  outputs: findOutputs,
};

async function findDiff(example: Example, { before = example }: Entry): Promise<readonly Diagnostic[]> {
  const { diff } = await import("../diff/diff.ts");
  return diff(filesOf(before), filesOf(example)).diagnostics;
}

/** The TypeScript of an example stands in no file; it finds the runtime that graphc itself would find. */
async function findTypes(example: Example): Promise<readonly Diagnostic[]> {
  const [{ typeCheck }, { configurationFor }] = await Promise.all([
    import("../typescript/type-check.ts"),
    import("../project/extensions.ts"),
  ]);
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files = filesOf(example);
  const configuration = configurationFor(join(folder, "example.ts"), folder, new Map());
  const types = typeCheck({
    outputOf: (path) => join(folder, `${path}.ts`),
    rewriteImport: (specifier) => (specifier.endsWith(".graph") ? `${specifier}.ts` : specifier),
    configurationOf: () => configuration && { path: configuration.path, content: configuration.config },
    shownPath: (file) => basename(file),
    files: new Map(files.flatMap(({ path, text }) => (path.endsWith(".ts") ? [[join(folder, path), text]] : []))),
  });
  const graphs = files.filter(({ path }) => path.endsWith(".graph"));
  try {
    return await checkTypes(graphs, types);
  } catch (error) {
    // Where the runtime is not installed, an example is shown without its findings.
    if (isProjectError(error)) return [];
    throw error;
  }
}

/** The configuration of an example stands in no file. */
async function findConfiguration(example: Example): Promise<readonly Diagnostic[]> {
  const { readConfig } = await import("../project/config/read.ts");
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const found = await Promise.all(filesOf(example).map((source) => readConfig(source, join(folder, source.path))));
  return found.flatMap((one) => ("diagnostics" in one ? one.diagnostics : []));
}

/** Of the modules, those count that the example shows. */
async function findOutputs(example: Example): Promise<readonly Diagnostic[]> {
  const { outdated } = await import("../project/build/stale.ts");
  const files = filesOf(example);
  const { modules } = await compile(files.filter(({ path }) => path.endsWith(".graph")));
  return modules.flatMap(({ path, source, text }) => {
    const there = files.find((one) => one.path === path);
    const from = files.find((one) => one.path === source);
    return there === undefined || from === undefined || there.text === text
      ? []
      : [outdated({ path, state: "stale" }, from)];
  });
}

/** What is found in an example of a code; without one, in its wrong example. */
export async function findingsOf(entry: Entry, example: Example = entry.wrong): Promise<readonly Diagnostic[]> {
  return finders[entry.foundBy ?? "check"]?.(example, entry) ?? [];
}
