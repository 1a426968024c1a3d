/** The compiler options that a user's files are read with. */
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { ts } from "ts-morph";
import { ProjectError } from "../project/error.ts";

export interface Configuration {
  readonly options: ts.CompilerOptions;
  /** The declaration files that the configuration includes: what they declare globally can be used anywhere. */
  readonly declarations: readonly string[];
  /** Whether the types of JavaScript files count, as they do for the user's own `tsc`. */
  readonly readsJavaScript: boolean;
}

/**
 * Reads a `tsconfig.json` as TypeScript does. What decides about types stays as it is; what decides about output, or would report the style of a
 * file, is switched off.
 * @param configuration The path of the `tsconfig.json`; without one, TypeScript's own defaults count.
 * @throws ProjectError if it cannot be read.
 */
export function configurationAt(configuration: string | undefined, compiler: typeof ts): Configuration {
  if (configuration === undefined)
    return { options: { ...neutral(compiler), ...modern(compiler) }, declarations: [], readsJavaScript: false };
  const { config, error } = compiler.readConfigFile(configuration, (path) => compiler.sys.readFile(path)) as {
    readonly config?: object;
    readonly error?: ts.Diagnostic;
  };
  if (config === undefined || error !== undefined) {
    const reason = error === undefined ? "it is empty" : compiler.flattenDiagnosticMessageText(error.messageText, "\n");
    throw new ProjectError(`cannot read \`${configuration}\`: ${reason}`);
  }
  const folder = dirname(configuration);
  const { options, fileNames } = compiler.parseJsonConfigFileContent(
    config,
    compiler.sys,
    folder,
    undefined,
    configuration,
  );
  return {
    options: { ...defaultsFor(folder), ...options, ...neutral(compiler) },
    declarations: fileNames.filter((name) => /\.d\.[cm]?ts$/.test(name)),
    readsJavaScript: options.allowJs === true || options.checkJs === true,
  };
}

/** What is no question of types. JavaScript is read to know what it exports. */
function neutral(compiler: typeof ts): ts.CompilerOptions {
  return {
    noEmit: true,
    allowJs: true,
    checkJs: false,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    composite: false,
    incremental: false,
    declaration: false,
    isolatedDeclarations: false,
    noUnusedLocals: false,
    noUnusedParameters: false,
    ignoreDeprecations: "6.0",
    moduleDetection: compiler.ModuleDetectionKind.Force,
  };
}

/** For files without a `tsconfig.json`: what runs TypeScript as it is resolves modules so. */
function modern(compiler: typeof ts): ts.CompilerOptions {
  return {
    strict: true,
    target: compiler.ScriptTarget.ES2023,
    module: compiler.ModuleKind.NodeNext,
    moduleResolution: compiler.ModuleResolutionKind.NodeNext,
  };
}

/** What a project's TypeScript takes for granted where its configuration is silent: before version 6, nothing was strict and all of `@types` was seen. */
function defaultsFor(folder: string): ts.CompilerOptions {
  return majorOfTypeScript(folder) < 6 ? { strict: false, types: ["*"] } : {};
}

/** The version of the TypeScript that is installed for a folder. Only its number is read; without one, the latest is assumed. */
function majorOfTypeScript(folder: string): number {
  try {
    const { version } = createRequire(`${folder}/`)("typescript/package.json") as { readonly version: string };
    return Number(version.split(".")[0]);
  } catch {
    return Number.POSITIVE_INFINITY;
  }
}
