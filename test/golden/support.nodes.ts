import type { Category, SupportHandlers } from "./support.graph.ts";

export const classify = (async ({ text }, ctx) => {
  const reply = await ctx.context.model.complete(`Is this urgent, a question or general? ${text}`);
  const category: Category = reply === "urgent" || reply === "question" ? reply : "general";
  return { category, log: [`classified as ${category}`] };
}) satisfies SupportHandlers["classify"];

export const answerQuestion = (async (state, ctx) => ({
  result: await ctx.context.model.complete(state.text),
})) satisfies SupportHandlers["question"];
