import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith } from "../project/folder.ts";
import { right, wrong } from "./graphc.ts";

const main = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));

/** A watching process; `next` is what it printed until it waits again, after something that the caller does. */
function watching(folder: string, ...options: readonly string[]) {
  const args = ["--import", import.meta.resolve("tsx"), "-C", "graphc-source", main, "build", "--watch", ...options];
  // One stream for both, so that what is printed comes in its order.
  const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', process.execPath, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ...reading(child.stdout) };
}

/** The same on a terminal, as the program `script` makes one. */
function watchingOnTerminal(folder: string, ...options: readonly string[]) {
  const args = ["--import", import.meta.resolve("tsx"), "-C", "graphc-source", main, "build", "--watch", ...options];
  const command = [process.execPath, ...args].map((arg) => `'${arg}'`).join(" ");
  const child = spawn("script", ["--quiet", "--return", "--command", `exec ${command}`, "/dev/null"], {
    cwd: folder,
    env: { ...process.env, TERM: "xterm", NO_COLOR: "1" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return { child, ...reading(child.stdout) };
}

/** What a process prints until it waits again. */
function reading(stdout: Readable) {
  let printed = "";
  let wake = (): void => {};
  stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    wake();
  });
  const until = async (wanted: string | RegExp): Promise<string> => {
    for (;;) {
      const at = printed.search(wanted);
      const end = at < 0 ? -1 : printed.indexOf("Ctrl-C ends", at);
      if (end >= 0) {
        const text = printed.slice(0, end);
        printed = printed.slice(end).replace(/^Ctrl-C ends\r?\n?/, "");
        return text;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  /** Looks on for a second: builds that made each other begin would go on, while an event that comes late makes one. */
  const calm = async (): Promise<void> => {
    await setTimeout(1000);
    expect(printed.split("built").length - 1).toBeLessThan(2);
  };
  return { until, calm, printed: () => printed };
}

describe("graphc build --watch", () => {
  it("builds again what changes, whatever happens to the files, and ends with Ctrl-C", async () => {
    const folder = folderWith({ "a.graph": right, "b.graph": right });
    const file = (name: string): string => join(folder, name);
    const { child, until, calm, printed } = watching(folder);
    expect(await until("built 2 files")).toContain("wrote a.graph.ts\nwrote b.graph.ts\n");

    writeFileSync(file("a.graph"), wrong);
    expect(await until("G201")).toContain("built 1 of 2 files: up to date");
    // The findings of all files stay on the screen.
    writeFileSync(file("b.graph"), right.replace("Hello, ", "Good day, "));
    expect(await until("wrote b.graph.ts")).toContain("error[G201]");
    writeFileSync(file("a.graph"), "graph {");
    await until("error");
    writeFileSync(file("a.graph.tmp"), right);
    renameSync(file("a.graph.tmp"), file("a.graph"));
    expect(await until("built 2 files")).not.toContain("error");

    writeFileSync(file("c.graph"), right);
    expect(await until("built 3 files")).toContain("wrote c.graph.ts\n");
    rmSync(file("c.graph"));
    await until("built 2 files: up to date");
    writeFileSync(file("graphc.config.ts"), `export default { outDir: "out" };\n`);
    expect(await until("built 2 files")).toContain("wrote out/a.graph.ts\n");
    expect(readFileSync(file("out/b.graph.ts"), "utf8")).toContain("Good day, ");
    writeFileSync(file("graphc.config.ts"), `export default { outdir: "out" };\n`);
    await until("G902");
    rmSync(file("graphc.config.ts"));
    expect(await until("built 2 files")).toContain("removed out/a.graph.ts: a.graph becomes other files now");

    // Nothing of all that it wrote itself makes it build again, and what is no terminal is not cleared.
    await calm();
    expect(printed()).not.toContain("\u001b");
    expect(existsSync(file("node_modules"))).toBe(false);
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  }, 300_000);

  it("builds what imports a changed file that was named by no pattern", async () => {
    const folder = folderWith({
      "app/a.graph": `import { Name } from "../lib/b.graph"\n${right.replace("name: string", "name: Name")}`,
      "lib/b.graph": "type Name = string\n",
    });
    const { child, until } = watching(folder, "app");
    await until("built");
    writeFileSync(join(folder, "lib/b.graph"), `type Name = "a" | "b"\n`);
    await until("wrote lib/b.graph.ts");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  }, 300_000);

  it("removes the module of a graph that is deleted or renamed", async () => {
    const folder = folderWith({ "a.graph": right, "b.graph": right });
    const { child, until } = watching(folder);
    await until("built 2 files");
    renameSync(join(folder, "a.graph"), join(folder, "c.graph"));
    expect(await until("removed a.graph.ts: a.graph is gone")).toContain("wrote c.graph.ts");
    rmSync(join(folder, "b.graph"));
    await until("removed b.graph.ts: b.graph is gone");
    expect(existsSync(join(folder, "a.graph.ts")) || existsSync(join(folder, "b.graph.ts"))).toBe(false);
    expect(existsSync(join(folder, "c.graph.ts"))).toBe(true);
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([0, null]);
  }, 300_000);

  it("looks at handlers again when these change, with --types", async () => {
    const folder = folderWith({
      "a.graph": right
        .replace("graph Hello", 'import { greet } from "./greet.ts"\ngraph Hello')
        .replace(/node greet.*/, "node greet { reads name writes greeting }"),
      "greet.ts": "export const greet = ({ name }: { name: string }) => ({ greeting: name });\n",
      "tsconfig.json": {
        compilerOptions: {
          module: "nodenext",
          strict: true,
          noEmit: true,
          allowImportingTsExtensions: true,
          types: [],
          customConditions: ["graphc-source"],
        },
      },
    });
    mkdirSync(join(folder, "node_modules/@graphc"), { recursive: true });
    symlinkSync(
      fileURLToPath(new URL("../../../runtime", import.meta.url)),
      join(folder, "node_modules/@graphc/runtime"),
    );
    const { child, until, calm } = watching(folder, "--types");
    expect(await until("built 1 file")).toContain("wrote a.graph.ts");
    writeFileSync(
      join(folder, "greet.ts"),
      "export const greet = ({ name }: { name: string }) => ({ greeting: 1 });\n",
    );
    expect(await until(/error\[G7\d\d\]/)).toContain("nothing built of 1 file");
    writeFileSync(
      join(folder, "greet.ts"),
      "export const greet = ({ name }: { name: string }) => ({ greeting: name });\n",
    );
    expect(await until("built 1 file")).not.toContain("error");
    await calm();
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([0, null]);
  }, 300_000);

  // BSD's `script` takes other arguments.
  it.skipIf(process.platform !== "linux" || spawnSync("script", ["--version"]).status !== 0)(
    "clears a terminal before each build, and ends there with Ctrl-C",
    async () => {
      const folder = folderWith({ "a.graph": wrong });
      const cleared = "\u001b[2J\u001b[3J\u001b[H";
      const { child, until } = watchingOnTerminal(folder);
      const first = await until("G201");
      expect(first.split(cleared)).toHaveLength(2);
      writeFileSync(join(folder, "a.graph"), right);
      const second = await until("built 1 file");
      expect(second.trimStart().startsWith(cleared)).toBe(true);
      expect(second).not.toContain("G201");
      child.stdin.write("\u0003");
      expect(await once(child, "exit")).toEqual([0, null]);
    },
    300_000,
  );
});
