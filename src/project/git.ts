import { spawn } from "node:child_process";
import { buffer, text } from "node:stream/consumers";
import { ProjectError } from "./error.ts";

/** What a call of git ended with. */
export interface GitOutcome {
  readonly ok: boolean;
  readonly stdout: Buffer;
  /** The first line of what it complained of, without `fatal:`. */
  readonly complaint: string;
}

/**
 * Runs git in a folder, without a shell, and waits for its end.
 * @throws ProjectError if git is not installed.
 */
export async function git(folder: string, args: readonly string[], input = ""): Promise<GitOutcome> {
  const child = spawn("git", args, { cwd: folder, env: { ...process.env, LC_ALL: "C" }, stdio: "pipe" });
  const failed = new Promise<never>((_, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) => {
      const reason = error.code === "ENOENT" ? "git is not installed, or not found in `PATH`" : error.message;
      reject(new ProjectError(`revisions cannot be read: ${reason}`, { cause: error }));
    });
  });
  const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
  // Git may end without having read everything; what it ended with says why.
  child.stdin.on("error", () => {});
  child.stdin.end(input);
  const all = Promise.all([buffer(child.stdout), text(child.stderr), ended]);
  const [stdout, stderr, code] = await Promise.race([all, failed]);
  const [first = ""] = stderr.split("\n");
  return { ok: code === 0, stdout, complaint: first.replace(/^(?:fatal|error): /, "") };
}
