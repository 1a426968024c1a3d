import { heading, watch } from "../print.ts";
import { unreliableFeeds } from "./feeds.ts";
import { createFeedImport } from "./error-recovery.graph.ts";

for (const [path, what] of [
  ["busy-twice", "busy twice: retried"],
  ["cut-off", "broken JSON: repaired"],
  ["html", "no JSON at all: a bound ends the repairs"],
  ["always-busy", "always busy: retries used up"],
  ["slow", "too slow: the timeout aborts the download"],
  ["not-found", "an error that no retry helps: not tried again"],
] as const) {
  heading(what);
  const feedImport = createFeedImport({ context: { feeds: unreliableFeeds() } });
  await watch(feedImport.stream({ url: `https://shop.example/${path}` }, { modes: ["updates", "steps"] }));
}
