/** Looks at graphs with the TypeScript beside them, all in one program, and shows findings the way a test reads them. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { checkTypes } from "../../../src/compile.ts";
import type { Diagnostic } from "../../../src/diagnostics/diagnostic.ts";
import { typeCheck } from "../../../src/typescript/type-check.ts";
import { show } from "../check/checking.ts";

export interface Case {
  readonly graph: string;
  readonly nodes: string;
}

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** The errors in each of some graphs, which import `./nodes.ts`. */
export async function found(
  cases: Readonly<Record<string, Case>>,
): Promise<Readonly<Record<string, readonly Diagnostic[]>>> {
  const names = Object.keys(cases);
  const folderOf = (name: string): string => `case${names.indexOf(name)}`;
  const sources = names.map((name) => ({ path: `${folderOf(name)}/x.graph`, text: cases[name]?.graph ?? "" }));
  const files = names.map((name) => [join(root, folderOf(name), "nodes.ts"), cases[name]?.nodes ?? ""] as const);
  const types = typeCheck({
    outputOf: (path) => join(root, `${path}.ts`),
    rewriteImport: (specifier) => specifier,
    configurationOf: () => ({ path: join(root, "tsconfig.json"), content: {} }),
    shownPath: (file) => file.split("/").at(-1) ?? "",
    files: new Map(files),
  });
  const diagnostics = await checkTypes(sources, types);
  return Object.fromEntries(
    names.map((name) => [
      name,
      diagnostics.filter(({ source, severity }) => source.path === `${folderOf(name)}/x.graph` && severity === "error"),
    ]),
  );
}

/** `CODE at "text": message (help)`. */
export function lines(diagnostics: readonly Diagnostic[] | undefined): readonly string[] {
  return (diagnostics ?? []).map(show);
}

/** A graph of one node, which runs `run`. */
export function around(node: string, { state = "", rest = "", imports = "" } = {}): string {
  return `import { run } from "./nodes.ts"
${imports}
type Kind = "a" | "b"
graph Test {
  state {
    input text: string
    input items: { name: string, price?: number }[] = []
    output kind?: Kind
    output count: int = 0
    output log: string[] = [] reduce append
    ${state}
  }
  node step${node}
  ${rest === "" ? "start -> step -> end" : rest}
}
`;
}
