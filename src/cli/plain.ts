import type { BuildOptions } from "./build.ts";

/** A command line of `graphc build`. */
export interface BuildLine {
  readonly paths: readonly string[];
  readonly options: BuildOptions;
}

/**
 * Reads a command line that only names paths and switches of `graphc build`, the one that runs most often and mostly has nothing to do: what reads all others,
 * words help and finds mistakes takes longer to load than that takes to do.
 * @returns Nothing for any other command line, right or wrong.
 */
export function plainBuild([command, ...args]: readonly string[]): BuildLine | undefined {
  if (command !== "build") return undefined;
  const paths: string[] = [];
  const switches: Partial<Record<"types" | "check", boolean>> = {};
  let cache = true;
  for (const arg of args) {
    if (!arg.startsWith("-")) paths.push(arg);
    else if (arg === "--types") switches.types = true;
    else if (arg === "--check") switches.check = true;
    else if (arg === "--no-cache") cache = false;
    else return undefined;
  }
  return { paths, options: { ...switches, format: "pretty", cache } };
}
