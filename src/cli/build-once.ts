import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { build, type Built } from "../project/build/build.ts";
import { diskStore } from "../project/build/disk-store.ts";
import { leftovers, removeLeftovers, type Leftover } from "../project/build/leftovers.ts";
import { noteOutputs, writeOutputs, type Output } from "../project/build/output.ts";
import type { Store } from "../project/build/store.ts";
import { cacheFolderOf } from "../project/cache/folder.ts";
import { isProjectError, type ProjectError } from "../project/error.ts";
import { openProject, type Project, type ProjectOptions } from "../project/project.ts";
import { displayPath } from "../project/paths.ts";
import { count } from "../diagnostics/render/summary.ts";
import type { BuildOptions } from "./build.ts";
import { exit, type ExitCode } from "./exit.ts";
import type { Io } from "./io.ts";
import { progressOn } from "./progress.ts";
import { report } from "./report.ts";
import { tellUnreadable } from "./unreadable.ts";

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
  const { folder } = io;
  const { outDir, emit, format, check: isCheck } = options;
  const store = options.store ?? (options.cache ? keptStore(folder) : undefined);
  const wanted = { folder, patterns, emit, store, ...(outDir === undefined ? {} : { outDir }) };
  const { project, refusal } = await opened(wanted);
  tellUnreadable(project.unreadable, io);
  const dependencies = [...project.configurationFiles, ...project.files];
  if (project.problems.length > 0) return { code: await report(project.problems, format, io), dependencies };
  const read: string[] = [];
  const types = options.types
    ? await (await import("./types.ts")).typesOf(project, folder, (files) => read.push(...files))
    : undefined;
  let done = 0;
  const built = await build(project, {
    store,
    types,
    isCheck,
    onModule: ({ source }) => progress.show(`${++done} of ${count(project.sources.length, "file")}: ${source}`),
  });
  progress.clear();
  const left = await leftovers(project, built, store, folder);
  if (refusal && left.length === 0) throw refusal;
  const code = await (isCheck ? tell(project, built, left, format, io) : report(built.diagnostics, format, io));
  if (!isCheck) {
    await writeOutputs(built.outputs, folder);
    if (store) noteOutputs(built.outputs, store, folder, project.isOverridden);
    removeLeftovers(left, store);
    const changed = built.outputs.filter(({ state }) => state !== "current");
    for (const { file } of changed) io.stderr.write(`wrote ${displayPath(file, folder)}\n`);
    for (const one of left) io.stderr.write(`${removal(one)}\n`);
    if (!refusal) io.stderr.write(`${outcome(built.modules.length, changed.length, project.sources.length)}\n`);
  }
  store?.save();
  if (refusal && !isCheck) throw refusal;
  return { code, dependencies: [...dependencies, ...read] };
}

/** The project; where its last graph is gone, an empty one, and why it is refused once the modules of earlier builds are dealt with. */
async function opened(wanted: ProjectOptions): Promise<{ readonly project: Project; readonly refusal?: ProjectError }> {
  try {
    return { project: await openProject(wanted) };
  } catch (refusal) {
    if (!isProjectError(refusal)) throw refusal;
    const project = await openProject({ ...wanted, mayBeEmpty: true });
    if (project.sources.length > 0) throw refusal;
    return { project, refusal };
  }
}

/** What earlier builds have kept, where there is a place for such things. */
function keptStore(folder: string): Store | undefined {
  const cacheFolder = cacheFolderOf(folder);
  return cacheFolder === undefined ? undefined : diskStore(cacheFolder, folder);
}

/** Lists what is not up to date: to people by name, to programs as findings. */
async function tell(
  project: Project,
  { modules, outputs, diagnostics }: Built,
  left: readonly Leftover[],
  format: BuildOptions["format"],
  io: Io,
): Promise<ExitCode> {
  const old = outputs.filter(({ state }) => state !== "current");
  const found = format === "pretty" ? [] : await outdated(project, old, left, io.folder);
  const wrong = await report([...diagnostics, ...found], format, io);
  if (format === "pretty")
    for (const { file, state } of old) io.stdout.write(`${state} ${displayPath(file, io.folder)}\n`);
  if (format === "pretty") for (const { path } of left) io.stdout.write(`leftover ${path}\n`);
  const all = count(modules.length, "module");
  const oldModules = new Set(old.map(({ source }) => source)).size;
  const parts = [
    ...(oldModules > 0 ? [`${oldModules} of ${all} not up to date`] : []),
    ...(left.length > 0 ? [`${count(left.length, "file")} left over`] : []),
  ];
  if (parts.length > 0) io.stderr.write(`${parts.join(", ")}; run \`graphc build\`\n`);
  else if (wrong === exit.ok) io.stderr.write(`${all} up to date\n`);
  if (diagnostics.some(({ severity }) => severity === "error")) return exit.findings;
  return parts.length > 0 ? exit.stale : exit.ok;
}

async function outdated(
  project: Project,
  old: readonly Output[],
  left: readonly Leftover[],
  folder: string,
): Promise<readonly Diagnostic[]> {
  if (old.length + left.length === 0) return [];
  const finding = await import("../project/build/stale.ts");
  const found = old.flatMap(({ file, state, source: path }) => {
    const source = project.sources.find((one) => one.path === path);
    return source === undefined ? [] : [finding.outdated({ path: displayPath(file, folder), state }, source)];
  });
  return [...found, ...left.map((one) => finding.leftOver(one))];
}

/** What became of a file that nothing becomes any more. */
function removal({ path, source, reason, state }: Leftover): string {
  const why = reason === "gone" ? `${source} is gone` : `${source} becomes other files now`;
  if (state === "unchanged") return `removed ${path}: ${why}`;
  const doubt = state === "edited" ? "it was edited" : "it may have been edited";
  return `kept ${path}: ${why}, but ${doubt}; delete it if you do not need it`;
}

function outcome(built: number, changed: number, all: number): string {
  if (built === 0) return `nothing built of ${count(all, "file")}`;
  const of = built === all ? count(all, "file") : `${built} of ${count(all, "file")}`;
  return changed === 0 ? `built ${of}: up to date` : `built ${of}`;
}
