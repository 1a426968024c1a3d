import { join, resolve } from "node:path";
import { format, getFileInfo, resolveConfig, type Options } from "prettier";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import * as plugin from "../format/plugin.ts";
import { parse } from "../parse/parse.ts";
import type { Source } from "../source/source.ts";
import { configurations } from "./config/configurations.ts";
import { discover } from "./discover.ts";
import { ProjectError } from "./error.ts";
import { readSource } from "./load.ts";
import { displayPath } from "./paths.ts";
import { rewriteSource } from "./rewrite.ts";
import { searching } from "./search.ts";

/** A text and its layout. */
export interface Formatted {
  readonly source: Source;
  /** The text laid out; absent where it has syntax errors. */
  readonly text?: string;
  /** Its syntax errors. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface FormatOptions {
  /** The folder that relative paths start from, absolute. */
  readonly folder: string;
  /** Files, folders and globs; none: the folder itself. */
  readonly patterns: readonly string[];
  /** Whether files that are laid out otherwise are replaced. */
  readonly write: boolean;
}

/** What became of some files. */
export interface FormattedFiles {
  readonly files: readonly Formatted[];
  /** What is wrong with the configurations; then no file is looked at. */
  readonly problems: readonly Diagnostic[];
  /** The folders that could not be searched, as messages name them, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
}

/**
 * Lays out `.graph` files. What Prettier would leave out, by `.prettierignore` or `.gitignore` of the folder, is left out.
 * @throws ProjectError for a pattern that names no `.graph` file, for a file that cannot be read or written, and for settings that cannot be read.
 */
export async function formatFiles({ folder, patterns, write }: FormatOptions): Promise<FormattedFiles> {
  const configured = configurations(folder);
  const search = searching();
  const found = await discover(patterns, folder, { configurations: configured, search });
  const { problems } = configured;
  const results: Formatted[] = [];
  for (const file of problems.length > 0 ? [] : found) {
    if (await isIgnored(file, folder)) continue;
    const result = await formatText(await readSource(file, folder), folder);
    if (write && result.text !== undefined && result.text !== result.source.text)
      await rewriteSource(file, result.text, folder);
    results.push(result);
  }
  const unreadable = new Map([...search.unreadable].map(([path, reason]) => [displayPath(path, folder), reason]));
  return { files: results, problems, unreadable };
}

/**
 * Lays out one text with the settings that Prettier finds for its path.
 * @throws ProjectError if those cannot be read.
 */
export async function formatText(source: Source, folder: string): Promise<Formatted> {
  const filepath = resolve(folder, source.path);
  const settings = await settingsOf(filepath, folder);
  try {
    const text = await format(source.text, { ...settings, filepath, parser: "graphc", plugins: [plugin] });
    return { source, text, diagnostics: [] };
  } catch (error) {
    const diagnostics = parse(source).diagnostics.filter(({ severity }) => severity === "error");
    if (diagnostics.length > 0) return { source, diagnostics };
    throw error;
  }
}

async function isIgnored(file: string, folder: string): Promise<boolean> {
  const ignorePath = [".gitignore", ".prettierignore"].map((name) => join(folder, name));
  const { ignored } = await getFileInfo(file, { ignorePath, withNodeModules: true, resolveConfig: false });
  return ignored;
}

async function settingsOf(file: string, folder: string): Promise<Options> {
  try {
    return (await resolveConfig(file, { editorconfig: true })) ?? {};
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ProjectError(`cannot read Prettier's settings for \`${displayPath(file, folder)}\`: ${reason}`, {
      cause: error,
    });
  }
}
