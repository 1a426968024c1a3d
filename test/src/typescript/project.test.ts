import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { graphc } from "../cli/graphc.ts";
import { folderWith } from "../project/folder.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const customConditions = ["graphc-source"];
const options = { strict: true, module: "nodenext", target: "es2023", types: [], customConditions };

const graph = (from: string): string => `import { count } from "${from}"
graph Words {
  state { input text: string  output words: int }
  node count { reads text writes words }
  start -> count -> end
}
`;
const right = "export const count = ({ text }: { text: string }) => ({ words: text.length });\n";
const wrong = "export const count = ({ text }: { text: string }) => ({ words: text });\n";

/** A folder in which the runtime is installed. */
function projectWith(files: Readonly<Record<string, string | object>>, compilerOptions: object = options): string {
  const folder = folderWith({ "package.json": { type: "module" }, "tsconfig.json": { compilerOptions }, ...files });
  mkdirSync(join(folder, "node_modules/@graphc"), { recursive: true });
  symlinkSync(join(root, "runtime"), join(folder, "node_modules/@graphc/runtime"));
  return folder;
}

const nothing = (count: string) => ({ code: 0, stdout: "", stderr: `checked ${count}: nothing found\n` });

describe("graphc check --types", { timeout: 120_000 }, () => {
  it("shows the place in the graph, and the place in TypeScript", async () => {
    const folder = projectWith({ "a.graph": graph("./nodes.ts"), "nodes.ts": wrong });
    const { code, stdout } = await graphc({ folder }, "check", "--types");
    expect(code).toBe(1);
    expect(stdout).toMatchSnapshot();
  });

  it("finds modules as the nearest tsconfig.json says", async () => {
    const folder = projectWith(
      {
        "flows/a.graph": graph("@/nodes.ts"),
        "lib/nodes.ts": right,
        "flows/b.graph": graph("@/lost.ts").replace("Words", "Lost"),
      },
      { ...options, allowImportingTsExtensions: true, noEmit: true, paths: { "@/*": ["./lib/*"] } },
    );
    const { stdout } = await graphc({ folder }, "check", "--types", "--format", "short");
    expect(stdout).toBe("flows/b.graph:1:23: error G204 the module `@/lost.ts` is not found\n");
  });

  it("asks the referenced configuration that includes the module", async () => {
    const folder = projectWith({
      "tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }] },
      "tsconfig.app.json": { compilerOptions: { ...options, composite: true, strict: false }, include: ["**/*.ts"] },
      "a.graph": graph("./nodes.ts"),
      "nodes.ts": "export const count = (s: { text: string }): { words: number } => ({ words: s.text.length });",
    });
    expect(await graphc({ folder }, "check", "--types")).toStrictEqual(nothing("1 file"));
  });

  it("reads .mts files, and of JavaScript what it exports; its types only where the project reads them", async () => {
    const files = {
      "a.graph": graph("./a.mts"),
      "a.mts": right,
      "b.graph": graph("./b.js").replace("Words", "B"),
      "b.js": "export const count = ({ text }) => ({ words: text, more: 1 });",
      "c.graph": graph("./c.js").replace("Words", "C"),
      "c.js": "export const cuont = 1;",
    };
    const lenient = await graphc({ folder: projectWith(files) }, "check", "--types", "--format", "short");
    expect(lenient.stdout).toBe("c.graph:1:10: error G701 `./c.js` exports nothing called `count`\n");
    const folder = projectWith(files, { ...options, allowJs: true });
    const strict = await graphc({ folder }, "check", "b.graph", "--types", "--format", "short");
    expect(strict.stdout).toMatch(/^b\.graph:4:8: error G702 `count` returns `more`/);
  });

  it("looks at unchanged files once", async () => {
    const folder = projectWith({
      "a.graph": graph("./nodes.ts"),
      "nodes.ts": 'export { count } from "./more.ts";',
      "more.ts": wrong,
    });
    const cold = await graphc({ folder }, "check", "--types");
    expect(cold.code).toBe(1);
    const cache = join(folder, "node_modules/.cache/graphc");
    const [entry = ""] = readdirSync(cache);
    const stored = readFileSync(join(cache, entry), "utf8");
    expect(Object.keys((JSON.parse(stored) as { dependencies: object }).dependencies)).toContain("../../../more.ts");
    // What is remembered is what is said, as a changed memory shows.
    writeFileSync(join(cache, entry), stored.replace("which takes", "which remembers"));
    expect((await graphc({ folder }, "check", "--types")).stdout).toBe(
      cold.stdout.replace("which takes", "which remembers"),
    );
    for (const damaged of ["", "{", "[]", '{"key":1}']) {
      writeFileSync(join(cache, entry), damaged);
      expect(await graphc({ folder }, "check", "--types")).toStrictEqual(cold);
    }
    rmSync(cache, { recursive: true });
    expect(await graphc({ folder }, "check", "--types")).toStrictEqual(cold);
    writeFileSync(join(folder, "more.ts"), right);
    expect(await graphc({ folder }, "check", "--types")).toStrictEqual(nothing("1 file"));
    writeFileSync(join(folder, "a.graph"), graph("./nodes.ts").replace("writes words", ""));
    expect((await graphc({ folder }, "check", "--types")).stdout).toContain("which is not in its `writes`");
  });

  it("writes missing `writes` with --fix", async () => {
    const folder = projectWith({ "a.graph": graph("./nodes.ts").replace(" writes words", ""), "nodes.ts": right });
    const { code, stderr } = await graphc({ folder }, "check", "--types", "--fix");
    expect(code).toBe(0);
    expect(stderr).toContain("write `writes words` (G702)");
    expect(readFileSync(join(folder, "a.graph"), "utf8")).toBe(graph("./nodes.ts"));
  });

  it("says that the runtime is not installed", async () => {
    const folder = folderWith({ "a.graph": graph("./nodes.ts"), "nodes.ts": right });
    const { code, stderr } = await graphc({ folder }, "check", "--types");
    expect(code).toBe(2);
    expect(stderr).toContain("`@graphc/runtime` is not installed for `a.graph`");
  });
});

describe("graphc build --types", { timeout: 120_000 }, () => {
  it("makes no module of a graph whose handlers do not fit, and makes the others", async () => {
    const folder = projectWith({
      "a.graph": graph("./a.ts"),
      "a.ts": wrong,
      "b.graph": graph("./b.ts"),
      "b.ts": right,
    });
    const { code, stderr } = await graphc({ folder }, "build", "--types");
    expect(code).toBe(1);
    expect(stderr).toContain("wrote b.graph.ts\n");
    expect(readdirSync(folder)).not.toContain("a.graph.ts");
  });
});

describe("the samples", () => {
  it("are right with their TypeScript", { timeout: 180_000 }, async () => {
    const { code, stdout } = await graphc({ folder: join(root, "samples") }, "check", "--types", "--format", "short");
    expect({ code, errors: stdout }).toStrictEqual({ code: 0, errors: "" });
  });
});
