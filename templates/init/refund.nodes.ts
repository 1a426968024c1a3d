import type { RefundHandlers, Risk } from "./refund.graph.ts";

/** `satisfies` types `state` from what the node reads, and the result from what it writes. */
export const assess = ((state) => {
  const risk: Risk = state.amount <= 50 && !/fraud|lawyer/i.test(state.reason) ? "low" : "high";
  return { risk, log: [`${state.amount} because "${state.reason}": ${risk} risk`] };
}) satisfies RefundHandlers["assess"];
