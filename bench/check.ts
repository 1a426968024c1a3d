/** Measures how fast the built compiler checks: `npm run check -- [nodes]`. Each number is a median, beside what was aimed at and what processor time it took. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, loadavg } from "node:os";
import { fileURLToPath } from "node:url";
import { check } from "../dist/src/index.js";

interface Measured {
  readonly wall: number;
  readonly processor: number;
}

const nodes = Number(process.argv[2] ?? 10_000);
const folder = new URL("./.work/check/", import.meta.url);
const cli = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));

/** A graph of one file of a size that people write: a loop, a branch, a group, an ask and a recovery. */
function small(index: number): string {
  return `import { classify, search${index} } from "./nodes.ts"

type Kind${index} = "question" | "order" | "complaint"

graph Desk${index} {
  state {
    input text: string where len(trim(value)) > 0
    kind?: Kind${index}
    approved: boolean = false
    output log: string[] = [] reduce append
    output reply: string = ""
  }
  node classify { reads text writes kind retry 3 timeout 30s }
  node web = search${index} { reads text writes log }
  node books = search${index} { reads text writes log }
  node write => { reply: \`\${text}: \${join(log, ", ")}\` }
  node polish => { reply: trim(reply), log: ["polished"] }
  node fallback => { log: [error.message] }
  ask approve: boolean { show { reply } timeout 2d } => { approved: answer }
  start -> classify -> match kind { "question" -> [web, books], "order", "complaint", null -> end } -> write -> approve
  approve -> match approved { true -> end, false -> polish -> write max 3 then end }
  classify on error -> fallback -> write
  approve on error -> end
}
`;
}

/** One graph of many nodes, with branches, retries and updates; half of its nodes are handlers. */
function big(count: number): string {
  const fields = 40;
  const field = (i: number): string => `f${i % fields}`;
  const declarations = Array.from({ length: count }, (_, i) =>
    i % 2 === 0
      ? `  node n${i} { reads ${field(i * 7)} writes ${field(i * 3 + 1)} retry 3 timeout 30s }`
      : `  node n${i} => { ${field(i * 3 + 1)}: \`\${${field(i * 7)}}!\`, log: ["n${i}"] }`,
  );
  const edges = Array.from({ length: count }, (_, i) => {
    const next = i + 1 < count ? `n${i + 1}` : "end";
    return i % 10 === 3 && i + 1 < count
      ? `  n${i} -> when { len(${field(i * 7)}) > 100 -> end, else -> ${next} }`
      : `  n${i} -> ${next}`;
  });
  const state = Array.from({ length: fields }, (_, i) => `    ${i === 0 ? "input " : ""}f${i}: string = ""`);
  return `graph Big {
  limit ${count + 10} steps
  state {
    output log: string[] = [] reduce append
${state.join("\n")}
  }
${declarations.join("\n")}
  start -> n0
${edges.join("\n")}
}
`;
}

function median(all: readonly Measured[]): Measured {
  const middle = (numbers: readonly number[]): number => numbers.toSorted((a, b) => a - b)[numbers.length >> 1] ?? 0;
  return { wall: middle(all.map(({ wall }) => wall)), processor: middle(all.map(({ processor }) => processor)) };
}

/** Runs something several times in this process; what the engine needs to get warm is left out. */
function warm(times: number, skip: number, run: (round: number) => unknown): Measured {
  const all = Array.from({ length: times }, (_, round) => {
    const [before, used] = [performance.now(), process.cpuUsage()];
    run(round);
    const { user, system } = process.cpuUsage(used);
    return { wall: performance.now() - before, processor: (user + system) / 1_000 };
  });
  return median(all.slice(skip));
}

/** Runs the command line in processes of its own. */
function cold(times: number, args: readonly string[]): Measured {
  return median(
    Array.from({ length: times }, () => {
      const before = performance.now();
      const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
        cwd: fileURLToPath(folder),
        encoding: "utf8",
      });
      const wall = performance.now() - before;
      if (status !== 0) throw new Error(`graphc ${args.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
      return { wall, processor: Number.NaN };
    }),
  );
}

function report(what: string, { wall, processor }: Measured, aim: number): void {
  const used = Number.isNaN(processor) ? "" : `, ${processor.toFixed(processor < 100 ? 1 : 0)} ms of processor`;
  console.log(`${what.padEnd(48)} ${wall.toFixed(wall < 100 ? 1 : 0)} ms${used} (aim: at most ${aim} ms)`);
}

const load = (): string => `${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} processors`;

rmSync(folder, { recursive: true, force: true });
for (const part of ["small", "big"]) mkdirSync(new URL(`${part}/`, folder), { recursive: true });
for (let i = 0; i < 50; i++) writeFileSync(new URL(`small/desk${i}.graph`, folder), small(i));
const large = big(nodes);
writeFileSync(new URL("big/big.graph", folder), large);

console.log(`load before: ${load()}`);
report("50 small files, cold, in a process of its own", cold(7, ["check", "small"]), 1_000);
report(`${nodes} nodes in one file, cold`, cold(3, ["check", "big"]), 3_000);
report(
  `${nodes} nodes in one file, warm`,
  warm(5, 2, () => check(large)),
  3_000,
);
// Each keystroke makes a text that was never seen: a name grows by a letter, which for a while stands for nothing.
const typed = small(1);
const at = typed.indexOf("node polish") + "node polish".length;
report(
  "one small file after a keystroke, warm",
  warm(300, 100, (round) => check(typed.slice(0, at) + "abcdefghij".slice(0, round % 10) + typed.slice(at))),
  20,
);
console.log(`load after: ${load()}`);
