/** Copies of the project in `project/`, which tests may change, with what it has installed. */
import { execFile } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));

export interface Workspace {
  readonly folder: string;
  path(name: string): string;
  /** Replaces a stretch of a file. */
  edit(name: string, from: string, to: string): void;
  /** Runs a program in the folder, on the Node that runs the tests; packages are taken from their sources, by tsx. */
  run(...args: readonly string[]): Promise<Outcome>;
  /** As `run`, on another Node and without tsx. */
  runOn(node: string | undefined, ...args: readonly string[]): Promise<Outcome>;
}

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A copy that is the current folder while the test runs, and is removed behind it. */
export function workspace(): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "graphc-plugins-")));
  onTestFinished(() => {
    process.chdir(root);
    rmSync(folder, { recursive: true, force: true });
  });
  // What has just been written is not taken for what was compiled: files as old as their originals are.
  cpSync(fileURLToPath(new URL("project", import.meta.url)), folder, { recursive: true, preserveTimestamps: true });
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["@graphc", "esbuild", "tsx", "vite", "vitest"])
    symlinkSync(join(root, "node_modules", name), join(folder, "node_modules", name));
  symlinkSync(root, join(folder, "node_modules", "graphc"));
  process.chdir(folder);
  const path = (name: string): string => join(folder, name);
  return {
    folder,
    path,
    edit(name, from, to) {
      const text = readFileSync(path(name), "utf8");
      if (!text.includes(from)) throw new Error(`${name} has no ${from}`);
      writeFileSync(path(name), text.replace(from, to));
    },
    run: (...args) => run(folder, process.execPath, ["--import", "tsx", ...args]),
    runOn: (node = process.execPath, ...args) => run(folder, node, args),
  };
}

async function run(cwd: string, node: string, args: readonly string[]): Promise<Outcome> {
  const options = { cwd, env: { ...process.env, NO_COLOR: "1" } };
  try {
    return { code: 0, ...(await promisify(execFile)(node, ["-C", "graphc-source", ...args], options)) };
  } catch (error) {
    return error as Outcome;
  }
}
