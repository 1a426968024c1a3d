/** `graphc serve` as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../..", import.meta.url));

export interface Served {
  readonly url: string;
  /** What it has said to people. */
  stderr(): string;
  /** Sends JSON and returns that of the answer. */
  post(path: string, body: object): Promise<{ readonly id?: string; readonly run?: string; readonly status?: string }>;
  /** Sends a signal, waits for the end and returns the exit code. */
  stop(signal: NodeJS.Signals): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/** For the end of tests: kills the servers that a failed one has left. */
export function killServed(): void {
  for (const child of running) child.kill("SIGKILL");
}

/** Starts it and resolves when it listens. @throws Error with what it said, if it ends before. */
export async function served(folder: string, ...args: readonly string[]): Promise<Served> {
  const main = `${root}src/cli/main.ts`;
  const flags = ["--conditions=graphc-source", "--import", import.meta.resolve("tsx"), main, "serve", ...args];
  const child = spawn(process.execPath, flags, { cwd: folder, stdio: ["ignore", "pipe", "pipe"] });
  const written = { stdout: "", stderr: "" };
  child.stderr.on("data", (text: Buffer) => (written.stderr += text.toString()));
  const ended = once(child, "close");
  running.add(child);
  child.once("close", () => running.delete(child));
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on("data", (text: Buffer) => {
      written.stdout += text.toString();
      const [, found] = /^listening on (\S+)\n/m.exec(written.stdout) ?? [];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(written.stdout + written.stderr)));
  });
  return {
    url,
    stderr: () => written.stderr,
    async post(path, body) {
      const headers = { "content-type": "application/json" };
      const response = await fetch(url + path, { method: "POST", headers, body: JSON.stringify(body) });
      return (await response.json()) as { readonly id?: string; readonly run?: string; readonly status?: string };
    },
    async stop(signal) {
      child.kill(signal);
      const [code] = (await ended) as [number | null];
      return code;
    },
  };
}
