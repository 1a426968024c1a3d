import { complete } from "../model.ts";
import type { DigestHandlers, OneDocumentHandlers } from "./map-reduce.graph.ts";

export const summarise = (async ({ document, summary, remark }, { context, signal }) => {
  const again = summary === "" ? "" : `\nLast time you wrote: ${summary}\nThe editor says: ${remark}`;
  const prompt = `Summarise in one sentence.\nTitle: ${document.title}\n${document.text}${again}`;
  return { summary: await complete(context.model, "You summarise minutes of meetings.", prompt, signal) };
}) satisfies OneDocumentHandlers["summarise"];

/** A summary is good if it names all numbers of the document and is short. */
export const critique = (({ document, summary }) => {
  const numbers = document.text.match(/\d+/g) ?? [];
  const missing = numbers.filter((number) => !summary.includes(number));
  const kept = numbers.length === 0 ? 1 : 1 - missing.length / numbers.length;
  const score = summary.length <= 100 ? kept : kept / 2;
  return { score, remark: missing.length > 0 ? `name the numbers ${missing.join(", ")}` : "shorter" };
}) satisfies OneDocumentHandlers["critique"];

export const combine = (({ summaries }) => ({
  digest: summaries.map(({ title, text, score }) => `• ${title}: ${text} (${score.toFixed(2)})`).join("\n"),
})) satisfies DigestHandlers["combine"];
