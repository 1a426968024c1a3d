import { pathToFileURL } from "node:url";
import { ProjectError } from "../../project/error.ts";
import { displayPath } from "../../project/paths.ts";

/** The exports of a module of the user's, which may be a `.graph` file and import others, and TypeScript. @throws ProjectError with what it throws, and where. */
export async function loadModule(file: string, folder: string): Promise<Readonly<Record<string, unknown>>> {
  // By the package's own name, which leads to the hooks also from the commands that are bundled.
  await import("graphc/register");
  try {
    return (await import(pathToFileURL(file).href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new ProjectError(`\`${displayPath(file, folder)}\` cannot be loaded: ${textOf(error)}`);
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first, ...frames] = (error.stack || error.message).split("\n");
  return [first, ...frames.filter((line) => !/\(?node:internal\//.test(line))].join("\n");
}
