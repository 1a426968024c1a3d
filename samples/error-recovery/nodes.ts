import type { FeedImportHandlers } from "./error-recovery.graph.ts";

export const download = (async ({ url }, { context, signal }) => ({
  text: await context.feeds.fetch(url, signal),
})) satisfies FeedImportHandlers["download"];

/** Throws what `JSON.parse` throws; no `try` is needed, the graph says what follows. */
export const parseFeed = (({ text }) => {
  const feed = JSON.parse(text) as Record<string, number | Record<string, number>>;
  const prices = Object.entries(feed).flatMap(([item, price]) =>
    typeof price === "number"
      ? [[item, price] as const]
      : Object.entries(price).map(([size, of]) => [`${size} ${item}`, of] as const),
  );
  return { prices: Object.fromEntries(prices) };
}) satisfies FeedImportHandlers["parse"];
