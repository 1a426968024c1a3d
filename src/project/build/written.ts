/** The files on disk beside what a build makes of the sources. */
import { readFileSync } from "node:fs";
import { displayPath } from "../paths.ts";
import type { Project } from "../project.ts";
import { writeWhole } from "../write.ts";
import type { BuiltModule } from "./build.ts";

/** A file that a source becomes. */
export interface Output {
  /** As messages name it. */
  readonly path: string;
  /** The path of the source. */
  readonly source: string;
  /** Absolute. */
  readonly file: string;
  readonly text: string;
  /** What is there now. A file that differs in its line endings alone is `current`: version control may have changed them. */
  readonly state: "current" | "stale" | "missing";
}

/** In the order of the modules. */
export function outputsOf(project: Project, modules: readonly BuiltModule[], folder: string): readonly Output[] {
  return modules.flatMap(({ source, files }) =>
    files.map((one) => {
      const file = project.fileOf(source.path, one);
      const { text } = one;
      return { path: displayPath(file, folder), source: source.path, file, text, state: stateOf(file, text) };
    }),
  );
}

/** Writes the files that are not there or hold another text. @throws ProjectError if one cannot be written. */
export async function writeOutputs(outputs: readonly Output[], folder: string): Promise<void> {
  const changed = outputs.filter(({ state }) => state !== "current");
  await Promise.all(changed.map(({ file, text }) => writeWhole(file, text, folder)));
}

function stateOf(file: string, text: string): Output["state"] {
  try {
    const there = readFileSync(file, "utf8");
    return there === text || there.replaceAll("\r\n", "\n") === text ? "current" : "stale";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "missing" : "stale";
  }
}
