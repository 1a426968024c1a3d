import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { folderWith } from "../project/folder.ts";
import { right, wrong } from "./graphc.ts";

const main = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));

/** A watching process; `next` is what it printed until it waits again, after something that the caller does. */
function watching(folder: string, ...options: readonly string[]) {
  // One stream for both, so that what is printed comes in its order.
  const args = ["--import", import.meta.resolve("tsx"), "-C", "graphc-source", main, "build", "--watch", ...options];
  const child = spawn("sh", ["-c", 'exec "$0" "$@" 2>&1', process.execPath, ...args], {
    cwd: folder,
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let printed = "";
  let wake = (): void => {};
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    printed += text;
    wake();
  });
  const until = async (wanted: string | RegExp): Promise<string> => {
    for (;;) {
      const at = printed.search(wanted);
      const end = at < 0 ? -1 : printed.indexOf("Ctrl-C ends\n", at);
      if (end >= 0) {
        const text = printed.slice(0, end);
        printed = printed.slice(end + "Ctrl-C ends\n".length);
        return text;
      }
      await new Promise<void>((resolve) => (wake = resolve));
    }
  };
  return { child, until, printed: () => printed };
}

describe("graphc build --watch", () => {
  it("builds again what changes, whatever happens to the files, and ends with Ctrl-C", async () => {
    const folder = folderWith({ "a.graph": right, "b.graph": right });
    const file = (name: string): string => join(folder, name);
    const { child, until, printed } = watching(folder);
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
    await until("built 2 files: up to date");

    // Nothing of all that it wrote itself made it build again, and what is no terminal is not cleared.
    expect(printed()).not.toContain("built");
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
});
