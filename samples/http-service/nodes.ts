import type { QuoteHandlers } from "./quote.graph.ts";

export const calculate = (({ copies }) => ({
  price: 20 + copies * 0.5,
  log: ["calculated"],
})) satisfies QuoteHandlers["calculate"];
