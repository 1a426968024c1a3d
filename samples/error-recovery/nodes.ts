import type { FeedImportHandlers } from "./error-recovery.graph.ts";

export const download = (async ({ url }, { context, signal }) => ({
  text: await context.feeds.fetch(url, signal),
})) satisfies FeedImportHandlers["download"];

export class BrokenFeedError extends Error {
  override readonly name = "BrokenFeedError";
}

/** Throws, and need not care what follows: the graph says it. */
export const parseFeed = (({ text }) => {
  const prices = Object.entries(parsed(text)).flatMap(([item, price]) =>
    typeof price === "number"
      ? [[item, price] as const]
      : Object.entries(price).map(([size, of]) => [`${size} ${item}`, of] as const),
  );
  return { prices: Object.fromEntries(prices) };
}) satisfies FeedImportHandlers["parse"];

function parsed(text: string): Readonly<Record<string, number | Readonly<Record<string, number>>>> {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BrokenFeedError(`no JSON: ${text}`, { cause });
  }
}
