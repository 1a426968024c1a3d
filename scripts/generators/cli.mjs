// The outputs in docs/cli.md: every command that stands behind `$ ` is run, one after the other in one new folder, and what it prints is put below it.
// `<!-- in FILE, replace: A => B -->` changes a file on the way.
import { mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { run } from "../../src/cli/run.ts";

const page = new URL("../../docs/cli.md", import.meta.url);

async function outputOf(command, folder) {
  let text = "";
  const stream = { write: (part) => (text += part) };
  await run(command.split(" "), { folder, environment: {}, stdout: stream, stderr: stream });
  return text.trimEnd();
}

async function generate() {
  const start = realpathSync(mkdtempSync(join(tmpdir(), "graphc-docs-")));
  let folder = start;
  const lines = [];
  let inBlock = false;
  for (const line of readFileSync(page, "utf8").split("\n")) {
    if (line === "```console" || line === "```") inBlock = line === "```console";
    const edit = /^<!-- in (\S+), replace: (.*) => (.*) -->$/.exec(line);
    if (edit) {
      const file = join(folder, edit[1]);
      writeFileSync(file, readFileSync(file, "utf8").replace(edit[2], edit[3]));
    }
    const [, command] = inBlock ? (/^\$ (.*)$/.exec(line) ?? []) : [];
    if (!inBlock || line === "```console" || command) lines.push(line);
    if (command?.startsWith("cd ")) folder = resolve(folder, command.slice(3));
    else if (command) {
      const output = await outputOf(command.replace(/^graphc /, ""), folder);
      if (output !== "") lines.push(output);
    }
  }
  rmSync(start, { recursive: true });
  return lines.join("\n");
}

export const generators = [{ file: "docs/cli.md", generate }];
