import { rspack, type Configuration as RspackConfiguration } from "@rspack/core";
import { existsSync } from "node:fs";
import { build as rolldown, type BuildOptions as RolldownOptions } from "rolldown";
import { rollup, type OutputOptions, type RollupOptions } from "rollup";
import { build as vite, type UserConfig } from "vite";
import { describe, expect, it, vi } from "vitest";
import webpack, { type Configuration as WebpackConfiguration } from "webpack";
import { writeDocumented } from "./documented.ts";
import { workspace, type Workspace } from "./workspace.ts";

// The first build loads the compiler and a bundler, and programs are processes of their own.
vi.setConfig({ testTimeout: 120_000 });

/** What a bundler said of a build. */
interface Build {
  /** The file that runs. */
  readonly program: string;
  /** Everything that it says of errors: texts, places, frames. Empty where the build went well. */
  readonly errors: string;
  readonly warnings: readonly string[];
}

/** Builds what the bundler's page in the documentation says, in the current folder. */
type Bundler = (space: Workspace) => Promise<Build>;

async function configuration<T>(space: Workspace, name: string): Promise<T> {
  const { default: found } = (await import(space.path(name))) as { readonly default: T };
  return found;
}

/** What an error of Rollup's kind says to whoever shows it. */
function said(error: unknown): string {
  const { errors = [error] } = error as { readonly errors?: readonly unknown[] };
  return errors
    .map((one) => {
      const { message, loc, frame } = one as Pick<Placed, "message" | "loc" | "frame">;
      return `${loc?.file}:${loc?.line}:${loc?.column}\n${message}\n${frame}`;
    })
    .join("\n");
}

interface Placed {
  readonly message: string;
  readonly loc?: { readonly file?: string; readonly line: number; readonly column: number };
  readonly frame?: string;
}

const bundlers: Readonly<Record<string, Bundler>> = {
  async vite(space) {
    const config = await configuration<UserConfig>(space, "vite.config.ts");
    const warnings: string[] = [];
    const errors = await vite({
      ...config,
      root: space.folder,
      configFile: false,
      logLevel: "silent",
      build: {
        ssr: "main.ts",
        outDir: "dist",
        rolldownOptions: { external: [/^@graphc/], onwarn: ({ message }) => void warnings.push(message) },
      },
    }).then(() => "", said);
    return { program: "dist/main.js", errors, warnings };
  },
  async rollup(space) {
    const config = await configuration<RollupOptions & { readonly output: OutputOptions }>(space, "rollup.config.js");
    const warnings: string[] = [];
    const errors = await rollup({ ...config, onwarn: ({ message }) => void warnings.push(message) })
      .then((bundle) => bundle.write(config.output))
      .then(() => "", said);
    return { program: "dist/main.js", errors, warnings };
  },
  async rolldown(space) {
    const config = await configuration<RolldownOptions>(space, "rolldown.config.js");
    const warnings: string[] = [];
    const errors = await rolldown({
      ...config,
      logLevel: "warn",
      // Rolldown itself prints the place before the message.
      onLog: (_level, { message, loc }) => void warnings.push(`${loc?.file}:${loc?.line}:${loc?.column} ${message}`),
    }).then(() => "", said);
    return { program: "dist/main.js", errors, warnings };
  },
  async webpack(space) {
    const config = await configuration<WebpackConfiguration>(space, "webpack.config.js");
    return new Promise((resolve, reject) => {
      webpack(config, (error, stats) => {
        if (!stats) return reject(error ?? new Error("webpack says nothing"));
        const { errors = [], warnings = [] } = stats.toJson({ errors: true, warnings: true });
        resolve({
          program: "dist/main.mjs",
          errors: errors.map(({ message }) => message).join("\n"),
          warnings: warnings.map(({ message }) => message),
        });
      });
    });
  },
  async rspack(space) {
    const config = await configuration<RspackConfiguration>(space, "rspack.config.js");
    return new Promise((resolve, reject) => {
      rspack(config, (error, stats) => {
        if (!stats) return reject(error ?? new Error("Rspack says nothing"));
        const { errors = [], warnings = [] } = stats.toJson({ errors: true, warnings: true });
        resolve({
          program: "dist/main.mjs",
          errors: errors.map(({ message }) => message).join("\n"),
          warnings: warnings.map(({ message }) => message),
        });
      });
    });
  },
  async esbuild(space) {
    // The page shows a program, so it is run.
    const { code, stderr } = await space.run("build.js");
    return {
      program: "dist/main.js",
      errors: code === 0 ? "" : stderr,
      warnings: code === 0 && stderr ? [stderr] : [],
    };
  },
};

describe.each(Object.entries(bundlers))("%s, configured as its page says", (name, build) => {
  it("builds a program that runs, without writing a module", async () => {
    const space = workspace();
    writeDocumented(name, space);
    const { program, errors, warnings } = await build(space);
    expect(errors).toBe("");
    expect(warnings.filter((text) => /G\d\d\d/.test(text))).toEqual([]);
    expect(await space.run(program)).toMatchObject({ code: 0, stdout: "high: The printer burns!\n" });
    expect(existsSync(space.path("support.graph.ts"))).toBe(false);
  });

  it("refuses a graph with errors, and names the place", async () => {
    const space = workspace();
    writeDocumented(name, space);
    space.edit("support.graph", "writes reply", "writes replly");
    const { errors } = await build(space);
    // esbuild counts columns from 0.
    expect(errors).toMatch(name === "esbuild" ? /support\.graph:12:43/ : /support\.graph:12:44/);
    expect(errors).toContain("G201");
    expect(errors).toContain("there is no field called `replly`");
    expect(errors).toContain("node answer { reads text, urgency writes replly }");
    expect(errors).not.toContain("src/plugins");
  });

  it("names the place in an imported graph, and warns once of what it warns of", async () => {
    const space = workspace();
    writeDocumented(name, space);
    space.edit("triage.graph", "output urgency: Urgency", "output urgency: Urgency\n    unused: int = 0");
    const { errors, warnings } = await build(space);
    expect(errors).toBe("");
    expect(warnings.join("\n").match(/G406/g)).toHaveLength(1);
    expect(warnings.join("\n")).toMatch(/unused/);
    // esbuild counts columns from 0.
    expect(warnings.join("\n")).toMatch(/triage\.graph(:| \()9:[45]/);
  });
});
