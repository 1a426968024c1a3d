import type { Code } from "./diagnostic.ts";

/** Where the documentation of a code can be read: its page in the published package of a version, by default the latest. */
export function pageOf(code: Code, version?: string): string {
  const of = version === undefined ? "graphc" : `graphc@${version}`;
  return `https://app.unpkg.com/${of}/files/docs/diagnostics/${code}.md`;
}
