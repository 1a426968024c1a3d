import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { folderWith } from "../project/folder.ts";
import { graphc, right } from "./graphc.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));

it("JavaScript in the folder that tsc compiles to runs there with handlers in TypeScript", async () => {
  const folder = folderWith({
    "package.json": { type: "module" },
    "tsconfig.json": {
      compilerOptions: {
        module: "nodenext",
        target: "es2023",
        strict: true,
        outDir: "dist",
        rootDir: "src",
        rootDirs: ["src", "dist"],
        types: [],
        customConditions: ["graphc-source"],
        allowImportingTsExtensions: true,
        rewriteRelativeImportExtensions: true,
        skipLibCheck: true,
      },
      include: ["src"],
      exclude: ["src/graphc.config.ts"],
    },
    "src/graphc.config.ts": `export default { emit: "js", outDir: "../dist" };\n`,
    "src/flows/hello.graph": right
      .replace("graph Hello", 'import { greet } from "./greet.ts"\ngraph Hello')
      .replace(/node greet.*/, "node greet { reads name writes greeting }"),
    "src/flows/greet.ts":
      "export function greet({ name }: { name: string }): { greeting: string } {\n  return { greeting: `Hi, ${name}` };\n}\n",
    "src/main.ts":
      'import { createHello } from "./flows/hello.graph.js";\n\nconst { greeting } = await createHello().invoke({ name: "Ada" });\nprocess.stdout.write(greeting);\ndeclare const process: { stdout: { write(text: string): void } };\n',
  });
  mkdirSync(join(folder, "node_modules/@graphc"), { recursive: true });
  symlinkSync(join(root, "runtime"), join(folder, "node_modules/@graphc/runtime"));
  expect(await graphc({ folder }, "build", "--types")).toMatchObject({ code: 0, stdout: "" });
  expect(await graphc({ folder }, "build", "--check")).toMatchObject({ code: 0 });
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  // What TypeScript says of the runtime's sources under these options is no matter here.
  try {
    execFileSync(process.execPath, [tsc, "-p", "."], { cwd: folder, encoding: "utf8" });
  } catch (error) {
    const said = error instanceof Error && "stdout" in error ? String(error.stdout) : String(error);
    expect(said).not.toMatch(/^(?:src|dist)\//m);
  }
  const tsx = import.meta.resolve("tsx");
  const output = execFileSync(process.execPath, ["--import", tsx, "-C", "graphc-source", "dist/main.js"], {
    cwd: folder,
    encoding: "utf8",
  });
  expect(output).toBe("Hi, Ada");
}, 120_000);
