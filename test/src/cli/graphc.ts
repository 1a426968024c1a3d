import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { text } from "node:stream/consumers";
import { run } from "../../../src/cli/run.ts";

export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Setting {
  readonly folder: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Whether both streams are terminals. */
  readonly terminal?: boolean;
  /** What standard input holds. */
  readonly stdin?: string;
}

/** Runs a command in this process. */
export async function graphc(
  { folder, environment = {}, terminal = false, stdin = "" }: Setting,
  ...args: string[]
): Promise<Outcome> {
  const written = { stdout: "", stderr: "" };
  const stream = (name: keyof typeof written) => ({
    isTTY: terminal,
    ...(terminal ? { columns: 80 } : {}),
    write: (chunk: string) => void (written[name] += chunk),
  });
  const code = await run(args, {
    folder,
    environment,
    stdout: stream("stdout"),
    stderr: stream("stderr"),
    stdin: () => Promise.resolve(stdin),
  });
  return { code, ...written };
}

const main = fileURLToPath(new URL("../../../src/cli/main.ts", import.meta.url));
const tsx = import.meta.resolve("tsx");

/** Runs a command as a program of its own. */
export async function graphcProcess({ folder, environment = {} }: Setting, ...args: string[]): Promise<Outcome> {
  const env = { PATH: process.env["PATH"], ...environment };
  const child = spawn(process.execPath, ["--import", tsx, main, ...args], {
    cwd: folder,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "exit")]);
  return { code: code as number, stdout, stderr };
}

/** A graph that is right. */
export const right = `graph Hello {
  state {
    input name: string
    output greeting: string
  }
  node greet => { greeting: \`Hello, \${name}!\` }
  start -> greet -> end
}
`;

/** The same with a name that nothing has, at 6:51. */
export const wrong = right.replace("${name}!", "${name} and ${nam}!");
