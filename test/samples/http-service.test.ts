import { execFile, execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { promisify } from "node:util";
import { expect, it } from "vitest";
import { MemoryCheckpointer } from "@graphc/runtime";
import { start } from "../../samples/http-service/service.ts";

const readme = readFileSync("samples/http-service/README.md", "utf8").replaceAll("\r\n", "\n");

/** The commands with the block of output that follows each, if one does. */
const commands = [...readme.matchAll(/^```sh\n(curl [^]*?)^```\n+(?:```(?:json|text)\n([^]*?)^```$)?/gm)].map(
  ([, command = "", output]) => ({ command: command.trim(), output }),
);

const run = promisify(execFile);
const hasCurl = ((): boolean => {
  try {
    execFileSync("curl", ["--version"], { stdio: "ignore" });
    return process.platform !== "win32";
  } catch {
    return false;
  }
})();

it.skipIf(!hasCurl)("the README of the HTTP service shows what curl gets (skipped without curl)", async () => {
  const server = await start(0, new MemoryCheckpointer());
  try {
    expect(commands).toHaveLength(5);
    for (const { command, output } of commands) {
      const { stdout } = await run("sh", ["-c", command.replace("http://127.0.0.1:3000", server.url)]);
      if (output === undefined) expect(stdout).toMatch(/^(id: |\{"id":"catalogues")/);
      else expect(compact(stdout)).toMatch(pattern(compact(output)));
    }
  } finally {
    await server.close();
  }
});

/** JSON without its layout; other text as it is. */
function compact(text: string): string {
  return text.startsWith("{") ? JSON.stringify(JSON.parse(text)) : text.trim();
}

/** `…` stands for anything on a line. */
function pattern(text: string): RegExp {
  const parts = text.split("…").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join(".*")}$`);
}
