import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { ProjectError } from "../../project/error.ts";
import { displayPath } from "../../project/paths.ts";
import { packageInfo } from "../package-info.ts";

/** The exports of a module of the user's, which may be a `.graph` file and import others, and TypeScript. @throws ProjectError with what it throws, and where. */
export async function loadModule(file: string, folder: string): Promise<Readonly<Record<string, unknown>>> {
  if (!existsSync(file)) throw new ProjectError(`\`${displayPath(file, folder)}\` does not exist`);
  // By the package's own name, which leads to the hooks also from the commands that are bundled.
  await import("graphc/register");
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new ProjectError(`\`${displayPath(file, folder)}\` cannot be loaded: ${textOf(error)}`);
  }
}

/** What was thrown, with the places in the user's own files. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const own = pathToFileURL(packageInfo().folder).href;
  const isOurs = (line: string): boolean =>
    line.includes("node:internal/") || line.includes(`${own}/dist/`) || line.includes(`${own}/src/`);
  const [first, ...frames] = (error.stack || error.message).split("\n");
  return [first, ...frames.filter((line) => !isOurs(line))].join("\n");
}
