import { readFileSync, writeFileSync } from "node:fs";
import type { Workspace } from "./workspace.ts";

/** Writes the files into a workspace that a page of `docs/bundlers` shows: blocks whose first line is their name in a comment. */
export function writeDocumented(page: string, { path }: Workspace): void {
  const text = readFileSync(new URL(`../../docs/bundlers/${page}.md`, import.meta.url), "utf8").replaceAll(
    "\r\n",
    "\n",
  );
  for (const [, name = "", content = ""] of text.matchAll(/^```[jt]s\n\/\/ (\S+)\n([^]*?)^```$/gm))
    writeFileSync(path(name), content);
}
