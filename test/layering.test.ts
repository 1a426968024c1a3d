import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, sep } from "node:path";
import { ts } from "ts-morph";
import { describe, expect, it } from "vitest";

/** What a part of the project may import beside itself. */
interface Row {
  /** Parts whose values and types it may use. */
  readonly parts: readonly string[];
  /** Parts of which it may use types alone. */
  readonly types?: readonly string[];
  readonly packages?: readonly string[];
}

const phases = ["src/parse", "src/bind", "src/check", "src/emit"];
const core = [
  "runtime/types",
  "runtime/errors.ts",
  "runtime/state",
  "runtime/checkpoint",
  "runtime/store",
  "runtime/engine",
];
const stored = ["runtime/checkpoint", "runtime/errors.ts", "runtime/state", "runtime/store", "runtime/types"];

/** Who may import whom. A row for each folder, and for each file that stands beside them. */
const table: Readonly<Record<string, Row>> = {
  grammar: { parts: [], packages: ["chevrotain"] },

  "src/source": { parts: [] },
  "src/diagnostics": { parts: ["src/source"], packages: ["picocolors"] },
  "src/ast": { parts: ["src/source"] },
  "src/parse": { parts: ["grammar", "src/ast", "src/diagnostics", "src/source"], packages: ["chevrotain"] },
  "src/types": { parts: ["src/ast"], types: ["src/bind", "src/source"] },
  "src/bind": { parts: ["src/ast", "src/diagnostics", "src/source", "src/types"] },
  "src/check": { parts: ["src/ast", "src/bind", "src/diagnostics", "src/source", "src/types"] },
  "src/plan": {
    parts: ["src/ast", "src/bind", "src/source", "src/types"],
    types: ["src/check"],
    packages: ["node:crypto"],
  },
  "src/emit": {
    parts: ["src/ast", "src/bind", "src/plan", "src/source", "src/types"],
    types: ["src/check"],
    packages: ["@jridgewell/gen-mapping", "node:crypto", "node:module", "node:path", "prettier", "ts-morph"],
  },
  "src/typescript": {
    parts: ["src/ast", "src/bind", "src/diagnostics", "src/emit", "src/plan", "src/project", "src/source"],
    types: ["src/check", "src/compile.ts"],
    packages: ["node:crypto", "node:fs", "node:module", "node:path", "ts-morph"],
  },
  "src/draw": {
    parts: ["src/bind", "src/compile.ts", "src/plan"],
    types: ["src/ast", "src/diagnostics"],
    packages: ["elkjs"],
  },
  "src/format": {
    parts: ["src/ast", "src/parse", "src/source"],
    types: ["src/diagnostics"],
    packages: ["chevrotain", "prettier"],
  },
  "src/compile.ts": { parts: [...phases, "src/diagnostics", "src/silence.ts", "src/source"], packages: ["node:path"] },
  "src/silence.ts": { parts: ["src/diagnostics", "src/source"] },
  "src/fix.ts": { parts: ["src/diagnostics", "src/source"] },
  "src/diff": {
    parts: ["src/bind", "src/check", "src/compile.ts", "src/diagnostics", "src/plan", "src/source", "src/types"],
    types: ["src/ast"],
  },
  "src/project": {
    parts: ["src/compile.ts", "src/diagnostics", "src/emit", "src/format", "src/parse", "src/source"],
    packages: [
      "chokidar",
      "get-tsconfig",
      "jiti",
      "node:child_process",
      "node:crypto",
      "node:fs",
      "node:module",
      "node:path",
      "node:stream",
      "picomatch",
      "prettier",
      "tinyglobby",
      "ts-morph",
    ],
  },
  "src/cli": {
    types: [
      "@graphc/runtime",
      "@graphc/runtime/http",
      "@graphc/runtime/http/langgraph",
      "@graphc/runtime/http/node",
      "@graphc/runtime/postgres",
      "@graphc/runtime/sqlite",
      "src/bind",
    ],
    parts: [
      "src/compile.ts",
      "src/diagnostics",
      "src/diff",
      "src/draw",
      "src/fix.ts",
      "src/plan",
      "src/project",
      "src/source",
      "src/typescript",
    ],
    packages: ["commander", "graphc/register", "node:*"],
  },
  // The types of bundlers alone: each of them brings itself.
  "src/plugins": {
    parts: ["src/diagnostics", "src/emit", "src/project", "src/source"],
    types: ["src/compile.ts"],
    packages: [...["@rspack/core", "esbuild", "node:*", "rolldown", "rollup", "unplugin", "vite", "webpack"]],
  },
  "src/index.ts": {
    parts: ["src/compile.ts", "src/diagnostics", "src/diff", "src/draw", "src/fix.ts", "src/project", "src/source"],
    types: ["src/emit"],
  },

  // The runtime's core needs nothing: no package, no module of Node, and none of its own entry points.
  "runtime/types": { parts: [] },
  "runtime/errors.ts": { parts: ["runtime/types"] },
  "runtime/state": { parts: ["runtime/errors.ts", "runtime/types"] },
  "runtime/checkpoint": { parts: ["runtime/errors.ts", "runtime/state", "runtime/types"] },
  "runtime/store": { parts: ["runtime/errors.ts", "runtime/state", "runtime/types"] },
  "runtime/engine": { parts: ["runtime/checkpoint", "runtime/errors.ts", "runtime/state", "runtime/types"] },
  "runtime/observe": { parts: ["runtime/engine", "runtime/types"] },
  "runtime/index.ts": { parts: [...core, "runtime/observe"] },
  "runtime/otel": { parts: ["runtime/engine", "runtime/types"], packages: ["@opentelemetry/api"] },
  "runtime/generated.ts": { parts: [...core, "runtime/observe", "runtime/index.ts"] },
  "runtime/testing": { parts: [...core, "runtime/observe", "runtime/index.ts"], packages: ["vitest"] },
  "runtime/sqlite": { parts: stored },
  "runtime/postgres": { parts: stored },
  "runtime/http": {
    parts: ["runtime/engine", "runtime/errors.ts", "runtime/state", "runtime/store", "runtime/types"],
    packages: ["@hono/node-server", "hono"],
  },
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly typesOnly: boolean;
}

