import { readFile, stat } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { Command } from "commander";
import { ProjectError } from "../project/error.ts";
import { displayPath } from "../project/paths.ts";
import { writeWhole } from "../project/write.ts";
import type { Io } from "./io.ts";
import { packageInfo } from "./package-info.ts";

/** The files of a new folder and their templates; package.json is made here. */
const files = [
  ["refund.graph", "refund.graph"],
  ["refund.nodes.ts", "refund.nodes.ts"],
  ["main.ts", "main.ts"],
  ["tsconfig.json", "tsconfig.json"],
  // npm leaves a file called .gitignore out of a package.
  [".gitignore", "gitignore"],
  ["README.md", "README.md"],
] as const;

export function initCommand(io: Io): Command {
  return new Command("init")
    .summary("make a folder with a graph that compiles and runs")
    .description(
      "Makes a small project: a graph with a handler and a question for a person, and a program that runs it. Overwrites nothing.",
    )
    .argument("[folder]", "where; it need not exist", ".")
    .addHelpText("after", examples)
    .action(async (folder: string) => {
      const target = resolve(io.folder, folder);
      const made = [["package.json", packageJson(target)] as const, ...(await templates())];
      await refuseToOverwrite(
        target,
        made.map(([name]) => name),
        io.folder,
      );
      for (const [name, text] of made) {
        const path = join(target, name);
        await writeWhole(path, text, io.folder);
        io.stderr.write(`made ${displayPath(path, io.folder)}\n`);
      }
      io.stderr.write(nextSteps(target === io.folder ? undefined : folder));
    });
}

async function templates(): Promise<readonly (readonly [string, string])[]> {
  const { folder } = packageInfo();
  return Promise.all(
    files.map(
      async ([name, template]) => [name, await readFile(join(folder, "templates/init", template), "utf8")] as const,
    ),
  );
}

async function refuseToOverwrite(target: string, names: readonly string[], folder: string): Promise<void> {
  const there = await Promise.all(
    names.map((name) =>
      stat(join(target, name)).then(
        () => true,
        () => false,
      ),
    ),
  );
  const found = names.filter((_name, index) => there[index]);
  if (found.length === 0) return;
  const where = target === folder ? "the current folder" : `\`${displayPath(target, folder)}\``;
  throw new ProjectError(
    `${where} has ${found.join(", ")} already and nothing was written; name a new folder: graphc init my-graph`,
  );
}

/** The tools are those that this version of graphc is tested with. */
function packageJson(target: string): string {
  const { version, devDependencies } = packageInfo();
  const tools = ["@types/node", "tsx", "typescript"].map((name) => [name, devDependencies[name]] as const);
  const content = {
    name: packageName(basename(target)),
    private: true,
    type: "module",
    scripts: {
      build: "graphc build",
      start: "graphc build && tsx main.ts",
      check: "graphc build && tsc",
    },
    dependencies: { "@graphc/runtime": `^${version}` },
    devDependencies: Object.fromEntries(
      [...tools, ["graphc", `^${version}`] as const].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    ),
  };
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** A name that npm accepts. */
function packageName(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-._]+/, "")
    .replace(/-+$/, "");
  return name === "" || name === "node_modules" ? "my-graph" : name;
}

function nextSteps(folder: string | undefined): string {
  const enter = folder === undefined ? "" : `  cd ${/[^\w./-]/.test(folder) ? JSON.stringify(folder) : folder}\n`;
  return `\nNext:\n${enter}  npm install\n  npm start          compile the graph and run it\n  npm run check      look for mistakes\n`;
}

const examples = `
Examples:
  graphc init            in the current folder
  graphc init refunds    in a new folder`;
