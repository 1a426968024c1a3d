import { trace } from "@opentelemetry/api";
import type { OneItemHandlers, PurchaseHandlers } from "./monitoring.graph.ts";

const prices: Readonly<Record<string, number>> = { tea: 4, coffee: 6, grinder: 120 };

/** A client of a price service that makes spans of its own, as those of databases, of HTTP and of models do. It knows nothing of graphs. */
async function fetchPrice(item: string): Promise<number> {
  const span = trace.getTracer("price-client").startSpan(`GET /prices/${item}`);
  try {
    await Promise.resolve();
    return prices[item] ?? 0;
  } finally {
    span.end();
  }
}

export const lookUp = (async ({ item }) => ({
  price: await fetchPrice(item),
})) satisfies OneItemHandlers["lookUp"];

class BusyError extends Error {
  override readonly name = "BusyError";
}

class CardError extends Error {
  override readonly name = "CardError";
}

export const charge = (({ card, total }, { attempt }) => {
  if (attempt === 1) throw new BusyError("the bank is busy");
  if (card === "expired") throw new CardError("the card has expired");
  // What a handler knows and the graph does not: attributes of its own on the span of its step.
  trace.getActiveSpan()?.setAttribute("shop.attempt", attempt);
  return { result: `charged ${Math.round(total)}` };
}) satisfies PurchaseHandlers["charge"];
