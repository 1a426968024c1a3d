/** How long a build of 500 files takes with nothing to do, which is what a watcher, a test run and a commit hook wait for. Run `npm run build` before. */
import { spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const count = 500;
const runs = 11;
const main = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
const home = fileURLToPath(new URL("../node_modules/.cache/", import.meta.url));

/** A graph with a branch, a reducer and an import, as most are. */
function graph(index: number): string {
  return `import { Ticket } from "../shared.graph"

graph Flow${index} {
  state {
    input ticket: Ticket
    output answer: string = ""
    output log: string[] = [] reduce append
  }
  node read => { log: [ticket.text] }
  node urgent => { answer: \`At once: \${ticket.text}\` }
  node later => { answer: \`Later: \${ticket.text}\` }
  start -> read -> match ticket.rank {
    "high" -> urgent -> end
    "low" -> later -> end
  }
}
`;
}

/** Milliseconds that Node takes to run this, from its start to its end. */
function timed(folder: string, args: readonly string[]): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  if (status !== 0) throw new Error(`${stdout}${stderr}`);
  return performance.now() - started;
}

function median(samples: readonly number[]): number {
  return samples.toSorted((a, b) => a - b)[samples.length >> 1] ?? 0;
}

const folder = mkdtempSync(join(home, "bench-build-"));
try {
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "shared.graph"), `type Ticket { text: string, rank: "high" | "low" }\n`);
  for (let index = 0; index < count; index++) {
    const path = join(folder, `part${index % 20}`, `flow${index}.graph`);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, graph(index));
  }
  const build = (...options: readonly string[]): number => timed(folder, [main, "build", ...options]);
  const row = (name: string, time: number, start: number): void =>
    console.log(
      `${name.padEnd(38)} ${time.toFixed(0).padStart(6)} ms, ${start.toFixed(0).padStart(4)} ms of it Node itself`,
    );
  row("nothing kept", build(), timed(folder, ["-e", "0"]));
  // Node's own start takes turns with the builds, so that what else the machine does hits both.
  const several = (name: string, before: (run: number) => void, ...options: readonly string[]): void => {
    const builds: number[] = [];
    const starts: number[] = [];
    for (let run = 0; run < runs; run++) {
      before(run);
      builds.push(build(...options));
      starts.push(timed(folder, ["-e", "0"]));
    }
    row(name, median(builds), median(starts));
  };
  several("nothing to do", () => undefined);
  several("build --check", () => undefined, "--check");
  several("one graph changed", (run) => appendFileSync(join(folder, "part7", "flow7.graph"), `// ${run}\n`));
  writeFileSync(
    join(folder, "tsconfig.json"),
    `{ "compilerOptions": { "allowImportingTsExtensions": true, "noEmit": true } }\n`,
  );
  build();
  several("nothing to do, with a tsconfig.json", () => undefined);
  writeFileSync(join(folder, "graphc.config.ts"), `export default { warnings: { G406: "warning" } };\n`);
  build();
  several("the same, with a configuration", () => undefined);
  several("--no-cache, nothing changed", () => undefined, "--no-cache");
} finally {
  rmSync(folder, { recursive: true, force: true });
}
