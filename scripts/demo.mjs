// What a newcomer sees first: builds both packages, compiles a sample, draws it, and runs it.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import pc from "picocolors";
import { tsImport } from "tsx/esm/api";

const root = fileURLToPath(new URL("..", import.meta.url));
const sample = "samples/support-desk";

const say = (text) => console.log(`\n${pc.bold(pc.cyan("▸"))} ${pc.bold(text)}`);
const run = (...args) => execFileSync(process.execPath, args, { cwd: root, stdio: "inherit" });

say("Building graphc and @graphc/runtime");
const started = performance.now();
run("scripts/build.mjs");
console.log(`  ${((performance.now() - started) / 1000).toFixed(1)} s`);

say(`The source: ${sample}/support-desk.graph`);
const source = readFileSync(new URL(`../${sample}/support-desk.graph`, import.meta.url), "utf8");
console.log(pc.dim(source.trim().replaceAll(/^/gm, "  ")));

say(`graphc build ${sample}`);
run("dist/cli/main.js", "build", sample);

const { supportDeskGraph } = await tsImport(`../${sample}/support-desk.graph.ts`, import.meta.url);
const { drawText } = await import("../dist/src/draw/text.js");
say("The graph");
console.log(drawText(supportDeskGraph).replaceAll(/^/gm, "  "));

say(`Running ${sample}/main.ts, with a scripted model`);
await tsImport(`../${sample}/main.ts`, import.meta.url);

say("More: samples/README.md has a sample for each pattern, README.md the rest");
