/** The files that sources become, beside what is on disk. */
import { readFileSync } from "node:fs";
import { hashOfLines } from "../cache/hash.ts";
import { displayPath } from "../paths.ts";
import type { Project } from "../project.ts";
import { writeWhole } from "../write.ts";
import type { Store } from "./store.ts";

/** A file that a source becomes. */
export interface Output {
  /** The path of the source. */
  readonly source: string;
  /** What stands behind the name of the source without `.graph`. */
  readonly ending: string;
  /** Absolute. */
  readonly file: string;
  /** Of what it should hold, whatever the line endings are. */
  readonly hash: string;
  /** What it should hold; absent where it was not made anew. */
  readonly text?: string;
  /** What is there now. A file that differs in its line endings alone is `current`: version control may have changed them. */
  readonly state: "current" | "stale" | "missing";
}

/** The files that a source becomes, by the hashes that they should have. */
export function outputsOf(
  project: Project,
  source: string,
  files: Readonly<Record<string, string>>,
  texts: ReadonlyMap<string, string> = new Map(),
): readonly Output[] {
  return Object.entries(files).map(([ending, hash]) => {
    const file = project.fileOf(source, ending);
    const text = texts.get(ending);
    return { source, ending, file, hash, state: stateOf(file, hash), ...(text === undefined ? {} : { text }) };
  });
}

/** Writes the files that are not there or hold another text. @throws ProjectError if one cannot be written. */
export async function writeOutputs(outputs: readonly Output[], folder: string): Promise<void> {
  await Promise.all(
    outputs.map(async ({ file, text, state }) => {
      if (state !== "current" && text !== undefined) await writeWhole(file, text, folder);
    }),
  );
}

/** Notes the files that are as they should be, so that they are known when their source is gone. */
export function noteOutputs(outputs: readonly Output[], store: Store, folder: string, isOverridden: boolean): void {
  for (const { file, hash, source, state, text } of outputs) {
    if (state !== "current" && text === undefined) continue;
    const path = displayPath(file, folder);
    const before = store.written.get(path);
    const isConfigured = !isOverridden || before?.isConfigured === true;
    if (before?.hash === hash && before.source === source && before.isConfigured === isConfigured) continue;
    store.note(path, { source, hash, isConfigured });
  }
}

function stateOf(file: string, hash: string): Output["state"] {
  try {
    return hashOfLines(readFileSync(file)) === hash ? "current" : "stale";
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "ENOENT" ? "missing" : "stale";
  }
}
