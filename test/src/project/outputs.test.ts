import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Emission } from "../../../src/project/config/config.ts";
import { defaultSettings } from "../../../src/project/config/settings.ts";
import { outputs } from "../../../src/project/outputs.ts";
import { folderWith } from "./folder.ts";

type Options = Readonly<Record<string, unknown>>;

/** What `flows/support.graph` gets for its imports under these compiler options. */
function imports(compilerOptions: Options, ...specifiers: readonly string[]): readonly string[] {
  const folder = folderWith({ "tsconfig.json": { compilerOptions } });
  const { importOf } = outputs(folder, undefined);
  return specifiers.map((specifier) => importOf(specifier, join(folder, "flows/support.graph")));
}

/** What `./nodes.ts` becomes in the module of a source of a project with these files. */
function importsIn(files: Readonly<Record<string, string | object>>, source: string, outDir?: string): string {
  const folder = folderWith(files);
  return outputs(folder, outDir).importOf("./nodes.ts", join(folder, source));
}

describe("the ending of relative imports", () => {
  const specifiers = ["./support.nodes.ts", "./other.graph"];
  const ts = ["./support.nodes.ts", "./other.graph.ts"];
  const js = ["./support.nodes.js", "./other.graph.js"];
  const none = ["./support.nodes", "./other.graph.js"];

  it.each<[string, Options, readonly string[]]>([
    [".ts where TypeScript may import it", { module: "nodenext", allowImportingTsExtensions: true }, ts],
    [".ts where TypeScript rewrites it", { module: "node20", rewriteRelativeImportExtensions: true }, ts],
    [".ts with a bundler that may import it", { moduleResolution: "bundler", allowImportingTsExtensions: true }, ts],
    [".js for nodenext", { module: "NodeNext" }, js],
    [".js for node16", { module: "node16" }, js],
    [".js where erasableSyntaxOnly alone does not allow .ts", { module: "nodenext", erasableSyntaxOnly: true }, js],
    [".js where only the resolution says so", { module: "esnext", moduleResolution: "node16" }, js],
    ["none for a bundler", { module: "esnext", moduleResolution: "bundler" }, none],
    ["none for preserve", { module: "preserve" }, none],
    ["none for the resolution of old", { module: "commonjs", moduleResolution: "node10" }, none],
    ["none where nothing is said", {}, none],
  ])("is %s", (_what, options, expected) => {
    expect(imports(options, ...specifiers)).toStrictEqual(expected);
  });

  it("is .ts without a tsconfig.json", () => {
    const { importOf } = outputs(folderWith(), undefined);
    expect(importOf("./a.ts", "/nowhere/x.graph")).toBe("./a.ts");
  });

  it("keeps what each kind of file needs", () => {
    const kinds = ["./a.tsx", "./a.mts", "./a.cts", "./a.d.ts", "../a/b.ts", "./a.js", "./a.json", "./a"];
    expect(imports({ module: "nodenext" }, ...kinds)).toStrictEqual([
      "./a.js",
      "./a.mjs",
      "./a.cjs",
      "./a.js",
      "../a/b.js",
      "./a.js",
      "./a.json",
      "./a",
    ]);
    expect(imports({ module: "preserve" }, ...kinds)).toStrictEqual([
      "./a",
      "./a.mjs",
      "./a.cjs",
      "./a",
      "../a/b",
      "./a.js",
      "./a.json",
      "./a",
    ]);
  });

  it("leaves packages and path aliases as they are written", () => {
    const packages = ["ai", "@scope/pkg/file.ts", "#internal.ts", "~/file.ts"];
    expect(imports({ module: "nodenext" }, ...packages)).toStrictEqual(packages);
  });
});

