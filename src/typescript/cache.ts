/** Findings of earlier runs, so that unchanged files are not looked at again. It may be deleted at any time. */
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import type { CheckedModule } from "../compile.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { hashOf } from "../project/cache/hash.ts";
import type { Source } from "../source/source.ts";
import { importedSources } from "./imported-sources.ts";
import type { TypesOptions } from "./type-check.ts";

/** What is stored for one `.graph` file. Paths are relative to the cache, so that a project can be moved with it. */
interface Entry {
  /** A hash of all that is known without reading TypeScript. */
  readonly key: string;
  /** The files that the findings depend on, with hashes of their contents. */
  readonly dependencies: Readonly<Record<string, string>>;
  readonly findings: readonly StoredFinding[];
}

type StoredFinding = Omit<Diagnostic, "source" | "related"> & {
  readonly related: readonly (Omit<Diagnostic["related"][number], "source"> & {
    /** The path of a TypeScript file; none for the `.graph` file itself. */
    readonly file?: string;
  })[];
};

export class TypesCache {
  readonly #folder: string | undefined;
  readonly #options: TypesOptions;
  readonly #sources: ReadonlyMap<string, Source>;
  readonly #contents = new Map<string, Promise<string | undefined>>();

  private constructor(folder: string | undefined, sources: ReadonlyMap<string, Source>, options: TypesOptions) {
    this.#folder = folder;
    this.#sources = sources;
    this.#options = options;
  }

  static async open(modules: readonly CheckedModule[], options: TypesOptions): Promise<TypesCache> {
    const { cacheFolder } = options;
    if (cacheFolder !== undefined) await mkdir(cacheFolder, { recursive: true }).catch(() => undefined);
    return new TypesCache(
      cacheFolder,
      new Map(modules.map(({ module }) => [module.source.path, module.source])),
      options,
    );
  }

  /** What was found when all was as it is now. */
  async findingsOf({ module }: CheckedModule): Promise<readonly Diagnostic[] | undefined> {
    if (this.#folder === undefined) return undefined;
    const entry = await this.#read(module.source);
    if (entry === undefined || entry.key !== this.#keyOf(module)) return undefined;
    for (const [path, hash] of Object.entries(entry.dependencies)) {
      const text = await this.#contentOf(resolve(this.#folder, path));
      if (text === undefined || hashOf(text) !== hash) return undefined;
    }
    this.#options.onDependencies?.(Object.keys(entry.dependencies).map((path) => resolve(this.#folder ?? "", path)));
    const findings: Diagnostic[] = [];
    for (const finding of entry.findings) findings.push(await this.#revive(finding, module.source));
    return findings;
  }

  async remember({
    module: { module },
    diagnostics,
    dependencies,
  }: {
    readonly module: CheckedModule;
    readonly diagnostics: readonly Diagnostic[];
    readonly dependencies: readonly string[] | undefined;
  }): Promise<void> {
    if (this.#folder === undefined || dependencies === undefined) return;
    const folder = this.#folder;
    const hashes: Record<string, string> = {};
    for (const file of dependencies) {
      const text = await this.#contentOf(file);
      if (text === undefined) return;
      hashes[relative(folder, file)] = hashOf(text);
    }
    const files = new Map(dependencies.map((file) => [this.#options.shownPath(file), relative(folder, file)]));
    const findings: StoredFinding[] = diagnostics.map(({ source: _source, related, ...finding }) => ({
      ...finding,
      related: related.map(({ source, ...one }) => ({
        ...one,
        ...(files.has(source.path) ? { file: files.get(source.path) as string } : {}),
      })),
    }));
    const entry: Entry = { key: this.#keyOf(module), dependencies: hashes, findings };
    await writeWhole(this.#fileOf(module.source, folder), JSON.stringify(entry));
  }

  async #read(source: Source): Promise<Entry | undefined> {
    if (this.#folder === undefined) return undefined;
    try {
      const entry: unknown = JSON.parse(await readFile(this.#fileOf(source, this.#folder), "utf8"));
      return isEntry(entry) ? entry : undefined;
    } catch {
      return undefined;
    }
  }

  async #revive({ related, ...finding }: StoredFinding, source: Source): Promise<Diagnostic> {
    const found: Diagnostic["related"][number][] = [];
    for (const { file, ...one } of related) {
      if (file === undefined) {
        found.push({ ...one, source });
        continue;
      }
      const path = resolve(this.#folder ?? "", file);
      found.push({
        ...one,
        source: { path: this.#options.shownPath(path), text: (await this.#contentOf(path)) ?? "" },
      });
    }
    return { ...finding, source, related: found };
  }

  #fileOf({ path }: Source, folder: string): string {
    const place = relative(folder, this.#options.outputOf(path));
    return join(folder, `${basename(path)}.${hashOf(place)}.json`);
  }

  /** graphc's version, the configuration, and the `.graph` files that the module is made of. */
  #keyOf(module: CheckedModule["module"]): string {
    const { path } = module.source;
    const { outputOf, configurationOf } = this.#options;
    const folder = this.#folder ?? "";
    const configuration = configurationOf(path);
    const texts = importedSources(module, this.#sources).map((source) => [
      relative(folder, outputOf(source.path)),
      source.text,
    ]);
    const where = configuration === undefined ? undefined : relative(folder, configuration.path);
    return hashOf(JSON.stringify([versions(), where, configuration?.content, texts]));
  }

  #contentOf(file: string): Promise<string | undefined> {
    const known = this.#contents.get(file) ?? readFile(file, "utf8").catch(() => undefined);
    this.#contents.set(file, known);
    return known;
  }
}

/** The versions of all that judges. */
function versions(): readonly string[] {
  const require = createRequire(import.meta.url);
  const versionOf = (name: string): string => (require(`${name}/package.json`) as { readonly version: string }).version;
  return [versionOf("graphc"), versionOf("ts-morph")];
}

/** Whether something read from a file is whole: it may be of another version, or have been damaged. */
function isEntry(value: unknown): value is Entry {
  if (typeof value !== "object" || value === null) return false;
  const { key, dependencies, findings } = value as Partial<Record<keyof Entry, unknown>>;
  return (
    typeof key === "string" && typeof dependencies === "object" && dependencies !== null && Array.isArray(findings)
  );
}

/** Nobody sees half a file, and nobody misses one that could not be written. */
async function writeWhole(path: string, text: string): Promise<void> {
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, text);
    await rename(temporary, path);
  } catch {
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
