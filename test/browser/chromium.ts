/** Debian's Chromium, where there is one: tests of pages are skipped without it, and say so. */
import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** Where it is; `undefined` without one. `CHROMIUM` names another. */
export const chromiumPath: string | undefined = [process.env["CHROMIUM"], ...places].find(
  (path) => path !== undefined && path !== "" && existsSync(path),
);

/** For the names of tests. */
export const unlessMissing =
  chromiumPath === undefined ? " (skipped: there is no Chromium; install the package chromium)" : "";

export function launch(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error("There is no Chromium.");
  // Chromium refuses its sandbox to root, and containers have little shared memory.
  return chromium.launch({ executablePath: chromiumPath, args: ["--no-sandbox", "--disable-dev-shm-usage"] });
}
