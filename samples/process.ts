/** For samples that need more than one process. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** Runs a program in a process of its own, prints what it prints, and says if it was killed. */
export async function inOwnProcess(program: URL, ...args: readonly string[]): Promise<void> {
  const path = fileURLToPath(program);
  const child = spawn(process.execPath, ["--import", "tsx", path, ...args], {
    cwd: dirname(path),
    stdio: ["ignore", "pipe", "inherit"],
  });
  const closed = once(child, "close");
  for await (const line of createInterface({ input: child.stdout })) console.log(`  ${line}`);
  const [code, signal] = await closed;
  if (signal !== null) console.log(`  (the process was killed)`);
  else if (code !== 0) throw new Error(`${path} ended with ${code}.`);
}
