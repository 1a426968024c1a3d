import { complete } from "../model.ts";
import type { Category, SupportDeskHandlers } from "./support-desk.graph.ts";

export const classify = (async ({ text }, { context, signal }) => {
  const said = await complete(context.model, "Classify: urgent, question or general?", text, signal);
  const category: Category = said === "urgent" || said === "question" ? said : "general";
  return { category, log: [`classified as ${category}`] };
}) satisfies SupportDeskHandlers["classify"];

/** Two nodes share it: their replies go different ways. */
export const answer = (async ({ text, customer }, { context, signal }) => ({
  reply: await complete(context.model, `You answer messages from ${customer}.`, text, signal),
  log: ["drafted"],
})) satisfies SupportDeskHandlers["question"];
