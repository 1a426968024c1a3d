import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { root } from "./compiled.ts";

export type Version = 5 | 6 | 7;

const packages = { 5: "typescript-5", 6: "typescript-6", 7: "typescript" } as const;

/** What a project may set at most, beside `strict`. */
export const strictest = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noPropertyAccessFromIndexSignature: true,
  noImplicitOverride: true,
  noImplicitReturns: true,
  noFallthroughCasesInSwitch: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  isolatedDeclarations: true,
  declaration: true,
  erasableSyntaxOnly: true,
};

/** What a version of TypeScript says of some files below a folder of the project: `file(line,column): error TS…`, without what it says of other files. */
export function typeErrors(...project: Parameters<typeof typeReports>): readonly string[] {
  return typeReports(...project).flatMap((report) => report.split("\n").slice(0, 1));
}

/** As `typeErrors`, each with the indented lines that say why. */
export function typeReports(
  version: Version,
  folder: string,
  include: readonly string[],
  options: object = strictest,
): readonly string[] {
  const temporary = mkdtempSync(join(tmpdir(), "graphc-types-"));
  const project = join(temporary, "tsconfig.json");
  const compilerOptions = {
    skipLibCheck: true,
    ...options,
    noEmit: true,
    allowImportingTsExtensions: true,
    target: "es2022",
    module: "nodenext",
    lib: ["es2023", "esnext.disposable", "dom", "dom.asynciterable"],
    types: [],
    customConditions: ["graphc-source"],
  };
  writeFileSync(project, JSON.stringify({ compilerOptions, include: include.map((name) => join(root, folder, name)) }));
  try {
    const tsc = join(root, "node_modules", packages[version], "bin", "tsc");
    execFileSync(process.execPath, [tsc, "--project", project, "--pretty", "false"], { cwd: root, encoding: "utf8" });
    return [];
  } catch (error) {
    const { stdout = "" } = error as { readonly stdout?: string };
    const reports = stdout.split(/\n(?=\S)/).filter((report) => report.startsWith(folder));
    if (stdout.includes("error TS") && reports.length === 0 && !stdout.includes("runtime/")) throw error;
    return reports.map((report) => report.trimEnd());
  } finally {
    rmSync(temporary, { recursive: true });
  }
}
