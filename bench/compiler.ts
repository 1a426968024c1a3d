/** Measures the built compiler: text to module, `tsc` on the module, and cold starts of the CLI: `npm run compiler -- [nodes]`. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { check, compile } from "../dist/src/index.js";

const nodes = Number(process.argv[2] ?? 1_000);
const folder = new URL("./.work/compiler/", import.meta.url);
const at = (file: string): string => fileURLToPath(new URL(file, folder));
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

/** A graph with branches, groups, retries and updates; half of its nodes are handlers. */
function text(count: number): { readonly graph: string; readonly handlers: string } {
  const handlers: string[] = [];
  const declarations: string[] = [];
  const edges: string[] = [];
  const fields = 40;
  for (let i = 0; i < count; i++) {
    const [a, b] = [`f${(i * 7) % fields}`, `f${(i * 3 + 1) % fields}`];
    if (i % 2 === 0) {
      handlers.push(`export const n${i} = (state: { readonly ${a}: string }) => ({ ${b}: state.${a} });`);
      declarations.push(`  node n${i} { reads ${a} writes ${b} retry 3 timeout 30s }`);
    } else {
      declarations.push(`  node n${i} => { ${b}: \`\${${a}}!\`, log: ["n${i}"] }`);
    }
    const next = i + 1 < count ? `n${i + 1}` : "end";
    edges.push(
      i % 10 === 3 && i + 1 < count
        ? `  n${i} -> when { len(${a}) > 100 -> end  else -> ${next} }`
        : `  n${i} -> ${next}`,
    );
  }
  const names = handlers.map((_, i) => `n${i * 2}`).join(", ");
  const graph = `import { ${names} } from "./big.nodes.ts"
graph Big {
  limit ${count + 10} steps
  state {
    output log: string[] = [] reduce append
${Array.from({ length: fields }, (_, i) => `    ${i === 0 ? "input " : ""}f${i}: string = ""`).join("\n")}
  }
${declarations.join("\n")}
  start -> n0
${edges.join("\n")}
}
`;
  return { graph, handlers: handlers.join("\n") };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[numbers.length >> 1] as number;

async function warm(run: () => unknown, times = 7): Promise<number> {
  const measured: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    await run();
    measured.push(performance.now() - before);
  }
  return median(measured.slice(2));
}

function cold(command: readonly string[], times = 5): number {
  const measured: number[] = [];
  for (let i = 0; i < times; i++) {
    const before = performance.now();
    const { status, stdout, stderr } = spawnSync(process.execPath, command, {
      cwd: fileURLToPath(folder),
      encoding: "utf8",
    });
    measured.push(performance.now() - before);
    if (status !== 0) throw new Error(`${command.join(" ")} ended with ${status}:\n${stdout}${stderr}`);
  }
  return median(measured);
}

const report = (what: string, milliseconds: number): void =>
  console.log(`${what.padEnd(64)} ${Math.round(milliseconds)} ms`);

const { graph, handlers } = text(nodes);
const files = [{ path: "big.graph", text: graph }];
const { modules, diagnostics } = await compile(files);
for (const found of diagnostics) console.log(`${found.code} ${found.message}`);
if (modules[0] === undefined) process.exit(1);
writeFileSync(at("big.nodes.ts"), handlers);
writeFileSync(at("big.graph.ts"), modules[0].text);
report(`check, ${nodes} nodes, warm`, await warm(() => check(files)));
report(`text to module, ${nodes} nodes, warm`, await warm(() => compile(files)));

const root = fileURLToPath(new URL("../", import.meta.url));
const options = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  verbatimModuleSyntax: true,
  isolatedModules: true,
  erasableSyntaxOnly: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  target: "es2022",
  module: "nodenext",
  types: [],
};
writeFileSync(at("empty.ts"), `import * as rt from "@graphc/runtime/generated";\nexport const end = rt.end;\n`);
writeFileSync(at("tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["big.graph.ts"] }));
writeFileSync(at("tsconfig.empty.json"), JSON.stringify({ compilerOptions: options, files: ["empty.ts"] }));
for (const [version, tsc] of [
  ["5.9", "typescript-5/bin/tsc"],
  ["6", "typescript-6/bin/tsc"],
  ["7", "typescript/bin/tsc"],
] as const) {
  const bin = `${root}node_modules/${tsc}`;
  const empty = cold([bin, "-p", "tsconfig.empty.json"], 3);
  report(`tsc ${version}: the module beyond an empty file`, cold([bin, "-p", "tsconfig.json"], 3) - empty);
}

const small = `graph Small {\n  state { input text: string  output loud: string }\n  node shout => { loud: upper(text) }\n  start -> shout -> end\n}\n`;
writeFileSync(at("small.graph"), small);
const cli = `${root}dist/cli/main.js`;
report("graphc check small.graph, cold", cold([cli, "check", "small.graph"]));
const builds = Array.from({ length: 5 }, (_, i) => {
  writeFileSync(at("small.graph"), small.replaceAll("text", `text${i}`));
  return cold([cli, "build", "small.graph"], 1);
});
report("graphc build small.graph, cold", median(builds));
report("graphc build small.graph, cold, up to date", cold([cli, "build", "small.graph"]));
