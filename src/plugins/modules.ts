/** `.graph` files as the JavaScript modules that a bundler or Node asks for. */
import { readFile, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import type { CompiledModule } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { compileFile } from "../project/compile-file.ts";
import { ProjectError } from "../project/error.ts";
import { displayPath } from "../project/paths.ts";

/** A module that imports what its file imports, by the same specifiers. Bundlers may write on it. */
export interface Output {
  code: string;
  map: Map;
}

/** A source map whose sources are absolute paths. */
interface Map {
  version: 3;
  sources: string[];
  sourcesContent: (string | null)[];
  names: string[];
  mappings: string;
}

/** What became of a file. */
export interface GraphModule {
  /** Absent where there are errors. */
  readonly output: Output | undefined;
  /** Those of the file, of the files that it imports, and of its configuration. */
  readonly errors: readonly Diagnostic[];
  /** Those of the file alone: others are said when the files are loaded that they are of. */
  readonly warnings: readonly Diagnostic[];
  /** Absolute paths. If one of these files changes, or comes to be, the module must be made anew. */
  readonly files: readonly string[];
  /** What those held; absent where one has changed meanwhile, so that nobody knows which of its texts was compiled. */
  readonly texts: Texts | undefined;
}

/** The texts of some files; absent for those that are not there. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** Makes modules, and makes one anew only if the text of a file has changed that it depends on. */
export class GraphModules {
  /** What messages name files from, absolute. */
  readonly folder: string;
  readonly #made = new Map<string, GraphModule>();

  constructor(folder: string) {
    this.folder = folder;
  }

  /**
   * @param file Absolute.
   * @throws ProjectError if it, or a file that it imports, cannot be read.
   */
  async make(file: string): Promise<GraphModule> {
    const known = this.#made.get(file);
    if (known?.texts && (await areCurrent(known.texts))) return known;
    const started = Date.now();
    const { module, diagnostics, dependencies } = await compileFile(file, {
      folder: this.folder,
      imports: "sources",
      emit: "script",
    }).catch(withoutStack);
    const path = displayPath(file, this.folder);
    const texts = await textsOf(dependencies);
    const made: GraphModule = {
      output: module && outputOf(module, file),
      errors: diagnostics.filter(({ severity }) => severity === "error"),
      warnings: diagnostics.filter(({ severity, source }) => severity === "warning" && source.path === path),
      files: dependencies,
      texts: (await areOlder(dependencies, started)) ? texts : undefined,
    };
    this.#made.set(file, made);
    return made;
  }

  /** The files whose modules depend on a file, without that file. */
  dependentsOf(file: string): readonly string[] {
    return [...this.#made].flatMap(([made, { files }]) => (made !== file && files.includes(file) ? [made] : []));
  }
}

function outputOf({ text, map }: CompiledModule, file: string): Output {
  const { sources = [], sourcesContent = [], names = [], mappings = "" } = map ?? {};
  return {
    code: text,
    map: {
      version: 3,
      sources: sources.map((source) => resolve(dirname(file), source ?? "")),
      sourcesContent: [...sourcesContent],
      names: [...names],
      mappings,
    },
  };
}

async function textsOf(files: readonly string[]): Promise<Texts> {
  return new Map(
    await Promise.all(
      files.map(async (file): Promise<[string, string | undefined]> => {
        return [file, await readFile(file, "utf8").catch(() => undefined)];
      }),
    ),
  );
}

async function areOlder(files: readonly string[], time: number): Promise<boolean> {
  const times = await Promise.all(
    files.map((file) =>
      stat(file).then(
        ({ mtimeMs }) => mtimeMs,
        () => 0,
      ),
    ),
  );
  return times.every((one) => one < time);
}

/** What cannot be read is said in the message; where in the compiler that was says nothing to a user. */
function withoutStack(error: unknown): never {
  if (error instanceof ProjectError) error.stack = error.message;
  throw error;
}

async function areCurrent(texts: Texts): Promise<boolean> {
  const now = await textsOf([...texts.keys()]);
  return [...texts].every(([file, text]) => now.get(file) === text);
}
