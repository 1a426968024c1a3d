import { resolve } from "node:path";
import { outdated } from "../project/build/stale.ts";
import type { Built } from "../project/build/build.ts";
import type { Store } from "../project/build/store.ts";
import type { Output } from "../project/build/written.ts";
import { cacheFolderOf } from "../project/cache/folder.ts";
import type { Project } from "../project/project.ts";
import { count } from "../diagnostics/render/summary.ts";
import type { BuildOptions } from "./build.ts";
import { exit, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";
import { progressOn } from "./progress.ts";
import { report } from "./report.ts";
import { typesOf } from "./types.ts";

/** What a build ended with. */
export interface BuildOutcome {
  readonly code: ExitCode;
  /** The absolute paths of what it depends on, beside the `.graph` files in folders that are searched. */
  readonly dependencies: readonly string[];
}

export interface OnceOptions extends BuildOptions {
  /** What is known from earlier builds of this process. Default: what earlier processes have kept. */
  readonly store?: Store;
}

/** Builds what is not up to date, or says what that is, and prints what there is to say. */
export async function buildOnce(patterns: readonly string[], options: OnceOptions, io: Io): Promise<BuildOutcome> {
  const progress = progressOn(io.stderr);
  const [{ openProject }, { build }, { outputsOf, writeOutputs }, { diskStore }] = await Promise.all([
    import("../project/project.ts"),
    import("../project/build/build.ts"),
    import("../project/build/written.ts"),
    import("../project/build/store.ts"),
  ]);
  const { folder } = io;
  const { outDir, emit, format } = options;
  const cacheFolder = options.cache ? cacheFolderOf(folder) : undefined;
  const store = options.store ?? (cacheFolder === undefined ? undefined : diskStore(cacheFolder, folder));
  const project = await openProject({ folder, patterns, emit, store, ...(outDir === undefined ? {} : { outDir }) });
  const dependencies = [...project.configurationFiles, ...project.sources.map(({ path }) => resolve(folder, path))];
  if (project.problems.length > 0) return { code: report(project.problems, format, io), dependencies };
  const read: string[] = [];
  const types = options.types ? await typesOf(project, folder, (files) => read.push(...files)) : undefined;
  let done = 0;
  const built = await build(project, {
    store,
    types,
    onModule: ({ source }) => progress.show(`${++done} of ${count(project.sources.length, "file")}: ${source}`),
  });
  progress.clear();
  const outputs = outputsOf(project, built.modules, folder);
  const code = options.check ? tell(project, built, outputs, format, io) : report(built.diagnostics, format, io);
  if (!options.check) {
    await writeOutputs(outputs, folder);
    const changed = outputs.filter(({ state }) => state !== "current");
    for (const { path } of changed) io.stderr.write(`wrote ${path}\n`);
    io.stderr.write(`${outcome(built.modules.length, changed.length, project.sources.length)}\n`);
  }
  return { code, dependencies: [...dependencies, ...read] };
}

/** Lists what is not up to date: to people by name, to programs as findings. */
function tell(
  project: Project,
  { diagnostics }: Built,
  outputs: readonly Output[],
  format: BuildOptions["format"],
  io: Io,
): ExitCode {
  const old = outputs.filter(({ state }) => state !== "current");
  const found = old.flatMap((output) => {
    const source = project.sources.find(({ path }) => path === output.source);
    return source === undefined ? [] : [outdated(output, source)];
  });
  const wrong = report(format === "pretty" ? diagnostics : [...diagnostics, ...found], format, io);
  if (format === "pretty") for (const { path, state } of old) io.stdout.write(`${state} ${path}\n`);
  const all = count(outputs.length, "module");
  if (old.length > 0) io.stderr.write(`${old.length} of ${all} not up to date; run \`graphc build\`\n`);
  else if (wrong === exit.ok) io.stderr.write(`${all} up to date\n`);
  if (diagnostics.some(({ severity }) => severity === "error")) return exit.findings;
  return old.length > 0 ? exit.stale : exit.ok;
}

function outcome(built: number, changed: number, all: number): string {
  if (built === 0) return `nothing built of ${count(all, "file")}`;
  const of = built === all ? count(all, "file") : `${built} of ${count(all, "file")}`;
  return changed === 0 ? `built ${of}: up to date` : `built ${of}`;
}