describe("every import", () => {
  const imports = ["grammar", "src", "runtime"].flatMap(sourcesIn).flatMap(importsOf);

  it("is found", () => {
    expect(imports).toContainEqual({ file: "src/bind/link.ts", from: "src/bind", to: "src/ast", typesOnly: true });
    expect(imports).toContainEqual({ file: "grammar/parser.ts", from: "grammar", to: "chevrotain", typesOnly: false });
    expect(imports).toContainEqual({
      file: "src/compile.ts",
      from: "src/compile.ts",
      to: "src/emit",
      typesOnly: false,
    });
  });

  it("is one that the table allows", () => {
    const refused = imports
      .filter((one) => !isAllowed(one))
      .map(({ file, to, typesOnly }) => `${file} imports ${to}${typesOnly ? " (types)" : ""}`);
    expect(refused).toEqual([]);
  });

  it("stands in a part that has a row", () => {
    const parts = new Set(["grammar", "src", "runtime"].flatMap(sourcesIn).map(partOf));
    expect([...parts].filter((part) => !(part in table))).toEqual([]);
  });

  it("could be refused: the table allows no cycle of values", () => {
    const reached = (part: string, seen: Set<string>): ReadonlySet<string> => {
      for (const next of table[part]?.parts ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        reached(next, seen);
      }
      return seen;
    };
    expect(Object.keys(table).filter((part) => reached(part, new Set()).has(part))).toEqual([]);
  });
});

describe("the map of the compiler", () => {
  it("has a row for each folder", () => {
    const map = readFileSync("src/README.md", "utf8");
    const folders = Object.keys(table).filter((part) => part.startsWith("src/") && !part.endsWith(".ts"));
    expect(
      folders.filter((folder) => !new RegExp(`^\\| \`${folder.slice("src/".length)}/\` +\\|`, "m").test(map)),
    ).toEqual([]);
  });
});

function isAllowed({ from, to, typesOnly }: Import): boolean {
  const row = table[from];
  if (!row) return true; // Said once, of the part.
  if (from === to || row.parts.includes(to)) return true;
  if (typesOnly && row.types?.includes(to)) return true;
  return (row.packages ?? []).some((name) =>
    name.endsWith("*") ? to.startsWith(name.slice(0, -1)) : to === name || to.startsWith(`${name}/`),
  );
}

function sourcesIn(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name).split(sep).join("/");
    if (entry.isDirectory()) return ["node_modules", "dist"].includes(entry.name) ? [] : sourcesIn(path);
    return path.endsWith(".ts") ? [path] : [];
  });
}

/** The folder below `src` or `runtime` that a file is in, or the file where it stands beside the folders; `grammar` is one part. */
function partOf(file: string): string {
  const [top = "", second = ""] = file.split("/");
  return top === "grammar" ? top : `${top}/${second}`;
}

function importsOf(file: string): readonly Import[] {
  const tree = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, false);
  const found: Import[] = [];
  const add = (specifier: ts.Node | undefined, typesOnly: boolean): void => {
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const { text } = specifier;
    const to = text.startsWith(".")
      ? partOf(
          normalize(join(dirname(file), text))
            .split(sep)
            .join("/"),
        )
      : text;
    found.push({ file, from: partOf(file), to, typesOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, node.importClause?.isTypeOnly ?? false);
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (ts.isImportTypeNode(node))
      add(ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined, true);
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      add(node.arguments[0], false);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}
