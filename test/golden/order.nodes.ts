import { goto } from "@graphc/runtime";
import type { DeskHandlers, DeskValues, TripHandlers } from "./order.graph.ts";

export const triage = ((state) =>
  state.message === ""
    ? goto("end", { log: ["nothing to do"] })
    : goto("sales", { log: ["to sales"] })) satisfies DeskHandlers["triage"];

export const pickDesks = (state: DeskValues): ("salesAgain" | "refundsAgain")[] =>
  state.log.length > 3 ? ["salesAgain", "refundsAgain"] : ["salesAgain"];

export const worker = (options: { specialty: string }) => async (state: { readonly message: string }) => ({
  log: [`${options.specialty}: ${state.message}`],
});

export const fetchQuote = async (state: { readonly city: string }): Promise<{ price: number; currency: string }> => ({
  price: state.city.length,
  currency: "EUR",
});

export const keepBest = (current: number, update: { readonly candidate: number }): number =>
  Math.max(current, update.candidate);

export const confirm = (async (state, ctx) => ({
  booked: (await ctx.ask({ city: state.city })).ok,
})) satisfies TripHandlers["confirm"];

export const apologise = ((_state, ctx) =>
  ctx.emit("failed", { node: ctx.error.node, tries: ctx.error.attempts })) satisfies TripHandlers["apologise"];