describe("the configuration of a project", () => {
  it("may have comments, trailing commas and a base in another file or a package", () => {
    const files = {
      "tsconfig.json": '{ // ours\n "extends": ["./base.json", "shared/tsconfig.json"], /* nothing else */ }',
      "base.json": { compilerOptions: { module: "nodenext" } },
      "node_modules/shared/tsconfig.json": { compilerOptions: { allowImportingTsExtensions: true } },
    };
    expect(importsIn(files, "a.graph")).toBe("./nodes.ts");
    expect(importsIn({ ...files, "tsconfig.json": '{ "extends": "./base" }' }, "a.graph")).toBe("./nodes.js");
  });

  it("is the nearest one", () => {
    const files = {
      "tsconfig.json": { compilerOptions: { module: "nodenext" } },
      "flows/tsconfig.json": { compilerOptions: { module: "preserve" } },
    };
    expect(importsIn(files, "flows/deep/a.graph")).toBe("./nodes");
    expect(importsIn(files, "a.graph")).toBe("./nodes.js");
  });

  it("is the one of the output, not of the source", () => {
    const files = {
      "tsconfig.json": { compilerOptions: { module: "preserve" } },
      "generated/tsconfig.json": { compilerOptions: { module: "nodenext" } },
    };
    expect(importsIn(files, "a.graph", "generated")).toBe("../nodes.js");
  });

  it("may be spread over referenced configurations", () => {
    const files = {
      "tsconfig.json": { files: [], references: [{ path: "./tsconfig.tools.json" }, { path: "./tsconfig.app.json" }] },
      "tsconfig.tools.json": { compilerOptions: { module: "nodenext" }, include: ["tools"] },
      "tsconfig.app.json": {
        compilerOptions: { module: "esnext", allowImportingTsExtensions: true },
        include: ["src"],
      },
      "src/nodes.ts": "",
    };
    expect(importsIn(files, "src/a.graph")).toBe("./nodes.ts");
    expect(importsIn(files, "tools/a.graph")).toBe("./nodes.js");
  });

  it("is refused where its base is missing", () => {
    expect(() => importsIn({ "tsconfig.json": { extends: "./missing.json" } }, "a.graph")).toThrow(
      /^cannot read the tsconfig\.json of `a\.graph\.ts`: .*missing\.json/,
    );
  });
});

describe("where modules go", () => {
  it("is beside the sources", () => {
    expect(outputs("/project", undefined).pathOf("/elsewhere/a.graph")).toBe("/elsewhere/a.graph.ts");
  });

  it("is the output folder, in the folders of the sources", () => {
    const { pathOf } = outputs("/project", "generated");
    expect(pathOf("/project/a.graph")).toBe("/project/generated/a.graph.ts");
    expect(pathOf("/project/flows/b.graph")).toBe("/project/generated/flows/b.graph.ts");
    expect(() => pathOf("/elsewhere/c.graph")).toThrow("`../elsewhere/c.graph` has no place under --out-dir");
  });

  it("changes relative imports so that they lead to the same files", () => {
    const folder = folderWith();
    const { importOf } = outputs(folder, "generated");
    const source = join(folder, "flows/b.graph");
    expect(importOf("./nodes.ts", source)).toBe("../../flows/nodes.ts");
    expect(importOf("../lib/x.ts", source)).toBe("../../lib/x.ts");
    expect(importOf("../a.graph", source)).toBe("../a.graph.ts");
    expect(importOf("./c.graph", source)).toBe("./c.graph.ts");
    expect(importOf("ai", source)).toBe("ai");
  });
});

describe("an import in JavaScript that is written to a folder of its own", () => {
  const inDist = (compilerOptions: Options, emit: Emission = "js", specifier = "./nodes.ts"): string => {
    const folder = folderWith({ "tsconfig.json": { compilerOptions } });
    const settings = { ...defaultSettings(join(folder, "src")), outDir: join(folder, "dist"), emit };
    return outputs(folder, undefined, () => settings).writtenImportOf(specifier, join(folder, "src/flows/a.graph"));
  };
  const compiled = { module: "nodenext", outDir: "dist", rootDir: "src" };

  it("leads to where tsc puts what it makes of TypeScript", () => {
    expect(inDist(compiled)).toBe("./nodes.js");
    expect(inDist(compiled, "js", "../lib/tools.mts")).toBe("../lib/tools.mjs");
    expect(inDist({ ...compiled, outDir: "build" })).toBe("../../build/flows/nodes.js");
    expect(inDist({ ...compiled, rewriteRelativeImportExtensions: true })).toBe("./nodes.js");
  });

  it("leads to the module of another graph, and to files that tsc does not compile where they are", () => {
    expect(inDist(compiled, "js", "./b.graph")).toBe("./b.graph.js");
    expect(inDist(compiled, "js", "./plain.js")).toBe("../../src/flows/plain.js");
    expect(inDist(compiled, "js", "../../outside.ts")).toBe("../../outside.js");
    expect(inDist(compiled, "js", "zod")).toBe("zod");
  });

  it.each<[string, Options, Emission]>([
    ["tsc writes nothing", { ...compiled, noEmit: true }, "js"],
    ["tsc writes beside the sources", { module: "nodenext", rootDir: "src" }, "js"],
    ["only all files would tell where it writes", { module: "nodenext", outDir: "dist" }, "js"],
    ["the module is TypeScript, which tsc is yet to compile", compiled, "ts"],
  ])("leads to the source where %s", (_, options, emit) => {
    expect(inDist(options, emit)).toBe("../../src/flows/nodes.js");
  });
});
