// Builds both packages into their `dist` folders.
import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));

for (const [project, out] of [
  ["runtime/tsconfig.json", "runtime/dist"],
  ["tsconfig.build.json", "dist"],
]) {
  rmSync(new URL(`../${out}`, import.meta.url), { recursive: true, force: true });
  execFileSync(process.execPath, [tsc, "-p", project], { cwd: root, stdio: "inherit" });
}
