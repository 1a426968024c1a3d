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

function build(folder: string, ...options: readonly string[]): number {
  const started = performance.now();
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "build", ...options], {
    cwd: folder,
    encoding: "utf8",
  });
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
  const rows: (readonly [name: string, milliseconds: number])[] = [["nothing kept", build(folder)]];
  const several = (name: string, before: (run: number) => void, ...options: readonly string[]): void => {
    const samples = Array.from({ length: runs }, (_, run) => {
      before(run);
      return build(folder, ...options);
    });
    rows.push([name, median(samples)]);
  };
  several("nothing to do", () => undefined);
  several("build --check", () => undefined, "--check");
  several("one graph changed", (run) => appendFileSync(join(folder, "part7", "flow7.graph"), `// ${run}\n`));
  writeFileSync(join(folder, "graphc.config.ts"), `export default { warnings: { G406: "warning" } };\n`);
  build(folder);
  several("nothing to do, with a configuration", () => undefined);
  several("--no-cache, nothing changed", () => undefined, "--no-cache");
  for (const [name, time] of rows) console.log(`${name.padEnd(40)} ${time.toFixed(0).padStart(6)} ms`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
