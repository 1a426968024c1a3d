import type { Code } from "../../diagnostics/diagnostic.ts";
import type { ImportEnding } from "../extensions.ts";
import type { Emission, Level, Warnings } from "./config.ts";

/** What a configuration says, checked, with absolute paths. */
export interface Settings {
  /** The configuration; none where no file was found. */
  readonly file: string | undefined;
  /** The folder that its globs start from. */
  readonly folder: string;
  readonly include: readonly string[] | undefined;
  readonly exclude: readonly string[];
  readonly outDir: string | undefined;
  readonly emit: Emission;
  readonly importExtensions: ImportEnding | undefined;
  readonly warnings: Warnings;
}

/** What counts without a configuration. */
export function defaultSettings(folder: string): Settings {
  return {
    file: undefined,
    folder,
    include: undefined,
    exclude: [],
    outDir: undefined,
    emit: "ts",
    importExtensions: undefined,
    warnings: {},
  };
}

/** What a warning counts as. */
export function levelOf({ warnings }: Settings, code: Code): Level {
  return warnings[code] ?? "warning";
}
