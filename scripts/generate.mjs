// Writes the files that are generated from sources of the project; with `--check` only says which of them are stale.
// A generator is `{ file, generate }`: a path below the root, and a function that returns what should stand there. Each module of
// `generators/` exports a list of them.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { register } from "tsx/esm/api";

register();

const modules = ["grammar.ts", "diagnostics.mjs", "cli.mjs", "modules.ts", "drawings.ts"];
const check = process.argv.includes("--check");
const root = new URL("../", import.meta.url);
const stale = [];

for (const name of modules) {
  const { generators } = await import(`./generators/${name}`);
  for (const { file, generate } of generators) {
    const path = new URL(file, root);
    const text = await generate();
    if (existsSync(path) && readFileSync(path, "utf8") === text) continue;
    stale.push(file);
    if (!check) writeFileSync(path, text);
  }
}

for (const file of stale) console.log(check ? `${file} is stale` : `${file} written`);
if (check && stale.length > 0) {
  console.error("run `npm run generate`");
  process.exitCode = 1;
}
